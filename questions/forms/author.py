"""What an author sends."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from questions.forms.fields import FileOrPasteForm, PlainTextField
from questions.models import MarkScheme, Question, SchemeDraft, Topic, User
from questions.services.authoring import renumbered
from questions.services.drafts import Typing
from questions.services.samples import LONGEST, SampleRow

LARGEST_FILE = 2_000_000
"""Bytes of an uploaded spreadsheet."""


class SchemeForm(forms.Form):
    """Questions and mark schemes as text. The notation itself is checked by the service, line by line.

    ``base`` is the newest version that the page has seen, so that two authors do not overwrite each other unseen;
    ``page``, ``revision`` and ``sequence`` do the same for two tabs of one author. ``reason`` overrules the minimum.
    """

    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="As the text says (Topic: ...)")
    text = PlainTextField(widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}))
    base = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = PlainTextField(
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"aria-describedby": "id_reason_helptext"}),
        label="Reason for publishing all the same",
        help_text="Only where the sample answers fall short of the minimum. It is kept with the version.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.authored_by(user)

    def typing(self) -> Typing:
        """What the page holds, as far as it makes sense: a text that is not valid is kept too."""
        sent = self.cleaned_data
        return Typing(
            text=sent.get("text", ""),
            topic=sent.get("topic"),
            base=sent.get("base") or 0,
            page=sent.get("page", ""),
            revision=sent.get("revision") or 0,
            sequence=sent.get("sequence") or 0,
        )


def scheme_fields(question: Question | None, newest: MarkScheme | None, draft: SchemeDraft | None) -> dict[str, Any]:
    """The fields of an editor about to be shown, which goes on from the author's draft or from the newest version."""
    return {
        "topic": draft.topic if draft and not question else question and question.topic,
        "text": draft.text if draft else renumbered(newest.text, question.number) if question and newest else "",
        "base": draft.base if draft else newest.version if newest else 0,
        "page": str(uuid.uuid4()),
        "revision": draft.revision if draft else 0,
        "sequence": 0,
    }


class TryForm(forms.Form):
    """An answer to be marked under the text as it stands; ``number`` chooses one of several questions."""

    answer = PlainTextField(
        required=False, max_length=LONGEST, label="Try an answer", widget=forms.Textarea(attrs={"rows": 4})
    )
    number = forms.IntegerField(required=False, min_value=0, label="Question number")


class SampleForm(forms.Form):
    """One sample answer with its agreed mark."""

    answer = PlainTextField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    mark = forms.TypedChoiceField(coerce=int, label="Agreed mark")
    why = PlainTextField(required=False, max_length=1000, widget=forms.TextInput, label="Note on the mark")

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix="sample", **kwargs)
        fields: dict[str, Any] = self.fields
        fields["mark"].choices = [("", "–"), *((str(mark), str(mark)) for mark in range(most + 1))]

    def row(self) -> SampleRow:
        sent = self.cleaned_data
        return SampleRow(sent["answer"], sent["mark"], why=sent["why"])


class SampleTableForm(FileOrPasteForm):
    """Sample answers pasted from a spreadsheet, or a file of them."""

    rows = PlainTextField(
        required=False,
        label="Rows from a spreadsheet",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Columns answer and mark, and if wanted level and why; the row of names may be missing.",
    )
    file = forms.FileField(required=False, label="Or a CSV file")
    pasted = asked_at = "rows"
    nothing = "Paste rows here, or choose a file."
    largest, too_large = LARGEST_FILE, "This file is larger than 2 MB."
