"""Questions of one mark that ask for two things at once: "What are the two houses of the parliament of India?"."""

from __future__ import annotations

from collections.abc import Sequence

from questions.marking.compiled import Compiled, Side
from questions.marking.language.text import Reading
from questions.marking.language.vectors import Floats

ASKING = frozenset("what which name give identify list state are".split())
HERE = 0.6
"""Likeness from which a word counts as there."""


def is_for_both(ready: Compiled) -> bool:
    """Whether one mark is for two things together."""
    if ready.is_for_both is None:
        ready.is_for_both = ready.scheme.marks == 1 and _asks_for_both(ready.question)
    return ready.is_for_both


def _asks_for_both(question: Reading) -> bool:
    """Whether the question asks for two things."""
    texts = [word.text for word in question.words]
    return any(
        word.number == 2 and not ASKING.isdisjoint(texts[max(0, i - 3) : i]) for i, word in enumerate(question.words)
    )


def halves(side: Side) -> Sequence[Sequence[int]]:
    """The terms of a phrase before and after its "and" that the other half lacks, by their place in the phrase; none
    where it has not two."""
    joint = next((word.start for word in side.reading.words if word.text == "and"), None)
    if joint is None:
        return ()
    before = [k for k, word in enumerate(side.words) if word.start < joint]
    after = [k for k, word in enumerate(side.words) if word.start > joint]
    stems = [{side.words[k].stem for k in half} for half in (before, after)]
    parts = [[k for k in before if side.words[k].stem not in stems[1]]]
    parts += [[k for k in after if side.words[k].stem not in stems[0]]]
    return parts if all(parts) else ()


def lacks_half(ready: Compiled, side: Side, best: Floats) -> bool:
    """Whether one of the two is missing; ``best`` is terms of the phrase x words, their likeness."""
    found = best.max(axis=1) >= HERE
    told = [[k for k in half if not ready.is_asked(side.words[k])] for half in halves(side)]
    return any(half and not found[half].any() for half in told)
