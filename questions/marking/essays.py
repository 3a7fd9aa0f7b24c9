"""An essay from reading to level: develop its points, see whether it answers the question at all, place it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.marking import standing
from questions.marking.compiled import Compiled
from questions.marking.development import IDENTIFIED, SUPPORTED, Development, Stage, develop
from questions.marking.levels import counts, place
from questions.marking.matching import Match
from questions.marking.points import Finding
from questions.marking.scheme import Level, Needs


@dataclass(slots=True)
class Assessment:
    """What an essay comes to. ``have`` counts its points by stage."""

    development: Development
    findings: list[Finding]
    stages: dict[int, Stage]
    have: Needs
    level: Level | None
    mark: int
    confidence: float
    flags: list[str]


def assess(ready: Compiled, found: Match) -> Assessment:
    """Mark one essay."""
    development = develop(ready, found)
    written = development.essay
    kind = standing.no_answer(ready, found)
    if kind:
        _take_back(development, kind, 0.0)
    elif standing.is_off_question(ready, development):
        _take_back(development, "off_question", standing.PLAIN_EVEN_SO)
    elif len(development.stages) < MANY and not any(s.stage != IDENTIFIED for s in development.stages.values()):
        development.name_more()
    have = counts(development.stages.values())
    level, mark = place(ready.scheme.levels, have, rich=_is_rich(development))
    bottom = ready.scheme.levels[0]
    if not have.explained and not kind and "off_question" not in written.flags:
        told = standing.account(ready, development)
        if standing.is_story(development) and have.identified:
            level, mark = bottom, min(bottom.high, bottom.low + max(have.identified, told) - 1)
            written.flag("narrative")
        elif told and not have.identified:
            level, mark = bottom, min(bottom.high, bottom.low + told - 1)
            written.flag("narrative" if told > 1 else "general")
    _flag_more(ready, development, have)
    return Assessment(development, written.findings, development.stages, have, level, mark, 0.7, written.flags)


MANY = 3


def _take_back(development: Development, kind: str, least: float) -> None:
    """Uncredit the points of words that do not answer the question, but those put as plainly as ``least``."""
    for finding in development.essay.findings:
        if finding.credited and (not least or finding.score < least):
            finding.credited = False
            finding.problem = kind
            development.stages.pop(finding.point, None)
    if not development.stages or not least:
        development.essay.flag(kind)


def _flag_more(ready: Compiled, development: Development, have: Needs) -> None:
    written = development.essay
    if any(stage.wrong for stage in development.stages.values()):
        written.flag("wrong_support")
    if have.identified >= MANY and not have.explained:
        written.flag("list")
    if standing.copied_points(ready, development) >= MANY:
        written.flag("copied_scheme")
    if standing.is_padded(development):
        written.flag("padded")
    if standing.unlisted(ready, development) and "off_question" not in written.flags:
        written.flag("unlisted")


def _is_rich(development: Development) -> bool:
    """Whether two supported points have more than a single detail each."""
    amounts = sorted(len(stage.support) for stage in development.stages.values() if stage.stage == SUPPORTED)
    return len(amounts) > 1 and amounts[-2] > 1
