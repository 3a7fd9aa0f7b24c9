"""What somebody wrote on a page that is not theirs any more stays in sight."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import BlindMark, Question, Role, SchoolClass, User
from questions.services.moderation import moderate
from questions.services.standardisation import mark_answer
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

REASON = "He <b>names</b> the flood.\nNot the dam."


@pytest.fixture
def tom(school_class: SchoolClass) -> User:
    colleague = factories.user("tom", Role.TEACHER, first_name="Tom", last_name="Reed")
    school_class.teachers.add(colleague)
    return colleague


def test_the_reason_of_a_lead_is_shown_when_another_teacher_has_become_the_lead(
    signed_in: SignedIn, amira: User, ruth: User, tom: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=automatic.pk)
    second = BlindMark.Purpose.SECOND
    blind = mark_answer(attempt=attempt, teacher=tom, purpose=second, credited=[], mark=0)
    address = reverse("difference", args=[blind.pk])
    client = signed_in(ruth)
    assert client.get(address).status_code == 200
    SchoolClass.objects.update(lead=tom)
    reply = client.post(address, {"outcome": "stands", "reason": REASON, "seen": "1"})
    page = reply.content.decode()
    assert reply.status_code == 404
    assert "What you wrote, not saved" in page
    assert "He &lt;b&gt;names&lt;/b&gt; the flood.\nNot the dam." in page
    assert factories.HALF_ANSWER not in page
    assert "What you wrote" not in client.get(address).content.decode()


def test_the_reason_of_a_teacher_is_shown_who_has_left_the_class(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    amira.classes.get().teachers.remove(ruth)
    sent = {"mark": "0", "reason": REASON, "seen": automatic.pk, "new_password1": "not this one"}
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), sent)
    assert reply.status_code == 404
    assert "He &lt;b&gt;names&lt;/b&gt;" in reply.content.decode()
    assert "not this one" not in reply.content.decode()


def test_the_text_of_an_author_is_shown_who_has_another_role_by_now(signed_in: SignedIn, author: User) -> None:
    client = signed_in(author)
    User.objects.filter(pk=author.pk).update(role=Role.STUDENT)
    reply = client.post(reverse("question_new"), {"text": "Topic: Rivers", "action": "save"})
    assert reply.status_code == 403
    assert "Topic: Rivers" in reply.content.decode()


def test_a_text_that_is_shown_to_be_copied_keeps_its_tabs_and_indents(signed_in: SignedIn, amira: User) -> None:
    table = "Answer\tMark\n\n  the flood\t1"
    page = signed_in(amira).post(reverse("question_new"), {"text": table, "action": "save"}).content.decode()
    assert f'<p class="as-typed">{table}</p>' in page


def test_a_form_of_another_site_is_not_shown(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/no/such/page/", reverse("difference", args=[1])):
        sent = {"reason": "Send us your password"}
        page = client.post(address, sent, headers={"Sec-Fetch-Site": "cross-site"}).content.decode()
        assert "Send us" not in page
