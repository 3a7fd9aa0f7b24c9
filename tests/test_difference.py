"""Changed lines of two texts, by word."""

from __future__ import annotations

from questions.difference import changed_lines


def test_only_changed_lines_are_shown_and_in_them_the_words() -> None:
    before = "Question 1\n- heavy rain\n- snow melting\n"
    after = "Question 1\n- heavy rain\n- snow melting in spring\n  ACCEPT: the thaw\n"
    assert changed_lines(before, after) == [
        [("", "- snow melting"), ("+", "in spring")],
        [("+", "ACCEPT: the thaw")],
    ]


def test_a_line_that_is_gone_is_all_taken_away() -> None:
    assert changed_lines("a\nb c\n", "a\n") == [[("-", "b c")]]


def test_long_runs_that_stayed_are_cut_to_what_stands_beside_the_change() -> None:
    words = " ".join(str(number) for number in range(40))
    (line,) = changed_lines(f"{words} x {words}", f"{words} y {words}")
    assert line == [("", "0 … 34 35 36 37 38 39"), ("-", "x"), ("+", "y"), ("", "0 1 2 3 4 5 …")]


def test_what_is_added_at_the_end_of_a_long_line_is_shown_with_what_stands_before_it() -> None:
    words = " ".join(str(number) for number in range(40))
    (line,) = changed_lines(f"ACCEPT: {words}", f"ACCEPT: {words} / the thaw")
    assert line == [("", "ACCEPT: … 34 35 36 37 38 39"), ("+", "/ the thaw")]


def test_equal_texts_have_no_difference() -> None:
    assert changed_lines("a\nb", "a\nb") == []
