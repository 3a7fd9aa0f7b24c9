"""Values by word, taken together over stretches of an answer: for all rows and all stretches at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from questions.marking.language.vectors import Floats

WIDE = 200
"""Rows from which adding word by word is faster than numpy's running sums, which go through each row by itself."""

Edges = NDArray[np.intp]
"""Stretches x 2: the index of each stretch's first word, and of the word after its last."""


def highest(values: Floats, edges: Edges) -> Floats:
    """The highest value inside each stretch: rows x words to rows x stretches.

    Each stretch is two runs of words that may overlap, of the longest power of two that it holds, whose highest values
    are made from those of half that length.
    """
    by_word = values.T
    sizes = np.frexp(edges[:, 1] - edges[:, 0])[1] - 1
    runs = np.empty((int(sizes.max(initial=0)) + 1, *by_word.shape), dtype=np.float32)
    runs[0] = by_word
    for size in range(1, len(runs)):
        half = 1 << (size - 1)
        np.maximum(runs[size - 1, :-half], runs[size - 1, half:], out=runs[size, :-half])
    runs = runs.reshape(-1, runs.shape[2])
    of_size = sizes * len(by_word)
    first, last = runs.take(of_size + edges[:, 0], axis=0), runs.take(of_size + edges[:, 1] - (1 << sizes), axis=0)
    return np.ascontiguousarray(np.maximum(first, last).T)


def sums(values: Floats, edges: Edges) -> Floats:
    """The sum inside each stretch: rows x words to rows x stretches."""
    by_word = values.T
    running = np.zeros((len(by_word) + 1, len(values)), dtype=np.float32)
    if len(values) < WIDE:
        np.add.accumulate(by_word, axis=0, out=running[1:])
    else:
        before = running[0]
        for word, after in zip(by_word, running[1:], strict=True):
            before = np.add(before, word, out=after)
    return np.asarray((running.take(edges[:, 1], axis=0) - running.take(edges[:, 0], axis=0)).T, dtype=np.float32)
