"""What another text of a scheme would do to stored answers: each answer marked under it beside the mark that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import OuterRef, Subquery

from questions import marking
from questions.explanation import idea
from questions.models import Attempt, Mark, MarkedBy, MarkScheme, Question, RemarkedAnswer
from questions.models.attempts import AttemptQuerySet
from questions.models.marks import COUNTING_ORDER, worth_the_same
from questions.models.rulings import ruling_marks
from questions.services.crew import Crew, Rulings, mark_each
from questions.services.grading import differs, said
from questions.services.rulings import put

Kind = RemarkedAnswer.Change


FOLDS = 20
"""In so many parts rulings are divided; an answer that a teacher settled is marked without the part of its own ruling.

So what the marker says of it is not what the teacher told it; and few parts are learnt faster than each answer alone.
"""


MOST_KNOWN = 20_000
"""Answers whose marks are remembered at most, some 100 MB of them."""

COMPARED = ("attempt_id", "mark_scheme_id", "marked_by", "mark", "max_mark", "level", "points", "marker_version")
"""What is read of a mark to compare it with another."""


class Markings:
    """Marks stored answers under one version, taught by the rulings of its question as they are now.

    Each text is marked once, for as long as this object is kept and remembers it. Of one on which the marker fails it
    has nothing to say: what is stored stays.
    """

    def __init__(self, version: MarkScheme) -> None:
        self.version = version
        marks = ruling_marks(version.question_id)
        self._fold = {mark.attempt_id: number % FOLDS for number, mark in enumerate(marks)}
        own = {mark.pk: self._fold[mark.attempt_id] for mark in marks}
        rulings = put(marks, version)
        self._rulings: dict[int | None, Rulings] = {None: rulings}
        for fold in range(min(FOLDS, len(marks))):
            self._rulings[fold] = tuple(ruling for ruling in rulings if own[ruling.key or 0] != fold)
        self._known: dict[tuple[int | None, str], marking.Marking | None] = {}
        self._crew: Crew | None = None
        self._coming: dict[tuple[int | None, str], Callable[[], None]] = {}

    def crew(self) -> Crew:
        """Other processes to do the marking from now on, as long as they are kept (with ``with``)."""
        self._crew = Crew(self.version.scheme, self._rulings)
        return self._crew

    @property
    def has_crew(self) -> bool:
        return self._crew is not None

    def read(self, attempts: Iterable[Attempt]) -> None:
        """Mark those whose text is not known yet; a crew only begins with them."""
        new: dict[int | None, dict[str, None]] = defaultdict(dict)
        for attempt in attempts:
            key = (self._fold.get(attempt.pk), attempt.answer)
            if key not in self._known and key not in self._coming:
                new[key[0]][attempt.answer] = None
        for fold, answers in new.items():
            texts = list(answers)
            if self._crew is None:
                self._arrived(fold, texts, mark_each(self.version.scheme, texts, rulings=self._rulings[fold]))
                continue
            wait = partial(self._await, fold, texts, self._crew.begin(texts, fold))
            self._coming |= {(fold, text): wait for text in texts}

    def _await(self, fold: int | None, texts: list[str], results: Callable[[], list[marking.Marking | None]]) -> None:
        self._arrived(fold, texts, results())
        for text in texts:
            del self._coming[fold, text]

    def _arrived(self, fold: int | None, texts: list[str], results: list[marking.Marking | None]) -> None:
        self._known |= {(fold, text): result for text, result in zip(texts, results, strict=True)}

    def forget(self) -> None:
        """Between two steps: make room where very many answers are known."""
        if len(self._known) > MOST_KNOWN:
            self._known.clear()

    def of(self, attempt: Attempt) -> marking.Marking | None:
        """What the marker says of an attempt that was read; None where it failed on it."""
        key = (self._fold.get(attempt.pk), attempt.answer)
        if key in self._coming:
            self._coming[key]()
        return self._known[key]

    def rulings_for(self, attempt: Attempt) -> Rulings:
        """The rulings that taught the marker for this attempt."""
        return self._rulings[self._fold.get(attempt.pk)]


@dataclass(frozen=True, slots=True)
class Change:
    """How one answer would be marked otherwise. ``gained`` and ``lost`` are keys of points."""

    attempt: Attempt
    before: Mark
    result: marking.Marking
    kind: Kind
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(slots=True)
class Counts:
    """Marks that go up, go down and stay; of those that stay ``moved`` have other points or another level.
    ``disagree`` are teachers' marks, which stay whatever the marker says."""

    total: int = 0
    up: int = 0
    down: int = 0
    same: int = 0
    moved: int = 0
    disagree: int = 0

    def add(self, kind: Kind | None) -> None:
        self.total += 1
        self.up += kind == Kind.UP
        self.down += kind == Kind.DOWN
        self.moved += kind == Kind.MOVED
        self.disagree += kind == Kind.DISAGREES
        self.same += kind in (None, Kind.MOVED)


def stored_answers(question: Question, asking: marking.Scheme | None = None) -> AttemptQuerySet:
    """The submitted answers that have a mark, in the order they were begun, with ``counting_id``; only those given
    to the wording and tariff of ``asking``, if it is given."""
    asked = {} if asking is None else {"mark_scheme__stem": asking.stem, "mark_scheme__tariff": asking.marks}
    counting = Mark.objects.filter(attempt=OuterRef("pk")).counting_first()
    return (
        Attempt.objects.submitted()
        .filter(question=question, **asked)
        .annotate(counting_id=Subquery(counting.values("pk")[:1]))
        .filter(counting_id__isnull=False)
        .order_by("pk")
    )


def counting_marks(attempts: Iterable[Attempt]) -> dict[int, Mark]:
    """The marks that count, by attempt (``stored_answers``), in two queries: many marks, few versions."""
    ids = [attempt.counting_id for attempt in attempts]  # type: ignore[attr-defined]  # annotated
    marks = list(Mark.objects.filter(pk__in=ids).only(*COMPARED))
    versions = MarkScheme.objects.in_bulk({mark.mark_scheme_id for mark in marks})
    for mark in marks:
        mark.mark_scheme = versions[mark.mark_scheme_id]
    return {mark.attempt_id: mark for mark in marks}


def marked_otherwise(question: Question) -> int:
    """How many stored answers have their newest automatic mark under another version than the one in force."""
    newest = Mark.objects.automatic_of(OuterRef("pk"))
    last = stored_answers(question).annotate(under=Subquery(newest.values("mark_scheme")[:1]))
    return last.exclude(under=question.current_id).exclude(under=None).count()


def newest_automatic(attempts: Iterable[Attempt]) -> dict[int, Mark]:
    """The newest automatic mark of each attempt."""
    newest = Mark.objects.automatic_of(OuterRef("pk"))
    same = Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).order_by()
    ids = same.values_list(Subquery(newest.values("pk")[:1]), flat=True)
    return {mark.attempt_id: mark for mark in Mark.objects.filter(pk__in=list(ids))}


def seen_automatic(settled: Iterable[Attempt]) -> dict[int, Mark]:
    """What the marker had said of each attempt (``stored_answers``, marked by a teacher) when the teacher decided."""
    given = Mark.objects.standing().filter(attempt=OuterRef("pk"), marked_by=MarkedBy.MARKER)
    earlier = given.filter(pk__lt=OuterRef("counting_id")).order_by(*COUNTING_ORDER)
    counting = Mark.objects.filter(attempt=OuterRef("pk")).counting_first()
    same = Attempt.objects.filter(pk__in=[attempt.pk for attempt in settled]).order_by()
    same = same.annotate(counting_id=Subquery(counting.values("pk")[:1]))
    ids = same.values_list(Subquery(earlier.values("pk")[:1]), flat=True)
    return {mark.attempt_id: mark for mark in Mark.objects.filter(pk__in=list(ids))}


def news(attempt: Attempt, last: Mark | None, markings: Markings) -> marking.Marking | None:
    """What the marker says of ``attempt`` that ``last``, its newest automatic mark, does not say; None if nothing."""
    result = markings.of(attempt)
    if last is None or (last.mark_scheme_id, last.marker_version) != (markings.version.pk, marking.MARKER_VERSION):
        return result
    return result if result and differs(said(last), result, markings.rulings_for(attempt)) else None


def compare(attempts: Sequence[Attempt], markings: Markings) -> tuple[list[Change], Counts]:
    """What changes for ``attempts`` (``stored_answers``), and how many of each kind."""
    markings.read(attempts)
    before = counting_marks(attempts)
    settled = [attempt for attempt in attempts if before[attempt.pk].by_teacher]
    seen = seen_automatic(settled)
    # What a teacher decided knowing that the marker says so is not asked again (AttemptQuerySet.disagreeing).
    known = {attempt.pk for attempt in settled if _gives_the_same(seen.get(attempt.pk), markings.of(attempt))}
    changes, counts = [], Counts()
    for attempt in attempts:
        change = None
        result = markings.of(attempt)
        if result is not None and attempt.pk not in known:
            change = _change(attempt, before[attempt.pk], result, markings.version.point_keys)
        counts.add(change.kind if change else None)
        if change is not None:
            changes.append(change)
    return changes, counts


def _gives_the_same(last: Mark | None, result: marking.Marking | None) -> bool:
    return last is not None and result is not None and (last.mark, last.max_mark) == (result.mark, result.max_mark)


def _change(attempt: Attempt, before: Mark, result: marking.Marking, keys: Sequence[str]) -> Change | None:
    old = credited_keys(before.credited, before.mark_scheme.point_keys)
    new = credited_keys((point.point for point in result.points if point.credited), keys)
    kind = _kind(before, result, other_points=set(old) != set(new))
    if kind is None:
        return None
    gained = tuple(key for key in new if key not in old)
    lost = tuple(key for key in old if key not in new)
    return Change(attempt, before, result, kind, gained, lost)


def credited_keys(credited: Iterable[int], keys: Sequence[str]) -> list[str]:
    return [keys[index] for index in sorted(credited)]


def _kind(before: Mark, result: marking.Marking, *, other_points: bool) -> Kind | None:
    same_mark = _gives_the_same(before, result)
    if before.by_teacher:
        return None if same_mark else Kind.DISAGREES
    if not worth_the_same((before.mark, before.max_mark), (result.mark, result.max_mark)):
        return Kind.UP if result.mark * before.max_mark > before.mark * result.max_mark else Kind.DOWN
    return None if same_mark and before.level == result.level and not other_points else Kind.MOVED


def points_of(scheme: marking.Scheme, keys: Sequence[str], wanted: Collection[str]) -> list[str]:
    """The ideas of the points that ``wanted`` names, in the scheme's order."""
    return [idea(point) for point, key in zip(scheme.points, keys, strict=True) if key in wanted]
