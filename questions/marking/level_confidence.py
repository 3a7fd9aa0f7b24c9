"""How sure the level of an essay is: the probability that an examiner puts it in the same level.

A logistic function of five things, fitted on the marked essays by ``python -m scripts.fit_level_confidence``, which
also prints how often it is right for a question that it was not fitted on. Its constant is that of the questions
which came after the rules: a new question is marked less well than those that the rules were made for.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from questions.marking.development import Development

CLEAR = frozenset("copied_question copied_descriptor keywords off_question list copied_scheme".split())
"""Flags of answers that leave little to weigh."""

MOST_FREE = 2.0
WITHOUT_TABLE = 0.8
"""What is left of a probability where no table of words is installed."""

WEIGHTS = (1.953, -1.054, 0.876, -0.139, -1.036)
CONSTANT = 1.392


def features(development: Development, flags: Collection[str], level: int) -> tuple[float, ...]:
    """Whether a rule settles it; explanations that belong to no point; whether the level is the bottom one; the
    strongest point that was not credited; and whether it is long and explains little, as accounts of events do."""
    missed = (finding.score for finding in development.essay.findings if not finding.credited)
    return (
        float(not CLEAR.isdisjoint(flags)),
        min(MOST_FREE, float(sum(link.firm for link in development.free))) / MOST_FREE,
        float(level == 1),
        max(missed, default=0.0),
        float(development.tells_more),
    )


def probability(seen: tuple[float, ...]) -> float:
    """Probability, 0 to 1, that an examiner gives the same level."""
    linear = CONSTANT + sum(weight * value for weight, value in zip(WEIGHTS, seen, strict=True))
    return round(1.0 / (1.0 + math.exp(-linear)), 4)
