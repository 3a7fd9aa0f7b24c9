"""What its teachers decide for a class, and what its lead does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from questions.forms.fields import sent_number
from questions.models import SchoolClass, User
from questions.models.people import MOST_CHALLENGES, RAREST_CHECK, REVIEWING_ROLES, WIDEST_TOLERANCE
from questions.services.classes import OF_THE_LEAD, Settings

NO_LEAD = "Meanwhile you lead this class no longer, so nothing is saved. Only its lead sets {}. Save again without."


class ClassSettingsForm(forms.ModelForm[SchoolClass]):
    """The settings of a class; those of the lead only where ``leads``, and not of a page that was shown without them
    to somebody who leads by now."""

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
        self.leads = leads and (data is None or not data.keys().isdisjoint(OF_THE_LEAD))
        if self.leads:
            self._offer_leads(instance)
        else:
            for name in OF_THE_LEAD:
                del self.fields[name]

        for field in self.fields.values():
            field.show_hidden_initial = True
        # As it was read: checking what is sent puts that into the instance.
        self._now = {name: getattr(instance, name) for name in self.fields} if self.is_bound else {}

    def _offer_leads(self, school_class: SchoolClass) -> None:
        """Who teaches the class and may review; and whoever is its lead stays named, though that leads nothing."""
        lead: Any = self.fields["lead"]
        people = User.objects.annotate(teaches=Exists(school_class.teachers.filter(pk=OuterRef("pk"))))
        may_lead = Q(teaches=True, is_active=True, role__in=REVIEWING_ROLES)
        lead.queryset = people.filter(may_lead | Q(pk=school_class.lead_id))

        def label(teacher: Any) -> str:
            if not teacher.is_active:
                return f"{teacher.name} (inactive)"
            return teacher.name if teacher.teaches else f"{teacher.name} (teaches the class no longer)"

        lead.label_from_instance = label

    def _said_as_lead(self) -> list[str]:
        """What a page was sent with that was shown to the lead of the class, where that is somebody else by now."""
        said = []
        for name in OF_THE_LEAD:
            # Only that page sends what it showed.
            sent, shown = self.data.get(name), self.data.get(f"initial-{name}")
            if name in self.fields or None in (sent, shown) or sent == shown:
                continue
            if name == "lead":
                named = self.instance.teachers.filter(pk=sent_number(sent)).first()
                sent = named.name if named else "empty"
            said.append(f"“{self.base_fields[name].label}”: {sent}")
        return said

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
        if said := self._said_as_lead():
            self.add_error(None, NO_LEAD.format("; ".join(said)))
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
