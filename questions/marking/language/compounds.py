"""Two words that are written as one, and one that is written as two: "fire ships", "fireships", "fire-ships"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from questions.marking.language.text import FUNCTION_WORDS, Reading, Word

SHORTEST = 3
"""Letters that each part has at least."""


def may_be_one(text: str, first: Word, second: Word) -> bool:
    """Whether two words of a text stand so that they may be one: only a blank or a hyphen is between."""
    return (
        text[first.end : second.start] in (" ", "-")
        and min(len(first.text), len(second.text)) >= SHORTEST
        and first.text.isalpha()
        and second.text.isalpha()
        and FUNCTION_WORDS.isdisjoint((first.text, second.text))
    )


def joined(reading: Reading, known: Mapping[str, int]) -> Reading:
    """The reading with the first of two words that make a ``known`` one standing for it: it has its concept.

    >>> from questions.marking.language.text import read
    >>> told = joined(read("They sent fire ships"), {"fireships": -9})
    >>> [(word.text, word.concept) for word in told.words if word.is_content], told.idioms
    ([('sent', -1), ('fire', -9), ('ships', -1)], {10: (10, 20)})
    """
    words = list(reading.words) if known else []
    spans = dict(reading.idioms)
    for i, (first, second) in enumerate(pairwise(words)):
        concept = known.get(first.text + second.text)
        if concept is not None and first.concept < 0 and may_be_one(reading.text, first, second):
            words[i] = first._replace(concept=concept)
            spans[first.start] = first.start, second.end
    return replace(reading, words=tuple(words), idioms=spans) if len(spans) > len(reading.idioms) else reading
