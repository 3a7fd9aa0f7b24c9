"""Standardisation from all sides: samples marked blind, a second teacher, the lead's decision, the figures."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import assert_accessible, enter, expect_mark, follow, open_question, submit, write
from tests.browser.conftest import NewDevice

# Questions that no other test answers: the marker learns from what is settled here.
ONE_FEATURE = "People gave money for planes."
ONE_SIGN = "Nixon visited China in 1972."


def answered(student: Page, question: int, answer: str) -> str:
    """The number of an answer that the marker gives 1 of 2."""
    open_question(student, question)
    write(student, answer)
    submit(student)
    expect_mark(student, 1, 2)
    return student.url.rstrip("/").rsplit("/", 1)[1]


def settle_in_review(teacher: Page, attempt: str) -> None:
    teacher.goto(f"/review/{attempt}/")
    teacher.locator('input[name="points"]:not(:checked)').first.check()
    teacher.locator("#id_reason").fill("It says so")
    teacher.get_by_role("button", name="Save and stay").click()
    expect(teacher.locator("main")).to_contain_text("It says so")


def test_a_second_mark_too_far_off_goes_to_the_lead(new_device: NewDevice, new_student: str) -> None:
    student, teacher, second = (new_device().new_page() for _ in range(3))
    enter(student, new_student)
    attempt = answered(student, 5, ONE_FEATURE)
    enter(teacher, "teacher")
    settle_in_review(teacher, attempt)

    enter(second, "admin")
    second.goto(f"/standardisation/second/{attempt}/")
    expect(second.get_by_role("group", name="The answer")).to_have_text(ONE_FEATURE)
    expect(second.locator("main")).not_to_contain_text("It says so")
    second.locator('input[name="points"]').nth(1).check()
    assert_accessible(second)
    second.get_by_role("button", name="Save and compare").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(re.compile(r"You 1, settled 2 / 2"))
    assert_accessible(second)

    teacher.goto("/standardisation/differences/")
    teacher.locator(".slip").filter(has_text="blind, 1").first.get_by_role("link").click()
    teacher.get_by_label("1 instead").check()
    teacher.get_by_label("Reason").fill("One action only")
    assert_accessible(teacher)
    teacher.get_by_role("button", name="Save the decision").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text("Differences")
    student.reload()
    expect_mark(student, 1, 2)
    expect(student.locator("main")).to_contain_text("One action only")
    teacher.goto("/standardisation/agreement/?kind=teachers")
    expect(teacher.get_by_role("region", name="Agreement by pair of teachers")).to_contain_text(
        "Helen Marsh, Ruth Okafor"
    )
    assert_accessible(teacher)


def test_samples_are_marked_blind_and_then_compared(new_device: NewDevice) -> None:
    teacher = new_device(viewport={"width": 360, "height": 800}).new_page()
    enter(teacher, "teacher")
    teacher.goto("/standardisation/")
    samples = teacher.get_by_role("region", name=re.compile("sample answers"))
    samples.locator("summary").first.click()
    samples.get_by_role("link").first.click()
    expect(teacher.get_by_role("heading", level=2, name="Your marks and the agreed ones")).to_have_count(0)
    assert_accessible(teacher)
    teacher.locator('input[name="mark"]').last.check()
    teacher.get_by_role("button", name="Save and see the agreed mark").click()
    expect(teacher.get_by_role("region", name="Your marks and the agreed ones")).to_contain_text("1 marked")
    assert_accessible(teacher)


def test_a_check_comes_in_the_middle_of_the_queue(new_device: NewDevice, new_student: str) -> None:
    student, teacher = new_device().new_page(), new_device().new_page()
    enter(student, new_student)
    settled = answered(student, 10, ONE_SIGN)
    enter(teacher, "teacher")
    settle_in_review(teacher, settled)
    every = set_checks(teacher, "1")
    try:
        teacher.goto("/review/")
        follow(teacher.locator(".answers__student a").first)
        teacher.keyboard.press("a")
        teacher.wait_for_url(re.compile(r"/standardisation/checks/\d+/\?next=%2Freview%2F"))
        # The mark before the check can still be taken back, and the keys of the review work here too.
        expect(teacher.locator("main")).to_contain_text("Your last mark:")
        expect(teacher.locator(".legend")).to_be_visible()
        assert_accessible(teacher)
        teacher.keyboard.press("u")
        expect(teacher.get_by_role("status").first).to_contain_text("Taken back")
        teacher.wait_for_load_state()
        teacher.keyboard.press("a")
        teacher.wait_for_url("**/standardisation/checks/**")
        expect(teacher.locator(".legend")).to_be_visible()
        teacher.keyboard.press("a")
        expect(teacher.get_by_text("Nothing is entered yet")).to_be_visible()
        box = teacher.locator('input[name="points"]').first
        teacher.keyboard.press("1")
        expect(box).to_be_checked()
        teacher.keyboard.press("1")
        expect(box).not_to_be_checked()
        teacher.locator('input[name="mark"]').last.check()
        teacher.get_by_role("button", name="Save and compare").click()
        teacher.get_by_role("link", name="Go on").click()
        expect(teacher.locator("#decision")).to_be_visible()
    finally:
        set_checks(teacher, every)


def set_checks(teacher: Page, every: str) -> str:
    """Set after how many marks a check comes; what it was before."""
    teacher.goto("/challenges/")
    teacher.get_by_role("link", name="change the settings").first.click()
    field = teacher.get_by_label("A check after how many marks")
    before = field.input_value()
    field.fill(every)
    teacher.get_by_role("button", name="Save").click()
    expect(teacher.get_by_role("status").first).to_contain_text("are saved")
    return before
