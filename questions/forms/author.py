"""What an author sends."""

from __future__ import annotations

from typing import Any

from django import forms

from questions.forms.fields import PlainTextField
from questions.models import Topic, User


class SchemeForm(forms.Form):
    """Questions and mark schemes as text. The notation itself is checked by the service, line by line.

    ``base`` is the newest version that the page has seen, so that two authors do not overwrite each other unseen.
    """

    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="As the text says (Topic: ...)")
    text = PlainTextField(widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}))
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.authored_by(user)
