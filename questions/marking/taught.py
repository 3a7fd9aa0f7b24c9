"""A marking as the teacher's rulings change it: the same answer settled, or answers like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questions.marking.learning import Lesson, Ruling
from questions.marking.reasons import next_points, plural
from questions.marking.result import Marking, PointMark
from questions.marking.scheme import Scheme, award


def as_ruled(scheme: Scheme, given: Marking, ruling: Ruling) -> Marking:
    """The marking of an answer whose very words a teacher has settled."""
    total = max(0, min(ruling.mark, scheme.marks))
    points = tuple(
        point
        if point.point >= len(ruling.points) or ruling.points[point.point] in (None, point.credited)
        else _turned(point, ruling, "the same answer")
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
        point if score is None or (score >= 0.5) == point.credited else _turned(point, followed, "an answer")
        for point, score, followed in zip(given.points, lesson.points, lesson.by_point, strict=True)
    )
    if any(score is not None for score in lesson.points) and not scheme.levels:
        total = award(scheme, [point.point for point in points if point.credited])
        total = max(0, min(scheme.marks, total + round(lesson.extra)))
    else:
        total = int(lesson.score * scheme.marks + 0.5)
    followed = lesson.nearest if lesson.nearest is not None and lesson.nearest.mark == total else None
    why = "" if total == given.mark else "Adjusted to how your teacher marked similar answers."
    if followed is not None:
        why = f"Marked as in an answer like it that your teacher settled{_on(followed)}."
    return _changed(
        scheme,
        given,
        total,
        points,
        confidence=lesson.confidence_in_level(given, total)
        if scheme.levels
        else lesson.confidence(scheme.marks, total),
        flags=("ruling",) if followed else (),
        why=why,
        followed=followed.key if followed else None,
    )


def _turned(point: PointMark, ruling: Ruling | None, where: str) -> PointMark:
    """The point decided the other way; its evidence was for the first."""
    verb = "Not credited" if point.credited else "Credited"
    followed = f"{where} your teacher settled{_on(ruling)}" if ruling else "answers that your teacher settled"
    return PointMark(
        point.point,
        credited=not point.credited,
        reason=f"{verb} as in {followed}.",
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
    # What the scheme alone said of the total would contradict another one.
    rest, step = (given.why, given.next_step) if total == given.mark else ("", _next_step(scheme, total))
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


def _next_step(scheme: Scheme, total: int) -> str:
    """What the next mark lacks, where a teacher's rulings and not the points made the total."""
    if scheme.levels and total < scheme.marks:
        return "Read the descriptor of the next level, and ask your teacher what your answer still lacks."
    return next_points(scheme, total)


def _on(ruling: Ruling) -> str:
    return f" on {ruling.on}" if ruling.on else ""
