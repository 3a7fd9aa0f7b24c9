"""Withdrawing a teacher's mark: one's own with one key, a colleague's with a reason that the student reads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Attempt, Mark, Question, Role, User
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<b>No</b> second reason there"


@pytest.fixture
def attempt(amira: User, ruth: User, points: Question) -> Attempt:
    return factories.marked(amira, points)[0]


@pytest.fixture
def mark(attempt: Attempt, ruth: User) -> Mark:
    """Ruth gave 2 where the marker gave 1."""
    seen = attempt.marks.get().pk
    return moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Snow too", seen=seen)


@pytest.fixture
def helen(ruth: User) -> User:
    colleague = factories.user("helen", Role.TEACHER, first_name="Helen", last_name="Marsh")
    ruth.taught_classes.get().teachers.add(colleague)
    return colleague


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_a_colleague_is_asked_why_and_student_and_history_say_so(
    signed_in: SignedIn, amira: User, helen: User, attempt: Attempt, mark: Mark
) -> None:
    student, teacher = signed_in(amira), signed_in(helen)
    result = reverse("result", args=[attempt.pk])
    student.get(result)
    address = reverse("withdraw_mark", args=[mark.pk])
    desk = teacher.get(reverse("review_attempt", args=[attempt.pk])).content.decode()
    assert f'href="{address}"' in desk
    assert 'form="withdraw"' not in desk
    assert "2 / 2</strong> by Ruth Okafor" in words(teacher.get(address).content)
    refused = teacher.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Say why in a sentence" in refused.content.decode()
    assert attempt.marks.counting() == mark
    long = teacher.post(address, {"reason": "x" * 601})
    assert long.status_code == 422
    assert "x" * 601 in long.content.decode()
    assert teacher.post(address, {"reason": HOSTILE}).status_code == 303
    page = words(student.get(result).content)
    assert '<span class="figure">2 / 2</span> before, <span class="figure">1 / 2</span> now' in page
    assert "A mark that a teacher had given this answer was taken back." in page
    pages = [teacher.get(reverse(name, args=[attempt.pk])) for name in ("history", "review_attempt")]
    for text in (page, *(words(reply.content) for reply in pages)):
        assert "&lt;b&gt;No&lt;/b&gt; second reason there" in text
        assert HOSTILE not in text
    assert HOSTILE in teacher.post(reverse("record_export")).getvalue().decode()


def test_ones_own_mark_goes_with_one_key(signed_in: SignedIn, ruth: User, attempt: Attempt, mark: Mark) -> None:
    teacher = signed_in(ruth)
    assert 'form="withdraw"' in teacher.get(reverse("review_attempt", args=[attempt.pk])).content.decode()
    assert teacher.post(reverse("withdraw_mark", args=[mark.pk])).status_code == 303
    counting = attempt.marks.counting()
    assert counting is not None
    assert counting.mark == 1


def test_what_is_withdrawn_already_leads_back_to_the_answer(
    signed_in: SignedIn, ruth: User, helen: User, attempt: Attempt, mark: Mark
) -> None:
    address = reverse("withdraw_mark", args=[mark.pk])
    signed_in(ruth).post(address)
    for reply in (signed_in(helen).get(address), signed_in(helen).post(address)):
        assert (reply.status_code, reply["Location"]) == (303, reverse("review_attempt", args=[attempt.pk]))


def test_what_a_teacher_wrote_stays_on_the_page_when_a_colleague_was_faster(
    signed_in: SignedIn, ruth: User, helen: User, attempt: Attempt, mark: Mark
) -> None:
    address = reverse("withdraw_mark", args=[mark.pk])
    ruths, helens = signed_in(ruth), signed_in(helen)
    assert ruths.post(address, {"reason": "I misread it"}).status_code == 303
    reply = helens.post(address, {"reason": HOSTILE})
    page = words(reply.content)
    assert reply.status_code == 409
    assert "Ruth Okafor has withdrawn this mark already" in page
    assert "I misread it" in page
    assert "What you wrote, not saved" in page
    assert "&lt;b&gt;No&lt;/b&gt; second reason there" in page
    assert "Withdraw this mark" not in page
    assert ruths.post(address, {"reason": " I misread  it"}).status_code == 303
    again = ruths.post(address, {"reason": "Not snow"})
    assert (again.status_code, "You have withdrawn this mark already" in words(again.content)) == (409, True)
