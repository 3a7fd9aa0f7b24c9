"""The review queue: which question to take up, and the answers to it in the order in which a look is worth most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from questions.marking.queue import conflicts
from questions.models import Mark, Question, User
from questions.models.rulings import ruling_marks
from questions.permissions import SignedInRequest, may_review, requires
from questions.review_queue import questions_to_review, review_queue, reviewed_by
from questions.services.rulings import UNDO, needs_reason, put
from questions.services.standardisation import last_given
from questions.tasks import mark_those_left
from questions.views.http import SeeOther, query_of
from questions.views.learning import learning_progress
from questions.views.teacher import narrow

MOST_GROUPS = 50
"""Groups, and answers marked again, that the page lists; the next ones follow as these are settled."""

MOST_MARKED = 200
"""Answers left without a mark that are marked at once."""

MOST_CONFLICTS, MOST_NAMED = 5, 20
"""Conflicts that the page shows, and further scripts that each side of one names; the others are counted."""


@requires(may_review)
@require_safe
def queues(request: SignedInRequest) -> HttpResponse:
    narrowed = narrow(request)
    context = {"questions": questions_to_review(narrowed.attempts), "narrowed": narrowed}
    return render(request, "teacher/review_queue.html", context)


@requires(may_review)
@require_safe
def question_queue(request: SignedInRequest, question_id: int) -> HttpResponse:
    narrowed = narrow(request, question_id=question_id)
    attempts = narrowed.attempts
    if narrowed.assignment and narrowed.assignment not in narrowed.assignments:
        raise Http404
    asked = reviewed_by(request.user).select_related("topic", "current", "relearning")
    question = get_object_or_404(asked, pk=question_id)
    queue = review_queue(question, attempts)
    own = set(attempts.filter(question=question).values_list("pk", flat=True))
    conflicting = _conflicts(question, ruling_marks(question.pk), own)
    context = {
        "question": question,
        "queue": queue,
        "groups": queue.groups[:MOST_GROUPS],
        "more": max(0, len(queue.groups) - MOST_GROUPS),
        "narrowed": narrowed,
        "conflicts": conflicting[:MOST_CONFLICTS],
        "more_conflicts": max(0, len(conflicting) - MOST_CONFLICTS),
        "disagreeing": queue.back[:MOST_GROUPS],
        "more_disagreeing": max(0, len(queue.back) - MOST_GROUPS),
        "unmarked": attempts.filter(question=question).left_unmarked().count(),
        "last_given": _just_given(request.user, question),
        **learning_progress(question),
    }
    return render(request, "teacher/question_queue.html", context)


@requires(may_review)
@require_POST
def mark_left(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Mark the answers to a question that were left without a mark, as many as a page may take."""
    get_object_or_404(reviewed_by(request.user), pk=question_id)
    own = narrow(request, question_id=question_id).attempts.filter(question=question_id)
    failed = mark_those_left(own.left_unmarked()[:MOST_MARKED])
    if failed:
        what = "One answer" if failed == 1 else f"{failed} answers"
        messages.error(request, f"{what} could not be marked: the marker failed. You can still give a mark yourself.")
    return SeeOther(reverse("question_queue", args=[question_id]) + query_of(request))


def _just_given(teacher: User, question: Question) -> Mark | None:
    """The teacher's last mark, where it is one of the question, young enough to be undone, and needs no word why."""
    last = last_given(teacher)
    if last is None or last.attempt.question_id != question.pk or timezone.now() - last.created_at > UNDO:
        return None
    return None if needs_reason(last, teacher) else last


@dataclass(frozen=True, slots=True)
class Side:
    """Rulings that decide near-equal answers alike: the ``example``, and the others, of which ``named`` are answers
    that the teacher may open. ``own`` says whether the example is one."""

    example: Mark
    own: bool
    others: tuple[Mark, ...]
    named: tuple[Mark, ...]

    @property
    def unnamed(self) -> int:
        return len(self.others) - len(self.named)


def _conflicts(question: Question, rulings: list[Mark], own: Collection[int]) -> list[list[Side]]:
    """Rulings that decide near-equal answers differently, by group and side; of groups with one of the ``own`` answers
    at least."""
    if question.current is None:
        return []
    by_id = {mark.pk: mark for mark in rulings}
    found = []
    for sides in conflicts(question.current.scheme, put(rulings, question.current)):
        marks = [[by_id[ruling.key] for ruling in side if ruling.key is not None] for side in sides]
        if any(mark.attempt_id in own for side in marks for mark in side):
            found.append([_side(side, own) for side in marks])
    return found


def _side(marks: Sequence[Mark], own: Collection[int]) -> Side:
    example, *others = marks
    named = [mark for mark in others if mark.attempt_id in own][:MOST_NAMED]
    return Side(example, example.attempt_id in own, tuple(others), tuple(named))
