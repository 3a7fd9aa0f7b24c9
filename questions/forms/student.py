"""What a student sends."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils import timezone

from questions.forms.fields import PlainTextField
from questions.models import Attempt, Question, User
from questions.services.attempts import Writing

COUNT = {"min_value": 0, "max_value": 2**31 - 1, "required": False, "widget": forms.HiddenInput}


def opened_signer() -> Signer:
    """Signs when a page was opened, by whom and for which question."""
    return Signer(salt="questions.opened")


def writer_signer() -> Signer:
    """Signs who was writing. Made when it is needed: commands that sign nothing run without a key."""
    return Signer(salt="questions.writer")


class AnswerForm(forms.Form):
    """An answer as the page sends it; what the hidden fields mean, services.attempts.Writing says.

    ``student`` names, signed, who was writing: a session may end, and on a shared computer
    another person may sign in. ``opened`` says, signed, since when the page has been open, for a
    question that is retired meanwhile. The length is checked by the service, which knows the question.
    """

    answer = PlainTextField(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    page = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(**COUNT)
    sequence = forms.IntegerField(**COUNT)
    version = forms.IntegerField(**COUNT)
    student = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    opened = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    confirm_blank = forms.BooleanField(required=False)

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0

    def clean_sequence(self) -> int:
        return self.cleaned_data["sequence"] or 0

    @property
    def is_blank(self) -> bool:
        """Whether the answer has no letter and no digit: "?" and signs that nobody sees say nothing either."""
        return not any(map(str.isalnum, self["answer"].value() or ""))

    @property
    def is_unconfirmed_blank(self) -> bool:
        """Whether a blank answer was sent without the tick that says it is meant; also after an error was added."""
        return self.is_blank and not self["confirm_blank"].value()

    def writer_id(self) -> int | None:
        """Who was writing; None where the page does not say, or says it without our signature."""
        try:
            return int(writer_signer().unsign(self.cleaned_data.get("student", "")))
        except (BadSignature, ValueError):
            return None

    def is_by(self, user: User) -> bool:
        """Whether ``user`` was writing, or the page does not say who was."""
        return self.writer_id() in (None, user.pk)

    def opened_at(self, user: User, question: Question) -> datetime | None:
        """When ``user`` was shown the page of ``question``; None where the page does not say so under our signature."""
        try:
            who, what, when = map(int, opened_signer().unsign(self.cleaned_data.get("opened", "")).split("."))
        except (BadSignature, ValueError):
            return None
        return datetime.fromtimestamp(when, tz=UTC) if (who, what) == (user.pk, question.pk) else None

    def writing(self, user: User, question: Question) -> Writing:
        names = ("answer", "key", "page", "revision", "sequence", "version")
        fields = {name: self.cleaned_data[name] for name in names}
        return Writing(**fields, opened_at=self.opened_at(user, question))


def page_fields(user: User, question: Question, draft: Attempt | None) -> dict[str, Any]:
    """The fields of a page about to be shown, which goes on from ``draft`` or starts a new attempt."""
    opened = int(timezone.now().timestamp())
    return {
        "answer": draft.answer if draft else "",
        "key": draft.key if draft else uuid.uuid4(),
        "page": str(uuid.uuid4()),
        "revision": draft.revision if draft else 0,
        "sequence": 0,
        "version": question.current_id,
        "student": writer_signer().sign(user.pk),
        "opened": opened_signer().sign(f"{user.pk}.{question.pk}.{opened}"),
    }
