"""What its teachers decide for a class, and what its lead does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from questions.models import SchoolClass
from questions.models.people import MOST_CHALLENGES, RAREST_CHECK, REVIEWING_ROLES, WIDEST_TOLERANCE
from questions.services.classes import Settings


class ClassSettingsForm(forms.ModelForm[SchoolClass]):
    """The settings of a class; those of the lead only where ``leads``."""

    challenge_limit = forms.IntegerField(
        min_value=0,
        max_value=MOST_CHALLENGES,
        label="Challenges for each student in a week",
        help_text="A challenge that you uphold is given back. 0 switches challenges off for this class.",
    )
    check_every = forms.IntegerField(
        min_value=0,
        max_value=RAREST_CHECK,
        label="A check after how many marks",
        help_text="While a teacher moderates, a settled answer then comes back without its mark. 0: no checks.",
    )
    tolerance = forms.IntegerField(
        min_value=0,
        max_value=WIDEST_TOLERANCE,
        label="Tolerance, in marks",
        help_text="Two marks further apart go to the lead. Without levels and up to 3 marks, any difference does.",
    )

    class Meta:
        model = SchoolClass
        fields = ("challenge_limit", "lead", "check_every", "tolerance")
        help_texts = {"lead": "Sets what is below and settles differences. Empty: the teacher added first."}

    def __init__(self, data: Any = None, *, instance: SchoolClass, leads: bool) -> None:
        super().__init__(data, instance=instance)
        self.overtaken = False
        if leads:
            lead: Any = self.fields["lead"]
            leading = Q(is_active=True, role__in=REVIEWING_ROLES) | Q(pk=instance.lead_id)
            lead.queryset = instance.teachers.filter(leading)
            lead.label_from_instance = lambda teacher: (
                teacher.name if teacher.is_active else f"{teacher.name} (inactive)"
            )
        else:
            for name in ("lead", "check_every", "tolerance"):
                del self.fields[name]

        for field in self.fields.values():
            field.show_hidden_initial = True
        # As it was read: checking what is sent puts that into the instance.
        self._now = {name: getattr(instance, name) for name in self.fields} if self.is_bound else {}

    def clean(self) -> dict[str, Any] | None:
        """What a colleague changed since the page was shown is replaced by a second try only, once it is told."""
        for name in self.changed_data:
            shown, now = self[name].html_initial_name, _as_sent(self.initial[name])
            if self.data.get(shown, now) != now != self.data.get(name):
                self.data = self.data.copy()
                self.data[shown] = now
                value = getattr(self.instance, name)
                said = getattr(value, "name", "empty" if value is None else value)
                self.add_error(name, f"Meanwhile this was changed: it is {said} now. Save again to replace that.")
                self.overtaken = True
        return super().clean()

    def settings(self) -> Settings:
        """The settings that are other ones than the page showed."""
        changed: Any = {name: self.cleaned_data[name] for name in self.changed_data}
        return changed

    def seen(self) -> Settings:
        """What these settings were as the form was held against them."""
        seen: Any = {name: self._now[name] for name in self.changed_data}
        return seen


def _as_sent(value: Any) -> str:
    return "" if value is None else str(value)
