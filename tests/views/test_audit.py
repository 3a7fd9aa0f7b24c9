"""The pages of the record: an answer's history, a question's, and what is exported."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.models import Attempt, NameSeen, Question, Role, User
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> heavy rain over several days"


@pytest.fixture
def attempt(amira: User, ruth: User, points: Question) -> Attempt:
    return factories.marked(amira, points, HOSTILE)[0]


def test_a_history_shows_marks_point_by_point_and_no_markup_of_the_student(
    signed_in: SignedIn, ruth: User, attempt: Attempt
) -> None:
    mark = attempt.marks.counting()
    assert mark is not None
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Snow too", seen=mark.pk)
    page = signed_in(ruth).get(reverse("history", args=[attempt.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "Marked by a teacher" in page
    assert "Snow too" in page
    assert "Credited by your teacher." in page
    factories.marked_again(attempt)
    page = " ".join(signed_in(ruth).get(reverse("history", args=[attempt.pk])).content.decode().split())
    assert page.count(", counts</span>") == 1
    assert '2 / 2<span class="status status--done">, counts</span>' in page


def test_the_name_stands_there_only_for_who_asked_for_it(signed_in: SignedIn, ruth: User, attempt: Attempt) -> None:
    client = signed_in(ruth)
    address = reverse("history", args=[attempt.pk])
    assert "Amira" not in client.get(address).content.decode()
    boss = factories.user("boss", Role.ADMIN)
    NameSeen.objects.create(attempt=attempt, user=ruth)
    assert "Amira" in client.get(address).content.decode()
    assert "Amira" not in signed_in(boss).get(address).content.decode()


def export(client: object, **chosen: object) -> list[str]:
    reply = client.post(reverse("record_export"), chosen)  # type: ignore[attr-defined]
    assert reply.status_code == 200
    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    assert reply["Content-Disposition"].startswith('attachment; filename="kwexam-answers-')
    data = reply.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    return data.decode("utf-8-sig").splitlines()


def submissions(lines: list[str]) -> list[int]:
    return [int(line.split(",")[0]) for line in lines[1:] if ",Submitted," in line]


def test_an_export_holds_the_teachers_classes_within_what_was_chosen(
    signed_in: SignedIn, ruth: User, amira: User, points: Question, levels: Question, attempt: Attempt
) -> None:
    factories.attempt(factories.user("stranger"), points)
    other = factories.attempt(amira, levels, "The villages were drowned.")
    zoe = factories.user("zoe")
    school_class = factories.school_class("12C", teacher=ruth, students=[zoe])
    third = factories.attempt(zoe, points)
    client = signed_in(ruth)
    today = timezone.localdate()
    assert submissions(export(client)) == [attempt.pk, other.pk, third.pk]
    assert submissions(export(client, question=levels.pk)) == [other.pk]
    assert submissions(export(client, school_class=school_class.pk)) == [third.pk]
    assert submissions(export(client, first=today, last=today)) == [attempt.pk, other.pk, third.pk]
    assert submissions(export(client, last=today - timedelta(days=1))) == []
    assert submissions(export(client, first=today + timedelta(days=1))) == []


def test_an_export_with_names_records_who_saw_them(signed_in: SignedIn, ruth: User, attempt: Attempt) -> None:
    client = signed_in(ruth)
    assert not any("Amira" in line for line in export(client))
    assert not NameSeen.objects.exists()
    for _ in range(2):
        assert any("Amira Hussain" in line for line in export(client, names="on"))
    assert [(seen.attempt, seen.user) for seen in NameSeen.objects.all()] == [(attempt, ruth)]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"first": "2026-05-02", "last": "2026-05-01"}, "ends before it begins"),
        ({"first": "yesterday"}, "Enter a valid date"),
        ({"question": "999999"}, "Select a valid choice"),
        ({"school_class": "\0"}, "Null characters are not allowed"),
    ],
)
def test_a_choice_that_makes_no_sense_is_told(
    signed_in: SignedIn, ruth: User, attempt: Attempt, chosen: dict[str, str], said: str
) -> None:
    reply = signed_in(ruth).post(reverse("record_export"), chosen)
    assert reply.status_code == 422
    assert said in reply.content.decode()


def test_a_question_has_its_history_and_export(
    signed_in: SignedIn, ruth: User, author: User, points: Question, attempt: Attempt
) -> None:
    factories.new_version(points, factories.POINTS.replace("snow melting", "snow thawing"))
    page = signed_in(author).get(reverse("question_history", args=[points.pk])).content.decode()
    assert "version 2, in force" in page
    assert "Point 2 edited" in page
    lines = signed_in(ruth).get(reverse("question_record_export")).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "question,topic,when,event,by,version,details,wording,marks"
    assert any(",Saved,from a file,2,point 2 edited,Give two reasons why rivers flood.,2" in line for line in lines)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_reckoned_with_is_told(
    signed_in: SignedIn, ruth: User, attempt: Attempt, day: str
) -> None:
    client = signed_in(ruth)
    reply = client.post(reverse("record_export"), {"first": day, "last": day})
    assert reply.status_code == 422
    assert "Choose a day between the years 1900 and 2999." in reply.content.decode()
    assert client.get(reverse("agreement"), {"last": day}).status_code == 200
