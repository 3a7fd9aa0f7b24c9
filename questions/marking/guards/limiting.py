"""For whom something does not hold ("everyone except the king"), and of what there is more or less than is meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from questions.marking.guards.denying import HIDDEN
from questions.marking.language.clauses import Clauses
from questions.marking.language.text import NEGATORS, Word

COUNTED = {"more": 1, "extra": 1, "less": -1, "fewer": -1}
"""Whether they say that there is more or less of what follows."""

PLENTY = frozenset("much many enough".split())
"""Words of which a "not" says that there is less of what follows."""

EXCEPT = ("except", "excluding", "apart from", "other than", "but not")
"""For whom something does not hold follows them."""
EXCEPTING = frozenset(words.split()[0] for words in EXCEPT)

MOST_BEFORE, MOST_EXCEPTED = 6, 12
"""Words from "more" up to the thing, and words that an "except" excepts."""


def amounts(clauses: Clauses, short: Collection[int] = ()) -> dict[int, int]:
    """Offsets of the things of which a text says that there are more, 1, or fewer, -1. ``short`` are the indexes of
    words for how much there is not: "not enough"."""
    words, kinds = clauses.words, clauses.kinds
    found: dict[int, int] = {}
    for i, word in enumerate(words):
        sign = -1 if i in short else COUNTED.get(word.text)
        if sign is None:
            continue
        thing, last = i + 1, min(len(words), i + MOST_BEFORE)
        while thing + 1 < last and kinds[thing] in "DN" and kinds[thing + 1] == "N":
            thing += 1
        if thing < len(words) and kinds[thing] == "N" and words[thing].clause == word.clause:
            found[words[thing].start] = sign
    return found


ABOVE = frozenset("over above more older higher greater least exceeding".split())
BELOW = frozenset("under below less fewer younger lower".split())
"""Words beside a number, of which more is meant, or less: "over 18", "less than half", "18 or over"."""
COUNTING = frozenset("than the age ages aged of about".split())
"""Small words between them."""
MOST_COUNTING = 4


def bounds(words: Sequence[Word]) -> dict[float, int]:
    """The numbers of which more is meant, 1, or less, -1."""
    return {word.number: _bound(words, i) for i, word in enumerate(words) if word.number is not None}


UNLESS = frozenset("until till unless".split())


def denies(words: Sequence[Word]) -> bool | None:
    """Whether something is denied or forbidden: "nobody under 18" says what "over 18" does. None where that holds up to
    a number only: "not until over 21"."""
    if any(word.text in UNLESS for word in words):
        return None
    return any(word.text in NEGATORS or word.stem in HIDDEN for word in words)


def _bound(words: Sequence[Word], i: int) -> int:
    texts = [word.text for word in words[max(0, i - MOST_COUNTING) : i]]
    while texts and texts[-1] in COUNTING:
        texts.pop()
    after = [word.text for word in words[i + 1 : i + 3]]
    beside = {*texts[-1:], *(after[1:] if after[:1] == ["or"] else ())}
    return bool(beside & ABOVE) - bool(beside & BELOW)


def excepted(clauses: Clauses) -> frozenset[int]:
    """Offsets of the words for whom something does not hold."""
    words, kinds = clauses.words, clauses.kinds
    found: set[int] = set()
    for i in [i for i, word in enumerate(words) if word.text in EXCEPTING]:
        told = " ".join(word.text for word in words[i : i + 2])
        begins = next((each for each in EXCEPT if f"{told} ".startswith(f"{each} ")), "")
        before = words[max(0, i - 6) : i]
        if not begins or any(word.text in NEGATORS and word.clause == words[i].clause for word in before):
            continue
        j = i + len(begins.split())
        last = min(len(words), j + MOST_EXCEPTED)
        while j < last and kinds[j] not in "VA" and words[j].sentence == words[i].sentence:
            found.add(words[j].start)
            j += 1
    return frozenset(found)
