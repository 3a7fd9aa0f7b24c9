"""Who may write where: a topic that names its authors is open to them and to admins only."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from questions.models import Question, Role, Tag, Topic
from questions.services.authoring import NotYourTopic, add_questions, edit_question
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.STUDENT, []),
        (Role.TEACHER, ["Rivers"]),
        (Role.AUTHOR, ["Rivers"]),
        (Role.ADMIN, ["Lakes", "Rivers"]),
    ],
)
def test_a_topic_that_names_its_authors_is_closed_to_others(role: Role, titles: list[str]) -> None:
    factories.bank(topic="Rivers")
    factories.bank(topic="Lakes")[0].topic.authors.add(factories.user("owner", Role.TEACHER))
    person = factories.user("person", role)
    assert sorted(topic.title for topic in Topic.objects.authored_by(person)) == titles
    assert sorted({question.topic.title for question in Question.objects.authored_by(person)}) == titles


def test_a_named_author_has_the_topic_once_and_the_open_ones() -> None:
    factories.bank(topic="Rivers")
    lakes = factories.bank(topic="Lakes")[0].topic
    owner = factories.user("owner", Role.TEACHER)
    lakes.authors.add(owner, factories.user("second", Role.AUTHOR))
    assert sorted(topic.title for topic in Topic.objects.authored_by(owner)) == ["Lakes", "Rivers"]


def test_services_refuse_to_write_in_a_topic_of_others() -> None:
    question = factories.bank(topic="Lakes")[0]
    question.topic.authors.add(factories.user("owner", Role.TEACHER))
    other = factories.user("other", Role.AUTHOR)
    with pytest.raises(NotYourTopic):
        add_questions(text=f"Topic: Lakes\n\n{factories.POINTS.replace('rivers', 'lakes')}", author=other)
    with pytest.raises(NotYourTopic):
        edit_question(question=question, text=factories.POINTS + "- a dam bursting\n", author=other)
    assert Question.objects.count() == 2
    assert question.versions.count() == 1


@pytest.mark.parametrize("change", [{"status": "retired"}, {"retired_at": "2026-01-01T00:00Z"}])
def test_a_retired_question_and_no_other_says_since_when(change: dict[str, str]) -> None:
    question = factories.bank()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(**change)


@pytest.mark.parametrize("name", ["Paper 1", ""])
def test_a_tag_has_small_letters(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name=name)
