"""An author's unsaved text: nothing typed is lost, and two tabs do not overwrite each other unasked."""

from __future__ import annotations

import pytest

from questions.models import Question, Role, SchemeDraft, User
from questions.services.drafts import TypedElsewhere, Typing, drop_draft, keep_draft, own_draft
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(author: User, question: Question | None) -> str | None:
    draft = own_draft(author, question)
    return draft.text if draft else None


def test_each_author_has_a_draft_for_each_question_and_for_a_new_one(author: User, question: Question) -> None:
    other = factories.user("other", Role.AUTHOR)
    keep_draft(author=author, question=None, typing=Typing("new"))
    keep_draft(author=author, question=question, typing=Typing("edited\r\n", base=1))
    keep_draft(author=other, question=question, typing=Typing("theirs"))
    assert [text_of(author, None), text_of(author, question), text_of(other, question), text_of(other, None)] == [
        "new",
        "edited\n",
        "theirs",
        None,
    ]


def test_a_late_save_of_the_same_page_changes_nothing(author: User, question: Question) -> None:
    keep_draft(author=author, question=question, typing=Typing("second", page="a", sequence=2))
    keep_draft(author=author, question=question, typing=Typing("first", page="a", sequence=1))
    assert text_of(author, question) == "second"


def test_another_tab_is_told_before_it_overwrites(author: User, question: Question) -> None:
    first = keep_draft(author=author, question=question, typing=Typing("one", page="a", sequence=1))
    with pytest.raises(TypedElsewhere) as told:
        keep_draft(author=author, question=question, typing=Typing("two", page="b", sequence=1))
    assert told.value.draft.text == "one"
    seen = Typing("two", page="b", revision=first.revision, sequence=2)
    keep_draft(author=author, question=question, typing=seen)
    assert text_of(author, question) == "two"


def test_a_text_that_became_a_version_does_not_come_back_with_a_late_save(author: User, question: Question) -> None:
    keep_draft(author=author, question=question, typing=Typing("text", page="a", sequence=1))
    drop_draft(author=author, question=question, typing=Typing("text!", page="a", sequence=3))
    keep_draft(author=author, question=question, typing=Typing("text", page="a", sequence=2))
    assert text_of(author, question) is None
    keep_draft(author=author, question=question, typing=Typing("more", page="b", sequence=1))
    assert text_of(author, question) == "more"


def test_saving_in_one_tab_leaves_the_other_text_of_another(author: User, question: Question) -> None:
    keep_draft(author=author, question=question, typing=Typing("theirs", page="a", sequence=1))
    drop_draft(author=author, question=question, typing=Typing("saved", page="b"))
    assert text_of(author, question) == "theirs"
    drop_draft(author=author, question=question)
    assert text_of(author, question) is None
    assert SchemeDraft.objects.count() == 1
