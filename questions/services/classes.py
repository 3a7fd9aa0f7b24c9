"""Classes: who learns and who teaches where, what is decided for them, and their end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from questions.models import ClassChange, Role, SchoolClass, User
from questions.services import assignments

Shown = dict[ClassChange.Setting, str]
"""The settings of a class as pages show them."""


@transaction.atomic
def open_class(*, name: str, teachers: Iterable[User], students: Iterable[User]) -> SchoolClass:
    """The class of that name, made where there is none, with these people added to it."""
    school_class, _ = SchoolClass.objects.get_or_create(name=name)
    school_class.teachers.add(*teachers)
    school_class.students.add(*students)
    return school_class


OF_THE_LEAD = ("lead", "check_every", "tolerance")
"""The settings that the lead of a class decides."""


class ChangedMeanwhile(Exception):
    """What is to be changed is not what it was when the page was held against it, or not for this person to change."""


class Settings(TypedDict, total=False):
    """What is decided for a class: how many challenges a student has in a week, 0 for none; and by its lead, who leads,
    after how many marks a check comes, and how far apart two marks of a longer question may be."""

    challenge_limit: int
    lead: User | None
    check_every: int
    tolerance: int


def shown(school_class: SchoolClass) -> Shown:
    setting = ClassChange.Setting
    return {
        setting.CHALLENGES: str(school_class.challenge_limit),
        setting.LEAD: school_class.lead.name if school_class.lead else "",
        setting.CHECKS: str(school_class.check_every),
        setting.TOLERANCE: str(school_class.tolerance),
    }


def record_changes(*, school_class: SchoolClass, before: Shown, by: User) -> None:
    """Record each setting of the class that is not as it was ``before``."""
    after = shown(school_class)
    ClassChange.objects.bulk_create(
        ClassChange(school_class=school_class, by=by, setting=setting, before=before[setting], after=after[setting])
        for setting in before
        if before[setting] != after[setting]
    )


@transaction.atomic
def change_settings(*, school_class: SchoolClass, by: User, settings: Settings, seen: Settings | None = None) -> None:
    """Change these settings of the class and no others, which somebody else may have changed since. Changes are
    recorded.

    ``seen`` is what settings were that somebody has looked at. Raises ChangedMeanwhile where one of those to be changed
    is another by now, or ``by`` does not teach the class or, for what its lead decides, lead it: then none is changed.
    """
    held = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if any(name in settings and getattr(held, name) != value for name, value in (seen or {}).items()):
        raise ChangedMeanwhile
    classes = SchoolClass.objects
    theirs = classes.taught_by(by) if settings.keys().isdisjoint(OF_THE_LEAD) else classes.led_by(by)
    if not theirs.filter(pk=held.pk).exists():
        raise ChangedMeanwhile
    before = shown(held)
    for name, value in settings.items():
        setattr(held, name, value)
    held.save(update_fields=settings)
    record_changes(school_class=held, before=before, by=by)


OPEN, CLOSED = "open", "closed"
"""The states of a class as its record has them."""


def leavers(school_class: SchoolClass) -> QuerySet[User]:
    """The active students of the class who are in no other open one."""
    elsewhere = SchoolClass.objects.open().exclude(pk=school_class.pk)
    return school_class.students.filter(role=Role.STUDENT, is_active=True).exclude(classes__in=elsewhere)


def left_with(school_class: SchoolClass) -> QuerySet[User]:
    """The students of the class who became inactive as it was closed, and are."""
    gone = school_class.students.filter(is_active=False)
    last = school_class.changes.filter(setting=ClassChange.Setting.INACTIVE).last()
    if last is None or not last.after:
        return gone.none()
    if last.student_ids is None:
        return gone.filter(username__in=last.after.split(", "))
    return gone.filter(pk__in=last.student_ids)


@transaction.atomic
def close_class(*, school_class: SchoolClass, by: User, students: Collection[int] = ()) -> list[User]:
    """End a class, and its assignments with it; its leavers with the ids ``students`` become inactive and are returned.
    Answers, marks and records stay. A closed one stays as it is."""
    held = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if held.closed_at is not None:
        return []
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    for assignment in held.assignments.open():
        assignments.close(assignment=assignment, teacher=by)
    gone = list(leavers(held).filter(pk__in=students).order_by("username"))
    User.objects.filter(pk__in=_ids(gone)).update(is_active=False)
    _record(held, by, ClassChange.Setting.STATE, before=OPEN, after=CLOSED)
    if gone:
        _record(held, by, ClassChange.Setting.INACTIVE, after=_names(gone), student_ids=_ids(gone))
    return gone


@transaction.atomic
def reopen_class(*, school_class: SchoolClass, by: User, with_students: bool) -> list[User]:
    """Take the end of a class back, with the assignments that it ended; ``with_students`` makes those active again who
    left with it, and returns them. An open one stays as it is."""
    held = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if held.closed_at is None:
        return []
    ended_with_it = list(held.assignments.filter(closed_at__gte=held.closed_at))
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    for assignment in ended_with_it:
        assignments.reopen(assignment=assignment, teacher=by)
    back = list(left_with(held).order_by("username")) if with_students else []
    User.objects.filter(pk__in=_ids(back)).update(is_active=True)
    _record(held, by, ClassChange.Setting.STATE, before=CLOSED, after=OPEN)
    if back:
        _record(held, by, ClassChange.Setting.INACTIVE, before=_names(back), student_ids=_ids(back))
    return back


def _names(students: Iterable[User]) -> str:
    return ", ".join(student.username for student in students)


def _ids(students: Iterable[User]) -> list[int]:
    return [student.pk for student in students]


def _record(school_class: SchoolClass, by: User, setting: ClassChange.Setting, **what: Any) -> None:
    ClassChange.objects.create(school_class=school_class, by=by, setting=setting, **what)
