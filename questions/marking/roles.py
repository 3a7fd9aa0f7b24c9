"""Who does what to whom: the parties of a phrase and of an answer around a word that both have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from questions.marking.compiled import Compiled, Side
from questions.marking.synonyms import names
from questions.marking.text import Word, stem
from questions.marking.verbs import may_be_verb

Pairs = Sequence[tuple[Word, Word, float]]
"""Word of the scheme, word of the answer aligned with it, and how alike they are."""

BESIDE, NEAR = frozenset(("and", "with")), 3
"""Words that join two names which stand beside each other, and how many words apart these are at most."""

BE = frozenset("was were be been being is are got get gets".split())
IRREGULAR = frozenset("beaten sent sold bought taught led held kept lost won told made put cut hit paid met".split())
PEOPLE = frozenset(
    """teacher teachers parent parents student students pupil pupils soldier soldiers troops army navy peasant peasants
    farmer farmers official officials worker workers woman women man men girl girls boy boys child children
    government leader leaders king queen emperor president people doctor doctors patient patients landlord
    landlords husband wife husbands wives pilot pilots general generals minister ministers missionary
    missionaries enemy enemies ally allies slave slaves owner owners employer employers colonists settlers
    police rebels citizens voters congress senate court predator prey host parasite buyer seller sparrows
    insects family families""".split()
)
"""People and groups without a name of their own."""


def identity(word: Word) -> object:
    """What makes two names the same: a synonym group, or the first letters ("China", "Chinese")."""
    if word.concept >= 0:
        return word.concept
    return word.stem[:4] if word.capital and word.text not in PEOPLE else word.stem


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does something and to whom, each the nearest first."""

    doers: tuple[object, ...]
    dones: tuple[object, ...]

    @property
    def doer(self) -> object | None:
        """The nearest doer."""
        return self.doers[0] if self.doers else None

    @property
    def done(self) -> object | None:
        """The nearest done-to."""
        return self.dones[0] if self.dones else None

    @property
    def is_bare(self) -> bool:
        """Whether nobody is named."""
        return not self.doers and not self.dones

    def is_swapped(self, doer: object | None, done: object | None) -> bool:
        """Whether a doer here is done to there, or the other way round."""
        done_to = done is not None and done in self.doers and doer not in self.doers
        return done_to or (doer is not None and doer in self.dones and done not in self.dones)

    def crosses(self, other: Roles) -> bool:
        """Whether the other has the same two, each in the other's place."""
        return any(
            doer != done and doer in other.dones and done in other.doers and doer not in other.doers
            for doer in self.doers
            for done in self.dones
        )


class Cast:
    """The words of a text with who is named where; the roles around a word are worked out once."""

    def __init__(self, words: Sequence[Word], names: Collection[object]) -> None:
        """``names`` identifies the people, places and groups of scheme and question."""
        self.words = words
        self.names = names
        self.who = [identity(word) for word in words]
        self.positions = {word.start: i for i, word in enumerate(words)}
        self.named: dict[int, list[int]] = {}
        for i, word in enumerate(words):
            if self.who[i] in names or word.text in PEOPLE:
                self.named.setdefault(word.sentence, []).append(i)
        self._roles: dict[int, Roles] = {}

    def in_clause(self, clause: int) -> set[object]:
        """Who and what is in a clause."""
        return {who for who, word in zip(self.who, self.words, strict=True) if word.clause == clause}

    def is_described(self, start: int) -> bool:
        """Whether the word only says how somebody is: "officials were corrupt"."""
        position = self.positions.get(start, 0)
        passive = self.words[position].text.endswith(("ed", "en", "wn")) or self.words[position].text in IRREGULAR
        return position > 0 and self.words[position - 1].text in BE and not passive

    def roles(self, start: int) -> Roles:
        """Doers and done-to of the word at offset ``start``: the names before it in its sentence, those after it in
        its clause; turned round in the passive.
        """
        known = self._roles.get(start)
        if known is None:
            position = self.positions.get(start)
            known = self._roles[start] = Roles((), ()) if position is None else self._around(position)
        return known

    def _around(self, position: int) -> Roles:
        here = self.words[position]
        inside = self.named.get(here.sentence, ())
        own = [i for i in reversed(inside) if i < position and self.words[i].clause == here.clause]
        # "A attacked B and sold C": who sold is the first one named, not the nearest.
        before = [*own, *(i for i in inside if self.words[i].clause < here.clause)]
        after = [i for i in inside if i > position and self.words[i].clause == here.clause]
        first = tuple(dict.fromkeys(self._whose(i) for i in before))
        second = tuple(dict.fromkeys(self._whose(i) for i in after))
        passive = any(word.text in BE for word in self.words[max(0, position - 2) : position]) and (
            here.text.endswith(("ed", "en", "wn")) or here.text in IRREGULAR
        )
        by = bool(after) and any(word.text == "by" for word in self.words[position : after[0]])
        if passive:
            return Roles(second if by else (), first)
        return Roles(second, first) if by else Roles(first, second)

    def _whose(self, position: int) -> object:
        """The name at a position; of "Communist soldiers" the first word, since soldiers are on every side."""
        words = self.words
        if words[position].text in PEOPLE and position > 0 and self.who[position - 1] in self.names:
            return self.who[position - 1]
        while words[position].capital and position + 1 < len(words) and words[position + 1].capital:
            if self.who[position + 1] not in self.names or words[position + 1].start - words[position].end > 1:
                break
            position += 1
        return self.who[position]


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


def has_swapped_roles(
    side: Side, ours: Cast, theirs: Cast, pairs: Pairs, parties: Sequence[object], *, both: bool = True
) -> bool:
    """Whether doer and done-to changed places around a word that phrase and answer share.

    ``ours`` is the cast of the phrase, ``theirs`` of the answer. "A beat B" beside "B beat A" is swapped,
    beside "B was beaten by A" it is not. ``parties`` are the names in the question. ``both``: the answer must name
    both.
    """
    if both and _tells_the_reverse(side, theirs, {given.sentence for _, given, _ in pairs}, parties):
        return True
    return any(
        _is_swapped_around(wanted, given, likeness, side, ours, theirs, parties, both=both)
        for wanted, given, likeness in pairs
        if likeness >= 0.5 and wanted.number is None
    )


def _is_swapped_around(
    wanted: Word,
    given: Word,
    likeness: float,
    side: Side,
    ours: Cast,
    theirs: Cast,
    parties: Sequence[object],
    *,
    both: bool,
) -> bool:
    expected = ours.roles(wanted.start)
    found = theirs.roles(given.start)
    if expected.crosses(found):
        return True
    if identity(wanted) in ours.names or ours.is_described(wanted.start):
        return False
    if not (may_be_verb(wanted.text) or may_be_verb(given.text)):
        return False
    if expected.is_bare and len(parties) > 1:
        expected = Roles((parties[0],), (parties[1],))
    doers = set(expected.doers)
    if likeness >= 0.8 and side.role == "answer" and found.doer in parties and doers & set(parties):
        missing = wanted.concept < 0 and not theirs.in_clause(given.clause) & doers
        if missing:
            return True
    if both and (found.doer is None or found.done is None):
        return False
    return expected.is_swapped(found.doer, found.done)


def parties_of(question: Sequence[Word], names: Collection[object]) -> list[object]:
    """The names in the question, in their order; none where its first two stand side by side ("between A and B")."""
    told = [i for i, word in enumerate(question) if i and (word.capital or word.concept >= 0)]
    told = [i for i in told if identity(question[i]) in names]
    parties = list(dict.fromkeys(identity(question[i]) for i in told))
    if len(parties) > 1:
        first = max(i for i in told if identity(question[i]) == parties[0] and i < told[-1])
        second = next((i for i in told if i > first and identity(question[i]) == parties[1]), first)
        if any(word.text in BESIDE for word in question[first + 1 : second]) and second - first <= NEAR:
            return []
    return parties


def _tells_the_reverse(side: Side, theirs: Cast, sentences: Collection[int], parties: Sequence[object]) -> bool:
    """Whether the answer begins with the second party of the question and goes on to the first.

    "How did A help B?" - "B sold A guns". Not where the phrase itself begins with B.
    """
    if len(parties) < 2 or parties[1] in {identity(word) for word in side.reading.words[:2]}:
        return False
    inside = [
        (who, word.text) for who, word in zip(theirs.who, theirs.words, strict=True) if word.sentence in sentences
    ]
    told = [(i, who) for i, (who, _) in enumerate(inside) if who in theirs.names]
    if not told or told[0][0] > 3 or told[0][1] != parties[1]:
        return False
    return any(who == parties[0] for _, who in told) and "by" not in {text for _, text in inside}
