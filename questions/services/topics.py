"""Writing topics: their focus, notes, order and authors; and a topic's notes as a file and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from questions.models import Topic, User
from questions.notes import LONGEST
from questions.services.attempts import storable
from questions.services.authoring import check_author, new_topic

FOCUS = "**Specification focus.**"
LONGEST_FOCUS = 2_000


class TitleTaken(Exception):
    """Another topic has this title."""


class TextTooLong(Exception):
    """The notes or the focus are longer than a topic holds; the message says by how much."""


class TopicChanged(Exception):
    """Somebody saved the topic since the page was opened: ``topic`` as it is now."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(str(topic))
        self.topic = topic


@dataclass(frozen=True, slots=True)
class TopicText:
    """What a topic says. ``title`` and ``focus`` are one line each; ``notes`` have neither blank ends nor ``\\r``."""

    title: str
    focus: str = ""
    notes: str = ""


def tidied(text: TopicText) -> TopicText:
    """``text`` as it is stored."""
    lines = storable(text.notes).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        del lines[0]
    return TopicText(_one_line(text.title), _one_line(text.focus), "\n".join(lines))


def _one_line(text: str) -> str:
    return " ".join(storable(text).split())


def text_of(topic: Topic) -> TopicText:
    return TopicText(topic.title, topic.focus, topic.notes)


def seen(topic: Topic) -> str:
    """Names what a page has seen of the topic, so that two people do not overwrite each other: its text, its place and
    who may write in it."""
    shown = (text_of(topic), topic.position, authors_of(topic))
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def authors_of(topic: Topic) -> list[int]:
    """The ids of the named authors."""
    return sorted(person.pk for person in topic.authors.all())


@transaction.atomic
def add_topic(*, text: TopicText, author: User | None) -> Topic:
    """Make a topic, the last in order. Raises TitleTaken, unless the topic of that title is one without questions that
    says the very same, as after a second press: returns that one."""
    text = tidied(text)
    with suppress(IntegrityError):
        # Where somebody takes the title at this moment, that topic is looked at too.
        if not Topic.objects.filter(title__iexact=text.title).exists():
            return edit_topic(topic=new_topic(text.title), text=text, author=author)
    own = Topic.objects.authored_by(author) if author else Topic.objects.all()
    topic = own.filter(title__iexact=text.title, questions__isnull=True).first()
    if topic is None or text_of(topic) != text:
        raise TitleTaken(text.title)
    return topic


@transaction.atomic
def edit_topic(
    *,
    topic: Topic,
    text: TopicText,
    author: User | None,
    position: int | None = None,
    authors: Iterable[User] | None = None,
    base: str = "",
) -> Topic:
    """Save what the topic says, and where given its place in the order and who may write in it; return it.

    Its name in addresses stays. ``base`` is ``seen`` of what the page showed: raises TopicChanged where the topic
    is not so any more, unless it is as it would be saved. Raises TitleTaken, TextTooLong, or NotYourTopic.
    """
    text = tidied(text)
    _check_length("notes", text.notes, LONGEST)
    _check_length("focus", text.focus, LONGEST_FOCUS)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    check_author(topic=topic, author=author)
    position = topic.position if position is None else position
    named = authors_of(topic) if authors is None else sorted(person.pk for person in authors)
    if base and base != seen(topic) and (text, position, named) != (text_of(topic), topic.position, authors_of(topic)):
        raise TopicChanged(topic)
    topic.title, topic.focus, topic.notes = text.title, text.focus, text.notes
    topic.position = position
    if Topic.objects.filter(title__iexact=topic.title).exclude(pk=topic.pk).exists():
        raise TitleTaken(topic.title)
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as error:
        # Somebody else took the title at this moment.
        raise TitleTaken(topic.title) from error
    if authors is not None:
        topic.authors.set(named)
    return topic


def _check_length(what: str, text: str, most: int) -> None:
    if len(text) > most:
        raise TextTooLong(f"The {what} of a topic may have {most:,} characters; these have {len(text):,}.")


def printed(text: TopicText) -> str:
    """The topic's text as a Markdown file: ``read(printed(t)) == t`` for whatever is tidied."""
    focus = f"{FOCUS} {text.focus}".rstrip()
    return f"# {text.title}\n\n{focus}\n\n{text.notes}".rstrip("\n") + "\n"


def read(file: str) -> TopicText:
    """A topic's text from a Markdown file: a first line ``# Title`` and a paragraph with the focus, where it has them,
    and the notes."""
    notes = tidied(TopicText("", "", file)).notes
    title = focus = ""
    if notes.startswith("# "):
        title, _, notes = notes[2:].partition("\n")
    notes = notes.lstrip("\n")
    if notes.startswith(FOCUS):
        focus, _, notes = f"{notes[len(FOCUS) :]}\n\n".partition("\n\n")
    return tidied(TopicText(title, focus, notes))
