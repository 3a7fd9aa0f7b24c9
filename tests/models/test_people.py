"""How people are listed."""

from __future__ import annotations

import pytest

from questions.models import User
from questions.models.people import by_surname, is_named


def test_a_register_minds_neither_capitals_nor_accents() -> None:
    names = [("Zoe", "Walsh"), ("Ana", "Ñúñez"), ("Jan", "van der Berg"), ("Ann", "Smith"), ("Bea", "smith")]
    people = [User(username=first.lower(), first_name=first, last_name=last) for first, last in names]
    assert [user.last_name for user in by_surname(people)] == ["Ñúñez", "Smith", "smith", "van der Berg", "Walsh"]


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("sean o'brien", True),
        ("Seán O’Brien", True),
        ("obrien", True),
        ("oyvind lukasz", True),
        ("ØYVIND Łukasz", True),
        ("brian", False),
        ("sean x", False),
    ],
)
def test_a_student_is_found_by_a_name_as_it_can_be_typed(search: str, is_found: bool) -> None:
    user = User(username="s1", first_name="Seán Øyvind", last_name="O’Brien Łukasz")
    assert is_named(user, search) == is_found
