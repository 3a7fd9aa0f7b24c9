// What every page does: lead to errors, and say aloud what changed.

const announcer = document.getElementById("announcer");

document.querySelector("[data-focus]")?.focus();

// A swapped part of a page carries what a screen reader should hear of it in data-announce.
// Where the swap took away what had the focus (a link to the next page), the focus goes to the new part.
document.addEventListener("htmx:afterSwap", (event) => {
  const { target } = event.detail;
  if (document.activeElement === document.body) target.focus({ preventScroll: true });
  const said = target.querySelector("[data-announce]");
  if (said) announcer.textContent = said.textContent.trim().replace(/\s+/g, " ");
});

// What was typed before the scripts came, or brought back by the browser, is news to a field that asks the server: its
// hx-trigger names "again", which comes once, when all is loaded.
addEventListener("load", () => {
  for (const field of document.querySelectorAll("input[hx-trigger], textarea[hx-trigger]")) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("again"));
  }
});

// A part that is refused, as after the end of the session: the same button as without scripts leads to where that is told.
document.addEventListener("htmx:responseError", ({ detail: { elt } }) => {
  if (elt.matches('button[type="submit"]')) elt.form.requestSubmit(elt);
});

// A button pressed again while the server is busy is sent once; another button of the form counts. A file that comes
// leaves the page where it is. Scripts that send a form themselves have stopped the event by now.
const NO_REPLY = 20000;
const sent = new Map();
document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (event.defaultPrevented || target.method !== "post" || target.matches("[data-gives-file]")) return;
  if (sent.has(target) && sent.get(target) === submitter) {
    event.preventDefault();
    return;
  }
  sent.set(target, submitter);
  setTimeout(() => sent.delete(target), NO_REPLY);
});
addEventListener("pageshow", () => sent.clear());

// A link to a field puts the cursor into it, also in browsers that only scroll.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.notice a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    (field.matches("input, select, textarea") ? field : (field.querySelector("input") ?? field)).focus();
  }
});
