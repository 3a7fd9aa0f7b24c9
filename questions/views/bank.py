"""The author's list of questions: find them, and change many at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from questions.forms.bank import BankChangeForm, BankFilterForm
from questions.models import Question
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import bank as service
from questions.services.authoring import NothingToPublish, NotYourTopic
from questions.views.author import ask_to_retire
from questions.views.http import CLOSED_TOPIC, SeeOther, query_of

PAGE_SIZE = 100
MOST_NAMED = 10
"""Questions that could not be published and are named with why; of further ones only the number is told."""


@requires(may_author)
@require_safe
def question_list(request: SignedInRequest) -> HttpResponse:
    return _page(request, BankChangeForm(user=request.user))


def _page(request: SignedInRequest, form: BankChangeForm, status: int = 200) -> HttpResponse:
    filters = BankFilterForm(request.GET, user=request.user)
    filters.is_valid()
    questions = filters.narrow(Question.objects.authored_by(request.user)).for_authors()
    page = Paginator(questions, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": page,
        "filters": filters,
        "filtered": any(query.values()),
        "query": query.urlencode(),
        "form": form,
    }
    return render(request, "author/question_list.html", context, status=status)


@requires(may_author)
@require_POST
def questions_change(request: SignedInRequest) -> HttpResponse:
    """Publish, retire, copy or tag the questions that were ticked."""
    form = BankChangeForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    questions = list(form.cleaned_data["questions"])
    back = reverse("question_list") + query_of(request)
    if form.cleaned_data["action"] == "retire" and "sure" not in request.POST:
        return ask_to_retire(request, questions, action=request.get_full_path(), back=back)
    try:
        _change(request, questions, form.cleaned_data)
    except NotYourTopic as error:
        form.add_error("questions", CLOSED_TOPIC.format(error))
        return _page(request, form, status=403)
    return SeeOther(back)


def _change(request: SignedInRequest, questions: list[Question], chosen: dict[str, Any]) -> None:
    names = chosen["names"]
    match chosen["action"]:
        case "publish":
            _publish(request, questions)
        case "retire":
            retired = service.retire_all(questions=questions, by=request.user)
            messages.success(request, f"{_count(retired)} retired. Past attempts and marks stay.")
        case "duplicate":
            _duplicate(request, questions, chosen["key"])
        case "tag":
            service.add_tags(questions=questions, names=names, author=request.user)
            messages.success(request, f"{_count(len(questions))} tagged “{', '.join(names)}”.")
        case "untag":
            service.remove_tags(questions=questions, names=names, author=request.user)
            messages.success(request, f"“{', '.join(names)}” taken from {_count(len(questions)).lower()}.")


def _publish(request: SignedInRequest, questions: list[Question]) -> None:
    outcomes = service.publish_all(questions=questions, by=request.user)
    short = [outcome for outcome in outcomes if outcome.lacks]
    if len(short) < len(outcomes):
        messages.success(request, f"{_count(len(outcomes) - len(short))} published.")
    for outcome in short[:MOST_NAMED]:
        messages.warning(request, f"Not published: {outcome.question}. {' '.join(outcome.lacks)}")
    if len(short) > MOST_NAMED:
        messages.warning(request, f"{_count(len(short) - MOST_NAMED)} more not published.")


def _duplicate(request: SignedInRequest, questions: list[Question], key: UUID | None) -> None:
    copies = 0
    for question in questions:
        try:
            _, left_out = service.duplicate(question=question, author=request.user, key=key)
        except NothingToPublish:
            messages.warning(request, f"{question} has no mark scheme to copy.")
            continue
        except NotYourTopic as error:
            messages.warning(request, f"{question} not copied. {CLOSED_TOPIC.format(error)}")
            continue
        copies += 1
        if left_out:
            answers = "One sample answer" if left_out == 1 else f"{left_out} sample answers"
            messages.warning(request, f"{answers} of {question} not copied: the newest version has no such mark.")
    if copies:
        messages.success(
            request, f"{_count(copies)} copied, each as a draft. Change the wording where it says “(copy)”."
        )


def _count(number: int) -> str:
    return "One question" if number == 1 else f"{number} questions"
