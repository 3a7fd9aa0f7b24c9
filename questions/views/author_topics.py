"""The author's pages about topics: focus, notes with their preview, order, and who may write."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions.forms.topics import TopicForm
from questions.models import Question, Topic
from questions.notes import LONGEST, Notes, rendered
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import topics as service
from questions.services.authoring import NotYourTopic
from questions.views.http import CLOSED_TOPIC, SeeOther

TITLE_TAKEN = "There is a topic of this title already."
CHANGED = "Somebody saved this topic while you were writing. Your text is kept here: save again to put it in its place."
MOVED = "Its place and its authors are shown as they are now."


@requires(may_author)
@require_safe
def topic_list(request: SignedInRequest) -> HttpResponse:
    topics = Topic.objects.authored_by(request.user).annotate(
        question_count=Count("questions", distinct=True),
        published_count=Count("questions", filter=Q(questions__status=Question.Status.PUBLISHED), distinct=True),
    )
    return render(request, "author/topic_list.html", {"topics": topics.order_by("position", "title")})


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_new(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _edit_page(request, TopicForm(user=request.user))
    form = TopicForm(request.POST, user=request.user)
    if "preview" in request.POST:
        return _edit_page(request, form)
    if not form.is_valid():
        return _edit_page(request, form, status=422)
    try:
        topic = service.add_topic(text=form.text(), author=request.user)
    except service.TitleTaken:
        form.add_error("title", TITLE_TAKEN)
        return _edit_page(request, form, status=409)
    messages.success(request, "Topic saved. Students see it once it has a published question.")
    return SeeOther(reverse("topic_edit", args=[topic.pk]))


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def topic_edit(request: SignedInRequest, topic_id: int) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.authored_by(request.user).prefetch_related("authors"), pk=topic_id)
    if request.method != "POST":
        return _edit_page(request, TopicForm(user=request.user, topic=topic), topic)
    form = TopicForm(request.POST, user=request.user, topic=topic)
    if "preview" in request.POST:
        return _edit_page(request, form, topic)
    if not form.is_valid():
        return _edit_page(request, form, topic, status=422)
    chosen = form.cleaned_data
    try:
        service.edit_topic(
            topic=topic,
            text=form.text(),
            author=request.user,
            position=chosen["position"],
            authors=chosen.get("authors"),
            base=chosen["base"],
        )
    except (service.TitleTaken, NotYourTopic, service.TopicChanged) as error:
        return _edit_page(request, form, topic, status=_explained(form, error))
    messages.success(request, "Topic saved.")
    return SeeOther(reverse("topic_edit", args=[topic.pk]))


def _explained(form: TopicForm, error: Exception) -> int:
    """Say in the form why nothing was saved, and return the status of the reply."""
    if isinstance(error, NotYourTopic):
        form.add_error("notes", CLOSED_TOPIC.format(error))
        return 403
    if isinstance(error, service.TopicChanged):
        # The page has now seen what was saved: the next save is meant. What one hardly looks at while writing is not.
        form.data = form.data.copy()
        form.data["base"] = service.seen(error.topic)
        form.data["position"] = str(error.topic.position)
        form.data.setlist("authors", [str(pk) for pk in service.authors_of(error.topic)])
        form.add_error("notes", f"{CHANGED} {MOVED}")
    else:
        form.add_error("title", TITLE_TAKEN)
    return 409


def _edit_page(
    request: SignedInRequest, form: TopicForm, topic: Topic | None = None, status: int = 200
) -> HttpResponse:
    notes = _notes(form)
    context = {
        "form": form,
        "topic": topic,
        "notes": notes,
        "missing": missing_sections(topic, notes) if topic else [],
        "authors": topic.authors.all() if topic else [],
    }
    return render(request, "author/topic_edit.html", context, status=status)


def _notes(form: TopicForm) -> Notes:
    """The notes as the page holds them, saved or not. What is too long to save is too long to read."""
    return rendered((form["notes"].value() or "")[:LONGEST])


def missing_sections(topic: Topic, notes: Notes) -> list[tuple[str, list[int]]]:
    """The headings that marking points send students to and ``notes`` lack, each with the questions' numbers."""
    missing: dict[str, list[int]] = {}
    for question in topic.questions.filter(current__isnull=False).select_related("current").order_by("number"):
        for name in sorted({point.see for point in question.current.scheme.points if point.see}):
            if notes.section(name) is None:
                missing.setdefault(name, []).append(question.number)
    return sorted(missing.items())


@requires(may_author)
@require_POST
def topic_preview(request: SignedInRequest) -> HttpResponse:
    """The notes as students will see them; nothing is saved."""
    form = TopicForm(request.POST, user=request.user)
    return render(request, "author/topic_edit.html#preview", {"notes": _notes(form)})
