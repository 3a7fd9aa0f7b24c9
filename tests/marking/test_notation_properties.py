"""What holds for every text and every document, searched with random ones."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.marking.notation import set_phrases
from questions.marking.notation.parsing import NotationError, parse, parse_all, passed_over, to_text
from questions.marking.notation.wording import is_plain_slash
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term

pytestmark = pytest.mark.marking

SAMPLES = [
    path.read_text(encoding="utf-8")
    for path in (
        *sorted((Path(__file__).parent / "examples").glob("*.scheme.txt")),
        *sorted((Path(__file__).parents[2] / "questions" / "samples").glob("*.txt")),
    )
]

BEFORE_POINTS = "Question 1 (2 marks)\nWhy?\nMark scheme:\n"

SIGNS = st.sampled_from(
    [
        "AND", "OR", "AW", "ORA", "owtte", "(ORA)", "[2]", "(2)", "/", " / ", "_", "**", "*", "\\", "\\\\",
        "(", ")", "[", "]", "ACCEPT:", "REJECT:", "IGNORE:", "SEE:", "Accept", "Do not accept",
        "any other valid reason", "NB", "Note:", "1950/51", "km/h", "a)", "o", "1.", "-", "•", "Mark scheme:",
        "Question 2 (3 marks)", "Level 1 (1–2 marks):", "Level 1 needs:", "1–2 marks:", "Synonyms:", "=", ";",
        "List rule: off", "Marks for points:", "0=0", "1 mark for each valid way", "Topic:", "---",
        "(maximum 2 marks)", "Acceptable answers include:", "Any two from:", "0 marks:", "troop(s)",
        "(re)unite", "UN/US", "(the)", "_Yalu_", "“", "’", "\xa0", "\ufeff", "\u200b", "\t", "\r", "\n",
        "\n\n", "\n  ", "\n- ", "\u2028", "\n03.1 ", "\n3 (a) ", "\n(b) ", "\nPage 7 of 24\n", "\n© x\n", "\nAnswers\n",
        "\nLevel 2\n", "\n3–4 marks\n", "\nAnswer\tMarks\n", "x\t2\n", "-\n", "   • ", "\n> ", "\nGuidance\n",
        "\nAO1 [2]\n", "\nMP1 ", "\n✗ ", "\nAnswer\tMark\tGuidance\n• ", "\t1\t", "\n0 1\n.\n", " 3–4\n",
        "\x0c", "\U0010f041",
    ]
)  # fmt: skip
CHARACTERS = st.characters(codec="utf-8")
TEXTS = st.lists(SIGNS | st.text("abcXYZ 019.,", max_size=5) | CHARACTERS, max_size=60).map("".join)

VISIBLE = st.characters(
    codec="utf-8",
    exclude_categories=("Zs", "Zl", "Zp", "Cc", "Co"),
    exclude_characters="\xad\u200b\u2060\ufeff\u2010\u2011" + "".join(map(chr, range(0xFB00, 0xFB07))),
)
SIGN_LIKE = st.sampled_from(
    [
        "AND", "OR", "AW", "ora", "owtte", "[2]", "(2)", "/", "//", "_", "_x_", "**", "\\", "(", ")", "ACCEPT:", "SEE:",
        "reject:", "any", "other", "valid", "reason", "1950/51", "1950/1951", "km/h", "and/or", "a)", "o", "1.", "-",
        "troop(s)", "Mark", "scheme:", "=", ";", "2", "marks", "2.", "or", "words", "to", "that", "effect", "Do", "not",
        "accept", "Note:",
    ]
)  # fmt: skip


def single_spaced(words: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=most).map(" ".join)


def asking(form: str) -> str:
    """``form`` with a letter in it."""
    return form if any(character.isalnum() for character in form) else f"{form}x"


def parted(forms: list[str]) -> Term:
    """A term whose wordings a slash parts."""
    return Term(tuple(f"{form}ab" for form in forms) if is_plain_slash(forms) else tuple(forms))


def phrase(terms: list[Term]) -> Phrase:
    """A phrase that asks for something."""
    asks = any(not term.optional and form == asking(form) for term in terms for form in term.forms)
    return Phrase(tuple(terms if asks else [*terms, Term(("so",))]))


WORDS = (
    SIGN_LIKE | st.text("abcXYZ019.,:_*/()[]\\'’-", min_size=1, max_size=6) | st.text(VISIBLE, min_size=1, max_size=3)
)
RUNS = single_spaced(WORDS, 3)
PLAIN_TERMS = WORDS.map(lambda form: Term((form,))) | st.lists(WORDS.map(asking), min_size=2, max_size=3).map(parted)
OPTIONAL_TERMS = st.lists(RUNS, min_size=1, max_size=2).map(lambda forms: Term(tuple(forms), optional=True))
ESSENTIAL_TERMS = st.lists(RUNS.map(asking), min_size=1, max_size=2).map(
    lambda forms: Term(tuple(forms), essential=True)
)
PHRASES = st.lists(PLAIN_TERMS | OPTIONAL_TERMS | ESSENTIAL_TERMS, min_size=1, max_size=3).map(phrase)
ALTERNATIVES = st.lists(PHRASES, min_size=1, max_size=2).map(lambda phrases: Alternative(tuple(phrases)))


HEADINGS = RUNS.filter(lambda heading: set_phrases.inline_signs(heading) == (heading, []))


def alternatives(least: int) -> st.SearchStrategy[tuple[Alternative, ...]]:
    return st.lists(ALTERNATIVES, min_size=least, max_size=2).map(tuple)


MARKS = st.integers(1, 9)
LINES = single_spaced(WORDS | st.sampled_from(["Question 2 (3 marks)", "\\Mark scheme:", "\\", "Topic: x"]), 4)


@st.composite
def points(draw: st.DrawFn, marks: int | None) -> Point:
    return Point(
        answers=draw(alternatives(1)),
        accept=draw(alternatives(0)),
        reject=draw(alternatives(0)),
        ignore=draw(alternatives(0)),
        value=draw(st.none() | st.integers(1, marks)) if marks else None,
        reverse=draw(st.booleans()),
        any_wording=draw(st.booleans()),
        see=draw(st.just("") | HEADINGS),
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
    stem[-1] += " so"  # marks at the end would be the question's
    return Scheme(
        number=number,
        marks=marks,
        stem=draw(st.sampled_from(["\n", "\n\n"])).join(stem),
        points=tuple(draw(st.lists(points(None if is_levels else marks), min_size=0 if is_levels else 1, max_size=2))),
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


TOPIC_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Co",), exclude_characters="\r\0"), max_size=20
) | st.lists(LINES | st.sampled_from(["", "|", "| x", "Notes:", "Topic: y", "Question 1 (1 mark)"]), max_size=4).map(
    "\n".join
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    count = draw(st.integers(1, 2))
    topic = draw(st.just("") | LINES)
    texts = draw(st.tuples(TOPIC_TEXTS, TOPIC_TEXTS)) if topic else ("", "")
    return Document(topic, tuple(draw(schemes(number)) for number in range(1, count + 1)), *texts)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_every_document_is_printed_so_that_it_reads_the_same(document: Document) -> None:
    text = to_text(document)
    assert parse(text) == document
    assert to_text(parse(text)) == text


@settings(max_examples=20, deadline=None)
@given(st.lists(documents(), min_size=1, max_size=3, unique_by=lambda document: document.topic.casefold()))
def test_several_topics_one_after_the_other_are_read_as_several(found: list[Document]) -> None:
    found.sort(key=lambda document: document.topic)
    assert parse_all("\n".join(map(to_text, found))) == tuple(found)


def read_or_refused(text: str) -> Document | None:
    """The document; None where parse refuses the text as it should, with errors in line order."""
    try:
        return parse(text)
    except NotationError as refusal:
        lines = [error.line for error in refusal.errors]
        if not lines or lines != sorted(lines) or not all(error.message for error in refusal.errors):
            raise
        return None


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["", BEFORE_POINTS, f"{BEFORE_POINTS}Answers:\n- "]))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_printed(text: str, before: str) -> None:
    document = read_or_refused(before + text)
    assert document is None or document == parse(to_text(document))


NONSENSE = st.integers(0, 10_000).map("qu{}ax".format)


@settings(max_examples=100, deadline=None)
@given(st.lists(SIGNS.filter(lambda sign: sign != "0 marks:") | NONSENSE, max_size=40), st.sampled_from(["", " "]))
def test_no_word_is_dropped_unnamed_from_what_is_read(parts: list[str], between: str) -> None:
    source = f"{BEFORE_POINTS}Answers:\n- fear{between}{between.join(parts)}"
    document = read_or_refused(source)
    text = to_text(document) if document else "".join(parts)
    text += "".join(line.text for line in passed_over(source))
    assert [word for word in parts if word.startswith("qu") and word not in text] == []


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """One of the project's own texts with a few changes as of a slip of the hand or a bad paste."""
    lines = draw(st.sampled_from(SAMPLES)).splitlines()
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "repeat", "swap", "insert", "cut", "outdent", "wrap"]))
        line, place = lines[at], draw(st.integers(0, len(lines[at])))
        if change == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], line
            continue
        lines[at : at + 1] = {
            "drop": [],
            "repeat": [line, line],
            "insert": [line[:place] + draw(SIGNS) + line[place:]],
            "cut": [line[:place]],
            "outdent": [line.lstrip(" -")],
            "wrap": [line[:place], line[place:]],
        }[change] or [""]
    return "\n".join(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
def test_a_slip_in_a_good_text_is_read_or_refused(text: str) -> None:
    document = read_or_refused(text)
    assert document is None or document == parse(to_text(document))


def test_small_slips_leave_most_texts_readable_and_what_is_read_can_be_printed() -> None:
    slips = random.Random(5)
    readable = 0
    for _ in range(80):
        lines = slips.choice(SAMPLES).splitlines()
        at = slips.randrange(len(lines))
        place = slips.randrange(len(lines[at]) + 1)
        change = slips.choice([[], [lines[at], lines[at]], [lines[at][:place]], [lines[at].lstrip()]])
        document = read_or_refused("\n".join([*lines[:at], *change, *lines[at + 1 :]]))
        readable += document is not None
        assert document is None or document == parse(to_text(document))
    assert readable > 40


UNITS = [
    "(",
    "a(",
    "((a) ",
    "_a",
    "_a ",
    "_**a ",
    "a_ ",
    "a/",
    "/ ",
    "a / ",
    "(a/b ",
    "\\(",
    "AND a ",
    "AW ",
    "x(s)",
    "= / 1",
    "“(a)",
]
LINES_OF = [
    "a",
    "- a",
    "  a",
    "ACCEPT: a",
    "Q1 (1)",
    "1. a [1]",
    "Level 1 (1–2 marks): a",
    "Synonyms: a = b",
    "1 mark each",
    "Answers:",
    "Page 1",
    "> a",
    "3 (a) a",
    "Answer\tMarks\na\t1",
    "Level 1",
    "• a  • b",
    "0 1",
    "Answers: a,",
    "Level 1:\na",
    "Answer\tMark\tGuidance\n• a\n• b",
    "• a\t1",
    f"• a{' ' * 4_900}b",
]


LONG_LINES = [*(f"- {unit * (4_900 // len(unit))}" for unit in UNITS), *LINES_OF]
LONGEST = 190_000


def seconds_to_read(lines: str) -> float:
    """Seconds of the processor's time to read or refuse a points-based question with these lines among its points."""
    text = f"{BEFORE_POINTS}Answers:\n- fear\n{lines}"
    started = time.process_time()
    read_or_refused(text)
    return time.process_time() - started


@pytest.mark.parametrize("line", LONG_LINES, ids=[*UNITS, *LINES_OF])
def test_a_long_text_of_one_kind_is_read_in_seconds(line: str) -> None:
    """Reading that took time by the square of a line's or the text's length would take far longer.

    A quarter of the longest text shows it as well, and takes a quarter of the time where all is well.
    """
    assert seconds_to_read(f"{line}\n" * (LONGEST // 4 // (len(line) + 1))) < 5


def test_the_longest_text_is_read_in_seconds() -> None:
    """Lines of all kinds in turn, as many as go into it."""
    turn = "".join(f"{line}\n" for line in LONG_LINES)
    assert seconds_to_read((turn * 3)[:LONGEST]) < 20
