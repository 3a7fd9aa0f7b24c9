"""Pages of an answer that was marked again under a later version than its student answered."""

from __future__ import annotations

import pytest
from django.urls import reverse

from questions.models import Attempt, Mark, Question, Role, User
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
    assert (len(form.scheme.points), form.initial["points"]) == (4, ["p3"])


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
    # The teacher's two points, which have other indexes in the later version.
    assert page.context["form"].initial["points"] == ["p1", "p3"]
    assert len(page.context["explanation"].points) == 4
    sent = client.post(address, {"points": ["p1", "p3"], "mark": "", "seen": again.pk, "stay": "1"})
    assert sent.status_code == 303
    settled = attempt.marks.select_related("mark_scheme").counting()
    assert settled is not None
    assert (settled.mark, settled.max_mark, settled.credited) == (2, 3, {1, 3})
    assert settled.mark_scheme.version == 2
    assert client.get(address).context["disputed_by"] is None
    assert not Attempt.objects.disagreeing().exists()


NO_SNOW = """Question 1 (1 mark)
Give a reason why rivers flood.

Mark scheme:
1 mark for each valid reason (maximum 1 mark).
Acceptable answers include:
- concrete in towns
- very heavy rain over several days
- trees cut down on the hills
"""
"""A new first point, one edited, one gone, and a mark less."""


def test_ticks_stay_on_their_points_when_a_version_comes_while_the_page_is_open(
    signed_in: SignedIn, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, seen = half
    factories.new_version(points, LATER)
    again = factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    client = signed_in(ruth)
    address = reverse("review_attempt", args=[attempt.pk])
    sent = {"points": ["p1", "p2"], "reason": "Both are there", "seen": seen.pk}
    reply = client.post(address, sent, headers={"HX-Request": "true"})
    assert reply.status_code == 409
    form = reply.context["form"]
    page = reply.content.decode()
    assert [choice.data["selected"] for choice, _, _ in form.point_choices()] == [False, True, True, False]
    assert form.non_field_errors() == [
        "Version 2 of the mark scheme is in force now. Your entries are kept, each tick with its point: "
        "look at them, then save again.",
        "New in it and not ticked: point 1, “concrete in towns”.",
        "Edited in it: point 4, “trees cut down on the hills”.",
    ]
    assert 'value="Both are there"' in page
    assert "gave 1" not in page
    assert form["seen"].value() == str(again.pk)
    assert not attempt.marks.filter(teacher=ruth).exists()
    ticked = [choice.data["value"] for choice, _, _ in form.point_choices() if choice.data["selected"]]
    assert client.post(address, {**sent, "points": ticked, "seen": form["seen"].value()}).status_code == 303
    given = attempt.marks.select_related("mark_scheme").counting()
    assert given is not None
    assert (given.mark, given.credited, given.mark_scheme.version) == (2, {1, 2}, 2)


def test_a_point_that_is_gone_and_a_mark_that_is_no_more_are_named(
    signed_in: SignedIn, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, seen = half
    factories.new_version(points, NO_SNOW)
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    boss = factories.user("boss", Role.ADMIN, first_name="Helen", last_name="Marsh")
    newest = attempt.marks.newest_first()[0]
    moderate(attempt=attempt, teacher=boss, credited=[], mark=0, reason="No", seen=newest.pk)
    sent = {"points": ["p1", "p2"], "mark": "2", "reason": "Both are there", "seen": seen.pk}
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), sent)
    assert reply.status_code == 409
    form = reply.context["form"]
    assert [choice.data["selected"] for choice, _, _ in form.point_choices()] == [False, True, False]
    assert list(form.non_field_errors())[1:] == [
        "New in it and not ticked: point 1, “concrete in towns”.",
        "Edited in it: point 2, “very heavy rain over several days”.",
        "Edited in it: point 3, “trees cut down on the hills”.",
        "No longer in it and your tick with it: “snow melting in spring”.",
        "The question has no mark of 2 any more.",
        "Meanwhile Helen Marsh gave 0. Your entries are kept: save again to replace it.",
    ]
    assert form["mark"].value() == ""


def test_stages_stay_on_their_points(signed_in: SignedIn, amira: User, ruth: User, levels: Question) -> None:
    attempt, seen = factories.marked(amira, levels, "The villages were drowned.")
    factories.new_version(levels, factories.LEVELS.replace("such as:\n", "such as:\n- the valley grew quiet\n"))
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    sent = {"points": ["p1"], "stage-p1": "supported", "mark": "5", "reason": "Developed", "seen": seen.pk}
    client = signed_in(ruth)
    address = reverse("review_attempt", args=[attempt.pk])
    reply = client.post(address, sent)
    assert reply.status_code == 409
    assert client.post(address, {**sent, "seen": reply.context["form"]["seen"].value()}).status_code == 303
    given = attempt.marks.counting()
    assert given is not None
    assert [(point["credited"], point["stage"]) for point in given.points[:2]] == [(False, ""), (True, "supported")]


def test_a_student_is_told_which_mark_the_teacher_replaced_and_not_what_came_later(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, automatic = half
    moderate(attempt=attempt, teacher=ruth, credited=[0, 2], mark=2, reason="Rain is meant", seen=automatic.pk)
    factories.new_version(points, LATER)
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    page = signed_in(amira).get(reverse("result", args=[attempt.pk]))
    assert (page.context["mark"].mark, page.context["replaced"]) == (2, automatic)
