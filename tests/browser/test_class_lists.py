"""A class comes in on a phone: the list, a slip, the first sign-in, and a forgotten password."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import assert_accessible, enter, expect_saved, open_question, write
from tests.browser.conftest import Complaints, NewDevice
from tests.browser.test_assignments import fits

PHONE = {"width": 360, "height": 800}
LIST = "Surname;First name;Form\nQuill;Åsa;12B\nQuill;Ann;12B\n;Nobody;12B\n"
OWN = "seven-brown-bottles"


def sign_in_with(page: Page, username: str, password: str) -> None:
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def password_on(slip: Page) -> str:
    return slip.locator(".account-slip dd").nth(1).inner_text()


def bring_in(admin: Page) -> str:
    """From the menu to the slips; the password of the first student."""
    admin.goto("/assignments/")
    admin.get_by_role("link", name="Students of 12B History").click()
    expect(admin.get_by_role("rowheader", name="Amira Hussain")).to_be_visible()
    fits(admin)
    admin.get_by_role("link", name="Import a list").click()
    fits(admin)
    admin.get_by_label("Or a paste").fill(LIST)
    admin.get_by_role("button", name="See what will happen").click()
    expect(admin.get_by_role("alert")).to_contain_text("Row 4: It has no surname.")
    expect(admin.get_by_role("button", name="Make 2 accounts")).to_be_disabled()
    fits(admin)
    admin.get_by_label("The list", exact=True).fill(LIST.replace(";Nobody;12B\n", ""))
    admin.get_by_role("button", name="Look again").click()
    expect(admin.get_by_role("row", name="Åsa Quill")).to_contain_text("aquill")
    expect(admin.get_by_role("row", name="Ann Quill")).to_contain_text("aquill2")
    assert_accessible(admin)
    admin.get_by_role("button", name="Make 2 accounts").dblclick()
    expect(admin.locator(".account-slip")).to_have_count(2)
    expect(admin.get_by_role("heading", level=1)).to_have_text(re.compile("2 new accounts"))
    assert_accessible(admin)
    fits(admin)
    with admin.expect_download() as download:
        admin.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename.startswith("kwexam-accounts")
    return password_on(admin)


def choose_password(student: Page, given: str) -> None:
    expect(student.get_by_role("heading", level=1)).to_have_text("Choose your password")
    fits(student)
    assert_accessible(student)
    student.get_by_label("Old password").fill(given)
    student.get_by_label("New password", exact=True).fill(OWN)
    student.get_by_label("New password confirmation").fill(OWN)
    student.get_by_role("button", name="Change password").click()


def test_a_class_is_brought_in_and_a_student_gets_in_and_in_again(
    new_device: NewDevice, complaints: Complaints
) -> None:
    complaints.expect("422 for POST")
    complaints.expect("401 for POST")
    admin, student, teacher = (new_device(viewport=PHONE).new_page() for _ in range(3))
    enter(admin, "admin")
    first = bring_in(admin)

    student.goto("/login/")
    sign_in_with(student, "aquill", first)
    choose_password(student, first)
    expect(student.get_by_role("link", name="Questions")).to_be_visible()
    open_question(student, 1)
    write(student, "Stalin urged")
    expect_saved(student)

    enter(teacher, "teacher")
    teacher.goto("/assignments/")
    teacher.get_by_role("link", name="Students of 12B History").click()
    expect(teacher.get_by_role("button", name="Take out")).to_have_count(0)
    teacher.get_by_role("link", name="New password for Åsa Quill").click()
    fits(teacher)
    teacher.get_by_role("button", name="Give a new password").click()
    second = password_on(teacher)
    assert second != first
    fits(teacher)
    teacher.get_by_role("link", name="Done").click()
    expect(teacher.get_by_role("region", name="What was changed")).to_contain_text("aquill")

    # The page that is open goes on keeping what is typed, and what was sent comes through sign-in and password.
    write(student, "Stalin urged China to fight.")
    student.get_by_role("button", name="Submit answer").click()
    expect(student.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in_with(student, "aquill", second)
    expect(student.get_by_role("heading", level=1)).to_have_text("Choose your password")
    student.get_by_label("Old password").fill(second)
    student.get_by_label("New password", exact=True).fill(OWN)
    student.get_by_label("New password confirmation").fill(OWN)
    student.get_by_role("button", name="Change password").click()
    expect(student.get_by_label("Your answer")).to_have_value("Stalin urged China to fight.")
