"""Another try that goes on from the last answer, and what that one lacked."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Attempt, Question, User
from questions.services.attempts import Writing, save_draft
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def begun(client: Client, attempt: Attempt) -> str:
    """The page that "Go on from this answer" leads to."""
    reply = client.post(reverse("begin_again", args=[attempt.pk]), follow=True)
    assert reply.status_code == 200
    return " ".join(reply.content.decode().split())


def test_the_text_of_the_last_answer_is_the_draft_of_the_next(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    attempt, mark = factories.marked(amira, points)
    client = signed_in(amira)
    page = begun(client, attempt)
    draft = Attempt.objects.drafts().get()
    assert (draft.student, draft.question, draft.answer) == (amira, points, attempt.answer)
    assert draft.key != attempt.key
    assert f'Last time <span class="figure">1 / 2</span>. {mark.next_step}' in page
    assert page.count(attempt.answer) == 1
    # Pressing twice changes nothing.
    begun(client, attempt)
    assert Attempt.objects.drafts().get().answer == attempt.answer


def test_a_text_begun_since_stays(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    save_draft(student=amira, question=points, writing=Writing("Something else", uuid.uuid4()))
    page = begun(signed_in(amira), attempt)
    assert "Nothing was put in its place." in page
    assert "Something else</textarea>" in page
    assert Attempt.objects.drafts().get().answer == "Something else"


def test_a_retired_question_takes_no_other_try(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    retired = timezone.now() - timedelta(minutes=1)
    Question.objects.filter(pk=points.pk).update(status=Question.Status.RETIRED, retired_at=retired)
    client = signed_in(amira)
    assert "Go on from this answer" not in client.get(reverse("result", args=[attempt.pk])).content.decode()
    assert "withdrawn" in begun(client, attempt)
    assert not Attempt.objects.drafts().exists()


def test_only_an_answer_that_lacks_something_is_gone_on_from(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    for answer, offered in ((factories.HALF_ANSWER, True), (" ", False), (factories.GOOD_ANSWER, False)):
        attempt, _ = factories.marked(amira, points, answer)
        page = client.get(reverse("result", args=[attempt.pk])).content.decode()
        assert ("Go on from this answer" in page) == offered
    assert "Last time" not in client.get(reverse("answer", args=[points.pk])).content.decode()


def test_the_address_of_a_retired_question_leads_to_ones_last_answer(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    factories.marked(amira, points)
    attempt, _ = factories.marked(amira, points, factories.HALF_ANSWER)
    Question.objects.filter(pk=points.pk).update(status=Question.Status.RETIRED, retired_at=timezone.now())
    address = reverse("answer", args=[points.pk])
    reply = signed_in(amira).get(address, follow=True)
    assert reply.redirect_chain[-1][0] == reverse("result", args=[attempt.pk])
    assert "This question is not set any more." in reply.content.decode()
    assert signed_in(factories.user("ben")).get(address).status_code == 404


def test_every_try_is_listed_whatever_their_number(signed_in: SignedIn, amira: User, points: Question) -> None:
    best, _ = factories.marked(amira, points, factories.GOOD_ANSWER)
    tries = [best.pk, *(factories.attempt(amira, points).pk for _ in range(11))]
    client = signed_in(amira)
    page = client.get(reverse("answer", args=[points.pk])).content.decode()
    assert "<summary>2 before these</summary>" in page
    assert all(page.count(f'href="/attempts/{each}/"') == 1 for each in tries)
    # Of a question that is not set any more, results lead to one another.
    Question.objects.filter(pk=points.pk).update(status=Question.Status.RETIRED, retired_at=timezone.now())
    page = client.get(reverse("answer", args=[points.pk]), follow=True).content.decode()
    assert "<summary>Your 11 other answers to this question</summary>" in page
    assert all(page.count(f'href="/attempts/{each}/"') == 1 for each in tries[:-1])
