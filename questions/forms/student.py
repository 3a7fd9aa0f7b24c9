"""What a student sends."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from questions.forms.fields import PlainTextField


class AnswerForm(forms.Form):
    """An answer as the page sends it.

    ``key`` names the attempt and ``page`` the page that writes it; ``revision`` is the newest
    save the page has seen, ``student`` who was writing: a session may end, and on a shared
    computer another person may sign in. The length is checked by the service, which knows the question.
    """

    answer = PlainTextField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)
    student = forms.IntegerField(required=False, widget=forms.HiddenInput)
    confirm_blank = forms.BooleanField(required=False)

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0

    @property
    def is_unconfirmed_blank(self) -> bool:
        """Whether a blank answer was sent without the tick that says it is meant; also after an error was added."""
        return not (self["answer"].value() or "").strip() and not self["confirm_blank"].value()

    def saving(self) -> dict[str, Any]:
        """The arguments that services.attempts takes from the page."""
        return {name: self.cleaned_data[name] for name in ("answer", "key", "page", "revision")}


def new_page() -> str:
    """A name for a page about to be shown."""
    return str(uuid.uuid4())
