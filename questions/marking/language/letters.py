"""Letters and codes that stand for something: "B", "vitamin D", "CO2", "IPv6". Each is itself or another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from questions.marking.language.text import LETTERS, Reading, Word, number_value, part_of, stem

CODE = re.compile(r"[a-z<>]|[a-z]{1,3}\d[a-z\d]*")
"""A letter or a sign by itself, or a few letters with figures behind them."""

LETTERS_AND_FIGURES = re.compile(r"([a-z]{1,3})(\d{1,4})")

WORDS = frozenset("ai")
"""Letters that are also words."""

ENDS = re.compile(r"\s*(?:[^\w\s]|$|\n)|\s+(?:and|or|plus)\b", re.IGNORECASE)
"""What follows a letter that is no such word."""

UNIT, LETTER_OF_UNIT = re.compile(r"\d\s?(?:[^\W\d]{1,2}[²³]?\s?[/·]\s?)?\Z"), re.compile(r"[a-z]\d?")
"""What stands before a letter that is a unit, and such a letter: "12 V", "9.8 m/s²"."""

INITIAL = re.compile(r"\.\s*\w|\s+[A-Z]")
"""What follows a letter that begins a name: "J. S. Mill"."""

LONGEST, FEWEST_BESIDE = 4, 2
"""Words of a phrase, small ones too, up to which letters and figures may be what it says, and other words from which
they only go with these: "B and C are in the same path"."""

BETWEEN, MOST_PARTS = frozenset(("", " ", "-", ".", "^", "_")), 3
"""What stands between the parts of a code, and parts at most that a code is written in: "H2 SO4", "M.I.5"."""


def is_code(text: str) -> bool:
    """Whether a normalised word is a letter or a code, to which no other is near.

    >>> is_code("ipv6"), is_code("d"), is_code("covid19"), is_code("1950s")
    (True, True, False, False)
    """
    return CODE.fullmatch(text) is not None


def stands_alone(text: str, word: Word) -> bool:
    """Whether a word of a text is one letter, and no "a" or "I" of a sentence."""
    if len(word.text) > 1 or not word.text.isalpha():
        return False
    return word.text not in WORDS or ENDS.match(text, word.end) is not None


def tells(text: str, word: Word, *, alone: bool) -> bool:
    """Whether a word of a phrase carries meaning: a letter too, but for initials and units, which are written in many
    ways; "A" where it stands ``alone`` or ends a phrase."""
    if LETTER_OF_UNIT.fullmatch(word.text) and UNIT.search(text, max(0, word.start - 8), word.start):
        return False
    if not stands_alone(text, word):
        return word.is_content
    if text[word.start - 1 : word.start] == "°" or INITIAL.match(text, word.end):
        return False
    return alone or word.text in LETTERS or (word.text == "a" and word.start > 0)


def tells_by_letters(words: Iterable[Word], reading: Reading) -> bool:
    """Whether a phrase is so short and has so few other ``words`` that its letters and figures are what it says:
    "vitamin D"."""
    others = sum(not (is_code(word.text) or word.text[:1].isdigit()) for word in words)
    return len(reading.words) <= LONGEST and others < FEWEST_BESIDE


@dataclass(frozen=True, slots=True)
class Codes:
    """The letters and codes of a scheme: those that are one word there, and those of two: "NSC-68"."""

    letters: frozenset[str]
    whole: frozenset[str]
    parted: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.letters or self.whole or self.parted)


def codes_of(words: Iterable[Word], phrases: Iterable[Sequence[Word]]) -> Codes:
    """What the ``words`` of a scheme that carry meaning, and its ``phrases`` as they are read, have of them."""
    texts = {word.text for word in words if is_code(word.text)}
    pairs = (
        first.text + second.text
        for phrase in phrases
        for first, second in pairwise(phrase)
        if LETTERS_AND_FIGURES.fullmatch(first.text + second.text) and second.start - first.end <= 1
    )
    letters = frozenset(text for text in texts if len(text) == 1)
    return Codes(letters, frozenset(texts) - letters, frozenset(pairs) - texts)


def with_codes(reading: Reading, codes: Codes) -> Reading:
    """The reading with the scheme's letters counted as words that carry meaning, and its codes written as there."""
    if not codes:
        return reading
    words = list(_as_in_scheme(reading.text, reading.words, codes))
    if len(words) != len(reading.words):
        return part_of(reading, words)
    return replace(reading, words=tuple(words)) if words != list(reading.words) else reading


def _as_in_scheme(text: str, words: Sequence[Word], codes: Codes) -> Iterator[Word]:
    firsts = {code[0] for code in codes.whole}
    i = 0
    while i < len(words):
        word, count = words[i], 1
        if word.text[0] in firsts and (found := _whole(text, words, i, codes)):
            word, count = found
        elif codes.parted and (parts := _parted(word.text)) and parts[0] in codes.parted:
            cut = word.start + len(parts[1])
            yield word._replace(text=parts[1], stem=stem(parts[1]), end=cut)
            word = word._replace(text=parts[2], stem=parts[2], start=cut, number=number_value(parts[2]))
        elif word.text in codes.letters and not word.is_content and stands_alone(text, word):
            word = word._replace(is_content=True)
        yield word
        i += count


def _parted(text: str) -> re.Match[str] | None:
    """A code as its letters and its figures, without the "s" of several."""
    return LETTERS_AND_FIGURES.fullmatch(text.removesuffix("s"))


def _whole(text: str, words: Sequence[Word], i: int, codes: Codes) -> tuple[Word, int] | None:
    """The code of the scheme that begins at an index, as one word, and of how many words it is made."""
    joined = ""
    for count, word in enumerate(words[i : i + MOST_PARTS], 1):
        if count > 1 and text[words[i + count - 2].end : word.start] not in BETWEEN:
            return None
        joined += word.text
        code = joined if joined in codes.whole else joined.removesuffix("s")
        if code in codes.whole:
            if code == words[i].text:
                return None
            whole = words[i]._replace(text=code, stem=stem(code), end=word.end, number=None, is_content=True)
            return whole, count
    return None
