"""What holds for every text and every document, searched with random ones."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from questions.marking.notation import NotationError, parse, to_text
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term
from questions.marking.wording import is_plain_slash

pytestmark = pytest.mark.marking

SAMPLES = [
    path.read_text(encoding="utf-8")
    for path in (
        *sorted((Path(__file__).parent / "examples").glob("*.scheme.txt")),
        *sorted((Path(__file__).parents[2] / "questions" / "samples").glob("*.txt")),
    )
]

SIGNS = st.sampled_from(
    [
        "AND", "OR", "AW", "ORA", "owtte", "(ORA)", "[2]", "(2)", "/", " / ", "_", "**", "*", "\\", "\\\\", "(", ")", "[", "]",
        "ACCEPT:", "REJECT:", "IGNORE:", "Accept", "Do not accept", "any other valid reason", "1950/51", "km/h", "a)", "o",
        "1.", "-", "•", "Mark scheme:", "Question 2 (3 marks)", "Level 1 (1–2 marks):", "Level 1 needs:", "1–2 marks:",
        "Synonyms:", "=", ";", "List rule: off", "Marks for points:", "0=0", "1 mark for each valid way", "(maximum 2 marks)",
        "Topic:", "Acceptable answers include:", "Any two from:", "0 marks:", "---", "troop(s)", "(re)unite", "UN/US", "(the)",
        "_Yalu_", "“", "’", "\u00a0", "\ufeff", "\u200b", "\t", "\r", "\n", "\n\n", "\n  ", "\n- ", "\u2028", "\x0c", "\U0010f041",
    ]
)  # fmt: skip
CHARACTERS = st.characters(codec="utf-8")
TEXTS = st.lists(SIGNS | st.text("abcXYZ 019.,", max_size=5) | CHARACTERS, max_size=60).map("".join)

VISIBLE = st.characters(
    codec="utf-8", exclude_categories=("Zs", "Zl", "Zp", "Cc"), exclude_characters="\xad\u200b\u2060\ufeff"
)
SIGN_LIKE = st.sampled_from(
    [
        "AND", "OR", "AW", "ora", "owtte", "[2]", "(2)", "/", "//", "_", "_x_", "**", "\\", "(", ")", "ACCEPT:", "reject:",
        "any", "other", "valid", "reason", "1950/51", "1950/1951", "km/h", "and/or", "a)", "o", "1.", "-", "troop(s)",
        "Mark", "scheme:", "=", ";", "2", "marks", "2.", "or", "words", "to", "that", "effect", "Do", "not", "accept",
    ]
)  # fmt: skip


def single_spaced(words: st.SearchStrategy[str], most: int = 5) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=most).map(" ".join)


def is_writable(text: str) -> bool:
    return not any("\U0010f000" <= character <= "\U0010f07f" for character in text) and text.split() == text.split(" ")


WORDS = (
    SIGN_LIKE | st.text("abcXYZ019.,:_*/()[]\\'’-", min_size=1, max_size=6) | st.text(VISIBLE, min_size=1, max_size=4)
).filter(is_writable)
RUNS = single_spaced(WORDS, 3)


def asks(form: str) -> bool:
    return any(character.isalnum() for character in form)


ANSWER_WORDS = WORDS.filter(asks)
PLAIN_TERMS = st.builds(lambda form: Term((form,)), WORDS) | st.builds(
    lambda forms: Term(tuple(forms)),
    st.lists(ANSWER_WORDS, min_size=2, max_size=4).filter(lambda forms: not is_plain_slash(forms)),
)
OPTIONAL_TERMS = st.builds(lambda forms: Term(tuple(forms), optional=True), st.lists(RUNS, min_size=1, max_size=3))
ESSENTIAL_TERMS = st.builds(
    lambda forms: Term(tuple(forms), essential=True), st.lists(RUNS.filter(asks), min_size=1, max_size=3)
)
PHRASES = st.builds(
    lambda terms: Phrase(tuple(terms)),
    st.lists(PLAIN_TERMS | OPTIONAL_TERMS | ESSENTIAL_TERMS, min_size=1, max_size=4).filter(
        lambda terms: any(not term.optional and any(map(asks, term.forms)) for term in terms)
    ),
)
ALTERNATIVES = st.lists(
    st.builds(lambda phrases: Alternative(tuple(phrases)), st.lists(PHRASES, min_size=1, max_size=2)), max_size=3
).map(tuple)
MARKS = st.integers(1, 9)
LINES = single_spaced(WORDS | st.sampled_from(["Question 2 (3 marks)", "\\Mark scheme:", "\\", "Topic: x"]), 4)


@st.composite
def points(draw: st.DrawFn, marks: int | None) -> Point:
    return Point(
        answers=draw(ALTERNATIVES.filter(bool)),
        accept=draw(ALTERNATIVES),
        reject=draw(ALTERNATIVES),
        ignore=draw(ALTERNATIVES),
        value=draw(st.none() | st.integers(1, marks)) if marks else None,
        reverse=draw(st.booleans()),
        any_wording=draw(st.booleans()),
    )


@st.composite
def levels(draw: st.DrawFn, marks: int) -> tuple[Level, ...]:
    tops = sorted({*draw(st.lists(st.integers(1, marks), max_size=3)), marks})
    need = st.none() | st.builds(Needs, st.integers(1, 5), st.integers(0, 5), st.integers(0, 5))
    return tuple(
        Level(number, low + 1, high, draw(LINES), draw(need))
        for number, (low, high) in enumerate(zip([0, *tops], tops, strict=False), 1)
    )


@st.composite
def schemes(draw: st.DrawFn, number: int = 1) -> Scheme:
    marks = draw(MARKS)
    is_levels = draw(st.booleans())
    counts = sorted(draw(st.sets(st.integers(1, 9), max_size=3)))
    earned = sorted(draw(st.lists(st.integers(0, marks), min_size=len(counts), max_size=len(counts))))
    stem = draw(st.lists(LINES, min_size=1, max_size=3))
    assume(not stem[-1].endswith(("]", ")", "].", ").")))
    return Scheme(
        number=number,
        marks=marks,
        stem=draw(st.sampled_from(["\n", "\n\n"])).join(stem),
        points=tuple(draw(st.lists(points(None if is_levels else marks), min_size=0 if is_levels else 1, max_size=3))),
        levels=draw(levels(marks)) if is_levels else (),
        value=1 if is_levels else draw(st.integers(1, marks)),
        maximum=draw(st.none() | st.integers(1, marks)),
        noun=""
        if is_levels
        else draw(st.sampled_from(["", "reason", "way in which China changed", "piece of evidence"])),
        marks_for_points=() if is_levels else tuple(zip(counts, earned, strict=True)),
        list_rule=draw(st.booleans()),
        synonyms=tuple(
            tuple(group)
            for group in draw(st.lists(st.lists(RUNS, min_size=2, max_size=3, unique_by=str.casefold), max_size=2))
        ),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    count = draw(st.integers(1, 3))
    return Document(draw(st.just("") | LINES), tuple(draw(schemes(number)) for number in range(1, count + 1)))


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(documents())
def test_every_document_is_printed_so_that_it_reads_the_same(document: Document) -> None:
    text = to_text(document)
    assert parse(text) == document
    assert to_text(parse(text)) == text


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_any_text_is_read_or_refused_and_what_is_read_can_be_printed(text: str) -> None:
    for whole in (
        text,
        f"Question 1 (2 marks)\nWhy?\nMark scheme:\nAnswers:\n- {text}",
        f"Question 1 (2 marks)\nWhy?\nMark scheme:\n{text}",
    ):
        try:
            document = parse(whole)
        except NotationError as refusal:
            assert refusal.errors
            assert [error.line for error in refusal.errors] == sorted(error.line for error in refusal.errors)
            continue
        assert parse(to_text(document)) == document
