"""The marks of a class over all its assignments, on a page and as CSV."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from questions.class_marks import ClassRow, as_rows, class_rows
from questions.models import Assignment, SchoolClass
from questions.models.people import is_named
from questions.permissions import SignedInRequest, may_assign, requires
from questions.services.audit import as_csv
from questions.views.http import csv_file


def _marks(request: SignedInRequest, class_id: int) -> tuple[SchoolClass, list[Assignment], list[ClassRow]]:
    school_class = get_object_or_404(SchoolClass.objects.taught_by(request.user), pk=class_id)
    assignments = list(Assignment.objects.filter(school_class=school_class).with_questions())
    return school_class, assignments, class_rows(school_class, assignments)


@requires(may_assign)
@require_safe
def class_marks(request: SignedInRequest, class_id: int) -> HttpResponse:
    """Students by assignments, the newest first. The page opens no script, so that names and scripts stay apart until
    somebody asks."""
    school_class, assignments, rows = _marks(request, class_id)
    search = request.GET.get("student", "").strip()
    context = {
        "school_class": school_class,
        "assignments": assignments,
        "everybody": len(rows),
        "rows": [row for row in rows if is_named(row.student, search)],
        "search": search,
    }
    return render(request, "teacher/class_marks.html", context)


@requires(may_assign)
@require_safe
def class_marks_export(request: SignedInRequest, class_id: int) -> HttpResponseBase:
    """The same table as CSV."""
    school_class, assignments, rows = _marks(request, class_id)
    return csv_file(f"marks {school_class}", as_csv(*as_rows(assignments, rows)))
