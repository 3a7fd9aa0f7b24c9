"""Assignments: what a teacher sets for a class, how far it is, and its page for a student."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from questions.assignments import as_rows, points_found, progress_of, rows_of, table
from questions.forms.assignments import AssignmentForm
from questions.forms.fields import sent_number
from questions.models import Assignment, SchoolClass
from questions.models.people import is_named
from questions.permissions import SignedInRequest, may_assign, requires
from questions.services import assignments as service
from questions.services.audit import as_csv, assignment_history
from questions.views.http import SeeOther, csv_file


@require_safe
def assignment(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """A student's own page of an assignment. Who teaches the class is led to the marks."""
    mine = Assignment.objects.set_for(request.user).with_questions().filter(pk=assignment_id).first()
    if mine is None:
        if not may_assign(request.user):
            return render(request, "404.html", status=404)
        return redirect("assignment_marks", _taught(request, assignment_id).pk)
    (row,) = rows_of(mine, [request.user])
    return render(request, "student/assignment.html", {"assignment": mine, "row": row})


@requires(may_assign)
@require_safe
def assignments(request: SignedInRequest) -> HttpResponse:
    """The assignments of the teacher's classes; how far those are that are open. Closed classes stand at the end."""
    classes = list(SchoolClass.objects.taught_by(request.user))
    found = Assignment.objects.filter(school_class__in=classes)
    underway = progress_of(list(found.open().first_due().with_questions()))
    closed = list(found.closed())
    listed = [
        (
            each,
            [progress for progress in underway if progress.assignment.school_class_id == each.pk],
            [assignment for assignment in closed if assignment.school_class_id == each.pk],
        )
        for each in classes
    ]
    context = {
        "listed": [each for each in listed if each[0].closed_at is None],
        "closed": [each for each in listed if each[0].closed_at is not None],
    }
    return render(request, "teacher/assignments.html", context)


@requires(may_assign)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def assignment_new(request: SignedInRequest, class_id: int) -> HttpResponse:
    """Set an assignment for an open class; with ``like`` in the address, beginning from another one."""
    school_class = get_object_or_404(SchoolClass.objects.open().taught_by(request.user), pk=class_id)
    if request.method != "POST":
        return _edit_page(request, school_class, None, AssignmentForm(like=_like(request)))
    if "save" not in request.POST:
        return _edit_page(request, school_class, None, AssignmentForm(picking=request.POST))
    form = AssignmentForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, school_class, None, form, status=422)
    sent = form.cleaned_data
    try:
        made = service.set_assignment(
            school_class=school_class,
            teacher=request.user,
            title=sent["title"],
            questions=form.chosen,
            due_at=sent["due_at"],
            scheme_from=sent["scheme_from"],
            key=sent["key"],
        )
    except service.DueTooEarly:
        form.add_error("due_day", "This time is over. Choose a later one, or leave it empty.")
        return _edit_page(request, school_class, None, form, status=422)
    except service.SetAlready as error:
        form = AssignmentForm(_with(request.POST, key=str(AssignmentForm()["key"].value())))
        form.add_error(None, f"This page has set “{error.assignment}” already. Set this too only if you want both.")
        return _edit_page(request, school_class, None, form, status=409)
    messages.success(request, f"“{made}” is set for {school_class}. Students see it on their start page.")
    return SeeOther(reverse("assignment_marks", args=[made.pk]))


def _like(request: SignedInRequest) -> Assignment | None:
    """The assignment that the address names to begin from, if the teacher may see it."""
    number = sent_number(request.GET.get("like", ""))
    if number is None:
        return None
    return Assignment.objects.taught_by(request.user).with_questions().filter(pk=number).first()


def _edit_page(
    request: SignedInRequest,
    school_class: SchoolClass,
    assignment: Assignment | None,
    form: AssignmentForm,
    status: int = 200,
) -> HttpResponse:
    context = {"school_class": school_class, "assignment": assignment, "form": form}
    template = "teacher/assignment_edit.html#pick" if request.htmx else "teacher/assignment_edit.html"
    return render(request, template, context, status=status)


def _with(data: QueryDict, **changed: str) -> QueryDict:
    copy = data.copy()
    for name, value in changed.items():
        copy[name] = value
    return copy


def _taught(request: SignedInRequest, assignment_id: int) -> Assignment:
    return get_object_or_404(Assignment.objects.taught_by(request.user).with_questions(), pk=assignment_id)


@requires(may_assign)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def assignment_edit(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Change an open assignment."""
    found = _taught(request, assignment_id)
    if request.method != "POST":
        if found.is_closed:
            messages.info(request, "A closed assignment is reopened before it is changed.")
            return redirect("assignment_marks", found.pk)
        return _edit_page(request, found.school_class, found, AssignmentForm(assignment=found))
    if "save" not in request.POST:
        return _edit_page(request, found.school_class, found, AssignmentForm(assignment=found, picking=request.POST))
    form = AssignmentForm(request.POST, assignment=found)
    if not form.is_valid():
        return _edit_page(request, found.school_class, found, form, status=422)
    sent = form.cleaned_data
    try:
        service.change_assignment(
            assignment=found,
            teacher=request.user,
            title=sent["title"],
            questions=form.chosen,
            due_at=sent["due_at"],
            scheme_from=sent["scheme_from"],
            seen=sent["seen"],
        )
    except service.NotSet as error:
        return _not_changed(request, found, form, error)
    messages.success(request, "The assignment is changed.")
    return SeeOther(reverse("assignment_marks", args=[found.pk]))


def _not_changed(
    request: SignedInRequest, found: Assignment, form: AssignmentForm, error: service.NotSet
) -> HttpResponse:
    """The page again with what was entered, and why that is not saved."""
    status = 409
    match error:
        case service.ChangedMeanwhile(assignment=now, change=change):
            form = AssignmentForm(_with(request.POST, seen=str(now.revision)), assignment=found)
            form.add_error(
                None,
                f"Meanwhile {change.by.name} changed this. Your entries are kept: save again to replace the change.",
            )
        case service.Closed():
            form.add_error(None, "Meanwhile the assignment was closed. Reopen it to change it.")
        case _:
            form.add_error("due_day", "This is before the assignment was set. Choose a later time, or leave it empty.")
            status = 422
    return _edit_page(request, found.school_class, found, form, status=status)


@requires(may_assign)
@require_safe
def assignment_marks(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Who has which marks. The table opens no script, so that names and scripts stay apart until somebody asks."""
    found = _taught(request, assignment_id)
    marks = table(found)
    points = points_found(marks)
    search = request.GET.get("student", "").strip()
    context = {
        "assignment": found,
        "table": marks,
        "rows": [row for row in marks.rows if is_named(row.student, search)],
        "search": search,
        "columns": [(column, points.get(column.question.pk, [])) for column in marks.columns],
        "history": assignment_history(found),
        "other_classes": SchoolClass.objects.open().taught_by(request.user).exclude(pk=found.school_class_id),
    }
    return render(request, "teacher/assignment_marks.html", context)


@requires(may_assign)
@require_safe
def assignment_export(request: SignedInRequest, assignment_id: int) -> HttpResponseBase:
    """The same table as CSV."""
    found = _taught(request, assignment_id)
    return csv_file(f"assignment-{found.pk} {found.school_class} {found}", as_csv(*as_rows(found, table(found))))


@requires(may_assign)
@require_POST
def assignment_close(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    found = service.close(assignment=_taught(request, assignment_id), teacher=request.user)
    messages.success(request, "The assignment is closed. Every answer stays, and it can be reopened.")
    return SeeOther(reverse("assignment_marks", args=[found.pk]))


@requires(may_assign)
@require_POST
def assignment_reopen(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    found = _taught(request, assignment_id)
    try:
        service.reopen(assignment=found, teacher=request.user)
    except service.ClassClosed:
        messages.error(request, f"{found.school_class} is closed. Its assignments stay closed until an admin opens it.")
    else:
        messages.success(request, "The assignment is open again.")
    return SeeOther(reverse("assignment_marks", args=[found.pk]))
