"""Where an essay ties a cause to what follows from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from questions.marking.essays.links import LINK, MAY_LINK
from questions.marking.language.text import WORD
from tests.marking.test_levels_bank import NAMES, essays_of


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", [str, str.upper, str.title])
def test_the_quick_look_for_a_link_misses_none(name: str, written: Callable[[str], str]) -> None:
    told = [written(essay.answer) for essay in essays_of(name)]
    starts = [(text, word.start()) for text in told if text.isascii() for word in WORD.finditer(text)]
    links = [(text, start) for text, start in starts if LINK.match(text, start)]
    assert links
    assert all(MAY_LINK.match(text.lower(), start) for text, start in links)
