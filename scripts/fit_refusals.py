"""Fit what tells whether a rule that refuses a point is right, on the marked answers to tune on (tests/marking/banks).

``python -m scripts.fit_refusals`` prints the weights of ``refusals.WEIGHTS``, and how they do on questions that they
were not fitted on. The likeliest evidence of each point is looked at, as many points as there are marks: it is right
where the answer earned full marks, and wrong where it earned none; other marks do not tell which point is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from questions.marking.compiled import Compiled, compiled
from questions.marking.guards import refusals
from questions.marking.search import Search
from scripts.fit_likelihood import BANKS, listed, marked, matched
from scripts.folds import Question, fit, left_out


def look(path: Path) -> Question:
    """What each refusal in the answers to a question rests on, and whether it is right."""
    scheme, rows = marked(path)
    ready = compiled(scheme)
    result = Question()
    for row in rows:
        mark = int(row["mark"])
        if mark in (0, scheme.marks):
            seen = list(refused(ready, row["answer"]))
            result.seen += seen
            result.right += [mark == 0] * len(seen)
    return result


def refused(ready: Compiled, answer: str) -> Iterator[tuple[float, ...]]:
    """What each refusal of a likely point rests on."""
    found = matched(ready, answer)
    if found is None:
        return
    search = Search(ready, found)
    every = [search.candidates(search.by_point.get((point, "answer"), ())) for point in range(len(ready.scheme.points))]
    likeliest = sorted((candidates[0] for candidates in every if candidates), reverse=True)
    for _, number, stretch in likeliest[: ready.scheme.marks]:
        problem = search.first_against(ready.sides[number], stretch)
        if problem in refusals.DOUBTFUL:
            yield search.seen(problem, ready.sides[number], stretch)


def main() -> None:
    questions = [look(path) for path in listed(BANKS, "tune")]
    judged = [
        (refusals.chance(seen, weights), right)
        for question, weights in left_out(questions)
        for seen, right in zip(question.seen, question.right, strict=True)
    ]
    wrong = sum(not right for _, right in judged)
    print(f"# {len(judged)} refusals of questions left out, {wrong} of them wrong")
    for enough in (0.3, 0.4, 0.5, 0.6, 0.7):
        stand = [right for probability, right in judged if probability >= enough]
        print(f"# from {enough} on {len(stand)} stand, {stand.count(False)} of them wrong")
    for name, value in zip(refusals.WEIGHTS, fit(questions), strict=True):
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
