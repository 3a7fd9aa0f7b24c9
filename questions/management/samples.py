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


Place = tuple[str, int]
"""A question's topic, in small letters, and its number there."""


def numbered(text: str, questions: Sequence[Question]) -> dict[Place, Question]:
    """The questions that were made of ``text``, by the topics and numbers it gives them (the bank may have given
    others)."""
    places = [
        (document.topic.casefold(), scheme.number)
        for document in marking.parse_all(text)
        for scheme in document.schemes
    ]
    return dict(zip(places, questions, strict=True))


def _found(questions: Mapping[Place, Question], values: Mapping[str, str]) -> Question | None:
    """The question that a row names; the topic may be missing where the number is clear without it."""
    number, topic = whole_number(values["question"]), " ".join(values.get("topic", "").split()).casefold()
    found = [
        question
        for (its_topic, its_number), question in questions.items()
        if its_number == number and topic in ("", its_topic)
    ]
    return found[0] if len(found) == 1 else None


def load_samples(schemes: Path, questions: Mapping[Place, Question], author: User | None) -> int:
    """Add the sample answers that lie beside ``schemes``, all or none; return how many the file has.

    None there: 0. Reading a file again adds nothing. Raises CommandError with each row that cannot be read.
    """
    path = schemes.with_suffix(".samples.csv")
    if not path.exists():
        return 0
    try:
        rows = rows_of(read_text(path), COLUMNS).each_once(("topic", "level", "why"))
    except NotATable as error:
        raise CommandError(f"{path}: {error}") from error
    errors = []
    by_question: dict[Question, list[tuple[int, dict[str, str]]]] = {}
    for row, values in rows.good:
        question = _found(questions, values)
        if question is None:
            errors.append(RowError(row, f"{schemes.name} has no question “{values['question']}”."))
        else:
            by_question.setdefault(question, []).append((row, values))
    errors += [RowError(row, message) for row, message in rows.errors]
    for question, good in by_question.items():
        try:
            add_samples(
                question=question,
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
