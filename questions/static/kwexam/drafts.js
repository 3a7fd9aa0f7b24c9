// An author's text is kept on the server at every pause. Where that fails the tab keeps it (entries.js), and says so.

import { token } from "./token.js";

const SAVE_AFTER = 1000;
const RETRY_FIRST = 2000;
const RETRY_MOST = 60000;
const NO_REPLY = 20000;

const form = document.getElementById("scheme-form");
const text = document.getElementById("id_text");
const state = document.getElementById("draft-state");
const signedOut = document.getElementById("signed-out");
const elsewhere = document.getElementById("elsewhere");
const announcer = document.getElementById("announcer");
const { revision, sequence } = form.elements;

// Typed before this script came, a text is kept like any other. What the browser brings back by itself may be older
// than what the server has: it waits until somebody goes on with it.
const broughtBack = performance.getEntriesByType("navigation")[0]?.type !== "navigate";
const shown = broughtBack ? text.value : text.defaultValue;

let saved = "unsaved" in form.dataset ? null : shown;
let timer = 0;
let wait = RETRY_FIRST;
let saving = false;
let again = false;
let leaving = false;
let other = null;

function say(message, problem = false) {
  if (problem && state.textContent !== message) announcer.textContent = message;
  state.textContent = message;
  state.classList.toggle("workbench__problem", problem);
}

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

async function save() {
  clearTimeout(timer);
  if (leaving || other !== null || text.value === saved) return;
  if (saving) {
    again = true;
    return;
  }
  saving = true;
  sequence.value = Number(sequence.value || 0) + 1;
  const sent = text.value;
  const data = new FormData(form);
  data.set("csrfmiddlewaretoken", token(form));
  try {
    const reply = await fetch(form.dataset.draft, {
      method: "POST",
      body: data,
      signal: AbortSignal.timeout(NO_REPLY),
    });
    await answered(reply, sent);
  } catch {
    notKept("Not kept: no connection. Your text stays here; trying again.");
  }
  saving = false;
  if (again) {
    again = false;
    later(0);
  }
}

async function answered(reply, sent) {
  if (reply.ok) {
    const { revision: newest, saved_at: at } = await reply.json();
    saved = sent;
    wait = RETRY_FIRST;
    revision.value = newest;
    signedOut.hidden = true;
    say(`Draft kept at ${at}`);
    form.dispatchEvent(new CustomEvent("entries:kept"));
  } else if (reply.status === 409) {
    other = await reply.json();
    document.getElementById("elsewhere-text").textContent = other.error;
    document.getElementById("elsewhere-other").textContent = other.text;
    elsewhere.hidden = false;
    announcer.textContent = other.error;
    say("Not kept: choose which text counts.", true);
    form.dispatchEvent(new CustomEvent("entries:keep"));
  } else if (reply.status === 401 || reply.status === 403) {
    // 403: the cookies are gone altogether.
    if (signedOut.hidden) announcer.textContent = signedOut.textContent.trim();
    signedOut.hidden = false;
    notKept("Not kept: you are signed out.");
  } else if (reply.status < 500) {
    say("Not kept: this page is out of date. Copy your text and open it again.", true);
    form.dispatchEvent(new CustomEvent("entries:keep"));
  } else {
    notKept("Not kept: the server has trouble. Your text stays here; trying again.");
  }
}

/** The tab keeps the text until the server does. */
function notKept(message) {
  say(message, true);
  form.dispatchEvent(new CustomEvent("entries:keep"));
  later(wait);
  wait = Math.min(2 * wait, RETRY_MOST);
}

text.addEventListener("input", () => later(SAVE_AFTER));
form.addEventListener("change", () => later(0));
// A text brought back stands over the one that the server has only once somebody goes on with it.
form.addEventListener("entries:back", () => clearTimeout(timer));
addEventListener("online", () => later(0));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save();
});

document.getElementById("keep-here").addEventListener("click", () => {
  revision.value = other.revision;
  other = null;
  elsewhere.hidden = true;
  text.focus();
  save();
});

document.getElementById("take-other").addEventListener("click", () => {
  revision.value = other.revision;
  saved = other.text;
  text.value = other.text;
  other = null;
  elsewhere.hidden = true;
  say("");
  form.dispatchEvent(new CustomEvent("entries:kept"));
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
});

/** The page goes; where it is still here later, the sending was stopped, or nothing came back. */
function leave() {
  leaving = true;
  clearTimeout(timer);
  setTimeout(() => {
    leaving = false;
    save();
  }, NO_REPLY);
}

// Pressed twice it is sent once. A save under way may arrive after the form: its number says that it is older.
form.addEventListener("submit", (event) => {
  if (leaving) {
    event.preventDefault();
    return;
  }
  leave();
  sequence.value = Number(sequence.value || 0) + 1;
});
addEventListener("pageshow", () => {
  leaving = false;
});
addEventListener("beforeunload", (event) => {
  if (!leaving && text.value !== saved) event.preventDefault();
});

// Thrown away here is thrown away in this tab too.
document.getElementById("drop-draft")?.addEventListener("submit", () => {
  leave();
  form.dispatchEvent(new CustomEvent("entries:kept"));
});

if (text.value !== saved) later(SAVE_AFTER);
