"""Statements that follow each other with no sign between: "China crossed in they pushed the UN back".

Who writes without full stops has said what he says all the same. In a long sentence with no sign inside, a new clause
begins where a subject stands that the verb before cannot have for its object, with a verb of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from questions.marking.language.text import NEGATORS, Reading, Word, clauses_negated
from questions.marking.language.verbs import AUXILIARIES, base_of, may_be_verb
from questions.marking.language.word_kinds import kinds_of

LONG = 12
"""Words of a sentence from which it may be several."""

LONGEST = 40
"""Words before a statement among which an "if" is looked for."""

SIGN = re.compile(r"[,;:()]")

SUBJECTS = frozenset("he she they we i it there this".split())

ARTICLES = frozenset("a an the my your his her its our their".split())

OBJECTS = frozenset("it them him her us me".split())

BESIDE = frozenset("also then still even just soon later always only never both all".split())
"""Words that may stand between a subject and its verb."""

CONDITIONS = frozenset(("if", "when", "unless", "whether"))
"""Words after which two statements belong together."""

SAYING = frozenset(
    base_of(text)
    for text in """agree argue believe book case certain claim clear doubt evidence expect fact feel hope idea know mean
    mention proof prove reason reckon say sense show sign source state suggest sure tell text think true view
    way wish""".split()
)
"""Words behind which a statement is what is said or thought."""

NOT_VERBS = NEGATORS | {"to"}

LEAST = 3
"""Words of a statement, at least."""

NEAR = 5
"""Words after a determiner among which the verb of its subject stands."""


def parted(reading: Reading) -> Reading:
    """The reading with a clause for each statement of a long sentence that has no signs inside."""
    starts = {start for first, last in _long(reading) for start in _openings(reading.words[first:last], first)}
    if not starts:
        return reading
    words = reading.words
    # "He | also wanted": no statement begins behind its subject.
    behind = {start + 1 for start in starts if words[start].text in SUBJECTS and words[start + 1].text in BESIDE}
    opens = (set(reading.clause_starts) | starts) - behind
    clause = -1
    numbers = []
    for i in range(len(words)):
        clause += i in opens
        numbers.append(clause)
    negated = clauses_negated([word.text for word in words], numbers)
    told = tuple(
        word._replace(clause=number, negated=number in negated) for word, number in zip(words, numbers, strict=True)
    )
    return replace(reading, words=told, clause_starts=tuple(sorted(opens)))


def _long(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where long sentences without signs begin and end."""
    for first, last in pairwise((*reading.sentence_starts, len(reading.words))):
        if last - first >= LONG and not SIGN.search(
            reading.text, reading.words[first].start, reading.words[last - 1].end
        ):
            yield first, last


def _openings(words: Sequence[Word], first: int) -> Iterator[int]:
    """Indexes at which a new statement begins that no word joins to the one before; ``first`` is that of the first."""
    kinds = kinds_of(words)
    since = 0
    told = False
    for i in range(1, len(words) - 1):
        told = told or _tells(words[i - 1], kinds[i - 1])
        if words[i].clause != words[i - 1].clause:
            since = i
        elif (
            told
            and i - since >= LEAST
            and _opens(words, kinds, i)
            and _is_unconditional(words[max(since, i - LONGEST) : i])
        ):
            since = i
            yield first + i


def _is_unconditional(words: Sequence[Word]) -> bool:
    """Whether what follows some words is a statement of its own: no "if" and no denied saying or thinking is before."""
    texts = {word.text for word in words}
    denies = not NEGATORS.isdisjoint(texts)
    return CONDITIONS.isdisjoint(texts) and not (denies and any(base_of(text) in SAYING for text in texts))


def _opens(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a subject with its verb begins at ``i``, where the words before are a statement."""
    before, here = words[i - 1].text, words[i].text
    if kinds[i - 1] != "N" and before not in OBJECTS:
        return False
    if here in SUBJECTS:
        return _has_verb(words, kinds, i + 1)
    if here == "in" and words[i + 1].number is not None:
        return i + 2 < len(words) and words[i + 2].text in SUBJECTS and _has_verb(words, kinds, i + 3)
    if before in OBJECTS and kinds[i] == "N":
        return _tells(words[i + 1], kinds[i + 1])
    return here in ARTICLES and _has_own_verb(words, kinds, i + 1)


def _has_verb(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a verb stands at ``i``, perhaps behind "also" and its like."""
    while i < len(words) and words[i].text in BESIDE:
        i += 1
    return i < len(words) and _tells(words[i], kinds[i])


def _has_own_verb(words: Sequence[Word], kinds: Sequence[str], first: int) -> bool:
    """Whether the thing that begins at ``first`` has a verb right behind it."""
    for j in range(first, min(first + NEAR, len(words))):
        if kinds[j] in "PCO":
            return False
        ends = j == len(words) - 1 and words[j].text.endswith("s") and may_be_verb(words[j].text)
        if _tells(words[j], kinds[j]) or (ends and j > first):
            return kinds[j - 1] == "N"
    return False


def _tells(word: Word, kind: str) -> bool:
    """Whether a word is a verb or one of its small words."""
    return kind == "V" or (kind == "A" and word.text in AUXILIARIES and word.text not in NOT_VERBS)
