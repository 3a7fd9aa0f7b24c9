"""A question whose stored text would be queried today, from an import or an older version, can be used as others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions import marking
from questions.models import MarkScheme, Question, Remarking, User
from questions.services.importing import import_text
from questions.services.remarking import undo
from tests import factories
from tests.services.test_remarking import applied
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

QUERIED = f"Topic: Rivers\n{factories.POINTS}".replace("- snow melting in spring", "- snow melting in spring:")
"""With a point that could be a heading."""


@pytest.fixture
def imported(author: User) -> Question:
    with pytest.raises(marking.NotationError):
        marking.parse(QUERIED, new=True)
    return import_text(text=QUERIED, author=author, publish=True)[0]


@pytest.fixture
def first(imported: Question) -> MarkScheme:
    return imported.versions.get()


def test_its_answers_are_marked_again(signed_in: SignedIn, author: User, imported: Question, first: MarkScheme) -> None:
    assert signed_in(author).post(reverse("remark", args=[imported.pk])).status_code == 303
    assert Remarking.objects.get().mark_scheme == first


def test_a_phrase_of_an_answer_is_accepted(
    signed_in: SignedIn, amira: User, ruth: User, imported: Question, first: MarkScheme
) -> None:
    attempt, _ = factories.marked(amira, imported, "It was the thaw in March.")
    client = signed_in(ruth)
    sent = {"phrase": "the thaw in March", "use": "accept", "point": "1"}
    assert client.post(reverse("accept_phrase", args=[attempt.pk]), sent).status_code == 303
    client.post(reverse("remarking_apply", args=[Remarking.objects.get().pk]))
    version = imported.versions.get(version=2)
    assert version.text == first.text.replace("in spring:\n", "in spring:\n  ACCEPT: the thaw in March\n")


def test_an_old_version_is_restored_and_a_re_mark_undone(
    signed_in: SignedIn, author: User, amira: User, imported: Question, first: MarkScheme
) -> None:
    factories.marked(amira, imported)
    run = applied(imported, factories.POINTS.replace("heavy rain", "rain"), author)
    assert undo(remarking=run, by=author).text == first.text
    signed_in(author).post(reverse("version_restore", args=[imported.pk, first.pk]))
    assert imported.versions.get(version=3).text == first.text


def test_it_is_copied(signed_in: SignedIn, author: User, imported: Question) -> None:
    signed_in(author).post(reverse("questions_change"), {"questions": [imported.pk], "action": "duplicate"})
    copy = Question.objects.exclude(pk=imported.pk).get()
    assert "- snow melting in spring:\n" in copy.versions.get().text
