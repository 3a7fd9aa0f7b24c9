"""An essay from reading to level: develop its points, see whether it answers the question at all, place it."""

from __future__ import annotations

from questions.marking.compiled import Compiled
from questions.marking.essays import level_confidence, level_reasons, quotations, standing
from questions.marking.essays.development import NAMED, PLAINLY, Development, develop
from questions.marking.essays.levels import counts, place
from questions.marking.essays.stages import IDENTIFIED, SUPPORTED
from questions.marking.language.text import Reading
from questions.marking.matching import Match
from questions.marking.points import Finding
from questions.marking.result import Marking, PointMark
from questions.marking.scheme import Level, Needs
from questions.marking.search import wording_of

CONTRADICTIONS = ("negated", "roles", "rejected")
MANY = 3
"""Points that are many: named without explanation they reach the middle level."""


def mark_essay(ready: Compiled, reading: Reading, found: Match) -> Marking:
    """Mark one answer to a level-of-response question; ``found`` is the match of what it tells (``standing``)."""
    return look(ready, reading, found)[0]


def look(ready: Compiled, reading: Reading, found: Match) -> tuple[Marking, tuple[float, ...]]:
    """The marking of an essay, and what its confidence rests on."""
    scheme = ready.scheme
    development = develop(ready, found)
    written = development.essay
    kind = standing.no_answer(ready, reading, found.reading)
    if kind:
        _take_back(development, kind)
    elif _take_back_strays(ready, development, reading):
        kind = "off_question"
    elif len(development.stages) < NAMED and not any(s.stage != IDENTIFIED for s in development.stages.values()):
        development.name_more()
    have = counts(development.stages.values())
    level, mark = place(scheme.levels, have, rich=_is_rich(development))
    if not have.explained and not kind and scheme.levels[0].needs is None:
        level, mark = _account(ready, development, have, level, mark)
    _flag_more(ready, development, have)
    if not ready.vectors.width:
        written.flag("no_vectors")
    seen = level_confidence.features(scheme.levels, development, level)
    confidence = level_confidence.probability(seen)
    if not ready.vectors.width:
        confidence = round(confidence * level_confidence.WITHOUT_TABLE, 4)
    marking = Marking(
        mark,
        scheme.marks,
        level.number if level else None,
        tuple(_point_mark(ready, development, point) for point in range(len(scheme.points))),
        confidence,
        round(1 - confidence, 4),
        tuple(written.flags),
        level_reasons.why(scheme, development, level, have, mark),
        level_reasons.next_step(scheme, development, level, have, mark),
    )
    return marking, seen


def _account(
    ready: Compiled, development: Development, have: Needs, level: Level | None, mark: int
) -> tuple[Level | None, int]:
    """Level and mark of an answer without an explanation: a story, however many points it touches, is level 1."""
    bottom = ready.scheme.levels[0]
    told = standing.account(ready, development)
    if standing.is_story(development) and have.identified:
        development.essay.flag("narrative")
        return bottom, min(bottom.high, bottom.low + max(have.identified, told) - 1)
    if told and not have.identified:
        is_account = told > 1 or standing.tells_events(ready, development)
        development.essay.flag("narrative" if is_account else "general")
        return bottom, min(bottom.high, bottom.low + told - 1)
    return level, mark


def _point_mark(ready: Compiled, development: Development, point: int) -> PointMark:
    stage = development.stages.get(point)
    reason = level_reasons.point_reason(ready.scheme, development, point)
    if stage is None:
        return PointMark(point, credited=False, reason=reason)
    return PointMark(
        point,
        credited=True,
        evidence=level_reasons.evidence(development, point),
        reason=reason,
        stage=stage.stage,
        link=stage.link,
        support=quotations.whole_names(development, stage.support),
        wording=wording_of(ready, development.essay.findings[point]),
    )


def _take_back_strays(ready: Compiled, development: Development, reading: Reading) -> bool:
    """Uncredit what answers another question, paragraph by paragraph; whether that is the whole answer."""
    essay = development.essay
    stray = standing.stray_paragraphs(ready, development, reading)
    if not stray and not standing.is_elsewhere(ready, development):
        return False
    inside = {word.start for word, at in zip(essay.found.reading.words, essay.paragraph, strict=True) if at in stray}
    for finding in essay.findings:
        here = not stray or any(essay.found.words[j].start in inside for j in finding.words)
        if finding.credited and here and finding.score < standing.PLAIN_EVEN_SO:
            _uncredit(development, finding, "off_question")
    if development.stages:
        return False
    essay.flag("off_question")
    return True


def _uncredit(development: Development, finding: Finding, kind: str) -> None:
    finding.credited = False
    finding.problem = kind
    development.stages.pop(finding.point, None)


def _take_back(development: Development, kind: str) -> None:
    """Uncredit all points of words that answer nothing."""
    for finding in development.essay.findings:
        if finding.credited:
            _uncredit(development, finding, kind)
    development.essay.flag(kind)


def _flag_more(ready: Compiled, development: Development, have: Needs) -> None:
    written = development.essay
    if any(stage.wrong for stage in development.stages.values()):
        written.flag("wrong_support")
    for finding in written.findings:
        if finding.problem in CONTRADICTIONS and not finding.credited and finding.score >= PLAINLY:
            written.flag(finding.problem)
    if have.identified >= MANY and not have.explained:
        written.flag("list")
    if standing.copied_points(development) >= MANY:
        written.flag("copied_scheme")
    if standing.is_padded(development):
        written.flag("padded")
    if standing.has_unlisted(development) and "off_question" not in written.flags:
        written.flag("unlisted")


def _is_rich(development: Development) -> bool:
    """Whether two supported points have more than a single detail each."""
    amounts = sorted(len(stage.support) for stage in development.stages.values() if stage.stage == SUPPORTED)
    return len(amounts) > 1 and amounts[-2] > 1
