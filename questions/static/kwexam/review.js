// Reviewing with the keyboard, and a hint of the mark that the ticks make. The server decides.

const form = document.getElementById("decision");
const dialog = document.getElementById("keys");
const opener = document.getElementById("keys-open");
const switched = document.getElementById("keys-on");
const save = document.getElementById("save");
const boxes = [...form.querySelectorAll('input[name="points"]')];
const SETTING = "kwexam:review-keys";

opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());

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

const actions = {
  "?": () => dialog.showModal(),
  a: () => form.requestSubmit(save),
  r: () => form.elements.reason.focus(),
  n: () => document.querySelector('[data-key="n"]')?.click(),
  p: () => document.querySelector('[data-key="p"]')?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest('textarea, select, input:not([type="checkbox"], [type="radio"])');
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing;
  if (typing || busy || dialog.open || !switched.checked) return;
  if (/^[1-9]$/.test(event.key)) {
    const box = boxes[Number(event.key) - 1];
    if (!box) return;
    box.focus();
    box.click();
  } else if (Object.hasOwn(actions, event.key)) {
    actions[event.key]();
  } else {
    return;
  }
  event.preventDefault();
});

// With every decision as it came, saving is accepting.
function decisions() {
  return [...new FormData(form)].filter(([name]) => name !== "reason").join("\n");
}

const before = decisions();
const saveText = save.textContent.trim();

const choices = form.querySelector("[data-maximum]");
const ticked = choices?.querySelector('input[value=""]')?.nextElementSibling;
const countable = boxes.every((box) => box.dataset.value) && boxes.length > 0;

function show() {
  const failed = form.querySelector("#errors") !== null;
  save.textContent = decisions() !== before || failed ? saveText : saveText.replace("Save", "Accept");
  if (ticked && countable) {
    let sum = boxes.filter((box) => box.checked).reduce((total, box) => total + Number(box.dataset.value), 0);
    if (form.elements.other_point?.value.trim()) sum += Number(choices.dataset.value ?? 1);
    ticked.textContent = `as ticked: ${Math.min(sum, Number(choices.dataset.maximum))}`;
  }
}

form.addEventListener("change", show);
form.addEventListener("input", show);
form.addEventListener("reset", () => setTimeout(show));

let sending = false;
form.addEventListener("submit", (event) => {
  if (sending) event.preventDefault();
  sending = true;
});
addEventListener("pageshow", () => {
  sending = false;
  show();
});
show();
