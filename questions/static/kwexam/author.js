// Writing a mark scheme: go to the line of an error, insert signs, and do not lose the text by accident.

const form = document.getElementById("scheme-form");
const text = document.getElementById("id_text");
const line = document.getElementById("line");
const signs = document.getElementById("signs");

function where() {
  line.textContent = `Line ${text.value.slice(0, text.selectionStart).split("\n").length}`;
}

function goTo(number) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const end = start + (lines[number - 1] ?? "").length;
  text.focus();
  text.setSelectionRange(start, end);
  // Wrapped lines have no fixed height; a share of the whole height comes close enough to see the selection.
  const share = start / Math.max(1, text.value.length);
  text.scrollTop = Math.max(0, share * text.scrollHeight - text.clientHeight / 3);
  where();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (link) {
    event.preventDefault();
    event.stopPropagation();
    goTo(Number(link.dataset.line));
  }
}, true);

// setRangeText forgets what "undo" remembers; this keeps it where the browser still can.
function insert(value) {
  text.focus();
  if (!document.execCommand?.("insertText", false, value)) {
    text.setRangeText(value, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

signs.hidden = false;
signs.addEventListener("click", (event) => {
  const { insert: begin, wrap } = event.target.dataset;
  const start = text.selectionStart;
  if (begin) {
    const lineEnd = text.value.indexOf("\n", start);
    text.setSelectionRange(lineEnd < 0 ? text.value.length : lineEnd, lineEnd < 0 ? text.value.length : lineEnd);
    insert(`${start > 0 ? "\n" : ""}${begin}`);
  } else if (wrap) {
    const [open, close] = wrap.split(" ");
    const chosen = text.value.slice(start, text.selectionEnd);
    insert(`${open}${chosen}${close}`);
    if (!chosen) text.setSelectionRange(start + 1, start + 1);
  }
});

for (const name of ["keyup", "click", "input"]) text.addEventListener(name, where);
where();

// A page shown again with an error holds a text that is not saved.
const unsaved = () => "unsaved" in form.dataset || text.value !== text.defaultValue;
let sending = false;
form.addEventListener("submit", (event) => {
  if (sending) event.preventDefault();
  sending = true;
});
addEventListener("pageshow", () => {
  sending = false;
});
addEventListener("beforeunload", (event) => {
  if (!sending && unsaved()) event.preventDefault();
});

// The preview asks the server at every pause. Signed out it stops, and says how to go on without leaving the text.
const signedOut = document.getElementById("signed-out");
document.addEventListener("htmx:configRequest", (event) => {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  if (cookie) event.detail.parameters.csrfmiddlewaretoken = cookie[1];
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { status } = event.detail.xhr;
  // 403: the cookies are gone altogether.
  if (status === 401 || status === 403) {
    if (signedOut.hidden) document.getElementById("announcer").textContent = signedOut.textContent.trim();
    signedOut.hidden = false;
  } else if (event.detail.successful) {
    signedOut.hidden = true;
  }
});
