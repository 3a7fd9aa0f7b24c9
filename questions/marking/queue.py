"""Which answer a teacher should look at next: the one whose ruling settles most doubt among all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from questions.marking.learning import Studied, likenesses, nearness, same_text
from questions.marking.marker import studied
from questions.marking.scheme import Scheme
from questions.marking.vectors import Floats

MOST_COMPARED = 1500
"""Answers of one file that are compared with one another; beyond that only the same text counts as alike."""


class Queue:
    """The review queue of one question, for a teacher who settles answer after answer."""

    def __init__(self, scheme: Scheme, answers: Sequence[str]) -> None:
        looked = [studied(scheme, answer) for answer in answers]
        self.near: Floats = nearness(likenesses(looked, looked)).astype(np.float32)
        self.doubt = np.array([_doubt(answer) for answer in looked], dtype=np.float32)
        self.open = np.ones(len(answers), dtype=np.bool_)

    def first(self) -> int:
        """Index of the answer at the head of the queue."""
        worth = self.near @ (self.doubt * self.open) * self.doubt
        worth[~self.open] = -1.0
        return int(np.argmax(np.round(worth, 4)))

    def settle(self, index: int) -> None:
        """Take an answer out: those like it are less in doubt now."""
        self.open[index] = False
        self.doubt *= 1.0 - 0.8 * self.near[index]


def _doubt(answer: Studied) -> float:
    return 1.05 - answer.given.confidence


def priorities(scheme: Scheme, answers: Sequence[str], confidences: Sequence[float]) -> list[float]:
    """How much a teacher's look is worth for each answer: uncertainty times the number of answers that are alike."""
    doubt = [max(0.0, 1.0 - confidence) for confidence in confidences]
    if len(answers) <= MOST_COMPARED:
        looked = [studied(scheme, answer) for answer in answers]
        alike = [float(value) for value in nearness(likenesses(looked, looked)).sum(axis=1)]
    else:
        keys = [same_text(answer) for answer in answers]
        counts = dict.fromkeys(keys, 0.0)
        for key in keys:
            counts[key] += 1.0
        alike = [counts[key] for key in keys]
    return [round(a * b, 4) for a, b in zip(doubt, alike, strict=True)]
