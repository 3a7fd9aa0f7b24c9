"""What goes up and what goes down: "house prices fall" is not "they push up house prices".

Words of change are near to each other in the table, and half of them are phrases of small words ("went up", "pushed
wages down") that the opposites of single words do not meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from questions.marking.guards.parties import Pairs
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word
from questions.marking.language.verbs import BE, base_of
from questions.marking.language.word_kinds import kinds_of

UP, DOWN = 1, -1


def _bases(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {base_of(word): frozenset(others.split()) for word, others in table.items()}


CHANGES = {
    base_of(word): sign
    for sign, words in (
        (UP, "increase rise grow soar climb double treble triple raise boost higher"),
        (DOWN, "decrease fall drop decline shrink plummet dwindle diminish plunge slump halve reduce lower"),
    )
    for word in words.split()
}
"""Verbs of change, and the comparatives that say what came of it."""

MOVES = frozenset(map(base_of, "go come push drive put bring send force shoot keep".split()))
PARTICLES = {"up": UP, "down": DOWN}
REACH = 5
"""Verbs that change something together with a particle, and how far behind them that stands at most: "pushed the price
of bread up"."""

ELSEWHERE = _bases(
    {
        "fall": "of out for apart into on under behind over off in asleep ill sick to",
        "rise": "of up against to",
        "grow": "up out",
        "drop": "out off in to",
        "climb": "over out to",
    }
)
"""Words behind some of them that make them say something else: "the fall of Rome", "rose to power", "grew up"."""

AMOUNTS = frozenset("price prices value number numbers cost size amount".split())
"""Words behind "in" that leave it a change: "fell in value"."""

DONE = frozenset(map(base_of, "grow drop climb double".split()))
"""Those that may be done to a thing, and then do not say how much there is: "grew crops", "dropped bombs"."""

SMALL = frozenset("by from and when because so as then again even very since until after but which".split())
"""Words that no such thing begins with."""

ALONE = frozenset(map(base_of, "rise fall go come soar decline dwindle plummet plunge slump shrink grow".split()))
"""Those that things do by themselves: what changes stands before them."""

BREAKS = frozenset("to by from in at of on with for when because as than and so after before while people".split())
"""Words that what is changed ends before: "when rates rise people spend less"."""


class Change(NamedTuple):
    """The direction that a phrase has, 0 for none or both, and the offsets of the words for what changes."""

    sign: int
    things: frozenset[int]


def changed(words: Sequence[Word]) -> Change:
    """What a phrase of the scheme says of going up or down.

    >>> from questions.marking.language.text import read
    >>> [changed(read(text).words).sign for text in ("prices went up", "wages were lowered", "Hitler's rise to power")]
    [1, -1, 0]
    """
    moves = list(_moves(words))
    signs = {sign for sign, _ in moves}
    if len(signs) != 1:
        return Change(0, frozenset())
    return Change(signs.pop(), frozenset().union(*(things for _, things in moves)))


def goes_the_other_way(change: Change, pairs: Pairs, words: Sequence[Word]) -> bool:
    """Whether ``words`` say everywhere that what ``change`` has going up goes down, or the other way round."""
    same = {given.start for wanted, given, likeness in pairs if likeness >= CLEAR and wanted.start in change.things}
    if not change.sign or not same:
        return False
    met = [sign for sign, things in _moves(words) if not same.isdisjoint(things)]
    return bool(met) and all(sign == -change.sign for sign in met)


def _moves(words: Sequence[Word]) -> Iterator[tuple[int, frozenset[int]]]:
    """The direction of each word of change, and what a "not" makes of it; and the offsets of the words for what it
    changes."""
    for i, word in enumerate(words):
        base = base_of(word.text)
        if base not in CHANGES and base not in MOVES:
            continue
        after = [other for other in words[i + 1 : i + 1 + REACH] if other.clause == word.clause]
        sign = _with_particle(after) if base in MOVES else CHANGES[base] if _changes(base, after) else 0
        if sign:
            yield -sign if word.negated else sign, _things(words, i)


def _things(words: Sequence[Word], i: int) -> frozenset[int]:
    """What the word of change at ``i`` changes: what follows where it is done to something, else what stands before."""
    clause = [k for k, word in enumerate(words) if word.clause == words[i].clause]
    following = [k for k in clause if k > i and words[k].text not in PARTICLES]
    ends = next((n for n, k in enumerate(following) if words[k].text in BREAKS), len(following))
    done = _named(words, following[:ends])
    passive = any(words[k].text in BE for k in clause if i - 2 <= k < i)
    if done and not passive and base_of(words[i].text) not in ALONE - MOVES:
        return done
    return _named(words, [*_listed_before(words, clause[0]), *(k for k in clause if k < i)])


def _listed_before(words: Sequence[Word], first: int) -> list[int]:
    """The places of what an "and" at one adds to, where nothing is done there: "output of coal and steel rose"."""
    if words[first].text != "and":
        return []
    before = [k for k in range(first) if words[k].clause == words[first - 1].clause]
    same = bool(before) and words[before[0]].sentence == words[first].sentence
    return before if same and "V" not in kinds_of([words[k] for k in before]) else []


def _named(words: Sequence[Word], places: Sequence[int]) -> frozenset[int]:
    """The offsets of the words for things among those at ``places``."""
    return frozenset(
        word.start
        for word in (words[k] for k in places)
        if word.is_content
        and word.number is None
        and not word.text.endswith("ly")
        and base_of(word.text) not in CHANGES
    )


def _with_particle(after: Sequence[Word]) -> int:
    """The direction of the first particle; 0 for "put up with", "came down to"."""
    at = next((k for k, other in enumerate(after) if other.text in PARTICLES), None)
    if at is None or (at + 1 < len(after) and after[at + 1].text in ("with", "to") and not _is_amount(after[at + 1 :])):
        return 0
    return PARTICLES[after[at].text]


def _changes(base: str, after: Sequence[Word]) -> bool:
    """Whether a word of change says how much there is, by what stands behind it."""
    if not after:
        return True
    text = after[0].text
    if text in ELSEWHERE.get(base, ()):
        return _is_amount(after)
    return base not in DONE or text in SMALL or text.endswith("ly") or after[0].number is not None


def _is_amount(after: Sequence[Word]) -> bool:
    """Whether words say how much: "to 10 shillings", "in price"."""
    return any(word.number is not None or word.text in AMOUNTS for word in after)
