"""Documents printed in the board's style."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.marking.notation.parsing import alternative_text, parse, point_text, to_text
from questions.marking.scheme import Alternative, Document, Phrase, Point, Scheme, Term
from tests.marking.texts import read

pytestmark = pytest.mark.marking

PROJECT = Path(__file__).resolve().parents[2]
SCHEME_FILES = [
    *sorted((PROJECT / "tests" / "marking" / "examples").glob("*.scheme.txt")),
    *sorted((PROJECT / "questions" / "samples").glob("*.txt")),
]

CANONICAL = """Topic: The Korean War

Question 1 (2 marks)
Give two reasons why China entered the war.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- UN/US troops near (the) _Yalu_ (River), so a threat / fear of invasion AW (ORA) [1]
  ACCEPT: worry about the border / alarm
  REJECT: UN troops had invaded China
  IGNORE: fear of war
- moved at night AND hid by day
Marks for points: 0=0, 1=1, 2=2
List rule: off
Synonyms: UN = United Nations

Question 2 (6 marks)
Explain why China entered the war.

Use your own knowledge.

Mark scheme:
Level 1 (1–2 marks): Simple statements.
Level 2 (3–5 marks): Some explanation.
Level 3 (6 marks): Clear explanation.
Level 3 needs: 2 explained, 1 supported
Award up to 6 marks.
Indicative content:
- threat to the border
"""


def test_canonical_text_is_printed_as_it_stands() -> None:
    assert to_text(parse(CANONICAL)) == CANONICAL


def test_a_scheme_alone_is_printed_without_its_topic() -> None:
    scheme = parse(CANONICAL).schemes[1]
    assert to_text(scheme) == CANONICAL[CANONICAL.index("Question 2") :]


def test_a_points_own_line_is_printed_without_its_bullet() -> None:
    first = parse(CANONICAL).schemes[0].points[0]
    assert point_text(first) == "UN/US troops near (the) _Yalu_ (River), so a threat / fear of invasion AW (ORA) [1]"
    assert alternative_text(first.answers[0]) == "UN/US troops near (the) _Yalu_ (River), so a threat"


def test_many_answers_below_a_point_take_several_lines() -> None:
    found = read("- fear", *[f"ACCEPT: worry about the border with Korea {n}" for n in range(20)])
    assert max(map(len, to_text(found).splitlines())) < 450
    assert parse(to_text(found)).schemes == (found,)


@pytest.mark.parametrize("path", SCHEME_FILES, ids=lambda path: path.name)
def test_the_projects_own_schemes_are_read_and_printed(path: Path) -> None:
    document = parse(path.read_text(encoding="utf-8"))
    assert parse(to_text(document)) == document
    assert to_text(parse(to_text(document))) == to_text(document)


@pytest.mark.parametrize(
    "wrong",
    [
        Scheme(number=1, marks=2, stem="Why?", points=()),
        Scheme(number=1, marks=2, stem="", points=(Point((Alternative((Phrase((Term(("fear",)),)),)),)),)),
        Scheme(number=1, marks=2, stem="Why?", points=(Point((Alternative((Phrase((Term(("of war",)),)),)),)),)),
        Scheme(number=1, marks=2, stem="Why?\n", points=(Point((Alternative((Phrase((Term(("fear",)),)),)),)),)),
        Document("two\nlines", parse(CANONICAL).schemes),
    ],
    ids=["no points", "no stem", "a plain term of two words", "a stem that ends in a line end", "a topic of two lines"],
)
def test_what_the_notation_cannot_hold_is_not_printed(wrong: Scheme | Document) -> None:
    with pytest.raises(ValueError, match="The notation cannot hold this"):
        to_text(wrong)


def test_a_point_that_is_only_the_word_or_is_printed_so_that_it_parts_nothing() -> None:
    text = CANONICAL.partition("- UN/US")[0] + "- \\or\n"
    assert to_text(parse(text)).endswith("\n- \\or\n")
    assert parse(to_text(parse(text))) == parse(text)
