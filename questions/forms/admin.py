"""Forms of Django's admin pages whose rows other pages edit too."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm
from django.db.models import QuerySet

from questions.forms.fields import sent_number
from questions.models import User
from questions.models.people import REVIEWING_ROLES

CHANGED = "Somebody changed this since you opened the page, so nothing is saved. Open it again to see it as it is now."


NO_ROW = "0"


class SeenForm(forms.ModelForm[Any]):
    """``base`` says what the page has seen of its row: a page that somebody overtook changes nothing.

    What is sent as a row's number and is none is one that no row has: Django's lists of people would look for it.
    """

    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if data is not None:
            self._number_rows()
        values = {name: self.initial[name] for name, field in self.fields.items() if name in self.initial}
        shown = {name: _comparable(value) for name, value in values.items() if not self.fields[name].disabled}
        self.initial["base"] = hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()

    def _number_rows(self) -> None:
        self.data = self.data.copy()
        for name in (self.add_prefix(name) for name, field in self.fields.items() if hasattr(field, "queryset")):
            sent = self.data.getlist(name)
            numbers = [value if not value or sent_number(value) is not None else NO_ROW for value in sent]
            if sent:
                self.data.setlist(name, numbers)

    def clean(self) -> dict[str, Any] | None:
        base = self.cleaned_data.get("base")
        if self.instance.pk and base and base != self.initial["base"]:
            raise forms.ValidationError(CHANGED)
        return super().clean()


def _comparable(value: Any) -> Any:
    """A field's value; of rows that it names, their ids in order."""
    return sorted(row.pk for row in value) if isinstance(value, list) else value


class PersonForm(SeenForm, UserChangeForm[Any]):
    """A user."""


class ClassForm(SeenForm):
    """A class. Who is no teacher cannot become one of the class, whatever is sent; who was one when added stays."""

    def clean_teachers(self) -> Any:
        sent = self.cleaned_data["teachers"]
        there = self.instance.teachers.values("pk") if self.instance.pk else User.objects.none()
        self._check(sent.exclude(pk__in=there))
        return sent

    def clean_lead(self) -> Any:
        sent = self.cleaned_data["lead"]
        if sent is not None and sent.pk != self.initial.get("lead"):
            self._check(User.objects.filter(pk=sent.pk))
        return sent

    def _check(self, people: QuerySet[User]) -> None:
        others = [str(person) for person in people.exclude(role__in=REVIEWING_ROLES)]
        if others:
            raise forms.ValidationError(f"Only a teacher or an admin can teach a class, not {', '.join(others)}.")


class PasswordForm(AdminPasswordChangeForm):
    """A new password for somebody; without the choice to have none, since there is no other way to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True
