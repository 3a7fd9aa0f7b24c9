"""Each page takes a constant number of queries: the same, as written here, at one row and at three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from questions.models import Attempt, Question, Role, SchoolClass, User
from questions.services import notices
from questions.services.challenges import raise_challenge
from questions.services.classes import change_settings
from questions.services.moderation import moderate
from questions.services.passwords import give_new_password, new_seed
from questions.services.samples import add_sample
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class School:
    """Who opens pages, and the numbers that the addresses of the pages hold."""

    people: dict[str, User]
    arguments: dict[str, list[Any]]


def add_rows(number: int, amira: User, ruth: User, points: Question) -> None:
    """Add an answer with its mark, one that a re-mark brought back, a topic, a draft question, a version and an
    assignment."""
    attempt, _ = factories.marked(amira, points)
    back, seen = factories.marked(amira, points, f"Snow melting in spring {number}")
    moderate(attempt=back, teacher=ruth, credited=[], mark=0, reason="Not so", seen=seen.pk)
    raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
    factories.bank(topic=f"Topic {number}")
    factories.bank(topic=f"Topic {number}", publish=False, text=factories.POINTS.replace("flood", f"flood {number}"))
    factories.new_version(points, factories.POINTS.replace("spring", f"spring {number}"))
    factories.marked_again(Attempt.objects.get(pk=back.pk))
    pupil = factories.user(f"pupil{number}")
    amira.classes.get().students.add(pupil)
    give_new_password(school_class=amira.classes.get(), student=pupil, by=ruth, seed=new_seed())
    add_sample(question=points, answer=f"It rained {number} times", mark=1, author=None)
    factories.assignment(amira.classes.get(), ruth, [points, *factories.bank(topic=f"Topic of week {number}")])
    change_settings(school_class=amira.classes.get(), by=ruth, settings={"challenge_limit": 49 - number})


@pytest.fixture(scope="module", params=[1, 3], ids="{}-rows".format)
def school(request: pytest.FixtureRequest, module_database: None) -> Iterator[School]:
    """One question with what is about it, beside as many rows of each kind as the parameter says."""
    with transaction.atomic():
        amira, root, ruth, author = (
            factories.user("amira"),
            factories.user("root", Role.ADMIN),
            factories.user("ruth", Role.TEACHER),
            factories.user("daniel", Role.AUTHOR),
        )
        school_class = factories.school_class("12A", teacher=ruth, students=[amira])
        SchoolClass.objects.update(challenge_limit=50)
        points = factories.bank()[0]
        attempt, mark = factories.marked(amira, points)
        notices.read(attempt=attempt, mark=mark, notice=None)
        challenge = raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
        assignment = factories.assignment(school_class, ruth, [points])
        for number in range(request.param):
            add_rows(number, amira, ruth, points)
        yield School(
            {"amira": amira, "root": root, "ruth": ruth, "author": author},
            {
                "topic": [points.topic.slug],
                "answer": [points.pk],
                "question_edit": [points.pk],
                "topic_edit": [points.topic_id],
                "samples": [points.pk],
                "versions": [points.pk],
                "result": [attempt.pk],
                "attempt_scheme": [attempt.pk],
                "review_attempt": [attempt.pk],
                "accept_phrase": [attempt.pk],
                "question_queue": [points.pk],
                "challenge": [attempt.pk],
                "challenge_answer": [challenge.pk],
                "history": [attempt.pk],
                "question_history": [points.pk],
                "class_settings": [school_class.pk],
                "class_close": [school_class.pk],
                "class_list": [school_class.pk],
                "class_marks": [school_class.pk],
                "class_marks_export": [school_class.pk],
                "student_marks": [school_class.pk, amira.pk],
                "assignment_new": [school_class.pk],
                "assignment": [assignment.pk],
                "assignment_edit": [assignment.pk],
                "assignment_marks": [assignment.pk],
                "assignment_export": [assignment.pk],
            },
        )
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("who", "name", "queries"),
    [
        ("amira", "topics", 9),
        ("amira", "topic", 6),
        ("amira", "answer", 9),
        ("amira", "result", 16),
        ("amira", "attempt_scheme", 5),
        ("amira", "challenge", 8),
        ("amira", "assignment", 6),
        ("ruth", "assignments", 9),
        ("ruth", "assignment_new", 6),
        ("ruth", "assignment_edit", 7),
        ("ruth", "assignment_marks", 11),
        ("ruth", "assignment_export", 7),
        ("ruth", "review", 10),
        ("ruth", "review_attempt", 8),
        ("ruth", "accept_phrase", 6),
        ("ruth", "review_queue", 7),
        ("ruth", "question_queue", 15),
        ("ruth", "challenges", 7),
        ("ruth", "challenge_answer", 7),
        ("ruth", "class_settings", 7),
        ("ruth", "class_list", 6),
        ("root", "class_close", 5),
        ("ruth", "class_marks", 9),
        ("ruth", "class_marks_export", 8),
        ("ruth", "student_marks", 10),
        ("ruth", "history", 8),
        ("ruth", "record", 6),
        ("ruth", "record_export", 8),
        ("ruth", "class_record_export", 3),
        ("ruth", "question_record_export", 6),
        ("author", "question_history", 6),
        ("author", "question_list", 7),
        ("author", "questions_import", 4),
        ("author", "questions_export", 3),
        ("author", "questions_file", 6),
        ("author", "question_new", 4),
        ("author", "topic_list", 3),
        ("author", "topic_edit", 5),
        ("author", "question_edit", 12),
        ("author", "samples", 6),
        ("author", "versions", 5),
    ],
)
def test_a_page_takes_as_many_queries_at_three_rows_as_at_one(
    signed_in: SignedIn, school: School, who: str, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(school.people[who])
    address = reverse(name, args=school.arguments.get(name, []))
    with django_assert_num_queries(queries):
        response = client.post(address) if name == "record_export" else client.get(address)
        assert response.status_code == 200
        assert response.getvalue()


@pytest.mark.parametrize(("name", "queries"), [("review_queue", 8), ("question_queue", 16)])
def test_the_queue_of_an_assignment_takes_as_many_queries_at_three_rows_as_at_one(
    signed_in: SignedIn, school: School, name: str, queries: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(school.people["ruth"])
    query = f"?assignment={school.arguments['assignment'][0]}"
    with django_assert_num_queries(queries):
        assert client.get(reverse(name, args=school.arguments.get(name, [])) + query).status_code == 200
