"""A teacher's mark taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from questions.forms.withdrawal import WithdrawalForm
from questions.models import Attempt, Mark, MarkedBy
from questions.models.rulings import with_name_seen
from questions.permissions import SignedInRequest, may_review, requires
from questions.services.rulings import needs_reason, withdraw
from questions.tasks import learn
from questions.views.http import SeeOther
from questions.views.teacher import address_of


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_mark(request: SignedInRequest, mark_id: int) -> HttpResponse:
    """Take a teacher's mark back, and show its answer again. Where a reason is needed and none is sent, ask for it."""
    attempts = Attempt.objects.reviewable_by(request.user)
    marks = Mark.objects.filter(marked_by=MarkedBy.TEACHER, attempt__in=attempts)
    related = ("attempt__question__topic", "teacher", "withdrawal")
    mark = get_object_or_404(marks.select_related(*related), pk=mark_id)
    back = address_of(request, mark.attempt_id)
    if hasattr(mark, "withdrawal"):
        return SeeOther(back)
    needed = needs_reason(mark, request.user)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, needed=needed)
    if not form.is_valid():
        attempt = with_name_seen(attempts.select_related("student"), request.user).get(pk=mark.attempt_id)
        context = {"mark": mark, "attempt": attempt, "form": form, "back": back}
        return render(request, "teacher/withdraw_mark.html", context, status=422 if form.is_bound else 200)
    withdraw(mark=mark, teacher=request.user, reason=form.cleaned_data["reason"])
    learn.enqueue(mark.attempt.question_id)
    if not request.htmx:
        messages.success(request, f"Taken back: the mark of script {mark.attempt_id} counts no longer.")
    return SeeOther(back)
