"""Numbers by word: a row for each word that came up, so that the rows of a whole answer are taken in one step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np

from questions.marking.language.text import Word
from questions.marking.language.vectors import Floats

_MOST_ROWS = 30_000
_FIRST_ROWS = 32


class Rows:
    """What a scheme makes of each word, worked out once. Words of one text, concept and number have one row."""

    def __init__(self, width: int, make: Callable[[Word], Floats]) -> None:
        """``make`` works out the ``width`` numbers of a word."""
        self._make = make
        self._table = np.zeros((_FIRST_ROWS, width), dtype=np.float32)
        self._numbers: dict[tuple[str, int, float | None], int] = {}
        self._lock = threading.RLock()

    def take(self, words: Sequence[Word]) -> Floats:
        """The rows of the words in their order: words x width."""
        with self._lock:
            known = self._numbers
            numbers = [known.get((word.text, word.concept, word.number), -1) for word in words]
            if -1 in numbers:
                if len(known) + len(words) > _MOST_ROWS:
                    known.clear()
                numbers = [self._number(word) for word in words]
            return self._table.take(numbers, axis=0)

    def of(self, word: Word) -> Floats:
        """The row of one word."""
        return np.asarray(self.take((word,))[0], dtype=np.float32)

    def _number(self, word: Word) -> int:
        key = (word.text, word.concept, word.number)
        number = self._numbers.get(key)
        if number is None:
            row = self._make(word)
            number = len(self._numbers)
            if number == len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            self._table[number] = row
            self._numbers[key] = number
        return number
