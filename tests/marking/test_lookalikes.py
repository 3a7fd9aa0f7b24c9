"""Terms that look alike: one is no misspelling of the other, and a misspelling of one is not the other."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse
from questions.marking.language.lookalikes import GROUPS
from questions.marking.language.text import stem


def given(wanted: str, answer: str) -> int:
    text = f"Question 1 (1 mark)\nName it.\n\nMark scheme:\nAcceptable answers include:\n- {wanted}\n"
    return mark(parse(text).schemes[0], answer).mark


@pytest.mark.parametrize("line", GROUPS.strip().splitlines())
def test_no_term_is_taken_for_another_of_its_kind(line: str) -> None:
    terms = [term.split("=") for term in line.split()]
    assert len({stem(spelling) for term in terms for spelling in term}) == sum(map(len, terms))
    for term in terms:
        for wanted in term:
            assert [other for each in terms for other in each if given(wanted, f"the {other}")] == term


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [("stalactite", "stalactight"), ("alkenes", "an alkeen"), ("transpiration", "transpirashun"), ("ureter", "uretor")],
)
def test_a_term_may_be_misspelt(wanted: str, answer: str) -> None:
    assert given(wanted, answer) == 1
