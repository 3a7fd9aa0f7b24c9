"""How sure a mark from the scheme is: the probability that a human marker gives the same.

A logistic function of what was found, fitted by ``python -m scripts.fit_confidence`` on marked answers to some
questions and tried on others.
"""

from __future__ import annotations

from questions.marking.logistic import logistic
from questions.marking.points import CREDIT, Found
from questions.marking.scheme import Scheme, is_one_idea

ONE_IDEA = (5.117, 1.811, -1.212, 0.081, 0.952, 0.081, -1.654)
SEVERAL_IDEAS = (2.038, 2.19, -0.485, -0.666, 0.0, 1.18, -0.464)
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
    """Probability, 0 to 1, that a human marker gives the same mark: no more than that no refusal was lifted wrongly."""
    weights = ONE_IDEA if is_one_idea(scheme) else SEVERAL_IDEAS
    doubt = max((finding.doubt for finding in outcome.findings if finding.credited), default=0.0)
    return min(logistic(weights, features(outcome, full=total == scheme.marks)), round(1.0 - doubt, 4))
