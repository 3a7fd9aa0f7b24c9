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
    sentence, and a constant. ``python -m scripts.fit_entailing`` fits them on questions to tune on."""

    words: float
    whole: float
    constant: float

    def moved(self, chances: Floats, odds: float) -> Floats:
        """Probabilities by the words, with the reader's log odds; where nothing was looked for they stay."""
        moved = self.words * log_odds(chances) + self.whole * odds + self.constant
        return np.where(chances > 2 * NOWHERE, (1 / (1 + np.exp(-moved))).round(4), chances)


ONE_IDEA = Calibration(1.10, 0.60, 0.50)
SEVERAL = Calibration(1.00, 0.80, 0.50)
"""The fit gives (1.10, 0.64, 0.10) and (0.88, 0.55, 0.48). These are near to it, and what kappa is highest with on the
questions to tune on: the fit weighs each point, not each mark."""

BELIEVED = 0.5
"""Log odds of the reader from which it lifts one of several points: where there are many, one is soon near."""


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
    one = is_one_idea(ready.scheme)
    weights = ONE_IDEA if one else SEVERAL
    turned = []
    for doubt, odds in zip(doubts, reader.log_odds(question_of(ready.scheme), pairs), strict=True):
        if not one and doubt.chance < CREDIT and odds < BELIEVED:
            continue
        found.scores[doubt.rows] = moved = weights.moved(found.scores[doubt.rows], odds)
        if doubt.chance >= CREDIT > moved.max():
            turned.append(doubt)
    return tuple(turned)


def log_odds(chances: Floats) -> Floats:
    """The log odds of probabilities, none of them taken to be certain."""
    chances = np.clip(chances, CERTAIN, 1 - CERTAIN)
    return np.asarray(np.log(chances / (1 - chances)), dtype=np.float32)


def doubted(ready: Compiled, found: Match) -> Iterator[Doubt]:
    """The points that are in doubt by their words and may be moved. Of a model answer that is marked by how much of it
    is there, none is: it is no one thing that is said or not. Where something that the scheme refuses is nearer than
    the point, or only one word of several is there, nothing is to be lifted."""
    if is_graded(ready.scheme):
        return
    refused = [side.number for side in ready.sides if side.role in ("reject", "ignore")]
    for rows in groups(ready):
        side, stretch, chance = likeliest(ready, rows, found)
        if not LOW < chance < HIGH or len(side.reading.text) > LONGEST:
            continue
        # What the scheme refuses is nearer: it says so for the sake of just such answers.
        nearer = (found.scores[refused, found.stretches.index(stretch)] >= chance).any()
        if not (nearer or (chance < CREDIT and _is_keyword(side, stretch, found))):
            yield Doubt(rows, side, stretch, text_around(found, stretch), chance)


def _is_keyword(side: Side, stretch: Stretch, found: Match) -> bool:
    """Whether the stretch is one word of a phrase that has more: that says nothing yet, however it is read."""
    said = [word for word in found.words[stretch[0] : stretch[1]] if word.is_content]
    return len(said) == 1 < len([word for word in side.words if word.is_content])


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
