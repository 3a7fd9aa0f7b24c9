"""The stages of a point, and whether what belongs to a credited point explains it.

One "because" explains, and so may "they felt ..." with much beside it: which of them do is learnt from scripts on which
the points, their stages and the words that show them were annotated by reading (tests/marking/annotated).
``python -m scripts.fit_stages`` prints the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questions.marking.essays.links import Link
from questions.marking.logistic import logistic
from questions.marking.result import Span

IDENTIFIED, EXPLAINED, SUPPORTED = "identified", "explained", "supported"

WEIGHTS: Mapping[str, float] = {
    "firm": 1.53,
    "soft": 0.92,
    "says": 1.56,
    "details": 0.53,
    "words": 0.25,
    "story": -1.48,
    "constant": -3.76,
}
"""Weights of ``features``, in their order, and the constant."""

MOST_LINKS, MOST_DETAILS, MOST_WORDS = 3, 2, 14
"""Links of a kind, details and words beyond which more say nothing: length explains nothing."""

LIKELIER = 0.5

SAYS = 5
"""Words of its own from which a link ties two things: "it was faster, so you got there faster" has less."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far one credited point is developed. ``wrong`` are details beside it that contradict the scheme."""

    point: int
    stage: str
    link: tuple[Span, ...] = ()
    support: tuple[Span, ...] = ()
    wrong: tuple[Span, ...] = ()


def features(links: Sequence[Link], details: int, words: int, *, story: bool) -> tuple[float, ...]:
    """What tells whether a point is explained.

    The links of its argument that explain by themselves, and the others, in a story only mindful ones; whether one of
    them ties enough; the details beside it; the words of its own in the whole argument; and whether the answer is a
    story.
    """
    firm = sum(link.firm for link in links)
    soft = sum((link.mindful or not story) and not link.firm for link in links)
    return (
        min(firm, MOST_LINKS),
        min(soft, MOST_LINKS),
        float(any(link.own >= SAYS for link in links)),
        min(details, MOST_DETAILS),
        min(words, MOST_WORDS),
        float(story),
    )


def is_explained(seen: Sequence[float], weights: Sequence[float] = tuple(WEIGHTS.values())) -> bool:
    """Whether ``features`` make it likelier than not that the point is explained; never without a link."""
    return seen[0] + seen[1] > 0 and logistic(weights, seen) > LIKELIER
