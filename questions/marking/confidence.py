"""How sure a mark from the scheme is: the probability that a human marker gives the same.

A logistic function of four things, fitted on the train questions by ``manage.py evaluate --calibrate``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from questions.marking.points import CREDIT, Found

WEIGHTS = (2.041, 1.217, -0.743, -0.385, 0.529)
CONSTANT = -0.116

OWN_REASON = ("", "thin", "repeated", "nothing")
"""Problems that do not mean that a rule overruled the likeness."""


def features(outcome: Found) -> tuple[float, ...]:
    """How far the weakest credited point is above the threshold, and the strongest other one below it; how strong
    the strongest point was that a rule took back; whether anything was credited; whether there are several points.
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
    )


def probability(outcome: Found) -> float:
    """Probability, 0 to 1, that a human marker gives the same mark."""
    linear = CONSTANT + sum(weight * value for weight, value in zip(WEIGHTS, features(outcome), strict=True))
    return round(float(1.0 / (1.0 + np.exp(-linear))), 4)


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
