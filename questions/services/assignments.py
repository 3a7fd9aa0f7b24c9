"""Assignments: set, changed, closed and reopened by the teachers of a class. Nothing that students wrote is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.models import AssignedQuestion, Assignment, AssignmentChange, Question, SchemeFrom, SchoolClass, User
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


class ClassClosed(NotSet):
    """The class is closed: nothing of it is opened before the class is."""


class Content(NamedTuple):
    """What a page can change of an assignment: ``questions`` are ids, in order."""

    title: str
    due_at: datetime | None
    scheme_from: str
    questions: list[int]


def set_assignment(
    *,
    school_class: SchoolClass,
    teacher: User,
    title: str,
    questions: Sequence[Question],
    key: UUID,
    due_at: datetime | None = None,
    scheme_from: str = SchemeFrom.ANSWERED,
) -> Assignment:
    """Set ``questions``, in this order, for the class and return the assignment.

    The same again under the same ``key`` returns the assignment that it made, so pressing twice makes one; something
    else under that key raises SetAlready. Raises DueTooEarly.
    """
    content = _checked(title, due_at, scheme_from, questions)
    try:
        return _set(school_class, teacher, content, questions, key)
    except IntegrityError:
        there = Assignment.objects.filter(key=key).first()
        if there is None:
            raise
        return _same_or_refused(there, school_class, content)


@transaction.atomic
def _set(
    school_class: SchoolClass, teacher: User, content: Content, questions: Sequence[Question], key: UUID
) -> Assignment:
    there = Assignment.objects.filter(key=key).first()
    if there is not None:
        return _same_or_refused(there, school_class, content)
    now = timezone.now()
    _check_due(content.due_at, now)
    made = Assignment(school_class=school_class, set_by=teacher, set_at=now, key=key)
    _write(made, content)
    made.save()
    _place(made, questions)
    _record(made, What.SET, teacher)
    return made


def _same_or_refused(there: Assignment, school_class: SchoolClass, content: Content) -> Assignment:
    if there.school_class_id == school_class.pk and _content(there) == content:
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
    scheme_from: str = SchemeFrom.ANSWERED,
) -> Assignment:
    """Give an open assignment this title, due time, reading of mark schemes and these questions; since when it is set
    stays.

    A question that is taken out keeps its answers. ``seen`` is the revision that the page showed. What is so already
    changes nothing. Raises ChangedMeanwhile, Closed or DueTooEarly.
    """
    content = _checked(title, due_at, scheme_from, questions)
    current = _locked(assignment)
    if current.is_closed:
        raise Closed
    before = _content(current)
    if before == content:
        return current
    if current.revision != seen:
        raise ChangedMeanwhile(current, current.changes.select_related("by").latest("pk"))
    _check_due(due_at, current.set_at)
    _write(current, content)
    if content.questions != before.questions:
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
    """Take the end back, as if it had never been: what was submitted meanwhile belongs to the assignment too.

    Raises ClassClosed.
    """
    # Who closes the class holds it first, then its assignments.
    school_class = SchoolClass.objects.select_for_update().get(pk=assignment.school_class_id)
    current = _locked(assignment)
    if not current.is_closed:
        return current
    if school_class.closed_at is not None:
        raise ClassClosed
    current.closed_at = None
    _save(current)
    _record(current, What.REOPENED, teacher)
    return current


def _checked(title: str, due_at: datetime | None, scheme_from: str, questions: Sequence[Question]) -> Content:
    """What is to be stored. Forms ask for what is checked here."""
    title = " ".join(storable(title).split())
    if not title:
        raise ValueError("an assignment has a title")
    if not 0 < len(questions) <= MOST_QUESTIONS or len(set(_ids(questions))) < len(questions):
        raise ValueError(f"an assignment has 1 to {MOST_QUESTIONS} different questions")
    if any(question.status == Question.Status.DRAFT for question in questions):
        raise ValueError("a draft is not set")
    return Content(title, due_at, SchemeFrom(scheme_from), _ids(questions))


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


def _content(assignment: Assignment) -> Content:
    placed = assignment.assigned.order_by("position").values_list("question", flat=True)
    return Content(assignment.title, assignment.due_at, assignment.scheme_from, list(placed))


def _write(assignment: Assignment, content: Content) -> None:
    """All but the questions, which ``_place`` puts in their places."""
    assignment.title, assignment.due_at, assignment.scheme_from = content[:3]


def _record(assignment: Assignment, what: AssignmentChange.What, by: User) -> None:
    AssignmentChange.objects.create(assignment=assignment, what=what, by=by, **_content(assignment)._asdict())
