"""Fit the weights of ``questions.marking.likelihood`` and print them, with how well they do on questions left out.

    python -m scripts.fit_likelihood DATA

DATA is the folder with the public data sets and their ``splits.json``, of which the train questions are
used; the project's own answers are in tests/marking/examples. Which stretch says a point is not marked in
the data: the likeliest one is taken, with the weights of the round before, and the weights are fitted
again (multiple-instance logistic regression). An answer of two marks is taken to say its two likeliest points.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from questions.marking import flags, likelihood, parse
from questions.marking.agreement import exact, weighted_kappa
from questions.marking.compiled import Compiled, compiled
from questions.marking.matching import match, places
from questions.marking.text import read

Values = NDArray[np.float64]

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "marking" / "examples"
ORDINARY = frozenset("fair misspelt paraphrase partial wrong two_in_one once_only unlisted".split())
"""Kinds of own answers that likeness alone should get right; the others are for the rules."""

SETS = ("beetle", "scientsbank", "saf", "digiklausur")
FULL = 0.7
"""Share of the marks from which an answer counts as right where all acceptable answers are about one idea."""
ROUNDS, STEPS, FOLDS = 5, 12, 6
RIDGE = {True: 20.0, False: 10.0}


@dataclass(frozen=True)
class Answer:
    """``points`` holds for each point its phrases and stretches, a row of features for each."""

    mark: int
    points: tuple[Values, ...]


@dataclass(frozen=True)
class Question:
    name: str
    marks: int
    answers: tuple[Answer, ...]


def question(path: Path, *, one: bool) -> Question:
    """A question with its answers; ``one``: as if it were worth one mark, whatever earns it."""
    text = path.with_name(f"{path.name}.scheme.txt").read_text(encoding="utf-8")
    ready = compiled(parse(text).schemes[0])
    answers = []
    with path.with_name(f"{path.name}.answers.csv").open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            if "kind" in row and row["kind"] not in ORDINARY:
                continue
            enough = 0.0 if "kind" in row else FULL * ready.scheme.marks
            mark = int(float(row["mark"]) > enough) if one else int(row["mark"])
            answers.append(Answer(mark, tuple(candidates(ready, row["answer"], one=one))))
    return Question(f"{path.parent.name}/{path.name}", 1 if one else ready.scheme.marks, tuple(answers))


def candidates(ready: Compiled, answer: str, *, one: bool) -> Iterable[Values]:
    reading = read(answer, ready.concepts)
    if flags.is_blank(reading) or flags.is_other_language(reading):
        return
    found = match(ready, reading)
    if not found.stretches:
        return
    names = tuple(likelihood.ONE_IDEA if one else likelihood.SEVERAL_IDEAS)
    values = likelihood.features(ready, found.words, found.weights, found.best, found.form, found.stretches, names)
    open_places = places(ready, found.words, found.stretches)
    sides = [(side.number, side.point) for side in ready.sides if side.role == "answer"]
    for point in [None] if one else range(len(ready.scheme.points)):
        numbers = [number for number, whose in sides if point is None or whose == point]
        rows = np.concatenate([values[:, number, open_places[number]].T for number in numbers])
        if len(rows):
            yield rows.astype(np.float64)


def fit(questions: Sequence[Question], middle: Values, spread: Values, *, one: bool) -> Values:
    """Weights and, last, the constant, for standardised features."""
    weights = np.zeros(len(middle) + 1)
    weights[0] = 1.0
    for _ in range(ROUNDS):
        rows, wanted, importance = chosen(questions, middle, spread, weights, one=one)
        weights = logistic(rows, wanted, importance, RIDGE[one], weights)
    return weights


def chosen(
    questions: Sequence[Question], middle: Values, spread: Values, weights: Values, *, one: bool
) -> tuple[Values, Values, Values]:
    """The likeliest candidate of each point, whether it is right, and how much it counts."""
    rows, wanted, importance = [], [], []
    for asked in questions:
        right = float(np.mean([answer.mark > 0 for answer in asked.answers]))
        for answer in asked.answers:
            best = sorted((likeliest(point, middle, spread, weights) for point in answer.points), key=lambda b: -b[0])
            for place, (_, row) in enumerate(best):
                if place >= answer.mark and answer.mark == asked.marks:
                    continue
                rows.append(row)
                wanted.append(float(place < answer.mark))
                # Kappa counts a question's right and wrong answers alike, and each question once.
                share = max(right if answer.mark else 1.0 - right, 0.1)
                importance.append(20.0 / share / len(asked.answers) if one else 1.0)
    return np.array(rows), np.array(wanted), np.array(importance)


def likeliest(point: Values, middle: Values, spread: Values, weights: Values) -> tuple[float, Values]:
    rows = (point - middle) / spread
    odds = rows @ weights[:-1] + weights[-1]
    return float(odds.max()), rows[int(odds.argmax())]


def logistic(rows: Values, wanted: Values, importance: Values, ridge: float, start: Values) -> Values:
    """Newton's method with a ridge on all but the constant."""
    values = np.hstack([rows, np.ones((len(rows), 1))])
    held = np.eye(values.shape[1]) * ridge
    held[-1, -1] = 1e-3
    weights = start
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (importance * (chance - wanted)) + held @ weights
        bend = (values * (importance * chance * (1 - chance))[:, None]).T @ values + held
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def marks(asked: Question, middle: Values, spread: Values, weights: Values) -> list[int]:
    """What the answers earn by likeness alone."""
    return [
        min(asked.marks, sum(likeliest(point, middle, spread, weights)[0] > 0 for point in answer.points))
        for answer in asked.answers
    ]


def report(questions: Sequence[Question], *, one: bool) -> None:
    """Fit, with each fold of questions left out once, then on all; print both."""
    everything = np.concatenate([point for asked in questions for answer in asked.answers for point in answer.points])
    middle, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-6
    kappas: dict[str, list[float]] = defaultdict(list)
    given: list[int] = []
    agreed: list[int] = []
    for fold in range(FOLDS):
        weights = fit([q for i, q in enumerate(questions) if i % FOLDS != fold], middle, spread, one=one)
        for asked in questions[fold::FOLDS]:
            reached, wanted = marks(asked, middle, spread, weights), [answer.mark for answer in asked.answers]
            kappas[asked.name.split("/")[0]].append(weighted_kappa(wanted, reached))
            given += reached
            agreed += wanted
    print({name: round(float(np.mean(values)), 3) for name, values in kappas.items()}, round(exact(agreed, given), 3))
    weights = fit(questions, middle, spread, one=one)
    raw = weights[:-1] / spread
    constant = weights[-1] - float(raw @ middle)
    for name, value, standard in zip(
        likelihood.ONE_IDEA if one else likelihood.SEVERAL_IDEAS, raw, weights[:-1], strict=True
    ):
        print(f'    "{name}": {value:.3f},  # {standard:.2f}')
    print(f"    constant {constant:.3f}")


def main(folder: Path) -> None:
    own = [
        file.with_name(file.name.removesuffix(".answers.csv"))
        for file in sorted(EXAMPLES.glob("*.answers.csv"))
        if not file.name.endswith(".levels.answers.csv")
    ]
    train = json.loads((folder / "splits.json").read_text(encoding="utf-8"))["train"]
    public = [folder / name for name in train if name.split("/")[0] in SETS]
    report([question(path, one=True) for path in [*public, *own]], one=True)
    report([question(path, one=False) for path in own], one=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
