"""Pages of an answer that was marked again under a later version than its student answered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Attempt, Mark, Question, User
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

LATER = """Question 1 (3 marks)
Give three reasons why rivers flood.

Mark scheme:
1 mark for each valid reason (maximum 3 marks).
Acceptable answers include:
- concrete in towns
- heavy rain over several days
- snow melting in spring
- trees cut down on the hills
"""
"""A mark more, and one more point before the others: indexes move, keys do not."""


@pytest.fixture
def half(amira: User, points: Question) -> tuple[Attempt, Mark]:
    return factories.marked(amira, points, "Trees cut down on the hills.")


def test_student_and_teacher_see_the_newest_versions_mark(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, before = half
    factories.new_version(points, LATER)
    after = factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    assert ((before.mark, before.max_mark), (after.mark, after.max_mark)) == ((1, 2), (1, 3))
    student = signed_in(amira)
    assert "your mark is 1 out of 3" in student.get(reverse("result", args=[attempt.pk])).content.decode()
    assert "concrete in towns" in student.get(reverse("attempt_scheme", args=[attempt.pk])).content.decode()
    past = student.get(reverse("answer", args=[points.pk])).context["past"]
    assert [(one.counting_mark, one.counting_max_mark) for one in past] == [(1, 3)]
    topic = student.get(reverse("topic", args=[points.topic.slug])).context["questions"]
    assert topic[0].best_max_mark == 3
    form = signed_in(ruth).get(reverse("review_attempt", args=[attempt.pk])).context["form"]
    assert (len(form.scheme.points), form.initial["points"]) == (4, [3])


def test_a_teachers_mark_stays_and_the_new_one_stands_beside_it_until_it_is_settled(
    signed_in: SignedIn, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, automatic = half
    moderate(attempt=attempt, teacher=ruth, credited=[0, 2], mark=2, reason="Rain is meant", seen=automatic.pk)
    factories.new_version(points, LATER)
    again = factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    client = signed_in(ruth)
    address = reverse("review_attempt", args=[attempt.pk])
    page = client.get(address)
    assert page.context["disputed_by"] == again
    assert page.context["mark"].mark == 2
    # The teacher's two points, by the indexes they have in the later version.
    assert page.context["form"].initial["points"] == [1, 3]
    assert len(page.context["explanation"].points) == 4
    sent = client.post(address, {"points": ["1", "3"], "mark": "", "seen": again.pk, "stay": "1"})
    assert sent.status_code == 303
    settled = attempt.marks.select_related("mark_scheme").counting()
    assert settled is not None
    assert (settled.mark, settled.max_mark, settled.credited) == (2, 3, {1, 3})
    assert settled.mark_scheme.version == 2
    assert client.get(address).context["disputed_by"] is None
    assert not Attempt.objects.disagreeing().exists()


def test_a_student_is_told_which_mark_the_teacher_replaced_and_not_what_came_later(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, automatic = half
    moderate(attempt=attempt, teacher=ruth, credited=[0, 2], mark=2, reason="Rain is meant", seen=automatic.pk)
    factories.new_version(points, LATER)
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    page = signed_in(amira).get(reverse("result", args=[attempt.pk]))
    assert (page.context["mark"].mark, page.context["replaced"]) == (2, automatic)
