"""What a student is told to do for the next mark: it fits why the last answer lacks it."""

from __future__ import annotations

import pytest

from questions import marking

FLOODS = """Question 1 (2 marks)
{stem}

Mark scheme:
{award}
Acceptable answers include:
- heavy rain fell for days
- snow melted in spring
- Prussia cut down the trees on the hills
- the dam was opened by engineers
"""
GIVE = marking.parse(FLOODS.format(stem="Give two reasons for the flood.", award="1 mark for each reason.")).schemes[0]
OUTLINE = marking.parse(
    FLOODS.format(
        stem="Outline the course of the flood.", award="Marks for points: 1 point = 1 mark, 3 points = 2 marks"
    )
).schemes[0]
ANOTHER = "Add another reason, different from the ones that you have."


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        ("Heavy rain fell for days. Snow melted.", "Full marks: there is nothing to add."),
        ("Heavy rain fell for days.", ANOTHER),
        ("No heavy rain fell for days.", "Look again at what you say is not so, or give another reason."),
        ("Heavy rain or drought, not sure which.", "Decide for one of the two that you offer, or give another reason."),
        ("rain", "Give a reason that answers the question itself, in a full clause."),
        (
            "The mayor of the town was very greedy and his cousin sold everybody rotten boats.",
            "Give a reason that answers the question itself.",
        ),
        (
            "The mayor was greedy. His cousin sold boats. Snow melted in spring.",
            "Give no more reasons than the question asks for, the surest first: the rest is not marked.",
        ),
    ],
)
def test_the_next_step_fits_what_the_answer_lacks(answer: str, step: str) -> None:
    assert marking.mark(GIVE, answer).next_step == step


def test_points_that_were_not_read_are_none_that_were_not_found() -> None:
    given = marking.mark(GIVE, "The mayor was greedy. His cousin sold boats. Snow melted in spring.")
    left_out = "Reading stopped before “Snow melted in spring”."
    assert given.why == f"The answers that were read are none of those in the mark scheme. {left_out}"


@pytest.mark.parametrize(
    ("answer", "step"),
    [
        (
            "Heavy rain fell for days.",
            "Add 2 points, different from the ones that you have: the next mark takes 3 of them.",
        ),
        ("Heavy rain fell for days. Snow melted.", "Add another point, different from the ones that you have."),
    ],
)
def test_as_many_points_are_asked_for_as_the_next_mark_takes(answer: str, step: str) -> None:
    assert marking.mark(OUTLINE, answer).next_step == step
