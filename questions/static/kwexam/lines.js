// Go from an error to its line in the text.

const text = document.getElementById("id_text");

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  const number = Number(link.dataset.line);
  const lines = text.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  // Wrapped lines have no fixed height; a share of the whole height comes close enough to see the selection.
  text.scrollTop = Math.max(0, (start / Math.max(1, text.value.length)) * text.scrollHeight - text.clientHeight / 3);
});
