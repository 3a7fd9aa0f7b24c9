"""Work grows no faster than the answer, counted in the interpreter's steps and not in seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from questions.marking import parse
from tests.marking.steps import counted, steps
from tests.marking.test_examples import EXAMPLES

SCHEME = parse((EXAMPLES / "korea-entry.scheme.txt").read_text(encoding="utf-8")).schemes[0]
ON_TOPIC = "the UN was getting near the Yalu River and China feared that it would be invaded".split()


def sentences(count: int) -> str:
    return " ".join(" ".join([*ON_TOPIC[i % 5 :], *ON_TOPIC[: i % 5]]).capitalize() + "." for i in range(count))


def one_sentence(count: int) -> str:
    return " ".join(ON_TOPIC * count)


def clauses(count: int) -> str:
    return ", ".join("because Stalin urged Mao not to wait" for _ in range(2 * count))


def numbered(count: int) -> str:
    return "\n".join(f"{i + 1}. Mao wanted prestige for his weak country {i}" for i in range(2 * count))


def off_topic(count: int) -> str:
    return ". ".join(f"Farmers{i} grew turnips and sold parsnips at markets" for i in range(2 * count))


def denials(count: int) -> str:
    return " ".join(f"China was not afraid of the UN, nor did it never fear {i} Stalin." for i in range(2 * count))


def one_denial(count: int) -> str:
    return " ".join("not without the UN near the Yalu without Stalin" for _ in range(2 * count))


def untrue(count: int) -> str:
    return " ".join("but it was not true that Stalin urged Mao, that was no reason" for _ in range(2 * count))


FORCED = parse(
    "Question 1 (1 mark)\nWhy did men serve?\n\nMark scheme:\n1 mark for a reason.\n- They were forced to\n"
).schemes[0]


def phrases(count: int) -> str:
    return " ".join("they had no choice" for _ in range(4 * count))


def conditions(count: int) -> str:
    return " ".join("if they had no choice the king was bad he was old" for _ in range(2 * count))


@pytest.mark.parametrize("text", [sentences, one_sentence, clauses, numbered, off_topic, denials, one_denial, untrue])
def test_twice_the_answer_takes_at_most_twice_the_work(text: Callable[[int], str]) -> None:
    few, twice, more = (steps(SCHEME, text(count)) for count in (16, 32, 64))
    assert more - twice <= 2.2 * max(twice - few, few / 4)


@pytest.mark.parametrize("text", [phrases, conditions])
def test_so_does_work_on_phrases(text: Callable[[int], str]) -> None:
    few, twice, more = (steps(FORCED, text(count)) for count in (16, 32, 64))
    assert more - twice <= 2.2 * max(twice - few, few / 4)


def test_a_loop_within_a_loop_would_be_seen() -> None:
    few, twice, more = (
        counted(lambda n=n: [i for i in range(n) if any(i == j + n for j in range(n))]) for n in (16, 32, 64)
    )
    assert more - twice > 2.2 * max(twice - few, few / 4)
