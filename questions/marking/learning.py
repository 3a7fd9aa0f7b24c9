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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import Compiled
from questions.marking.guards.scope import Scope
from questions.marking.language.antonyms import opposites
from questions.marking.language.clauses import Clauses
from questions.marking.language.text import normalise
from questions.marking.language.vectors import Floats
from questions.marking.matching import Match
from questions.marking.result import Marking
from questions.marking.scheme import Scheme, award

Matrix = NDArray[np.float64]

ALIKE, STRICTNESS, NOISE = 0.6, 0.02, 0.05
"""Prior variances of the kernel's parts, and the noise; chosen on those questions of our banks that are tuned on
(docs/decisions/0017)."""

WIDTH, WIDTH_OF_ESSAYS = 0.25, 0.2
"""How far a ruling reaches; less far among essays, which have many words in common whatever they say."""

VERY_ALIKE = 0.75
"""Likeness from which a settled answer is named as the one that was followed."""

SURE_EDGE, SURE_EDGE_LEARNT, SURE_LIKE, SURE_SEVERAL, SURE_CONSTANT = 7.23, -3.09, 0.61, -0.23, -0.85
"""Weights of the probability that a teacher would give the learnt mark; fitted on the same and on public
train questions, with 1 to 20 rulings each by a teacher who follows the review queue."""

SUREST, EVEN = 0.98, 0.5
"""The surest that anything but the same text makes; how sure a level is that rulings alone have moved."""

MOSTLY_DENIED = 0.3
"""Share of the words that two answers have in common from which it matters that only one of them denies these."""

REFUSED = ("negated", "roles", "numbers", "names", "contradiction", "hedged", "rejected")
OTHERWISE = 0.7
"""Flags that say a point was found and refused, and what is left of a likeness where two answers differ in them."""

HALF = 0.45
"""How far, in marks, the strength of several points may move the score from their mark: never to another one. A
single model answer is graded by how much of it is there."""

LIKE = 0.5
"""Likeness from which a ruling on a point may turn it over in another answer."""

REAL_SHARE = 0.1
"""The share in a move from which the ruling that weighs most is named, however unlike its answer is."""

MOST_RULINGS = 400
"""The newest rulings that are learnt from; solving takes the cube of their number."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A teacher's decision on an answer to this question: its mark and, where given, each point.

    ``points`` holds for each point of the scheme True, False, or None where the teacher said nothing.
    ``key`` is whatever the caller knows the ruling by, ``on`` the day as a student may read it ("3 May").
    """

    answer: str
    mark: int
    points: tuple[bool | None, ...] = ()
    key: int | None = None
    on: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """An answer as learning sees it. ``base`` is its score from the scheme, 0 to 1; ``points`` those of the points;
    ``denied`` are the stems of its words that it denies."""

    answer: str
    given: Marking
    base: float
    points: Floats
    vector: Floats
    words: dict[str, float]
    denied: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()


@dataclass(frozen=True, slots=True)
class Followed:
    """A ruling that had a part in what was learnt for an answer, and how like its answer is, 0 to 1."""

    ruling: Ruling
    likeness: float

    @property
    def is_very_like(self) -> bool:
        return self.likeness >= VERY_ALIKE

    @property
    def how_like(self) -> str:
        """In words to whoever wrote the other answer."""
        if self.is_very_like:
            return "like it"
        return "somewhat like it" if self.likeness >= LIKE else "a little like it"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a teacher marks next to the scheme: of ``rulings`` so many gave less, and so many more."""

    rulings: int
    stricter: int
    milder: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt for one answer. ``score`` is 0 to 1; ``doubt`` its standard deviation; ``by_habit`` the score
    that the teacher's strictness or mildness alone would make, whatever the answer is like; None where points that
    were ruled on make the mark.

    ``points`` are scores by point, None where no teacher ruled on it; ``extra`` the marks beyond those of the
    points, as teachers gave them to answers like this one. ``nearest`` is the likest settled answer, None where it is
    not very like. ``upwards`` and ``downwards`` are the rulings that weigh most in a move of the mark that way, None
    where none has a real share in it; ``by_point`` those for each point that they turn over.
    """

    score: float
    doubt: float
    by_habit: float | None
    points: tuple[float | None, ...]
    extra: float
    nearest: Followed | None
    upwards: Followed | None
    downwards: Followed | None
    by_point: tuple[Followed | None, ...]
    habit: Habit
    likeness: float = 0.0
    disputed: bool = False
    """Whether the likest settled answer is like this one, and a teacher gave it another mark than the marker had."""

    @property
    def learnt(self) -> float:
        """How much the rulings say of this answer: 0 nothing, 1 all."""
        return 1.0 - self.doubt**2 / (ALIKE + STRICTNESS)

    def confidence(self, marks: int, total: int) -> float:
        """Probability that a teacher gives ``total`` of ``marks`` for points: the further the score is from where
        another mark would be nearer, the surer; a likeness to a settled answer adds to it."""
        edge = max(0.0, 0.5 - abs(self.score * marks - total))
        linear = edge * (SURE_EDGE + SURE_EDGE_LEARNT * self.learnt) + SURE_LIKE * self.likeness**2
        linear += SURE_SEVERAL * (marks > 1) + SURE_CONSTANT
        return round(min(SUREST, float(1.0 / (1.0 + np.exp(-linear)))), 4)

    def confidence_in_level(self, given: Marking, total: int) -> float:
        """The same for a level, which has no scores of points: what the scheme alone was sure of, and surer the more
        the rulings say."""
        before = given.confidence if total == given.mark else EVEN
        return round(before + (SUREST - before) * self.learnt, 4)


def same_text(answer: str) -> str:
    """The answer without case, spacing and punctuation: two answers with one key are the same."""
    return " ".join(normalise(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", answer))


def study(ready: Compiled, answer: str, found: Match | None, given: Marking) -> Studied:
    """See an answer as learning sees it; ``found`` is None for an answer that was not matched (blank)."""
    count = len(ready.scheme.points)
    scores = np.zeros(count, dtype=np.float32)
    vector = np.zeros(ready.vectors.width, dtype=np.float32)
    words: dict[str, float] = {}
    denied: frozenset[str] = frozenset()
    numbers: frozenset[float] = frozenset()
    if found is not None and found.words:
        denied, numbers = _denied(ready, found), _numbers(found)
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
    return Studied(answer, given, _base(ready.scheme, given, scores), scores, vector, words, denied, numbers)


def _denied(ready: Compiled, found: Match) -> frozenset[str]:
    """The stems of the words that an answer says are not so."""
    scope = Scope(Clauses(found.reading), ready.affirmed_stems)
    starts = scope.denied() | scope.outright | scope.excepted
    return frozenset(word.stem for word in found.words if word.start in starts)


def _numbers(found: Match) -> frozenset[float]:
    """The numbers that an answer tells, those in front of its sentences and lines left out."""
    words, starts = found.reading.words, frozenset(found.reading.sentence_starts)
    return frozenset(word.number for i, word in enumerate(words) if word.number is not None and i not in starts)


def _base(scheme: Scheme, given: Marking, scores: Floats) -> float:
    """The score from the scheme: its mark, and within half a mark of it how strong the points are. A level is a best
    fit, which the points' scores say nothing of."""
    if scheme.levels or not len(scores):
        return round(given.mark / scheme.marks, 4)
    top = float(np.sort(scores)[::-1][: scheme.marks].sum())
    blended = 0.2 * given.mark + 0.8 * top
    if len(scores) > 1:
        blended = min(max(blended, given.mark - HALF), given.mark + HALF)
    return round(blended / scheme.marks, 4)


def likenesses(rows: Sequence[Studied], columns: Sequence[Studied]) -> Matrix:
    """How alike answers are, 0 to 1: in meaning, in words, and in the points they touch. Rows by columns."""
    shape = (len(rows), len(columns))
    if not all(shape):
        return np.zeros(shape)
    by_words = _by_words(rows, columns)
    by_meaning = by_words
    if len(rows[0].vector):
        by_meaning = _stacked([answer.vector for answer in rows]) @ _stacked([answer.vector for answer in columns]).T
    by_points = np.ones(shape)
    if len(rows[0].points):
        theirs = _stacked([answer.points for answer in columns])
        for i, answer in enumerate(rows):
            by_points[i] -= np.abs(theirs - answer.points).mean(axis=1)
    likeness = 0.4 * by_meaning + 0.5 * by_words + 0.1 * by_points
    # A point and its denial have the same words: what a teacher said of the one is no ruling on the other.
    likeness = np.where(_refused(rows)[:, None] == _refused(columns), likeness, OTHERWISE * likeness)
    # Rounded, so that sums in another order on another machine give the same marks.
    return np.asarray(np.round(np.maximum(0.0, likeness), 6))


def without_contrary(likeness: Matrix, rows: Sequence[Studied], columns: Sequence[Studied]) -> Matrix:
    """The likenesses of answers to settled ones, none where one denies the other. Among the settled ones themselves
    they stay: a kernel with single zeros is none, and its inverse makes any mark of any answer."""
    result = likeness.copy()
    for i, j in zip(*np.nonzero(likeness >= LIKE), strict=True):
        if _contradict(rows[i], columns[j]):
            result[i, j] = 0.0
    return result


def _contradict(one: Studied, other: Studied) -> bool:
    """Whether one of two answers denies what the other says; of short ones, also whether a number of the one stands
    where the other has another, or a word where the other has its opposite."""
    if one is other:
        return False
    common = {word: min(weight, other.words[word]) for word, weight in one.words.items() if word in other.words}
    turned = one.denied ^ other.denied
    if sum(weight for word, weight in common.items() if word in turned) >= MOSTLY_DENIED * sum(common.values()) > 0:
        return True
    if one.given.level is not None or other.given.level is not None:
        return False
    if one.numbers - other.numbers and other.numbers - one.numbers:
        return True
    ours, theirs = one.words.keys() - common.keys(), other.words.keys() - common.keys()
    return any(opposites(a, b) for a in ours for b in theirs)


def _refused(answers: Sequence[Studied]) -> NDArray[np.intp]:
    """The same number for answers that have the same flags of ``REFUSED``."""
    codes = [sum(1 << i for i, flag in enumerate(REFUSED) if flag in answer.given.flags) for answer in answers]
    return np.array(codes, dtype=np.intp)


def _stacked(vectors: Sequence[Floats]) -> Matrix:
    return np.stack(vectors).astype(np.float64)


def _by_words(rows: Sequence[Studied], columns: Sequence[Studied]) -> Matrix:
    """Share of words, by weight, that two answers have in common; two without words are the same."""
    known: dict[str, int] = {}
    places = [[known.setdefault(word, len(known)) for word in answer.words] for answer in columns]
    table = np.zeros((len(known), len(columns)))
    for i, answer in enumerate(columns):
        table[places[i], i] = list(answer.words.values())
    theirs = table.sum(axis=0)
    result = np.empty((len(rows), len(columns)))
    for i, answer in enumerate(rows):
        common = [(known[word], weight) for word, weight in answer.words.items() if word in known]
        total = theirs + sum(answer.words.values())
        shared = np.zeros(len(columns))
        if common:
            own = np.array([weight for _, weight in common])
            shared = np.minimum(table[[place for place, _ in common]], own[:, None]).sum(axis=0)
        result[i] = np.where(total > 0, 2 * shared / np.maximum(total, 1e-9), float(not answer.words))
    return result


def nearness(scheme: Scheme, likeness: Matrix) -> Matrix:
    """How much of a ruling on one answer holds for another, 0 to 1, by their likeness."""
    return np.asarray(np.exp((likeness - 1.0) / (WIDTH_OF_ESSAYS if scheme.levels else WIDTH)))


class Teaching:
    """Rulings made ready: solved once, then each answer takes one kernel row."""

    def __init__(self, scheme: Scheme, rulings: Sequence[Ruling], look: Callable[[str], Studied]) -> None:
        """``look`` studies an answer without rulings."""
        self.scheme = scheme
        self.rulings = tuple(rulings[-MOST_RULINGS:])
        self.seen = [look(ruling.answer) for ruling in self.rulings]
        near = nearness(scheme, likenesses(self.seen, self.seen))
        covariance = ALIKE * near + STRICTNESS
        self.inverse = np.linalg.inv(covariance + NOISE * np.eye(len(self.seen)))
        wanted = np.array([ruling.mark / scheme.marks for ruling in self.rulings])
        self.total = self.inverse @ (wanted - np.array([seen.base for seen in self.seen]))
        self.turns = np.array([r.mark - seen.given.mark for r, seen in zip(self.rulings, self.seen, strict=True)])
        self.habit = Habit(len(self.turns), int((self.turns < 0).sum()), int((self.turns > 0).sum()))
        self.by_point = self._points(covariance)
        self.extra = self._extra(ALIKE * near)

    @property
    def marks_by_points(self) -> bool:
        """Whether the points that were ruled on make the mark."""
        return bool(self.by_point) and not self.scheme.levels

    def _points(self, covariance: Matrix) -> dict[int, tuple[list[int], Matrix]]:
        """For each point that was ruled on: which rulings, and their solved weights."""
        result = {}
        for point in range(len(self.scheme.points)):
            rows = [i for i, r in enumerate(self.rulings) if point < len(r.points) and r.points[point] is not None]
            if rows:
                own = covariance[np.ix_(rows, rows)] + NOISE * np.eye(len(rows))
                off = [float(bool(self.rulings[i].points[point])) - float(self.seen[i].points[point]) for i in rows]
                result[point] = (rows, np.linalg.solve(own, np.array(off)))
        return result

    def _extra(self, covariance: Matrix) -> tuple[list[int], Matrix, Matrix] | None:
        """Where teachers gave other marks than their points make: which rulings, how far they are off, and their
        solved weights."""
        rows = [i for i, ruling in enumerate(self.rulings) if ruling.points and None not in ruling.points]
        off = np.array([self.rulings[i].mark - award(self.scheme, credited(self.rulings[i])) for i in rows], float)
        if not off.any() or self.scheme.levels:
            return None
        return rows, off, np.linalg.solve(covariance[np.ix_(rows, rows)] + NOISE * np.eye(len(rows)), off)

    def learn(self, answers: Sequence[Studied]) -> list[Lesson]:
        """What the rulings say of other answers."""
        if not answers:
            return []
        alike = without_contrary(likenesses(answers, self.seen), answers, self.seen)
        near = nearness(self.scheme, alike)
        rows = ALIKE * near + STRICTNESS
        base = np.array([answer.base for answer in answers])
        scores = np.clip(base + rows @ self.total, 0.0, 1.0).round(4)
        variance = ALIKE + STRICTNESS - np.einsum("ij,ij->i", rows @ self.inverse, rows)
        doubts = np.sqrt(np.maximum(variance, 0.0)).round(4)
        points = {
            point: np.round([float(answer.points[point]) for answer in answers] + rows[:, ruled] @ solved, 4)
            for point, (ruled, solved) in self.by_point.items()
        }
        extra = np.zeros(len(answers))
        if self.extra is not None:
            extra = np.round(ALIKE * near[:, self.extra[0]] @ self.extra[2], 4)
        by_points = self.marks_by_points
        habit = 0.0 if by_points else STRICTNESS * float(self.total.sum())
        by_habit = np.clip(base + habit, 0.0, 1.0).round(4)
        upwards, downwards = self._heaviest(alike, near, habit)
        nearest = _last_highest(alike)
        lessons = []
        for i in range(len(answers)):
            learnt = tuple(
                self._settled_on(point, float(points[point][i]), answers[i], alike[i]) if point in points else None
                for point in range(len(self.scheme.points))
            )
            # Only a point that is decided otherwise than by the scheme names whom it follows.
            by_point = tuple(
                self._followed(alike[i], near[i], point.point, decision=not point.credited)
                if score is not None and (score >= 0.5) != point.credited
                else None
                for score, point in zip(learnt, answers[i].given.points, strict=True)
            )
            likest = Followed(self.rulings[nearest[i]], float(alike[i, nearest[i]]))
            lessons.append(
                Lesson(
                    score=float(scores[i]),
                    doubt=float(doubts[i]),
                    by_habit=None if by_points else float(by_habit[i]),
                    points=learnt,
                    extra=float(extra[i]),
                    nearest=likest if likest.is_very_like else None,
                    upwards=upwards[i],
                    downwards=downwards[i],
                    by_point=by_point,
                    habit=self.habit,
                    likeness=likest.likeness,
                    disputed=likest.likeness >= LIKE and bool(self.turns[nearest[i]]),
                )
            )
        return lessons

    def _settled_on(self, point: int, score: float, answer: Studied, alike: Matrix) -> float:
        """The score of a point, held on the side of the scheme where no ruling on a like answer speaks against it: that
        a teacher is strict or mild elsewhere turns no point over."""
        credited = answer.given.points[point].credited
        ruled = self.by_point[point][0]
        if (score >= 0.5) != credited and not any(
            alike[i] >= LIKE and self.rulings[i].points[point] != credited for i in ruled
        ):
            return 0.5 if credited else 0.4999
        return score

    def _followed(self, alike: Matrix, near: Matrix, point: int, *, decision: bool) -> Followed | None:
        """Of the like answers in which a teacher decided so on the point, the one that weighs most; never None where
        the point is turned over (``_settled_on``)."""
        ruled, solved = self.by_point[point]
        pulls = {i: near[i] * (weight if decision else -weight) for i, weight in zip(ruled, solved, strict=True)}
        agreeing = [i for i in ruled if alike[i] >= LIKE and self.rulings[i].points[point] == decision]
        if not agreeing:
            return None
        heaviest = max(agreeing, key=lambda i: (pulls[i], i))
        return Followed(self.rulings[heaviest], float(alike[heaviest]))

    def _heaviest(
        self, alike: Matrix, near: Matrix, habit: float
    ) -> tuple[list[Followed | None], list[Followed | None]]:
        """For each answer the ruling that weighs most in a move of its mark up, and in one down, by likeness alone: of
        those that went that way themselves. Points make the mark where they were ruled on, but for what is beyond."""
        rows, turns, solved = list(range(len(self.rulings))), self.turns, self.total
        if self.marks_by_points:
            if self.extra is None:
                return [None] * len(alike), [None] * len(alike)
            rows, turns, solved = self.extra
        pulls = ALIKE * near[:, rows] * solved
        return self._most(alike, rows, pulls, turns, habit), self._most(alike, rows, -pulls, -turns, -habit)

    def _most(
        self, alike: Matrix, rows: list[int], pulls: Matrix, turns: NDArray[Any], habit: float
    ) -> list[Followed | None]:
        whole = np.maximum(pulls, 0.0).sum(axis=1) + max(0.0, habit)
        agreeing = np.where(turns > 0, pulls, 0.0)
        most: list[Followed | None] = []
        for i, place in enumerate(_last_highest(agreeing)):
            pull, likeness = agreeing[i, place], float(alike[i, rows[place]])
            real = pull > 0 and (pull >= REAL_SHARE * whole[i] or likeness >= LIKE)
            most.append(Followed(self.rulings[rows[place]], likeness) if real else None)
        return most


def _last_highest(values: Matrix) -> NDArray[np.intp]:
    """For each row the column with the highest value; the newest ruling where several have it."""
    return np.asarray(values.shape[1] - 1 - np.argmax(values[:, ::-1], axis=1))


def credited(ruling: Ruling) -> list[int]:
    """The points that a ruling credits."""
    return [point for point, decision in enumerate(ruling.points) if decision]
