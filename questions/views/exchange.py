"""Questions in and out: a file or a paste as a preview with its report, then saved all or nothing; banks as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from questions import marking
from questions.exchange import formats, text
from questions.exchange.converted import Converted, Finding, Refused
from questions.forms.exchange import ExportForm, ImportForm, SourceForm, report_text
from questions.models import Topic
from questions.permissions import SignedInRequest, may_author, requires
from questions.preview import PreviewQuestion, question_preview
from questions.services import importing
from questions.services.authoring import NoTopic, NotYourTopic
from questions.services.topics import TextTooLong
from questions.views.http import SeeOther

NO_TOPIC = "Choose a topic for the questions that stand under none, or write “Topic: The Korean War” above them."

CLOSED = "Only its own authors may add to “{}”. Ask an admin, or change the topic's name in the text."
TYPES = {"text": "text/plain", "moodle": "application/xml", "csv": "text/csv", "samples": "text/csv"}


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic of the preview: what saving does with it, and each question with what the marker understood of it."""

    planned: importing.PlannedTopic
    questions: tuple[tuple[importing.PlannedQuestion, PreviewQuestion], ...]


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def questions_import(request: SignedInRequest) -> HttpResponse:
    """The way in. Nothing is stored before "save": what was understood travels in the page, as in the editor."""
    if request.method != "POST":
        return _source_page(request, SourceForm(user=request.user))
    if "text" not in request.POST:
        return _read_source(request)
    form = ImportForm(request.POST, user=request.user)
    if not form.is_valid():
        return _preview_page(request, form, (), status=422)
    action = request.POST.get("action")
    if action == "leave-out":
        return _leave_out(request, form)
    if action == "save":
        return _save(request, form)
    return _preview_page(request, form, form.cleaned_data["report"])


def _read_source(request: SignedInRequest) -> HttpResponse:
    form = SourceForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return _source_page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        if file is None:
            data, name = form.cleaned_data["paste"].encode(), ""
        else:
            # What is too large is not even read.
            data, name = file.read(formats.LARGEST + 1), file.name or ""
        converted = formats.read(data, name)
    except Refused as error:
        form.add_error("file" if file else "paste", str(error))
        return _source_page(request, form, status=422)
    return _preview_of(request, converted, form.cleaned_data["topic"], replace_notes=False)


def _preview_of(
    request: SignedInRequest, converted: Converted, topic: Topic | None, *, replace_notes: bool
) -> HttpResponse:
    form = ImportForm(
        {
            "text": converted.text,
            "topic": topic.pk if topic else "",
            "replace_notes": replace_notes,
            "report": report_text(converted.findings),
        },
        user=request.user,
    )
    if not form.is_valid():
        return _preview_page(request, form, converted.findings, status=422)
    return _preview_page(request, form, converted.findings)


def _leave_out(request: SignedInRequest, form: ImportForm) -> HttpResponse:
    left = text.without_unreadable(form.cleaned_data["text"])
    findings = (*form.cleaned_data["report"], *left.findings)
    converted = Converted(left.text, findings)
    return _preview_of(request, converted, form.cleaned_data["topic"], replace_notes=form.cleaned_data["replace_notes"])


def _save(request: SignedInRequest, form: ImportForm) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        saved = importing.import_text(
            text=chosen["text"],
            author=request.user,
            topic=chosen["topic"],
            replace_notes=chosen["replace_notes"],
        )
    except marking.NotationError:
        return _preview_page(request, form, chosen["report"], status=422)
    except NoTopic:
        form.add_error("topic", NO_TOPIC)
        return _preview_page(request, form, chosen["report"], status=422)
    except TextTooLong as error:
        form.add_error("text", str(error))
        return _preview_page(request, form, chosen["report"], status=422)
    except NotYourTopic as error:
        form.add_error("text", CLOSED.format(error))
        return _preview_page(request, form, chosen["report"], status=403)
    count = "One question" if len(saved) == 1 else f"{len(saved)} questions"
    messages.success(request, f"{count} imported. What is new is a draft: publish it when it is tested.")
    return SeeOther(reverse("question_list"))


def _source_page(request: SignedInRequest, form: SourceForm, status: int = 200) -> HttpResponse:
    context = {"source": form, "kept": ImportForm(user=request.user, auto_id="kept_%s")}
    return render(request, "author/import.html", context, status=status)


def _preview_page(
    request: SignedInRequest, form: ImportForm, findings: Sequence[Finding], status: int = 200
) -> HttpResponse:
    chosen = form.cleaned_data
    content = chosen.get("text") or ""
    documents, errors = _readable(content)
    plans = importing.planned(documents=documents, author=request.user, topic=chosen.get("topic"))
    shown = [
        ShownTopic(plan, tuple((found, question_preview(found.scheme)) for found in plan.questions)) for plan in plans
    ]
    context = {
        "form": form,
        "findings": findings,
        "left_out": marking.passed_over(content),
        "errors": errors,
        "shown": shown,
        "count": sum(found.differs for topic in shown for found, _ in topic.questions),
        "has_notes": any(topic.planned.other_notes for topic in shown),
        "is_all_there": bool(shown) and not any(map(_brings_something, plans)),
        "needs_topic": any(not topic.planned.title for topic in shown),
    }
    return render(request, "author/import_preview.html", context, status=status)


def _brings_something(plan: importing.PlannedTopic) -> bool:
    """Whether anything of a topic is not in the bank just so."""
    return plan.adds_notes or plan.other_notes or any(question.differs for question in plan.questions)


def _readable(content: str) -> tuple[tuple[marking.Document, ...], tuple[marking.LineError, ...]]:
    """What can be read already, question by question, and what is wrong with the rest."""
    try:
        return marking.parse_all(content), ()
    except marking.NotationError as error:
        try:
            return marking.parse_all(text.without_unreadable(content).text), error.errors
        except marking.NotationError:
            return (), error.errors


@requires(may_author)
@require_safe
def questions_export(request: SignedInRequest) -> HttpResponse:
    """The way out: choose a topic and a form."""
    initial = {"topic": request.GET.get("topic", ""), "form": "text"}
    return render(request, "author/export.html", {"form": ExportForm(initial=initial, user=request.user)})


@requires(may_author)
@require_safe
def questions_file(request: SignedInRequest) -> HttpResponse:
    """The chosen topics as a file."""
    form = ExportForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    topic, kind = form.cleaned_data["topic"], form.cleaned_data["form"] or "text"
    topics = [topic] if topic else list(Topic.objects.authored_by(request.user).distinct())
    if kind == "samples":
        content, ending = importing.written_samples(topics), "samples.csv"
    else:
        content, ending = importing.written(importing.documents_of(topics), kind), importing.ENDINGS[kind]
    name = f"{topic.slug if topic else 'questions'}.{ending}"
    # Excel takes a table for UTF-8 only where it begins with the mark.
    data = content.encode("utf-8-sig" if ending.endswith("csv") else "utf-8")
    return HttpResponse(
        data,
        content_type=f"{TYPES[kind]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
