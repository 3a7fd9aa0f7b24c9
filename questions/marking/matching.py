"""One answer against all phrases of a scheme at once: how well each stretch of the answer says each phrase.

A stretch is a clause, two clauses side by side, a sentence, two sentences, or the whole answer. Each
phrase has a probability for each stretch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from questions.marking import likelihood
from questions.marking.compiled import Compiled
from questions.marking.entailing import NOWHERE, Doubt, Stretch, read_whole
from questions.marking.language.text import Reading, Word
from questions.marking.language.vectors import Floats
from questions.marking.scheme import is_one_idea
from questions.marking.stretches import highest, sums

COVERAGE, PRECISION, MASS, LENGTH, CONSTANT = 6.0, 0.6, 1.8, 0.4, -3.5
"""Weights of the log odds that a stretch of an essay says a phrase; see ``_odds_in_essay``."""

ENOUGH = 2.5
"""Mass beyond which more words about the point add nothing."""

MOST_ODDS = 80
"""Log odds beyond which nothing is likelier."""

IDLE, IDLE_IN_ONE = 0.15, 0.25
"""Probability of its likeliest phrase below which a sentence has nothing to do with the question; where all acceptable
answers are one idea, anything is likelier."""

TERSE = 1
"""Words with a meaning up to which a sentence belongs to what stands beside it: "Land: they lost Alsace"."""

LONG = 2.5
"""Log of the number of terms from which a phrase is a model answer rather than an idea."""


@dataclass(frozen=True, slots=True)
class Match:
    """Everything there is to know of an answer beside a scheme.

    ``words`` are the content words of the answer; ``best`` terms x words their likeness; ``stretches`` the
    (first, last + 1) index into ``words`` of each stretch, ``sentences`` of each sentence; ``scores`` phrases x
    stretches a probability; ``idle`` the numbers of the sentences that have nothing to do with the question;
    ``turned_down`` the points that their words alone would have earned and the whole answer does not.
    """

    reading: Reading
    words: tuple[Word, ...]
    weights: Floats
    best: Floats
    form: Floats
    stretches: tuple[Stretch, ...]
    sentences: tuple[Stretch, ...]
    scores: Floats
    idle: frozenset[int] = frozenset()
    turned_down: tuple[Doubt, ...] = ()


def stretches(clauses: Sequence[Stretch], sentences: Sequence[Stretch]) -> Iterator[Stretch]:
    """Clauses, neighbouring clauses, sentences, neighbouring sentences, and all, in that order."""
    for parts in (clauses, sentences):
        yield from parts
        yield from ((a[0], b[1]) for a, b in pairwise(parts))
    yield 0, sentences[-1][1]


JOINED = re.compile(r"\s*(?:[,;/+&]\s*)?(?:\b(?:and|or|plus)\b)?\s*(?:(?:the|a|an|their|its)\s)?\s*", re.IGNORECASE)
"""What stands between two items of a list, where something does."""

MOST_LISTED = 6
"""Words that carry meaning up to which a clause may be a list of short answers."""


def items(reading: Reading, words: Sequence[Word], clauses: Sequence[Stretch]) -> Iterator[Stretch]:
    """The parts of short clauses such as "teachers and monks", which may be an answer each."""
    for start, end in clauses:
        if not 1 < end - start <= MOST_LISTED:
            continue
        cuts = [j for j in range(start + 1, end) if _parts(reading.text[words[j - 1].end : words[j].start])]
        if cuts:
            yield from pairwise((start, *cuts, end))


def _parts(between: str) -> bool:
    return not between.isspace() and JOINED.fullmatch(between) is not None


def runs(numbers: Sequence[int]) -> tuple[Stretch, ...]:
    """Where each run of the same number begins and ends."""
    edges = [i for i, (before, number) in enumerate(pairwise(numbers), 1) if number != before]
    return tuple(pairwise((0, *edges, len(numbers))))


def match(ready: Compiled, reading: Reading) -> Match:
    """Align the answer with every phrase. Time is linear in the answer's words and in the scheme's terms."""
    words = tuple(word for word in reading.words if word.is_content)
    if not words:
        words = reading.words
    if not words or not ready.sides:
        empty = np.zeros((len(ready.terms), 0), dtype=np.float32)
        none = np.zeros((len(ready.sides), 0), dtype=np.float32)
        return Match(reading, (), np.zeros(0, np.float32), empty, empty, (), (), none)
    best, form, weights = ready.columns(words)
    clauses, sentences = runs([word.clause for word in words]), runs([word.sentence for word in words])
    found = tuple(dict.fromkeys((*stretches(clauses, sentences), *items(reading, words, clauses))))
    scores = probabilities(ready, words, weights, best, form, found)
    if len(words) > _most_words(sentences):
        scores[~places(ready, found, sentences)] = NOWHERE
    idle: frozenset[int] = frozenset()
    if len(sentences) > 1 and not ready.scheme.levels:
        idle = _idle(ready, words, found, scores)
        scores[_padded(ready, words, found, idle)] = NOWHERE
    matched = Match(reading, words, weights, best, form, found, sentences, scores, idle)
    return matched if ready.scheme.levels else replace(matched, turned_down=read_whole(ready, matched))


def probabilities(
    ready: Compiled,
    words: tuple[Word, ...],
    weights: Floats,
    best: Floats,
    form: Floats,
    found: tuple[Stretch, ...],
) -> Floats:
    """Probability for each phrase and stretch that the stretch says the phrase."""
    if ready.scheme.levels:
        odds = _odds_in_essay(ready, words, best, found)
    else:
        odds = likelihood.log_odds(ready, words, weights, best, form, found)
    # Beyond, the exponential of a float of 32 bits overflows.
    return np.asarray((1.0 / (1.0 + np.exp(np.minimum(-odds, MOST_ODDS)))).round(4), dtype=np.float32)


def places(ready: Compiled, found: Sequence[Stretch], sentences: Sequence[Stretch]) -> NDArray[np.bool_]:
    """Whether each phrase may be looked for in each stretch: a short one is not gathered from a whole essay."""
    wide = np.array([end - start for start, end in found], dtype=np.intp) > _most_words(sentences)
    return np.asarray(~((ready.lengths < LONG)[:, None] & wide[None, :]), dtype=np.bool_)


def _idle(ready: Compiled, words: Sequence[Word], found: Sequence[Stretch], scores: Floats) -> frozenset[int]:
    """The sentences in which nothing is likely to say any acceptable answer."""
    answers = [side.number for side in ready.sides if side.role == "answer"]
    likeliest: dict[int, float] = {}
    for (start, end), chance in zip(found, scores[answers].max(axis=0).tolist(), strict=True):
        sentence = words[start].sentence
        if words[end - 1].sentence == sentence:
            likeliest[sentence] = max(likeliest.get(sentence, 0.0), chance)
    least = IDLE_IN_ONE if is_one_idea(ready.scheme) else IDLE
    lengths = Counter(word.sentence for word in words)
    return frozenset(sentence for sentence, chance in likeliest.items() if chance < least and lengths[sentence] > TERSE)


def _padded(
    ready: Compiled, words: Sequence[Word], found: Sequence[Stretch], idle: Collection[int]
) -> NDArray[np.bool_]:
    """Which phrases are not looked for in which stretches: short ones in several sentences of which one is ``idle``.

    Every word is a little like some other, so talk would make likelier what stands beside it.
    """
    before = np.cumsum([0, *(word.sentence in idle for word in words)])
    padded = [
        words[start].sentence != words[end - 1].sentence and bool(before[end] > before[start]) for start, end in found
    ]
    return np.asarray((ready.lengths < LONG)[:, None] & np.array(padded, dtype=np.bool_)[None, :], dtype=np.bool_)


def _odds_in_essay(ready: Compiled, words: tuple[Word, ...], best: Floats, found: tuple[Stretch, ...]) -> Floats:
    """Log odds that a stretch of an essay says a phrase.

    Coverage is the share of the phrase that the stretch has, each term weighted by its rarity and
    counted by its best word; precision the share of the stretch that is about the phrase; mass the
    weight of all its words that are about the point, in any of its wordings. A longer phrase needs
    less of itself: nobody repeats all of it.
    """
    edges = np.array(found, dtype=np.intp)
    coverage = ready.share @ highest(best, edges)
    about = sums(ready.about.take(words).T, edges)
    precision = about[: len(ready.sides)] / np.maximum(about[-1:], 1e-6)
    mass = about[len(ready.sides) : -1].take(ready.group_of, axis=0)
    odds = COVERAGE * coverage + PRECISION * precision + LENGTH * ready.lengths[:, None] + CONSTANT
    odds += MASS * np.log(0.3 + np.minimum(mass, ENOUGH))
    return np.asarray(odds, dtype=np.float32)


def _most_words(sentences: Sequence[Stretch]) -> int:
    """Content words in the longest two neighbouring sentences."""
    return max(b[1] - a[0] for a, b in pairwise((*sentences, sentences[-1])))
