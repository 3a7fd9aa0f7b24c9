// The next answer without a page load: it is fetched while this one is read, and shown at once when this one is
// decided; the decision is saved meanwhile. What the server does not take comes back with everything entered.

import { token } from "./token.js";

const POLL_MS = 3000;
const UNREAD_MS = 600;
const PART = { "HX-Request": "true" };

const saved = document.getElementById("saved");
const announcer = document.getElementById("announcer");
const fetched = new Map(); // address -> promise of the text of a desk
const leftOpen = new Map(); // script -> a desk with decisions that are not saved
const underway = new Map(); // script whose decision the desk that is there does not know -> whether it is saved
const undo = []; // {address, url} of the marks given here, the newest last
const visited = []; // addresses that the teacher has come from, the newest last
let saving = Promise.resolve();
let unread = 0; // the timer of an answer that has just come
let check = ""; // address of the page of a check that is due, but for where to go on afterwards

const desk = () => document.getElementById("desk");
const form = () => document.getElementById("decision");
const isChanged = () => form().hasAttribute("data-changed") || form().elements.reason.value.trim() !== "";

/** Nothing is entered, and the focus is not where something may be. */
const isUntouched = () => !isChanged() && !("sending" in form().dataset) && !form().contains(document.activeElement);

/** What an address leads to, however the teacher came there. */
const script = (address) => new URL(address, location.href).pathname;
const number = (address) => script(address).match(/\d+/)[0];
const isUnderway = (address) => Boolean(address) && underway.has(script(address));

class SignedOut extends Error {}

async function part(address) {
  const reply = await fetch(address, { headers: { ...PART, "HX-Current-URL": location.href } });
  if (reply.status === 401) throw new SignedOut();
  if (!reply.ok) throw new Error(`${reply.status}`);
  return reply.text();
}

/** Fetch the answer that comes after a decision on this one. */
async function prefetch() {
  const looked = desk();
  if (isUnderway(looked.dataset.next)) await lookPast(looked);
  const address = looked.dataset.next;
  if (!address || isUnderway(address) || desk() !== looked) return;
  if (!fetched.has(address)) fetched.set(address, part(address));
  fetched.get(address).then(() => looked.setAttribute("data-ready", ""), () => fetched.delete(address));
}

/** A desk that was fetched before the last decisions were saved leads back to them: ask where to go past them. */
async function lookPast(looked) {
  const here = new URL(looked.dataset.address, location.href);
  const decided = [...underway.keys()].map((path) => number(path));
  here.searchParams.set("skip", [here.searchParams.get("skip"), ...decided].filter(Boolean).join("."));
  const text = await part(here.pathname + here.search).catch(() => null);
  if (text && desk() === looked) adopt(looked, parsed(text));
}

/** Bring what stands around an answer up to date, and leave what may be entered on it alone. */
function adopt(looked, next) {
  pointBack(next);
  looked.dataset.next = next.dataset.next;
  for (const selector of [".queue__progress", ".page__head nav"]) {
    const fresh = next.querySelector(selector);
    if (fresh) looked.querySelector(selector)?.replaceWith(fresh);
  }
  for (const keys of looked.querySelectorAll("[data-keys-open]")) keys.hidden = false;
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html").getElementById("desk");
}

/** Put a desk in the place of the one that is there. */
function place(next, { push = true, focus = true, back = false } = {}) {
  const old = desk();
  if (push && !back && old.dataset.address !== next.dataset.address) visited.push(old.dataset.address);
  if (next.dataset.news !== old.dataset.news) holdBack();
  old.replaceWith(next);
  pointBack(next);
  if (push && location.pathname + location.search !== next.dataset.address) {
    history.pushState({}, "", next.dataset.address);
  }
  document.title = next.dataset.title.replace(/\s+/g, " ").trim();
  document.dispatchEvent(new CustomEvent("kwexam:desk"));
  if (focus) {
    scrollTo({ top: 0, behavior: "instant" });
    (next.querySelector("[data-focus]") ?? next.querySelector("h1")).focus({ preventScroll: true });
  }
  prefetch();
  return old;
}

/** What comes as an answer comes, or its new mark, was meant for what was there before: the second of two taps on a key
 * or a button settles nothing that nobody has read. */
function holdBack() {
  document.body.dataset.unread = "";
  clearTimeout(unread);
  unread = setTimeout(() => delete document.body.dataset.unread, UNREAD_MS);
}

/** Previous is where the teacher was, which may be settled by now and so in the queue no longer. */
function pointBack(next) {
  if (!visited.length) return;
  let link = next.querySelector('[data-key="p"]');
  if (!link) {
    link = document.createElement("a");
    link.className = "button";
    link.rel = "prev";
    link.dataset.key = "p";
    link.textContent = "Previous";
    next.querySelector(".page__head nav").prepend(link);
  }
  link.href = visited.at(-1);
  link.dataset.back = "";
}

/** ``undoing`` is what the button says that takes back the newest mark that is left; without it there is none. */
function say(text, { undoing = "", error = false, apart = [], more = "" } = {}) {
  saved.hidden = false;
  saved.classList.toggle("desk__saved--error", error);
  saved.replaceChildren(text);
  if (apart.length) saved.append(linked("Not: ", apart, more));
  if (undoing) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--text";
    button.dataset.undo = "";
    button.textContent = undoing;
    button.addEventListener("click", takeBack);
    saved.append(" ", button);
  }
}

/** A list of links in a sentence. */
function linked(start, links, end) {
  const list = document.createElement("span");
  list.append(start);
  for (const [place, { name, url }] of links.entries()) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    list.append(place ? ", " : "", link);
  }
  list.append(end && ` ${end}`);
  return list;
}

/** Show another answer: one left open with decisions, one fetched before, or one fetched now. */
async function show(address, options) {
  const kept = leftOpen.get(script(address));
  if (kept) {
    leftOpen.delete(script(address));
    return place(kept, options);
  }
  const text = fetched.get(address) ?? part(address);
  try {
    return place(parsed(await text), options);
  } catch {
    // Signed out, or no connection: the browser says so better than a part of the page could.
    location.href = address;
  }
}

function leave() {
  if (isChanged()) leftOpen.set(script(desk().dataset.address), desk());
}

/** However the page is left, what is entered and not saved comes back with its answer. */
function keep() {
  const open = [...leftOpen.values()];
  if (isChanged() && !isUnderway(desk().dataset.address)) open.push(desk());
  for (const each of open) each.querySelector("#decision").dispatchEvent(new Event("entries:keep"));
}

/** Send the decision on the desk; false where the server did not take it, and then the desk is back. */
async function send(sent, entries, submitter) {
  const address = sent.dataset.address;
  const back = (next) => {
    if (desk() !== sent) leave();
    leftOpen.delete(script(address));
    place(next);
  };
  let reply;
  try {
    reply = await fetch(address, { method: "POST", body: entries, headers: PART });
  } catch {
    if (desk() !== sent) back(sent);
    say("Not saved: there is no connection. Your entries are kept; save again.", { error: true });
    return false;
  }
  if ([401, 403, 404].includes(reply.status)) {
    // By the whole page: to sign in, which keeps the entries and leads back to them; or to be told that the answer is
    // not this teacher's any more, or this page too old, with what was written.
    if (desk() !== sent) back(sent);
    const whole = sent.querySelector("#decision");
    whole.dataset.whole = "";
    delete whole.dataset.sending;
    keep();
    leftOpen.clear();
    setTimeout(() => whole.requestSubmit(submitter));
    return false;
  }
  if (reply.status === 409 || reply.status === 422) {
    back(parsed(await reply.text()));
    saved.hidden = true;
    return false;
  }
  if (!reply.ok) {
    if (desk() !== sent) back(sent);
    say("Not saved: the server had a problem. Your entries are kept; save again.", { error: true });
    return false;
  }
  const result = await reply.json();
  sent.querySelector("#decision").dispatchEvent(new Event("entries:kept"));
  leftOpen.delete(script(address));
  undo.push({ address, url: result.undo });
  check = result.check;
  say([result.saved, result.alike].filter(Boolean).join(" "), { ...result, undoing: "Undo" });
  return true;
}

/** The page's own form, sent behind the next answer. */
async function decide(event) {
  const here = event.target;
  if (here.id !== "decision" || "whole" in here.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if ("sending" in here.dataset || "unread" in document.body.dataset) return;
  here.dataset.sending = "";
  here.elements.csrfmiddlewaretoken.value = token(here);
  const sent = desk();
  const stay = event.submitter?.name === "stay";
  const own = script(sent.dataset.address);
  let next = sent.dataset.next;
  const isStale = isUnderway(next);
  underway.set(own, false);
  const entries = new FormData(here, event.submitter);
  // A change without its reason is refused: the teacher is still here to give it.
  const sure = !here.hasAttribute("data-changed") || here.elements.reason.value.trim() !== "";
  const work = saving.then(() => send(sent, entries, event.submitter));
  saving = work.then(() => {}, () => {});
  const isGone = sure && !stay && next && !isStale;
  if (isGone) await show(next);
  else if (isStale) say("Saving…");
  const taken = await work;
  delete here.dataset.sending;
  if (!taken) {
    underway.delete(own);
    return;
  }
  underway.set(own, true);
  // What was fetched before the ruling may say something else now.
  fetched.clear();
  if (stay) {
    underway.delete(own);
    return show(sent.dataset.address, { push: false, focus: false });
  }
  if (isStale) next = await part(sent.dataset.address).then((text) => parsed(text).dataset.next, () => next);
  if (!next) return leaveFor(document.querySelector(".crumb a").getAttribute("href"));
  if (!isGone && desk() === sent) await show(next);
  // A teacher who has begun on the next answer gets the check after it.
  if (check && isUntouched() && !leftOpen.size) return leaveFor(desk().dataset.address);
  await refresh();
}

/** Show what the ruling changed: the progress, what comes next and, where nothing is entered yet, this answer's mark. */
async function refresh() {
  const looked = desk();
  const known = [...underway.keys()].filter((path) => underway.get(path));
  const text = await part(looked.dataset.address).catch(() => null);
  if (!text || desk() !== looked) return;
  for (const path of known) underway.delete(path);
  const next = parsed(text);
  if (isUntouched()) {
    const moved = next.dataset.news !== looked.dataset.news;
    place(next, { push: false, focus: looked.contains(document.activeElement) });
    if (moved) announcer.textContent = "The marker has learnt from a ruling and marked this answer again.";
    return;
  }
  adopt(looked, next);
  prefetch();
}

/** Go to another page, by way of a check where one is due. */
function leaveFor(address) {
  location.href = check ? check + encodeURIComponent(address) : address;
}

async function takeBack() {
  await saving;
  const last = undo.pop();
  if (!last) return;
  try {
    const reply = await fetch(last.url, { method: "POST", headers: { ...PART, "X-CSRFToken": token(form()) } });
    if (!reply.ok) throw new Error(`${reply.status}`);
    leave();
    fetched.clear();
    underway.delete(script(last.address));
    place(parsed(await reply.text()));
    const before = undo.at(-1);
    // Beside "taken back", Undo would be read as giving the mark again.
    say(`Taken back: the mark that you gave script ${number(last.address)} counts no longer.`, {
      undoing: before ? `Take back the one before it, of script ${number(before.address)}, too` : "",
    });
  } catch {
    undo.push(last);
    say(`Not taken back, script ${number(last.address)}: there is no connection, or you are signed out.`, {
      undoing: "Try again",
      error: true,
    });
  }
}

/** Whether the answer on the desk has a new mark: another teacher's is told, the marker's own is shown. */
async function news() {
  const looked = desk();
  let reply;
  try {
    reply = await fetch(looked.dataset.news, { method: "POST", headers: { ...PART, "X-CSRFToken": token(form()) } });
  } catch {
    return;
  }
  if (reply.status !== 200 || desk() !== looked) return;
  const { newest, said } = await reply.json();
  if (said) {
    looked.dataset.news = looked.dataset.news.replace(/seen=\d+/, `seen=${newest}`);
    say(`${said} `);
    const link = document.createElement("a");
    link.href = looked.dataset.address;
    link.textContent = "Show it";
    saved.append(link);
  } else if (isUntouched()) {
    await refresh();
  }
}

document.addEventListener("submit", decide, { capture: true });
document.addEventListener("click", (event) => {
  const link = event.target.closest("#desk [data-key]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  leave();
  const back = "back" in link.dataset;
  if (back) visited.pop();
  show(link.getAttribute("href"), { back });
});
addEventListener("popstate", () => {
  leave();
  show(location.pathname + location.search, { push: false });
});
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-sending]") || leftOpen.size) event.preventDefault();
});
addEventListener("pagehide", keep);
setInterval(() => document.visibilityState === "visible" && news(), POLL_MS);
prefetch();
