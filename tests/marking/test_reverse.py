"""ORA: the reverse argument earns the mark, and half of it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from questions import marking

RATE = ("How does temperature change the rate of a reaction?", "increasing the temperature increases the rate")
SPENDING = ("Give one effect of unemployment.", "high unemployment means that people spend less")
LEADERS = ("Why did some states last?", "strong leaders kept their states together")
TAX = ("How is income tax fair?", "rich people pay more tax")
REDS = ("Why did the Reds win the Russian Civil War?", "Whites divided in aims and leaders")
WOOD = ("Compare metal and wood.", "metal conducts heat better than wood")
COLOURS = ("How does a dark surface differ from a light one?", "dark surfaces absorb more heat")
SHIPS = ("Why did the Armada fail?", "English ships were small and fast")


def scheme(question: tuple[str, str]) -> marking.Scheme:
    stem, point = question
    text = f"Question 1 (1 mark)\n{stem}\n\nMark scheme:\nAcceptable answers include:\n- {point} (ORA)\n"
    return marking.parse(text).schemes[0]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (RATE, "decreasing the temperature decreases the rate"),
        (SPENDING, "low unemployment means people spend more"),
        (LEADERS, "weak leaders could not keep their states together"),
        (TAX, "the poor pay less"),
        (REDS, "The Reds were united in aims and leaders"),
        (COLOURS, "light surfaces absorb less heat"),
        (COLOURS, "light surfaces reflect more heat"),
        (SHIPS, "the Spanish ships were large and slow"),
    ],
)
def test_the_reverse_argument_earns_the_mark_where_the_scheme_says_so(question: tuple[str, str], answer: str) -> None:
    reversible = scheme(question)
    assert marking.mark(reversible, answer).mark == 1
    points = tuple(replace(point, reverse=False) for point in reversible.points)
    assert marking.mark(replace(reversible, points=points), answer).mark == 0


@pytest.mark.parametrize("reverse", [True, False])
def test_a_comparison_from_the_other_side_is_the_same_statement(*, reverse: bool) -> None:
    points = tuple(replace(point, reverse=reverse) for point in scheme(WOOD).points)
    wood = replace(scheme(WOOD), points=points)
    assert marking.mark(wood, "wood conducts heat worse than metal").mark == 1
    assert marking.mark(wood, "metal conducts heat worse than wood").mark == 0
    assert marking.mark(wood, "wood conducts heat better than metal").mark == 0


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (RATE, "increasing the temperature decreases the rate"),
        (RATE, "decreasing the temperature increases the rate"),
        (SPENDING, "low unemployment means people spend less"),
        (LEADERS, "weak leaders kept their states together"),
        (LEADERS, "strong leaders could not keep their states together"),
        (TAX, "poor people pay more tax"),
        (TAX, "it is not true that rich people pay more tax"),
        (REDS, "The Whites were united"),
        (SHIPS, "English ships were large and slow"),
        (WOOD, "wood conducts heat better than metal"),
        (COLOURS, "light surfaces absorb more heat"),
    ],
)
def test_half_of_it_turned_round_earns_nothing(question: tuple[str, str], answer: str) -> None:
    assert marking.mark(scheme(question), answer).mark == 0


ESSAY = marking.parse("""Question 1 (6 marks)
Explain why the Reds won the Russian Civil War.

Mark scheme:
Level 1 (1–2 marks): General.
Level 2 (3–4 marks): Some explanation.
Level 3 (5–6 marks): Developed.
Indicative content:
- held the centre with its railways and factories
- Whites divided in aims and leaders (ORA)
- War Communism fed the army
""").schemes[0]


def test_an_essay_may_argue_the_reverse_too() -> None:
    united = "The Reds were united in their aims and had a single leader, because Lenin allowed no other parties."
    assert [point.credited for point in marking.mark(ESSAY, united).points] == [False, True, False]
    untrue = "The Whites were united in aims and leaders, because Lenin allowed no other parties."
    assert not marking.mark(ESSAY, untrue).points[1].credited
