"""A phrase put into a scheme: where it goes, what is refused, and that the text stays notation whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions import marking
from questions.phrases import NotTaken, Use, with_phrase
from tests import factories

SCHEME = marking.parse(
    factories.POINTS + "  ACCEPT: fewer trees / (the) forest _gone_\nSynonyms: rain = rainfall\n"
).schemes[0]


def line(scheme: marking.Scheme, start: str) -> list[str]:
    return [text.strip() for text in marking.to_text(scheme).splitlines() if text.strip().startswith(start)]


def test_accepted_words_join_the_points_accept_line() -> None:
    changed = with_phrase(SCHEME, " “concrete,  poured everywhere.” ", Use.ACCEPT, point=2)
    assert line(changed, "ACCEPT") == ["ACCEPT: fewer trees / (the) forest _gone_ / concrete, poured everywhere"]
    assert changed.points[:2] == SCHEME.points[:2]
    assert marking.mark(changed, "Concrete poured everywhere.").mark == 1
    assert marking.mark(SCHEME, "Concrete poured everywhere.").mark == 0


def test_rejected_words_cancel_the_point() -> None:
    changed = with_phrase(SCHEME, "the snow stayed frozen", Use.REJECT, point=1)
    assert line(changed, "REJECT: the snow") == ["REJECT: the snow stayed frozen"]


def test_a_synonym_joins_the_line_that_has_the_word_or_begins_one() -> None:
    assert line(with_phrase(SCHEME, "downpour", Use.SYNONYM, same_as="RAIN"), "Synonyms") == [
        "Synonyms: rain = rainfall = downpour"
    ]
    assert line(with_phrase(SCHEME, "slush", Use.SYNONYM, same_as="snow melting"), "Synonyms") == [
        "Synonyms: rain = rainfall",
        "Synonyms: snow melting = slush",
    ]


@pytest.mark.parametrize(
    ("phrase", "use", "point", "same_as", "field"),
    [
        (" … ", Use.ACCEPT, 0, "", "phrase"),
        ("x" * 201, Use.ACCEPT, 0, "", "phrase"),
        ("logging", Use.ACCEPT, None, "", "point"),
        ("logging", Use.ACCEPT, 9, "", "point"),
        ("Fewer Trees", Use.ACCEPT, 2, "", "phrase"),
        ("trees planted on the hills", Use.ACCEPT, 2, "", "phrase"),
        ("trees planted on the hills", Use.REJECT, 2, "", "phrase"),
        ("heavy rain over several days", Use.REJECT, 0, "", "phrase"),
        ("downpour", Use.SYNONYM, None, "", "same_as"),
        ("downpour", Use.SYNONYM, None, "volcano", "same_as"),
        ("downpour", Use.SYNONYM, None, "now", "same_as"),
        ("rain", Use.SYNONYM, None, "rain", "same_as"),
        ("rainfall", Use.SYNONYM, None, "snow", "phrase"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_cause(
    phrase: str, use: Use, point: int | None, same_as: str, field: str
) -> None:
    with pytest.raises(NotTaken) as refused:
        with_phrase(SCHEME, phrase, use, point=point, same_as=same_as)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "phrase",
    ["UN/US AND (not) _Stalin_", "a = b; c", "[2] marks ORA AW", "2 / 3 \\ 4", "- point", "owtte / etc."],
)
def test_signs_of_the_notation_are_taken_as_the_words_they_are(phrase: str) -> None:
    changed = with_phrase(SCHEME, phrase, Use.ACCEPT, point=0)
    (answer,) = changed.points[0].accept
    assert [term.forms for term in answer.phrases[0].terms] == [(word,) for word in phrase.strip("- .").split()]
    assert marking.parse(marking.to_text(changed)).schemes[0] == changed


@given(st.text(max_size=60), st.sampled_from(Use))
def test_whatever_is_selected_the_text_reads_as_the_same_scheme(phrase: str, use: Use) -> None:
    try:
        changed = with_phrase(SCHEME, phrase, use, point=0, same_as="snow")
    except NotTaken:
        return
    assert marking.parse(marking.to_text(changed)).schemes[0] == changed
