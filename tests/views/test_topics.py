"""Topics and questions with what was done so far, and the notes of a topic."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.models import Question, Role, User
from questions.services.authoring import retire
from questions.services.topics import TopicText, edit_topic
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def test_topics_count_what_is_answered(signed_in: SignedIn, amira: User, points: Question) -> None:
    factories.marked(amira, points)
    factories.marked(amira, points)
    factories.marked(factories.user("ben"), points)
    (topic,) = signed_in(amira).get(reverse("topics")).context["topics"]
    assert (topic.title, topic.question_count, topic.answered_count) == ("Rivers", 2, 1)


def test_topics_sum_the_best_marks_of_what_is_answered(
    signed_in: SignedIn, amira: User, points: Question, levels: Question
) -> None:
    client = signed_in(amira)
    (topic,) = client.get(reverse("topics")).context["topics"]
    assert (topic.best_marks, topic.best_max_marks) == (None, None)
    assert "Best marks" not in client.get(reverse("topics")).content.decode()
    for answer in (factories.GOOD_ANSWER, factories.HALF_ANSWER):
        factories.marked(amira, points, answer)
    _, level = factories.marked(amira, levels, "The villages were drowned because the water rose.")
    factories.marked(factories.user("ben"), levels, factories.GOOD_ANSWER)
    factories.attempt(amira, factories.bank(topic="Lakes")[0])
    lakes, rivers = client.get(reverse("topics")).context["topics"].order_by("title")
    assert level.mark > 0
    assert (rivers.best_marks, rivers.best_max_marks) == (2 + level.mark, 8)
    assert (lakes.answered_count, lakes.best_marks) == (1, None)
    page = client.get(reverse("topics")).content.decode()
    assert f'Best marks together <span class="figure">{2 + level.mark} / 8</span>' in page
    retire(question=points)
    assert client.get(reverse("topics")).context["topics"].get(title="Rivers").best_marks == 2 + level.mark


def test_a_topic_without_published_questions_is_not_offered(signed_in: SignedIn, amira: User) -> None:
    factories.bank(publish=False)
    assert list(signed_in(amira).get(reverse("topics")).context["topics"]) == []


def test_a_topic_shows_best_mark_attempts_and_draft(signed_in: SignedIn, amira: User, points: Question) -> None:
    client = signed_in(amira)
    factories.marked(amira, points, factories.GOOD_ANSWER)
    last, _ = factories.marked(amira, points, factories.HALF_ANSWER)
    client.post(reverse("save_draft", args=[points.pk]), {"answer": "x", "key": "0" * 32, "revision": 0})
    first, second = client.get(reverse("topic", args=[points.topic.slug])).context["questions"]
    assert (first.attempt_count, first.best_mark, first.last_attempt_id, first.has_draft) == (2, 2, last.pk, True)
    assert first.best_max_mark == 2
    assert (second.attempt_count, second.best_mark, second.last_attempt_id, second.has_draft) == (0, None, None, False)


def test_a_topic_that_offers_nothing_is_not_there(signed_in: SignedIn, amira: User) -> None:
    hidden = factories.bank(publish=False)[0]
    assert signed_in(amira).get(reverse("topic", args=[hidden.topic.slug])).status_code == 404


def test_a_topic_shows_its_notes_with_their_contents(signed_in: SignedIn, amira: User, points: Question) -> None:
    edit_topic(
        topic=points.topic,
        text=TopicText("Rivers", "Why rivers flood.", "## Rain\n\nMuch *rain*.\n\n## Snow\n\n<b>It melts.</b>"),
        author=None,
    )
    page = signed_in(amira).get(reverse("topic", args=["rivers"])).content.decode()
    assert "Why rivers flood." in page
    assert '<a href="#notes-snow">Snow</a>' in page
    assert '<h3 id="notes-snow">Snow</h3>' in page
    assert "Much <em>rain</em>." in page
    assert "&lt;b&gt;It melts.&lt;/b&gt;" in page


def test_a_topic_without_notes_shows_no_empty_section(signed_in: SignedIn, amira: User, points: Question) -> None:
    assert "Revision notes" not in signed_in(amira).get(reverse("topic", args=["rivers"])).content.decode()


def test_a_topic_that_offers_nothing_any_more_stays_for_who_answered(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    factories.marked(amira, points)
    Question.objects.update(status=Question.Status.RETIRED, retired_at=timezone.now())
    address = reverse("topic", args=[points.topic.slug])
    assert signed_in(amira).get(address).status_code == 200
    assert signed_in(factories.user("ben")).get(address).status_code == 404


def test_in_an_empty_school_each_page_says_what_its_reader_can_do(signed_in: SignedIn) -> None:
    add = reverse("admin:questions_schoolclass_add")
    bank = f'under <a href="{reverse("question_list")}">Author</a>'
    tell, teach = "Your teacher will tell you", "An admin adds classes and who teaches them."
    for role in (Role.STUDENT, Role.TEACHER, Role.ADMIN):
        client = signed_in(factories.user(role, role))
        page = client.get(reverse("topics")).content.decode()
        assert (tell in page, bank in page) == (role == Role.STUDENT, role != Role.STUDENT)
        for name in ("review_queue", "assignments") if role != Role.STUDENT else ():
            page = client.get(reverse(name)).content.decode()
            assert (add in page, teach in page) == (role == Role.ADMIN, role == Role.TEACHER)
