"""What migrations do to rows that are there, in real transactions on either database."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.backends.signals import connection_created

from questions.letters import teach_letters
from questions.models import NameSeen, Question, Role, User
from tests import factories

pytestmark = pytest.mark.usefixtures("committed")


def test_a_name_that_was_recorded_as_seen_several_times_keeps_its_first_record(
    question: Question, student: User
) -> None:
    attempt, ruth = factories.attempt(student, question), factories.user("ruth", Role.TEACHER)
    call_command("migrate", "questions", "0014_names_once_in_any_case", verbosity=0)
    try:
        NameSeen.objects.bulk_create(NameSeen(attempt=attempt, user=user) for user in (ruth, ruth, student, ruth))
        first, _, other, _ = NameSeen.objects.order_by("pk")
    finally:
        call_command("migrate", "questions", verbosity=0)
    assert list(NameSeen.objects.order_by("pk")) == [first, other]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM questions_nameseen")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL always knew all letters")
def test_names_of_before_are_found_and_kept_apart_by_letters_beyond_ascii() -> None:
    call_command("migrate", "questions", "0016_students_of_class_changes", verbosity=0)
    try:
        connection_created.disconnect(dispatch_uid="questions.letters")
        connection.close()
        factories.user("Éva")
    finally:
        connection_created.connect(teach_letters, dispatch_uid="questions.letters")
        connection.close()
        call_command("migrate", "questions", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM questions_user WHERE LOWER(username) = 'éva'")
        assert cursor.fetchall() == [("Éva",)]
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]
