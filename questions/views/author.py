"""What is done with one question besides writing it: it is offered no longer, or goes out as text."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from questions.models import Assignment, Question
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import authoring
from questions.views.editor import own_question
from questions.views.http import SeeOther


def ask_to_retire(request: SignedInRequest, questions: Sequence[Question], *, action: str, back: str) -> HttpResponse:
    """The page that asks before ``questions`` are retired; ``action`` and ``back`` are where yes and no lead."""
    context = {
        "questions": questions,
        "assigned": Assignment.objects.open().asking(questions).count(),
        "action": action,
        "back": back,
    }
    return render(request, "author/retire.html", context)


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def question_retire(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Asked for, it says what it would do; sent, it does it."""
    question = own_question(request, question_id)
    if request.method != "POST":
        back = reverse("question_edit", args=[question.pk])
        return ask_to_retire(request, [question], action=request.path, back=back)
    authoring.retire(question=question)
    if question.status == Question.Status.RETIRED:
        messages.success(request, "Retired: it is offered no longer; past attempts and marks stay.")
    else:
        messages.info(request, "A draft is not offered to students, so there is nothing to retire.")
    return SeeOther(reverse("question_edit", args=[question.pk]))


@requires(may_author)
@require_safe
def question_text(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The question in notation, as a file."""
    question = own_question(request, question_id)
    name = f"{authoring.slug_of(question.topic.title)[:40]}-{question.number}.txt"
    return HttpResponse(
        authoring.export_text([question]),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
