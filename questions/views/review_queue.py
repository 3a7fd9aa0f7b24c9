"""The review queue: which question to take up, and the answers to it in the order in which a look is worth most."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from questions.marking.queue import conflicts
from questions.models import Mark, Question
from questions.models.attempts import AttemptQuerySet
from questions.models.rulings import ruling_marks
from questions.permissions import SignedInRequest, may_review, requires
from questions.review_queue import questions_to_review, review_queue
from questions.services.rulings import put
from questions.views.learning import learning_progress
from questions.views.teacher import narrow

MOST_GROUPS = 50
"""Groups that the page lists; the next ones follow as these are settled."""


@requires(may_review)
@require_safe
def queues(request: SignedInRequest) -> HttpResponse:
    narrowed = narrow(request)
    context = {"questions": questions_to_review(narrowed.attempts), "narrowed": narrowed}
    return render(request, "teacher/review_queue.html", context)


@requires(may_review)
@require_safe
def question_queue(request: SignedInRequest, question_id: int) -> HttpResponse:
    narrowed = narrow(request)
    attempts = narrowed.attempts
    asked = Question.objects.filter(pk__in=attempts.order_by().values("question"))
    question = get_object_or_404(asked.select_related("topic", "current", "relearning"), pk=question_id)
    queue = review_queue(question, attempts)
    rulings = ruling_marks(question.pk)
    own = set(attempts.filter(question=question).values_list("pk", flat=True))
    context = {
        "question": question,
        "queue": queue,
        "groups": queue.groups[:MOST_GROUPS],
        "more": max(0, len(queue.groups) - MOST_GROUPS),
        "narrowed": narrowed,
        "conflicts": [pair for pair in _conflicts(question, rulings) if own & {ruling.attempt_id for ruling in pair}],
        "disagreeing": _disagreeing(attempts, question),
        "own": own,
        **learning_progress(question),
    }
    return render(request, "teacher/question_queue.html", context)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An answer whose teacher's mark a newer automatic one differs from."""

    attempt_id: int
    answer: str
    teachers: str
    automatic: str


def _disagreeing(attempts: AttemptQuerySet, question: Question) -> list[Disagreement]:
    """What comes back to the queue, with both marks."""
    return [
        Disagreement(
            attempt.pk,
            attempt.answer,
            f"{attempt.teachers_mark} / {attempt.teachers_max_mark}",
            f"{attempt.automatic_mark} / {attempt.automatic_max_mark}",
        )
        for attempt in attempts.filter(question=question).disagreeing().order_by("pk")[:MOST_GROUPS]
    ]


def _conflicts(question: Question, rulings: list[Mark]) -> list[tuple[Mark, Mark]]:
    """Rulings that decide near-equal answers differently."""
    if question.current is None:
        return []
    by_id = {mark.pk: mark for mark in rulings}
    pairs = conflicts(question.current.scheme, put(rulings, question.current))
    return [(by_id[a.key], by_id[b.key]) for a, b in pairs if a.key is not None and b.key is not None]
