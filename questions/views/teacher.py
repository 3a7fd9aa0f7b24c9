"""The teacher's pages: the answers of their classes, and one answer with its mark to accept or change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from questions import marking
from questions.assignments import to_review
from questions.explanation import explain
from questions.forms.fields import sent_number
from questions.forms.teacher import OverrideForm, ReviewFilterForm
from questions.marking.essays.levels import default_needs
from questions.models import AssignedQuestion, Assignment, Attempt, Challenge, Mark, SchoolClass, User
from questions.models.attempts import AttemptQuerySet
from questions.models.marks import counting_of, disputing
from questions.models.rulings import with_name_seen
from questions.permissions import SignedInRequest, may_review, requires
from questions.review_queue import ScriptGroup, followers, review_queue
from questions.services.moderation import MarkedMeanwhile, deciding_version, moderate, see_names
from questions.services.standardisation import check_due
from questions.tasks import has_worker, keep_learning, learn
from questions.views.http import SeeOther, query_of

PAGE_SIZE = 30
MOST_SKIPPED = 100
MOST_LINKS = 9

Row = TypeVar("Row", bound=Model)


@requires(may_review)
@require_safe
@vary_on_headers("HX-Request")
def review(request: SignedInRequest) -> HttpResponse:
    attempts, filters = _filtered(request)
    related = attempts.select_related("student", "question__topic", "question__current", "mark_scheme")
    page = Paginator(with_name_seen(related, request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    if filters.cleaned_data.get("student"):
        # Whoever asks for the answers of one student has asked whose they are.
        see_names(user=request.user, attempts=page.object_list)
        page = Paginator(with_name_seen(related, request.user), PAGE_SIZE).get_page(page.number)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page_obj": page,
        "filters": filters,
        "query": query.urlencode(),
        "unchecked_count": attempts.filter(settled=False).count(),
    }
    template = "teacher/review.html#answers" if request.htmx else "teacher/review.html"
    return render(request, template, context)


def _filtered(request: SignedInRequest) -> tuple[AttemptQuerySet, ReviewFilterForm]:
    """The answers the teacher may see, newest first, after the filters in the address."""
    reviewable = Attempt.objects.reviewable_by(request.user)
    filters = ReviewFilterForm(
        request.GET,
        attempts=reviewable,
        classes=classes_of(request.user),
        assignments=Assignment.objects.taught_by(request.user),
    )
    filters.is_valid()
    return filters.narrow(reviewable.with_counting_mark().with_settled()).order_by("-submitted_at", "-pk"), filters


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def review_attempt(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """One answer to look at and decide on. Asked for as a part (HX-Request) it is the desk alone, and a decision that
    is saved is told as JSON, since the page has the next answer on its desk already."""
    attempt = _reviewable(request, attempt_id)
    around = _in_queue(request, attempt) if "queue" in request.GET else _in_list(request, attempt)
    if request.method == "POST":
        return _save_mark(request, attempt, around)
    return _attempt_page(request, attempt, around)


def _reviewable(request: SignedInRequest, attempt_id: int) -> Attempt:
    reviewable = Attempt.objects.reviewable_by(request.user).select_related(
        "student", "question__topic", "question__current", "question__relearning", "mark_scheme"
    )
    return get_object_or_404(with_name_seen(reviewable, request.user), pk=attempt_id)


def _in_list(request: SignedInRequest, attempt: Attempt) -> dict[str, Any]:
    """Addresses of the list and of the next and previous answers, under the same filters."""
    attempts, filters = _filtered(request)
    if filters.cleaned_data.get("student") == attempt.student:
        # Whoever goes through the answers of one student knows whose they are.
        see_names(user=request.user, attempts=[attempt])
        attempt.name_seen = True  # type: ignore[attr-defined]  # annotated
    at, pk = attempt.submitted_at, attempt.pk
    following = attempts.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk))
    next_url = address_of(request, following.values_list("pk", flat=True).first())
    preceding = attempts.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)).reverse()
    return {
        "next_url": next_url,
        "skip_url": next_url,
        "previous_url": address_of(request, preceding.values_list("pk", flat=True).first()),
        "list_url": reverse("review") + query_of(request),
        "list_name": "All answers",
    }


def _in_queue(request: SignedInRequest, attempt: Attempt) -> dict[str, Any]:
    """The same for the review queue of the question, with what is like the answer and how far the queue is done."""
    narrowed = narrow(request, question_id=attempt.question_id)
    queue = review_queue(attempt.question, narrowed.attempts)
    back = f"?{narrowed.query}" if narrowed.query else ""
    sent = map(sent_number, request.GET.get("skip", "").split("."))
    skipped = [number for number in sent if number is not None][-MOST_SKIPPED:]
    following = queue.next_after(attempt.pk, skipped)
    # Whoever went on without a decision came from the last one that is skipped, wherever it stands.
    before = skipped[-1] if skipped and queue.group_of(skipped[-1]) else None
    if before is not None and before != attempt.pk:
        previous_url = address_of(request, before, skip=skipped[:-1])
    else:
        previous_url = address_of(request, queue.before(attempt.pk))
    return {
        "next_url": address_of(request, following),
        # Whoever goes on without a decision does not want to come back here at once.
        "skip_url": address_of(request, following, skip=[*skipped, attempt.pk]),
        "previous_url": previous_url,
        "list_url": reverse("question_queue", args=[attempt.question_id]) + back,
        "list_name": "The queue",
        "queue": queue,
        "group": queue.group_of(attempt.pk),
    }


ALL_TRIES = "all"
"""In the address of the queue of an assignment: those too that count for nothing there."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The answers that the teacher may review, of the class and the assignment that the address names; of an
    assignment those whose marks count there, or ``all_tries``."""

    attempts: AttemptQuerySet
    classes: Sequence[SchoolClass]
    assignments: Sequence[Assignment]
    school_class: SchoolClass | None
    assignment: Assignment | None
    all_tries: bool

    @property
    def query(self) -> str:
        """What addresses carry on, without the question mark; "" for all answers."""
        chosen = {"school_class": self.school_class, "assignment": self.assignment}
        tries = {"tries": ALL_TRIES} if self.all_tries else {}
        return urlencode({name: each.pk for name, each in chosen.items() if each} | tries)


def narrow(request: SignedInRequest, *, question_id: int | None = None) -> Narrowed:
    """What the address narrows the answers to; what it names that is not the teacher's, or another class's, is left
    out. With a class only its own assignments are to choose from, and with a question those that ask it."""
    classes = list(classes_of(request.user))
    school_class = _named(request, "school_class", classes)
    assignments = list(
        Assignment.objects.filter(school_class__in=[school_class] if school_class else classes)
        .annotate(asks=Exists(AssignedQuestion.objects.filter(assignment=OuterRef("pk"), question=question_id)))
        .select_related("school_class")
        .order_by("school_class__name", "-set_at", "-pk")
    )
    assignment = _named(request, "assignment", assignments)
    attempts = Attempt.objects.reviewable_by(request.user)
    if school_class:
        attempts = attempts.filter(student__in=school_class.students.all())
    all_tries = assignment is not None and request.GET.get("tries") == ALL_TRIES
    if assignment and all_tries:
        attempts = attempts.belonging_to(Assignment.objects.filter(pk=assignment.pk))
    elif assignment:
        asked = attempts if question_id is None else attempts.filter(question=question_id)
        attempts = attempts.filter(pk__in=to_review(assignment, asked))
    offered = [each for each in assignments if question_id is None or each.asks]
    return Narrowed(attempts, classes, offered, school_class, assignment, all_tries)


def _named(request: SignedInRequest, name: str, rows: Sequence[Row]) -> Row | None:
    """The one of ``rows`` whose id the address holds under ``name``."""
    return next((row for row in rows if str(row.pk) == request.GET.get(name)), None)


def classes_of(user: User) -> QuerySet[SchoolClass]:
    return SchoolClass.objects.taught_by(user)


def address_of(request: SignedInRequest, attempt_id: int | None, skip: Sequence[int] | None = None) -> str:
    """The address of another answer with the same filters, and with ``skip`` where given; "" where there is none."""
    if attempt_id is None:
        return ""
    query = request.GET.copy()
    if skip:
        query["skip"] = ".".join(str(number) for number in skip)
    elif skip is not None:
        query.pop("skip", None)
    return reverse("review_attempt", args=[attempt_id]) + (f"?{query.urlencode()}" if query else "")


def link_to(request: SignedInRequest, attempt_id: int | None) -> str:
    """A link to another answer, by its number, for a message."""
    return format_html('<a href="{}">script {}</a>', address_of(request, attempt_id), attempt_id)


def _rungs(scheme: marking.Scheme) -> list[tuple[marking.Level, str]]:
    """The levels, the highest first, each with what it needs for the hint beside the ladder: alternatives of how many
    points are identified, explained and supported at least, as JSON."""
    needs = [
        [[each.identified, each.explained, each.supported] for each in options]
        for options in default_needs(scheme.levels)
    ]
    return [(level, json.dumps(options)) for level, options in reversed(list(zip(scheme.levels, needs, strict=True)))]


def _attempt_page(
    request: SignedInRequest,
    attempt: Attempt,
    around: dict[str, Any],
    data: QueryDict | None = None,
    *,
    meanwhile: bool = False,
) -> HttpResponse:
    """One answer with its marks; with ``data`` the teacher's own entries, which could not be saved as they are:
    ``meanwhile``, because another teacher's mark or another version of the scheme came."""
    related = ("mark_scheme", "teacher", "withdrawal__teacher", "followed__attempt", "followed__teacher")
    newest_first = list(attempt.marks.select_related(*related).newest_first())
    mark = counting_of(newest_first)
    newest = newest_first[0] if newest_first else None
    version = deciding_version(attempt, newest)
    # The points to tick are those of the newest mark's version; a mark of an earlier one cannot stand beside them.
    shown = mark if mark is not None and mark.mark_scheme_id == version.pk else newest
    seen = next((given for given in newest_first if data is not None and given.pk == seen_id(data)), None)
    under = deciding_version(attempt, seen)
    form = OverrideForm(data, attempt=attempt, before=mark, newest=newest, under=under)
    status = 200
    if data is not None:
        status = 409 if meanwhile else 422
        form.is_valid()
        if meanwhile and newest is not None:
            form.data = form.data.copy()
            form.data["seen"] = str(newest.pk)
            if mark is not None and mark.teacher is not None and mark.pk > seen_id(data):
                said = f"Meanwhile {mark.teacher.name} gave {mark.mark}."
                form.add_error(None, f"{said} Your entries are kept: save again to replace it.")
    context = {
        "attempt": attempt,
        "question": attempt.question,
        "scheme": version,
        "rungs": _rungs(version.scheme),
        "mark": mark,
        "disputed_by": disputing(newest_first),
        "challenge": Challenge.objects.open().filter(attempt=attempt).select_related("mark__mark_scheme").first(),
        "explanation": explain(attempt, shown, to_student=False) if shown else None,
        "form": form,
        "marks": newest_first,
        "newest": newest,
        "address": request.get_full_path(),
        "search": query_of(request),
        **around,
    }
    template = "teacher/review_attempt.html#desk" if request.htmx else "teacher/review_attempt.html"
    return render(request, template, context, status=status)


def seen_id(data: QueryDict) -> int:
    """The id of the newest mark that a page showed; 0 where it does not say."""
    return sent_number(data.get("seen", "")) or 0


def _shown(request: SignedInRequest, attempt: Attempt) -> Mark | None:
    """The mark that counted when the page was made: a newer automatic one is no change of the teacher's."""
    seen = seen_id(request.POST)
    marks = attempt.marks.filter(pk__lte=seen) if seen else attempt.marks.all()
    return marks.select_related("mark_scheme").counting()


def _save_mark(request: SignedInRequest, attempt: Attempt, around: dict[str, Any]) -> HttpResponse:
    marks = attempt.marks.select_related("mark_scheme")
    form = OverrideForm(
        request.POST,
        attempt=attempt,
        before=_shown(request, attempt),
        newest=marks.newest_first().first(),
        under=deciding_version(attempt, marks.filter(pk=seen_id(request.POST)).first()),
    )
    if not form.is_valid():
        return _attempt_page(request, attempt, around, data=request.POST, meanwhile=bool(form.moved))
    chosen = form.cleaned_data
    try:
        given = moderate(
            attempt=attempt,
            teacher=request.user,
            credited=chosen["points"],
            mark=chosen["mark"],
            reason=chosen["reason"],
            seen=chosen["seen"],
            stages=chosen["stages"],
            other_points=chosen["other_points"],
        )
    except MarkedMeanwhile:
        return _attempt_page(request, attempt, around, data=request.POST, meanwhile=True)
    learn.enqueue(attempt.question_id)
    stay = "stay" in request.POST
    due = None if stay else check_due(teacher=request.user, after=attempt)
    # The address to go on to comes after it.
    check = reverse("check", args=[due.pk]) + "?next=" if due else ""
    if request.htmx:
        undo = reverse("withdraw_mark", args=[given.pk]) + query_of(request)
        saved = f"Saved {given.mark} of {given.max_mark} for script {attempt.pk}."
        return JsonResponse(
            {"saved": saved, "undo": undo, "check": check, **_alike(request, around.get("group"), given)}
        )
    onward = request.get_full_path() if stay else around["next_url"] or around["list_url"]
    return SeeOther(check + quote(onward) if check else onward)


def _alike(request: SignedInRequest, group: ScriptGroup | None, given: Mark) -> dict[str, Any]:
    """How many of the scripts alike have the mark now, in words, and links to those that have not. Nothing where a
    worker is to learn from it, which has hardly begun."""
    if group is None or not group.alike or has_worker():
        return {}
    found = followers(group, given)
    links = [{"name": f"script {pk}", "url": address_of(request, pk)} for pk in found.apart[:MOST_LINKS]]
    more = len(found.apart) - len(links)
    return {"alike": str(found), "apart": links, "more": f"and {more} more" if more else ""}


@requires(may_review)
@require_POST
def name_seen(request: SignedInRequest) -> HttpResponse:
    """Record that the teacher wants to know whose answers these are, and go back to the page that shows it now."""
    wanted = [sent_number(each) for each in request.POST.getlist("attempt")[:PAGE_SIZE]]
    attempts = list(Attempt.objects.reviewable_by(request.user).filter(pk__in=wanted))
    if not attempts:
        raise Http404
    see_names(user=request.user, attempts=attempts)
    back = request.POST.get("back", "")
    local = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return SeeOther(back if local else reverse("review"))


@requires(may_review)
@require_POST
def review_news(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """What came to an answer after the mark that its page shows (``seen``), as JSON; 204 where nothing did. One's own
    marks are no news, and marks that were withdrawn are none any more. Without a worker it goes on with what the last
    ruling left undone."""
    attempt = _reviewable(request, attempt_id)
    keep_learning(attempt.question_id)
    standing = attempt.marks.standing().filter(pk__gt=seen_id(request.GET))
    newest = standing.exclude(teacher=request.user).select_related("teacher").newest_first().first()
    if newest is None:
        return HttpResponse(status=204)
    said = f"{newest.teacher.name} has just given {newest.mark} of {newest.max_mark}." if newest.teacher else ""
    return JsonResponse({"newest": newest.pk, "said": said})
