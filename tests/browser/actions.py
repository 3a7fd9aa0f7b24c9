"""What people do on several pages, and what is checked on each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import PASSWORD

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()

PATIENCE_MS = 60_000
"""What a slow and busy machine may take for anything. Who waits goes on as soon as it is there."""

TWO_REASONS = "American soldiers were nearing the Yalu River. Stalin urged China to fight."
"""An answer to question 1 of the sample bank that earns both of its marks."""


def sign_in(page: Page, username: str) -> None:
    """Sign in from the sign-in page, which leads to the start page."""
    page.goto("/login/")
    sign_in_again(page, username)


def enter(page: Page, username: str) -> None:
    """Sign in without a page being drawn, where signing in is not what is tested: the same requests, the same session.

    ``page`` stays as it is; where to go is said by the test.
    """
    page.request.get("/login/")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    form = {"csrfmiddlewaretoken": token, "username": username, "password": PASSWORD}
    reply = page.request.post("/login/", form=form, max_redirects=0)
    assert reply.status == 302, f"{username} was not let in: {reply.status}"


def sign_in_again(page: Page, username: str) -> None:
    """Sign in where the server asks for it, which leads back to where one was.

    The form is waited for: looking whether it is there already would find nothing while its page still loads.
    """
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.wait_for_load_state()


def follow(way: Locator) -> None:
    """Click what leads to another page, and wait for its scripts: nobody acts before they are there, but a test would.

    What is lost where somebody does is tested by holding the scripts back.
    """
    way.click()
    way.page.wait_for_load_state()


def wait_until(page: Page, happened: Callable[[], object]) -> None:
    """Wait for what is seen on this side, such as a request that is held."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        page.wait_for_timeout(20)  # meanwhile the browser's news come in


def assert_accessible(page: Page) -> None:
    """Fail with one readable line for each thing that axe finds wrong with the page as it is now."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = {
        "runOnly": AXE_RULES,
        "resultTypes": ["violations"],
        "preload": False,  # what is loaded beforehand is for rules that are not asked for
    }
    found = page.evaluate("options => axe.run(options)", options)
    problems = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {node['html'][:160]}\n      {first_line(node['failureSummary'])}" for node in violation["nodes"][:5]
        )
        for violation in found["violations"]
    ]
    assert not problems, f"{page.url}\n" + "\n".join(problems)


def first_line(summary: str) -> str:
    lines = [line.strip() for line in summary.splitlines() if line.strip()]
    return " ".join(lines[1:2] or lines)


question_addresses: dict[int, str] = {}
"""Where the questions are that were opened by their links once."""


def open_question(page: Page, number: int) -> None:
    """Go to the page of a question of the sample bank: the first time from the list of topics, as a student does."""
    if number in question_addresses:
        page.goto(question_addresses[number])
    else:
        page.goto("/topics/")
        page.get_by_role("link", name="The Korean War").click()
        own_number = page.locator(".question__number", has_text=re.compile(rf"Question\s*{number}$"))
        link = page.locator("li").filter(has=own_number).locator(".contents__link")
        question_addresses[number] = link.get_attribute("href") or ""
        link.click()
    expect(page.get_by_role("heading", level=1, name=f"Question {number}", exact=True)).to_be_visible()
    page.wait_for_load_state()


def write(page: Page, text: str) -> None:
    page.get_by_label("Your answer").fill(text)


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit answer").click()


def expect_saved(page: Page) -> None:
    """The page says that the server has the text."""
    expect(page.locator("#save-status")).to_have_text(re.compile(r"^Saved at \d\d:\d\d$"))


def expect_mark(page: Page, mark: int, out_of: int) -> None:
    """The page of the result says this mark."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"your mark is {mark} out of {out_of}")
    page.wait_for_load_state()


def publish_with_reason(page: Page, reason: str) -> None:
    """Publish what the editor holds although it has not the sample answers that the school asks for."""
    page.get_by_text("Publish below the minimum").click()
    page.get_by_label("Reason for publishing all the same").fill(reason)
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_role("status").first).to_contain_text("published")
