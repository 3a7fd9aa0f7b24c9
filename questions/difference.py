"""How two texts differ: the lines that changed, and in them the words."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest

Part = tuple[str, str]
"""A sign, "+" for words that were added, "-" for words that were taken away, else "", and the words."""

AROUND = 6
"""Words shown on either side of a change."""


def changed_lines(before: str, after: str) -> list[list[Part]]:
    """The lines that differ, each as its parts; longer runs of what stayed are cut short."""
    old, new = before.splitlines(), after.splitlines()
    changed = []
    for verb, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb != "equal":
            pairs = zip_longest(old[first:last], new[start:end], fillvalue="")
            changed += [_parts(line.strip(), other.strip()) for line, other in pairs]
    return changed


def _parts(before: str, after: str) -> list[Part]:
    old, new = before.split(), after.split()
    parts: list[Part] = []
    for verb, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            ends = last == len(old) and end == len(new)
            parts.append(("", _short(old[first:last], begins=first == start == 0, ends=ends)))
            continue
        parts += [("-", " ".join(old[first:last]))] if first < last else []
        parts += [("+", " ".join(new[start:end]))] if start < end else []
    return parts


def _short(words: list[str], *, begins: bool, ends: bool) -> str:
    """``words`` that stayed, without the middle of a long run; of a line's own begin its sign, of its end nothing."""
    if len(words) > 2 * AROUND + 1:
        head = words[:1] if begins else words[:AROUND]
        tail = [] if ends else words[-AROUND:]
        words = [*head, "…", *tail]
    return " ".join(words)
