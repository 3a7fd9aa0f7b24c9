"""A mark scheme tried on sample answers: how far the marker agrees with the agreed marks, and where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from questions import marking
from questions.explanation import Explanation, explain_marking
from questions.marking import agreement
from questions.marking.suggestions import Suggestion, suggest
from questions.models import SampleAnswer

MOST_SUGGESTED = 4
"""Disagreements that get suggestions, the worst first: each takes the time of marking a hundred answers. When they are
settled the next ones get theirs."""

BULLET = re.compile(r"^\s*(?:[-•*●‣–]|\d+[.)])\s*")
UNDER = re.compile(r"(?:DO NOT )?(?:ACCEPT|ALLOW|REJECT|IGNORE)\b", re.IGNORECASE)

SAME_LINE = 60
"""Likeness, 0 to 100, from which a line is the one that a point was read from."""

SHORT = 3
"""Up to so many marks, without levels, two markers have no reason to differ at all."""


def is_short(marks: int, *, by_level: bool) -> bool:
    """Whether a question worth ``marks`` is held to exact agreement; any other to within one mark, or a few."""
    return marks <= SHORT and not by_level


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion with the point it belongs to, as pages show them; ``number`` counts from 1.

    ``after`` is the line of the text, from 1, below which it would stand; 0 where that is not clear.
    """

    suggestion: Suggestion
    number: int
    point: str
    after: int = 0


@dataclass(frozen=True, slots=True)
class Disagreement:
    sample: SampleAnswer
    explanation: Explanation
    proposals: tuple[Proposal, ...] = ()

    @property
    def apart(self) -> int:
        """Marks between the agreed one and the marker's; above 0 where the marker gives too much."""
        return self.explanation.mark - self.sample.mark


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the confusion table: how often the marker gave each mark to answers worth ``agreed``."""

    agreed: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """``marks`` are (sample's id, agreed mark, marker's mark), ``exact`` and ``adjacent`` shares, 0 to 1.

    ``out_of_range`` are samples whose agreed mark the scheme cannot give; they count as disagreements.
    """

    scheme: marking.Scheme
    marks: tuple[tuple[int, int, int], ...]
    exact: float
    adjacent: float
    kappa: float
    weighted: bool
    columns: tuple[int, ...]
    table: tuple[Row, ...]
    disagreements: tuple[Disagreement, ...]
    out_of_range: int

    @property
    def count(self) -> int:
        return len(self.marks)

    @property
    def by_exact(self) -> bool:
        """Whether such a question is held to exact agreement, rather than to within one mark."""
        return is_short(self.scheme.marks, by_level=bool(self.scheme.levels))

    @property
    def exact_percent(self) -> int:
        """Rounded down, so that no share looks as if it reached a minimum that it does not."""
        return _percent(self.exact)

    @property
    def adjacent_percent(self) -> int:
        return _percent(self.adjacent)

    @property
    def percent(self) -> int:
        """What publishing looks at."""
        return self.exact_percent if self.by_exact else self.adjacent_percent

    @property
    def unused(self) -> tuple[int, ...]:
        """Marks that no sample answer has: of them the trial says nothing."""
        used = {agreed for _, agreed, _ in self.marks}
        return tuple(mark for mark in range(self.scheme.marks + 1) if mark not in used)


def _percent(share: float) -> int:
    return int(100 * share + 1e-9)


def try_on(scheme: marking.Scheme, samples: Sequence[SampleAnswer], *, explain: bool = True, text: str = "") -> Trial:
    """Mark every sample under ``scheme`` and hold the marks against the agreed ones.

    The worst disagreements come first, of those the newest sample. Without ``explain`` the figures alone. ``text`` is
    what the scheme was read from: suggestions then say where they belong in it.
    """
    given = [marking.mark(scheme, sample.answer) for sample in samples]
    ours = [each.mark for each in given]
    agreed = [sample.mark for sample in samples]
    weighted = scheme.marks > 1
    values = tuple(range(max([scheme.marks, *agreed]) + 1))
    counts = agreement.confusion(ours, agreed)
    missed = [pair for pair in zip(samples, given, strict=True) if pair[0].mark != pair[1].mark] if explain else []
    missed.sort(key=lambda pair: (-abs(pair[0].mark - pair[1].mark), -pair[0].pk))
    return Trial(
        scheme=scheme,
        marks=tuple((sample.pk, sample.mark, mark) for sample, mark in zip(samples, ours, strict=True)),
        exact=agreement.exact(ours, agreed),
        adjacent=agreement.adjacent(ours, agreed),
        kappa=(agreement.weighted_kappa if weighted else agreement.kappa)(ours, agreed),
        weighted=weighted,
        columns=values,
        table=tuple(Row(value, tuple(counts.get((value, mark), 0) for mark in values)) for value in values),
        disagreements=tuple(
            Disagreement(
                sample,
                explain_marking(scheme, sample.answer, each),
                _proposals(scheme, sample, each, text) if number < MOST_SUGGESTED else (),
            )
            for number, (sample, each) in enumerate(missed)
        ),
        out_of_range=sum(mark > scheme.marks for mark in agreed),
    )


def _proposals(scheme: marking.Scheme, sample: SampleAnswer, given: marking.Marking, text: str) -> tuple[Proposal, ...]:
    proposals = []
    for suggestion in suggest(scheme, sample.answer, sample.mark, given):
        point = marking.point_text(scheme.points[suggestion.point])
        proposals.append(Proposal(suggestion, suggestion.point + 1, point, end_of_point(text, point)))
    return tuple(proposals)


def end_of_point(text: str, point: str) -> int:
    """The last line, from 1, of a marking point with what stands under it; 0 where no line is like it.

    ``point`` is the point as it is printed: an author's own line may have other bullets, spaces and quotes.
    """
    lines = text.split("\n")
    likeness = [fuzz.ratio(BULLET.sub("", line).strip(), point) for line in lines]
    best = max(range(len(lines)), key=likeness.__getitem__)
    if likeness[best] < SAME_LINE:
        return 0
    end = best + 1
    while end < len(lines) and lines[end].strip() and (lines[end][0].isspace() or UNDER.match(lines[end])):
        end += 1
    return end
