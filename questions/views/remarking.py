"""Re-marking stored answers: a preview of what another text of the scheme would do, then doing it, then the way back.

Answers stand here without names. A teacher finds those of the own classes by name on the review page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from questions.difference import Part, changed_lines
from questions.models import Attempt, Question, RemarkedAnswer, Remarking
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import authoring
from questions.services import remarking as service
from questions.services.effects import marked_otherwise, points_of, stored_answers
from questions.tasks import hand_on, has_worker, stands_still
from questions.views.http import CLOSED_TOPIC, SeeOther, query_of
from questions.views.replaced import phrase_again, remember, replaced

PAGE_SIZE = 20
MOST_RUNS = 20

NO_VERSION = "Nothing of this question is published yet, so there are no answers to mark again."


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The re-marks of a question; a POST begins the preview of one by the version in force and the rulings so far."""
    own = Question.objects.authored_by(request.user)
    question = get_object_or_404(own.select_related("topic", "current"), pk=question_id)
    if request.method == "POST":
        if question.current is None:
            messages.info(request, NO_VERSION)
            return SeeOther(reverse("remark", args=[question.pk]))
        run = service.begin(question=question, text=question.current.text, by=request.user, new=False)
        remember(request, run)
        hand_on(run)
        return SeeOther(reverse("remarking", args=[run.pk]))
    context = {
        "question": question,
        "stored": stored_answers(question).count(),
        "otherwise": marked_otherwise(question),
        "runs": question.remarkings.select_related("by", "mark_scheme")[:MOST_RUNS],
    }
    return render(request, "author/remark.html", context)


def _runs(request: SignedInRequest) -> QuerySet[Remarking]:
    own = Question.objects.authored_by(request.user)
    related = ("question__topic", "question__current", "mark_scheme", "former", "by", "origin")
    return Remarking.objects.filter(question__in=own).select_related(*related)


def _of_run(
    view: Callable[[SignedInRequest, Remarking], HttpResponse],
) -> Callable[[SignedInRequest, int], HttpResponse]:
    """``view`` with the run of that id; where it was thrown away for a later one, the page that says so."""

    @wraps(view)
    def with_run(request: SignedInRequest, remarking_id: int) -> HttpResponse:
        run = _runs(request).filter(pk=remarking_id).first()
        return replaced(request, remarking_id) if run is None else view(request, run)

    return with_run


@requires(may_author)
@require_safe
@_of_run
def remarking(request: SignedInRequest, run: Remarking) -> HttpResponse:
    return _page(request, run)


def _page(request: SignedInRequest, run: Remarking, *, problem: str = "", status: int = 200) -> HttpResponse:
    kinds = [(kind, kind.label, count) for kind, count in _counts(run).items() if count]
    shown = request.GET.get("show") or (kinds[0][0] if kinds else "")
    found = run.answers.filter(change=shown).select_related("attempt", "before__mark_scheme")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    origin = _origin(request, run)
    context = {
        **_progress(request, run),
        "problem": problem,
        **(phrase_again(request, run.pk, run.question) if problem else {}),
        "kinds": kinds,
        "shown": shown,
        "page_obj": page,
        "reworded": service.reworded(run) if run.state == Remarking.State.PREVIEWED else 0,
        "rows": _rows(request, run, page.object_list),
        "difference": _difference(run),
        "origin": origin,
        "origin_change": run.answers.filter(attempt=origin).select_related("before").first() if origin else None,
        # A text that is saved and waits to be published is no version more.
        "new_version": run.base + (not run.question.versions.filter(version=run.base, text=run.text).exists()),
    }
    return render(request, "author/remarking.html", context, status=status)


def _progress(request: SignedInRequest, run: Remarking) -> dict[str, Any]:
    """What the part of the page that asks again and again shows."""
    return {
        "run": run,
        "question": run.question,
        "has_worker": has_worker(),
        "stalled": run.is_running and stands_still(run),
        "search": query_of(request),
    }


def _counts(run: Remarking) -> dict[RemarkedAnswer.Change, int]:
    kind = RemarkedAnswer.Change
    return {kind.UP: run.up, kind.DOWN: run.down, kind.DISAGREES: run.disagree, kind.MOVED: run.moved}


def _rows(request: SignedInRequest, run: Remarking, answers: Any) -> list[dict[str, Any]]:
    """The answers of one page, the points as their lines, and which of them this user may open by name."""
    answers = list(answers)
    attempts = [answer.attempt_id for answer in answers]
    reviewable = set(Attempt.objects.reviewable_by(request.user).filter(pk__in=attempts).values_list("pk", flat=True))
    return [
        {
            "answer": answer,
            "gained": points_of(run.scheme, run.point_keys, answer.gained),
            "lost": points_of(answer.before.mark_scheme.scheme, answer.before.mark_scheme.point_keys, answer.lost),
            "may_open": answer.attempt_id in reviewable,
        }
        for answer in answers
    ]


def _difference(run: Remarking) -> list[list[Part]]:
    """How the text differs from the one that answers were marked by before."""
    before = run.former if run.former and (run.mark_scheme_id or not run.is_preview) else run.question.current
    return changed_lines(before.text, run.text) if before else []


def _origin(request: SignedInRequest, run: Remarking) -> Attempt | None:
    """The answer whose phrase was accepted, for those who may see it."""
    if run.origin_id is None:
        return None
    return Attempt.objects.reviewable_by(request.user).filter(pk=run.origin_id).first()


@requires(may_author)
@require_POST
@_of_run
def remarking_continue(request: SignedInRequest, run: Remarking) -> HttpResponse:
    """How far the run is; without a worker this is also what carries it on. ``again`` calls for a worker anew."""
    if run.is_running and ("again" in request.POST or not has_worker()):
        hand_on(run)
        run = get_object_or_404(_runs(request), pk=run.pk)
    if not request.htmx:
        return SeeOther(reverse("remarking", args=[run.pk]) + query_of(request))
    if run.is_running:
        return render(request, "author/remarking.html#progress", _progress(request, run))
    return HttpResponseClientRefresh()


@requires(may_author)
@require_POST
@_of_run
def remarking_apply(request: SignedInRequest, run: Remarking) -> HttpResponse:
    try:
        hand_on(service.apply(remarking=run, by=request.user))
    except service.NotReady as error:
        return _page(request, run, problem=str(error), status=409)
    except authoring.SavedMeanwhile as error:
        who = error.newest.author.name if error.newest.author else "somebody"
        problem = f"Meanwhile {who} saved version {error.newest.version}. Nothing was done: preview again from there."
        return _page(request, run, problem=problem, status=409)
    except authoring.NotYourTopic as error:
        return _page(request, run, problem=CLOSED_TOPIC.format(error), status=403)
    except authoring.NothingToCredit as error:
        return _page(request, run, problem=str(error), status=422)
    return SeeOther(reverse("remarking", args=[run.pk]) + query_of(request))


@requires(may_author)
@require_POST
@_of_run
def remarking_leave_out(request: SignedInRequest, run: Remarking) -> HttpResponse:
    """Preview the same text again, without the answers that were given to another wording or tariff."""
    if run.state != Remarking.State.PREVIEWED:
        return _page(request, run, problem="This is no preview that could leave answers out.", status=409)
    fewer = service.begin(
        question=run.question,
        text=run.text,
        by=request.user,
        origin=run.origin,
        new=False,
        leave_out=True,
        base=run.base,
    )
    remember(request, fewer, instead=run)
    hand_on(fewer)
    return SeeOther(reverse("remarking", args=[fewer.pk]) + query_of(request))


@requires(may_author)
@require_POST
@_of_run
def remarking_undo(request: SignedInRequest, run: Remarking) -> HttpResponse:
    """Preview the way back: the former text as a new version."""
    try:
        back = service.undo(remarking=run, by=request.user)
    except service.NotReady as error:
        return _page(request, run, problem=str(error), status=409)
    remember(request, back)
    hand_on(back)
    return SeeOther(reverse("remarking", args=[back.pk]))
