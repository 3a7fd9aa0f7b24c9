"""Specific details in an answer: dates, figures and names that the question did not give, and which of them are wrong.

A bare country, a title, or the name that a point of the scheme is about ("pressure from Stalin") is no detail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from questions.marking.compiled import Compiled
from questions.marking.essays.wrong_names import Slot, slots_of, wrong_names
from questions.marking.guards.checks import MONTHS, YEARS_NEAR, is_dated, years_in
from questions.marking.guards.names import NATIONS
from questions.marking.language.text import SCALES, Word, stem
from questions.marking.matching import Match
from questions.marking.result import Span

BROAD = NATIONS | frozenset(
    stem(word)
    for word in """mp mps parliament congress senate commons lords cabinet reichstag duma north south east
    west northern southern eastern western union states united nations un world cold war wars party government
    communist communists communism capitalist capitalists capitalism nationalist nationalists nationalism
    president prime minister chairman general premier leader republic people peoples army navy state great power
    powers revolution civil red pla ccp gmd kmt god christian christians i mr mrs king queen emperor marxist
    marxism socialist socialism democracy democratic dictator empire imperialist imperialism first second level
    superpower mao maoist river ok""".split()
)
"""Names that are actors or whole countries: saying them is not yet a detail, unless any place may serve as an
example."""

ASKING_FOR_PLACES = re.compile(r"\b(?:places?|located|case stud(?:y|ies))\b", re.IGNORECASE)

JOINED = re.compile(r"[ \-–'’.]{1,2}\Z")
LISTED = re.compile(r"(?:^|\n)\s*\(?\Z")
MEASURED = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:d|p|m|km|cm|mm|kg|bn)")
"""A figure with its unit: "12d", "30km"."""

FIGURES = "0123456789"

SMALL_NUMBER = 3.0
LONGEST_LIST = 20
SHORTEST_NAME = 3
RARE = 0.5
"""Weight from which a word is rare enough to be a name."""

EVERYDAY = 0.85
"""Weight up to which a name is an everyday word as well."""

BACKGROUND = frozenset("since from before".split())
"""Words before a year that only leads up to the story."""

LEADING_WORDS = 6
"""Words around such a year among which its name stands."""

LEADING_UP, LONG_AGO = 40.0, 1700.0
"""Years before the story's in which may lie what a phrase without a year tells, and up to when so many are few: "the
Statute of Labourers of 1351" in a story of 1381."""

LAST_OF_DECADE = 9.0
"""Years from the first of a decade to its last."""

FAR_FROM_STORY = 5.0
"""A year beside a name of the scheme that is further than this from every year of question and scheme is wrong."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail; ``wrong`` where it contradicts the scheme; ``known`` where question or scheme has its name too."""

    span: Span
    sentence: int
    clause: int
    key: tuple[str, ...]
    wrong: bool = False
    known: bool = True


class Dated(NamedTuple):
    """A phrase with a year: stems of its ``names``, of its other words (``plain``), of those beside a year with no
    "and" between (``beside``: "treaty" in "with its fleet and the treaty of 1954"), and its years."""

    names: frozenset[str]
    plain: frozenset[str]
    beside: frozenset[str]
    years: frozenset[float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a scheme fixes: names of its own (stems), those its points are about, and years beside their phrases."""

    names: frozenset[str]
    headings: frozenset[str]
    common: frozenset[str]
    """Those names that are everyday words too ("Triple Alliance"): written small they name nothing."""
    years: frozenset[float]
    slots: tuple[Slot, ...]
    dated: tuple[Dated, ...]
    undated: frozenset[str]
    """Those names of which no phrase with a year tells."""
    places: frozenset[str]
    """The countries that are details here."""


def facts_of(ready: Compiled) -> Facts:
    """The names and years of a scheme."""
    names: set[str] = set()
    headings: set[str] = set()
    common: set[str] = set()
    years = _spanned(years_in(ready.question.words), ready.question.words)
    dated = []
    first_of: dict[int, int] = {}
    for side in ready.sides:
        if side.role != "answer":
            continue
        first_of.setdefault(side.point, side.alternative)
        words = side.reading.words
        own = {word.stem for word in words if word.capital and word.is_content and word.number is None}
        # What several wordings name is what the point is about.
        headings |= own & names
        common |= {word.stem for word in words if word.stem in own and ready.vectors.word(word.text)[1] < EVERYDAY}
        names |= own
        if side.alternative == first_of[side.point]:
            headings |= own
        here = frozenset(years_in(words))
        if here:
            years |= _spanned(here, words)
            plain = {
                word.stem
                for word in side.words
                if word.number is None and word.stem not in own and word.stem not in ready.question_stems
            }
            dated.append(Dated(frozenset(own - BROAD), frozenset(plain), _beside_year(words) & plain, here))
    return Facts(
        frozenset(names),
        frozenset(headings),
        frozenset(common),
        frozenset(years),
        slots_of(ready, BROAD),
        tuple(dated),
        frozenset(names - BROAD).difference(*(each.names for each in dated)),
        NATIONS if _asks_for_places(ready) else frozenset(),
    )


def _spanned(years: Collection[float], words: Sequence[Word]) -> set[float]:
    """The years that words name; of a decade ("the 1920s") the last, too."""
    texts = {word.text for word in words}
    return {*years, *(year + LAST_OF_DECADE for year in years if f"{year:.0f}s" in texts)}


def _asks_for_places(ready: Compiled) -> bool:
    """Whether any country will do: question or descriptors ask for places, and the scheme names no country."""
    asked = " ".join((ready.scheme.stem, *(level.descriptor for level in ready.scheme.levels)))
    readings = (ready.question, *(side.reading for side in ready.sides))
    named = any(word.stem in NATIONS for reading in readings for word in reading.words)
    return ASKING_FOR_PLACES.search(asked) is not None and not named


def _beside_year(words: Sequence[Word]) -> frozenset[str]:
    """The stems of the words that no "and" parts from a year."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text == "and":
            parts.append([])
        parts[-1].append(word)
    dated = (part for part in parts if years_in(part))
    return frozenset(word.stem for part in dated for word in part)


def details(ready: Compiled, facts: Facts, found: Match, heard: frozenset[int]) -> list[Detail]:
    """The details of the answer in order; sentences in ``heard`` are repeats, unread."""
    words = found.reading.words
    opening = set(found.reading.sentence_starts)
    kinds = [
        _kind(ready, facts, found.reading.text, words, i)
        if word.capital
        or word.text[0] in FIGURES
        or word.number is not None
        or word.stem in facts.names
        or word.text in MONTHS
        or i in opening
        else ""
        for i, word in enumerate(words)
    ]
    misnamed = wrong_names(facts.slots, found, facts.names | ready.question_stems, BROAD)
    for i, word in enumerate(words):
        if (
            word.number is not None
            and _is_far(facts, words, i)
            and not (i and words[i - 1].text in BACKGROUND)
            and not _is_wrong_year(facts, words, i)
        ):
            kinds[i] = ""
    for i in misnamed:
        kinds[i] = kinds[i] or "name"
    result: list[Detail] = []
    i = 0
    while i < len(words):
        if not kinds[i] or words[i].sentence in heard:
            i += 1
            continue
        end = i + 1
        while (
            end < len(words)
            and kinds[end]
            and words[end].sentence == words[i].sentence
            and JOINED.match(found.reading.text, words[end - 1].end, words[end].start)
        ):
            end += 1
        scaled = kinds[end - 1] == "number" and end < len(words) and words[end].text in SCALES
        run = words[i : end + scaled]
        known = any(kinds[k] in ("number", "month") or words[k].stem in facts.names for k in range(i, end))
        result.append(
            Detail(
                (run[0].start, run[-1].end),
                run[0].sentence,
                run[0].clause,
                tuple(word.stem for word in words[i:end]),
                any(k in misnamed or _is_wrong_year(facts, words, k) for k in range(i, end)),
                known,
            )
        )
        i = end
    return result


def _kind(ready: Compiled, facts: Facts, text: str, words: Sequence[Word], index: int) -> str:
    """ "number", "month", "name", or "" for a word that is no detail."""
    word = words[index]
    if word.number is not None or MEASURED.fullmatch(word.text):
        return "number" if _tells_a_figure(ready, text, word) else ""
    if not word.is_content or len(word.text) < SHORTEST_NAME or word.stem in ready.question_stems:
        return ""
    if word.text in MONTHS and (word.capital or word.text not in ("march", "may")):
        return "month"
    if word.stem in facts.places:
        return "name"
    if word.stem in BROAD or word.stem in facts.headings or word.concept >= 0:
        return ""
    opens = index == 0 or words[index - 1].sentence != word.sentence
    # "Old temples" has no name in it, though the scheme names the "Four Olds".
    rare = ready.vectors.word(word.text)[1] >= EVERYDAY
    named = (word.stem in facts.names and word.stem not in facts.common and rare) or (word.capital and not opens)
    return "name" if named or (opens and _opens_with_name(ready, text, words, index)) else ""


def numbers_an_item(text: str, word: Word) -> bool:
    """Whether a word is a small number at the beginning of a line."""
    small = word.number is not None and abs(word.number) < LONGEST_LIST
    return small and LISTED.search(text[max(0, word.start - 4) : word.start]) is not None


def _tells_a_figure(ready: Compiled, text: str, word: Word) -> bool:
    """Whether a number is one that the question has not, that is not small and numbers no item of a list."""
    if word.number is None:
        return word.stem not in ready.question_stems
    asked = any(word.number == other.number for other in ready.question.words)
    listed = numbers_an_item(text, word)
    return not (asked or listed or abs(word.number) <= SMALL_NUMBER)


def _opens_with_name(ready: Compiled, text: str, words: Sequence[Word], index: int) -> bool:
    """Whether the first word of a sentence, which has a capital anyway, begins a name of two words."""
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else word
    named = following.capital and following.sentence == word.sentence and following.stem not in BROAD
    return named and text[word.start].isupper() and ready.vectors.word(word.text)[1] > RARE


def _is_wrong_year(facts: Facts, words: Sequence[Word], index: int) -> bool:
    """Whether the word is a year that the scheme gives otherwise, or that lies outside its story."""
    year = words[index].number
    if year is None or not is_dated(words, index) or not words[index].text.isdigit():
        return False
    known = year in facts.years
    if known or not facts.years or _is_other_year(facts, words, index, strict=False):
        return _is_other_year(facts, words, index, strict=known)
    far = _is_far(facts, words, index)
    low, high = min(facts.years), max(facts.years)
    # The question's years alone do not tell where the story begins: "gave up his post in 1959" for one of 1966.
    if low - FAR_FROM_STORY <= year <= high + FAR_FROM_STORY or not (far or facts.dated):
        return False
    if _leads_up(facts, words, index):
        return False
    if far and index and words[index - 1].text in BACKGROUND:
        return False
    reach = 12 if far else 3
    beside = {
        word.stem
        for word in words[max(0, index - reach) : index + reach]
        if word.sentence == words[index].sentence and abs(word.clause - words[index].clause) <= 1
    }
    return bool(beside & (facts.names - BROAD)) or (far and any(beside & dated.plain for dated in facts.dated))


def _is_far(facts: Facts, words: Sequence[Word], index: int) -> bool:
    """Whether a word is a year of another story: it supports nothing, and is wrong beside a name of this one."""
    word = words[index]
    if word.number is None or not is_dated(words, index) or not facts.years or not word.text.isdigit():
        return False
    return not min(facts.years) - YEARS_NEAR <= word.number <= max(facts.years) + YEARS_NEAR


def _leads_up(facts: Facts, words: Sequence[Word], index: int) -> bool:
    """Whether a year before a story of long ago stands beside a name of which the scheme gives none: it supports
    nothing, since nobody can check it, and is not called wrong."""
    year, first = words[index].number or 0.0, min(facts.years)
    if first > LONG_AGO or not first - LEADING_UP <= year < first:
        return False
    beside = words[max(0, index - LEADING_WORDS) : index + LEADING_WORDS]
    return any(word.stem in facts.undated for word in beside if word.clause == words[index].clause)


def _names_it(facts: Facts, names: AbstractSet[str]) -> bool:
    """Whether names tell what is dated: one that only this phrase has and that is no everyday word, or two of them."""
    own = names - facts.headings
    return bool(own - facts.common) or len(own) > 1


def _is_other_year(facts: Facts, words: Sequence[Word], index: int, *, strict: bool) -> bool:
    """Whether the words round a year say a dated phrase of the scheme that has another year.

    A name of the phrase says it, or, unless ``strict``, half its other words do.
    """
    around = {
        word.stem
        for word in words[max(0, index - 12) : index + 13]
        if word.sentence == words[index].sentence and abs(word.clause - words[index].clause) <= 1
    }
    near = {word.stem for word in words[max(0, index - 6) : index + 5] if word.clause == words[index].clause}
    year = words[index].number
    wrong = False
    for names, plain, beside, years in facts.dated:
        told = len(around & plain) >= max(2, (len(plain) + 1) // 2) and not (beside and beside.isdisjoint(around))
        if _names_it(facts, near & names) or (not strict and told):
            if year in years:
                return False
            wrong = True
    return wrong
