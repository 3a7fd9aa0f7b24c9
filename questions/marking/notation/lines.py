"""The lines of a pasted text, as a keyboard would have written them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from questions.marking.notation import signs
from questions.marking.notation.drafts import LONGEST_LINE, Line
from questions.marking.notation.errors import LineError
from questions.marking.notation.wording import UNREADABLE

LINE_END = re.compile(r"\r\n?|\n")
_INVISIBLE: dict[int, str | None] = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_AS_TYPED = _INVISIBLE | dict(
    zip(map(ord, "ﬀﬁﬂﬃﬄﬅﬆ‐‑"), ("ff", "fi", "fl", "ffi", "ffl", "st", "st", "-", "-"), strict=True)
)
"""What a keyboard would have written: PDFs join letters, and have hyphens of their own."""


def lines_of(text: str, errors: list[LineError]) -> list[Line]:
    lines = []
    for number, raw in enumerate(LINE_END.split(text), 1):
        spaced = as_typed(raw).expandtabs(4)
        if len(raw) > LONGEST_LINE and not raw.startswith(signs.BAR):
            message = f"This line has {len(raw):,} characters; {LONGEST_LINE:,} are allowed."
            errors.append(LineError(number, message, raw))
            spaced = ""
        elif UNREADABLE.search(raw):
            errors.append(LineError(number, "This line has characters that no font shows. Type it anew.", raw))
            spaced = ""
        lines.append(Line(number, raw, " ".join(spaced.split()), len(spaced) - len(spaced.lstrip())))
    return lines


def as_typed(raw: str) -> str:
    """A line as a keyboard would have written it, its spaces and tabs as they stand."""
    return "".join(map(_plain_space, raw.translate(_AS_TYPED)))


def stands_so(line: Line) -> bool:
    """Whether the text of a line is what its source has, and not what was made of it."""
    return " ".join(as_typed(line.raw).split()) == line.text


def with_text(line: Line, text: str) -> Line:
    """``line`` with another text, as if it stood so in the source."""
    spaced = text.expandtabs(4)
    return replace(line, text=" ".join(spaced.split()), indent=len(spaced) - len(spaced.lstrip()))


@lru_cache(maxsize=5_000)
def _plain_space(character: str) -> str:
    """A space for whatever is one on the page, control characters included."""
    if " " <= character < "\x7f" or character == "\t":
        return character
    return " " if unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc") else character
