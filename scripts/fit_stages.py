"""Fit what tells a point of an essay and its explanation, on scripts annotated by hand (tests/marking/annotated).

``python -m scripts.fit_stages`` prints the weights of ``themes.WITH_TABLE`` (is a sentence about a point?) and of
``stages.WEIGHTS`` (is a credited point explained?), each with how well it does on questions that it was not fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from questions.marking import stages, themes
from questions.marking.compiled import compiled
from questions.marking.confidence import fitted
from questions.marking.development import develop
from questions.marking.matching import match
from questions.marking.standing import telling
from questions.marking.text import read
from questions.marking.vectors import Floats
from tests.marking.test_levels_bank import essays_of, scheme_of

ANNOTATED = Path(__file__).resolve().parent.parent / "tests" / "marking" / "annotated"
ROUNDS = 12
"""Times that weights are fitted to the stretches that they themselves find nearest to each point."""

FOLDS = 6


@dataclass
class Question:
    """What the annotated essays of a question show: for each essay points x stretches x features, and which points it
    makes; for each credited point that it makes what its stage rests on, and whether it is explained."""

    name: str
    stretches: list[Floats] = field(default_factory=list)
    made: list[Floats] = field(default_factory=list)
    seen: list[tuple[float, ...]] = field(default_factory=list)
    explained: list[bool] = field(default_factory=list)


@cache
def annotated(name: str) -> dict[str, dict[int, str]]:
    """The stage of each point of the scheme by essay."""
    result: dict[str, dict[int, str]] = {}
    for line in (ANNOTATED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        essay = json.loads(line)
        points = result.setdefault(essay["id"], {})
        for point in essay["points"]:
            if point["point"] != "other" and points.get(int(point["point"])) != stages.SUPPORTED:
                points[int(point["point"])] = point["stage"]
    return result


def look(name: str) -> Question:
    """Read the annotated essays of a question as the marker does."""
    ready = compiled(scheme_of(name))
    result = Question(name)
    for essay in essays_of(name):
        reading = read(essay.answer, ready.concepts)
        found = match(ready, telling(ready, reading))
        development = develop(ready, found)
        inside = development.essay.inside
        if not inside:
            continue
        stage_of = annotated(name)[essay.id]
        values, _, _ = themes.features(themes.theme_of(ready), found)
        result.stretches.append(values[:, inside])
        result.made.append(np.array([point in stage_of for point in range(len(values))], dtype=np.float32))
        for point, seen in development.seen.items():
            if point in stage_of:
                result.seen.append(seen)
                result.explained.append(stage_of[point] != stages.IDENTIFIED)
    return result


def fit_points(questions: Sequence[Question], start: Sequence[float]) -> list[float]:
    """Weights of the features and the constant: each point is judged by the stretch that is nearest to it."""
    weights = list(start)
    made = [bool(value) for question in questions for essay in question.made for value in essay]
    for _ in range(ROUNDS):
        nearest = [
            values[np.arange(len(values)), (values @ np.array(weights[:-1])).argmax(axis=1)]
            for question in questions
            for values in question.stretches
        ]
        weights = [*fitted(np.concatenate(nearest).tolist(), made)]
    return weights


def score_points(question: Question, weights: Sequence[float]) -> list[float]:
    """The log odds of each point of each essay."""
    return [
        float(value)
        for values in question.stretches
        for value in (values @ np.array(weights[:-1])).max(axis=1) + weights[-1]
    ]


def left_out(
    questions: Sequence[Question], fit: Callable[[Sequence[Question]], list[float]]
) -> list[tuple[Question, list[float]]]:
    """Each question with what was fitted on the others, a fold at a time."""
    folds = [fit([q for i, q in enumerate(questions) if i % FOLDS != fold]) for fold in range(FOLDS)]
    return [(question, folds[i % FOLDS]) for i, question in enumerate(questions)]


def average_precision(scores: Sequence[float], right: Sequence[bool]) -> float:
    """Mean precision at each right one, the likeliest first."""
    order = np.argsort(-np.array(scores), kind="stable")
    hits = np.array(right, dtype=float)[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / hits.sum())


def main() -> None:
    questions = [look(path.stem) for path in sorted(ANNOTATED.glob("*.jsonl"))]
    start = themes.WITH_TABLE
    apart = left_out(questions, lambda some: fit_points(some, start))
    scores = [score for question, weights in apart for score in score_points(question, weights)]
    made = [bool(value) for question, _ in apart for essay in question.made for value in essay]
    print(f"# points: average precision left out {average_precision(scores, made):.3f}")
    print("WITH_TABLE =", tuple(round(value, 2) for value in fit_points(questions, start)))

    def fit(some: Sequence[Question]) -> list[float]:
        return [*fitted([s for q in some for s in q.seen], [value for q in some for value in q.explained])]

    wrong = sum(
        (float(np.dot(weights[:-1], seen)) + weights[-1] > 0) != value
        for question, weights in left_out(questions, fit)
        for seen, value in zip(question.seen, question.explained, strict=True)
    )
    print(f"# stages: {wrong} of {sum(len(q.seen) for q in questions)} wrong left out")
    for name, value in zip(stages.WEIGHTS, fit(questions), strict=True):
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
