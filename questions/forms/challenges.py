"""A challenge as a student sends it, and its answer as a teacher does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from questions.forms.fields import TOO_LONG, PlainTextField, SentenceField
from questions.forms.points import refuse_point
from questions.models import LEVEL, OTHER, Challenge, Mark
from questions.models.marks import LONGEST_OTHER_POINT, MOST_OTHER_POINTS
from questions.services.challenges import Target, is_granted, place_in, upheld_mark
from questions.services.moderation import STAGES


class ChallengeForm(forms.Form):
    """One of the targets offered, and why in a sentence. ``open_scheme`` says whether the student may read the mark
    scheme: then it also says what the missed points are."""

    target = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="What do you challenge?",
        error_messages={
            "required": "Choose what you challenge.",
            "invalid_choice": "This cannot be challenged any more. Choose again.",
        },
    )
    text = SentenceField(label="Why?", missing="Say why in a sentence: point to the words in your answer.")

    def __init__(self, data: Any = None, *, targets: Sequence[Target], open_scheme: bool = False) -> None:
        super().__init__(data)
        self.offer(targets, open_scheme=open_scheme)

    def offer(self, targets: Sequence[Target], *, open_scheme: bool) -> None:
        field: Any = self.fields["target"]
        field.choices = [
            (target.key, f"{target.label}: {target.idea}" if open_scheme and target.idea else target.label)
            for target in targets
        ]


class ChallengeAnswerForm(forms.Form):
    """Upheld or stands, with the reason that the student reads; upheld also says the new mark, never a lower one.

    ``seen`` is the newest mark that the page showed. Where the mark that counts grants it by now (``is_granted``), that
    is what is filled in.
    """

    UPHELD, STANDS = "upheld", "stands"

    outcome = forms.ChoiceField(
        choices=[(UPHELD, "Upheld"), (STANDS, "Stands")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose: upheld, or stands."},
    )
    stage = forms.ChoiceField(choices=[(name, name) for name in STAGES], required=False)
    mark = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, widget=forms.RadioSelect)
    other_point = PlainTextField(
        max_length=LONGEST_OTHER_POINT,
        required=False,
        label="The point that is credited",
        error_messages={"max_length": TOO_LONG},
    )
    reason = SentenceField(missing="Say why in a sentence: the student reads it.")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, challenge: Challenge, before: Mark, newest: Mark) -> None:
        self.version = newest.mark_scheme
        self.others = before.others_in(self.version)
        after = upheld_mark(challenge, before, newest)
        self.with_point = upheld_mark(challenge, before, newest, named=True)
        index = place_in(challenge, before)
        stage = "" if index is None else before.points[index]["stage"]
        self.is_granted = is_granted(challenge, before)
        further = STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)] if stage else STAGES[0]
        super().__init__(
            data,
            initial={
                "outcome": self.UPHELD if self.is_granted else None,
                "mark": None if challenge.target == LEVEL and not self.is_granted else after,
                "stage": stage if self.is_granted and stage else further,
                "seen": newest.pk,
            },
        )
        # An upheld challenge to the level says that the doubted mark was too low; one to a point may leave a best fit.
        lowest = max(before.mark, challenge.mark.mark + 1) if challenge.target == LEVEL else before.mark
        fields: dict[str, Any] = self.fields
        fields["mark"].choices = [
            (mark, str(mark)) for mark in range(min(lowest, newest.max_mark), newest.max_mark + 1)
        ]
        if challenge.target != OTHER:
            del fields["other_point"]
        if challenge.target in (LEVEL, OTHER) or not newest.mark_scheme.scheme.levels:
            del fields["stage"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == self.UPHELD and cleaned.get("mark") is None and "mark" not in self.errors:
            self.add_error("mark", "Choose the new mark.")
        if cleaned.get("outcome") == self.UPHELD and "other_point" in cleaned:
            try:
                self._check_point(cleaned["other_point"])
            except forms.ValidationError as error:
                self.add_error("other_point", error)
            else:
                self._check_mark(cleaned["other_point"], cleaned.get("mark"))
        return cleaned

    def _check_mark(self, text: str, mark: int | None) -> None:
        """Refuse the mark that was filled in for what is granted already, where one more point is named."""
        if self.is_granted and text.strip() and mark is not None and mark < self.with_point:
            self.add_error("mark", f"With this point it is {self.with_point}.")

    def _check_point(self, text: str) -> None:
        if not text.strip() and self.is_granted:
            return
        if not text.strip():
            raise forms.ValidationError("Say which point it is: the student and the authors read it.")
        if len(self.others) >= MOST_OTHER_POINTS:
            raise forms.ValidationError(
                f"This answer has {len(self.others)} other valid points, the most there can be. "
                "Take one out in the review first."
            )
        refuse_point(
            self.version, text, self.others, instead="Let the challenge stand, and tick that point in the review."
        )
