"""Ticks on the marking points of one version of a scheme and a mark, and what becomes of them under another version."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict

from questions import marking
from questions.explanation import idea
from questions.models import MarkScheme
from questions.preview import PreviewPoint, question_preview
from questions.versions import PointChange, changes


class PointsForm(forms.Form):
    """Points to tick and a mark to choose under ``version``.

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
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.moved: list[str] = []
        if data is not None and under is not None and under != version:
            data, self.moved = carried(data, under, version)
        super().__init__(data, initial=initial)
        self.scheme = version.scheme
        self.keys: list[str] = version.point_keys
        fields: dict[str, Any] = self.fields
        fields["points"].choices = [
            (key, marking.point_text(point)) for key, point in zip(self.keys, self.scheme.points, strict=True)
        ]
        numbers: list[tuple[Any, str]] = [(mark, str(mark)) for mark in range(self.scheme.marks + 1)]
        fields["mark"].choices = numbers if self.scheme.levels else [("", "as ticked"), *numbers]

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

    def clean_points(self) -> list[int]:
        """The places of the ticked points in the version."""
        ticked = self.cleaned_data["points"]
        return [index for index, key in enumerate(self.keys) if key in ticked]

    def clean(self) -> dict[str, Any]:
        for sentence in self.moved:
            self.add_error(None, sentence)
        return super().clean() or {}


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
