"""Mark one answer: read it, match it, find the points, place it, say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from questions.marking import flags, reasons
from questions.marking.compiled import Compiled, compiled
from questions.marking.essays import assess
from questions.marking.learning import Ruling, settled
from questions.marking.levels import Stage, counts
from questions.marking.matching import Match, match
from questions.marking.points import Finding, Found, award, find_all
from questions.marking.result import Marking, PointMark, Span
from questions.marking.scheme import Scheme
from questions.marking.text import merge_spans, read

MARKER_VERSION = "1.0"

READ_AT_MOST = 20_000
"""Characters of an answer that are read: some ten pages."""


def mark(scheme: Scheme, answer: str, *, rulings: Sequence[Ruling] = ()) -> Marking:
    """Mark ``answer`` against ``scheme``; ``rulings`` are a teacher's decisions on other answers to the question.

    A pure function of its arguments and the installed word table. Never raises for any text.
    """
    ready = compiled(scheme)
    reading = read(answer[:READ_AT_MOST], ready.concepts)
    if flags.is_blank(reading):
        given = _nothing(scheme, "blank", "There is no answer to mark.", 0.99)
    elif flags.is_other_language(reading):
        given = _nothing(scheme, "other_language", flags.FLAGS["other_language"], 0.9)
    elif scheme.levels:
        given = _level_marking(ready, match(ready, reading))
    else:
        found = match(ready, reading)
        outcome = find_all(ready, found)
        _no_answer(ready, found, outcome)
        given = _marking(ready, found, outcome)
    ruling = settled(answer, rulings)
    if ruling is not None:
        given = _as_ruled(scheme, given, ruling)
    return given


def _nothing(scheme: Scheme, flag: str, why: str, confidence: float) -> Marking:
    points = tuple(PointMark(i, credited=False, reason="Not found in your answer.") for i in range(len(scheme.points)))
    step = reasons.next_level(scheme, None, counts(()), 0) if scheme.levels else reasons.next_points(scheme, 0)
    return Marking(0, scheme.marks, None, points, confidence, round(1 - confidence, 4), (flag,), why, step)


def _no_answer(ready: Compiled, found: Match, outcome: Found) -> None:
    """Take the credit back from a copied question, bare keywords and a pasted descriptor; flag them."""
    reading = found.reading
    kind = ""
    if flags.is_copied_question(ready, reading):
        kind = "copied_question"
    elif ready.scheme.levels and flags.is_copied_descriptor(ready, reading):
        kind = "copied_descriptor"
    else:
        items = flags.keyword_items(reading)
        earned = sum(finding.credited for finding in outcome.findings)
        if items >= 4 and earned < 0.75 * items:
            kind = "keywords"
    if not kind:
        return
    outcome.flag(kind)
    for finding in outcome.findings:
        if finding.credited:
            finding.credited = False
            finding.problem = "copied" if kind == "copied_question" else "keywords"


def spans_of(found: Match, finding: Finding) -> tuple[Span, ...]:
    """The evidence as spans of the answer."""
    return merge_spans(((found.words[j].start, found.words[j].end) for j in finding.words), found.reading.text)


def _point_mark(found: Match, finding: Finding, stage: Stage | None) -> PointMark:
    spans = spans_of(found, finding) if finding.credited else ()
    words = " … ".join(found.reading.text[start:end] for start, end in spans)
    return PointMark(
        finding.point,
        finding.credited,
        spans,
        reasons.reason(finding, words, stage),
        stage.stage if stage else "",
        stage.link if stage else (),
        stage.support if stage else (),
    )


def _level_marking(ready: Compiled, found: Match) -> Marking:
    given = assess(ready, found)
    if not ready.vectors.width:
        given.flags.append("no_vectors")
    return Marking(
        given.mark,
        ready.scheme.marks,
        given.level.number if given.level else None,
        tuple(_point_mark(found, finding, given.stages.get(finding.point)) for finding in given.findings),
        given.confidence,
        round(1 - given.confidence, 4),
        tuple(given.flags),
        reasons.why_level(given.level, given.have, given.mark),
        reasons.next_level(ready.scheme, given.level, given.have, given.mark),
    )


def _marking(ready: Compiled, found: Match, outcome: Found) -> Marking:
    scheme = ready.scheme
    credited = [finding.point for finding in outcome.findings if finding.credited]
    total = award(scheme, credited)
    confidence = confidence_of(outcome)
    if not ready.vectors.width:
        outcome.flag("no_vectors")
    return Marking(
        total,
        scheme.marks,
        None,
        tuple(_point_mark(found, finding, None) for finding in outcome.findings),
        confidence,
        round(1 - confidence, 4),
        tuple(outcome.flags),
        reasons.why_points(scheme, len(credited), total),
        reasons.next_points(scheme, total),
    )


def confidence_of(outcome: Found) -> float:
    """Probability that a human marker gives the same mark."""
    margins = [abs(finding.score - 0.5) for finding in outcome.findings]
    return round(0.55 + 0.8 * min(margins, default=0.4), 4)


def _as_ruled(scheme: Scheme, given: Marking, ruling: Ruling) -> Marking:
    total = max(0, min(ruling.mark, scheme.marks))
    level = scheme.level_for(total)
    points = tuple(
        point
        if point.point >= len(ruling.points) or ruling.points[point.point] in (None, point.credited)
        else PointMark(
            point.point,
            bool(ruling.points[point.point]),
            reason=f"{'Credited' if ruling.points[point.point] else 'Not credited'} by a teacher in the same answer.",
        )
        for point in given.points
    )
    return replace(
        given,
        mark=total,
        level=level.number if level else None,
        points=points,
        confidence=0.99,
        review_priority=0.0,
        flags=tuple(dict.fromkeys((*given.flags, "ruling"))),
        why=f"A teacher gave the same answer {reasons.plural(total, 'mark')}. {given.why}",
    )
