"""What a notice says of the way from one mark to another, and what is counted as a change."""

from __future__ import annotations

import pytest

from questions.explanation import what_changed
from questions.models import Attempt, MarkNotice, Question, Role, User
from questions.services.learning import relearn
from questions.services.moderation import moderate
from tests import factories
from tests.services.test_remarking import UNLISTED, WIDER, applied

pytestmark = pytest.mark.django_db


@pytest.fixture
def like(question: Question) -> Attempt:
    """An answer that a ruling on another one moved from 0 to 1, of which its student has not read yet."""
    settled, like = (
        factories.marked(factories.user(name), question, answer)[0]
        for name, answer in (("amira", UNLISTED), ("bela", UNLISTED.lower()))
    )
    seen = settled.marks.get().pk
    teacher = factories.user("ruth", Role.TEACHER)
    moderate(attempt=settled, teacher=teacher, credited=[0], mark=1, reason="Floods too", seen=seen)
    relearn(question_id=question.pk)
    return like


def notice_of(attempt: Attempt) -> MarkNotice:
    return MarkNotice.objects.unseen().get(attempt=attempt)


def test_a_re_mark_that_changes_nothing_is_no_cause_and_is_not_counted(
    question: Question, author: User, like: Attempt
) -> None:
    thaw = factories.marked(factories.user("chen"), question, "The thaw in March.")[0]
    run = applied(question, WIDER, author)
    assert (run.up, run.down, run.added, run.told) == (1, 0, 3, 1)
    notice = notice_of(like)
    assert (notice.before.mark, notice.after, notice.causes) == (0, like.marks.counting(), ["ruling"])
    assert [cause.split(",")[0] for cause in what_changed(notice).causes] == [
        "A teacher decided on answers to this question"
    ]
    assert notice_of(thaw).causes == ["scheme"]


def test_each_cause_is_named_once_in_order(question: Question, author: User, like: Attempt) -> None:
    for marks in (3, 4):
        applied(question, factories.POINTS.replace("2 marks)", f"{marks} marks)"), author)
    notice = notice_of(like)
    assert (notice.before.max_mark, notice.after.max_mark, notice.causes) == (2, 4, ["ruling", "scheme"])


def test_a_notice_of_before_causes_were_kept_says_no_cause_that_may_be_wrong(like: Attempt) -> None:
    notice = notice_of(like)
    notice.causes = []
    assert what_changed(notice).causes == ("Your answer was marked again.",)
