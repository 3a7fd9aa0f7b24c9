"""What a teacher settled teaches the question.

The same text gets the teacher's mark. Other answers move towards the marks of settled ones that are
like them: a Gaussian process (Rasmussen and Williams 2006, chapter 2) learns how far the teacher is from
the score of the scheme. Its kernel has a part for answers that are alike in meaning, in words and in the
points they touch, and one that is the same for all answers: a teacher is stricter or milder than the scheme.
Decisions on single points teach those points in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from questions.marking.compiled import Compiled
from questions.marking.matching import Match
from questions.marking.result import Marking
from questions.marking.text import normalise
from questions.marking.vectors import Floats

ALIKE, WIDTH, STRICTNESS, NOISE = 0.3, 0.2, 0.05, 0.05
"""Prior variances and width of the kernel's parts, and the noise; chosen on the train questions (docs/marking.md)."""

VERY_ALIKE = 0.75
"""Likeness from which a settled answer is named as the one that was followed."""

MOST_RULINGS = 400
"""The newest rulings that are learnt from; solving takes the cube of their number."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A teacher's decision on an answer to this question: its mark and, where given, each point.

    ``points`` holds for each point of the scheme True, False, or None where the teacher said nothing.
    """

    answer: str
    mark: int
    points: tuple[bool | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Studied:
    """An answer as learning sees it. ``base`` is its score from the scheme, 0 to 1; ``points`` those of the points."""

    answer: str
    given: Marking
    base: float
    points: Floats
    vector: Floats
    words: dict[str, float]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt for one answer. ``score`` is 0 to 1; ``doubt`` its standard deviation."""

    score: float
    doubt: float
    points: tuple[float | None, ...]
    followed: Ruling | None
    likeness: float


def same_text(answer: str) -> str:
    """The answer without case, spacing and punctuation: two answers with one key are the same."""
    return " ".join(normalise(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", answer))


def settled(answer: str, rulings: Sequence[Ruling]) -> Ruling | None:
    """The newest ruling on the same text."""
    key = same_text(answer)
    return next((ruling for ruling in reversed(rulings) if same_text(ruling.answer) == key), None)


def study(ready: Compiled, answer: str, found: Match | None, given: Marking) -> Studied:
    """See an answer as learning sees it; ``found`` is None for an answer that was not matched (blank)."""
    count = len(ready.scheme.points)
    scores = np.zeros(count, dtype=np.float32)
    vector = np.zeros(ready.vectors.width, dtype=np.float32)
    words: dict[str, float] = {}
    if found is not None and found.words:
        highest = found.scores.max(axis=1) if found.stretches else np.zeros(len(ready.sides), np.float32)
        for i, side in enumerate(ready.sides):
            if side.role == "answer":
                scores[side.point] = max(scores[side.point], highest[i])
        for word, weight in zip(found.words, found.weights, strict=True):
            words[word.stem] = max(words.get(word.stem, 0.0), float(weight))
            vector += weight * ready.vectors.word(word.text)[0]
        length = float(np.sqrt(np.sum(vector * vector)))
        vector = vector / length if length > 0 else vector
    for point in given.points:
        edge = 0.55 if point.credited else 0.45
        scores[point.point] = max(scores[point.point], edge) if point.credited else min(scores[point.point], edge)
    marks = ready.scheme.marks
    top = np.sort(scores)[::-1][:marks].sum() / marks if count else 0.0
    return Studied(answer, given, round(0.2 * given.mark / marks + 0.8 * float(top), 4), scores, vector, words)


def likeness(a: Studied, b: Studied) -> float:
    """How alike two answers are, 0 to 1: in meaning, in words, and in the points they touch."""
    total = sum(a.words.values()) + sum(b.words.values())
    shared = 2 * sum(min(weight, b.words[word]) for word, weight in a.words.items() if word in b.words)
    by_words = shared / total if total > 0 else float(not a.words and not b.words)
    by_points = 1.0 - float(np.abs(a.points - b.points).mean()) if len(a.points) else 1.0
    by_meaning = float(a.vector @ b.vector) if len(a.vector) else by_words
    return max(0.0, 0.4 * by_meaning + 0.5 * by_words + 0.1 * by_points)


def kernel(a: Studied, b: Studied) -> float:
    """Covariance of the teacher's distance from the scheme between two answers."""
    near = float(np.exp((likeness(a, b) - 1.0) / WIDTH))
    return ALIKE * near + STRICTNESS


class Teaching:
    """Rulings made ready: solved once, then each answer takes one kernel row."""

    def __init__(self, marks: int, rulings: Sequence[Ruling], look: Callable[[str], Studied]) -> None:
        """``look`` studies an answer without rulings."""
        self.marks = marks
        self.rulings = tuple(rulings[-MOST_RULINGS:])
        self.seen = [look(ruling.answer) for ruling in self.rulings]
        size = len(self.seen)
        covariance = np.array([[kernel(a, b) for b in self.seen] for a in self.seen]) + NOISE * np.eye(size)
        self.inverse = np.linalg.inv(covariance)
        wanted = np.array([ruling.mark / marks for ruling in self.rulings])
        self.total = self.inverse @ (wanted - np.array([seen.base for seen in self.seen]))
        self.by_point = self._points()

    def _points(self) -> dict[int, tuple[list[int], np.ndarray[tuple[int], np.dtype[np.float64]]]]:
        """For each point that was ruled on: which rulings, and their solved weights."""
        result = {}
        for point in range(max((len(ruling.points) for ruling in self.rulings), default=0)):
            rows = [i for i, r in enumerate(self.rulings) if point < len(r.points) and r.points[point] is not None]
            if not rows:
                continue
            seen = [self.seen[i] for i in rows]
            covariance = np.array([[kernel(a, b) for b in seen] for a in seen]) + NOISE * np.eye(len(rows))
            off = [float(bool(self.rulings[i].points[point])) - float(self.seen[i].points[point]) for i in rows]
            result[point] = (rows, np.linalg.solve(covariance, np.array(off)))
        return result

    def learn(self, answer: Studied) -> Lesson:
        """What the rulings say of another answer."""
        row = np.array([kernel(answer, seen) for seen in self.seen])
        score = answer.base + float(row @ self.total)
        variance = kernel(answer, answer) - float(row @ self.inverse @ row)
        points: list[float | None] = [None] * len(answer.points)
        for point, (rows, solved) in self.by_point.items():
            if point < len(points):
                points[point] = round(float(answer.points[point]) + float(row[rows] @ solved), 4)
        alike = [likeness(answer, seen) for seen in self.seen]
        nearest = int(np.argmax(alike))
        return Lesson(
            round(min(1.0, max(0.0, score)), 4),
            round(float(np.sqrt(max(variance, 0.0))), 4),
            tuple(points),
            self.rulings[nearest] if alike[nearest] >= VERY_ALIKE else None,
            alike[nearest],
        )


def likenesses(studied: Sequence[Studied]) -> Floats:
    """Likeness of every two answers of one question."""
    size = len(studied)
    result = np.eye(size, dtype=np.float32)
    for i in range(size):
        for j in range(i):
            result[i, j] = result[j, i] = likeness(studied[i], studied[j])
    return result
