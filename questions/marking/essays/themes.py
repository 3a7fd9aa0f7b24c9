"""How near each stretch of an essay is to each point of the scheme, whichever way the point is worded there.

A short answer is held against the scheme's phrases one by one (points.py). An essay puts the same idea into
words of its own, over a sentence or two, so that no phrase of the scheme need be said in full; what gives it
away is that its words are near to those of one point and not to those of the others. A point's theme is
therefore all its acceptable answers together, each word counting the more the fewer points share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import Compiled
from questions.marking.essays.links import GENERIC
from questions.marking.language.text import Word
from questions.marking.language.vectors import Floats
from questions.marking.matching import Match
from questions.marking.rows import Rows
from questions.marking.stretches import highest, sums

WITH_TABLE: tuple[float, ...] = (2.1, 1.3, 2.4, 2.5, 2.6, -5.0)
WITHOUT_TABLE: tuple[float, ...] = (3.6, 0.0, 2.0, 2.2, 2.0, -4.5)
"""Weights of coverage, likeness, share, amount and lead, and the constant; docs/marking-levels.md says whence."""

NEAR, SAME = 0.25, 0.7
"""Cosines of two words: below the first they have nothing in common, from the second on they mean the same."""

ASKED_SHARE = 0.25
"""What a scheme's word that the question has too counts as a sign of a point."""

GENERIC_SHARE = 0.3
"""What a word that may stand in any essay ("the biggest reason") weighs beside the others of its stretch."""

EVERYDAY, RARE, EVERYDAY_SHARE = 0.3, 0.6, 0.3
"""Weights in the table between which a scheme's word grows from an everyday one ("took", "few") to a sign of its
point, and what it counts at the least."""

ORDER = frozenset("firstly secondly thirdly lastly finally".split())
"""Words that number an answer's arguments where they stand in it."""

POINTING = frozenset("north south east west northern southern eastern western".split())
"""Stems of words that only point to a place, and so to no idea."""

ON_TOPIC = 0.5
"""Cosine of an answer and all points together from which the answer is about the same matter."""


@dataclass(slots=True)
class Theme:
    """The scheme by points. ``order`` lists the terms of each point in turn, ``starts`` where each point begins."""

    ready: Compiled
    order: NDArray[np.intp]
    starts: NDArray[np.intp]
    distinct: Floats
    sides: tuple[NDArray[np.intp], ...]
    phrase_vectors: Floats
    centre: Floats
    centres: Floats
    """Where all points together lie in the table, and where each does."""
    near: Rows = field(init=False)
    """For each word its likeness, 0 to 1, to each term of the scheme and, after those, how near it is to each point."""
    weighted: Rows = field(init=False)
    """For each word its vector by its rarity; none where the table lacks it, as it may be a slip of the pen."""
    spoken: Rows = field(init=False)
    """For each word its vector, by its weight; where it is misspelt, that of the one that is meant."""

    def __post_init__(self) -> None:
        self.near = Rows(len(self.distinct) + len(self.starts) + 1, self._near)
        self.weighted = Rows(self.ready.vectors.width, self._weighted)
        self.spoken = Rows(self.ready.vectors.width, self._spoken)

    def _near(self, word: Word) -> Floats:
        likeness = self._likeness(word)
        near = np.maximum.reduceat((likeness * self.distinct)[self.order], self.starts)
        said = GENERIC_SHARE if word.text in GENERIC else 1.0
        return np.concatenate([likeness, near, [said]])

    def _weighted(self, word: Word) -> Floats:
        vector, weight = self.ready.vectors.word(word.text)
        return np.asarray(vector * (weight if self.ready.vectors.is_common(word.text) else 0.0), dtype=np.float32)

    def _spoken(self, word: Word) -> Floats:
        vectors = self.ready.vectors
        vector = vectors.word(vectors.meant(word.text) or word.text)[0]
        return np.asarray(vector * self.ready.weight(word), dtype=np.float32)

    def _likeness(self, word: Word) -> Floats:
        if word.text in ORDER:
            return np.zeros(len(self.ready.terms), dtype=np.float32)
        form = self.ready.column(word)[1]
        if not self.ready.vectors.width or word.number is not None or not word.is_content:
            return form
        near = self.ready.nearness(word, NEAR, SAME)
        by_term = np.maximum.reduceat(np.round(near, 3), self.ready.row_starts)
        return np.asarray(np.maximum(form, by_term), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Themed:
    """An answer beside the themes: points x stretches ``scores`` (probability that the stretch is about the point),
    phrases x stretches ``coverage``, points x words ``near``."""

    scores: Floats
    coverage: Floats
    near: Floats


def theme_of(ready: Compiled) -> Theme:
    """The themes of a scheme's points."""
    count = len(ready.scheme.points)
    terms: list[list[int]] = [[] for _ in range(count)]
    sides: list[list[int]] = [[] for _ in range(count)]
    for number, side in enumerate(ready.sides):
        if side.role == "answer":
            terms[side.point].extend(range(side.start, side.end))
            sides[side.point].append(number)
    holders: dict[object, set[int]] = {}
    for point, own in enumerate(terms):
        for k in own:
            holders.setdefault(_identity(ready, k), set()).add(point)
    distinct = np.zeros(len(ready.terms), dtype=np.float32)
    for own in terms:
        for k in own:
            word = ready.terms[k][0]
            asked = word.stem in ready.question_stems or word.concept in ready.question_concepts
            weak = asked or word.stem in POINTING
            distinct[k] = (ASKED_SHARE if weak else _telling(ready, word)) / len(holders[_identity(ready, k)])
    lengths = [len(own) for own in terms]
    return Theme(
        ready,
        np.array([k for own in terms for k in own], dtype=np.intp),
        np.cumsum([0, *lengths[:-1]], dtype=np.intp),
        distinct,
        tuple(np.array(own, dtype=np.intp) for own in sides),
        _phrase_vectors(ready),
        _centre(ready, [word for side in ready.sides if side.role == "answer" for word in side.words]),
        np.array([_centre(ready, [word for k in own for word in ready.sides[k].words]) for own in sides]),
    )


def _telling(ready: Compiled, word: Word) -> float:
    """What a word of the scheme counts as a sign of its point: the less, the more of an everyday word it is."""
    if word.number is not None or not ready.vectors.width:
        return 1.0
    weight = ready.vectors.word(word.text)[1]
    return float(np.clip((weight - EVERYDAY) / (RARE - EVERYDAY), EVERYDAY_SHARE, 1.0))


def _centre(ready: Compiled, words: Sequence[Word]) -> Floats:
    """Where a text lies in the table: its words, each once, weighted by rarity; of length 1."""
    total = np.zeros(ready.vectors.width, dtype=np.float32)
    for text in dict.fromkeys(word.text for word in words if word.number is None and word.is_content):
        vector, weight = ready.vectors.word(text)
        total += vector * weight
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length else total, dtype=np.float32)


def is_near_topic(theme: Theme, words: Sequence[Word]) -> bool:
    """Whether an answer, as a whole, speaks of what the scheme speaks of. True where no table is installed."""
    if not theme.ready.vectors.width:
        return True
    total = _whole(theme, words)
    return float(total @ theme.centre) >= ON_TOPIC * float(np.linalg.norm(total))


def likeness_to_points(theme: Theme, words: Sequence[Word]) -> Floats:
    """For each point the cosine of a text and all the point's words together. 0 where no table is installed."""
    if not theme.ready.vectors.width:
        return np.zeros(len(theme.centres), dtype=np.float32)
    total = _whole(theme, words)
    return np.asarray(theme.centres @ total / max(float(np.linalg.norm(total)), 1e-6), dtype=np.float32)


def _whole(theme: Theme, words: Sequence[Word]) -> Floats:
    """The sum of the words of a text in the table, each once, weighted by rarity."""
    said = {word.text: word for word in words if word.number is None and word.is_content}
    return np.asarray(theme.weighted.take(tuple(said.values())).sum(axis=0), dtype=np.float32)


def _identity(ready: Compiled, term: int) -> object:
    word = ready.terms[term][0]
    return word.concept if word.concept >= 0 else word.stem


def _phrase_vectors(ready: Compiled) -> Floats:
    """For each phrase the sum of its words' vectors by their share, of length 1."""
    result = np.zeros((len(ready.sides), ready.vectors.width), dtype=np.float32)
    for i, side in enumerate(ready.sides):
        for k, word in enumerate(side.words):
            result[i] += ready.share[i, side.start + k] * ready.vectors.word(word.text)[0]
    lengths = np.linalg.norm(result, axis=1, keepdims=True)
    return np.asarray(result / np.maximum(lengths, 1e-6), dtype=np.float32)


def features(theme: Theme, found: Match) -> tuple[Floats, Floats, Floats]:
    """Points x stretches x (coverage, likeness, share, amount, lead); coverage by phrase; nearness by word.

    Coverage and likeness are those of the point's phrase that the stretch says best. Share is how much of the
    stretch's weight is near to the point, amount how much weight in all, and lead how far the point is ahead of
    the next one word by word.
    """
    ready = theme.ready
    points = len(theme.sides)
    rows = theme.near.take(found.words)
    near = rows[:, len(theme.distinct) : -1].T
    weights = found.weights * rows[:, -1]
    if points > 1:
        ranked = np.sort(near, axis=0)
        ahead = np.clip(near - np.where(near >= ranked[-1], ranked[-2], ranked[-1]), 0.0, None)
    else:
        ahead = near
    edges = np.array(found.stretches, dtype=np.intp)
    coverage = ready.share @ highest(rows[:, : len(theme.distinct)].T, edges)
    likeness = _likeness(theme, found, edges) if ready.vectors.width else coverage
    weight = np.maximum(sums(weights[None, :], edges), 1e-6)
    amount = sums(near * weights, edges)
    lead = sums(ahead * weights, edges)
    result = np.zeros((points, len(edges), 5), dtype=np.float32)
    both = coverage + likeness
    chosen = np.array([sides[both[sides].argmax(axis=0)] for sides in theme.sides])
    columns = np.arange(len(edges))
    result[:, :, 0] = coverage[chosen, columns]
    result[:, :, 1] = likeness[chosen, columns]
    result[:, :, 2] = amount / (weight + 0.5)
    result[:, :, 3] = amount / (amount + 1.0)
    result[:, :, 4] = lead / (lead + 1.0)
    return result, np.asarray(coverage, dtype=np.float32), np.asarray(near, dtype=np.float32)


def _likeness(theme: Theme, found: Match, edges: NDArray[np.intp]) -> Floats:
    """Cosine of phrase and stretch, each the weighted sum of its words."""
    total = sums(theme.spoken.take(found.words).T, edges).T
    lengths = np.sqrt(np.einsum("ij,ij->i", total, total))
    return np.asarray((theme.phrase_vectors @ total.T) / np.maximum(lengths, 1e-6), dtype=np.float32)


def themed(theme: Theme, found: Match) -> Themed:
    """How near each stretch of the answer is to each point."""
    if not found.words or not theme.sides or not len(theme.order):
        none = np.zeros((len(theme.sides), 0), dtype=np.float32)
        return Themed(none, np.zeros((len(theme.ready.sides), 0), dtype=np.float32), none)
    values, coverage, near = features(theme, found)
    weights = np.array(WITH_TABLE if theme.ready.vectors.width else WITHOUT_TABLE, dtype=np.float32)
    # Not "@": at times its routine for so few columns warns of an invalid value where all are finite.
    scores = 1.0 / (1.0 + np.exp(-(values.dot(weights[:-1]) + weights[-1])))
    return Themed(np.asarray(np.round(scores, 4), dtype=np.float32), coverage, near)
