"""The files that commands are given: their text, and the rows of a spreadsheet with errors named by file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

from questions.spreadsheets import NOT_UTF8, NotATable, decoded, rows_of

CANNOT_START = 2
"""Exit code where nothing was done: a file or an argument is wrong."""


@dataclass(frozen=True, slots=True)
class FileRows:
    """Good rows as (number, values by column), and what is wrong with the others, file and row named."""

    good: tuple[tuple[int, dict[str, str]], ...]
    errors: tuple[str, ...]


def read_text(path: Path) -> str:
    """A text file, or standard input for "-", decoded; where its characters had to be guessed, standard error says so.
    Raises CommandError."""
    try:
        text, is_guessed = decoded(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.", returncode=CANNOT_START) from error
    except NotATable as error:
        raise CommandError(f"{path}: {error}", returncode=CANNOT_START) from error
    if is_guessed:
        OutputWrapper(sys.stderr).write(f"{path}: {NOT_UTF8}")
    return text


def read_rows(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> FileRows:
    """The rows of a CSV file. Raises CommandError where the file cannot be read, lacks a column or has no rows."""
    try:
        rows = rows_of(read_text(path), columns).each_once(optional)
    except NotATable as error:
        raise CommandError(f"{path}: {error}", returncode=CANNOT_START) from error
    if not (rows.good or rows.errors):
        raise CommandError(f"{path}: there is no row below the names of the columns.", returncode=CANNOT_START)
    return FileRows(rows.good, tuple(f"{path}: row {number}: {message}" for number, message in rows.errors))
