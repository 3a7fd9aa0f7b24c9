"""What is wrong with a text in notation, in words for its author."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineError:
    """What was expected in a line, counted from 1; ``text`` is the line as it was given."""

    line: int
    message: str
    text: str


class NotationError(Exception):
    """A text that cannot be read. ``errors`` are all that was found, in line order."""

    def __init__(self, errors: tuple[LineError, ...]) -> None:
        super().__init__("; ".join(f"line {error.line}: {error.message}" for error in errors))
        self.errors = errors
