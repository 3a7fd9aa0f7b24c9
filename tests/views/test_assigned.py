"""An assignment as its students meet it, and as the review queue is narrowed to it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from questions.assignments import to_review
from questions.models import Assignment, Attempt, Question, Role, SchoolClass, User
from questions.services.assignments import close, reopen
from questions.services.attempts import Writing, save_draft, submit
from questions.services.authoring import retire
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn
from tests.views.test_assignments import page_of

pytestmark = pytest.mark.django_db


def test_a_student_is_led_through_the_questions(
    signed_in: SignedIn, amira: User, assignment: Assignment, points: Question, levels: Question
) -> None:
    client = signed_in(amira)
    assert "0 of 2 answered" in page_of(client, "topics")
    assert "(1 of 2)" in page_of(client, "answer", points.pk)
    first, _ = factories.marked(amira, levels, "Villages were drowned.")
    assert "1 of 2 answered" in page_of(client, "topics")
    page = page_of(client, "result", first.pk)
    assert f'href="/questions/{points.pk}/">Next question of the assignment' in page
    second, _ = factories.marked(amira, points)
    page = page_of(client, "result", second.pk)
    assert "✓ all 2 answered." in page
    assert "Next question of the assignment" not in page
    assert "✓ 1 done" in page_of(client, "topics")
    page = page_of(client, "assignment", assignment.pk)
    assert "✓ All 2 answered" in page
    assert f'href="/attempts/{second.pk}/"' in page


def test_an_answer_for_two_assignments_is_told_of_both_and_led_on_in_what_is_left(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    first = factories.assignment(school_class, ruth, [points], title="Short")
    factories.assignment(school_class, ruth, [levels, points], title="Long")
    now = timezone.now()
    Assignment.objects.filter(pk=first.pk).update(set_at=now - timedelta(hours=2), due_at=now - timedelta(hours=1))
    attempt, _ = factories.marked(amira, points)
    page = page_of(signed_in(amira), "result", attempt.pk)
    assert "Short</a>: ✓ all 1 answered. This answer came after the due time" in page
    assert 'Long</a>: <span class="figure">1 of 2</span> answered. </p>' in page
    assert f'href="/questions/{levels.pk}/">Next question of the assignment' in page


def test_an_answer_from_before_is_not_led_on(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    before, _ = factories.marked(amira, points)
    factories.assignment(school_class, ruth, [points, levels])
    page = page_of(signed_in(amira), "result", before.pk)
    assert "of the assignment" not in page
    assert ">Next question</a>" in page


def test_a_withdrawn_question_is_named_and_not_asked(
    signed_in: SignedIn, amira: User, assignment: Assignment, points: Question
) -> None:
    retire(question=points)
    page = page_of(signed_in(amira), "assignment", assignment.pk)
    assert "Withdrawn" in page
    assert f'href="/questions/{points.pk}/"' not in page
    assert "0 of 1" in page


@pytest.mark.parametrize(
    ("month", "said"), [(1, "Wednesday 4 January 2040, 16:30 GMT"), (7, "Wednesday 4 July 2040, 16:30 BST")]
)
def test_times_are_told_to_students_with_their_zone(
    signed_in: SignedIn,
    amira: User,
    ruth: User,
    school_class: SchoolClass,
    points: Question,
    levels: Question,
    month: int,
    said: str,
) -> None:
    due_at = datetime(2040, month, 4, 16, 30, tzinfo=ZoneInfo("Europe/London"))
    held = factories.assignment(school_class, ruth, [points, levels], due_at=due_at, scheme_from="over")
    attempt, _ = factories.marked(amira, points)
    client = signed_in(amira)
    for name, arguments in (
        ("topics", []),
        ("assignment", [held.pk]),
        ("answer", [points.pk]),
        ("result", [attempt.pk]),
    ):
        assert f">{said}</time>" in page_of(client, name, *arguments)


def test_what_is_overdue_stands_below_what_is_still_due(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    now = timezone.now()
    dues = {"Missed": now - timedelta(days=30), "Any time": None, "Soon": now + timedelta(days=1)}
    for title, due_at in dues.items():
        made = factories.assignment(school_class, ruth, [points, levels], title=title)
        Assignment.objects.filter(pk=made.pk).update(due_at=due_at, set_at=now - timedelta(days=60))
    context = signed_in(amira).get(reverse("topics")).context
    assert [each.assignment.title for each in context["assignments"]] == ["Soon", "Any time"]
    assert [each.assignment.title for each in context["overdue"]] == ["Missed"]
    page = page_of(signed_in(amira), "topics")
    assert page.index("Any time") < page.index("<summary>1 overdue</summary>") < page.index("Missed")
    # What comes next follows the same order.
    attempt, _ = factories.marked(amira, points)
    assigned = signed_in(amira).get(reverse("result", args=[attempt.pk])).context["assigned"]
    assert [each.progress.assignment.title for each in assigned] == ["Soon", "Any time", "Missed"]


def test_what_is_closed_stays_on_the_start_page_and_has_its_total(
    signed_in: SignedIn, amira: User, ruth: User, assignment: Assignment, points: Question
) -> None:
    client = signed_in(amira)
    assert "Total" not in page_of(client, "assignment", assignment.pk)
    factories.marked(amira, points)
    close(assignment=assignment, teacher=ruth)
    page = page_of(client, "topics")
    assert "<summary>1 closed</summary>" in page
    assert f'<a href="/assignments/{assignment.pk}/"><span>Rivers</span>' in page
    assert "Total 1 / 8" in page_of(client, "assignment", assignment.pk)
    stranger = signed_in(factories.user("stranger"))
    assert "closed" not in page_of(stranger, "topics")


def test_a_draft_of_long_ago_is_told_only_of_what_was_closed_lately(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    save_draft(student=amira, question=points, writing=Writing("", key := uuid.uuid4()))
    now = timezone.now()
    Attempt.objects.update(started_at=now - timedelta(days=90))
    for days in (60, 5):
        closed = factories.assignment(school_class, ruth, [points], title=f"Closed {days} days ago")
        times = {"set_at": now - timedelta(days=80), "closed_at": now - timedelta(days=days)}
        Assignment.objects.filter(pk=closed.pk).update(**times)
    attempt = submit(student=amira, question=points, writing=Writing("Heavy rain", key, revision=1))
    page = page_of(signed_in(amira), "result", attempt.pk)
    assert "Closed 5 days ago</a> was closed on" in page
    assert "Closed 60 days ago" not in page


def test_who_submits_after_the_close_is_told_that_the_answer_does_not_count(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question
) -> None:
    closed = factories.assignment(school_class, ruth, [points], title="Closing soon")
    counted, _ = factories.marked(amira, points)
    save_draft(student=amira, question=points, writing=Writing("Heavy", key := uuid.uuid4()))
    close(assignment=closed, teacher=ruth)
    attempt = submit(student=amira, question=points, writing=Writing("Heavy rain", key, revision=1))
    client = signed_in(amira)
    page = page_of(client, "result", attempt.pk)
    assert 'Closing soon</a> was closed on <time datetime="' in page
    assert "before this answer came: it does not count for that." in page
    assert "does not count for that" not in page_of(client, "result", counted.pk)
    # Much later, whoever did not begin it while the assignment was open knows.
    long_ago = timezone.now() - timedelta(days=9)
    Assignment.objects.update(set_at=long_ago, closed_at=long_ago)
    assert "does not count for that" not in page_of(client, "result", attempt.pk)
    reopen(assignment=closed, teacher=ruth)
    assert "does not count for that" not in page_of(client, "result", attempt.pk)


def test_the_queue_and_the_list_are_narrowed_to_an_assignment(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, points: Question, levels: Question
) -> None:
    factories.marked(amira, points)
    assignment = factories.assignment(school_class, ruth, [points])
    mine, _ = factories.marked(amira, points, "Nobody knows.")
    factories.marked(amira, levels, "Villages were drowned.")
    ben = factories.user("ben")
    other = factories.school_class("12C", teacher=ruth, students=[ben])
    factories.marked(ben, points, "Who knows?")
    client = signed_in(ruth)

    def left(query: str) -> int:
        left: int = client.get(reverse("question_queue", args=[points.pk]) + query).context["queue"].left
        return left

    query = f"?assignment={assignment.pk}"
    assert [row.question for row in client.get(reverse("review_queue") + query).context["questions"]] == [points]
    assert (left(""), left(query), left(f"{query}&school_class={school_class.pk}")) == (3, 1, 1)
    # Of another class, of somebody else, or none at all: left out.
    assert left(f"{query}&school_class={other.pk}") == 1
    tom = factories.user("tom", Role.TEACHER)
    theirs = factories.assignment(
        factories.school_class("13", teacher=tom, students=[amira]), tom, [points], title="Theirs"
    )
    assert [left(f"?assignment={wrong}") for wrong in (theirs.pk, "x", "9" * 40, "")] == [3] * 4
    assert client.get(reverse("question_queue", args=[levels.pk]) + query).status_code == 404
    # The choice goes along from the queue to its answers and back.
    page = page_of(client, "question_queue", points.pk, query=query)
    assert f"/review/{mine.pk}/?queue=1&amp;assignment={assignment.pk}" in page
    desk = client.get(f"/review/{mine.pk}/?queue=1&assignment={assignment.pk}")
    assert desk.context["list_url"] == f"/review/queue/{points.pk}/{query}"
    assert desk.context["next_url"] == ""
    assert list(client.get(reverse("review") + query).context["page_obj"]) == [mine]
    close(assignment=assignment, teacher=ruth)
    factories.marked(amira, points, "I do not know.")
    assert left(query) == 1


def test_the_queue_of_an_assignment_holds_the_tries_that_count_there(
    signed_in: SignedIn, amira: User, ruth: User, assignment: Assignment, points: Question
) -> None:
    client = signed_in(ruth)

    def queued(query: str = "") -> set[int]:
        page = client.get(reverse("question_queue", args=[points.pk]) + f"?assignment={assignment.pk}{query}")
        return {script.attempt_id for group in page.context["queue"].groups for script in group.scripts}

    poor, _ = factories.marked(amira, points, "Nobody knows.")
    good, given = factories.marked(amira, points)
    again, _ = factories.marked(amira, points, "Heavy rain for days.")
    assert queued() == {good.pk}
    assert queued("&tries=all") == {poor.pk, good.pk, again.pk}
    # What a teacher marks down counts no longer, so that the next best is looked at.
    moderate(attempt=good, teacher=ruth, credited=[], mark=0, reason="No", seen=given.pk)
    page = client.get(reverse("question_queue", args=[points.pk]) + f"?assignment={assignment.pk}")
    assert queued() == {again.pk}
    assert page.context["queue"].settled == 1
    # What has no mark yet may be the best.
    unmarked = factories.attempt(amira, points)
    assert set(to_review(assignment, Attempt.objects.all())) == {good.pk, again.pk, unmarked.pk}
    html = page_of(client, "question_queue", points.pk, query=f"?assignment={assignment.pk}&tries=all")
    assert f"/review/{again.pk}/?queue=1&amp;assignment={assignment.pk}&amp;tries=all" in html


def test_nobody_is_told_of_another_class(
    signed_in: SignedIn, amira: User, ruth: User, assignment: Assignment, points: Question
) -> None:
    stranger = signed_in(factories.user("stranger"))
    assert "/assignments/" not in page_of(stranger, "topics")
    assert "/assignments/" not in page_of(stranger, "answer", points.pk)
    assert stranger.get(reverse("assignment", args=[assignment.pk])).status_code == 404
    assert Attempt.objects.count() == 0
