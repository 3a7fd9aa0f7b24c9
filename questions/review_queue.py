"""The review queue of a question: which answers no teacher has settled, in the order in which a look is worth most.

Only reading; what teachers do with it is in services/moderation.py and services/rulings.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from questions.marking.marker import not_studied, studied
from questions.marking.queue import MOST_COMPARED, groups
from questions.models import AssignedQuestion, Assignment, Attempt, Mark, MarkScheme, Question, User
from questions.models.attempts import AttemptQuerySet

SECONDS = 1.0
"""The longest that comparing answers may take; what is not read by then stands alone, behind the others."""


@dataclass(frozen=True, slots=True)
class Script:
    """An answer in the queue with the newest automatic mark on it."""

    attempt_id: int
    answer: str
    mark: int
    max_mark: int
    level: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ScriptGroup:
    """The script to look at and those very like it, which a ruling on it moves most."""

    head: Script
    alike: tuple[Script, ...]

    @property
    def scripts(self) -> tuple[Script, ...]:
        return (self.head, *self.alike)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer whose teacher's mark a newer automatic one differs from."""

    attempt_id: int
    answer: str
    teachers: str
    automatic: str


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """The open answers to a question: those that a re-mark brought ``back``, and in ``groups`` those without a
    teacher's mark. ``settled`` counts the others."""

    groups: tuple[ScriptGroup, ...]
    settled: int
    back: tuple[Disagreement, ...] = ()

    @property
    def left(self) -> int:
        """How many answers have no teacher's mark."""
        return sum(len(group.scripts) for group in self.groups)

    @property
    def open(self) -> int:
        return len(self.back) + self.left

    @property
    def answers(self) -> int:
        return self.settled + self.open

    @property
    def first(self) -> int | None:
        """The attempt to begin with."""
        return next(iter(self._heads), None)

    @property
    def sure(self) -> int:
        """The share in percent of the marks left that a teacher would give too, as far as the marker can tell."""
        total = sum(script.confidence for group in self.groups for script in group.scripts)
        return int(100 * total / self.left) if self.left else 100

    @property
    def looks(self) -> int:
        """How many more looks would change a mark, as far as the marker can tell."""
        return round(sum(1.0 - group.head.confidence for group in self.groups))

    def group_of(self, attempt_id: int) -> ScriptGroup | None:
        return next((group for group in self.groups if _holds(group, attempt_id)), None)

    def next_after(self, attempt_id: int, skipped: Collection[int] = ()) -> int | None:
        """The attempt to look at after this one: the first that is not like it and that nobody ``skipped``, else the
        first skipped one, else one that is like it."""
        own = self.group_of(attempt_id)
        alike = [script.attempt_id for script in own.scripts if script.attempt_id != attempt_id] if own else []
        heads = [head for head in self._heads if head != attempt_id and head not in alike]
        return next((head for head in heads if head not in skipped), next(iter((*heads, *alike)), None))

    def before(self, attempt_id: int) -> int | None:
        """The attempt that stands before this one."""
        own = self.group_of(attempt_id)
        head = own.head.attempt_id if own else attempt_id
        place = self._heads.index(head) if head in self._heads else 0
        return self._heads[place - 1] if place else None

    @property
    def _heads(self) -> list[int]:
        """What to look at in this order: what came back, then one script of each group."""
        return [each.attempt_id for each in self.back] + [group.head.attempt_id for group in self.groups]


def _holds(group: ScriptGroup, attempt_id: int) -> bool:
    return any(script.attempt_id == attempt_id for script in group.scripts)


def review_queue(question: Question, attempts: AttemptQuerySet, *, seconds: float = SECONDS) -> ReviewQueue:
    """The queue of ``attempts`` at ``question``, which are those that the teacher may review, of a class or of all."""
    own = attempts.filter(question=question)
    scripts = [Script(*row) for row in _open(own)]
    settled = own.with_settled().filter(settled=True).count()
    back = tuple(_back(own))
    version = question.current
    if version is None:
        return ReviewQueue(tuple(ScriptGroup(script, ()) for script in scripts), settled, back)
    compared = _in_time(version, scripts, seconds)
    near = scripts[:compared]
    found = groups(version.scheme, [script.answer for script in near], [script.confidence for script in near])
    ordered = [ScriptGroup(scripts[group.head], tuple(scripts[i] for i in group.members)) for group in found]
    return ReviewQueue((*ordered, *(ScriptGroup(script, ()) for script in scripts[compared:])), settled, back)


def _open(attempts: AttemptQuerySet) -> QuerySet[Mark, tuple[int, str, int, int, int | None, float | None]]:
    """The newest automatic mark of each attempt that no teacher has settled, the least sure first."""
    newest = Mark.objects.automatic_of(OuterRef("pk"))
    unsettled = attempts.with_counting_mark().filter(counting_by_teacher=False).order_by()
    marks = Mark.objects.filter(pk__in=unsettled.values(newest=Subquery(newest.values("pk")[:1])))
    columns = ("attempt_id", "attempt__answer", "mark", "max_mark", "level", "confidence")
    return marks.order_by("confidence", "attempt").values_list(*columns)


def _back(attempts: AttemptQuerySet) -> Iterator[Disagreement]:
    """What comes back to the queue, with both marks."""
    for attempt in attempts.disagreeing().order_by("pk"):
        yield Disagreement(
            attempt.pk,
            attempt.answer,
            f"{attempt.teachers_mark} / {attempt.teachers_max_mark}",
            f"{attempt.automatic_mark} / {attempt.automatic_max_mark}",
        )


def _in_time(version: MarkScheme, scripts: Sequence[Script], seconds: float) -> int:
    """How many of the scripts, from the first on, can be compared: those that are read before the time is up."""
    until = monotonic() + seconds
    answers = [script.answer for script in scripts[:MOST_COMPARED]]
    for new in not_studied(version.scheme, answers):
        if monotonic() > until:
            return new
        studied(version.scheme, answers[new])
    return len(answers)


@dataclass(frozen=True, slots=True)
class Followers:
    """What became of the scripts alike to one that a teacher has settled: so many of them have its mark now, and
    ``apart`` are the attempts that have not."""

    alike: int
    apart: tuple[int, ...]

    def __str__(self) -> str:
        same = self.alike - len(self.apart)
        return f"{same} of {self.alike} alike {'has' if same == 1 else 'have'} this mark now."


def followers(group: ScriptGroup, given: Mark) -> Followers:
    """Where the scripts of the group as it was stand after the teacher's mark ``given`` on one of them."""
    others = [script.attempt_id for script in group.scripts if script.attempt_id != given.attempt_id]
    marked = Attempt.objects.filter(pk__in=others).with_counting_mark()
    # The stubs see no annotation that another method makes.
    same = marked.filter(counting_mark=given.mark, counting_max_mark=given.max_mark)  # type: ignore[misc]
    with_it = set(same.values_list("pk", flat=True))
    return Followers(len(others), tuple(pk for pk in others if pk not in with_it))


def reviewed_by(user: User) -> QuerySet[Question]:
    """The questions whose queue ``user`` may open: those with answers to review, and those set for classes taught."""
    answered = Attempt.objects.reviewable_by(user).order_by().values("question")
    assigned = AssignedQuestion.objects.filter(assignment__in=Assignment.objects.taught_by(user)).values("question")
    return Question.objects.filter(Q(pk__in=answered) | Q(pk__in=assigned))


@dataclass(frozen=True, slots=True)
class QuestionToReview:
    """A question with how far the marks of its answers are settled. Of the rest a re-mark brought ``back`` some, and
    ``left`` have no teacher's mark; ``right`` are those of the latter that a teacher would give too, as far as the
    marker can tell, and ``sure`` their share in percent."""

    question: Question
    answers: int
    settled: int
    left: int
    right: float

    @property
    def back(self) -> int:
        return self.answers - self.settled - self.left

    @property
    def sure(self) -> int:
        return int(100 * self.right / self.left) if self.left else 100


def questions_to_review(attempts: AttemptQuerySet) -> list[QuestionToReview]:
    """The questions that ``attempts`` answer, those first whose marks are likely to change most."""
    attempts = Attempt.objects.filter(pk__in=attempts.order_by().values("pk")).order_by()
    # The stubs see no annotation that another method makes.
    rows = (
        attempts.with_counting_mark()
        .with_settled()
        .values("question")
        .annotate(  # type: ignore[misc]
            answers=Count("pk"),
            settled_count=Count("pk", filter=Q(settled=True)),
            left=Count("pk", filter=Q(counting_by_teacher=False)),
            sure=Sum("counting_confidence", filter=Q(counting_by_teacher=False)),
        )
    )
    counted = {row["question"]: row for row in rows}
    questions = Question.objects.filter(pk__in=counted).select_related("topic", "current")
    found = [
        QuestionToReview(question, row["answers"], row["settled_count"], row["left"], row["sure"] or 0.0)
        for question in questions
        for row in [counted[question.pk]]
    ]
    return sorted(found, key=lambda each: (each.right - each.left - each.back, each.settled == each.answers))
