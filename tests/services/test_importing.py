"""Banks through the database: what goes out comes back, byte for byte; all of it or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from questions import marking
from questions.exchange import text
from questions.models import Question, Role, Topic
from questions.services.authoring import NotYourTopic
from questions.services.importing import documents_of, import_text, planned, written
from tests import factories
from tests.exchange.test_round_trips import BANKS

pytestmark = pytest.mark.django_db

BANK = f"Topic: Rivers\nNotes:\n| They *flow*.\n\n{factories.POINTS}\nTopic: Lakes\n\n{factories.LEVELS}"


def exported() -> str:
    return written(documents_of(Topic.objects.all()), "text")


def exported_after(bank: str) -> str:
    """What a bank of nothing but ``bank`` gives out; nothing of it stays."""
    with transaction.atomic():
        nameless = Topic.objects.create(title="Under no topic", slug="none")
        import_text(text=bank, author=None, topic=nameless)
        out = exported()
        transaction.set_rollback(True)
    return out


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(found=BANKS)
def test_export_import_export_gives_the_same_bytes(db: None, found: list[marking.Document]) -> None:
    first = exported_after(text.write(found))
    assert exported_after(first).encode() == first.encode()
    assert sum(len(document.schemes) for document in marking.parse_all(first)) == sum(
        len(document.schemes) for document in found
    )


def test_topics_come_with_their_notes_and_keep_their_order() -> None:
    import_text(text=BANK, author=None)
    assert [(topic.title, topic.notes) for topic in Topic.objects.all()] == [("Rivers", "They *flow*."), ("Lakes", "")]
    assert exported().startswith("Topic: Rivers\nNotes:\n| They *flow*.\n\nQuestion 1 (2 marks)\n")


def test_two_questions_of_one_wording_stay_two() -> None:
    other = factories.POINTS.replace("Question 1", "Question 2").replace("snow", "ice")
    twice = f"Topic: Rivers\n\n{factories.POINTS}\n{other}"
    for _ in range(2):
        import_text(text=twice, author=None)
    versions = [(question.number, question.versions.count()) for question in Question.objects.order_by("number")]
    assert versions == [(1, 1), (2, 1)]
    assert "ice melting" in Question.objects.get(number=2).newest().text


def test_a_closed_topic_stops_all_of_it() -> None:
    topic = Topic.objects.create(title="Lakes", slug="lakes")
    topic.authors.add(factories.user("other", Role.AUTHOR))
    with pytest.raises(NotYourTopic):
        import_text(text=BANK, author=factories.user("daniel", Role.AUTHOR))
    assert not Question.objects.exists()
    assert [found.title for found in Topic.objects.all()] == ["Lakes"]


def test_the_plan_takes_the_same_queries_however_many_questions_a_topic_has(django_assert_num_queries: Any) -> None:
    author = factories.user("daniel", Role.AUTHOR)
    texts = [
        factories.POINTS.replace("Question 1", f"Question {n}").replace("flood", f"flood {n}") for n in range(1, 9)
    ]
    import_text(text="Topic: Rivers\n\n" + "\n".join(texts), author=None)
    for count in (1, 8):
        documents = marking.parse_all("Topic: Rivers\n\n" + "\n".join(texts[:count]))
        with django_assert_num_queries(4):
            (topic,) = planned(documents=documents, author=author, topic=None)
        assert [(found.known is not None, found.differs) for found in topic.questions] == [(True, False)] * count
