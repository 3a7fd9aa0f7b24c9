"""Revision notes: an author's Markdown as HTML that can do no harm, with its table of contents.

Two walls, each enough by itself: the Markdown reader takes HTML for plain text and refuses addresses that could
run a script; what it prints then passes a sanitiser that knows only the few tags below. No other module of the app
marks text as safe (tests/test_templates.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 20_000
"""Characters of a topic's notes: about 3,500 words. Reading takes time by the square of a paragraph's length."""

DEEPEST = 20
TOP_LEVEL = 2
ANCHOR = "notes-"

TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, **{f"h{level}": {"id"} for level in range(3, 7)}}
SCHEMES = {"http", "https", "mailto"}

# HTML stays text; pictures would come from other sites, which would learn who reads.
READER = MarkdownIt("js-default", {"maxNesting": DEEPEST}).disable(["image"])


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of notes: its words, the name of its place on the page, and its depth: 1 for a section, 2 within."""

    text: str
    anchor: str
    depth: int


@dataclass(frozen=True, slots=True)
class Notes:
    """``html`` may be shown as it is. ``headings`` are all of them in order, ``contents`` the sections alone."""

    html: SafeString
    headings: tuple[Heading, ...]

    @property
    def contents(self) -> list[Heading]:
        return [heading for heading in self.headings if heading.depth == 1]

    def section(self, name: str) -> Heading | None:
        """The first heading of that name, case and punctuation apart; None where the notes have none."""
        wanted = slugify(name, allow_unicode=True)
        return next((each for each in self.headings if slugify(each.text, allow_unicode=True) == wanted), None)

    def sections(self, names: Iterable[str]) -> list[Heading]:
        """The headings of those names that there are, each once, in the order of the notes."""
        found = {heading for name in names if name and (heading := self.section(name))}
        return [heading for heading in self.headings if heading in found]


@lru_cache(maxsize=256)
def rendered(markdown: str) -> Notes:
    """The notes as HTML below a page's second-level heading: ``#`` and ``##`` become h3, ``###`` h4, and so on."""
    tokens = READER.parse(markdown)
    headings = _name_headings(tokens)
    html = nh3.clean(
        READER.renderer.render(tokens, READER.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Notes(mark_safe(html), headings)  # noqa: S308 - sanitised in the line above


def _name_headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    """Give each heading its level on the page and a name that no other has; return them."""
    headings: list[Heading] = []
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        depth = max(1, int(opening.tag[1:]) - TOP_LEVEL + 1)
        opening.tag = closing.tag = f"h{min(6, depth + TOP_LEVEL)}"
        text = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
        stem = ANCHOR + (slugify(text, allow_unicode=True)[:60] or "section")
        anchor = stem
        while anchor in taken:
            numbers[stem] += 1
            anchor = f"{stem}-{numbers[stem] + 1}"
        taken.add(anchor)
        opening.attrSet("id", anchor)
        headings.append(Heading(text, anchor, depth))
    return tuple(headings)
