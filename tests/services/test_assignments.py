"""Assignments: what setting, changing and closing one does, and which answers belong to it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.assignments import Cell, open_assignments, table, to_review
from questions.models import AssignedQuestion, Assignment, Attempt, Question, Role, SchoolClass, User
from questions.services.assignments import (
    ChangedMeanwhile,
    Closed,
    DueTooEarly,
    SetAlready,
    change_assignment,
    close,
    reopen,
    set_assignment,
)
from questions.services.attempts import Writing, save_draft
from questions.services.audit import assignment_history
from questions.services.authoring import retire
from questions.services.grading import mark_attempt
from questions.services.moderation import moderate
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
KEY = uuid.UUID(int=1)


@pytest.fixture
def amira() -> User:
    return factories.user("amira", last_name="Hussain")


@pytest.fixture
def ben() -> User:
    return factories.user("ben", last_name="Carter")


@pytest.fixture
def ruth() -> User:
    return factories.user("ruth", Role.TEACHER, first_name="Ruth", last_name="Okafor")


@pytest.fixture
def school_class(amira: User, ben: User, ruth: User) -> SchoolClass:
    return factories.school_class("12A", teacher=ruth, students=[amira, ben])


@pytest.fixture
def bank() -> list[Question]:
    return factories.bank()


@pytest.fixture
def assignment(school_class: SchoolClass, ruth: User, bank: list[Question]) -> Assignment:
    return set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=bank, key=KEY)


def moved(assignment: Assignment, **times: datetime | None) -> Assignment:
    """The assignment with its times put elsewhere."""
    Assignment.objects.filter(pk=assignment.pk).update(**times)
    return Assignment.objects.with_questions().get(pk=assignment.pk)


def belonging(assignment: Assignment) -> set[Attempt]:
    return set(Attempt.objects.belonging_to(Assignment.objects.filter(pk=assignment.pk)))


def cell(assignment: Assignment, student: User, question: Question) -> Cell:
    rows = table(Assignment.objects.with_questions().get(pk=assignment.pk)).rows
    cells = next(row.cells for row in rows if row.student == student)
    return next(each for each in cells if each.question == question)


def change(assignment: Assignment, ruth: User, **changed: Any) -> Assignment:
    """Change the assignment as somebody does who has seen it as it is now."""
    now = Assignment.objects.with_questions().get(pk=assignment.pk)
    fields = {"title": now.title, "questions": now.asked, "due_at": now.due_at, "seen": now.revision}
    return change_assignment(assignment=assignment, teacher=ruth, **{**fields, **changed})


def test_the_questions_stay_in_the_order_in_which_they_were_chosen(
    school_class: SchoolClass, ruth: User, bank: list[Question]
) -> None:
    made = set_assignment(
        school_class=school_class, teacher=ruth, title="  Two \n rivers ", questions=bank[::-1], key=KEY
    )
    assert Assignment.objects.with_questions().get().asked == bank[::-1]
    assert (made.title, made.set_by, made.closed_at, made.due_at) == ("Two rivers", ruth, None, None)


def test_the_same_page_sent_twice_sets_one_assignment(
    assignment: Assignment, school_class: SchoolClass, ruth: User, bank: list[Question]
) -> None:
    again = set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=bank, key=KEY)
    assert again == assignment
    with pytest.raises(SetAlready) as refused:
        set_assignment(school_class=school_class, teacher=ruth, title="Lakes", questions=bank, key=KEY)
    assert refused.value.assignment == assignment
    assert Assignment.objects.count() == 1
    assert assignment.changes.count() == 1


@pytest.mark.parametrize("title", ["", " \n"])
def test_an_assignment_has_a_title_and_questions(
    school_class: SchoolClass, ruth: User, bank: list[Question], title: str
) -> None:
    for wrong in ({"title": title, "questions": bank}, {"title": "Rivers", "questions": []}):
        with pytest.raises(ValueError, match="an assignment has"):
            set_assignment(school_class=school_class, teacher=ruth, key=KEY, **wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="different questions"):
        set_assignment(school_class=school_class, teacher=ruth, title="Twice", questions=[bank[0], bank[0]], key=KEY)


def test_a_draft_is_not_set(school_class: SchoolClass, ruth: User) -> None:
    drafts = factories.bank(publish=False)
    with pytest.raises(ValueError, match="draft"):
        set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=drafts, key=KEY)


def test_an_assignment_is_due_after_it_is_set(
    assignment: Assignment, school_class: SchoolClass, ruth: User, bank: list[Question]
) -> None:
    past = timezone.now() - HOUR
    with pytest.raises(DueTooEarly):
        set_assignment(
            school_class=school_class, teacher=ruth, title="Late", questions=bank, key=uuid.uuid4(), due_at=past
        )
    with pytest.raises(DueTooEarly):
        change(assignment, ruth, due_at=past)
    # What is past may be set right, as long as it is after the setting.
    moved(assignment, set_at=timezone.now() - 3 * HOUR)
    assert change(assignment, ruth, due_at=past).due_at == past


def test_the_database_refuses_what_makes_no_sense(assignment: Assignment, bank: list[Question]) -> None:
    own = Assignment.objects.filter(pk=assignment.pk)
    for wrong in (
        {"title": ""},
        {"due_at": assignment.set_at},
        {"closed_at": assignment.set_at - HOUR},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            own.update(**wrong)
    for place, question in ((1, factories.bank(topic="Lakes")[0]), (3, bank[0]), (0, factories.bank(topic="Seas")[0])):
        with pytest.raises(IntegrityError), transaction.atomic():
            AssignedQuestion.objects.create(assignment=assignment, question=question, position=place)


def test_a_change_reorders_and_takes_out_and_leaves_every_answer(
    assignment: Assignment, amira: User, ruth: User, bank: list[Question]
) -> None:
    points, levels = bank
    attempt, _ = factories.marked(amira, points)
    change(assignment, ruth, questions=[levels, points], title="Valleys")
    assert Assignment.objects.with_questions().get().asked == [levels, points]
    change(assignment, ruth, questions=[levels])
    assert belonging(assignment) == set()
    assert Attempt.objects.get() == attempt
    change(assignment, ruth, questions=[levels, points])
    assert belonging(assignment) == {attempt}
    assert [(event.what, event.who, event.text) for event in assignment_history(assignment)] == [
        ("Set", "Ruth Okafor", ""),
        ("Changed", "Ruth Okafor", "“Rivers” renamed to “Valleys”; questions in another order"),
        ("Changed", "Ruth Okafor", "1 question taken out"),
        ("Changed", "Ruth Okafor", "1 question added"),
    ]


def test_no_change_overwrites_another_one_unseen(assignment: Assignment, ruth: User, bank: list[Question]) -> None:
    change(assignment, ruth, title="Valleys")
    with pytest.raises(ChangedMeanwhile) as refused:
        change(assignment, ruth, title="Hills", seen=0)
    assert (refused.value.assignment.title, refused.value.change.by) == ("Valleys", ruth)
    # The second click on one's own change is no other change.
    assert change(assignment, ruth, title="Valleys", seen=0).revision == 1
    assert assignment.changes.count() == 2


def test_a_closed_assignment_is_reopened_before_it_is_changed(assignment: Assignment, ruth: User) -> None:
    close(assignment=assignment, teacher=ruth)
    closed_at = close(assignment=assignment, teacher=ruth).closed_at
    with pytest.raises(Closed):
        change(assignment, ruth, title="Valleys")
    assert Assignment.objects.get().closed_at == closed_at
    reopen(assignment=assignment, teacher=ruth)
    reopen(assignment=assignment, teacher=ruth)
    assert change(assignment, ruth, title="Valleys").title == "Valleys"
    assert [event.what for event in assignment_history(assignment)] == ["Set", "Closed", "Reopened", "Changed"]


def test_the_answers_of_the_class_since_it_was_set_belong_to_it(
    amira: User, school_class: SchoolClass, ruth: User, bank: list[Question]
) -> None:
    before, _ = factories.marked(amira, bank[0])
    made = set_assignment(school_class=school_class, teacher=ruth, title="Rivers", questions=bank[:1], key=KEY)
    mine, _ = factories.marked(amira, bank[0])
    factories.marked(amira, bank[1])
    factories.marked(factories.user("stranger"), bank[0])
    save_draft(student=amira, question=bank[0], writing=Writing("Rai", uuid.uuid4()))
    assert belonging(made) == {mine}
    assert belonging(moved(made, set_at=before.submitted_at)) == {before, mine}
    close(assignment=made, teacher=ruth)
    after, _ = factories.marked(amira, bank[0])
    assert belonging(made) == {before, mine}
    reopen(assignment=made, teacher=ruth)
    assert belonging(made) == {before, mine, after}
    school_class.students.remove(amira)
    assert belonging(made) == set()


def test_both_forms_of_the_rule_of_time_say_the_same(assignment: Assignment, amira: User, bank: list[Question]) -> None:
    attempt, _ = factories.marked(amira, bank[0])
    at = attempt.submitted_at
    assert at is not None
    for set_at, closed_at in (
        *((at - HOUR, None), (at, None), (at + HOUR, None)),
        *((at - HOUR, at), (at - HOUR, at - timedelta(seconds=1)), (at, at), (at - HOUR, at + HOUR)),
    ):
        now = moved(assignment, set_at=set_at, closed_at=closed_at)
        assert now.takes(at) == (belonging(now) == {attempt}), (set_at, closed_at)


def test_the_best_answer_counts_and_of_equal_ones_the_first(
    assignment: Assignment, amira: User, bank: list[Question]
) -> None:
    points = bank[0]
    factories.marked(amira, points, "Nobody knows.")
    first, _ = factories.marked(amira, points)
    factories.marked(amira, points)
    found = cell(assignment, amira, points)
    assert (found.answers, found.counting, found.mark, found.max_mark) == (3, first, 1, 2)


def test_the_best_answer_is_the_one_with_the_greatest_share_of_its_marks(
    assignment: Assignment, amira: User, bank: list[Question]
) -> None:
    points = bank[0]
    half, _ = factories.marked(amira, points)
    factories.new_version(points, factories.POINTS.replace("2 marks", "4 marks"))
    (worth_four,) = Question.objects.filter(pk=points.pk)
    again, mark = factories.marked(amira, worth_four, factories.GOOD_ANSWER)
    assert (mark.mark, mark.max_mark) == (2, 4)
    found = cell(assignment, amira, points)
    # The same share: the first one; the other one has the greater mark.
    assert (found.counting, found.mark, found.max_mark, found.state) == (half, 1, 2, "")
    best, mark = factories.marked(amira, worth_four, f"{factories.GOOD_ANSWER} Trees were cut down on the hills.")
    assert (mark.mark, mark.max_mark) == (3, 4)
    found = cell(assignment, amira, points)
    assert (found.counting, found.mark, found.max_mark, found.state) == (best, 3, 4, "1 / 2 at first")
    assert to_review(assignment, Attempt.objects.filter(pk__in=[half.pk, again.pk])) == [half.pk]


def test_the_mark_that_counts_is_the_teachers(
    assignment: Assignment, amira: User, ruth: User, bank: list[Question]
) -> None:
    attempt, mark = factories.marked(amira, bank[0], factories.GOOD_ANSWER)
    moderate(attempt=attempt, teacher=ruth, credited=[], mark=0, reason="Copied", seen=mark.pk)
    assert cell(assignment, amira, bank[0]).mark == 0


def written(student: User, question: Question, at: datetime, answer: str = factories.HALF_ANSWER) -> Attempt:
    """A marked answer that was submitted at that time."""
    attempt = Attempt.objects.create(
        student=student, question=question, mark_scheme=question.current, answer=answer, submitted_at=at
    )
    mark_attempt(attempt)
    return attempt


def test_late_is_told_and_the_best_in_time_stands_beside_it(
    assignment: Assignment, amira: User, bank: list[Question]
) -> None:
    points = bank[0]
    now = timezone.now().replace(second=0, microsecond=0)
    due = now - HOUR
    assignment = moved(assignment, set_at=now - 3 * HOUR, due_at=due)
    # The due minute itself is in time.
    early = written(amira, points, due + timedelta(seconds=59))
    written(amira, points, due + timedelta(minutes=1))
    found = cell(assignment, amira, points)
    assert (found.counting, found.is_late, found.in_time) == (early, False, None)
    late = written(amira, points, due + timedelta(minutes=2), factories.GOOD_ANSWER)
    found = cell(assignment, amira, points)
    assert (found.counting, found.mark, found.is_late, found.in_time) == (late, 2, True, early)
    assert set(to_review(assignment, Attempt.objects.all())) == {early.pk, late.pk}
    assert table(assignment).late == 1


def test_what_is_due_at_the_end_of_time_is_never_late(assignment: Assignment) -> None:
    assignment.due_at = datetime.max.replace(tzinfo=UTC)
    assert not assignment.is_late(timezone.now())


def test_the_mark_of_the_first_try_stands_beside_a_later_one(
    assignment: Assignment, amira: User, bank: list[Question]
) -> None:
    factories.marked(amira, bank[0], "I do not know.")
    assert cell(assignment, amira, bank[0]).state == ""
    factories.marked(amira, bank[0], factories.GOOD_ANSWER)
    found = cell(assignment, amira, bank[0])
    assert (found.mark, found.state) == (2, "0 at first")
    factories.marked(amira, bank[0], factories.HALF_ANSWER)
    assert cell(assignment, amira, bank[0]).state == "0 at first"


def test_a_table_has_everybody_with_their_sums(
    assignment: Assignment, amira: User, ben: User, bank: list[Question]
) -> None:
    factories.marked(amira, bank[0])
    factories.attempt(amira, bank[1], "Villages were drowned.")
    found = table(Assignment.objects.with_questions().get())
    assert [row.student for row in found.rows] == [ben, amira]
    assert [(row.answered, row.asked, row.mark, row.max_mark) for row in found.rows] == [(0, 2, 0, 8), (2, 2, 1, 8)]
    assert [(column.answered, column.mean) for column in found.columns] == [(1, 1.0), (1, None)]
    assert (found.not_started, found.done) == ([ben], 1)
    save_draft(student=ben, question=bank[0], writing=Writing("Rai", uuid.uuid4()))
    assert table(Assignment.objects.with_questions().get()).not_started == []
    assert cell(assignment, ben, bank[0]).is_writing


def test_a_draft_counts_as_a_start_with_text_saved_since_the_assignment_was_set(
    amira: User, ben: User, ruth: User, school_class: SchoolClass, bank: list[Question]
) -> None:
    save_draft(student=amira, question=bank[0], writing=Writing("Rain", uuid.uuid4()))
    assignment = factories.assignment(school_class, ruth, bank)
    save_draft(student=ben, question=bank[1], writing=Writing(" \n", uuid.uuid4()))
    found = table(Assignment.objects.with_questions().get())
    assert found.not_started == [ben, amira]
    # The student's own page says that there is a text to go on from.
    before, emptied = cell(assignment, amira, bank[0]), cell(assignment, ben, bank[1])
    assert (before.drafted_at is None, before.is_writing, before.state) == (False, False, "")
    assert (emptied.drafted_at, emptied.is_writing) == (None, False)
    draft = Attempt.objects.of(amira).drafts().get()
    save_draft(student=amira, question=bank[0], writing=Writing("Rain!", draft.key, revision=draft.revision))
    assert table(Assignment.objects.with_questions().get()).not_started == [ben]


def test_what_is_written_after_the_close_is_not_begun(
    school_class: SchoolClass, ruth: User, amira: User, ben: User, bank: list[Question]
) -> None:
    assignment = factories.assignment(school_class, ruth, bank)
    save_draft(student=ben, question=bank[0], writing=Writing("Rai", uuid.uuid4()))
    close(assignment=assignment, teacher=ruth)
    save_draft(student=amira, question=bank[0], writing=Writing("Rai", uuid.uuid4()))
    assignment.refresh_from_db()
    assert cell(assignment, ben, bank[0]).is_writing
    assert not cell(assignment, amira, bank[0]).is_writing
    assert table(assignment).not_started == [amira]


def test_a_retired_question_is_asked_of_nobody_who_has_not_answered_it(
    assignment: Assignment, amira: User, ben: User, bank: list[Question]
) -> None:
    points, levels = bank
    factories.marked(amira, points)
    retire(question=points)
    assert [(each.done, each.total) for each in open_assignments(amira)] == [(1, 2)]
    assert [(each.done, each.total) for each in open_assignments(ben)] == [(0, 1)]
    found = table(Assignment.objects.with_questions().get())
    assert [(row.asked, row.max_mark) for row in found.rows] == [(1, 6), (2, 8)]
    retire(question=levels)
    assert open_assignments(ben) == []


def test_a_student_sees_what_is_open_the_first_due_first_and_what_comes_next(
    assignment: Assignment, amira: User, ruth: User, school_class: SchoolClass, bank: list[Question]
) -> None:
    points, levels = bank
    due = timezone.now() + HOUR
    soon = set_assignment(
        school_class=school_class, teacher=ruth, title="Soon", questions=[levels], key=uuid.uuid4(), due_at=due
    )
    over = set_assignment(school_class=school_class, teacher=ruth, title="Over", questions=bank, key=uuid.uuid4())
    close(assignment=over, teacher=ruth)
    assert [each.assignment for each in open_assignments(amira)] == [soon, assignment]
    assert [each.assignment for each in open_assignments(amira, asking=points)] == [assignment]
    assert open_assignments(factories.user("stranger")) == []
    (mine,) = open_assignments(amira, asking=points)
    assert (mine.place, mine.next_after(1), mine.next_after(2)) == (1, levels, points)
    factories.marked(amira, levels)
    soon_done, mine = open_assignments(amira)
    assert soon_done.is_done
    assert soon_done.next_after(1) is None
    assert (mine.done, mine.total, mine.next_after(2)) == (1, 2, points)
