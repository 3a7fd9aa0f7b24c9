"""Who does what to whom: the parties of a phrase and of an answer around a word that both have."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from questions.marking.clauses import Act, Clauses
from questions.marking.compiled import CLEAR, Compiled, Side
from questions.marking.synonyms import names
from questions.marking.text import Reading, Word, stem
from questions.marking.verbs import base_of, may_be_verb

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
    borrowers debtors creditors""".split()
)
"""People and groups without a name of their own."""


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


LIGHT = frozenset("be have do make get want go come say think take keep put become let use".split())
"""Verbs that say little of who acts upon whom unless both are named."""

ABOVE = frozenset(
    """owner owners employer employers boss bosses master masters manager managers overseer overseers lord lords
    landlord landlords king kings queen queens emperor tsar government state rulers ruler teacher teachers parent
    parents doctor doctors officer officers general generals husband husbands police nobles noble barons bishops
    church minister ministers judges parliament leaders rich whites""".split()
)
"""Those who have the say over others."""

BELOW = frozenset(
    """worker workers employee employees labourer labourers miner miners servant servants slave slaves peasant peasants
    serf serfs tenant tenants citizens subjects people student students pupil pupils child children patient patients
    soldier soldiers wife wives women woman prisoner prisoners poor blacks apprentices boys girls strikers""".split()
)
"""Those over whom others have the say: where one is named for the other, the statement is another one."""


FAR = 25
"""Words before and after an act among which the same act is looked for again."""

MOST_ACTS = 20
"""Small verbs of an answer that are looked at."""

NEAR = 0.5
"""Likeness from which two acts are compared where both parties are named in both texts."""


class Roles:
    """Whether the answer turns round who does what to whom in a phrase. It holds the acts of both texts."""

    def __init__(self, side: Side, ours: Clauses, theirs: Clauses, pairs: Pairs, asked: Asked) -> None:
        """``ours`` are the clauses of the phrase, ``theirs`` those of the answer, ``asked`` who the question names."""
        self.side = side
        self.ours, self.theirs = ours, theirs
        self.pairs = pairs
        self.asked = asked
        self.alike = {(wanted.start, given.start) for wanted, given, likeness in pairs if likeness >= CLEAR}

    def are_swapped(self) -> bool:
        """Whether doer and done-to changed places around an act that phrase and answer share.

        "A beat B" beside "B beat A" is swapped, beside "B was beaten by A" it is not.
        """
        sentences = {given.sentence for _, given, _ in self.pairs}
        return (
            any(
                self._is_turned(wanted, given, likeness)
                for wanted, given, likeness in self.pairs
                if likeness >= NEAR and wanted.number is None
            )
            or any(self._has_turned(at, sentences) for at in self._small_verbs())
            or self._go_the_other_way(sentences)
        )

    def _go_the_other_way(self, sentences: Collection[int]) -> bool:
        """Whether a name is at the other end of the same way in the answer: "to the West" beside "from West Berlin"."""
        if not self.ours.ends:
            return False
        told = [(i, end) for i, end in self.theirs.ends if self.theirs.words[i].sentence in sentences]
        for i, end in self.ours.ends:
            found = {other for j, other in told if self._same(self.ours.words[i], self.theirs.words[j])}
            if found and end not in found:
                return self._share_a_verb()
        return False

    def _share_a_verb(self) -> bool:
        return any(
            likeness >= CLEAR and self.ours.is_verb(wanted.start) and self.theirs.is_verb(given.start)
            for wanted, given, likeness in self.pairs
        )

    def _small_verbs(self) -> list[int]:
        """Verbs of the phrase that are small words, which no word of the answer is aligned with: "had"."""
        words, kinds = self.ours.words, self.ours.kinds
        return [i for i, word in enumerate(words) if kinds[i] == "V" and not word.is_content]

    def _has_turned(self, at: int, sentences: Collection[int]) -> bool:
        words, kinds = self.theirs.words, self.theirs.kinds
        told = self.theirs.places(base_of(self.ours.words[at].text))[:MOST_ACTS]
        return any(self._verdict(at, [i], 1.0) for i in told if words[i].sentence in sentences and kinds[i] == "V")

    def _is_turned(self, wanted: Word, given: Word, likeness: float) -> bool:
        """Whether the act is turned round wherever the answer tells of it in that sentence."""
        here, there = self.ours.position(wanted.start), self.theirs.position(given.start)
        if here is None or there is None or self.ours.act(here) is None:
            return False
        return self._verdict(here, self._same_acts(there), likeness)

    def _verdict(self, here: int, there: Sequence[int], likeness: float) -> bool:
        if base_of(self.ours.words[here].text) in MUTUAL:
            return False
        expected = self.ours.act(here)
        if expected is None:
            return False
        found = map(self.theirs.act, there)
        verdicts = [self._compared(expected, act, likeness) for act in found if act is not None]
        return max(verdicts, default=0) > -min(verdicts, default=0)

    def _same_acts(self, at: int) -> list[int]:
        words = self.theirs.words
        places = self.theirs.places(base_of(words[at].text))
        near = places[bisect_left(places, at - FAR) : bisect_right(places, at + FAR)]
        return [i for i in near if words[i].sentence == words[at].sentence]

    def _compared(self, expected: Act, found: Act, likeness: float) -> int:
        """How many parties say that the two acts are the other way round, below 0 that they are alike, else 0."""
        verbs = self.ours.kinds[expected.at] == self.theirs.kinds[found.at] == "V"
        doers, dones = self._words(self.ours, expected.doers), self._words(self.ours, expected.dones)
        if not doers and likeness >= CLEAR and not expected.passive:
            doers = self._implied(dones)
        their_doers, their_dones = self._words(self.theirs, found.doers), self._words(self.theirs, found.dones)
        shared = sum(self._in(word, their_dones) for word in dones)
        crossed = any(
            not self._same(d, o) and self._in(d, their_dones) and self._in(o, their_doers)
            for d in doers
            for o in dones
            if not self._in(d, their_doers) and not self._in(o, their_dones)
        )
        if crossed:
            sure = verbs or all(self._is_party(word) for word in (*doers[:1], *dones[:1]))
            return 2 + shared if sure else 0
        if self._complements_cross(expected, found, likeness):
            return 2 + shared
        right = sum(self._in(word, their_doers) for word in doers)
        if right or self.side.role != "answer":
            return -right - shared
        if likeness < CLEAR or found.open or not their_doers or not (verbs or expected.named):
            return -shared
        turned = (
            self._is_half_turned(doers, dones, their_doers, their_dones, expected, found)
            or self._is_exchanged(expected, found)
            or self._is_done_by_another(expected, found, doers, their_doers)
        )
        return 1 if turned else -shared

    def _is_half_turned(
        self,
        doers: Sequence[Word],
        dones: Sequence[Word],
        their_doers: Sequence[Word],
        their_dones: Sequence[Word],
        expected: Act,
        found: Act,
    ) -> bool:
        """Whether the one to whom it is done does it to another, or the doer has it done by another."""
        head = their_doers[0]
        light = base_of(self.theirs.words[found.at].text) in LIGHT_BASES
        patients = self._words(self.ours, expected.subject) if expected.passive else dones[:1]
        asked = self.asked.doer
        own = {identity(word) for word in (*doers, *((asked,) if asked else ()))}
        free = not light and not any(identity(word) in own or self._in(word, their_dones) for word in patients[:1])
        if free and any(self._same(word, head) and not self._in(word, their_dones) for word in patients):
            return found.direct or found.passive
        if not self._is_party(head) or (light and identity(head) not in self.asked.names):
            return False
        return any(self._in(d, their_dones) and self._is_party(d) for d in doers)

    def _complements_cross(self, expected: Act, found: Act, likeness: float) -> bool:
        """Whether what it is done to and what it is done with, for or from changed places: "to protect Cuba from
        America" beside "to protect America from Cuba"."""
        if likeness < CLEAR or not expected.dones or not found.dones:
            return False
        mine, yours = self._complements(self.ours, expected), self._complements(self.theirs, found)
        return any(
            not self._same(one, other)
            and self._in(one, yours[1])
            and self._in(other, yours[0])
            and not self._in(one, yours[0])
            and not self._in(other, yours[1])
            for one in mine[0]
            for other in mine[1]
        )

    def _complements(self, clauses: Clauses, act: Act) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """What an act is done to, with what belongs to it, and what stands further on after it."""
        first = act.subject if act.passive else clauses.objects(act)
        return self._words(clauses, first), self._words(clauses, [i for i in act.dones if i not in first])

    def _is_exchanged(self, expected: Act, found: Act) -> bool:
        """Whether another known party is the subject, and the phrase's own subject is elsewhere in the sentence."""
        if expected.passive != found.passive:
            return False
        subject, theirs = self._words(self.ours, expected.subject), self._words(self.theirs, found.subject)
        subject = subject or (() if expected.passive else self._implied(self._words(self.ours, expected.dones)))
        if not subject or not theirs or self._shared(subject, theirs):
            return False
        own, other = subject[0], theirs[0]
        if not self._is_party(own) or not self._is_party(other):
            return False
        if self._are_counterparts(own, other):
            return True
        if base_of(self.theirs.words[found.at].text) in LIGHT_BASES and not (found.direct and own is self.asked.doer):
            return False
        around = range(max(0, found.at - FAR), min(len(self.theirs.words), found.at + FAR))
        near = (self.theirs.words[i] for i in around)
        return any(self._same(own, word) for word in near if word.sentence == other.sentence)

    def _is_done_by_another(
        self, expected: Act, found: Act, doers: Sequence[Word], their_doers: Sequence[Word]
    ) -> bool:
        """Whether "by ..." names another than the one whom the question asks about."""
        if not found.passive or expected.passive or expected.doers or not doers:
            return False
        return all(self._is_party(word) for word in (doers[0], their_doers[0]))

    @staticmethod
    def _are_counterparts(own: Word, other: Word) -> bool:
        return (own.text in ABOVE and other.text in BELOW) or (own.text in BELOW and other.text in ABOVE)

    def _implied(self, dones: Sequence[Word]) -> tuple[Word, ...]:
        """Who does it where the phrase names nobody: the one whom the question asks about."""
        doer = self.asked.doer
        return () if doer is None or any(identity(doer) == identity(word) for word in dones) else (doer,)

    def _words(self, clauses: Clauses, places: Sequence[int]) -> tuple[Word, ...]:
        """The words at some places; of "Communist soldiers" the first, since soldiers are on every side."""
        words = clauses.words
        return tuple(
            words[i]
            for i in places
            if words[i].number is None
            and not (i - 1 in places and words[i].text in PEOPLE and identity(words[i - 1]) in self.asked.names)
        )

    def _same(self, ours: Word, theirs: Word) -> bool:
        return (ours.start, theirs.start) in self.alike or identity(ours) == identity(theirs)

    def _in(self, ours: Word, theirs: Sequence[Word]) -> bool:
        return any(self._same(ours, word) for word in theirs)

    def _shared(self, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
        return any(self._in(word, theirs) for word in ours)

    def _is_party(self, word: Word) -> bool:
        return word.text in PEOPLE or word.capital or word.concept >= 0 or identity(word) in self.asked.names


MUTUAL = frozenset(base_of(text) for text in "meet marry agree ally unite quarrel trade talk negotiate".split())
"""Acts that each does to the other."""

LIGHT_BASES = frozenset(base_of(text) for text in LIGHT)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who the question says does something; ``names`` are all parties of question and scheme."""

    question: Sequence[Word]
    doer: Word | None
    names: Collection[object]


def asked_of(ready: Compiled) -> Asked:
    """The parties of the question."""
    if ready.asked is None:
        ready.asked = _asked_of(ready.question, names_of(ready))
    found: Asked = ready.asked
    return found


def _asked_of(reading: Reading, names: Collection[object]) -> Asked:
    question, clauses = reading.words, Clauses(reading)
    for at in range(len(question)):
        act = clauses.act(at) if clauses.kinds[at] == "V" else None
        if act is None or not act.doers:
            continue
        doer = next((question[i] for i in act.doers if identity(question[i]) in names), None)
        if doer is not None:
            return Asked(question, doer, names)
    for at in range(len(question) - 2):
        if question[at].text in TASKS and question[at + 1].text == "of":
            doer = next((word for word in question[at + 2 : at + 5] if identity(word) in names), None)
            if doer is not None:
                return Asked(question, doer, names)
    return Asked(question, None, names)


TASKS = frozenset(
    "duty duties job jobs role roles task tasks power powers responsibility responsibilities function functions".split()
)
"""What one has to do, before "of" and who has to do it."""
