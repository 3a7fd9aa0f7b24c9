"""What an author sends from the list of questions: filters, and changes to those chosen."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from questions.forms.fields import PlainTextField, RowsField
from questions.models import Question, Tag, Topic, User
from questions.models.bank import QuestionQuerySet
from questions.models.tags import LONGEST_TAG
from questions.services.bank import tag_names


class BankFilterForm(forms.Form):
    """Filters of the list; every choice is one the author may see."""

    KINDS = (("", "All kinds"), ("points", "By points"), ("levels", "By level"))
    STATUSES = (("", "Any status"), *Question.Status.choices)

    search = PlainTextField(
        max_length=200,
        required=False,
        label="Search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Questions and schemes"}),
    )
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="All topics")
    kind = forms.ChoiceField(choices=KINDS, required=False)
    status = forms.ChoiceField(choices=STATUSES, required=False)
    tag = forms.ModelChoiceField(Tag.objects.none(), required=False, empty_label="All tags", to_field_name="name")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.authored_by(user)
        own = Question.objects.authored_by(user)
        fields["tag"].queryset = Tag.objects.filter(questions__in=own).distinct()

    def narrow(self, questions: QuestionQuerySet) -> QuestionQuerySet:
        """``questions`` after the filters; one that makes no sense is left out."""
        chosen = getattr(self, "cleaned_data", {})
        if chosen.get("search"):
            questions = questions.matching(chosen["search"])
        if chosen.get("topic"):
            questions = questions.filter(topic=chosen["topic"])
        if chosen.get("kind"):
            questions = questions.of_kind(levels=chosen["kind"] == "levels")
        if chosen.get("status"):
            questions = questions.filter(status=chosen["status"])
        if chosen.get("tag"):
            questions = questions.filter(tags=chosen["tag"])
        return questions


class BankChangeForm(forms.Form):
    """What to do with the questions that were ticked. ``key`` lets a second press make no second copies."""

    ACTIONS = ("publish", "retire", "duplicate", "tag", "untag")

    questions = RowsField(Question.objects.none(), error_messages={"required": "Tick the questions that this is for."})
    action = forms.ChoiceField(choices=[(action, action) for action in ACTIONS])
    key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    tags = PlainTextField(max_length=200, required=False, widget=forms.TextInput, label="Tags, separated by commas")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["questions"].queryset = Question.objects.authored_by(user).select_related("topic", "current")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = tag_names(cleaned.get("tags", ""))
        if cleaned.get("action") in ("tag", "untag") and not names and "tags" not in self.errors:
            self.add_error("tags", "Write the tag here.")
        if any(len(name) > LONGEST_TAG for name in names):
            self.add_error("tags", f"A tag has at most {LONGEST_TAG} characters. Separate several by commas.")
        return {**cleaned, "names": names}

    @property
    def ticked(self) -> set[str]:
        """The questions ticked on the page that was sent."""
        return set(self["questions"].value() or [])
