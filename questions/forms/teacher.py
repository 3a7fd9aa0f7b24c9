"""What a teacher sends."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from questions import marking
from questions.forms.fields import PlainTextField
from questions.models import Assignment, Attempt, Mark, Question, SchoolClass, User
from questions.models.assignments import AssignmentQuerySet
from questions.models.attempts import AttemptQuerySet
from questions.services.moderation import deciding_version, mark_from_points

STAGES = ("identified", "explained", "supported")

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
    assignment = forms.ModelChoiceField(Assignment.objects.none(), required=False, empty_label="All assignments")
    student = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="All students")

    def __init__(
        self, *args: Any, attempts: AttemptQuerySet, classes: Any, assignments: AssignmentQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        asked = Question.objects.filter(pk__in=attempts.values("question")).select_related("topic")
        wrote = User.objects.filter(pk__in=attempts.values("student")).order_by("last_name", "first_name")
        fields: dict[str, Any] = self.fields
        fields["question"].queryset = asked
        fields["school_class"].queryset = classes
        fields["assignment"].queryset = assignments.select_related("school_class")
        fields["assignment"].label_from_instance = lambda each: f"{each.title} ({each.school_class})"
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
        if chosen.get("assignment"):
            attempts = attempts.belonging_to(Assignment.objects.filter(pk=chosen["assignment"].pk))
        if chosen.get("checked"):
            attempts = attempts.filter(counting_by_teacher=chosen["checked"] == "yes")
        return attempts


class OverrideForm(forms.Form):
    """A teacher's mark. For a points-based scheme the ticks make the mark, unless another one is chosen.

    For a level-of-response scheme each point also has its stage. ``other_point`` is a valid
    point that the scheme lacks; where ticks make the mark it is worth what the scheme's points are.
    A reason is needed where the mark or a tick differs from the one that counts so far.
    """

    points = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    mark = forms.TypedChoiceField(coerce=int, required=False, empty_value=None, widget=forms.RadioSelect)
    other_point = PlainTextField(required=False, max_length=500, widget=forms.TextInput, label="Other valid point")
    reason = PlainTextField(required=False, max_length=1000, widget=forms.TextInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    reasons = REASONS

    def __init__(self, data: Any = None, *, attempt: Attempt, before: Mark | None, newest: Mark | None) -> None:
        version = deciding_version(attempt, newest)
        self.scheme = version.scheme
        self.before = before
        self.known = before.points_in(version) if before else {}
        self.credited = frozenset(index for index, point in self.known.items() if point["credited"])
        super().__init__(
            data,
            initial={
                "points": sorted(self.credited),
                "mark": before.mark if before and (self.scheme.levels or self._own_mark(before)) else None,
                "other_point": next(iter(before.other_points), "") if before else "",
                "seen": newest.pk if newest else None,
            },
        )
        fields: dict[str, Any] = self.fields
        fields["points"].choices = [
            (index, marking.point_text(point)) for index, point in enumerate(self.scheme.points)
        ]
        numbers = [(mark, str(mark)) for mark in range(self.scheme.marks + 1)]
        if self.scheme.levels:
            for index in range(len(self.scheme.points)):
                stage = self.known[index]["stage"] if index in self.known else ""
                fields[f"stage-{index}"] = forms.ChoiceField(
                    choices=[(name, name) for name in STAGES], required=False, initial=stage or STAGES[0]
                )
        fields["mark"].choices = numbers if self.scheme.levels else [("", "as ticked"), *numbers]

    def _own_mark(self, before: Mark) -> bool:
        """Whether the mark that counts is one that its ticks do not make."""
        return before.mark != self._ticked(self.credited, other_point=bool(before.other_points))

    def _ticked(self, credited: Collection[int], *, other_point: bool) -> int:
        """The mark that ticks make, with another valid point where there is one."""
        mark = mark_from_points(self.scheme, credited)
        if other_point:
            mark = min(self.scheme.marks, self.scheme.maximum or self.scheme.marks, mark + self.scheme.value)
        return mark

    def _changes(self, cleaned: dict[str, Any]) -> bool:
        """Whether the decision differs from the mark that counts so far, in the mark or in any point."""
        if self.before is None or cleaned["mark"] != self.before.mark:
            return True
        stages = {index: self.known[index]["stage"] for index in self.credited}
        return (
            frozenset(cleaned["points"]) != self.credited
            or any(stage != stages.get(index) for index, stage in cleaned["stages"].items())
            or cleaned.get("other_point", "").split() != next(iter(self.before.other_points), "").split()
        )

    def stage(self, index: int) -> forms.BoundField | None:
        """The field of a point's stage; None for a points-based scheme."""
        name = f"stage-{index}"
        return self[name] if name in self.fields else None

    def point_choices(self) -> list[tuple[Any, forms.BoundField | None]]:
        """Each point's checkbox with its stage."""
        return [(choice, self.stage(index)) for index, choice in enumerate(self["points"])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        mark = cleaned.get("mark")
        if mark is None:
            if self.scheme.levels:
                self.add_error("mark", "Choose a mark.")
                return cleaned
            cleaned["mark"] = self._ticked(cleaned["points"], other_point=bool(cleaned.get("other_point", "").strip()))
        cleaned["stages"] = {
            index: stage for index in cleaned["points"] if (stage := cleaned.get(f"stage-{index}", ""))
        }
        if self._changes(cleaned) and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why in a few words: the student reads it with the new mark.")
        return cleaned
