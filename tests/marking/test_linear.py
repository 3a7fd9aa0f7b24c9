"""Work grows no faster than the answer, counted in the interpreter's steps and not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from questions.marking import Scheme, mark, parse
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


def steps(answer: str, scheme: Scheme = SCHEME) -> int:
    """How many instructions the interpreter takes to mark ``answer``, everything that is kept by word known already."""
    mark(scheme, answer)
    count = 0

    def traced(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal count
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        count += event == "opcode"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        mark(scheme, answer)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("text", [sentences, one_sentence, clauses, numbered, off_topic, denials, one_denial, untrue])
def test_twice_the_answer_takes_at_most_twice_the_work(text: Callable[[int], str]) -> None:
    few, twice, more = steps(text(16)), steps(text(32)), steps(text(64))
    assert more - twice <= 2.2 * max(twice - few, few / 4)


@pytest.mark.parametrize("text", [phrases, conditions])
def test_so_does_work_on_phrases(text: Callable[[int], str]) -> None:
    few, twice, more = (steps(text(count), FORCED) for count in (16, 32, 64))
    assert more - twice <= 2.2 * max(twice - few, few / 4)
