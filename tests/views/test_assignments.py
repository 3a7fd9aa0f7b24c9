"""Assignments on the pages: a teacher chooses, sets and closes; a student is led through; the queue is narrowed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Assignment, Attempt, NameSeen, Question, Role, SchoolClass, User
from questions.services.assignments import change_assignment
from questions.services.authoring import retire
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
HOSTILE = "<script>alert(1)</script>"
FORMULA = "=HYPERLINK(1)"
WORTH_FOUR = factories.POINTS.replace("2 marks", "4 marks")


def over(assignment: Assignment) -> None:
    """Put the due time an hour back."""
    now = timezone.now()
    Assignment.objects.filter(pk=assignment.pk).update(set_at=now - 3 * HOUR, due_at=now - HOUR)


def page_of(client: Client, name: str, *arguments: object, query: str = "") -> str:
    reply = client.get(reverse(name, args=arguments) + query)
    assert reply.status_code == 200
    return " ".join(reply.content.decode().split())


def sent(*questions: Question, **changed: Any) -> dict[str, Any]:
    """What the form of an assignment sends when it is saved."""
    fields = {
        "title": "Rivers",
        "chosen": [question.pk for question in questions],
        "key": str(uuid.uuid4()),
        "seen": "0",
        "scheme_from": "answered",
    }
    return {**fields, "save": "1", **changed}


def send(client: Client, school_class: SchoolClass, data: dict[str, Any]) -> Any:
    return client.post(reverse("assignment_new", args=[school_class.pk]), data)


def test_a_teacher_sets_questions_in_order_with_a_due_time_of_the_schools_zone(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    client = signed_in(ruth)
    data = sent(levels, add=[points.pk], due_day="2040-07-02", due_time="16:30")
    reply = send(client, school_class, data)
    made = Assignment.objects.with_questions().get()
    assert (reply.status_code, reply["Location"]) == (303, reverse("assignment_marks", args=[made.pk]))
    assert made.asked == [levels, points]
    assert made.due_at == datetime(2040, 7, 2, 16, 30, tzinfo=ZoneInfo("Europe/London"))
    assert "due Mon 2 Jul 2040, 16:30" in page_of(client, "assignment_marks", made.pk)
    # The second click is the same assignment, something else from the same page is not taken for it.
    assert send(client, school_class, data).status_code == 303
    reply = send(client, school_class, {**data, "title": "Lakes"})
    assert reply.status_code == 409
    assert "This page has set “Rivers” already." in reply.content.decode()
    again = reply.context["form"]["key"].value()
    assert send(client, school_class, {**data, "title": "Lakes", "key": again}).status_code == 303
    assert sorted(Assignment.objects.values_list("title", flat=True)) == ["Lakes", "Rivers"]


def test_without_a_time_the_end_of_the_day_is_due_and_without_a_day_nothing_is(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    client = signed_in(ruth)
    send(client, school_class, sent(points, due_day="2040-01-02"))
    assert timezone.localtime(Assignment.objects.get().due_at).strftime("%H:%M") == "23:59"
    send(client, school_class, sent(points, title="Whenever"))
    assert Assignment.objects.get(title="Whenever").due_at is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": " "}, "Give it a title"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"chosen": []}, "Choose at least one question"),
        ({"chosen": ["999999", "x", "²"]}, "no longer published"),
        ({"due_day": "2020-01-01"}, "This time is over"),
        ({"due_day": "soon"}, "Enter a valid date"),
        ({"due_day": "9999-12-31"}, "Choose a day between the years 1900 and 2999."),
        ({"due_time": "12:00"}, "Choose the day too"),
        ({"due_day": "2040-03-25", "due_time": "01:30"}, "The clocks change at that time"),
        ({"key": "x"}, "Enter a valid UUID"),
        ({"seen": "9" * 30}, "less than or equal"),
        ({"scheme_from": ""}, "Choose when students may read the mark scheme"),
        ({"scheme_from": "never"}, "not one of the available choices"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_set(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question, changed: dict[str, Any], said: str
) -> None:
    reply = send(signed_in(ruth), school_class, sent(points, **changed))
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert not Assignment.objects.exists()


def test_a_question_retired_meanwhile_is_left_out_with_a_word(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    retire(question=points)
    reply = send(signed_in(ruth), school_class, sent(points, levels))
    assert reply.status_code == 422
    assert "no longer published" in reply.content.decode()
    assert reply.context["form"].chosen == [levels]


def test_questions_are_looked_for_moved_and_taken_out_without_saving(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    lakes = factories.bank(topic="Lakes", text=factories.POINTS.replace("rivers flood", "lakes freeze"))[0]
    draft = factories.bank(topic="Seas", publish=False)[0]
    client = signed_in(ruth)

    def press(*chosen: Question, **pressed: Any) -> Any:
        data = {key: value for key, value in sent(*chosen, **pressed).items() if key != "save"}
        reply = send(client, school_class, data)
        assert reply.status_code == 200
        assert "Not saved yet" not in reply.content.decode()
        return reply.context["form"]

    assert press().offered == [points, levels, lakes]
    assert press(find="1", search="freeze").offered == [lakes]
    assert press(find="1", topic=points.topic_id).offered == [points, levels]
    assert press(find="1", search="nothing is like this").offered == []
    found = press(points, find="1", add=[lakes.pk, draft.pk])
    assert (found.chosen, found.offered) == ([points, lakes], [levels])
    assert press(points, levels, lakes, up=lakes.pk).chosen == [points, lakes, levels]
    assert press(points, levels, down=points.pk).chosen == [levels, points]
    assert press(points, levels, down=levels.pk).chosen == [points, levels]
    assert press(points, levels, up=points.pk).chosen == [points, levels]
    assert press(points, levels, remove=points.pk).chosen == [levels]
    assert press(points, points, remove="x", up="9" * 40).chosen == [points]
    assert press(points, search="\0" + "x" * 3000, topic="²").offered == []
    assert not Assignment.objects.exists()


def test_a_part_of_the_page_is_the_choice_alone(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    reply = signed_in(ruth).post(
        reverse("assignment_new", args=[school_class.pk]), {"add": [points.pk]}, headers={"HX-Request": "true"}
    )
    page = reply.content.decode()
    assert f'<input type="hidden" name="chosen" value="{points.pk}">' in " ".join(page.split())
    assert "<html" not in page


def test_an_assignment_is_changed_and_no_change_overwrites_another_unseen(
    signed_in: SignedIn, ruth: User, assignment: Assignment, points: Question, levels: Question
) -> None:
    client = signed_in(ruth)
    address = reverse("assignment_edit", args=[assignment.pk])
    form = client.get(address).context["form"]
    assert (form["title"].value(), form.chosen, form["seen"].value()) == ("Rivers", [points, levels], 0)
    colleague = factories.user("colleague", Role.TEACHER, first_name="Olga", last_name="Brandt")
    change_assignment(assignment=assignment, teacher=colleague, title="Dams", questions=[points, levels], seen=0)
    reply = client.post(address, sent(levels, title="Valleys"))
    assert reply.status_code == 409
    assert "Meanwhile Olga Brandt changed this." in reply.content.decode()
    form = reply.context["form"]
    assert (form["title"].value(), form["seen"].value()) == ("Valleys", "1")
    assert client.post(address, sent(levels, title="Valleys", seen="1")).status_code == 303
    now = Assignment.objects.with_questions().get()
    assert (now.title, now.asked) == ("Valleys", [levels])
    page = page_of(client, "assignment_marks", assignment.pk)
    assert "Changed by Ruth Okafor: “Dams” renamed to “Valleys”; 1 question taken out" in page


def test_a_due_time_before_the_setting_is_told(
    signed_in: SignedIn, ruth: User, assignment: Assignment, points: Question
) -> None:
    reply = signed_in(ruth).post(reverse("assignment_edit", args=[assignment.pk]), sent(points, due_day="2020-01-01"))
    assert reply.status_code == 422
    assert "This is before the assignment was set." in reply.content.decode()


def test_a_closed_assignment_is_not_changed_and_can_be_reopened(
    signed_in: SignedIn, ruth: User, amira: User, assignment: Assignment, points: Question
) -> None:
    client, student = signed_in(ruth), signed_in(amira)
    edit = reverse("assignment_edit", args=[assignment.pk])
    for _ in range(2):
        assert client.post(reverse("assignment_close", args=[assignment.pk])).status_code == 303
    assert client.get(edit)["Location"] == reverse("assignment_marks", args=[assignment.pk])
    reply = client.post(edit, sent(points, title="Dams"))
    assert reply.status_code == 409
    assert "Meanwhile the assignment was closed." in reply.content.decode()
    assert "1 closed" in page_of(student, "topics")
    assert "/assignments/" not in page_of(student, "answer", points.pk)
    assert "what you answer now is practice" in page_of(student, "assignment", assignment.pk)
    assert "1 closed" in page_of(client, "assignments")
    for _ in range(2):
        assert client.post(reverse("assignment_reopen", args=[assignment.pk])).status_code == 303
    assert client.get(edit).status_code == 200


def test_the_same_can_be_set_for_another_class(
    signed_in: SignedIn, ruth: User, assignment: Assignment, points: Question, levels: Question
) -> None:
    other = factories.school_class("12C", teacher=ruth, students=[])
    foreign = factories.school_class("13", teacher=factories.user("tom", Role.TEACHER), students=[])
    client = signed_in(ruth)
    assert f"/classes/{other.pk}/assignments/new/?like={assignment.pk}" in page_of(
        client, "assignment_marks", assignment.pk
    )
    retire(question=levels)
    form = client.get(reverse("assignment_new", args=[other.pk]) + f"?like={assignment.pk}").context["form"]
    assert (form["title"].value(), form.chosen) == ("Rivers", [points])
    assert form["key"].value() != assignment.key
    theirs = factories.assignment(foreign, ruth, [points], title="Theirs")
    for like in (theirs.pk, "x", "9" * 40):
        form = client.get(reverse("assignment_new", args=[other.pk]) + f"?like={like}").context["form"]
        assert form["title"].value() == ""


def test_the_list_says_how_many_have_done_it(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    school_class.students.add(factories.user("ben"))
    factories.marked(amira, levels)
    first = factories.assignment(school_class, ruth, [points])
    factories.marked(amira, points)
    factories.assignment(school_class, ruth, [points], title="Later")
    factories.assignment(school_class, ruth, [points, levels], title="Both")
    client = signed_in(ruth)
    standing = client.get(reverse("assignments")).context["listed"][0][1]
    assert [(each.assignment.title, each.done, each.students) for each in standing] == [
        ("Rivers", 1, 2),
        ("Later", 0, 2),
        ("Both", 0, 2),
    ]
    retire(question=points)
    assert f"/assignments/{first.pk}/marks/" in page_of(client, "assignments")


def test_whose_account_is_inactive_counts_with_what_was_answered_alone(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    gone, left = factories.user("gone", is_active=False), factories.user("left", first_name="Lee")
    school_class.students.add(gone, left)
    assignment = factories.assignment(school_class, ruth, [points, levels])
    for student, questions in ((amira, [points, levels]), (left, [points])):
        for question in questions:
            factories.marked(student, question)
    client = signed_in(ruth)
    for is_active in (True, False):
        User.objects.filter(pk=left.pk).update(is_active=is_active)
        (progress,) = client.get(reverse("assignments")).context["listed"][0][1]
        assert (progress.done, progress.students) == (1, 2)
        page = page_of(client, "assignment_marks", assignment.pk)
        assert '<span class="figure">1 of 2</span> students done' in page
        assert "Not started" not in page
        assert ("gone" in page, "Lee" in page) == (False, True)


def test_the_table_has_names_and_marks_and_records_nothing_until_an_answer_is_opened(
    signed_in: SignedIn, ruth: User, amira: User, assignment: Assignment, points: Question, school_class: SchoolClass
) -> None:
    school_class.students.add(factories.user("ben", first_name="Ben", last_name="Carter"))
    attempt, _ = factories.marked(amira, points)
    factories.marked(amira, points, "Nobody knows.")
    client = signed_in(ruth)
    page = page_of(client, "assignment_marks", assignment.pk)
    assert "Not started: 1" in page
    assert "Ben Carter" in page
    assert "<strong>1</strong> / 8" in page
    link = f"/review/?assignment={assignment.pk}&amp;question={points.pk}&amp;student={amira.pk}"
    assert link in page
    assert not NameSeen.objects.exists()
    listed = client.get(link.replace("&amp;", "&")).context["page_obj"]
    assert attempt in list(listed)
    assert NameSeen.objects.filter(user=ruth, attempt=attempt).exists()


def test_the_page_of_a_student_has_the_marks_of_each_assignment_and_of_each_topic(
    signed_in: SignedIn,
    ruth: User,
    amira: User,
    assignment: Assignment,
    points: Question,
    levels: Question,
    school_class: SchoolClass,
) -> None:
    factories.marked(amira, points, "Nobody knows.")
    over(assignment)
    factories.marked(amira, points)
    factories.marked(amira, levels)
    later = factories.assignment(school_class, ruth, [points], title="Later")
    factories.assignment(factories.school_class("13B", teacher=ruth, students=[amira]), ruth, [points], title="Other")
    client = signed_in(ruth)
    context = client.get(reverse("student_marks", args=[school_class.pk, amira.pk])).context
    assert [(each, row.answered, row.asked, row.late, row.mark, row.max_mark) for each, row in context["lines"]] == [
        (later, 0, 1, 0, 0, 2),
        (assignment, 2, 2, 2, 1, 8),
    ]
    (topic,) = context["topics"]
    assert (topic.topic, topic.answered, topic.tries, topic.mark, topic.max_mark) == (points.topic, 2, 3, 1, 8)
    assert f"/review/?student={amira.pk}" in page_of(client, "student_marks", school_class.pk, amira.pk)
    assert not NameSeen.objects.exists()
    ben = factories.user("ben", first_name="Ben", last_name="Carter")
    school_class.students.add(ben)
    assert "Ben has not submitted an answer yet." in page_of(client, "student_marks", school_class.pk, ben.pk)
    outsider = reverse("student_marks", args=[school_class.pk, factories.user("zoe").pk])
    assert client.get(outsider).status_code == 404


def test_the_page_says_how_many_found_each_point(
    signed_in: SignedIn, ruth: User, amira: User, assignment: Assignment, points: Question, school_class: SchoolClass
) -> None:
    ben = factories.user("ben")
    school_class.students.add(ben)
    attempt, mark = factories.marked(amira, points, "There was heavy rain over several days.")
    factories.marked(ben, points, "Nobody knows.")
    factories.marked(ben, points)
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Snow too", seen=mark.pk)
    address = reverse("assignment_marks", args=[assignment.pk])
    (_, found), (_, unanswered) = signed_in(ruth).get(address).context["columns"]
    assert [(point.number, point.count) for point in found] == [(1, 2), (2, 1), (3, 0)]
    assert found[0].idea == "heavy rain over several days"
    assert unanswered == []
    page = page_of(signed_in(ruth), "assignment_marks", assignment.pk)
    assert '<span class="figure quiet">0 of 2</span> trees cut down on the hills' in page


def test_the_table_tells_namesakes_apart_and_which_marks_a_teacher_gave(
    signed_in: SignedIn,
    ruth: User,
    amira: User,
    school_class: SchoolClass,
    points: Question,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twin = factories.user("amira2", first_name=amira.first_name, last_name=amira.last_name)
    school_class.students.add(twin)
    assignment = factories.assignment(school_class, ruth, [points])
    client = signed_in(ruth)
    waiting = f"{amira.name} (amira), {twin.name} (amira2)"
    assert waiting in page_of(client, "assignment_marks", assignment.pk)
    attempt, mark = factories.marked(amira, points)
    assert waiting not in page_of(client, "assignment_marks", assignment.pk)
    for unsure_below, told in ((0.0, False), (1.0, True)):
        monkeypatch.setattr("questions.explanation.UNSURE", unsure_below)
        page = page_of(client, "assignment_marks", assignment.pk)
        assert ("unsure" in page, "settled by a teacher" in page) == (told, False)
    assert all(f'<span class="quiet">{person.username}</span>' in page for person in (amira, twin))
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Both", seen=mark.pk)
    page = page_of(client, "assignment_marks", assignment.pk)
    assert ("unsure" in page, "settled by a teacher" in page) == (False, True)


def test_late_answers_are_told_everywhere_and_never_refused(
    signed_in: SignedIn, ruth: User, amira: User, assignment: Assignment, points: Question
) -> None:
    over(assignment)
    client = signed_in(amira)
    for name, arguments in (("topics", []), ("assignment", [assignment.pk]), ("answer", [points.pk])):
        assert "answers are marked as late now, and still count" in page_of(client, name, *arguments)
    reply = client.post(
        reverse("submit", args=[points.pk]), {"answer": factories.GOOD_ANSWER, "key": str(uuid.uuid4())}
    )
    assert reply.status_code == 303
    assert "This answer came after the due time and is marked as late." in " ".join(
        client.get(reply["Location"]).content.decode().split()
    )
    teacher = signed_in(ruth)
    assert "1 answer late" in page_of(teacher, "assignment_marks", assignment.pk)
    (row,) = table_of(teacher, assignment)
    assert row[:5] == ["Amira Hussain", "amira", "2", "2", "late"]


def table_of(client: Client, assignment: Assignment) -> list[list[str]]:
    """The lines of the CSV below its heads."""
    reply = client.get(reverse("assignment_export", args=[assignment.pk]))
    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    assert reply["Content-Disposition"].startswith(f'attachment; filename="kwexam-assignment-{assignment.pk}-')
    data = reply.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    return [line.split(",") for line in data.decode("utf-8-sig").splitlines()[1:]]


def test_the_export_has_a_line_for_each_student_and_runs_no_formula(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    amira.first_name, amira.last_name = FORMULA, ""
    amira.save()
    points.topic.title = FORMULA
    points.topic.save()
    assignment = factories.assignment(school_class, ruth, [points])
    client = signed_in(ruth)
    assert table_of(client, assignment) == [[f"'{FORMULA}", "amira", "", "2", "", "0", "1", "0", "0", "2"]]
    factories.marked(amira, points)
    assert table_of(client, assignment) == [[f"'{FORMULA}", "amira", "1", "2", "", "1", "1", "0", "1", "2"]]
    reply = client.get(reverse("assignment_export", args=[assignment.pk]))
    heads = reply.getvalue().decode("utf-8-sig").splitlines()[0]
    last = "1: out of,1: state,answered,of,late,total,out of"
    assert heads == f'student,user name,"1: Question 1, {FORMULA}",{last}'


def test_what_a_mark_is_out_of_stands_beside_it_once_the_question_is_worth_others(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    ben = factories.user("ben")
    school_class.students.add(ben)
    assignment = factories.assignment(school_class, ruth, [points])
    client = signed_in(ruth)
    factories.marked(amira, points, factories.GOOD_ANSWER)
    assert "mean 2.0 / 2" in page_of(client, "assignment_marks", assignment.pk)
    factories.new_version(points, WORTH_FOUR)
    for student in (amira, ben):
        factories.marked(student, Question.objects.get(pk=points.pk), factories.GOOD_ANSWER)
    marks = {row[1]: row[2:5] for row in table_of(client, assignment)}
    assert marks == {"amira": ["2", "2", ""], "ben": ["2", "4", ""]}
    page = page_of(client, "assignment_marks", assignment.pk)
    assert "mean 75% of the marks" in page


def test_all_pages_name_the_same_best_mark_once_the_question_is_worth_others(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    assignment = factories.assignment(school_class, ruth, [points])
    factories.marked(amira, points, factories.GOOD_ANSWER)
    factories.new_version(points, WORTH_FOUR)
    for answer in (factories.GOOD_ANSWER, f"{factories.GOOD_ANSWER} Trees were cut down on the hills."):
        factories.marked(amira, Question.objects.get(pk=points.pk), answer)
    client = signed_in(amira)
    for name, args in (("assignment", [assignment.pk]), ("topic", [points.topic.slug])):
        assert "Best mark 2 / 2" in page_of(client, name, *args)
    topics = " ".join(page_of(client, "topics").split())
    assert 'Best marks together <span class="figure">2 / 2</span>' in topics


def test_the_export_says_what_a_teacher_settled_as_the_page_does(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    assignment = factories.assignment(school_class, ruth, [points])
    attempt, mark = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=mark.pk)
    client = signed_in(ruth)
    assert table_of(client, assignment)[0][2:5] == ["1", "2", "settled by a teacher"]
    assert "settled by a teacher" in page_of(client, "assignment_marks", assignment.pk)
    factories.marked(amira, points, factories.GOOD_ANSWER)
    assert table_of(client, assignment)[0][2:5] == ["2", "2", "1 at first"]


def test_a_teachers_mark_that_a_re_mark_doubts_is_not_settled_in_the_table(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    assignment = factories.assignment(school_class, ruth, [points])
    attempt, mark = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Both", seen=mark.pk)
    factories.new_version(points, factories.POINTS.replace("- heavy rain over several days\n", ""))
    again = factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    client = signed_in(ruth)
    assert again.mark == 0
    assert table_of(client, assignment)[0][2:5] == ["2", "2", "\"teacher's mark"]
    page = page_of(client, "assignment_marks", assignment.pk)
    assert "teacher&#x27;s mark, to check again" in page
    assert "settled by a teacher" not in page
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=2, reason="Both", seen=again.pk)
    assert table_of(client, assignment)[0][2:5] == ["2", "2", "settled by a teacher"]


def test_hostile_text_is_text_on_every_page(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    amira.first_name = HOSTILE
    amira.save()
    assignment = factories.assignment(school_class, ruth, [points], title=HOSTILE)
    change_assignment(assignment=assignment, teacher=ruth, title=HOSTILE + "2", questions=[points], seen=0)
    attempt, _ = factories.marked(amira, points)
    teacher, student = signed_in(ruth), signed_in(amira)
    pages = [
        *(page_of(teacher, name, assignment.pk) for name in ("assignment_marks", "assignment_edit")),
        *(page_of(teacher, name) for name in ("assignments", "review_queue", "review")),
        page_of(teacher, "student_marks", school_class.pk, amira.pk),
        page_of(student, "topics"),
        page_of(student, "assignment", assignment.pk),
        page_of(student, "answer", points.pk),
        page_of(student, "result", attempt.pk),
    ]
    for page in pages:
        assert HOSTILE not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
