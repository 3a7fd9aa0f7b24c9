"""Why a teacher's mark is taken back."""

from __future__ import annotations

from typing import Any

from django import forms

from questions.forms.fields import SentenceField


class WithdrawalForm(forms.Form):
    """A sentence; ``needed`` unless one takes back what one gave oneself."""

    reason = SentenceField(label="Why?", missing="Say why in a sentence: the student and your colleagues read it.")

    def __init__(self, data: Any = None, *, needed: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = needed
