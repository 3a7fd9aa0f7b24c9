"""Which words of an answer are aligned with the words of each phrase of a scheme."""

from __future__ import annotations

import numpy as np

from questions.marking.compiled import Compiled, Side
from questions.marking.guards.parties import Pairs
from questions.marking.language.forms import CLEAR
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.matching import Match

ALIGNED = 0.35
"""Words this alike are taken as the evidence."""


Alignment = tuple[Word, Word, float, int]
"""A word of the scheme, the word of the answer that it is aligned with, how alike they are, and the index of that."""


class Aligned:
    """The words of one answer beside the phrases of a scheme; what was asked once is kept."""

    def __init__(self, ready: Compiled, found: Match) -> None:
        self.ready = ready
        self.match = found
        self._nearest = found.best.max(axis=1, initial=0.0)
        self.nearest: list[float] = self._nearest.tolist()
        """For each term of the scheme how alike the nearest word of the answer is."""
        self._rows: dict[int, list[tuple[int, list[float]]]] = {}
        self._pairs: dict[tuple[int, tuple[int, int]], list[Alignment]] = {}
        self._clear: dict[tuple[int, tuple[int, int]], frozenset[int]] = {}

    def alignable(self, side: Side) -> list[tuple[int, list[float]]]:
        """The terms of the phrase, by their place in it, that a word of the answer may be aligned with, each with how
        alike all words are."""
        known = self._rows.get(side.number)
        if known is None:
            best, nearest = self.match.best, self.nearest
            known = self._rows[side.number] = [
                (k - side.start, best[k].tolist()) for k in range(side.start, side.end) if nearest[k] >= ALIGNED
            ]
        return known

    def pairs(self, side: Side, stretch: tuple[int, int]) -> list[Alignment]:
        """Each term of the phrase with the word of the stretch that it is aligned with."""
        key = (side.number, stretch)
        known = self._pairs.get(key)
        if known is None:
            start, end = stretch
            wanted, given = side.words, self.match.words
            known = self._pairs[key] = []
            for k, row in self.alignable(side):
                values = row[start:end]
                best = max(values)
                if best >= ALIGNED:
                    nearest = start + values.index(best)
                    known.append((wanted[k], given[nearest], best, nearest))
        return known

    def aligned(self, side: Side, stretch: tuple[int, int]) -> Pairs:
        """The same without the places of the words."""
        return [pair[:3] for pair in self.pairs(side, stretch)]

    @lazy
    def most_clear(self) -> list[int]:
        """For each phrase how many of its words have one in the answer that surely means the same."""
        has_one = self._nearest >= CLEAR
        counts: list[int] = np.add.reduceat(has_one, self.ready.side_starts, dtype=np.intp).tolist()
        return counts

    def evidence(self, side: Side, stretch: tuple[int, int]) -> frozenset[int]:
        """The words of the stretch that a word of the phrase is aligned with."""
        return frozenset([j for _, _, _, j in self.pairs(side, stretch)])

    def clear(self, side: Side, stretch: tuple[int, int]) -> frozenset[int]:
        """The words of the stretch that surely mean the same as a word of the phrase."""
        key = (side.number, stretch)
        known = self._clear.get(key)
        if known is None:
            found = [j for _, _, value, j in self.pairs(side, stretch) if value >= CLEAR]
            known = self._clear[key] = frozenset(found)
        return known
