"""Finding questions, also by what their schemes say, and changing many at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Question, Role, User
from questions.services import bank
from questions.services.assignments import close
from questions.services.bank import add_tags
from tests import factories
from tests.views.conftest import SignedIn, closing

pytestmark = pytest.mark.django_db

LIST = reverse("question_list")
CHANGE = reverse("questions_change")


@pytest.fixture
def client(signed_in: SignedIn, author: User, points: Question) -> Client:
    """An author's browser; the bank has rivers, published, and a draft on lakes."""
    factories.bank(topic="Lakes", publish=False, text=factories.POINTS.replace("rivers flood", "lakes freeze"))
    return signed_in(author)


def found(client: Client, **filters: Any) -> list[str]:
    page = client.get(LIST, filters)
    assert page.status_code == 200
    return [f"{question.topic} {question.number}" for question in page.context["page_obj"]]


@pytest.mark.parametrize(
    ("filters", "questions"),
    [
        ({}, ["Rivers 1", "Rivers 2", "Lakes 1"]),
        ({"search": "flood"}, ["Rivers 1"]),
        ({"search": "UPSTREAM fish"}, ["Rivers 2"]),
        ({"search": "snow"}, ["Rivers 1", "Lakes 1"]),
        ({"search": "snow lakes"}, ["Lakes 1"]),
        ({"search": "trees planted"}, ["Rivers 1", "Lakes 1"]),
        ({"search": "100%"}, []),
        ({"search": "_"}, []),
        ({"search": "\\"}, []),
        ({"search": "a\0b"}, []),
        ({"search": "mock"}, ["Rivers 2"]),
        ({"kind": "levels"}, ["Rivers 2"]),
        ({"kind": "points", "status": "draft"}, ["Lakes 1"]),
        ({"status": "retired"}, []),
        ({"tag": "mock"}, ["Rivers 2"]),
        ({"tag": "nothing", "kind": "other", "topic": "x"}, ["Rivers 1", "Rivers 2", "Lakes 1"]),
        ({"search": "qq " * 60}, []),
        ({"page": "999"}, ["Rivers 1", "Rivers 2", "Lakes 1"]),
    ],
)
def test_filters_find_questions(
    client: Client, levels: Question, author: User, filters: dict[str, str], questions: list[str]
) -> None:
    add_tags(questions=[levels], names=["mock"], author=author)
    assert found(client, **filters) == questions


def test_a_search_looks_at_the_newest_version_and_at_the_one_in_force(client: Client, points: Question) -> None:
    factories.new_version(points, factories.POINTS.replace("heavy rain", "a burst dam"))
    assert found(client, search="burst") == ["Rivers 1"]
    assert found(client, search="heavy") == ["Lakes 1"]


def test_capitals_of_any_letters_are_found_by_small_ones_and_the_other_way_round(client: Client) -> None:
    factories.bank(topic="Élan vital", text=factories.POINTS.replace("heavy rain", "the ÅNGSTRÖM effect"))
    for words in ("élan", "ÉLAN VITAL", "ångström", "Effect Élan"):
        assert found(client, search=words) == ["Élan vital 1"]
    assert found(client, search="elan") == []


def test_topics_of_others_are_neither_found_nor_changed(client: Client, points: Question) -> None:
    points.topic.authors.add(factories.user("owner", Role.AUTHOR))
    assert found(client, search="snow") == ["Lakes 1"]
    reply = client.post(CHANGE, {"questions": [points.pk], "action": "retire"})
    assert reply.status_code == 422
    points.refresh_from_db()
    assert points.status == "published"


@pytest.mark.parametrize(
    ("action", "service", "status"),
    [
        ("publish", "publish_all", 403),
        ("retire", "retire_all", 403),
        ("tag", "add_tags", 403),
        ("untag", "remove_tags", 403),
        ("duplicate", "duplicate", 200),
    ],
)
def test_what_is_closed_meanwhile_is_not_changed(
    client: Client, points: Question, monkeypatch: pytest.MonkeyPatch, action: str, service: str, status: int
) -> None:
    monkeypatch.setattr(bank, service, closing(points.topic, getattr(bank, service)))
    sent = {"questions": [points.pk], "action": action, "tags": "mock", "sure": "1"}
    reply = client.post(CHANGE, sent, follow=True)
    assert reply.status_code == status
    assert "Only its own authors may write in “Rivers”" in reply.content.decode()
    points.refresh_from_db()
    assert (points.status, points.tags.count(), points.topic.questions.count()) == ("published", 0, 2)


def test_ticked_questions_are_retired_and_the_filters_stay(client: Client, points: Question, levels: Question) -> None:
    sent = {"questions": [points.pk], "action": "retire"}
    asked = client.post(f"{CHANGE}?kind=points", sent).content.decode()
    assert f'action="{CHANGE}?kind=points"' in asked
    assert f'name="questions" value="{points.pk}"' in asked
    points.refresh_from_db()
    assert points.status == "published"
    reply = client.post(f"{CHANGE}?kind=points", {**sent, "sure": "1"}, follow=True)
    assert reply.redirect_chain == [(f"{LIST}?kind=points", 303)]
    assert "One question retired." in reply.content.decode()
    points.refresh_from_db()
    levels.refresh_from_db()
    assert (points.status, levels.status) == ("retired", "published")


def test_retiring_asks_first_and_says_how_many_open_assignments_ask_it(
    signed_in: SignedIn, amira: User, ruth: User, author: User, points: Question, levels: Question
) -> None:
    school_class = amira.classes.get()
    for questions in ([points], [points, levels], [levels]):
        factories.assignment(school_class, ruth, questions)
    close(assignment=factories.assignment(school_class, ruth, [points]), teacher=ruth)
    client = signed_in(author)
    address = reverse("question_retire", args=[points.pk])
    edit = client.get(reverse("question_edit", args=[points.pk])).content.decode()
    assert f'<a class="button" href="{address}">Retire</a>' in edit
    page = " ".join(client.get(address).content.decode().split())
    assert "2 open assignments ask it." in page
    both = client.post(CHANGE, {"questions": [points.pk, levels.pk], "action": "retire"}).content.decode()
    assert "3 open assignments ask at least one of them." in " ".join(both.split())
    assert "they are worth fewer marks." in " ".join(both.split())
    points.refresh_from_db()
    assert points.status == "published"
    client.post(address)
    points.refresh_from_db()
    assert points.status == "retired"


def test_publishing_many_says_what_is_short_and_why(client: Client) -> None:
    draft = Question.objects.get(topic__title="Lakes")
    page = client.post(CHANGE, {"questions": [draft.pk], "action": "publish"}, follow=True).content.decode()
    assert "Not published: Question 1, Lakes. 6 sample answers are asked for; there are none." in page
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_tags_are_added_shown_and_taken_away(client: Client, points: Question) -> None:
    tags = {"questions": [points.pk], "tags": "Mock, <b>paper</b>"}
    page = client.post(CHANGE, {**tags, "action": "tag"}, follow=True).content.decode()
    assert f'<a href="{LIST}?tag=mock">mock</a>' in page
    assert "<b>paper" not in page
    client.post(CHANGE, {**tags, "action": "untag"})
    assert not points.tags.exists()


def test_copies_are_drafts(client: Client, points: Question, levels: Question) -> None:
    page = client.post(CHANGE, {"questions": [points.pk, levels.pk], "action": "duplicate"}, follow=True)
    assert "2 questions copied" in page.content.decode()
    assert found(client, status="draft", search="(copy)") == ["Rivers 3", "Rivers 4"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"questions": []}, "Tick the questions that this is for."),
        ({"action": "tag"}, "Write the tag here."),
        ({"action": "tag", "tags": "x" * 41}, "A tag has at most 40 characters."),
        ({"action": "burn"}, "not one of the available choices"),
        ({"questions": ["x"]}, "“x” is not a valid value."),
    ],
)
def test_what_cannot_be_done_is_told_and_the_ticks_stay(
    client: Client, points: Question, change: dict[str, Any], message: str
) -> None:
    data = {"questions": [points.pk], "action": "retire", "tags": "", **change}
    reply = client.post(CHANGE, data)
    assert reply.status_code == 422
    assert message in reply.content.decode()
    assert ("checked" in reply.content.decode()) == (data["questions"] == [points.pk])
    points.refresh_from_db()
    assert points.status == "published"


def test_a_number_that_no_database_has_is_no_question(client: Client, points: Question) -> None:
    reply = client.post(CHANGE, {"questions": ["9" * 400], "action": "retire"})
    assert reply.status_code == 422
    assert "Tick the questions that this is for." in reply.content.decode()


def test_a_second_press_makes_no_second_copies(client: Client, points: Question, levels: Question) -> None:
    page = client.get(LIST)
    key = page.context["form"]["key"].value()
    assert f'value="{key}"' in page.content.decode()
    sent = {"questions": [points.pk, levels.pk], "action": "duplicate", "key": key}
    for _ in range(2):
        assert "2 questions copied" in client.post(CHANGE, sent, follow=True).content.decode()
    assert found(client, status="draft", search="(copy)") == ["Rivers 3", "Rivers 4"]
    other = client.get(LIST).context["form"]["key"].value()
    client.post(CHANGE, {**sent, "key": other})
    assert len(found(client, status="draft", search="(copy")) == 4
