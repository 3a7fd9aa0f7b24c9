"""Bare words that state nothing: the question again, and lists of keywords, which earn nothing by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from questions.marking import flags
from questions.marking.compiled import Compiled, Side
from questions.marking.guards.parties import identity, names_of
from questions.marking.guards.statement import statement
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Reading, Word, part_of
from questions.marking.listing import read_at_most
from questions.marking.matching import Match
from questions.marking.points import Finding, Found
from questions.marking.scheme import is_one_idea

MIXED_UP = 1 / 3
"""Share of pairs of words in another order than the phrase's from which bare words are a list and no statement."""

MOST_ITEMS = 4
"""Bare words from which an answer may be a list of keywords."""

MOSTLY = 0.75
"""Share of a list's items that must be whole answers, so that it is a list of answers and not of keywords."""

TWICE, ITEM_WORDS = 2, 1.25
"""So many times the answers that are read, a list may have items, of so many words on average, and each whole answer
among the first counts."""

SCATTERED = 3
"""Bare items from which they are a list, over which a phrase may be scattered."""

ALL_OF_IT = 0.75
"""Share of a phrase from which one item of a list is an answer: "firewall", where the scheme says no more."""

MOST_OF_IT = 0.55
"""The same of single words of which there are too few for a list, and of what a row of bare words says."""

FILLED = 1.5
"""Places that each word of such a finding takes up at most."""

FEWEST = 2
"""Items that a phrase is scattered over, at least."""

AND = re.compile(r"\b(?:and|or)\b|&", re.IGNORECASE)

SHORT, LONG = 2, 7
"""Words up to which a sentence may be an item of a list, and from which it may be a row of keywords."""


def refuse_bare_words(ready: Compiled, found: Match, outcome: Found) -> None:
    """Take the credit back from a copied question and from bare keywords, in all of an answer or beside something else;
    flag them."""
    reading, credited = found.reading, [finding for finding in outcome.findings if finding.credited]
    if flags.is_copied_question(ready, reading) and not _answers_it(ready, found, credited):
        _refuse(outcome, "copied_question", "copied", credited, [])
        return
    listed = [finding for finding in outcome.findings if finding.credited or finding.problem == "list_rule"]
    if (answers := _told(ready, found, reading, listed)) is not None:
        _refuse(outcome, "keywords", "keywords", credited, answers)
        if not answers:
            _forget_list(outcome)
        return
    for part in _parts(found):
        inside = {word.start for word in part.words}
        own = [f for f in credited if f.credited and all(found.words[j].start in inside for j in f.words)]
        if own and (answers := _told(ready, found, part, own)) is not None:
            _refuse(outcome, "keywords", "keywords", own, answers)


def _refuse(outcome: Found, flag: str, problem: str, credited: Sequence[Finding], answers: Sequence[Finding]) -> None:
    refused = [finding for finding in credited if finding not in answers]
    if refused or not answers:
        outcome.flag(flag)
    for finding in refused:
        finding.credited = False
        finding.problem = problem


def _forget_list(outcome: Found) -> None:
    """Say of what came after the answers that are read what is said of these: that bare words earn nothing."""
    outcome.unread = ()
    outcome.flags = [flag for flag in outcome.flags if flag != "list_rule"]
    for finding in outcome.findings:
        if finding.problem == "list_rule":
            finding.problem = "keywords"


def _parts(found: Match) -> Iterator[Reading]:
    """What may be a list of bare words beside other sentences.

    All that has to do with the question, a sentence of items or of many words, and sentences of a word or two that
    follow each other.
    """
    reading = found.reading
    if len(reading.sentence_starts) < 2:
        return
    about = {word.sentence for word in found.words} - found.idle
    told = [word for word in reading.words if word.sentence in about]
    if MOST_ITEMS < len(told) < len(reading.words):
        yield part_of(reading, told)
    row: list[Word] = []
    for number in range(len(reading.sentence_starts)):
        words = reading.sentence(number)
        if len(words) <= SHORT:
            row += words
            continue
        if row:
            yield part_of(reading, row)
            row = []
        if len(words) >= LONG or "," in reading.text[words[0].start : words[-1].end]:
            yield part_of(reading, words)
    if row:
        yield part_of(reading, row)


def _told(ready: Compiled, found: Match, part: Reading, findings: Sequence[Finding]) -> list[Finding] | None:
    """The findings that a list of bare words or a row of them earns all the same; None where it is no such thing."""
    credited = [finding for finding in findings if finding.credited]
    items = flags.keyword_items(part)
    if items >= MOST_ITEMS and not _is_one_answer(ready, found, part, credited):
        answers = [finding for finding in findings if _is_item(ready, found, part, finding)]
        # Where no more than the first few are read, a few more that say something are no way to be right by chance.
        few = items <= TWICE * (read_at_most(ready) or 0) and len(part.words) > ITEM_WORDS * items
        return answers if few or len(answers) >= MOSTLY * items else []
    told = credited
    if count := flags.bare_items(part):
        asks = _asks_for_names(ready)
        if count >= SCATTERED or not asks:
            told = [f for f in told if not _is_scattered(found, f)]
        # Two things are an answer to "give two", and two names are none to "why".
        if not asks and (count >= SCATTERED or _are_names(ready, part)):
            told = [f for f in told if _has_most_of_it(ready, found, f)]
    elif items < MOST_ITEMS and (bare := flags.bare_words(part)):
        told = [f for f in credited if _is_told(ready, found, f, bare) and _is_close(ready, found, f)]
        told = told if 2 * len(frozenset().union(*(f.words for f in told))) >= bare else []
    return told if len(told) < len(credited) else None


def _asks_for_names(ready: Compiled) -> bool:
    """Whether a name may be all of an answer, though the scheme says more of it: "Name two people who ..."."""
    return any(word.text in ("name", "who", "whom") for word in ready.question.words)


def _are_names(ready: Compiled, part: Reading) -> bool:
    """Whether each word with a meaning names somebody or some place: by a capital inside the answer, or since question
    or scheme names them."""
    words = [word for word in part.words if word.is_content]
    if any(word.number is not None for word in words):
        return False
    first = part.words[0].start
    return all(
        (word.capital and word.start != first)
        or identity(word) in names_of(ready)
        or (part.text[word.start].isupper() and _is_never_small(ready, word))
        for word in words
    )


def _is_never_small(ready: Compiled, word: Word) -> bool:
    """Whether the scheme has a word, and always with a capital."""
    first_letters = [
        side.reading.text[own.start] for side in ready.sides for own in side.words if own.stem == word.stem
    ]
    return bool(first_letters) and not any(map(str.islower, first_letters))


def _has_most_of_it(ready: Compiled, found: Match, finding: Finding) -> bool:
    """Whether the words of a finding are most of what the phrase asks for."""
    return finding.side is not None and _covered(ready, found, finding.side, finding.words) >= MOST_OF_IT


def _covered(ready: Compiled, found: Match, side: Side, words: Collection[int]) -> float:
    """Share of what a phrase asks for that these words of an answer say."""
    return float(ready.share[side.number] @ found.best[:, sorted(words)].max(axis=1))


def _is_close(ready: Compiled, found: Match, finding: Finding) -> bool:
    """Whether a finding has most of its phrase in a row of bare words, with hardly another between."""
    words = sorted(finding.words)
    return words[-1] - words[0] <= FILLED * len(words) and _has_most_of_it(ready, found, finding)


def _is_scattered(found: Match, finding: Finding) -> bool:
    """Whether single words, each an item, make up a phrase that is no list itself: "Yalu, Americans, near"."""
    if finding.side is None or len(finding.words) < FEWEST:
        return False
    said = found.reading.text[found.words[min(finding.words)].start : found.words[max(finding.words)].end]
    if flags.is_one_item(said) and not AND.search(said):
        return False
    text = finding.side.reading.text
    return flags.is_one_item(text.strip().rstrip(".")) and not AND.search(text)


def _answers_it(ready: Compiled, found: Match, credited: Sequence[Finding]) -> bool:
    """Whether the question's words are followed by an answer: "The economic system ... is capitalism"."""
    return any(
        not ready.is_asked(found.words[j]) and found.form[f.side.start : f.side.end, j].max() >= CLEAR
        for f in credited
        if f.side is not None
        for j in f.words
    )


def _is_told(ready: Compiled, found: Match, finding: Finding, bare: int) -> bool:
    """Whether ``bare`` words in a row say the phrase: nearly in its order; in a long row in it, and side by side.

    A few words may be a name in any order: "Canada's first Prime Minister".
    """
    if (side := finding.side) is None:
        return False
    if bare < flags.SHORT_ROW and "V" not in statement(ready, side).clauses.kinds:
        return True
    words = sorted(finding.words)
    order = [int(found.best[side.start : side.end, j].argmax()) for j in words]
    pairs = list(combinations(order, 2))
    mixed = sum(a > b for a, b in pairs)
    if bare >= flags.LONG_ROW:
        return not mixed and len(order) >= MOST_ITEMS - 1 and words[-1] - words[0] <= 2 * len(words)
    return len(order) < MOST_ITEMS or mixed < MIXED_UP * len(pairs)


def _is_item(ready: Compiled, found: Match, part: Reading, finding: Finding) -> bool:
    """Whether one item of a list with signs between is nearly all that the phrase asks for."""
    if finding.side is None or flags.is_one_item(part.text[part.words[0].start : part.words[-1].end]):
        return False
    words = sorted(finding.words)
    text = part.text[found.words[words[0]].start : found.words[words[-1]].end]
    return _covered(ready, found, finding.side, words) >= ALL_OF_IT and flags.is_one_item(text)


def _is_one_answer(ready: Compiled, found: Match, part: Reading, credited: Sequence[Finding]) -> bool:
    """Whether the words are one answer, in the order of the phrase that they earn."""
    if len(credited) != 1 or (side := credited[0].side) is None:
        return False
    order = [side.start + int(found.best[side.start : side.end, j].argmax()) for j in sorted(credited[0].words)]
    return flags.is_one_answer(part, order, one_idea=is_one_idea(ready.scheme))
