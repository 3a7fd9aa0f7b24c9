"""Sample answers from the file that lies beside a file of mark schemes: ``name.samples.csv`` beside ``name.txt``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.management.base import CommandError

from questions import marking
from questions.management.spreadsheets import read_text
from questions.models import Question, SampleAnswer, User
from questions.services.samples import BadSamples, RowError, add_samples, sample_rows
from questions.spreadsheets import NotATable, Rows, rows_of, whole_number

COLUMNS = ("question", "answer", "mark")


def numbered(text: str, questions: Sequence[Question]) -> dict[int, Question]:
    """The questions that were made of ``text``, by the numbers it gives them (the bank may have given others)."""
    return {scheme.number: made for scheme, made in zip(marking.parse(text).schemes, questions, strict=True)}


def load_samples(schemes: Path, questions: Mapping[int, Question], author: User | None) -> int:
    """Add the sample answers that lie beside ``schemes``, all or none; return how many the file has.

    None there: 0. Reading a file again adds nothing. Raises CommandError with each row that cannot be read.
    """
    path = schemes.with_suffix(".samples.csv")
    if not path.exists():
        return 0
    try:
        rows = rows_of(read_text(path), COLUMNS)
    except NotATable as error:
        raise CommandError(f"{path}: {error}") from error
    errors = []
    by_question: dict[int, list[tuple[int, dict[str, str]]]] = {}
    for row, values in rows.good:
        number = whole_number(values["question"])
        if number is None or number not in questions:
            errors.append(RowError(row, f"{schemes.name} has no question “{values['question']}”."))
        else:
            by_question.setdefault(number, []).append((row, values))
    errors += [RowError(row, message) for row, message in rows.errors]
    for number, good in by_question.items():
        try:
            add_samples(
                question=questions[number],
                rows=sample_rows(Rows(tuple(good), ())),
                author=author,
                origin=SampleAnswer.Origin.FILE,
            )
        except BadSamples as error:
            errors += error.errors
    if errors:
        lines = "\n".join(f"{path}: {error}" for error in sorted(errors, key=lambda error: error.row))
        raise CommandError(f"{lines}\nNothing was imported.")
    return len(rows.good)
