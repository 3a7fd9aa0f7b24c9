"""Work grows no faster than the file, counted in the interpreter's steps and not in seconds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from questions.exchange import moodle
from tests.marking.steps import counted

pytestmark = pytest.mark.marking


def quiz(inside: str) -> bytes:
    return f'<quiz><question type="shortanswer">{inside}</question></quiz>'.encode()


def empty_lines(count: int) -> bytes:
    return quiz(f"<questiontext><text>{'&lt;div&gt; &lt;/div&gt; ' * count}</text></questiontext>")


def cells(count: int) -> bytes:
    return quiz(f"<questiontext><text>{'&lt;tr&gt;&lt;td&gt;&lt;/td&gt;' * count}</text></questiontext>")


def without_words(count: int) -> bytes:
    signs = (f"{number:09b}".replace("0", "?").replace("1", "!") for number in range(count))
    return quiz("".join(f'<answer fraction="100"><text>{text}</text></answer>' for text in signs))


def of_many_fractions(count: int) -> bytes:
    pairs = (
        f'<answer><text>no {number}</text></answer><answer fraction="{number / 8}"><text>so {number}</text></answer>'
        for number in range(1, count)
    )
    return quiz("".join(pairs))


@pytest.mark.parametrize("file", [empty_lines, cells, without_words, of_many_fractions])
def test_twice_the_file_takes_at_most_twice_the_work(file: Callable[[int], bytes]) -> None:
    moodle.read(file(16))
    few, twice, more = (counted(partial(moodle.read, file(count))) for count in (64, 128, 256))
    assert more - twice <= 2.2 * max(twice - few, few / 4)
