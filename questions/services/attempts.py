"""Writing and submitting answers: drafts that no device loses, submissions that count once."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.models import Attempt, Question, User

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class DraftChanged(Exception):
    """The draft holds a text that the writing page has not seen. ``attempt`` is that draft."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("this answer was changed on another page or device")
        self.attempt = attempt


class TooLong(Exception):
    """The answer is longer than its question allows. ``length`` and ``limit`` are in characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length:,} characters; the limit is {limit:,}")
        self.length = length
        self.limit = limit


def storable(text: str) -> str:
    """``text`` as every database takes it: line ends as ``\\n``, and for NUL and lone surrogates a visible sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", REPLACEMENT)
    return LONE_SURROGATE.sub(REPLACEMENT, text)


def save_draft(*, student: User, question: Question, key: UUID, page: str, revision: int, answer: str) -> Attempt:
    """Keep ``answer`` as the student's draft for the question and return it.

    ``revision`` is the newest one the page has seen, ``page`` its own name. Raises DraftChanged
    where another page saved since, TooLong where the limit is passed. A late save of an answer
    that is already submitted changes nothing and returns the submitted attempt.
    """
    answer = storable(answer)
    if len(answer) > question.limit:
        raise TooLong(len(answer), question.limit)
    return _once_more_on_a_race(student, question, key, page, revision, answer, submit=False)


def submit(*, student: User, question: Question, key: UUID, page: str, revision: int, answer: str) -> Attempt:
    """Submit ``answer`` and return the attempt, which from now on never changes.

    The same ``key`` again returns the attempt that it made, so pressing twice or trying again
    after a lost reply makes one. Raises as ``save_draft``. The mark is not given here
    (services/grading.py): the submission is on the disk first.
    """
    answer = storable(answer)
    if len(answer) > question.limit:
        raise TooLong(len(answer), question.limit)
    return _once_more_on_a_race(student, question, key, page, revision, answer, submit=True)


def _once_more_on_a_race(
    student: User, question: Question, key: UUID, page: str, revision: int, answer: str, *, submit: bool
) -> Attempt:
    """Two first saves at once meet in a unique constraint; the loser then finds what the winner wrote."""
    try:
        return _write(student, question, key, page, revision, answer, submit=submit)
    except IntegrityError:
        return _write(student, question, key, page, revision, answer, submit=submit)


@transaction.atomic
def _write(
    student: User, question: Question, key: UUID, page: str, revision: int, answer: str, *, submit: bool
) -> Attempt:
    own = Attempt.objects.of(student).filter(question=question)
    done = own.submitted().filter(key=key).first()
    if done is not None:
        return done
    draft = own.drafts().select_for_update().first()
    if draft is None:
        draft = Attempt(student=student, question=question)
    elif draft.revision != revision and draft.page != page and draft.answer not in ("", answer):
        raise DraftChanged(draft)
    draft.key = key
    draft.page = page
    draft.answer = answer
    draft.revision += 1
    if submit:
        draft.mark_scheme = question.current
        draft.submitted_at = timezone.now()
    draft.save()
    return draft
