"""What a teacher sends."""

from __future__ import annotations

from typing import Any

from django import forms

from questions import marking
from questions.forms.fields import PlainTextField
from questions.models import Attempt, Mark, Question, SchoolClass, User
from questions.models.attempts import AttemptQuerySet
from questions.services.moderation import mark_from_points

REASONS = (
    "Worded differently, same point",
    "Not specific enough",
    "Says the opposite",
    "Same point twice",
    "Does not answer the question",
    "Valid point not in the mark scheme",
    "Explanation not developed",
)


class ReviewFilterForm(forms.Form):
    """Filters of the list of answers; every choice is one the teacher may see."""

    CHECKED = (("", "All answers"), ("no", "To check"), ("yes", "Checked"))

    checked = forms.ChoiceField(choices=CHECKED, required=False, label="Show")
    question = forms.ModelChoiceField(Question.objects.none(), required=False, empty_label="All questions")
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), required=False, label="Class", empty_label="All classes"
    )
    student = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="All students")

    def __init__(self, *args: Any, attempts: AttemptQuerySet, classes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Question.objects.filter(pk__in=attempts.values("question")).select_related("topic")
        wrote = User.objects.filter(pk__in=attempts.values("student")).order_by("last_name", "first_name")
        fields: dict[str, Any] = self.fields
        fields["question"].queryset = asked
        fields["school_class"].queryset = classes
        fields["student"].queryset = wrote
        fields["student"].label_from_instance = lambda student: student.name

    def narrow(self, attempts: AttemptQuerySet) -> AttemptQuerySet:
        """``attempts`` (with_counting_mark) after the filters; a filter that makes no sense is left out."""
        chosen = getattr(self, "cleaned_data", {})
        if chosen.get("question"):
            attempts = attempts.filter(question=chosen["question"])
        if chosen.get("student"):
            attempts = attempts.filter(student=chosen["student"])
        if chosen.get("school_class"):
            attempts = attempts.filter(student__in=chosen["school_class"].students.all())
        if chosen.get("checked"):
            attempts = attempts.filter(counting_by_teacher=chosen["checked"] == "yes")
        return attempts


class OverrideForm(forms.Form):
    """A teacher's mark. For a points-based scheme the ticks make the mark, unless another one is chosen.

    A reason is needed where the mark or a tick differs from the one that counts so far.
    """

    points = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    mark = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, widget=forms.RadioSelect)
    reason = PlainTextField(required=False, max_length=1000, widget=forms.TextInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    reasons = REASONS

    def __init__(self, data: Any = None, *, attempt: Attempt, before: Mark | None, newest: Mark | None) -> None:
        if attempt.mark_scheme is None:
            raise ValueError("a draft is not marked")
        self.scheme = attempt.mark_scheme.scheme
        self.before = before
        credited = sorted(before.credited) if before else []
        super().__init__(
            data,
            initial={
                "points": credited,
                "mark": before.mark if before and (self.scheme.levels or self._own_mark(before)) else None,
                "seen": newest.pk if newest else None,
            },
        )
        fields: dict[str, Any] = self.fields
        fields["points"].choices = [
            (index, marking.point_text(point)) for index, point in enumerate(self.scheme.points)
        ]
        numbers = [(mark, str(mark)) for mark in range(self.scheme.marks + 1)]
        fields["mark"].choices = numbers if self.scheme.levels else [("", "as ticked"), *numbers]

    def _own_mark(self, before: Mark) -> bool:
        """Whether the mark that counts is one that its ticks do not make."""
        return before.mark != mark_from_points(self.scheme, before.credited)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        mark = cleaned.get("mark")
        if mark is None:
            if self.scheme.levels:
                self.add_error("mark", "Choose a mark.")
                return cleaned
            mark = cleaned["mark"] = mark_from_points(self.scheme, cleaned["points"])
        changed = (
            self.before is None or mark != self.before.mark or frozenset(cleaned["points"]) != self.before.credited
        )
        if changed and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why in a few words: the student reads it with the new mark.")
        return cleaned
