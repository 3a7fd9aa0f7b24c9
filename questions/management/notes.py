"""A topic's notes from the file beside a file of mark schemes, and back: ``name.notes.md`` beside ``name.txt``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.core.management.base import CommandError

from questions.management.spreadsheets import read_text
from questions.models import Topic, User
from questions.services.topics import TextTooLong, edit_topic, printed, read, text_of


def load_notes(schemes: Path, topic: Topic, author: User | None) -> bool:
    """Give the topic the focus and the notes that lie beside ``schemes``; False where nothing lies there."""
    path = schemes.with_suffix(".notes.md")
    if not path.exists():
        return False
    text = replace(read(read_text(path)), title=topic.title)
    try:
        edit_topic(topic=topic, text=text, author=author)
    except TextTooLong as error:
        raise CommandError(f"{path}: {error}") from error
    return True


def write_notes(schemes: Path, topic: Topic) -> Path | None:
    """Write the topic's focus and notes beside ``schemes``; None where it has neither."""
    if not (topic.focus or topic.notes):
        return None
    path = schemes.with_suffix(".notes.md")
    path.write_text(printed(text_of(topic)), encoding="utf-8", newline="\n")
    return path
