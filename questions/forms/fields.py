"""Form fields for text as people type and paste it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from questions.services.attempts import storable

MOST_DIGITS = 18
"""Numbers of more digits are those of nothing: no database could even compare them."""


def sent_number(text: str) -> int | None:
    """The number that an address or a form sends, None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


class PlainTextField(forms.CharField):
    """Any text. What no database takes (NUL) is shown as a replacement sign, not refused; spaces stay."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **kwargs})
        self.validators = [
            validator for validator in self.validators if not isinstance(validator, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value))
