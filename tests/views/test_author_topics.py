"""Editing topics: preview without saving, what is wrong next to its field, and who may do it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Question, Role, Topic, User
from questions.notes import LONGEST
from questions.services import topics
from tests import factories
from tests.views.conftest import SignedIn, closing

pytestmark = pytest.mark.django_db

ENTRIES = {"title": "Rivers", "focus": "Why rivers flood.", "notes": "## Floods\n\nMuch *rain*.", "position": "3"}


def test_a_topic_is_made_and_then_edited(signed_in: SignedIn, author: User) -> None:
    client = signed_in(author)
    reply = client.post(reverse("topic_new"), {**ENTRIES, "focus": ""})
    topic = Topic.objects.get()
    assert (reply.status_code, reply["Location"]) == (303, reverse("topic_edit", args=[topic.pk]))
    page = client.get(reply["Location"])
    base = page.context["form"]["base"].value()
    reply = client.post(reverse("topic_edit", args=[topic.pk]), {**ENTRIES, "base": base})
    assert reply.status_code == 303
    topic.refresh_from_db()
    assert (topic.focus, topic.notes, topic.position) == ("Why rivers flood.", "## Floods\n\nMuch *rain*.", 3)


def test_the_list_counts_questions(signed_in: SignedIn, author: User, points: Question) -> None:
    factories.bank(publish=False, text=factories.POINTS.replace("flood", "dry up"))
    (topic,) = signed_in(author).get(reverse("topic_list")).context["topics"]
    assert (topic.question_count, topic.published_count) == (3, 2)


@pytest.mark.parametrize("name", ["topic_new", "topic_edit"])
def test_the_preview_without_script_saves_nothing(
    signed_in: SignedIn, author: User, points: Question, name: str
) -> None:
    address = reverse(name, args=[points.topic_id] if name == "topic_edit" else [])
    reply = signed_in(author).post(address, {**ENTRIES, "title": "Other", "preview": "1"})
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "Much <em>rain</em>." in page
    assert "Much *rain*." in page
    assert list(Topic.objects.values_list("title", "notes")) == [("Rivers", "")]


def test_the_preview_is_a_part_of_the_page_and_escapes(signed_in: SignedIn, author: User) -> None:
    reply = signed_in(author).post(reverse("topic_preview"), {"notes": "## A\n\n<script>alert(1)</script>"})
    page = reply.content.decode()
    assert '<h3 id="notes-a">A</h3>' in page
    assert "<script" not in page
    assert "<html" not in page


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": " "}, "This field is required"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"notes": "x" * (LONGEST + 1)}, "at most 20000 characters"),
        ({"position": "first"}, "Enter a whole number"),
        ({"position": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    signed_in: SignedIn, author: User, points: Question, change: dict[str, str], message: str
) -> None:
    reply = signed_in(author).post(reverse("topic_edit", args=[points.topic_id]), {**ENTRIES, **change})
    assert reply.status_code == 422
    assert message in reply.content.decode()
    assert "Why rivers flood." in reply.content.decode()
    assert Topic.objects.get().focus == ""


def test_a_title_that_is_taken_is_told(signed_in: SignedIn, author: User, points: Question) -> None:
    lakes = factories.bank(topic="Lakes")[0].topic
    client = signed_in(author)
    for address in (reverse("topic_new"), reverse("topic_edit", args=[lakes.pk])):
        reply = client.post(address, ENTRIES)
        assert reply.status_code == 409
        assert "There is a topic of this title already." in reply.content.decode()


def test_a_topic_saved_meanwhile_is_told_and_the_next_save_stands(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    client = signed_in(author)
    address = reverse("topic_edit", args=[points.topic_id])
    base = client.get(address).context["form"]["base"].value()
    client.post(address, {**ENTRIES, "notes": "theirs", "base": base})
    reply = client.post(address, {**ENTRIES, "notes": "mine", "base": base})
    assert reply.status_code == 409
    assert "while you were writing" in reply.content.decode()
    assert "mine" in reply.content.decode()
    assert Topic.objects.get().notes == "theirs"
    base = reply.context["form"]["base"].value()
    assert client.post(address, {**ENTRIES, "notes": "mine", "base": base}).status_code == 303
    assert Topic.objects.get().notes == "mine"


def test_only_an_admin_names_the_authors(signed_in: SignedIn, author: User, points: Question) -> None:
    owner, admin = factories.user("owner", Role.TEACHER), factories.user("helen", Role.ADMIN)
    address = reverse("topic_edit", args=[points.topic_id])
    signed_in(author).post(address, {**ENTRIES, "authors": [author.pk]})
    assert not points.topic.authors.exists()
    signed_in(admin).post(address, {**ENTRIES, "authors": [owner.pk]})
    assert list(points.topic.authors.all()) == [owner]
    assert signed_in(author).get(address).status_code == 404
    assert list(signed_in(author).get(reverse("topic_list")).context["topics"]) == []
    assert "owner" in signed_in(owner).get(address).content.decode()


def test_a_page_opened_before_the_authors_were_named_opens_the_topic_to_nobody(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    owner, helen, ada = (
        factories.user("owner", Role.TEACHER),
        *(factories.user(n, Role.ADMIN) for n in ("helen", "ada")),
    )
    address = reverse("topic_edit", args=[points.topic_id])
    first, second = signed_in(helen), signed_in(ada)
    base = second.get(address).context["form"]["base"].value()
    assert first.post(address, {**ENTRIES, "position": "7", "authors": [owner.pk], "base": base}).status_code == 303
    reply = second.post(address, {**ENTRIES, "position": "0", "notes": "mine", "base": base})
    assert reply.status_code == 409
    assert "Its place and its authors are shown as they are now." in reply.content.decode()
    assert list(points.topic.authors.all()) == [owner]
    form = reply.context["form"]
    shown = {name: form[name].value() for name in ("title", "focus", "notes", "position", "authors", "base")}
    assert (shown["notes"], shown["position"], shown["authors"]) == ("mine", "7", [str(owner.pk)])
    assert second.post(address, shown).status_code == 303
    topic = Topic.objects.get()
    assert (topic.notes, topic.position, list(topic.authors.all())) == ("mine", 7, [owner])
    assert signed_in(author).get(address).status_code == 404


def test_authors_who_write_no_longer_stay_named_until_an_admin_takes_them_off(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    left = factories.user("left", Role.TEACHER, is_active=False)
    promoted, admin = factories.user("promoted", Role.ADMIN), factories.user("helen", Role.ADMIN)
    points.topic.authors.set([left, promoted])
    address, client = reverse("topic_edit", args=[points.topic_id]), signed_in(admin)
    field = client.get(address).context["form"]["authors"]
    labels = [label for _, label in field.field.choices]
    assert labels == ["daniel (author)", "left (teacher, inactive)", "promoted (admin)"]
    assert client.post(address, {**ENTRIES, "authors": field.value()}).status_code == 303
    assert set(points.topic.authors.all()) == {left, promoted}
    assert signed_in(author).get(address).status_code == 404
    client.post(address, {**ENTRIES, "authors": [author.pk]})
    assert list(points.topic.authors.all()) == [author]


def test_a_student_is_no_author(signed_in: SignedIn, amira: User, points: Question) -> None:
    admin = factories.user("helen", Role.ADMIN)
    reply = signed_in(admin).post(reverse("topic_edit", args=[points.topic_id]), {**ENTRIES, "authors": [amira.pk]})
    assert reply.status_code == 422
    assert not points.topic.authors.exists()


def test_headings_that_points_name_and_the_notes_lack_are_listed(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    factories.new_version(
        points,
        factories.POINTS.replace("- snow", "  SEE: Rain\n- snow").replace("- trees", "  SEE: Snow\n- trees"),
    )
    address = reverse("topic_edit", args=[points.topic_id])
    reply = signed_in(author).post(address, {**ENTRIES, "notes": "## rain", "preview": "1"})
    assert reply.context["missing"] == [("Snow", [1])]
    assert "“Snow”, in question 1" in " ".join(reply.content.decode().split())


def test_a_second_press_leads_where_the_first_led(signed_in: SignedIn, author: User) -> None:
    client = signed_in(author)
    for _ in range(2):
        reply = client.post(reverse("topic_new"), ENTRIES)
        topic = Topic.objects.get()
        assert (reply.status_code, reply["Location"]) == (303, reverse("topic_edit", args=[topic.pk]))
    base = client.get(reply["Location"]).context["form"]["base"].value()
    for _ in range(2):
        again = client.post(reply["Location"], {**ENTRIES, "notes": "## More", "base": base})
        assert (again.status_code, again["Location"]) == (303, reply["Location"])
    assert client.post(reverse("topic_new"), ENTRIES).status_code == 409


def test_a_second_press_of_an_admin_with_authors_is_no_conflict(signed_in: SignedIn, author: User) -> None:
    factories.bank()
    topic = factories.topic()
    client, address = signed_in(factories.user("helen", Role.ADMIN)), reverse("topic_edit", args=[topic.pk])
    base = client.get(address).context["form"]["base"].value()
    for _ in range(2):
        assert client.post(address, {**ENTRIES, "authors": [author.pk], "base": base}).status_code == 303
    assert client.post(address, {**ENTRIES, "base": base}).status_code == 409
    assert topic.authors.get() == author


def test_the_same_topic_made_again_once_it_has_questions_is_told(signed_in: SignedIn, author: User) -> None:
    factories.bank()
    assert signed_in(author).post(reverse("topic_new"), {"title": "Rivers"}).status_code == 409


def test_notes_of_a_topic_that_is_closed_meanwhile_are_refused_and_kept(
    signed_in: SignedIn, author: User, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "edit_topic", closing(points.topic, topics.edit_topic))
    reply = signed_in(author).post(reverse("topic_edit", args=[points.topic_id]), ENTRIES)
    assert reply.status_code == 403
    assert "Only its own authors may write in “Rivers”" in reply.content.decode()
    assert "Much *rain*." in reply.content.decode()
    assert Topic.objects.get().notes == ""
