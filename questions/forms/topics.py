"""What an author sends about a topic."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from questions.forms.fields import PlainTextField, Register, RowsField
from questions.models import Topic, User
from questions.models.people import AUTHORING_ROLES
from questions.notes import LONGEST
from questions.permissions import is_admin
from questions.services.topics import LONGEST_FOCUS, TopicText, authors_of, seen

MOST_TOPICS = 9_999


class AuthorsField(RowsField):
    """Who may write questions, each with the role."""

    iterator = Register

    def label_from_instance(self, person: User) -> str:
        role = person.get_role_display()
        return f"{person.name} ({role})" if person.is_active else f"{person.name} ({role}, inactive)"


class TopicForm(forms.Form):
    """A topic. ``base`` says what the page has seen; only an admin names the authors."""

    title = PlainTextField(max_length=200, strip=True, widget=forms.TextInput)
    focus = PlainTextField(
        max_length=LONGEST_FOCUS,
        required=False,
        label="Specification focus",
        help_text="What the specification asks for, in a sentence or two. It stands at the top of the topic's page.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    notes = PlainTextField(
        max_length=LONGEST,
        required=False,
        label="Revision notes",
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )
    position = forms.IntegerField(
        min_value=0,
        max_value=MOST_TOPICS,
        label="Place in the list of topics",
        help_text="Topics stand in the order of these numbers.",
    )
    authors = AuthorsField(
        User.objects.none(),
        required=False,
        label="Authors",
        help_text="Nobody ticked: everybody who may write questions. Admins may always write.",
        widget=forms.CheckboxSelectMultiple,
    )
    base = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: User, topic: Topic | None = None) -> None:
        initial: dict[str, Any] = {}
        if topic is not None:
            initial = {
                "title": topic.title,
                "focus": topic.focus,
                "notes": topic.notes,
                "position": topic.position,
                "base": seen(topic),
            }
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        if topic is None:
            del fields["position"]
        if topic is None or not is_admin(user):
            del fields["authors"]
            return
        may_write = Q(role__in=AUTHORING_ROLES, is_active=True) & ~Q(role="admin")
        named = Q(pk__in=topic.authors.all())
        fields["authors"].queryset = User.objects.filter(may_write | named)
        self.initial["authors"] = authors_of(topic)

    def text(self) -> TopicText:
        return TopicText(self.cleaned_data["title"], self.cleaned_data["focus"], self.cleaned_data["notes"])
