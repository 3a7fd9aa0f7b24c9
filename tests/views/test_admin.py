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
