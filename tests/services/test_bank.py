"""Many questions at once: tags, copies, publishing within the minimum, retiring."""

from __future__ import annotations

import pytest

from questions.models import Question, Role, SampleAnswer, Tag, User
from questions.services import bank
from questions.services.authoring import NotYourTopic
from questions.services.samples import add_sample
from tests import factories

pytestmark = pytest.mark.django_db

ANSWERS = (
    ("Heavy rain over several days. Snow melting in spring.", 2),
    ("Trees were cut down on the hills, and snow melted in spring.", 2),
    ("There was heavy rain over several days.", 1),
    ("Snow melted in spring.", 1),
    ("Cars drove along the road.", 0),
    ("I do not know.", 0),
)


def tried(question: Question, author: User) -> Question:
    """The question with as many sample answers as publishing asks for."""
    for answer, mark in ANSWERS:
        add_sample(question=question, answer=answer, mark=mark, author=author)
    return question


def test_tags_are_typed_in_any_way_and_kept_once() -> None:
    assert bank.tag_names(" Paper  2, mock,, PAPER 2 ,") == ["paper 2", "mock"]
    assert bank.tag_names(" , ") == []


def test_tags_come_and_go(author: User) -> None:
    first, second = factories.bank()
    bank.add_tags(questions=[first, second], names=["mock", "paper 2"], author=author)
    bank.add_tags(questions=[first], names=["mock"], author=author)
    bank.remove_tags(questions=[first, second], names=["paper 2"], author=author)
    bank.remove_tags(questions=[first], names=["mock"], author=author)
    assert [list(question.tags.values_list("name", flat=True)) for question in (first, second)] == [[], ["mock"]]
    assert list(Tag.objects.values_list("name", flat=True)) == ["mock"]


def test_a_copy_is_a_draft_with_all_that_belongs_to_it(author: User) -> None:
    question = tried(factories.bank()[0], author)
    bank.add_tags(questions=[question], names=["mock"], author=author)
    copy, left_out = bank.duplicate(question=question, author=author)
    version = copy.newest()
    assert version is not None
    assert (copy.status, copy.number, copy.topic) == ("draft", 3, question.topic)
    assert version.stem == "Give two reasons why rivers flood. (copy)"
    assert version.scheme.points == question.current.scheme.points  # type: ignore[union-attr]
    assert [tag.name for tag in copy.tags.all()] == ["mock"]
    assert list(copy.samples.values_list("answer", "mark")) == list(question.samples.values_list("answer", "mark"))
    assert (SampleAnswer.objects.count(), left_out) == (2 * len(ANSWERS), 0)
    again = bank.duplicate(question=question, author=author)[0].newest()
    assert again is not None
    assert again.stem.endswith("(copy 2)")


def test_a_sample_answer_of_a_mark_that_there_is_no_more_is_not_copied(author: User) -> None:
    question = tried(factories.bank()[0], author)
    factories.new_version(question, factories.POINTS.replace("(2 marks)", "(1 mark)").replace("(maximum 2 marks)", ""))
    copy, left_out = bank.duplicate(question=question, author=author)
    kept = question.samples.filter(mark__lte=1)
    assert left_out == question.samples.in_use().count() - kept.count() > 0
    assert list(copy.samples.values_list("answer", "mark")) == list(kept.values_list("answer", "mark"))


def test_only_what_meets_the_minimum_is_published(author: User) -> None:
    ready, short = factories.bank(publish=False)
    tried(ready, author)
    published, refused = bank.publish_all(questions=[ready, short], by=author)
    assert (published.lacks, len(refused.lacks)) == ((), 1)
    assert "6 sample answers are asked for" in refused.lacks[0]
    ready.refresh_from_db()
    short.refresh_from_db()
    assert (ready.status, short.status) == ("published", "draft")


def test_retiring_counts_what_was_offered(author: User) -> None:
    published = factories.bank()
    draft = factories.bank(publish=False, topic="Lakes")[0]
    seen = list(Question.objects.all())
    assert bank.retire_all(questions=[*published, draft], by=author) == 2
    assert bank.retire_all(questions=seen, by=author) == 0
    assert sorted(Question.objects.values_list("status", flat=True)) == ["draft", "draft", "retired", "retired"]


def test_nothing_is_done_in_a_topic_of_others(author: User) -> None:
    open_question = factories.bank()[0]
    closed = factories.bank(topic="Lakes")[0]
    closed.topic.authors.add(factories.user("owner", Role.TEACHER))
    both = [open_question, closed]
    with pytest.raises(NotYourTopic):
        bank.add_tags(questions=both, names=["mock"], author=author)
    with pytest.raises(NotYourTopic):
        bank.remove_tags(questions=both, names=["mock"], author=author)
    with pytest.raises(NotYourTopic):
        bank.duplicate(question=closed, author=author)
    with pytest.raises(NotYourTopic):
        bank.publish_all(questions=both, by=author)
    with pytest.raises(NotYourTopic):
        bank.retire_all(questions=both, by=author)
    assert not Tag.objects.exists()
    assert Question.objects.published().count() == Question.objects.count() == 4
