"""The same data from several sides at the same moment, in threads with real transactions, on either database."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from questions import marking
from questions.marking.notation import parsing as notation
from questions.models import (
    Assignment,
    Attempt,
    BlindMark,
    Challenge,
    ChallengeAnswer,
    ClassChange,
    Mark,
    MarkScheme,
    NameSeen,
    PublishingMinimum,
    Question,
    Relearning,
    Role,
    SampleAnswer,
    SchoolClass,
    Tag,
    Topic,
    User,
    Withdrawal,
)
from questions.models.bank import compiled
from questions.services import grading, standardisation
from questions.services.assignments import ChangedMeanwhile, change_assignment, close, set_assignment
from questions.services.attempts import DraftChanged, Writing, save_draft, submit
from questions.services.authoring import add_questions, edit_question
from questions.services.bank import add_tags, duplicate, remove_tags
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.classes import change_settings
from questions.services.grading import mark_attempt
from questions.services.importing import import_text
from questions.services.learning import Learnt, relearn
from questions.services.moderation import MarkedMeanwhile, moderate, see_names
from questions.services.publishing import add_and_publish, edit_and_publish, publish
from questions.services.remarking import apply, begin, carry_on
from questions.services.rulings import withdraw
from questions.services.samples import CorrectedMeanwhile, SampleRow, add_sample, replace_sample
from questions.services.standardisation import mark_answer
from questions.services.topics import TitleTaken, TopicText, add_topic
from questions.views import classes
from tests import factories

pytestmark = pytest.mark.usefixtures("committed")

KEY = uuid.UUID(int=7)


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Run the jobs at the same moment, each on its own connection; the result of each, or what it raised."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            return job()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_one_submission_sent_several_times_makes_one_attempt(student: User, question: Question) -> None:
    def send() -> int:
        return submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 0)).pk

    results = at_once(*[send] * 5)
    assert results == [Attempt.objects.get().pk] * 5


def test_one_submission_of_a_kept_draft_sent_several_times_makes_one_attempt(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("Rai", KEY, "a", 0))

    def send() -> int:
        return submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 1)).pk

    results = at_once(*[send] * 5)
    assert results == [Attempt.objects.get().pk] * 5
    assert Attempt.objects.get().answer == "Rain"


def test_an_autosave_that_meets_the_submission_does_not_change_it(student: User, question: Question) -> None:
    save_draft(student=student, question=question, writing=Writing("R", KEY, "a", 0))
    results = at_once(
        lambda: save_draft(student=student, question=question, writing=Writing("Rai", KEY, "a", 1)).pk,
        lambda: submit(student=student, question=question, writing=Writing("Rain", KEY, "a", 1)).pk,
    )
    attempt = Attempt.objects.get()
    assert results == [attempt.pk, attempt.pk]
    assert (attempt.answer, attempt.is_submitted) == ("Rain", True)


def test_a_first_save_and_a_double_press_make_one_attempt(student: User, question: Question) -> None:
    for number in range(10):
        key = uuid.UUID(int=100 + number)

        def press(key: uuid.UUID = key) -> int:
            return submit(student=student, question=question, writing=Writing("Rain", key, "a")).pk

        def save(key: uuid.UUID = key) -> int:
            return save_draft(student=student, question=question, writing=Writing("Rai", key, "a", sequence=1)).pk

        results = at_once(save, press, press)
        attempt = Attempt.objects.submitted().get(key=key)
        assert set(results) == {attempt.pk}, results


def test_two_devices_that_save_first_make_one_draft_and_one_is_told(student: User, question: Question) -> None:
    def save(page: str) -> str:
        writing = Writing(f"From the {page}", uuid.uuid4(), page)
        return save_draft(student=student, question=question, writing=writing).answer

    results = at_once(lambda: save("phone"), lambda: save("laptop"))
    (told,) = [result for result in results if isinstance(result, DraftChanged)]
    (kept,) = [result for result in results if isinstance(result, str)]
    assert Attempt.objects.get().answer == told.attempt.answer == kept


def test_the_marker_gives_one_mark_however_often_it_is_asked(student: User, question: Question) -> None:
    attempt = factories.attempt(student, question)
    results = at_once(*[lambda: mark_attempt(attempt).pk] * 4)
    assert results == [Mark.objects.get().pk] * 4


def test_the_first_ruling_on_a_question_teaches_an_answer_that_is_being_marked(
    student: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    beavers = "Beavers build too many lodges across the stream"
    settled, seen = factories.marked(student, question, beavers)
    open_answer = factories.attempt(student, question, beavers)
    ruth = factories.user("ruth", Role.TEACHER)
    Relearning.objects.all().delete()
    marked, automatic_mark = Event(), grading.automatic_mark

    def slowly(*args: Any) -> Mark:
        marked.set()
        time.sleep(0.5)
        return automatic_mark(*args)

    def rule() -> Learnt:
        assert marked.wait(timeout=30)
        moderate(
            attempt=settled,
            teacher=ruth,
            credited=[],
            mark=1,
            reason="Valid",
            seen=seen.pk,
            other_points=["beavers build lodges"],
        )
        return relearn(question_id=question.pk)

    monkeypatch.setattr(grading, "automatic_mark", slowly)
    before, learnt = at_once(lambda: mark_attempt(open_answer).mark, rule)
    assert (before, learnt) == (0, Learnt(changed=1, finished=True))
    assert [mark.mark for mark in open_answer.marks.newest_first()] == [1, 0]


def test_of_two_teachers_who_decide_at_once_one_is_told_of_the_other(student: User, question: Question) -> None:
    attempt = factories.attempt(student, question)
    seen = mark_attempt(attempt).pk
    teachers = [factories.user(name, Role.TEACHER) for name in ("ruth", "tom")]

    def decide(teacher: User, mark: int) -> Mark:
        return moderate(attempt=attempt, teacher=teacher, credited=[0], mark=mark, reason="Seen again", seen=seen)

    results = at_once(lambda: decide(teachers[0], 1), lambda: decide(teachers[1], 2))
    (told,) = [result for result in results if isinstance(result, MarkedMeanwhile)]
    (given,) = [result for result in results if isinstance(result, Mark)]
    assert told.mark == given == attempt.marks.counting()
    assert attempt.marks.count() == 2


def test_two_authors_who_save_at_once_make_two_versions(question: Question) -> None:
    def edit(cause: str) -> int:
        return edit_question(question=question, text=factories.POINTS.replace("heavy rain", cause), author=None).version

    results = at_once(lambda: edit("long rain"), lambda: edit("sudden rain"))
    assert sorted(results) == [2, 3]
    assert MarkScheme.objects.filter(question=question).count() == 3


def test_two_authors_who_add_to_a_topic_at_once_get_a_number_each(question: Question) -> None:
    def add(stem: str) -> int:
        text = factories.POINTS.replace("Give two reasons why rivers flood.", stem)
        return add_questions(text=text, author=None, topic=question.topic)[0].number

    results = at_once(lambda: add("Name two rivers."), lambda: add("Name two dams."))
    assert sorted(results) == [3, 4]


def test_two_authors_who_begin_a_topic_at_once_share_it() -> None:
    def add(stem: str) -> int:
        text = factories.POINTS.replace("Give two reasons why rivers flood.", stem)
        return add_questions(text=f"Topic: Volcanoes\n\n{text}", author=None)[0].number

    results = at_once(lambda: add("Name two volcanoes."), lambda: add("Name two craters."))
    assert sorted(results) == [1, 2]
    assert Topic.objects.get(title="Volcanoes").questions.count() == 2


def taught(student: User, *teachers: User) -> SchoolClass:
    school_class = factories.school_class("12A", teacher=teachers[0], students=[student])
    school_class.teachers.add(*teachers)
    return school_class


def test_challenges_raised_at_once_keep_to_the_limit(student: User, question: Question) -> None:
    taught(student, factories.user("ruth", Role.TEACHER))
    SchoolClass.objects.update(challenge_limit=1)
    attempts = [factories.marked(student, question)[0] for _ in range(3)]

    def send(attempt: Attempt) -> Challenge:
        return raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")

    results = at_once(*[lambda attempt=attempt: send(attempt) for attempt in attempts])
    assert sorted(type(result).__name__ for result in results) == ["Challenge", "NoneLeft", "NoneLeft"]
    assert Challenge.objects.count() == 1


def test_two_teachers_who_answer_a_challenge_at_once_give_one_answer(student: User, question: Question) -> None:
    ruth, tom = factories.user("ruth", Role.TEACHER), factories.user("tom", Role.TEACHER)
    taught(student, ruth, tom)
    attempt, mark = factories.marked(student, question)
    challenge = raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")

    def uphold() -> ChallengeAnswer:
        return answer_challenge(challenge=challenge, teacher=ruth, upheld=True, reason="It thaws", mark=2, seen=mark.pk)

    def stand() -> ChallengeAnswer:
        return answer_challenge(challenge=challenge, teacher=tom, upheld=False, reason="No snow")

    results = at_once(uphold, uphold, stand)
    answer = ChallengeAnswer.objects.get()
    assert attempt.marks.filter(teacher=ruth).count() == (1 if answer.upheld else 0)
    assert {type(result).__name__ for result in results} == {"ChallengeAnswer", "AnsweredMeanwhile"}


def test_a_blind_mark_sent_several_times_is_one(student: User, question: Question) -> None:
    ruth = factories.user("ruth", Role.TEACHER)
    taught(student, ruth)
    attempt, automatic = factories.marked(student, question)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=automatic.pk)

    def send() -> int:
        purpose = BlindMark.Purpose.CHECK
        return mark_answer(attempt=attempt, teacher=ruth, purpose=purpose, credited=[0], mark=1).pk

    assert at_once(*[send] * 4) == [BlindMark.objects.get().pk] * 4


def test_a_mark_is_not_withdrawn_while_a_blind_mark_is_held_against_it(
    student: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruth, tom = factories.user("ruth", Role.TEACHER), factories.user("tom", Role.TEACHER)
    taught(student, ruth, tom)
    attempt, automatic = factories.marked(student, question)
    given = moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=automatic.pk)
    looked, class_of = Event(), standardisation.class_of

    def slowly(*args: Any) -> SchoolClass | None:
        looked.set()
        time.sleep(0.5)
        return class_of(*args)

    def take_back() -> Withdrawal:
        assert looked.wait(timeout=30)
        return withdraw(mark=given, teacher=ruth)

    monkeypatch.setattr(standardisation, "class_of", slowly)
    purpose = BlindMark.Purpose.SECOND
    blind, withdrawal = at_once(
        lambda: mark_answer(attempt=attempt, teacher=tom, purpose=purpose, credited=[0], mark=2), take_back
    )
    assert blind.settled == given
    assert blind.created_at < withdrawal.created_at


def test_an_assignment_set_several_times_is_one_and_is_closed_once(student: User, question: Question) -> None:
    ruth = factories.user("ruth", Role.TEACHER)
    school_class = taught(student, ruth)

    def send() -> int:
        return set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=[question], key=KEY).pk

    assert at_once(*[send] * 4) == [Assignment.objects.get().pk] * 4
    assignment = Assignment.objects.get()
    ends = at_once(*[lambda: close(assignment=assignment, teacher=ruth).closed_at] * 3)
    assert len(set(ends)) == 1
    assert [change.what for change in assignment.changes.all()] == ["set", "closed"]


def test_of_two_teachers_who_change_an_assignment_at_once_one_is_told(student: User, question: Question) -> None:
    ruth, tom = factories.user("ruth", Role.TEACHER), factories.user("tom", Role.TEACHER)
    school_class = taught(student, ruth, tom)
    assignment = set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=[question], key=KEY)

    def change(teacher: User, title: str) -> str:
        return change_assignment(
            assignment=assignment, teacher=teacher, title=title, questions=[question], seen=0
        ).title

    results = at_once(lambda: change(ruth, "Floods"), lambda: change(tom, "Dams"))
    (told,) = [result for result in results if isinstance(result, ChangedMeanwhile)]
    (title,) = [result for result in results if isinstance(result, str)]
    assert told.assignment.title == title == Assignment.objects.get().title


def test_of_two_pages_that_change_a_setting_of_a_class_at_once_one_is_told(
    student: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [factories.user("ruth", Role.TEACHER), factories.user("tom", Role.TEACHER)]
    school_class = taught(student, *people)
    both_checked = Barrier(2)

    def together(**kwargs: Any) -> None:
        both_checked.wait(timeout=30)
        change_settings(**kwargs)

    monkeypatch.setattr(classes, "change_settings", together)

    def save(teacher: User, limit: int) -> HttpResponse:
        client = Client()
        client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
        sent = {"challenge_limit": limit, "initial-challenge_limit": 3}
        leading = {"check_every": 0, "tolerance": 1, "lead": ""} if teacher == people[0] else {}
        return client.post(reverse("class_settings", args=[school_class.pk]), {**sent, **leading})

    replies = at_once(lambda: save(people[0], 5), lambda: save(people[1], 7))
    (told,) = [reply for reply in replies if reply.status_code == 409]
    assert {reply.status_code for reply in replies} == {303, 409}
    taken = SchoolClass.objects.get().challenge_limit
    assert f"Meanwhile this was changed: it is {taken} now." in told.content.decode()
    assert list(ClassChange.objects.values_list("before", "after")) == [("3", str(taken))]


def test_of_two_corrections_of_one_sample_at_once_one_is_in_use(author: User, question: Question) -> None:
    sample = add_sample(question=question, answer="Rain", mark=2, author=author)
    seen = [SampleAnswer.objects.get(), SampleAnswer.objects.get()]
    results = at_once(
        lambda: replace_sample(sample=seen[0], row=SampleRow("Much rain", 1), author=author),
        lambda: replace_sample(sample=seen[1], row=SampleRow("No rain", 0), author=author),
    )
    (told,) = [result for result in results if isinstance(result, CorrectedMeanwhile)]
    (made,) = [result for result in results if isinstance(result, SampleAnswer)]
    assert told.sample == sample
    assert list(question.samples.in_use()) == [made]


def test_a_tag_taken_from_its_last_question_and_given_at_once_is_there_or_not(author: User, question: Question) -> None:
    for _ in range(15):
        add_tags(questions=[question], names=["mock"], author=author)
        results = at_once(
            lambda: remove_tags(questions=[question], names=["mock"], author=author),
            lambda: add_tags(questions=[question], names=["mock"], author=author),
        )
        assert results == [None, None]
        assert Tag.objects.count() == question.tags.count()


def test_nobody_waits_while_a_text_is_read_or_tried(
    student: User, author: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_sample(question=question, answer=factories.HALF_ANSWER, mark=1, author=author)
    factories.marked(student, question)
    run = begin(question=question, text=factories.POINTS + "- a sluice bursting\n", by=author)
    carry_on(run.pk)
    held: list[bool] = []

    def outside(done: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            held.append(connection.in_atomic_block)
            return done(*args, **kwargs)

        return noted

    monkeypatch.setattr(notation, "_read", outside(notation._read))
    monkeypatch.setattr(marking, "mark", outside(marking.mark))
    apply(remarking=run, by=author)
    new = factories.LEVELS.replace("dam", "weir")
    import_text(text=f"Topic: Weirs\n\n{new}", author=author)
    compiled.cache_clear()
    import_text(text=f"Topic: Rivers\n\n{factories.POINTS}- a weir bursting\n", author=author)
    add_and_publish(text=f"Topic: Locks\n\n{new}", author=author, reason="Now")
    PublishingMinimum.objects.create(samples=1)
    publish(question=question, by=author)
    edit_and_publish(question=question, text=factories.POINTS + "- a dam bursting\n", author=author, reason="Now")
    assert held
    assert not any(held)


def test_of_two_authors_who_make_a_topic_of_one_title_one_is_told(author: User) -> None:
    other = factories.user("other", Role.AUTHOR)
    for number in range(5):

        def make(person: User, number: int = number) -> str:
            text = TopicText(f"Weirs {number}", notes=f"Notes of {person.username}")
            return add_topic(text=text, author=person).notes

        results = at_once(lambda: make(author), lambda: make(other))
        (told,) = [result for result in results if isinstance(result, TitleTaken)]
        assert [Topic.objects.get(title=f"Weirs {number}").notes] == [each for each in results if each is not told]


def test_a_name_asked_for_several_times_at_once_is_recorded_once(question: Question, student: User) -> None:
    ruth = factories.user("ruth", Role.TEACHER)
    for _ in range(5):
        attempt = factories.attempt(student, question)
        assert at_once(*[lambda attempt=attempt: see_names(user=ruth, attempts=[attempt])] * 6) == [None] * 6
        assert NameSeen.objects.filter(attempt=attempt).count() == 1


def test_what_several_presses_make_is_made_once(question: Question, author: User) -> None:
    def made(press: Callable[[], int]) -> int:
        (result,) = set(at_once(*[press] * 4))
        assert isinstance(result, int), result
        return result

    copy = made(lambda: duplicate(question=question, author=author, key=KEY)[0].pk)
    topic = made(lambda: add_topic(text=TopicText("Weirs", notes="Of wood"), author=author).pk)
    text = f"Topic: Weirs\n\n{factories.POINTS}"
    new = made(lambda: add_questions(text=text, author=author)[0].pk)
    assert set(Question.objects.values_list("pk", flat=True)) == {
        *question.topic.questions.values_list("pk", flat=True),
        new,
    }
    assert question.topic.questions.filter(copy_key__isnull=False).get().pk == copy
    assert Topic.objects.filter(title="Weirs").get().pk == topic
