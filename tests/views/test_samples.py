"""The page of a question's sample answers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from questions.models import Question, Role, User
from questions.services.moderation import moderate
from questions.services.samples import add_sample
from questions.spreadsheets import NOT_UTF8
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(signed_in: SignedIn, author: User) -> Client:
    return signed_in(author)


def in_use(question: Question) -> list[tuple[str, int, str]]:
    return list(question.samples.in_use().values_list("answer", "mark", "origin"))


def test_rows_of_a_spreadsheet_become_samples(client: Client, points: Question) -> None:
    reply = client.post(reverse("sample_table", args=[points.pk]), {"rows": "It rained\t1\tRain\nNothing\t0\n"})
    assert reply.status_code == 303
    assert in_use(points) == [("It rained", 1, "pasted"), ("Nothing", 0, "pasted")]


def test_a_file_of_a_spreadsheet_becomes_samples(client: Client, points: Question) -> None:
    file = SimpleUploadedFile("marks.csv", "answer;mark\nIt’s raining;1\n".encode("cp1252"))
    page = client.post(reverse("sample_table", args=[points.pk]), {"file": file}, follow=True)
    assert in_use(points) == [("It’s raining", 1, "file")]
    assert NOT_UTF8 in page.content.decode()


def test_what_is_there_already_and_what_takes_its_place_is_told_from_what_is_new(
    client: Client, points: Question
) -> None:
    address = reverse("sample_table", args=[points.pk])
    client.post(address, {"rows": "It rained\t1\nNothing\t0\n"})
    page = client.post(address, {"rows": "it  rained\t2\nNothing\t0\nSnow\t1\n"}, follow=True).content.decode()
    assert "1 sample answer added, 1 replaced by the same text with another mark or note, 1 was there already." in page
    sent = {"sample-answer": "Snow", "sample-mark": "0"}
    page = client.post(reverse("sample_add", args=[points.pk]), sent, follow=True).content.decode()
    assert "1 replaced by the same text with another mark or note." in page
    assert "added" not in page.split("<main")[1].split("<h1")[0]


def test_one_bad_row_adds_none_names_each_and_keeps_what_was_pasted(client: Client, points: Question) -> None:
    rows = "It rained\t1\nSnow\t7\nDams\tmany\n"
    reply = client.post(reverse("sample_table", args=[points.pk]), {"rows": rows})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Row 2: the mark is 7, but the question has 2." in page
    assert "Row 3: “many” is not a mark." in page
    assert "Dams\tmany" in page
    assert in_use(points) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Paste rows here, or choose a file."),
        (
            {"rows": "It rained\t1", "file": SimpleUploadedFile("a.csv", b"It rained,1")},
            "There is a file and a text. Take one of them away.",
        ),
        ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\x00")}, "This is not text."),
        ({"file": SimpleUploadedFile("a.csv", b"It rained,1 \x81\x8d")}, "This is not text."),
        ({"file": SimpleUploadedFile("a.csv", b"PK\x03\x04\x14\x00")}, "This is a workbook of Excel"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 2_000_001)}, "larger than 2 MB"),
    ],
)
def test_a_table_that_is_none_says_why(client: Client, points: Question, data: dict[str, object], message: str) -> None:
    reply = client.post(reverse("sample_table", args=[points.pk]), data)
    assert reply.status_code == 422
    assert message in reply.content.decode()


def test_students_answers_are_offered_without_names_those_marked_by_a_teacher_first(
    client: Client, amira: User, ruth: User, points: Question
) -> None:
    factories.marked(amira, points, "Clouds burst.")
    factories.marked(amira, points, "clouds  burst.")
    attempt, mark = factories.marked(amira, points, "Rain fell and snow thawed.")
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Both", seen=mark.pk)
    add_sample(question=points, answer="Used already", mark=0, author=None)
    factories.marked(amira, points, "used already")
    page = client.get(reverse("samples", args=[points.pk])).content.decode()
    offered = page.partition("From students")[2]
    assert offered.index("Rain fell and snow thawed.") < offered.lower().index("clouds")
    assert offered.lower().count("burst.") == 1
    assert "used already" not in offered
    assert "Amira" not in page
    assert "Hussain" not in page


def test_a_students_answer_is_taken_with_the_agreed_mark(client: Client, amira: User, points: Question) -> None:
    attempt = factories.attempt(amira, points, "Rain fell and snow thawed.")
    address = reverse("sample_take", args=[points.pk, attempt.pk])
    for none in ("", "two", "9" * 5000):
        reply = client.post(address, {"mark": none, "why": 'The "thaw" counts'})
        page = reply.content.decode().partition("From students")[2]
        assert reply.status_code == 422
        assert page.count("Choose the mark that is agreed on.") == 1
        assert 'value="The &quot;thaw&quot; counts"' in page
        assert "selected" not in page
    for _ in range(2):  # the second click adds nothing
        client.post(address, {"mark": "2"})
    assert in_use(points) == [("Rain fell and snow thawed.", 2, "attempt")]


def test_an_answer_to_another_question_is_not_there_to_take(
    client: Client, amira: User, points: Question, levels: Question
) -> None:
    attempt = factories.attempt(amira, levels, "Villages were drowned.")
    assert client.post(reverse("sample_take", args=[points.pk, attempt.pk]), {"mark": "1"}).status_code == 404


def test_a_sample_is_corrected_once(client: Client, points: Question) -> None:
    sample = add_sample(question=points, answer="It rained", mark=2, author=None)
    address = reverse("sample_edit", args=[points.pk, sample.pk])
    assert client.post(address, {"sample-answer": "It rained", "sample-mark": "9"}).status_code == 422
    client.post(address, {"sample-answer": "It rained a lot", "sample-mark": "1"})
    assert in_use(points) == [("It rained a lot", 1, "typed")]
    again = client.post(address, {"sample-answer": "It rained a lot", "sample-mark": "1"}, follow=True)
    assert "corrected or retired already" in again.content.decode()
    assert in_use(points) == [("It rained a lot", 1, "typed")]


def test_a_correction_of_what_somebody_else_corrected_is_not_saved_and_kept_on_the_page(
    client: Client, signed_in: SignedIn, points: Question
) -> None:
    sample = add_sample(question=points, answer="It rained", mark=2, author=None)
    address = reverse("sample_edit", args=[points.pk, sample.pk])
    ruth = factories.user("ruth", Role.TEACHER, first_name="Ruth", last_name="Okafor")
    signed_in(ruth).post(address, {"sample-answer": "It rained a lot", "sample-mark": "1"})
    reply = client.post(address, {"sample-answer": "It rained for days", "sample-mark": "0"})
    assert reply.status_code == 409
    assert "Meanwhile Ruth Okafor corrected or retired this sample answer." in reply.content.decode()
    assert "It rained for days" in reply.content.decode()
    assert in_use(points) == [("It rained a lot", 1, "typed")]


def test_retiring_twice_is_once(client: Client, points: Question) -> None:
    sample = add_sample(question=points, answer="It rained", mark=1, author=None)
    for _ in range(2):
        assert client.post(reverse("sample_retire", args=[points.pk, sample.pk])).status_code == 303
    assert in_use(points) == []


def test_what_students_wrote_is_shown_as_text(client: Client, amira: User, points: Question) -> None:
    factories.attempt(amira, points, "<script>alert(1)</script>")
    assert "<script>alert" not in client.get(reverse("samples", args=[points.pk])).content.decode()


def test_an_answer_that_cannot_be_taken_comes_first_whatever_else_is_offered(
    client: Client, amira: User, points: Question
) -> None:
    attempt = factories.attempt(amira, points, "Rain fell.")
    for number in range(25):
        factories.attempt(amira, points, f"Dam {number} broke.")
    page = client.get(reverse("samples", args=[points.pk])).content.decode()
    assert "Rain fell." not in page
    page = client.post(reverse("sample_take", args=[points.pk, attempt.pk]), {"mark": "7"}).content.decode()
    offered = page.partition("From students")[2]
    assert "Not added: the mark is 7, but the question has 2." in offered
    assert offered.index("Rain fell.") < offered.index("Dam")
