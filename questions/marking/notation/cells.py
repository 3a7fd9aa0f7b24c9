"""Tables put in order before they are read: cells in quotation marks, heads of two rows, a question in a cell.

A spreadsheet copies a cell of several lines in quotation marks; Word copies it without. WJEC parts the marks of a row
by objective, below a head of two rows. Some tables have each question in one cell and its mark scheme in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from questions.marking.notation import signs, tables
from questions.marking.notation.drafts import Line
from questions.marking.notation.lines import as_typed, with_text

_OTHER_NAMES = {
    "mark scheme": "answer", "marking scheme": "answer", "scheme": "answer",
    "questions": "question", "question text": "question",
}  # fmt: skip
_LABEL = re.compile(
    r"(?:(?:question|q)\.? ?)?([0-9]{1,4}(?: ?\([a-z]{1,4}\)|[a-h](?=[ .)]))?)[.):]*(?: |$)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines; where none has a tab, as they are."""
    if not any("\t" in line.raw for line in lines):
        return list(lines)
    return list(_with_questions(_with_whole_heads(_without_quotes(lines))))


def _without_quotes(lines: Sequence[Line]) -> list[Line]:
    """The lines, cells that a spreadsheet put in quotation marks without them: those of several lines."""
    result: list[Line] = []
    while len(result) < len(lines):
        row = lines[len(result) : len(result) + _lines_in_quotes(lines, len(result))]
        if len(row) > 1:
            cells = "\n".join(line.raw for line in row).split("\t")
            raws = "\t".join(map(_unquoted, cells)).split("\n")
            row = [with_text(replace(line, raw=raw), as_typed(raw)) for line, raw in zip(row, raws, strict=True)]
        result += row
    return result


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if "\n" in cell and cell[:1] == cell[-1:] == '"' else cell


def _lines_in_quotes(lines: Sequence[Line], at: int) -> int:
    """How many lines the row has that begins ``at`` with cells in quotation marks; 1 where none runs over its line."""
    begins = any(cell.startswith('"') and cell.count('"') % 2 for cell in lines[at].raw.split("\t"))
    quotes = 0
    for below, line in enumerate(lines[at : at + tables.LINES_OF_A_ROW] if begins else ()):
        quotes += line.raw.count('"')
        if quotes % 2 == 0:
            row = "\n".join(each.raw for each in lines[at : at + below + 1])
            return below + 1 if "\t" in row and all(map(_is_whole, row.split("\t"))) else 1
    return 1


def _is_whole(cell: str) -> bool:
    return "\n" not in cell or cell[:1] == cell[-1:] == '"'


def _with_whole_heads(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, a head of two rows in one: ``Question | Answer | Marks`` above ``AO1 | AO2 | Total``."""
    dropped = False
    for line, below in zip_longest(lines, lines[1:]):
        if dropped:
            dropped = False
            continue
        if below is not None and "\t" in below.raw and below.raw.startswith("\t") and tables.is_table_head(line):
            upper, lower = tables.cells_of(line), tables.cells_of(below)
            names = [under or above for above, under in zip_longest(upper, lower, fillvalue="")]
            if all(map(tables.names_marks, filter(None, lower))) and tables.columns_of(names):
                dropped = True
                yield replace(line, raw="\t".join(names))
                continue
        yield line


def _with_questions(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, those of a table with each question in a cell and its mark scheme in the next as question and scheme.

    Without a head, it is one where its first row is the first line, has two cells and in the first a question with its
    marks.
    """
    rest = list(lines)
    at = number = 0
    columns: list[str] = []
    first = next((line.number for line in rest if line.text and signs.topic(line.text) is None), 0)
    while at < len(rest):
        line = rest[at]
        cells = tables.cells_of(line) if "\t" in line.raw else []
        head = _columns(cells)
        if head and _has_question(rest[at + 1 :], head):
            columns, at = head, at + 1
            continue
        _, words, marks = _asked(cells[0]) if line.number == first and len(cells) == 2 else ("", "", None)
        if marks and cells[1] and _are_words(words):
            columns = ["number", "answer"]
        size = _size_of_row(rest, at, columns)
        if size:
            row = tables.Row(rest[at : at + size], columns)
            asks = _holds_question(row)
            number += asks
            yield from _as_question(row, number) if asks else row.lines(set())
        else:
            columns = [] if cells or signs.question(line.text) else columns
            yield line
        at += max(size, 1)


def _columns(cells: Sequence[str]) -> list[str]:
    """What the columns hold where ``cells`` name one for questions and one for their schemes; none elsewhere."""
    names = [cell.lower().rstrip(":") for cell in cells]
    columns = tables.columns_of([_OTHER_NAMES.get(name, name) for name in names])
    return columns if columns and "question" in [_OTHER_NAMES.get(name, name) for name in names] else []


def _has_question(lines: Sequence[Line], columns: Sequence[str]) -> bool:
    """Whether the first row below a head has a question in its cell, and not its number."""
    first = next((line for line in lines if line.text), None)
    return first is not None and _holds_question(tables.Row([first], columns))


def _holds_question(row: tables.Row) -> bool:
    """Whether a question stands where other tables have its number alone."""
    return _are_words(_asked(row.text("number"))[1])


def _are_words(text: str) -> bool:
    """Whether a text has two words at least, as "Part (b)" has not."""
    return len(_WORD.findall(text)) > 1


def _asked(text: str) -> tuple[str, str, int | None]:
    """The number of a question, "" for none; its words, and its marks behind them if it has any."""
    found = _LABEL.match(text)
    return (found[1] if found else "", *signs.marks_at_end(text[found.end() if found else 0 :], bare=True))


def _size_of_row(lines: Sequence[Line], at: int, columns: Sequence[str]) -> int:
    """How many lines the row that begins ``at`` has, more of its answers below the last cell included."""
    size = tables.size_of_row(lines, at, columns)
    if size and columns[-1] == "answer":
        below = lines[at + size :]
        size += sum(1 for _ in takewhile(lambda line: line.text and "\t" not in line.raw and not _may_ask(line), below))
    return size


def _may_ask(line: Line) -> bool:
    return signs.question(line.text) is not None or signs.numbered_question(line.text) is not None


def _as_question(row: tables.Row, number: int) -> Iterator[Line]:
    """The row as a question with its mark scheme; without a number of its own it gets ``number``."""
    own, stem, marks = _asked(row.text("number"))
    if marks is None and (told := tables.ROW_MARKS.fullmatch(row.text("marks").strip("[]() "))):
        marks, row.is_total = int(told[2]), True
    row.cells["number"] = []
    head = f"Question {own or number}" + (f" ({marks} marks)" if marks else "")
    yield from (with_text(row.line, text) for text in (head, stem, "Mark scheme:"))
    alone = len(row.cells["answer"]) == 1
    for line in row.lines(set()):
        # All answers in one line are parted like those behind a heading.
        yield with_text(line, f"Answer: {line.text[2:]}") if alone and line.text.startswith("- ") else line
