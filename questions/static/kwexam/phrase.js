// Selecting words of an answer: with the mouse, a finger or the keyboard. The form's own field takes them as text.

const script = document.getElementById("script");
const field = document.getElementById("id_phrase");
const answer = script.textContent;
let first = -1;
let last = -1;
let active = 0;

// Each word an option of a list that reads like the answer; the space between stays as it was. The list alone takes
// the focus: a browser selects no text that begins in a word which takes it.
const words = [];
const parts = document.createDocumentFragment();
for (const [text] of answer.matchAll(/\S+|\s+/g)) {
  if (!text.trim()) {
    parts.append(text);
    continue;
  }
  const word = document.createElement("span");
  word.textContent = text;
  word.className = "word";
  word.setAttribute("role", "option");
  word.setAttribute("aria-selected", "false");
  word.id = `word-${words.length}`;
  words.push(word);
  parts.append(word);
}

if (words.length) {
  script.replaceChildren(parts);
  script.setAttribute("role", "listbox");
  script.setAttribute("aria-multiselectable", "true");
  script.setAttribute("aria-orientation", "horizontal");
  script.setAttribute("aria-label", script.dataset.label);
  script.tabIndex = 0;
  goTo(0);
  document.getElementById("with-script").hidden = false;
}

function select(from, to) {
  first = from;
  last = to;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  words.forEach((word, i) => word.setAttribute("aria-selected", String(i >= low && i <= high)));
  field.value = words.slice(low, high + 1).map((word) => word.textContent).join(" ");
}

function goTo(index) {
  words[active].classList.remove("word--active");
  active = Math.max(0, Math.min(words.length - 1, index));
  words[active].classList.add("word--active");
  script.setAttribute("aria-activedescendant", words[active].id);
}

// The word above or below: the nearest one of the next line in that direction.
function inNextLine(step) {
  const here = words[active].getBoundingClientRect();
  let found = active;
  let top = null;
  for (let i = active + step; words[i]; i += step) {
    const box = words[i].getBoundingClientRect();
    if (Math.abs(box.top - here.top) < here.height / 2) continue;
    top ??= box.top;
    if (Math.abs(box.top - top) > here.height / 2) break;
    const near = (word) => Math.abs(word.getBoundingClientRect().left - here.left);
    if (found === active || near(words[i]) < near(words[found])) found = i;
  }
  return found;
}

const moves = {
  ArrowRight: () => active + 1,
  ArrowLeft: () => active - 1,
  ArrowDown: () => inNextLine(1),
  ArrowUp: () => inNextLine(-1),
  Home: () => 0,
  End: () => words.length - 1,
};

script.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (Object.hasOwn(moves, event.key)) {
    const start = first < 0 ? active : first;
    goTo(moves[event.key]());
    if (event.shiftKey) select(start, active);
    words[active].scrollIntoView({ block: "nearest" });
  } else if (event.key === " ") {
    select(active, active);
  } else {
    return;
  }
  event.preventDefault();
});

// One tap chooses a word, the next one the words up to there; a third begins anew.
script.addEventListener("click", (event) => {
  const index = words.indexOf(event.target.closest(".word"));
  if (index < 0 || !getSelection().isCollapsed) return;
  const extend = first >= 0 && first === last && index !== first;
  select(extend ? first : index, index);
  goTo(index);
});

// Text selected in the browser's own way, with the mouse or the handles of a touch screen.
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !script.contains(selection.anchorNode)) return;
  const chosen = words.flatMap((word, i) => (selection.containsNode(word, true) ? [i] : []));
  if (chosen.length) select(chosen[0], chosen.at(-1));
});
