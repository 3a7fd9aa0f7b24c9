"""A student whose mark changed or whose challenge was answered is told once: in the lists, then on the result."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Attempt, MarkNotice, Question, User
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.moderation import moderate
from tests import factories
from tests.services.test_remarking import NARROWER, WIDER, applied
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

TOPICS = "/topics/"


@pytest.fixture
def thaw(amira: User, points: Question) -> Attempt:
    return factories.marked(amira, points, "The thaw in March.")[0]


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_the_list_leads_to_the_result_which_says_why_once(
    signed_in: SignedIn, amira: User, author: User, points: Question, thaw: Attempt
) -> None:
    student = signed_in(amira)
    address = reverse("result", args=[thaw.pk])
    applied(points, WIDER, author)
    listed = words(student.get(TOPICS).content)
    assert "1 of your marks changed" in listed
    assert f'href="{address}"' in listed
    assert "1 of your marks changed" in words(student.get(TOPICS).content)
    first = words(student.get(address).content)
    assert "Your mark for this answer changed" in first
    assert "The mark scheme of this question was changed" in first
    assert "Now credited: the thaw in March" in first
    assert "heavy rain" not in first
    assert "Your mark for this answer changed" not in words(student.get(address).content)
    assert "marks changed" not in words(student.get(TOPICS).content)


def test_a_point_that_is_credited_no_longer_is_named(
    signed_in: SignedIn, amira: User, author: User, points: Question
) -> None:
    rain, _ = factories.marked(amira, points)
    applied(points, NARROWER, author)
    page = words(signed_in(amira).get(reverse("result", args=[rain.pk])).content)
    assert "No longer credited: heavy rain over several days" in page


def test_only_reading_the_page_counts_as_seen(
    signed_in: SignedIn, amira: User, author: User, points: Question, thaw: Attempt
) -> None:
    applied(points, WIDER, author)
    student = signed_in(amira)
    address = reverse("result", args=[thaw.pk])
    student.head(address)
    student.get(address, headers={"Sec-Purpose": "prefetch;prerender"})
    assert MarkNotice.objects.unseen_by(amira).exists()
    student.get(address)
    assert not MarkNotice.objects.unseen_by(amira).exists()


def test_nobody_else_is_told(
    signed_in: SignedIn, amira: User, ruth: User, author: User, points: Question, thaw: Attempt
) -> None:
    applied(points, WIDER, author)
    assert "marks changed" not in words(signed_in(ruth).get(TOPICS).content)


def test_a_mark_that_a_teacher_changed_is_told_once(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, mark = factories.marked(amira, points)
    student = signed_in(amira)
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=mark.pk)
    assert "marks changed" not in words(student.get(TOPICS).content)
    newest = attempt.marks.newest_first()[0]
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="The thaw", seen=newest.pk)
    for page in (TOPICS, reverse("topic", args=[points.topic.slug])):
        told = words(student.get(page).content)
        assert ("1 / 2 before" in told, "2 / 2 now" in told) == (True, True)
    first = words(student.get(reverse("result", args=[attempt.pk])).content)
    assert "A teacher looked at your answer and gave it another mark." in first
    assert "Now credited: snow melting in spring" in first
    assert "marks changed" not in words(student.get(TOPICS).content)


@pytest.mark.parametrize(("upheld", "outcome"), [(True, "✓ Upheld"), (False, "Stands")])
def test_an_answered_challenge_is_told_once(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, upheld: bool, outcome: str
) -> None:
    attempt, mark = factories.marked(amira, points)
    student = signed_in(amira)
    result = reverse("result", args=[attempt.pk])
    challenge = raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
    student.get(result)
    given = {"upheld": upheld, "reason": "Read again", "mark": 2 if upheld else None, "seen": mark.pk}
    answer_challenge(challenge=challenge, teacher=ruth, **given)
    for page in (TOPICS, reverse("topic", args=[points.topic.slug])):
        told = words(student.get(page).content)
        assert "1 of your challenges was answered" in told
        assert f'href="{result}#challenges"' in told
        assert f"point 2: <strong> {outcome}" in told
        assert ("1 of your marks changed" in told) == upheld
    student.head(result)
    assert "was answered" in words(student.get(TOPICS).content)
    assert "Read again" in words(student.get(result).content)
    assert "was answered" not in words(student.get(TOPICS).content)
    assert "was answered" not in words(signed_in(ruth).get(TOPICS).content)
