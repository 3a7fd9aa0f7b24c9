"""An essay from reading to level: develop its points, see whether it answers the question at all, place it."""

from __future__ import annotations

from dataclasses import dataclass

from questions.marking import flags
from questions.marking.compiled import Compiled
from questions.marking.development import IDENTIFIED, SUPPORTED, Development, Stage, develop
from questions.marking.levels import counts, place
from questions.marking.links import own_words
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
    have = counts(development.stages.values())
    level, mark = place(ready.scheme.levels, have, rich=_is_rich(development))
    return Assessment(development, written.findings, development.stages, have, level, mark, 0.7, written.flags)


def _is_rich(development: Development) -> bool:
    """Whether two supported points have more than a single detail each."""
    amounts = sorted(len(stage.support) for stage in development.stages.values() if stage.stage == SUPPORTED)
    return len(amounts) > 1 and amounts[-2] > 1
