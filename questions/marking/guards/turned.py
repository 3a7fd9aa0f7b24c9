"""Words of an answer that stand for their opposite: "women lost rights" beside "women gained rights"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from questions.marking.guards.parties import Pairs, identity, nearest
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import COMPARING, Statement
from questions.marking.language.antonyms import opposites
from questions.marking.language.clauses import Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.idioms import stems_meant
from questions.marking.language.text import Word
from questions.marking.language.verbs import base_of

PARTLY = frozenset("half partly part almost nearly hardly barely".split())
"""Words before one that holds in part only."""

FEW = 2
"""Words between which and another one nothing may stand that has a meaning."""

CONVERSES = frozenset(frozenset(pair.split("/")) for pair in "buy/sell lend/borrow".split())
"""Verbs for the two sides of one deal."""

SAID_TOO = 0.75
"""Likeness from which a word that hides a "not" is in both texts."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A phrase beside a stretch of an answer: the aligned words, and what each of the two denies."""

    stated: Statement
    pairs: Pairs
    stretch: Sequence[Word]
    theirs: Scope
    denies: Collection[int]
    denied: Collection[int]


def turned_words(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> frozenset[str]:
    """The stems of the words of a stretch that are the opposite of a word of the phrase, of which else there is enough
    to tell."""
    if not may_turn(stretch, theirs):
        return frozenset()
    mine = {wanted.start for wanted, _, likeness in nearest(pairs) if likeness >= SAID_TOO}
    said_too = {given.stem for _, given, likeness in pairs if likeness >= SAID_TOO}
    denied = theirs.denied({word.start for word in stretch if word.stem in said_too})
    return opposites_in(Beside(stated, pairs, stretch, theirs, stated.scope.denied(mine), denied))


def may_turn(stretch: Sequence[Word], theirs: Scope) -> Sequence[Word]:
    """The words of a stretch that have an opposite."""
    first, last = stretch[0].start, stretch[-1].start
    return [word for word in theirs.turned if first <= word.start <= last]


def has_opposites(stated: Statement, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether a word of the stretch is the opposite of one of the phrase, or the phrase says how much."""
    return bool(stated.comparing) or any(_against(stated, word) for word in may_turn(stretch, theirs))


def opposites_in(beside: Beside) -> frozenset[str]:
    """The stems of the words of the stretch that are the opposite of a missing word of the phrase: of which half is
    there, or the word beside."""
    stated, side, stretch = beside.stated, beside.stated.side, beside.stretch
    turning = _turning(beside)
    compared = stated.comparing
    if not (turning or compared):
        return frozenset()
    clear = [pair for pair in beside.pairs if pair[2] >= CLEAR]
    found = {word.stem for word, against in turning if _is_next_to_what_both_have(beside, word, against, clear)}
    aligned, used = {wanted.start for wanted, _, _ in clear}, {given.start for _, given, _ in clear}
    missing = {word.start for word in side.words if word.start not in aligned}
    if len(side.words) < 2 * len(missing):
        return frozenset(found)
    if compared & missing and _says_as_much(stretch, beside.denied):
        found.add("as")
    found.update(
        word.stem
        for word, against in turning
        if word.start not in used
        if any(
            wanted.start in missing and (wanted.start in beside.denies) == (word.start in beside.denied)
            for wanted in against
        )
        if not (word.text in COMPARING and _is_of_another(word, beside.theirs, used))
    )
    return frozenset(found)


def _turning(beside: Beside) -> list[tuple[Word, list[Word]]]:
    """The words of the stretch that have their opposites in the phrase, each with those."""
    ours, theirs = beside.stated.clauses, beside.theirs.clauses
    found = []
    for word in may_turn(beside.stretch, beside.theirs):
        against = [wanted for wanted in _against(beside.stated, word) if not is_converse(ours, theirs, wanted, word)]
        if against:
            found.append((word, against))
    return found


def _against(stated: Statement, word: Word) -> Sequence[Word]:
    """The words of the phrase of which one of the answer is the opposite, none that holds in part only."""
    meant = stems_meant(word)
    known: Sequence[Word] | None = stated.opposed.get(meant)
    if known is None:
        known = stated.opposed[meant] = tuple(
            wanted
            for wanted in stated.clauses.words
            if say_opposites(wanted, word) and not is_partly(wanted, stated.clauses)
        )
    return known


def _is_next_to_what_both_have(beside: Beside, word: Word, against: Sequence[Word], clear: Pairs) -> bool:
    """Whether an opposite is beside a word that both texts have: "behaved badly" for "behaved well"."""
    ours, theirs = beside.stated.clauses, beside.theirs
    if word.stem in beside.stated.stems:
        return False
    told = {wanted.start for wanted, given, value in beside.pairs if value >= SAID_TOO and given is not word}
    said = {other.stem for other in theirs.words}
    denied = word.start in beside.denied or word.negated
    gone = [
        wanted
        for wanted in against
        if wanted.start not in told and wanted.stem not in said and (wanted.start in beside.denies) == denied
    ]
    places = ((ours.position(wanted.start), theirs.clauses.position(given.start)) for wanted, given, _ in clear)
    return bool(gone) and any(
        word in _beside(theirs.words, there or 0, step)
        and any(wanted in gone for wanted in _beside(ours.words, here or 0, step))
        for here, there in places
        for step in (-1, 1)
    )


def say_opposites(wanted: Word, given: Word) -> bool:
    """Whether a word, or the phrase that it stands for, is the opposite of a word of the scheme."""
    return any(opposites(wanted.stem, told) for told in stems_meant(given))


def is_converse(ours: Clauses, theirs: Clauses, wanted: Word, given: Word) -> bool:
    """Whether two opposites say one thing from both sides: "China bought weapons" of "sold weapons to China"."""
    if frozenset((base_of(wanted.text), base_of(given.text))) not in CONVERSES:
        return False
    mine, others = ours.position(wanted.start) or 0, theirs.position(given.start) or 0
    return _takes_part(ours, mine, theirs, others) or _takes_part(theirs, others, ours, mine)


def _takes_part(ours: Clauses, at: int, theirs: Clauses, there: int) -> bool:
    """Whether who does something in the one text is told of behind what is done in the other."""
    act = theirs.act(there)
    behind = {identity(word) for word in ours.words[at + 1 :] if word.sentence == ours.words[at].sentence}
    return act is not None and any(identity(theirs.words[i]) in behind for i in act.doers)


def is_partly(word: Word, clauses: Clauses) -> bool:
    """Whether a word is said to hold in part only: what is "half finished" is unfinished."""
    at = clauses.position(word.start) or 0
    return at > 0 and clauses.words[at - 1].text in PARTLY


def _beside(words: Sequence[Word], at: int, step: int) -> list[Word]:
    """The words next to one, on the side of ``step``, of its clause, up to the first with a meaning: "a navy to protect
    the empire" does not say what the navy did."""
    found: list[Word] = []
    for i in range(at + step, at + (FEW + 1) * step, step):
        if not 0 <= i < len(words) or words[i].clause != words[at].clause or (step > 0 and words[i].text == "to"):
            break
        found.append(words[i])
        if words[i].is_content:
            break
    return found


def _says_as_much(stretch: Sequence[Word], denied: Collection[int]) -> bool:
    """Whether something is said to be as much as something else: neither more nor less."""
    return any(
        word.text == "as" and word.start not in denied and following.text in ("much", "many")
        for word, following in pairwise(stretch)
    )


def _is_of_another(word: Word, theirs: Scope, used: Collection[int]) -> bool:
    """Whether how much a word says is told of something that the phrase does not name: "were more united"."""
    at = theirs.clauses.position(word.start)
    following = theirs.words[at + 1 : at + 2] if at is not None else ()
    return any(other.is_content and other.start not in used for other in following)
