"""Challenges: a student doubts a marking point or the level, a teacher answers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from questions import marking
from questions.explanation import explain
from questions.forms.challenges import ChallengeAnswerForm, ChallengeForm
from questions.forms.fields import sent_number
from questions.models import Attempt, Challenge, ChallengeAnswer, Mark, SchoolClass
from questions.permissions import SignedInRequest, may_review, requires, scheme_held_by
from questions.preview import question_preview
from questions.services import challenges as service
from questions.services.moderation import MarkedMeanwhile
from questions.tasks import learn
from questions.views.http import SeeOther
from questions.views.teacher import link_to

PAGE_SIZE = 30

REFUSALS = {
    service.OpenAlready: "Your challenge to this answer waits for a teacher. Raise another one once it is answered.",
    service.NoneLeft: "You have no challenge left this week. This one is not sent.",
    service.NothingToChallenge: "This cannot be challenged any more. Choose again.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def challenge(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The student's page to raise a challenge."""
    own = Attempt.objects.of(request.user).submitted().select_related("question__topic", "mark_scheme")
    attempt = get_object_or_404(own, pk=attempt_id)
    if request.method != "POST":
        return _challenge_page(request, attempt)
    mark = attempt.marks.select_related("mark_scheme").counting()
    # Also what was challenged already, so that the same challenge sent twice finds itself.
    form = ChallengeForm(request.POST, targets=service.targets(mark, []) if mark else [])
    if not form.is_valid():
        return _challenge_page(request, attempt, form, status=422)
    try:
        service.raise_challenge(attempt=attempt, **form.cleaned_data)
    except service.NotChallenged as error:
        form.add_error("target" if isinstance(error, service.NothingToChallenge) else None, REFUSALS[type(error)])
        return _challenge_page(request, attempt, form, status=409)
    return SeeOther(reverse("result", args=[attempt.pk]) + "#challenges")


def _challenge_page(
    request: SignedInRequest, attempt: Attempt, form: ChallengeForm | None = None, status: int = 200
) -> HttpResponse:
    """The form, with what was sent where it could not be taken; without anything to challenge, why that is so."""
    mark = attempt.marks.select_related("mark_scheme", "teacher").counting()
    state = service.challenge_state(attempt, mark)
    held_by = scheme_held_by(request.user, attempt.question)
    if form is None:
        form = ChallengeForm(targets=state.targets, open_scheme=not held_by)
    else:
        form.offer(state.targets, open_scheme=not held_by)
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": attempt.mark_scheme,
        "explanation": explain(attempt, mark, to_student=True) if mark else None,
        "challenge_state": state,
        "held_by": held_by,
        "form": form,
    }
    return render(request, "student/challenge.html", context, status=status)


@requires(may_review)
@require_safe
def challenges(request: SignedInRequest) -> HttpResponse:
    """The challenges of the teacher's classes: those that wait, the oldest first; else those answered, newest first."""
    attempts = Attempt.objects.with_counting_mark().select_related("question__topic", "mark_scheme")
    mine = (
        Challenge.objects.answerable_by(request.user)
        .select_related("mark__mark_scheme", "answer__teacher", "answer__mark__withdrawal__teacher")
        .prefetch_related(Prefetch("attempt", attempts))
    )
    answered = request.GET.get("show") == "answered"
    rows = mine.answered().order_by("-answer__created_at", "-pk") if answered else mine.open()
    context = {
        "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "answered": answered,
        "query": "show=answered" if answered else "",
        "classes": SchoolClass.objects.open().taught_by(request.user),
    }
    return render(request, "teacher/challenges.html", context)


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def challenge_answer(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """One challenge with the script it is about, and its answer: to give, or as given."""
    mine = Challenge.objects.answerable_by(request.user).select_related(
        "attempt__question__topic", "attempt__mark_scheme", "mark__mark_scheme"
    )
    found = get_object_or_404(mine, pk=challenge_id)
    if request.method == "POST":
        return _save_answer(request, found)
    return _answer_page(request, found)


def _save_answer(request: SignedInRequest, found: Challenge) -> HttpResponse:
    answer = service.answer_to(found)
    if answer is not None:
        return _answered_already(request, found, answer)
    before, newest = _marks(found)
    form = ChallengeAnswerForm(request.POST, challenge=found, before=before, newest=newest)
    if not form.is_valid():
        return _answer_page(request, found, form, status=422)
    sent = form.cleaned_data
    try:
        answer = service.answer_challenge(
            challenge=found,
            teacher=request.user,
            upheld=sent["outcome"] == ChallengeAnswerForm.UPHELD,
            reason=sent["reason"],
            mark=sent["mark"],
            stage=sent.get("stage", ""),
            other_point=sent.get("other_point", ""),
            seen=sent["seen"],
        )
    except service.AnsweredMeanwhile as error:
        return _answered_already(request, found, error.answer)
    except MarkedMeanwhile as error:
        who = error.mark.teacher.name if error.mark.teacher else "the marker"
        form = ChallengeAnswerForm(
            {**request.POST.dict(), "seen": error.mark.pk}, challenge=found, before=before, newest=newest
        )
        form.add_error(None, f"Meanwhile {who} gave {error.mark.mark}. Your entries are kept: save again to go on.")
        return _answer_page(request, found, form, status=409)
    if sent["outcome"] == ChallengeAnswerForm.UPHELD:
        learn.enqueue(found.attempt.question_id)
    what = f"Upheld: {answer.mark.mark} of {answer.mark.max_mark} counts" if answer.mark else "The mark stands"
    script = link_to(request, found.attempt_id)
    messages.success(request, format_html("{} for {}. The student is told.", what, script))
    return SeeOther(reverse("challenges"))


def _answered_already(request: SignedInRequest, found: Challenge, answer: ChallengeAnswer) -> HttpResponse:
    """The same teacher's second click is done already; whoever sends another answer is shown the one that stands."""
    is_same = service.is_sent_again(
        answer,
        teacher=request.user,
        upheld=request.POST.get("outcome") == ChallengeAnswerForm.UPHELD,
        reason=request.POST.get("reason", ""),
        mark=sent_number(request.POST.get("mark", "")),
        other_point=request.POST.get("other_point", ""),
    )
    if answer.teacher_id != request.user.pk:
        messages.error(request, f"{answer.teacher.name} answered this challenge meanwhile. Yours is not saved.")
    elif is_same:
        return SeeOther(reverse("challenges"))
    else:
        messages.error(
            request, "You have answered this challenge already, and the student was told. This answer is not saved."
        )
    before, newest = _marks(found)
    form = ChallengeAnswerForm(request.POST, challenge=found, before=before, newest=newest)
    return _answer_page(request, found, form, status=409)


def _marks(found: Challenge) -> tuple[Mark, Mark]:
    """The mark that counts and the newest mark of the challenged attempt, which has one at least: the doubted one."""
    marks = found.attempt.marks.select_related("mark_scheme", "teacher")
    newest = marks.newest_first().first() or found.mark
    return marks.counting() or newest, newest


def _answer_page(
    request: SignedInRequest, found: Challenge, form: ChallengeAnswerForm | None = None, status: int = 200
) -> HttpResponse:
    before, newest = _marks(found)
    explanation = explain(found.attempt, before, to_student=False)
    place = service.place_in(found, before)
    rules = question_preview(before.mark_scheme.scheme).points
    answers = ChallengeAnswer.objects.select_related("teacher", "mark__withdrawal__teacher")
    context = {
        "challenge": found,
        "doubted": None if place is None else explanation.points[place],
        "doubted_text": "" if place is None else marking.point_text(before.mark_scheme.scheme.points[place]),
        "doubted_rules": None if place is None else rules[place],
        "points": [
            (marking.point_text(point), rule, marked.credited)
            for point, rule, marked in zip(before.mark_scheme.scheme.points, rules, explanation.points, strict=True)
        ],
        "answer": answers.filter(challenge=found).first(),
        "attempt": found.attempt,
        "question": found.attempt.question,
        "scheme": before.mark_scheme,
        "mark": before,
        "explanation": explanation,
        "form": form or ChallengeAnswerForm(challenge=found, before=before, newest=newest),
    }
    return render(request, "teacher/challenge_answer.html", context, status=status)
