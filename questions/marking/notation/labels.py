"""Numbers and letters before a question or its part, and which may come next: ``3 (a)``, ``(b)``, ``(ii)``, ``4``.

A board prints the marking points of a part below it and then the next part, often with no heading between: ``(b) Why
did he break with Rome? [2]``. It could be a bullet, and is not where the points above have bullets of another kind and
it is the next of the question's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LABEL = re.compile(
    r"(?:(?:question|q)\.? ?)?(?:0 ?(?=[0-9](?: ?\.)? ?[0-9]?))?(?P<number>[0-9]{1,3}(?![0-9]))?[.)]?"
    r"(?: ?\((?P<letter>[a-h])\)|(?<=[0-9])(?P<joined>[a-h])(?![a-z])[.)]?)?"
    r"(?: ?\((?P<step>i{1,3}|iv|vi{0,3}|ix|x)\)|(?<=\.)(?P<figure>[0-9])(?![0-9]))?(?= |$)",
    re.IGNORECASE,
)
_STEPS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


MOST_STEPS = 2
"""From a part to the one below it."""


class Label(NamedTuple):
    """``3 (a) (ii)``: 3, "a" and 2; 0 and "" for what it does not have."""

    number: int
    letter: str
    step: int

    @property
    def kind(self) -> tuple[bool, ...]:
        return tuple(map(bool, self))

    @property
    def has_part(self) -> bool:
        return bool(self.letter or self.step)


def label(text: str) -> Label | None:
    """The label that a line begins with.

    >>> label("3 (a) Name two"), label("(ii) Why"), label("fear") is None
    (Label(number=3, letter='a', step=0), Label(number=0, letter='', step=2), True)
    """
    found = _LABEL.match(text)
    if not found or not found.end():
        return None
    number, letter, joined, step, figure = found.groups("")
    if not (number or letter or joined or step):
        return None
    return Label(int(number or 0), (letter or joined).lower(), int(figure or _STEPS.index(step.lower())))


def comes_next(found: Label, last: Label) -> bool:
    """Whether a part or question so labelled can follow the one of the label ``last``.

    Of parts one may be missing between.

    >>> [comes_next(label(text), label("3 (b)")) for text in ("(c)", "(d)", "4", "4 (a)", "(a)", "(i)", "(f)", "6")]
    [True, True, True, True, False, False, False, False]
    """
    if found.number == last.number + 1:
        return True
    if found.number not in (0, last.number):
        return False
    if found.letter and found.letter != last.letter:
        return bool(found.number or last.letter) and 0 < ord(found.letter) - ord(last.letter or "`") <= MOST_STEPS
    return bool(found.number or last.step) and 0 < found.step - last.step <= MOST_STEPS


def whole(found: Label, last: Label) -> Label:
    """``found`` with what it leaves to the label before it."""
    if found.number:
        return found
    return Label(last.number, found.letter or last.letter, found.step)
