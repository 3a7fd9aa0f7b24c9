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
    related = ("attempt__question__topic", "teacher", "withdrawal__teacher")
    mark = get_object_or_404(marks.select_related(*related), pk=mark_id)
    back = address_of(request, mark.attempt_id)
    needed = needs_reason(mark, request.user)
    form = WithdrawalForm(request.POST if request.method == "POST" else None, needed=needed)
    there = getattr(mark, "withdrawal", None)
    if there is None and form.is_valid():
        there = withdraw(mark=mark, teacher=request.user, reason=form.cleaned_data["reason"])
        if there.teacher_id == request.user.pk:
            learn.enqueue(mark.attempt.question_id)
            if not request.htmx:
                messages.success(request, f"Taken back: the mark of script {mark.attempt_id} counts no longer.")
            return SeeOther(back)
    # Somebody was faster. What is written here is not thrown away for that.
    if there is not None and " ".join(form.data.get("reason", "").split()) in ("", there.reason):
        return SeeOther(back)
    attempt = with_name_seen(attempts.select_related("student"), request.user).get(pk=mark.attempt_id)
    context = {"mark": mark, "attempt": attempt, "form": form, "back": back, "there": there}
    status = 409 if there else 422 if form.is_bound else 200
    return render(request, "teacher/withdraw_mark.html", context, status=status)
