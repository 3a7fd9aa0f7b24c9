"""Which of two things has more of something: "oil is less dense than water" says what "water is denser" says."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from questions.marking.guards.parties import Pairs
from questions.marking.language.antonyms import adjective_of, opposites
from questions.marking.language.text import NEGATORS, Word, stem

MORE, LESS, ALIKE = 1, -1, 0
DEGREES = {"more": MORE, "less": LESS, "fewer": LESS, "lesser": LESS}
GREAT = {"high": MORE, "great": MORE, "big": MORE, "large": MORE, "low": LESS, "small": LESS}
"""Adjectives that only say how much: "a higher density"."""

IRREGULAR = {"better": "good", "worse": "bad"}

LINKS = ("than", "compared", "against")
"""Words before what a comparison is made with, the likeliest first."""

SIZE = "size"
SIZES = {SIZE: MORE, **{stem(word): sign for word, sign in GREAT.items()}}
"""The stems of words that only say how much, each with whether that is much or little."""

BACK, ON = 7, 4
"""Words before "than" that hold the comparative, and words behind it that name the other thing, at most."""

SHARED = 4
"""Letters that the adjective and its noun begin with: "dense", "density"."""

NEAR = 0.75
"""Likeness from which two words are of one quality: "paid", "earned"."""

LIKENING = frozenset("as so".split())

NO_QUALITY = frozenset("as that long soon well far".split())
"""Words behind an "as" that do not say how something is: "as soon as"."""

PLENTY = frozenset("much many".split())

SAME = 0.9
"""Likeness from which two words name the same thing."""


class Comparison(NamedTuple):
    """What is compared (``left``), how much more it has (``sign``), of what (``quality``, a stem, perhaps "") and of
    what the comparison is made (``right``, perhaps nothing)."""

    left: tuple[Word, ...]
    sign: int
    quality: str
    right: tuple[Word, ...]
    at: int
    """Offset of the comparative."""


def comparison(words: Sequence[Word]) -> Comparison | None:
    """The only comparison that words make; None where there is none, or more than one.

    >>> from questions.marking.language.text import read
    >>> told = comparison(read("Men were paid more than women").words)
    >>> told and (told.left[0].text, told.sign, told.right[0].text)
    ('men', 1, 'women')
    """
    found = [made for i in range(len(words)) if (made := _at(words, i)) is not None]
    return found[0] if len(found) == 1 else None


def _at(words: Sequence[Word], i: int) -> Comparison | None:
    """The comparison whose comparative stands at ``i``."""
    sign, quality = _degree(words, i)
    if sign is None:
        return None
    links = ("as",) if sign == ALIKE else LINKS
    # An "as" begins a clause of its own.
    at = words[i - 1] if i and words[i].text in LIKENING else words[i]
    if at.negated or at.text in NEGATORS:
        # "Not as dense as" is less dense.
        sign = -sign or LESS
    after = [word for word in words[i + 1 : i + 1 + BACK + ON] if word.sentence == words[i].sentence]
    than = next((k for link in links for k, word in enumerate(after[:BACK]) if word.text == link), None)
    if links == ("as",) and than is None:
        return None
    told = after[:than] if than is not None else [word for word in after if word.clause == words[i].clause]
    if than is None and quality and any(word.is_content for word in told):
        # "Touched a cooler surface" says nothing of who touched it.
        return None
    left = [word for word in words[:i] if word.clause == at.clause and word.is_content]
    right = [word for word in after[than + 1 : than + 1 + ON] if word.is_content] if than is not None else []
    quality = quality or next((word.stem for word in told if word.is_content), "")
    if than is not None:
        # "At a higher pressure in arteries than in veins."
        left += [word for word in told if word.is_content and word.stem != quality]
    if not quality and adjective_of(words[i].text) in GREAT:
        quality = SIZE
    elif not quality and left:
        # "Were paid less": of what is done.
        quality = left.pop().stem
    return Comparison(tuple(left), sign, quality, tuple(right), words[i].start)


def _degree(words: Sequence[Word], i: int) -> tuple[int | None, str]:
    """How a word compares, and of what, where it says that itself: "denser"."""
    text = words[i].text
    if text in DEGREES:
        return DEGREES[text], ""
    if text == "same" or text in LIKENING:
        return _likeness(words, i)
    if text in IRREGULAR:
        return MORE, stem(IRREGULAR[text])
    root = adjective_of(text)
    if root != text and text.endswith("er"):
        return (GREAT[root], "") if root in GREAT else (MORE, stem(root))
    if text.endswith("er") and len(text) > SHARED + 1 and i + 1 < len(words) and words[i + 1].text == "than":
        return MORE, stem(text[:-1])
    return None, ""


def _likeness(words: Sequence[Word], i: int) -> tuple[int | None, str]:
    """What an "as" or "so" at an index compares, "as wide as", or a "same"."""
    if words[i].text == "same":
        return ALIKE, ""
    following = [word.text for word in words[i + 1 : i + 1 + BACK] if word.sentence == words[i].sentence]
    if "as" not in following[1:] or following[0] in NO_QUALITY:
        return None, ""
    return ALIKE, "" if following[0] in PLENTY else stem(following[0])


def compares(ours: Comparison, theirs: Comparison, pairs: Pairs) -> int:
    """1 where two comparisons say the same, -1 where they say the opposite, 0 where that cannot be told."""
    if not ours.right:
        return 0
    turn = _side(ours, theirs, pairs)
    alike = _quality(ours.quality, theirs.quality) or _same_quality(ours, theirs, pairs)
    if not turn or not alike:
        return 0
    return 1 if theirs.sign * turn * alike == ours.sign else -1


def _side(ours: Comparison, theirs: Comparison, pairs: Pairs) -> int:
    """1 where the things stand on the same sides of both, -1 where they have changed sides, 0 where that is unclear."""
    same = {(wanted.start, given.start) for wanted, given, likeness in pairs if likeness >= SAME}

    def meet(one: Collection[Word], other: Collection[Word]) -> bool:
        return any((a.start, b.start) in same for a in one for b in other)

    left, right = _apart(ours)
    their_left, their_right = _apart(theirs)
    # What is done stands before either thing, so that what is on the left of both says least.
    crossed = meet(left, their_right) or meet(right, their_left)
    straight = meet(right, their_right) or (not crossed and meet(left, their_left))
    return straight - crossed


def _apart(made: Comparison) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of either side that the other has not: of black and of white children, "black" and "white"."""
    left, right = ({word.stem for word in side} for side in (made.left, made.right))
    return [word for word in made.left if word.stem not in right], [
        word for word in made.right if word.stem not in left
    ]


def _same_quality(ours: Comparison, theirs: Comparison, pairs: Pairs) -> int:
    """1 where two words for the quality are aligned, or the one text only says how much of what the other names, "the
    pressure is high"; -1 where it says how little."""
    for one, other in ((ours, theirs), (theirs, ours)):
        if one.quality in SIZES and any(word.stem == other.quality for word in one.left):
            return SIZES[one.quality]
    return int(
        any(
            wanted.stem == ours.quality and given.stem == theirs.quality and likeness >= NEAR
            for wanted, given, likeness in pairs
        )
    )


def _quality(one: str, other: str) -> int:
    """1 where two words name one quality, -1 where they are opposites, 0 where neither is known."""
    if one == other or (min(len(one), len(other)) >= SHARED and one[:SHARED] == other[:SHARED]):
        return 1
    return -1 if opposites(one, other) else 0
