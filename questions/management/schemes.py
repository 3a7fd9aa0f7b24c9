"""The mark scheme that a command names."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError

from questions import marking
from questions.management.spreadsheets import CANNOT_START, read_text
from questions.services.authoring import NothingToCredit, check_creditable


def read_scheme(path: Path, number: int | None) -> marking.Scheme:
    """The only question in the file, or question ``number``. Raises CommandError, also where no answer could earn a
    mark."""
    scheme = _chosen(path, number)
    try:
        check_creditable([scheme])
    except NothingToCredit as error:
        raise CommandError(f"{path}: {error}", returncode=CANNOT_START) from error
    return scheme


def _chosen(path: Path, number: int | None) -> marking.Scheme:
    try:
        schemes = marking.parse(read_text(path), new=True).schemes
    except marking.NotationError as error:
        said = "\n".join(f"{path}:{line.line}: {line.message}" for line in error.errors)
        raise CommandError(said, returncode=CANNOT_START) from error
    numbers = ", ".join(str(scheme.number) for scheme in schemes)
    if number is None:
        if len(schemes) == 1:
            return schemes[0]
        raise CommandError(
            f"{path} has {len(schemes)} questions ({numbers}). Choose one with --question.", returncode=CANNOT_START
        )
    for scheme in schemes:
        if scheme.number == number:
            return scheme
    raise CommandError(f"{path} has no question {number}; it has {numbers}.", returncode=CANNOT_START)
