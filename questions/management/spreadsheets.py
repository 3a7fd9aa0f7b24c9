"""Answers from spreadsheets, as Excel and others save them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

CANNOT_START = 2
"""Exit code where nothing was done: a file or an argument is wrong."""

MOST_CHARACTERS = 10_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Good rows as (number, values by column), and what is wrong with the others. The header is row 1."""

    good: tuple[tuple[int, dict[str, str]], ...]
    errors: tuple[str, ...]


def decoded(data: bytes) -> str:
    """Text of a file in UTF-8 (with or without a mark), UTF-16 with a mark, or else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(path: Path) -> str:
    """A text file, decoded. Raises CommandError."""
    try:
        return decoded(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}", returncode=CANNOT_START) from error


def read_rows(path: Path, columns: Sequence[str]) -> Rows:
    """The rows of a CSV file with comma, semicolon or tab; further columns are kept, names in lower case.

    Raises CommandError where the file cannot be read or lacks a column.
    """
    text = read_text(path)
    if text.startswith("sep=") and "\n" in text:
        text = text.partition("\n")[2]
    csv.field_size_limit(MOST_CHARACTERS)
    header = text.lstrip().splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        table = [row for row in lines if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CommandError(f"{path}: line {lines.line_num}: {error}", returncode=CANNOT_START) from error
    names = [name.strip().casefold() for name in table[0]] if table else []
    missing = [column for column in columns if column not in names]
    if missing:
        found = ", ".join(names) or "nothing"
        raise CommandError(
            f"{path}: no column named {' or '.join(missing)}; the first row has {found}.", returncode=CANNOT_START
        )
    good, errors = [], []
    for number, row in enumerate(table[1:], 2):
        too_long = any(cell.strip() for cell in row[len(names) :])
        too_short = any(names.index(column) >= len(row) for column in columns)
        if too_long or too_short:
            errors.append(f"{path}: row {number}: {len(row)} cells, but the first row has {len(names)}")
        else:
            good.append((number, dict(zip(names, row, strict=False))))
    return Rows(tuple(good), tuple(errors))


def whole_number(value: str) -> int | None:
    """A mark as typed ("2", " 2 ", "2.0"); None for anything else."""
    try:
        number = float(value.strip().replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() and 0 <= number < 1000 else None
