"""A scheme edit is previewed, applied and undone by another version, also by keyboard alone; an override survives."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.actions import enter, expect_mark, open_question, sign_in_again, submit, write
from tests.browser.conftest import NewDevice
from tests.browser.test_story import number_in

UNLISTED = "The generals used a hotline between both camps."
LISTED = "Fighting was to stop."


def test_a_phrase_is_accepted_applied_and_undone_and_an_override_survives(
    new_device: NewDevice, new_student: str
) -> None:
    student, other, teacher = (new_device().new_page() for _ in range(3))
    enter(student, new_student)
    enter(other, "student12")
    enter(teacher, "teacher")
    attempt = answered(student, UNLISTED)
    expect_mark(student, 0, 2)
    overridden = answered(other, LISTED)
    expect_mark(other, 1, 2)
    override(teacher, overridden)

    accept_by_keyboard(teacher, attempt)
    expect(teacher.locator("#tally")).to_contain_text("go up")
    expect(teacher.locator("main")).to_contain_text("The answer with the phrase: 0 / 2 before, 1 / 2 by the new text.")
    expect(teacher.get_by_role("region", name="What differs in the text")).to_contain_text("hotline between both camps")
    # The override was given beside the mark that the marker still gives, so that nobody is asked again.
    expect(teacher.locator("main")).not_to_contain_text("Differs from a teacher's mark (1)")
    teacher.get_by_role("button", name="Publish version 2 and re-mark").click()
    expect(teacher.locator("main")).to_contain_text("added by version 2")

    student.goto("/")
    expect(student.get_by_role("heading", name="of your marks changed")).to_be_visible()
    student.locator(".told a").first.click()
    expect_mark(student, 1, 2)
    expect(student.locator("#changed")).to_contain_text("0 / 2 before, 1 / 2 now")
    student.reload()
    expect(student.locator("#changed")).to_have_count(0)
    other.goto(f"/attempts/{overridden}/")
    expect_mark(other, 2, 2)
    teacher.goto(f"/review/{overridden}/")
    expect(teacher.locator("main")).to_contain_text("Both halves are meant")
    expect(teacher.locator("main")).not_to_contain_text("Marked again since")

    teacher.goto("/author/")
    teacher.get_by_role("link", name="Identify two terms of the armistice").click()
    teacher.get_by_role("link", name="Re-mark").click()
    teacher.locator("table a").first.click()
    teacher.get_by_role("button", name="Preview going back").click()
    expect(teacher.locator("main")).to_contain_text("Nothing is changed yet.")
    teacher.get_by_role("button", name="Publish version 3 and re-mark").click()
    expect(teacher.locator("main")).to_contain_text("added by version 3")
    student.goto(f"/attempts/{attempt}/")
    expect_mark(student, 0, 2)
    other.goto(f"/attempts/{overridden}/")
    expect_mark(other, 2, 2)


def answered(page: Page, text: str) -> str:
    open_question(page, 7)
    write(page, text)
    submit(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("your mark is")
    return number_in(page.url)


def override(teacher: Page, attempt: str) -> None:
    teacher.goto(f"/review/{attempt}/")
    teacher.locator('input[name="mark"][value="2"]').check()
    teacher.locator("#id_reason").fill("Both halves are meant")
    teacher.get_by_role("button", name="Save and stay").click()
    expect(teacher.locator(".award__why")).to_contain_text("Both halves are meant")


def accept_by_keyboard(teacher: Page, attempt: str) -> None:
    """Choose the words from "hotline" to "camps" with the arrow keys, and the point they earn."""
    teacher.goto(f"/review/{attempt}/")
    teacher.get_by_role("link", name="Accept a phrase of this answer").press("Enter")
    teacher.wait_for_load_state()
    words = teacher.get_by_role("listbox", name="Words of the answer")
    words.focus()
    for _ in range(4):
        words.press("ArrowRight")
    words.press("Space")
    for _ in range(3):
        words.press("Shift+ArrowRight")
    expect(teacher.get_by_label("The words", exact=True)).to_have_value("hotline between both camps.")
    point = teacher.get_by_label("Which point")
    point.select_option(label=point.get_by_role("option").nth(5).inner_text())
    # What is chosen outlives the session.
    teacher.context.clear_cookies(name="sessionid")
    teacher.get_by_role("button", name="Show the effect").press("Enter")
    sign_in_again(teacher, "teacher")
    expect(teacher.get_by_label("The words", exact=True)).to_have_value("hotline between both camps.")
    teacher.get_by_role("button", name="Show the effect").press("Enter")


def test_words_are_chosen_with_mouse_and_finger(new_device: NewDevice, new_student: str) -> None:
    student = new_device().new_page()
    enter(student, new_student)
    attempt = answered(student, UNLISTED)
    teacher = new_device(has_touch=True).new_page()
    enter(teacher, "teacher")
    teacher.goto(f"/review/{attempt}/phrase/")
    field = teacher.get_by_label("The words", exact=True)
    words = teacher.get_by_role("option")
    words.filter(has_text="generals").tap()
    words.filter(has_text="hotline").tap()
    expect(field).to_have_value("generals used a hotline")
    start, end = words.filter(has_text="between").bounding_box(), words.filter(has_text="camps").bounding_box()
    assert start
    assert end
    teacher.mouse.move(start["x"] + 2, start["y"] + start["height"] / 2)
    teacher.mouse.down()
    teacher.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=8)
    teacher.mouse.up()
    expect(field).to_have_value("between both camps.")


def test_without_scripts_a_typed_phrase_leads_to_its_effect(new_device: NewDevice, new_student: str) -> None:
    student = new_device().new_page()
    enter(student, new_student)
    attempt = answered(student, UNLISTED)
    plain = new_device(java_script_enabled=False).new_page()
    enter(plain, "teacher")
    plain.goto(f"/review/{attempt}/phrase/")
    plain.get_by_label("The words", exact=True).fill("a hotline between both camps")
    plain.get_by_label("mean the same").check()
    plain.get_by_label("The same as", exact=True).fill("neutral nations")
    plain.get_by_role("button", name="Show the effect").click()
    expect(plain.locator("main")).to_contain_text("Nothing is changed yet.")
    expect(plain.get_by_role("button", name="re-mark")).to_be_visible()
