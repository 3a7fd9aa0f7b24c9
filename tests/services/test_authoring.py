"""The bank from text and back."""

from __future__ import annotations

import pytest

from questions import marking
from questions.models import MarkScheme, Question, Topic
from questions.services import authoring, remarking
from questions.services.importing import import_text
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_pasted_text_becomes_questions_of_its_topic() -> None:
    points, levels = factories.bank()
    assert (points.number, points.status, points.topic.title, points.topic.slug) == (1, "published", "Rivers", "rivers")
    assert points.current is not None
    assert (points.current.stem, points.current.tariff, points.current.is_levels, points.current.command_word) == (
        "Give two reasons why rivers flood.",
        2,
        False,
        "Give",
    )
    assert levels.current is not None
    assert (levels.current.tariff, levels.current.is_levels, levels.current.command_word) == (6, True, "Explain")


def test_a_malformed_text_saves_nothing_of_any_question() -> None:
    broken = factories.POINTS + "\nQuestion 2 (2 marks)\nWhy?\n\nMark scheme:\n"
    with pytest.raises(marking.NotationError) as refused:
        factories.bank(text=broken)
    assert refused.value.errors[0].line >= 1
    assert (Question.objects.count(), Topic.objects.count(), MarkScheme.objects.count()) == (0, 0, 0)


def test_a_text_without_topic_needs_one() -> None:
    with pytest.raises(authoring.NoTopic):
        authoring.add_questions(text=factories.POINTS, author=None)


def test_a_number_already_taken_becomes_the_next_free_one() -> None:
    factories.bank()
    again = factories.bank(text=factories.POINTS.replace("rivers flood", "lakes freeze"))
    assert [question.number for question in again] == [3]


def test_reading_the_same_file_again_adds_nothing() -> None:
    text = "Topic: Rivers\n\n" + factories.POINTS
    for _ in range(2):
        import_text(text=text, author=None, publish=True)
    assert (Question.objects.count(), MarkScheme.objects.count()) == (1, 1)


def test_an_edit_is_a_new_version_and_what_is_in_force_stays() -> None:
    question = factories.bank()[0]
    before = question.current
    version = authoring.edit_question(question=question, text=factories.POINTS + "- a dam bursting\n", author=None)
    question.refresh_from_db()
    assert (version.version, question.current) == (2, before)
    authoring.publish_newest(question=question)
    assert Question.objects.get(pk=question.pk).current == version


def test_saving_without_a_change_makes_no_version() -> None:
    question = factories.bank()[0]
    authoring.edit_question(question=question, text=factories.POINTS, author=None)
    assert question.versions.count() == 1


def test_saving_without_a_change_makes_no_version_of_a_question_that_has_another_number_now() -> None:
    question = factories.bank()[0]
    question.number = 7
    question.save()
    authoring.edit_question(question=question, text=factories.POINTS, author=None)
    assert question.versions.count() == 1
    run = remarking.begin(question=question, text=factories.POINTS, by=None)
    assert run.mark_scheme == question.current
    longer = authoring.edit_question(question=question, text=f"{factories.POINTS}- a burst dam\n", author=None)
    assert longer.text.count("Question 7 (2 marks)") == 1
    question.number = 8
    question.save()
    back = authoring.edit_question(question=question, text=factories.POINTS, author=None)
    assert (back.version, back.point_keys) == (3, question.versions.get(version=1).point_keys)


def test_a_draft_that_is_retired_stays_a_draft() -> None:
    question = factories.bank(publish=False)[0]
    assert not authoring.retire(question=question)
    assert question.status == Question.Status.DRAFT


def test_export_and_import_give_the_same_text() -> None:
    factories.bank()
    questions = Question.objects.select_related("topic", "current")
    text = authoring.export_text(questions)
    assert text.startswith("Topic: Rivers\n")
    again = authoring.add_questions(text=text, author=None, topic=authoring.topic_named("Other"), publish=True)
    assert authoring.export_text(again) == text.replace("Topic: Rivers", "Topic: Other")


def test_a_topic_is_found_by_its_title_in_any_case_of_any_letters() -> None:
    topics = {authoring.topic_named(title) for title in ("Élan vital", "ÉLAN Vital", "élan vital")}
    assert [topic.title for topic in topics] == ["Élan vital"]


def test_a_dash_between_years_stays_one_in_addresses() -> None:
    assert authoring.topic_named("China, 1911–1928 — the warlords").slug == "china-1911-1928-the-warlords"


def test_two_titles_with_one_slug_get_two_slugs() -> None:
    slugs = [authoring.topic_named(title).slug for title in ("The Nile", "The Nile!", "the nile", "\u4e2d\u56fd")]
    assert slugs == ["the-nile", "the-nile-2", "the-nile", "topic"]


@pytest.mark.parametrize(
    ("stem", "word"),
    [
        ("Identify two reasons.", "Identify"),
        ("How far do you agree?", "How far"),
        ("In 1950 China entered the war. Explain why.", "Explain"),
        ("Rivers.", ""),
    ],
)
def test_the_command_word_is_found_in_the_stem(stem: str, word: str) -> None:
    assert authoring.command_word(stem) == word


def test_a_question_that_the_topic_has_already_is_refused_with_its_number() -> None:
    first = factories.bank(text=factories.POINTS)[0]
    with pytest.raises(authoring.AlreadyThere) as refused:
        factories.bank(text=factories.POINTS)
    assert refused.value.question == first
    assert Question.objects.count() == 1


def test_a_version_that_the_page_has_not_seen_stops_the_save() -> None:
    question = factories.bank(text=factories.POINTS)[0]
    authoring.edit_question(question=question, text=factories.POINTS + "- a dam bursting\n", author=None, base=1)
    with pytest.raises(authoring.SavedMeanwhile) as told:
        authoring.edit_question(question=question, text=factories.POINTS + "- an ice jam\n", author=None, base=1)
    assert told.value.newest.version == 2
    assert question.versions.count() == 2
