"""Fit how much reading the whole answer counts (``questions.marking.entailing``) and print it.

    python -m scripts.fit_entailing

On the project's own answers to the questions to tune on (tests/marking/examples and tests/marking/banks). The reader
has learnt from none of them, so what it says of them is what it says of new answers. As in ``fit_likelihood``, an
answer whose mark takes two points is taken to say its two likeliest ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from questions.marking import entailing
from questions.marking.compiled import compile_scheme
from questions.marking.language.vectors import installed
from questions.marking.marker import read_answer
from questions.marking.matching import match
from questions.marking.scheme import award, is_one_idea
from scripts.fit_likelihood import BANKS, EXAMPLES, FOR_RULES, listed, logistic, marked

RIDGE = 1.0
LEAST = 3
"""Answers of a kind as which at least those of a question count, however few there are."""

Row = tuple[str, bool, float, float]


def doubts(name: str, *, one: bool) -> Iterator[Row]:
    """Of each point in doubt: the question, whether it is said, the log odds by words and those of the reader."""
    folder = EXAMPLES if "/" not in name else BANKS
    scheme, rows = marked(folder / name)
    if is_one_idea(scheme) != one:
        return
    table = installed()
    if table.reader is None:
        raise SystemExit("The reader is not installed: manage.py install_vectors")
    ready = compile_scheme(scheme, replace(table, reader=None))
    awards = [award(scheme, range(count)) for count in range(len(scheme.points) + 1)]
    for row in rows:
        reading, _ = read_answer(ready, row["answer"])
        found = match(ready, reading)
        if row.get("kind", "") in FOR_RULES or not found.stretches:
            continue
        near = list(entailing.doubted(ready, found))
        told = table.reader.log_odds(
            entailing.question_of(scheme), [(doubt.text, doubt.side.reading.text) for doubt in near]
        )
        counts = [count for count, marks in enumerate(awards) if marks == int(row["mark"])]
        order = sorted(float(found.scores[rows].max()) for rows in entailing.groups(ready))[::-1]
        for doubt, odds in zip(near, told, strict=True):
            place = order.index(doubt.chance)
            by_words = float(entailing.log_odds(np.array([doubt.chance]))[0])
            if one:
                yield name, int(row["mark"]) > 0, by_words, odds
            elif counts and not counts[0] <= place < counts[-1]:
                yield name, place < counts[0], by_words, odds


def report(name: str, rows: list[Row]) -> None:
    """Fit and print; each question counts by how it marks right and wrong alike."""
    of = Counter((question, said) for question, said, _, _ in rows)
    importance = np.array([1 / max(of[question, said], LEAST) for question, said, _, _ in rows])
    values = np.array([(by_words, odds) for _, _, by_words, odds in rows])
    said = np.array([float(row[1]) for row in rows])
    importance *= len(rows) / importance.sum()
    weights = logistic(values, said, importance, RIDGE, np.array([1.0, 0.0, 0.0]))
    print(f"{name} = Calibration({', '.join(f'{weight:.2f}' for weight in weights)})  # {len(rows)} points in doubt")


def main() -> None:
    examples = sorted(EXAMPLES.glob("*.scheme.txt"))
    own = [file.name.removesuffix(".scheme.txt") for file in examples if ".levels." not in file.name]
    banks = [str(path.relative_to(BANKS)) for path in listed(BANKS, "tune") if path.parent.name != "essays"]
    for name, one in (("ONE_IDEA", True), ("SEVERAL", False)):
        report(name, [row for question in (*own, *banks) for row in doubts(question, one=one)])


if __name__ == "__main__":
    main()
