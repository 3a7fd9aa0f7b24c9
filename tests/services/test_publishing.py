"""Publishing asks for sample answers that the marker agrees with, or for a reason; each time is recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from questions.models import MarkScheme, Publication, PublishingMinimum, Question, Role, User
from questions.services import publishing
from questions.services.authoring import NotYourTopic, edit_question, retire
from questions.services.publishing import NotReady, add_and_publish, edit_and_publish, publish
from questions.services.samples import add_sample, retire_sample
from questions.trial import Trial
from tests import factories

pytestmark = pytest.mark.django_db

RIGHT = (
    (factories.GOOD_ANSWER, 2),
    (factories.HALF_ANSWER, 1),
    ("Snow melting in spring.", 1),
    ("Trees cut down on the hills and heavy rain.", 2),
    ("I do not know.", 0),
)
OTHERWISE = factories.POINTS.replace("heavy rain over several days", "beavers")
WRONG = ("Somebody left the tap running.", 2)


@pytest.fixture
def question() -> Question:
    return factories.bank(publish=False)[0]


def sampled(question: Question, author: User, *samples: tuple[str, int]) -> None:
    for answer, mark in samples:
        add_sample(question=question, answer=answer, mark=mark, author=author)


def test_a_question_without_sample_answers_is_not_published(question: Question, author: User) -> None:
    with pytest.raises(NotReady) as refused:
        publish(question=question, by=author)
    assert refused.value.lacks == ("6 sample answers are asked for; there are none.",)
    question.refresh_from_db()
    assert (question.status, Publication.objects.count()) == ("draft", 0)


def test_five_right_of_six_are_enough(question: Question, author: User) -> None:
    sampled(question, author, *RIGHT, WRONG)
    publish(question=question, by=author)
    record = Publication.objects.get()
    assert (question.status, record.mark_scheme, record.publisher) == ("published", question.current, author)
    assert [marks[1:] for marks in record.marks] == [[2, 2], [1, 1], [1, 1], [2, 2], [0, 0], [2, 0]]
    assert (record.lacks, record.reason) == ([], "")


def test_agreement_below_the_minimum_is_named(question: Question, author: User) -> None:
    PublishingMinimum(samples=6, exact=90).save()
    sampled(question, author, *RIGHT, WRONG)
    with pytest.raises(NotReady) as refused:
        publish(question=question, by=author)
    assert refused.value.lacks == ("90% of the sample answers should get the agreed mark; 83% do.",)


def test_levels_are_held_to_within_one_mark(question: Question, author: User) -> None:
    levels = Question.objects.get(number=2)
    PublishingMinimum(samples=1, exact=100, within_one=100).save()
    add_sample(question=levels, answer="Villages were drowned.", mark=2, author=author)
    publish(question=levels, by=author)
    assert Publication.objects.get().marks[0][2] == 1


def test_a_reason_overrules_the_minimum_and_is_kept(question: Question, author: User) -> None:
    edit_and_publish(question=question, text=factories.POINTS, author=author, reason="  Needed for\nMonday's lesson ")
    record = Publication.objects.get()
    assert (record.reason, record.lacks) == (
        "Needed for Monday's lesson",
        ["6 sample answers are asked for; there are none."],
    )


def test_a_retired_sample_does_not_count(question: Question, author: User) -> None:
    PublishingMinimum(samples=1).save()
    retire_sample(sample=add_sample(question=question, answer="Snow", mark=1, author=author), by=author)
    with pytest.raises(NotReady):
        publish(question=question, by=author)


def test_publishing_what_is_in_force_already_asks_and_records_nothing(question: Question, author: User) -> None:
    edit_and_publish(question=question, text=factories.POINTS, author=author, reason="Once")
    publish(question=question, by=author)
    assert Publication.objects.count() == 1


def test_a_page_that_has_not_seen_it_published_records_nothing_either(question: Question, author: User) -> None:
    stale = Question.objects.get(pk=question.pk)
    edit_and_publish(question=question, text=factories.POINTS, author=author, reason="Once")
    assert publish(question=stale, by=author).status == Question.Status.PUBLISHED
    assert Publication.objects.count() == 1


def test_an_edit_that_is_not_ready_is_neither_saved_nor_published(question: Question, author: User) -> None:
    with pytest.raises(NotReady):
        edit_and_publish(question=question, text=factories.POINTS + "- a dam bursting\n", author=author)
    assert question.versions.count() == 1
    edit_and_publish(question=question, text=factories.POINTS + "- a dam bursting\n", author=author, reason="Now")
    question.refresh_from_db()
    assert question.current is not None
    assert question.current.version == 2


def as_it_is(question: Question, author: User) -> None:
    publish(question=question, by=author)


def edited(question: Question, author: User) -> None:
    edit_and_publish(question=question, text=factories.POINTS + "- a dam bursting\n", author=author)


@pytest.mark.parametrize("published", [as_it_is, edited])
def test_a_sample_that_came_while_the_others_were_tried_is_tried_too(
    question: Question, author: User, monkeypatch: pytest.MonkeyPatch, published: Callable[[Question, User], None]
) -> None:
    PublishingMinimum(samples=1, exact=100).save()
    sampled(question, author, RIGHT[0])
    try_on = publishing.try_on

    def meanwhile(*args: Any, **kwargs: Any) -> Trial:
        trial = try_on(*args, **kwargs)
        sampled(question, author, WRONG)
        return trial

    monkeypatch.setattr(publishing, "try_on", meanwhile)
    with pytest.raises(NotReady, match="50% do"):
        published(question, author)


def test_a_version_that_came_while_the_former_was_tried_is_the_one_that_is_tried_and_published(
    question: Question, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    PublishingMinimum(samples=1, exact=100).save()
    sampled(question, author, RIGHT[1])
    try_on = publishing.try_on

    def meanwhile(*args: Any, **kwargs: Any) -> Trial:
        trial = try_on(*args, **kwargs)
        edit_question(question=question, text=OTHERWISE, author=None)
        return trial

    monkeypatch.setattr(publishing, "try_on", meanwhile)
    with pytest.raises(NotReady, match="mark; 0% do"):
        publish(question=question, by=author)


def test_new_questions_are_published_all_or_none(author: User) -> None:
    text = "Topic: Lakes\n\n" + factories.POINTS + "\n" + factories.LEVELS
    with pytest.raises(NotReady):
        add_and_publish(text=text, author=author)
    assert not MarkScheme.objects.exists()
    assert len(add_and_publish(text=text, author=author, reason="A test paper")) == 2
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("sql", ["UPDATE questions_publication SET reason = 'x'", "DELETE FROM questions_publication"])
def test_the_record_never_changes(question: Question, author: User, sql: str) -> None:
    edit_and_publish(question=question, text=factories.POINTS, author=author, reason="Now")
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_no_record_overrules_without_a_reason(question: Question, author: User) -> None:
    with pytest.raises(IntegrityError, match="publication_overruled_with_reason"), transaction.atomic():
        Publication.objects.create(
            question=question, mark_scheme=question.newest(), publisher=author, marker_version="1", lacks=["Much."]
        )


def test_nobody_publishes_in_a_topic_of_other_authors(question: Question, author: User) -> None:
    sampled(question, author, *RIGHT, WRONG)
    question.topic.authors.add(factories.user("helen", Role.AUTHOR))
    outcome = publishing.tried(question, question.versions.get().scheme)
    with pytest.raises(NotYourTopic):
        publish(question=question, by=author)
    with pytest.raises(NotYourTopic):
        publishing.put_in_force(question=question, by=author, seen=3, outcome=outcome)
    publish(question=question, by=factories.user("root", Role.ADMIN))
    retire(question=question)
    with pytest.raises(NotYourTopic):
        publishing.put_in_force(question=question, by=author, seen=3, outcome=outcome)
    assert Publication.objects.count() == 1
