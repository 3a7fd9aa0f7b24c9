// What people enter outlives the end of the session and a link pressed by mistake: kept in this tab when it is sent or
// left, and put back when the same person comes to the same page again and the server has not taken it.

import { asSent } from "./sent.js";
import { token } from "./token.js";

const SENT = "kwexam:entries-sent";

const forms = document.querySelectorAll("form[data-entries-of]");
const resend = document.querySelector("form[data-resend]");
const here = () => location.href.split("#")[0];

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

/** Storage may be full or forbidden: then nothing is kept, and no harm. */
function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The page works without.
  }
}

function forget(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

// Sent, and now a page that only follows a save: taken. Any other page (sign-in, an error) leaves the copy.
const sent = read(SENT);
if (sent) {
  forget(SENT);
  const arrival = performance.getEntriesByType("navigation")[0]?.type;
  const follows = arrival === "navigate" && document.referrer === sent.from;
  if (follows && document.querySelector("[data-entries-taken]")) forget(sent.name);
}

resend?.addEventListener("submit", () => {
  resend.elements.csrfmiddlewaretoken.value = token(resend);
  if (sent) write(SENT, { ...sent, from: here() });
});

// After the load, when the scripts of the page know what it showed at first.
if (forms.length) addEventListener("load", () => forms.forEach(keepEntries));

// A page that exchanges its form: after its scripts have seen what the new one shows.
const known = new WeakSet(forms);
document.addEventListener("kwexam:desk", () => setTimeout(() => {
  for (const next of document.querySelectorAll("form[data-entries-of]")) {
    if (known.has(next)) continue;
    known.add(next);
    keepEntries(next);
  }
}));

/** The token, what passwords are made from, how a page that saves drafts is called and counts: each page's own. */
const OWN = new Set(["csrfmiddlewaretoken", "seed", "page", "revision", "sequence"]);

/** What the form would send, less what is the page's own: pairs of name and value. */
function entries(form) {
  return [...new FormData(form)]
    .filter(([name, value]) => !OWN.has(name) && typeof value === "string")
    .map(([name, value]) => [name, String(value).replace(/\r\n?/g, "\n")]);
}

function keepEntries(form) {
  // By where it is sent: the page that shows what is wrong with it may have another address than the first one.
  // An assignment that begins from another one is another assignment.
  const { pathname, searchParams } = new URL(form.getAttribute("action") ?? location.href, location.href);
  const name = `kwexam:entries:${form.dataset.entriesOf}:${pathname}${searchParams.get("like") ?? ""}${form.id}`;
  const notice = form.querySelector("[data-entries-notice]");
  // A form that is there only for what comes back.
  const waits = form.hidden;
  // As they are now: a part of the page may have been drawn anew since.
  const controls = () => [...form.elements].filter(
    (each) => each.matches('input:not([type="file"]), select, textarea') && each.name,
  );

  // A list that people put together and the server draws: hidden fields of one name.
  const list = form.dataset.entriesList;

  // Other hidden fields say what the page has seen; whether two sets of entries differ, only what people see decides.
  const visible = (pairs) => {
    const hidden = new Set(controls().filter((each) => each.type === "hidden").map((each) => each.name));
    hidden.delete(list);
    return JSON.stringify(pairs.filter(([each]) => !hidden.has(each)));
  };

  function fill(pairs) {
    for (const control of controls()) {
      const values = pairs.filter(([each]) => each === control.name).map(([, value]) => value);
      if (OWN.has(control.name) || control.name === list) continue;
      if (control.matches('[type="checkbox"], [type="radio"]')) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
    for (const control of controls().filter((each) => each.type !== "hidden")) {
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    if (list) fillList(pairs.filter(([each]) => each === list));
  }

  function fillList(pairs) {
    form.querySelectorAll(`input[type="hidden"][name="${list}"]`).forEach((each) => each.remove());
    const draw = form.querySelector("[data-entries-draw]");
    for (const [each, value] of pairs) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: each, value });
      draw.before(field);
    }
    draw.click();
  }

  const announceNotice = () => {
    document.getElementById("announcer").textContent = notice.querySelector("p").textContent;
  };

  const shown = entries(asSent(form));
  const kept = read(name);
  // A page that shows what was sent and could not be saved is right as it is: the server may have brought it up to date.
  if (kept && !("unsaved" in form.dataset)) {
    if (visible(kept) === visible(shown)) {
      forget(name);
    } else {
      fill(kept);
      form.dispatchEvent(new CustomEvent("entries:back"));
      notice.hidden = false;
      form.hidden = false;
      announceNotice();
      // The drawn list would have the focus and the last word, and both belong to the notice above it.
      if (list) document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
        if (document.activeElement === target) target.blur();
        announceNotice();
      }, { once: true });
    }
  }

  notice.querySelector("button").addEventListener("click", () => {
    forget(name);
    fill(shown);
    notice.hidden = true;
    form.hidden = waits;
    controls().find((each) => each.type !== "hidden")?.focus();
  });

  // A page whose text the server keeps too says when it could not, and when it could again.
  form.addEventListener("entries:keep", () => write(name, entries(form)));
  form.addEventListener("entries:kept", () => forget(name));

  // A preview, which no address has: who comes back to it would be asked to send the form again. It becomes a visit to
  // the page of its address, which brings the entries back unless they were taken or a link leads there to begin anew.
  if ("entriesBack" in form.dataset) {
    history.replaceState(history.state, "", location.href);
    let anew = false;
    addEventListener("click", (event) => {
      const link = event.target.closest?.("a");
      // Not one to a line of this page, nor one that opens a tab of its own: both leave the preview where it is.
      anew = link?.pathname === pathname && !link.hash && !(event.ctrlKey || event.metaKey || event.shiftKey);
    });
    addEventListener("pagehide", () => anew || write(name, entries(form)));
  }

  // Left by a link, by Back or by a reload. Some pages see to that themselves.
  if (!("entriesOwn" in form.dataset)) addEventListener("pagehide", () => {
    if (!form.isConnected || form.hidden) return;
    if (visible(entries(form)) !== visible(shown)) write(name, entries(form));
    else if (!("unsaved" in form.dataset)) forget(name);
  });

  form.addEventListener("submit", () => {
    write(name, entries(form));
    write(SENT, { name, from: here() });
    form.elements.csrfmiddlewaretoken.value = token(form);
  });
}
