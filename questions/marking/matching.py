"""One answer against all phrases of a scheme at once: how well each stretch of the answer says each phrase.

A stretch is a clause, two clauses side by side, a sentence, two sentences, or the whole answer. Each
phrase has a probability for each stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from questions.marking import likelihood
from questions.marking.compiled import Compiled
from questions.marking.stretches import highest, sums
from questions.marking.text import Reading, Word
from questions.marking.vectors import Floats

COVERAGE, PRECISION, MASS, LENGTH, CONSTANT = 6.0, 0.6, 1.8, 0.4, -3.5
"""Weights of the log odds that a stretch of an essay says a phrase; see ``_odds_in_essay``."""

ENOUGH = 2.5
"""Mass beyond which more words about the point add nothing."""

LONG = 2.5
"""Log of the number of terms from which a phrase is a model answer rather than an idea."""


@dataclass(frozen=True, slots=True)
class Match:
    """Everything there is to know of an answer beside a scheme.

    ``words`` are the content words of the answer; ``best`` terms x words their likeness; ``stretches`` the
    (first, last + 1) index into ``words`` of each stretch; ``scores`` phrases x stretches a probability.
    """

    reading: Reading
    words: tuple[Word, ...]
    weights: Floats
    best: Floats
    form: Floats
    stretches: tuple[tuple[int, int], ...]
    scores: Floats


def stretches(words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    """Clauses, neighbouring clauses, sentences, neighbouring sentences, and all; each once, in that order."""
    clauses = runs([word.clause for word in words])
    sentences = runs([word.sentence for word in words])
    found = dict.fromkeys(clauses)
    found.update(dict.fromkeys((a[0], b[1]) for a, b in pairwise(clauses)))
    found.update(dict.fromkeys(sentences))
    found.update(dict.fromkeys((a[0], b[1]) for a, b in pairwise(sentences)))
    found[(0, len(words))] = None
    return tuple(found)


JOINED = re.compile(r"\s*(?:[,;/+&]\s*)?(?:\b(?:and|or|plus)\b)?\s*(?:(?:the|a|an|their|its)\s)?\s*", re.IGNORECASE)
"""What stands between two items of a list, where something does."""

MOST_LISTED = 6
"""Words that carry meaning up to which a clause may be a list of short answers."""


def items(reading: Reading, words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    """The parts of short clauses such as "teachers and monks", which may be an answer each."""
    found: list[tuple[int, int]] = []
    for start, end in runs([word.clause for word in words]):
        if not 1 < end - start <= MOST_LISTED:
            continue
        cuts = [j for j in range(start + 1, end) if _parts(reading.text[words[j - 1].end : words[j].start])]
        found += pairwise((start, *cuts, end)) if cuts else ()
    return tuple(found)


def _parts(between: str) -> bool:
    return not between.isspace() and JOINED.fullmatch(between) is not None


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Where each run of the same number begins and ends."""
    edges = [0, *(i for i, (before, number) in enumerate(pairwise(numbers), 1) if number != before), len(numbers)]
    return list(pairwise(edges))


def match(ready: Compiled, reading: Reading) -> Match:
    """Align the answer with every phrase. Time is linear in the answer's words and in the scheme's terms."""
    words = tuple(word for word in reading.words if word.is_content)
    if not words:
        words = reading.words
    if not words or not ready.sides:
        empty = np.zeros((len(ready.terms), 0), dtype=np.float32)
        none = np.zeros((len(ready.sides), 0), dtype=np.float32)
        return Match(reading, (), np.zeros(0, np.float32), empty, empty, (), none)
    best, form, weights = ready.columns(words)
    found = tuple(dict.fromkeys((*stretches(words), *items(reading, words))))
    scores = probabilities(ready, words, weights, best, form, found)
    return Match(reading, words, weights, best, form, found, scores)


def probabilities(
    ready: Compiled,
    words: tuple[Word, ...],
    weights: Floats,
    best: Floats,
    form: Floats,
    found: tuple[tuple[int, int], ...],
) -> Floats:
    """Probability for each phrase and stretch that the stretch says the phrase."""
    if ready.scheme.levels:
        odds = _odds_in_essay(ready, weights, best, found)
    else:
        odds = likelihood.log_odds(ready, words, weights, best, form, found)
    if len(words) > _most_words(words):
        odds[~places(ready, words, found)] = -9.0
    return np.asarray(np.round(1.0 / (1.0 + np.exp(-odds)), 4), dtype=np.float32)


def places(ready: Compiled, words: tuple[Word, ...], found: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
    """Whether each phrase may be looked for in each stretch: a short one is not gathered from a whole essay."""
    wide = np.array([end - start for start, end in found], dtype=np.intp) > _most_words(words)
    return np.asarray(~((ready.lengths < LONG)[:, None] & wide[None, :]), dtype=np.bool_)


def _odds_in_essay(ready: Compiled, weights: Floats, best: Floats, found: tuple[tuple[int, int], ...]) -> Floats:
    """Log odds that a stretch of an essay says a phrase.

    Coverage is the share of the phrase that the stretch has, each term weighted by its rarity and
    counted by its best word; precision the share of the stretch that is about the phrase; mass the
    weight of all its words that are about the point, in any of its wordings. A longer phrase needs
    less of itself: nobody repeats all of it.
    """
    edges = np.array(found, dtype=np.intp)
    coverage = ready.share @ highest(best, edges)
    aligned = np.maximum.reduceat(best, ready.side_starts, axis=0)
    precision = sums(aligned * weights, edges) / np.maximum(sums(weights[None, :], edges), 1e-6)
    by_group = np.maximum.reduceat(aligned, ready.group_starts, axis=0)
    mass = sums(by_group * weights, edges)[ready.group_of]
    odds = COVERAGE * coverage + PRECISION * precision + LENGTH * ready.lengths[:, None] + CONSTANT
    odds += MASS * np.log(0.3 + np.minimum(mass, ENOUGH))
    return np.asarray(odds, dtype=np.float32)


def _most_words(words: tuple[Word, ...]) -> int:
    """Content words in the longest two neighbouring sentences."""
    sizes = [end - start for start, end in runs([word.sentence for word in words])]
    return max(a + b for a, b in zip(sizes, [*sizes[1:], 0], strict=True))
