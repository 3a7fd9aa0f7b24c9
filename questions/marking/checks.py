"""What likeness of words cannot see: "not", opposites, who did what to whom, numbers, offering both sides.

Each check looks at one phrase of the scheme beside one stretch of the answer, word aligned with word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from questions.marking.antonyms import known_stems, opposites
from questions.marking.compiled import Compiled, Side
from questions.marking.text import NEGATORS, Word

Pairs = Sequence[tuple[Word, Word, float]]
"""Word of the scheme, word of the answer aligned with it, and how alike they are."""

NEGATED, ROLES, NUMBERS, HEDGED, COPIED, ESSENTIAL = "negated", "roles", "numbers", "hedged", "copied", "essential"

YEARS = (1000.0, 2100.0)
YEARS_NEAR = 10.0
"""A year further than this from every year of question and scheme belongs to another story."""

BOTH_SIDES = frozenset("either whether".split())
PASSIVE = frozenset("by from".split())


def is_year(number: float) -> bool:
    """Whether a number may be a year."""
    return YEARS[0] <= number <= YEARS[1] and number == int(number)


def is_negated(side: Side, pairs: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether the stretch says the opposite: more of its aligned meaning is turned round than is not.

    A word is turned round where "not" covers it on one side only, or where it is the opposite of
    the word it is aligned with; both together cancel.
    """
    turned = kept = 0.0
    present = {word.stem for word in stretch}
    for wanted, given, likeness in pairs:
        flip = wanted.negated != given.negated
        if wanted.stem not in present and opposites(wanted.stem, given.stem):
            flip = not flip
        if flip:
            turned += likeness
        else:
            kept += likeness
    aligned = {wanted.stem for wanted, given, _ in pairs if wanted.stem == given.stem}
    for word in stretch:
        if word.stem in known_stems() and word.stem not in {given.stem for _, given, _ in pairs}:
            against = [w for w in side.words if w.stem not in aligned and opposites(w.stem, word.stem)]
            if any(w.negated == word.negated for w in against):
                turned += 1.5
    asserted = {word.text for word in side.reading.words} & NEGATORS
    said = {word.text for word in stretch} & NEGATORS
    if not asserted and not said:
        return turned > kept
    return turned >= kept and turned > 0


def has_wrong_number(ready: Compiled, side: Side, stretch: Sequence[Word]) -> bool:
    """Whether a number of the stretch contradicts the phrase, or a year lies far from the question's story."""
    wanted = {word.number for word in side.reading.words if word.number is not None}
    given = {word.number for word in stretch if word.number is not None}
    asked = {word.number for word in ready.question.words if word.number is not None}
    for kind in (True, False):
        ours = {number for number in wanted if is_year(number) == kind}
        theirs = {number for number in given if is_year(number) == kind} - asked
        if ours - asked and theirs and not (ours & given):
            return True
    years = {number for number in asked if is_year(number)}
    if not years:
        return False
    years |= {row.number for row in ready.rows if row.number is not None and is_year(row.number)}
    strange = {
        word.number
        for before, word in zip([None, *stretch], stretch, strict=False)
        if word.number is not None and is_year(word.number) and (before is None or before.text not in {"since", "from"})
    }
    low, high = min(years) - YEARS_NEAR, max(years) + YEARS_NEAR
    return bool(strange) and not any(low <= year <= high for year in strange)


def _identity(word: Word) -> object:
    return word.concept if word.concept >= 0 else word.stem


def _actors(words: Sequence[Word], names: frozenset[object]) -> list[int]:
    return [i for i, word in enumerate(words) if _identity(word) in names]


def has_swapped_roles(side: Side, stretch: Sequence[Word], names: frozenset[object], pairs: Pairs) -> bool:
    """Whether the doer and the done-to changed places around a word that both texts share.

    ``names`` identifies the people, places and groups of the scheme and question. "A beat B" beside
    "B beat A" is swapped, beside "B was beaten by A" it is not.
    """
    phrase = side.reading.words
    for wanted, given, likeness in pairs:
        if likeness < 0.6 or _identity(wanted) in names or wanted.number is not None:
            continue
        ours = _around(phrase, wanted.start, names)
        theirs = _around(stretch, given.start, names)
        if ours is None or theirs is None:
            continue
        (our_before, our_after), (their_before, their_after) = ours, theirs
        if our_before and our_after and our_before == their_after and our_after == their_before:
            return True
    return False


def _around(words: Sequence[Word], start: int, names: frozenset[object]) -> tuple[object | None, object | None] | None:
    """The nearest named doer before and done-to after the word at offset ``start``; turned round in the passive."""
    position = next((i for i, word in enumerate(words) if word.start == start), None)
    if position is None:
        return None
    sentence = words[position].sentence
    inside = [i for i in _actors(words, names) if words[i].sentence == sentence]
    before = next((i for i in reversed(inside) if i < position), None)
    after = next((i for i in inside if i > position), None)
    first = _identity(words[before]) if before is not None else None
    second = _identity(words[after]) if after is not None else None
    passive = after is not None and any(word.text in PASSIVE for word in words[position:after])
    return (second, first) if passive else (first, second)


def offers_both_sides(ready: Compiled, stretch: Sequence[Word], rest: str) -> bool:
    """Whether the stretch leaves open which of two things it says."""
    texts = [word.text for word in stretch]
    if "either" not in {word.text for word in ready.question.words}:
        for i, text in enumerate(texts):
            if text == "either" and "or" in texts[i:]:
                return True
    joined = " ".join(texts)
    return any(mark in joined for mark in ("or not", "one or the other", "could or could not", "not sure which")) or (
        "or" in texts and any(mark in rest for mark in ("not sure which", "it depends", "i forget", "dont know which"))
    )


def adds_to_question(ready: Compiled, side: Side, pairs: Pairs) -> bool:
    """Whether something beyond the words of the question was matched, where the phrase goes beyond them."""

    def asked(word: Word) -> bool:
        return word.stem in ready.question_stems or word.concept in ready.question_concepts

    own = [word for word in side.words if not asked(word)]
    if not own:
        return True
    return any(not asked(wanted) and not (asked(given) and wanted.stem != given.stem) for wanted, given, _ in pairs)


def has_essentials(ready: Compiled, side: Side, form_of: Mapping[int, float]) -> bool:
    """Whether each essential term is there as a word: its form, a synonym or a misspelling, not only a near meaning."""
    return all(form_of.get(k, 0.0) >= 0.8 for k in range(side.start, side.end) if ready.essential[k])
