"""What reading the answer as a whole adds to the likelihood of a point, for points-based questions.

``likelihood`` goes by what the words of a stretch and of a phrase have to do with each other. Where that leaves doubt,
``entailment`` reads the answer beside the nearest phrase of the point, and its log odds move those of the point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from questions.marking.compiled import Compiled, Side
from questions.marking.language.entailment import MOST_ANSWER
from questions.marking.language.vectors import Floats
from questions.marking.scheme import Scheme, is_graded, is_one_idea

if TYPE_CHECKING:
    from questions.marking.matching import Match

Stretch = tuple[int, int]

NOWHERE = 0.0001
"""Probability that a phrase is said where it is not looked for."""

LOW, HIGH = 0.1, 0.9
"""Probabilities between which a point is in doubt."""

CREDIT = 0.5
"""Probability from which a point is credited."""

CERTAIN = 0.001
"""No probability counts as nearer to 0 or 1 than this."""

LETTERS = 4
"""Letters of a word piece, about: what is read of an answer is cut by them."""

LONGEST = 200
"""Letters of a phrase up to which it is one statement, which an answer says or does not."""

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The log odds that a point is said: ``words`` times those by its words, ``whole`` times those by the whole
    sentence, and a constant. Fitted by ``python -m scripts.fit_entailing`` on questions to tune on."""

    words: float
    whole: float
    constant: float


ONE_IDEA = Calibration(1.16, 0.53, 0.45)
SEVERAL = Calibration(0.90, 0.42, 0.22)
"""The constant of ``ONE_IDEA`` is not the fitted one (0.16 where a question's right and wrong answers count alike, 0.68
where all answers do) but the one between them at which kappa is highest on the questions to tune on."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point of which the words leave in doubt whether it is said: its phrases by number, the nearest of them, the
    stretch that is nearest to that, what of the answer is read beside it, and how likely the words make it."""

    rows: list[int]
    side: Side
    stretch: Stretch
    text: str
    chance: float


def read_whole(ready: Compiled, found: Match) -> tuple[Doubt, ...]:
    """Move the scores of the points that are in doubt, and return those that the words alone would have credited and
    the whole does not."""
    reader = ready.vectors.reader
    if reader is None or not found.scores.size:
        return ()
    doubts = list(doubted(ready, found))
    pairs = [(doubt.text, doubt.side.reading.text) for doubt in doubts]
    weights = ONE_IDEA if is_one_idea(ready.scheme) else SEVERAL
    turned = []
    for doubt, odds in zip(doubts, reader.log_odds(question_of(ready.scheme), pairs), strict=True):
        block = found.scores[doubt.rows]
        moved = weights.words * log_odds(block) + weights.whole * odds + weights.constant
        block = np.where(block > 2 * NOWHERE, (1 / (1 + np.exp(-moved))).round(4), block)
        found.scores[doubt.rows] = block
        if doubt.chance >= CREDIT > block.max():
            turned.append(doubt)
    return tuple(turned)


def log_odds(chances: Floats) -> Floats:
    """The log odds of probabilities, none of them taken to be certain."""
    chances = np.clip(chances, CERTAIN, 1 - CERTAIN)
    return np.asarray(np.log(chances / (1 - chances)), dtype=np.float32)


def doubted(ready: Compiled, found: Match) -> Iterator[Doubt]:
    """The points that are in doubt by their words. Of a model answer that is marked by how much of it
    is there, none is: it is no one thing that is said or not."""
    if is_graded(ready.scheme):
        return
    for rows in groups(ready):
        side, stretch, chance = likeliest(ready, rows, found)
        if LOW < chance < HIGH and len(side.reading.text) <= LONGEST:
            yield Doubt(rows, side, stretch, text_around(found, stretch), chance)


def groups(ready: Compiled) -> Iterator[list[int]]:
    """The phrases that say the same: of the whole scheme where it is about one idea, else of each point."""
    by_point = [ready.by_point.get((point, "answer"), ()) for point in range(len(ready.scheme.points))]
    if is_one_idea(ready.scheme):
        by_point = [tuple(chain.from_iterable(by_point))]
    yield from (list(rows) for rows in by_point if rows)


def likeliest(ready: Compiled, rows: list[int], found: Match) -> tuple[Side, Stretch, float]:
    """The likeliest phrase of some, the stretch that says it likeliest, and how likely."""
    block = found.scores[rows]
    row, column = divmod(int(block.argmax()), block.shape[1])
    return ready.sides[rows[row]], found.stretches[column], float(block[row, column])


def question_of(scheme: Scheme) -> str:
    """The last sentence of a question: what it asks."""
    return SENTENCE_END.split(scheme.stem.strip())[-1]


def text_around(found: Match, stretch: Stretch) -> str:
    """The sentences of a stretch and those around them, as much as can be read, up to one that is idle; of a
    sentence without end the stretch itself."""
    reading, words, idle = found.reading, found.words, found.idle
    most = MOST_ANSWER * LETTERS
    starts = {word.sentence: word.start for word in reversed(reading.words)}
    ends = {word.sentence: word.end for word in reading.words}
    first, last = words[stretch[0]].sentence, words[stretch[1] - 1].sentence
    if ends[last] - starts[first] > most:
        return reading.text[words[stretch[0]].start : words[stretch[1] - 1].end]
    while first - 1 in starts and first - 1 not in idle and ends[last] - starts[first - 1] <= most:
        first -= 1
    while last + 1 in ends and last + 1 not in idle and ends[last + 1] - starts[first] <= most:
        last += 1
    return reading.text[starts[first] : ends[last]]
