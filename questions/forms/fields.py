"""Form fields for text as people type and paste it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.models import ModelChoiceIterator

from questions.models import Question, User
from questions.models.attempts import AttemptQuerySet
from questions.models.people import by_surname
from questions.services.attempts import storable
from questions.services.challenges import LONGEST

MOST_DIGITS = 18
"""Numbers of more digits are those of nothing: no database could even compare them."""


def sent_number(text: str) -> int | None:
    """The number that an address or a form sends, None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


BOTH = "There is a file and a text. Take one of them away."
TOO_LONG = "This has %(show_value)d characters; the limit is %(limit_value)d. Shorten it."

FIRST_YEAR, LAST_YEAR = 1900, 2999


class DayField(forms.DateField):
    """A day with which can be reckoned: the day after 31 December 9999, which some type for "never", is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.DateInput({"type": "date"}), **kwargs})

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(f"Choose a day between the years {FIRST_YEAR} and {LAST_YEAR}.")


class AskedField(forms.ModelChoiceField):
    """One of the questions that some answers are to, or all."""

    def __init__(self) -> None:
        super().__init__(Question.objects.none(), required=False, empty_label="All questions")

    def offer(self, attempts: AttemptQuerySet) -> None:
        """Let the questions of ``attempts`` be chosen from."""
        self.queryset = Question.objects.filter(pk__in=attempts.values("question")).select_related("topic", "current")

    def label_from_instance(self, question: Question) -> str:
        return question.called


class Register(ModelChoiceIterator):
    """People in the order of a register, each namesake with the user name."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        people = by_surname(self.queryset)
        names = Counter(person.name for person in people)
        for person in people:
            value, label = self.choice(person)
            yield value, f"{label}, {person.username}" if names[person.name] > 1 else label


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their numbers; one that no database has is left out."""

    def clean(self, value: Any) -> Any:
        return super().clean([each for each in value or () if not each.isdecimal() or sent_number(each) is not None])


class StudentField(forms.ModelChoiceField):
    """One of some students, or all."""

    iterator = Register

    def __init__(self) -> None:
        super().__init__(User.objects.none(), required=False, empty_label="All students")

    def label_from_instance(self, student: User) -> str:
        return student.name


class PlainTextField(forms.CharField):
    """Any text. What no database takes (NUL) is shown as a replacement sign, not refused; spaces stay."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False, "widget": forms.Textarea, **kwargs})
        self.validators = [
            validator for validator in self.validators if not isinstance(validator, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value))


class SentenceField(PlainTextField):
    """A sentence or two, as a reason is. Spaces alone are none: ``missing`` asks for it."""

    def __init__(self, *, missing: str, **kwargs: Any) -> None:
        messages = {"required": missing, "max_length": TOO_LONG}
        super().__init__(strip=True, max_length=LONGEST, error_messages=messages, **kwargs)


class FileOrPasteForm(forms.Form):
    """A ``file`` or a text in the field called ``pasted``, one of the two; where there is neither, ``nothing`` stands
    at the field ``asked_at``. A file of more than ``largest`` bytes is ``too_large``."""

    pasted = asked_at = "paste"
    nothing = ""
    largest = 0
    too_large = ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and self.largest and file.size > self.largest:
            raise ValidationError(self.too_large)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get(self.pasted, "").strip()
        if file and text:
            self.add_error(self.pasted, BOTH)
        elif not file and not text and not self.errors:
            self.add_error(self.asked_at, self.nothing)
        return cleaned
