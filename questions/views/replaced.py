"""A preview of a re-mark that a later one of the same person replaced: what is said instead of "no such page"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from questions.models import Attempt, Question, Remarking
from questions.permissions import SignedInRequest
from questions.views.http import query_of

BEGUN = "begun_previews"
MOST_BEGUN = 20


def remember(
    request: SignedInRequest,
    run: Remarking,
    phrase: Mapping[str, Any] | None = None,
    *,
    instead: Remarking | None = None,
) -> None:
    """Keep, as long as one is signed in, what a preview was of; ``phrase`` are the entries of the page of an answer,
    which else are those of the preview that it is ``instead`` of."""
    begun = request.session.get(BEGUN, {})
    entries = begun.get(str(instead.pk), {}).get("entries", {}) if instead else {}
    if phrase is not None and run.question.current is not None:
        entries = {name: phrase[name] for name in ("phrase", "use", "same_as")}
        # The point is known again also where another text of the scheme is in force by then.
        entries["key"] = "" if phrase["point"] is None else run.question.current.point_keys[phrase["point"]]
    begun[str(run.pk)] = {"question": run.question_id, "answer": run.origin_id, "entries": entries}
    request.session[BEGUN] = dict(list(begun.items())[-MOST_BEGUN:])


def phrase_again(request: SignedInRequest, remarking_id: int, question: Question) -> dict[str, Any]:
    """The ``entries`` of the phrase that a preview of this browser was of, and where they are sent ``again``."""
    begun = request.session.get(BEGUN, {}).get(str(remarking_id), {"answer": None, "entries": {}})
    answer = Attempt.objects.reviewable_by(request.user).filter(pk=begun["answer"]).first()
    entries = dict(begun["entries"]) if answer is not None else {}
    if entries:
        keys = question.current.point_keys if question.current else []
        key = entries.pop("key")
        entries["point"] = keys.index(key) if key in keys else ""
    again = reverse("accept_phrase", args=[answer.pk]) + query_of(request) if answer else ""
    return {"entries": entries, "again": again}


def replaced(request: SignedInRequest, remarking_id: int) -> HttpResponse:
    """The way to the preview that replaced this one, and back to the phrase that it was of. Raises Http404 where this
    browser began no such preview."""
    begun = request.session.get(BEGUN, {}).get(str(remarking_id))
    if begun is None:
        raise Http404
    own = Question.objects.authored_by(request.user).select_related("topic", "current")
    question = get_object_or_404(own, pk=begun["question"])
    context = {
        "question": question,
        "later": Remarking.objects.filter(question=question, by=request.user, pk__gt=remarking_id).first(),
        **phrase_again(request, remarking_id, question),
        "search": query_of(request),
    }
    return render(request, "author/replaced.html", context, status=409 if request.method == "POST" else 410)
