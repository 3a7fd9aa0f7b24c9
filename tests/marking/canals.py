"""A question whose mark scheme each test writes, and what a new one is refused for."""

from __future__ import annotations

import pytest

from questions import marking

HEAD = "Question 1 (2 marks)\nGive two uses of a canal.\n\nMark scheme:\n"
LIST = f"{HEAD}Acceptable answers include:\n"


def refused(text: str) -> dict[int, str]:
    """Messages by line, of a new text that can be read where it is stored."""
    marking.parse(text)
    with pytest.raises(marking.NotationError) as caught:
        marking.parse(text, new=True)
    return {error.line: error.message for error in caught.value.errors}
