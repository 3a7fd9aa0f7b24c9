"""In which places around its acts a text has its parties: who gives, to whom, and from whom it was taken."""

from __future__ import annotations

from collections.abc import Iterator

from questions.marking.language.clauses import Act, Clauses

DOER, DONE = "doer", "done"
"""The place of who does it, and of to whom or what it is done; every other place has the name of its preposition."""

SAME_PLACE = {"off": "from", "to": DONE, "for": DONE, "towards": DONE, "onto": DONE}
"""Prepositions that say what others say: "gave it to the peasants" is "gave the peasants"."""


def slots(clauses: Clauses, act: Act) -> Iterator[tuple[str, int]]:
    """Each thing around an act with its place."""
    by = set(act.doers)
    for i in by:
        yield DOER, i
    for i in act.dones:
        if i not in by:
            yield (DONE if act.passive and i in act.subject else _place(clauses, act.at, i)), i


def _place(clauses: Clauses, at: int, i: int) -> str:
    """The place of a thing by the preposition before it and what describes it."""
    words, kinds = clauses.words, clauses.kinds
    j = i - 1
    while j > at and kinds[j] in "DN":
        j -= 1
    if j <= at or (kinds[j] != "P" and words[j].text != "to"):
        return DONE
    text = words[j].text
    if text == "of" and words[j - 1].text == "out":
        return "from"
    return SAME_PLACE.get(text, text)
