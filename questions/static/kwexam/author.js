// Writing a mark scheme: insert signs, examples and suggested lines, and say where the cursor is.

import "./lines.js";
import { token } from "./token.js";

const text = document.getElementById("id_text");
const line = document.getElementById("line");
const signs = document.getElementById("signs");

function where() {
  line.textContent = `Line ${text.value.slice(0, text.selectionStart).split("\n").length}`;
}

// By now lines.js is on the line.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-line]")) where();
});

// setRangeText forgets what "undo" remembers; this keeps it where the browser still can.
function insert(value) {
  text.focus();
  if (!document.execCommand?.("insertText", false, value)) {
    text.setRangeText(value, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function caretTo(place) {
  text.setSelectionRange(place, place);
}

/** Put whole lines below line `number` (0: at the end of the text), and show where. */
function insertBelow(number, lines) {
  const all = text.value.split("\n");
  const end = all.slice(0, number || all.length).join("\n").length;
  text.focus();
  caretTo(end);
  insert(`${end ? "\n" : ""}${lines}`);
  where();
}

signs.hidden = false;
signs.addEventListener("click", (event) => {
  const { insert: begin, wrap, here } = event.target.dataset;
  const start = text.selectionStart;
  if (begin) {
    const lineEnd = text.value.indexOf("\n", start);
    caretTo(lineEnd < 0 ? text.value.length : lineEnd);
    insert(`${start > 0 ? "\n" : ""}${begin}`);
  } else if (wrap) {
    const [open, close] = wrap.split(" ");
    const chosen = text.value.slice(start, text.selectionEnd);
    insert(`${open}${chosen}${close}`);
    if (!chosen) caretTo(start + 1);
  } else if (here) {
    insert(here);
  }
});

// Buttons that only work here are hidden until they do; a part of the page that is swapped in brings new ones.
function showButtons() {
  for (const button of document.querySelectorAll("[data-example], [data-below]")) button.hidden = false;
}
showButtons();
document.addEventListener("htmx:afterSwap", showButtons);

// The field is marked as wrong as long as the preview finds something wrong.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "preview") return;
  if (event.target.querySelector(".line-errors")) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
});

document.addEventListener("click", (event) => {
  const { example, below, lineText } = event.target.dataset;
  if (example) {
    insertBelow(0, `${text.value.trim() ? "\n" : ""}${document.getElementById(example).textContent}\n`);
  } else if (below) {
    insertBelow(Number(below), lineText);
    event.target.disabled = true;
    event.target.textContent = "Put into the text";
  }
});

// Enter in a field of the sample answer adds it; it belongs to the form whose first button checks the text.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches('[name="sample-why"], [name="number"]')) {
    event.preventDefault();
    if (event.target.name === "sample-why") document.getElementById("sample-add").click();
  }
});

for (const name of ["keyup", "click", "input"]) text.addEventListener(name, where);
where();

// A button that asks for a part of the page does not send the form as well.
document.addEventListener("click", (event) => {
  if (event.target.closest("button[hx-post]")) event.preventDefault();
});

// The preview asks the server at every pause; drafts.js says when the session has ended.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.parameters.csrfmiddlewaretoken = token(text.form);
});

// A sample answer that cannot be added comes back with its error.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
