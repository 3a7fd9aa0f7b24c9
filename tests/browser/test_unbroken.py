"""No page has to be scrolled sideways for a word that is too long for its line, wherever somebody wrote it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser import unbroken
from tests.browser.actions import enter
from tests.browser.conftest import NewDevice

NARROWEST, WIDE = 320, 1280

OF_THE_STUDENT = ["/topics/"]
OF_THE_TEACHER = [
    "/review/",
    "/review/queue/",
    "/challenges/",
    "/challenges/?show=answered",
    "/assignments/",
    "/record/",
    "/standardisation/agreement/",
    "/standardisation/differences/",
    f"/author/?search={unbroken.WORD}",
    "/author/topics/",
]


def pages_from(page: Page, starts: list[str]) -> dict[str, str]:
    """One page of each kind with the words, as links lead to them from ``starts``: its address without the numbers and
    slugs in it, and its address."""
    found: dict[str, str] = {}
    ways = list(starts)
    while ways:
        address = ways.pop(0)
        kind = address if address in starts else re.sub(r"[?#].*", "", re.sub(r"/(?:\d+|zz[\w-]*)(?=/)", "/*", address))
        if kind in found or re.search(r"\.csv|/text/", address):
            continue
        page.goto(address)
        if unbroken.WORD not in page.content() and address not in starts:
            continue
        found[kind] = address
        ways += page.locator("main a[href^='/']").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    return found


@pytest.mark.parametrize(
    ("who", "starts", "least"), [(unbroken.STUDENT, OF_THE_STUDENT, 7), (unbroken.TEACHER, OF_THE_TEACHER, 36)]
)
def test_no_page_is_wider_than_its_window(new_device: NewDevice, who: str, starts: list[str], least: int) -> None:
    page = new_device(viewport={"width": NARROWEST, "height": 800}).new_page()
    enter(page, who)
    found = pages_from(page, starts)
    assert len(found) >= least, found
    too_wide = []
    for address in found.values():
        page.goto(address)
        for width in (NARROWEST, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.scrollingElement.scrollWidth")
            if needed > width:
                too_wide.append(f"{address} needs {needed} of {width}")
    assert not too_wide, "\n".join(too_wide)
