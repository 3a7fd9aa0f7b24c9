"""An assignment as a teacher sets or changes it, and the questions chosen for it so far."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import from_current_timezone
from django.http import QueryDict
from django.utils import timezone

from questions.forms.fields import DayField, PlainTextField, sent_number
from questions.models import Assignment, Question, SchemeFrom, Topic
from questions.models.assignments import LONGEST_TITLE
from questions.models.bank import QuestionQuerySet
from questions.services.assignments import MOST_QUESTIONS
from questions.services.attempts import storable

MOST_OFFERED = 200
"""Questions that are offered at once; the search finds the others."""

LONGEST_SEARCH = 200
LAST_MINUTE = time(23, 59)


class AssignmentForm(forms.Form):
    """The title, the due time in the school's time zone, when the mark scheme may be read, and the questions in order.

    The questions are ``chosen`` (their ids, in order) and those ticked among the offered, ``add``, which come last. A
    button named ``up``, ``down`` or ``remove`` holds the id of the question that it moves or takes out. ``key`` and
    ``seen`` are what the services want them for.
    """

    search = PlainTextField(required=False, label="Search", widget=forms.TextInput({"type": "search"}))
    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, empty_label="All topics")
    title = PlainTextField(
        max_length=LONGEST_TITLE,
        widget=forms.TextInput,
        error_messages={"required": "Give it a title: students find it by that."},
    )
    due_day = DayField(required=False, label="Due on", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    due_time = forms.TimeField(required=False, label="At", widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    scheme_from = forms.ChoiceField(
        choices=SchemeFrom.choices,
        label="Students may read the mark scheme",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when students may read the mark scheme."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        assignment: Assignment | None = None,
        like: Assignment | None = None,
        picking: QueryDict | None = None,
    ) -> None:
        """``assignment`` (of ``with_questions``) is the one to change, ``like`` one to begin from. With ``picking``,
        what was sent to choose questions by, the form comes back as it was sent, and nothing is checked yet."""
        source = assignment or like
        due = timezone.localtime(assignment.due_at) if assignment and assignment.due_at else None
        initial: dict[str, Any] = {
            "title": source.title if source else "",
            "due_day": due,
            "due_time": due,
            "scheme_from": source.scheme_from if source else SchemeFrom.ANSWERED,
            "key": assignment.key if assignment else uuid.uuid4(),
            "seen": assignment.revision if assignment else 0,
        }
        sent = data if data is not None else picking
        if picking is not None:
            initial |= {name: picking[name] for name in self.base_fields if name in picking}
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["topic"].queryset = Topic.objects.filter(questions__status=Question.Status.PUBLISHED).distinct()
        allowed = Question.objects.filter(
            Q(status=Question.Status.PUBLISHED) | Q(pk__in=[question.pk for question in _asked(assignment)])
        )
        if sent is None:
            self.chosen = [each for each in _asked(source) if assignment or each.status == Question.Status.PUBLISHED]
            self.lost = False
        else:
            wanted = wanted_ids(sent)
            self.chosen = _in_order(allowed, wanted)
            self.lost = len(self.chosen) < len(wanted)
        self._offer(sent if sent is not None else {})

    def _offer(self, sent: Mapping[str, Any]) -> None:
        """Look for the questions that can be added."""
        found = Question.objects.published().exclude(pk__in=[question.pk for question in self.chosen])
        search, topic = sent.get("search", "").strip()[:LONGEST_SEARCH], sent_number(sent.get("topic", ""))
        self.is_narrowed = bool(search) or topic is not None
        found = found.matching(storable(search))
        if topic is not None:
            found = found.filter(topic=topic)
        offered = list(found.select_related("topic", "current")[: MOST_OFFERED + 1])
        self.offered, self.has_more = offered[:MOST_OFFERED], len(offered) > MOST_OFFERED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "title" in cleaned and not cleaned["title"].strip():
            self.add_error("title", self.fields["title"].error_messages["required"])
        if self.lost:
            self.add_error(None, "A question that you chose is no longer published, so it is left out. Look again.")
        if not self.chosen:
            self.add_error(None, "Choose at least one question: tick it in the list.")
        if len(self.chosen) > MOST_QUESTIONS:
            self.add_error(None, f"These are {len(self.chosen)} questions; an assignment has at most {MOST_QUESTIONS}.")
        day, at = cleaned.get("due_day"), cleaned.get("due_time")
        if at and not day and "due_day" not in self.errors:
            self.add_error("due_day", "Choose the day too, or leave the time empty.")
        cleaned["due_at"] = None
        if day:
            try:
                cleaned["due_at"] = from_current_timezone(datetime.combine(day, at or LAST_MINUTE))
            except forms.ValidationError:
                self.add_error("due_time", "The clocks change at that time. Choose another one.")
        return cleaned


def _asked(assignment: Assignment | None) -> list[Question]:
    return assignment.asked if assignment else []


def wanted_ids(sent: QueryDict) -> list[int]:
    """The questions chosen, in order, after what the pressed button does."""
    sent_ids = [*sent.getlist("chosen"), *sent.getlist("add")]
    wanted = list(dict.fromkeys(number for each in sent_ids if (number := sent_number(each)) is not None))
    for name in ("up", "down", "remove"):
        pk = sent_number(sent.get(name, ""))
        if pk not in wanted:
            continue
        place = wanted.index(pk)
        wanted.remove(pk)
        if name != "remove":
            wanted.insert(max(0, place + (-1 if name == "up" else 1)), pk)
    return wanted


def _in_order(questions: QuestionQuerySet, ids: Iterable[int]) -> list[Question]:
    found = questions.select_related("topic", "current").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
