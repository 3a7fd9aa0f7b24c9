"""A challenge from both sides: a student raises it, the teacher upholds it, the student sees it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import assert_accessible, enter, expect_mark, open_question, submit, write
from tests.browser.conftest import NewDevice

# Questions that no other test answers: the marker learns from what is upheld here.
ONE_REASON = "The USA blocked it."
ONE_WAY = "The Soviets trained Chinese pilots."
DOUBT = "I wrote why the river mattered, see the first line."


def raise_one(student: Page) -> None:
    open_question(student, 9)
    write(student, ONE_REASON)
    submit(student)
    expect_mark(student, 1, 2)
    student.get_by_role("link", name="Challenge a point").click()
    student.get_by_role("radio", name=re.compile(r"^Point \d+, not credited: ")).first.check()
    student.get_by_label("Why?").fill(DOUBT)
    assert_accessible(student)
    student.get_by_role("button", name="Send the challenge").click()
    expect(student.get_by_role("region", name="Challenges")).to_contain_text("A teacher will answer this.")
    assert_accessible(student)


def test_a_challenge_is_raised_upheld_and_seen(new_device: NewDevice, new_student: str) -> None:
    student, teacher = new_device().new_page(), new_device().new_page()
    enter(student, new_student)
    raise_one(student)

    enter(teacher, "teacher")
    teacher.goto("/review/")
    teacher.get_by_role("navigation", name="Main").get_by_role("link", name="Challenges").click()
    slip = teacher.locator(".slip").filter(has_text=DOUBT).last
    assert_accessible(teacher)
    slip.get_by_role("link").click()
    expect(teacher.get_by_role("blockquote")).to_have_text(DOUBT)
    teacher.get_by_label("Upheld").check()
    expect(teacher.get_by_role("radio", name="2", exact=True)).to_be_checked()
    teacher.get_by_label("Reason").fill("That is the second reason")
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Save the answer").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Challenges")
    expect(teacher.locator("main")).not_to_contain_text(DOUBT)

    student.reload()
    expect_mark(student, 2, 2)
    told = student.get_by_role("region", name="Challenges")
    expect(told).to_contain_text("Upheld")
    expect(told).to_contain_text("Ruth Okafor")
    expect(told).to_contain_text("That is the second reason")


def test_a_point_that_the_scheme_lacks_is_claimed_and_credited(new_device: NewDevice, new_student: str) -> None:
    student, teacher = new_device().new_page(), new_device().new_page()
    claim = "Planes could not land in the fog."
    enter(student, new_student)
    open_question(student, 9)
    write(student, "It was the weather on the way there.")
    submit(student)
    student.get_by_role("link", name=re.compile("^Challenge a")).click()
    student.get_by_label("A good point that the mark scheme does not list").check()
    student.get_by_label("Why?").fill(claim)
    student.get_by_role("button", name="Send the challenge").click()
    expect(student.get_by_role("region", name="Challenges")).to_contain_text("A teacher will answer this.")

    enter(teacher, "teacher")
    teacher.goto("/challenges/")
    teacher.locator(".slip").filter(has_text=claim).last.get_by_role("link").click()
    teacher.get_by_label("Upheld").check()
    teacher.get_by_label("The point that is credited").fill("There was fog")
    teacher.get_by_label("Reason").fill("You are right")
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Save the answer").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Challenges")
    student.reload()
    expect(student.locator("main")).to_contain_text("Your teacher also credits: There was fog")


def test_a_challenge_can_be_raised_and_answered_without_javascript(new_device: NewDevice, new_student: str) -> None:
    student = new_device(java_script_enabled=False).new_page()
    teacher = new_device(java_script_enabled=False).new_page()
    enter(student, new_student)
    open_question(student, 8)
    write(student, ONE_WAY)
    submit(student)
    expect_mark(student, 1, 2)
    student.get_by_role("link", name="Challenge a point").click()
    student.get_by_role("radio", name=re.compile(r"^Point \d+, not credited: ")).first.check()
    student.get_by_label("Why?").fill("Read the first line again.")
    student.get_by_role("button", name="Send the challenge").click()
    expect(student.get_by_role("region", name="Challenges")).to_contain_text("A teacher will answer this.")
    enter(teacher, "teacher")
    teacher.goto("/challenges/")
    teacher.locator(".slip").filter(has_text="Read the first line again.").get_by_role("link").click()
    teacher.get_by_label("Stands").check()
    teacher.get_by_label("Reason").fill("One reason only")
    teacher.get_by_role("button", name="Save the answer").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Challenges")
    student.reload()
    expect(student.get_by_role("region", name="Challenges")).to_contain_text("One reason only")
    expect_mark(student, 1, 2)
