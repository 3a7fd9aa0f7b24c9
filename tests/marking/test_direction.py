"""What goes up is told from what goes down, in whatever words (questions/marking/guards/direction.py)."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse
from questions.marking.guards.direction import changed
from questions.marking.language.text import read

pytestmark = pytest.mark.marking

SCHEME = """Question 1 (1 mark)
What do second homes do to a village?

Mark scheme:
Acceptable answers include:
- {}
"""


@pytest.mark.parametrize(
    "point", ["they push up house prices", "house prices rise", "house prices increased", "house prices go up"]
)
def test_what_goes_up_does_not_go_down(point: str) -> None:
    scheme = parse(SCHEME.format(point)).schemes[0]
    same = ("house prices went up", "house prices rose", "they drive the house prices up")
    other = (
        "house prices go down",
        "house prices are falling",
        "house prices were reduced",
        "house prices do not rise",
    )
    assert [mark(scheme, answer).mark for answer in same] == [1, 1, 1]
    assert [mark(scheme, answer).mark for answer in other] == [0, 0, 0, 0]
    assert "negated" in mark(scheme, other[0]).flags


def test_another_thing_may_go_the_other_way() -> None:
    scheme = parse(SCHEME.format("house prices rise")).schemes[0]
    assert mark(scheme, "house prices rise and shops lose trade because the number of families falls").mark == 1


@pytest.mark.parametrize(
    "text",
    [
        "the fall of Rome",
        "Hitler's rise to power",
        "he fell in love",
        "they grew crops",
        "planes dropped bombs",
        "he grew up in the north",
        "she came up with a plan",
        "prices rose and wages fell",
    ],
)
def test_says_nothing_of_up_or_down(text: str) -> None:
    assert changed(read(text).words).sign == 0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("it fell to 10 shillings", -1),
        ("the value of money fell in value", -1),
        ("wages were pushed right down", -1),
        ("they put the price of bread up", 1),
        ("output doubled", 1),
        ("crops grew quickly", 1),
    ],
)
def test_says_that_something_goes_up_or_down(text: str, sign: int) -> None:
    assert changed(read(text).words).sign == sign


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("high interest rates reduce spending", "when interest rates rise people spend less"),
        ("inflation reduces the value of savings", "when inflation rises savings are worth less"),
        ("vaccination reduced deaths from smallpox", "as vaccination rose fewer people died of smallpox"),
    ],
)
def test_the_rise_of_a_cause_is_not_that_of_what_it_lowers(point: str, answer: str) -> None:
    assert mark(parse(SCHEME.format(point)).schemes[0], answer).mark == 1
