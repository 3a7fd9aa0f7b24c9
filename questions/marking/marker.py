"""Mark one answer: read it, match it, find the points, place it, say why."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from questions.marking import flags, quoting, reasons
from questions.marking.aligned import ALIGNED
from questions.marking.compiled import Compiled, compiled
from questions.marking.confidence import probability as confidence_in
from questions.marking.essays.level_reasons import FIRST_STEP
from questions.marking.essays.placing import mark_essay
from questions.marking.essays.standing import telling
from questions.marking.guards.statement import statement
from questions.marking.keywords import refuse_bare_words
from questions.marking.language.text import Reading, part_of
from questions.marking.language.verbs import LIGHT_BASES, base_of
from questions.marking.language.word_kinds import kinds_of
from questions.marking.learning import Ruling, Studied, Teaching, same_text, study
from questions.marking.matching import Match, match
from questions.marking.points import (
    Finding,
    Found,
    find_all,
    has_other_date,
    has_unlisted,
    note_ignored,
    note_turned_down,
)
from questions.marking.result import Marking, PointMark
from questions.marking.scheme import Scheme, award, is_graded, most
from questions.marking.search import wording_of
from questions.marking.taught import as_ruled, as_taught

MARKER_VERSION = "1.24"

WHOLE = 0.62
"""Score from which a single model answer earns all its marks."""

READ_AT_MOST = 20_000
"""Characters of an answer that are read: some ten pages."""

UNREAD = 0.5
"""Confidence at most of a mark for an answer that has more."""

SAID = 0.5
"""Share of an acceptable answer from which the evidence says it by itself."""


FEW_WORDS = 4
"""Words of content up to which an answer with no verb makes no statement."""

SETTLED = frozenset(("repeated", "copied_question"))
"""Flags that say what the words are which earn nothing."""


def mark(scheme: Scheme, answer: str, *, rulings: Sequence[Ruling] = ()) -> Marking:
    """Mark ``answer`` against ``scheme``; ``rulings`` are a teacher's decisions on other answers to the question.

    A pure function of its arguments and the installed word table. Never raises for any text.
    """
    return mark_all(scheme, [answer], rulings=rulings)[0]


def mark_all(scheme: Scheme, answers: Sequence[str], *, rulings: Sequence[Ruling] = ()) -> list[Marking]:
    """``mark`` for several answers to one question, which takes less time than one after the other."""
    ready = compiled(scheme)
    if not rulings:
        return [_from_scheme(ready, answer)[0] for answer in answers]
    same = {same_text(ruling.answer): ruling for ruling in rulings}
    looked = [_look(ready, answer) for answer in answers]
    settled = [same.get(same_text(answer)) for answer in answers]
    open_to_learn = [answer for answer, ruling in zip(looked, settled, strict=True) if ruling is None and answer.words]
    lessons = iter(_teaching(ready, tuple(rulings)).learn(open_to_learn))
    return [
        as_ruled(scheme, answer.given, ruling)
        if ruling is not None
        else as_taught(scheme, answer.given, next(lessons))
        if answer.words
        else answer.given
        for answer, ruling in zip(looked, settled, strict=True)
    ]


def studied(scheme: Scheme, answer: str) -> Studied:
    """An answer as learning sees it, marked from the scheme alone."""
    return _look(compiled(scheme), answer)


def studied_all(scheme: Scheme, answers: Sequence[str]) -> list[Studied]:
    """``studied`` for several answers."""
    ready = compiled(scheme)
    return [_look(ready, answer) for answer in answers]


_looked: dict[tuple[int, str], tuple[Compiled, Studied]] = {}
_MOST_LOOKED = 6000


def not_studied(scheme: Scheme, answers: Sequence[str]) -> list[int]:
    """The indexes of those answers that ``studied`` does not have ready, so that it takes a while."""
    ready = compiled(scheme)
    known = (_looked.get((id(ready), answer)) for answer in answers)
    return [i for i, found in enumerate(known) if found is None or found[0] is not ready]


def _look(ready: Compiled, answer: str) -> Studied:
    """Study an answer; the last ones are kept, as each ruling asks for all answers of its question again."""
    key = (id(ready), answer)
    known = _looked.get(key)
    if known is not None and known[0] is ready:
        return known[1]
    given, found = _from_scheme(ready, answer)
    made = study(ready, answer, found, given)
    with _lock:
        while len(_looked) >= _MOST_LOOKED:
            _looked.pop(next(iter(_looked)))
        _looked[key] = (ready, made)
    return made


_taught: dict[tuple[int, tuple[Ruling, ...]], tuple[Compiled, Teaching]] = {}
_MOST_TAUGHT = 50
_lock = threading.Lock()


def _teaching(ready: Compiled, rulings: tuple[Ruling, ...]) -> Teaching:
    """The rulings solved; the last ones used are kept."""
    key = (id(ready), rulings)
    known = _taught.get(key)
    if known is not None and known[0] is ready:
        return known[1]
    teaching = Teaching(ready.scheme, rulings, lambda answer: _look(ready, answer))
    with _lock:
        while len(_taught) >= _MOST_TAUGHT:
            _taught.pop(next(iter(_taught)))
        _taught[key] = (ready, teaching)
    return teaching


def read_answer(ready: Compiled, answer: str) -> tuple[Reading, str]:
    """An answer as it is marked, and the flag "blank" or "other_language" where some of it is not: what has no words
    left says nothing that could be marked."""
    reading = ready.read(answer[:READ_AT_MOST])
    if flags.is_blank(reading):
        return part_of(reading, ()), "blank"
    # An essay is read as a whole: what it quotes is its own affair.
    english = reading if ready.scheme.levels else flags.in_english(reading)
    if flags.is_other_language(english, ready.is_strange):
        english = part_of(reading, ())
    return english, "" if english is reading else "other_language"


def _from_scheme(ready: Compiled, answer: str) -> tuple[Marking, Match | None]:
    """Mark from the scheme alone; of what is too long to be read whole nobody is sure."""
    given, found = _read_and_mark(ready, answer)
    if len(answer) > READ_AT_MOST:
        sure = min(given.confidence, UNREAD)
        flagged = (*given.flags, "long")
        given = replace(given, flags=flagged, confidence=sure, review_priority=round(1 - sure, 4))
    return given, found


def _read_and_mark(ready: Compiled, answer: str) -> tuple[Marking, Match | None]:
    reading, flag = read_answer(ready, answer)
    if not reading.words:
        return _nothing(ready.scheme, flag), None
    if not ready.scheme.points:
        # Levels without content: nothing can be placed by it.
        return replace(_nothing(ready.scheme, "unlisted"), confidence=0.0, review_priority=1.0), None
    if ready.scheme.levels:
        found = match(ready, telling(ready, reading))
        return mark_essay(ready, reading, found), found
    found = match(ready, reading)
    outcome = _found(ready, found)
    if flag:
        outcome.flag(flag)
    return _marking(ready, found, outcome), found


def _nothing(scheme: Scheme, flag: str) -> Marking:
    why, confidence = flags.FLAGS[flag], 0.99 if flag == "blank" else 0.9
    points = tuple(_missed(i, reasons.NOT_FOUND) for i in range(len(scheme.points)))
    step = FIRST_STEP if scheme.levels else reasons.next_points(scheme, 0)
    return Marking(0, scheme.marks, None, points, confidence, round(1 - confidence, 4), (flag,), why, step)


@lru_cache(maxsize=1000)
def _missed(point: int, reason: str) -> PointMark:
    """Most points of most answers are missed, and there are few reasons for it."""
    return PointMark(point, credited=False, reason=reason)


def _point_mark(ready: Compiled, found: Match, finding: Finding) -> PointMark:
    text = found.reading.text
    if not finding.credited:
        if finding.problem not in reasons.NEAR:
            return _missed(finding.point, reasons.missed(finding))
        against = quoting.evidence(found, finding.against) or quoting.clauses(found, finding.words)
        return _missed(finding.point, reasons.missed(finding, reasons.quote(text, against)))
    words = quoting.together(found, finding.words, finding.stretch)
    around = quoting.clauses(found, words) if _is_said_in_part(ready, found, finding) else ()
    reason = reasons.earned(text, quoting.runs(found, words), around)
    return PointMark(
        finding.point,
        credited=True,
        evidence=quoting.evidence(found, words),
        reason=reason,
        wording=wording_of(ready, finding),
    )


def _is_said_in_part(ready: Compiled, found: Match, finding: Finding) -> bool:
    """Whether the evidence has but a part of the acceptable answer, or not what it says is done."""
    if (side := finding.side) is None:
        return False
    best = found.best[side.start : side.end, sorted(finding.words)].max(axis=1)
    there = best >= ALIGNED
    if float(ready.share[side.number, side.start : side.end] @ (best * there)) < SAID:
        return True
    is_verb = statement(ready, side).clauses.is_verb
    acts = [k for k, word in enumerate(side.words) if is_verb(word.start) and base_of(word.text) not in LIGHT_BASES]
    return bool(acts) and not there[acts].any()


def _marking(ready: Compiled, found: Match, outcome: Found) -> Marking:
    scheme = ready.scheme
    credited = [finding.point for finding in outcome.findings if finding.credited]
    total = _total(scheme, outcome)
    confidence = confidence_in(scheme, outcome, total)
    if total < scheme.marks and SETTLED.isdisjoint(outcome.flags) and has_unlisted(ready, found, outcome):
        outcome.flag("unlisted")
    if not ready.vectors.width:
        outcome.flag("no_vectors")
    note_ignored(ready, found, outcome)
    note_turned_down(found, outcome)
    if has_other_date(ready, found, outcome):
        outcome.flag("other_date")
    near = [finding.problem for finding in outcome.findings if not finding.credited]
    is_bare = len(found.words) <= FEW_WORDS and "V" not in kinds_of(found.reading.words)
    return Marking(
        total,
        scheme.marks,
        None,
        tuple(_point_mark(ready, found, finding) for finding in outcome.findings),
        confidence,
        round(1 - confidence, 4),
        tuple(outcome.flags),
        reasons.why_points(scheme, len(credited), total, unread=reasons.quote(found.reading.text, outcome.unread)),
        reasons.next_points(scheme, total, credited=len(credited), troubles=(*outcome.flags, *near), is_bare=is_bare),
    )


def outcome_of(scheme: Scheme, answer: str) -> Found | None:
    """What was found in an answer to a points-based question; None where it is blank or not in English."""
    ready = compiled(scheme)
    reading, _ = read_answer(ready, answer)
    return _found(ready, match(ready, reading)) if reading.words else None


def _found(ready: Compiled, found: Match) -> Found:
    outcome = find_all(ready, found)
    refuse_bare_words(ready, found, outcome)
    return outcome


def _total(scheme: Scheme, outcome: Found) -> int:
    """Marks for the points; a single model answer worth several marks is graded by how much of it is there."""
    credited = [finding for finding in outcome.findings if finding.credited]
    if credited and is_graded(scheme):
        whole = most(scheme)
        return whole if credited[0].score >= WHOLE else whole // 2
    return award(scheme, [finding.point for finding in credited])
