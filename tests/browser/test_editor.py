"""Writing a question: pasted, mended, tried out, tested on sample answers, published, answered; and nothing lost."""

from __future__ import annotations

import re
from urllib.parse import quote_plus

from playwright.sync_api import Page, Route, expect

from tests.browser.actions import enter, expect_mark, follow, sign_in, submit, wait_until, write
from tests.browser.conftest import Complaints, NewDevice

PASTE = """Topic: The upland reservoir

Question 1 (2 marks)
Give two reasons why the reservoir silted up.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
REJECT: a lack of rain
Acceptable answers include:
- trees cut down on the slopes / forest cleared for farms
- heavy storms washed soil into the lake
- nobody dredged it

Question 2 (6 marks)
Explain how the reservoir changed the villages around it.

Mark scheme:
1–2 marks: Simple statements about the villages.
3–4 marks: Explains how one or two things changed.
5–6 marks: Explains several changes with exact examples.
Credit points such as:
- fields were flooded, so farmers moved to the town
- visitors came, which brought work in hotels
- water in summer meant better harvests
"""
MISPLACED = "REJECT: a lack of rain\n"
TELL_PRESSES = """
addEventListener("submit", (event) => console.log(`press ${event.defaultPrevented ? "is stopped" : "goes on"}`));
"""
SAMPLES = (
    ("They cleared the forest for farms. Nobody dredged it.", "2"),
    ("heavy storms washed the soil in", "1"),
    ("trees were cut down on the slopes, and no one ever dredged it", "2"),
    ("It was the will of the mayor.", "0"),
    ("nobody dredged it", "1"),
    ("They chopped down the woods on the hillside.", "1"),
)


def editor(page: Page) -> tuple[object, object]:
    return page.get_by_label(re.compile(r"Questions? and mark scheme")), page.locator("#preview")


def open_in_editor(page: Page, stem: str) -> None:
    page.goto(f"/author/?search={quote_plus(stem)}")
    follow(page.get_by_role("link", name=stem).first)
    expect(page.get_by_label("Question and mark scheme")).to_be_visible()


def kept(page: Page) -> None:
    expect(page.locator("#draft-state")).to_have_text(re.compile(r"Draft kept at \d\d:\d\d"))


def test_a_pasted_page_becomes_a_tested_question(new_device: NewDevice, new_student: str) -> None:
    author, student = (new_device().new_page() for _ in range(2))
    enter(author, "author")
    author.goto("/author/new/")
    text, preview = editor(author)
    text.fill(PASTE)
    expect(preview).to_contain_text("1 line cannot be read")
    expect(text).to_have_attribute("aria-invalid", "true")
    preview.get_by_role("link", name="Line 8").click()
    text.press("Delete")
    expect(preview).to_contain_text("2 questions, no errors")
    expect(text).not_to_have_attribute("aria-invalid", "true")
    author.get_by_role("button", name="Save as draft").click()
    expect(author.get_by_role("status").first).to_contain_text("2 questions saved as draft")

    follow(author.get_by_role("link", name="Give two reasons why the reservoir silted up."))
    panel = author.locator("#samples-panel")
    for answer, mark in SAMPLES:
        panel.get_by_label("An answer as a student would write it").fill(answer)
        panel.get_by_label("Agreed mark").select_option(mark)
        panel.get_by_role("button", name="Add sample answer").click()
        expect(panel.get_by_label("An answer as a student would write it")).to_have_value("")
    expect(panel).to_contain_text("Ready to publish.")
    expect(panel).to_contain_text(re.compile(r"Sample answers\s*6\s*asked: 6"))
    author.get_by_role("button", name="Save and publish").click()
    expect(author.get_by_role("status").first).to_contain_text("is published")

    enter(student, new_student)
    student.goto("/topics/")
    student.get_by_role("link", name="The upland reservoir").click()
    student.get_by_role("link", name="Give two reasons why the reservoir silted up.").click()
    write(student, "Forest was cleared for farms and nobody dredged it.")
    submit(student)
    expect_mark(student, 2, 2)


def test_an_answer_is_marked_while_it_is_typed_and_again_when_the_text_changes(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/author/new/")
    text, _ = editor(page)
    text.fill(PASTE.replace(MISPLACED, ""))
    tried = page.locator("#tried")
    page.get_by_label("Type an answer").fill("The mayor wanted it so.")
    expect(tried).to_contain_text("0 of 2 marks")
    text.fill(PASTE.replace(MISPLACED, "").replace("- nobody dredged it", "- the mayor wanted it"))
    expect(tried).to_contain_text("1 of 2 marks")
    expect(tried.locator("mark").first).to_contain_text("mayor")


def test_what_is_typed_before_the_scripts_come_is_previewed_marked_and_kept(page: Page) -> None:
    enter(page, "teacher")
    text, preview = editor(page)
    answer = page.get_by_label("Type an answer")

    def type_first(script: Route) -> None:
        text.fill(PASTE.replace(MISPLACED, ""))
        answer.fill("Nobody dredged it.")
        script.continue_()

    page.route("**/htmx*.js", type_first)
    page.goto("/author/new/")
    expect(preview).to_contain_text("2 questions, no errors")
    expect(page.locator("#tried")).to_contain_text("1 of 2 marks")
    kept(page)
    expect(answer).to_have_value("Nobody dredged it.")


def test_a_line_that_cannot_be_read_is_told_right_below_a_tall_text(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    enter(page, "teacher")
    page.goto("/author/new/")
    text, _ = editor(page)
    text.fill(PASTE.replace(MISPLACED, "").replace("Mark scheme:", "Mark scheme:\n= nonsense", 1))
    unread = page.locator("#unread")
    expect(unread).to_contain_text("cannot be read")
    expect(text).to_have_accessible_description(re.compile("cannot be read"))
    box, below = text.bounding_box(), unread.bounding_box()
    assert box
    assert below
    assert box["height"] >= 480
    assert 0 <= below["y"] - box["y"] - box["height"] < 16
    unread.get_by_role("link", name="Line").click()
    assert text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)") == "= nonsense"
    text.fill(PASTE.replace(MISPLACED, ""))
    expect(unread).to_have_text("")


def test_a_suggested_line_goes_into_the_text_with_one_click_and_settles_it(page: Page) -> None:
    enter(page, "author")
    open_in_editor(page, "Give two reasons why China decided")
    text, _ = editor(page)
    panel = page.locator("#samples-panel")
    panel.get_by_label("An answer as a student would write it").fill("Goaded by Moscow.")
    panel.get_by_label("Agreed mark").select_option("1")
    panel.get_by_role("button", name="Add sample answer").click()
    mine = panel.locator(".disagreement").filter(has_text="Goaded by Moscow")
    expect(mine).to_contain_text("Agreed 1, the marker gives 0")
    mine.get_by_role("button", name="Put it into the text").first.click()
    expect(text).to_have_value(re.compile(r"\n  ACCEPT: Goaded by Moscow\n"))
    expect(panel.locator(".disagreement").filter(has_text="Goaded by Moscow")).to_have_count(0)
    kept(page)
    page.reload()
    expect(text).to_have_value(re.compile("Goaded by Moscow"))
    page.get_by_role("button", name="Throw it away").click()
    expect(text).not_to_have_value(re.compile("Goaded by Moscow"))


def test_examples_and_signs_are_put_into_the_text(page: Page) -> None:
    enter(page, "teacher")
    page.goto("/author/new/")
    text, preview = editor(page)
    text.fill("")
    page.get_by_text("The signs, and two examples").click()
    page.get_by_role("button", name="Put this into the text").first.click()
    page.get_by_role("button", name="Put this into the text").last.click()
    page.get_by_role("button", name="REJECT", exact=True).click()
    text.press_sequentially("a dry year")
    expect(preview).to_contain_text("2 questions, no errors")
    expect(preview).to_contain_text("a dry year")


def test_the_unsaved_text_comes_back_on_another_device(new_device: NewDevice) -> None:
    laptop, phone = new_device().new_page(), new_device(viewport={"width": 360, "height": 740}).new_page()
    for device in (laptop, phone):
        enter(device, "admin")
    laptop.goto("/author/new/")
    text, _ = editor(laptop)
    text.fill("Question 1 (1 mark)\nWhy is the sky")
    kept(laptop)
    phone.goto("/author/new/")
    expect(editor(phone)[0]).to_have_value("Question 1 (1 mark)\nWhy is the sky")
    expect(phone.get_by_text("This is your own text from")).to_be_visible()
    phone.get_by_role("button", name="Throw it away").click()
    expect(editor(phone)[0]).to_have_value("")


def test_two_tabs_are_told_and_asked_which_text_counts(new_device: NewDevice, complaints: Complaints) -> None:
    complaints.expect("409 for POST")
    device = new_device()
    first = device.new_page()
    sign_in(first, "admin")
    second = device.new_page()
    for page in (first, second):
        open_in_editor(page, "Explain how the Korean War changed China")
    original = editor(first)[0].input_value()
    editor(first)[0].fill(original + "- a point of the first tab\n")
    kept(first)
    editor(second)[0].fill(original + "- a point of the second tab\n")
    told = second.locator("#elsewhere")
    expect(told).to_contain_text("open in another tab or on another device")
    expect(told.locator("#elsewhere-other")).to_contain_text("a point of the first tab")
    told.get_by_role("button", name="Take the other text").click()
    expect(editor(second)[0]).to_have_value(original + "- a point of the first tab\n")
    second.reload()
    second.get_by_role("button", name="Throw it away").click()
    expect(editor(second)[0]).to_have_value(original)


def test_a_lost_connection_costs_no_text_and_is_made_up_for(page: Page, complaints: Complaints) -> None:
    for text in ("net::ERR_INTERNET_DISCONNECTED", "htmx:"):
        complaints.expect(text)
    enter(page, "teacher")
    page.goto("/author/new/")
    text, _ = editor(page)
    page.context.set_offline(True)
    text.fill("Question 1 (1 mark)\nWhy do tides turn?")
    expect(page.locator("#draft-state")).to_contain_text("Not kept: no connection.")
    page.context.set_offline(False)
    kept(page)
    page.reload()
    expect(text).to_have_value("Question 1 (1 mark)\nWhy do tides turn?")
    page.get_by_role("button", name="Throw it away").click()
    expect(text).to_have_value("")


def test_a_double_click_saves_one_version(page: Page) -> None:
    enter(page, "author")
    open_in_editor(page, "Give two ways in which the Soviet Union helped")
    text, _ = editor(page)
    text.fill(text.input_value() + "\n- one more point, saved once\n")
    page.get_by_role("button", name="Save a new version").dblclick()
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"Version 2 saved"))


def test_a_button_pressed_again_while_the_server_is_busy_acts_once(page: Page) -> None:
    sent: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route)
        else:
            route.continue_()

    page.route("**/author/topics/new/", hold)
    enter(page, "author")
    page.goto("/author/topics/new/")
    page.get_by_label("Title").fill("The lake that was pressed twice")
    presses: list[str] = []
    page.on("console", lambda message: presses.append(message.text) if message.text.startswith("press ") else None)
    page.evaluate(TELL_PRESSES)
    button = page.get_by_role("button", name="Save")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    for _ in range(2):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    wait_until(page, lambda: len(presses) == 2 and sent)
    assert presses == ["press goes on", "press is stopped"]
    assert len(sent) == 1
    sent[0].continue_()
    expect(page.get_by_role("status").filter(has_text="Topic saved")).to_be_visible()
