"""Sample answers with agreed marks: added one by one or by the table, taken from attempts, retired. Never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from questions import marking
from questions.models import Attempt, Question, SampleAnswer, User
from questions.models.samples import digest
from questions.services.attempts import storable
from questions.spreadsheets import NotATable, Rows, rows_of, whole_number

LONGEST = 20_000
"""Characters of a sample answer or a note."""

MOST_ROWS = 500

COLUMNS = ("answer", "mark")
UNNAMED = ("answer", "mark", "why")


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One sample answer as somebody gives it; ``number`` is its row in a table."""

    answer: str
    mark: int
    level: int | None = None
    why: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row; 0 is the table as a whole."""

    row: int
    message: str

    def __str__(self) -> str:
        return f"Row {self.row}: {self.message}" if self.row else self.message


class BadSamples(Exception):
    """Some rows cannot be sample answers of the question, so none was added. ``errors`` says why, by row."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = tuple(errors)


class CorrectedMeanwhile(Exception):
    """Somebody corrected or retired the sample after the page was opened: ``sample`` as it is now."""

    def __init__(self, sample: SampleAnswer) -> None:
        super().__init__(str(sample))
        self.sample = sample


def read_table(text: str, scheme: marking.Scheme | None = None) -> list[SampleRow]:
    """The sample answers of a table: columns answer and mark, and if wanted level and why.

    Comma, semicolon or tab; from the clipboard the row of names may be missing. Raises BadSamples, with ``scheme`` also
    for rows that are none to its question.
    """
    if not text.strip():
        raise BadSamples([RowError(0, "There is no answer in this text.")])
    try:
        rows = rows_of(storable(text), COLUMNS, UNNAMED).each_once(("level",))
    except NotATable as error:
        raise BadSamples([RowError(0, str(error))]) from error
    return sample_rows(rows, scheme)


def sample_rows(rows: Rows, scheme: marking.Scheme | None = None) -> list[SampleRow]:
    """The rows as sample answers. Raises BadSamples with every row that is none, or none to ``scheme``."""
    errors = [RowError(number, f"{message}.") for number, message in rows.errors]
    samples = []
    for number, row in rows.good:
        mark, level = whole_number(row["mark"]), whole_number(row.get("level", ""))
        if mark is None:
            said = row["mark"].strip()
            errors.append(RowError(number, f"“{said}” is not a mark." if said else "it has no mark."))
        elif level is None and row.get("level", "").strip():
            errors.append(RowError(number, f"“{row['level'].strip()}” is not a level."))
        else:
            samples.append(SampleRow(row["answer"], mark, level, row.get("why", ""), number))
    if scheme is not None:
        errors += [RowError(sample.number, found) for sample in samples if (found := problem(sample, scheme))]
    if errors:
        raise BadSamples(sorted(errors, key=lambda error: error.row))
    if not samples:
        raise BadSamples([RowError(0, "There is no answer in this text.")])
    return samples


def problem(row: SampleRow, scheme: marking.Scheme) -> str:
    """Why ``row`` is no sample answer to the question of ``scheme``; "" where it is one."""
    if not row.answer.strip():
        return "the answer is empty."
    if max(len(row.answer), len(row.why)) > LONGEST:
        return f"longer than {LONGEST:,} characters."
    if row.mark > scheme.marks:
        return f"the mark is {row.mark}, but the question has {scheme.marks}."
    if row.level is not None:
        placed = scheme.level_for(row.mark)
        if not scheme.levels:
            return f"level {row.level} is given, but the question has no levels."
        if (placed.number if placed else 0) != row.level:
            belongs = f"level {placed.number}" if placed else "no level"
            return f"level {row.level} is given, but {row.mark} marks belong to {belongs}."
    return ""


def add_sample(
    *,
    question: Question,
    answer: str,
    mark: int,
    author: User | None,
    why: str = "",
    origin: str = SampleAnswer.Origin.TYPED,
) -> SampleAnswer:
    """Add one sample answer and return it; see ``add_samples``."""
    return add_samples(question=question, rows=[SampleRow(answer, mark, why=why)], author=author, origin=origin)[0]


@transaction.atomic
def add_samples(
    *, question: Question, rows: Iterable[SampleRow], author: User | None, origin: str
) -> list[SampleAnswer]:
    """Add sample answers to the question and return them, in the order of ``rows``: all or none.

    A text that is a sample already, case and spacing apart, stays the row it is where mark and level agree, and
    is replaced where they do not. Marks are held against the newest version. Raises BadSamples.
    """
    Question.objects.select_for_update().get(pk=question.pk)
    newest = question.newest()
    if newest is None:
        raise BadSamples([RowError(0, "The question has no mark scheme yet.")])
    rows = [replace(row, answer=storable(row.answer).strip(), why=" ".join(storable(row.why).split())) for row in rows]
    errors = [RowError(row.number, found) for row in rows if (found := problem(row, newest.scheme))]
    if len(rows) > MOST_ROWS:
        errors.append(RowError(0, f"At most {MOST_ROWS} answers at once; these are {len(rows)}."))
    seen: dict[str, SampleRow] = {}
    for row in rows:
        first = seen.setdefault(digest(row.answer), row)
        if first.mark != row.mark:
            message = f"the same answer as in row {first.number}, with another mark."
            errors.append(RowError(row.number, message))
    if errors:
        raise BadSamples(errors)
    known = {sample.digest: sample for sample in question.samples.in_use()}
    return [_add(question, row, author, origin, known) for row in rows]


def _add(
    question: Question, row: SampleRow, author: User | None, origin: str, known: dict[str, SampleAnswer]
) -> SampleAnswer:
    name = digest(row.answer)
    same = known.get(name)
    if same is not None:
        if row.mark == same.mark and row.level in (None, same.level) and row.why in ("", same.why):
            return same
        retire_sample(sample=same, by=author)
    known[name] = SampleAnswer.objects.create(
        question=question,
        answer=row.answer,
        mark=row.mark,
        level=row.level,
        why=row.why,
        origin=origin,
        author=author,
    )
    return known[name]


def take_sample(*, attempt: Attempt, mark: int, author: User, why: str = "") -> SampleAnswer:
    """Make a submitted answer a sample, with the mark that ``author`` agrees to. It keeps no way back to its student.

    Raises BadSamples.
    """
    if not attempt.is_submitted:
        raise ValueError("a draft is no sample answer")
    return add_sample(
        question=attempt.question,
        answer=attempt.answer,
        mark=mark,
        author=author,
        why=why,
        origin=SampleAnswer.Origin.ATTEMPT,
    )


@transaction.atomic
def replace_sample(*, sample: SampleAnswer, row: SampleRow, author: User) -> SampleAnswer:
    """Put a corrected sample in the place of one, which is retired, and return it.

    Raises BadSamples, or CorrectedMeanwhile where it is in use no longer.
    """
    Question.objects.select_for_update().get(pk=sample.question_id)
    sample = SampleAnswer.objects.select_for_update().get(pk=sample.pk)
    if sample.retired_at is not None:
        raise CorrectedMeanwhile(sample)
    retire_sample(sample=sample, by=author)
    return add_samples(question=sample.question, rows=[row], author=author, origin=sample.origin)[0]


def retire_sample(*, sample: SampleAnswer, by: User | None) -> None:
    """Test schemes on this sample no longer. It stays, for the figures it was a part of, and of two who retire it the
    first is named."""
    SampleAnswer.objects.in_use().filter(pk=sample.pk).update(retired_at=timezone.now(), retired_by=by)
