"""Why a teacher's mark is taken back."""

from __future__ import annotations

from typing import Any

from django import forms

from questions.forms.fields import PlainTextField
from questions.services.challenges import LONGEST


class WithdrawalForm(forms.Form):
    """A sentence; ``needed`` unless one takes back what one gave oneself."""

    reason = PlainTextField(
        label="Why?",
        max_length=LONGEST,
        error_messages={
            "required": "Say why in a sentence: the student and your colleagues read it.",
            "max_length": "This has %(show_value)d characters; the limit is %(limit_value)d. Shorten it.",
        },
    )

    def __init__(self, data: Any = None, *, needed: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = needed

    def clean_reason(self) -> str:
        field = self.fields["reason"]
        reason: str = self.cleaned_data["reason"].strip()
        if field.required and not reason:
            raise forms.ValidationError(field.error_messages["required"])
        return reason
