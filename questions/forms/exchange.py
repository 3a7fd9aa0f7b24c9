"""What an author sends to bring questions in, and asks for to take them out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing

from questions.exchange.converted import Finding
from questions.forms.fields import FileOrPasteForm, PlainTextField
from questions.models import Topic, User

LONGEST_REPORT = 300_000
MOST_FINDINGS = 2_000
SALT = "report of an import"
LONGEST_FINDING = 2_000

FORMS = (
    ("text", "Text in our own notation: everything, notes and all; comes back the same"),
    ("moodle", "Moodle XML: short answers and essays with their mark schemes; without notes"),
    ("csv", "A table for Excel (CSV): topic, question, stem, marks, scheme; without notes"),
    ("samples", "The sample answers as a table (CSV)"),
)


class ReportField(forms.CharField):
    """Findings on their way through a page, signed, so that they stay in sight until the questions are saved."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return tuple(Finding(where, message) for where, message in signing.loads(value or "", salt=SALT))
        except signing.BadSignature:
            # Not what the page was given: it is no longer shown, and the text is what counts.
            return ()


def report_text(findings: Sequence[Finding]) -> str:
    """The findings as ReportField reads them; as many as it takes."""
    rows = [[found.where, found.message[:LONGEST_FINDING]] for found in findings[:MOST_FINDINGS]]
    while len(text := signing.dumps(rows, salt=SALT, compress=True)) > LONGEST_REPORT:
        rows = rows[: len(rows) // 2]
    return text


class _TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.none(),
        required=False,
        label="Topic of questions that name none",
        empty_label="None: each question names its own",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.authored_by(user)


class SourceForm(FileOrPasteForm, _TopicForm):
    """A file or a paste. Neither is kept."""

    file = forms.FileField(required=False, allow_empty_file=True, label="A file")
    paste = PlainTextField(
        required=False,
        label="Or a paste",
        widget=forms.Textarea(attrs={"rows": 12, "class": "notation", "autocapitalize": "off"}),
    )
    field_order = ("file", "paste", "topic")
    asked_at = "file"
    nothing = "Choose a file, or paste the questions."


class ImportForm(_TopicForm):
    """The questions as they came in, corrected or not, and the report that goes with them."""

    text = PlainTextField(
        label="The questions as text",
        widget=forms.Textarea(attrs={"rows": 24, "class": "notation", "autocapitalize": "off"}),
    )
    replace_notes = forms.BooleanField(
        required=False, label="Put focus and notes of the file in the place of those that topics have"
    )
    report = ReportField(required=False, max_length=LONGEST_REPORT)


class ExportForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.none(), required=False, label="Topic", empty_label="All topics that you may write in"
    )
    form = forms.ChoiceField(choices=FORMS, required=False, initial="text", label="Form", widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.authored_by(user)
