"""What a teacher sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from questions.forms.fields import AskedField, PlainTextField, StudentField
from questions.forms.points import PointsForm, ticked
from questions.models import Assignment, Attempt, Mark, MarkScheme, SchoolClass, User
from questions.models.assignments import AssignmentQuerySet
from questions.models.attempts import AttemptQuerySet
from questions.services.moderation import STAGES, deciding_version

REASONS = (
    "Worded differently, same point",
    "Not specific enough",
    "Says the opposite",
    "Same point twice",
    "Does not answer the question",
    "Valid point not in the mark scheme",
    "Explanation not developed",
    "Explained and supported well enough",
)


class ReviewFilterForm(forms.Form):
    """Filters of the list of answers; every choice is one the teacher may see."""

    CHECKED = (("", "All answers"), ("no", "To check"), ("yes", "Checked"))

    checked = forms.ChoiceField(choices=CHECKED, required=False, label="Show")
    question = AskedField()
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(), required=False, label="Class", empty_label="All classes"
    )
    assignment = forms.ModelChoiceField(Assignment.objects.none(), required=False, empty_label="All assignments")
    student = StudentField()

    def __init__(
        self, *args: Any, attempts: AttemptQuerySet, classes: Any, assignments: AssignmentQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["question"].offer(attempts)
        fields["school_class"].queryset = classes
        fields["assignment"].queryset = assignments.select_related("school_class")
        fields["assignment"].label_from_instance = lambda each: f"{each.title} ({each.school_class})"
        fields["student"].queryset = User.objects.filter(pk__in=attempts.values("student"))

    def narrow(self, attempts: AttemptQuerySet) -> AttemptQuerySet:
        """``attempts`` (with_settled) after the filters; a filter that makes no sense is left out."""
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
            attempts = attempts.filter(settled=chosen["checked"] == "yes")
        return attempts


class OverrideForm(PointsForm):
    """A teacher's mark. For a points-based scheme the ticks make the mark, unless another one is chosen.

    For a level-of-response scheme each point also has its stage.
    A reason is needed where the mark or a tick differs from the one that counts so far.
    """

    reason = PlainTextField(required=False, max_length=1000, widget=forms.TextInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    reasons = REASONS

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        attempt: Attempt,
        before: Mark | None,
        newest: Mark | None,
        under: MarkScheme | None = None,
    ) -> None:
        version = deciding_version(attempt, newest)
        scheme = version.scheme
        self.before = before
        self.known = before.points_in(version) if before else {}
        self.credited = before.credited_in(version) if before else frozenset()
        self.others = before.others_in(version) if before else []
        own_mark = before is not None and before.mark != ticked(scheme, self.credited, self.others)
        super().__init__(
            data,
            version=version,
            under=under,
            others=self.others,
            initial={
                "points": [version.point_keys[index] for index in sorted(self.credited)],
                "mark": before.mark if before and own_mark else None,
                "seen": newest.pk if newest else None,
            },
        )
        if scheme.levels:
            for index, key in enumerate(self.keys):
                self.fields[f"stage-{key}"] = forms.ChoiceField(
                    choices=[(name, name) for name in STAGES], required=False, initial=self._stage_of(index)
                )

    def _stage_of(self, index: int) -> str:
        """The stage of a point in the mark that counts so far; the first where it has none there."""
        stage: str = self.known[index]["stage"] if index in self.known else ""
        return stage or STAGES[0]

    def _changes(self, cleaned: dict[str, Any]) -> bool:
        """Whether the decision differs from the mark that counts so far, in the mark or in any point."""
        if self.before is None or cleaned["mark"] != self.before.mark:
            return True
        stages = {index: self._stage_of(index) for index in self.credited}
        return (
            frozenset(cleaned["points"]) != self.credited
            or any(stage != stages.get(index) for index, stage in cleaned["stages"].items())
            or cleaned["other_points"] != self.others
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        mark = cleaned.get("mark")
        if mark is None:
            if self.scheme.levels:
                self.add_error("mark", "Choose a mark.")
                return cleaned
            cleaned["mark"] = ticked(self.scheme, cleaned["points"], cleaned["other_points"])
        cleaned["stages"] = {
            index: stage for index in cleaned["points"] if (stage := cleaned.get(f"stage-{self.keys[index]}", ""))
        }
        if self._changes(cleaned) and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why in a few words: the student reads it with the new mark.")
        return cleaned
