"""Values by word, taken together over stretches of an answer: for all rows and all stretches at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from questions.marking.vectors import Floats

Edges = NDArray[np.intp]
"""Stretches x 2: the index of each stretch's first word, and of the word after its last."""


def highest(values: Floats, edges: Edges) -> Floats:
    """The highest value inside each stretch: rows x words to rows x stretches."""
    padded = np.concatenate([values, np.zeros((len(values), 1), dtype=np.float32)], axis=1)
    return np.asarray(np.maximum.reduceat(padded, edges.ravel(), axis=1)[:, ::2], dtype=np.float32)


def sums(values: Floats, edges: Edges) -> Floats:
    """The sum inside each stretch: rows x words to rows x stretches."""
    running = np.zeros((len(values), values.shape[1] + 1), dtype=np.float32)
    np.cumsum(values, axis=1, out=running[:, 1:])
    return np.asarray(running[:, edges[:, 1]] - running[:, edges[:, 0]], dtype=np.float32)
