"""What authors and teachers enter: errors, the end of the session and Back cost none of it."""

from __future__ import annotations

import re

from playwright.sync_api import Dialog, Locator, Page, Route, expect

from tests.browser.actions import assert_accessible, enter, follow, sign_in_again
from tests.browser.conftest import Complaints

UNREADABLE = "Topic: Rivers\n\nQuestion one\n"
SCHEME = """Topic: Rivers

Question 7 (1 mark)
Give one reason why deltas grow.

Mark scheme:
1 mark for each valid reason (maximum 1 mark).
Acceptable answers include:
- the river drops its silt
"""


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def notice(page: Page) -> Locator:
    """What says that the page shows entries that were not saved."""
    return page.locator("form").get_by_text("This was not saved last time")


def test_leaving_a_scheme_that_the_server_could_not_keep_warns(page: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    warned: list[str] = []

    def stay(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    complaints.expect("503")
    # The text that is sent as the page is left may come through: a teacher's is in nobody's way.
    page.route("**/draft/", lambda route: route.fulfill(status=503))
    enter(page, "teacher")
    page.goto("/author/new/")
    text = page.get_by_label("Questions and mark schemes")
    text.fill(UNREADABLE)
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state()
    text.click()  # a browser warns only who has used the page
    page.get_by_role("link", name="All questions").click()
    expect(page).to_have_url(re.compile(r"/author/$"))
    assert warned == ["beforeunload"]


def test_a_scheme_outlives_the_session(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    enter(page, "author")
    page.goto("/author/new/")
    text = page.get_by_label("Questions and mark schemes")
    end_session(page)
    text.fill(SCHEME)
    expect(page.locator("#signed-out")).to_contain_text("You are signed out")
    expect(page.locator("#preview").get_by_label("User name")).to_have_count(0)

    page.get_by_role("button", name="Save as draft").click()
    sign_in_again(page, "author")
    expect(notice(page)).to_be_visible()
    expect(text).to_have_value(SCHEME)
    expect(page.locator("#preview")).to_contain_text("1 question, no errors")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("status").first).to_contain_text("saved as draft")

    page.goto("/author/new/")
    expect(text).to_have_value("")
    expect(notice(page)).to_be_hidden()


def test_entries_brought_back_can_be_discarded(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")  # the preview and the draft ask, if the machine is slow, before the form is sent
    enter(page, "author")
    page.goto("/author/new/")
    text = page.get_by_label("Questions and mark schemes")
    end_session(page)
    text.fill(SCHEME.replace("deltas", "estuaries"))
    page.get_by_role("button", name="Save as draft").click()
    sign_in_again(page, "author")
    expect(notice(page)).to_be_visible()
    page.get_by_role("button", name="Discard it").click()
    expect(text).to_have_value("")
    page.reload()
    expect(text).to_have_value("")


def test_signing_in_in_another_tab_is_enough_for_an_author(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    enter(page, "author")
    page.goto("/author/new/")
    text = page.get_by_label("Questions and mark schemes")
    end_session(page)
    text.fill(UNREADABLE)
    with page.expect_popup() as popup:
        page.locator("#signed-out").get_by_role("link").click()
    sign_in_again(popup.value, "author")
    text.fill(SCHEME.replace("deltas", "fjords"))
    expect(page.locator("#preview")).to_contain_text("1 question, no errors")
    expect(page.locator("#signed-out")).to_be_hidden()
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("status").first).to_contain_text("saved as draft")


def decide(page: Page, why: str) -> tuple[Locator, Locator, bool]:
    """Turn the first point of the last answer that nobody checked, saying why: its box, the reason, what it was."""
    enter(page, "teacher")
    page.goto("/review/?checked=no")
    follow(page.locator(".answers tbody a").last)
    box = page.locator('input[name="points"]').first
    reason = page.get_by_label("Reason", exact=True)
    before = box.is_checked()
    box.set_checked(not before)
    reason.fill(why)
    return box, reason, before


def test_a_teachers_decision_outlives_the_session(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    box, reason, before = decide(page, "Read it once more")
    end_session(page)
    page.get_by_role("button", name="Save and stay").click()
    sign_in_again(page, "teacher")
    expect(notice(page)).to_be_visible()
    expect(box).to_be_checked(checked=not before)
    expect(reason).to_have_value("Read it once more")

    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".desk__history")).to_contain_text("Read it once more")
    expect(notice(page)).to_be_hidden()


def test_a_decision_comes_back_when_the_answer_was_left_for_another_page(page: Page) -> None:
    box, reason, before = decide(page, "Read it with care")
    page.get_by_role("button", name="Show the name").click()
    expect(page.get_by_text("If you do, it is recorded")).to_have_count(0)
    expect(notice(page)).to_be_visible()
    expect(box).to_be_checked(checked=not before)
    expect(reason).to_have_value("Read it with care")

    reason.fill("Read it with more care")
    answer = page.url
    page.locator(".crumb a").click()
    expect(page.locator("#answers")).to_be_visible()
    page.goto(answer)
    expect(reason).to_have_value("Read it with more care")
    page.get_by_role("button", name="Discard it").click()
    expect(box).to_be_checked(checked=before)
    expect(reason).to_have_value("")


def test_a_tick_from_before_the_scripts_came_is_a_change(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/review/?checked=no")
    answer = page.locator(".answers tbody a").last.get_attribute("href")
    assert answer
    box = page.locator('input[name="points"]').first

    def tick_first(script: Route) -> None:
        box.set_checked(not box.is_checked())
        script.continue_()

    page.route("**/review.*.js", tick_first)
    page.goto(answer)
    expect(page.locator("#save")).to_have_text(re.compile("^Save"))
    box.set_checked(not box.is_checked())
    expect(page.locator("#save")).to_have_text(re.compile("^Accept"))


def test_corrections_to_an_import_outlive_the_session(page: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    enter(page, "author")
    page.goto("/author/import/")
    page.get_by_label("Or a paste").fill(UNREADABLE)
    follow(page.get_by_role("button", name="See what comes in"))
    corrected = SCHEME.replace("deltas", "canyons")
    page.get_by_label("The questions as text").fill(corrected)
    end_session(page)
    page.get_by_role("button", name="Look again").click()
    sign_in_again(page, "author")
    expect(notice(page)).to_be_visible()
    expect(page.get_by_label("The questions as text")).to_have_value(corrected)
    assert_accessible(page)
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="Save 1 question as draft").click()
    expect(page.get_by_role("status").first).to_contain_text("imported")
    page.goto("/author/import/")
    expect(page.get_by_label("Or a paste")).to_be_visible()
    expect(page.get_by_label("The questions as text")).to_be_hidden()


def test_a_list_of_students_outlives_the_session(page: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    enter(page, "admin")
    page.goto("/assignments/")
    page.get_by_role("link", name="Students of 12B History").click()
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("Or a paste").fill("Zed")
    follow(page.get_by_role("button", name="See what will happen"))
    page.get_by_label("The list", exact=True).fill("Zed Zephyr")
    end_session(page)
    page.get_by_role("button", name="Look again").click()
    sign_in_again(page, "admin")
    expect(notice(page)).to_be_visible()
    expect(page.get_by_label("The list", exact=True)).to_have_value("Zed Zephyr")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("row", name="Zed Zephyr")).to_contain_text("new account")
    follow(page.get_by_role("link", name="Another list"))
    expect(notice(page)).to_be_hidden()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Import a class list")


def new_assignment(page: Page) -> None:
    page.goto("/assignments/")
    follow(page.get_by_role("link", name="Set an assignment").first)


def add_first_of(page: Page, topic: str) -> None:
    """Choose the first question that is offered of a topic."""
    page.locator("summary", has_text=topic).first.click()
    page.locator(".pick__offered label:visible").first.click()
    page.get_by_role("button", name="Add the ticked").click()


def test_an_assignment_outlives_the_session_with_its_questions(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    enter(page, "teacher")
    new_assignment(page)
    chosen = page.locator(".pick__one .pick__stem")
    for count, topic in enumerate(("The Cultural Revolution", "The Korean War"), 1):
        add_first_of(page, topic)
        expect(chosen).to_have_count(count)
    before = chosen.all_inner_texts()
    page.get_by_label("Title").fill("Two to begin with")
    end_session(page)
    page.get_by_role("button", name="Set for").click()
    sign_in_again(page, "teacher")
    expect(notice(page)).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Two to begin with")
    expect(chosen).to_have_text(before, use_inner_text=True)
    expect(page.locator("#announcer")).to_have_text(re.compile("This was not saved last time"))
    expect(page.locator("#pick")).not_to_be_focused()

    page.get_by_role("button", name="Set for").click()
    expect(page.get_by_role("status").first).to_contain_text("“Two to begin with” is set")
    # Closed, so that the other tests of the class meet it no more.
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("status").first).to_contain_text("closed")
    new_assignment(page)
    expect(page.get_by_label("Title")).to_have_value("")
    expect(notice(page)).to_be_hidden()


def test_questions_brought_back_to_an_assignment_can_be_discarded(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    enter(page, "teacher")
    new_assignment(page)
    add_first_of(page, "The Cultural Revolution")
    expect(page.locator(".pick__one")).to_have_count(1)
    page.get_by_label("Title").fill("Not this")
    page.get_by_label("Search").fill("Mao")
    end_session(page)
    page.get_by_role("button", name="Set for").click()
    sign_in_again(page, "teacher")
    expect(page.locator(".pick__one")).to_have_count(1)
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator(".pick__one")).to_have_count(0)
    expect(page.get_by_label("Title")).to_have_value("")
    expect(page.get_by_label("Search")).to_have_value("")


def test_a_list_whose_session_ended_leads_to_the_sign_in_page(page: Page, complaints: Complaints) -> None:
    complaints.expect("401")
    enter(page, "teacher")
    page.goto("/review/")
    end_session(page)
    page.get_by_label("Show", exact=True).select_option("To check")
    expect(page.get_by_label("User name")).to_be_visible()
    sign_in_again(page, "teacher")
    expect(page).to_have_url(re.compile(r"/review/"))
    expect(page.locator(".masthead")).to_have_count(1)


def test_back_from_an_answer_leads_to_the_whole_list(page: Page) -> None:
    """The list was swapped in under this address: Back must not show that part alone."""
    enter(page, "teacher")
    page.goto("/review/")
    page.get_by_label("Show", exact=True).select_option("To check")
    expect(page).to_have_url(re.compile(r"checked=no"))
    page.locator(".answers tbody a").first.click()
    expect(page.locator("#decision")).to_be_visible()
    page.go_back()
    expect(page.locator("#answers")).to_be_visible()
    expect(page.locator(".masthead")).to_have_count(1)
    expect(page.get_by_label("Show", exact=True)).to_have_value("no")


def come_back_by_a_link(page: Page) -> None:
    """Press the first link of the page, and go to the page again."""
    here = page.url
    follow(page.locator(".crumb a").first)
    page.wait_for_url(lambda address: address != here)
    page.goto(here)
    expect(notice(page)).to_be_visible()


def test_a_chosen_phrase_is_there_again_after_a_link(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/review/?checked=no")
    follow(page.locator(".answers tbody a").last)
    follow(page.get_by_role("link", name="Accept a phrase of this answer"))
    page.get_by_role("listbox").get_by_role("option").first.click()
    phrase = page.locator("#id_phrase")
    expect(phrase).not_to_have_value("")
    chosen = phrase.input_value()
    page.get_by_label("Which point").select_option(index=1)

    come_back_by_a_link(page)
    expect(phrase).to_have_value(chosen)
    expect(page.get_by_label("Which point")).not_to_have_value("")
    page.get_by_role("button", name="Discard it").click()
    expect(phrase).to_have_value("")
    page.reload()
    expect(phrase).to_have_value("")
    expect(notice(page)).to_be_hidden()


def test_what_is_typed_into_a_form_is_there_again_after_a_link(page: Page) -> None:
    enter(page, "author")
    page.goto("/author/topics/new/")
    page.get_by_label("Title").fill("The Opium Wars")
    page.get_by_label("Revision notes").fill("## Canton\n\nTrade in one harbour.")
    come_back_by_a_link(page)
    expect(page.get_by_label("Title")).to_have_value("The Opium Wars")
    expect(page.get_by_label("Revision notes")).to_have_value("## Canton\n\nTrade in one harbour.")


def test_an_assignment_begun_is_there_again_after_a_link_with_its_questions(page: Page) -> None:
    enter(page, "teacher")
    new_assignment(page)
    add_first_of(page, "The Cultural Revolution")
    chosen = page.locator(".pick__one .pick__stem")
    expect(chosen).to_have_count(1)
    before = chosen.all_inner_texts()
    page.get_by_label("Title").fill("Begun before lunch")
    come_back_by_a_link(page)
    expect(page.get_by_label("Title")).to_have_value("Begun before lunch")
    expect(chosen).to_have_text(before, use_inner_text=True)


def test_enter_in_the_search_field_of_an_assignment_loses_nothing(page: Page) -> None:
    enter(page, "teacher")
    new_assignment(page)
    page.get_by_label("Title").fill("Searched with Enter")
    add_first_of(page, "The Korean War")
    chosen = page.locator(".pick__one")
    expect(chosen).to_have_count(1)
    page.locator("summary", has_text="The Cultural Revolution").first.click()
    page.locator(".pick__offered label:visible").first.click()
    page.get_by_label("Search").fill("Mao")
    page.get_by_label("Search").press("Enter")
    expect(chosen).to_have_count(2)
    expect(page.get_by_label("Title")).to_have_value("Searched with Enter")
    expect(notice(page)).to_be_hidden()


def test_a_corrected_table_of_sample_answers_does_not_come_back_as_it_was(page: Page, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    enter(page, "author")
    page.goto("/author/new/")
    page.get_by_label("Questions and mark schemes").fill(SCHEME.replace("deltas", "sandbanks"))
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("status").first).to_contain_text("saved as draft")
    page.goto("/author/?search=sandbanks")
    follow(page.get_by_role("link", name="Give one reason why sandbanks grow"))
    follow(page.locator("#samples-panel").get_by_role("link"))
    rows = page.get_by_label("Rows from a spreadsheet")
    rows.fill("The river drops its silt\t3\n")
    page.get_by_role("button", name="Add all").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 1")
    rows.fill("The river drops its silt\t1\n")
    page.get_by_role("button", name="Add all").click()
    expect(page.get_by_text("The river drops its silt").first).to_be_visible()
    expect(rows).to_have_value("")
    expect(page.locator("#table").get_by_text("This was not saved last time")).to_be_hidden()
