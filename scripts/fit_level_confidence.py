"""Fit the weights of questions/marking/level_confidence.py on the marked essays, and say how well that carries over.

``python -m scripts.fit_level_confidence`` prints the weights, and how often the level was right for each confidence
when every question's answers got theirs from weights fitted on the other questions.
"""

from __future__ import annotations

import numpy as np

from questions.marking import essays
from questions.marking.agreement import reliability
from questions.marking.compiled import compiled
from questions.marking.confidence import fitted
from questions.marking.matching import match
from questions.marking.standing import telling
from questions.marking.text import read
from tests.marking.test_levels_bank import NAMES, essays_of, scheme_of

EDGES = (0.6, 0.7, 0.8, 0.9)


def seen(name: str) -> tuple[list[tuple[float, ...]], list[bool]]:
    """What confidence rests on for each essay of a question, and whether its level was right."""
    ready = compiled(scheme_of(name))
    rows, right = [], []
    for essay in essays_of(name):
        reading = read(essay.answer, ready.concepts)
        given, features = essays.look(ready, reading, match(ready, telling(ready, reading)))
        rows.append(features)
        right.append((given.level or 0) == essay.level)
    return rows, right


def main() -> None:
    """Print the table and the weights."""
    data = {name: seen(name) for name in NAMES}
    confident: list[float] = []
    right: list[bool] = []
    for left_out in NAMES:
        others = [name for name in NAMES if name != left_out]
        *weights, constant = fitted(
            [row for name in others for row in data[name][0]], [value for name in others for value in data[name][1]]
        )
        linear = np.array(data[left_out][0]) @ np.array(weights) + constant
        confident += [float(value) for value in 1.0 / (1.0 + np.exp(-linear))]
        right += data[left_out][1]
    print("confidence   essays  mean  right level, weights from the other questions")
    for low, high, count, mean, share in reliability(confident, right, EDGES):
        print(f"{low:.1f} to {high:.1f} {count:8}  {mean:.2f}  {share:.2f}")
    *weights, constant = fitted(
        [row for name in NAMES for row in data[name][0]], [value for name in NAMES for value in data[name][1]]
    )
    print(f"WEIGHTS = {tuple(weights)}\nCONSTANT = {constant}")


if __name__ == "__main__":
    main()
