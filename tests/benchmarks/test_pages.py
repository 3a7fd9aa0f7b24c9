"""How long pages take in the server, at one class's size and a year's: 30 students, 100 answers each."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_benchmark.fixture import BenchmarkFixture

from questions.models import Question, Role, User
from questions.services.grading import mark_attempt
from tests import factories

STUDENTS = 30
ANSWERS = 100


@pytest.fixture
def year(db: None) -> tuple[User, User, Question]:
    """A teacher, one of the students, and a question that the class has answered all year."""
    question = factories.bank()[0]
    students = [factories.user(f"student{number}") for number in range(STUDENTS)]
    teacher = factories.user("ruth", Role.TEACHER)
    factories.school_class("12A", teacher=teacher, students=students)
    for student in students:
        for number in range(ANSWERS):
            mark_attempt(factories.attempt(student, question, f"{factories.HALF_ANSWER} {number}"))
    return teacher, students[0], question


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_review_list(benchmark: BenchmarkFixture, year: tuple[User, User, Question]) -> None:
    client = client_of(year[0])
    assert benchmark(client.get, reverse("review")).status_code == 200


def test_the_topic_page(benchmark: BenchmarkFixture, year: tuple[User, User, Question]) -> None:
    client = client_of(year[1])
    assert benchmark(client.get, reverse("topic", args=[year[2].topic.slug])).status_code == 200


def test_submitting_an_answer(benchmark: BenchmarkFixture, year: tuple[User, User, Question]) -> None:
    client = client_of(year[1])
    address = reverse("submit", args=[year[2].pk])

    def send() -> int:
        return client.post(
            address, {"key": str(uuid.uuid4()), "answer": factories.GOOD_ANSWER, "revision": 0}
        ).status_code

    assert benchmark(send) == 303
