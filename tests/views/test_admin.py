"""Django's admin pages: what they keep to themselves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Question, Role, User
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def test_the_admin_pages_do_not_say_whose_an_answer_is(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    client = signed_in(factories.user("root", Role.ADMIN))
    listed = reverse("admin:questions_attempt_changelist")
    for page in (listed, reverse("admin:questions_attempt_change", args=[attempt.pk])):
        shown = client.get(page)
        assert shown.status_code == 200
        assert "Amira" not in shown.content.decode()
        assert "amira" not in shown.content.decode()
    assert str(attempt) not in client.get(listed, {"q": amira.last_name}).content.decode()
    for lookup in ("student", "student__id__exact", "student__username"):
        assert client.get(listed, {lookup: amira.pk}).status_code == 400


def test_students_come_and_go_on_the_page_that_records_it(signed_in: SignedIn, amira: User, ruth: User) -> None:
    client = signed_in(factories.user("root", Role.ADMIN))
    added = client.get(reverse("admin:questions_schoolclass_add")).content.decode()
    assert 'name="students"' in added
    school_class = amira.classes.get()
    address = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    page = client.get(address).content.decode()
    assert 'name="students"' not in page
    assert f'1: <a href="{reverse("class_list", args=[school_class.pk])}">' in page
    sent = {"name": "11C", "challenge_limit": 3, "check_every": 0, "tolerance": 1, "teachers": [ruth.pk]}
    assert client.post(address, {**sent, "students": []}).status_code == 302
    school_class.refresh_from_db()
    assert (school_class.name, list(school_class.students.all())) == ("11C", [amira])


def test_a_password_that_an_admin_gives_is_changed_at_the_next_sign_in(signed_in: SignedIn, amira: User) -> None:
    root = factories.user("root", Role.ADMIN)
    client = signed_in(root)
    given = {"password1": "seven-brown-bottles", "password2": "seven-brown-bottles"}
    for person, asked in ((amira, True), (root, False)):
        address = reverse("admin:auth_user_password_change", args=[person.pk])
        assert client.post(address, {**given, "password2": "other"}).status_code == 200
        person.refresh_from_db()
        assert not person.must_change_password
        assert client.post(address, given).status_code == 302
        person.refresh_from_db()
        assert (person.check_password("seven-brown-bottles"), person.must_change_password) == (True, asked)
