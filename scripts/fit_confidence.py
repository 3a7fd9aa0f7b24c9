"""Fit the weights of ``questions.marking.confidence`` and print them, with how well they do on answers held back.

    python -m scripts.fit_confidence DATA

DATA is the folder with the public data sets. Fitted on the questions to tune on of tests/marking/banks and, where the
points are one idea, on as many answers again from the train questions of ``beetle`` and ``scientsbank``; tried on the
questions that either holds back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from questions.marking import confidence, mark
from questions.marking.agreement import reliability
from questions.marking.logistic import fitted, logistic
from questions.marking.marker import outcome_of
from questions.marking.scheme import is_one_idea
from scripts.fit_likelihood import BANKS, listed, marked

Row = tuple[tuple[float, ...], bool]
"""What confidence rests on, and whether the mark was right."""

NATURAL = frozenset(
    "civics civics2 civics3 ukhist ukhist2 ukhist3 ukhist4 two two2 points points2 points3 traps2".split()
)
PUBLIC = frozenset(("beetle", "scientsbank"))
SHARE = 2400
"""Answers from the public sets: about as many as from the project's own."""


def rows(paths: Iterable[Path], *, one: bool) -> list[Row]:
    """The answers of those questions whose points are one idea, or are not."""
    found: list[Row] = []
    for path in paths:
        scheme, answers = marked(path)
        if is_one_idea(scheme) != one:
            continue
        for row in answers:
            outcome = outcome_of(scheme, row["answer"])
            if outcome is not None:
                total = mark(scheme, row["answer"]).mark
                features = confidence.features(outcome, full=total == scheme.marks)
                found.append((features, total == int(float(row["mark"]))))
    return found


def fit(found: Sequence[Row]) -> tuple[float, ...]:
    return fitted([features for features, _ in found], [right for _, right in found])


def show(name: str, weights: Sequence[float], found: Sequence[Row]) -> None:
    """How often the marks of each confidence were right."""
    sure = [logistic(weights, features) for features, _ in found]
    print(f"  {name}: {len(found)} answers")
    for low, high, count, mean, share in reliability(sure, [right for _, right in found]):
        print(f"    {low:.1f} to {high:.1f}  {count:6d}  said {mean:.2f}  right {share:.2f}")


def main(folder: Path) -> None:
    own = [path for path in listed(BANKS, "tune") if path.parent.name in NATURAL]
    held = [path for path in listed(BANKS, "check") if path.parent.name in NATURAL]
    public = rows((path for path in listed(folder, "train") if path.parent.name in PUBLIC), one=True)
    some = [public[i] for i in np.random.default_rng(0).permutation(len(public))[:SHARE]]
    weights = fit([*rows(own, one=True), *some])
    print(f"ONE_IDEA = {weights}")
    show("own questions held back", weights, rows(held, one=True))
    test = (path for path in listed(folder, "test") if path.parent.name in PUBLIC)
    show("public questions held back", weights, rows(test, one=True))
    weights = fit(rows(own, one=False))
    print(f"SEVERAL_IDEAS = {weights}")
    show("own questions held back", weights, rows(held, one=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
