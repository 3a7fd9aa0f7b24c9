"""The bank of hand-marked short answers (examples/README.md): what the marker reaches today, to be raised only.

The marks were agreed before any marker ran. ``python -m tests.marking.test_examples`` prints the figures by kind.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from questions.marking import MARKER_VERSION, mark, parse
from questions.marking.agreement import exact, weighted_kappa
from tests.marking.test_levels_bank import LATER, NAMES
from tests.marking.test_levels_bank import marked as essays_marked

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """One answer with the kind of thing it tries, the agreed mark and the marker's."""

    kind: str
    agreed: int
    given: int


@lru_cache(maxsize=1)
def marked() -> tuple[Example, ...]:
    """All answers to points-based questions of the bank, marked from the scheme alone."""
    found = []
    for file in sorted(EXAMPLES.glob("*.answers.csv")):
        if file.name.endswith(".levels.answers.csv"):
            continue
        text = file.with_name(file.name.replace(".answers.csv", ".scheme.txt")).read_text(encoding="utf-8")
        scheme = parse(text).schemes[0]
        with file.open(encoding="utf-8", newline="") as rows:
            found += [
                Example(row["kind"], int(row["mark"]), mark(scheme, row["answer"]).mark) for row in csv.DictReader(rows)
            ]
    return tuple(found)


MARKED = ("1.24", "0bd9408a66e6ca8a")
"""The version of the marker, and a digest of the marks that it gives these answers and the essays."""


def test_a_marker_that_marks_otherwise_has_another_version() -> None:
    """Each stored mark names its marker: where this fails, raise MARKER_VERSION and write the new digest here."""
    essays = [given.mark for name in (*NAMES, *LATER) for given in essays_marked(name)]
    digest = hashlib.sha256(bytes([*(example.given for example in marked()), *essays])).hexdigest()[:16]
    assert (MARKER_VERSION, digest) == MARKED


def over(kind: str) -> int:
    """How many answers of a kind got more than they deserve."""
    return sum(example.given > example.agreed for example in marked() if example.kind == kind)


def test_the_bank_is_large_and_a_third_of_it_are_traps() -> None:
    kinds = Counter(example.kind for example in marked())
    ordinary = sum(kinds[kind] for kind in ("fair", "misspelt", "paraphrase", "partial", "wrong"))
    assert kinds.total() >= 300
    assert kinds.total() - ordinary >= kinds.total() / 3


def test_agreement_over_the_bank_does_not_fall() -> None:
    agreed = [example.agreed for example in marked()]
    given = [example.given for example in marked()]
    assert exact(agreed, given) >= 0.8
    assert weighted_kappa(agreed, given) >= 0.81


def test_what_states_nothing_earns_nothing() -> None:
    nothing = ("blank", "copied_question", "descriptor", "instructions", "other_language")
    assert {kind: over(kind) for kind in nothing} == dict.fromkeys(nothing, 0)


def test_false_credit_on_other_traps_does_not_grow() -> None:
    most = {"keywords": 0, "essential": 2, "ignore": 0, "hedged": 0, "reject": 1, "negation": 2, "numbers": 4}
    most |= {"contradiction": 3, "list_rule": 8, "once_only": 4, "unlisted": 7, "wrong": 9, "roles": 16}
    assert {kind: over(kind) for kind in most if over(kind) > most[kind]} == {}


if __name__ == "__main__":
    for kind, total in sorted(Counter(example.kind for example in marked()).items()):
        right = sum(example.given == example.agreed for example in marked() if example.kind == kind)
        print(f"{kind:16} {total:4}  right {right / total:.2f}  over {over(kind):3}")
