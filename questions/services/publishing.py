"""Publishing: a version is put in force when it meets the school's minimum, or when somebody says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from questions import marking
from questions.models import Publication, PublishingMinimum, Question, SampleAnswer, Topic, User
from questions.services import authoring
from questions.services.attempts import storable
from questions.trial import Trial, try_on


class NotReady(Exception):
    """A question falls short of the school's minimum and no reason was given. ``lacks`` says by how much."""

    def __init__(self, question: Question, lacks: Sequence[str]) -> None:
        super().__init__(" ".join(lacks))
        self.question = question
        self.lacks = tuple(lacks)


@dataclass(frozen=True, slots=True)
class Readiness:
    """A scheme tried on its sample answers, beside what the school asks for. ``percent`` is the share asked for."""

    trial: Trial
    samples: int
    percent: int

    @property
    def enough(self) -> bool:
        """Whether there are enough sample answers."""
        return self.trial.count >= self.samples

    @property
    def agrees(self) -> bool:
        """Whether the marker agrees with enough of those there are."""
        return not self.trial.count or self.trial.percent >= self.percent

    @property
    def missing(self) -> int:
        """How many more sample answers are asked for."""
        return max(0, self.samples - self.trial.count)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is short of the minimum, a sentence each; none where it is met."""
        said = []
        if not self.enough:
            said.append(f"{self.samples} sample answers are asked for; there {_are(self.trial.count)}.")
        if not self.agrees:
            wanted = "the agreed mark" if self.trial.by_exact else "a mark at most one from the agreed one"
            share = self.trial.percent
            said.append(f"{self.percent}% of the sample answers should get {wanted}; {share}% do.")
        return tuple(said)


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count or 'none'}"


def readiness(
    scheme: marking.Scheme,
    samples: Sequence[SampleAnswer],
    minimum: PublishingMinimum,
    *,
    explain: bool = True,
    text: str = "",
) -> Readiness:
    """Try ``scheme`` on ``samples`` (as ``trial.try_on``) and hold the outcome against the school's minimum."""
    trial = try_on(scheme, samples, explain=explain, text=text)
    return Readiness(trial, minimum.samples, minimum.exact if trial.by_exact else minimum.within_one)


@transaction.atomic
def publish(*, question: Question, by: User, reason: str = "") -> Question:
    """Put the newest version in force and record how it did on the sample answers. In force already, nothing happens.

    Raises NotReady where it falls short of the school's minimum and ``reason`` says nothing, or NothingToPublish.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    newest = question.newest()
    if newest is None:
        raise authoring.NothingToPublish
    if locked.status == Question.Status.PUBLISHED and locked.current_id == newest.pk:
        return locked
    samples = list(question.samples.in_use())
    found = readiness(newest.scheme, samples, PublishingMinimum.of_the_school(), explain=False)
    reason = " ".join(storable(reason).split())
    if found.lacks and not reason:
        raise NotReady(question, found.lacks)
    authoring.publish_newest(question=question)
    Publication.objects.create(
        question=question,
        mark_scheme=newest,
        publisher=by,
        marks=[list(marks) for marks in found.trial.marks],
        marker_version=marking.MARKER_VERSION,
        lacks=list(found.lacks),
        reason=reason if found.lacks else "",
    )
    return question


@transaction.atomic
def put_in_force(*, question: Question, by: User, seen: int) -> None:
    """Put the newest version in force after a look at its effect on ``seen`` stored answers.

    That look is a test of its own: the minimum is not asked for, but what is short of it is recorded.
    """
    if question.status == Question.Status.RETIRED:
        authoring.put_in_force(question=question)
    else:
        publish(
            question=question,
            by=by,
            reason=f"Its effect on {seen} stored answer{'' if seen == 1 else 's'} was seen before.",
        )


@transaction.atomic
def edit_and_publish(*, question: Question, text: str, author: User, base: int | None = None, reason: str = "") -> None:
    """Save the text as the newest version and publish it: both or neither. Raises what the two raise."""
    authoring.edit_question(question=question, text=text, author=author, base=base)
    question.refresh_from_db()
    publish(question=question, by=author, reason=reason)


@transaction.atomic
def add_and_publish(*, text: str, author: User, topic: Topic | None = None, reason: str = "") -> list[Question]:
    """Save every question of the text and publish them: all or none. Raises what the two raise."""
    questions = authoring.add_questions(text=text, author=author, topic=topic)
    for question in questions:
        publish(question=question, by=author, reason=reason)
    return questions
