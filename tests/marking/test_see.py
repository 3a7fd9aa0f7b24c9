"""``SEE:`` names the section of the notes for who missed a point. It is kept as it is and moves no mark."""

from __future__ import annotations

import pytest

from questions import marking

pytestmark = pytest.mark.marking

TEXT = """Question 1 (2 marks)
Give two reasons why rivers flood.

Mark scheme:
Acceptable answers include:
- heavy rain over several days
  REJECT: drizzle
  SEE: Rain / snow (a short note)
- snow melting in spring SEE: When the snow melts
- \\SEE: is a word here
"""


def test_each_point_names_its_section() -> None:
    (scheme,) = marking.parse(TEXT).schemes
    assert [point.see for point in scheme.points] == ["Rain / snow (a short note)", "When the snow melts", ""]
    assert marking.parse(marking.to_text(scheme)).schemes == (scheme,)


def test_the_line_moves_no_mark() -> None:
    plain = TEXT.replace("  SEE: Rain / snow (a short note)\n", "").replace(" SEE: When the snow melts", "")
    with_see, without = (marking.parse(text).schemes[0] for text in (TEXT, plain))
    answer = "Heavy rain for days. A short note when the snow melts."
    assert marking.mark(with_see, answer) == marking.mark(without, answer)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (TEXT.replace("- heavy rain over several days\n  REJECT: drizzle\n", ""), 6, "SEE belongs to a marking point"),
        (TEXT.replace("SEE: Rain / snow (a short note)", "SEE:"), 8, "Expected a heading"),
        (TEXT.replace("SEE: Rain", f"SEE: {'x' * 200}"), 8, "at most 200 characters"),
        (TEXT.replace("  SEE: Rain", "  SEE: Hail\n  SEE: Rain"), 9, "Expected it once"),
    ],
)
def test_what_cannot_be_a_heading_is_told_at_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(marking.NotationError) as refusal:
        marking.parse(text)
    assert [(error.line, message in error.message) for error in refusal.value.errors] == [(line, True)]
