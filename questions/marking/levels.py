"""From credited points to a level: which are identified, explained, supported; a best fit, not a count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from questions.marking.compiled import Compiled
from questions.marking.matching import Match
from questions.marking.points import Finding
from questions.marking.result import Span
from questions.marking.scheme import Level, Needs
from questions.marking.text import Word

IDENTIFIED, EXPLAINED, SUPPORTED = "identified", "explained", "supported"

LINKS = re.compile(
    r"\b(because|becuase|becos|cos|since|so that|so|therefore|thus|hence|consequently|as a result|result(?:ed|ing|s)? in|"
    r"with the result|led to|leads? to|leading to|caus(?:ed|es|ing)|(?:this|that|it|which) (?:meant|ment|means|made|makes|"
    r"showed|shows|allowed|enabled|gave|forced|caused|helped|left|let|encouraged|explains|stopped|prevented|increased|changed)|"
    r"meaning(?: that)?|due to|in order to|owing to|thanks to|for this reason|that is why|which is why|this is why|"
    r"made it (?:harder|easier|possible|impossible)|no longer|from then on|instead of|in return|when .{3,40} (?:then|,))\b",
    re.IGNORECASE,
)
"""Words that tie a cause to what follows from it, or say that something changed."""

BARE_SO = re.compile(r"\bso (?:many|much|far|called|on|forth|long|few|big|great|bad|strong|hard|well)\b", re.IGNORECASE)
MONTHS = frozenset(
    "january february march april may june july august september october november december monday sunday".split()
)
REACH = 14
"""Words on either side of a link that must hold something, for it to explain anything: at least this many together / 3."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How far one credited point is developed, and the spans that show it."""

    point: int
    stage: str
    link: tuple[Span, ...] = ()
    support: tuple[Span, ...] = ()


def stages(ready: Compiled, found: Match, findings: Sequence[Finding]) -> dict[int, Stage]:
    """The stage of every credited point. A link or a support serves the nearest point only."""
    credited = [finding for finding in findings if finding.credited]
    links = _links(found)
    supports = _supports(ready, found)
    sentence_of = {finding.point: _sentences(found, finding) for finding in credited}
    link_of = _nearest(links, credited, sentence_of, found)
    support_of = _nearest(supports, credited, sentence_of, found)
    result = {}
    for finding in credited:
        link = tuple(span for span, _ in link_of.get(finding.point, ())[:1])
        support = tuple(span for span, _ in support_of.get(finding.point, ())[:3])
        stage = IDENTIFIED
        if link:
            stage = SUPPORTED if support else EXPLAINED
        result[finding.point] = Stage(finding.point, stage, link, support if link else ())
    return result


def _sentences(found: Match, finding: Finding) -> set[int]:
    return {found.words[j].sentence for j in finding.words}


def _links(found: Match) -> list[tuple[Span, int]]:
    """Links with something to tie on both sides: (span, number of the sentence)."""
    text, words = found.reading.text, found.reading.words
    result = []
    for link in LINKS.finditer(text):
        if BARE_SO.match(text, link.start()):
            continue
        here = next((word for word in words if word.start >= link.start()), None)
        if here is None:
            continue
        after = [w for w in found.words if w.sentence == here.sentence and w.start >= link.end()]
        before = [w for w in found.words if here.sentence - 1 <= w.sentence <= here.sentence and w.end <= link.start()]
        if len(after) >= 2 and len(before) + len(after) >= 5:
            result.append(((link.start(), link.end()), here.sentence))
    return result


def _supports(ready: Compiled, found: Match) -> list[tuple[Span, int]]:
    """Specific details that the question did not give: dates, figures, names."""
    asked = ready.question_stems
    numbers = {word.number for word in ready.question.words}
    result = []
    for i, word in enumerate(found.reading.words):
        specific = (word.number is not None and word.number not in numbers and word.number > 3) or (
            word.is_content
            and len(word.text) > 2
            and word.stem not in asked
            and (word.capital or (word.text in MONTHS and word.text != "may"))
            and not _opens(found, i)
        )
        if specific:
            result.append(((word.start, word.end), word.sentence))
    return result


def _opens(found: Match, index: int) -> bool:
    words = found.reading.words
    return index == 0 or words[index].sentence != words[index - 1].sentence


def _nearest(
    marks: Sequence[tuple[Span, int]],
    credited: Sequence[Finding],
    sentence_of: dict[int, set[int]],
    found: Match,
) -> dict[int, list[tuple[Span, int]]]:
    """Each mark with the credited point it stands nearest to, in its sentence or the next."""
    result: dict[int, list[tuple[Span, int]]] = {}
    for span, sentence in marks:
        near = []
        for finding in credited:
            gap = min(abs(sentence - own) for own in sentence_of[finding.point])
            if gap <= 1:
                distance = min(abs(found.words[j].start - span[0]) for j in finding.words)
                near.append((gap, distance, finding.point))
        if near:
            result.setdefault(min(near)[2], []).append((span, sentence))
    return result


def counts(found: dict[int, Stage]) -> Needs:
    """How many points reach each stage."""
    order = [stage.stage for stage in found.values()]
    return Needs(len(order), sum(s != IDENTIFIED for s in order), sum(s == SUPPORTED for s in order))


def default_needs(levels: Sequence[Level]) -> list[tuple[Needs, ...]]:
    """For each level, rising, the alternatives of what it needs where the scheme does not say.

    The top needs two points explained and one of them supported; the middle one explained or three
    identified; the bottom anything creditable. Of more than three levels those between take one
    explained more each; of two, the bottom and the top.
    """
    count = len(levels)
    result: list[tuple[Needs, ...]] = []
    for i, level in enumerate(levels):
        if level.needs is not None:
            result.append((level.needs,))
        elif i == 0:
            result.append((Needs(identified=1),))
        elif i == count - 1:
            result.append((Needs(identified=2, explained=2, supported=1),))
        else:
            result.append((Needs(identified=i, explained=i), Needs(identified=2 + i)))
    return result


def meets(have: Needs, need: Needs) -> bool:
    """Whether the counts reach the demand."""
    return have.identified >= need.identified and have.explained >= need.explained and have.supported >= need.supported


def place(levels: Sequence[Level], have: Needs) -> tuple[Level | None, int]:
    """The level, and the mark inside it: the higher one where its demands are met with something to spare."""
    needs = default_needs(levels)
    reached = [i for i, options in enumerate(needs) if any(meets(have, need) for need in options)]
    if not reached or not have.identified:
        return None, 0
    i = reached[-1]
    level = levels[i]
    spare = 0
    if i == 0:
        spare = have.identified - 1
    elif i == len(levels) - 1:
        spare = have.supported - max(1, needs[i][0].supported)
    else:
        strong = needs[i][0]
        if meets(have, strong):
            spare = (have.explained - strong.explained) + (have.supported and have.identified > strong.identified)
    mark = min(level.high, level.low + max(0, spare))
    return level, mark
