"""Which words of an answer are shown: as evidence, and in the sentences about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby

from questions.marking.language.text import Word, merge_spans
from questions.marking.matching import Match
from questions.marking.result import Span

OPENING = frozenset("and also but because or so that then".split())
"""Small words that a clause is quoted without."""


def together(found: Match, words: Collection[int], stretch: tuple[int, int]) -> frozenset[int]:
    """The words by index; one that the stretch has twice, where most of the others are."""
    told = Counter(found.words[j].clause for j in words)
    again: dict[str, list[int]] = {}
    for j in sorted({*range(*stretch), *words}):
        again.setdefault(found.words[j].stem, []).append(j)
    return frozenset(
        max(again[found.words[j].stem], key=lambda k: (told[found.words[k].clause], k == j)) for j in words
    )


def evidence(found: Match, words: Collection[int]) -> tuple[Span, ...]:
    """Words of an answer, by index, as spans of it; a phrase whole."""
    return merge_spans((_shown(found, found.words[j]) for j in words), found.reading.text)


def runs(found: Match, words: Collection[int]) -> tuple[Span, ...]:
    """The answer from the first to the last of the words in each clause, as a reader takes them in."""
    clauses = groupby((found.words[j] for j in sorted(words)), key=lambda word: word.clause)
    shown = ([_shown(found, word) for word in inside] for _, inside in clauses)
    return merge_spans(((spans[0][0], max(end for _, end in spans)) for spans in shown), found.reading.text)


def clauses(found: Match, words: Collection[int]) -> tuple[Span, ...]:
    """The clauses that the words stand in, in full, and what lies between them in one sentence."""
    return tuple(_clauses(found, [found.words[j] for j in sorted(words)]))


def _clauses(found: Match, words: Collection[Word]) -> Iterator[Span]:
    for number, inside in groupby(words, key=lambda word: word.sentence):
        told = [word.clause for word in inside]
        whole = [word for word in found.reading.sentence(number) if told[0] <= word.clause <= told[-1]]
        first = next((word for word in whole if word.text not in OPENING), whole[0])
        yield first.start, whole[-1].end


def _shown(found: Match, word: Word) -> Span:
    """A word, or the phrase that it stands for, as a span."""
    return found.reading.idioms.get(word.start, (word.start, word.end))
