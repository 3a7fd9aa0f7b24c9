"""A mark explained: the student's own words with what each of them earned, the points, and the ladder of levels.

Only data for the pages. Everything a student wrote stays plain text: templates escape it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from questions import marking
from questions.directions import unturned
from questions.marking.essays.level_reasons import own_words_in
from questions.marking.essays.quotations import quoted
from questions.marking.essays.stages import IDENTIFIED
from questions.marking.language.text import stems_of
from questions.marking.reasons import REFUSALS, without_quote
from questions.models import Attempt, Cause, Mark, MarkNotice
from questions.models.marks import breakdown

UNSURE, UNSURE_OF_LEVEL = 0.6, 0.7
"""Below this confidence an automatic mark goes to a teacher and the student is told so."""

SURE = 0.7
DOUBTS = {True: "see the notes beside the script", False: "the words are close to the line between credit and none"}
"""Below ``SURE`` a teacher reads why, by whether the marker has flagged anything."""

DOUBT_TAUGHT = {
    True: "teachers' marks on other answers say too little of this one",
    False: "with teachers' marks on other answers its score lies close to the next mark",
}
"""The same of a mark that was made with rulings, by whether the scheme has levels: confidence comes from them then."""

BRIDGE = 30
"""Evidence of one point with at most so many characters between is underlined as one run, as an examiner would."""

NOT_FOR_STUDENTS = frozenset({"no_vectors", "blank"})
"""Flags that say something of the installation, or what the explanation of the mark says already."""

ALL_BUT_MISTAKES = frozenset(marking.FLAGS.keys()) - {
    "instructions",
    "names",
    "numbers",
    "other_date",
    "rejected",
    "roles",
    "ruling",
    "wrong_support",
}
"""Flags that say why more was not earned: of no use to a student who has every mark."""

SENTENCE_END = re.compile(r"[.!?;\n]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the answer: ``points`` are the numbers of the points it earned, ``ticks`` of those that end here."""

    text: str
    points: tuple[int, ...] = ()
    ticks: tuple[int, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PointLine:
    """One marking point as a page shows it. ``number`` counts from 1, ``index`` from 0.

    ``idea`` is one of the scheme's alternatives in plain words, that which the evidence is likest to; for a student who
    has only named a point of an essay, what ``own_words`` has of it. ``see`` is the section of the revision notes for
    who missed the point.
    """

    number: int
    index: int
    idea: str
    credited: bool
    reason: str
    value: int
    evidence: tuple[str, ...]
    stage: str
    see: str = ""
    rejects: tuple[str, ...] = ()
    """The REJECT lines that refused the point, for teachers and authors."""

    @property
    def is_found(self) -> bool:
        """Whether the answer has anything of the point, credited or not."""
        return self.credited or self.reason != marking.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Rung:
    number: int
    low: int
    high: int
    descriptor: str
    placed: bool


def unsure_below(*, is_levels: bool) -> float:
    """The confidence below which a mark goes to a teacher; where there are levels it is that of the level."""
    return UNSURE_OF_LEVEL if is_levels else UNSURE


@dataclass(frozen=True, slots=True)
class Explanation:
    mark: int
    max_mark: int
    level: int | None
    segments: tuple[Segment, ...]
    points: tuple[PointLine, ...]
    rungs: tuple[Rung, ...]
    flags: tuple[str, ...]
    other_points: tuple[str, ...]
    why: str
    next_step: str
    confidence: float | None
    by_teacher: bool
    taught: bool = False
    by_count: bool = False
    """No point has marks of its own: their number makes the mark, or the mark is not what they make."""
    apart: bool = False
    """A teacher gave another mark than the credited points make."""

    @property
    def inks(self) -> frozenset[str]:
        """The kinds of words that are underlined in the answer."""
        return frozenset(segment.kind for segment in self.segments) - {""}

    @property
    def credited(self) -> list[PointLine]:
        return [point for point in self.points if point.credited]

    @property
    def missed(self) -> list[PointLine]:
        return [point for point in self.points if not point.credited]

    @property
    def near(self) -> list[PointLine]:
        """The points that the answer comes near to, but not so that they earn anything; none where no points made the
        mark."""
        return [] if self.apart else [point for point in self.missed if marking.is_near_miss(point.reason)]

    @property
    def refused(self) -> list[str]:
        """What keeps points that the answer comes near to from being credited, with the words that it is about."""
        return list(dict.fromkeys(point.reason for point in self.near if point.reason != without_quote(point.reason)))

    @property
    def unfound(self) -> list[PointLine]:
        """The points that the answer neither earns nor comes near to."""
        near = self.near
        return [point for point in self.missed if point not in near]

    @property
    def has_more_than_needed(self) -> bool:
        """Whether full marks take fewer than all points that are still to be found: one of them can be left out."""
        values = [point.value for point in self.unfound]
        counted = bool(values) and not (self.rungs or self.by_count)
        return counted and sum(values) - min(values) >= self.max_mark - self.mark

    @property
    def to_read(self) -> list[str]:
        """The sections of the notes that the missed points name; none where every mark was earned."""
        return [point.see for point in self.missed if point.see] if self.mark < self.max_mark else []

    @property
    def doubt(self) -> str:
        """Why the marker is not surer, for a teacher."""
        if self.confidence is None or self.confidence >= SURE:
            return ""
        return DOUBT_TAUGHT[bool(self.rungs)] if self.taught else DOUBTS[bool(self.flags)]

    @property
    def unsure(self) -> bool:
        return self.confidence is not None and self.confidence < unsure_below(is_levels=bool(self.rungs))


CAUSES = {
    Cause.SCHEME: "The mark scheme of this question was changed, and your answer was marked again by it.",
    Cause.MARKER: "The marker was improved, and your answer was marked again.",
    Cause.RULING: "A teacher decided on answers to this question, and your answer was marked again in the same way.",
    Cause.WITHDRAWN: "A mark that a teacher had given this answer was taken back.",
    Cause.TEACHER: "A teacher looked at your answer and gave it another mark.",
}


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """From one mark of an answer to a later one: ``causes`` are sentences, ``reason`` is why a teacher's mark was taken
    back, ``gained`` and ``lost`` are ideas of points that were credited."""

    before: Mark
    after: Mark
    causes: tuple[str, ...]
    reason: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def what_changed(notice: MarkNotice) -> WhatChanged:
    """What a student may know of the change: points credited then or now, none that were never earned."""
    before, after = notice.before, notice.after
    old, new = (_credited_ideas(mark, notice.attempt.answer) for mark in (before, after))
    return WhatChanged(
        before=before,
        after=after,
        causes=tuple(CAUSES[Cause(cause)] for cause in notice.causes) or ("Your answer was marked again.",),
        reason=before.withdrawal.reason if hasattr(before, "withdrawal") else "",
        gained=tuple(idea for key, idea in new.items() if key not in old),
        lost=tuple(idea for key, idea in old.items() if key not in new),
    )


def _credited_ideas(mark: Mark, answer: str) -> dict[str, str]:
    version = mark.mark_scheme
    parts = {part["point"]: part for part in mark.points}
    result = {}
    for index in sorted(mark.credited):
        part, point = parts.get(index, {}), version.scheme.points[index]
        named = own_words(part, answer)
        result[version.point_keys[index]] = named or idea(point, wording=part.get("wording"))
    return result


def explain(attempt: Attempt, mark: Mark, *, to_student: bool) -> Explanation:
    """Put together what the pages show of ``mark`` on ``attempt``, to its student or to a teacher."""
    scheme = mark.mark_scheme.scheme
    spans, points = _points(attempt.answer, scheme, mark.points, to_student=to_student)
    made = marking.award(scheme, mark.credited, others=len(mark.other_points))
    whole = bool(scheme.levels) and (mark.mark > 0) != bool(mark.credited or mark.other_points)
    apart = whole or (not scheme.levels and mark.mark != made)
    step = mark.next_step
    if mark.by_teacher and to_student:
        step = marking.next_step_after(scheme, mark.mark, len(mark.credited) + len(mark.other_points))
    return Explanation(
        mark=mark.mark,
        max_mark=mark.max_mark,
        level=mark.level,
        segments=segments(attempt.answer, spans),
        points=points,
        rungs=_rungs(scheme, mark.level),
        flags=_flags(mark.flags, mark.points, _hidden(mark) if to_student else frozenset()),
        other_points=tuple(map(unturned, mark.other_points)),
        why=unturned(mark.why),
        next_step=unturned(step),
        confidence=mark.confidence,
        by_teacher=mark.by_teacher,
        taught=bool(mark.rulings),
        by_count=bool(scheme.marks_for_points) or apart,
        apart=apart and mark.by_teacher,
    )


def explain_marking(scheme: marking.Scheme, answer: str, given: marking.Marking) -> Explanation:
    """The same of a marking that is stored nowhere, for an author or a teacher."""
    parts = breakdown(given.points)
    spans, points = _points(answer, scheme, parts, to_student=False)
    return Explanation(
        mark=given.mark,
        max_mark=given.max_mark,
        level=given.level,
        segments=segments(answer, spans),
        points=points,
        rungs=_rungs(scheme, given.level),
        flags=_flags(given.flags, parts, frozenset()),
        other_points=(),
        why=unturned(given.why),
        next_step=unturned(given.next_step),
        confidence=given.confidence,
        by_teacher=False,
        by_count=bool(scheme.marks_for_points),
    )


def _points(
    answer: str, scheme: marking.Scheme, given: Sequence[dict[str, Any]], *, to_student: bool
) -> tuple[list[tuple[int, str, Span]], tuple[PointLine, ...]]:
    """Spans to be marked in the answer, and the points as lines, from a breakdown as ``Mark.points`` stores it."""
    spans: list[tuple[int, str, Span]] = []
    points = []
    for part, point in zip(given, scheme.points, strict=True):
        index = part["point"]
        evidence = bridged(answer, part["evidence"])
        words = tuple(unturned(answer[start:end]) for start, end in evidence)
        if part["credited"]:
            spans += [(index + 1, "evidence", span) for span in evidence]
            for kind in ("link", "support"):
                spans += [(index + 1, kind, (start, end)) for start, end in part[kind]]
        named = own_words(part, answer) if to_student else ""
        points.append(
            PointLine(
                number=index + 1,
                index=index,
                idea=named or idea(point, " ".join(words), part.get("wording")),
                credited=part["credited"],
                reason=unturned(own_words_in(part["reason"])[1] if named else part["reason"]),
                value=point.value or scheme.value,
                evidence=words,
                stage=part["stage"],
                see=point.see,
                rejects=refusing(scheme, index, answer)
                if not to_student and without_quote(part["reason"]) in REFUSALS["rejected"]
                else (),
            )
        )
    return spans, tuple(points)


def _rungs(scheme: marking.Scheme, placed: int | None) -> tuple[Rung, ...]:
    return tuple(
        Rung(level.number, level.low, level.high, level.descriptor, level.number == placed)
        for level in reversed(scheme.levels)
    )


def _hidden(mark: Mark) -> frozenset[str]:
    """The flags that a student does not see beside a mark."""
    return NOT_FOR_STUDENTS | (ALL_BUT_MISTAKES if mark.mark == mark.max_mark else frozenset())


def _flags(codes: Iterable[str], parts: Sequence[dict[str, Any]], hidden: frozenset[str]) -> tuple[str, ...]:
    """What the flags say, but for those that speak of points which a ruling credited after all."""
    # What the marker credits has its evidence; what a ruling credits has none.
    turned = any(part["credited"] and not part["evidence"] for part in parts)
    refused = {without_quote(part["reason"]) for part in parts if not part["credited"]}
    stale = {code for code, reasons in REFUSALS.items() if turned and refused.isdisjoint(reasons)}
    return tuple(marking.FLAGS[code] for code in codes if code in marking.FLAGS.keys() - hidden - stale)


def bridged(answer: str, spans: Iterable[Sequence[int]]) -> list[Span]:
    """``spans`` in order, those close together within a sentence made one."""
    runs: list[Span] = []
    for start, end in sorted((span[0], span[1]) for span in spans):
        if runs and start - runs[-1][1] <= BRIDGE and not SENTENCE_END.search(answer, runs[-1][1], start):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


FOUND_BY_TEACHER = "what your teacher found in your answer"


def own_words(part: Mapping[str, Any], answer: str) -> str:
    """What a student who has only named a point of an essay is shown of it; "" for any other.

    The words that its reason quotes; where a teacher set the stage, those that are underlined; where a teacher credited
    it, none. The scheme's wording would tell such a student what there was to explain.
    """
    if part.get("stage") != IDENTIFIED:
        return ""
    underlined = " ".join(quoted(answer, span) for span in bridged(answer, part["evidence"]))
    return unturned(own_words_in(part["reason"])[0] or underlined) or FOUND_BY_TEACHER


def idea(point: marking.Point, said: str = "", wording: int | None = None) -> str:
    """An acceptable answer of the point, without the signs of the notation but the brackets: the ``wording`` that was
    credited; where that is not known the one that has most words of what is ``said``, of several the first."""
    own = _long_stems(said)
    texts = [
        " and ".join(" ".join(map(_said, phrase.terms)) for phrase in answer.phrases)
        for answer in (*point.answers, *point.accept)
    ]
    if wording is not None:
        return texts[wording]
    return max(texts, key=lambda text: len(own & _long_stems(text))) if own else texts[0]


MOST_REJECTS = 8
"""REJECT lines of a point that are tried one by one: each is a scheme of its own to the marker."""


@lru_cache(256)
def refusing(scheme: marking.Scheme, index: int, answer: str) -> tuple[str, ...]:
    """The REJECT lines, in notation, each of which by itself makes the marker refuse the point; where there is one, it.
    None where the marker would not refuse it today, or there are too many to try."""
    point = scheme.points[index]
    if len(point.reject) > MOST_REJECTS:
        return ()
    if len(point.reject) == 1:
        return tuple(map(marking.alternative_text, point.reject))
    found = []
    for line in point.reject:
        alone = (*scheme.points[:index], replace(point, reject=(line,)), *scheme.points[index + 1 :])
        given = marking.mark(replace(scheme, points=alone), answer).points[index]
        if without_quote(given.reason) in REFUSALS["rejected"]:
            found.append(marking.alternative_text(line))
    return tuple(found)


def _said(term: marking.Term) -> str:
    """A term as it is read, in brackets where it is not needed."""
    text = "/".join(term.forms)
    return f"({text})" if term.optional else text


def _long_stems(text: str) -> set[str]:
    return {stem for stem in stems_of(text) if len(stem) > 3}


def segments(answer: str, spans: Iterable[tuple[int, str, Span]]) -> tuple[Segment, ...]:
    """Cut ``answer`` where spans begin and end; the segments' texts put together are the answer.

    ``spans`` are (number of the point, kind, (start, end)), in any order, overlapping or not;
    what lies outside the answer is ignored. Where kinds overlap, support stands over link over evidence.
    """
    length = len(answer)
    inside = [(number, kind, max(0, start), min(length, end)) for number, kind, (start, end) in spans if start < end]
    inside = [span for span in inside if span[2] < span[3]]
    last_end: dict[int, int] = {}
    for number, kind, _, end in inside:
        if kind == "evidence":
            last_end[number] = max(end, last_end.get(number, 0))
    cuts = sorted({0, length, *(span[2] for span in inside), *(span[3] for span in inside)})
    result = []
    for start, end in pairwise(cuts):
        over = [(number, kind) for number, kind, first, last in inside if first < end and start < last]
        kinds = {kind for _, kind in over}
        result.append(
            Segment(
                text=answer[start:end],
                points=tuple(sorted({number for number, _ in over})),
                ticks=tuple(sorted(number for number, last in last_end.items() if last == end)),
                kind=next((kind for kind in ("support", "link", "evidence") if kind in kinds), ""),
            )
        )
    return tuple(result)
