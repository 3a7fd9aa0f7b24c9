"""Measure the marker against human marks. Needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions import marking
from questions.management.schemes import read_scheme
from questions.management.spreadsheets import CANNOT_START, read_rows
from questions.marking import agreement
from questions.marking.baseline import words_contained
from questions.marking.essays.levels import level_of
from questions.marking.learning import likenesses, nearness
from questions.marking.marker import studied
from questions.marking.queue import worth

STEPS = (0, 5, 10, 20)

Marker = Callable[[marking.Scheme, str], tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its human marks; ``name`` is "set/question" or the file's name."""

    name: str
    scheme: marking.Scheme
    answers: tuple[str, ...]
    marks: tuple[int, ...]

    @property
    def set_name(self) -> str:
        return self.name.partition("/")[0] if "/" in self.name else ""


@dataclass(frozen=True, slots=True)
class Result:
    """The same question marked: our marks and confidences, in the order of its answers."""

    question: Question
    ours: tuple[int, ...]
    confidences: tuple[float, ...]

    def right(self) -> list[bool]:
        """Whether each answer has the human mark or, where the scheme has levels, its level."""
        levels = self.question.scheme.levels
        pairs = zip(self.ours, self.question.marks, strict=True)
        return [level_of(levels, a) == level_of(levels, b) if levels else a == b for a, b in pairs]


class Command(BaseCommand):
    help = (
        "Compare the marker with human marks: one question (--scheme, --answers with the columns answer, mark, and "
        "question where it holds several), or a folder of marked answers (--data, --split). Exit code 1: some rows "
        "could not be read and are reported."
    )
    has_errors = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scheme", type=Path, metavar="FILE")
        parser.add_argument("--question", type=int, metavar="N", help="which question, where FILE holds several")
        parser.add_argument("--answers", type=Path, metavar="MARKED.csv")
        parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of marked answers")
        parser.add_argument("--split", default="test", help="a name in its splits.json, if any (default: test)")
        parser.add_argument("--set", default="", help="only this set of DIR")
        parser.add_argument("--baseline", action="store_true", help="measure “words contained” instead of the marker")
        parser.add_argument(
            "--rulings", action="store_true", help="let a simulated teacher settle 0, 5, 10, 20 answers"
        )
        parser.add_argument("--worst", type=int, default=10, metavar="N", help="show this many of the worst misses")

    def handle(self, *args: Any, **options: Any) -> None:
        questions = self.questions(options)
        if options["rulings"]:
            self.show_learning(questions)
        else:
            self.show_agreement(questions, options)
        if self.has_errors:
            self.stdout.flush()
            sys.exit(1)

    def show_agreement(self, questions: Sequence[Question], options: dict[str, Any]) -> None:
        marker = baseline if options["baseline"] else automatic
        results = [measured(question, marker) for question in questions]
        for name in dict.fromkeys(result.question.set_name for result in results):
            self.show(name, [result for result in results if result.question.set_name == name])
        self.show_worst(results, options["worst"])

    def questions(self, options: dict[str, Any]) -> list[Question]:
        if options["data"] is not None:
            return self.from_folder(options["data"], options["split"], options["set"])
        if options["scheme"] is None or options["answers"] is None:
            raise CommandError("Give --scheme and --answers, or --data.", returncode=CANNOT_START)
        scheme = read_scheme(options["scheme"], options["question"])
        return [self.question(options["answers"].stem, scheme, options["answers"], only=scheme.number)]

    def from_folder(self, folder: Path, split: str, only: str) -> list[Question]:
        splits = folder / "splits.json"
        try:
            if splits.exists():
                names = json.loads(splits.read_text(encoding="utf-8"))[split]
            else:
                names = sorted(file.name.removesuffix(".scheme.txt") for file in folder.glob("*.scheme.txt"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{splits}: no split {split}: {error}", returncode=CANNOT_START) from error
        names = [name for name in names if not only or name.startswith(f"{only}/")]
        if not names:
            where = f"{folder}: no set {only}" if only else f"{folder}: no file *.scheme.txt"
            raise CommandError(f"{where}.", returncode=CANNOT_START)
        return [
            self.question(name, read_scheme(folder / f"{name}.scheme.txt", None), folder / f"{name}.answers.csv")
            for name in names
        ]

    def question(self, name: str, scheme: marking.Scheme, path: Path, *, only: int | None = None) -> Question:
        """The marked answers of a file; of one with a column ``question`` those to question ``only``."""
        rows = read_rows(path, ("answer", "mark"), optional=() if only is None else ("question",))
        errors = list(rows.errors)
        answers, marks = [], []
        for number, row in rows.good:
            if only is not None and row.get("question", "").strip() not in ("", str(only)):
                continue
            mark = human_mark(row["mark"], scheme)
            if mark is None:
                errors.append(f"{path}: row {number}: “{row['mark']}” is not a mark from 0 to {scheme.marks}")
            else:
                answers.append(row["answer"])
                marks.append(mark)
        if errors:
            self.has_errors = True
            self.stderr.write("\n".join(errors))
        if not answers:
            to = f" to question {only}" if only is not None else ""
            raise CommandError(f"{path}: no marked answers{to}.", returncode=CANNOT_START)
        return Question(name, scheme, tuple(answers), tuple(marks))

    def show(self, name: str, results: Sequence[Result]) -> None:
        ours = [mark for result in results for mark in result.ours]
        theirs = [mark for result in results for mark in result.question.marks]
        two = max((*ours, *theirs)) <= 1
        measure = agreement.kappa if two else agreement.weighted_kappa
        kind = "Cohen's kappa" if two else "Quadratic weighted kappa"
        each = [measure(result.ours, result.question.marks) for result in results]
        self.stdout.write(f"\n{name or results[0].question.name}: {len(results)} questions, {len(ours)} answers")
        self.stdout.write(f"  exact agreement     {agreement.exact(ours, theirs):6.3f}")
        self.stdout.write(f"  adjacent agreement  {agreement.adjacent(ours, theirs):6.3f}")
        self.stdout.write(
            f"  {kind}: pooled {measure(ours, theirs):.3f}, mean over questions {sum(each) / len(each):.3f}"
        )
        values = sorted({*ours, *theirs})
        table = agreement.confusion(ours, theirs)
        self.stdout.write("  human \\ marker " + "".join(f"{value:7d}" for value in values))
        for theirs_value in values:
            cells = "".join(f"{table.get((theirs_value, value), 0):7d}" for value in values)
            self.stdout.write(f"  {theirs_value:14d} {cells}")
        confidences = [value for result in results for value in result.confidences]
        right = [value for result in results for value in result.right()]
        levels = any(result.question.scheme.levels for result in results)
        if levels:
            self.stdout.write(f"  exact level         {sum(right) / len(right):6.3f}")
        self.stdout.write(f"  confidence    answers   mean  right{' level' * levels}")
        for low, high, count, mean, share in agreement.reliability(confidences, right):
            self.stdout.write(f"  {low:.1f} to {high:.1f}  {count:8d}   {mean:.2f}   {share:.2f}")

    def show_worst(self, results: Sequence[Result], most: int) -> None:
        misses = [
            (abs(ours - theirs), confidence, result.question.name, theirs, ours, answer)
            for result in results
            for ours, theirs, confidence, answer in zip(
                result.ours, result.question.marks, result.confidences, result.question.answers, strict=True
            )
            if ours != theirs
        ]
        misses.sort(key=lambda miss: (-miss[0], -miss[1], miss[2], miss[5]))
        if misses and most:
            self.stdout.write("\nWorst misses (human mark, marker's mark, confidence)")
        for _, sure, name, theirs, ours, answer in misses[:most]:
            self.stdout.write(f"  {name}: {theirs} {ours} {sure:.2f}  {' '.join(answer.split())[:160]}")

    def show_learning(self, questions: Sequence[Question]) -> None:
        self.stdout.write("settled a question   kappa: all answers   without the settled")
        sets = dict.fromkeys(question.set_name for question in questions)
        for name in sets:
            rows = [learnt(question) for question in questions if question.set_name == name]
            if len(sets) > 1:
                self.stdout.write(f"{name}: {len(rows)} questions")
            for place, step in enumerate(STEPS):
                with_all = [row[place][0] for row in rows]
                without = [rest for row in rows if (rest := row[place][1]) is not None]
                mean = f"{sum(without) / len(without):.3f}" if without else "none left"
                self.stdout.write(f"{step:18d}   {sum(with_all) / len(rows):18.3f}   {mean:>19}")


def automatic(scheme: marking.Scheme, answer: str) -> tuple[int, float]:
    """Mark and confidence from the marker."""
    given = marking.mark(scheme, answer)
    return given.mark, given.confidence


def baseline(scheme: marking.Scheme, answer: str) -> tuple[int, float]:
    """Mark by words contained; no confidence."""
    return words_contained(scheme, answer), 0.5


def measured(question: Question, marker: Marker) -> Result:
    """Mark all answers of a question."""
    marked = [marker(question.scheme, answer) for answer in question.answers]
    return Result(question, tuple(mark for mark, _ in marked), tuple(sure for _, sure in marked))


def human_mark(value: str, scheme: marking.Scheme) -> int | None:
    """A mark as typed; part marks are rounded, halves up, since the marker gives whole marks."""
    try:
        number = float(value.strip().replace(",", "."))
    except ValueError:
        return None
    return int(number + 0.5) if 0 <= number <= scheme.marks else None


def learnt(question: Question) -> list[tuple[float, float | None]]:
    """Kappa after each of ``STEPS`` rulings by a teacher who gives the human mark to what the review queue puts first.

    Over all answers, the settled ones counted, and over the others alone; None where all are settled.
    """
    measure = agreement.kappa if question.scheme.marks <= 1 else agreement.weighted_kappa
    rulings: list[marking.Ruling] = []
    settled: list[int] = []
    looked = [studied(question.scheme, answer) for answer in question.answers]
    near = nearness(question.scheme, likenesses(looked, looked))
    marked = marking.mark_all(question.scheme, question.answers)
    result = []
    for step in STEPS:
        while len(settled) < min(step, len(question.answers)):
            chosen = int(np.argmax(worth(near, [given.confidence for given in marked], settled)))
            settled.append(chosen)
            rulings.append(marking.Ruling(question.answers[chosen], question.marks[chosen]))
            marked = marking.mark_all(question.scheme, question.answers, rulings=rulings)
        ours = [given.mark for given in marked]
        for i in settled:
            ours[i] = question.marks[i]
        rest = [i for i in range(len(ours)) if i not in settled]
        result.append(
            (
                measure(ours, question.marks),
                measure([ours[i] for i in rest], [question.marks[i] for i in rest]) if rest else None,
            )
        )
    return result
