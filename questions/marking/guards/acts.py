"""The acts of a phrase and of an answer beside each other, and who has a part in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from questions.marking.compiled import Compiled
from questions.marking.guards.parties import PEOPLE, Pairs, identity, names_of
from questions.marking.guards.statement import Statement
from questions.marking.language.antonyms import opposites
from questions.marking.language.clauses import Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Reading, Word
from questions.marking.language.verbs import base_of

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

MANY = PEOPLE - frozenset("king queen emperor president government senate congress court jury leader".split())
"""Those of whom others may be called the same: soldiers are on every side."""


class BothActs:
    """What the guards of roles and of places ask of a phrase, an answer and their acts."""

    def __init__(self, stated: Statement, theirs: Clauses, pairs: Pairs, asked: Asked, denied: Collection[int]) -> None:
        """``stated`` is the phrase, ``theirs`` are the clauses of the answer, ``asked`` is who the question names;
        ``denied`` are the offsets of the words for what, by the answer, is not done."""
        self.denied = denied
        self.stated = stated
        self.ours, self.theirs = stated.clauses, theirs
        self.pairs = pairs
        self.asked = asked
        self.alike = {
            (wanted.start, given.start)
            for wanted, given, likeness in pairs
            if likeness >= CLEAR and not opposites(wanted.stem, given.stem)
        }

    def _sentences(self) -> Collection[int]:
        return {given.sentence for _, given, _ in self.pairs}

    def _same_acts(self, at: int) -> list[int]:
        words = self.theirs.words
        places = self.theirs.places(base_of(words[at].text))
        near = places[bisect_left(places, at - FAR) : bisect_right(places, at + FAR)]
        return [i for i in near if words[i].sentence == words[at].sentence]

    def _words(self, clauses: Clauses, places: tuple[int, ...]) -> tuple[Word, ...]:
        """The words at some places; of "Communist soldiers" the first, since soldiers are on every side."""
        known = clauses.parties.get(places)
        if known is None:
            words = clauses.words
            known = clauses.parties[places] = tuple(
                words[i]
                for i in places
                if words[i].number is None
                and not (i - 1 in places and words[i].text in MANY and identity(words[i - 1]) in self.asked.names)
            )
        return known

    def _same(self, ours: Word, theirs: Word) -> bool:
        return (ours.start, theirs.start) in self.alike or identity(ours) == identity(theirs)

    def _in(self, ours: Word, theirs: Sequence[Word]) -> bool:
        return bool(theirs) and any(self._same(ours, word) for word in theirs)

    def _shared(self, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
        return any(self._in(word, theirs) for word in ours)

    def _is_somebody(self, word: Word) -> bool:
        return self._is_party(word) or word.text in ABOVE or word.text in BELOW

    def _is_party(self, word: Word) -> bool:
        return word.text in PEOPLE or word.capital or word.concept >= 0 or identity(word) in self.asked.names


def is_one_of(word: Word, others: Sequence[Word]) -> bool:
    """Whether one of some words of the same text names the same."""
    return any(identity(word) == identity(other) for other in others)


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
