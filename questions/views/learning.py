"""How far the answers to a question are marked again after its last ruling."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from questions.models import Attempt, Question
from questions.permissions import SignedInRequest, may_review, requires
from questions.tasks import has_worker, keep_learning, learn, stands_still
from questions.views.http import SeeOther


def learning_progress(question: Question) -> dict[str, Any]:
    """What includes/relearning.html shows of ``question`` (with its ``relearning``)."""
    run = question.relearning if hasattr(question, "relearning") and question.relearning.waiting else None
    return {
        "question": question,
        "relearning": run,
        "has_worker": has_worker(),
        "stalled": run is not None and stands_still(run),
    }


@requires(may_review)
@require_POST
def learning_continue(request: SignedInRequest, question_id: int) -> HttpResponse:
    """How far it is; without a worker this is also what goes on with it. ``again`` calls for a worker anew."""
    asked = Question.objects.filter(pk__in=Attempt.objects.reviewable_by(request.user).order_by().values("question"))
    get_object_or_404(asked, pk=question_id)
    keep_learning(question_id)
    if "again" in request.POST and has_worker():
        learn.enqueue(question_id)
    progress = learning_progress(asked.select_related("relearning").get(pk=question_id))
    if not request.htmx:
        return SeeOther(reverse("question_queue", args=[question_id]))
    if progress["relearning"]:
        return render(request, "includes/relearning.html", progress)
    return HttpResponseClientRefresh()
