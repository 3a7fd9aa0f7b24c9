"""How a text is read: words, numbers, clauses and what a "not" covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.marking.language.text import WORD, by_first_stem, number_value, read


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("thirteen", 13),
        ("1,000", 1000),
        ("38th", 38),
        ("ii", 2),
        ("0.5", 0.5),
        ("third", 3),
        ("xvi", 16),
        ("sixteenth", 16),
        ("one", None),
        ("yalu", None),
    ],
)
def test_numbers_are_read_by_value(word: str, value: float | None) -> None:
    assert number_value(word) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty one", [21]),
        ("300 million dollars", [3e8]),
        ("1.5 volts", [1.5]),
        ("one hundred and sixty acres", [160]),
        ("two thousand three hundred men", [2300]),
        ("five hundred and 20 men", [500, 20]),
        ("forty five thousand three hundred", [45_300]),
        ("one million three hundred thousand tonnes", [1_300_000]),
        ("forty-five thousand", [45_000]),
        ("three hundred thousand", [300_000]),
        ("two hundred, five burned", [200, 5]),
        ("one hundred. Fifty came", [100, 50]),
        ("one king", []),
    ],
)
def test_numbers_of_several_words_are_one(text: str, values: list[float]) -> None:
    assert [word.number for word in read(text).words if word.number is not None] == values


def test_a_full_stop_inside_a_number_or_an_abbreviation_ends_no_sentence() -> None:
    assert len(read("The U.S. army lost 1.5 million men. It left.").sentence_starts) == 2


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("China was not worried about the UN", {"china", "worried", "un"}),
        ("Mao was not weak, but Stalin pushed him", {"mao", "weak"}),
        ("not because of Stalin, but because of the border", {"stalin"}),
        ("not only Mao", set()),
        ("nobody did not help", set()),
    ],
)
def test_a_negation_covers_its_clause(text: str, negated: set[str]) -> None:
    assert {word.text for word in read(text).words if word.negated and word.is_content} == negated


def test_synonyms_of_several_words_are_one_concept() -> None:
    words = read("the United Nations met", by_first_stem({("unit", "nation"): 3})).words
    assert [word.concept for word in words] == [-1, 3, 3, -1]


@given(st.text(max_size=300))
def test_words_lie_inside_the_text_in_order(text: str) -> None:
    reading = read(text)
    edges = [edge for word in reading.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


def test_signs_and_short_forms_are_read_as_the_words_they_stand_for() -> None:
    assert [word.text for word in read("bread & salt + R&D, ppl said thay cud wait becuase they're late").words] == [
        *"bread and salt and r d people said they could wait because they late".split()
    ]
    assert not any(word.is_content for word in read("thats wer theyve").words)


def test_signs_and_letters_in_names_stay_what_they_are() -> None:
    assert [word.text for word in read("C++ and Na+ in a U-boat, Tho says").words] == [
        *"c + + and na + in a u boat tho says".split()
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Boys Joined The Hitler Youth", []),
        ("King Of England", []),
        ("boys joined the Hitler Youth", ["hitler", "youth"]),
        ("Henry VIII", ["henry", "viii"]),
    ],
)
def test_capitals_throughout_show_no_names(text: str, names: list[str]) -> None:
    assert [word.text for word in read(text).words if word.capital] == names


@given(st.text(st.sampled_from("ab.,;+&'’- \n1é"), max_size=40))
def test_words_stand_where_the_expression_for_words_finds_them(text: str) -> None:
    assert [(word.start, word.end) for word in read(text).words] == [found.span() for found in WORD.finditer(text)]
