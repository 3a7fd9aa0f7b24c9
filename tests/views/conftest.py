"""Fixed characters: Amira learns in 12A, which Ruth teaches; Tom teaches elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from questions.models import Assignment, Attempt, Question, Role, SchoolClass, User
from tests import factories

SignedIn = Callable[[User], Client]

BEAVERS = "Beavers build too many lodges across the stream"
"""A valid point that no scheme has."""


@pytest.fixture
def amira() -> User:
    return factories.user("amira", first_name="Amira", last_name="Hussain")


@pytest.fixture
def ruth(amira: User) -> User:
    teacher = factories.user("ruth", Role.TEACHER, first_name="Ruth", last_name="Okafor")
    factories.school_class("12A", teacher=teacher, students=[amira])
    return teacher


@pytest.fixture
def author() -> User:
    return factories.user("daniel", Role.AUTHOR)


@pytest.fixture
def points() -> Question:
    """A points-based question worth 2."""
    return factories.bank()[0]


@pytest.fixture
def levels(points: Question) -> Question:
    """A level-of-response question worth 6, in the same topic."""
    return Question.objects.get(topic=points.topic, number=2)


@pytest.fixture
def school_class(ruth: User) -> SchoolClass:
    return SchoolClass.objects.get(name="12A")


@pytest.fixture
def assignment(school_class: SchoolClass, ruth: User, points: Question, levels: Question) -> Assignment:
    """Both questions, set for 12A, due at no time."""
    return factories.assignment(school_class, ruth, [points, levels])


@pytest.fixture
def class_answers(amira: User, ruth: User, points: Question) -> list[Attempt]:
    """Three alike that nobody is sure of, one that the marker is sure of."""
    texts = (BEAVERS, BEAVERS.upper(), "beavers build many lodges across the stream", factories.GOOD_ANSWER)
    return [factories.marked(amira, points, text)[0] for text in texts]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which the given person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
