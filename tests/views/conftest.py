"""What pages are tried on, and browsers in which people are signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from questions.models import Assignment, Attempt, Question, Role, SchoolClass, Topic, User
from tests import factories

SignedIn = Callable[[User], Client]

BEAVERS = "Beavers build too many lodges across the stream"
"""A valid point that no scheme has."""


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


def closing(topic: Topic, service: Callable[..., Any]) -> Callable[..., Any]:
    """``service``, where an admin gives ``topic`` to another author after the view has looked who may write in it."""

    def late(**kwargs: Any) -> Any:
        topic.authors.add(factories.user("owner", Role.AUTHOR))
        return service(**kwargs)

    return late


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which the given person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
