"""How people are listed."""

from __future__ import annotations

from questions.models import User
from questions.models.people import by_surname


def test_a_register_minds_neither_capitals_nor_accents() -> None:
    names = [("Zoe", "Walsh"), ("Ana", "Ñúñez"), ("Jan", "van der Berg"), ("Ann", "Smith"), ("Bea", "smith")]
    people = [User(username=first.lower(), first_name=first, last_name=last) for first, last in names]
    assert [user.last_name for user in by_surname(people)] == ["Ñúñez", "Smith", "smith", "van der Berg", "Walsh"]
