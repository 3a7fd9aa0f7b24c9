"""Accept this phrase, from the page of an answer to the effect and the new version."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Attempt, Question, Remarking, Role, User
from questions.services.authoring import edit_question
from tests import factories
from tests.services.test_remarking import NARROWER
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def thaw(amira: User, points: Question) -> Attempt:
    return factories.marked(amira, points, "It was <the thaw> in March.")[0]


def test_a_phrase_becomes_a_version_once_its_effect_was_seen(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(ruth)
    address = reverse("accept_phrase", args=[thaw.pk])
    assert address in client.get(reverse("review_attempt", args=[thaw.pk])).content.decode()
    page = client.get(address).content.decode()
    assert "It was &lt;the thaw&gt; in March." in page
    assert "2. snow melting in spring" in page
    sent = client.post(address, {"phrase": "<the thaw> in March", "use": "accept", "point": "1"})
    run = Remarking.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, reverse("remarking", args=[run.pk]))
    assert (run.state, run.up, run.origin, points.versions.count()) == ("previewed", 1, thaw, 1)
    effect = client.get(sent["Location"])
    assert effect.context["origin_change"].mark == 1
    assert reverse("review_attempt", args=[thaw.pk]) in effect.content.decode()
    client.post(reverse("remarking_apply", args=[run.pk]))
    version = points.versions.get(version=2)
    assert "  ACCEPT: <the thaw> in March\n" in version.text
    assert version.point_keys == points.versions.get(version=1).point_keys
    assert version.author == ruth
    counting = thaw.marks.counting()
    assert counting is not None
    assert counting.mark == 1


def test_a_preview_without_the_answers_to_another_tariff_is_of_the_same_phrase(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(ruth)
    entries = {"phrase": "the thaw", "use": "accept", "point": "1"}
    client.post(reverse("accept_phrase", args=[thaw.pk]), entries)
    client.post(reverse("remarking_leave_out", args=[Remarking.objects.get().pk]))
    thrown_away = Remarking.objects.get()
    client.post(reverse("accept_phrase", args=[thaw.pk]), {**entries, "phrase": "March"})
    page = client.get(reverse("remarking", args=[thrown_away.pk]))
    assert page.context["entries"] == {"phrase": "the thaw", "use": "accept", "same_as": "", "point": 1}


def test_what_is_missing_is_told_beside_the_field_and_entries_are_kept(
    signed_in: SignedIn, ruth: User, thaw: Attempt
) -> None:
    page = signed_in(ruth).post(
        reverse("accept_phrase", args=[thaw.pk]), {"phrase": "the thaw", "use": "accept", "point": ""}
    )
    assert page.status_code == 422
    assert page.context["form"].errors["point"] == ["Choose the point that these words are about."]
    assert 'value="the thaw"' in page.content.decode()
    assert not Remarking.objects.exists()


def test_a_version_that_waits_unpublished_is_told_of(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt
) -> None:
    edit_question(question=points, text=NARROWER, author=None)
    page = signed_in(ruth).get(reverse("accept_phrase", args=[thaw.pk])).content.decode()
    assert "Version 2 is saved but not published" in page


def test_a_topic_of_other_authors_is_left_to_them(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt
) -> None:
    points.topic.authors.add(factories.user("owner", Role.AUTHOR))
    assert signed_in(ruth).get(reverse("accept_phrase", args=[thaw.pk])).status_code == 404


def test_one_comes_back_to_the_queue_that_one_came_from(signed_in: SignedIn, ruth: User, thaw: Attempt) -> None:
    client = signed_in(ruth)
    review, query = reverse("review_attempt", args=[thaw.pk]), "?queue=1&assignment=2"
    address = f"{reverse('accept_phrase', args=[thaw.pk])}{query}"
    shown = query.replace("&", "&amp;")
    assert f'href="{review}{shown}"' in client.get(address).content.decode()
    sent = client.post(address, {"phrase": "the thaw", "use": "accept", "point": "1"})
    assert sent["Location"].endswith(query)
    assert f'href="{review}{shown}"' in client.get(sent["Location"]).content.decode()
    applied = client.post(reverse("remarking_apply", args=[Remarking.objects.get().pk]) + query)
    assert applied["Location"] == sent["Location"]
    assert f'href="{review}{shown}"' in client.get(applied["Location"]).content.decode()


def test_a_preview_that_a_later_one_replaced_says_so_and_keeps_its_phrase(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(ruth)
    address = reverse("accept_phrase", args=[thaw.pk]) + "?queue=1"
    first = client.post(address, {"phrase": "<the thaw> \u202ein March", "use": "accept", "point": "1"})["Location"]
    second = client.post(address, {"phrase": "March", "use": "accept", "point": "0"})["Location"]
    later = Remarking.objects.get()
    assert client.get(first).status_code == 410
    apply = first.replace("?", "apply/?")
    for _ in range(2):
        reply = client.post(apply)
        page = reply.content.decode()
        assert reply.status_code == 409
        assert "A later preview replaced this one" in page
        assert "<q>&lt;the thaw&gt; in March</q>" in page
        assert f'href="{second}"' in page
        # The point is still the second one, in whatever version is in force by now.
        assert reply.context["entries"] == {
            "phrase": "<the thaw> \u202ein March",
            "use": "accept",
            "same_as": "",
            "point": 1,
        }
        client.post(reverse("remarking_apply", args=[later.pk]))
    again = client.post(reply.context["again"], reply.context["entries"])
    assert again["Location"] == reverse("remarking", args=[Remarking.objects.latest("pk").pk]) + "?queue=1"
    # Nobody else learns of it, nor that there was one.
    assert signed_in(factories.user("tom", Role.TEACHER)).post(apply).status_code == 404


def test_a_preview_that_a_colleague_overtook_leads_to_a_new_one_of_the_same_words(
    signed_in: SignedIn, ruth: User, author: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(ruth)
    address = reverse("accept_phrase", args=[thaw.pk])
    client.post(address, {"phrase": "the thaw", "use": "accept", "point": "1"})
    edit_question(question=points, text=NARROWER, author=author)
    reply = client.post(reverse("remarking_apply", args=[Remarking.objects.get().pk]))
    page = reply.content.decode()
    assert (reply.status_code, "Meanwhile daniel saved version 2" in page) == (409, True)
    assert ("Preview these words again" in page, "and re-mark" in page) == (True, False)
    again = client.post(reply.context["again"], reply.context["entries"])
    assert client.post(f"{again['Location']}apply/").status_code == 303


def test_words_that_the_answer_does_not_have_are_told_of_beside_their_effect(
    signed_in: SignedIn, ruth: User, thaw: Attempt
) -> None:
    client = signed_in(ruth)
    warning = "are not in this answer"
    for phrase, told in (("the spring tide", True), ("it was  <THE thaw>", False)):
        sent = {"phrase": phrase, "use": "accept", "point": "1"}
        page = client.post(reverse("accept_phrase", args=[thaw.pk]), sent, follow=True).content.decode()
        assert (warning in page) == told
