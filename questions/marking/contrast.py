"""Questions that ask how two things differ: "State one difference between arteries and veins".

Both are words of the question, so likeness sees no difference between what is said of the one and of the other. Here
each word belongs to the one of the two that it is said of, with or without a "not", and phrase and answer are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from questions.marking.antonyms import adjective_of, opposites
from questions.marking.clauses import Clauses
from questions.marking.scope import Scope
from questions.marking.synonyms import groups_of
from questions.marking.text import NEGATORS, Reading, Word, stem

ASKING = frozenset("difference differences differ distinguish contrast compare".split())
UNLIKE = frozenset("than unlike".split())
"""Words between what is said of the one and the other of which it is not so: "larger than ROM"."""

TOO = frozenset("both also too neither nor same".split())
"""Words by which what is said of the one is said of the other as well."""

NON = NEGATORS | {"non"}

Sides = tuple[frozenset[str], frozenset[str]]
"""The stems by which each of the two is known."""

Told = dict[str, set[tuple[int, bool]]]
"""By stem, or number, of which of the two it is said, 0 or 1, and whether it is so."""


def compared(question: Reading) -> Sides | None:
    """The two things that a question asks the difference of; None where it asks for none."""
    words = question.words
    at = next((i for i, word in enumerate(words) if word.text in ASKING), None)
    if at is None:
        return None
    if [word.text for word in words[at + 1 : at + 2]] == ["from"]:
        before, after = _run(words[:at][::-1]), _run(words[at + 2 :])
    else:
        joints = [i for i, word in enumerate(words) if word.text == "and"]
        joint = next((i for i in joints if i > at), joints[-1] if joints else at)
        before, after = _run(words[:joint][::-1]), _run(words[joint + 1 :])
    both = before & after
    return (before - both, after - both) if before - both and after - both else None


def _run(words: Sequence[Word]) -> frozenset[str]:
    """The stems of the words of content that come first."""
    stems = []
    for word in words:
        if not word.is_content or word.text in ASKING or word.text == "between":
            break
        stems.append(word.stem)
    return frozenset(stems)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said of one of the two. ``turned``: what was said before is not so of this one."""

    side: int
    words: tuple[Word, ...]
    turned: bool


def _parts(words: Sequence[Word], sides: Sides) -> Iterator[_Part]:
    """What is said of each, clause by clause; what names neither goes on with the last."""
    last: int | None = None
    for _, clause in groupby(words, key=attrgetter("clause")):
        own = list(clause)
        named = [(i, side) for i, word in enumerate(own) for side in (0, 1) if word.stem in sides[side]]
        changes = [named[0], *(b for a, b in pairwise(named) if a[1] != b[1])] if named else []
        if not changes:
            if last is not None:
                yield _Part(last, tuple(own), turned=False)
            continue
        starts = [0, *(i for i, _ in changes[1:]), len(own)]
        for (start, end), (at, side) in zip(pairwise(starts), changes, strict=True):
            before = {word.text for word in own[max(0, at - 2) : at]}
            yield _Part(side, tuple(own[start:end]), turned=not UNLIKE.isdisjoint(before))
            last = side


def told_of_each(clauses: Clauses, scope: Scope, sides: Sides | None) -> Told:
    """What a text says of each of the two; nothing where there are no two.

    What ends with a name, "but ROM is not", "than ROM", turns round what was said of the other.
    """
    told: Told = {}
    if sides is None:
        return told
    denied = scope.denied()
    said: list[tuple[str, bool]] = []
    side = -1
    for part in _parts(clauses.words, sides):
        own = [
            (_known_by(word), (word.start not in denied) != (before is not None and before.text == "non"))
            for before, word in zip((None, *part.words), part.words, strict=False)
            if word.is_content and word.stem not in sides[0] | sides[1] and word.text not in NON
        ]
        if not own and part.side != side and said:
            is_so_too = any(word.text in TOO for word in part.words)
            own = [(key, so == is_so_too) for key, so in said]
        elif part.turned and part.side != side and said:
            own += [(key, not so) for key, so in said]
        for key, so in own:
            told.setdefault(key, set()).add((part.side, so))
        said, side = own, part.side
    return told


def _known_by(word: Word) -> str:
    """The stem of a word, of "thicker" that of "thick", or its number."""
    return stem(adjective_of(word.text)) if word.number is None else str(word.number)


def is_of_the_other(phrase: Told, answer: Told) -> bool:
    """Whether the answer says something of the phrase of the wrong one of the two, and never of the right one."""
    for wanted, mine in phrase.items():
        if len(mine) > 1 and len({side for side, so in mine if so}) != 1:
            # Said of both it tells nothing.
            continue
        votes = {
            (side == my_side) == ((so == my_so) != turned)
            for given, theirs in answer.items()
            if (turned := _relation(wanted, given)) is not None and len({s for s, so in theirs if so}) < 2
            for side, so in theirs
            for my_side, my_so in mine
        }
        if votes == {False}:
            return True
    return False


def _relation(wanted: str, given: str) -> bool | None:
    """Whether two words are opposites, or not but the same; None where they are neither."""
    if opposites(wanted, given):
        return True
    same = wanted == given or bool(groups_of(wanted, widely=True) & groups_of(given, widely=True))
    return False if same else None


def sides_of(told: Told) -> frozenset[int]:
    """Of which of the two anything is said."""
    return frozenset(side for said in told.values() for side, _ in said)
