"""The marker's public face: read a mark scheme, mark an answer. Pure Python; nothing here knows Django."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import snowballstemmer

from questions.marking.notation import (
    LineError,
    NotationError,
    alternative_text,
    parse,
    phrase_text,
    point_text,
    to_text,
)
from questions.marking.result import Marking, PointMark, Span
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term

MARKER_VERSION = "0.0"
FLAGS: Mapping[str, str] = MappingProxyType({"blank": "There is no answer."})


@dataclass(frozen=True, slots=True)
class Ruling:
    answer: str
    mark: int
    points: tuple[bool | None, ...] = ()


_stem = snowballstemmer.stemmer("english").stemWord
_SMALL = frozenset("a an the of to in on at for and or was were is are be it its by with as that this".split())


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(_stem(w[0].lower()), w.start(), w.end()) for w in re.finditer(r"\w+", text) if w[0].lower() not in _SMALL]


def mark(scheme: Scheme, answer: str, *, rulings: Sequence[Ruling] = ()) -> Marking:
    words = _words(answer)
    marks = []
    for index, point in enumerate(scheme.points):
        spans: tuple[Span, ...] = ()
        for alternative in (*point.answers, *point.accept):
            wanted = {w for w, _, _ in _words(alternative_text(alternative))}
            hits = [(a, b) for w, a, b in words if w in wanted]
            if wanted and len({w for w, _, _ in words if w in wanted}) >= 0.6 * len(wanted):
                spans = ((hits[0][0], hits[-1][1]),)
                break
        marks.append(PointMark(index, bool(spans), spans, "Found." if spans else "", "identified" if spans else ""))
    credited = [m.point for m in marks if m.credited]
    total = award(scheme, credited) if not scheme.levels else min(scheme.marks, len(credited))
    level = scheme.level_for(total)
    return Marking(total, scheme.marks, level.number if level else None, tuple(marks), 0.5, 0.5, () if words else ("blank",))


def award(scheme: Scheme, credited: Collection[int]) -> int:
    return min(scheme.marks, len(credited))
