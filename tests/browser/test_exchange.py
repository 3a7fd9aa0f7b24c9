"""A Moodle export comes in with its report, and the bank goes out, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import enter, follow
from tests.browser.conftest import NewDevice

PASTE = """Topic: Weirs

Question 1 (1 mark)
Give one reason why weirs were built.

Mark scheme:
1 mark for each valid reason (maximum 1 mark).
Acceptable answers include:
- to hold the water back for mills
"""
FILES = Path(__file__).resolve().parents[1] / "exchange" / "files"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_author_imports_a_moodle_export_and_puts_right_what_is_flagged(
    new_device: NewDevice, tmp_path: Path, *, scripts: bool
) -> None:
    name = "scripts" if scripts else "plain"
    broken = tmp_path / "bank.xml"
    text = (FILES / "reformation.moodle.xml").read_text(encoding="utf-8")
    text = text.replace("monasteries closed", "monasteries closed (1536").replace("Reformation 1529", f"{name} 1529")
    broken.write_text(text, encoding="utf-8")
    page: Page = new_device(java_script_enabled=scripts).new_page()
    enter(page, "author")
    page.goto("/author/")
    page.get_by_role("link", name="Import").click()
    page.get_by_label("A file").set_input_files(broken)
    follow(page.get_by_role("button", name="See what comes in"))
    expect(page.get_by_role("heading", level=1, name="What comes in")).to_be_visible()
    report = page.get_by_role("region", name=re.compile("Not as it was in the source"))
    expect(report).to_contain_text("Capital letters do not matter here")
    expect(report).to_contain_text("true or false")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The bracket “(” is never closed")
    field = page.get_by_label("The questions as text")
    if scripts:
        alert.get_by_role("link", name=re.compile("Line")).click()
        chosen = field.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
        assert chosen == "- monasteries closed (1536"
    field.fill(field.input_value().replace("(1536", "(1536)"))
    page.get_by_role("button", name="Look again").click()
    expect(page.locator(".understood")).to_have_count(3)
    expect(page.get_by_role("region", name=re.compile("Not as it was in the source"))).to_contain_text("Wolsey")
    page.get_by_role("button", name="Save 3 questions as drafts").click()
    expect(page.get_by_role("status").filter(has_text="3 questions imported")).to_be_visible()
    expect(page.get_by_text("Why the Pilgrimage of Grace broke out", exact=False).first).to_be_visible()


def test_back_after_an_import_is_a_page_and_no_question_to_send_again(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/import/")
    page.get_by_label("Or a paste").fill(PASTE)
    follow(page.get_by_role("button", name="See what comes in"))
    follow(page.get_by_role("button", name="Look again"))
    page.get_by_role("button", name="Save 1 question as draft").click()
    expect(page.get_by_role("status").filter(has_text="One question imported")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import questions")
    expect(page.locator("form").get_by_text("This was not saved last time")).to_be_hidden()
    expect(page.get_by_label("Or a paste")).to_have_value("")


def test_a_preview_that_was_left_has_its_text_when_one_comes_back(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/import/")
    page.get_by_label("Or a paste").fill(PASTE.replace("Weirs", "Sluices"))
    follow(page.get_by_role("button", name="See what comes in"))
    text = page.get_by_label("The questions as text").input_value()
    page.get_by_role("link", name="Questions", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("What comes in")
    page.go_back()
    expect(page.locator("form").get_by_text("This was not saved last time")).to_be_visible()
    expect(page.get_by_label("The questions as text")).to_have_value(text)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("button", name="Save 1 question as draft")).to_be_visible()


def test_a_preview_keeps_its_text_when_one_went_to_a_line_or_opened_a_tab_before_leaving(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/import/")
    page.get_by_label("Or a paste").fill(PASTE.replace("Acceptable", "REJECT: fish\nAcceptable"))
    follow(page.get_by_role("button", name="See what comes in"))
    text = page.get_by_label("The questions as text")
    written = text.input_value()
    ways = [page.get_by_role("link", name="Line 8"), page.get_by_role("link", name="Another file")]
    for way, keys in zip(ways, ([], ["Control"]), strict=True):
        way.click(modifiers=keys)
        follow(page.get_by_role("link", name="Questions", exact=True))
        page.go_back()
        expect(text).to_have_value(written)
        follow(page.get_by_role("button", name="Look again"))


def test_an_author_takes_a_topic_out_as_a_file(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "author")
    page.goto("/author/export/")
    page.get_by_label("Topic", exact=True).select_option(label="The Korean War and relations with the West after 1949")
    page.get_by_text("Moodle XML").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename.endswith(".xml")
    assert '<question type="essay">' in Path(download.value.path()).read_text(encoding="utf-8")
