"""What goes out comes back the same, searched with random documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.exchange import moodle, moodle_out, sheet, text
from questions.exchange.converted import Converted
from questions.marking import Document, parse_all
from questions.spreadsheets import plain_cell, safe_cell
from tests.marking.test_notation_properties import SAMPLES, documents

pytestmark = pytest.mark.marking

BANKS = st.lists(documents(), min_size=1, max_size=2, unique_by=lambda document: document.topic.casefold()).map(
    lambda found: sorted(found, key=lambda document: bool(document.topic))
)


def assert_comes_back(
    found: list[Document],
    write: Callable[[list[Document]], str],
    read: Callable[[bytes], Converted],
    *,
    bare: bool = False,
) -> None:
    """Reading what was written gives the documents (``bare``: without their focus and notes) and the same bytes."""
    data = write(found).encode()
    converted = read(data)
    wanted = [replace(document, focus="", notes="") if bare else document for document in found]
    again = parse_all(converted.text)
    assert list(again) == wanted
    assert write(list(again)).encode() == data
    assert converted.findings == ()


@settings(max_examples=40, deadline=None)
@given(BANKS)
def test_a_bank_comes_back_byte_for_byte_from_every_form(found: list[Document]) -> None:
    """A table and Moodle's XML leave the notes behind, and neither can hold every topic.

    One test for three forms: to draw a bank takes several times as long as to write and read it in all of them.
    """
    assert_comes_back(found, text.write, text.read)
    if all(len(document.topic) <= 200 for document in found):
        assert_comes_back(found, sheet.write, sheet.read, bare=True)
    if not any(document.topic.startswith(("/", "Default for")) or document.topic == "top" for document in found):
        bare = [replace(document, focus="", notes="") for document in found]
        assert_comes_back(bare, moodle_out.write, moodle.read)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_the_sample_texts_come_back_from_every_form(number: int) -> None:
    found = list(parse_all(SAMPLES[number]))
    for write, read in ((text.write, text.read), (sheet.write, sheet.read), (moodle_out.write, moodle.read)):
        assert_comes_back(found, write, read)


@given(st.text() | st.text("'=+-@\t\r", max_size=4))
def test_no_cell_begins_a_formula_and_each_comes_back(value: str) -> None:
    assert not safe_cell(value).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(safe_cell(value)) == value
