"""What a teacher sends to put words of an answer into the mark scheme."""

from __future__ import annotations

from typing import Any

from django import forms

from questions import marking
from questions.explanation import idea
from questions.forms.fields import PlainTextField
from questions.phrases import LONGEST, NotTaken, Use, with_phrase

USES = (
    (Use.ACCEPT.value, "earn a point (ACCEPT)"),
    (Use.REJECT.value, "cancel a point (REJECT)"),
    (Use.SYNONYM.value, "mean the same as words of the mark scheme (synonym)"),
)


class PhraseForm(forms.Form):
    """A phrase and what becomes of it in ``scheme``. Cleaned, it holds the changed scheme as ``scheme``."""

    phrase = PlainTextField(widget=forms.TextInput, label="The words", required=False)
    use = forms.ChoiceField(choices=USES, initial=Use.ACCEPT.value, widget=forms.RadioSelect, label="These words")
    point = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, label="Which point")
    same_as = PlainTextField(required=False, max_length=LONGEST, widget=forms.TextInput, label="The same as")

    def __init__(self, *args: Any, scheme: marking.Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        fields: dict[str, Any] = self.fields
        fields["point"].choices = [
            ("", "Choose a point"),
            *((index, f"{index + 1}. {idea(point)}") for index, point in enumerate(scheme.points)),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            cleaned["scheme"] = with_phrase(
                self.scheme,
                cleaned["phrase"],
                Use(cleaned["use"]),
                point=cleaned["point"],
                same_as=cleaned["same_as"],
            )
        except NotTaken as error:
            self.add_error(error.field, str(error))
        return cleaned
