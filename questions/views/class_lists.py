"""Who learns in a class: the list, bringing one in, taking a student out, and a new password for a student."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions.forms.class_lists import ListForm, ListSourceForm, SeedForm
from questions.forms.fields import sent_number
from questions.models import ClassChange, Role, SchoolClass, User
from questions.models.people import by_surname, is_named
from questions.permissions import SignedInRequest, is_admin, may_review, requires
from questions.services.audit import as_csv
from questions.services.class_lists import (
    PlanChanged,
    Slip,
    import_class,
    planned,
    put_back,
    slips_again,
    take_out,
    taken_out_of,
    waiting_without_teacher,
    with_user_names,
)
from questions.services.classes import left_with
from questions.services.passwords import ShownBefore, give_new_password, new_seed
from questions.spreadsheets import NOT_UTF8
from questions.views.classes import MOST_CHANGES
from questions.views.http import SeeOther, csv_file

SLIP_COLUMNS = ("name", "user name", "initial password")

CHANGED = "This is not what the page showed before. Look at what happens now, then confirm it."


def _taught(request: SignedInRequest, class_id: int) -> SchoolClass:
    return get_object_or_404(SchoolClass.objects.taught_by(request.user), pk=class_id)


def _list_page(school_class: SchoolClass) -> str:
    return reverse("class_list", args=[school_class.pk])


@requires(may_review)
@require_safe
def class_list(request: SignedInRequest, class_id: int) -> HttpResponse:
    school_class = _taught(request, class_id)
    changes = school_class.changes.filter(setting__in=ClassChange.ABOUT_PEOPLE).select_related("by")
    students = by_surname(school_class.students.all())
    search = request.GET.get("student", "").strip()
    context = {
        "school_class": school_class,
        "everybody": len(students),
        "students": [student for student in students if is_named(student, search)],
        "search": search,
        "student_role": Role.STUDENT,
        "changes": changes.order_by("-created_at", "-pk")[:MOST_CHANGES],
        "taken_out": _just_taken_out(request, school_class),
        "left_with": left_with(school_class).count() if school_class.closed_at and is_admin(request.user) else 0,
    }
    return render(request, "teacher/class_list.html", context)


def _just_taken_out(request: SignedInRequest, school_class: SchoolClass) -> User | None:
    """Whom the page before took out, so that it can be undone here."""
    out = sent_number(request.GET.get("out", ""))
    if out is None or not is_admin(request.user):
        return None
    return taken_out_of(school_class).filter(pk=out).first()


@requires(is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def class_import(request: SignedInRequest, class_id: int) -> HttpResponseBase:
    """Bring a list in. Nothing is stored before "confirm": the list travels in the page."""
    school_class = _taught(request, class_id)
    if request.method != "POST":
        return _source_page(request, school_class, ListSourceForm())
    action = request.POST.get("action")
    if action == "csv":
        return _slips_file(request, school_class)
    if "text" in request.POST:
        form = ListForm(request.POST)
        if action == "same" and form.is_valid() and form.table:
            text = with_user_names(planned(school_class, form.table.rows))
            form = ListForm({"text": text, "seed": form.cleaned_data["seed"]})
        if action == "confirm" and form.is_valid():
            return _confirm(request, school_class, form)
        return _preview_page(request, school_class, form)
    source = ListSourceForm(request.POST, request.FILES)
    if not source.is_valid():
        return _source_page(request, school_class, source, status=422)
    if source.is_guessed:
        messages.warning(request, NOT_UTF8)
    return _preview_page(request, school_class, ListForm({"text": source.cleaned_data["paste"]}))


def _confirm(request: SignedInRequest, school_class: SchoolClass, form: ListForm) -> HttpResponse:
    sent = form.cleaned_data
    rows = form.table.rows if form.table else ()
    try:
        slips = import_class(
            school_class=school_class, by=request.user, rows=rows, seen=sent["seen"], seed=sent["seed"]
        )
    except ShownBefore as error:
        return _shown_before(request, school_class, error)
    except PlanChanged:
        form.add_error(None, CHANGED)
        return _preview_page(request, school_class, form, status=409)
    if not slips:
        messages.success(request, "The list is taken over. There are no new accounts.")
        return SeeOther(_list_page(school_class))
    seed = SeedForm(initial={"seed": sent["seed"]})
    return _slips_page(request, school_class, slips, seed)


def _shown_before(request: SignedInRequest, school_class: SchoolClass, error: ShownBefore) -> HttpResponse:
    when = date_format(timezone.localtime(error.change.created_at), "j M Y, H:i")
    messages.warning(
        request,
        f"That page was sent already, on {when}. Passwords are not shown again; a lost one is replaced by a new one.",
    )
    return SeeOther(_list_page(school_class))


def _slips_file(request: SignedInRequest, school_class: SchoolClass) -> HttpResponseBase:
    """The slips on the page that asks for it, as CSV."""
    form = SeedForm(request.POST)
    try:
        slips = slips_again(
            school_class=school_class, by=request.user, seed=form.cleaned_data["seed"] if form.is_valid() else ""
        )
    except ShownBefore as error:
        return _shown_before(request, school_class, error)
    except ClassChange.DoesNotExist:
        return SeeOther(_list_page(school_class))
    rows = ((slip.name, slip.username, slip.password) for slip in slips)
    return csv_file("accounts", as_csv(SLIP_COLUMNS, rows))


def _source_page(
    request: SignedInRequest, school_class: SchoolClass, form: ListSourceForm, status: int = 200
) -> HttpResponse:
    context = {"school_class": school_class, "form": form, "kept": ListForm()}
    return render(request, "teacher/class_import.html", context, status=status)


def _preview_page(
    request: SignedInRequest, school_class: SchoolClass, sent: ListForm, status: int = 200
) -> HttpResponse:
    """What the list that was sent will do, and the form that confirms just that."""
    seed = sent.data.get("seed", "")
    fields = {"text": sent.data.get("text", ""), "seed": seed if SeedForm({"seed": seed}).is_valid() else new_seed()}
    reader = ListForm(fields)
    plan = planned(school_class, reader.table.rows) if reader.is_valid() and reader.table else None
    form = ListForm({**fields, "seen": plan.digest if plan else ""})
    for error in sent.non_field_errors():
        form.add_error(None, error)
    if status == 200 and (form.errors or (plan and plan.errors)):
        status = 422
    context = {"school_class": school_class, "form": form, "plan": plan, "table": reader.table}
    return render(request, "teacher/class_import_preview.html", context, status=status)


def _slips_page(
    request: SignedInRequest, school_class: SchoolClass, slips: list[Slip], seed: SeedForm | None = None
) -> HttpResponse:
    """The passwords, this once; like every page of a signed-in person, for no cache (``private_pages``)."""
    context = {
        "school_class": school_class,
        "slips": slips,
        "form": seed,
        "address": request.build_absolute_uri(reverse("home")),
    }
    return render(request, "teacher/slips.html", context)


@requires(is_admin)
@require_POST
def class_take_out(request: SignedInRequest, class_id: int, student_id: int) -> HttpResponse:
    """Take a student out; of one who is out already, as after a double click, nothing is changed."""
    school_class = _taught(request, class_id)
    student = _in_or_out(school_class, student_id)
    take_out(school_class=school_class, student=student, by=request.user)
    messages.success(request, f"{student.name} is no longer in {school_class}. The answers stay.")
    challenges, differences = waiting_without_teacher(student)
    if challenges or differences:
        messages.warning(
            request,
            f"No teacher can settle what waits at the answers of {student.name} now: {challenges} open"
            f" challenge{pluralize(challenges)}, {differences} difference{pluralize(differences)} between marks."
            " You can, or undo this.",
        )
    return SeeOther(f"{_list_page(school_class)}?out={student.pk}")


def _in_or_out(school_class: SchoolClass, student_id: int) -> User:
    """A student who is in the class, or was taken out of it."""
    was_in = Q(classes=school_class) | Q(pk__in=taken_out_of(school_class))
    return get_object_or_404(User.objects.filter(was_in).distinct(), pk=student_id)


@requires(is_admin)
@require_POST
def class_put_back(request: SignedInRequest, class_id: int, student_id: int) -> HttpResponse:
    """Undo taking a student out; of one who is in the class, nothing is changed."""
    school_class = _taught(request, class_id)
    student = _in_or_out(school_class, student_id)
    put_back(school_class=school_class, student=student, by=request.user)
    messages.success(request, f"{student.name} is in {school_class} again.")
    return SeeOther(_list_page(school_class))


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def student_password(request: SignedInRequest, class_id: int, student_id: int) -> HttpResponse:
    """A new password for a student of the class: asked first, then given and shown once. Nobody else gets one here."""
    school_class = _taught(request, class_id)
    students = school_class.students.filter(role=Role.STUDENT, is_active=True)
    student = get_object_or_404(students, pk=student_id)
    form = SeedForm(request.POST if request.method == "POST" else None, initial={"seed": new_seed()})
    if not form.is_valid():
        return _ask_page(request, school_class, student, SeedForm(initial={"seed": new_seed()}))
    try:
        password = give_new_password(
            school_class=school_class, student=student, by=request.user, seed=form.cleaned_data["seed"]
        )
    except ShownBefore as error:
        return _shown_before(request, school_class, error)
    except User.DoesNotExist as error:
        # Taken out of the class, or another role, at this moment.
        raise Http404 from error
    return _slips_page(request, school_class, [Slip(student.name, student.username, password)])


def _ask_page(request: SignedInRequest, school_class: SchoolClass, student: User, form: SeedForm) -> HttpResponse:
    context = {"school_class": school_class, "student": student, "form": form}
    return render(request, "teacher/student_password.html", context, status=422 if request.method == "POST" else 200)
