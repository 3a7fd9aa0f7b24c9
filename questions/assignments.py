"""How far assignments are: for a student what to do next, for the teachers of a class who has which marks.

Only reading. Which answers belong to an assignment, ``AttemptQuerySet.belonging_to`` says; which mark counts on an
answer, ``with_counting_mark``. Of several answers to a question the best counts (``best_first``), as on the pages of
the topics.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from questions.explanation import idea, unsure_below
from questions.models import Assignment, Attempt, Mark, Question, SchoolClass, User
from questions.models.assignments import AssignmentQuerySet
from questions.models.attempts import AttemptQuerySet
from questions.models.people import by_surname

JUST_BEFORE = timedelta(days=1)
"""A page may have been open for so long, and its text not saved yet."""

WRITTEN_IN = timedelta(days=7)
"""A draft that was begun earlier than so long ago was hardly being written all the time."""


@dataclass(frozen=True, slots=True)
class Progress:
    """An open assignment as one student sees it. ``asked`` are its questions in order, less those that were retired
    before this student answered them; ``answered`` are the ids of those answered since it was set; ``place`` is the
    number, from 1 on, of the question that was looked for, if one was."""

    assignment: Assignment
    asked: tuple[Question, ...]
    answered: frozenset[int]
    place: int | None = None

    @property
    def total(self) -> int:
        return len(self.asked)

    @property
    def done(self) -> int:
        return sum(question.pk in self.answered for question in self.asked)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    def next_after(self, place: int) -> Question | None:
        """The next question that is not answered, going round; None where all are."""
        round_trip = self.asked[place:] + self.asked[:place]
        return next((each for each in round_trip if each.pk not in self.answered), None)


def open_assignments(student: User, *, asking: Question | None = None) -> list[Progress]:
    """The open assignments of the student's classes, or those ``asking`` this question, in the order of
    ``first_due``. One that has nothing to answer is left out."""
    wanted = Assignment.objects.open().set_for(student)
    if asking is not None:
        wanted = wanted.filter(questions=asking)
    assignments = list(wanted.first_due().with_questions())
    if not assignments:
        return []
    answers = list(
        Attempt.objects.of(student).belonging_to(_these(assignments)).values_list("question", "submitted_at")
    )
    found = []
    for assignment in assignments:
        answered = frozenset(question for question, at in answers if at is not None and assignment.takes(at))
        asked = tuple(each for each in assignment.asked if _is_offered(each) or each.pk in answered)
        place = next((number for number, each in enumerate(asked, 1) if asking and each.pk == asking.pk), None)
        if place or (asked and asking is None):
            found.append(Progress(assignment, asked, answered, place))
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer's part in an open assignment that it belongs to: how far that is now, the question that comes next
    there (None where all are answered), and whether the answer is late."""

    progress: Progress
    next_question: Question | None
    is_late: bool


def answered_in(attempt: Attempt) -> list[Answered]:
    """The open assignments that ``attempt`` belongs to, in the order of ``open_assignments``."""
    at = attempt.submitted_at
    return [
        Answered(each, each.next_after(each.place or 0), each.assignment.is_late(at))
        for each in open_assignments(attempt.student, asking=attempt.question)
        if at is not None and each.assignment.takes(at)
    ]


def closed_before(attempt: Attempt) -> list[Assignment]:
    """The assignments that ask the question and were closed shortly before ``attempt`` came, so that it does not belong
    to them: while it was being written, but no longer than ``WRITTEN_IN`` ago, or on the day before."""
    at = attempt.submitted_at
    if at is None:
        return []
    asking = Assignment.objects.set_for(attempt.student).asking([attempt.question])
    since = min(max(attempt.started_at, at - WRITTEN_IN), at - JUST_BEFORE)
    return list(asking.filter(closed_at__gte=since, closed_at__lt=at).order_by("closed_at"))


def _these(assignments: Sequence[Assignment]) -> AssignmentQuerySet:
    return Assignment.objects.filter(pk__in=[each.pk for each in assignments])


def _is_offered(question: Question) -> bool:
    return question.status == Question.Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Cell:
    """One student's answers to one question of an assignment: ``counting`` is the one whose mark counts, the best;
    before there is a mark, the first. ``in_time`` is the best one that is not late where ``counting`` is, ``first`` the
    first one where it is neither: after it the student could see the mark scheme, unless the assignment holds it
    back. ``drafted_at`` is when a draft with text was saved last, ``is_writing`` whether that was while the assignment
    was open."""

    question: Question
    answers: int = 0
    counting: Any = None
    is_late: bool = False
    in_time: Any = None
    first: Any = None
    drafted_at: datetime | None = None
    is_writing: bool = False

    @property
    def mark(self) -> int | None:
        return self.counting.counting_mark if self.counting else None

    @property
    def is_settled(self) -> bool:
        """Whether a teacher gave the mark, and no re-mark has brought the answer back since."""
        return self.mark is not None and bool(self.counting.settled)

    @property
    def is_unsure(self) -> bool:
        """Whether the marker gave the mark and is so unsure that a teacher should look."""
        if self.mark is None or self.counting.counting_confidence is None:
            return False
        version = self.question.current
        least = unsure_below(is_levels=version is not None and version.is_levels)
        return bool(self.counting.counting_confidence < least)

    @property
    def state(self) -> str:
        """What there is to say besides the mark, in words; "" where there is nothing."""
        if not self.answers:
            return "writing" if self.is_writing else ""
        said = ["late"] if self.is_late else []
        if self.mark is None:
            said.append("not marked yet")
        if self.is_unsure:
            said.append("unsure")
        if self.mark is not None and self.counting.counting_by_teacher and not self.is_settled:
            said.append("teacher's mark, to check again")
        if self.in_time is not None and self.in_time.counting_mark is not None:
            said.append(f"{self._short(self.in_time)} in time")
        if self.first is not None and self.first.counting_mark is not None:
            said.append(f"{self._short(self.first)} at first")
        return ", ".join(said)

    def _short(self, other: Any) -> str:
        """The mark of another answer, with what it is out of where that differs."""
        is_same = other.counting_max_mark == self.max_mark
        return f"{other.counting_mark}" if is_same else f"{other.counting_mark} / {other.counting_max_mark}"

    @property
    def in_words(self) -> str:
        """The state with what the table of the page says by its signs."""
        return ", ".join(filter(None, ("settled by a teacher" if self.is_settled else "", self.state)))

    @property
    def max_mark(self) -> int:
        """What the mark is out of; before there is one, the question's marks, and 0 where it is asked no longer."""
        if self.mark is not None:
            return int(self.counting.counting_max_mark)
        return self.question.tariff if self.answers or _is_offered(self.question) else 0


@dataclass(frozen=True, slots=True)
class Row:
    """A student's line in the table of an assignment."""

    student: User
    cells: tuple[Cell, ...]

    @property
    def answered(self) -> int:
        return sum(bool(cell.answers) for cell in self.cells)

    @property
    def asked(self) -> int:
        """How many questions there are for this student: those retired before an answer are not."""
        return sum(bool(cell.answers) or _is_offered(cell.question) for cell in self.cells)

    @property
    def is_done(self) -> bool:
        return self.answered == self.asked

    @property
    def has_started(self) -> bool:
        return any(cell.answers or cell.is_writing for cell in self.cells)

    @property
    def late(self) -> int:
        return sum(cell.is_late for cell in self.cells)

    @property
    def state(self) -> str:
        """What there is to say besides the mark, in words; "" where all is answered, marked and in time."""
        unmarked = sum(bool(cell.answers) and cell.mark is None for cell in self.cells)
        said = [] if self.is_done else [f"{self.answered} of {self.asked} answered"]
        said += [f"{count} {word}" for count, word in ((unmarked, "not marked yet"), (self.late, "late")) if count]
        return ", ".join(said)

    @property
    def mark(self) -> int:
        return sum(cell.mark or 0 for cell in self.cells)

    @property
    def max_mark(self) -> int:
        return sum(cell.max_mark for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """A question with how many students have answered it and, where marks are given, the mean of their shares of what
    they are out of, from 0 to 1; ``out_of`` is that where it is the same for all."""

    question: Question
    answered: int
    share: float | None
    out_of: int | None

    @property
    def mean(self) -> float | None:
        """The mean mark; None where marks are out of different ones."""
        return None if self.share is None or self.out_of is None else self.share * self.out_of


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    @property
    def namesakes(self) -> frozenset[str]:
        """Names that several students have."""
        many = Counter(row.student.name for row in self.rows)
        return frozenset(name for name, count in many.items() if count > 1)

    @property
    def has_settled(self) -> bool:
        return any(cell.is_settled for row in self.rows for cell in row.cells)

    @property
    def not_started(self) -> list[User]:
        return [row.student for row in self.rows if not row.has_started]

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.rows)

    @property
    def late(self) -> int:
        """How many answers are late."""
        return sum(row.late for row in self.rows)


def table(assignment: Assignment) -> Table:
    """Students by questions (``assignment`` of ``with_questions``), in a fixed number of queries. Of those whose
    account is inactive it has who answered."""
    lines = rows_of(assignment, by_surname(assignment.school_class.students.all()))
    rows = tuple(row for row in lines if row.student.is_active or row.answered)
    columns = []
    for place, question in enumerate(assignment.asked):
        cells = [row.cells[place] for row in rows]
        shares = [cell.counting.counting_share for cell in cells if cell.mark is not None]
        share = sum(shares) / len(shares) if shares else None
        maxima = {cell.max_mark for cell in cells if cell.mark is not None}
        out_of = maxima.pop() if len(maxima) == 1 else None
        columns.append(Column(question, sum(bool(cell.answers) for cell in cells), share, out_of))
    return Table(rows, tuple(columns))


def rows_of(assignment: Assignment, students: Sequence[User]) -> tuple[Row, ...]:
    """The lines of these students."""
    return tuple(row for (row,) in rows_in([assignment], students))


def lines_of(student: User, assignments: Sequence[Assignment]) -> list[tuple[Assignment, Row]]:
    """The student's line in each of ``assignments`` (of ``with_questions``), in a fixed number of queries."""
    (rows,) = rows_in(assignments, [student])
    return list(zip(assignments, rows, strict=True))


def rows_in(assignments: Sequence[Assignment], students: Sequence[User]) -> list[tuple[Row, ...]]:
    """Of each student the lines in all of ``assignments`` (of ``with_questions``), in a fixed number of queries."""
    own = Attempt.objects.filter(student__in=students)
    answers, drafts = _tries(assignments, own), _drafted(own)
    return [tuple(_row(each, student, answers, drafts) for each in assignments) for student in students]


Place = tuple[int, int]
"""The ids of a student and a question."""


def _row(
    assignment: Assignment, student: User, answers: Mapping[Place, Sequence[Any]], drafts: Mapping[Place, datetime]
) -> Row:
    """A student's line, from answers and drafts that may belong to other assignments too."""
    cells = []
    for question in assignment.asked:
        place = (student.pk, question.pk)
        own = [each for each in answers.get(place, ()) if assignment.takes(each.submitted_at)]
        cells.append(_cell(assignment, question, own, drafts.get(place)))
    return Row(student, tuple(cells))


def _drafted(attempts: AttemptQuerySet) -> dict[Place, datetime]:
    """Where ``attempts`` have a draft with text, and when it was saved last."""
    drafts = attempts.drafts().with_text().values_list("student", "question", "saved_at")
    return {(student, question): at for student, question, at in drafts}


def to_review(assignment: Assignment, attempts: AttemptQuerySet) -> list[int]:
    """The ids of its answers among ``attempts`` that a teacher looks at: of each student and question the best, beside
    a late one the best in time; and what a teacher has marked, or nothing yet. The other tries change nothing in its
    table."""
    found: list[int] = []
    for tries in _tries([assignment], attempts).values():
        counting = (tries[0], _in_time(assignment, tries))
        found += [
            each.pk for each in tries if each in counting or each.counting_by_teacher or each.counting_mark is None
        ]
    return found


def _tries(assignments: Sequence[Assignment], attempts: AttemptQuerySet) -> dict[Place, list[Any]]:
    """The answers that belong to one of the assignments by student and question, the best first."""
    tries: dict[Place, list[Any]] = defaultdict(list)
    for attempt in attempts.belonging_to(_these(assignments)).best_first().with_settled().defer("answer"):
        tries[attempt.student_id, attempt.question_id].append(attempt)
    return tries


def _cell(assignment: Assignment, question: Question, answers: Sequence[Any], drafted_at: datetime | None) -> Cell:
    """The cell of ``answers``, the best first."""
    is_writing = drafted_at is not None and assignment.takes(drafted_at)
    if not answers:
        return Cell(question, drafted_at=drafted_at, is_writing=is_writing)
    counting = answers[0]
    late = assignment.is_late(counting.submitted_at)
    in_time = _in_time(assignment, answers) if late else None
    first = min(answers, key=lambda each: (each.submitted_at, each.pk))
    first = None if first in (counting, in_time) else first
    return Cell(question, len(answers), counting, late, in_time, first, drafted_at, is_writing)


def _in_time(assignment: Assignment, answers: Sequence[Any]) -> Any:
    """The best of ``answers``, the best first, that is not late; None where all are."""
    return next((each for each in answers if not assignment.is_late(each.submitted_at)), None)


@dataclass(frozen=True, slots=True)
class Found:
    """How many of the answers that count have a marking point: ``idea`` is one of its acceptable answers."""

    number: int
    idea: str
    count: int


def points_found(found: Table) -> dict[int, list[Found]]:
    """By the id of each question of the table that has answers, what of its scheme in force they have, in its order; in
    a fixed number of queries."""
    counting = {cell.counting.pk for row in found.rows for cell in row.cells if cell.mark is not None}
    # The last one of an attempt is the one that counts.
    given = Mark.objects.standing().filter(attempt__in=counting).order_by("marked_by", "pk")
    marks = {mark.attempt_id: mark for mark in given.select_related("mark_scheme")}
    result = {}
    for place, column in enumerate(found.columns):
        version = column.question.current
        cells = [row.cells[place] for row in found.rows]
        own = [marks[cell.counting.pk] for cell in cells if cell.counting is not None and cell.counting.pk in marks]
        if version is None or not own:
            continue
        credited = Counter(point for mark in own for point in mark.credited_in(version))
        points = enumerate(version.scheme.points)
        result[column.question.pk] = [Found(index + 1, idea(point), credited[index]) for index, point in points]
    return result


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """An assignment in the list of its class: ``done`` of ``students`` (those of ``table``) have answered all of it."""

    assignment: Assignment
    done: int
    students: int


def progress_of(assignments: Sequence[Assignment]) -> list[AssignmentProgress]:
    """How far each of ``assignments`` (of ``with_questions``) is, in a fixed number of queries."""
    learning = SchoolClass.students.through.objects.filter(
        schoolclass__in={each.school_class_id for each in assignments}
    )
    active: dict[int, dict[int, bool]] = defaultdict(dict)
    for school_class, student, is_active in learning.values_list("schoolclass", "user", "user__is_active"):
        active[school_class][student] = is_active
    answers: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    belonging = Attempt.objects.belonging_to(_these(assignments)).order_by()
    for question, student, at in belonging.values_list("question", "student", "submitted_at"):
        answers[question].append((student, at))
    found = []
    for each in assignments:
        answered = {
            question: {student for student, at in answers[question.pk] if each.takes(at)} for question in each.asked
        }
        some = set[int]().union(*answered.values())
        own = {student for student, is_active in active[each.school_class_id].items() if is_active or student in some}
        left = [own - done for question, done in answered.items() if _is_offered(question)]
        found.append(AssignmentProgress(each, len(own.difference(*left)), len(own)))
    return found


def as_rows(assignment: Assignment, found: Table) -> tuple[list[str], list[list[object]]]:
    """The heads and the lines of a spreadsheet of the table. A mark that is not given yet stays empty; what it is out
    of stands beside it, since a question may be worth other marks now than when it was answered."""
    heads = ["student", "user name"]
    for place, question in enumerate(assignment.asked, 1):
        heads += [f"{place}: {question}", f"{place}: out of", f"{place}: state"]
    heads += ["answered", "of", "late", "total", "out of"]
    lines = [
        [
            row.student.name,
            row.student.username,
            *(entry for cell in row.cells for entry in (cell.mark, cell.max_mark, cell.in_words)),
            *(row.answered, row.asked, row.late, row.mark, row.max_mark),
        ]
        for row in found.rows
    ]
    return heads, lines
