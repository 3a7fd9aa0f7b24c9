"""Every page by axe, on a phone and on a laptop, and once in the dark; and no page that must be scrolled sideways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.actions import assert_accessible, enter, follow, open_question, submit, write
from tests.browser.conftest import Complaints, a_device, failed_items, save_screenshots

WIDE, NARROW, NARROWEST = 1280, 360, 320
MOODLE_EXPORT = Path(__file__).resolve().parents[1] / "exchange" / "files" / "reformation.moodle.xml"


@dataclass(frozen=True)
class Look:
    """How to bring one page up: who looks, where, what they do there, and the reply that belongs to it."""

    name: str
    who: str | None
    path: str
    act: Callable[[Page], None] | None = None
    complaint: str = ""


def last_result(number: int) -> Callable[[Page], None]:
    """The result of a question of the demo student, found as students find it."""

    def act(page: Page) -> None:
        page.get_by_role("link", name="The Korean War").click()
        page.get_by_role("link", name=f"Last result of question {number}", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Question {number}")

    return act


def scheme(number: int) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        last_result(number)(page)
        page.get_by_role("link", name="See the mark scheme").click()

    return act


def first_topic(page: Page) -> None:
    page.get_by_role("link", name="The Korean War").click()


def writing(page: Page) -> None:
    open_question(page, 2)


def blank_answer(page: Page) -> None:
    open_question(page, 1)
    write(page, "")
    submit(page)
    expect(page.get_by_role("alert")).to_be_visible()


def answer_of(question: int) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(".answers tbody tr").filter(
            has=page.locator(".answers__question strong", has_text=str(question))
        ).locator("a").first.click()
        expect(page.locator("#decision")).to_be_visible()
        page.wait_for_load_state()

    return act


def change_without_reason(page: Page) -> None:
    answer_of(1)(page)
    box = page.locator('input[name="points"]').first
    box.set_checked(not box.is_checked())
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_role("alert")).to_be_visible()


def queue_of_first(page: Page) -> None:
    page.locator(".queues__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("question")


def first_in_queue(page: Page) -> None:
    queue_of_first(page)
    follow(page.get_by_role("link", name="Begin with the first"))
    expect(page.locator("#decision")).to_be_visible()


def next_in_queue(page: Page) -> None:
    first_in_queue(page)
    address = page.url
    page.keyboard.press("n")
    expect(page).not_to_have_url(address)


def show_keys(page: Page) -> None:
    answer_of(1)(page)
    page.get_by_role("button", name="Keys").click()


def challenge(page: Page) -> None:
    last_result(2)(page)
    page.get_by_role("link", name="Challenge a point or the level").click()


def history(page: Page) -> None:
    answer_of(2)(page)
    page.get_by_role("link", name="Its whole history").click()
    page.get_by_text("Point by point").first.click()


def assigned(page: Page) -> None:
    page.get_by_role("region", name="Assignments").get_by_role("link").first.click()
    expect(page.locator(".contents__item").first).to_be_visible()


def assignment_marks(page: Page) -> None:
    page.get_by_role("link", name="China and the USA, 1950–1972").click()
    expect(page.get_by_role("table")).to_be_visible()


def class_marks(page: Page) -> None:
    page.get_by_role("link", name="Marks of").first.click()
    expect(page.get_by_role("table")).to_be_visible()


def student_marks(page: Page) -> None:
    assignment_marks(page)
    page.get_by_role("table").get_by_role("link", name="Amira Hussain", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Amira Hussain")).to_be_visible()


def queue_of_assignment(page: Page) -> None:
    assignment_marks(page)
    page.get_by_role("link", name="Review its answers").click()
    expect(page.get_by_label("Assignment", exact=True)).to_be_visible()


def new_assignment(page: Page) -> None:
    follow(page.get_by_role("link", name="Set an assignment").first)
    page.locator("summary", has_text="The Cultural Revolution").click()
    page.get_by_label("Explain why Mao launched the Cultural Revolution").check()
    page.get_by_label("Explain how the Cultural Revolution").check()
    page.get_by_role("button", name="Add the ticked").click()
    expect(page.locator(".pick__one")).to_have_count(2)
    page.locator("summary", has_text="The Cultural Revolution").click()


def empty_assignment(page: Page) -> None:
    page.get_by_role("link", name="Set an assignment").first.click()
    page.get_by_label("Title").fill("Nothing in it")
    page.get_by_role("button", name="Set for").click()
    expect(page.get_by_role("alert")).to_be_visible()


def class_settings(page: Page) -> None:
    page.get_by_role("link", name="change the settings").first.click()


def class_list(page: Page) -> None:
    page.get_by_role("link", name="Students").first.click()
    expect(page.get_by_role("table", name="Students by surname")).to_be_visible()


def new_password(page: Page) -> None:
    class_list(page)
    page.get_by_role("link", name="New password for").first.click()
    expect(page.get_by_role("button", name="Give a new password")).to_be_visible()


def first_question(page: Page) -> None:
    page.locator(".bank__question a").first.click()


def accept_phrase(page: Page) -> None:
    answer_of(1)(page)
    follow(page.get_by_role("link", name="Accept a phrase of this answer"))
    page.get_by_role("listbox").get_by_role("option").first.click()


def phrase_without_point(page: Page) -> None:
    accept_phrase(page)
    page.get_by_role("button", name="Show the effect").click()
    expect(page.get_by_role("alert")).to_be_visible()


def phrase_effect(page: Page) -> None:
    accept_phrase(page)
    page.get_by_label("Which point").select_option(index=1)
    page.get_by_role("button", name="Show the effect").click()
    expect(page.locator("main")).to_contain_text("Nothing is changed yet.")


def remark(page: Page) -> None:
    page.get_by_role("link", name="Give two reasons why China decided").click()
    page.get_by_role("link", name="Re-mark").click()


def remarked(page: Page) -> None:
    remark(page)
    page.get_by_role("button", name="Preview the re-mark").click()
    page.get_by_role("button", name=re.compile("^Re-mark")).click()
    expect(page.locator("main")).to_contain_text("Applied on")


def open_editor(page: Page) -> None:
    """A question with stored answers and samples, with an answer tried and the effect of the text asked for."""
    follow(page.get_by_role("link", name="Give two reasons why China decided"))
    page.get_by_label("Type an answer").fill("Stalin put pressure on Mao and they feared the Americans at the Yalu.")
    expect(page.locator("#tried")).to_contain_text("2 of 2 marks")
    page.get_by_text("Which marks were given instead").click()
    page.get_by_text("The signs, and two examples").click()
    page.get_by_role("button", name="What would this text change?").click()
    expect(page.locator("#effect")).to_contain_text("stored answers")


def below_the_minimum(page: Page) -> None:
    scheme = "Mark scheme:\nAcceptable answers include:\n- the moon\n"
    text = f"Topic: Tides\n\nQuestion 1 (1 mark)\nWhy do tides turn?\n\n{scheme}"
    page.get_by_label("Questions and mark schemes").fill(text)
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("alert")).to_contain_text("sample answers are asked for")


def samples(page: Page) -> None:
    page.get_by_role("link", name="Give two reasons why China decided").click()
    page.locator("#samples-panel").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sample answers")


def bad_rows(page: Page) -> None:
    samples(page)
    page.get_by_label("Rows from a spreadsheet").fill("An answer\tmany\n")
    page.get_by_role("button", name="Add all").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 1")


def correct_sample(page: Page) -> None:
    samples(page)
    page.get_by_role("link", name="Correct sample answer 1", exact=True).click()


def versions(page: Page) -> None:
    page.get_by_role("link", name="Give two reasons why China decided").click()
    page.get_by_role("link", name="Versions").click()


def unreadable(page: Page) -> None:
    page.get_by_label("Questions and mark schemes").fill("Question one\nMark scheme:\n")
    expect(page.locator("#preview")).to_contain_text("cannot be read")


def first_notes(page: Page) -> None:
    page.get_by_role("link", name="The Korean War").click()
    expect(page.locator("#preview h3").first).to_be_visible()


def nothing_ticked(page: Page) -> None:
    page.get_by_role("button", name="Retire").click()
    expect(page.get_by_role("alert")).to_be_visible()


def untitled(page: Page) -> None:
    page.get_by_label("Title").fill(" ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()


def refused_file(page: Page) -> None:
    archive = FilePayload(name="a.zip", mimeType="application/zip", buffer=b"PK\x03\x04")
    page.get_by_label("A file").set_input_files(archive)
    page.get_by_role("button", name="See what comes in").click()
    expect(page.get_by_role("alert")).to_contain_text("This is an archive")


def coming_in(page: Page) -> None:
    page.get_by_label("A file").set_input_files(MOODLE_EXPORT)
    page.get_by_role("button", name="See what comes in").click()
    expect(page.locator(".understood")).to_have_count(3)


def coming_in_flagged(page: Page) -> None:
    pasted = "Page 1 of 2\nQuestion 1 (2 marks)\nWhy?\nMark scheme:\n- fear (of\nPage 2 of 2\n"
    page.get_by_label("Or a paste").fill(pasted)
    page.get_by_role("button", name="See what comes in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(".left-out summary").click()


def wrong_password(page: Page) -> None:
    page.get_by_label("User name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()


def locked_out(page: Page) -> None:
    for _ in range(9):
        page.goto("/login/")
        page.get_by_label("User name").fill("lockedout")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
    expect(page.locator("#id_password")).to_have_count(0)


def old_page(page: Page) -> None:
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Sign in").click()


KOREA = "/author/?search=Give+two+reasons+why+China+decided"

LOOKS = (
    Look("sign-in", None, "/login/"),
    Look("sign-in-wrong", None, "/login/", wrong_password),
    Look("locked-out", None, "/login/", locked_out, "429 for"),
    Look("csrf-failure", None, "/login/", old_page, "403 for POST"),
    Look("not-found", "student1", "/nowhere/", complaint="404 for GET"),
    Look("forbidden", "student1", "/author/", complaint="403 for GET"),
    Look("topics", "student1", "/topics/"),
    Look("topic", "student1", "/topics/", first_topic),
    Look("answer", "student2", "/topics/", writing),
    Look("answer-blank", "student2", "/topics/", blank_answer, "422 for POST"),
    Look("result-points", "student1", "/topics/", last_result(1)),
    Look("result-levels", "student1", "/topics/", last_result(2)),
    Look("scheme-points", "student1", "/topics/", scheme(1)),
    Look("scheme-levels", "student1", "/topics/", scheme(2)),
    Look("password", "student1", "/password/"),
    Look("password-changed", "student1", "/password/done/"),
    Look("review", "teacher", "/review/"),
    Look("review-queue", "teacher", "/review/queue/"),
    Look("question-queue", "teacher", "/review/queue/", queue_of_first),
    Look("review-in-queue", "teacher", "/review/queue/", first_in_queue),
    Look("review-next-in-queue", "teacher", "/review/queue/", next_in_queue),
    Look("review-none", "teacher", "/review/?question=999999"),
    Look("review-points", "teacher", "/review/", answer_of(1)),
    Look("review-levels", "teacher", "/review/", answer_of(2)),
    Look("review-no-reason", "teacher", "/review/", change_without_reason, "422 for POST"),
    Look("review-keys", "teacher", "/review/", show_keys),
    Look("assigned", "student1", "/topics/", assigned),
    Look("assignments", "teacher", "/assignments/"),
    Look("assignment-marks", "teacher", "/assignments/", assignment_marks),
    Look("class-marks", "teacher", "/assignments/", class_marks),
    Look("student-marks", "teacher", "/assignments/", student_marks),
    Look("assignment-new", "teacher", "/assignments/", new_assignment),
    Look("assignment-wrong", "teacher", "/assignments/", empty_assignment, "422 for POST"),
    Look("queue-of-assignment", "teacher", "/assignments/", queue_of_assignment),
    Look("challenge", "student2", "/topics/", challenge),
    Look("challenges", "teacher", "/challenges/"),
    Look("record", "teacher", "/record/"),
    Look("history", "teacher", "/review/", history),
    Look("question-history", "author", "/record/questions/1/"),
    Look("standardisation", "teacher", "/standardisation/"),
    Look("agreement", "teacher", "/standardisation/agreement/"),
    Look("differences", "teacher", "/standardisation/differences/"),
    Look("class-settings", "teacher", "/challenges/", class_settings),
    Look("class-list", "teacher", "/assignments/", class_list),
    Look("class-list-admin", "admin", "/assignments/", class_list),
    Look("student-password", "teacher", "/assignments/", new_password),
    Look("author-list", "author", "/author/"),
    Look("author-list-none", "author", "/author/?search=nothing+is+like+this"),
    Look("author-list-wrong", "author", "/author/", nothing_ticked, "422 for POST"),
    Look("author-new", "author", "/author/new/"),
    # The admin's: what is typed is kept as a draft of the account, and other tests want the author's page empty.
    Look("author-unreadable", "admin", "/author/new/", unreadable),
    Look("author-editor", "author", KOREA, open_editor),
    Look("author-below-minimum", "admin", "/author/new/", below_the_minimum, "422 for POST"),
    Look("samples", "author", KOREA, samples),
    Look("samples-wrong", "author", KOREA, bad_rows, "422 for POST"),
    Look("sample-edit", "author", KOREA, correct_sample),
    Look("versions", "author", KOREA, versions),
    Look("author-topics", "author", "/author/topics/"),
    Look("author-topic-new", "author", "/author/topics/new/"),
    Look("author-topic-edit", "author", "/author/topics/", first_notes),
    Look("author-topic-wrong", "author", "/author/topics/new/", untitled, "422 for POST"),
    Look("phrase", "teacher", "/review/", accept_phrase),
    Look("phrase-no-point", "teacher", "/review/", phrase_without_point, "422 for POST"),
    Look("phrase-effect", "teacher", "/review/", phrase_effect),
    Look("remark", "author", "/author/", remark),
    Look("remarked", "author", "/author/", remarked),
    Look("author-edit", "author", "/author/", first_question),
    Look("import", "author", "/author/import/"),
    Look("import-refused", "author", "/author/import/", refused_file, "422 for POST"),
    Look("import-preview", "author", "/author/import/", coming_in),
    Look("import-flagged", "author", "/author/import/", coming_in_flagged),
    Look("export", "author", "/author/export/"),
)


@pytest.fixture(scope="module")
def window(browser: Browser, server: str) -> Iterator[Page]:
    """One for all looks: a browser that has run axe before runs it in half the time."""
    context = a_device(browser, server, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def page(window: Page, complaints: Complaints, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The window as if it were new."""
    complaints.watch(window.context)
    window.emulate_media(color_scheme="light")
    window.set_viewport_size({"width": WIDE, "height": 720})
    yield window
    if request.node.nodeid in failed_items:
        save_screenshots([window.context], request.node.name)
    window.goto("/healthz")  # a page without scripts: what the one before keeps as it is left is kept by now
    window.evaluate("localStorage.clear(); sessionStorage.clear()")
    window.context.clear_cookies()
    complaints.leave(window.context)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_a_page_is_accessible_and_fits(look: Look, page: Page, complaints: Complaints) -> None:
    if look.complaint:
        complaints.expect(look.complaint)
    if look.who:
        enter(page, look.who)
    page.goto(look.path)
    if look.act:
        look.act(page)
    page.wait_for_load_state()
    resize_and_fit(page, WIDE)
    assert_accessible(page)
    # Colours are the same at each width, and dark mode changes nothing else: each width is looked at in one of both.
    page.emulate_media(color_scheme="dark")
    resize_and_fit(page, NARROW)
    assert_accessible(page)
    resize_and_fit(page, NARROWEST)


def resize_and_fit(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_what_is_wrong_would_be_found(page: Page) -> None:
    page.goto("/login/")
    page.evaluate("document.querySelector('#id_username').labels[0].remove()")
    page.evaluate("document.querySelector('h1').style.color = '#dddddd'")
    with pytest.raises(AssertionError, match=r"(?s)color-contrast.*label"):
        assert_accessible(page)
