"""Notes: Markdown becomes plain, harmless HTML, and its headings a table of contents."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.notes import ATTRIBUTES, LONGEST, TAGS, rendered

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<iframe src='https://example.org'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<h3 id=main onclick=alert(1)>x</h3>",
    "<style>body{display:none}</style>",
    "<svg/onload=alert(1)>",
    "<!-- <script>alert(1)</script> -->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](https://example.org "\\" onclick=alert(1)")',
    "![x](https://example.org/track.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "# x {onclick=alert(1)}",
    "```<script>\nalert(1)\n```",
    "| <b onclick=x> |\n|:-:|\n| <script>x</script> |",
    "`<script>`",
    "\N{RIGHT-TO-LEFT OVERRIDE}<script>",
)


SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class Seen(HTMLParser):
    """The tags of a page, and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add((tag, name))
            if name == "href":
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def assert_harmless(markdown: str) -> None:
    seen = Seen(rendered(markdown).html)
    assert seen.tags <= TAGS
    assert seen.attributes <= {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    # A browser drops line ends and tabs before it looks for a scheme.
    schemes = {found[1].lower() for address in seen.addresses if (found := SCHEME.match(re.sub(r"\s", "", address)))}
    assert schemes <= {"http", "https", "mailto"}
    assert all(name.startswith("notes-") for name in seen.ids)
    assert len(seen.ids) == len(set(seen.ids))


@pytest.mark.parametrize("markdown", HOSTILE)
def test_what_is_hostile_comes_out_harmless(markdown: str) -> None:
    assert_harmless(markdown)
    assert_harmless(f"- **a** {markdown}\n\n## {markdown}")


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=8).map("".join))
def test_no_mixture_of_texts_does_harm(markdown: str) -> None:
    assert_harmless(markdown)


def test_html_is_shown_as_it_was_typed() -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in rendered("<script>alert(1)</script>").html


def test_what_authors_write_is_kept() -> None:
    html = rendered(
        "## Why\n\nA *new* **idea**:\n\n- one\n- two\n\n[More](https://example.org)\n\n| a |\n|---|\n| b |"
    ).html
    assert '<h3 id="notes-why">Why</h3>' in html
    assert "A <em>new</em> <strong>idea</strong>:" in html
    assert "<li>two</li>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer nofollow">More</a>' in html
    assert "<td>b</td>" in html


def test_headings_have_places_of_their_own() -> None:
    notes = rendered("# Title\n\n## The *Long* March\n\n### Zunyi\n\n## The Long March\n\n## 長征\n\n## ?")
    assert [(heading.text, heading.anchor, heading.depth) for heading in notes.headings] == [
        ("Title", "notes-title", 1),
        ("The Long March", "notes-the-long-march", 1),
        ("Zunyi", "notes-zunyi", 2),
        ("The Long March", "notes-the-long-march-2", 1),
        ("長征", "notes-長征", 1),
        ("?", "notes-section", 1),
    ]
    assert [heading.text for heading in notes.contents] == ["Title", "The Long March", "The Long March", "長征", "?"]


def test_a_section_is_found_by_its_name_and_each_once_in_the_order_of_the_notes() -> None:
    notes = rendered("## Why China entered\n\n## The fighting, 1950–53\n\n### Zunyi")
    assert notes.section("why china entered?").anchor == "notes-why-china-entered"  # type: ignore[union-attr]
    assert notes.section("Taiwan") is None
    names = ["Zunyi", "The fighting 1950–53", "", "Why China entered", "zunyi", "Taiwan"]
    assert [heading.text for heading in notes.sections(names)] == [
        "Why China entered",
        "The fighting, 1950–53",
        "Zunyi",
    ]


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "`", "> ", "- ", "<", "&", "a_", "**a", "\\", "[a](", "|", "#", "a\n# "]
)
def test_the_longest_notes_are_read_in_seconds(unit: str) -> None:
    started = time.process_time()
    rendered(unit * (LONGEST // len(unit)))
    assert time.process_time() - started < 10
