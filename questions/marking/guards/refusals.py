"""Whether a refusal stands: how likely it is that a rule which refuses a point is right.

A rule sees a "not", an opposite or a changed place, and may be wrong about what it is about. Whoever denies a scheme's
point or turns it round does so in the scheme's words, and little besides; whoever says it with a "not" of his own has
other words too. What tells the two apart is learnt from marked answers: ``python -m scripts.fit_refusals`` prints the
weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questions.marking.guards import checks
from questions.marking.guards.parties import Pairs
from questions.marking.guards.roles import Roles
from questions.marking.guards.scope import Scope
from questions.marking.language.antonyms import opposites
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word
from questions.marking.logistic import logistic

DOUBTFUL = frozenset((checks.NEGATED, checks.ROLES, checks.NAMES))
"""The problems that may be mistaken."""

WEIGHTS: Mapping[str, float] = {
    "told": 2.02,
    "alike": 1.63,
    "places": 0.92,
    "outright": 1.88,
    "negated": -0.70,
    "constant": -1.57,
}
"""Weights of ``features``, in their order, and the constant, for the refusal being right."""

ENOUGH = 0.4
"""Probability from which a refusal stands: below a half, since credit for a denied point harms more than a right one
that a teacher has to give."""

MOST_PLACES = 4


def features(problem: str, pairs: Pairs, words: Sequence[Word], theirs: Scope, roles: Roles) -> tuple[float, ...]:
    """What tells whether a refusal is right.

    The share of the words of content around the evidence that the phrase surely has, or their opposites; how alike the
    aligned words are on average; how many things stand in the same places around the same acts; the share of the
    evidence that the answer says is untrue; and whether it is refused for a "not".
    """
    sure = {given.start for wanted, given, likeness in pairs if likeness >= CLEAR or opposites(wanted.stem, given.stem)}
    content = [word for word in words if word.is_content]
    total = sum(likeness for _, _, likeness in pairs)
    untrue = sum(likeness for _, given, likeness in pairs if given.start in theirs.outright)
    return (
        sum(word.start in sure for word in content) / max(len(content), 1),
        total / max(len(pairs), 1),
        min(roles.kept_places(), MOST_PLACES),
        untrue / max(total, 1e-6),
        float(problem == checks.NEGATED),
    )


def chance(seen: Sequence[float], weights: Sequence[float] = tuple(WEIGHTS.values())) -> float:
    """The probability that a refusal is right, by its ``features``."""
    return logistic(weights, seen)
