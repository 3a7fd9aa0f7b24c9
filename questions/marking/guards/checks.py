"""What likeness of words cannot see: "not", opposites, who did what to whom, numbers, offering both sides.

Each check looks at one phrase of the scheme beside one stretch of the answer, word aligned with word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from questions.marking.compiled import Compiled, Side
from questions.marking.guards.limiting import bounds, denies
from questions.marking.guards.parties import Pairs
from questions.marking.guards.statement import Statement
from questions.marking.language.forms import CLEAR
from questions.marking.language.letters import is_code, stands_alone
from questions.marking.language.text import Word

NEGATED, ROLES, NUMBERS, NAMES = "negated", "roles", "numbers", "names"
HEDGED, COPIED, ESSENTIAL, TOPIC = "hedged", "copied", "essential", "topic"
CONTRAST = "contrast"
"""The problem of what is said of the other one of two things whose difference is asked for."""

BESIDE = "beside"
"""The problem of evidence that is part of the denial of something else."""

TURNED = frozenset((NUMBERS, NAMES, ROLES))
"""Problems of a wording, beside a "not", that its point's other wordings share in the same clause."""

YEARS = (1000.0, 2100.0)
YEARS_NEAR = 10.0
"""A year further than this from every year of question and scheme belongs to another story."""


def is_year(number: float) -> bool:
    """Whether a number may be a year."""
    return YEARS[0] <= number <= YEARS[1] and number == int(number)


MONTHS = frozenset(
    "january february march april may june july august september october november december".split(),
)

DATE = re.compile(r"\d{4}(?:'?s)?")
AT_A_TIME = frozenset("in by of the since until till after before during from between early late mid".split()) | MONTHS
PLURALS = frozenset("men women people children police".split())
"""Words before a year, and words for many that do not end like one."""


def is_dated(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a year, or a decade, and counts nothing as "1500 agents" and "2,000 men" do.

    >>> from questions.marking.language.text import read
    >>> [is_dated(read(text).words, 1) for text in ("only 1500 agents", "in 1500 agents came", "the 1920s")]
    [False, True, True]
    """
    word = words[index]
    if word.number is None or not is_year(word.number) or DATE.fullmatch(word.text) is None:
        return False
    if index and (words[index - 1].capital or words[index - 1].text in AT_A_TIME):
        return True
    after = words[index + 1] if index + 1 < len(words) else word
    many = after.text in PLURALS or (after.text.endswith("s") and not after.text.endswith("ss"))
    return not (many and after.is_content and not after.capital and after.clause == word.clause)


def years_in(words: Sequence[Word]) -> list[float]:
    """The years that words name, in order."""
    return [word.number for i, word in enumerate(words) if word.number is not None and is_dated(words, i)]


def has_wrong_number(ready: Compiled, stated: Statement, stretch: Sequence[Word]) -> bool:
    """Whether a number of the stretch contradicts the phrase, or a year lies far from the question's story."""
    given = {word.number for word in stretch if word.number is not None}
    if not given:
        return False
    turned = stated.bounds and any(stated.bounds.get(number, 0) * sign < 0 for number, sign in bounds(stretch).items())
    if turned and stated.denies is not None and stated.denies == denies(stretch):
        return True
    asked = {word.number for word in ready.question.words if word.number is not None}
    if any(number and -number in given and number not in given for number in stated.numbers):
        return True
    for kind in (True, False) if stated.numbers else ():
        ours = {number for number in stated.numbers if is_year(number) == kind}
        theirs = {number for number in given if is_year(number) == kind} - asked
        if ours - asked and theirs and not (ours & given):
            return True
    years = {number for number in asked if is_year(number)}
    if not years or not any(map(is_year, given)):
        return False
    years |= {row.number for row in ready.rows if row.number is not None and is_year(row.number)}
    strange = {
        word.number
        for before, word in zip([None, *stretch], stretch, strict=False)
        if word.number is not None and is_year(word.number) and (before is None or before.text not in {"since", "from"})
    }
    low, high = min(years) - YEARS_NEAR, max(years) + YEARS_NEAR
    return bool(strange) and not any(low <= year <= high for year in strange)


def has_other_letter(ready: Compiled, stated: Statement, pairs: Pairs, stretch: Sequence[Word], text: str) -> bool:
    """Whether another letter or code stands beside a word where the phrase has its own: "plan A" for "plan B"."""
    phrase = stated.side.reading
    if len(stated.side.words) > SHORT or not any(is_code(word.text) for word in phrase.words):
        return False
    given = {wanted.start: other for wanted, other, _ in pairs}
    places = {word.start: i for i, word in enumerate(stretch)}
    said = {word.text for word in stretch}
    for before, after in pairwise(phrase.words):
        for own, beside, step in ((after, before, 1), (before, after, -1)):
            there = places.get(given[beside.start].start) if beside.start in given else None
            if there is None or own.text in said or not _stands_for_something(phrase.text, own):
                continue
            other = stretch[there + step] if 0 <= there + step < len(stretch) else None
            if other is not None and other.clause == stretch[there].clause and _may_stand_for(text, own, other):
                return True
    return False


def _stands_for_something(text: str, word: Word) -> bool:
    """Whether a word is a letter, a sign or a code."""
    return is_code(word.text) and (not word.text.isalpha() or stands_alone(text, word))


def _may_stand_for(text: str, own: Word, other: Word) -> bool:
    """Whether a word may be written in the place of a letter or code: another one, or another number of a king."""
    return _stands_for_something(text, other) or (own.text in KINGS and other.number is not None)


SHORT = 3
"""Words of a phrase up to which a letter is what it says."""

KINGS = frozenset("ivx")
"""Letters that are numbers behind a name."""


HEDGES = frozenset("or either sure depends forget".split())
"""Words without one of which nothing is left open; see ``offers_both_sides``."""


WHETHER = frozenset("whether wether".split())
"""Words with which "or not" is part of what is told: "could choose whether to go or not", or "if" after a verb."""


def offers_both_sides(ready: Compiled, stretch: Sequence[Word], rest: str) -> bool:
    """Whether the stretch leaves open which of two things it says."""
    texts = [word.text for word in stretch]
    if "either" not in {word.text for word in ready.question.words}:
        for i, text in enumerate(texts):
            if text == "either" and "or" in texts[i:]:
                return True
    joined = " ".join(texts)
    if "or" in texts and any(word.text == "maybe" for word in stretch) and any(word.negated for word in stretch):
        return True
    if any(pair == ("or", "not") and not _is_told(stretch[:i]) for i, pair in enumerate(pairwise(texts))):
        return True
    return any(mark in joined for mark in ("one or the other", "could or could not", "not sure which")) or (
        " or " in rest and any(mark in rest for mark in ("not sure which", "it depends", "i forget", "dont know which"))
    )


def _is_told(before: Sequence[Word]) -> bool:
    """Whether an "or not" after these words tells what was open to somebody, or "guilty or not guilty"."""
    if before and before[-1].text == "guilty":
        return True
    return any(word.text in WHETHER for word in before) or any(
        word.text == "if" and last.is_content for last, word in pairwise(before)
    )


def adds_to_question(ready: Compiled, side: Side, pairs: Pairs) -> bool:
    """Whether something beyond the words of the question was matched, where the phrase goes beyond them.

    Where it says nothing else, another form of a word does: "declared independence" of a Declaration of Independence.
    """
    if any(
        not ready.is_asked(wanted) and not (ready.is_asked(given) and wanted.stem != given.stem)
        for wanted, given, _ in pairs
    ):
        return True
    shares = ready.share[side.number, side.start : side.end]
    needed = [word for word, share in zip(side.words, shares, strict=False) if share > 0]
    if not all(map(ready.is_asked, needed)):
        return False
    asked = {word.text for word in ready.question.words}
    forms = [word for word in needed if word.text not in asked]
    return not forms or any(given.text not in asked for wanted, given, _ in pairs if wanted in forms)


def has_essentials(ready: Compiled, side: Side, form_of: Mapping[int, float]) -> bool:
    """Whether each essential term is there as a word: its form, a synonym or a misspelling, not only a near meaning."""
    return all(form_of.get(k, 0.0) >= CLEAR for k in range(side.start, side.end) if ready.essential[k])
