"""The reverse argument: where a point says ORA, "the colder, the slower" earns what "the hotter, the faster" does.

A statement of which two parts are turned round says what it said before: a word may stand for its opposite, another
party for the phrase's, and a "not" may be added or left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from questions.marking.guards.copies import denials
from questions.marking.guards.parties import PEOPLE, Pairs, identity
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement
from questions.marking.language.antonyms import opposites
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word

LEAST = 2


def is_reverse_argument(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope) -> bool:
    """Whether a stretch denies of another party what the phrase says, or turns an even number of its parts round, one
    of them by an opposite."""
    turned = _opposites(stated, stretch)
    denied = _denials(stated, pairs, stretch, theirs, turned)
    if not turned:
        return denied % 2 == 1 and _is_of_others(stated, stretch, turned)
    if _is_of_others(stated, stretch, turned) or _compares_the_other_way(stated, pairs, stretch):
        return denied % 2 == 0
    turns = sum(turned.values()) + denied
    return turns >= LEAST and turns % 2 == 0


def turns_one_of_two(stated: Statement, pairs: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether all of the phrase is there, and of a word that it has twice one is kept and one turned into its opposite:
    "a rise in temperature lowers the rate" beside "raises"."""
    twice = stated.doubled
    if not twice or len({wanted.start for wanted, _, value in pairs if value >= CLEAR}) < len(stated.side.words):
        return False
    return any(turns < twice.get(stem, 0) for stem, turns in _opposites(stated, stretch).items())


def _opposites(stated: Statement, stretch: Sequence[Word]) -> dict[str, int]:
    """How often a word of the phrase, by its stem, has its opposite in the stretch in its stead."""
    ours = Counter(word.stem for word in stated.clauses.words if word.start not in stated.parties)
    told = Counter(word.stem for word in stretch)
    turned = {
        stem: min(max(0, count - told[stem]), sum(told[other] for other in told if opposites(stem, other)))
        for stem, count in ours.items()
    }
    return {stem: count for stem, count in turned.items() if count}


def _is_of_others(stated: Statement, stretch: Sequence[Word], turned: Collection[str]) -> bool:
    """Whether another party is named for the one of which the phrase says something."""
    first = stated.side.words[0]
    ours = {identity(word) for word in stated.side.words}
    told = {identity(word) for word in stretch if word.is_content}
    theirs = {
        identity(word) for word in stretch if word.capital or word.text in PEOPLE or identity(word) in stated.names
    }
    return first.stem not in turned and identity(first) not in told and bool(theirs - ours)


def _compares_the_other_way(stated: Statement, pairs: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether two things have changed places around "than"."""
    ours, theirs = _than(stated.clauses.words), _than(stretch)
    if ours is None or theirs is None:
        return False
    order = [(wanted.start > ours, given.start > theirs) for wanted, given, value in pairs if value >= CLEAR]
    return (True, False) in order and (False, True) in order


def _than(words: Sequence[Word]) -> int | None:
    return next((word.start for word in words if word.text == "than"), None)


def _denials(stated: Statement, pairs: Pairs, stretch: Sequence[Word], theirs: Scope, turned: Collection[str]) -> int:
    """How many words more deny something that both have in the one of them than in the other; a word that has its
    opposite in the other is counted there."""
    inside = [word for word in stretch if not any(opposites(stem, word.stem) for stem in turned)]
    ours = [word for word in stated.clauses.words if word.stem not in turned]
    mine = denials(stated.scope, ours, [wanted for wanted, _, _ in pairs])
    others = denials(theirs, inside, [given for _, given, _ in pairs])
    return abs(len(mine) - len(others))
