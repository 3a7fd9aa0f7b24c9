"""What a mark scheme compiles to: immutable data that the marker reads and nothing else changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word of an acceptable answer, or a run of words under one sign.

    ``forms`` are the wordings that count as the same here (``UN/US`` gives two), as they are
    written, with their punctuation; only an essential or optional one may hold several words.
    A term may be a dash or other mark alone, which asks for nothing. An essential term must be
    found for the mark; an optional one is never missed.
    """

    forms: tuple[str, ...]
    essential: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms in reading order; one side of an ``AND``, or a whole acceptable answer."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One acceptable answer. Every phrase is needed: more than one where the scheme says ``AND``."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A marking point: one creditable idea.

    ``answers`` are the alternatives of the point's own line, ``accept`` those of its ACCEPT
    lines: either earns the mark. ``reject`` cancels the point where present; ``ignore``
    neither earns nor cancels. ``value`` is the point's own (``[2]`` at the end of its line),
    None where the scheme's holds. ``reverse`` is ORA, ``any_wording`` is AW. ``see`` is the heading of the section
    of the revision notes for who missed the point; "" for none. It earns and costs nothing.
    """

    answers: tuple[Alternative, ...]
    accept: tuple[Alternative, ...] = ()
    reject: tuple[Alternative, ...] = ()
    ignore: tuple[Alternative, ...] = ()
    value: int | None = None
    reverse: bool = False
    any_wording: bool = False
    see: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """Least numbers of points at each stage for a level; a supported point is also explained and identified."""

    identified: int = 0
    explained: int = 0
    supported: int = 0

    def __str__(self) -> str:
        """As the notation has it: "2 explained, 1 supported"."""
        counts = (("identified", self.identified), ("explained", self.explained), ("supported", self.supported))
        return ", ".join(f"{count} {stage}" for stage, count in counts if count)


@dataclass(frozen=True, slots=True)
class Level:
    """A band of marks, ``low`` to ``high`` inclusive. ``needs`` is None where the default rule holds."""

    number: int
    low: int
    high: int
    descriptor: str
    needs: Needs | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A question and its mark scheme.

    ``marks`` is the tariff, ``value`` what each point is worth, ``maximum`` the cap on marks
    from points where the scheme states one ("Any two from:" states two points' worth).
    ``marks_for_points`` maps the number of points credited to marks, as pairs in rising order;
    the last pair holds for more points too.
    ``noun`` is what the scheme calls a point ("reason", "way"), as in "1 mark for each reason".
    ``levels`` rise from the lowest; a scheme that has them is level-of-response.
    """

    number: int
    marks: int
    stem: str
    points: tuple[Point, ...]
    levels: tuple[Level, ...] = ()
    value: int = 1
    maximum: int | None = None
    noun: str = ""
    marks_for_points: tuple[tuple[int, int], ...] = ()
    list_rule: bool = True
    synonyms: tuple[tuple[str, ...], ...] = ()

    def level_for(self, mark: int) -> Level | None:
        """The level whose band holds ``mark``; None for 0 marks or a points-based scheme."""
        return next((level for level in self.levels if level.low <= mark <= level.high), None)


@dataclass(frozen=True, slots=True)
class Document:
    """A text in notation: a topic (may be empty) and its questions in order.

    ``focus`` and ``notes`` are the topic's own texts, line ends ``\\n``; the marker does not look at them.
    """

    topic: str
    schemes: tuple[Scheme, ...]
    focus: str = ""
    notes: str = ""


def award(scheme: Scheme, credited: Collection[int], *, others: int = 0) -> int:
    """Marks for a set of credited points of a points-based scheme: values, "Marks for points", maximum, tariff.

    ``others`` is how many valid points that the scheme lacks are credited besides; each has the scheme's value.
    """
    chosen = {index for index in credited if 0 <= index < len(scheme.points)}
    if scheme.marks_for_points:
        reached = [marks for count, marks in scheme.marks_for_points if count <= len(chosen)]
        total = reached[-1] if reached else 0
    else:
        total = sum(scheme.points[index].value or scheme.value for index in chosen)
    total += scheme.value * others
    if scheme.maximum is not None:
        total = min(total, scheme.maximum)
    return max(0, min(total, scheme.marks))


MODEL_ANSWER = 20
"""Words from which an acceptable answer is a model answer of several statements."""


def is_graded(scheme: Scheme) -> bool:
    """Whether a single model answer is worth several marks, so that part of it earns part of them.

    One that earns fewer by what the scheme says of each point ("1 mark for each reason", "Any two from:", "[1]") is
    no model answer, but one of several points.
    """
    if len(scheme.points) != 1 or scheme.marks_for_points or most(scheme) < 2:
        return False
    (point,) = scheme.points
    if award(scheme, (0,)) < most(scheme):
        return scheme.value == 1 and scheme.maximum is None and point.value is None and not scheme.noun
    lengths = [sum(len(phrase.terms) for phrase in answer.phrases) for answer in point.answers]
    return max(lengths, default=0) >= MODEL_ANSWER


def is_one_idea(scheme: Scheme) -> bool:
    """Whether the points do not compete for the words of an answer: one mark in all, or a single point."""
    return scheme.marks == 1 or len(scheme.points) == 1


def most(scheme: Scheme) -> int:
    """The highest mark there is: the tariff, or the maximum that the scheme states."""
    return scheme.marks if scheme.maximum is None else min(scheme.marks, scheme.maximum)


def needed(scheme: Scheme) -> int:
    """The least number of points that earn the highest mark; all of them where none does."""
    values = [point.value or scheme.value for point in scheme.points]
    dearest = sorted(range(len(values)), key=lambda index: -values[index])
    counts = range(1, len(values) + 1)
    return next((count for count in counts if award(scheme, dearest[:count]) >= most(scheme)), len(values))
