"""Questions that ask how two things differ: what is said of the one is not said of the other."""

from __future__ import annotations

import pytest

from questions.marking import FLAGS, Scheme, mark, parse
from questions.marking.guards.contrast import compared
from questions.marking.language.text import read


def scheme(question: str, *points: str) -> Scheme:
    lines = "".join(f"- {point}\n" for point in points)
    return parse(f"Question 1 (1 mark)\n{question}\n\nMark scheme:\nAcceptable answers include:\n{lines}").schemes[0]


BLOOD = scheme(
    "State one difference between arteries and veins.",
    "arteries have thick walls AND veins have thin walls",
    "veins have valves but arteries do not",
    "arteries carry blood away from the heart AND veins carry blood to the heart",
)
RATES = scheme("Explain one difference between weather and climate.", "climate is an average over many years")


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("Arteries have thick walls but veins have thin walls.", 1),
        ("Veins have thin walls. Arteries have thick ones.", 1),
        ("arteries have thicker walls than veins", 1),
        ("Veins have thick walls but arteries have thin walls.", 0),
        ("veins have thicker walls than arteries", 0),
        ("Arteries have thick walls.", 0),
        ("Veins have valves but arteries don't.", 1),
        ("Arteries don't have valves but veins do.", 1),
        ("Unlike arteries, veins have valves.", 1),
        ("Arteries are narrow but viens have valves.", 1),
        ("Arteries have valves but veins do not.", 0),
        ("Unlike veins, arteries have valves.", 0),
        ("Arteries carry blood away from the heart and veins carry it to the heart.", 1),
        ("Veins carry blood away from the heart and arteries carry it to the heart.", 0),
    ],
)
def test_what_is_said_of_the_wrong_one_of_the_two_earns_nothing(answer: str, given: int) -> None:
    assert mark(BLOOD, answer).mark == given


def test_the_student_is_told_what_is_wrong() -> None:
    turned = mark(BLOOD, "Arteries have valves but veins do not.")
    assert "roles" in turned.flags
    assert "roles" in FLAGS
    assert (
        turned.points[1].reason == "You say this of the wrong one of the two: “Arteries have valves but veins do not”."
    )
    half = mark(BLOOD, "Arteries have thick walls.")
    assert half.points[0].reason == "You have part of this; the mark needs both parts: “Arteries have thick walls”."


def test_one_side_is_enough_where_the_scheme_has_one() -> None:
    assert mark(RATES, "Climate is the average over a lot of years.").mark == 1
    assert mark(RATES, "Weather is the average over a lot of years.").mark == 0


CELLS = scheme("State one difference between prokaryotic and eukaryotic cells.", "prokaryotic cells have no nucleus")


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("Prokaryotes have no nucleus.", 1),
        ("Eukaryotic cells have a nucleus, prokaryotic cells don't.", 1),
        ("Eukaryotic cells have no nucleus.", 0),
    ],
)
def test_what_both_are_belongs_to_neither(answer: str, given: int) -> None:
    assert mark(CELLS, answer).mark == given


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("State one difference between arteries and veins.", ("arteri", "vein")),
        ("How do plant cells and animal cells differ?", None),
        ("What difference did the railways make to farmers and towns?", None),
        ("State one difference between prokaryotic and eukaryotic cells.", ("prokaryot", "eukaryot")),
        ("State one difference between rich and poor children.", ("rich", "poor")),
        ("Say how arable farms differ from pastoral farms.", ("arabl", "pastor")),
        ("Give two differences between plant cells and animal cells.", ("plant", "anim")),
        ("Why did the king and his barons fall out?", None),
    ],
)
def test_the_two_are_those_that_the_question_names(question: str, both: tuple[str, str] | None) -> None:
    found = compared(read(question))
    assert found == (None if both is None else (frozenset({both[0]}), frozenset({both[1]})))
