"""A real browser against a running server: devices, people and what may never happen on any page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Response,
    WebError,
    expect,
    sync_playwright,
)

from scripts.programs import find_chromium, install_command
from tests.browser.actions import PATIENCE_MS, enter
from tests.browser.people import NEW_STUDENTS
from tests.browser.server import PROJECT, running_server

SCREENSHOTS = PROJECT / "var" / "screenshots"

# No sandbox: root cannot have one, and only our own pages are opened. The rest keeps the browser from calling home.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=PATIENCE_MS)

failed_items: set[str] = set()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        failed_items.add(item.nodeid)
    return report


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running product with its demo school."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with running_server(tmp_path_factory.mktemp("server"), shared, os.environ.get("DATABASE_URL")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        message = f"no Chromium on this machine; type: {install_command('chromium')}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Complaints:
    """What browsers report against pages: errors of scripts, refusals of the content policy, files that fail to load.

    None is right unless the test expects it: ``expect("401")`` allows complaints that contain the text.
    """

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._expected: list[str] = []

    def expect(self, text: str) -> None:
        self._expected.append(text)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)

    def leave(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._console)
        context.remove_listener("weberror", self._error)
        context.remove_listener("response", self._response)

    def _error(self, error: WebError) -> None:
        self._seen.append(f"script error: {error.error}")

    def _console(self, message: ConsoleMessage) -> None:
        # A reply that is an error is reported once, with its status, by _response.
        refused = re.match(r"Failed to load resource: the server responded", message.text)
        # htmx tells of each request that it gives up itself because a later one takes its place.
        given_up = re.match(r"htmx:(?:sendAbort|afterRequest)\b", message.text)
        if message.type in ("error", "warning") and not refused and not given_up:
            self._seen.append(f"console {message.type}: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._seen.append(f"{response.status} for {response.request.method} {response.url}")

    def unexpected(self) -> list[str]:
        return [seen for seen in self._seen if not any(text in seen for text in self._expected)]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unexpected() == []


def a_device(browser: Browser, server: str, **options: Any) -> BrowserContext:
    """A browser with nothing in it. Takes the options of Playwright's ``new_context``."""
    context = browser.new_context(base_url=server, locale="en-GB", timezone_id="Europe/London", **options)
    context.set_default_timeout(PATIENCE_MS)
    return context


NewDevice = Callable[..., BrowserContext]


@pytest.fixture
def new_device(
    browser: Browser, server: str, complaints: Complaints, request: pytest.FixtureRequest
) -> Iterator[NewDevice]:
    """Another browser with nothing in it: another person, or the same one on another device.

    Takes the options of Playwright's ``new_context``, such as ``viewport`` or ``java_script_enabled``.
    """
    contexts: list[BrowserContext] = []

    def open_device(**options: Any) -> BrowserContext:
        context = a_device(browser, server, **options)
        complaints.watch(context)
        contexts.append(context)
        return context

    yield open_device
    if request.node.nodeid in failed_items:
        save_screenshots(contexts, request.node.name)
    for context in contexts:
        context.close()


def save_screenshots(contexts: list[BrowserContext], test: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", test)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        path = SCREENSHOTS / f"{name}-{number}.png"
        try:
            page.screenshot(path=path, full_page=True)
            print(f"{page.url} looks like {path.relative_to(PROJECT)}")
        except Error as error:
            print(f"no picture of {page.url}: {error}")


@pytest.fixture
def page(new_device: NewDevice) -> Page:
    return new_device().new_page()


@pytest.fixture(scope="session")
def _unused() -> Iterator[str]:
    return iter(NEW_STUDENTS)


@pytest.fixture
def new_student(_unused: Iterator[str]) -> str:
    """The name of a student of the demo class who has not answered anything; another one in each test."""
    return next(_unused)


@pytest.fixture
def student(page: Page, new_student: str) -> Page:
    """A page on which a new student is signed in."""
    enter(page, new_student)
    return page
