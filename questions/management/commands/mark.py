"""Mark a spreadsheet of answers against a mark scheme. Needs no database."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions import marking
from questions.management.schemes import read_scheme
from questions.management.spreadsheets import CANNOT_START, read_rows
from questions.marking.queue import priorities
from questions.spreadsheets import safe_cell, whole_number

CSV_COLUMNS = ("id", "mark", "max_mark", "level", "confidence", "review_priority", "points", "flags", "why")


class Command(BaseCommand):
    help = (
        "Mark the answers in ANSWERS.csv (columns id, answer) against a mark scheme in notation. One line for each "
        "answer, in their order; JSON Lines count the points from 0, CSV and the pages from 1. Exit code 0: all "
        "marked; 1: some rows could not be read, or share an id, and are reported; 2: nothing was marked."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scheme", type=Path, required=True, metavar="FILE")
        parser.add_argument("--question", type=int, metavar="N", help="which question, where FILE holds several")
        parser.add_argument(
            "--answers", type=Path, required=True, metavar="ANSWERS.csv", help="a file, or - for standard input"
        )
        parser.add_argument(
            "--decisions", type=Path, metavar="DECISIONS.csv", help="settled answers to learn from (answer, mark)"
        )
        parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        files = [options["scheme"], options["answers"], options["decisions"]]
        if files.count(Path("-")) > 1:
            raise CommandError("Only one of the files can be - (standard input).", returncode=CANNOT_START)
        scheme = read_scheme(options["scheme"], options["question"])
        rulings, errors = read_rulings(options["decisions"], scheme)
        rows = read_rows(options["answers"], ("id", "answer"))
        answers = [(row["id"].strip(), row["answer"]) for _, row in rows.good]
        marked = mark_all(scheme, [answer for _, answer in answers], rulings)
        results = zip((name for name, _ in answers), marked, strict=True)
        if options["format"] == "csv":
            write_csv(results, self)
        else:
            for name, given in results:
                self.stdout.write(json.dumps(as_json(name, given, stages=bool(scheme.levels)), ensure_ascii=False))
        errors = [*errors, *rows.errors, *doubtful_ids(options["answers"], rows.good)]
        if errors:
            self.stderr.write("\n".join(errors))
            self.stdout.flush()
            sys.exit(1)


def doubtful_ids(path: Path, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[str]:
    """What is wrong with the ids of rows that are marked: by them somebody puts the marks beside the names."""
    first: dict[str, int] = {}
    for number, row in rows:
        name = row["id"].strip()
        if not name:
            yield f"{path}: row {number}: marked, but it has no id"
        elif first.setdefault(name, number) != number:
            yield f"{path}: row {number}: marked, but “{name}” is the id of row {first[name]} too"


def read_rulings(path: Path | None, scheme: marking.Scheme) -> tuple[list[marking.Ruling], list[str]]:
    """Rulings of a file with the columns answer and mark, and what is wrong with its rows."""
    if path is None:
        return [], []
    rows = read_rows(path, ("answer", "mark"))
    rulings, errors = [], list(rows.errors)
    for number, row in rows.good:
        mark = whole_number(row["mark"])
        if mark is None or mark > scheme.marks:
            errors.append(f"{path}: row {number}: “{row['mark']}” is not a mark from 0 to {scheme.marks}")
        else:
            rulings.append(marking.Ruling(row["answer"], mark))
    if rows.good and not rulings:
        raise CommandError("\n".join(errors), returncode=CANNOT_START)
    return rulings, errors


def mark_all(
    scheme: marking.Scheme, answers: Sequence[str], rulings: Sequence[marking.Ruling] = ()
) -> list[marking.Marking]:
    """Mark the answers of one file. Review priority counts how many others of them each is like."""
    marked = marking.mark_all(scheme, answers, rulings=rulings)
    worth = priorities(scheme, answers, [given.confidence for given in marked])
    return [replace(given, review_priority=value) for given, value in zip(marked, worth, strict=True)]


def as_json(name: str, given: marking.Marking, *, stages: bool) -> dict[str, Any]:
    """One result as the JSON Lines output gives it; ``stages`` for a scheme with levels."""
    return {
        "id": name,
        "mark": given.mark,
        "max_mark": given.max_mark,
        "level": given.level,
        "confidence": given.confidence,
        "review_priority": given.review_priority,
        "points": [
            {
                "point": point.point,
                "credited": point.credited,
                "evidence": [list(span) for span in point.evidence],
                "reason": point.reason,
                **(stage_of(point) if stages else {}),
            }
            for point in given.points
        ],
        "flags": list(given.flags),
        "why": given.why,
        "next_step": given.next_step,
    }


def stage_of(point: marking.PointMark) -> dict[str, Any]:
    """How far a point is developed, and the spans that show it."""
    return {
        "stage": point.stage,
        "link": [list(span) for span in point.link],
        "support": [list(span) for span in point.support],
    }


def write_csv(results: Iterable[tuple[str, marking.Marking]], command: BaseCommand) -> None:
    """One row for each result; points are numbered from 1, as on the pages."""
    lines = csv.writer(command.stdout, lineterminator="\n")
    lines.writerow(CSV_COLUMNS)
    for name, given in results:
        points = " ".join(str(point.point + 1) for point in given.points if point.credited)
        level = "" if given.level is None else given.level
        lines.writerow(
            (
                safe_cell(name),
                given.mark,
                given.max_mark,
                level,
                given.confidence,
                given.review_priority,
                points,
                " ".join(given.flags),
                safe_cell(given.why),
            )
        )
