"""Which part of the record somebody wants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from questions.forms.fields import AskedField, DayField
from questions.models import SchoolClass
from questions.models.attempts import AttemptQuerySet


class RecordForm(forms.Form):
    """A class, a question and a period; every choice is one the teacher may see. Both days are included."""

    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), required=False, label="Class", empty_label="All classes"
    )
    question = AskedField()
    first = DayField(required=False, label="Submitted from")
    last = DayField(required=False, label="Submitted until")
    names = forms.BooleanField(required=False)

    def __init__(self, *args: Any, attempts: AttemptQuerySet, classes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["question"].offer(attempts)
        fields["school_class"].queryset = classes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The period ends before it begins.")
        return cleaned

    def narrow(self, attempts: AttemptQuerySet) -> AttemptQuerySet:
        """``attempts`` within what was chosen; days are those of the school's time zone."""
        chosen = self.cleaned_data
        if chosen.get("question"):
            attempts = attempts.filter(question=chosen["question"])
        if chosen.get("school_class"):
            attempts = attempts.filter(student__in=chosen["school_class"].students.all())
        if chosen.get("first"):
            attempts = attempts.filter(submitted_at__gte=midnight(chosen["first"]))
        if chosen.get("last"):
            attempts = attempts.filter(submitted_at__lt=midnight(chosen["last"] + timedelta(days=1)))
        return attempts


def midnight(day: date) -> datetime:
    """When a day begins in the school's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))
