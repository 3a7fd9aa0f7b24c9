"""Everything by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import TWO_REASONS, enter, expect_mark, follow, open_question, submit
from tests.browser.conftest import Complaints, NewDevice


def test_a_student_writes_and_submits(student: Page) -> None:
    open_question(student, 1)
    student.keyboard.press("Tab")
    expect(student.get_by_role("link", name="Skip to the content")).to_be_focused()
    student.keyboard.press("Enter")
    expect(student.get_by_role("main")).to_be_focused()
    student.keyboard.press("Tab")  # the topic above the question
    student.keyboard.press("Tab")
    expect(student.get_by_label("Your answer")).to_be_focused()
    student.keyboard.type(TWO_REASONS)
    student.keyboard.press("Control+Enter")
    expect_mark(student, 2, 2)


def test_focus_moves_to_what_is_wrong_and_from_there_to_the_field(student: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    open_question(student, 1)
    submit(student)
    expect(student.locator("#errors")).to_be_focused()
    student.wait_for_load_state()
    student.keyboard.press("Tab")
    student.keyboard.press("Enter")
    expect(student.get_by_label("Your answer")).to_be_focused()


def test_a_teacher_marks_one_answer_after_the_other(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/review/?checked=no")
    follow(page.locator(".answers tbody a").first)
    first = page.url
    box = page.locator('input[name="points"]').first
    before = box.is_checked()
    page.keyboard.press("1")
    expect(box).to_be_checked(checked=not before)
    page.keyboard.press("1")
    expect(box).to_be_checked(checked=before)
    page.keyboard.press("a")
    expect(page).not_to_have_url(first)
    expect(page).to_have_url(re.compile(r"/review/\d+/\?checked=no"))
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Saved")

    page.keyboard.press("1")
    page.keyboard.press("r")
    expect(page.get_by_label("Reason", exact=True)).to_be_focused()
    page.keyboard.type("Not specific enough")
    page.keyboard.press("Enter")
    expect(page.locator("#decision")).to_be_visible()
    page.goto(first)
    expect(page.locator(".desk__history")).to_contain_text("Ruth Okafor")


COVERED = """() => {
  const [here, bar] = [document.activeElement, document.querySelector("#save").closest(".actions")];
  if (bar.contains(here) || !document.querySelector("#decision").contains(here)) return "";
  const [focus, over] = [here, bar].map((each) => each.getBoundingClientRect());
  return focus.bottom > over.top + 1 && focus.top < over.bottom ? here.outerHTML : "";
}"""


def test_the_focus_is_never_behind_the_buttons_that_stay_in_sight(new_device: NewDevice) -> None:
    page = new_device(viewport={"width": 1280, "height": 800}, reduced_motion="reduce").new_page()
    enter(page, "teacher")
    for question in (3, 2):
        page.goto("/review/")
        follow(page.locator(".answers tbody tr", has_text=re.compile(rf"question {question}\b")).locator("a").first)
        page.locator("h1").focus()
        while not page.evaluate("document.activeElement.id === 'save'"):
            page.keyboard.press("Tab")
            assert not page.evaluate(COVERED)


def test_keys_can_be_switched_off(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/review/")
    follow(page.locator(".answers tbody a").first)
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    box = page.locator('input[name="points"]').first
    before = box.is_checked()
    page.keyboard.press("1")
    expect(box).to_be_checked(checked=before)
