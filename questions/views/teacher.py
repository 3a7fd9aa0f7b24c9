"""The teacher's pages: the answers of their classes, and one answer with its mark to accept or change."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from questions.explanation import explain
from questions.forms.teacher import OverrideForm, ReviewFilterForm
from questions.models import Attempt, Mark, Role, SchoolClass, User
from questions.models.attempts import AttemptQuerySet
from questions.models.marks import counting_of
from questions.permissions import SignedInRequest, may_review, requires
from questions.services.moderation import MarkedMeanwhile, deciding_version, moderate
from questions.tasks import learn
from questions.views.http import SeeOther

PAGE_SIZE = 30
MOST_DIGITS = 19
"""An id of more digits is none: the database could not even compare it."""


@requires(may_review)
@require_safe
@vary_on_headers("HX-Request")
def review(request: SignedInRequest) -> HttpResponse:
    attempts, filters = _filtered(request)
    page = Paginator(
        attempts.select_related("student", "question__topic", "question__current", "mark_scheme"), PAGE_SIZE
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "filters": filters,
        "query": query.urlencode(),
        "unchecked_count": attempts.filter(counting_by_teacher=False).count(),
    }
    template = "teacher/review.html#answers" if request.htmx else "teacher/review.html"
    return render(request, template, context)


def _filtered(request: SignedInRequest) -> tuple[AttemptQuerySet, ReviewFilterForm]:
    """The answers the teacher may see, newest first, after the filters in the address."""
    reviewable = Attempt.objects.reviewable_by(request.user)
    filters = ReviewFilterForm(request.GET, attempts=reviewable, classes=_classes(request.user))
    filters.is_valid()
    return filters.narrow(reviewable.with_counting_mark()).order_by("-submitted_at", "-pk"), filters


def _classes(user: User) -> Any:
    return SchoolClass.objects.all() if user.role == Role.ADMIN else user.taught_classes.all()


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_attempt(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    reviewable = Attempt.objects.reviewable_by(request.user)
    attempt = get_object_or_404(reviewable.select_related("student", "question__topic", "mark_scheme"), pk=attempt_id)
    around = _neighbours(request, attempt)
    if request.method == "POST":
        return _save_mark(request, attempt, around)
    return _attempt_page(request, attempt, around)


def _neighbours(request: SignedInRequest, attempt: Attempt) -> dict[str, str]:
    """Addresses of the list and of the next and previous answers, under the same filters."""
    attempts, _ = _filtered(request)
    at, pk = attempt.submitted_at, attempt.pk
    following = attempts.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk))
    preceding = attempts.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)).reverse()
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    ids = {"next_url": following.values_list("pk", flat=True), "previous_url": preceding.values_list("pk", flat=True)}
    addresses = {
        name: reverse("review_attempt", args=[found]) + query if (found := pks.first()) else ""
        for name, pks in ids.items()
    }
    return {**addresses, "list_url": reverse("review") + query}


def _attempt_page(
    request: SignedInRequest,
    attempt: Attempt,
    around: dict[str, str],
    data: QueryDict | None = None,
    *,
    meanwhile: bool = False,
) -> HttpResponse:
    """One answer with its marks; with ``data`` the teacher's own entries, which could not be saved as they are."""
    related = ("mark_scheme", "teacher", "withdrawal__teacher", "followed__attempt", "followed__teacher")
    newest_first = list(attempt.marks.select_related(*related).newest_first())
    mark = counting_of(newest_first)
    newest = newest_first[0] if newest_first else None
    version = deciding_version(attempt, newest)
    # The points to tick are those of the newest mark's version; a mark of an earlier one cannot stand beside them.
    shown = mark if mark is not None and mark.mark_scheme_id == version.pk else newest
    form = OverrideForm(data, attempt=attempt, before=mark, newest=newest)
    status = 200
    if data is not None:
        status = 409 if meanwhile else 422
        form.is_valid()
        if meanwhile and newest is not None:
            form.data = data.copy()
            form.data["seen"] = str(newest.pk)
            other = next((given for given in newest_first if given.by_teacher and given.pk > seen_id(data)), newest)
            who = other.teacher.name if other.teacher else "the marker"
            form.add_error(None, f"Meanwhile {who} gave {other.mark}. Your entries are kept: save again to replace it.")
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": version,
        "mark": mark,
        "disputed_by": _disputing(mark, newest_first),
        "explanation": explain(attempt, shown, to_student=False) if shown else None,
        "form": form,
        "marks": newest_first,
        **around,
    }
    return render(request, "teacher/review_attempt.html", context, status=status)


def _disputing(mark: Mark | None, newest_first: list[Mark]) -> Mark | None:
    """The automatic mark that is newer than the teacher's, ``mark``, which counts, and differs."""
    automatic = next((given for given in newest_first if not given.by_teacher), None)
    if mark is None or not mark.by_teacher or automatic is None or automatic.pk < mark.pk:
        return None
    same = (automatic.mark, automatic.max_mark) == (mark.mark, mark.max_mark)
    return None if same else automatic


def seen_id(data: QueryDict) -> int:
    """The id of the newest mark that a page showed; 0 where it does not say."""
    seen = data.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < MOST_DIGITS else 0


def _shown(request: SignedInRequest, attempt: Attempt) -> Mark | None:
    """The mark that counted when the page was made: a newer automatic one is no change of the teacher's."""
    seen = seen_id(request.POST)
    marks = attempt.marks.filter(pk__lte=seen) if seen else attempt.marks.all()
    return marks.select_related("mark_scheme").counting()


def _save_mark(request: SignedInRequest, attempt: Attempt, around: dict[str, str]) -> HttpResponse:
    newest = attempt.marks.select_related("mark_scheme").newest_first().first()
    form = OverrideForm(request.POST, attempt=attempt, before=_shown(request, attempt), newest=newest)
    if not form.is_valid():
        return _attempt_page(request, attempt, around, data=request.POST)
    chosen = form.cleaned_data
    try:
        moderate(
            attempt=attempt,
            teacher=request.user,
            credited=chosen["points"],
            mark=chosen["mark"],
            reason=chosen["reason"],
            seen=chosen["seen"],
            stages=chosen["stages"],
            other_point=chosen["other_point"],
        )
    except MarkedMeanwhile:
        return _attempt_page(request, attempt, around, data=request.POST, meanwhile=True)
    learn.enqueue(attempt.question_id)
    stay = "stay" in request.POST
    here = request.get_full_path()
    return SeeOther(here if stay else around["next_url"] or around["list_url"])
