"""What the teachers of a class decide for it, and its end, which an admin decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from questions.forms.classes import ClassSettingsForm
from questions.forms.fields import sent_number
from questions.models import ClassChange, SchoolClass
from questions.models.people import by_surname
from questions.permissions import SignedInRequest, is_admin, may_review, requires
from questions.services.classes import ChangedMeanwhile, change_settings, close_class, leavers, reopen_class
from questions.services.standardisation import lead_of
from questions.views.http import SeeOther

MOST_CHANGES = 30
"""Changes that the page shows, the newest first; the record has them all."""


@requires(may_review)
@require_http_methods(["GET", "HEAD", "POST"])
def class_settings(request: SignedInRequest, class_id: int) -> HttpResponse:
    school_class = get_object_or_404(SchoolClass.objects.taught_by(request.user), pk=class_id)
    leads = SchoolClass.objects.led_by(request.user).filter(pk=school_class.pk).exists()
    form = ClassSettingsForm(request.POST if request.method == "POST" else None, instance=school_class, leads=leads)
    if not form.is_valid():
        lead = None if form.leads else lead_of(school_class)
        changes = school_class.changes.exclude(setting__in=ClassChange.ABOUT_PEOPLE).select_related("by")
        context = {
            "school_class": school_class,
            "form": form,
            "leads": form.leads,
            "lead": lead,
            "changes": changes.order_by("-created_at", "-pk")[:MOST_CHANGES],
        }
        status = 409 if form.overtaken else 422 if form.is_bound else 200
        return render(request, "teacher/class_settings.html", context, status=status)
    try:
        change_settings(school_class=school_class, by=request.user, settings=form.settings(), seen=form.seen())
    except ChangedMeanwhile:
        # Somebody's save came between: the page is held against what is there now.
        return class_settings(request, class_id)
    messages.success(request, f"The settings of {school_class.name} are saved.")
    return SeeOther(reverse("class_settings", args=[school_class.pk]))


@requires(is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def class_close(request: SignedInRequest, class_id: int) -> HttpResponse:
    """Close a class: asked first, with the choice to make those inactive who are named as learning nowhere else."""
    school_class = get_object_or_404(SchoolClass, pk=class_id)
    if school_class.closed_at is not None:
        messages.info(request, f"{school_class} is closed already. Nothing was changed.")
        return SeeOther(reverse("class_list", args=[school_class.pk]))
    if request.method != "POST":
        context = {"school_class": school_class, "leavers": by_surname(leavers(school_class))}
        return render(request, "teacher/class_close.html", context)
    named = request.POST.getlist("student") if "with_students" in request.POST else []
    students = [number for text in named if (number := sent_number(text)) is not None]
    gone = close_class(school_class=school_class, by=request.user, students=students)
    inactive = f" {_accounts(len(gone))} inactive now." if gone else ""
    messages.success(request, f"{school_class} is closed.{inactive} Answers, marks and records stay.")
    return SeeOther(reverse("class_list", args=[school_class.pk]))


@requires(is_admin)
@require_POST
def class_reopen(request: SignedInRequest, class_id: int) -> HttpResponse:
    school_class = get_object_or_404(SchoolClass, pk=class_id)
    back = reopen_class(school_class=school_class, by=request.user, with_students="with_students" in request.POST)
    active = f" {_accounts(len(back))} active again." if back else ""
    messages.success(request, f"{school_class} is open again.{active}")
    return SeeOther(reverse("class_list", args=[school_class.pk]))


def _accounts(count: int) -> str:
    return "1 account is" if count == 1 else f"{count} accounts are"
