"""Assignments: set, changed, closed and reopened by the teachers of a class. Nothing that students wrote is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.models import AssignedQuestion, Assignment, AssignmentChange, Question, SchoolClass, User
from questions.services.attempts import storable

MOST_QUESTIONS = 50

What = AssignmentChange.What


class NotSet(Exception):
    """An assignment was neither set nor changed; which kind says why."""


class DueTooEarly(NotSet):
    """The due time is not after the time at which the assignment is, or was, set."""


class SetAlready(NotSet):
    """The page has set another assignment before: ``assignment``."""

    def __init__(self, assignment: Assignment) -> None:
        super().__init__(str(assignment))
        self.assignment = assignment


class ChangedMeanwhile(NotSet):
    """Somebody changed, closed or reopened the assignment after the page was shown; ``assignment`` is as it is now and
    ``change`` the last thing that happened to it."""

    def __init__(self, assignment: Assignment, change: AssignmentChange) -> None:
        super().__init__(str(assignment))
        self.assignment = assignment
        self.change = change


class Closed(NotSet):
    """The assignment is closed: it is reopened before it is changed."""


def set_assignment(
    *,
    school_class: SchoolClass,
    teacher: User,
    title: str,
    questions: Sequence[Question],
    key: UUID,
    due_at: datetime | None = None,
) -> Assignment:
    """Set ``questions``, in this order, for the class and return the assignment.

    The same again under the same ``key`` returns the assignment that it made, so pressing twice makes one; something
    else under that key raises SetAlready. Raises DueTooEarly.
    """
    title = _checked(title, questions)
    try:
        return _set(school_class, teacher, title, questions, due_at, key)
    except IntegrityError:
        there = Assignment.objects.filter(key=key).first()
        if there is None:
            raise
        return _same_or_refused(there, school_class, title, questions, due_at)


@transaction.atomic
def _set(
    school_class: SchoolClass,
    teacher: User,
    title: str,
    questions: Sequence[Question],
    due_at: datetime | None,
    key: UUID,
) -> Assignment:
    there = Assignment.objects.filter(key=key).first()
    if there is not None:
        return _same_or_refused(there, school_class, title, questions, due_at)
    now = timezone.now()
    _check_due(due_at, now)
    made = Assignment.objects.create(
        school_class=school_class, title=title, due_at=due_at, set_by=teacher, set_at=now, key=key
    )
    _place(made, questions)
    _record(made, What.SET, teacher)
    return made


def _same_or_refused(
    there: Assignment, school_class: SchoolClass, title: str, questions: Sequence[Question], due_at: datetime | None
) -> Assignment:
    if there.school_class_id == school_class.pk and _content(there) == (title, due_at, _ids(questions)):
        return there
    raise SetAlready(there)


@transaction.atomic
def change_assignment(
    *,
    assignment: Assignment,
    teacher: User,
    title: str,
    questions: Sequence[Question],
    seen: int,
    due_at: datetime | None = None,
) -> Assignment:
    """Give an open assignment this title, due time and these questions; since when it is set stays.

    A question that is taken out keeps its answers. ``seen`` is the revision that the page showed. What is so already
    changes nothing. Raises ChangedMeanwhile, Closed or DueTooEarly.
    """
    title = _checked(title, questions)
    current = _locked(assignment)
    if current.is_closed:
        raise Closed
    if _content(current) == (title, due_at, _ids(questions)):
        return current
    if current.revision != seen:
        raise ChangedMeanwhile(current, current.changes.select_related("by").latest("pk"))
    _check_due(due_at, current.set_at)
    current.title = title
    current.due_at = due_at
    if _ids(questions) != _content(current)[2]:
        current.assigned.all().delete()
        _place(current, questions)
    _save(current)
    _record(current, What.CHANGED, teacher)
    return current


@transaction.atomic
def close(*, assignment: Assignment, teacher: User) -> Assignment:
    """End an assignment: students are asked no longer, and what they submit from now on does not belong to it. A
    closed one stays as it is."""
    current = _locked(assignment)
    if current.is_closed:
        return current
    current.closed_at = timezone.now()
    _save(current)
    _record(current, What.CLOSED, teacher)
    return current


@transaction.atomic
def reopen(*, assignment: Assignment, teacher: User) -> Assignment:
    """Take the end back, as if it had never been: what was submitted meanwhile belongs to the assignment too."""
    current = _locked(assignment)
    if not current.is_closed:
        return current
    current.closed_at = None
    _save(current)
    _record(current, What.REOPENED, teacher)
    return current


def _checked(title: str, questions: Sequence[Question]) -> str:
    """The title as it is stored. Forms ask for what is checked here."""
    title = " ".join(storable(title).split())
    if not title:
        raise ValueError("an assignment has a title")
    if not 0 < len(questions) <= MOST_QUESTIONS or len(set(_ids(questions))) < len(questions):
        raise ValueError(f"an assignment has 1 to {MOST_QUESTIONS} different questions")
    if any(question.status == Question.Status.DRAFT for question in questions):
        raise ValueError("a draft is not set")
    return title


def _check_due(due_at: datetime | None, set_at: datetime) -> None:
    if due_at is not None and due_at <= set_at:
        raise DueTooEarly


def _locked(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_for_update().get(pk=assignment.pk)


def _save(assignment: Assignment) -> None:
    assignment.revision += 1
    assignment.save()


def _place(assignment: Assignment, questions: Sequence[Question]) -> None:
    AssignedQuestion.objects.bulk_create(
        AssignedQuestion(assignment=assignment, question=question, position=position)
        for position, question in enumerate(questions, 1)
    )


def _ids(questions: Sequence[Question]) -> list[int]:
    return [question.pk for question in questions]


def _content(assignment: Assignment) -> tuple[str, datetime | None, list[int]]:
    """What a page can change."""
    placed = assignment.assigned.order_by("position").values_list("question", flat=True)
    return assignment.title, assignment.due_at, list(placed)


def _record(assignment: Assignment, what: AssignmentChange.What, by: User) -> None:
    title, due_at, questions = _content(assignment)
    AssignmentChange.objects.create(
        assignment=assignment, what=what, by=by, title=title, due_at=due_at, questions=questions
    )
