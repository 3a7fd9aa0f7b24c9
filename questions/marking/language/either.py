"""Words of a phrase of which one is enough: "the King or Queen", "weapons and equipment"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from questions.marking.language.antonyms import opposites
from questions.marking.language.text import Reading, Word
from questions.marking.language.verbs import DETERMINERS, is_past

LEAST_SAID = 3
"""Words of a phrase that lists things and says something of them."""

TOGETHER = frozenset(("both", "between"))
"""Words that hold two things together."""

SHORT = 5
"""Words that a phrase has at most of which two with "or" between are one thing asked for."""


def alternatives_in(reading: Reading) -> frozenset[int]:
    """Offsets of the words of a short phrase that say the same as the word before an "or": "the King or Queen".

    Both stand alone: "less rain or more heat" is not about rain or heat.
    """
    words = reading.words
    if sum(word.is_content for word in words) > SHORT:
        return frozenset()
    said = [i for i, word in enumerate(words) if word.is_content]
    return frozenset(
        words[i].start
        for before, i in pairwise(said)
        if _is_or([word.text for word in words[before + 1 : i]]) and not {before - 1, i + 1} & set(said)
    )


def listed_in(reading: Reading) -> frozenset[int]:
    """Offsets of the things that a phrase lists after another one: "weapons and equipment", "guns, tanks and shells".

    One of them is enough where several points are asked for. Names and figures, acts, and what an adjective before them
    or a word behind them holds together are no such list; nor is what only both are: "between ...", "rich and poor".
    """
    words = reading.words
    said = [i for i, word in enumerate(words) if word.is_content]
    if len(said) < LEAST_SAID or any(word.text in TOGETHER for word in words):
        return frozenset()
    joined = {(a, b) for a, b in pairwise(said) if _are_listed(reading, a, b)}
    beside = {(a, b) for a, b in pairwise(said) if b == a + 1} - joined
    held = {a for a, _ in beside} | {b for a, b in beside if not is_past(words[a].text)}
    things = {i for i in said if i not in held and _is_common_thing(words[i])}
    return frozenset(
        words[b].start for a, b in joined if a in things and b in things and not opposites(words[a].stem, words[b].stem)
    )


def _are_listed(reading: Reading, first: int, second: int) -> bool:
    """Whether only "and" or a comma stands between two words of content."""
    words = reading.words
    between = [word.text for word in words[first + 1 : second]]
    return between == ["and"] or (not between and "," in reading.text[words[first].end : words[second].start])


def _is_common_thing(word: Word) -> bool:
    return not (word.capital or word.number is not None or is_past(word.text) or word.text.endswith("ing"))


def _is_or(texts: Sequence[str]) -> bool:
    """Whether words are an "or", or one with a small word before a thing: "or the"."""
    return texts[:1] == ["or"] and (len(texts) == 1 or (len(texts) == 2 and texts[1] in DETERMINERS))
