"""Blind marks, a lead's decision, and which figures of agreement somebody wants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from questions.forms.audit import RecordForm, midnight
from questions.forms.fields import SentenceField, sent_number
from questions.forms.points import PointsForm, ticked
from questions.models import BlindMark, Mark, MarkScheme, Question, User
from questions.models.marks import MOST_OTHER_POINTS
from questions.services.agreement import Kind, Wanted


class BlindForm(PointsForm):
    """Points and a mark, nothing of which is filled in before. Without levels the ticks make the mark, unless another
    one is chosen. It goes with the number of the version that it was made for."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, version: MarkScheme, under: MarkScheme | None = None) -> None:
        super().__init__(data, version=version, under=under, initial={"version": version.version})
        if self.moved:
            self.data["version"] = str(version.version)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and cleaned["mark"] is None:
            if self.scheme.levels:
                self.add_error("mark", "Choose a mark.")
            else:
                cleaned["mark"] = ticked(self.scheme, cleaned["points"], cleaned["other_points"])
        return cleaned


def version_sent(question: Question, data: QueryDict) -> MarkScheme | None:
    """The version of the question for which the form that was sent was made; None where it does not say."""
    return question.versions.filter(version=sent_number(data.get("version", ""))).first()


class OtherPointsField(forms.MultipleChoiceField):
    """Some of the points offered; what is offered no longer, the form judges."""

    def valid_value(self, value: Any) -> bool:
        return True


class ResolutionForm(forms.Form):
    """Which of two marks it is to be, and why. ``seen`` is the newest mark that the page showed.

    ``others`` are the valid points beyond the scheme that go with the blind mark where it is taken: at first its own
    and, where no sum is made of points, those of the mark that counts, as many as there can be. They are looked at only
    where it is taken, and on the page of now.
    """

    STANDS, TAKE = "stands", "take"

    outcome = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose which mark it is to be."})
    others = OtherPointsField(required=False, widget=forms.CheckboxSelectMultiple)
    reason = SentenceField(missing="Say why in a sentence.")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        blind: BlindMark,
        counting: Mark,
        newest: Mark,
        takeable: bool,
        others: Sequence[tuple[str, bool, bool]],
    ) -> None:
        kept = [text for text, ours, _ in others if ours]
        if blind.mark_scheme.is_levels:
            kept += [text for text, ours, _ in others if not ours]
        self.newest = newest
        super().__init__(data, initial={"seen": newest.pk, "others": kept[:MOST_OTHER_POINTS]})
        out_of = "" if counting.max_mark == blind.max_mark else f" of {counting.max_mark}"
        choices = [(self.STANDS, f"{counting.mark}{out_of} stands")]
        if takeable:
            choices.append((self.TAKE, f"{blind.mark} instead"))
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = choices
        fields["others"].choices = [(text, text) for text, _, _ in others if takeable]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        others: list[str] = cleaned.get("others", [])
        fields: dict[str, Any] = self.fields
        offered = {text for text, _ in fields["others"].choices}
        if cleaned.get("outcome") == self.TAKE and cleaned.get("seen") == self.newest.pk:
            if not offered.issuperset(others):
                self.add_error(
                    "others", "A point that was ticked is credited by neither mark any more. Look, and save again."
                )
            elif len(others) > MOST_OTHER_POINTS:
                self.add_error("others", f"At most {MOST_OTHER_POINTS}: leave some out.")
        return cleaned


class AgreementForm(RecordForm):
    """Which figures: of what kind, class, question and period."""

    kind = forms.ChoiceField(choices=Kind.choices, required=False, label="Compare")
    field_order = ("kind", "school_class", "question", "first", "last")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["names"]
        self.fields["first"].label = "From"
        self.fields["last"].label = "Until"

    def wanted(self, user: User) -> tuple[Kind, Wanted]:
        """What was chosen; a choice that makes no sense is left out."""
        chosen = getattr(self, "cleaned_data", {})
        first, last = chosen.get("first"), chosen.get("last")
        return Kind(chosen.get("kind") or Kind.MARKER), Wanted(
            user=user,
            school_class=chosen.get("school_class"),
            question=chosen.get("question"),
            first=midnight(first) if first else None,
            end=midnight(last + timedelta(days=1)) if last else None,
        )
