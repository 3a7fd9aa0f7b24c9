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
        ("- NSC-68", "NSC68", 1),
        ("- BA 142", "BA142", 1),
        ("- V2 / V-2", "the V2s", 1),
        ("- B-52 bombers", "b52 bombers", 1),
        ("- MI5", "M.I.5", 1),
        ("- MI5", "MI6", 0),
        ("- H2SO4", "H2 SO4", 1),
        ("- CO₂", "CO 2", 1),
        ("- E = mc²", "e=mc^2", 1),
        ("- x > -2", "x < -2", 0),
        ("- x > -2", "x > -2", 1),
        ("- U-boats", "u boats", 1),
    ],
)
def test_a_code_is_itself_or_another_thing(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        ("- J. S. Mill", "Mill", 1),
        ("- J. S. Mill", "J.S. Mill", 1),
        ("- A. J. P. Taylor", "AJP Taylor", 1),
        ("- Franklin D. Roosevelt", "Roosevelt", 1),
        ("- 12 V", "12 volts", 1),
        ("- 12 V", "12V", 1),
        ("- 10 g", "10 grams", 1),
        ("- 25 m²", "25 square metres", 1),
        ("- 9.8 m/s²", "9.8 ms-2", 1),
    ],
)
def test_initials_and_units_are_written_in_many_ways(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        ("- plan B", "plan A", 0),
        ("- pumps B and C share one closed pipe", "they share the same closed pipe", 1),
        ("- B and C are in the same pipe", "because they share the same pipe", 1),
        ("- T cells", "B cells", 0),
        ("- T cells", "the t cells", 1),
        ("- hepatitis B", "hepatitis A", 0),
        ("- Elizabeth I", "Elizabeth II", 0),
        ("- Henry V", "Henry VIII", 0),
        ("- Henry V", "Henry the fifth", 1),
        ("- Charles I", "Charles", 1),
    ],
)
def test_another_letter_beside_the_same_word_is_another_thing(points: str, answer: str, marked: int) -> None:
    assert marks(points, answer) == marked


@pytest.mark.parametrize(
    ("points", "answer", "marked"),
    [
        ("- -30 degrees", "it was -30 degrees", 1),
        ("- -30 degrees", "It was 30 degrees", 0),
        ("- -5 metres per second", "5 metres per second", 0),
        ("- 12\n- 15\n- 18", "-12\n-15\n-18", 3),
        ("- 300 soldiers died\n- 20 ships were sunk", "Losses: -300 soldiers died, -20 ships sunk", 2),
        ("- the 38th parallel", "Korea was divided -38th parallel", 1),
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
        ("x=-5", [-5.0]),
        ("(-5)", [-5.0]),
        ("10⁻³", [10.0, -3.0]),
        ("10³", [10.0, 3.0]),
        ("negative 7", [-7.0]),
        ("1914-18", [1914.0, 18.0]),
        ("1914 -18", [1914.0, 18.0]),
        ("soldiers -300,000 of them", [300_000.0]),
        ("the -38th", [38.0]),
        ("Covid-19", [19.0]),
        ("minus", []),
    ],
)
def test_which_dash_is_a_minus_where_there_may_be_one(text: str, numbers: list[float]) -> None:
    assert [word.number for word in read(text, signed=True).words if word.number is not None] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("fell to -5", [5.0]), ("-5 men", [5.0]), ("x = -5", [-5.0]), ("minus 5", [-5.0]), ("10⁻³", [10.0, -3.0])],
)
def test_elsewhere_a_dash_is_none(text: str, numbers: list[float]) -> None:
    assert [word.number for word in read(text).words if word.number is not None] == numbers


def test_a_minus_is_shown_with_its_number() -> None:
    (word,) = [word for word in read("fell to -5", signed=True).words if word.number is not None]
    assert "fell to -5"[word.start : word.end] == "-5"
