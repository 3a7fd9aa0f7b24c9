// Writing an answer: nothing typed is lost, whatever happens to the network, the session or the page.
//
// The text is kept on this device at every keystroke and on the server shortly after. The copy on the
// device is named by user and question and goes when the server has this very text, as a draft or submitted.
// A text whose attempt was submitted with another one stays, without a key: it belongs to no attempt yet.

import { token } from "./token.js";

const SAVE_AFTER = 1500;
const RETRY_FIRST = 2000;
const RETRY_MOST = 60000;
const GIVE_UP = 20000;
const NO_REPLY = 30000;
const LOOK_FOR = 5000;
const MOST_OURS = 5;

const form = document.getElementById("answer-form");
const submitted = document.querySelector("[data-submitted]");

/** The copy of an answer on this device. Storage may be full or forbidden: then there is none, and no harm. */
class Kept {
  constructor(user, question) {
    this.name = `kwexam:answer:${user}:${question}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  write(record) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ time: Date.now(), ...record }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept.
    }
  }
}

/** Keys of the answers submitted in this tab, so that a page brought back by "Back" knows it is over. */
const over = {
  name: "kwexam:submitted",
  all() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? [];
    } catch {
      return [];
    }
  },
  add(key) {
    try {
      sessionStorage.setItem(this.name, JSON.stringify([...this.all().slice(-50), key]));
    } catch {
      // The server still knows the key.
    }
  },
};

if (submitted) afterSubmission(submitted.dataset);
if (form) write(form);

/** The page of a result: what it shows need not be kept; what was typed on another page of this attempt is. */
function afterSubmission({ submitted: key, answer, user, question }) {
  const kept = new Kept(user, question);
  const record = kept.read();
  if (record?.key === key) {
    if (record.answer === answer || !record.answer.trim()) kept.forget();
    else kept.write({ ...record, key: null, sent: false, dirty: true });
  }
  over.add(key);
}

function write(form) {
  const { url, draftUrl, user, question, limit: limitText } = form.dataset;
  const limit = Number(limitText);
  const text = form.elements.answer;
  const key = form.elements.key;
  const page = form.elements.page;
  const revision = form.elements.revision;
  const sequence = form.elements.sequence;
  const button = document.getElementById("submit");
  const count = document.getElementById("count");
  const status = document.getElementById("save-status");
  const announcer = document.getElementById("announcer");
  const kept = new Kept(user, question);

  // What the server holds. A page shown again with an error carries a text that it does not hold.
  const shownAgain = form.querySelector("#errors, #stale") !== null;
  let saved = shownAgain ? null : text.defaultValue;
  // What the server did not take: sent again only once it is another text.
  let refused = shownAgain ? text.defaultValue : null;
  // The server holds another text of this answer, and nobody has said yet which one counts.
  let undecided = form.querySelector("#stale") !== null;
  let choosing = false;
  let elsewhere = false;
  // What this device sent last, from this page or the one before: on the server it is nobody else's text.
  let ours = [];
  let saving = false;
  let sending = false;
  let timer = 0;
  let noReply = 0;
  let wait = RETRY_FIRST;
  let state = "";
  // Submit was pressed without a connection: that stays to be read until it is pressed again.
  let unsent = false;

  const dirty = () => text.value !== saved;

  function say(kind, message, link) {
    status.dataset.state = ["saved", "saving", "online"].includes(kind) ? kind : "problem";
    status.textContent = message;
    if (link) {
      const a = document.createElement("a");
      a.href = link.href;
      a.textContent = link.text;
      status.append(" ", a);
    }
    // Said aloud only when the kind of news changes: "saved" every few seconds would drown the writing.
    if (kind !== "saving" && kind !== state) {
      announcer.textContent = status.textContent;
      state = kind;
    }
  }

  function measure() {
    const words = text.value.match(/[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
    const left = limit - [...text.value].length;
    let shown = `${words.toLocaleString("en-GB")} word${words === 1 ? "" : "s"}`;
    if (left < 0) {
      shown += `, ${(-left).toLocaleString("en-GB")} character${left === -1 ? "" : "s"} too many`;
    } else if (left < limit / 5) {
      shown += `, ${left.toLocaleString("en-GB")} character${left === 1 ? "" : "s"} left`;
    }
    const passed = left < 0 ? "over" : "";
    if (passed && count.dataset.state !== passed) announcer.textContent = shown;
    count.dataset.state = passed;
    count.textContent = shown;
  }

  function keep(sent = false) {
    // While two texts are to choose from, the copy stays the one that is only here.
    if (choosing) return true;
    return kept.write({
      answer: text.value,
      key: elsewhere ? null : key.value,
      page: page.value,
      revision: Number(revision.value) || 0,
      dirty: dirty(),
      undecided,
      ours,
      sent,
    });
  }

  // Another tab may have kept a text of its own meanwhile.
  function forget() {
    const record = kept.read();
    if (record?.page === page.value || record?.answer === text.value) kept.forget();
  }

  const mayNotSave = () => choosing || elsewhere || sending || !dirty() || text.value === refused;

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  // Counts the saves of this page: the server drops one that comes in after a later one.
  function nextSave() {
    sequence.value = (Number(sequence.value) || 0) + 1;
  }

  function request(options = {}) {
    nextSave();
    const body = new FormData(form);
    ours = [...ours.filter((each) => each !== text.value), text.value].slice(-MOST_OURS);
    body.delete("csrfmiddlewaretoken");
    return fetch(draftUrl, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token(form), Accept: "application/json" },
      ...options,
    });
  }

  async function save() {
    clearTimeout(timer);
    if (mayNotSave()) return;
    if (saving) {
      later(SAVE_AFTER);
      return;
    }
    saving = true;
    say("saving", "Saving…");
    try {
      await exchange({ signal: AbortSignal.timeout(GIVE_UP) });
    } catch {
      again();
    } finally {
      saving = false;
    }
  }

  async function exchange(options) {
    const sent = text.value;
    const hasToken = document.cookie.includes("csrftoken=");
    const asked = request(options);
    const number = sequence.value;
    const response = await asked;
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const reply = isJson ? await response.json() : null;
    // Replies may come in another order than they were asked for; the newest question's counts.
    if (!sending && !choosing && !elsewhere && number === sequence.value) {
      // Where the token's cookie is gone, so is the session's.
      settle(response.status === 403 && !hasToken ? 401 : response.status, reply, sent);
    }
  }

  function settle(code, reply, sent) {
    if (code === 200 && reply?.submitted) {
      elsewhere = true;
      keep();
      say("submitted", "This answer is already submitted. What you have here is kept on this device.", {
        href: url,
        text: "Start another one with it",
      });
    } else if (code === 200 && reply) {
      wait = RETRY_FIRST;
      saved = sent;
      refused = null;
      undecided = false;
      revision.value = Math.max(reply.revision, Number(revision.value) || 0);
      if (dirty()) {
        keep();
        later(SAVE_AFTER);
      } else {
        forget();
      }
      if (unsent) say("unsent", `Saved at ${reply.saved_at}. Not submitted yet: press “Submit answer” again.`);
      else say("saved", `Saved at ${reply.saved_at}`);
    } else if (code === 401 || (code === 200 && !reply)) {
      const href = reply?.login_url ?? `/login/?next=${encodeURIComponent(url)}`;
      say("signed-out", "You are signed out. Your text is kept on this device.", { href, text: "Sign in" });
    } else if (code === 409 && ours.includes(reply?.answer)) {
      // It came in late, from this page or as the one before was left.
      revision.value = Math.max(reply.revision, Number(revision.value) || 0);
      later(0);
    } else if (code === 409 && reply) {
      choose(reply);
    } else if (code === 422 && reply) {
      refused = sent;
      say("too-long", `Not saved yet. ${reply.error}`);
    } else if (code >= 500 || code === 429 || code === 408) {
      again();
    } else {
      say("refused", reply?.error ?? "Not saved: this page is out of date. Copy your text and open the question again.");
    }
  }

  function again() {
    const safe = keep();
    if (unsent) sayUnsent(safe);
    else {
      say(
        "offline",
        safe ? "Not connected. Your text is kept on this device and will be saved." : "Not connected. Trying again.",
      );
    }
    later(wait * (0.75 + Math.random() / 2));
    wait = Math.min(2 * wait, RETRY_MOST);
  }

  // Two texts, one answer: the student chooses. Until then nothing is saved, and a reload asks again.
  const conflict = document.getElementById("conflict");
  const other = document.getElementById("conflict-other");
  let otherText = "";
  let otherRevision = 0;

  function offer(theirs, theirRevision, title, explanation) {
    choosing = true;
    otherText = theirs;
    otherRevision = theirRevision;
    other.textContent = otherText;
    if (title) document.getElementById("conflict-title").textContent = title;
    if (explanation) document.getElementById("conflict-text").textContent = explanation;
    text.readOnly = true;
    conflict.hidden = false;
    say("changed", "There are two texts: choose above.");
  }

  function choose(reply) {
    undecided = true;
    keep();
    offer(reply.answer, reply.revision);
    conflict.focus();
  }

  function chosen(answer) {
    choosing = false;
    undecided = false;
    // Only now: a page left before the choice must not pass for one that has seen the other text.
    revision.value = Math.max(otherRevision, Number(revision.value) || 0);
    text.value = answer;
    text.readOnly = false;
    conflict.hidden = true;
    measure();
    text.focus();
    say("chosen", "");
    if (dirty()) {
      keep();
      save();
    } else {
      kept.forget();
    }
  }

  document.getElementById("conflict-mine").addEventListener("click", () => chosen(text.value));
  document.getElementById("conflict-theirs").addEventListener("click", () => chosen(otherText));

  // The text of an earlier visit that never reached the server.
  function restore() {
    if (shownAgain) {
      // A reload would send this text again, which may be older than what was saved from here meanwhile.
      history.replaceState(null, "", url);
      if (text.value.trim()) keep();
      else kept.forget();
      // Typed before this script ran.
      if (text.value !== refused) changed();
      return;
    }
    const record = kept.read();
    if (!record?.dirty) {
      // Typed before this script ran.
      if (dirty()) {
        keep();
        later(SAVE_AFTER);
      }
      return;
    }
    ours = record.ours ?? [];
    const at = new Date(record.time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (record.answer === text.value) {
      if (dirty()) {
        later(SAVE_AFTER);
      } else {
        // What went out as the page was left has arrived.
        kept.forget();
        say("saved", `Saved at ${at}`);
      }
      return;
    }
    const ofNoAttempt = record.key === null || over.all().includes(record.key);
    const maySubmitted = !ofNoAttempt && record.sent && record.key !== key.value;
    const newer = record.key !== key.value || Number(revision.value) > record.revision;
    const another = text.value !== "" && (record.undecided || dirty() || (newer && !ours.includes(text.value)));
    if (another && !record.answer.trim()) {
      // There is nothing to choose.
      kept.forget();
      return;
    }
    if (another || maySubmitted) {
      offer(
        record.answer,
        0,
        maySubmitted
          ? "This device kept a text that may not have been submitted"
          : "This device kept another text of this answer",
        "Here it is. Choose between it and the text under “Your answer”.",
      );
      return;
    }
    text.value = record.answer;
    say("restored", `Brought back what you wrote on this device at ${at}.`);
    later(0);
  }

  // "There is no answer yet" is over with the first letter or digit, as the server sees it (forms/student.py).
  function dropBlank() {
    const confirmation = document.getElementById("blank");
    if (!confirmation || !/[\p{L}\p{N}]/u.test(text.value)) return;
    dropError(confirmation);
  }

  function dropError(about) {
    for (const gone of [about, ...["errors", "answer-error"].map((id) => document.getElementById(id))]) gone?.remove();
    text.removeAttribute("aria-invalid");
    text.setAttribute("aria-describedby", "limit count");
    document.title = document.title.replace(/^Error: /, "");
  }

  // The same choice on a page that the server shows again after "Submit". Its link leads to the other text by itself,
  // but where that page is loaded the copy on this device would ask once more.
  document.getElementById("stale-theirs")?.addEventListener("click", (event) => {
    event.preventDefault();
    saved = document.getElementById("stale-other").textContent;
    refused = null;
    dropError(document.getElementById("stale"));
    chosen(saved);
  });

  function changed() {
    dropBlank();
    measure();
    keep();
    later(SAVE_AFTER);
  }

  text.addEventListener("input", changed);

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(button);
    }
  });

  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      return;
    }
    if (!navigator.onLine || state === "offline") {
      event.preventDefault();
      hold();
      return;
    }
    sending = true;
    unsent = false;
    clearTimeout(timer);
    keep(true);
    nextSave();
    form.elements.csrfmiddlewaretoken.value = token(form);
    button.disabled = true;
    button.textContent = "Submitting…";
    noReply = setTimeout(() => {
      ready();
      say("offline", "No reply yet. Your text is kept on this device. You can submit again: it counts once.");
    }, NO_REPLY);
  });

  // Without a connection the browser would leave for an error page of its own. Nobody submits behind the student's
  // back once it is there again: the text may have changed by then.
  async function hold() {
    const safe = keep();
    button.disabled = true;
    button.textContent = "Looking for the connection…";
    const found = navigator.onLine && (await reaches());
    ready();
    if (found) {
      state = "";
      form.requestSubmit(button);
      return;
    }
    unsent = true;
    sayUnsent(safe);
  }

  function sayUnsent(safe) {
    say(
      "offline",
      safe
        ? "Not submitted: there is no connection. Your text is kept on this device. Submit again when you are back."
        : "Not submitted: there is no connection. Leave this page open and submit again when you are back.",
    );
  }

  async function reaches() {
    try {
      await fetch(url, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LOOK_FOR) });
      return true;
    } catch {
      return false;
    }
  }

  function ready() {
    clearTimeout(noReply);
    sending = false;
    button.disabled = false;
    button.textContent = "Submit answer";
  }

  // "Back", also after a reply that never came: the page is usable again, unless the answer is in.
  addEventListener("pageshow", (event) => {
    ready();
    if (event.persisted && over.all().includes(key.value)) location.reload();
  });

  function flush() {
    if (mayNotSave()) return;
    exchange({ keepalive: true }).catch(() => {});
    keep();
  }

  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
    else save();
  });
  addEventListener("online", () => {
    wait = RETRY_FIRST;
    if (unsent) say("unsent", "You are connected again. Not submitted yet: press “Submit answer” again.");
    else if (state === "offline") say("online", "You are connected again.");
    save();
  });

  // The copy on this device brings a text back, with what is known of it; the browser's own would know nothing.
  form.autocomplete = "off";
  document.getElementById("keys").hidden = false;
  restore();
  measure();
}
