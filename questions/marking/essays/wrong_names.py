"""Names in an answer that stand where the scheme has another one: "Zhou Enlai was sacked at Lushan" for Peng Dehuai.

A name that the scheme lacks is not wrong: students know more than a scheme holds. It is wrong only in a place of its
own: beside the same verb, the same kind of thing ("River Rhine" for "Ussuri River") or the same partner
("Stalin and Hindenburg" for "Papen and Hindenburg"), in a sentence that says the rest of the phrase, in an answer
that never has the right name.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from questions.marking.compiled import Compiled
from questions.marking.language.text import FUNCTION_WORDS, Word, stem
from questions.marking.matching import Match

BE = frozenset("was were is are been being be got".split())

KINDS = frozenset(
    stem(word)
    for word in """river treaty act plan pact conference battle agreement island strait line law canal bridge palace
    doctrine declaration lake sea mountain fleet""".split()
)
"""Things that are told apart by their names."""

SAME_VERB, ALIKE_VERB, SAME_WORD = 0.55, 0.3, 0.6
"""Likeness from which a word is the verb of the phrase; where "was" stands before both; another word of it."""

SAME_NAME = 0.7
"""Likeness of form from which the answer has the right name somewhere."""

REST, LEAST_REST = 0.5, 2
"""Share, and number, of the other words of the phrase that its sentence has."""

REACH = 4
"""Words between a name and its verb."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A name in a phrase: the rows of its words, of the other words of its clause, and of the other names there.

    ``verb`` is the row of the word after it and ``passive`` whether "was" stands between, ``agent`` whether "by"
    stands before it, ``kind`` the stem of the kind of thing it names, ``partner`` the stem of the name that "and"
    joins it to.
    """

    terms: tuple[int, ...]
    rest: tuple[int, ...]
    beside: tuple[int, ...]
    verb: int | None
    passive: bool
    agent: bool
    kind: str
    partner: str


def slots_of(ready: Compiled, broad: AbstractSet[str]) -> tuple[Slot, ...]:
    """The names of a scheme's phrases in their places."""
    result: list[Slot] = []
    for side in ready.sides:
        if side.role != "answer":
            continue
        words = side.reading.words
        row = {word.start: side.start + k for k, word in enumerate(side.words)}
        for start, end in name_runs(words, broad | KINDS):
            terms = tuple(row[word.start] for word in words[start:end] if word.start in row)
            if not terms or any(word.stem in ready.question_stems for word in words[start:end]):
                continue
            partner = _partner(words, start, end)
            rest = tuple(
                row[word.start]
                for word in words
                if word.start in row
                and row[word.start] not in terms
                and (partner or word.clause == words[start].clause)
            )
            beside = tuple(
                row[word.start]
                for word in words
                if word.start in row and row[word.start] in rest and word.capital and word.stem not in broad
            )
            passive = end < len(words) and words[end].text in BE
            agent = start > 0 and words[start - 1].text == "by"
            kind = _kind(words, start, end)
            result.append(Slot(terms, rest, beside, _verb(words, end, row), passive, agent, kind, partner))
    return tuple(slot for slot in result if slot.verb is not None or slot.agent or slot.kind or slot.partner)


def name_runs(words: Sequence[Word], broad: AbstractSet[str]) -> list[tuple[int, int]]:
    """Runs of words with capitals that name something, countries and titles apart."""
    result: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        named = word.capital and word.is_content and word.number is None and word.stem not in broad
        # A name of two words may open a sentence.
        following = words[i + 1] if i + 1 < len(words) else word
        opens = i == 0 or words[i - 1].sentence != word.sentence
        named = named or (
            opens
            and word.is_content
            and word.stem not in broad
            and following is not word
            and following.capital
            and following.stem not in broad
            and following.sentence == word.sentence
        )
        if not named:
            continue
        if result and result[-1][1] == i and words[i - 1].sentence == word.sentence:
            result[-1] = (result[-1][0], i + 1)
        else:
            result.append((i, i + 1))
    return result


def _verb(words: Sequence[Word], end: int, row: dict[int, int]) -> int | None:
    """The row of the first word of content after a name, with only small words between."""
    for word in words[end : end + REACH]:
        if word.is_content:
            return None if word.capital or word.number is not None else row.get(word.start)
        if word.text in ("and", "or", "of", "to", "in", "at"):
            return None
    return None


def _kind(words: Sequence[Word], start: int, end: int) -> str:
    near = [words[start - 1]] if start else []
    near += [words[start - 2]] if start > 1 and words[start - 1].text == "of" else []
    near += [words[end]] if end < len(words) else []
    return next((word.stem for word in near if word.stem in KINDS), "")


def _partner(words: Sequence[Word], start: int, end: int) -> str:
    if start > 1 and words[start - 1].text == "and" and words[start - 2].capital:
        return words[start - 2].stem
    if end + 1 < len(words) and words[end].text == "and" and words[end + 1].capital:
        return words[end + 1].stem
    return ""


def wrong_names(
    slots: Sequence[Slot], found: Match, known: AbstractSet[str], broad: AbstractSet[str]
) -> frozenset[int]:
    """Indexes, into the words read, of names in the place of another one.

    ``known`` are the stems that question and scheme name, ``broad`` those of countries and titles.
    """
    words = found.reading.words
    if not slots or not found.words:
        return frozenset()
    # What question or scheme names itself may be right anywhere, and plurals are groups of people.
    runs = [
        (start, end)
        for start, end in [*name_runs(words, broad | KINDS), *_opening_partners(words, slots)]
        if not any(word.stem in known or word.concept >= 0 or word.text.endswith("s") for word in words[start:end])
    ]
    if not runs:
        return frozenset()
    content = {word.start: j for j, word in enumerate(found.words)}
    sentence = np.array([word.sentence for word in found.words])
    wrong: set[int] = set()
    for slot in slots:
        if float(found.form[list(slot.terms)].max()) >= SAME_NAME:
            continue
        for start, end in runs:
            inside = np.nonzero(sentence == words[start].sentence)[0]
            said = (found.best[list(slot.rest)][:, inside] >= SAME_WORD).any(axis=1).sum()
            placed = bool(slot.beside) and (found.form[list(slot.beside)][:, inside] >= SAME_NAME).any()
            if not placed and said < max(LEAST_REST, 0 if slot.partner else REST * len(slot.rest)):
                continue
            if _in_place(slot, words, start, end, found, content):
                wrong.update(range(start, end))
    return frozenset(wrong)


def _opening_partners(words: Sequence[Word], slots: Sequence[Slot]) -> list[tuple[int, int]]:
    """Single names that open a sentence before "and" and a known partner."""
    known = {slot.partner for slot in slots} - {""}
    return [
        (i, i + 1)
        for i, word in enumerate(words[:-2])
        if (i == 0 or words[i - 1].sentence != word.sentence)
        and words[i + 1].text == "and"
        and words[i + 2].capital
        and words[i + 2].stem in known
        and word.is_content
    ]


def _in_place(slot: Slot, words: Sequence[Word], start: int, end: int, found: Match, content: dict[int, int]) -> bool:
    if slot.partner:
        return _partner(words, start, end) == slot.partner
    if slot.kind:
        return _kind(words, start, end) == slot.kind
    if slot.agent:
        return start > 0 and words[start - 1].text == "by"
    following = next((w for w in words[end : end + REACH] if w.is_content or w.text not in FUNCTION_WORDS), None)
    if following is None or following.sentence != words[start].sentence or slot.verb is None:
        return False
    least = ALIKE_VERB if slot.passive and words[end].text in BE else SAME_VERB
    return float(found.best[slot.verb, content[following.start]]) >= least if following.start in content else False
