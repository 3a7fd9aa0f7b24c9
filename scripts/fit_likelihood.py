"""Fit the weights of ``questions.marking.likelihood`` and print them, with how well they do on questions left out.

    python -m scripts.fit_likelihood DATA

DATA is the folder with the public data sets and their ``splits.json``, of which the train questions are
used; the project's own answers are in tests/marking/examples and, of tests/marking/banks, the questions to tune on.
Which stretch says a point is not marked in the data: the likeliest one is taken, with the weights of the round before,
and the weights are fitted again (multiple-instance logistic regression). An answer whose mark takes two points is taken
to say its two likeliest ones.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from questions.marking import likelihood, parse
from questions.marking.agreement import weighted_kappa
from questions.marking.compiled import Compiled, compiled
from questions.marking.entailing import NOWHERE
from questions.marking.marker import read_answer
from questions.marking.matching import Match, match
from questions.marking.scheme import Scheme, award

Values = NDArray[np.float64]

EXAMPLES = Path(__file__).resolve().parent.parent / "tests" / "marking" / "examples"
BANKS = EXAMPLES.parent / "banks"
FOR_RULES = frozenset(
    """blank contradiction copied_question descriptor essential hedged ignore instructions keywords list_rule negated
    negation numbers other_language reject reversed roles""".split()
)
"""Kinds of own answers that likeness cannot get right: they are for the rules."""

SETS = {"beetle": 0.6, "scientsbank": 0.25, "saf": 0.6, "digiklausur": 0.4}
ONE_MARK = {"civics": 1.5, "civics2": 2.5, "civics3": 2.5, "ukhist": 1.5, "ukhist2": 3.0, "examples": 0.8}
TWO_MARKS = {"examples": 1.0, "two": 1.0}
MORE_MARKS = {"points": 1.0, "points2": 1.0, "two": 0.3, "examples": 0.2}
"""What a question of each set counts in a fit: more where there are few, and where the subject is a school's."""

FULL = 0.7
"""Share of the marks from which an answer counts as right where all acceptable answers are about one idea."""
ROUNDS, STEPS, HALVINGS, FOLDS = 5, 12, 20, 6
RIDGE = {True: 20.0, False: 10.0}


@dataclass(frozen=True)
class Answer:
    """``points`` holds for each point its phrases and stretches, a row of features for each; ``least`` and ``most`` are
    the numbers of points that make the mark."""

    mark: int
    least: int
    most: int
    points: tuple[Values, ...]


@dataclass(frozen=True)
class Question:
    """``awards`` are the marks for 0, 1, 2 ... points."""

    name: str
    weight: float
    awards: tuple[int, ...]
    answers: tuple[Answer, ...]


def question(path: Path, weight: float, *, one: bool) -> Question:
    """A question with its answers; ``one``: as if it were worth one mark, whatever earns it."""
    scheme, rows = marked(path)
    ready = compiled(scheme)
    awards = (0, 1) if one else tuple(award(scheme, range(count)) for count in range(len(scheme.points) + 1))
    answers = []
    for row in rows:
        if row.get("kind", "") in FOR_RULES:
            continue
        enough = 0.0 if "kind" in row else FULL * scheme.marks
        mark = int(float(row["mark"]) > enough) if one else int(row["mark"])
        counts = [count for count, marks in enumerate(awards) if marks == mark]
        if counts:
            points = tuple(candidates(ready, row["answer"], one=one))
            answers.append(Answer(mark, counts[0], counts[-1], points))
    return Question(f"{path.parent.name}/{path.name}", weight, awards, tuple(answers))


def marked(path: Path) -> tuple[Scheme, list[dict[str, str]]]:
    """The scheme and the marked answers of a question."""
    text = path.with_name(f"{path.name}.scheme.txt").read_text(encoding="utf-8")
    with path.with_name(f"{path.name}.answers.csv").open(encoding="utf-8-sig", newline="") as rows:
        return parse(text).schemes[0], list(csv.DictReader(rows))


def matched(ready: Compiled, answer: str) -> Match | None:
    """The answer beside the scheme; None where it says nothing that could be near."""
    reading, _ = read_answer(ready, answer)
    return match(ready, reading) if reading.words else None


def candidates(ready: Compiled, answer: str, *, one: bool) -> Iterable[Values]:
    found = matched(ready, answer)
    if found is None:
        return
    weights = likelihood.ONE_IDEA if one else likelihood.IDENTIFY
    names = tuple(name for name in weights if name != "constant")
    values = likelihood.features(ready, found.words, found.weights, found.best, found.form, found.stretches, names)
    open_places = found.scores != NOWHERE
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
                if answer.least <= place < answer.most:
                    continue
                rows.append(row)
                wanted.append(float(place < answer.least))
                # Kappa counts a question's right and wrong answers alike, and each question once.
                share = max(right if answer.mark else 1.0 - right, 0.1)
                importance.append(asked.weight * (20.0 / share / len(asked.answers) if one else 1.0))
    return np.array(rows), np.array(wanted), np.array(importance)


def likeliest(point: Values, middle: Values, spread: Values, weights: Values) -> tuple[float, Values]:
    rows = (point - middle) / spread
    odds = rows @ weights[:-1] + weights[-1]
    return float(odds.max()), rows[int(odds.argmax())]


def logistic(rows: Values, wanted: Values, importance: Values, ridge: float, start: Values) -> Values:
    """Newton's method with a ridge on all but the constant, each step halved until it leads down."""
    values = np.hstack([rows, np.ones((len(rows), 1))])
    held = np.eye(values.shape[1]) * ridge
    held[-1, -1] = 1e-3

    def loss(weights: Values) -> float:
        odds = values @ weights
        return float(importance @ (np.logaddexp(0.0, odds) - wanted * odds) + 0.5 * weights @ held @ weights)

    weights = start
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (importance * (chance - wanted)) + held @ weights
        bend = (values * (importance * chance * (1 - chance))[:, None]).T @ values + held
        step = np.linalg.solve(bend, slope)
        before = loss(weights)
        shorter = (weights - step / 2**times for times in range(HALVINGS))
        weights = next((each for each in shorter if loss(each) <= before), weights)
    return weights


def marks(asked: Question, middle: Values, spread: Values, weights: Values) -> list[int]:
    """What the answers earn by likeness alone."""
    return [
        asked.awards[sum(likeliest(point, middle, spread, weights)[0] > 0 for point in answer.points)]
        for answer in asked.answers
    ]


def report(name: str, questions: Sequence[Question], *, one: bool) -> None:
    """Fit, with each fold of questions left out once, then on all; print both."""
    everything = np.concatenate([point for asked in questions for answer in asked.answers for point in answer.points])
    middle, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-6
    kappas: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = fit([q for i, q in enumerate(questions) if i % FOLDS != fold], middle, spread, one=one)
        for asked in questions[fold::FOLDS]:
            reached, wanted = marks(asked, middle, spread, weights), [answer.mark for answer in asked.answers]
            kappas[asked.name.split("/")[0]].append(weighted_kappa(wanted, reached))
    print(f"# {name}, kappa left out:", {of: round(float(np.mean(values)), 3) for of, values in kappas.items()})
    weights = fit(questions, middle, spread, one=one)
    raw = weights[:-1] / spread
    constant = weights[-1] - float(raw @ middle)
    for feature, value, standard in zip(getattr(likelihood, name), raw, weights[:-1], strict=False):
        print(f'    "{feature}": {value:.3f},  # {standard:.2f}')
    print(f'    "constant": {constant:.3f},')


def main(folder: Path) -> None:
    examples = sorted(file for file in EXAMPLES.glob("*.scheme.txt") if not file.name.endswith(".levels.scheme.txt"))
    own = [file.with_name(file.name.removesuffix(".scheme.txt")) for file in examples]
    public = listed(folder, "train")
    banks = listed(BANKS, "tune")
    report("ONE_IDEA", read_all([*public, *banks, *own], SETS | ONE_MARK, one=True), one=True)
    report("IDENTIFY", read_all([*banks, *own], TWO_MARKS, one=False), one=False)
    report("DESCRIBE", read_all([*banks, *own], MORE_MARKS, one=False), one=False)


def listed(folder: Path, split: str) -> list[Path]:
    """The questions of a split."""
    return [folder / name for name in json.loads((folder / "splits.json").read_text(encoding="utf-8"))[split]]


def read_all(paths: Iterable[Path], sets: Mapping[str, float], *, one: bool) -> list[Question]:
    """The questions that belong to the sets, by what each counts; in mixed order, so that each fold has some of all."""
    found = [question(path, sets[path.parent.name], one=one) for path in paths if path.parent.name in sets]
    return [found[i] for i in np.random.default_rng(1).permutation(len(found))]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
