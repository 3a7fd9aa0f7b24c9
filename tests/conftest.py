"""What holds for all tests: the marks that folders give, and how hypothesis looks for examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

TESTS = Path(__file__).parent
MARKED_FOLDERS = ("marking", "browser")
DATABASE_FIXTURES = {"db", "transactional_db", "module_database"}

# The same examples in every run, so that a red run is the change's doing; HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
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
