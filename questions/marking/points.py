"""From evidence to points: which of them an answer earns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from questions.marking.aligned import ALIGNED
from questions.marking.compiled import Compiled, Side
from questions.marking.entailing import CREDIT
from questions.marking.guards import checks
from questions.marking.guards.checks import is_year
from questions.marking.language.text import Word
from questions.marking.listing import read_at_most, within_list
from questions.marking.matching import Match
from questions.marking.result import Span
from questions.marking.scheme import award
from questions.marking.search import Finding, Search

__all__ = ["CREDIT", "Finding", "Found", "Search", "find_all", "has_unlisted"]

FLAGGED = {
    checks.NEGATED: "negated",
    checks.ROLES: "roles",
    checks.CONTRAST: "roles",
    checks.NUMBERS: "numbers",
    checks.NAMES: "names",
    checks.HEDGED: "hedged",
    checks.TOPIC: "topic",
    "contradiction": "contradiction",
    "rejected": "rejected",
    "repeated": "repeated",
}
"""Problems of a point that the whole answer is flagged with."""


@dataclass(slots=True)
class Found:
    """All points' findings with the flags that came up."""

    findings: list[Finding]
    flags: list[str] = field(default_factory=list)
    unread: tuple[Span, ...] = ()
    """What the list rule left unread, where there is a point in it."""

    def flag(self, code: str) -> None:
        """Add a flag once."""
        if code not in self.flags:
            self.flags.append(code)


def find_all(ready: Compiled, found: Match) -> Found:
    """Findings for every point, each on words of its own, with list rule and flags applied."""
    search = Search(ready, found)
    outcome = Found(_separate(search, len(ready.scheme.points)))
    asked = read_at_most(ready)
    if asked and found.words:
        limit = within_list(search, outcome.findings, asked)
        for finding in outcome.findings:
            if finding.credited and min(finding.words) >= limit:
                finding.credited = False
                finding.problem = "list_rule"
                outcome.flag("list_rule")
                outcome.unread = _from(found, limit)
    if search.deaf:
        outcome.flag("instructions")
    for finding in outcome.findings:
        if not finding.credited and finding.problem in FLAGGED:
            outcome.flag(FLAGGED[finding.problem])
    if _says_again(search, outcome):
        outcome.flag("repeated")
    return outcome


def _from(found: Match, first: int) -> tuple[Span, ...]:
    """The answer from ``words[first]`` on, small words before it included."""
    before = found.words[first - 1].end if first else 0
    return ((next(word.start for word in found.reading.words if word.start >= before), found.reading.words[-1].end),)


def _says_again(search: Search, outcome: Found) -> bool:
    """Whether other clauses say a credited point once more, most of its words and no other point."""
    credited = [finding for finding in outcome.findings if finding.credited]
    if award(search.ready.scheme, [finding.point for finding in credited]) >= search.ready.scheme.marks:
        return False
    words = search.match.words
    used = set().union(*(finding.words for finding in credited))
    told = {words[j].clause for j in used}
    for finding in credited:
        if not search.may_be_said_beside(finding.point, told):
            continue
        again = search.find(finding.point, used)
        if again.side is None or not again.credited or again.score < PLAINLY:
            continue
        most = 2 * len(search.clear(again.side, again.stretch)) > len(again.side.words)
        if most and told.isdisjoint(words[j].clause for j in again.words):
            return True
    return False


def _separate(search: Search, count: int) -> list[Finding]:
    """Findings by point; where two want the same words, the likelier has them and the other looks elsewhere.

    Where the other finds nothing elsewhere, the likelier one looks for words that leave the other its own.
    """
    alone = [search.find(point) for point in range(count)]
    used: set[int] = set()
    result: dict[int, Finding] = {}
    for finding in sorted(alone, key=lambda f: (-f.score * f.credited, f.point)):
        kept = finding
        if finding.credited and search.is_used(finding.words, used):
            kept = search.find(finding.point, used)
            if not kept.credited and (moved := _make_room(search, finding, result.values())):
                result[moved.point] = moved
                kept = finding
                used = set().union(*(other.words for other in result.values() if other.credited))
        if kept.credited:
            used |= kept.words
        result[finding.point] = kept
    return [result[point] for point in range(count)]


def _make_room(search: Search, wanted: Finding, found: Collection[Finding]) -> Finding | None:
    """Another finding of the one point that has most words of a wanted one: on words that nobody else wants."""
    credited = [finding for finding in found if finding.credited]
    rivals = [finding for finding in credited if search.is_used(wanted.words, finding.words)]
    if len(rivals) != 1:
        return None
    rest = set().union(*(finding.words for finding in credited if finding is not rivals[0]))
    if search.is_used(wanted.words, rest):
        return None
    moved = search.find(rivals[0].point, rest, wanted=wanted.words)
    return moved if moved.credited else None


PLAINLY = 0.6
"""Likelihood from which a credited point is said once more."""

UNLISTED_WORDS, ON_TOPIC = 4, 0.3
LEAST_ADDED = 2
"""Words that such a sentence has and no sentence that earned a point."""


def has_unlisted(ready: Compiled, found: Match, outcome: Found) -> bool:
    """Whether a sentence is about the matter of the scheme, yet near nothing that it lists, REJECT and IGNORE lines
    among it: a teacher should look."""
    listed = {found.words[j].sentence for f in outcome.findings if f.credited or f.problem for j in f.words}
    listed |= _refused_by_lines(ready, found)
    credited = {found.words[j].sentence for finding in outcome.findings if finding.credited for j in finding.words}
    said = {word.stem for word in found.words if word.sentence in credited}
    nearest = found.best.max(axis=0)
    for start, end in found.sentences:
        if found.words[start].sentence in listed or end - start < UNLISTED_WORDS:
            continue
        adds = len({word.stem for word in found.words[start:end]} - said) >= LEAST_ADDED
        if adds and float(nearest[start:end].mean()) >= ON_TOPIC:
            return True
    return False


def _refused_by_lines(ready: Compiled, found: Match) -> set[int]:
    """The sentences that say what a REJECT or IGNORE line says."""
    lines = [side.number for side in ready.sides if side.role != "answer"]
    if not lines:
        return set()
    near = np.nonzero((found.scores[lines] >= CREDIT).any(axis=0))[0].tolist()
    places = [found.stretches[column] for column in near]
    return {
        found.words[start].sentence
        for start, end in places
        if found.words[start].sentence == found.words[end - 1].sentence
    }


def _words_near(found: Match, side: Side, stretch: tuple[int, int]) -> frozenset[int]:
    """The words of a stretch that a phrase has, by their numbers."""
    near = found.best[side.start : side.end, slice(*stretch)].max(axis=0) >= ALIGNED
    return frozenset((stretch[0] + near.nonzero()[0]).tolist())


def _words_credited(outcome: Found) -> set[int]:
    return {j for finding in outcome.findings if finding.credited for j in finding.words}


def note_ignored(ready: Compiled, found: Match, outcome: Found) -> None:
    """Say of each point with nothing in the answer where an IGNORE line of it has what is said."""
    credited = _words_credited(outcome)
    for number in ready.ignored if found.words else ():
        side = ready.sides[number]
        finding = outcome.findings[side.point]
        column = int(found.scores[number].argmax())
        if finding.credited or finding.problem or found.scores[number, column] < CREDIT:
            continue
        words = _words_near(found, side, found.stretches[column])
        if words.isdisjoint(credited):
            finding.problem, finding.words = "ignored", words


def note_turned_down(found: Match, outcome: Found) -> None:
    """Say of each point with nothing else against it where its words are that, read as a whole, do not say it."""
    credited = _words_credited(outcome)
    for doubt in found.turned_down:
        finding = outcome.findings[doubt.side.point]
        words = _words_near(found, doubt.side, doubt.stretch)
        if not finding.credited and not finding.problem and words and words.isdisjoint(credited):
            finding.problem, finding.words = "elsewise", words


def has_other_date(ready: Compiled, found: Match, outcome: Found) -> bool:
    """Whether a credited statement has another year or number than one that the scheme has in brackets."""
    return any(_has_other_number(ready, found, finding) for finding in outcome.findings if finding.credited)


def _has_other_number(ready: Compiled, found: Match, finding: Finding) -> bool:
    side = finding.side
    if side is None:
        return False
    shares = ready.share[side.number, side.start : side.end].tolist()
    free = _numbers(word for word, share in zip(side.words, shares, strict=True) if not share)
    if not free:
        return False
    ends = {found.words[j].end for j in finding.words}
    words = found.reading.words
    behind = [word for i, word in enumerate(words) if any(before.end in ends for before in words[max(0, i - 2) : i])]
    given = _numbers(behind)
    known = _numbers((*ready.question.words, *side.reading.words))
    return any(is_year(other) == is_year(number) for number in free - given for other in given - known)


def _numbers(words: Iterable[Word]) -> set[float]:
    return {word.number for word in words if word.number is not None}
