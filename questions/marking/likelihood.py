"""How likely it is that a stretch of an answer says a phrase of the scheme, for points-based questions.

A logistic function of what the words of phrase and stretch have to do with each other. Its weights were
fitted by ``python -m scripts.fit_likelihood`` (docs/marking.md) in three sets, on this project's own marked answers
and, where all acceptable answers are one idea, on the train questions of the public data sets as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import QUESTION_WEIGHT, Compiled, Profile, weights_in
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.language.vectors import Floats
from questions.marking.rows import Rows
from questions.marking.scheme import Scheme, is_graded, is_one_idea
from questions.marking.stretches import highest, sums

ENOUGH = 2.5
"""Mass beyond which more words about the point add nothing."""

MOST_TOLD = 4.0
"""Words found beyond which more tell nothing."""

FOUND, TOUCHED = 0.6, 0.55
"""Likeness from which a word counts as found in a phrase, and as having to do with a point."""

WHOLE, ALONE, SURELY = 0.95, 0.5, 1.0
"""Coverage by form from which a phrase is there as a whole, share of a stretch from which it says little besides, and
the log odds that it then says the phrase, at least."""

BESIDES = 1
"""Words besides a phrase of several that are little, whatever they weigh: "Taiwan had the seat already"."""

COMMON = 0.9
"""What a word loses that has to do with every point of the scheme: it tells none of them from the others."""

SIDES = (2.3, 3.3)
"""Between these logs of their number, acceptable answers make chance likenesses likelier."""

Weights = Mapping[str, float]

ONE_IDEA: Weights = {
    "coverage": 3.550,
    "precision": 0.895,
    "mass": 1.489,
    "length": -0.353,
    "missing": -0.024,
    "crowding": -0.792,
    "constant": -2.059,
}
"""Weights where all acceptable answers are about one mark. Each but the constant is a method of ``_Features``."""

IDENTIFY: Weights = {
    "coverage": 3.237,
    "precision": 1.312,
    "mass": 1.319,
    "length": 0.592,
    "missing": -0.160,
    "negation": 1.198,
    "besides": 0.240,
    "form": -3.201,
    "meaning_alone": -2.800,
    "size": -0.982,
    "coverage_by_length": 0.849,
    "telling_coverage": 4.232,
    "telling_mass": 1.062,
    "telling_besides": 0.371,
    "told": 0.924,
    "ahead_by_mass": 0.886,
    "ahead_by_meaning": 3.000,
    "alternatives": -1.134,
    "constant": -2.670,
}
"""The same where points compete for the words of an answer, and two of them earn full marks."""

DESCRIBE: Weights = {
    "coverage": 2.197,
    "precision": 0.324,
    "mass": 0.438,
    "length": -0.091,
    "missing": -0.108,
    "negation": 0.325,
    "besides": 0.084,
    "form": -1.233,
    "meaning_alone": -1.095,
    "size": -0.956,
    "coverage_by_length": 1.751,
    "telling_coverage": 4.292,
    "telling_mass": 0.311,
    "telling_besides": 0.298,
    "told": 0.895,
    "ahead_by_mass": 1.185,
    "ahead_by_meaning": 3.773,
    "alternatives": 1.974,
    "constant": -9.506,
}
"""The same for questions of more marks, whose points are longer and whose answers say more besides."""

IDENTIFIED = 2
"""Marks up to which a question of several points asks to identify them; beyond, to describe."""

PART = 0.5
"""What is added to the log odds where part of a model answer earns part of its marks."""


def profile(ready: Compiled) -> Profile:
    """The profile of a scheme, made once."""
    if ready.profile is None:
        ready.profile = _profile(ready)
    return ready.profile


def _profile(ready: Compiled) -> Profile:
    sides = ready.sides
    by_side = (weights_in(ready.vectors, side.words, side.reading) for side in sides)
    weights = np.array(list(chain.from_iterable(by_side)), dtype=np.float32)
    heard = np.array([ready.is_asked(term[0]) for term in ready.terms], dtype=np.bool_)
    stakes = np.zeros_like(ready.share)
    plain = np.zeros_like(ready.share)
    for side in sides:
        own = slice(side.start, side.end)
        stakes[side.number, own] = np.where(heard, QUESTION_WEIGHT, 1.0)[own] * weights[own]
        plain[side.number, own] = weights[own] / max(float(weights[own].sum()), 1e-6)
    telling = ready.share * _rarity(ready)
    telling /= np.maximum(telling.sum(axis=1, keepdims=True), 1e-6)
    vectors = np.stack([ready.vectors.word(term[0].text)[0] for term in ready.terms])
    answers = np.array([side.role == "answer" for side in sides], dtype=np.bool_)
    first: dict[int, int] = {}
    for side in sides:
        if side.role == "answer":
            first.setdefault(side.point, int(ready.group_of[side.number]))
    groups = np.array([first.get(point, 0) for point in range(len(ready.scheme.points))], dtype=np.intp)
    width = 3 * len(sides) + len(ready.group_starts) + len(groups) + 1
    weights_of = weights_for(ready.scheme)
    names = tuple(name for name in weights_of if name != "constant")
    return Profile(
        names,
        np.array([weights_of[name] for name in names], dtype=np.float32),
        np.float32(weights_of["constant"] + (PART if is_graded(ready.scheme) else 0.0)),
        stakes,
        stakes.sum(axis=1, keepdims=True),
        plain,
        telling,
        _unit(ready.share @ vectors),
        _unit(plain @ vectors),
        np.array([np.mean([word.negated for word in side.words]) for side in sides], dtype=np.float32),
        _crowding(ready, answers),
        np.array([side.point for side in sides], dtype=np.intp),
        groups,
        answers,
        float(np.clip(np.log(max(int(answers.sum()), 1)), *SIDES)),
        np.array([[len(side.words) + BESIDES if len(side.words) > 1 else 0] for side in sides], dtype=np.intp),
        Rows(width, lambda word: _summed(ready, groups, word)),
    )


def _summed(ready: Compiled, groups: NDArray[np.intp], word: Word) -> Floats:
    """What is summed over the words of a stretch, of one word: how much of its weight is about each phrase, tells of
    it, and does not; how much is about each group of phrases, and tells of each point; and its weight."""
    weight = np.array([ready.weight(word)], dtype=np.float32)
    aligned, by_group = ready.aligned(word)
    by_point = by_group[groups]
    # A word counts less that has to do with many points.
    touched = np.array([(by_point >= TOUCHED).sum()], dtype=np.float32)
    rare = np.asarray(weight * _by_rarity(touched, len(groups)), dtype=np.float32)
    found = (aligned >= FOUND) * rare
    return np.concatenate([aligned * weight, found, (1.0 - aligned) * rare, by_group * weight, by_point * rare, weight])


def _unit(vectors: Floats) -> Floats:
    """Vectors of length 1, in the same direction; what has no length stays 0."""
    lengths = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)


def _rarity(ready: Compiled) -> Floats:
    """For each term how few of the points have it: 1 for a term of one point, little for one of all."""
    count = len(ready.scheme.points)
    holding: dict[object, set[int]] = {}
    for side in ready.sides:
        if side.role == "answer":
            for term in ready.terms[side.start : side.end]:
                for word in term:
                    holding.setdefault(_name(word), set()).add(side.point)
    numbers = np.array([max(len(holding.get(_name(term[0]), ())), 1) for term in ready.terms], dtype=np.float32)
    return np.asarray(_by_rarity(numbers, count), dtype=np.float32)


def _name(word: Word) -> object:
    return word.concept if word.concept >= 0 else word.stem


def _by_rarity(numbers: Floats, count: int) -> Floats:
    """From the number of points that have a word, of ``count``, to what it counts."""
    if count <= 1:
        return np.ones_like(numbers)
    return np.asarray(1.0 - COMMON * np.log(np.maximum(numbers, 1.0)) / np.log(count), dtype=np.float32)


def _crowding(ready: Compiled, answers: NDArray[np.bool_]) -> Floats:
    """For each phrase, the log of one more than the acceptable answers that say much the same."""
    likeness = np.stack([ready.column(term[0])[0] for term in ready.terms], axis=1)
    starts = np.array([side.start for side in ready.sides], dtype=np.intp)
    covered = ready.share @ np.maximum.reduceat(likeness, starts, axis=1)
    mutual = np.minimum(covered, covered.T)
    np.fill_diagonal(mutual, 0.0)
    close = np.maximum(mutual * answers - 0.2, 0.0).sum(axis=1)
    return np.asarray(np.log1p(close / 0.4), dtype=np.float32)


def features(
    ready: Compiled,
    words: tuple[Word, ...],
    weights: Floats,
    best: Floats,
    form: Floats,
    found: tuple[tuple[int, int], ...],
    names: tuple[str, ...],
) -> Floats:
    """Features x phrases x stretches, in the order of ``names``; time is linear in each.

    ``best`` and ``form`` are terms x words, as in ``Match``; ``found`` the stretches.
    """
    return _Features(ready, words, weights, best, form, found).values(names)


def log_odds(
    ready: Compiled,
    words: tuple[Word, ...],
    weights: Floats,
    best: Floats,
    form: Floats,
    found: tuple[tuple[int, int], ...],
) -> Floats:
    """Log odds for each phrase and stretch that the stretch says the phrase."""
    known = profile(ready)
    made = _Features(ready, words, weights, best, form, found)
    values = made.values(known.features)
    odds = known.slopes @ values.reshape(len(known.slopes), -1) + known.constant
    odds = odds.reshape(values.shape[1:])
    # Whoever says what the scheme says, and little else, has said it, even if all of it are words of the question.
    little = (made.share_about >= ALONE) | (made.ends - made.starts <= known.room)
    said = (made.covered_by_form >= WHOLE) & little
    return np.asarray(np.where(said, np.maximum(odds, SURELY), odds), dtype=np.float32)


def weights_for(scheme: Scheme) -> Weights:
    """The weights that a scheme's phrases are judged by."""
    if is_one_idea(scheme):
        return ONE_IDEA
    return IDENTIFY if scheme.marks <= IDENTIFIED else DESCRIBE


class _Features:
    """One answer beside one scheme. Each method is a feature: phrases x stretches, or what broadcasts to it."""

    def __init__(
        self,
        ready: Compiled,
        words: tuple[Word, ...],
        weights: Floats,
        best: Floats,
        form: Floats,
        found: tuple[tuple[int, int], ...],
    ) -> None:
        self.ready = ready
        self.profile = profile(ready)
        self.words = words
        self.weights = weights
        self.edges = np.array(found, dtype=np.intp)
        self.starts, self.ends = self.edges[:, 0], self.edges[:, 1]
        of_both = highest(np.concatenate([best, form]), self.edges)
        self.nearest, self.nearest_form = of_both[: len(best)], of_both[len(best) :]
        self.covered = ready.share @ self.nearest
        self.covered_by_form = ready.share @ self.nearest_form
        summed = sums(self.profile.summed.take(words).T, self.edges)
        sides, groups = len(ready.sides), len(ready.group_starts)
        self.about, self.found, self.strange = summed[:sides], summed[sides : 2 * sides], summed[2 * sides : 3 * sides]
        self.mass_of_groups = summed[3 * sides : 3 * sides + groups]
        self.told_of_points = summed[3 * sides + groups : -1]
        self.told_of_sides = self.told_of_points.take(self.profile.points, axis=0)
        self.total = np.maximum(summed[-1:], 1e-6)
        self.share_about = np.asarray(self.about / self.total, dtype=np.float32)

    def values(self, names: tuple[str, ...]) -> Floats:
        """The named features, in this order: features x phrases x stretches."""
        result = np.empty((len(names), len(self.ready.sides), len(self.edges)), dtype=np.float32)
        for row, name in zip(result, names, strict=True):
            row[:] = getattr(self, name)()
        return result

    @lazy
    def meanings(self) -> Floats:
        """What each stretch means, by the words' weights and by their weights in full: stretches x 2 x width, of length
        1."""
        known = [self.ready.vectors.word(word.text) for word in self.words]
        vectors = np.concatenate([vector for vector, _ in known]).reshape(len(known), 1, -1)
        weights = np.array([self.weights, [weight for _, weight in known]], dtype=np.float32).T
        weighted = (vectors * weights[:, :, None]).reshape(len(known), -1)
        return _unit(sums(weighted.T, self.edges).T.reshape(len(self.edges), 2, -1))

    def _meaning(self, phrases: Floats, kind: int) -> Floats:
        """Cosine of each phrase and each stretch; without a table of words what they share stands in."""
        if not self.ready.vectors.width:
            return self.covered
        return np.asarray(phrases @ self.meanings[:, kind].T, dtype=np.float32)

    def _ahead(self, values: Floats, of_points: Floats) -> Floats:
        """How far a point is ahead of the best of the others for the same stretch."""
        if len(of_points) < 2:
            return np.zeros_like(values)
        second, best = np.sort(of_points, axis=0)[-2:]
        others = np.where(of_points == best, second, best)
        return np.asarray(values - others.take(self.profile.points, axis=0), dtype=np.float32)

    def coverage(self) -> Floats:
        """Share of the phrase that is there, each term by its best word, rare terms counting more."""
        return self.covered

    def precision(self) -> Floats:
        """Share of the stretch that is about the phrase."""
        return self.share_about

    def mass(self) -> Floats:
        """Log of the weight of all words about the point, in any of its wordings."""
        masses = np.log(0.3 + np.minimum(self.mass_of_groups, ENOUGH))
        return np.asarray(masses.take(self.ready.group_of, axis=0), dtype=np.float32)

    def length(self) -> Floats:
        """Log of the number of terms."""
        return self.ready.lengths[:, None]

    def coverage_by_length(self) -> Floats:
        """Nobody repeats all of a long phrase."""
        return self.covered * self.ready.lengths[:, None]

    def meaning(self) -> Floats:
        """Cosine of phrase and stretch as wholes."""
        return self._meaning(self.profile.meanings, 0)

    def meaning_alone(self) -> Floats:
        """The same, the words of the question counting in full."""
        return self._meaning(self.profile.plain_meanings, 1)

    def missing(self) -> Floats:
        """Weight of what the phrase has and the stretch lacks."""
        lacking = self.profile.at_stake - self.profile.stakes @ self.nearest
        return np.asarray(lacking, dtype=np.float32)

    def negation(self) -> Floats:
        """How differently much of phrase and stretch a "not" covers."""
        covered = [word.negated for word in self.words]
        if True not in covered:
            return self.profile.negated[:, None]
        negated = sums(np.array([covered], dtype=np.float32), self.edges)
        return np.abs(negated / (self.ends - self.starts) - self.profile.negated[:, None])

    def besides(self) -> Floats:
        """Weight of what the stretch says besides the phrase."""
        return self.total - self.about

    def form(self) -> Floats:
        """Coverage by the words themselves, their inflections, synonyms and misspellings."""
        return self.covered_by_form

    def size(self) -> Floats:
        """Log of the number of words of the stretch."""
        return np.log((self.ends - self.starts).astype(np.float32))[None, :]

    def telling_coverage(self) -> Floats:
        """Coverage, terms that tell the points apart counting more."""
        return self.profile.telling @ self.nearest

    def telling_mass(self) -> Floats:
        """Weight of the words about the point that tell the points apart."""
        return self.told_of_sides

    def telling_besides(self) -> Floats:
        """Weight of what the stretch says besides the phrase, words of many points counting less."""
        return self.strange

    def told(self) -> Floats:
        """Number of the phrase's words that are found, each by how well it tells the points apart."""
        return np.asarray(np.minimum(self.found, MOST_TOLD), dtype=np.float32)

    def ahead_by_mass(self) -> Floats:
        """How far ``telling_mass`` is ahead of the other points'."""
        return self._ahead(self.told_of_sides, self.told_of_points)

    def ahead_by_meaning(self) -> Floats:
        """How far ``meaning`` is ahead of the other points'."""
        meaning = self.meaning()
        of_groups = np.maximum.reduceat(meaning, self.ready.group_starts, axis=0)
        return self._ahead(meaning, of_groups.take(self.profile.groups, axis=0))

    def alternatives(self) -> float:
        """Log of the number of acceptable answers of the scheme, within bounds: with many, chance plays a part."""
        return self.profile.alternatives

    def crowding(self) -> Floats:
        """Log of how many acceptable answers say much the same: where many are given, one of them is to be met."""
        return self.profile.crowding[:, None]
