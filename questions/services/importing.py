"""Whole banks in and out: a text of several topics is saved all or nothing, and topics are written in any form."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Prefetch

from questions import marking
from questions.exchange import moodle_out, sheet, text
from questions.models import MarkScheme, Question, SampleAnswer, Topic, User
from questions.models.bank import compiled
from questions.services.attempts import storable
from questions.services.authoring import (
    NotYourTopic,
    add_document,
    check_author,
    check_creditable,
    known_questions,
    say_the_same,
    stored_text,
    topic_named,
)
from questions.services.topics import TopicText, edit_topic, text_of, tidied
from questions.spreadsheets import safe_cell

ENDINGS = {"text": "txt", "moodle": "xml", "csv": "csv"}
SAMPLE_COLUMNS = ("topic", "question", "answer", "mark", "level", "why")


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """What saving would do with a question: ``known`` gets a new version if ``differs``; None: the question is new."""

    scheme: marking.Scheme
    known: Question | None = None
    differs: bool = True


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """What saving would do with a topic. ``topic`` is None where it is new; ``closed``: not open to the author.

    ``adds_notes``: its focus or notes are taken over; ``other_notes``: it has others, which stay unless replaced.
    """

    title: str
    questions: tuple[PlannedQuestion, ...]
    topic: Topic | None = None
    closed: bool = False
    adds_notes: bool = False
    other_notes: bool = False


def planned(*, documents: Iterable[marking.Document], author: User | None, topic: Topic | None) -> list[PlannedTopic]:
    """What ``import_text`` would do; nothing is saved. ``topic`` is for questions that stand under none."""
    return [_planned(document, author, topic) for document in documents]


def _planned(document: marking.Document, author: User | None, chosen: Topic | None) -> PlannedTopic:
    topic = Topic.objects.filter(title__iexact=document.topic).first() if document.topic else chosen
    if topic is None:
        new = tuple(PlannedQuestion(scheme) for scheme in document.schemes)
        return PlannedTopic(document.topic, new, adds_notes=bool(document.focus or document.notes))
    try:
        check_author(topic=topic, author=author)
        closed = False
    except NotYourTopic:
        closed = True
    adds, others = _notes_of(document, topic)
    found = known_questions(topic, document.schemes)
    newest = _newest_texts([known for _, known in found if known])
    questions = tuple(
        PlannedQuestion(
            scheme,
            known,
            known is None or not say_the_same(newest[known.pk], stored_text(scheme, known.number)),
        )
        for scheme, known in found
    )
    return PlannedTopic(topic.title, questions, topic, closed, adds, others)


def _newest_texts(questions: Sequence[Question]) -> dict[int, str]:
    versions = MarkScheme.objects.filter(question__in=questions).order_by("version")
    return dict(versions.values_list("question", "text"))


def _notes_of(document: marking.Document, topic: Topic) -> tuple[bool, bool]:
    """Whether the document has a text that the topic lacks, and whether it has one that the topic has otherwise."""
    own, given = text_of(topic), tidied(TopicText(topic.title, document.focus, document.notes))
    pairs = ((own.focus, given.focus), (own.notes, given.notes))
    return any(new and not old for old, new in pairs), any(new and old and new != old for old, new in pairs)


def import_text(
    *,
    text: str,
    author: User | None,
    topic: Topic | None = None,
    publish: bool = False,
    replace_notes: bool = False,
) -> list[Question]:
    """Save every question of a text of one topic or several, and return them: all or none.

    ``topic`` takes the questions that stand under none. A question that its topic has already, by its stem, gets a new
    version if anything differs, which is in force only with ``publish``. A topic's focus and notes are taken over where
    it has none, with ``replace_notes`` in any case. Raises marking.NotationError, NoTopic, NotYourTopic,
    topics.TextTooLong, or with ``publish`` NothingToCredit.
    """
    documents = marking.parse_all(storable(text))
    if publish:
        check_creditable([scheme for document in documents for scheme in document.schemes])
    _read_ahead(documents, topic)
    questions = []
    with transaction.atomic():
        for document in documents:
            into = topic_named(document.topic) if document.topic or topic is None else topic
            questions += add_document(document=document, author=author, topic=into, publish=publish, again=True)
            _take_texts(document, into, author, anyway=replace_notes)
    return questions


def _read_ahead(documents: Iterable[marking.Document], topic: Topic | None) -> None:
    """Compile the versions that those of the documents will follow: it takes as long as reading these, and is kept."""
    plans = planned(documents=documents, author=None, topic=topic)
    changed = [found.known for plan in plans for found in plan.questions if found.known and found.differs]
    for newest in _newest_texts(changed).values():
        compiled(newest)


def _take_texts(document: marking.Document, topic: Topic, author: User | None, *, anyway: bool) -> None:
    own = text_of(topic)
    focus = document.focus if document.focus and (anyway or not own.focus) else own.focus
    notes = document.notes if document.notes and (anyway or not own.notes) else own.notes
    wanted = tidied(TopicText(topic.title, focus, notes))
    if wanted != own:
        edit_topic(topic=topic, text=wanted, author=author)


def documents_of(topics: Iterable[Topic]) -> list[marking.Document]:
    """The topics with their texts and questions, each question in its version in force (else its newest).

    In a constant number of queries. Topics that say nothing and have no questions are left out.
    """
    questions = Question.objects.select_related("current").order_by("number")
    newest_first = Prefetch("versions", MarkScheme.objects.order_by("-version"), to_attr="newest_first")
    documents = []
    for topic in Topic.objects.filter(pk__in=[topic.pk for topic in topics]).prefetch_related(
        Prefetch("questions", questions.prefetch_related(newest_first))
    ):
        schemes = tuple(
            replace(version.scheme, number=question.number)
            for question in topic.questions.all()
            # The stubs see no attribute that a prefetch makes.
            if (version := question.current or next(iter(question.newest_first), None))  # type: ignore[attr-defined]
        )
        if schemes or topic.focus or topic.notes:
            documents.append(marking.Document(" ".join(topic.title.split()), schemes, topic.focus, topic.notes))
    return documents


def written(documents: Sequence[marking.Document], form: str) -> str:
    """The documents as a file: ``form`` is text (everything), moodle or csv (both without the topics' notes)."""
    return {"text": text.write, "moodle": moodle_out.write, "csv": sheet.write}[form](documents)


def written_samples(topics: Iterable[Topic], *, with_topic: bool = True) -> str:
    """The sample answers in use, as a table that comes back; "" where there are none.

    ``with_topic`` names each row's topic, as a file of several topics needs.
    """
    samples = SampleAnswer.objects.in_use().filter(question__topic__in=topics).select_related("question__topic")
    rows = [
        (
            sample.question.topic.title,
            sample.question.number,
            sample.answer,
            sample.mark,
            "" if sample.level is None else sample.level,
            sample.why,
        )
        for sample in samples.order_by("question__topic__position", "question__topic__title", "question__number", "pk")
    ]
    if not rows:
        return ""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    for row in (SAMPLE_COLUMNS, *rows):
        table.writerow([safe_cell(str(cell)) for cell in row[0 if with_topic else 1 :]])
    return out.getvalue()
