"""The figures of agreement, and the differences between two markers that a lead settles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from questions.explanation import explain
from questions.forms.standardisation import AgreementForm, ResolutionForm
from questions.models import Attempt, BlindMark, Mark, Question, Resolution, SchoolClass, User
from questions.permissions import SignedInRequest, may_review, requires
from questions.services import agreement as figures
from questions.services import standardisation as service
from questions.services.moderation import MarkedMeanwhile
from questions.tasks import learn
from questions.views.http import SeeOther
from questions.views.standardisation import side_by_side
from questions.views.teacher import link_to

PAGE_SIZE = 30

WITHDRAWN = ("mark__withdrawal__teacher", "counted__withdrawal__teacher")
"""What a decision needs to say by whom its mark was taken back."""


@requires(may_review)
@require_safe
def agreement(request: SignedInRequest) -> HttpResponse:
    """How far markers agree: in all, by question, by month, and by pair of teachers."""
    form = AgreementForm(
        request.GET,
        attempts=Attempt.objects.reviewable_by(request.user),
        classes=SchoolClass.objects.taught_by(request.user),
    )
    form.is_valid()
    kind, wanted = form.wanted(request.user)
    pairs = figures.pairs(kind, wanted)
    context = {
        "form": form,
        "kind": kind,
        "overall": figures.figures(pairs),
        "by_question": _questions(figures.by_question(pairs)),
        "by_month": [(f"{month:%B %Y}", row) for month, row in figures.by_month(pairs).items()],
        "by_people": _people(figures.by_people(pairs)) if kind == figures.Kind.TEACHERS else [],
    }
    return render(request, "teacher/agreement.html", context)


def _questions(found: dict[int, figures.Figures]) -> list[tuple[str, figures.Figures]]:
    questions = Question.objects.filter(pk__in=found).select_related("topic").with_wording()
    return [(f"{question.number} {question.shown_stem}", found[question.pk]) for question in questions]


def _people(found: dict[tuple[int | None, int | None], figures.Figures]) -> list[tuple[str, figures.Figures]]:
    """Names of who marked blind and of who had settled it."""
    people = User.objects.in_bulk({pk for pair in found for pk in pair if pk})
    named = [
        (f"{people[ours].name}, {people[theirs].name}", row) for (ours, theirs), row in found.items() if ours and theirs
    ]
    return sorted(named, key=lambda row: row[0])


@requires(may_review)
@require_safe
def differences(request: SignedInRequest) -> HttpResponse:
    """The differences beyond tolerance in the classes that one leads: those that wait, or those settled."""
    mine = BlindMark.objects.for_lead(request.user).select_related(
        "teacher", "settled__teacher", "attempt__question__topic", "mark_scheme"
    )
    settled = request.GET.get("show") == "settled"
    decisions = Resolution.objects.select_related("lead", *WITHDRAWN)
    rows = (mine.settled() if settled else mine.unsettled()).prefetch_related(Prefetch("resolutions", decisions))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "settled": settled, "query": "show=settled" if settled else ""}
    return render(request, "teacher/differences.html", context)


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def difference(request: SignedInRequest, blind_id: int) -> HttpResponse:
    """One difference, with both marks, for the lead to settle; or as it was settled."""
    mine = (
        BlindMark.objects.for_lead(request.user)
        .differences()
        .select_related("teacher", "settled__teacher", "attempt__question__topic", "mark_scheme")
    )
    blind = get_object_or_404(mine, pk=blind_id)
    if request.method != "POST":
        return _difference_page(request, blind)
    form = _resolution_form(blind, request.POST)
    if not form.is_valid():
        return _difference_page(request, blind, form, status=422)
    sent = form.cleaned_data
    take = sent["outcome"] == ResolutionForm.TAKE
    try:
        resolution = service.resolve(
            blind_mark=blind,
            lead=request.user,
            take=take,
            reason=sent["reason"],
            seen=sent["seen"],
            other_points=sent["others"],
        )
    except service.SettledMeanwhile as error:
        messages.error(request, f"{error.resolution.lead.name} settled this already. Yours is not saved.")
        return _difference_page(request, blind, form, status=409)
    except service.NoDifference:
        messages.error(request, "Meanwhile a mark counts that is within tolerance. Yours is not saved.")
        return _difference_page(request, get_object_or_404(mine, pk=blind_id), form, status=409)
    except MarkedMeanwhile as error:
        who = error.mark.teacher.name if error.mark.teacher else "the marker"
        data = request.POST.copy()
        data["seen"] = str(error.mark.pk)
        form = _resolution_form(blind, data)
        form.add_error(None, f"Meanwhile {who} gave {error.mark.mark}. Your entries are kept: save again to go on.")
        return _difference_page(request, blind, form, status=409)
    if take and blind.attempt:
        learn.enqueue(blind.attempt.question_id)
    counts = resolution.mark or _marks(blind)[0]
    script = link_to(request, blind.attempt_id)
    messages.success(request, format_html("Settled: {} of {} counts for {}.", counts.mark, counts.max_mark, script))
    return SeeOther(reverse("differences"))


def _marks(blind: BlindMark) -> tuple[Mark, Mark]:
    """The mark that counts on the answer, and its newest mark."""
    settled: Any = blind.settled
    marks = settled.attempt.marks.select_related("mark_scheme", "teacher")
    newest = marks.newest_first().first() or settled
    return marks.counting() or newest, newest


def _resolution_form(blind: BlindMark, data: Any = None) -> ResolutionForm:
    counting, newest = _marks(blind)
    takeable = service.may_take(blind, newest.mark_scheme)
    others = service.others_of(blind, counting, newest.mark_scheme)
    return ResolutionForm(data, blind=blind, counting=counting, newest=newest, takeable=takeable, others=others)


def _difference_page(
    request: SignedInRequest, blind: Any, form: ResolutionForm | None = None, status: int = 200
) -> HttpResponse:
    attempt: Any = blind.attempt
    counting, _ = _marks(blind)
    decisions = Resolution.objects.select_related("lead", *WITHDRAWN)
    resolution = decisions.filter(blind_mark=blind).first()
    is_open = not blind.agrees and (resolution is None or resolution.taken_back is not None)
    # What was decided stands beside what it was decided on, what waits beside what counts.
    decided_on = resolution.counted if resolution else None
    theirs: Any = counting if is_open else decided_on or blind.settled
    context = {
        "blind": blind,
        "attempt": attempt,
        "question": attempt.question,
        "scheme": blind.mark_scheme,
        "mark": counting,
        "explanation": explain(attempt, counting, to_student=False),
        "theirs": theirs,
        "points": side_by_side(blind, theirs),
        "others": service.others_of(blind, theirs, blind.mark_scheme),
        "resolution": resolution,
        "is_open": is_open,
        "form": form or _resolution_form(blind),
    }
    return render(request, "teacher/difference.html", context, status=status)
