"""The signs of a marking point: those on lines below it, and those within its line."""

from __future__ import annotations

import pytest

from questions.marking.notation.parsing import phrase_text, point_text
from questions.marking.scheme import Term
from tests.marking.texts import answers, point, read, terms, the_error

pytestmark = pytest.mark.marking

# --- Signs below a point -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["ACCEPT:", "Accept:", "accept :", "ALLOW:", "Also accept:", "ACCEPT", "Accept", "- ACCEPT:", "• allow:"]
)
def test_accept_adds_an_answer(sign: str) -> None:
    assert point("fear", f"  {sign} worry / alarm").accept == point("worry / alarm").answers


@pytest.mark.parametrize(
    "sign",
    [
        "REJECT:",
        "Reject:",
        "DO NOT ACCEPT:",
        "Do not accept:",
        "Don’t accept:",
        "NOT:",
        "DO NOT ALLOW",
        "Do not accept",
    ],
)
def test_reject_adds_what_cancels(sign: str) -> None:
    assert point("fear", f"  {sign} joy").reject == point("joy").answers


@pytest.mark.parametrize("sign", ["IGNORE:", "Ignore:", "ignore:", "IGNORE"])
def test_ignore_adds_what_neither_earns_nor_cancels(sign: str) -> None:
    assert point("fear", f"{sign} the war").ignore == point("the war").answers


def test_signs_of_one_kind_add_up() -> None:
    assert point("fear", "  ACCEPT: worry", "  REJECT: joy", "  ACCEPT: alarm").accept == point("worry / alarm").answers


def test_signs_belong_to_the_point_above() -> None:
    scheme = read("- fear", "  ACCEPT: worry", "- greed", "  REJECT: thrift")
    assert [(len(found.accept), len(found.reject)) for found in scheme.points] == [(1, 0), (0, 1)]


def test_signs_in_capitals_may_stand_within_the_line() -> None:
    found = point("fear of war ACCEPT: worry REJECT: UN troops had invaded China")
    assert found == point("fear of war", "ACCEPT: worry", "REJECT: UN troops had invaded China")


def test_a_sign_may_not_follow_the_heading_of_the_list() -> None:
    assert the_error("Acceptable answers include: Do not accept joy", "- fear")[0] == 1


def test_words_that_are_no_signs_stay_words() -> None:
    assert answers("\\ACCEPT: nothing") == ["ACCEPT: nothing"]
    assert answers("accept defeat") == ["accept defeat"]
    assert answers("to reject help") == ["to reject help"]


@pytest.mark.parametrize(
    "line",
    ["fear AW", "fear (AW)", "fear owtte", "fear OWTTE.", "fear [owtte]", "fear, AW", "fear (or words to that effect)"],
)
def test_alternative_wording(line: str) -> None:
    found = point(line)
    assert (found.any_wording, found.reverse) == (True, False)
    assert found.answers[0].phrases[0].terms[0].forms[0].strip(",") == "fear"


@pytest.mark.parametrize(
    "line", ["fear ORA", "fear (ORA)", "fear (ora)", "fear [accept ORA]", "fear (ORA) / alarm", "fear ORA / alarm"]
)
def test_the_reverse_argument(line: str) -> None:
    found = point(line)
    assert (found.any_wording, found.reverse) == (False, True)
    assert answers(line)[0] == "fear"


def test_aw_and_ora_may_stand_together_or_on_a_line_of_their_own() -> None:
    assert (
        point("fear AW ORA") == point("fear (ORA) (AW)") == point("fear", "  AW ORA") == point("fear", "- ORA", "- AW")
    )


def test_aw_and_ora_within_the_words_are_words() -> None:
    assert answers("the AW treaty ORA signed") == ["the \\AW treaty \\ORA signed"]
    assert answers("aw") == ["\\aw"]


# --- Signs within a line -------------------------------------------------------------------------


def test_a_spaced_slash_parts_whole_alternatives() -> None:
    assert answers("fear of war / threat to the border OR worry") == ["fear of war", "threat to the border", "worry"]


def test_a_slash_without_spaces_parts_the_wordings_of_a_word() -> None:
    assert terms("UN/US troops") == (Term(("UN", "US")), Term(("troops",)))
    assert terms("acid and/or sugar")[1] == Term(("and", "or"))


@pytest.mark.parametrize("line", ["the header/ trailer part", "the header /trailer part"])
def test_a_slash_with_one_space_parts_a_word_and_not_the_answer(line: str) -> None:
    assert terms(line) == (Term(("the",)), Term(("header", "trailer")), Term(("part",)))


@pytest.mark.parametrize(
    "word", ["1950/51", "1950/51,", "1/2", "24/7", "1/10/1949", "km/h", "n/a", "http://un.org/a", "//"]
)
def test_a_slash_between_figures_or_letters_is_text(word: str) -> None:
    assert terms(f"in {word}")[1] == Term((word,))
    assert point_text(point(f"in {word}")) == f"in {word}" if word != "//" else "in \\/\\/"


def test_two_whole_years_are_alternatives() -> None:
    assert terms("1950/1951") == (Term(("1950", "1951")),)


def test_a_slash_that_divides_in_a_formula_is_text() -> None:
    assert answers("threshold = window / 2. Then again / later") == ["threshold = window \\/ 2. Then again", "later"]


def test_brackets_hold_what_is_not_needed() -> None:
    assert terms("near (the) Yalu (River), so") == (
        Term(("near",)),
        Term(("the",), optional=True),
        Term(("Yalu",)),
        Term(("River,",), optional=True),
        Term(("so",)),
    )
    assert terms("seized [in the autumn of 1950]")[1] == Term(("in the autumn of 1950",), optional=True)


def test_a_slash_in_brackets_parts_wordings_of_the_bracket() -> None:
    assert terms("fear (of war / of the USA) grew")[1] == Term(("of war", "of the USA"), optional=True)
    assert terms("fear (of UN/US troops)")[1] == Term(("of UN troops", "of US troops"), optional=True)


def test_brackets_in_brackets_are_text() -> None:
    assert terms("left [a solid (a salt) behind]")[1] == Term(("a solid (a salt) behind",), optional=True)


@pytest.mark.parametrize("word", ["P(C)", "f(x+1)", "4.i)less", "$w_(new)$", "main()"])
def test_brackets_that_touch_a_word_are_text(word: str) -> None:
    assert terms(f"see {word}")[1] == Term((word,))


def test_brackets_round_an_ending_or_a_prefix_give_two_wordings() -> None:
    assert terms("troop(s) moved")[0] == Term(("troop", "troops"))
    assert terms("to (re)unite Korea")[1] == Term(("unite", "reunite"))


def test_the_bracket_of_a_list_number_is_text() -> None:
    assert answers("both a) fear and ii) greed") == ["both a\\) fear and ii\\) greed"]


@pytest.mark.parametrize("line", ["the _Yalu_ River", "the **Yalu** River"])
def test_underscores_and_stars_mark_essential_words(line: str) -> None:
    assert terms(line) == (Term(("the",)), Term(("Yalu",), essential=True), Term(("River",)))


def test_an_essential_group_may_hold_several_words_and_wordings() -> None:
    assert terms("the _Yalu River_") == (Term(("the",)), Term(("Yalu River",), essential=True))
    assert terms("_UN/US_ troops")[0] == Term(("UN", "US"), essential=True)
    assert terms("_Yalu River / border_")[0] == Term(("Yalu River", "border"), essential=True)
    assert terms("_Yalu (River)_")[0] == Term(("Yalu River", "Yalu"), essential=True)


def test_a_word_with_an_essential_part_is_essential() -> None:
    assert terms("_Taiwan_'s future")[0] == Term(("Taiwan's",), essential=True)
    assert terms("_UN_/US troops")[0] == Term(("UN", "US"), essential=True)


@pytest.mark.parametrize("word", ["P_B", "ss_thresh", "___", "2**3", "*"])
def test_underscores_and_stars_that_open_nothing_are_text(word: str) -> None:
    assert terms(f"see {word} here")[1] == Term((word,))


def test_and_needs_both_sides() -> None:
    (found,) = point("moved at night AND hid by day").answers
    assert [phrase_text(phrase) for phrase in found.phrases] == ["moved at night", "hid by day"]


def test_and_in_small_letters_is_a_word() -> None:
    assert len(point("cold and hungry").answers[0].phrases) == 1


def test_a_slash_binds_looser_than_and() -> None:
    found = point("cold AND hungry / ill").answers
    assert [[phrase_text(phrase) for phrase in answer.phrases] for answer in found] == [["cold", "hungry"], ["ill"]]


def test_and_in_brackets_is_a_word() -> None:
    assert terms("held talks (Kaesong AND Panmunjom)")[-1] == Term(("Kaesong AND Panmunjom",), optional=True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a \\/ b", ["a", "/", "b"]),
        ("a\\/b", ["a/b"]),
        ("a \\AND b", ["a", "AND", "b"]),
        ("a \\(b\\)", ["a", "(b)"]),
        ("a \\_b\\_", ["a", "_b_"]),
        ("a \\[2\\]", ["a", "[2]"]),
        ("a \\AW", ["a", "AW"]),
        ("a \\\\", ["a", "\\"]),
        ("\\eta rises", ["\\eta", "rises"]),
        ("\\Note: it", ["Note:", "it"]),
        ("\\Any other valid reason", ["Any", "other", "valid", "reason"]),
    ],
)
def test_a_backslash_takes_the_meaning_of_a_sign_away(line: str, words: list[str]) -> None:
    assert terms(line) == tuple(Term((word,)) for word in words)
