"""Moderating: a class of thirty with the keyboard alone, rulings that move later answers, and two teachers at once."""

from __future__ import annotations

import re
import statistics
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.actions import (
    assert_accessible,
    enter,
    follow,
    open_question,
    publish_with_reason,
    sign_in_again,
    submit,
    wait_until,
    write,
)
from tests.browser.conftest import Complaints, NewDevice
from tests.browser.thirty import FLOODS

NEXT_SCRIPT_MS = 100

# How long after a key the next answer stood on the page.
WATCH = """
addEventListener('keydown', (event) => { window.pressed = performance.now(); }, { capture: true });
document.addEventListener('kwexam:desk', () => {
  if (window.pressed) (window.took ??= []).push(performance.now() - window.pressed);
  window.pressed = 0;
});
"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("no number of tabs leads there")


def open_queue(page: Page, stem: str) -> None:
    """From the start page to the first answer of a question's queue, without the mouse."""
    page.goto("/review/queue/")
    tab_to(page, page.locator(".queues__link", has_text=stem))
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/queue/*/")
    tab_to(page, page.get_by_role("link", name="Begin with the first"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*/?queue=1")


def press_accept(page: Page, *, last: bool = False) -> None:
    """Press the key that accepts, once this answer can be settled and, unless it is the last, the next one is there."""
    expect(page.locator("body:not([data-unread])")).to_be_attached()
    if not last:
        expect(page.locator("#desk")).to_have_attribute("data-ready", "")
    page.keyboard.press("a")


def accept(page: Page) -> None:
    """Accept, and wait until the next answer is shown and this one is saved."""
    desk = page.locator("#desk")
    here = script(page)
    press_accept(page)
    expect(desk).not_to_have_attribute("data-address", re.compile(f"^{here}"))
    expect(page.locator("#saved")).to_contain_text("Saved")


def answer_of(page: Page) -> str:
    text: str = page.locator("#desk .script").evaluate(
        """element => {
          const copy = element.cloneNode(true);
          copy.querySelectorAll('.tick, em').forEach((each) => each.remove());
          return copy.textContent;
        }"""
    )
    return text


def ticked(page: Page) -> frozenset[int]:
    """The numbers of the points ticked on the page."""
    values: list[str] = page.locator('input[name="points"]:checked').evaluate_all("boxes => boxes.map(b => b.value)")
    return frozenset(int(value.removeprefix("p")) for value in values)


def script_of(page: Page) -> str:
    """What the answer on the desk is called in a sentence."""
    return page.locator("#desk h1").inner_text().lower()


def progress_of(page: Page) -> Locator:
    """How far the queue is; a second line says so while answers are marked again."""
    return page.locator("#desk .queue__progress p").first


def settled(page: Page) -> str:
    return progress_of(page).inner_text().split(",")[0]


def test_a_class_of_thirty_is_moderated_with_the_keyboard_and_rulings_move_later_answers(new_device: NewDevice) -> None:
    page = new_device(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(WATCH)
    enter(page, "olga")
    open_queue(page, "why rivers flood")
    decisions = dict(FLOODS)
    corrected, followed, undone, script = [], [], False, ""
    for number in range(len(FLOODS)):
        answer = answer_of(page)
        wanted, given = decisions[answer], ticked(page)
        if page.get_by_text("Followed Olga Brandt").count():
            followed.append(answer)
        for point in sorted(wanted ^ given):
            page.keyboard.press(str(point))
        if wanted != given:
            corrected.append(answer)
            page.keyboard.press("Shift+Digit1")
        last = number == len(FLOODS) - 1
        one_before, script = script, script_of(page)
        if last:
            took = page.evaluate("window.took")
        press_accept(page, last=last)
        if last:
            break
        expect(page.locator("#saved")).to_contain_text("Saved")
        expect(progress_of(page)).to_contain_text(f"{number + 1} settled")
        if not undone and number == 2:
            undone = True
            before = answer
            page.keyboard.press("u")
            expect(page.locator("#saved")).to_contain_text(f"Taken back: the mark that you gave {script} ")
            # What the key takes back next is another student's mark, and says so.
            other = page.locator("#saved").get_by_role("button")
            expect(other).to_have_text(f"Take back the one before it, of {one_before}, too")
            expect(progress_of(page)).to_contain_text(f"{number} settled")
            assert answer_of(page) == before
            for point in sorted(wanted ^ ticked(page)):
                page.keyboard.press(str(point))
            page.keyboard.press("Shift+Digit1")
            press_accept(page)
            expect(progress_of(page)).to_contain_text(f"{number + 1} settled")
    page.wait_for_url("**/review/queue/*/")
    expect(page.locator(".queue__progress")).to_contain_text("All 30 answers are settled.")
    page.keyboard.press("u")
    page.wait_for_url("**/review/*/?queue=1*")
    assert answer_of(page) == answer
    page.keyboard.press("o")
    expect(page.get_by_label("Other valid point")).to_be_focused()
    heavens = [answer for answer, _ in FLOODS if "eavens" in answer]
    assert len(set(heavens) & set(followed)) >= len(heavens) - 3, (followed, corrected)
    assert len(set(heavens) & set(corrected)) <= 3, corrected
    assert statistics.median(took) < NEXT_SCRIPT_MS, took


def test_two_teachers_at_once_see_and_never_overwrite_each_other(new_device: NewDevice, complaints: Complaints) -> None:
    complaints.expect("409 for POST")
    olga, femi = (new_device().new_page() for _ in range(2))
    for page, name in ((olga, "olga"), (femi, "femi")):
        enter(page, name)
        open_queue(page, "why people build dams")
    assert answer_of(olga) == answer_of(femi)
    femi.keyboard.press("2")
    femi.keyboard.press("Shift+Digit1")
    accept(olga)
    # Femi is told while he looks, and again when he saves, with what he entered still there.
    expect(femi.locator("#saved")).to_contain_text("Olga Brandt has just given")
    entered = ticked(femi)
    femi.get_by_role("link", name="Show it").click()
    expect(femi.locator("#decision").get_by_text("This was not saved last time")).to_be_visible()
    assert ticked(femi) == entered
    femi.keyboard.press("a")
    expect(femi.get_by_role("alert")).to_contain_text("Meanwhile Olga Brandt gave")
    assert ticked(femi) == entered
    expect(femi.get_by_role("combobox", name="Reason")).to_have_value("Worded differently, same point")
    accept(femi)
    # Both marks stand in the history, and the later one counts.
    femi.keyboard.press("p")
    history = femi.get_by_role("region", name="All marks of this answer").get_by_role("row")
    expect(history.filter(has_text="counts")).to_contain_text("Femi Adair")
    expect(history.filter(has_text="Olga Brandt")).to_have_count(1)


def test_a_printed_script_has_its_points_and_nothing_to_fill_in(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "olga")
    open_queue(page, "why people build dams")
    page.emulate_media(media="print")
    expect(page.locator("#id_points .point__text").first).to_be_visible()
    for entry in (page.get_by_label("Other valid point"), page.locator("#id_mark"), page.locator("#id_reason")):
        expect(entry).to_be_hidden()


def test_a_field_for_another_valid_point_comes_when_one_is_filled(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "femi")
    open_queue(page, "why people build dams")
    second, third = (page.get_by_label(f"Further valid point {number}") for number in (2, 3))
    expect(second).to_be_hidden()
    page.keyboard.press("o")
    page.keyboard.type("Dams look good")
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect(third).to_be_hidden()
    expect(page.get_by_text("as ticked: ")).to_be_visible()


def test_no_key_acts_while_somebody_types(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "femi")
    open_queue(page, "why people build dams")
    before, address = ticked(page), page.url
    page.keyboard.press("r")
    page.keyboard.type("a1nplu2")
    expect(page.get_by_role("combobox", name="Reason")).to_have_value("a1nplu2")
    assert (ticked(page), page.url) == (before, address)
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert ticked(page) == before ^ {3}


def test_a_mark_that_the_ticks_do_not_make_is_pointed_out(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "femi")
    open_queue(page, "why people build dams")
    for number in ticked(page):
        page.keyboard.press(str(number))
    page.keyboard.press("1")
    hint = page.get_by_text("The ticks make 1.")
    expect(hint).to_be_hidden()
    marks = page.locator("#id_mark")
    marks.get_by_text("0", exact=True).click()
    expect(hint).to_be_visible()
    marks.get_by_text("1", exact=True).click()
    expect(hint).to_be_hidden()


def test_a_point_beside_nothing_creditable_is_pointed_out(student: Page, new_device: NewDevice) -> None:
    open_question(student, 2)
    write(student, "The Seventh Fleet protected Taiwan, so China could not take it.")
    submit(student)
    expect(student).to_have_url(re.compile(r"/attempts/\d+/$"))
    page = new_device().new_page()
    enter(page, "teacher")
    page.goto(student.url.replace("/attempts/", "/review/"))
    hint = page.get_by_text("A point is still credited.")
    page.locator('input[name="points"]').first.check()
    expect(hint).to_be_hidden()
    page.locator("#id_mark .rung", has_text="Nothing creditable").get_by_text("0", exact=True).click()
    expect(hint).to_be_visible()
    for number in ticked(page):
        page.locator(f"#id_points .decide:nth-child({number}) input").uncheck()
    expect(hint).to_be_hidden()


def test_a_key_takes_a_point_from_stage_to_stage_while_the_mark_stays_in_sight(new_device: NewDevice) -> None:
    page = new_device().new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, "teacher")
    page.goto("/review/?checked=no")
    six_marks = page.locator(".answers__question strong", has_text=re.compile("^2$"))
    follow(page.locator(".answers tbody tr").filter(has=six_marks).locator("a").first)
    box, stage = page.locator('input[name="points"]').first, page.locator(".decide select").first
    box.uncheck()
    for expected in ("identified", "explained", "supported"):
        page.keyboard.press("1")
        expect(box).to_be_checked()
        expect(stage).to_have_value(expected)
        expect(page.locator("#announcer")).to_have_text(f"Stage: {expected}")
    page.keyboard.press("1")
    expect(box).not_to_be_checked()
    mark, hint = page.locator(".desk__mark"), page.locator("#apart-level")
    for number in ticked(page):
        page.locator(f"#id_points .decide:nth-child({number}) input").uncheck()
    page.locator("#id_mark").get_by_text("3", exact=True).click()
    expect(hint).to_have_text(re.compile("No point is credited"))
    page.keyboard.press("1")
    expect(hint).to_have_text("By the ticks and stages it would be level 1.")
    page.keyboard.press("1")
    expect(hint).to_be_hidden()
    page.locator("#id_mark").get_by_text("5", exact=True).click()
    page.locator("h1").scroll_into_view_if_needed()
    expect(mark).to_have_text("5 / 6, level 3")
    expect(mark).to_be_in_viewport()
    page.keyboard.press("-")
    expect(mark).to_have_text("4 / 6, level 2")


def test_what_is_left_undecided_is_still_there_when_one_comes_back(new_device: NewDevice) -> None:
    page = new_device().new_page()
    enter(page, "femi")
    open_queue(page, "why people build dams")
    answer = answer_of(page)
    page.keyboard.press("3")
    entered = ticked(page)
    page.keyboard.press("n")
    page.wait_for_url("**skip=*")
    assert answer_of(page) != answer
    page.keyboard.press("p")
    page.wait_for_url("**/?queue=1")
    assert (answer_of(page), ticked(page)) == (answer, entered)


def test_after_a_decision_one_reads_which_of_those_alike_did_not_follow(new_device: NewDevice) -> None:
    page = new_device().new_page()
    reply: dict[str, object] = {
        "saved": "Saved 1 of 2 for script 9.",
        "undo": "",
        "check": "",
        "alike": "1 of 12 alike has this mark now.",
        "more": "and 9 more",
    }

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(json=reply)
        else:
            route.continue_()

    page.route("**/review/*/?*", answer)
    enter(page, "femi")
    open_queue(page, "why people build dams")
    other = page.url.replace("/?", "/?skip=1&")
    reply["apart"] = [{"name": "script 7", "url": other}, {"name": "script <b>8</b>", "url": other}]
    page.keyboard.press("a")
    saved = page.locator("#saved")
    expect(saved).to_contain_text("1 of 12 alike has this mark now.")
    expect(saved).to_contain_text("Not: script 7, script <b>8</b> and 9 more")
    assert_accessible(page)
    saved.get_by_role("link", name="script 7").click()
    page.wait_for_url("**skip=1*")


NEWS_MS = 3000
"""As long as the page waits between two looks for news."""


def look_for_news(page: Page) -> None:
    """Let the page look for news twice, by its clock: with the second look it has read what came of the first."""
    for _ in range(2):
        with page.expect_response("**/news/**"):
            page.clock.run_for(NEWS_MS)


def test_a_refused_decision_is_forgotten_once_it_is_saved(new_device: NewDevice, complaints: Complaints) -> None:
    complaints.expect("422 for POST")
    page = new_device().new_page()
    page.clock.install()
    enter(page, "femi")
    open_queue(page, "why people build dams")
    page.keyboard.press("3")
    decided = ticked(page)
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("Say why")
    page.keyboard.press("Shift+Digit1")
    accept(page)
    page.keyboard.press("p")
    history = page.get_by_role("region", name="All marks of this answer").get_by_role("row")
    expect(history.filter(has_text="counts")).to_contain_text("Femi Adair")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Reason")).to_have_value("")
    assert ticked(page) == decided
    look_for_news(page)
    expect(page.locator("#saved")).not_to_contain_text("has just given")


TAPS_AGAIN = """() => document.addEventListener('kwexam:desk', () => {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
  document.getElementById('save').click();
}, { once: true })"""
"""The second tap of a double tap comes when the next answer has just been shown."""


def test_the_second_of_two_taps_settles_no_answer_that_nobody_has_read(new_device: NewDevice) -> None:
    page = new_device().new_page()
    settled: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        settled.append(route.request.url)
        return route.fulfill(json={"saved": f"Saved {len(settled)}.", "undo": "", "check": "", "alike": ""})

    page.route("**/review/*/?*", answer)
    enter(page, "femi")
    open_queue(page, "why people build dams")
    page.evaluate(TAPS_AGAIN)
    accept(page)
    there = script(page)
    press_accept(page)
    expect(page.locator("#saved")).to_contain_text("Saved 2.")
    assert [there in url for url in settled] == [False, True]


def test_decisions_faster_than_the_connection_lead_back_to_no_answer_decided(new_device: NewDevice) -> None:
    page = new_device().new_page()
    held: list[Route] = []
    page.route(
        "**/review/*/?*", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    enter(page, "femi")
    open_queue(page, "why people build dams")
    progress = progress_of(page)
    # Tests before this one may have settled some.
    settled, left = (int(re.findall(rf"(\d+) {word}", progress.inner_text())[0]) for word in ("settled", "left"))
    assert left > 3
    here = []
    for _ in range(left - 2):
        here.append(script(page))
        press_accept(page)
        expect(page.locator("#desk")).not_to_have_attribute("data-address", re.compile(f"^{here[-1]}"))
    here.append(script(page))
    assert len(set(here)) == len(here), here
    for address in here[:-1]:
        release(page, held)
        expect(page.locator("#saved")).to_contain_text(f"script {address.split('/')[2]}")
    expect(progress).to_contain_text(f"{settled + left - 2} settled")
    assert script(page) == here[-1]

    # The last two: there is nowhere to go but to the answer that is being saved, so the page waits.
    press_accept(page)
    expect(page.locator("#desk")).not_to_have_attribute("data-address", re.compile(f"^{here[-1]}"))
    # It knows by now that the answer after it is the one that is being saved.
    saving = here[-1].split("/")[2]
    expect(page.locator("#desk")).to_have_attribute("data-next", re.compile(rf"\b{saving}$"))
    last = script(page)
    press_accept(page, last=True)
    expect(page.locator("#saved")).to_have_text("Saving…")
    assert script(page) == last
    for _ in range(2):
        release(page, held)
    page.wait_for_url("**/review/queue/*/")
    expect(page.locator(".queue__progress")).to_contain_text(f"All {settled + left} answers are settled.")


def script(page: Page) -> str:
    """The path of the answer that the page shows."""
    return urlsplit(page.locator("#desk").get_attribute("data-address") or "").path


def release(page: Page, held: list[Route]) -> None:
    """Let the next request that is held go on."""
    wait_until(page, lambda: held)
    held.pop(0).continue_()


def test_who_teaches_the_class_no_longer_is_told_so_with_the_reason_that_was_written(
    page: Page, complaints: Complaints
) -> None:
    complaints.expect("404 for POST")
    enter(page, "femi")
    page.goto("/review/queue/")
    page.get_by_role("link", name="All answers").first.click()
    follow(page.locator(".answers tbody tr").first.get_by_role("link").first)

    def elsewhere(route: Route) -> None:
        """To an answer that is not hers: so is this one, to the server, once she is taken out of the class."""
        sent = route.request.method == "POST"
        route.continue_(url=re.sub(r"/review/\d+/", "/review/999999/", route.request.url) if sent else None)

    page.route("**/review/*/*", elsewhere)
    page.get_by_role("combobox", name="Reason").fill("Both are meant")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    expect(page.get_by_text("Both are meant")).to_be_visible()


def test_entries_kept_through_a_sign_in_stay_on_their_points_under_a_version_that_came_meanwhile(
    new_device: NewDevice, complaints: Complaints
) -> None:
    complaints.expect("401")
    complaints.expect("409 for POST")
    page, author = new_device().new_page(), new_device().new_page()
    enter(page, "femi")
    page.goto("/review/queue/")
    page.get_by_role("link", name="All answers").first.click()
    follow(page.locator(".answers tbody tr", has_text="why people build dams").first.get_by_role("link").first)
    for number in (2, 3):
        page.locator('input[name="points"]').nth(number - 1).check()
    page.get_by_role("combobox", name="Reason").fill("Both are meant")

    enter(author, "author")
    author.goto("/author/")
    follow(author.get_by_role("link", name="Give two reasons why people build dams"))
    text = author.get_by_label("Question and mark scheme")
    old = text.input_value()
    assert "- to stop floods" in old
    text.fill(
        old.replace("- to make electricity", "- boats need deep water\n- to make electricity").replace(
            "- to stop floods\n", ""
        )
    )
    publish_with_reason(author, "A trial")
    author.get_by_role("link", name="Re-mark").click()
    author.get_by_role("button", name="Preview the re-mark").click()
    author.get_by_role("button", name=re.compile("^Re-mark")).click()
    expect(author.locator("main")).to_contain_text("added by version 2")

    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save and stay").click()
    sign_in_again(page, "femi")
    expect(page.locator("form").get_by_text("This was not saved last time")).to_be_visible()
    # The first of these points is the second now, and what was the third is gone.
    assert 2 in ticked(page)
    page.get_by_role("button", name="Save and stay").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Version 2 of the mark scheme is in force now")
    expect(alert).to_contain_text("No longer in it: “to stop floods”")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator(".award__why")).to_contain_text("Both are meant")
