// Reviewing and marking blind with the keyboard, and a hint of the mark that the ticks make. The server decides.
// What has the answer to look at ("the desk") is exchanged by desk.js; everything here asks for the one that is there.

import { asSent } from "./sent.js";

const dialog = document.getElementById("keys");
const announcer = document.getElementById("announcer");
const switched = document.getElementById("keys-on");
const SETTING = "kwexam:review-keys";

const form = () => document.getElementById("decision");
const save = () => document.getElementById("save");
const boxes = () => [...form().querySelectorAll('input[name="points"]')];
const others = () => [...form().querySelectorAll('input[name^="other_point"]')];
const marks = () => [...form().querySelectorAll('input[name="mark"]')].filter((radio) => radio.value !== "");

// Single keys can get in the way of speech input, so they can be switched off.
try {
  switched.checked = localStorage.getItem(SETTING) !== "off";
} catch {
  // No storage: the keys are on.
}
switched.addEventListener("change", () => {
  try {
    localStorage.setItem(SETTING, switched.checked ? "on" : "off");
  } catch {
    // Holds for this page only.
  }
});

function choose(radio) {
  if (!radio) return;
  radio.focus();
  radio.click();
}

/** The mark so many above the one that is chosen now, or that the ticks make. */
function step(by) {
  const all = marks().sort((a, b) => a.value - b.value);
  const chosen = form().querySelector('input[name="mark"]:checked');
  const now = Number(chosen?.value || ticked(form()) || 0);
  // Where nothing is filled in before, none at all has to be chosen.
  const least = isBlind() ? 0 : now + by;
  choose(all.find((radio) => Number(radio.value) === Math.max(least, now + by)));
}

/** The lowest mark of the next level up; above the highest comes nothing creditable. */
function nextLevel() {
  const rungs = [...form().querySelectorAll(".rung--choice")].reverse();
  if (!rungs.length) return;
  const at = rungs.findIndex((rung) => rung.querySelector("input:checked"));
  choose(rungs[(at + 1) % rungs.length].querySelector("input"));
}

/** Tick a point; where it has a stage, each time the next one, and none after the last. */
function tick(box) {
  box.focus();
  const stage = box.closest(".decide").querySelector("select");
  const last = stage?.options.length - 1;
  if (!stage || (box.checked && stage.selectedIndex === last)) return box.click();
  if (box.checked) {
    stage.selectedIndex += 1;
    stage.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    stage.selectedIndex = 0;
    box.click();
  }
  announcer.textContent = `Stage: ${stage.value}`;
}

const isBlind = () => "blind" in form().dataset;

/** What is given blind stands for good: a key that was meant for the page before must not give it. */
function accept() {
  if (!isBlind() || form().hasAttribute("data-changed")) return form().requestSubmit(save());
  const nothing = document.getElementById("nothing");
  nothing.hidden = false;
  nothing.scrollIntoView({ block: "nearest" });
}

const press = (selector) => document.querySelector(selector)?.click();

const actions = {
  "?": () => dialog.showModal(),
  a: accept,
  r: () => form().elements.reason?.focus(),
  o: () => (others().find((field) => !field.value.trim()) ?? others().at(-1))?.focus(),
  n: () => press('[data-key="n"]'),
  p: () => press('[data-key="p"]'),
  u: () => press("[data-undo]"),
  l: nextLevel,
  "+": () => step(1),
  "=": () => step(1),
  "-": () => step(-1),
  "−": () => step(-1),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest('textarea, select, input:not([type="checkbox"], [type="radio"]), [contenteditable]');
  if (typing && event.key === "Escape" && !dialog.open) event.target.blur();
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
  if (typing || busy || dialog.open || !switched.checked) return;
  // By its place on the keyboard, as Shift makes another sign of a digit in each country.
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (digit && event.shiftKey) {
    const reason = form().querySelectorAll("[data-reason]")[Number(digit) - 1];
    if (!reason) return;
    reason.click();
  } else if (digit) {
    const box = boxes()[(Number(digit) + 9) % 10];
    if (!box) return;
    tick(box);
  } else if (Object.hasOwn(actions, event.key)) {
    actions[event.key]();
  } else {
    return;
  }
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) dialog.showModal();
  const reason = event.target.closest("[data-reason]");
  if (!reason) return;
  const field = form().elements.reason;
  field.value = reason.dataset.reason;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

/** What the teacher has decided, apart from the reason. */
function decisions(form) {
  return [...new FormData(form)].filter(([name]) => name !== "reason" && name !== "csrfmiddlewaretoken").join("\n");
}

/** The mark that the ticks make, where the page knows how they count. */
function ticked(form) {
  const choices = form.querySelector("[data-maximum]");
  const points = [...form.querySelectorAll('input[name="points"]')];
  if (!choices || !points.length || !points.every((box) => box.dataset.value)) return null;
  let sum = points.filter((box) => box.checked).reduce((total, box) => total + Number(box.dataset.value), 0);
  sum += others().filter((field) => field.value.trim()).length * Number(choices.dataset.value ?? 1);
  return Math.min(sum, Number(choices.dataset.maximum));
}

/** The level that the ticks and their stages make, 0 for none; null where points have no stages. */
function leveled(form) {
  const stages = [...form.querySelectorAll(".decide:has(input:checked)")].map((each) => each.querySelector("select"));
  if (!form.querySelector("[data-needs]") || stages.includes(null)) return null;
  const named = stages.length + others().filter((field) => field.value.trim()).length;
  const explained = stages.filter((stage) => stage.value !== "identified").length;
  const supported = stages.filter((stage) => stage.value === "supported").length;
  const meets = ([least, most, top]) => named >= least && explained >= most && supported >= top;
  const reached = [...form.querySelectorAll("[data-needs]")].filter((rung) => JSON.parse(rung.dataset.needs).some(meets));
  return named ? Math.max(0, ...reached.map((rung) => Number(rung.dataset.level))) : 0;
}

const prepared = new WeakSet();

/** Prepare a desk that has just come; one that was left and came back is as it was. */
function prepare() {
  const here = form();
  if (prepared.has(here)) return;
  prepared.add(here);
  const button = save();
  const before = decisions(asSent(here));
  const text = button.textContent.trim();
  const failed = here.querySelector("#errors") !== null;
  const apart = here.querySelector("#apart");
  const total = here.querySelector(".desk__mark");
  const level = here.querySelector("#apart-level");
  const hint = here.querySelector("[data-maximum] input[value='']")?.nextElementSibling;
  for (const hidden of document.querySelectorAll("[data-keys-open], .legend, .reasons")) {
    hidden.hidden = false;
  }

  // With every decision as it came, saving is accepting.
  function show() {
    const changed = decisions(here) !== before;
    here.toggleAttribute("data-changed", changed || failed);
    if (!isBlind()) button.textContent = changed || failed ? text : text.replace("Save", "Accept");
    const sum = ticked(here);
    if (hint && sum !== null) hint.textContent = `as ticked: ${sum}`;
    const chosen = here.querySelector('input[name="mark"]:checked')?.value;
    if (apart && sum !== null) {
      apart.querySelector("span").textContent = sum;
      apart.hidden = !chosen || Number(chosen) === sum;
    }
    if (total) {
      const mark = chosen || sum;
      const rung = here.querySelector(".rung:has(:checked) .rung__head span");
      total.hidden = mark === null || mark === undefined;
      total.textContent = `${mark} / ${total.dataset.tariff}${rung ? `, ${rung.textContent.toLowerCase()}` : ""}`;
    }
    // A level is no sum, but nothing creditable has no point that is credited.
    const none = here.querySelector("#apart-nothing");
    const credited = boxes().some((box) => box.checked) || others().some((field) => field.value.trim());
    if (none) none.hidden = chosen !== "0" || !credited;
    const made = leveled(here);
    const given = Number(here.querySelector(".rung:has(:checked)")?.dataset.level ?? 0);
    if (level && made !== null) {
      level.hidden = !changed || made === given || chosen === "0";
      level.textContent = made
        ? `By the ticks and stages it would be level ${made}.`
        : "No point is credited: the student will read that the mark is for the answer as a whole.";
    }
  }
  here.addEventListener("change", show);
  here.addEventListener("input", show);
  here.addEventListener("reset", () => setTimeout(show));
  show();
}

document.addEventListener("kwexam:desk", prepare);
prepare();
