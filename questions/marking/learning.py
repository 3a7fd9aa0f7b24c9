"""What a teacher settled teaches the question: the same text gets the teacher's mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from questions.marking.scheme import Scheme
from questions.marking.text import normalise


@dataclass(frozen=True, slots=True)
class Ruling:
    """A teacher's decision on an answer to this question: its mark and, where given, each point.

    ``points`` holds for each point of the scheme True, False, or None where the teacher said nothing.
    """

    answer: str
    mark: int
    points: tuple[bool | None, ...] = ()


def same_text(answer: str) -> str:
    """The answer without case, spacing and punctuation: two answers with one key are the same."""
    return " ".join(normalise(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", answer))


def settled(answer: str, rulings: Sequence[Ruling]) -> Ruling | None:
    """The newest ruling on the same text."""
    key = same_text(answer)
    return next((ruling for ruling in reversed(rulings) if same_text(ruling.answer) == key), None)


def priorities(scheme: Scheme, answers: Sequence[str], confidences: Sequence[float]) -> list[float]:
    """How much a teacher's look is worth for each answer: uncertainty times the answers that are alike, itself included."""
    alike = Counter(same_text(answer) for answer in answers)
    return [
        round((1.0 - confidence) * alike[same_text(answer)], 4)
        for answer, confidence in zip(answers, confidences, strict=True)
    ]


def next_ruling(scheme: Scheme, answers: Sequence[str], rulings: Sequence[Ruling], settled: Collection[int]) -> int:
    """Index of the answer that a teacher should look at next: the first in the review queue."""
    del scheme, rulings
    return next(i for i in range(len(answers)) if i not in settled)
