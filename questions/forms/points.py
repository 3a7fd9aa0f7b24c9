"""Ticks on the marking points of one version of a scheme and a mark, and what becomes of them under another version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from questions import marking
from questions.explanation import idea
from questions.forms.fields import PlainTextField
from questions.models import MarkScheme
from questions.models.bank import bare_words
from questions.models.marks import LONGEST_OTHER_POINT, MOST_OTHER_POINTS, PARTED_BY
from questions.preview import PreviewPoint, question_preview
from questions.services.moderation import mark_from_points
from questions.versions import PointChange, changes


class PointsForm(forms.Form):
    """Points to tick and a mark to choose under ``version``.

    ``other_fields`` are for valid points that the scheme lacks, together ``other_points`` when cleaned, filled with
    ``others``; where ticks make the mark each is worth what the scheme's points are.
    A tick is sent as the key of its point, so that it stays on its point whatever version the page is made for, also
    where the browser kept it for a page to come. ``under`` is the version that the sender saw: where it is another, the
    form is not valid, ``moved`` and its errors say what differs, and what still can be is kept.
    """

    points = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    mark = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, widget=forms.RadioSelect)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        version: MarkScheme,
        under: MarkScheme | None = None,
        others: Sequence[str] = (),
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.moved: list[str] = []
        if data is not None and under is not None and under != version:
            data, self.moved = carried(data, under, version)
        super().__init__(data, initial=initial)
        self.version = version
        self.scheme = version.scheme
        self.keys: list[str] = version.point_keys
        fields: dict[str, Any] = self.fields
        fields["points"].choices = [
            (key, marking.point_text(point)) for key, point in zip(self.keys, self.scheme.points, strict=True)
        ]
        numbers: list[tuple[Any, str]] = [(mark, str(mark)) for mark in range(self.scheme.marks + 1)]
        fields["mark"].choices = numbers if self.scheme.levels else [("", "as ticked"), *numbers]
        self.other_names = [_other_name(place) for place in range(max(MOST_OTHER_POINTS, len(others)))]
        for place, name in enumerate(self.other_names):
            fields[name] = PlainTextField(
                required=False,
                max_length=LONGEST_OTHER_POINT,
                widget=forms.TextInput,
                label=f"Further valid point {place + 1}" if place else "Other valid point",
                initial=others[place] if place < len(others) else "",
            )

    def stage(self, key: str) -> forms.BoundField | None:
        """The field of a point's stage; None where the form asks for none."""
        name = f"stage-{key}"
        return self[name] if name in self.fields else None

    def point_choices(self) -> list[tuple[Any, PreviewPoint, forms.BoundField | None]]:
        """Each point's checkbox with the point and the field of its stage."""
        points = question_preview(self.scheme).points
        return [
            (choice, point, self.stage(key))
            for choice, key, point in zip(self["points"], self.keys, points, strict=True)
        ]

    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.other_names]

    def clean_points(self) -> list[int]:
        """The places of the ticked points in the version."""
        ticked = self.cleaned_data["points"]
        return [index for index, key in enumerate(self.keys) if key in ticked]

    def clean(self) -> dict[str, Any]:
        for sentence in self.moved:
            self.add_error(None, sentence)
        cleaned = super().clean() or {}
        cleaned["other_points"] = self._clean_others(cleaned)
        return cleaned

    def _clean_others(self, cleaned: dict[str, Any]) -> list[str]:
        others: list[str] = []
        for name in self.other_names:
            text = " ".join(cleaned.get(name, "").split())
            if not text:
                continue
            try:
                refuse_point(self.version, text, others, instead="Tick it, and leave it out here.")
            except forms.ValidationError as error:
                self.add_error(name, error)
            others.append(text)
        return others


def _other_name(place: int) -> str:
    return f"other_point-{place + 1}" if place else "other_point"


def refuse_point(version: MarkScheme, text: str, others: Collection[str], *, instead: str) -> None:
    """Raise ValidationError where ``text``, an other valid point beside ``others``, is several, or would count twice.
    ``instead`` is what to do where the scheme has it."""
    if PARTED_BY in text:
        raise forms.ValidationError("One point here: leave the semicolon out, or use a comma.")
    if bare_words(text) in [bare_words(other) for other in others]:
        raise forms.ValidationError("This is there already, and counts once.")
    place = version.place_saying(text)
    if place is not None:
        raise forms.ValidationError(f"Point {place + 1} of the mark scheme says this. {instead}")


def ticked(scheme: marking.Scheme, credited: Collection[int], others: Collection[str]) -> int | None:
    """The mark that ticks make with the other valid points; None where a level is placed."""
    return None if scheme.levels else mark_from_points(scheme, credited, others=len(others))


def carried(data: QueryDict, before: MarkScheme, after: MarkScheme) -> tuple[QueryDict, list[str]]:
    """What was entered under ``before`` as a form under ``after`` takes it, and what is to be told, a sentence each."""
    kept = data.copy()
    ticked = data.getlist("points")
    kept.setlist("points", [key for key in ticked if key in after.point_keys])
    told = [
        f"Version {after.version} of the mark scheme is in force now. "
        "Your entries are kept, each tick with its point: look at them, then save again."
    ]
    told += [_sentence(change, before, after, ticked) for change in changes(before, after).points]
    mark = data.get("mark", "")
    if mark.isdecimal() and mark not in map(str, range(after.tariff + 1)):
        kept["mark"] = ""
        told.append(f"The question has no mark of {mark} any more.")
    return kept, [sentence for sentence in told if sentence]


def _sentence(change: PointChange, before: MarkScheme, after: MarkScheme, ticked: Collection[str]) -> str:
    """ "" for a point that only stands in another place."""
    if change.kind == "removed":
        with_tick = " and your tick with it" if before.point_keys[change.number - 1] in ticked else ""
        return f"No longer in it{with_tick}: “{idea(before.scheme.points[change.number - 1])}”."
    named = f"point {change.number}, “{idea(after.scheme.points[change.number - 1])}”."
    return {"added": f"New in it and not ticked: {named}", "changed": f"Edited in it: {named}"}.get(change.kind, "")
