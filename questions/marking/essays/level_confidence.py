"""How sure the level of an essay is: the probability that an examiner puts it in the same level.

A logistic function of four things, fitted on the marked essays by ``python -m scripts.fit_level_confidence``, which
also prints how often it is right for a question that it was not fitted on. Its constant is that of the questions
which came after the rules: a new question is marked less well than those that the rules were made for.
"""

from __future__ import annotations

from collections.abc import Sequence

from questions.marking.essays.arguments import CREDIT
from questions.marking.essays.development import Development
from questions.marking.essays.levels import counts, place
from questions.marking.logistic import logistic
from questions.marking.scheme import Level

MOST_FREE = 2.0
WITHOUT_TABLE = 0.8
"""What is left of a probability where no table of words is installed."""

WEIGHTS = (-0.971, 0.828, -0.609, -0.309)
CONSTANT = 1.256


def features(levels: Sequence[Level], development: Development, level: Level | None) -> tuple[float, ...]:
    """Explanations that belong to no point; how far the weakest credited point is above the threshold; whether the
    level hangs on one point alone; and whether ``level`` is another than that of the stages, as a story's is."""
    stages = development.stages.values()
    credited = (finding.score for finding in development.essay.findings if finding.credited)
    placed, _ = place(levels, counts(stages))
    return (
        min(MOST_FREE, float(sum(link.firm for link in development.free))) / MOST_FREE,
        min(credited, default=CREDIT) - CREDIT,
        float(any(place(levels, counts(s for s in stages if s is not one))[0] is not placed for one in stages)),
        float(level is not placed),
    )


def probability(seen: tuple[float, ...]) -> float:
    """Probability, 0 to 1, that an examiner gives the same level."""
    return logistic((*WEIGHTS, CONSTANT), seen)
