"""A teacher's marks: they stand over every automatic one, and nothing overwrites them unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from questions import marking
from questions.models import Attempt, Cause, Mark, MarkedBy, MarkScheme, NameSeen, User
from questions.models.marks import LONGEST_OTHER_POINT, MOST_OTHER_POINTS, PARTED_BY, other_points_in
from questions.services import notices
from questions.services.attempts import storable

STAGES = ("identified", "explained", "supported")
"""How far a point goes (level-of-response), the least first."""


class MarkedMeanwhile(Exception):
    """A teacher's mark, or one under another version, arrived after the page was shown. ``mark`` is that mark."""

    def __init__(self, mark: Mark) -> None:
        super().__init__("another mark arrived meanwhile")
        self.mark = mark


def see_names(*, user: User, attempts: Iterable[Attempt]) -> None:
    """Record that ``user`` asked whose answers these are; from now on pages say so. Asked before, it is known."""
    asked = {attempt.pk: attempt for attempt in attempts}
    known = NameSeen.objects.filter(user=user, attempt__in=asked).values_list("attempt", flat=True)
    new = asked.keys() - set(known)
    # Somebody who presses twice at once asks once.
    NameSeen.objects.bulk_create([NameSeen(user=user, attempt=asked[pk]) for pk in sorted(new)], ignore_conflicts=True)


def mark_from_points(scheme: marking.Scheme, credited: Collection[int], *, others: int = 0) -> int:
    """The mark that the ticked points make, with ``others`` that the scheme lacks; a level-of-response scheme has none,
    since a level is a best fit."""
    if scheme.levels:
        raise ValueError("a level is placed, not counted")
    return marking.award(scheme, credited, others=others)


@transaction.atomic
def moderate(
    *,
    attempt: Attempt,
    teacher: User,
    credited: Collection[int],
    mark: int,
    reason: str,
    seen: int | None,
    stages: Mapping[int, str] | None = None,
    other_points: Sequence[str] = (),
) -> Mark:
    """Add the teacher's mark to a submitted attempt and return it; where it differs, the student is told.

    It is given under the version of the newest mark, which is the one that the teacher was shown.
    ``credited`` are the indexes of the points the teacher credits, ``stages`` how far each of
    them goes in the teacher's view (level-of-response), ``other_points`` valid points that the
    scheme lacks. ``mark`` is what the teacher awards, ``seen`` the id of the newest mark the
    teacher was shown. Raises MarkedMeanwhile where a teacher's mark that stands came after it, or one under another
    version of the scheme; an automatic one as each ruling brings them changes nothing for somebody who has read the
    answer. The same decision sent again by the same teacher adds nothing.
    """
    Attempt.objects.select_for_update().get(pk=attempt.pk)
    newest = attempt.marks.select_related("mark_scheme").newest_first().first()
    version = deciding_version(attempt, newest)
    scheme = version.scheme
    if not 0 <= mark <= scheme.marks:
        raise ValueError(f"a mark from 0 to {scheme.marks} is needed")
    reason = storable(reason).strip()
    others = storable_points(other_points)
    level = scheme.level_for(mark)
    since = attempt.marks.standing().filter(pk__gt=seen or 0).newest_first().select_related("mark_scheme", "teacher")
    known = attempt.marks.filter(pk=seen or 0).values_list("mark_scheme", flat=True).first() or attempt.mark_scheme_id
    other = next((later for later in since if later.by_teacher or later.mark_scheme_id != known), None)
    if other is not None:
        same = (other.mark, other.reason, other.other_points, other.credited, _stages(other, stages))
        sent = (mark, reason, others, frozenset(credited), _wanted(credited, stages))
        if other.teacher_id == teacher.pk and same == sent:
            return other
        raise MarkedMeanwhile(other)
    counted = attempt.marks.counting()
    check_others(others, other_points_in(counted.other_points) if counted else [])
    before = attempt.marks.standing().newest_first().first()
    given = Mark.objects.create(
        attempt=attempt,
        mark_scheme=version,
        marked_by=MarkedBy.TEACHER,
        teacher=teacher,
        mark=mark,
        max_mark=scheme.marks,
        level=level.number if level else None,
        points=_decided(before, len(scheme.points), frozenset(credited), stages or {}),
        other_points=others,
        reason=reason,
    )
    if counted is not None:
        notices.tell([(counted, given)], Cause.TEACHER)
    return given


def storable_points(texts: Iterable[str]) -> list[str]:
    """Other valid points as they are stored, without those that say nothing."""
    return [said for text in texts if (said := " ".join(storable(text).split()))]


def check_others(others: Sequence[str], before: Sequence[str] = ()) -> None:
    """Forms ask for what is checked here. As many as there were ``before`` may stay."""
    if len(others) > max(MOST_OTHER_POINTS, len(before)):
        raise ValueError(f"a mark has at most {MOST_OTHER_POINTS} other valid points")
    if any(PARTED_BY in text or len(text) > LONGEST_OTHER_POINT for text in others):
        raise ValueError(f"an other valid point has no “{PARTED_BY}” and at most {LONGEST_OTHER_POINT} characters")


def deciding_version(attempt: Attempt, newest: Mark | None) -> MarkScheme:
    """The version under which a teacher decides on ``attempt``: that of its newest mark, which a re-mark may have
    given under a later version than the student answered."""
    version = newest.mark_scheme if newest else attempt.mark_scheme
    if version is None:
        raise ValueError("a draft is not marked")
    return version


def _wanted(credited: Collection[int], stages: Mapping[int, str] | None) -> dict[int, str]:
    return {index: stage for index, stage in (stages or {}).items() if index in credited}


def _stages(mark: Mark, stages: Mapping[int, str] | None) -> dict[int, str]:
    """The stages in ``mark`` of those points whose stage the teacher sends again."""
    return {
        point["point"]: point["stage"]
        for point in mark.points
        if point["credited"] and point["point"] in (stages or {})
    }


def _decided(
    newest: Mark | None, count: int, credited: frozenset[int], stages: Mapping[int, str]
) -> list[dict[str, object]]:
    """The breakdown after the teacher's ticks and stages: evidence stays, a changed point says who changed it."""
    known = {point["point"]: point for point in newest.points} if newest else {}
    points: list[dict[str, object]] = []
    for index in range(count):
        point = known.get(index) or asdict(marking.PointMark(index, credited=False))
        if point["credited"] != (index in credited):
            verb = "Credited" if index in credited else "Not credited"
            point = asdict(marking.PointMark(index, credited=index in credited, reason=f"{verb} by your teacher."))
        stage = stages.get(index, "")
        if index in credited and stage and stage != point["stage"]:
            point = {**point, "stage": stage, "reason": f"Your teacher sees this as {stage}."}
        points.append(point)
    return points
