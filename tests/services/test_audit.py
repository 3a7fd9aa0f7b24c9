"""The record: what happened to an answer and to a question, and the file a spreadsheet reads."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from questions.models import Attempt, BlindMark, NameSeen, Publication, Question, Role, User
from questions.services import audit, remarking
from questions.services.authoring import edit_question
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from questions.services.standardisation import mark_answer, resolve
from questions.spreadsheets import safe_cell
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher() -> User:
    return factories.user("ruth", Role.TEACHER, first_name="Ruth", last_name="Okafor")


@pytest.fixture
def lively(teacher: User) -> Attempt:
    """An answer to which everything happened that can."""
    student = factories.user("amira", first_name="Amira")
    factories.school_class("12A", teacher=teacher, students=[student])
    attempt, automatic = factories.marked(student, factories.bank()[0])
    taken_back = moderate(
        attempt=attempt, teacher=teacher, credited=[], mark=0, reason="No reason given", seen=automatic.pk
    )
    withdraw(mark=taken_back, teacher=teacher)
    NameSeen.objects.create(attempt=attempt, user=teacher)
    stands = raise_challenge(attempt=attempt, target="p3", text="I wrote of trees")
    answer_challenge(challenge=stands, teacher=teacher, upheld=False, reason="No trees there")
    upheld = raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
    answer_challenge(
        challenge=upheld, teacher=teacher, upheld=True, reason="The thaw is snow", mark=2, seen=taken_back.pk
    )
    blind = mark_answer(attempt=attempt, teacher=teacher, purpose=BlindMark.Purpose.CHECK, credited=[0], mark=1)
    resolve(blind_mark=blind, lead=teacher, take=False, reason="Snow it is")
    factories.new_version(attempt.question, factories.POINTS.replace("heavy rain", "strong rain"))
    attempt.question.refresh_from_db()
    factories.marked_again(attempt)
    return attempt


def recorded(attempt: Attempt) -> Attempt:
    return audit.with_record(Attempt.objects.all()).get(pk=attempt.pk)


def test_the_history_tells_everything_in_order_and_by_whom(lively: Attempt) -> None:
    events = audit.history(recorded(lively))
    version = f"marker {lively.marks.filter(teacher=None)[0].marker_version}"
    assert [(event.what, event.who) for event in events] == [
        ("Started", "student"),
        ("Submitted", "student"),
        ("Marked", version),
        ("Marked by a teacher", "Ruth Okafor"),
        ("Teacher's mark withdrawn", "Ruth Okafor"),
        ("Name seen", "Ruth Okafor"),
        ("Challenged", "student"),
        ("Challenge stands", "Ruth Okafor"),
        ("Challenged", "student"),
        ("Marked by a teacher", "Ruth Okafor"),
        ("Challenge upheld", "Ruth Okafor"),
        ("Marked blind", "Ruth Okafor"),
        ("Mark stands", "Ruth Okafor"),
        ("Marked again", version),
    ]
    assert [event.mark.mark for event in events if event.mark] == [1, 0, 0, 2, 1]
    assert [event.text for event in events if "hallenge" in event.what] == [
        "Point 3: I wrote of trees",
        "No trees there",
        "Point 2: I wrote of snow",
        "The thaw is snow",
    ]
    assert events[-1].mark is not None
    assert events[-1].mark.mark_scheme.version == 2


def test_histories_take_as_many_queries_for_three_answers_as_for_one(
    lively: Attempt, django_assert_num_queries: Any
) -> None:
    for rows in (1, 3):
        for _ in range(rows - 1):
            factories.marked(lively.student, lively.question)
        with django_assert_num_queries(6):
            assert len([audit.history(attempt) for attempt in audit.with_record(Attempt.objects.all())]) == rows


def read(lines: Any) -> list[dict[str, str]]:
    text = "".join(lines)
    assert text[0] == audit.BYTE_ORDER_MARK
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def rows(attempts: Any, *, names: bool = False) -> list[dict[str, str]]:
    return read(audit.as_csv(audit.ANSWER_COLUMNS, audit.answer_rows(attempts, names=names)))


def test_the_file_has_a_row_for_each_event_and_no_name_unless_asked(lively: Attempt) -> None:
    found = rows(Attempt.objects.all())
    assert len(found) == 14
    assert {row["student"] for row in found} == {""}
    upheld = found[9]
    assert (upheld["event"], upheld["by"], upheld["mark"], upheld["out of"]) == (
        "Marked by a teacher",
        "Ruth Okafor",
        "2",
        "2",
    )
    assert (upheld["points credited"], upheld["scheme version"]) == ("1 2", "1")
    assert found[1]["text"] == factories.HALF_ANSWER
    assert {row["student"] for row in rows(Attempt.objects.all(), names=True)} == {"Amira"}


def test_the_file_names_the_other_valid_points_of_a_mark(lively: Attempt, teacher: User) -> None:
    newest = lively.marks.newest_first()[0]
    moderate(
        attempt=lively,
        teacher=teacher,
        credited=[],
        mark=2,
        reason="Yes",
        seen=newest.pk,
        other_points=["=a dam broke", "ice"],
    )
    assert rows(Attempt.objects.all())[-1]["other valid points"] == "'=a dam broke; ice"


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+44", "'+44"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("\u3000=1", "'\u3000=1"),
        ("rain = floods", "rain = floods"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(student: User, question: Question, typed: str, cell: str) -> None:
    assert safe_cell(typed) == cell
    attempt = factories.attempt(student, question, typed)
    assert rows(Attempt.objects.filter(pk=attempt.pk))[1]["text"] == cell


def test_answers_with_line_breaks_commas_and_quotes_come_back_whole(student: User, question: Question) -> None:
    typed = 'Rain,\nlots of "it"; ✓ and ü'
    attempt = factories.attempt(student, question, typed)
    assert rows(Attempt.objects.filter(pk=attempt.pk))[1]["text"] == typed


def test_more_answers_than_one_chunk_come_each_once(lively: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHUNK", 2)
    made = [factories.attempt(lively.student, lively.question).pk for _ in range(4)]
    found = rows(Attempt.objects.all())
    assert [int(row["answer"]) for row in found if row["event"] == "Submitted"] == [lively.pk, *made]


def test_a_question_tells_who_changed_what(teacher: User) -> None:
    question = factories.bank()[0]
    text = factories.POINTS.replace("(2 marks)", "(3 marks)").replace("why rivers flood", "why rivers burst")
    text = (
        text.replace("over several days", "for days").replace("- snow melting in spring\n", "") + "- a dam bursting\n"
    )
    edit_question(question=question, text=text, author=teacher)
    first, second = audit.changes(audit.with_changes(Question.objects.all()).get(pk=question.pk))
    assert (first.what, first.who, first.details) == ("Saved", "from a file", ("first version",))
    assert (second.what, second.who, second.version.version) == ("Saved", "Ruth Okafor", 2)
    assert second.details == (
        "question reworded",
        "2 to 3 marks",
        "point 1 edited",
        "point 3 added",
        "point 2 removed",
    )


def test_changed_levels_are_among_the_changes(teacher: User) -> None:
    question = factories.bank()[1]
    edit_question(
        question=question, text=factories.LEVELS.replace("Simple statements", "Plain statements"), author=None
    )
    found = audit.changes(audit.with_changes(Question.objects.all()).get(pk=question.pk))
    assert found[-1].details == ("levels changed",)


def test_a_publication_and_a_re_mark_are_among_the_changes(lively: Attempt, teacher: User) -> None:
    question = lively.question
    assert question.current is not None
    Publication.objects.create(
        question=question,
        mark_scheme=question.current,
        publisher=teacher,
        marker_version="1",
        lacks=["6 sample answers"],
        reason="Wanted today",
    )
    run = remarking.begin(question=question, text=factories.POINTS.replace("heavy rain", "long rain"), by=teacher)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    remarking.apply(remarking=run, by=teacher)
    remarking.carry_on(run.pk)
    found = audit.changes(audit.with_changes(Question.objects.all()).get(pk=question.pk))
    run.refresh_from_db()
    told = [(change.what, change.who, change.version.version, change.details) for change in found]
    assert told[2:4] == [
        ("Published", "Ruth Okafor", 2, ("below the school's minimum: Wanted today",)),
        ("Saved", "Ruth Okafor", 3, ("point 1 edited",)),
    ]
    marks = f"{run.added} new mark{'' if run.added == 1 else 's'}"
    assert told[-1] == ("Stored answers marked again", "Ruth Okafor", 3, (marks,))
