"""How sure a mark from the scheme is: the probability that a human marker gives the same.

A logistic function of what was found, fitted by ``python -m scripts.fit_confidence`` on marked answers to some
questions and tried on others.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

import numpy as np

from questions.marking.points import CREDIT, Found
from questions.marking.scheme import Scheme, is_one_idea

ONE_IDEA = (4.327, 1.777, -0.065, 0.345, 0.67, 0.345, -1.657)
SEVERAL_IDEAS = (1.667, 2.3, -0.712, -0.833, 0.0, 1.364, -0.022)
"""Weights of the features and, last, the constant."""

OWN_REASON = ("", "repeated", "nothing")
"""Problems that do not mean that a rule overruled the likeness."""


def features(outcome: Found, *, full: bool) -> tuple[float, ...]:
    """How far the weakest credited point is above the threshold, and the strongest other one below it; how strong
    the strongest point was that a rule took back; whether anything was credited; whether there are several points;
    and whether the mark is the highest there is (``full``).
    """
    credited = [finding.score for finding in outcome.findings if finding.credited]
    others = [finding.score for finding in outcome.findings if not finding.credited and not finding.problem]
    blocked = [f.score for f in outcome.findings if not f.credited and f.problem not in OWN_REASON]
    return (
        min(credited) - CREDIT if credited else 0.5,
        CREDIT - max(others, default=0.0),
        max(blocked, default=0.0),
        float(bool(credited)),
        float(len(outcome.findings) > 1),
        float(full),
    )


def probability(scheme: Scheme, outcome: Found, total: int) -> float:
    """Probability, 0 to 1, that a human marker gives the same mark."""
    weights = ONE_IDEA if is_one_idea(scheme) else SEVERAL_IDEAS
    return logistic(weights, features(outcome, full=total == scheme.marks))


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
