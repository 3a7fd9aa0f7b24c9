"""Whether an answer says the opposite of a phrase: "not", opposites, and refusals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from questions.marking.antonyms import known_stems, opposites
from questions.marking.compiled import Side
from questions.marking.roles import Pairs, identity
from questions.marking.text import ENDINGS, NEGATORS, REFUSALS, Word

MODEL_ANSWER = 12
"""Terms from which a phrase is a model answer of several statements: one word turned round does not turn all of it."""

REACH = 4
"""Words that carry meaning, after a "not", that it denies."""

HEAD = 2
"""The same in a phrase, where only what is denied first matters to who affirms it."""

SHORT_END = 2
"""Below so many words after a "not" it denies what is said of the words before it: "the truce was not agreed"."""

CLAUSE = 40
"""Words before a "not" that it may be said of; clauses are shorter."""

OF_THINGS = frozenset("no none nobody nothing nor neither without nowhere".split())
"""Negators of a thing rather than of what is said about what comes before."""

ONLY = frozenset("only just merely simply doubt matter mans necessarily".split())
"""Words after a "not" or "no" that is none: "not only", "no doubt", "no man's land"."""

WISHES = frozenset("want wish desir need demand seek hope ask".split())
REASONS = frozenset("because since that due".split())

NAMED = 0.8
"""Likeness from which a word is that word, and not one near in meaning."""


def is_negated(side: Side, pairs: Pairs, stretch: Sequence[Word], actors: Collection[object], *, whole: bool) -> bool:
    """Whether the stretch says the opposite of the phrase.

    It does where an opposite stands for a word of the phrase, or a "not" denies most of the aligned
    words on one side only; both together cancel. The doers and done-to are the same either way, so they
    do not count beside a word that says what was done. ``whole``: phrase and answer are about one idea, so that a
    "not" covers all of its clause. Where the phrase hides a "not" ("banned"), "not" in the answer agrees with it.
    """
    acts = [pair for pair in pairs if identity(pair[0]) not in actors]
    telling = acts or list(pairs)
    said = {word.stem for word in stretch}
    ours = {word.stem for word in side.reading.words}
    opposite = any(
        wanted.negated == given.negated and opposites(wanted.stem, given.stem)
        for wanted, given, _ in telling
        if wanted.stem not in said and given.stem not in ours
    )
    if (opposite or _has_opposite(side, pairs, stretch)) and len(side.words) < MODEL_ANSWER:
        return True
    turned, kept = _across_clauses(telling) if whole else _near_the_not(side, telling, stretch, bare=not acts)
    if turned > 0 and turned >= (kept if len(side.words) < MODEL_ANSWER else 2 * kept):
        named = {wanted.start for wanted, _, likeness in pairs if likeness >= NAMED}
        if any(word.stem in ENDINGS and word.start not in named for word in side.reading.words):
            return False
        return not (any(word.negated for word in side.reading.words) and _is_wished_for(stretch))
    return _is_refused(side, telling, stretch)


def _is_wished_for(stretch: Sequence[Word]) -> bool:
    """Whether the answer names what is wished for, which is not there: "they wanted X", "for X" for "they had no X"."""
    return stretch[0].text == "for" or any(word.stem in WISHES and not word.negated for word in stretch)


def _across_clauses(telling: Pairs) -> tuple[float, float]:
    """How much of the phrase the answer turns round and how much it keeps, a "not" covering its clause."""
    turned = kept = 0.0
    for wanted, given, likeness in telling:
        if (wanted.negated != given.negated) != opposites(wanted.stem, given.stem):
            turned += likeness
        else:
            kept += likeness
    return turned, kept


def _near_the_not(side: Side, telling: Pairs, stretch: Sequence[Word], *, bare: bool) -> tuple[float, float]:
    """The same, where only what a "not" is directly about counts.

    A phrase that denies allows that more of it is denied than it surely does. ``bare``: only names were found, which
    all count.
    """
    denied = denied_words(stretch, {given.start for _, given, _ in telling}, REACH)
    ours = {wanted.start for wanted, _, _ in telling}
    surely = denied_words(side.reading.words, ours, HEAD)
    perhaps = denied_words(side.reading.words, ours, REACH)
    turned = kept = 0.0
    for wanted, given, likeness in telling:
        opposed = opposites(wanted.stem, given.stem)
        if given.start in denied or opposed:
            differs = (given.start in denied) != (wanted.start in perhaps)
        else:
            differs = wanted.start in surely
        if differs != opposed:
            turned += likeness
        elif bare or given.start in denied or wanted.start in surely:
            kept += likeness
    return turned, kept


def denied_words(words: Sequence[Word], aligned: Collection[int], reach: int) -> frozenset[int]:
    """Offsets of the ``aligned`` words that a "not" denies: those among the next ``reach`` that carry meaning in its
    clause; where it ends the clause, what it is said of. Two "not" cancel.
    """
    denied: set[int] = set()
    for i, word in enumerate(words):
        if word.text not in NEGATORS or _is_idiom(words, i):
            continue
        after = _ahead(words, i, max(reach, SHORT_END))
        reached = {other.start for other in after[:reach] if other.start in aligned}
        if not reached and word.text not in OF_THINGS and len(after) < SHORT_END:
            behind = words[max(0, i - CLAUSE) : i]
            reached = {other.start for other in behind if other.clause == word.clause and other.start in aligned}
        denied ^= reached
    return frozenset(denied)


def _ahead(words: Sequence[Word], i: int, most: int) -> list[Word]:
    """The first words that carry meaning after the "not" at ``i``, in what it is about."""
    last = words[i + 1].clause if _goes_on(words, i) else words[i].clause
    found: list[Word] = []
    for word in islice(words, i + 1, None):
        if word.clause > last or len(found) == most:
            break
        if word.is_content:
            found.append(word)
    return found


def _goes_on(words: Sequence[Word], i: int) -> bool:
    """Whether the "not" at ``i`` is about what follows as a clause of its own: "not because ...", "not that ..."."""
    return i + 1 < len(words) and words[i + 1].text in REASONS


def _is_idiom(words: Sequence[Word], i: int) -> bool:
    """Whether the "not" at ``i`` denies nothing: "not only", "or not", "for nothing", "out of nowhere"."""
    before = words[i - 1].text if i else ""
    after = words[i + 1].text if i + 1 < len(words) else ""
    return after in ONLY or before == "or" or (words[i].text in OF_THINGS and before in {"for", "of"})


def has_not(words: Sequence[Word]) -> bool:
    """Whether a text denies something, or hides a "not" in a word such as "banned"."""
    return any(word.stem in ENDINGS or word.text in NEGATORS for word in words)


def _has_opposite(side: Side, pairs: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether a word of the stretch is the opposite of a word of the phrase that is missing from the stretch."""
    aligned = {wanted.start for wanted, given, likeness in pairs if likeness >= 0.8}
    used = {given.start for _, given, likeness in pairs if likeness >= 0.8}
    missing = [word for word in side.words if word.start not in aligned]
    if len(side.words) < 2 * len(missing):
        return False
    return any(
        wanted.negated == word.negated and opposites(wanted.stem, word.stem)
        for word in stretch
        if word.stem in known_stems() and word.start not in used
        for wanted in missing
    )


def _is_refused(side: Side, telling: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether "refused to" or the like stands before the aligned words, and the phrase knows nothing of it."""
    if has_not(side.reading.words):
        return False
    refusals = [word for word in stretch if word.stem in REFUSALS and not word.negated]
    return any(
        word.clause == given.clause and word.start < given.start
        for word in refusals
        for _, given, _ in telling
        if given.start != word.start
    )
