"""Formatted text as plain lines. Nothing of the markup is kept, so nothing of it has to be trusted."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr", "figure"}
_LINES = {"div", "li", "tr", "section", "article", "header", "footer", "dt", "dd", "caption", "center", "address"}
_HIDDEN = {"script", "style", "head", "title", "template", "noscript"}
_OBJECTS = {"img": "pictures", "video": "films", "audio": "sound", "object": "embedded objects", "iframe": "frames"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
DEEPEST_LIST = 20
_AFTER_BULLET = "\x01"


class _Plain(HTMLParser):
    """``lost`` are the kinds of things in the text that lines cannot hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.at_line_start = True
        self.lost: set[str] = set()
        self.lists: list[int | None] = []
        self.hidden = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _OBJECTS:
            self.lost.add(_OBJECTS[tag])
        elif tag == "br":
            self._write("\n")
        elif tag == "sup":
            self._write("^")
        elif tag in ("td", "th"):
            self._write("\t" if self.cells else "")
            self.cells += 1
        else:
            self._start_block(tag)

    def _start_block(self, tag: str) -> None:
        if tag in _PARAGRAPHS and not (self.lists and tag in ("p", "ul", "ol")):
            self._write("\n\n")
        elif tag in _LINES or tag in ("ul", "ol"):
            self._end_line()
        if tag in ("ul", "ol") and len(self.lists) < DEEPEST_LIST:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._write(self._bullet())
        elif tag == "tr":
            self.cells = 0

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return f"-{_AFTER_BULLET}"
        self.lists[-1] += 1
        return f"{self.lists[-1]}.{_AFTER_BULLET}"

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in _PARAGRAPHS and not (self.lists and tag == "p"):
            self._write("\n\n")
        elif tag in _LINES:
            self._end_line()

    def _end_line(self) -> None:
        if not self.at_line_start:
            self._write("\n")

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        if piece.strip(" "):
            self.at_line_start = piece.endswith("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self._write(_SPACE.sub(" ", data))


def plain_text(html: str, *, keep_lines: bool = False) -> tuple[str, set[str]]:
    """The text of ``html`` line by line, a blank line between paragraphs, and what it held besides text.

    With ``keep_lines`` its own line ends count, as they do in text that is only partly marked up.
    """
    reader = _Plain()
    reader.feed(html.replace("\n", "<br>") if keep_lines else html)
    reader.close()
    lines = [" ".join(re.split(r"[ \xa0]+", line)).strip(" ") for line in "".join(reader.pieces).split("\n")]
    text = "\n".join(lines)
    # A bullet whose text stands in a paragraph of its own goes in front of that text.
    text = re.sub(rf"{_AFTER_BULLET}\s*", " ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n"), reader.lost


def formatted(text: str) -> str:
    """``text`` as HTML that plain_text() reads back: its lines are single-spaced, blank lines part paragraphs."""
    paragraphs = ("<br>".join(escape(line, quote=False) for line in part.split("\n")) for part in text.split("\n\n"))
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
