"""Questions that ask how two things differ: "State one difference between arteries and veins".

Both are words of the question, so likeness sees no difference between what is said of the one and of the other. Here
each word belongs to the one of the two that it is said of, with or without a "not", and phrase and answer are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter

from rapidfuzz.distance import OSA

from questions.marking.guards.scope import Scope
from questions.marking.language.antonyms import adjective_of, opposites
from questions.marking.language.clauses import Clauses
from questions.marking.language.synonyms import groups_of
from questions.marking.language.text import NEGATORS, Reading, Word, stem

BETWEEN = frozenset("difference differences distinguish".split())
"""Words before the "between" of the two things."""

MOST_NAMED = 3
"""Words that each of the two may have in the question."""

ASIDE = frozenset("unlike than with to from against opposed".split())
"""Words before a name that is told of beside the other: "veins, unlike arteries, ..."."""

TOO = frozenset("both also too neither nor same".split())
"""Words by which what is said of the one is said of the other as well."""

NON = NEGATORS | {"non"}

MISSPELT = 0.75
"""Likeness of spelling from which a word is one of the two, written wrongly."""

GOING_ON = frozenset("it its they their them these this which that and but".split())
"""Words that begin more about the one that was told of last."""

Sides = tuple[frozenset[str], frozenset[str]]
"""The stems by which each of the two is known."""

Facts = dict[str, set[tuple[int, bool]]]
"""By stem, or number, of which of the two it is said, 0 or 1, and whether it is so."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of the two, and which of them it names."""

    facts: Facts
    named: frozenset[int]


NOTHING = Told({}, frozenset())


def together(told: Iterable[Told]) -> Told:
    """What several texts say of the two between them."""
    facts: Facts = {}
    named: set[int] = set()
    for each in told:
        named |= each.named
        for word, said in each.facts.items():
            facts.setdefault(word, set()).update(said)
    return Told(facts, frozenset(named))


def compared(question: Reading) -> Sides | None:
    """The two things that a question asks the difference of; None where it asks for none."""
    texts = [word.text for word in question.words]
    for i, (before, word) in enumerate(pairwise(texts)):
        if before in BETWEEN and word == "between":
            joint = next((k for k in range(i + 2, len(texts)) if texts[k] == "and"), None)
            return None if joint is None else _two(question.words[i + 2 : joint], question.words[joint + 1 :])
        if before in ("differ", "differs") and word == "from":
            return _two(question.words[:i][::-1], question.words[i + 2 :])
    return None


def _two(one: Sequence[Word], other: Sequence[Word]) -> Sides | None:
    """What tells two things apart whose names these words begin with: "prokaryotic" and "eukaryotic cells"."""
    first, second = _run(one), _run(other)
    if len(first) == 1:
        second = second[:1]
    both = {*first} & {*second}
    names = frozenset(first) - both, frozenset(second) - both
    return names if all(0 < len(name) < MOST_NAMED for name in names) else None


def _run(words: Sequence[Word]) -> list[str]:
    """The stems of the words of content that come first, of one sentence, behind an article."""
    stems: list[str] = []
    for word in words:
        if word.is_content and word.sentence == words[0].sentence:
            stems.append(word.stem)
        elif stems or word.text not in ("a", "an", "the"):
            break
    return stems


def _side_of(word: Word, sides: Sides) -> int | None:
    """Which of the two a word names, perhaps misspelt; -1 where it may be either."""
    exact = [side for side in (0, 1) if word.stem in sides[side]]
    if exact or not word.is_content:
        return exact[0] if exact else None
    alike = [max(OSA.normalized_similarity(word.stem, name) for name in names) for names in sides]
    if max(alike) < MISSPELT:
        return None
    return -1 if alike[0] == alike[1] else alike.index(max(alike))


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said of one of the two. ``than``: what was said before is less so of this one."""

    side: int
    words: tuple[Word, ...]
    than: bool


def _parts(clauses: Clauses, sides: Sides) -> Iterator[_Part]:
    """What is said of each, clause by clause; what names neither goes on with the last, unless it is of somebody
    else."""
    last: int | None = None
    place = 0
    for _, clause in groupby(clauses.words, key=attrgetter("clause")):
        own = list(clause)
        begins = clauses.kinds[place] in "OVA" or own[0].text in GOING_ON
        place += len(own)
        named = [(i, side) for i, word in enumerate(own) if (side := _side_of(word, sides)) is not None]
        opening = [(i, side) for i, side in named if ASIDE.isdisjoint(word.text for word in own[max(0, i - 2) : i])]
        beside = [(i, side) for i, side in named if "than" in [word.text for word in own[max(0, i - 2) : i]]]
        if not opening:
            if last is not None and begins and not named:
                yield _Part(last, tuple(own), than=False)
            continue
        changes = [opening[0], *(b for a, b in pairwise(opening) if a[1] != b[1])]
        starts = [0, *(i for i, _ in changes[1:]), len(own)]
        for (start, end), (_, side) in zip(pairwise(starts), changes, strict=True):
            yield _Part(side, tuple(own[start:end]), than=False)
            last = side
        yield from (_Part(side, (), than=True) for _, side in beside if side != last)


def told_of_each(clauses: Clauses, scope: Scope, sides: Sides | None) -> Told:
    """What a text says of each of the two; nothing where there are no two, or a name may be either.

    What ends with a name, "but ROM is not", "than ROM", turns round what was said of the other.
    """
    if sides is None:
        return NOTHING
    named = {side for word in clauses.words if (side := _side_of(word, sides)) is not None}
    if -1 in named:
        return NOTHING
    denied = scope.denied()
    facts: Facts = {}
    said: list[tuple[str, bool]] = []
    side = -1
    for part in _parts(clauses, sides):
        own = [
            (_known_by(word), (word.start not in denied) != (before is not None and before.text == "non"))
            for before, word in zip((None, *part.words), part.words, strict=False)
            if word.is_content and word.text not in NON and _side_of(word, sides) is None
        ]
        if not own and part.side != side and said:
            is_so_too = not part.than and any(word.text in TOO for word in part.words)
            own = [(key, so == is_so_too) for key, so in said]
        for key, so in own:
            facts.setdefault(key, set()).add((part.side, so))
        if not part.than:
            said, side = own, part.side
    return Told(facts, frozenset(named))


def _known_by(word: Word) -> str:
    """The stem of a word, of "thicker" that of "thick", or its number."""
    return stem(adjective_of(word.text)) if word.number is None else str(word.number)


def is_of_the_other(phrase: Facts, answer: Facts) -> bool:
    """Whether the answer says something of the phrase of the wrong one of the two, and nothing of the right one."""
    votes = [vote for vote in (_vote(wanted, mine, answer) for wanted, mine in phrase.items()) if vote is not None]
    return bool(votes) and not any(votes)


def _vote(wanted: str, mine: set[tuple[int, bool]], answer: Facts) -> bool | None:
    """Whether the answer says a word of the phrase of the right one of the two; None where it says nothing of that."""
    if _is_of_both(mine):
        return None
    votes = {
        (side == my_side) == ((so == my_so) != turned)
        for given, theirs in answer.items()
        if (turned := _relation(wanted, given)) is not None and not _is_of_both(theirs)
        for side, so in theirs
        for my_side, my_so in mine
    }
    return (True in votes) if votes else None


def _is_of_both(said: set[tuple[int, bool]]) -> bool:
    """Whether a word is said of both alike, which tells nothing."""
    return len({side for side, so in said if so}) > 1


def _relation(wanted: str, given: str) -> bool | None:
    """Whether two words are opposites, or not but the same; None where they are neither."""
    if opposites(wanted, given):
        return True
    same = wanted == given or bool(groups_of(wanted, widely=True) & groups_of(given, widely=True))
    return False if same else None
