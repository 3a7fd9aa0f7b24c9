"""Signing in, also in the middle of an answer, and the health check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_GET

from questions.forms.student import AnswerForm
from questions.models import Question, User
from questions.services.attempts import DraftChanged, TooLong, save_draft

KEPT_ANSWER = "kept_answer"
"""Where the session holds an answer that came through the sign-in page and could not be saved as it was."""


class KeptAnswerForm(AnswerForm):
    """An answer that arrived after the session had ended: carried in hidden fields through the sign-in page."""

    prefix = "kept"
    question = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["confirm_blank"]
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


def sign_in_again(request: HttpRequest, question_id: int) -> HttpResponse:
    """The sign-in page for a submission that arrived after the session had ended; the text goes with it."""
    carried = {f"kept-{name}": request.POST.get(name, "") for name in AnswerForm.base_fields}
    kept = KeptAnswerForm({**carried, "kept-question": str(question_id)})
    context = {"form": SignIn.form_class(request), "kept": kept, "next": reverse("answer", args=[question_id])}
    return render(request, "registration/login.html", context, status=401)


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """Django's sign-in, which also brings back an answer that was being written when the session ended."""

    redirect_authenticated_user = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = KeptAnswerForm(self.request.POST) if "kept-question" in self.request.POST else None
        return {"kept": kept, **super().get_context_data(**kwargs)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        kept = KeptAnswerForm(self.request.POST)
        if "kept-question" not in self.request.POST or not kept.is_valid():
            return response
        user = form.get_user()
        if kept.cleaned_data["student"] not in (None, user.pk):
            return response
        question_id = kept.cleaned_data["question"]
        self._bring_back(user, question_id, kept)
        return HttpResponseRedirect(reverse("answer", args=[question_id]))

    def _bring_back(self, user: User, question_id: int, kept: KeptAnswerForm) -> None:
        question = Question.objects.exclude(status=Question.Status.DRAFT).filter(pk=question_id).first()
        if question is None:
            return
        try:
            save_draft(student=user, question=question, **kept.saving())
        except (DraftChanged, TooLong):
            self.request.session[KEPT_ANSWER] = {"question": question_id, "answer": kept.cleaned_data["answer"]}


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """ "ok" while the app answers and its database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
