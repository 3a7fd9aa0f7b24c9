"""Work on many questions of the bank at once: tags, copies, publishing, retiring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.db import transaction

from questions import marking
from questions.models import Question, Tag, Topic, User
from questions.services import authoring
from questions.services.attempts import storable
from questions.services.publishing import NotReady, publish
from questions.services.samples import SampleRow, add_samples, problem

COPY = "(copy)"


def tag_names(text: str) -> list[str]:
    """The tags that somebody typed, parted by commas: in small letters, single-spaced, each once."""
    names = (" ".join(storable(part).split()).lower() for part in text.split(","))
    return list(dict.fromkeys(name for name in names if name))


@transaction.atomic
def add_tags(*, questions: Iterable[Question], names: Iterable[str], author: User) -> None:
    """Give each question each of the tags (of ``tag_names``). Raises NotYourTopic."""
    # Held, so that nobody who takes it from its last question deletes it now; by name, so that nobody waits in a ring.
    tags = [Tag.objects.select_for_update().get_or_create(name=name)[0] for name in sorted(names)]
    for question in questions:
        authoring.check_author(topic=question.topic, author=author)
        question.tags.add(*tags)


@transaction.atomic
def remove_tags(*, questions: Iterable[Question], names: Iterable[str], author: User) -> None:
    """Take the tags from each question; one that no question has any more is gone. Raises NotYourTopic."""
    tags = list(Tag.objects.select_for_update().filter(name__in=names).order_by("name"))
    for question in questions:
        authoring.check_author(topic=question.topic, author=author)
        question.tags.remove(*tags)
    Tag.objects.filter(pk__in=[tag.pk for tag in tags], questions__isnull=True).delete()


@transaction.atomic
def duplicate(*, question: Question, author: User, key: UUID | None = None) -> tuple[Question, int]:
    """Make a draft of the question's newest version in the same topic, with its tags and those of its sample answers
    that fit this version; return it and how many did not.

    "(copy)" behind its wording keeps the two apart. The same again under the same ``key`` returns the copy that it
    made. Raises NotYourTopic, NothingToPublish where there is no version
    yet, or ValueError where the wording would be read otherwise with it.
    """
    authoring.check_author(topic=question.topic, author=author)
    # Two presses at once take turns, so that the second finds the copy of the first.
    Topic.objects.select_for_update().get(pk=question.topic_id)
    copy_key = uuid5(key, str(question.pk)) if key else None
    made = Question.objects.filter(copy_key=copy_key).first() if copy_key else None
    if made is not None:
        return made, 0
    newest = question.newest()
    if newest is None:
        raise authoring.NothingToPublish
    stems = set(question.topic.questions.with_wording().values_list("shown_stem", flat=True))  # type: ignore[misc]
    stem = next(
        name
        for n in range(1, len(stems) + 2)
        if (name := f"{newest.stem} {COPY if n == 1 else f'(copy {n})'}") not in stems
    )
    scheme = replace(newest.scheme, stem=stem)
    marking.to_text(scheme)
    (copy,) = authoring.add_document(
        document=marking.Document("", (scheme,)), author=author, topic=question.topic, publish=False, again=False
    )
    copy.character_limit, copy.copy_key = question.character_limit, copy_key
    copy.save(update_fields=["character_limit", "copy_key"])
    copy.tags.set(question.tags.select_for_update(of=("self",)).order_by("name"))
    left_out = 0
    for origin in question.samples.in_use().order_by("origin").values_list("origin", flat=True).distinct():
        rows = [
            SampleRow(sample.answer, sample.mark, sample.level, sample.why)
            for sample in question.samples.in_use().filter(origin=origin)
        ]
        fitting = [row for row in rows if not problem(row, scheme)]
        add_samples(question=copy, rows=fitting, author=author, origin=origin)
        left_out += len(rows) - len(fitting)
    return copy, left_out


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question that was to be published: ``lacks`` is empty where it is."""

    question: Question
    lacks: tuple[str, ...]


def publish_all(*, questions: Iterable[Question], by: User) -> list[Outcome]:
    """Publish the newest version of each question that meets the school's minimum; the others stay as they are.

    Each is a transaction of its own. Raises NotYourTopic before any is published.
    """
    questions = list(questions)
    for question in questions:
        authoring.check_author(topic=question.topic, author=by)
    return [Outcome(question, _lacks(question, by)) for question in questions]


def _lacks(question: Question, by: User) -> tuple[str, ...]:
    try:
        publish(question=question, by=by)
    except NotReady as refusal:
        return tuple(refusal.lacks)
    except authoring.NothingToPublish:
        return ("It has no mark scheme yet.",)
    except authoring.NothingToCredit as refusal:
        return (str(refusal),)
    return ()


@transaction.atomic
def retire_all(*, questions: Iterable[Question], by: User) -> int:
    """Retire each question that is offered and return how many there were. Raises NotYourTopic."""
    retired = 0
    for question in questions:
        authoring.check_author(topic=question.topic, author=by)
        retired += authoring.retire(question=question)
    return retired
