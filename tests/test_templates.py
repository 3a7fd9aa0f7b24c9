"""Templates: what a student writes is text, and nothing but the project's own files may run or style a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
PYTHON = sorted((PROJECT / "questions").rglob("*.py")) + sorted((PROJECT / "kwexam").rglob("*.py"))
SCRIPTS = sorted(
    path
    for path in (PROJECT / "questions" / "static").rglob("*.js")
    if "vendor" not in path.parts and ".min" not in path.name
)

UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script in the page": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a file of another site": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE
    ),
}


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_marked_as_safe(path: Path) -> None:
    assert UNESCAPED.findall(path.read_text(encoding="utf-8")) == []


SANITISED = PROJECT / "questions" / "notes.py"
"""The one place where HTML is made of what somebody wrote: it comes out of a sanitiser (tests/test_notes.py)."""


@pytest.mark.parametrize("path", [path for path in PYTHON if path != SANITISED], ids=name)
def test_no_code_marks_text_as_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\bmark_safe\b|\bSafeString\b|\bautoescape=False\b|\bcsrf_exempt\b", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_never_turn_text_into_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval)\b", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_posts_carries_its_token(path: Path) -> None:
    forms = re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    posting = [form for form in forms if re.search(r"method=\"post\"", form.partition(">")[0], re.IGNORECASE)]
    assert [form[:80] for form in posting if "{% csrf_token %}" not in form] == []
