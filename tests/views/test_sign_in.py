"""Signing in is throttled by name and address together: a class shares one address."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from questions.models import Role
from tests import factories

pytestmark = pytest.mark.django_db

GOOD = {"username": "amira", "password": "correct-horse-battery"}


def test_too_many_wrong_passwords_lock_that_name_out_for_a_while(client: Client) -> None:
    factories.user("amira")
    factories.user("ben")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {**GOOD, "password": "wrong"})
    locked = client.post(reverse("login"), GOOD)
    assert locked.status_code == 429
    assert "15 minutes" in locked.content.decode()
    assert client.post(reverse("login"), {**GOOD, "username": "ben"}).status_code == 302


@pytest.mark.parametrize(
    ("role", "name"),
    [(Role.STUDENT, "topics"), (Role.TEACHER, "review"), (Role.AUTHOR, "question_list"), (Role.ADMIN, "review")],
)
def test_each_role_begins_at_its_own_work(client: Client, role: Role, name: str) -> None:
    factories.user("amira", role)
    response = client.post(reverse("login"), GOOD, follow=True)
    assert response.redirect_chain[-1][0] == reverse(name)


def test_sign_in_does_not_lead_to_another_site(client: Client) -> None:
    factories.user("amira")
    response = client.post(reverse("login"), {**GOOD, "next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("home")
