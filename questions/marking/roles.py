"""Who does what to whom: the parties of a phrase and of an answer around a word that both have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from questions.marking.compiled import Side
from questions.marking.text import Word

Pairs = Sequence[tuple[Word, Word, float]]
"""Word of the scheme, word of the answer aligned with it, and how alike they are."""

BE = frozenset("was were be been being is are got get gets".split())
IRREGULAR = frozenset("beaten sent sold bought taught led held kept lost won told made put cut hit paid met".split())
PEOPLE = frozenset(
    """teacher teachers parent parents student students pupil pupils soldier soldiers troops army navy peasant peasants
    farmer farmers official officials worker workers woman women man men girl girls boy boys child children government
    leader leaders king queen emperor president people doctor doctors patient patients landlord landlords husband wife
    husbands wives pilot pilots general generals minister ministers missionary missionaries enemy enemies ally allies
    slave slaves owner owners employer employers colonists settlers police rebels citizens voters congress senate court
    predator prey host parasite buyer seller sparrows insects family families""".split()
)
"""People and groups without a name of their own."""


def identity(word: Word) -> object:
    """What makes two names the same: a synonym group, or the first letters ("China", "Chinese")."""
    if word.concept >= 0:
        return word.concept
    return word.stem[:4] if word.capital and word.text not in PEOPLE else word.stem


def has_swapped_roles(
    side: Side,
    stretch: Sequence[Word],
    names: frozenset[object],
    pairs: Pairs,
    question: Sequence[Word],
    *,
    both: bool = True,
) -> bool:
    """Whether doer and done-to changed places around a word that phrase and answer share.

    ``names`` identifies the people, places and groups of the scheme and question. "A beat B" beside
    "B beat A" is swapped, beside "B was beaten by A" it is not. ``both``: the answer must name both.
    """
    parties = _parties(question, names)
    if both and _tells_the_reverse(side, stretch, names, parties):
        return True
    for wanted, given, likeness in pairs:
        if likeness < 0.5 or wanted.number is not None:
            continue
        ours = roles(side.reading.words, wanted.start, names)
        theirs = roles(stretch, given.start, names)
        if ours.crosses(theirs):
            return True
        if identity(wanted) in names:
            continue
        their_doer, their_done = theirs.doer, theirs.done
        if ours.is_bare and len(parties) > 1:
            ours = Roles((parties[0],), (parties[1],))
        if likeness >= 0.8 and their_doer in parties and set(ours.doers) & set(parties) and side.role == "answer":
            there = {identity(word) for word in stretch if word.clause == given.clause}
            if not there & set(ours.doers) and wanted.concept < 0:
                return True
        if not (both and (their_doer is None or their_done is None)) and ours.is_swapped(their_doer, their_done):
            return True
    return False


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


def _parties(question: Sequence[Word], names: Collection[object]) -> list[object]:
    """The names in the question, in their order."""
    told = [word for word in question[1:] if word.capital or word.concept >= 0]
    return list(dict.fromkeys(identity(word) for word in told if identity(word) in names))


def _tells_the_reverse(
    side: Side, sentence: Sequence[Word], names: Collection[object], parties: Sequence[object]
) -> bool:
    """Whether the answer begins with the second party of the question and goes on to the first.

    "How did A help B?" - "B sold A guns". Not where the phrase itself begins with B.
    """
    if len(parties) < 2 or parties[1] in {identity(word) for word in side.reading.words[:2]}:
        return False
    told = [(i, identity(word)) for i, word in enumerate(sentence) if identity(word) in names]
    if not told or told[0][0] > 3 or told[0][1] != parties[1]:
        return False
    return any(who == parties[0] for _, who in told) and "by" not in {word.text for word in sentence}


def roles(words: Sequence[Word], start: int, names: Collection[object]) -> Roles:
    """Doers and done-to of the word at offset ``start``: the names before it in its sentence, those after it in its
    clause; turned round in the passive.
    """
    position = next((i for i, word in enumerate(words) if word.start == start), None)
    if position is None:
        return Roles((), ())
    here = words[position]
    inside = [i for i, word in enumerate(words) if word.sentence == here.sentence and _is_name(word, names)]
    before = [i for i in reversed(inside) if i < position]
    after = [i for i in inside if i > position and words[i].clause == here.clause]
    first = tuple(dict.fromkeys(_whose(words, i, names) for i in before))
    second = tuple(dict.fromkeys(_whose(words, i, names) for i in after))
    passive = any(word.text in BE for word in words[max(0, position - 2) : position]) and (
        here.text.endswith(("ed", "en", "wn")) or here.text in IRREGULAR
    )
    by = bool(after) and any(word.text == "by" for word in words[position : after[0]])
    if passive:
        return Roles(second if by else (), first)
    return Roles(second, first) if by else Roles(first, second)


def _is_name(word: Word, names: Collection[object]) -> bool:
    return identity(word) in names or word.text in PEOPLE


def _whose(words: Sequence[Word], position: int, names: Collection[object]) -> object:
    """The name at a position; of "Communist soldiers" the first word, since soldiers are on every side."""
    word = words[position]
    if word.text in PEOPLE and position > 0 and identity(words[position - 1]) in names:
        return identity(words[position - 1])
    while word.capital and position + 1 < len(words) and words[position + 1].capital:
        if identity(words[position + 1]) not in names or words[position + 1].start - word.end > 1:
            break
        position += 1
        word = words[position]
    return identity(word)
