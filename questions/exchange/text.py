"""Our own text form: in as it is, out so that it comes back the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from questions import marking
from questions.exchange.converted import Converted, Finding, Refused
from questions.marking.notation.parsing import question_lines
from questions.spreadsheets import NOT_UTF8, NotATable, decoded


def text_of(data: bytes) -> tuple[str, bool]:
    """The text, and whether its characters had to be guessed. Raises Refused."""
    try:
        return decoded(data)
    except NotATable as error:
        message = str(error)
        raise Refused(message[:1].upper() + message[1:]) from error


def read(data: bytes) -> Converted:
    text, guessed = text_of(data)
    return Converted(text, (Finding("The file", NOT_UTF8),) if guessed else ())


def write(documents: Iterable[marking.Document]) -> str:
    """The documents as one text: ``marking.parse_all(write(d)) == d``, those without a topic first."""
    return "\n".join(marking.to_text(document) for document in documents)


def without_unreadable(text: str) -> Converted:
    """``text`` without the questions that have a line that cannot be read; each is a finding, with its lines."""
    try:
        marking.parse_all(text)
    except marking.NotationError as error:
        bad = {found.line for found in error.errors}
    else:
        return Converted(text)
    lines = re.split(r"\r\n?|\n", text)
    findings = []
    for block in reversed(question_lines(text)):
        if bad & set(block):
            left_out = "\n".join(lines[block.start - 1 : block.stop - 1]).strip("\n")
            findings.append(Finding(f"Lines {block.start} to {block.stop - 1}", f"Left out:\n{left_out}"))
            del lines[block.start - 1 : block.stop - 1]
    return Converted("\n".join(lines), tuple(reversed(findings)))
