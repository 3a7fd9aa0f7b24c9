"""The student's pages: topics, a question to answer, the marked script."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from questions import marking
from questions.explanation import explain
from questions.forms.student import AnswerForm, new_page
from questions.models import Attempt, MarkedBy, Question, Topic, User
from questions.models.attempts import questions_with_progress, topics_with_progress
from questions.permissions import SignedInRequest, may_author, may_review
from questions.services import attempts as service
from questions.services.grading import mark_attempt
from questions.tasks import mark_waiting
from questions.views.http import SeeOther
from questions.views.people import KEPT_ANSWER, sign_in_again

logger = logging.getLogger(__name__)


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Where each role's work begins."""
    if may_author(request.user) and not may_review(request.user):
        return redirect("question_list")
    return redirect("review" if may_review(request.user) else "topics")


@require_GET
def topics(request: SignedInRequest) -> HttpResponse:
    return render(request, "student/topics.html", {"topics": topics_with_progress(request.user)})


@require_GET
def topic(request: SignedInRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    questions = questions_with_progress(topic.questions.open_to(request.user), request.user).order_by("number")
    return render(request, "student/topic.html", {"topic": topic, "questions": questions})


def _answerable(question_id: int) -> Question:
    """A question that students were offered at some time. One retired while a student writes still takes the answer."""
    return get_object_or_404(
        Question.objects.select_related("current", "topic").exclude(status=Question.Status.DRAFT), pk=question_id
    )


@never_cache
@require_GET
def answer(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _answerable(question_id)
    draft = Attempt.objects.of(request.user).drafts().filter(question=question).first()
    if question.status == Question.Status.RETIRED and draft is None:
        return render(request, "404.html", status=404)
    kept = request.session.get(KEPT_ANSWER, {})
    if kept.get("question") != question.pk:
        kept = {}
    form = AnswerForm(
        initial={
            "answer": kept.get("answer", draft.answer if draft else ""),
            "key": draft.key if draft else uuid.uuid4(),
            "revision": draft.revision if draft else 0,
            "page": new_page(),
            "student": request.user.pk,
        }
    )
    return answer_page(request, question, form, stale=draft.answer if kept and draft else None)


def answer_page(
    request: SignedInRequest, question: Question, form: AnswerForm, stale: str | None = None, status: int = 200
) -> HttpResponse:
    """The page to write on; ``stale`` is another text of this answer, saved from another page or device."""
    own = Attempt.objects.of(request.user).filter(question=question).submitted()
    past = own.select_related("mark_scheme").with_counting_mark()[:10]
    context = {
        "question": question,
        "scheme": question.current,
        "form": form,
        "limit": question.limit,
        "past": past,
        "stale": stale,
    }
    return render(request, "student/answer.html", context, status=status)


@login_not_required
@require_POST
def save_draft(request: HttpRequest, question_id: int) -> JsonResponse:
    """Autosave, as JSON. The page keeps its text whatever the reply."""
    if not request.user.is_authenticated:
        login_url = f"{reverse('login')}?next={reverse('answer', args=[question_id])}"
        return JsonResponse({"error": "You are signed out.", "login_url": login_url}, status=401)
    question = _answerable(question_id)
    form = AnswerForm(request.POST)
    if not form.is_valid() or form.cleaned_data["student"] not in (None, request.user.pk):
        return JsonResponse(
            {"error": "This page is out of date. Copy your text and open the question again."}, status=400
        )
    try:
        draft = service.save_draft(student=request.user, question=question, **form.saving())
    except service.TooLong as error:
        return JsonResponse({"error": _too_long(error)}, status=422)
    except service.DraftChanged as error:
        other = error.attempt
        message = "This answer was changed on another page or device."
        return JsonResponse({"error": message, "answer": other.answer, "revision": other.revision}, status=409)
    request.session.pop(KEPT_ANSWER, None)
    saved_at = timezone.localtime(draft.saved_at).strftime("%H:%M")
    return JsonResponse({"revision": draft.revision, "saved_at": saved_at, "submitted": draft.is_submitted})


@login_not_required
@require_POST
def submit(request: HttpRequest, question_id: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not request.user.is_authenticated:
        return sign_in_again(request, question_id)
    question = _answerable(question_id)
    return submit_answer(request, question, form)  # type: ignore[arg-type]  # signed in, as was just checked


def submit_answer(request: SignedInRequest, question: Question, form: AnswerForm) -> HttpResponse:
    user = request.user
    if not form.is_valid():
        return answer_page(request, question, form, status=422)
    if form.is_unconfirmed_blank:
        form.add_error("answer", "There is no answer yet. Tick the box to submit a blank answer: it earns 0 marks.")
        return answer_page(request, question, form, status=422)
    try:
        attempt = service.submit(student=user, question=question, **form.saving())
    except service.TooLong as error:
        form.add_error("answer", _too_long(error))
        return answer_page(request, question, form, status=422)
    except service.DraftChanged as error:
        return changed_elsewhere(request, question, form, error.attempt)
    request.session.pop(KEPT_ANSWER, None)
    mark_or_hand_on(attempt)
    return SeeOther(reverse("result", args=[attempt.pk]))


def changed_elsewhere(request: SignedInRequest, question: Question, form: AnswerForm, draft: Attempt) -> HttpResponse:
    """The page again with its own text and, below, the other one; submitting again means this one."""
    again = AnswerForm({**form.data.dict(), "revision": draft.revision, "key": draft.key})
    again.is_valid()
    again.add_error("answer", "This answer was changed on another page or device. Both texts are below.")
    return answer_page(request, question, again, stale=draft.answer, status=409)


def mark_or_hand_on(attempt: Attempt) -> None:
    """Mark at once. The answer is safe whatever happens here: should the marker fail, a task tries again."""
    try:
        mark_attempt(attempt)
    except Exception:
        logger.exception("marking attempt %s failed", attempt.pk)
        mark_waiting.enqueue(attempt.pk)


def _too_long(error: service.TooLong) -> str:
    return f"Your answer has {error.length:,} characters; the limit is {error.limit:,}. Shorten it: nothing is lost."


def _own_submitted(user: User, attempt_id: int) -> Attempt:
    own = Attempt.objects.of(user).submitted()
    return get_object_or_404(own.select_related("question__topic", "question__current", "mark_scheme"), pk=attempt_id)


@require_GET
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = _own_submitted(request.user, attempt_id)
    marks = list(attempt.marks.select_related("mark_scheme", "teacher").counting_first())
    mark = marks[0] if marks else None
    replaced = None
    if mark is not None and mark.by_teacher:
        replaced = next((other for other in marks if other.marked_by == MarkedBy.MARKER), None)
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": attempt.mark_scheme,
        "mark": mark,
        "explanation": explain(attempt, mark, to_student=True) if mark else None,
        "replaced": replaced,
        "next_question": _next_question(request.user, attempt.question),
    }
    return render(request, "student/result.html", context)


def _next_question(user: User, question: Question) -> Question | None:
    """The next question of the topic that the student has not answered, going round; None where all are."""
    answered = Attempt.objects.of(user).submitted().values("question")
    rest = question.topic.questions.published().exclude(pk=question.pk).exclude(pk__in=answered).order_by("number")
    return rest.filter(number__gt=question.number).first() or rest.first()


@require_POST
def mark_now(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Try again to mark an answer whose marking failed."""
    attempt = _own_submitted(request.user, attempt_id)
    mark_or_hand_on(attempt)
    return SeeOther(reverse("result", args=[attempt.pk]))


@require_GET
def attempt_scheme(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The mark scheme that an answer was marked by, once it is submitted."""
    attempt = _own_submitted(request.user, attempt_id)
    version: Any = attempt.mark_scheme
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": version,
        "points": [marking.point_text(point) for point in version.scheme.points],
        "levels": tuple(reversed(version.scheme.levels)),
    }
    return render(request, "student/scheme.html", context)
