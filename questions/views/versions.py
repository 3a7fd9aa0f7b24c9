"""The versions of a question: what each changed, the way back, and what the unsaved text would do to marks."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from questions import marking
from questions.forms.author import SchemeForm
from questions.forms.fields import sent_number
from questions.models import Publication, Question
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import authoring, drafts, remarking
from questions.tasks import hand_on
from questions.versions import changes
from questions.views.editor import edit_page, own_question, say_elsewhere
from questions.views.http import CLOSED_TOPIC, SeeOther
from questions.views.replaced import remember

PAGE_SIZE = 10


@requires(may_author)
@require_safe
def versions(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The versions, the newest first, each with what it changed."""
    question = own_question(request, question_id)
    found = list(question.versions.select_related("author"))
    pairs = list(zip(found, [*found[1:], None], strict=True))
    page = Paginator(pairs, PAGE_SIZE).get_page(request.GET.get("page"))
    published: dict[int, list[Publication]] = {}
    for publication in question.publications.select_related("publisher"):
        published.setdefault(publication.mark_scheme_id, []).append(publication)
    rows = [(changes(before, version), published.get(version.pk, [])) for version, before in page]
    context = {"question": question, "page_obj": page, "rows": rows, "newest": found[0] if found else None}
    return render(request, "author/versions.html", context)


@requires(may_author)
@require_POST
def version_restore(request: SignedInRequest, question_id: int, version_id: int) -> HttpResponse:
    """Make an old version's text the newest version. What is in force changes only by publishing it."""
    question = own_question(request, question_id)
    old = get_object_or_404(question.versions, pk=version_id)
    base = sent_number(request.POST.get("base", ""))
    try:
        made = authoring.edit_question(question=question, text=old.text, author=request.user, base=base, new=False)
    except authoring.SavedMeanwhile as error:
        messages.error(request, f"Version {error.newest.version} was saved meanwhile. Look at it before you go back.")
        return SeeOther(reverse("versions", args=[question.pk]))
    except authoring.NotYourTopic as error:
        messages.error(request, CLOSED_TOPIC.format(error))
        return SeeOther(reverse("question_list"))
    messages.success(request, f"{made} has the text of version {old.version}. Publish it to put it in force.")
    return SeeOther(reverse("question_edit", args=[question.pk]))


@requires(may_author)
@require_POST
def question_effect(request: SignedInRequest, question_id: int) -> HttpResponse:
    """What the unsaved text would do to the marks of stored answers: in a few figures within the editor, or in full."""
    question = own_question(request, question_id)
    form = SchemeForm(request.POST, user=request.user)
    within_editor = request.headers.get("HX-Request")
    if not form.is_valid():
        return _unreadable(request, question) if within_editor else edit_page(request, form, question, status=422)
    text = form.cleaned_data["text"]
    if within_editor:
        return _figures(request, question, text)
    try:
        # First: a preview that is begun takes the place of the last one.
        drafts.keep_draft(author=request.user, question=question, typing=form.typing())
        run = remarking.begin(question=question, text=text, by=request.user)
    except drafts.TypedElsewhere as error:
        say_elsewhere(form, error)
        return edit_page(request, form, question, status=409)
    except marking.NotationError:
        return edit_page(request, form, question, status=422)
    remember(request, run)
    hand_on(run)
    return SeeOther(reverse("remarking", args=[run.pk]))


def _figures(request: SignedInRequest, question: Question, text: str) -> HttpResponse:
    try:
        effect = remarking.preview_effect(question, text, by=request.user)
    except marking.NotationError:
        return _unreadable(request, question)
    if effect.remarking:
        remember(request, effect.remarking)
        hand_on(effect.remarking)
    return render(request, "author/effect.html", {"question": question, "effect": effect})


def _unreadable(request: SignedInRequest, question: Question) -> HttpResponse:
    return render(request, "author/effect.html", {"question": question})
