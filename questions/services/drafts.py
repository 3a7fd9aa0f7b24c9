"""An author's unsaved text: kept at every pause, told apart between tabs, gone when it became a version."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from questions.models import Question, SchemeDraft, Topic, User
from questions.services import authoring
from questions.services.attempts import storable


class TypedElsewhere(Exception):
    """Another tab or device saved a text that this page has not seen: ``draft``."""

    def __init__(self, draft: SchemeDraft) -> None:
        super().__init__("this text was changed in another tab or on another device")
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Typing:
    """A text as an author's page sends it; the fields after ``base`` as in ``attempts.Writing``."""

    text: str
    topic: Topic | None = None
    base: int = 0
    page: str = ""
    revision: int = 0
    sequence: int = 0


def own_draft(author: User, question: Question | None) -> SchemeDraft | None:
    """The author's unsaved text for the question (None: for a new one). What became a version since it was
    begun, by whatever way, is no draft."""
    draft = SchemeDraft.objects.filter(author=author, question=question).exclude(text="").first()
    return draft if draft is not None and _is_unsaved(draft) else None


def _is_unsaved(draft: SchemeDraft) -> bool:
    question = draft.question
    return draft.text != "" and not (question and authoring.is_version(question, draft.text, since=draft.base))


def keep_draft(*, author: User, question: Question | None, typing: Typing) -> SchemeDraft:
    """Keep the text and return the draft. A save that a later one of its page overtook changes nothing.

    Raises TypedElsewhere where another page saved a text since that this one has not seen.
    """
    try:
        return _keep(author, question, typing)
    except IntegrityError:
        # Two first saves at once: the other one has made the row.
        return _keep(author, question, typing)


@transaction.atomic
def _keep(author: User, question: Question | None, typing: Typing) -> SchemeDraft:
    text = storable(typing.text)
    draft = SchemeDraft.objects.select_for_update().filter(author=author, question=question).first()
    if draft is None:
        draft = SchemeDraft(author=author, question=question)
    elif draft.page == typing.page:
        if 0 < typing.sequence <= draft.sequence:
            return draft
    elif draft.revision != typing.revision and draft.text != text and _is_unsaved(draft):
        raise TypedElsewhere(draft)
    draft.text, draft.topic, draft.base = text, typing.topic, typing.base
    draft.page, draft.sequence = typing.page, typing.sequence
    draft.revision += 1
    draft.save()
    return draft


@transaction.atomic
def drop_draft(*, author: User, question: Question | None, typing: Typing | None = None) -> None:
    """The text became a version, or its author throws it away (no ``typing``): there is no draft any more.

    A text of another tab that the page of ``typing`` has not seen stays.
    """
    draft = SchemeDraft.objects.select_for_update().filter(author=author, question=question).first()
    if draft is None:
        return
    if typing is not None:
        if draft.text not in ("", storable(typing.text)) and draft.page != typing.page:
            return
        draft.page, draft.sequence = typing.page, max(typing.sequence, draft.sequence)
    draft.text = ""
    draft.revision += 1
    draft.save()
