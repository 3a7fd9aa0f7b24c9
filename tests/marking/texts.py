"""Short texts in notation, and what is read from them."""

from __future__ import annotations

import pytest

from questions.marking.notation.parsing import NotationError, alternative_text, parse
from questions.marking.scheme import Point, Scheme, Term


def read(*lines: str, marks: int = 2, stem: str = "Give two reasons why China entered the war.") -> Scheme:
    """One question with the given lines below ``Mark scheme:``."""
    text = "\n".join([f"Question 1 ({marks} marks)", stem, "", "Mark scheme:", *lines])
    return parse(text).schemes[0]


def point(line: str, *below: str, marks: int = 2) -> Point:
    """The one marking point that the line and those below it make."""
    scheme = read("Acceptable answers include:", f"- {line}", *below, marks=marks)
    assert len(scheme.points) == 1
    return scheme.points[0]


def answers(line: str) -> list[str]:
    return [alternative_text(answer) for answer in point(line).answers]


def terms(line: str) -> tuple[Term, ...]:
    """The terms of a point with one alternative and no AND."""
    ((phrase,),) = (answer.phrases for answer in point(line).answers)
    return phrase.terms


def errors(text: str) -> list[tuple[int, str]]:
    """Line and message of each error."""
    with pytest.raises(NotationError) as refusal:
        parse(text)
    return [(error.line, error.message) for error in refusal.value.errors]


def scheme_errors(*lines: str, marks: int = 2) -> list[tuple[int, str]]:
    """Errors in lines below ``Mark scheme:``, which are counted from 1."""
    found = errors("\n".join([f"Question 1 ({marks} marks)", "Why?", "Mark scheme:", *lines]))
    return [(line - 3, message) for line, message in found]


def the_error(*lines: str, marks: int = 2) -> tuple[int, str]:
    (found,) = scheme_errors(*lines, marks=marks)
    return found
