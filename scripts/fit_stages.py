"""Fit what tells whether a credited point is explained, on scripts annotated by reading (tests/marking/annotated).

``python -m scripts.fit_stages`` prints the weights of ``stages.WEIGHTS``, and how well they do on questions that they
were not fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from questions.marking.compiled import compiled
from questions.marking.essays import stages
from questions.marking.essays.development import develop
from questions.marking.essays.standing import telling
from questions.marking.language.text import read
from questions.marking.matching import match
from scripts.folds import Question, fit, left_out
from tests.marking.test_levels_bank import essays_of, scheme_of

ANNOTATED = Path(__file__).resolve().parent.parent / "tests" / "marking" / "annotated"


@cache
def annotated(name: str) -> dict[str, dict[int, str]]:
    """The highest stage of each point of the scheme, by essay."""
    result: dict[str, dict[int, str]] = {}
    for line in (ANNOTATED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        essay = json.loads(line)
        points = result.setdefault(essay["id"], {})
        for point in essay["points"]:
            if point["point"] != "other":
                at = int(point["point"])
                points[at] = max(points.get(at, stages.IDENTIFIED), point["stage"], key=ORDER.index)
    return result


ORDER = (stages.IDENTIFIED, stages.EXPLAINED, stages.SUPPORTED)


def look(name: str) -> Question:
    """For each credited point that an annotated essay makes, what its stage rests on, and whether it is explained."""
    ready = compiled(scheme_of(name))
    result = Question()
    for essay in essays_of(name):
        reading = read(essay.answer, ready.concepts)
        development = develop(ready, match(ready, telling(ready, reading)))
        stage_of = annotated(name)[essay.id]
        for point, seen in development.seen.items():
            if point in stage_of:
                result.seen.append(seen)
                result.right.append(stage_of[point] != stages.IDENTIFIED)
    return result


def wrong(question: Question, weights: Sequence[float]) -> int:
    """How many points the weights judge otherwise than the annotation."""
    judged = (stages.is_explained(seen, weights) for seen in question.seen)
    return sum(ours != theirs for ours, theirs in zip(judged, question.right, strict=True))


def main() -> None:
    questions = [look(path.stem) for path in sorted(ANNOTATED.glob("*.jsonl"))]
    errors = sum(wrong(question, weights) for question, weights in left_out(questions))
    print(f"# {errors} of {sum(len(question.seen) for question in questions)} wrong left out")
    for name, value in zip(stages.WEIGHTS, fit(questions), strict=True):
        print(f'    "{name}": {value:.2f},')


if __name__ == "__main__":
    main()
