"""A marking as the teacher's rulings change it: the same answer settled, or answers like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questions.marking.learning import Followed, Lesson, Ruling
from questions.marking.reasons import next_step_after, plural
from questions.marking.result import Marking, PointMark
from questions.marking.scheme import Scheme, award

FEW = 2
"""Rulings on a question that say half of what many say of how sure the marker may be; tried with 1, 3, 10 and 20."""


def as_ruled(scheme: Scheme, given: Marking, ruling: Ruling) -> Marking:
    """The marking of an answer whose very words a teacher has settled."""
    total = max(0, min(ruling.mark, scheme.marks))
    points = tuple(
        point
        if point.point >= len(ruling.points) or ruling.points[point.point] in (None, point.credited)
        else _turned(point, ruling, "the same answer your teacher settled")
        for point in given.points
    )
    return _changed(
        scheme,
        given,
        total,
        points,
        confidence=0.99,
        flags=("ruling",),
        why=f"Your teacher gave the same answer {plural(total, 'mark')}{_on(ruling)}.",
        followed=ruling.key,
    )


def as_taught(scheme: Scheme, given: Marking, lesson: Lesson) -> Marking:
    """The marking moved towards what a teacher settled in other answers."""
    points = tuple(
        point
        if score is None or (score >= 0.5) == point.credited
        else _turned(point, followed.ruling if followed else None, _one(followed))
        for point, score, followed in zip(given.points, lesson.points, lesson.by_point, strict=True)
    )
    if lesson.by_habit is None:
        total = award(scheme, [point.point for point in points if point.credited])
        total = max(0, min(scheme.marks, total + round(lesson.extra)))
    else:
        total = int(lesson.score * scheme.marks + 0.5)
    followed, why = _why(scheme, given, lesson, points, total)
    sure = lesson.confidence_in_level(given, total) if scheme.levels else lesson.confidence(scheme.marks, total)
    if total == given.mark and not scheme.levels:
        # The first rulings on a question say little of an answer that they leave as it is.
        sure = round(given.confidence + (sure - given.confidence) * _say(lesson.habit.rulings), 4)
    # A ruling that went against the marker in a like answer makes nobody surer of a mark that it leaves as it is.
    unmoved = lesson.disputed and total == given.mark
    return _changed(
        scheme,
        given,
        total,
        points,
        confidence=min(sure, given.confidence) if unmoved else sure,
        flags=("ruling",) if followed is not None and followed is lesson.nearest else (),
        why=why,
        followed=followed.ruling.key if followed else None,
    )


def _say(rulings: int) -> float:
    """How much so many rulings on a question say of how sure the marker may be of any of its answers, 0 to 1."""
    return rulings / (rulings + FEW)


def _why(
    scheme: Scheme, given: Marking, lesson: Lesson, points: tuple[PointMark, ...], total: int
) -> tuple[Followed | None, str]:
    """The ruling that the mark follows and the reason: an answer very like it that got this mark; else, where the mark
    is moved, the one that weighed most; and the teacher's habit, where that alone would have moved it so."""
    nearest = lesson.nearest
    if nearest is not None and nearest.ruling.mark == total:
        return nearest, f"Marked as in an answer like it that your teacher settled{_on(nearest.ruling)}."
    if total == given.mark:
        return None, ""
    up = total > given.mark
    turned = [
        followed
        for point, before, followed in zip(points, given.points, lesson.by_point, strict=True)
        if followed and point.credited == up != before.credited
    ]
    most = next(iter(turned), lesson.upwards if up else lesson.downwards)
    habit = None if lesson.by_habit is None else int(lesson.by_habit * scheme.marks + 0.5)
    is_habit = habit is not None and (habit >= total if up else habit <= total)
    if most is not None and not is_habit:
        one = f"one {most.how_like}{' that was settled' if most.ruling.on else ''}{_on(most.ruling)}"
        return most, f"Adjusted to how your teacher marked similar answers, most of all {one}."
    return most, _by_habit(lesson, most, up=up)


def _by_habit(lesson: Lesson, most: Followed | None, *, up: bool) -> str:
    """The reason for a mark that moved because the teacher marks more strictly, or more mildly, than the scheme."""
    habit = lesson.habit
    count, manner = (habit.milder, "mildly") if up else (habit.stricter, "strictly")
    if not count or lesson.by_habit is None:
        return f"Adjusted to how your teacher marked {plural(habit.rulings, 'answer')} to this question."
    answers = f"{count} of {plural(habit.rulings, 'answer')}" if count < habit.rulings else plural(count, "answer")
    why = f"Your teacher has marked {answers} to this question more {manner} than the marker."
    if most is None:
        return why
    when = f", settled{_on(most.ruling)}," if most.ruling.on else ""
    return f"{why} One of them{when} weighed most."


def _one(followed: Followed | None) -> str:
    """How a settled answer is called where a point follows it."""
    if followed is None:
        return "answers that your teacher settled"
    return f"an answer{'' if followed.is_very_like else f' {followed.how_like} that'} your teacher settled"


def _turned(point: PointMark, ruling: Ruling | None, where: str) -> PointMark:
    """The point decided the other way; its evidence was for the first. ``where`` is the settled answer in words."""
    verb = "Not credited" if point.credited else "Credited"
    return PointMark(
        point.point,
        credited=not point.credited,
        reason=f"{verb} as in {where}{_on(ruling) if ruling else ''}.",
        followed=ruling.key if ruling else None,
    )


def _changed(
    scheme: Scheme,
    given: Marking,
    total: int,
    points: tuple[PointMark, ...],
    *,
    confidence: float,
    flags: Sequence[str],
    why: str,
    followed: int | None,
) -> Marking:
    level = scheme.level_for(total)
    rest, step = given.why, given.next_step
    if total != given.mark:
        # What the scheme alone said of the total would contradict another one.
        rest, step = "", next_step_after(scheme, total, sum(point.credited for point in points))
    return replace(
        given,
        mark=total,
        level=level.number if level else None,
        points=points,
        confidence=confidence,
        review_priority=round(1 - confidence, 4),
        flags=tuple(dict.fromkeys((*given.flags, *flags))),
        why=f"{why} {rest}".strip(),
        next_step=step,
        followed=followed,
    )


def _on(ruling: Ruling) -> str:
    return f" on {ruling.on}" if ruling.on else ""
