"""Statements with no sign between them."""

import pytest

from questions import marking
from questions.marking.language.run_ons import parted
from questions.marking.language.text import read


def clauses(text: str) -> list[str]:
    told = parted(read(text))
    return [" ".join(word.text for word in told.clause(number)) for number in range(len(told.clause_starts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "the smith repairs the ploughs in the village the miller sells the corn for the bread",
            ["the smith repairs the ploughs in the village", "the miller sells the corn for the bread"],
        ),
        (
            "otto wanted the bridge for the toll he also hoped to catch the smugglers from the hills",
            ["otto wanted the bridge for the toll", "he also hoped to catch the smugglers from the hills"],
        ),
        (
            "in 1640 they closed the fairs in hentzau in 1650 they opened the mines in the hills",
            ["in 1640 they closed the fairs in hentzau", "in 1650 they opened the mines in the hills"],
        ),
        (
            "the rebels burnt the mill and hid behind it hunger was spreading in the towns",
            ["the rebels burnt the mill", "and hid behind it", "hunger was spreading in the towns"],
        ),
    ],
)
def test_a_subject_with_its_verb_begins_a_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the bishop gave the poor tenants of the valley bread and a roof for the winter",
        "if the river rises the mill will stop and the bread will be dear in hentzau",
        "the smith repairs the ploughs, the miller sells the corn for the bread of the town",
        "they closed the fairs he said",
        "the source does not say anywhere in the text he raised the taxes on the poor people",
        "there is no proof in the letters he raised the taxes and nobody can tell why",
    ],
)
def test_nothing_else_does(text: str) -> None:
    assert clauses(text) == [" ".join(word.text for word in read(text).clause(n)) for n in range(len(clauses(text)))]


def test_a_not_stays_in_its_statement() -> None:
    told = parted(read("the king did not pay the smiths of the town the bishop paid the smiths of the town"))
    assert [word.text for word in told.words if word.negated] == "the king did not pay the smiths of the town".split()


def test_what_is_said_without_full_stops_earns_what_it_earns_with_them() -> None:
    scheme = marking.parse("""Question 1 (3 marks)
Describe how a valley is made.

Mark scheme:
1 mark for each point made, up to 3 marks.
- a glacier moves over soft rock between walls of hard rock
- the soft rock is worn away faster than the hard rock
- the ice melts and leaves a lake
""").schemes[0]
    said = (
        "The glacier moves over soft rock between hard rock. The soft rock is worn away faster. "
        "The ice melts and a lake is left."
    )
    assert marking.mark(scheme, said).mark == 3
    assert marking.mark(scheme, said.replace(".", "").lower()).mark == 3
