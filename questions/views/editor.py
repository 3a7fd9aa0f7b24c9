"""The author's editor: text beside what the parser understood, tried out and tested before it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from questions import marking
from questions.explanation import Explanation, explain_marking
from questions.forms.author import SampleForm, SchemeForm, TryForm, scheme_fields
from questions.forms.fields import sent_number
from questions.models import Mark, MarkScheme, PublishingMinimum, Question, SchemeDraft, Topic
from questions.notes import Notes, rendered
from questions.permissions import SignedInRequest, may_author, may_work, requires
from questions.preview import Preview, preview
from questions.services import authoring, drafts, publishing
from questions.services.attempts import storable
from questions.services.effects import marked_otherwise, stored_answers
from questions.views.http import CLOSED_TOPIC, SeeOther

PAGE = "author/question_edit.html"
NO_TOPIC = "Choose a topic, or begin the text with a line such as “Topic: The Korean War”."
NOT_READY = "Save it and add sample answers, or say why it is to be published all the same."
NOT_ADDED = (
    marking.NotationError,
    publishing.NotReady,
    authoring.NothingToCredit,
    authoring.AlreadyThere,
    authoring.NotYourTopic,
    authoring.NoTopic,
)
NOT_PUBLISHED = (
    publishing.NotReady,
    authoring.NothingToCredit,
    authoring.SavedMeanwhile,
    authoring.NotYourTopic,
)
ELSEWHERE = "This text is open in another tab or on another device, which saved at {}."


def own_question(request: SignedInRequest, question_id: int) -> Question:
    """A question that the user may write; 404 for any other."""
    own = Question.objects.authored_by(request.user)
    return get_object_or_404(own.select_related("topic", "current"), pk=question_id)


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return _unsaved(request, None)
    form = SchemeForm(request.POST, user=request.user)
    if not form.is_valid():
        return edit_page(request, form, status=422)
    action = request.POST.get("action")
    if action == "check":
        return _checked(request, form, None)
    chosen = form.cleaned_data
    try:
        if action == "publish":
            saved = publishing.add_and_publish(
                text=chosen["text"], author=request.user, topic=chosen["topic"], reason=chosen["reason"]
            )
        else:
            saved = authoring.add_questions(text=chosen["text"], author=request.user, topic=chosen["topic"])
    except NOT_ADDED as error:
        return edit_page(request, form, status=_explained(form, error))
    drafts.drop_draft(author=request.user, question=None, typing=form.typing())
    count = "One question" if len(saved) == 1 else f"{len(saved)} questions"
    published = all(question.status == Question.Status.PUBLISHED for question in saved)
    said = f"{count} {'published' if published else 'saved as draft'}."
    other = _placed(preview(storable(chosen["text"])), saved[0].topic, [question.number for question in saved])
    messages.success(request, f"{said} {other}".strip())
    if len(saved) == 1:
        return SeeOther(reverse("question_edit", args=[saved[0].pk]))
    return SeeOther(f"{reverse('question_list')}?topic={saved[0].topic_id}")


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = own_question(request, question_id)
    if request.method != "POST":
        return _unsaved(request, question)
    form = SchemeForm(request.POST, user=request.user)
    if not form.is_valid():
        return edit_page(request, form, question, status=422)
    action = request.POST.get("action")
    if action == "check":
        return _checked(request, form, question)
    chosen = form.cleaned_data
    edit: dict[str, Any] = {
        "question": question,
        "text": chosen["text"],
        "author": request.user,
        "base": chosen["base"],
    }
    try:
        if action == "publish":
            publishing.edit_and_publish(**edit, reason=chosen["reason"])
        else:
            authoring.edit_question(**edit)
    except (marking.NotationError, publishing.NotReady, authoring.NothingToCredit, authoring.NotYourTopic) as error:
        return edit_page(request, form, question, status=_explained(form, error))
    except authoring.SavedMeanwhile as error:
        return _saved_meanwhile(request, form, question, error.newest)
    drafts.drop_draft(author=request.user, question=question, typing=form.typing())
    said = _saved(question, chosen["base"], published=action == "publish")
    messages.success(request, f"{said} {_kept(preview(storable(chosen['text'])), question)}".strip())
    return SeeOther(reverse("question_edit", args=[question.pk]))


def _saved(question: Question, base: int | None, *, published: bool) -> str:
    version = question.newest()
    if published:
        question.refresh_from_db()
        older = marked_otherwise(question)
        stored = f" {_answers(older)} marked by an earlier version: “Re-mark” shows what would change." if older else ""
        return f"{version} is published: new answers are marked by it.{stored}"
    same = version is not None and version.version == base
    return "Nothing has changed since the newest version." if same else f"{version} saved."


def _placed(shown: Preview, topic: Topic, numbers: list[int]) -> str:
    """What is otherwise than the text says where its new questions stand in ``topic`` under ``numbers``."""
    said = []
    if shown.topic and not _is_title(shown.topic, topic):
        said.append(f"The topic is “{topic}”, as chosen, not “{shown.topic}”, as the text says.")
    pairs = zip((item.scheme.number for item in shown.questions), numbers, strict=True)
    if changed := [f"question {one} is number {other}" for one, other in pairs if one != other]:
        more = f", and {len(changed) - 3} more have other numbers" if len(changed) > 3 else ""
        said.append(f"In “{topic}” {', '.join(changed[:3])}{more}: what the text says was taken.")
    return " ".join(said)


def _kept(shown: Preview, question: Question) -> str:
    """What a text says of number and topic that a new version of ``question`` does not change."""
    numbers = {item.scheme.number for item in shown.questions}
    if numbers <= {question.number} and (not shown.topic or _is_title(shown.topic, question.topic)):
        return ""
    return f"Number and topic are not changed here: this is question {question.number} of “{question.topic}”."


def _is_title(title: str, topic: Topic) -> bool:
    return authoring.plain_title(title).casefold() == topic.title.casefold()


def _place(request: SignedInRequest, shown: Preview, question: Question | None, topic: Any) -> str:
    """What a save would do otherwise than the text says of its topic and numbers; "" for nothing."""
    if question:
        return _kept(shown, question) if len(shown.questions) == 1 else ""
    if not topic and shown.topic:
        title = authoring.plain_title(shown.topic)
        topic = Topic.objects.authored_by(request.user).filter(title__iexact=title).first()
    if not topic or not shown.questions:
        return ""
    known = authoring.known_questions(topic, [item.scheme for item in shown.questions])
    free = authoring.free_numbers(topic, [scheme.number for scheme, _ in known])
    # What the topic has already gets no number: a save refuses it, or it is what this page has just saved.
    return _placed(
        shown, topic, [scheme.number if there else at for (scheme, there), at in zip(known, free, strict=True)]
    )


def _answers(count: int) -> str:
    return "One stored answer is" if count == 1 else f"{count:,} stored answers are"


def _explained(form: SchemeForm, error: Exception) -> int:
    """Say in the form why nothing was saved, and return the status of the reply. Errors of lines show themselves."""
    if isinstance(error, publishing.NotReady):
        form.add_error("reason", f"{' '.join(error.lacks)} {NOT_READY}")
    elif isinstance(error, authoring.SavedMeanwhile):
        form.add_error("text", f"{_meanwhile(error.newest)} Look at it here before you publish it.")
        return 409
    elif isinstance(error, authoring.AlreadyThere):
        there = error.question
        form.add_error("text", f"“{there.topic}” has this question already, as number {there.number}. Edit that one.")
        return 409
    elif isinstance(error, authoring.NotYourTopic):
        form.add_error("text", CLOSED_TOPIC.format(error))
        return 403
    elif isinstance(error, authoring.NoTopic):
        form.add_error("topic", NO_TOPIC)
    elif isinstance(error, authoring.NothingToCredit):
        form.add_error("text", str(error))
    return 422


def _saved_meanwhile(
    request: SignedInRequest, form: SchemeForm, question: Question, newest: MarkScheme
) -> HttpResponse:
    again = SchemeForm({**form.data.dict(), "base": newest.version}, user=request.user)
    again.is_valid()
    again.add_error("text", f"{_meanwhile(newest)} Your text is kept: save again to go on from it.")
    return edit_page(request, again, question, status=409)


def _meanwhile(newest: MarkScheme) -> str:
    return f"Meanwhile {newest.author.name if newest.author else 'somebody'} saved version {newest.version}."


def _unsaved(request: SignedInRequest, question: Question | None) -> HttpResponse:
    """The editor with the author's unsaved text, if there is one, else with the newest version."""
    newest = question.newest() if question else None
    draft = drafts.own_draft(request.user, question)
    form = SchemeForm(initial=scheme_fields(question, newest, draft), user=request.user)
    return edit_page(request, form, question, draft=draft)


def _checked(request: SignedInRequest, form: SchemeForm, question: Question | None) -> HttpResponse:
    """The page again with what the marker makes of the text, for browsers without scripts. The text is kept."""
    try:
        drafts.keep_draft(author=request.user, question=question, typing=form.typing())
    except drafts.TypedElsewhere as error:
        say_elsewhere(form, error)
        return edit_page(request, form, question, status=409)
    return edit_page(request, form, question)


def say_elsewhere(form: SchemeForm, error: drafts.TypedElsewhere) -> None:
    """Say in the form why its text is not kept as the draft."""
    form.add_error("text", ELSEWHERE.format(_clock(error.draft)) + " Save here to keep this text.")


@requires(may_author)
@require_POST
def question_publish(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Publish the newest version as it is stored, where it is the one that the page named."""
    question = own_question(request, question_id)
    base = sent_number(request.POST.get("base", ""))
    try:
        publishing.publish(question=question, by=request.user, base=base)
    except NOT_PUBLISHED as error:
        form = SchemeForm(scheme_fields(question, question.newest(), None), user=request.user)
        form.is_valid()
        return edit_page(request, form, question, status=_explained(form, error))
    messages.success(request, "Published: students can answer it.")
    return SeeOther(reverse("question_edit", args=[question.pk]))


def edit_page(
    request: SignedInRequest,
    form: SchemeForm,
    question: Question | None = None,
    *,
    draft: SchemeDraft | None = None,
    sample_form: SampleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    text = form["text"].value() or ""
    topic = question.topic if question else _topic(request, form["topic"].value())
    shown = preview(text, _notes(topic)) if text.strip() else None
    trying = TryForm(request.POST) if request.POST.get("answer") else TryForm()
    typed = {name: request.POST.get(f"sample-{name}", "") for name in ("answer", "mark", "why")}
    context = {
        "form": form,
        "preview": shown,
        "place": _place(request, shown, question, topic) if shown else "",
        "question": question,
        "draft": draft,
        "newest_version": question.versions.count() if question else 0,
        "try_form": trying,
        "tried": tried(trying, shown) if trying.is_bound else None,
        "stored": stored_answers(question).count() if question else 0,
        "other_points": Mark.objects.other_points(question) if question else [],
        **(trial_context(question, text, shown, sample_form, typed) if question else {}),
    }
    return render(request, PAGE, context, status=status)


def trial_context(
    question: Question,
    text: str,
    shown: Preview | None,
    form: SampleForm | None = None,
    typed: dict[str, str] | None = None,
) -> dict[str, Any]:
    """What the panel of sample answers shows of a text: how it does on them, and the form for one more."""
    scheme = shown.questions[0].scheme if shown and len(shown.questions) == 1 else None
    samples = list(question.samples.in_use())
    newest = question.newest()
    minimum = PublishingMinimum.of_the_school()
    return {
        "question": question,
        "samples": samples,
        "minimum": minimum,
        "ready": publishing.readiness(scheme, samples, minimum, text=text) if scheme else None,
        "sample_form": form or SampleForm(most=newest.tariff if newest else 0, initial=typed or {}),
    }


def tried(form: TryForm, shown: Preview | None) -> dict[str, Any]:
    """The marking of the answer under the text, or why there is none."""
    if not form.is_valid() or not form.cleaned_data["answer"].strip():
        return {}
    if shown is None or not shown.questions:
        return {"problem": "The text cannot be read yet: mend its lines first."}
    number = form.cleaned_data["number"]
    found = [item.scheme for item in shown.questions if number in (None, item.scheme.number)]
    if not found:
        return {"problem": f"The text has no question {number}."}
    scheme, answer = found[0], form.cleaned_data["answer"]
    explanation: Explanation = explain_marking(scheme, answer, marking.mark(scheme, answer))
    return {"explanation": explanation, "scheme": scheme, "several": len(shown.questions) > 1}


def _topic(request: SignedInRequest, topic: Any) -> Topic | None:
    """The topic that the editor's page names (itself or its number), if it names one."""
    if isinstance(topic, Topic):
        return topic
    number = sent_number(str(topic or ""))
    return Topic.objects.authored_by(request.user).filter(pk=number).first() if number is not None else None


def _notes(topic: Topic | None) -> Notes | None:
    return rendered(topic.notes) if topic else None


def read_text(request: SignedInRequest, topic: Topic | None = None) -> tuple[str, Preview]:
    """The text that an editor sends with whatever it asks, and what the parser understands of it."""
    text = storable(request.POST.get("text", ""))
    return text, preview(text, _notes(topic or _topic(request, request.POST.get("topic"))))


@requires(may_author)
@require_POST
def question_preview(request: SignedInRequest) -> HttpResponse:
    """What the parser understands of the text as it stands; nothing is saved. ``question`` is the one that it edits."""
    number = sent_number(request.GET.get("question", ""))
    question = own_question(request, number) if number is not None else None
    topic = question.topic if question else _topic(request, request.POST.get("topic"))
    shown = read_text(request, topic)[1]
    place = _place(request, shown, question, topic)
    return render(request, f"{PAGE}#preview", {"preview": shown, "place": place})


@requires(may_author)
@require_POST
def question_try(request: SignedInRequest) -> HttpResponse:
    """The mark of an answer under the text as it stands; nothing is saved."""
    form = TryForm(request.POST)
    return render(request, "author/tried.html", {"tried": tried(form, read_text(request)[1])})


@requires(may_author)
@require_POST
def question_trial(request: SignedInRequest, question_id: int) -> HttpResponse:
    """How the text as it stands does on the question's sample answers; nothing is saved."""
    question = own_question(request, question_id)
    return render(request, "author/trial.html", trial_context(question, *read_text(request)))


@login_not_required
@require_POST
def save_scheme_draft(request: SignedInRequest, question_id: int | None = None) -> JsonResponse:
    """Autosave, as JSON. The page keeps its text whatever the reply."""
    if not may_work(request.user):
        return JsonResponse({"error": "You are signed out."}, status=401)
    if not may_author(request.user):
        raise PermissionDenied
    question = None if question_id is None else own_question(request, question_id)
    form = SchemeForm(request.POST, user=request.user)
    form.is_valid()
    if any(name not in ("text", "reason", "topic") for name in form.errors):
        return JsonResponse({"error": "This page is out of date. Copy your text and open it again."}, status=400)
    try:
        draft = drafts.keep_draft(author=request.user, question=question, typing=form.typing())
    except drafts.TypedElsewhere as error:
        other = error.draft
        said = ELSEWHERE.format(_clock(other))
        return JsonResponse({"error": said, "text": other.text, "revision": other.revision}, status=409)
    return JsonResponse({"revision": draft.revision, "saved_at": _clock(draft)})


@requires(may_author)
@require_POST
def drop_scheme_draft(request: SignedInRequest, question_id: int | None = None) -> HttpResponse:
    """Throw the unsaved text away and go back to the newest version."""
    question = None if question_id is None else own_question(request, question_id)
    drafts.drop_draft(author=request.user, question=question)
    return SeeOther(reverse("question_edit", args=[question.pk]) if question else reverse("question_new"))


def _clock(draft: SchemeDraft) -> str:
    return timezone.localtime(draft.saved_at).strftime("%H:%M")
