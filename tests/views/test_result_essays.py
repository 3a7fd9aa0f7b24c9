"""The result of an essay: the student's own words for what is only named, the key to the ink, and why it is no more."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.explanation import what_changed
from questions.models import Attempt, MarkNotice, Question, User
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

TELLING = factories.LEVELS.replace("- villages were drowned", "- villages were drowned, which broke up old families")
NAMED = "The villages <b>were</b> drowned."
EXPLAINED = "The villages were drowned, so families had to move to another town."


@pytest.fixture
def telling(points: Question) -> Question:
    """An essay whose scheme gives an explanation along with its first point."""
    return factories.bank(topic="Dams", text=TELLING)[0]


def page_of(signed_in: SignedIn, person: User, attempt: Attempt, name: str = "result") -> str:
    return " ".join(signed_in(person).get(reverse(name, args=[attempt.pk])).content.decode().split())


def test_who_has_only_named_a_point_reads_no_more_of_it_than_was_written(
    signed_in: SignedIn, amira: User, ruth: User, telling: Question
) -> None:
    attempt, mark = factories.marked(amira, telling, NAMED)
    assert [part["stage"] for part in mark.points if part["credited"]] == ["identified"]
    page = page_of(signed_in, amira, attempt)
    assert '<span class="point__text">“The villages &lt;b&gt;were&lt;/b&gt; drowned”</span>' in page
    assert '<span class="point__reason">It is named; it does not say yet how it changed the valley.</span>' in page
    assert "broke up old families" not in page
    assert "<b>were" not in page
    assert "broke up old families" in page_of(signed_in, ruth, attempt, "review_attempt")
    assert "broke up old families" in page_of(signed_in, ruth, attempt, "history")


def test_who_has_explained_a_point_reads_how_the_scheme_puts_it(
    signed_in: SignedIn, amira: User, telling: Question
) -> None:
    attempt, mark = factories.marked(amira, telling, EXPLAINED)
    assert [part["stage"] for part in mark.points if part["credited"]] == ["explained"]
    page = page_of(signed_in, amira, attempt)
    assert '<span class="point__text">villages were drowned, which broke up old families</span>' in page
    assert "“so families had to move to another town” explains it." in page


def test_a_point_that_a_new_mark_takes_away_is_called_by_the_students_words(amira: User, telling: Question) -> None:
    attempt, _ = factories.marked(amira, telling, NAMED)
    factories.new_version(telling, TELLING[: TELLING.index("- villages")] + TELLING[TELLING.index("- farms") :])
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    before, after = attempt.marks.order_by("pk")
    changed = what_changed(MarkNotice(attempt=attempt, before=before, after=after, causes=[]))
    assert changed.lost == ("“The villages <b>were</b> drowned”",)
