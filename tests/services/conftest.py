"""Short names for those whom most rules are about."""

from __future__ import annotations

import pytest

from questions.models import Question, User


@pytest.fixture
def student(amira: User) -> User:
    return amira


@pytest.fixture
def question(points: Question) -> Question:
    return points
