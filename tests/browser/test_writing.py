"""Writing an answer: what was typed is never lost, and what was submitted counts once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from questions.directions import unturned
from tests.browser.actions import (
    TWO_REASONS,
    assert_accessible,
    enter,
    expect_mark,
    expect_saved,
    follow,
    open_question,
    sign_in_again,
    submit,
    write,
)
from tests.browser.conftest import Complaints, NewDevice

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED"

KEEP_BACK = """() => {
  window.fetch = (url, { headers, body }) => {
    const request = [new URL(url, location).href, headers["X-CSRFToken"], [...body]];
    sessionStorage.setItem("kept back", JSON.stringify(request));
    return new Promise(() => {});
  };
}"""
"""From now on the page's saves are under way for long."""


def test_a_draft_is_there_on_another_device(new_device: NewDevice, new_student: str) -> None:
    laptop = new_device().new_page()
    enter(laptop, new_student)
    open_question(laptop, 1)
    write(laptop, "Troops near the Yalu")
    expect_saved(laptop)

    phone = new_device(**PHONE).new_page()
    enter(phone, new_student)
    open_question(phone, 1)
    expect(phone.get_by_label("Your answer")).to_have_value("Troops near the Yalu")


def test_two_devices_that_wrote_different_texts_are_asked_which_counts(
    new_device: NewDevice, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("409 for POST")
    laptop, _ = written_on_the_phone_meanwhile(new_device, new_student)

    write(laptop, "From the laptop")
    notice = laptop.locator("#conflict")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text("From the phone")
    notice.get_by_role("button", name="Keep what I have here").click()
    expect_saved(laptop)
    expect(laptop.get_by_label("Your answer")).to_have_value("From the laptop")


def test_a_conflict_found_on_submitting_offers_the_other_text_too(
    new_device: NewDevice, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("409 for POST")
    laptop, _ = written_on_the_phone_meanwhile(new_device, new_student)
    laptop.route("**/draft/", lambda route: route.abort())
    complaints.expect("net::ERR_FAILED")
    write(laptop, "From the laptop")
    submit(laptop)
    expect(laptop.locator("#stale")).to_contain_text("From the phone")
    expect(laptop.get_by_label("Your answer")).to_have_value("From the laptop")
    laptop.unroute_all()
    laptop.get_by_role("link", name="Use the other text").click()
    expect(laptop.get_by_label("Your answer")).to_have_value("From the phone")
    expect(laptop.locator("#stale, #errors")).to_have_count(0)
    laptop.reload()
    expect(laptop.get_by_label("Your answer")).to_have_value("From the phone")
    expect(laptop.locator("#conflict")).to_be_hidden()
    submit(laptop)
    assert shown_answer(laptop) == "From the phone"


def test_a_choice_between_two_texts_is_still_open_after_a_reload(
    new_device: NewDevice, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("409 for POST")
    laptop, phone = written_on_the_phone_meanwhile(new_device, new_student)
    write(laptop, "From the laptop")
    expect(laptop.locator("#conflict")).to_be_visible()

    laptop.reload()
    expect(laptop.locator("#conflict")).to_contain_text("From the laptop")
    expect(laptop.get_by_label("Your answer")).to_have_value("From the phone")
    laptop.get_by_role("button", name="Use the other text").click()
    expect_saved(laptop)
    phone.reload()
    expect(phone.get_by_label("Your answer")).to_have_value("From the laptop")


def test_what_was_sent_as_the_page_was_left_is_no_other_text(student: Page, complaints: Complaints) -> None:
    """It reaches the server after the page was loaded anew, and after more was written there."""
    complaints.expect("net::ERR_FAILED")
    complaints.expect("409 for POST")
    gone: list[str] = []
    student.route("**/draft/", lambda route: route.abort() if gone else route.continue_())
    open_question(student, 1)
    write(student, "Troops near")
    expect_saved(student)
    student.evaluate(KEEP_BACK)
    gone.append("the connection")
    write(student, "Troops near the Yalu")
    student.reload()
    expect(student.get_by_label("Your answer")).to_have_value("Troops near the Yalu")
    expect(student.locator("#save-status")).to_contain_text("Not connected")
    write(student, TWO_REASONS)
    url, token, fields = student.evaluate("JSON.parse(sessionStorage.getItem('kept back'))")
    assert student.request.post(url, multipart=dict(fields), headers={"X-CSRFToken": token}).status == 200
    gone.clear()
    expect_saved(student)
    expect(student.locator("#conflict")).to_be_hidden()
    student.reload()
    expect(student.get_by_label("Your answer")).to_have_value(TWO_REASONS)


def test_text_of_a_tab_goes_on_when_another_tab_submitted(student: Page) -> None:
    """Autosave says so, and the text waits for the next attempt."""
    open_question(student, 1)
    write(student, "A beginning")
    expect_saved(student)
    other_tab = student.context.new_page()
    other_tab.goto(student.url)
    write(student, TWO_REASONS)
    submit(student)
    expect_mark(student, 2, 2)

    write(other_tab, "A better idea")
    expect(other_tab.locator("#save-status")).to_contain_text("already submitted")
    other_tab.locator("#save-status").get_by_role("link").click()
    expect(other_tab.get_by_label("Your answer")).to_have_value("A better idea")
    expect_saved(other_tab)


def test_a_result_forgets_no_text_but_its_own(student: Page, complaints: Complaints) -> None:
    """What another tab could not send is there on the next attempt, also after a look at the result."""
    complaints.expect(DISCONNECTED)
    open_question(student, 1)
    write(student, TWO_REASONS)
    expect_saved(student)
    other_tab = student.context.new_page()
    other_tab.goto(student.url)
    submit(student)
    expect_mark(student, 2, 2)
    student.context.set_offline(offline=True)
    write(other_tab, "Thought of later")
    expect(other_tab.locator("#save-status")).to_contain_text("Not connected")
    other_tab.close()
    student.context.set_offline(offline=False)

    student.reload()
    student.get_by_role("link", name="Try again").click()
    expect(student.get_by_label("Your answer")).to_have_value("Thought of later")
    expect_saved(student)


def test_a_text_that_was_refused_counts_as_unsaved(student: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    open_question(student, 1)
    write(student, "word " * 2000)
    submit(student)
    expect(student.get_by_role("alert")).to_contain_text("Shorten it")
    expect(student.locator("#save-status")).not_to_contain_text("Saved")
    assert "word word" in student.evaluate("JSON.stringify(localStorage)")
    write(student, "Shorter")
    expect_saved(student)


def test_without_any_cookie_the_writer_is_told_to_sign_in(student: Page, complaints: Complaints) -> None:
    complaints.expect("403 for POST")
    open_question(student, 1)
    expect(student.locator("#keys")).to_be_visible()
    student.set_viewport_size({"width": 360, "height": 740})
    expect(student.locator("#keys")).to_be_hidden()
    student.context.clear_cookies()
    write(student, TWO_REASONS)
    expect(student.locator("#save-status")).to_contain_text("You are signed out. Your text is kept on this device.")


def test_submitting_without_any_cookie_tells_so_and_goes_on_after_a_sign_in_in_another_tab(
    student: Page, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("403 for POST")
    open_question(student, 1)
    write(student, TWO_REASONS)
    student.context.clear_cookies()
    submit(student)
    expect(student.get_by_role("heading", level=1)).to_have_text("You are signed out")
    expect(student.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    student.wait_for_load_state()
    assert_accessible(student)
    with student.expect_popup() as tab:
        student.get_by_role("link", name="Sign in in another tab").click()
    sign_in_again(tab.value, new_student)
    student.get_by_role("button", name="Send again").click()
    expect_mark(student, 2, 2)


def test_a_session_that_ends_while_writing_costs_no_word(
    student: Page, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("401 for POST")
    open_question(student, 1)
    write(student, TWO_REASONS)
    student.context.clear_cookies(name="sessionid")
    submit(student)
    expect(student.get_by_text(re.compile("answer is safe"))).to_be_visible()
    sign_in_again(student, new_student)
    expect(student.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    expect(student.get_by_text("It is not submitted yet")).to_be_visible()
    submit(student)
    expect_mark(student, 2, 2)


def test_autosave_says_when_the_session_has_ended_and_leads_back(
    student: Page, new_student: str, complaints: Complaints
) -> None:
    complaints.expect("401 for POST")
    open_question(student, 1)
    student.context.clear_cookies(name="sessionid")
    write(student, TWO_REASONS)
    expect(student.locator("#save-status")).to_contain_text("You are signed out. Your text is kept on this device.")
    student.locator("#save-status").get_by_role("link", name="Sign in").click()
    sign_in_again(student, new_student)
    expect(student.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    expect_saved(student)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_makes_one_attempt(new_device: NewDevice, new_student: str, javascript: bool) -> None:
    page = new_device(java_script_enabled=javascript).new_page()
    enter(page, new_student)
    open_question(page, 1)
    write(page, TWO_REASONS)
    page.get_by_role("button", name="Submit answer").dblclick()
    expect_mark(page, 2, 2)
    open_question(page, 1)
    expect(page.locator(".past__item")).to_have_count(1)


def test_text_written_offline_is_kept_and_sent_when_the_connection_is_back(
    student: Page, complaints: Complaints
) -> None:
    complaints.expect(DISCONNECTED)
    open_question(student, 1)
    student.context.set_offline(offline=True)
    write(student, TWO_REASONS)
    expect(student.locator("#save-status")).to_contain_text("Not connected. Your text is kept on this device")
    student.context.set_offline(offline=False)
    expect_saved(student)


def test_submitting_without_a_connection_stays_on_the_page(student: Page, complaints: Complaints) -> None:
    complaints.expect(DISCONNECTED)
    open_question(student, 1)
    write(student, "Stalin urged China.")
    expect_saved(student)
    status = student.locator("#save-status")
    student.context.set_offline(offline=True)
    write(student, TWO_REASONS)
    submit(student)
    expect(status).to_contain_text("Not submitted: there is no connection. Your text is kept on this device.")
    with student.expect_event("requestfailed"):
        pass  # the text is tried to be saved once more, and what was said stays
    expect(status).to_contain_text("Not submitted: there is no connection.")
    expect(student.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    student.context.set_offline(offline=False)
    expect(status).to_have_text(re.compile(r"^Saved at \d\d:\d\d\. Not submitted yet: press “Submit answer” again\.$"))
    submit(student)
    expect_mark(student, 2, 2)


def test_submitting_to_a_server_that_was_gone_and_is_back_goes_through(student: Page, complaints: Complaints) -> None:
    complaints.expect("net::ERR_CONNECTION_REFUSED")
    gone: list[str] = []
    student.route("**/*", lambda route: route.abort("connectionrefused") if gone else route.continue_())
    open_question(student, 1)
    gone.append("the server")
    write(student, TWO_REASONS)
    expect(student.locator("#save-status")).to_contain_text("Not connected")
    submit(student)
    expect(student.locator("#save-status")).to_contain_text("Not submitted: there is no connection.")
    gone.clear()
    submit(student)
    expect_mark(student, 2, 2)


def test_text_written_offline_outlives_the_page(student: Page, complaints: Complaints) -> None:
    complaints.expect(DISCONNECTED)
    open_question(student, 1)
    student.context.set_offline(offline=True)
    write(student, TWO_REASONS)
    expect(student.locator("#save-status")).to_contain_text("Not connected")
    student.close()
    student.context.set_offline(offline=False)

    again = student.context.new_page()
    open_question(again, 1)
    expect(again.get_by_label("Your answer")).to_have_value(TWO_REASONS)
    expect(again.locator("#save-status")).to_have_text(re.compile("Brought back|Saved at"))
    expect_saved(again)


def test_a_blank_answer_is_asked_about_before_it_counts(student: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    open_question(student, 1)
    submit(student)
    expect(student.get_by_role("alert")).to_contain_text("There is no answer yet")
    student.get_by_label("Submit a blank answer").check()
    submit(student)
    expect_mark(student, 0, 2)


def test_what_is_written_after_a_blank_answer_was_refused_outlives_a_reload(
    student: Page, complaints: Complaints
) -> None:
    complaints.expect("422 for POST")
    open_question(student, 1)
    submit(student)
    expect(student.get_by_role("alert")).to_contain_text("There is no answer yet")
    write(student, "? ...\u200b")
    expect_saved(student)
    submit(student)
    expect(student.get_by_role("alert")).to_contain_text("There is no answer yet")
    write(student, "?? ...")
    expect(student.get_by_label("Submit a blank answer")).to_be_visible()
    write(student, "UN troops near the Yalu River")
    expect(student.get_by_role("alert")).to_have_count(0)
    expect(student.get_by_label("Submit a blank answer")).to_have_count(0)
    expect_saved(student)
    student.reload()
    expect(student.get_by_label("Your answer")).to_have_value("UN troops near the Yalu River")
    open_question(student, 1)
    expect(student.get_by_label("Your answer")).to_have_value("UN troops near the Yalu River")
    expect(student.get_by_label("Your answer")).to_be_editable()
    submit(student)
    assert shown_answer(student) == "UN troops near the Yalu River"


def test_what_is_written_before_the_scripts_of_a_refused_page_come_is_saved(
    student: Page, complaints: Complaints
) -> None:
    complaints.expect("422 for POST")
    refused: list[str] = []

    def write_first(script: Route) -> None:
        if refused:
            write(student, "UN troops near the Yalu River")
        script.continue_()

    student.route("**/answer*.js", write_first)
    open_question(student, 1)
    refused.append("the next page")
    submit(student)
    expect_saved(student)
    expect(student.get_by_role("alert")).to_have_count(0)


HOSTILE = (
    '<script>document.title = "taken"</script> <img src="x" onerror="document.title=1"> '
    "{{ 7|add:7 }} &amp; \"'> \u202etxet desrever\u202c \u2067\u05e9\u05dc\u05d5\u05dd\u2069 "
    "\U0001f393\U0001f469\u200d\U0001f3eb\n"
    "</textarea><b>UN troops near the Yalu River</b>"
)


def test_hostile_text_is_shown_as_text_to_student_and_teacher(student: Page, new_device: NewDevice) -> None:
    open_question(student, 1)
    write(student, HOSTILE)
    expect_saved(student)
    student.reload()
    expect(student.get_by_label("Your answer")).to_have_value(HOSTILE)
    submit(student)
    assert shown_answer(student) == unturned(HOSTILE)
    number = student.url.rstrip("/").rpartition("/")[2]

    teacher = new_device().new_page()
    enter(teacher, "teacher")
    teacher.goto(f"/review/{number}/")
    assert shown_answer(teacher) == unturned(HOSTILE)
    for page in (student, teacher):
        assert "taken" not in page.title()
        assert page.locator(".script script, .script img, .script b").count() == 0


def written_on_the_phone_meanwhile(new_device: NewDevice, student: str) -> tuple[Page, Page]:
    """A laptop that shows an empty answer, and the phone that has saved another text since."""
    laptop, phone = new_device().new_page(), new_device(**PHONE).new_page()
    for device in (laptop, phone):
        enter(device, student)
        open_question(device, 1)
    write(phone, "From the phone")
    expect_saved(phone)
    return laptop, phone


def shown_answer(page: Page) -> str:
    """The words of the marked script without the examiner's ticks."""
    script = page.locator(".script").first
    expect(script).to_be_visible()
    return str(
        script.evaluate(
            "script => { const copy = script.cloneNode(true);"
            " copy.querySelectorAll('.tick').forEach(tick => tick.remove()); return copy.textContent; }"
        )
    )


def test_another_try_goes_on_from_the_last_answer(new_device: NewDevice, new_student: str) -> None:
    phone = new_device(**PHONE).new_page()
    enter(phone, new_student)
    open_question(phone, 1)
    write(phone, "UN troops were close to the Yalu.")
    submit(phone)
    expect_mark(phone, 1, 2)
    follow(phone.get_by_role("button", name="Go on from this answer"))
    box = phone.get_by_label("Your answer")
    expect(box).to_have_value("UN troops were close to the Yalu.")
    expect(phone.locator("form.answer")).to_contain_text("Last time 1 / 2. Add another reason")
    box.press_sequentially(" Stalin put pressure on Mao.")
    expect_saved(phone)
    submit(phone)
    expect_mark(phone, 2, 2)
    expect(phone.get_by_role("button", name="Go on from this answer")).to_have_count(0)
