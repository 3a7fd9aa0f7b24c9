"""The main job of each role in a browser that runs no scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    TWO_REASONS,
    enter,
    expect_mark,
    follow,
    open_question,
    publish_with_reason,
    sign_in,
    sign_in_again,
    submit,
    write,
)
from tests.browser.conftest import Complaints, NewDevice


@pytest.fixture
def plain(new_device: NewDevice) -> Page:
    """A page in a browser without JavaScript."""
    return new_device(java_script_enabled=False).new_page()


def test_a_student_answers_and_reads_the_mark(plain: Page, new_student: str) -> None:
    enter(plain, new_student)
    open_question(plain, 1)
    write(plain, TWO_REASONS)
    submit(plain)
    expect_mark(plain, 2, 2)
    plain.get_by_role("link", name="See the mark scheme").click()
    expect(plain.get_by_role("heading", level=1, name="Mark scheme")).to_be_visible()


def test_a_session_that_ended_keeps_the_answer(plain: Page, new_student: str, complaints: Complaints) -> None:
    complaints.expect("401 for POST")
    enter(plain, new_student)
    open_question(plain, 1)
    write(plain, TWO_REASONS)
    plain.context.clear_cookies(name="sessionid")
    submit(plain)
    sign_in_again(plain, new_student)
    expect(plain.get_by_label("Your answer")).to_have_value(TWO_REASONS)


def test_a_page_older_than_the_sign_in_offers_its_text_again(
    plain: Page, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("403 for POST")
    enter(plain, new_student)
    open_question(plain, 1)
    write(plain, TWO_REASONS)
    other_tab = plain.context.new_page()
    plain.context.clear_cookies()
    sign_in(other_tab, new_student)
    submit(plain)
    expect(plain.get_by_role("heading", level=1)).to_contain_text("open for too long")
    expect(plain.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    plain.get_by_role("button", name="Send again").click()
    expect_mark(plain, 2, 2)


def test_a_teacher_filters_and_marks(plain: Page) -> None:
    enter(plain, "teacher")
    plain.goto("/review/")
    plain.get_by_label("Show", exact=True).select_option("To check")
    plain.get_by_role("button", name="Show", exact=True).click()
    expect(plain).to_have_url(re.compile(r"checked=no"))
    # An answer of the demo class: those that tests write must not follow what is decided here.
    plain.locator(".answers tbody a").last.click()
    box = plain.locator('input[name="points"]').first
    box.set_checked(not box.is_checked())
    plain.get_by_label("Reason", exact=True).fill("Looked at again")
    plain.get_by_role("button", name="Save and stay").click()
    expect(plain.locator(".award__why")).to_contain_text("Marked by Ruth Okafor: Looked at again")


def test_an_author_publishes(plain: Page) -> None:
    enter(plain, "author")
    plain.goto("/author/new/")
    plain.get_by_label("Questions and mark schemes").fill(
        "Topic: Rivers\n\nQuestion 1 (1 mark)\nGive one reason why rivers flood.\n\nMark scheme:\n"
        "1 mark for each valid reason (maximum 1 mark).\nAcceptable answers include:\n- heavy rain over several days\n"
    )
    publish_with_reason(plain, "For tomorrow")


def test_an_author_checks_tries_and_adds_a_sample_and_keeps_the_unsaved_text(plain: Page) -> None:
    enter(plain, "author")
    plain.goto("/author/?search=Give+two+ways+in+which+the+Korean+War+harmed")
    follow(plain.get_by_role("link", name="Give two ways in which the Korean War harmed China"))
    text = plain.get_by_label("Question and mark scheme")
    changed = text.input_value() + "- its poets wrote no more verse\n"
    text.fill(changed)
    plain.get_by_label("Type an answer").fill("Its poets wrote no more verse.")
    plain.get_by_role("button", name="Check the text").click()
    expect(plain.locator("#tried")).to_contain_text("1 of 2 marks")
    expect(text).to_have_value(changed)

    samples = plain.locator("#samples-panel")
    samples.get_by_label("An answer as a student would write it").fill("The poets wrote no verse any more.")
    samples.get_by_label("Agreed mark").select_option("1")
    samples.get_by_role("button", name="Add sample answer").click()
    expect(plain.get_by_role("status").first).to_contain_text("1 sample answer added.")
    expect(text).to_have_value(changed)
    plain.get_by_role("button", name="Throw it away").click()
    expect(text).not_to_have_value(re.compile("poets"))
