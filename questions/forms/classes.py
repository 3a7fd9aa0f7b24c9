"""What its teachers decide for a class."""

from __future__ import annotations

from django import forms

from questions.models import SchoolClass

MOST_CHALLENGES = 50


class ClassSettingsForm(forms.ModelForm[SchoolClass]):
    challenge_limit = forms.IntegerField(
        min_value=0,
        max_value=MOST_CHALLENGES,
        label="Challenges for each student in a week",
        help_text="A challenge that you uphold is given back. 0 switches challenges off for this class.",
    )

    class Meta:
        model = SchoolClass
        fields = ("challenge_limit",)
