"""Logistic functions: what they give, and how their weights are fitted."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import numpy as np


def logistic(weights: Sequence[float], values: Sequence[float]) -> float:
    """Probability for the features' ``values``; the last weight is the constant."""
    *slopes, constant = weights
    linear = constant + sum(slope * value for slope, value in zip(slopes, values, strict=True))
    return round(1.0 / (1.0 + exp(-linear)), 4)


def fitted(rows: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, ...]:
    """Weights and, last, the constant, by Newton's method with a slight ridge."""
    values = np.hstack([np.array(rows, dtype=np.float64), np.ones((len(rows), 1))])
    wanted = np.array(right, dtype=np.float64)
    ridge = np.eye(values.shape[1])
    ridge[-1, -1] = 1e-6
    weights = np.zeros(values.shape[1])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-values @ weights))
        slope = values.T @ (chance - wanted) + ridge @ weights
        bend = (values * (chance * (1 - chance))[:, None]).T @ values + ridge
        weights = weights - np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 3) for weight in weights)
