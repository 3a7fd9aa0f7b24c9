"""Signs that turn the direction of writing round, and texts without them."""

from __future__ import annotations

TURNING = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def unturned(text: str) -> str:
    """What somebody wrote, to stand among a page's own words: a sign that turned its direction round would turn these
    too, and no isolating element stops one that closes the element first (U+2069). The text that is kept has them."""
    return text.translate(TURNING)
