"""What the marker says of one answer: data that can be stored, shown and compared."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
"""Character offsets into the answer as given, end exclusive."""


@dataclass(frozen=True, slots=True)
class PointMark:
    """The decision on one marking point (``point`` is its index in the scheme).

    ``evidence`` are the spans that earned it; ``reason`` is one sentence that a student may
    read and that does not give a missed point away. ``stage`` is for level-of-response
    schemes: "", "identified", "explained" or "supported"; ``link`` and ``support`` are the
    spans that made it so. ``followed`` is the key of the ruling on another answer that decided it. ``wording`` is the
    index of what was credited among the point's acceptable answers and, after them, its ACCEPT lines.
    """

    point: int
    credited: bool
    evidence: tuple[Span, ...] = ()
    reason: str = ""
    stage: str = ""
    link: tuple[Span, ...] = ()
    support: tuple[Span, ...] = ()
    followed: int | None = None
    wording: int | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """The result of marking one answer.

    ``level`` is None for points-based schemes and for 0 marks. ``confidence`` is the
    probability, 0 to 1, that a human marker gives the same mark, or, of levels, the same level. ``flags`` are
    codes whose explanation ``FLAGS`` holds. ``why`` says in one or two sentences how the points make the mark;
    ``next_step`` what the next level or mark still lacks, giving no missed point away. ``followed`` is the key
    of the ruling whose answer, the same or very like, got this mark (flag ``ruling``), or that weighed most in it.
    """

    mark: int
    max_mark: int
    level: int | None
    points: tuple[PointMark, ...]
    confidence: float
    review_priority: float
    flags: tuple[str, ...] = ()
    why: str = ""
    next_step: str = ""
    followed: int | None = None
