"""Letters and codes that stand for something: "B", "vitamin D", "CO2", "IPv6". Each is itself or another thing."""

from __future__ import annotations

import re
from dataclasses import replace

from questions.marking.language.text import Reading, Word

CODE = re.compile(r"[a-z]|[a-z]{1,3}\d[a-z\d]*")
"""A letter by itself, or a few with figures behind them."""

WORDS = frozenset("ai")
"""Letters that are also words."""

ENDS = re.compile(r"\s*(?:[^\w\s]|$|\n)|\s+(?:and|or|plus)\b", re.IGNORECASE)
"""What follows a letter that is no such word."""


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


def with_letters(reading: Reading, letters: frozenset[str]) -> Reading:
    """The reading, some ``letters`` counted as words that carry meaning."""
    if letters.isdisjoint({word.text for word in reading.words}):
        return reading
    words = tuple(
        word._replace(is_content=True)
        if word.text in letters and not word.is_content and stands_alone(reading.text, word)
        else word
        for word in reading.words
    )
    return replace(reading, words=words)
