"""Notes in a real browser: read on the topic's page, reached from a result, written with their preview."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import enter, expect_mark, open_question, submit, write
from tests.browser.conftest import NewDevice

SECTION = "Why China entered the war"


def expect_in_view(page: Page, name: str) -> None:
    """The heading is where a reader looks. A browser may take its time to scroll there."""
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()


def test_a_student_reads_the_section_of_what_was_missed(student: Page) -> None:
    open_question(student, 1)
    write(student, "The Americans were getting close to the Yalu River.")
    submit(student)
    expect_mark(student, 1, 2)
    expect(student.get_by_text("Stalin")).to_have_count(0)
    student.get_by_role("link", name=SECTION).click()
    expect(student).to_have_url(re.compile(r"/topics/the-korean-war[^/]*/#notes-why-china-entered-the-war$"))
    expect_in_view(student, SECTION)
    student.get_by_role("navigation", name="Sections of the notes").get_by_role("link", name="Key terms").click()
    expect(student).to_have_url(re.compile("#notes-key-terms$"))
    expect_in_view(student, "Key terms")


def test_the_topic_leads_to_its_notes_and_back_to_its_questions(student: Page) -> None:
    student.goto("/topics/")
    student.get_by_role("link", name="The Cultural Revolution").click()
    student.get_by_role("link", name="Revision notes").click()
    expect_in_view(student, "Revision notes")
    student.get_by_role("link", name="Explain how the Cultural Revolution harmed China.").click()
    expect(student.get_by_label("Your answer")).to_be_visible()


def test_an_author_sees_notes_as_they_are_typed(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/topics/new/")
    page.get_by_label("Title").fill("A topic of the browser's own")
    page.get_by_label("Revision notes").fill("## Typed\n\n<b>plain</b> and **strong**")
    preview = page.locator("#preview")
    expect(preview.get_by_role("heading", name="Typed")).to_be_visible()
    expect(preview).to_contain_text("<b>plain</b> and strong")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Topic saved")
    expect(page.get_by_label("Revision notes")).to_have_value("## Typed\n\n<b>plain</b> and **strong**")


def test_questions_are_found_and_tagged(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/")
    page.get_by_label("Search").fill("luding bridge")
    page.get_by_label("Search").press("Enter")
    expect(page.locator(".bank__question")).to_have_count(1)
    page.get_by_role("checkbox").check()
    page.get_by_label("Tags, separated by commas").fill("Heroes")
    page.get_by_label("Tags, separated by commas").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("One question tagged “heroes”.")
    page.goto("/author/")
    page.get_by_role("link", name="heroes", exact=True).click()
    expect(page.locator(".bank__question")).to_have_count(1)


def test_the_page_works_without_scripts(new_device: NewDevice) -> None:
    page = new_device(java_script_enabled=False).new_page()
    enter(page, "author")
    page.goto("/author/topics/new/")
    page.get_by_label("Title").fill("Never saved")
    page.get_by_label("Revision notes").fill("## Shown by the server")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview").get_by_role("heading", name="Shown by the server")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Never saved")
    page.goto("/author/topics/")
    expect(page.get_by_text("Never saved")).to_have_count(0)
