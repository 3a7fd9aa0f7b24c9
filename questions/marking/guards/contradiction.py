"""Whether an answer unsays what earned a point: the same words denied elsewhere, or their opposites."""

from __future__ import annotations

from collections.abc import Sequence

from questions.marking.compiled import Compiled, Side
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement
from questions.marking.language.antonyms import contradict, contradictory_stems
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word
from questions.marking.language.verbs import base_of
from questions.marking.matching import Match

MOST_OF_IT = 0.4
"""Share of the evidence, names of parties apart, that has to be denied elsewhere."""


def is_unsaid(
    ready: Compiled,
    found: Match,
    scope: Scope,
    stated: Statement,
    said: Sequence[tuple[Word, Word, float, int]],
) -> bool:
    """Whether another clause says the opposite of the evidence.

    ``said`` are the words of the phrase with those of the evidence that they are aligned with.
    """
    if not (scope.cues or scope.turned):
        return False
    same = [(wanted, given, j) for wanted, given, value, j in said if value >= CLEAR]
    told = [pair for pair in same if pair[0].start not in stated.parties] or same
    if not told:
        return False
    return _is_denied(ready, found, scope, stated.side, told) or _is_opposed(found.words, told, same, stated, scope)


def _is_denied(ready: Compiled, found: Match, scope: Scope, side: Side, told: Sequence[tuple[Word, Word, int]]) -> bool:
    denied = scope.denied()
    if not denied:
        return False
    elsewhere = [j for j, word in enumerate(found.words) if word.start in denied]
    if not elsewhere:
        return False
    rows = {word.start: side.start + k for k, word in enumerate(side.words)}
    shares = ready.share[side.number]
    clauses: dict[str, set[int]] = {}
    for j in elsewhere:
        clauses.setdefault(base_of(found.words[j].text), set()).add(found.words[j].clause)
    total = unsaid = 0.0
    for wanted, given, _ in told:
        row = rows[wanted.start]
        total += float(shares[row])
        if given.start in denied:
            continue
        again = clauses.get(base_of(given.text), set()) | {
            found.words[j].clause for j in elsewhere if found.form[row, j] >= CLEAR
        }
        if again - {given.clause}:
            unsaid += float(shares[row])
    return unsaid > 0 and unsaid >= MOST_OF_IT * total


def _is_opposed(
    words: Sequence[Word],
    told: Sequence[tuple[Word, Word, int]],
    same: Sequence[tuple[Word, Word, int]],
    stated: Statement,
    scope: Scope,
) -> bool:
    """Whether another clause has the opposite of a word beside another word of the evidence again.

    ``same`` are all words that phrase and evidence share, ``told`` those that say more than who is meant. Two pairs of
    opposites tell two things apart, and so does one that is no act: "the short one is high, the long one low".
    """
    if not scope.turned:
        return False
    may_be_opposed = contradictory_stems()
    for word in words:
        if word.stem not in may_be_opposed or word.stem in stated.stems or not scope.clauses.is_verb(word.start):
            continue
        if _is_said_there_too(word, same):
            continue
        against = next((given for _, given, _ in told if contradict(given.stem, word.stem)), None)
        if against is None or against.clause == word.clause or against.negated != word.negated:
            continue
        beside = {other.stem for other in words if other.clause == word.clause}
        if beside & ({given.stem for _, given, _ in told} - {against.stem}):
            turned = {word.stem for word in words} & may_be_opposed
            return sum(any(contradict(a, b) for b in turned) for a in turned) <= 2
    return False


def _is_said_there_too(word: Word, told: Sequence[tuple[Word, Word, int]]) -> bool:
    """Whether an act is one of the evidence, beside the thing that it is done to in the phrase: of "they absorb this
    and release that" neither unsays the other."""
    act = next((wanted for wanted, given, _ in told if given.start == word.start), None)
    if act is None:
        return False
    after = [(wanted.start, given.clause) for wanted, given, _ in told if wanted.start > act.start]
    return min(after, default=(0, -1))[1] == word.clause
