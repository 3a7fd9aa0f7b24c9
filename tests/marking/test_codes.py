"""Letters, codes and signs: "B" is not "D", "IPv6" not "IPv4", and -3 not 3."""

from __future__ import annotations

import pytest

from questions.marking import mark, parse
from questions.marking.language.text import read

LETTERED = "- B\n- D"
FROM_A = "- A\n- C"
UNITS = "- kg\n- m"
VITAMINS = "- vitamin C\n- vitamin D"
OPTIONS = "- option B\n- option D"
GASES = "- SO2\n- NO2"


def marks(points: str, answer: str) -> int:
    count = points.count("- ")
    head = f"Question 1 ({count} marks)\nWhich are they?\nMark scheme:\n1 mark for each.\nAcceptable answers include:\n"
    return mark(parse(head + points).schemes[0], answer).mark


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        (LETTERED, "B, D", 2),
        (LETTERED, "The answers are B and D.", 2),
        (LETTERED, "1. B 2. D", 2),
        (LETTERED, "b and d", 2),
        (LETTERED, "C and D", 1),
        (LETTERED, "A and C", 0),
        (FROM_A, "A and C", 2),
        (FROM_A, "Answer A", 1),
        (FROM_A, "A lot of things happened there", 0),
        (FROM_A, "B and D", 0),
        (UNITS, "kg and m", 2),
        (UNITS, "g and cm", 0),
        (VITAMINS, "vitamin A and vitamin B", 0),
        (VITAMINS, "vitamins C and D", 2),
        (VITAMINS, "vitamin D", 1),
        (OPTIONS, "option A and option C", 0),
        (OPTIONS, "B and D", 2),
    ],
)
def test_a_letter_is_itself_or_another_thing(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        ("- IPv6\nREJECT: IPv4", "It uses IPv4 addresses", 0),
        ("- IPv6\nREJECT: IPv4", "it uses ipv6 addresses", 1),
        ("- CO2\nREJECT: CO", "CO", 0),
        ("- CO2", "SO2", 0),
        ("- CO2", "co₂", 1),
        ("- CO2", "carbon dioxide", 1),
        ("- H2O\nREJECT: H2O2", "H₂O₂", 0),
        ("- H2O", "water", 1),
        (GASES, "CO2 and O2", 0),
        (GASES, "so2, no2", 2),
        ("- G7", "G8", 0),
        ("- V2 rocket\nREJECT: V1 rocket", "V3 rocket", 0),
        ("- V2 rocket\nREJECT: V1 rocket", "the V2 rockets", 1),
        ("- the T4 programme", "T3 programme", 0),
    ],
)
def test_a_code_is_itself_or_another_thing(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        ("- -3", "3", 0),
        ("- -3", "+3", 0),
        ("- -3", "−3", 1),
        ("- -3", "minus 3", 1),
        ("- -3", "x = -3", 1),
        ("- −3 °C", "3 °C", 0),
        ("- −3 °C", "minus three degrees", 1),
        ("- 3", "x = -3", 0),
        ("- 1.5 × 10⁻³ A", "1.5 × 10³ A", 0),
        ("- 1.5 × 10⁻³ A", "1.5 x 10^-3 A", 1),
        ("- -1\nREJECT: +1 / 1", "-1", 1),
        ("- 12 tonnes of coal", "-12 tonnes of coal\n-and a lot of iron", 1),
        ("- the war of 1914-18", "the 1914 -18 war", 1),
    ],
)
def test_a_minus_belongs_to_its_number(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("fell to -5 at night", [-5.0]),
        ("(-5)", [-5.0]),
        ("10⁻³", [10.0, -3.0]),
        ("10³", [10.0, 3.0]),
        ("negative 7", [-7.0]),
        ("1914-18", [1914.0, 18.0]),
        ("1914 -18", [1914.0, 18.0]),
        ("soldiers -300,000 of them", [300_000.0]),
        ("-5 men went there", [5.0]),
        ("Covid-19", [19.0]),
        ("minus", []),
    ],
)
def test_which_dash_is_a_minus(text: str, numbers: list[float]) -> None:
    assert [word.number for word in read(text).words if word.number is not None] == numbers
