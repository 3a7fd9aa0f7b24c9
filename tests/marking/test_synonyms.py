"""Words that are known to mean the same without a Synonyms line."""

import pytest

from questions import marking

TERMS = marking.parse("""
Question 1 (2 marks)
Identify two reasons for the trouble.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- the Treaty of Versailles
- air resistance
- members of parliament
- low-income countries
- the operating system
""").schemes[0]


@pytest.mark.parametrize(
    "answer",
    ["people hated the ToV", "because of drag", "some MPs", "LICs", "the OS broke"],
)
def test_terms_and_their_abbreviations_are_the_same(answer: str) -> None:
    assert marking.mark(TERMS, answer).mark == 1
