"""Fit the weights of marking/essays/level_confidence.py on the marked essays, and say how well that carries over.

``python -m scripts.fit_level_confidence`` prints the weights, and how often the level was right for each confidence
when every question's answers got theirs from weights fitted on the other questions. The constant makes the confidence
of later questions, those that were held back from tuning among them, as high on average as their levels are right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from questions.marking.agreement import reliability
from questions.marking.compiled import compiled
from questions.marking.essays import placing as essays
from questions.marking.essays.standing import telling
from questions.marking.language.text import read
from questions.marking.logistic import fitted
from questions.marking.matching import match
from tests.marking.test_levels_bank import (
    BLIND_HELD_BACK,
    FREE_HELD_BACK,
    HELD_BACK,
    LATER,
    NAMES,
    essays_of,
    scheme_of,
)

Seen = tuple[list[tuple[float, ...]], list[bool]]
"""What confidence rests on for each essay of a question, and whether its level was right."""

EDGES = (0.6, 0.7, 0.8, 0.9)


def seen(name: str) -> Seen:
    """What confidence rests on for each essay of a question, and whether its level was right."""
    ready = compiled(scheme_of(name))
    rows, right = [], []
    for essay in essays_of(name):
        reading = read(essay.answer, ready.concepts)
        given, features = essays.look(ready, reading, match(ready, telling(ready, reading)))
        rows.append(features)
        right.append((given.level or 0) == essay.level)
    return rows, right


def fit(data: dict[str, Seen], names: Sequence[str]) -> tuple[list[float], float]:
    """Weights from all of ``names``, and the constant that suits those of them which came after the rules."""
    *weights, constant = fitted(
        [row for name in names for row in data[name][0]], [value for name in names for value in data[name][1]]
    )
    later = [name for name in names if name in LATER]
    linear = np.array([row for name in later for row in data[name][0]]) @ np.array(weights)
    share = np.mean([value for name in later for value in data[name][1]])
    low, high = constant - 3.0, constant + 3.0
    while high - low > 0.0005:
        middle = (low + high) / 2
        less = float(np.mean(1.0 / (1.0 + np.exp(-linear - middle)))) < share
        low, high = (middle, high) if less else (low, middle)
    return list(weights), round((low + high) / 2, 3)


def table(title: str, confident: Sequence[float], right: Sequence[bool]) -> str:
    """How often levels were right for each confidence."""
    lines = [f"confidence   essays  mean  right level, {title}"]
    for low, high, count, mean, share in reliability(confident, right, EDGES):
        lines.append(f"{low:.1f} to {high:.1f} {count:8}  {mean:.2f}  {share:.2f}")
    return "\n".join(lines)


def confidences(rows: list[tuple[float, ...]], weights: Sequence[float], constant: float) -> list[float]:
    """The confidence for each row of features."""
    linear = np.array(rows) @ np.array(weights) + constant
    return [float(value) for value in 1.0 / (1.0 + np.exp(-linear))]


def main() -> None:
    """Print the tables and the weights."""
    data = {name: seen(name) for name in (*NAMES, *LATER)}
    for title, tried in (
        ("held back", (*HELD_BACK, *BLIND_HELD_BACK, *FREE_HELD_BACK)),
        ("later questions", LATER),
        ("all questions", tuple(data)),
    ):
        confident: list[float] = []
        right: list[bool] = []
        for left_out in tried:
            confident += confidences(data[left_out][0], *fit(data, [name for name in data if name != left_out]))
            right += data[left_out][1]
        print(table(f"weights without the question: {title}", confident, right))
    weights, constant = fit(data, tuple(data))
    print(f"WEIGHTS = {tuple(weights)}\nCONSTANT = {constant}")


if __name__ == "__main__":
    main()
