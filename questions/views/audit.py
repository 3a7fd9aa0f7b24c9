"""The record: the history of an answer and of a question, and both as CSV; who changed settings of a class, as CSV."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from questions.explanation import explain
from questions.forms.audit import RecordForm
from questions.models import Attempt, Question, SchoolClass
from questions.models.marks import counting_of
from questions.permissions import SignedInRequest, may_author, may_review, requires
from questions.services import audit as service
from questions.services.moderation import see_names
from questions.views.http import csv_file


@requires(may_review)
@require_safe
def history(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """All that happened to one answer. Whose it is stands there only for those who asked for the name before."""
    reviewable = service.with_record(Attempt.objects.reviewable_by(request.user))
    attempt = get_object_or_404(reviewable, pk=attempt_id)
    events = [
        (event, explain(attempt, event.mark, to_student=False) if event.mark else None)
        for event in service.history(attempt)
    ]
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": attempt.mark_scheme,
        "events": events,
        "counting": counting_of(attempt.marks.all()),
        "name_seen": any(seen.user_id == request.user.pk for seen in attempt.names_seen.all()),
    }
    return render(request, "teacher/history.html", context)


@requires(may_author)
@require_safe
def question_history(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(service.with_changes(Question.objects.authored_by(request.user)), pk=question_id)
    changes = service.changes(question)[::-1]
    return render(request, "teacher/question_history.html", {"question": question, "changes": changes})


@requires(may_review)
@require_safe
def record(request: SignedInRequest) -> HttpResponse:
    """What to export, and the questions with their histories."""
    return _record_page(request, _form(request))


def _form(request: SignedInRequest) -> RecordForm:
    return RecordForm(
        request.POST if request.method == "POST" else None,
        attempts=Attempt.objects.reviewable_by(request.user),
        classes=SchoolClass.objects.taught_by(request.user),
    )


def _record_page(request: SignedInRequest, form: RecordForm, status: int = 200) -> HttpResponse:
    questions = Question.objects.authored_by(request.user).select_related("topic").with_wording()
    return render(request, "teacher/record.html", {"form": form, "questions": questions}, status=status)


@requires(may_review)
@require_POST
def record_export(request: SignedInRequest) -> HttpResponseBase:
    """The record of the teacher's answers as CSV. A POST, since with names it is recorded who saw them."""
    form = _form(request)
    if not form.is_valid():
        return _record_page(request, form, status=422)
    attempts = form.narrow(Attempt.objects.reviewable_by(request.user))
    names = form.cleaned_data["names"]
    if names:
        see_names(user=request.user, attempts=attempts.only("pk"))
    return csv_file("answers", service.as_csv(service.ANSWER_COLUMNS, service.answer_rows(attempts, names=names)))


@requires(may_author)
@require_safe
def question_record_export(request: SignedInRequest) -> HttpResponseBase:
    """Who changed what in the questions, as CSV."""
    rows = service.question_rows(Question.objects.authored_by(request.user))
    return csv_file("questions", service.as_csv(service.QUESTION_COLUMNS, rows))


@requires(may_review)
@require_safe
def class_record_export(request: SignedInRequest) -> HttpResponseBase:
    """Who changed which setting of the teacher's classes, as CSV."""
    rows = service.class_rows(SchoolClass.objects.taught_by(request.user))
    return csv_file("classes", service.as_csv(service.CLASS_COLUMNS, rows))
