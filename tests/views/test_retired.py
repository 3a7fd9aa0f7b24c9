"""A question that is retired while somebody writes takes that answer, and no other."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Attempt, Question, User
from questions.services.authoring import publish_newest, retire
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def opened(client: Client, question: Question) -> dict[str, Any]:
    """What the page of the question sends, as it was opened."""
    form = client.get(reverse("answer", args=[question.pk])).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


def retire_later(question: Question) -> None:
    """Retire the question, after the second in which pages were opened."""
    retire(question=question)
    Question.objects.filter(pk=question.pk).update(retired_at=timezone.now() + timedelta(seconds=1))


def retire_earlier(question: Question) -> None:
    """Retire the question, before the second in which pages are opened from now on."""
    retire(question=question)
    Question.objects.filter(pk=question.pk).update(retired_at=timezone.now() - timedelta(seconds=2))


def test_a_page_that_was_open_before_still_counts(signed_in: SignedIn, amira: User, points: Question) -> None:
    client = signed_in(amira)
    page = opened(client, points)
    retire_later(points)
    reply = client.post(reverse("submit", args=[points.pk]), {**page, "answer": "Heavy rain"})
    assert reply.status_code == 303
    given = Attempt.objects.get()
    assert given.answer == "Heavy rain"
    assert client.get(reverse("answer", args=[points.pk])).headers["Location"] == reverse("result", args=[given.pk])


def test_a_page_that_was_open_before_saves_its_draft_again_and_again(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    page = opened(client, points)
    retire_later(points)
    for text in ("Heavy", "Heavy rain"):
        page["revision"] = client.post(reverse("save_draft", args=[points.pk]), {**page, "answer": text}).json()[
            "revision"
        ]
    assert Attempt.objects.get().answer == "Heavy rain"
    assert client.get(reverse("answer", args=[points.pk])).status_code == 200


def test_a_draft_from_before_may_be_finished_on_a_page_opened_after(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    client.post(reverse("save_draft", args=[points.pk]), {**opened(client, points), "answer": "Heavy"})
    retire_earlier(points)
    reply = client.post(reverse("submit", args=[points.pk]), {**opened(client, points), "answer": "Heavy rain"})
    assert reply.status_code == 303


def forged(client: Client, amira: User, question: Question, other: Question) -> list[dict[str, Any]]:
    """Submissions that no page open before the retirement sends."""
    plain = {"answer": "Too late", "key": str(uuid.uuid4()), "revision": 0, "page": "p"}
    ben = Client()
    ben.force_login(factories.user("ben"), backend="django.contrib.auth.backends.ModelBackend")
    mine = opened(client, question)["opened"]
    return [
        plain,
        {**plain, "opened": f"{amira.pk}.{question.pk}.1"},
        {**plain, "opened": mine[:-1]},
        {**plain, "opened": "x" * 200},
        {**plain, "opened": opened(client, other)["opened"]},
        {**plain, "opened": opened(ben, question)["opened"]},
    ]


def test_nothing_else_is_taken_and_the_text_is_given_back(
    signed_in: SignedIn, amira: User, points: Question, levels: Question
) -> None:
    client = signed_in(amira)
    crafted = forged(client, amira, points, levels)
    retire_later(points)
    for data in crafted:
        reply = client.post(reverse("submit", args=[points.pk]), data)
        assert reply.status_code == 409
        assert "withdrawn before you began" in reply.content.decode()
        assert "Too late" in reply.content.decode()
        saved = client.post(reverse("save_draft", args=[points.pk]), data)
        assert saved.status_code == 410
        assert "withdrawn" in saved.json()["error"]
    assert not Attempt.objects.exists()


def test_a_page_of_before_the_retirement_is_of_no_use_for_a_later_one_of_the_same_text(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    retire_earlier(points)
    publish_newest(question=points)
    page = opened(client, points)
    retire_earlier(points)
    assert client.post(reverse("submit", args=[points.pk]), {**page, "answer": "Rain"}).status_code == 409


def test_what_was_answered_is_found_in_the_lists_after_the_retirement(
    signed_in: SignedIn, amira: User, points: Question, levels: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    for question in (points, levels):
        retire(question=question)
    client = signed_in(amira)
    (topic,) = client.get(reverse("topics")).context["topics"]
    assert (topic.title, topic.question_count, topic.answered_count, topic.retired_count) == ("Rivers", 0, 0, 1)
    page = client.get(reverse("topic", args=[topic.slug]))
    assert [question.pk for question in page.context["questions"]] == [points.pk]
    assert "Not set any more" in page.content.decode()
    link = f'href="{reverse("result", args=[attempt.pk])}">Give two reasons'
    assert link in page.content.decode()
    assert reverse("answer", args=[points.pk]) not in page.content.decode()
    ben = signed_in(factories.user("ben"))
    assert list(ben.get(reverse("topics")).context["topics"]) == []
    assert ben.get(reverse("topic", args=[topic.slug])).status_code == 404


def test_pressing_submit_again_after_the_retirement_finds_the_attempt(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    page = {**opened(client, points), "answer": "Heavy rain"}
    first = client.post(reverse("submit", args=[points.pk]), page)
    retire_earlier(points)
    again = client.post(reverse("submit", args=[points.pk]), page)
    assert (again.status_code, again["Location"]) == (303, first["Location"])


def test_a_text_that_was_carried_through_the_sign_in_page_is_given_back(
    client: Client, amira: User, points: Question
) -> None:
    retire_earlier(points)
    kept = {"kept-answer": "Written too late", "kept-key": str(uuid.uuid4()), "kept-question": points.pk}
    sent = {"username": "amira", "password": "correct-horse-battery", **kept}
    page = client.post(reverse("login"), sent, follow=True).content.decode()
    assert "Written too late" in page
    assert "withdrawn before you began" in page
    assert not Attempt.objects.exists()
