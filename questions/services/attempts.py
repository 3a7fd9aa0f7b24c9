"""Writing and submitting answers: drafts that no device loses, submissions that count once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from questions.models import Attempt, Question, User

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
TRIES = 3
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotWritten(Exception):
    """An answer was neither saved nor submitted; which kind says why."""


class DraftChanged(NotWritten):
    """The draft holds a text that the writing page has not seen. ``attempt`` is that draft."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("this answer was changed on another page or device")
        self.attempt = attempt


class AlreadySubmitted(NotWritten):
    """Another page has submitted this attempt, with another text. ``attempt`` is that submission."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("this attempt was submitted already")
        self.attempt = attempt


class QuestionChanged(NotWritten):
    """The wording or the tariff of the question is not the one that the page showed."""


class QuestionRetired(NotWritten):
    """The question was retired before this answer was begun."""


class TooLong(NotWritten):
    """The answer is longer than its question allows. ``length`` and ``limit`` are in characters."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length:,} characters; the limit is {limit:,}")
        self.length = length
        self.limit = limit


def storable(text: str) -> str:
    """``text`` as every database takes it: line ends as ``\\n``, and for NUL and lone surrogates a visible sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", REPLACEMENT)
    return LONE_SURROGATE.sub(REPLACEMENT, text)


@dataclass(frozen=True, slots=True)
class Writing:
    """An answer as a page sends it.

    ``key`` names the attempt, ``page`` the page, ``revision`` is the newest save the page has
    seen, ``sequence`` counts the page's own saves (0 where no script counts), ``version`` is the
    id of the mark scheme version whose wording the page shows (None where it does not say),
    ``opened_at`` when the page was shown (None where that is not known).
    """

    answer: str
    key: UUID
    page: str = ""
    revision: int = 0
    sequence: int = 0
    version: int | None = None
    opened_at: datetime | None = None


def save_draft(*, student: User, question: Question, writing: Writing) -> Attempt:
    """Keep the text as the student's draft for the question and return it.

    Raises DraftChanged where another page saved since, TooLong where the limit is passed,
    QuestionRetired where that happened before there was a draft or this page. A save that a later
    one of its page overtook changes nothing, nor does one of an attempt that is submitted already:
    it is returned as it is.
    """
    return _write_checked(student, question, writing, submit=False)


def begin_from(*, student: User, earlier: Attempt) -> bool:
    """Make the text of an earlier answer the draft of another try; False where a draft with another text is there,
    which stays. Raises TooLong and QuestionRetired as ``save_draft``."""
    writing = Writing(earlier.answer, uuid4(), page=str(uuid4()))
    try:
        save_draft(student=student, question=earlier.question, writing=writing)
    except DraftChanged:
        return False
    return True


def submit(*, student: User, question: Question, writing: Writing) -> Attempt:
    """Submit the text and return the attempt, which from now on never changes.

    The same text under the same key again returns the attempt that it made, so pressing twice or
    trying again after a lost reply makes one; another text under that key raises
    AlreadySubmitted. Raises QuestionChanged where the student read another wording than ``question`` then has, and as
    ``save_draft``. The mark is not given here (services/grading.py): the submission is on the disk first.
    """
    return _write_checked(student, question, writing, submit=True)


def _write_checked(student: User, question: Question, writing: Writing, *, submit: bool) -> Attempt:
    """First saves at once meet in a unique constraint; who loses tries again and finds what the winner wrote."""
    writing = replace(writing, answer=storable(writing.answer))
    if len(writing.answer) > question.limit:
        raise TooLong(len(writing.answer), question.limit)
    for _ in range(TRIES - 1):
        try:
            return _write(student, question, writing, submit=submit)
        except IntegrityError:
            continue
    return _write(student, question, writing, submit=submit)


@transaction.atomic
def _write(student: User, question: Question, writing: Writing, *, submit: bool) -> Attempt:
    own = Attempt.objects.of(student).filter(question=question)
    same = own.submitted().filter(key=writing.key)
    draft = None
    if (done := same.first()) is None:
        draft = own.drafts().select_for_update().first()
        # While this waited for the row, another request may have submitted it.
        done = same.first() if draft is None else None
    if done is not None:
        if submit and done.answer != writing.answer:
            raise AlreadySubmitted(done)
        return done
    if draft is None:
        _check_offered(question, writing.opened_at)
        draft = Attempt(student=student, question=question)
    elif draft.page == writing.page:
        if not submit and 0 < writing.sequence <= draft.sequence:
            return draft
    elif draft.revision != writing.revision and draft.answer not in ("", writing.answer):
        raise DraftChanged(draft)
    draft.key = writing.key
    draft.page = writing.page
    draft.sequence = writing.sequence
    draft.answer = writing.answer
    draft.revision += 1
    if submit:
        # Another version may be in force since the question was read.
        question.refresh_from_db(from_queryset=Question.objects.select_related("topic", "current"))
        _check_wording(question, writing.version)
        draft.mark_scheme = question.current
        draft.submitted_at = timezone.now()
    draft.save()
    return draft


def _check_offered(question: Question, opened_at: datetime | None) -> None:
    """Raise QuestionRetired where the question was offered no longer when the page was opened."""
    if question.retired_at is not None and (opened_at is None or opened_at > question.retired_at):
        raise QuestionRetired


def _check_wording(question: Question, version: int | None) -> None:
    """Raise QuestionChanged where the version that the page showed reads otherwise than the one in force."""
    if version is None or version == question.current_id:
        return
    shown = question.versions.filter(pk=version).first()
    if shown is None or (shown.stem, shown.tariff) != (question.stem, question.tariff):
        raise QuestionChanged
