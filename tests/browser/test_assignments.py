"""An assignment from both sides: the teacher sets it, a student does it, the teacher reviews its answers alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import assert_accessible, expect_mark, follow, sign_in, submit, write
from tests.browser.conftest import NewDevice

# A topic that no other test answers: the students of the class are led on by what is set here.
TOPIC = "The First Five-Year Plan"
FIRST = "Give two achievements of the First Five-Year Plan"
SECOND = "Identify two features of the people's communes"


def fits(page: Page) -> None:
    """The page is not wider than the device. That it is accessible, test_accessibility sees for most."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.wait_for_load_state()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def choose(teacher: Page, title: str) -> None:
    """From the menu to a form with two questions, the second moved before the first."""
    teacher.get_by_role("link", name="Assignments").click()
    follow(teacher.get_by_role("link", name="Set an assignment for 12B History"))
    teacher.get_by_label("Title").fill(title)
    teacher.get_by_label("Due on").fill("2040-07-02")
    teacher.get_by_label("At", exact=True).fill("16:30")
    teacher.locator("summary", has_text=TOPIC).click()
    for stem in (FIRST, SECOND):
        teacher.get_by_label(stem).check()
    teacher.get_by_role("button", name="Add the ticked").click()
    expect(teacher.locator(".pick__one")).to_have_count(2)
    teacher.get_by_role("button", name="Move question 2 up").click()
    expect(teacher.locator(".pick__one").first).to_contain_text(SECOND)


def set_it(teacher: Page, title: str) -> None:
    choose(teacher, title)
    fits(teacher)
    teacher.get_by_role("button", name="Set for 12B History").click()
    expect(teacher.get_by_role("heading", level=1)).to_have_text(title)
    expect(teacher.locator("main")).to_contain_text("due Mon 2 Jul 2040, 16:30")
    fits(teacher)


def do_it(student: Page, title: str) -> None:
    """Both questions, from the start page and on from the first result."""
    student.goto("/")
    item = student.get_by_role("region", name="Assignments").get_by_role("listitem").filter(has_text=title)
    expect(item).to_contain_text("0 of 2 answered")
    expect(item).to_contain_text("due Monday 2 July 2040, 16:30 BST")
    fits(student)
    item.get_by_role("link").click()
    fits(student)
    student.get_by_role("link", name=SECOND).click()
    expect(student.locator(".assigned__line").filter(has_text=title)).to_be_visible()
    fits(student)
    write(student, "People ate together in canteens.")
    submit(student)
    expect_mark(student, 1, 2)
    expect(student.locator("main")).to_contain_text(re.compile(rf"{title}:\s+1 of 2\s+answered"))
    assert_accessible(student)
    fits(student)
    student.get_by_role("link", name="Next question of the assignment").click()
    expect(student.locator(".question__stem")).to_contain_text(FIRST)
    write(student, "Nobody knows.")
    submit(student)
    expect_mark(student, 0, 2)
    expect(student.locator("main")).to_contain_text("✓ all 2 answered")


def keeps_its_heads(page: Page) -> None:
    """The table of marks, scrolled to its end, shows its heads still."""
    page.set_viewport_size({"width": 1280, "height": 400})
    table = page.locator(".marks-table")
    table.evaluate("table => table.scrollTo(0, table.scrollHeight)")
    assert table.evaluate("table => table.scrollTop") > 0
    below = "table => table.querySelector('thead th').getBoundingClientRect().top - table.getBoundingClientRect().top"
    assert 0 <= table.evaluate(below) < 4
    page.set_viewport_size({"width": 1280, "height": 800})


def test_an_assignment_is_set_done_and_its_answers_reviewed(new_device: NewDevice, new_student: str) -> None:
    title = "Five years"
    teacher, student = (new_device(viewport={"width": width, "height": 800}).new_page() for width in (1280, 360))
    sign_in(teacher, "teacher")
    set_it(teacher, title)
    sign_in(student, new_student)
    do_it(student, title)

    teacher.reload()
    name = teacher.get_by_role("rowheader", name=f"New {new_student.capitalize()}", exact=True)
    row = teacher.get_by_role("row").filter(has=name)
    expect(row).to_contain_text(re.compile(r"2 of 2\s+1\s+/ 4"))
    keeps_its_heads(teacher)
    teacher.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    teacher.get_by_label("Assignment", exact=True).select_option(title)
    teacher.get_by_role("button", name="Show").click()
    expect(teacher.locator(".queues__question")).to_have_count(2)
    fits(teacher)
    teacher.locator(".queues__link", has_text=SECOND).click()
    expect(teacher.locator(".scripts__one")).to_have_count(1)
    fits(teacher)
    teacher.get_by_role("link", name="Begin with the first").click()
    expect(teacher.locator("#desk .script")).to_contain_text("canteens")
    # Closed, so that the other tests of the class meet it no more.
    teacher.goto("/assignments/")
    teacher.get_by_role("link", name=title).click()
    teacher.get_by_role("button", name="Close").click()
    expect(teacher.get_by_role("status").first).to_contain_text("closed")
    student.goto("/")
    closed = student.get_by_role("link", name=re.compile(rf"^{title} closed"))
    expect(closed).to_be_hidden()
    student.locator("summary", has_text="closed").click()
    expect(closed).to_be_visible()


def test_an_assignment_is_set_and_done_without_javascript(new_device: NewDevice, new_student: str) -> None:
    title = "Five years without scripts"
    teacher, student = (new_device(java_script_enabled=False).new_page() for _ in range(2))
    sign_in(teacher, "teacher")
    choose(teacher, title)
    teacher.get_by_role("button", name="Take question 2 out").click()
    teacher.get_by_label("Search").fill("achievements")
    teacher.get_by_label("Search").press("Enter")
    expect(teacher.get_by_label("Title")).to_have_value(title)
    teacher.get_by_label(FIRST).check()
    teacher.get_by_role("button", name="Set for 12B History").click()
    expect(teacher.locator("#question-2")).to_contain_text(FIRST)
    sign_in(student, new_student)
    student.get_by_role("link", name=title).click()
    student.get_by_role("link", name=FIRST).click()
    write(student, "Coal and steel grew.")
    submit(student)
    student.get_by_role("link", name="Next question of the assignment").click()
    expect(student.locator(".question__stem")).to_contain_text(SECOND)
    teacher.get_by_role("button", name="Close").click()
    expect(teacher.get_by_role("button", name="Reopen")).to_be_visible()
