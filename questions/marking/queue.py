"""Which answers a teacher should look at next: those whose ruling settles most doubt among all."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questions.marking.learning import VERY_ALIKE, Matrix, Ruling, Studied, likenesses, nearness, same_text
from questions.marking.marker import studied_all
from questions.marking.scheme import Scheme

MOST_COMPARED = 1500
"""Answers of one question that are compared with one another; beyond that only the same text counts as alike."""

NEVER_SURE = 0.05
"""Doubt of a mark that the marker is sure of."""

CONFLICT = 0.85
"""Likeness from which two answers should get the same ruling."""


@dataclass(frozen=True, slots=True)
class Group:
    """An answer to look at and those very like it, which a ruling on it moves most, all as indexes.

    ``worth`` is how much the look is worth: its doubt, times the doubt among all answers like it.
    """

    head: int
    members: tuple[int, ...]
    worth: float


def worth(near: Matrix, confidences: Sequence[float], settled: Sequence[int] = ()) -> NDArray[np.float64]:
    """How much a look at each answer is worth: its own doubt times that of all the answers it is near to. 0 for
    the ``settled``, of which there is no doubt."""
    doubt = 1.0 + NEVER_SURE - np.array(confidences, dtype=np.float64)
    doubt[list(settled)] = 0.0
    return np.asarray(np.round(near @ doubt * doubt, 4))


def groups(scheme: Scheme, answers: Sequence[str], confidences: Sequence[float]) -> list[Group]:
    """The open answers to a question in the order in which to look at them, like answers together.

    ``confidences`` are those of their marks as they are now.
    """
    if not answers:
        return []
    alike = _compared(scheme, studied_all(scheme, answers))
    value = worth(nearness(scheme, alike), confidences)
    free = np.ones(len(answers), dtype=np.bool_)
    result = []
    for head in np.argsort(-value, kind="stable"):
        if free[head]:
            members = np.flatnonzero(free & (alike[head] >= VERY_ALIKE))
            others = tuple(int(i) for i in members[np.argsort(-value[members], kind="stable")] if i != head)
            free[members] = free[head] = False
            result.append(Group(int(head), others, float(value[head])))
    return result


@dataclass(slots=True)
class _Compared:
    """Answers to one question and the likeness of every two; ``place`` is by identity."""

    scheme: Scheme
    answers: list[Studied]
    place: dict[int, int]
    likeness: Matrix


_known: dict[int, _Compared] = {}
_MOST_KNOWN = 4
_lock = threading.Lock()


def _compared(scheme: Scheme, answers: Sequence[Studied]) -> Matrix:
    """Likeness of every two answers. The last questions are kept, since a queue is asked for after each ruling, and
    then has one answer less."""
    with _lock:
        known = _known.pop(id(scheme), None)
        if known is None or known.scheme is not scheme or any(id(answer) not in known.place for answer in answers):
            place = {id(answer): i for i, answer in enumerate(answers)}
            known = _Compared(scheme, list(answers), place, likenesses(answers, answers))
        _known[id(scheme)] = known
        while len(_known) > _MOST_KNOWN:
            _known.pop(next(iter(_known)))
    places = [known.place[id(answer)] for answer in answers]
    return known.likeness[np.ix_(places, places)]


def conflicts(scheme: Scheme, rulings: Sequence[Ruling]) -> list[tuple[tuple[Ruling, ...], ...]]:
    """Groups of rulings that decide near-equal answers differently, those of most rulings first.

    Each group as its sides: the rulings that decide alike, the largest side first. The first ruling of each side is the
    one likest to one of another side.
    """
    looked = studied_all(scheme, [ruling.answer for ruling in rulings])
    alike = likenesses(looked, looked)
    pairs = sorted(
        (-float(alike[i, j]), int(i), int(j))
        for i, j in zip(*np.nonzero(np.triu(alike >= CONFLICT, k=1)), strict=True)
        if rulings[i].mark != rulings[j].mark or _differ(rulings[i], rulings[j])
    )
    found = [_sides(rulings, places) for places in _joined([(i, j) for _, i, j in pairs])]
    return sorted(found, key=lambda sides: -sum(len(side) for side in sides))


def _joined(pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The indexes that pairs join with one another, each group in the order in which the pairs name them."""
    group_of: dict[int, list[int]] = {}
    for i, j in pairs:
        one, other = group_of.setdefault(i, [i]), group_of.setdefault(j, [j])
        if one is not other:
            one.extend(other)
            group_of.update(dict.fromkeys(other, one))
    ordered: dict[int, list[int]] = {}
    for place, group in group_of.items():
        ordered.setdefault(id(group), []).append(place)
    return list(ordered.values())


def _sides(rulings: Sequence[Ruling], places: Sequence[int]) -> tuple[tuple[Ruling, ...], ...]:
    """The rulings by what they decide. What one of them leaves open, as of a point new in the scheme, parts none."""
    sides: list[list[Ruling]] = []
    for ruling in (rulings[place] for place in places):
        for side in sides:
            if all(ruling.mark == other.mark and not _differ(ruling, other) for other in side):
                side.append(ruling)
                break
        else:
            sides.append([ruling])
    return tuple(tuple(side) for side in sorted(sides, key=len, reverse=True))


def _differ(a: Ruling, b: Ruling) -> bool:
    return any(None not in (x, y) and x != y for x, y in zip(a.points, b.points, strict=False))


def priorities(scheme: Scheme, answers: Sequence[str], confidences: Sequence[float]) -> list[float]:
    """How much a teacher's look is worth for each answer: uncertainty times the number of answers that are alike."""
    doubt = [max(0.0, 1.0 - confidence) for confidence in confidences]
    if len(answers) <= MOST_COMPARED:
        looked = studied_all(scheme, answers)
        alike = [float(value) for value in nearness(scheme, likenesses(looked, looked)).sum(axis=1)]
    else:
        keys = [same_text(answer) for answer in answers]
        counts = dict.fromkeys(keys, 0.0)
        for key in keys:
            counts[key] += 1.0
        alike = [counts[key] for key in keys]
    return [round(a * b, 4) for a, b in zip(doubt, alike, strict=True)]
