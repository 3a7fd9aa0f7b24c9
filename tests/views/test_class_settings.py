"""Who changed which setting of a class: on its page, in Django's admin, and as CSV; and the end of a class."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Assignment, ClassChange, Role, SchoolClass, User
from questions.services.assignments import close
from questions.services.classes import change_settings
from questions.views import classes
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


def recorded() -> list[tuple[str, str, str, str]]:
    return [(change.by.username, change.setting, change.before, change.after) for change in ClassChange.objects.all()]


def sent_back(page: Any) -> dict[str, Any]:
    """What the form of a page sends as it was shown."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {**shown, **{f"initial-{name}": value for name, value in shown.items()}}


def test_each_change_is_recorded_and_what_stays_is_not(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    client = signed_in(ruth)
    address = reverse("class_settings", args=[school_class.pk])
    assert "What was changed" not in client.get(address).content.decode()
    sent = {"challenge_limit": "1", "check_every": "10", "tolerance": "1", "lead": ruth.pk}
    for _ in range(2):
        assert client.post(address, sent).status_code == 303
    assert client.post(address, {**sent, "challenge_limit": "99"}).status_code == 422
    assert recorded() == [
        ("ruth", "challenges", "3", "1"),
        ("ruth", "lead", "", "Ruth Okafor"),
        ("ruth", "checks", "0", "10"),
    ]
    page = client.get(address).content.decode()
    assert "What was changed" in page
    assert "challenges in a week" in page


def test_a_page_changes_what_was_changed_on_it_and_no_other_setting(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    colleague = factories.user("tom", Role.TEACHER)
    school_class.teachers.add(colleague)
    address = reverse("class_settings", args=[school_class.pk])
    form = signed_in(ruth).get(address).context["form"]
    shown = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    page = {**shown, **{form[name].html_initial_name: value for name, value in shown.items()}}
    assert 'name="initial-challenge_limit" value="3"' in str(form["challenge_limit"])
    signed_in(colleague).post(address, {"challenge_limit": "0", "initial-challenge_limit": "3"})
    assert signed_in(ruth).post(address, {**page, "check_every": "10", "lead": ruth.pk}).status_code == 303
    school_class.refresh_from_db()
    assert (school_class.challenge_limit, school_class.check_every, school_class.lead) == (0, 10, ruth)
    assert recorded() == [
        ("tom", "challenges", "3", "0"),
        ("ruth", "lead", "", "Ruth Okafor"),
        ("ruth", "checks", "0", "10"),
    ]


def test_the_same_setting_is_not_replaced_unseen(signed_in: SignedIn, ruth: User, school_class: SchoolClass) -> None:
    colleague = factories.user("tom", Role.TEACHER, first_name="Tom", last_name="Reed")
    school_class.teachers.add(colleague)
    address = reverse("class_settings", args=[school_class.pk])
    client = signed_in(factories.user("boss", Role.ADMIN))
    form = client.get(address).context["form"]
    shown = {form[name].html_initial_name: form.initial[name] for name in form.fields} | {"initial-lead": ""}
    sent = {"challenge_limit": "7", "check_every": "0", "tolerance": "1", "lead": ruth.pk, **shown}
    SchoolClass.objects.update(challenge_limit=5, lead=colleague)
    reply = client.post(address, sent)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Meanwhile this was changed: it is 5 now." in page
    assert "Meanwhile this was changed: it is Tom Reed now." in page
    assert recorded() == []
    again = reply.context["form"].data
    assert (again["challenge_limit"], again["initial-challenge_limit"]) == ("7", "5")
    assert client.post(address, again.dict()).status_code == 303
    assert recorded() == [("boss", "challenges", "5", "7"), ("boss", "lead", "Tom Reed", "Ruth Okafor")]


def test_who_has_left_is_not_offered_as_lead(signed_in: SignedIn, ruth: User, school_class: SchoolClass) -> None:
    left = factories.user("left", Role.TEACHER, is_active=False)
    school_class.teachers.add(left)
    address = reverse("class_settings", args=[school_class.pk])
    assert list(signed_in(ruth).get(address).context["form"].fields["lead"].queryset) == [ruth]
    sent = {"challenge_limit": "3", "check_every": "0", "tolerance": "1", "lead": left.pk}
    assert signed_in(ruth).post(address, sent).status_code == 422


def test_the_file_has_the_changes_of_ones_own_classes(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    school_class.name = "=12A"
    school_class.save()
    sent = {"challenge_limit": "1", "check_every": "0", "tolerance": "1"}
    signed_in(ruth).post(reverse("class_settings", args=[school_class.pk]), sent)
    reply = signed_in(ruth).get(reverse("class_record_export"))
    (row,) = csv.DictReader(io.StringIO(reply.getvalue().decode("utf-8-sig"), newline=""))
    assert row.pop("when")
    assert row == {
        "class": "'=12A",
        "by": "Ruth Okafor",
        "setting": "challenges in a week",
        "before": "3",
        "after": "1",
    }
    outsider = factories.user("tom", Role.TEACHER)
    assert len(signed_in(outsider).get(reverse("class_record_export")).getvalue().splitlines()) == 1


def test_what_an_admin_changes_in_the_admin_is_recorded_too(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    boss = factories.user("boss", Role.ADMIN)
    sent = {
        "name": "12A",
        "challenge_limit": "2",
        "check_every": "0",
        "tolerance": "1",
        "lead": "",
        "teachers": [ruth.pk],
        "students": [],
    }
    address = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    assert signed_in(boss).post(address, sent).status_code == 302
    assert signed_in(boss).post(reverse("admin:questions_schoolclass_add"), {**sent, "name": "12C"}).status_code == 302
    assert recorded() == [("boss", "challenges", "3", "2")]


@pytest.mark.parametrize(("name", "most"), [("challenge_limit", 50), ("check_every", 500), ("tolerance", 5)])
def test_the_admin_keeps_to_the_limits_of_the_page(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, name: str, most: int
) -> None:
    boss, lead = signed_in(factories.user("boss", Role.ADMIN)), signed_in(ruth)
    sent = {"name": "12A", "challenge_limit": "3", "check_every": "0", "tolerance": "1", "teachers": [ruth.pk]}
    admin = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    page = reverse("class_settings", args=[school_class.pk])
    for client, address, refused, taken in ((boss, admin, 200, 302), (lead, page, 422, 303)):
        assert client.post(address, {**sent, name: most + 1}).status_code == refused
        assert client.post(address, {**sent, name: most}).status_code == taken
    school_class.refresh_from_db()
    assert getattr(school_class, name) == most


def test_a_lead_whose_account_became_inactive_stays_named_when_another_setting_is_saved(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    left = factories.user("left", Role.TEACHER, is_active=False, first_name="Lea", last_name="Frost")
    school_class.teachers.add(left)
    SchoolClass.objects.update(lead=left)
    address = reverse("class_settings", args=[school_class.pk])
    client = signed_in(ruth)
    page = client.get(address)
    assert "Lea Frost (inactive)" in page.content.decode()
    assert client.post(address, {**sent_back(page), "challenge_limit": "1"}).status_code == 303
    school_class.refresh_from_db()
    assert (school_class.challenge_limit, school_class.lead) == (1, left)


def test_who_leads_no_longer_is_told_what_is_not_saved(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    colleague = factories.user("tom", Role.TEACHER, first_name="Tom", last_name="Reed")
    school_class.teachers.add(colleague)
    address = reverse("class_settings", args=[school_class.pk])
    client = signed_in(ruth)
    form = client.get(address).context["form"]
    page = {name: form[name].value() or "" for name in form.fields}
    page |= {form[name].html_initial_name: value for name, value in page.items()}
    SchoolClass.objects.update(lead=colleague)
    sent = {**page, "challenge_limit": "7", "check_every": "12", "lead": colleague.pk}
    reply = client.post(address, sent)
    assert reply.status_code == 409
    shown = reply.content.decode()
    assert "“A check after how many marks”: 12" in shown
    assert "“Lead”: Tom Reed" in shown
    assert "“Tolerance" not in shown
    assert recorded() == []
    again = reply.context["form"]
    assert (list(again.fields), again["challenge_limit"].value()) == (["challenge_limit"], "7")
    assert client.post(address, {**page, "challenge_limit": "7"}).status_code == 303
    assert recorded() == [("ruth", "challenges", "3", "7")]


@pytest.mark.parametrize(("leaves", "status"), [(False, 409), (True, 404)], ids=["leads no more", "left the class"])
def test_who_stops_leading_while_the_settings_are_saved_changes_none_of_them(
    signed_in: SignedIn,
    ruth: User,
    school_class: SchoolClass,
    monkeypatch: pytest.MonkeyPatch,
    leaves: bool,
    status: int,
) -> None:
    colleague = factories.user("tom", Role.TEACHER)
    school_class.teachers.add(colleague)

    def late(**kwargs: Any) -> None:
        SchoolClass.objects.update(lead=colleague)
        if leaves:
            school_class.teachers.remove(ruth)
        change_settings(**kwargs)

    monkeypatch.setattr(classes, "change_settings", late)
    address = reverse("class_settings", args=[school_class.pk])
    shown = {"initial-challenge_limit": 3, "initial-check_every": 0, "initial-tolerance": 1, "initial-lead": ""}
    sent = {"challenge_limit": 3, "check_every": 12, "tolerance": 1, "lead": ""}
    reply = signed_in(ruth).post(address, {**sent, **shown})
    assert reply.status_code == status
    assert ("“A check after how many marks”: 12" in reply.content.decode()) != leaves
    assert recorded() == []


def test_a_page_that_was_shown_without_what_the_lead_decides_is_taken_from_who_leads_by_now(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    SchoolClass.objects.update(check_every=4, lead=ruth)
    sent = {"challenge_limit": 99, "initial-challenge_limit": 3}
    address = reverse("class_settings", args=[school_class.pk])
    reply = signed_in(ruth).post(address, sent)
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, ["challenge_limit"])
    assert signed_in(ruth).post(address, {**sent, "challenge_limit": 5}).status_code == 303
    school_class.refresh_from_db()
    assert (school_class.challenge_limit, school_class.check_every, school_class.lead) == (5, 4, ruth)


def test_a_lead_who_left_the_class_stays_named_when_another_setting_is_saved(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass
) -> None:
    left = factories.user("left", Role.TEACHER, first_name="Lea", last_name="Frost")
    SchoolClass.objects.update(lead=left)
    address = reverse("class_settings", args=[school_class.pk])
    client = signed_in(ruth)
    page = client.get(address)
    assert "Lea Frost (teaches the class no longer)" in page.content.decode()
    assert client.post(address, {**sent_back(page), "challenge_limit": "1"}).status_code == 303
    assert recorded() == [("ruth", "challenges", "3", "1")]
    school_class.refresh_from_db()
    assert school_class.lead == left


@pytest.fixture
def admin(signed_in: SignedIn) -> Client:
    return signed_in(factories.user("boss", Role.ADMIN))


def test_a_closed_class_is_offered_for_nothing_new_and_found_as_before(
    admin: Client, signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass, assignment: Assignment
) -> None:
    factories.school_class("13B", teacher=ruth, students=[])
    teacher, student = signed_in(ruth), signed_in(amira)
    work, setting = reverse("assignments"), reverse("assignment_new", args=[school_class.pk])
    asked = reverse("assignment", args=[assignment.pk])
    marks, own = reverse("assignment_marks", args=[assignment.pk]), reverse("class_settings", args=[school_class.pk])
    assert asked in student.get(reverse("topics")).content.decode()
    page = admin.post(reverse("class_close", args=[school_class.pk]), follow=True).content.decode()
    assert "12A is closed." in page
    assert reverse("class_import", args=[school_class.pk]) not in page
    listed = teacher.get(work).content.decode()
    assert setting not in listed
    assert marks in listed.partition("Closed classes")[2]
    for name in ("class_list", "class_marks"):
        assert reverse(name, args=[school_class.pk]) in listed.partition("Closed classes")[2]
    assert teacher.get(setting).status_code == 404
    assert own not in teacher.get(reverse("challenges")).content.decode()
    second = reverse("second_next", args=[school_class.pk])
    assert second not in teacher.get(reverse("standardisation")).content.decode()
    assert teacher.get(marks).status_code == 200
    open_ones, _, closed = student.get(reverse("topics")).content.decode().partition("1 closed")
    assert asked not in open_ones
    assert asked in closed
    assert "An admin can open it again" in teacher.get(reverse("class_list", args=[school_class.pk])).content.decode()
    assert admin.post(reverse("class_reopen", args=[school_class.pk])).status_code == 303
    assert setting in teacher.get(work).content.decode()
    assert asked in student.get(reverse("topics")).content.decode()
    assert recorded() == [("boss", "state", "open", "closed"), ("boss", "state", "closed", "open")]


def test_students_who_learn_nowhere_else_become_inactive_with_their_class_if_wanted(
    admin: Client, ruth: User, amira: User, school_class: SchoolClass
) -> None:
    ben, gone = factories.user("ben", last_name=HOSTILE), factories.user("gone", is_active=False)
    zoe, max_ = factories.user("zoe"), factories.user("max")
    school_class.students.add(ben, gone, zoe, max_)
    factories.school_class("13B", teacher=ruth, students=[zoe])
    factories.school_class("11B", teacher=ruth, students=[max_])
    SchoolClass.objects.filter(name="11B").update(closed_at=timezone.now())
    address = reverse("class_close", args=[school_class.pk])
    page = admin.get(address).content.decode()
    assert "Make the 3 students inactive who learn in no other open class" in page
    assert HOSTILE not in page
    late = factories.user("late")
    school_class.students.add(late)
    sent = {"with_students": "on", "student": [amira.pk, ben.pk, max_.pk, zoe.pk, "9" * 99, "x"]}
    for student in (amira, ben, max_):
        assert f'name="student" value="{student.pk}"' in page
    page = admin.post(address, sent, follow=True).content.decode()
    assert "3 accounts are inactive now." in page
    assert "Make the 3 students active again" in page
    assert set(User.objects.filter(is_active=False)) == {amira, ben, gone, max_}
    # Sent again, as by a double click, nothing is changed or recorded.
    page = admin.post(address, {**sent, "student": late.pk}, follow=True).content.decode()
    assert "12A is closed already. Nothing was changed." in page
    assert admin.get(address).status_code == 303
    assert recorded() == [("boss", "state", "open", "closed"), ("boss", "inactive", "", "amira, ben, max")]
    back = reverse("class_reopen", args=[school_class.pk])
    assert "3 accounts are active again." in admin.post(back, {"with_students": "on"}, follow=True).content.decode()
    assert list(User.objects.filter(is_active=False)) == [gone]
    assert recorded()[2:] == [("boss", "state", "closed", "open"), ("boss", "inactive", "amira, ben, max", "")]
    assert admin.post(address).status_code == admin.post(back).status_code == 303
    assert "Make the" not in admin.post(address, follow=True).content.decode()
    assert list(User.objects.filter(is_active=False)) == [gone]


def test_who_left_with_a_class_comes_back_with_it_by_another_user_name(
    admin: Client, amira: User, school_class: SchoolClass
) -> None:
    close, back = (reverse(name, args=[school_class.pk]) for name in ("class_close", "class_reopen"))
    admin.post(close, {"with_students": "on", "student": amira.pk})
    User.objects.filter(pk=amira.pk).update(username="amira.hussain")
    school_class.students.add(factories.user("amira", is_active=False))
    assert (
        "Make the 1 student active again" in admin.get(reverse("class_list", args=[school_class.pk])).content.decode()
    )
    admin.post(back, {"with_students": "on"})
    assert list(school_class.students.filter(is_active=True)) == [amira]
    assert recorded()[-1] == ("boss", "inactive", "amira.hussain", "")


def test_an_older_record_knows_who_left_with_a_class_by_user_name(
    admin: Client, ruth: User, amira: User, school_class: SchoolClass
) -> None:
    admin.post(reverse("class_close", args=[school_class.pk]))
    User.objects.filter(pk=amira.pk).update(is_active=False)
    setting = ClassChange.Setting.INACTIVE
    ClassChange.objects.create(school_class=school_class, by=ruth, setting=setting, after="amira")
    admin.post(reverse("class_reopen", args=[school_class.pk]), {"with_students": "on"})
    assert list(school_class.students.filter(is_active=True)) == [amira]


def test_an_assignment_of_a_closed_class_is_not_opened_again(
    admin: Client, signed_in: SignedIn, ruth: User, school_class: SchoolClass, assignment: Assignment
) -> None:
    teacher = signed_in(ruth)
    marks, again = (reverse(name, args=[assignment.pk]) for name in ("assignment_marks", "assignment_reopen"))
    admin.post(reverse("class_close", args=[school_class.pk]))
    page = teacher.get(marks).content.decode()
    assert again not in page
    assert "until an admin opens the class again" in page
    page = teacher.post(again, follow=True).content.decode()
    assert "12A is closed. Its assignments stay closed" in page
    assert "The assignment is open again." not in page
    assert not Assignment.objects.open().exists()
    admin.post(reverse("class_reopen", args=[school_class.pk]))
    teacher.post(reverse("assignment_close", args=[assignment.pk]))
    assert again in teacher.get(marks).content.decode()
    teacher.post(again)
    assert list(Assignment.objects.open()) == [assignment]


def test_an_assignment_that_ended_before_its_class_stays_closed_when_that_is_opened_again(
    admin: Client, ruth: User, school_class: SchoolClass, assignment: Assignment
) -> None:
    other = factories.assignment(school_class, ruth, list(assignment.questions.all()), title="Lakes")
    close(assignment=assignment, teacher=ruth)
    for name in ("class_close", "class_reopen"):
        admin.post(reverse(name, args=[school_class.pk]))
    assert list(Assignment.objects.open()) == [other]
    said = [(change.what, change.by.username) for change in other.changes.order_by("pk")]
    assert said[-2:] == [("closed", "boss"), ("reopened", "boss")]
