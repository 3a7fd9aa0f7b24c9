"""Which words of an answer are aligned with the words of each phrase of a scheme."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from questions.marking.compiled import CLEAR, Compiled, Side
from questions.marking.matching import Match
from questions.marking.text import Word

ALIGNED = 0.35
"""Words this alike are taken as the evidence."""


Alignment = tuple[Word, Word, float, int]
"""A word of the scheme, the word of the answer that it is aligned with, how alike they are, and the index of that."""


class Aligned:
    """The words of one answer beside the phrases of a scheme; what was asked once is kept."""

    def __init__(self, ready: Compiled, found: Match) -> None:
        self.ready = ready
        self.match = found
        self._likeness: dict[int, list[list[float]]] = {}
        self._pairs: dict[tuple[int, tuple[int, int]], list[Alignment]] = {}
        self._clear: dict[tuple[int, tuple[int, int]], frozenset[int]] = {}

    def likeness(self, side: Side) -> list[list[float]]:
        """How alike each term of the phrase and each word of the answer are."""
        known = self._likeness.get(side.number)
        if known is None:
            known = self._likeness[side.number] = self.match.best[side.start : side.end].tolist()
        return known

    def pairs(self, side: Side, stretch: tuple[int, int]) -> list[Alignment]:
        """Each term of the phrase with the word of the stretch that it is aligned with."""
        key = (side.number, stretch)
        known = self._pairs.get(key)
        if known is None:
            start, end = stretch
            known = self._pairs[key] = []
            for word, row in zip(side.words, self.likeness(side), strict=True):
                values = row[start:end]
                best = max(values)
                if best >= ALIGNED:
                    nearest = start + values.index(best)
                    known.append((word, self.match.words[nearest], best, nearest))
        return known

    @cached_property
    def most_clear(self) -> list[int]:
        """For each phrase how many of its words have one in the answer that surely means the same."""
        has_one = self.match.best.max(axis=1) >= CLEAR
        counts: list[int] = np.add.reduceat(has_one, self.ready.side_starts, dtype=np.intp).tolist()
        return counts

    def clear(self, side: Side, stretch: tuple[int, int]) -> frozenset[int]:
        """The words of the stretch that surely mean the same as a word of the phrase."""
        key = (side.number, stretch)
        known = self._clear.get(key)
        if known is None:
            found = [j for _, _, value, j in self.pairs(side, stretch) if value >= CLEAR]
            known = self._clear[key] = frozenset(found)
        return known
