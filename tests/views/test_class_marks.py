"""The marks of a class over all its assignments, on the page and as CSV."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Assignment, NameSeen, Question, SchoolClass, User
from questions.models.assignments import LONGEST_TITLE
from questions.services.assignments import close
from tests import factories
from tests.views.conftest import SignedIn
from tests.views.test_assignments import FORMULA, HOSTILE, page_of

pytestmark = pytest.mark.django_db


def exported(client: Client, school_class: SchoolClass) -> list[list[str]]:
    reply = client.get(reverse("class_marks_export", args=[school_class.pk]))
    assert reply["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(reply.getvalue().decode("utf-8-sig").splitlines()))


def test_students_stand_by_assignments_whether_open_or_closed(
    signed_in: SignedIn,
    ruth: User,
    amira: User,
    school_class: SchoolClass,
    assignment: Assignment,
    points: Question,
) -> None:
    ben = factories.user("ben", first_name="Ben", last_name="Carter")
    school_class.students.add(ben, factories.user("gone", is_active=False))
    factories.assignment(factories.school_class("13B", teacher=ruth, students=[amira]), ruth, [points], title="Other")
    factories.marked(amira, points)
    close(assignment=assignment, teacher=ruth)
    later = factories.assignment(school_class, ruth, [points], title="Later")
    factories.marked(amira, points, factories.GOOD_ANSWER)
    factories.attempt(ben, points)
    Assignment.objects.filter(pk=later.pk).update(due_at=timezone.now(), set_at=timezone.now() - timedelta(hours=1))
    Assignment.objects.filter(pk=later.pk).update(due_at=timezone.now() - timedelta(minutes=2))
    client = signed_in(ruth)
    heads, *lines = exported(client, school_class)
    days = [timezone.localdate(each.set_at) for each in Assignment.objects.filter(school_class=school_class)]
    assert heads == [
        *("surname", "first name", "user name", "total", "out of"),
        *(f"1: Rivers, set {days[0]}", "1: out of", "1: state"),
        *(f"2: Later, set {days[1]}", "2: out of", "2: state"),
    ]
    assert lines == [
        ["Carter", "Ben", "ben", "0", "10", "", "8", "0 of 2 answered", "0", "2", "1 not marked yet, 1 late"],
        ["Hussain", "Amira", "amira", "3", "10", "1", "8", "1 of 2 answered", "2", "2", "1 late"],
    ]
    page = page_of(client, "class_marks", school_class.pk)
    assert "<strong>3</strong> / 10" in page
    assert f'href="/assignments/{later.pk}/marks/">Later' in page
    assert f'href="/classes/{school_class.pk}/students/{amira.pk}/"' in page
    assert "Other" not in page
    assert f"/classes/{school_class.pk}/marks/" in page_of(client, "assignments")
    assert not NameSeen.objects.exists()


def test_a_class_without_students_or_assignments_says_so(signed_in: SignedIn, ruth: User, amira: User) -> None:
    empty = factories.school_class("13", teacher=ruth, students=[])
    client = signed_in(ruth)
    assert "Nobody learns in this class yet." in page_of(client, "class_marks", empty.pk)
    empty.students.add(amira)
    assert "Nothing has been set for this class yet." in page_of(client, "class_marks", empty.pk)
    assert len(exported(client, empty)) == 2


def test_names_and_titles_are_text_and_run_no_formula(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, points: Question
) -> None:
    User.objects.filter(pk=amira.pk).update(first_name=HOSTILE, last_name=FORMULA)
    factories.assignment(school_class, ruth, [points], title=HOSTILE)
    page = page_of(signed_in(ruth), "class_marks", school_class.pk)
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert exported(signed_in(ruth), school_class)[1][0] == f"'{FORMULA}"


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Autumn essay", "12a-autumn-essay"),
        ('"../Über Flüsse"\\ 1/2', "12a-über-flüsse-12"),
        ("水", "12a-水"),
    ],
)
def test_files_are_named_for_their_class_and_title(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question, title: str, named: str
) -> None:
    assignment = factories.assignment(school_class, ruth, [points], title=title)
    today = timezone.localdate()
    reply = signed_in(ruth).get(reverse("assignment_export", args=[assignment.pk]))
    assert (
        unquote(reply["Content-Disposition"])
        .rstrip('"')
        .endswith(f"kwexam-assignment-{assignment.pk}-{named}-{today}.csv")
    )
    reply = signed_in(ruth).get(reverse("class_marks_export", args=[school_class.pk]))
    assert reply["Content-Disposition"] == f'attachment; filename="kwexam-marks-12a-{today}.csv"'


def test_a_long_title_is_cut_in_the_name_of_its_file(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    assignment = factories.assignment(school_class, ruth, [points], title="x" * LONGEST_TITLE)
    reply = signed_in(ruth).get(reverse("assignment_export", args=[assignment.pk]))
    assert len(reply["Content-Disposition"]) < 120


@pytest.mark.parametrize("name", ["class_marks", "class_list", "assignment_marks"])
def test_a_student_is_found_in_a_long_list(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, assignment: Assignment, name: str
) -> None:
    client = signed_in(ruth)
    page = reverse(name, args=[assignment.pk if name == "assignment_marks" else school_class.pk])

    def listed(search: str) -> list[int]:
        response = client.get(page, {"student": search})
        assert response.status_code == 200
        html = response.content.decode()
        assert HOSTILE not in html
        ids = [int(each) for each in re.findall(rf'href="/classes/{school_class.pk}/students/(\d+)/"', html)]
        assert f"{len(ids)} of 21 students" in " ".join(html.split())
        return ids

    assert "Find a student" not in client.get(page).content.decode()
    zoe = factories.user("z.garcia", first_name="Zoë", last_name="García")
    school_class.students.add(zoe, *(factories.user(f"pupil{number}") for number in range(19)))
    assert "Find a student" in client.get(page).content.decode()
    assert [listed(search) for search in ("zoe", " GARCÍA Zo", "z.g")] == [[zoe.pk]] * 3
    assert len(listed("pupil1")) == 10
    assert [listed(search) for search in ("zoe pupil1", HOSTILE, "\0" + "x" * 3000)] == [[]] * 3
