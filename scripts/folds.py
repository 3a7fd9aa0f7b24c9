"""Judging what was learnt on questions that it was not learnt on, a fold of questions at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from questions.marking.logistic import fitted

FOLDS = 6


@dataclass
class Question:
    """The cases of one question: what each rests on, and whether it is one of what is looked for."""

    seen: list[tuple[float, ...]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)


def fit(questions: Sequence[Question]) -> tuple[float, ...]:
    """The weights and, last, the constant."""
    seen = [row for question in questions for row in question.seen]
    return fitted(seen, [right for question in questions for right in question.right])


def left_out(questions: Sequence[Question]) -> Iterator[tuple[Question, tuple[float, ...]]]:
    """Each question with what was fitted on the other folds."""
    weights = [fit([q for i, q in enumerate(questions) if i % FOLDS != fold]) for fold in range(FOLDS)]
    for i, question in enumerate(questions):
        yield question, weights[i % FOLDS]
