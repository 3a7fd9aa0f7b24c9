"""Words that are written as one or as two."""

import pytest

from questions import marking

HARBOUR = """Question 1 (2 marks)
Give two reasons why the fleet was lost at Hentzau.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
- {} in the harbour
- The admiral was ill
"""


@pytest.mark.parametrize("scheme", ["Fireships", "Fire ships", "Fire-ships"])
@pytest.mark.parametrize(
    "answer", ["fireships in the harbour", "fire ships in the harbour", "fire-ships in the harbour"]
)
def test_a_compound_may_be_written_as_one_word_or_two(scheme: str, answer: str) -> None:
    result = marking.mark(marking.parse(HARBOUR.format(scheme)).schemes[0], answer)
    assert result.mark == 1
    assert [answer[start:end] for start, end in result.points[0].evidence] == [
        answer.removesuffix(" in the harbour"),
        "harbour",
    ]
