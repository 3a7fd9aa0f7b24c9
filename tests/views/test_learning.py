"""What the last ruling left undone is said, and gone on with while pages are open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.models import Attempt, Mark, Question, Relearning, User
from questions.services.learning import is_unfinished, relearn
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

BEAVERS = "Beavers build too many lodges across the stream"
PART = {"HX-Request": "true"}


@pytest.fixture
def like(amira: User, ruth: User, points: Question) -> Attempt:
    """An answer like one that Ruth settled; nothing had time to follow that yet."""
    settled, like = (factories.marked(amira, points, answer)[0] for answer in (BEAVERS, BEAVERS.lower()))
    moderate(attempt=settled, teacher=ruth, credited=[0], mark=1, reason="Too", seen=settled.marks.get().pk)
    assert not relearn(question_id=points.pk, seconds=-1).finished
    return like


def counting(attempt: Attempt) -> Mark:
    mark = attempt.marks.counting()
    assert mark is not None
    return mark


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_the_queue_says_so_and_goes_on(signed_in: SignedIn, ruth: User, points: Question, like: Attempt) -> None:
    client = signed_in(ruth)
    queue = reverse("question_queue", args=[points.pk])
    address = reverse("learning_continue", args=[points.pk])
    said = 'Still marking again after the last ruling: <strong class="figure">0 of 1</strong>'
    page = client.get(queue).content
    assert said in words(page)
    assert f'hx-post="{address}"' in words(page)
    desk = client.get(reverse("review_attempt", args=[like.pk]) + "?queue=1").content
    assert "Still marking again after the last ruling: 0 of 1." in words(desk)
    reply = client.post(address, headers=PART)
    assert (reply.status_code, reply["HX-Refresh"]) == (200, "true")
    assert counting(like).mark == 1
    assert "Still marking again" not in words(client.get(queue).content)
    reply = client.post(address)
    assert (reply.status_code, reply["Location"]) == (303, queue)


def test_an_open_desk_goes_on_too(signed_in: SignedIn, ruth: User, points: Question, like: Attempt) -> None:
    news = reverse("review_news", args=[like.pk]) + f"?seen={counting(like).pk}"
    assert signed_in(ruth).post(news).json() == {"newest": counting(like).pk, "said": ""}
    assert counting(like).mark == 1
    assert not is_unfinished(points.pk)


def test_with_a_worker_the_page_only_asks_and_calls_it_again_when_it_stands_still(
    signed_in: SignedIn, ruth: User, points: Question, like: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("questions.tasks", "questions.views.learning"):
        monkeypatch.setattr(f"{module}.has_worker", lambda: True)
    client = signed_in(ruth)
    address = reverse("learning_continue", args=[points.pk])
    assert "0 of 1" in words(client.post(address, headers=PART).content)
    assert "Is the worker running?" not in words(client.post(address, headers=PART).content)
    Relearning.objects.update(progress_at=timezone.now() - timedelta(minutes=1))
    assert "Is the worker running?" in words(client.post(address, headers=PART).content)
    assert counting(like).mark == 0
    client.post(address, {"again": "1"}, headers=PART)
    assert counting(like).mark == 1
