"""People, places and groups: who a phrase or an answer names, and when two words name the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from questions.marking.compiled import Compiled
from questions.marking.language.synonyms import names
from questions.marking.language.text import Word, stem
from questions.marking.language.verbs import may_be_verb

Pairs = Sequence[tuple[Word, Word, float]]
"""Word of the scheme, word of the answer aligned with it, and how alike they are."""

PEOPLE = frozenset(
    """teacher teachers parent parents student students pupil pupils soldier soldiers troops army navy peasant peasants
    farmer farmers official officials worker workers woman women man men girl girls boy boys child children
    government leader leaders king queen emperor president people doctor doctors patient patients landlord
    landlords husband wife husbands wives pilot pilots general generals minister ministers missionary
    missionaries enemy enemies ally allies slave slaves owner owners employer employers colonists settlers
    police rebels citizens voters congress senate court predator prey host parasite buyer seller sparrows
    insects family families public criminal criminals council councils company companies bank banks crowd union unions
    jury juries judges lawyers nurses refugees immigrants tenants shopkeepers merchants consumers customers lenders
    borrowers debtors creditors daughter daughters son sons brother brothers sister sisters mother mothers father
    fathers widow widows passenger passengers""".split()
)
"""People and groups without a name of their own."""


def nearest(pairs: Pairs) -> Pairs:
    """Those in which no other word of the scheme is nearer to the answer's: "blocked" is "blocking", not "stopped"."""
    if len({given.start for _, given, _ in pairs}) == len(pairs):
        return pairs
    best: dict[int, float] = {}
    for _, given, likeness in pairs:
        best[given.start] = max(likeness, best.get(given.start, 0.0))
    return [pair for pair in pairs if pair[2] >= best[pair[1].start]]


def identity(word: Word) -> object:
    """What makes two names the same: a synonym group, or the first letters ("China", "Chinese")."""
    if word.concept >= 0:
        return word.concept
    return word.stem[:4] if word.capital and word.text not in PEOPLE else word.stem


def names_of(ready: Compiled) -> frozenset[object]:
    """People, places and groups of scheme and question: what has a capital inside a phrase, synonyms, and groups."""
    if ready.names is None:
        ready.names = _names_of(ready)
    return ready.names


def _names_of(ready: Compiled) -> frozenset[object]:
    words = [*ready.question.words[1:], *(word for side in ready.sides for word in side.reading.words)]
    # A synonym names somebody where one of its wordings does: "owner", but not "freedom" in a list of rights.
    named = {word.concept for word in words if word.concept >= 0 and (word.capital or word.text in PEOPLE)}
    known = party_stems()
    named |= {number for runs in ready.concepts.values() for stems, number in runs if stems in known}
    return frozenset(
        identity(word)
        for word in words
        if word.number is None
        and word.is_content
        and (word.capital or word.concept in named or word.text in PEOPLE)
        and not may_be_verb(word.text.removesuffix("s"))
    )


@lru_cache(maxsize=1)
def party_stems() -> frozenset[tuple[str, ...]]:
    """Wordings, as runs of stems, of countries and groups."""
    return frozenset(stems for group in names() for stems in group) | {(stem(word),) for word in PEOPLE}
