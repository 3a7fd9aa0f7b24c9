"""Numbers that addresses and forms hold and no database does."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from questions.models import Question, Role, Tag, User
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

NUMBER = re.compile(r"<(?:int|number):\w+>")
ROUTES = [str(pattern.pattern) for pattern in get_resolver("questions.urls").url_patterns]
TOO_LARGE = str(2**63)


@pytest.mark.parametrize("number", ["9" * 18, TOO_LARGE, "9" * 5000], ids=["most", "too-large", "far-too-large"])
def test_a_number_that_nothing_has_is_not_found_at_any_address(
    signed_in: SignedIn, points: Question, number: str
) -> None:
    ada = factories.user("ada", Role.ADMIN)
    factories.assignment(factories.school_class("7B", teacher=ada, students=[]), ada, [points])
    client = signed_in(ada)
    numbered = [route for route in ROUTES if NUMBER.search(route)]
    assert len(numbered) > 50
    for route in numbered:
        address = "/" + NUMBER.sub(number, route)
        replies = (client.get(address).status_code, client.post(address).status_code)
        assert set(replies) in ({404}, {404, 405}), address


@pytest.mark.parametrize("number", ["9" * 18, TOO_LARGE])
def test_an_answer_kept_for_a_question_that_nothing_has_lets_one_sign_in(
    client: Client, amira: User, number: str
) -> None:
    kept = {"kept-question": number, "kept-answer": "Rain", "kept-key": str(uuid.uuid4()), "kept-page": "p"}
    sent = {"username": "amira", "password": "correct-horse-battery", **kept}
    assert client.post(reverse("login"), sent).status_code == 302


def test_a_ticked_author_that_no_database_could_hold_is_left_out(signed_in: SignedIn, points: Question) -> None:
    client = signed_in(factories.user("ada", Role.ADMIN))
    sent = {"title": "Rivers", "position": "1", "authors": [TOO_LARGE]}
    assert client.post(reverse("topic_edit", args=[points.topic_id]), sent).status_code == 303
    assert not points.topic.authors.exists()


def test_a_question_that_no_database_could_hold_is_left_out(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    sent = {"questions": [str(points.pk), TOO_LARGE], "action": "tag", "tags": "mock"}
    assert signed_in(author).post(reverse("questions_change"), sent).status_code == 303
    assert Tag.objects.get().questions.get() == points
