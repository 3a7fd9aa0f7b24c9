"""Rows out of spreadsheets, as Excel and others save them or put them on the clipboard. Knows nothing of files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_CHARACTERS = 10_000_000
WORKBOOK = b"PK\x03\x04"
NOT_TEXT = "this is not text. Save it as plain text (UTF-8), or copy the text and paste it."
NOT_UTF8 = (
    "The characters of this file are not UTF-8; they were read as Windows wrote them. Check accents, quotation marks "
    "and dashes. Where they are wrong, save it as UTF-8 (in Excel “CSV UTF-8”) and read that."
)
IS_WORKBOOK = "this is a workbook of Excel, whatever its name says. Save it there as “CSV UTF-8” first."


class NotATable(ValueError):
    """The text has no rows that could be read; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Good rows as (number, values by column), and (number, what is wrong) of the others. The first line is row 1.

    ``twice`` are the names that more columns than one have; only the last of these is in the values.
    """

    good: tuple[tuple[int, dict[str, str]], ...]
    errors: tuple[tuple[int, str], ...]
    twice: frozenset[str] = frozenset()

    def each_once(self, columns: Iterable[str]) -> Rows:
        """The same rows. Raises NotATable where one of these columns, which are read, is there twice."""
        if read := next((column for column in columns if column in self.twice), None):
            raise NotATable(f"two columns are named {read}. Rename one, or take it out.")
        return self


def decoded(data: bytes) -> tuple[str, bool]:
    """Text of a file in UTF-8 or UTF-16 (with or without a mark), or else Windows-1252; and whether its characters had
    to be guessed. Raises NotATable for a workbook of Excel and for what is not text."""
    if data.startswith(WORKBOOK):
        raise NotATable(IS_WORKBOOK)
    form = _unicode(data)
    try:
        text, guessed = data.decode(form), False
    except UnicodeDecodeError as error:
        if form == "utf-16":
            raise NotATable(NOT_TEXT) from error
        text, guessed = data.decode("cp1252", errors="replace"), True
    if "\0" in text or (guessed and "\ufffd" in text):
        raise NotATable(NOT_TEXT)
    return text, guessed


def _unicode(data: bytes) -> str:
    """Which form of Unicode the text would be in, by its beginning: in UTF-16 letters have a byte of nought."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if set(data[0:4:2]) == {0}:
        return "utf-16-be"
    return "utf-16-le" if set(data[1:4:2]) == {0} else "utf-8-sig"


def rows_of(text: str, columns: Sequence[str], unnamed: Sequence[str] = ()) -> Rows:
    """The rows of a table with comma, semicolon or tab; further columns are kept, names in lower case.

    The first row names the columns. With ``unnamed`` it may be missing: a table whose first row has none of
    ``columns`` has these, in this order, as many as a row fills. Raises NotATable.
    """
    if text.startswith("sep=") and "\n" in text:
        text = text.partition("\n")[2]
    csv.field_size_limit(MOST_CHARACTERS)
    first = next((line for line in text.splitlines() if line.strip()), "")
    # Without a header the first line may be a part of a long answer, but only the clipboard has tabs.
    delimiter = "\t" if unnamed and "\t" in text else max(",;\t", key=first.count)
    table, open_row = _cut(text, delimiter)
    names = [name.strip().casefold() for name in table[0][1]] if table else []
    twice = frozenset(name for name in names if name and names.count(name) > 1)
    if unnamed and table and not set(columns) & set(names):
        names, twice = list(unnamed), frozenset()
        first_row = 0
    else:
        first_row = 1
        missing = [column for column in columns if column not in names]
        if missing:
            found = ", ".join(names) or "nothing"
            raise NotATable(f"no column named {' or '.join(missing)}; the first row has {found}.")
    good: list[tuple[int, dict[str, str]]] = []
    errors = [(open_row, UNCLOSED)] if open_row else []
    for number, row in table[first_row:]:
        too_long = any(cell.strip() for cell in row[len(names) :])
        too_short = any(names.index(column) >= len(row) for column in columns)
        if too_long or too_short:
            wanted = "the first row has" if first_row else "there may be"
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            errors.append((number, f"{cells}, but {wanted} {len(names)}"))
        else:
            good.append((number, dict(zip(names, map(plain_cell, row), strict=False))))
    return Rows(tuple(good), tuple(errors), twice).each_once((*columns, *unnamed))


UNCLOSED = "a quotation mark is opened here and never closed, so that neither this row nor any after it can be read"


def _cut(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows that are not empty, with their numbers; and the number of the one whose quotation mark swallows all that
    follows, 0 for none. Raises NotATable.
    """
    end = "\0end"
    closed = text.rstrip("\r\n") + f"\n{end}\n"
    lines = csv.reader(io.StringIO(closed, newline=""), delimiter=delimiter)
    try:
        rows = list(enumerate(lines, 1))
    except csv.Error as error:
        raise NotATable(f"line {lines.line_num}: {error}") from error
    number, last = rows.pop()
    return [row for row in rows if any(cell.strip() for cell in row[1])], 0 if last == [end] else number


_FORMULA = re.compile(r"'*(?:\s*[=+\-@]|[\t\r\n])")


def safe_cell(value: str) -> str:
    """``value`` so that no spreadsheet takes it for a formula: an apostrophe stands before what would begin one."""
    return f"'{value}" if _FORMULA.match(value) else value


def plain_cell(value: str) -> str:
    """What safe_cell() was given."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def whole_number(value: str) -> int | None:
    """A mark as typed ("2", " 2 ", "2.0"); None for anything else."""
    try:
        number = float(value.strip().replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() and 0 <= number < 1000 else None
