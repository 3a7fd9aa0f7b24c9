"""What an admin sends to bring a class in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst

from questions.forms.fields import FileOrPasteForm, PlainTextField
from questions.services.class_table import ClassTable, read_class
from questions.spreadsheets import NotATable, decoded

LONGEST = 100_000
LARGEST_FILE = 400_000

TOO_LARGE = "This file is larger than 400 kB. Save the class alone."
LIST = {"rows": 12, "class": "notation", "spellcheck": "false", "autocapitalize": "off", "autocomplete": "off"}


class ListSourceForm(FileOrPasteForm):
    """A file or a paste. Neither is kept."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label="A file",
        help_text="A table saved as CSV.",
    )
    paste = PlainTextField(
        required=False,
        max_length=LONGEST,
        label="Or a paste",
        widget=forms.Textarea(attrs=LIST),
        help_text="Columns copied from a spreadsheet, or one full name to a line.",
    )

    nothing = "Choose a file, or paste the list."
    largest, too_large = LARGEST_FILE, TOO_LARGE
    is_guessed = False
    """Whether the characters of the file had to be guessed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and not self.errors:
            try:
                cleaned["paste"], self.is_guessed = decoded(file.read())
            except NotATable as error:
                self.add_error("file", capfirst(str(error)))
            text = cleaned.get("paste") or ""
            if len(text) > LONGEST:
                self.add_error("file", TOO_LARGE)
            elif not text.strip() and not self.errors:
                self.add_error("file", "This file is empty.")
        return cleaned


class ListForm(forms.Form):
    """The list on its way through the page. ``seen`` says what the page showed will happen, ``seed`` which page it is
    (services/passwords.py)."""

    text = PlainTextField(
        max_length=LONGEST,
        label="The list",
        widget=forms.Textarea(attrs=LIST),
        error_messages={"required": "The list is empty."},
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    seed = forms.RegexField(r"^[\w-]{32}$", widget=forms.HiddenInput)

    table: ClassTable | None = None

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            self.table = read_class(text)
        except NotATable as error:
            raise forms.ValidationError(f"The list cannot be read: {error}") from error
        return text


class SeedForm(forms.Form):
    """Which page it is that gives a password."""

    seed = ListForm.base_fields["seed"]
