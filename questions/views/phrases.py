"""Accept this phrase: words of a student's answer become part of the mark scheme, after a look at the effect."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from questions.directions import unturned
from questions.forms.phrases import PhraseForm
from questions.models import Attempt, Question
from questions.permissions import SignedInRequest, may_author, may_review, requires
from questions.phrases import plain
from questions.services import remarking
from questions.services.authoring import version_text
from questions.tasks import hand_on
from questions.views.http import SeeOther, query_of
from questions.views.replaced import remember


@requires(may_review)
@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def accept_phrase(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Choose words and what they mean; the effect is shown before anything is saved."""
    reviewable = Attempt.objects.reviewable_by(request.user)
    attempt = get_object_or_404(reviewable, pk=attempt_id)
    own = Question.objects.authored_by(request.user).filter(current__isnull=False)
    question = get_object_or_404(own.select_related("topic", "current"), pk=attempt.question_id)
    version = question.current
    assert version is not None  # noqa: S101 - as was asked for
    form = PhraseForm(request.POST if request.method == "POST" else None, scheme=version.scheme)
    if form.is_valid():
        text = version_text(question, form.cleaned_data["scheme"])
        run = remarking.begin(question=question, text=text, by=request.user, origin=attempt, new=False)
        phrase = plain(unturned(form.cleaned_data["phrase"]))
        if phrase.casefold() not in " ".join(unturned(attempt.answer).split()).casefold():
            messages.warning(request, f"The words “{phrase}” are not in this answer as they stand here. Is that meant?")
        remember(request, run, form.cleaned_data)
        hand_on(run)
        return SeeOther(reverse("remarking", args=[run.pk]) + query_of(request))
    newest = question.newest()
    context = {
        "attempt": attempt,
        "question": question,
        "version": version,
        "unpublished": newest if newest != version else None,
        "form": form,
        "search": query_of(request),
    }
    return render(request, "teacher/accept_phrase.html", context, status=422 if form.is_bound else 200)
