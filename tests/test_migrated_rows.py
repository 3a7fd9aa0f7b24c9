"""What migrations do to rows that are there, in real transactions on either database."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

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
