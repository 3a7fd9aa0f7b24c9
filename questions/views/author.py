"""The author's pages: the bank, and questions as text beside what the parser understood."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions import marking
from questions.forms.author import SchemeForm
from questions.models import Mark, MarkScheme, Question
from questions.permissions import SignedInRequest, may_author, requires
from questions.preview import Preview, preview
from questions.services import authoring
from questions.views.http import SeeOther

NO_TOPIC = "Choose a topic, or begin the text with a line such as “Topic: The Korean War”."
CLOSED_TOPIC = "Only its own authors may add to “{}”. Ask an admin, or choose another topic."


@requires(may_author)
@require_safe
def question_list(request: SignedInRequest) -> HttpResponse:
    questions = Question.objects.authored_by(request.user).for_authors()
    return render(request, "author/question_list.html", {"questions": questions})


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: SignedInRequest) -> HttpResponse:
    if request.method == "GET":
        return _edit_page(request, SchemeForm(user=request.user))
    form = SchemeForm(request.POST, user=request.user)
    if not form.is_valid():
        return _edit_page(request, form, status=422)
    publish = request.POST.get("action") == "publish"
    try:
        saved = authoring.add_questions(
            text=form.cleaned_data["text"], author=request.user, topic=form.cleaned_data["topic"], publish=publish
        )
    except marking.NotationError as error:
        return _edit_page(request, form, Preview(errors=error.errors), status=422)
    except authoring.AlreadyThere as error:
        there = error.question
        form.add_error("text", f"“{there.topic}” has this question already, as number {there.number}. Edit that one.")
        return _edit_page(request, form, preview(form.cleaned_data["text"]), status=409)
    except (authoring.NoTopic, authoring.NotYourTopic) as error:
        closed = isinstance(error, authoring.NotYourTopic)
        form.add_error("topic", CLOSED_TOPIC.format(error) if closed else NO_TOPIC)
        return _edit_page(request, form, preview(form.cleaned_data["text"]), status=403 if closed else 422)
    messages.success(request, f"{_count(saved)} {'published' if publish else 'saved as draft'}.")
    return SeeOther(reverse("question_edit", args=[saved[0].pk]) if len(saved) == 1 else reverse("question_list"))


def _count(questions: list[Question]) -> str:
    return "One question" if len(questions) == 1 else f"{len(questions)} questions"


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question(request, question_id)
    newest = question.newest()
    if request.method == "GET":
        text = newest.text if newest else ""
        initial = {"text": text, "topic": question.topic, "base": newest.version if newest else 0}
        form = SchemeForm(initial=initial, user=request.user)
        return _edit_page(request, form, preview(text), question)
    form = SchemeForm(request.POST, user=request.user)
    if not form.is_valid():
        return _edit_page(request, form, None, question, status=422)
    publish = request.POST.get("action") == "publish"
    chosen = form.cleaned_data
    try:
        version = authoring.edit_question(
            question=question, text=chosen["text"], author=request.user, base=chosen["base"], publish=publish
        )
    except marking.NotationError as error:
        return _edit_page(request, form, Preview(errors=error.errors), question, status=422)
    except authoring.SavedMeanwhile as error:
        return _saved_meanwhile(request, form, question, error.newest)
    if publish:
        saved = f"Version {version.version} is published: new answers are marked by it."
    elif version == newest:
        saved = "Nothing has changed since the newest version."
    else:
        saved = f"Version {version.version} saved."
    messages.success(request, saved)
    return SeeOther(reverse("question_edit", args=[question.pk]))


def _saved_meanwhile(
    request: SignedInRequest, form: SchemeForm, question: Question, newest: MarkScheme
) -> HttpResponse:
    again = SchemeForm({**form.data.dict(), "base": newest.version}, user=request.user)
    again.is_valid()
    who = newest.author.name if newest.author else "somebody"
    again.add_error(
        "text", f"Meanwhile {who} saved version {newest.version}. Your text is kept: save again to go on from it."
    )
    return _edit_page(request, again, preview(form.cleaned_data["text"]), question, status=409)


def _question(request: SignedInRequest, question_id: int) -> Question:
    own = Question.objects.authored_by(request.user)
    return get_object_or_404(own.select_related("topic", "current"), pk=question_id)


def _edit_page(
    request: SignedInRequest,
    form: SchemeForm,
    shown: Preview | None = None,
    question: Question | None = None,
    status: int = 200,
) -> HttpResponse:
    versions = list(question.versions.select_related("author")) if question else []
    other_points = Mark.objects.other_points(question) if question else []
    context = {
        "form": form,
        "preview": shown,
        "question": question,
        "versions": versions,
        "other_points": other_points,
    }
    return render(request, "author/question_edit.html", context, status=status)


@requires(may_author)
@require_POST
def question_preview(request: SignedInRequest) -> HttpResponse:
    """What the parser understands of the text as it stands; nothing is saved."""
    form = SchemeForm(request.POST, user=request.user)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return render(request, "author/question_edit.html#preview", {"preview": preview(text)})


@requires(may_author)
@require_POST
def question_publish(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question(request, question_id)
    authoring.publish_newest(question=question)
    messages.success(request, "Published: students can answer it.")
    return SeeOther(reverse("question_edit", args=[question.pk]))


@requires(may_author)
@require_POST
def question_retire(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = authoring.retire(question=_question(request, question_id))
    if question.status == Question.Status.RETIRED:
        messages.success(request, "Retired: it is offered no longer; past attempts and marks stay.")
    else:
        messages.info(request, "A draft is not offered to students, so there is nothing to retire.")
    return SeeOther(reverse("question_edit", args=[question.pk]))


@requires(may_author)
@require_safe
def question_text(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The question in notation, as a file."""
    question = _question(request, question_id)
    name = f"{slugify(question.topic.title)[:40]}-{question.number}.txt"
    return HttpResponse(
        authoring.export_text([question]),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
