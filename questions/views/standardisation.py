"""Standardisation: marking blind, on samples, as a check and a second time."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from questions.explanation import idea
from questions.forms.fields import sent_number
from questions.forms.standardisation import BlindForm, version_sent
from questions.models import Attempt, BlindMark, Mark, MarkScheme, Question, SampleAnswer, SchoolClass, User
from questions.permissions import SignedInRequest, may_review, requires
from questions.services import agreement as figures
from questions.services import standardisation as service
from questions.services.moderation import deciding_version
from questions.views.http import SeeOther

Purpose = BlindMark.Purpose


@requires(may_review)
@require_safe
def standardisation(request: SignedInRequest) -> HttpResponse:
    """What there is to mark blind, and for a lead the differences that wait."""
    samples = Q(samples__retired_at__isnull=True, samples__isnull=False)
    mine = samples & Q(samples__blind_marks__teacher=request.user)
    questions = (
        Question.objects.readable_by(request.user)
        .select_related("topic")
        .with_wording()
        .annotate(
            sample_count=Count("samples", filter=samples, distinct=True),
            marked_count=Count("samples", filter=mine, distinct=True),
        )
        .filter(sample_count__gt=0)
        # Counting groups the questions, and Django then leaves out their own order.
        .order_by(*Question._meta.ordering)
    )
    context = {
        "questions": questions,
        "classes": SchoolClass.objects.open().taught_by(request.user),
        "difference_count": BlindMark.objects.for_lead(request.user).unsettled().count(),
        "leads": SchoolClass.objects.led_by(request.user).exists(),
    }
    return render(request, "teacher/standardisation.html", context)


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def standardise(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The question's sample answers, one by one without their marks; below, what was marked against what was agreed."""
    readable = Question.objects.readable_by(request.user).select_related("topic", "current")
    question = get_object_or_404(readable, pk=question_id)
    if request.method != "POST":
        return _samples_page(request, question)
    sample = get_object_or_404(question.samples, pk=sent_number(request.POST.get("sample", "")))
    if sample.retired_at is not None:
        messages.warning(request, "This sample answer is no longer in use, so no mark on it was saved.")
        return SeeOther(request.path)
    version = service.version_for(sample)
    if version is None:
        raise Http404
    form = BlindForm(request.POST, version=version, under=version_sent(question, request.POST))
    if not form.is_valid():
        return _samples_page(request, question, sample, form, status=409 if form.moved else 422)
    sent = form.cleaned_data
    try:
        given = service.mark_sample(
            sample=sample,
            teacher=request.user,
            credited=sent["points"],
            mark=sent["mark"],
            other_points=sent["other_points"],
            under=version,
        )
    except service.OtherVersion:
        return standardise(request, question_id)
    return SeeOther(f"{request.path}?given={given.pk}")


def _samples_page(
    request: SignedInRequest,
    question: Question,
    sample: SampleAnswer | None = None,
    form: BlindForm | None = None,
    status: int = 200,
) -> HttpResponse:
    left = service.samples_left(request.user, question)
    sample = sample or left.first()
    version = question.current or question.newest()
    own = BlindMark.objects.filter(teacher=request.user, sample__question=question)
    given = list(own.select_related("sample", "mark_scheme"))
    pairs = figures.pairs(figures.Kind.AGREED, figures.Wanted(request.user, question=question))
    context = {
        "question": question,
        "scheme": version,
        "sample": sample,
        "answer": sample.answer if sample else "",
        "form": form or (BlindForm(version=version) if sample and version else None),
        "given": given,
        "just_given": next((each for each in given if str(each.pk) == request.GET.get("given")), None),
        "left_count": left.count(),
        "figures": figures.figures([pair for pair in pairs if pair.people[0] == request.user.pk]),
    }
    return render(request, "teacher/standardise.html", context, status=status)


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """A settled answer that comes back without its mark."""
    return _blind(request, attempt_id, Purpose.CHECK)


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """An answer that another teacher settled, to be marked a second time."""
    return _blind(request, attempt_id, Purpose.SECOND)


def _blind(request: SignedInRequest, attempt_id: int, purpose: BlindMark.Purpose) -> HttpResponse:
    reviewable = Attempt.objects.reviewable_by(request.user).select_related("question__topic", "mark_scheme")
    attempt = get_object_or_404(reviewable, pk=attempt_id)
    blind = attempt.blind_marks.filter(teacher=request.user).select_related("mark_scheme", "settled__teacher").first()
    if blind is not None:
        is_sent = request.method == "POST"
        return SeeOther(request.get_full_path()) if is_sent else _compared(request, attempt, blind)
    settled = attempt.marks.select_related("mark_scheme").counting()
    why_not = _why_not(settled, request.user, purpose)
    if request.method != "POST":
        if settled is None or why_not:
            raise Http404
        return _blind_page(request, attempt, purpose, settled.mark_scheme, BlindForm(version=settled.mark_scheme))
    under = version_sent(attempt.question, request.POST)
    if settled is None or why_not:
        version = under or deciding_version(attempt, settled)
        form = BlindForm(request.POST, version=version)
        form.add_error(None, f"{why_not} Nothing is saved; your entries are kept here.")
        return _blind_page(request, attempt, purpose, version, form, status=409, unsettled=True)
    version = settled.mark_scheme
    form = BlindForm(request.POST, version=version, under=under)
    if not form.is_valid():
        return _blind_page(request, attempt, purpose, version, form, status=409 if form.moved else 422)
    sent = form.cleaned_data
    try:
        service.mark_answer(
            attempt=attempt,
            teacher=request.user,
            purpose=purpose,
            credited=sent["points"],
            mark=sent["mark"],
            other_points=sent["other_points"],
            under=version,
        )
    except (service.NotSettled, service.OtherVersion):
        return _blind(request, attempt_id, purpose)
    return SeeOther(request.get_full_path())


def _why_not(settled: Mark | None, teacher: User, purpose: BlindMark.Purpose) -> str:
    """Why a blind mark cannot be held against ``settled``, the mark that counts; "" where it can."""
    if settled is None or not settled.by_teacher:
        return "The mark that yours was to be held against was withdrawn meanwhile, so that there is none to compare."
    if purpose == Purpose.SECOND and settled.teacher == teacher:
        return "You have settled this answer yourself meanwhile, so that there is no other mark to compare."
    return ""


def _blind_page(
    request: SignedInRequest,
    attempt: Attempt,
    purpose: BlindMark.Purpose,
    version: MarkScheme,
    form: BlindForm,
    *,
    status: int = 200,
    unsettled: bool = False,
) -> HttpResponse:
    onward = _onward(request)
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": version,
        "answer": attempt.answer,
        "form": form,
        "purpose": purpose,
        "unsettled": unsettled,
        "onward": onward,
        # A check comes between two answers of the review: what was given just before can be taken back here.
        "last_given": service.last_given(request.user) if purpose == Purpose.CHECK and onward else None,
        "filters": urlsplit(onward).query,
    }
    return render(request, "teacher/blind.html", context, status=status)


def _onward(request: SignedInRequest) -> str:
    """Where to go on afterwards: an address of this site that the page before named; "" for none."""
    address = request.GET.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _compared(request: SignedInRequest, attempt: Attempt, blind: BlindMark) -> HttpResponse:
    """Both marks side by side, once the blind one is given."""
    school_class = service.class_of(attempt, request.user)
    context = {
        "question": attempt.question,
        "scheme": blind.mark_scheme,
        "answer": attempt.answer,
        "blind": blind,
        "points": side_by_side(blind, blind.settled),
        "theirs_mark": blind.reference,
        "others": service.others_of(blind, blind.settled, blind.mark_scheme),
        "school_class": school_class,
        "lead": service.lead_of(school_class) if school_class and blind.is_beyond_tolerance else None,
        "onward": _onward(request),
    }
    return render(request, "teacher/blind_compared.html", context)


def side_by_side(blind: BlindMark, mark: Mark | None) -> list[tuple[int, str, bool, bool]]:
    """Each point: its number, idea, whether the blind mark credits it and whether ``mark`` does."""
    version = blind.mark_scheme
    own = blind.credited_in(version)
    theirs = mark.credited_in(version) if mark else frozenset()
    points = enumerate(version.scheme.points)
    return [(index + 1, idea(point), index in own, index in theirs) for index, point in points]


@requires(may_review)
@require_safe
def second_next(request: SignedInRequest, class_id: int) -> HttpResponse:
    """The next answer of the class for second marking."""
    school_class = get_object_or_404(SchoolClass.objects.taught_by(request.user), pk=class_id)
    attempt = service.for_second_marking(request.user, school_class).first()
    if attempt is None:
        messages.info(request, f"{school_class.name} has no answer left for you to mark a second time.")
        return redirect("standardisation")
    return redirect("second", attempt.pk)
