"""The mark scheme of an assignment's question that students may read only once the assignment is over."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Assignment, Challenge, ClassChange, Question, Role, SchemeFrom, SchoolClass, User
from questions.permissions import scheme_held_by
from questions.services.assignments import close, reopen
from questions.services.attempts import Writing, save_draft, submit
from questions.services.authoring import retire
from questions.services.class_lists import put_back, take_out
from tests import factories
from tests.views.conftest import SignedIn
from tests.views.test_assignments import page_of, send, sent

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MISSED = ("snow melting", "trees cut down", "REJECT", "trees planted")
"""Words of the scheme that an answer about rain has not earned."""


@pytest.fixture
def held(school_class: SchoolClass, ruth: User, points: Question) -> Assignment:
    """One question, whose mark scheme is held back until the assignment is closed."""
    return factories.assignment(school_class, ruth, [points], scheme_from=SchemeFrom.OVER)


def due(assignment: Assignment, at: datetime | None) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(set_at=timezone.now() - 9 * HOUR, due_at=at)


def scheme_page(client: Client, attempt: Any) -> tuple[int, str]:
    reply = client.get(reverse("attempt_scheme", args=[attempt.pk]))
    return reply.status_code, " ".join(reply.content.decode().split())


def test_the_result_shows_the_mark_and_not_the_way_to_the_scheme(
    signed_in: SignedIn, amira: User, held: Assignment, points: Question
) -> None:
    attempt, mark = factories.marked(amira, points)
    client = signed_in(amira)
    page = page_of(client, "result", attempt.pk)
    assert f"{mark.mark} <span" in page
    assert "✓1" in page
    assert "2 more points of the mark scheme are still to be found" in page
    assert "You can read the mark scheme once “Rivers” is closed." in page
    assert reverse("attempt_scheme", args=[attempt.pk]) not in page
    assert not [words for words in MISSED if words in page]
    status, page = scheme_page(client, attempt)
    assert (status, "You can read the mark scheme once “Rivers” is closed." in page) == (403, True)
    assert not [words for words in MISSED if words in page]
    assert "once this is closed" in page_of(client, "assignment", held.pk)


def test_it_opens_when_the_assignment_is_closed_and_shuts_when_it_is_reopened(
    signed_in: SignedIn, amira: User, ruth: User, held: Assignment, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    client = signed_in(amira)
    close(assignment=held, teacher=ruth)
    status, page = scheme_page(client, attempt)
    assert (status, "snow melting in spring" in page) == (200, True)
    assert "See the mark scheme" in page_of(client, "result", attempt.pk)
    reopen(assignment=held, teacher=ruth)
    assert scheme_page(client, attempt)[0] == 403


def test_it_opens_after_the_due_minute(
    signed_in: SignedIn, amira: User, ruth: User, held: Assignment, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    client = signed_in(amira)
    minute = timezone.now().replace(second=0, microsecond=0)
    due(held, minute + HOUR)
    said = timezone.localtime(minute + HOUR).strftime("%H:%M %Z</time>, when “Rivers” is due.")
    assert said in scheme_page(client, attempt)[1]
    assert "after the due time" in page_of(client, "assignment", held.pk)
    due(held, timezone.now() - timedelta(seconds=50))
    assert scheme_page(client, attempt)[0] == 403
    due(held, timezone.now() - timedelta(seconds=61))
    assert scheme_page(client, attempt)[0] == 200
    held.refresh_from_db()
    assert not held.holds_schemes
    assert "mark schemes" not in page_of(client, "assignment", held.pk)


def test_any_open_assignment_of_the_student_holds_it_back(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, held: Assignment, points: Question
) -> None:
    before, _ = factories.marked(amira, points)
    tom = factories.user("tom", Role.TEACHER)
    other_class = factories.school_class("History club", teacher=tom, students=[amira])
    factories.assignment(school_class, ruth, [points], title="Open at once")
    later = factories.assignment(other_class, tom, [points], title="Later", scheme_from=SchemeFrom.OVER)
    soon = factories.assignment(other_class, tom, [points], title="Soon", scheme_from=SchemeFrom.OVER)
    now = timezone.now()
    due(later, now + 2 * HOUR)
    due(soon, now + HOUR)
    assert scheme_held_by(amira, points) == [held, later]
    page = scheme_page(signed_in(amira), before)[1]
    assert "once “Rivers” is closed and after" in page
    assert "Soon" not in page
    close(assignment=held, teacher=ruth)
    assert scheme_held_by(amira, points) == [later]


def test_what_is_not_asked_of_the_student_holds_nothing_back(
    amira: User, ruth: User, held: Assignment, points: Question, levels: Question, author: User
) -> None:
    assert scheme_held_by(amira, levels) == []
    assert scheme_held_by(factories.user("ben"), points) == []
    held.school_class.students.add(ruth, author)
    assert (scheme_held_by(ruth, points), scheme_held_by(author, points)) == ([], [])


def test_retiring_the_question_does_not_open_it_to_those_whose_classmates_may_still_submit(
    signed_in: SignedIn, amira: User, ruth: User, held: Assignment, points: Question
) -> None:
    ben = factories.user("ben")
    held.school_class.students.add(ben)
    begun = Writing("Heavy rain", uuid.uuid4(), page="a")
    save_draft(student=ben, question=points, writing=begun)
    attempt, _ = factories.marked(amira, points)
    retire(question=points)
    assert scheme_page(signed_in(amira), attempt)[0] == 403
    assert submit(student=ben, question=points, writing=begun).is_submitted
    close(assignment=held, teacher=ruth)
    assert scheme_page(signed_in(amira), attempt)[0] == 200


def test_who_is_taken_out_of_the_class_waits_on(
    signed_in: SignedIn, amira: User, ruth: User, held: Assignment, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    take_out(school_class=held.school_class, student=amira, by=ruth)
    later = factories.assignment(held.school_class, ruth, [points], title="Later", scheme_from=SchemeFrom.OVER)
    assert scheme_held_by(amira, points) == [held]
    assert scheme_page(signed_in(amira), attempt)[0] == 403
    put_back(school_class=held.school_class, student=amira, by=ruth)
    assert set(scheme_held_by(amira, points)) == {held, later}
    take_out(school_class=held.school_class, student=amira, by=ruth)
    for assignment in (held, later):
        close(assignment=assignment, teacher=ruth)
    assert scheme_page(signed_in(amira), attempt)[0] == 200


def test_who_is_taken_out_and_renamed_waits_on(amira: User, ruth: User, held: Assignment, points: Question) -> None:
    take_out(school_class=held.school_class, student=amira, by=ruth)
    amira.username = "hussain"
    amira.save()
    assert scheme_held_by(amira, points) == [held]
    assert scheme_held_by(factories.user("amira"), points) == []


def test_a_record_of_before_students_were_named_in_it_goes_by_the_user_name(
    amira: User, ruth: User, held: Assignment, points: Question
) -> None:
    setting = ClassChange.Setting.STUDENTS
    ClassChange.objects.create(school_class=held.school_class, by=ruth, setting=setting, before="amira")
    held.school_class.students.remove(amira)
    assert scheme_held_by(amira, points) == [held]


def test_a_challenge_can_be_raised_without_the_scheme(
    signed_in: SignedIn, amira: User, held: Assignment, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    client = signed_in(amira)
    page = page_of(client, "challenge", attempt.pk)
    assert "You can read the mark scheme once “Rivers” is closed. A challenge can wait until then." in page
    assert "Point 1 is credited" in page
    assert reverse("attempt_scheme", args=[attempt.pk]) not in page
    assert not [words for words in MISSED if words in page]
    data = {"target": "p2", "text": "I wrote of snow"}
    assert client.post(reverse("challenge", args=[attempt.pk]), data).status_code == 303
    assert Challenge.objects.get().target == "p2"


def test_a_title_is_escaped_where_the_page_says_from_when(
    signed_in: SignedIn, amira: User, held: Assignment, points: Question
) -> None:
    Assignment.objects.update(title="<b>Rivers</b>")
    attempt, _ = factories.marked(amira, points)
    assert "once “&lt;b&gt;Rivers&lt;/b&gt;” is closed" in scheme_page(signed_in(amira), attempt)[1]


def test_a_teacher_chooses_changes_and_copies_when_the_scheme_may_be_read(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    client = signed_in(ruth)
    page = page_of(client, "assignment_new", school_class.pk)
    assert 'value="answered" required checked' in page
    assert "Who answers late may have seen it by then." in page
    send(client, school_class, sent(points, scheme_from="over"))
    made = Assignment.objects.get()
    assert made.scheme_from == SchemeFrom.OVER
    assert "Students may read the mark scheme once this is over." in page_of(client, "assignment_marks", made.pk)
    page = page_of(client, "assignment_new", school_class.pk, query=f"?like={made.pk}")
    assert 'value="over" required checked' in page
    # Choosing questions loses no choice.
    picking = {name: value for name, value in sent(points, scheme_from="over").items() if name != "save"}
    assert send(client, school_class, picking).context["form"]["scheme_from"].value() == "over"
    data = sent(points, key=str(made.key))
    assert client.post(reverse("assignment_edit", args=[made.pk]), data).status_code == 303
    page = page_of(client, "assignment_marks", made.pk)
    assert "Changed by Ruth Okafor: mark scheme to be read as soon as they have answered" in page
    assert "once this is over" not in page
