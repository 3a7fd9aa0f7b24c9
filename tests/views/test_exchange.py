"""Questions in and out: the preview with its report, saving all or nothing, and files."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from questions.exchange.converted import Finding
from questions.forms.exchange import report_text
from questions.models import MarkScheme, Question, SampleAnswer, Topic, User
from questions.services.samples import SampleRow, add_samples
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

PASTE = f"Topic: Rivers\nNotes:\n| Rivers *flood*.\n\n{factories.POINTS}\n{factories.LEVELS}"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Rivers</text></category></question>
  <question type="shortanswer"><name><text>Long river</text></name>
    <questiontext format="html"><text><![CDATA[<p>Name a long river of Africa.</p>]]></text></questiontext>
    <defaultgrade>1.0000000</defaultgrade><usecase>1</usecase>
    <answer fraction="100"><text>the Nile</text></answer></question>
  <question type="essay"><name><text>Broken</text></name>
    <questiontext format="html"><text>Why?</text></questiontext><defaultgrade>2</defaultgrade>
    <graderinfo format="html"><text><![CDATA[<ul><li>rain (heavy</li></ul>]]></text></graderinfo></question>
  <question type="multichoice"><name><text>Pick one</text></name></question>
</quiz>"""


@pytest.fixture
def client(signed_in: SignedIn, author: User) -> Client:
    return signed_in(author)


def upload(client: Client, data: bytes | str, name: str = "bank.xml") -> tuple[int, str]:
    raw = data.encode() if isinstance(data, str) else data
    reply = client.post(reverse("questions_import"), {"file": SimpleUploadedFile(name, raw)})
    return reply.status_code, reply.content.decode()


def send(client: Client, text: str, action: str, **more: object) -> tuple[int, str]:
    reply = client.post(reverse("questions_import"), {"text": text, "action": action, **more})
    return reply.status_code, reply.content.decode()


def test_a_paste_is_shown_before_anything_is_saved(client: Client) -> None:
    reply = client.post(reverse("questions_import"), {"paste": PASTE})
    page = reply.content.decode()
    assert reply.status_code == 200
    assert "snow melting in spring" in page
    assert "A new topic." in page
    assert "Save 2 questions as drafts" in " ".join(page.split())
    assert not Question.objects.exists()
    assert not Topic.objects.exists()


def test_saving_makes_drafts_and_takes_the_notes(client: Client) -> None:
    assert send(client, PASTE, "save")[0] == 303
    assert list(Question.objects.values_list("topic__title", "number", "status")) == [
        ("Rivers", 1, "draft"),
        ("Rivers", 2, "draft"),
    ]
    assert Topic.objects.get().notes == "Rivers *flood*."


def test_saving_is_all_or_nothing(client: Client) -> None:
    broken = factories.LEVELS.replace("3–4 marks", "3–3 marks")
    status, page = send(client, f"Topic: Rivers\n\n{factories.POINTS}\nTopic: Lakes\n\n{broken}", "save")
    assert status == 422
    assert "Expected this level to start at" in page
    assert not Topic.objects.exists()


def test_a_moodle_file_comes_with_its_report_and_flags_the_line_that_cannot_be_read(client: Client) -> None:
    status, page = upload(client, MOODLE)
    assert status == 200
    assert "Capital letters do not matter here" in page
    assert "multiple choice" in page
    assert "The bracket “(” is never closed" in page
    assert "Question 2 (2 marks)" in page


def test_what_can_be_read_already_is_shown_beside_what_cannot(client: Client) -> None:
    _, page = send(client, f"Topic: Rivers\n\n{factories.POINTS}- rain (heavy\n\n{factories.LEVELS}", "preview")
    assert "Clear and developed explanation" in page
    assert page.count('<article class="understood">') == 1
    assert "disabled" in page


def test_questions_that_cannot_be_read_may_be_left_out_and_stay_in_the_report(client: Client) -> None:
    text = f"Topic: Rivers\n\n{factories.POINTS}- rain (heavy\n\n{factories.LEVELS}"
    status, page = send(
        client, text, "leave-out", report=report_text([Finding("Question 9", "Its hints do not come along.")])
    )
    assert status == 200
    assert "Save 1 question as draft" in " ".join(page.split())
    assert "- rain (heavy" in page
    assert "Its hints do not come along." in page


def test_a_report_that_was_tampered_with_is_no_longer_shown(client: Client) -> None:
    report = report_text([Finding("Question 9", "Its hints do not come along.")])
    assert "Its hints" in send(client, PASTE, "preview", report=report)[1]
    for bad in ("nonsense", f"{report}x", f"x{report}", "::"):
        status, page = send(client, PASTE, "preview", report=bad)
        assert (status, "Its hints" in page) == (200, False)


def test_what_is_in_the_report_is_shown_as_text(client: Client) -> None:
    _, page = send(client, PASTE, "preview", report=report_text([Finding("<b>x</b>", "<script>alert(1)</script>")]))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_importing_again_says_what_is_there_already_and_adds_nothing(client: Client) -> None:
    send(client, PASTE, "save")
    changed = PASTE.replace("snow melting in spring", "melting snow in spring")
    page = client.post(reverse("questions_import"), {"paste": changed}).content.decode()
    assert "new version of question 1" in page
    assert "question 2 is the same already" in page
    assert " ".join(page.split()).count("Save 1 question as draft") == 1
    send(client, changed, "save")
    assert list(MarkScheme.objects.order_by("pk").values_list("question__number", "version")) == [
        (1, 1),
        (2, 1),
        (1, 2),
    ]


def test_notes_of_a_topic_stay_unless_they_are_to_be_replaced(client: Client) -> None:
    send(client, PASTE, "save")
    other = PASTE.replace("*flood*", "dry up")
    assert "which stay unless you replace them" in send(client, other, "preview")[1]
    send(client, other, "save")
    assert Topic.objects.get().notes == "Rivers *flood*."
    send(client, other, "save", replace_notes="on")
    assert Topic.objects.get().notes == "Rivers dry up."


def test_notes_that_are_too_long_are_told_and_nothing_is_saved(client: Client) -> None:
    status, page = send(client, PASTE.replace("*flood*", "flow " * 5_000), "save")
    assert (status, "notes of a topic may have 20,000 characters" in page) == (422, True)
    assert not Question.objects.exists()


def test_questions_under_no_topic_need_one(client: Client) -> None:
    status, page = send(client, factories.POINTS, "save")
    assert (status, "Choose a topic for the questions" in page) == (422, True)
    topic = Topic.objects.create(title="Lakes", slug="lakes")
    assert send(client, factories.POINTS, "save", topic=topic.pk)[0] == 303
    assert Question.objects.get().topic == topic


def test_a_topic_of_other_authors_is_closed_and_nothing_is_saved(client: Client) -> None:
    topic = Topic.objects.create(title="Rivers", slug="rivers")
    topic.authors.add(factories.user("other", role=factories.Role.AUTHOR))
    text = f"Topic: Lakes\n\n{factories.POINTS}\n{PASTE}"
    assert "Closed to you" in send(client, text, "preview")[1]
    status, page = send(client, text, "save")
    assert (status, "Only its own authors may add" in page) == (403, True)
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("bank.zip", b"PK\x03\x04\x14\x00", "This is an archive"),
        ("bank.xml.gz", b"\x1f\x8b\x08", "compressed archive"),
        ("bank.pdf", b"%PDF-1.7", "This is a PDF"),
        ("bank.xml", b"", "This file is empty"),
        ("bank.xml", b"<quiz><question>", "breaks off or is damaged"),
        ("bank.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><quiz>&b;</quiz>', "declares entities"),
        ("bank.txt", b"\x00\x01\x02\x81", "This is not text"),
        ("bank.txt", b"x" * 2_000_001, "are read at once"),
        ("page.html", b"<!DOCTYPE html><html></html>", "This is a web page"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client: Client, name: str, data: bytes, says: str) -> None:
    status, page = upload(client, data, name)
    assert (status, says in page) == (422, True)


def test_nothing_chosen_and_both_chosen_are_told(client: Client) -> None:
    assert "Choose a file, or paste" in client.post(reverse("questions_import"), {}).content.decode()
    both = {"paste": PASTE, "file": SimpleUploadedFile("a.txt", b"Topic: x")}
    assert "a file and a text" in client.post(reverse("questions_import"), both).content.decode()


@pytest.mark.parametrize("kind", ["text", "moodle", "csv"])
def test_a_file_that_goes_out_comes_back_in(client: Client, kind: str) -> None:
    send(client, PASTE, "save")
    first = client.get(reverse("questions_file"), {"form": kind})
    Question.objects.update(current=None)
    status, page = upload(client, first.content, first["Content-Disposition"].partition('"')[2].strip('"'))
    assert status == 200
    assert page.count("is the same already") == 2
    assert "All of it is in the bank already" in page
    assert "Not as it was in the source" not in page


def test_files_are_of_the_chosen_topic_and_name_it(client: Client) -> None:
    factories.bank(topic="Rivers")
    factories.bank(topic="Lakes")
    lakes = factories.topic("Lakes")
    reply = client.get(reverse("questions_file"), {"form": "text", "topic": lakes.pk})
    assert reply["Content-Disposition"] == 'attachment; filename="lakes.txt"'
    assert reply.content.decode().startswith("Topic: Lakes\n\nQuestion 1 (2 marks)")
    assert "Rivers" not in reply.content.decode().replace("rivers flood", "")
    every = client.get(reverse("questions_file"), {"form": "text"}).content.decode()
    assert [line for line in every.splitlines() if line.startswith("Topic:")] == ["Topic: Rivers", "Topic: Lakes"]


def test_a_closed_topic_does_not_go_out(client: Client) -> None:
    factories.bank()
    topic = factories.topic()
    topic.authors.add(factories.user("other", role=factories.Role.AUTHOR))
    assert client.get(reverse("questions_file"), {"form": "text"}).content == b""
    assert client.get(reverse("questions_file"), {"form": "text", "topic": topic.pk}).status_code == 404


def test_sample_answers_go_out_as_a_table_in_which_nothing_is_a_formula(
    client: Client, author: User, points: Question
) -> None:
    rows = [SampleRow("=1+1 rain", 1, why="-"), SampleRow("snow", 0)]
    add_samples(question=points, rows=rows, author=author, origin=SampleAnswer.Origin.TYPED)
    reply = client.get(reverse("questions_file"), {"form": "samples"})
    table = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert table == [
        ["topic", "question", "answer", "mark", "level", "why"],
        ["Rivers", "1", "'=1+1 rain", "1", "", "'-"],
        ["Rivers", "1", "snow", "0", "", ""],
    ]


def test_notes_that_are_too_long_are_refused_with_the_text_kept(client: Client) -> None:
    status, page = send(
        client, PASTE.replace("Rivers *flood*.", "\n".join(["x" * 1000, *["| " + "x" * 1000] * 20])), "save"
    )
    assert status == 422
    assert "The notes of a topic may have 20,000 characters" in page
    assert not Question.objects.exists()
