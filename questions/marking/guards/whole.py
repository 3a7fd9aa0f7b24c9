"""Evidence that a "never" denies as a whole, in whatever words: "potato blight never ruined the crops".

Other guards weigh a "not" by the words that it covers and the phrase has too. Here those count as well of which
something is denied: whose act it is. "Did not" is not taken so: too often it says something of its own ("Germany did
not keep Alsace").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from questions.marking.guards.cues import Cue
from questions.marking.guards.parties import Pairs, identity
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement
from questions.marking.guards.turned import say_opposites
from questions.marking.language.text import NEGATORS, Word, stem

LOST = frozenset(map(stem, "come came return recover survive forgive forgave wake woke keep kept".split()))
"""Stems of verbs whose "never" says something of its own: who never came home died."""

MODALS = frozenset("can could may might must shall should will would".split())
"""Words before a "never" of what could not be, which a phrase may say otherwise: "could never have a big army"."""

AFFIRMING = frozenset("do does did are is was were can could have has had would".split())
"""Words that end a clause which says that it holds of others."""

MOST_NAMED = 6
"""Words of such a clause before them, at most."""

NEXT = 2
"""Words after a "never" among which its verb is."""

MOST_FREE = 0.5
"""Likeness of words that it is not about, as a share of those that it is about, up to which all is denied."""


def is_denied_as_a_whole(stated: Statement, pairs: Pairs, stretch: Sequence[Word], never: Collection[int]) -> bool:
    """Whether a "never" denies most of the evidence of a phrase; see ``never_done``.

    Not where a wording of its point denies something itself, nor where the answer says of whom it holds.
    """
    if not never or stated.denies_for_point or is_told_of_others(stated, stretch):
        return False
    within = sum(likeness for _, given, likeness in pairs if given.start in never)
    free = sum(likeness for _, _, likeness in pairs) - within
    if not within or free > MOST_FREE * within:
        return False
    return not any(say_opposites(wanted, word) for wanted in stated.side.words for word in stretch)


def is_told_of_others(stated: Statement, stretch: Sequence[Word]) -> bool:
    """Whether the answer says of whom it holds: "red cells never destroy them, but white cells do"."""
    ours = {identity(word) for word in stated.side.words}
    for i, word in enumerate(stretch):
        ends = i + 1 == len(stretch) or stretch[i + 1].clause != word.clause
        if not ends or word.text not in AFFIRMING:
            continue
        clause = [other for other in stretch[max(0, i - MOST_NAMED) : i] if other.clause == word.clause]
        named = [identity(other) for other in clause if other.is_content]
        if named and ours.issuperset(named) and not any(other.text in NEGATORS for other in clause):
            return True
    return False


def never_done(theirs: Scope) -> frozenset[int]:
    """Offsets of the words that every "never" of an answer denies, and of those before it that say who never did it."""
    return frozenset(word.start for cue in _nevers(theirs) for word in _about(theirs, cue))


def _nevers(theirs: Scope) -> Iterator[Cue]:
    words = theirs.words
    for cue in theirs.cues:
        at = theirs.index_of(cue)
        verb = (word.stem for word in words[at + 1 : at + 1 + NEXT])
        may = at and words[at - 1].text in MODALS
        if words[at].text == "never" and not may and LOST.isdisjoint(verb):
            yield cue


def _about(theirs: Scope, cue: Cue) -> Iterator[Word]:
    denied = theirs.denied()
    for start, end in cue.covers:
        yield from (word for word in theirs.words[start:end] if word.start in denied)
    at = theirs.index_of(cue)
    for i in range(at - 1, theirs.start_of(at) - 1, -1):
        if theirs.clauses.kinds[i] == "V":
            break
        yield theirs.words[i]
