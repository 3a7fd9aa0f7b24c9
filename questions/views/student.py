"""The student's pages: topics, a question to answer, the marked script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from questions.assignments import answered_in, closed_before, open_assignments
from questions.directions import unturned
from questions.explanation import explain, what_changed
from questions.forms.student import AnswerForm, page_fields
from questions.models import AnswerNotice, Assignment, Attempt, MarkedBy, MarkNotice, Question, User
from questions.models.attempts import (
    AttemptQuerySet,
    questions_shown_to,
    questions_with_progress,
    topics_open_to,
    topics_with_progress,
)
from questions.notes import rendered
from questions.permissions import SignedInRequest, may_author, may_review, may_work, scheme_held_by
from questions.preview import question_preview
from questions.services import attempts as service
from questions.services import challenges, notices
from questions.services.attempts import storable
from questions.tasks import mark_or_hand_on, mark_those_left
from questions.views.http import SeeOther
from questions.views.people import KEPT_ANSWER, sign_in_again

LATELY, MOST_LEFT = timedelta(days=2), 5
"""Whose answer comes in takes along so many answers to the same question that were left without a mark lately."""

SECONDS = 1.0
"""After so long none of them is begun while the student waits: the marker may fail on them again, and slowly."""

CHANGED = "This answer was changed on another page or device. Submit again to use the text below."
SUBMITTED = "Another text was submitted from another page meanwhile. Submit again to make this one a new attempt."
REWORDED = "The question was changed while you were writing. Read it again, then submit."
RETIRED = "This question was withdrawn before you began, so it takes no answer. Copy your text if you want to keep it."
SOMEBODY_ELSE = "Somebody else was writing on this page. Submit again only if this answer is yours."


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Where each role's work begins."""
    if may_author(request.user) and not may_review(request.user):
        return redirect("question_list")
    return redirect("review_queue" if may_review(request.user) else "topics")


@require_safe
def topics(request: SignedInRequest) -> HttpResponse:
    assigned = open_assignments(request.user)
    left = [each for each in assigned if not each.is_done]
    context = {
        "assignments": [each for each in left if not each.assignment.is_past_due],
        "overdue": [each for each in left if each.assignment.is_past_due],
        "done": [each for each in assigned if each.is_done],
        "closed": Assignment.objects.set_for(request.user).closed(),
        "topics": topics_with_progress(request.user),
        "notices": MarkNotice.objects.unseen_by(request.user),
        "answers": AnswerNotice.objects.unseen_by(request.user),
    }
    return render(request, "student/topics.html", context)


@require_safe
def topic(request: SignedInRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(topics_open_to(request.user), slug=slug)
    shown = questions_shown_to(request.user, topic).select_related("current", "topic")
    questions = questions_with_progress(shown, request.user).order_by("number")
    context = {
        "topic": topic,
        "questions": questions,
        "notes": rendered(topic.notes) if topic.notes else None,
        "notices": MarkNotice.objects.unseen_by(request.user).filter(attempt__question__topic=topic),
        "answers": AnswerNotice.objects.unseen_by(request.user).filter(
            answer__challenge__attempt__question__topic=topic
        ),
    }
    return render(request, "student/topic.html", context)


def _answerable(question_id: int) -> Question:
    """A question that students were offered at some time. One retired while a student writes still takes the answer."""
    return get_object_or_404(
        Question.objects.select_related("current", "topic").exclude(status=Question.Status.DRAFT), pk=question_id
    )


@require_safe
def answer(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _answerable(question_id)
    draft = Attempt.objects.of(request.user).drafts().filter(question=question).first()
    kept = request.session.get(KEPT_ANSWER, {})
    if kept.get("question") == question.pk:
        return _kept_answer(request, question, kept["answer"], draft)
    if question.status == Question.Status.RETIRED and draft is None:
        return _retired(request, question)
    return answer_page(request, question, AnswerForm(initial=page_fields(request.user, question, draft)))


def _retired(request: SignedInRequest, question: Question) -> HttpResponse:
    """Instead of a retired question its last answer; for whoever never answered it there is no such page."""
    last = Attempt.objects.of(request.user).filter(question=question).submitted().first()
    if last is None:
        return render(request, "404.html", status=404)
    messages.info(request, "This question is not set any more. This is your last answer to it.")
    return redirect("result", last.pk)


def _kept_answer(request: SignedInRequest, question: Question, text: str, draft: Attempt | None) -> HttpResponse:
    """A text that came through the sign-in page and could not be saved: it is too long, a newer one was saved, or the
    question is withdrawn."""
    if question.status == Question.Status.RETIRED and draft is None:
        return shown_again(request, question, text, RETIRED)
    length = len(storable(text))
    if length > question.limit:
        return shown_again(request, question, text, _too_long(length, question.limit), draft=draft)
    return shown_again(request, question, text, CHANGED, draft=draft, stale=draft.answer if draft else None)


def shown_again(
    request: SignedInRequest,
    question: Question,
    text: str,
    error: str,
    *,
    draft: Attempt | None = None,
    stale: str | None = None,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with ``text``, which is not saved, and why; to go on from ``draft``, or with a new attempt.

    ``opened`` is what the page before said of when it was opened.
    """
    fields = page_fields(request.user, question, draft)
    form = AnswerForm({**fields, "answer": text, "opened": opened or fields["opened"]})
    form.add_error("answer", error)
    return answer_page(request, question, form, stale=stale, status=status)


def answer_page(
    request: SignedInRequest, question: Question, form: AnswerForm, stale: str | None = None, status: int = 200
) -> HttpResponse:
    """The page to write on; ``stale`` is another text of this answer, saved from another page or device."""
    past = list(_answers(request.user, question))
    last_mark = past[0].marks.counting() if past else None
    context = {
        "question": question,
        "scheme": question.current,
        "form": form,
        "limit": question.limit,
        "past": past,
        "last_mark": last_mark,
        "last_step": unturned(last_mark.next_step) if last_mark else "",
        "assignments": open_assignments(request.user, asking=question),
        "stale": stale,
    }
    return render(request, "student/answer.html", context, status=status)


def _answers(user: User, question: Question) -> AttemptQuerySet:
    """All that ``user`` submitted to ``question``, the newest first, without their texts."""
    return Attempt.objects.of(user).filter(question=question).submitted().with_counting_mark().defer("answer")


@login_not_required
@require_POST
def save_draft(request: HttpRequest, question_id: int) -> JsonResponse:
    """Autosave, as JSON. The page keeps its text whatever the reply."""
    if not may_work(request.user):
        page = reverse("password_change" if request.user.is_authenticated else "login")
        login_url = f"{page}?next={reverse('answer', args=[question_id])}"
        return JsonResponse({"error": "You are signed out.", "login_url": login_url}, status=401)
    question = _answerable(question_id)
    form = AnswerForm(request.POST)
    if not form.is_valid() or not form.is_by(request.user):
        return JsonResponse(
            {"error": "This page is out of date. Copy your text and open the question again."}, status=400
        )
    try:
        draft = service.save_draft(
            student=request.user, question=question, writing=form.writing(request.user, question)
        )
    except service.QuestionRetired:
        return JsonResponse({"error": RETIRED}, status=410)
    except service.TooLong as error:
        return JsonResponse({"error": _too_long(error.length, error.limit)}, status=422)
    except service.DraftChanged as error:
        other = error.attempt
        return JsonResponse({"error": CHANGED, "answer": other.answer, "revision": other.revision}, status=409)
    _forget_kept(request, question)
    saved_at = timezone.localtime(draft.saved_at).strftime("%H:%M")
    return JsonResponse({"revision": draft.revision, "saved_at": saved_at, "submitted": draft.is_submitted})


def _forget_kept(request: HttpRequest, question: Question) -> None:
    if request.session.get(KEPT_ANSWER, {}).get("question") == question.pk:
        del request.session[KEPT_ANSWER]


@login_not_required
@require_POST
def submit(request: HttpRequest, question_id: int) -> HttpResponse:
    if not may_work(request.user):
        return sign_in_again(request, question_id)
    return submit_answer(request, _answerable(question_id))  # type: ignore[arg-type]  # signed in, as was just checked


def submit_answer(request: SignedInRequest, question: Question) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return answer_page(request, question, form, status=422)
    if form.is_unconfirmed_blank:
        form.add_error("answer", "There is no answer yet. Tick the box to submit a blank answer: it earns 0 marks.")
        return answer_page(request, question, form, status=422)
    text = form.cleaned_data["answer"]
    draft = Attempt.objects.of(request.user).drafts().filter(question=question).first()
    if not form.is_by(request.user):
        return shown_again(request, question, text, SOMEBODY_ELSE, draft=draft, status=409)
    try:
        attempt = service.submit(student=request.user, question=question, writing=form.writing(request.user, question))
    except service.NotWritten as error:
        return _not_submitted(request, question, form, draft, error)
    _forget_kept(request, question)
    mark_or_hand_on(attempt)
    lately = Attempt.objects.filter(question=question, submitted_at__gt=timezone.now() - LATELY)
    mark_those_left(lately.left_unmarked()[:MOST_LEFT], seconds=SECONDS)
    return SeeOther(reverse("result", args=[attempt.pk]))


def _not_submitted(
    request: SignedInRequest, question: Question, form: AnswerForm, draft: Attempt | None, error: service.NotWritten
) -> HttpResponse:
    """The page again with its text and why that was not submitted."""
    text, opened = form.cleaned_data["answer"], form.cleaned_data["opened"]
    match error:
        case service.TooLong(length=length, limit=limit):
            form.add_error("answer", _too_long(length, limit))
            return answer_page(request, question, form, status=422)
        case service.DraftChanged(attempt=other):
            return shown_again(request, question, text, CHANGED, draft=other, stale=other.answer, status=409)
        case service.QuestionChanged():
            return shown_again(request, question, text, REWORDED, draft=draft, opened=opened, status=409)
        case service.QuestionRetired():
            return shown_again(request, question, text, RETIRED, status=409)
    return shown_again(request, question, text, SUBMITTED, opened=opened, status=409)


def _too_long(length: int, limit: int) -> str:
    return f"Your answer has {length:,} characters; the limit is {limit:,}. Shorten it: nothing is lost."


def _own_submitted(user: User, attempt_id: int) -> Attempt:
    own = Attempt.objects.of(user).submitted()
    return get_object_or_404(
        own.select_related("student", "question__topic", "question__current", "mark_scheme", "read"), pk=attempt_id
    )


@require_safe
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = _own_submitted(request.user, attempt_id)
    marks = list(attempt.marks.select_related("mark_scheme", "teacher").counting_first())
    mark = marks[0] if marks else None
    replaced = None
    if mark is not None and mark.by_teacher:
        earlier = (other for other in marks if other.marked_by == MarkedBy.MARKER and other.pk < mark.pk)
        replaced = next(earlier, None)
    explanation = explain(attempt, mark, to_student=True) if mark else None
    assigned = answered_in(attempt)
    next_assigned = next((each.next_question for each in assigned if each.next_question), None)
    notice = MarkNotice.objects.unseen().filter(attempt=attempt).first()
    state = challenges.challenge_state(attempt, mark)
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": attempt.mark_scheme,
        "mark": mark,
        "changed": what_changed(notice) if notice and mark and notice.after_id == mark.pk else None,
        "explanation": explanation,
        "to_read": rendered(attempt.question.topic.notes).sections(explanation.to_read) if explanation else [],
        "replaced": replaced,
        "challenge_state": state,
        "has_teacher": request.user.has_teacher,
        "held_by": scheme_held_by(request.user, attempt.question),
        "assigned": assigned,
        "closed_before": closed_before(attempt),
        "next_assigned": next_assigned,
        "others": _answers(request.user, attempt.question).exclude(pk=attempt.pk),
        "next_question": None if next_assigned else _next_question(request.user, attempt.question),
    }
    page = render(request, "student/result.html", context)
    if mark is not None and request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        last_read = attempt.read.mark_id if hasattr(attempt, "read") else None
        if notice or state.unread or last_read != mark.pk:
            notices.read(attempt=attempt, mark=mark, notice=notice, answers=state.unread)
    return page


def _next_question(user: User, question: Question) -> Question | None:
    """The next question of the topic that the student has not answered, going round; None where all are."""
    answered = Attempt.objects.of(user).submitted().values("question")
    rest = question.topic.questions.published().exclude(pk=question.pk).exclude(pk__in=answered).order_by("number")
    return rest.filter(number__gt=question.number).first() or rest.first()


@require_POST
def mark_now(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Try again to mark an answer whose marking failed."""
    attempt = _own_submitted(request.user, attempt_id)
    if not attempt.marks.exists():
        mark_or_hand_on(attempt)
    return SeeOther(reverse("result", args=[attempt.pk]))


@require_POST
def begin_again(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """Another try that goes on from the text of this one."""
    attempt = _own_submitted(request.user, attempt_id)
    try:
        begun = service.begin_from(student=request.user, earlier=attempt)
    except service.TooLong as error:
        messages.error(request, _too_long(error.length, error.limit))
        return SeeOther(reverse("result", args=[attempt.pk]))
    except service.QuestionRetired:
        messages.error(request, RETIRED)
        return SeeOther(reverse("result", args=[attempt.pk]))
    if not begun:
        messages.info(request, "You have begun another answer since: here it is. Nothing was put in its place.")
    return SeeOther(reverse("answer", args=[attempt.question_id]))


@require_safe
def attempt_scheme(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The mark scheme that the mark of an answer follows, once it is submitted and no assignment holds it back."""
    attempt = _own_submitted(request.user, attempt_id)
    held_by = scheme_held_by(request.user, attempt.question)
    if held_by:
        context = {"attempt": attempt, "question": attempt.question, "scheme": attempt.mark_scheme, "held_by": held_by}
        return render(request, "student/scheme.html", context, status=403)
    mark = attempt.marks.select_related("mark_scheme").counting()
    version: Any = mark.mark_scheme if mark else attempt.mark_scheme
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": version,
        "preview_question": question_preview(version.scheme, rendered(attempt.question.topic.notes)),
    }
    return render(request, "student/scheme.html", context)
