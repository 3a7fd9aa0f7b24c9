"""Publishing: a version is put in force when it meets the school's minimum, or when somebody says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from questions import marking
from questions.models import MarkScheme, Publication, PublishingMinimum, Question, SampleAnswer, Topic, User
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


@dataclass(frozen=True, slots=True)
class Tried:
    """How the ``text`` of a version did on the sample answers with these ids, beside the school's minimum."""

    text: str
    samples: tuple[int, ...]
    found: Readiness

    def is_of(self, version: MarkScheme, samples: Sequence[SampleAnswer]) -> bool:
        """Whether this is still what publishing asks about."""
        return authoring.say_the_same(version.text, self.text) and self.samples == _ids(samples)


def _ids(samples: Sequence[SampleAnswer]) -> tuple[int, ...]:
    return tuple(sample.pk for sample in samples)


def tried(question: Question, scheme: marking.Scheme) -> Tried:
    """``scheme``, as it was read, tried on the question's sample answers: to be done before a transaction begins."""
    return _tried(scheme, authoring.stored_text(scheme, question.number), _in_use(question))


def _tried(scheme: marking.Scheme, text: str, samples: Sequence[SampleAnswer]) -> Tried:
    found = readiness(scheme, samples, PublishingMinimum.of_the_school(), explain=False)
    return Tried(text, _ids(samples), found)


def _in_use(question: Question) -> list[SampleAnswer]:
    return list(question.samples.in_use())


def publish(*, question: Question, by: User, base: int | None = None) -> Question:
    """Put the newest version in force and record how it did on the sample answers. In force already, nothing happens.

    ``base`` is the newest version that the page has seen: raises authoring.SavedMeanwhile where there is a newer one by
    now. Raises NotReady where it falls short of the school's minimum, authoring.NothingToPublish, NothingToCredit or
    NotYourTopic.
    """
    newest = question.newest()
    if newest is None:
        raise authoring.NothingToPublish
    in_force = Question.objects.published().filter(pk=question.pk, current=newest).first()
    if in_force is not None:
        return in_force
    return _publish(question, by, "", _tried(newest.scheme, newest.text, _in_use(question)), base)


@transaction.atomic
def _publish(question: Question, by: User, reason: str, outcome: Tried, base: int | None = None) -> Question:
    """Publish as ``publish`` does; ``reason`` overrules the minimum and is kept.

    ``outcome`` was found before the question's row is held, since it takes its time.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    authoring.check_author(topic=question.topic, author=by)
    newest = question.newest()
    if newest is None:
        raise authoring.NothingToPublish
    if locked.status == Question.Status.PUBLISHED and locked.current_id == newest.pk:
        return locked
    if base is not None and newest.version != base:
        raise authoring.SavedMeanwhile(newest)
    # Before the minimum, which a reason overrules: this none does.
    authoring.check_version(newest)
    samples = _in_use(question)
    if not outcome.is_of(newest, samples):
        outcome = _tried(newest.scheme, newest.text, samples)
    found = outcome.found
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
def put_in_force(*, question: Question, by: User, seen: int, outcome: Tried) -> None:
    """Put the newest version in force after a look at its effect on ``seen`` stored answers.

    That look is a test of its own: the minimum is not asked for, but what is short of it is recorded. ``outcome`` is
    how it did on the sample answers. Raises authoring.NotYourTopic, or authoring.NothingToCredit.
    """
    authoring.check_author(topic=question.topic, author=by)
    if question.status == Question.Status.RETIRED:
        authoring.put_in_force(question=question)
    else:
        reason = f"Its effect on {seen} stored answer{'' if seen == 1 else 's'} was seen before."
        _publish(question, by, reason, outcome)


def edit_and_publish(*, question: Question, text: str, author: User, base: int | None = None, reason: str = "") -> None:
    """Save the text as the newest version and publish it: both or neither. Raises what the two raise."""
    scheme = authoring.one_scheme(text)
    authoring.check_creditable([scheme])
    outcome = tried(question, scheme)
    with transaction.atomic():
        authoring.edit_scheme(question=question, scheme=scheme, author=author, base=base)
        question.refresh_from_db()
        _publish(question, author, reason, outcome)


def add_and_publish(*, text: str, author: User, topic: Topic | None = None, reason: str = "") -> list[Question]:
    """Save every question of the text and publish them: all or none. Raises what the two raise."""
    document = marking.parse(storable(text), new=True)
    authoring.check_creditable(document.schemes)
    with transaction.atomic():
        questions = authoring.add_document(document=document, author=author, topic=topic, publish=False, again=False)
        for question, scheme in zip(questions, document.schemes, strict=True):
            # A new question has no sample answers to try it on.
            _publish(question, author, reason, tried(question, scheme))
    return questions
