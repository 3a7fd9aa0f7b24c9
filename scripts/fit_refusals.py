"""Fit what tells whether a rule that refuses a point is right, on the marked answers to tune on (tests/marking/banks).

``python -m scripts.fit_refusals`` prints the weights of ``refusals.WEIGHTS``, and how they do on questions that they
were not fitted on. The likeliest evidence of each point is looked at, as many points as there are marks: it is right
where the answer earned full marks, and wrong where it earned none; other marks do not tell which point is right.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from questions.marking import flags, parse, refusals
from questions.marking.compiled import Compiled, compiled
from questions.marking.logistic import fitted
from questions.marking.matching import match
from questions.marking.search import Search
from questions.marking.text import read

BANKS = Path(__file__).resolve().parent.parent / "tests" / "marking" / "banks"
FOLDS = 6


@dataclass
class Question:
    """For each refused point what it rests on, and whether the refusal is right."""

    seen: list[tuple[float, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)


def look(name: str) -> Question:
    """The refusals in the answers to a question."""
    ready = compiled(parse((BANKS / f"{name}.scheme.txt").read_text(encoding="utf-8")).schemes[0])
    result = Question()
    with (BANKS / f"{name}.answers.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            mark = int(row["mark"])
            if mark in (0, ready.scheme.marks):
                seen = list(refused(ready, row["answer"]))
                result.seen += seen
                result.right += [mark == 0] * len(seen)
    return result


def refused(ready: Compiled, answer: str) -> Iterator[tuple[float, ...]]:
    """What each refusal of a likely point rests on."""
    reading = read(answer, ready.concepts)
    if flags.is_blank(reading) or flags.is_other_language(reading):
        return
    found = match(ready, reading)
    if not found.stretches:
        return
    search = Search(ready, found)
    every = [search.candidates(search.by_point.get((point, "answer"), ())) for point in range(len(ready.scheme.points))]
    likeliest = sorted((candidates[0] for candidates in every if candidates), reverse=True)
    for _, number, stretch in likeliest[: ready.scheme.marks]:
        problem = search.first_against(ready.sides[number], stretch)
        if problem in refusals.DOUBTFUL:
            yield search.seen(problem, ready.sides[number], stretch)


def fit(questions: Sequence[Question]) -> tuple[float, ...]:
    """The weights and, last, the constant."""
    seen = [row for question in questions for row in question.seen]
    return fitted(seen, [right for question in questions for right in question.right])


def main() -> None:
    names = json.loads((BANKS / "splits.json").read_text(encoding="utf-8"))["tune"]
    questions = [look(name) for name in names]
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([question for i, question in enumerate(questions) if i % FOLDS != fold])
        for question in questions[fold::FOLDS]:
            cases = zip(question.seen, question.right, strict=True)
            judged += [(refusals.chance(seen, weights), right) for seen, right in cases]
    wrong = sum(not right for _, right in judged)
    print(f"# {len(judged)} refusals of questions left out, {wrong} of them wrong")
    for enough in (0.3, 0.4, 0.5, 0.6, 0.7):
        stand = [right for probability, right in judged if probability >= enough]
        print(f"# from {enough} on {len(stand)} stand, {stand.count(False)} of them wrong")
    for name, value in zip(refusals.WEIGHTS, fit(questions), strict=True):
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
