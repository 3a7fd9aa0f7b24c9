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
REACHED = {"civics": 0.72, "civics2": 0.79, "civics3": 0.84, "two": 0.75, "points": 0.75, "points2": 0.77}
REACHED |= {"ukhist": 0.67, "ukhist2": 0.73, "ukhist3": 0.49, "ukhist4": 0.49}


def held_back(bank: str, split: str = "check") -> Iterator[tuple[Scheme, list[dict[str, str]]]]:
    for name in SPLITS[split]:
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


MOST_CREDITED = {
    ("traps2", "check"): {"negation": 2, "keywords": 0, "copied_question": 0, "roles": 10, "fair": 1},
    ("traps3", "tune"): {"negation": 46, "keywords": 0, "copied_question": 0, "roles": 59, "wrong": 25, "fair": 0},
    ("traps4", "tune"): {"negation": 32, "keywords": 1, "copied_question": 0, "roles": 45, "wrong": 11, "fair": 0},
    ("traps5", "check"): {"denied_words": 1, "exchanged_words": 5, "negation": 18, "roles": 21, "wrong": 6, "fair": 0},
    ("traps6", "check"): {"denied_words": 1, "exchanged_words": 9, "negation": 19, "roles": 20, "wrong": 5, "fair": 1},
}
MOST_REFUSED = {
    ("traps2", "check"): {"fair": 24},
    ("traps3", "tune"): {"fair": 42, "reworded": 9},
    ("traps4", "tune"): {"fair": 29, "reworded": 14},
    ("traps5", "check"): {"fair": 30, "reworded": 12},
    ("traps6", "check"): {"fair": 18, "reworded": 16},
}
"""What the traps of each half earn that they should not, and the fair answers beside them that are refused."""


@pytest.mark.parametrize(("bank", "split"), MOST_CREDITED)
def test_neither_false_credit_for_traps_nor_refused_fair_answers_grow(bank: str, split: str) -> None:
    over: Counter[str] = Counter()
    under: Counter[str] = Counter()
    for scheme, rows in held_back(bank, split):
        for row in rows:
            given, agreed = mark(scheme, row["answer"]).mark, int(row["mark"])
            over[row["kind"]] += given > agreed
            under[row["kind"]] += given < agreed
    assert {kind: over[kind] for kind, most in MOST_CREDITED[bank, split].items() if over[kind] > most} == {}
    assert {kind: under[kind] for kind, most in MOST_REFUSED[bank, split].items() if under[kind] > most} == {}
