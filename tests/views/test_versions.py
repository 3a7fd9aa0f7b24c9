"""Versions point by point, the way back, and the effect of the unsaved text on stored answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Publication, Question, Remarking, SchemeDraft, User
from questions.services import authoring
from questions.services.authoring import edit_question
from questions.versions import changes
from tests import factories
from tests.views.conftest import SignedIn, closing

pytestmark = pytest.mark.django_db

EDITED = (
    factories.POINTS.replace("two reasons", "two main reasons")
    .replace("- heavy rain over several days\n", "- heavy rain over many days\n  ACCEPT: storms\n")
    .replace("- snow melting in spring\n", "")
    + "- a dam bursting\nSynonyms: rain = downpour\n"
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(signed_in: SignedIn, author: User) -> Client:
    return signed_in(author)


def shown(reply: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


def test_each_point_is_followed_from_version_to_version(points: Question) -> None:
    first = points.newest()
    second = edit_question(question=points, text=EDITED, author=None)
    found = changes(first, second)
    assert [(point.kind, point.number, point.former) for point in found.points] == [
        ("changed", 1, 1),
        ("moved", 2, 3),
        ("added", 3, 0),
        ("removed", 2, 2),
    ]
    assert found.points[0].lines[0] == (("", "heavy rain over"), ("-", "several"), ("+", "many"), ("", "days"))
    assert found.points[0].lines[1] == (("+", "ACCEPT: storms"),)
    assert found.wording == ((("", "Give two"), ("+", "main"), ("", "reasons why rivers flood.")),)
    assert found.rules == ((("+", "Synonyms: rain = downpour"),),)
    assert found.same == 0


def test_the_page_says_in_words_what_was_added_and_taken_away(client: Client, points: Question) -> None:
    edit_question(question=points, text=EDITED, author=None)
    reply = client.get(reverse("versions", args=[points.pk]))
    said = shown(reply)
    assert "≠ Point 1, changed" in said
    assert "taken away: several" in said
    assert "added: many" in said
    assert "+ Point 3, new" in said
    assert "− Former point 2, taken away" in said
    assert "↕ Point 2, formerly 3, unchanged" in said
    assert said.index("Version 2") < said.index("Version 1")


def test_going_back_makes_a_new_version_and_leaves_the_one_in_force(client: Client, points: Question) -> None:
    first = points.newest()
    factories.new_version(points, EDITED)
    assert first is not None
    client.post(reverse("version_restore", args=[points.pk, first.pk]), {"base": 2})
    points.refresh_from_db()
    newest = points.newest()
    assert newest is not None
    assert points.current is not None
    assert (newest.version, newest.text, newest.point_keys) == (3, first.text, first.point_keys)
    assert points.current.version == 2


def test_going_back_past_a_version_not_seen_is_told(client: Client, points: Question) -> None:
    first = points.newest()
    edit_question(question=points, text=EDITED, author=None)
    assert first is not None
    reply = client.post(reverse("version_restore", args=[points.pk, first.pk]), {"base": 1}, follow=True)
    assert "Version 2 was saved meanwhile" in reply.content.decode()
    assert points.versions.count() == 2


def test_the_way_back_in_a_topic_that_is_closed_meanwhile_is_refused(
    client: Client, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = points.newest()
    edit_question(question=points, text=EDITED, author=None)
    assert first is not None
    monkeypatch.setattr(authoring, "edit_question", closing(points.topic, edit_question))
    reply = client.post(reverse("version_restore", args=[points.pk, first.pk]), {"base": 2}, follow=True)
    assert "Only its own authors may write in “Rivers”" in reply.content.decode()
    assert points.versions.count() == 2


def test_a_number_of_thousands_of_digits_is_no_base(client: Client, points: Question) -> None:
    first = points.newest()
    factories.new_version(points, EDITED)
    assert first is not None
    client.post(reverse("version_restore", args=[points.pk, first.pk]), {"base": "9" * 5000})
    assert points.versions.count() == 3


def test_a_version_of_another_question_is_no_version_of_this_one(
    client: Client, points: Question, levels: Question
) -> None:
    assert client.post(reverse("version_restore", args=[points.pk, levels.current_id])).status_code == 404


def test_the_effect_on_stored_answers_is_shown_before_anything_is_saved(
    client: Client, amira: User, points: Question
) -> None:
    factories.marked(amira, points, "It was a dam bursting.")
    factories.marked(amira, points, factories.GOOD_ANSWER)
    address = reverse("question_effect", args=[points.pk])
    said = shown(client.post(address, {"text": EDITED}, headers=HTMX))
    assert "Of 2 stored answers 1 would go up, 1 down, and 0 stay." in said
    assert points.versions.count() == 1
    assert not Remarking.objects.exists()


def test_the_effect_of_a_text_that_cannot_be_read_says_so(client: Client, points: Question) -> None:
    address = reverse("question_effect", args=[points.pk])
    assert "cannot be read yet" in shown(client.post(address, {"text": "nonsense"}, headers=HTMX))
    assert client.post(address, {"text": "nonsense"}).status_code == 422


def test_the_effect_of_no_text_at_all_is_a_part_of_the_page_too(client: Client, points: Question) -> None:
    reply = client.post(reverse("question_effect", args=[points.pk]), {"text": ""}, headers=HTMX)
    assert "cannot be read yet" in shown(reply)
    assert "<html" not in reply.content.decode()


def test_the_effect_in_full_keeps_the_unsaved_text_and_publishing_there_is_recorded(
    client: Client, amira: User, author: User, points: Question
) -> None:
    factories.marked(amira, points, "It was a dam bursting.")
    reply = client.post(reverse("question_effect", args=[points.pk]), {"text": EDITED, "base": 1, "page": "a"})
    run = Remarking.objects.get()
    assert reply["Location"] == reverse("remarking", args=[run.pk])
    assert SchemeDraft.objects.get().text == EDITED
    client.post(reverse("remarking_apply", args=[run.pk]))
    record = Publication.objects.get()
    assert (record.publisher, record.mark_scheme.version) == (author, 2)
    assert record.reason == "Its effect on 1 stored answer was seen before."
    page = client.get(reverse("question_edit", args=[points.pk])).content.decode()
    assert "your own text from" not in page


def test_a_text_that_another_tab_has_overtaken_begins_no_preview_and_ends_none(
    client: Client, amira: User, author: User, points: Question
) -> None:
    factories.marked(amira, points, "It was a dam bursting.")
    address = reverse("question_effect", args=[points.pk])
    assert client.post(address, {"text": EDITED, "base": 1, "page": "a", "sequence": 1}).status_code == 303
    run = Remarking.objects.get()
    hail = factories.POINTS.replace("snow", "hail")
    reply = client.post(address, {"text": hail, "base": 1, "page": "b", "sequence": 1})
    assert reply.status_code == 409
    assert "hail melting" in reply.content.decode()
    assert Remarking.objects.get() == run
