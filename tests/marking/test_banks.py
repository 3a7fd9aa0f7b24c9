"""Answers by many hands (banks/README.md): what the marker reaches on questions held back, to be raised only."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from questions.marking import Scheme, mark, parse
from questions.marking.agreement import kappa, weighted_kappa

pytestmark = pytest.mark.marking

BANKS = Path(__file__).parent / "banks"
SPLITS = json.loads((BANKS / "splits.json").read_text(encoding="utf-8"))
REACHED = {"civics2": 0.76, "civics3": 0.84, "ukhist2": 0.61, "two": 0.7, "points2": 0.74}


def held_back(bank: str) -> Iterator[tuple[Scheme, list[dict[str, str]]]]:
    for name in SPLITS["check"]:
        if name.startswith(f"{bank}/"):
            scheme = parse((BANKS / f"{name}.scheme.txt").read_text(encoding="utf-8")).schemes[0]
            with (BANKS / f"{name}.answers.csv").open(encoding="utf-8", newline="") as rows:
                yield scheme, list(csv.DictReader(rows))


def test_each_question_of_the_banks_is_in_one_half() -> None:
    files = {str(path.relative_to(BANKS)).removesuffix(".scheme.txt") for path in BANKS.glob("*/*.scheme.txt")}
    assert Counter([*SPLITS["tune"], *SPLITS["check"]]) == Counter(
        name for name in files if not name.startswith("essays/")
    )


@pytest.mark.parametrize("bank", REACHED)
def test_agreement_on_questions_held_back_does_not_fall(bank: str) -> None:
    each = []
    for scheme, rows in held_back(bank):
        measure = kappa if scheme.marks == 1 else weighted_kappa
        agreed = [int(row["mark"]) for row in rows]
        each.append(measure(agreed, [mark(scheme, row["answer"]).mark for row in rows]))
    assert sum(each) / len(each) >= REACHED[bank]


def test_false_credit_for_denials_keywords_and_copied_questions_does_not_grow() -> None:
    over: Counter[str] = Counter()
    for scheme, rows in held_back("traps2"):
        over.update(row["kind"] for row in rows if mark(scheme, row["answer"]).mark > int(row["mark"]))
    most = {"negation": 5, "keywords": 0, "copied_question": 0, "roles": 22, "fair": 0}
    assert {kind: over[kind] for kind in most if over[kind] > most[kind]} == {}
