"""Which point of a version says a text."""

from __future__ import annotations

import pytest

from questions.models import MarkScheme, Question
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = factories.POINTS.replace(
    "- trees cut down on the hills\n",
    "- trees/woods (all) cut down AND soil washed away\n  ACCEPT: deforestation\n",
)


@pytest.fixture
def version(question: Question) -> MarkScheme:
    factories.new_version(question, TEXT)
    found = question.newest()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Heavy rain, over several days.", 0),
        ("deforestation", 2),
        ("trees cut down and soil washed away", 2),
        ("trees/woods cut down and soil washed away", None),
        ("trees/woods (all) cut down AND soil washed away", 2),
        ("woods all cut down soil washed away", 2),
        ("trees planted on the hills", None),
        ("trees", None),
        ("heavy rain", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_point_says_its_acceptable_answers_word_for_word(version: MarkScheme, text: str, place: int | None) -> None:
    assert version.place_saying(text) == place
