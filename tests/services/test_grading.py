"""Automatic marks are given once for a version of the scheme and of the marker, with what explains them."""

from __future__ import annotations

import pytest

from questions import marking
from questions.services.grading import mark_attempt
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_automatic_mark_records_what_explains_it() -> None:
    question = factories.bank()[0]
    attempt, mark = factories.marked(factories.user("amira"), question, factories.GOOD_ANSWER)
    assert (mark.mark, mark.max_mark, mark.by_teacher, mark.mark_scheme) == (2, 2, False, question.current)
    assert mark.marker_version == marking.MARKER_VERSION
    assert mark.credited == {0, 1}
    (start, end), *_ = mark.points[1]["evidence"]
    assert "Snow" in attempt.answer[start:end]


def test_marking_again_gives_the_same_mark() -> None:
    attempt, mark = factories.marked(factories.user("amira"), factories.bank()[0])
    assert mark_attempt(attempt) == mark
    assert attempt.marks.count() == 1


def test_an_old_attempt_is_marked_under_the_version_it_answered() -> None:
    question = factories.bank()[0]
    attempt = factories.attempt(factories.user("amira"), question)
    old = question.current
    factories.new_version(question, factories.POINTS.replace("heavy rain over several days", "a dam bursting"))
    mark = mark_attempt(attempt)
    assert (mark.mark_scheme, mark.mark) == (old, 1)
