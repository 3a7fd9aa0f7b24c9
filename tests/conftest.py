"""What holds for all tests: the marks that folders give, how hypothesis looks for examples, and fixed characters.

Amira learns in 12A, which Ruth teaches; Daniel writes questions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck
from pytest_django import DjangoDbBlocker

from questions.models import Question, Role, User
from questions.triggers import GUARDED
from tests import factories

TESTS = Path(__file__).parent
MARKED_FOLDERS = ("marking", "browser")
DATABASE_FIXTURES = {"db", "transactional_db", "module_database"}

# The same examples in every run, so that a red run is the change's doing; HYPOTHESIS_PROFILE=search looks for new ones.
# No example is too slow: on a busy machine each is.
PATIENT: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
hypothesis.settings.register_profile("repeatable", derandomize=True, **PATIENT)
hypothesis.settings.register_profile("search", max_examples=1000, **PATIENT)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks by which a run can choose: the folder of a test where it is marking or browser, and use of the database."""
    for item in items:
        room = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
        if room in MARKED_FOLDERS:
            item.add_marker(room)
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database for fixtures that a module builds once; what a test does to their rows is undone after it.

    Their objects in memory stay as a test leaves them: tests use what does not change, such as keys.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Transactions that really end. Afterwards the tables are emptied, for which their guards go: they come back with
    the signal that follows, as after each migrate."""
    yield
    event, on = ("truncate", "ON {}") if connection.vendor == "postgresql" else ("delete", "")
    with connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"DROP TRIGGER {table}_no_{event} {on.format(table)}")


@pytest.fixture
def amira() -> User:
    return factories.user("amira", first_name="Amira", last_name="Hussain")


@pytest.fixture
def student(amira: User) -> User:
    """Amira, where it matters only that she is a student."""
    return amira


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
def question(points: Question) -> Question:
    """The same, where its kind does not matter."""
    return points


@pytest.fixture
def levels(points: Question) -> Question:
    """A level-of-response question worth 6, in the same topic."""
    return Question.objects.get(topic=points.topic, number=2)
