"""The review queue: its order, its progress, one answer after the other, names hidden, and marks taken back."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from questions.models import Attempt, Mark, NameSeen, Question, Role, User
from questions.review_queue import review_queue
from questions.services.learning import relearn
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from tests import factories
from tests.views.conftest import BEAVERS, SignedIn

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def settle(attempt: Attempt, teacher: User, credited: list[int], mark: int) -> Mark:
    newest = attempt.marks.newest_first().first()
    assert newest is not None
    return moderate(attempt=attempt, teacher=teacher, credited=credited, mark=mark, reason="Seen", seen=newest.pk)


def address(attempt: Attempt, query: str = "?queue=1") -> str:
    return reverse("review_attempt", args=[attempt.pk]) + query


def test_like_answers_stand_together_and_a_look_at_them_is_worth_most(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    response = signed_in(ruth).get(reverse("question_queue", args=[points.pk]))
    first, second = response.context["groups"]
    assert {script.attempt_id for script in first.scripts} == {attempt.pk for attempt in class_answers[:3]}
    assert [script.attempt_id for script in second.scripts] == [class_answers[3].pk]
    page = response.content.decode()
    assert "this and 2 alike" in page
    assert "0 settled, 4 left." in page
    assert "Amira" not in page


def test_a_ruling_settles_what_is_like_it_and_the_progress_line_says_so(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    attempts = Attempt.objects.reviewable_by(ruth)
    before = review_queue(points, attempts)
    settle(class_answers[0], ruth, [0], 1)
    relearn(question_id=points.pk)
    after = review_queue(points, attempts)
    assert (before.left, after.left, after.settled) == (4, 3, 1)
    confidence = {script.attempt_id: script.confidence for group in after.groups for script in group.scripts}
    assert confidence[class_answers[1].pk] == 0.99
    assert after.sure >= before.sure
    assert after.looks <= before.looks


def test_the_queue_of_a_class_holds_its_answers_only(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    ben = factories.user("ben")
    other = factories.school_class("12C", teacher=ruth, students=[ben])
    his, _ = factories.marked(ben, points, "Nobody knows why")
    client = signed_in(ruth)

    def left(query: str) -> int:
        left: int = client.get(reverse("question_queue", args=[points.pk]) + query).context["queue"].left
        return left

    assert left("") == 5
    assert left(f"?school_class={other.pk}") == 1
    assert left(f"?school_class={amira.classes.get().pk}") == 4
    foreign = factories.school_class("13", teacher=factories.user("tom", Role.TEACHER), students=[ben])
    assert left(f"?school_class={foreign.pk}") == 5
    assert left("?school_class=x") == 5
    page = client.get(address(his, f"?queue=1&school_class={other.pk}"))
    assert page.context["next_url"] == ""


def test_the_start_shows_first_the_question_whose_marks_are_least_sure(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, levels: Question
) -> None:
    assert "No answers to review yet." in signed_in(ruth).get(reverse("review_queue")).content.decode()
    sure, _ = factories.marked(amira, points, "")
    for _ in range(3):
        factories.marked(amira, levels, "The villages were drowned because of the lake, so people left.")
    settle(sure, ruth, [], 0)
    rows = signed_in(ruth).get(reverse("review_queue")).context["questions"]
    assert [(row.question, row.answers, row.settled) for row in rows] == [(levels, 3, 0), (points, 1, 1)]


def test_after_a_decision_the_first_of_the_others_comes_and_what_was_skipped_comes_last(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    factories.marked(amira, points, "Nobody knows why")
    first, second, third = (
        group.head.attempt_id for group in review_queue(points, Attempt.objects.reviewable_by(ruth)).groups
    )

    def at(attempt_id: int, query: str = "") -> str:
        return reverse("review_attempt", args=[attempt_id]) + f"?queue=1{query}"

    page = client.get(at(first))
    assert "This and 2 alike" in page.content.decode()
    assert (page.context["next_url"], page.context["previous_url"]) == (at(second), "")
    assert page.context["skip_url"] == at(second, f"&skip={first}")
    page = client.get(at(second, f"&skip={first}"))
    assert page.context["next_url"] == at(third, f"&skip={first}")
    page = client.get(at(third, f"&skip={first}.{second}"))
    assert page.context["next_url"] == at(first, f"&skip={first}.{second}")
    assert client.get(at(third, f"&skip=x..{'9' * 20}.{'9' * 5000}")).context["next_url"].startswith(at(first))


def test_previous_leads_back_to_what_was_skipped_wherever_it_stands_in_the_queue(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    factories.marked(amira, points, "Nobody knows why")
    first, _, third = (
        group.head.attempt_id for group in review_queue(points, Attempt.objects.reviewable_by(ruth)).groups
    )
    queue = "?queue=1"
    skipped = client.get(reverse("review_attempt", args=[third]) + queue).context["skip_url"]
    assert skipped == reverse("review_attempt", args=[first]) + f"?queue=1&skip={third}"
    assert client.get(skipped).context["previous_url"] == reverse("review_attempt", args=[third]) + queue
    again = client.get(skipped).context["skip_url"]
    assert client.get(again).context["previous_url"] == skipped


def test_the_last_decision_leads_back_to_the_list_of_the_queue(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    for _ in class_answers:
        groups = review_queue(points, Attempt.objects.reviewable_by(ruth)).groups
        attempt = Attempt.objects.get(pk=groups[0].head.attempt_id)
        newest = attempt.marks.newest_first().first()
        assert newest is not None
        data = {"points": [f"p{index + 1}" for index in newest.credited], "seen": newest.pk}
        reply = client.post(address(attempt), data)
    assert reply["Location"] == reverse("question_queue", args=[points.pk])
    assert "All 4 answers are settled." in client.get(reply["Location"]).content.decode()


def test_a_part_is_the_desk_alone_and_a_saved_decision_is_told_as_json(
    signed_in: SignedIn, ruth: User, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    attempt = class_answers[3]
    part = client.get(address(attempt), headers=PART).content.decode()
    assert "<html" not in part
    assert 'id="desk"' in part
    mark = attempt.marks.get()
    refused = client.post(address(attempt), {"points": ["p1"], "seen": mark.pk}, headers=PART)
    assert (refused.status_code, "<html" in refused.content.decode()) == (422, False)
    saved = client.post(address(attempt), {"points": ["p1", "p2"], "seen": mark.pk}, headers=PART)
    given = attempt.marks.counting()
    assert given is not None
    told = json.loads(saved.content)
    assert told["saved"] == f"Saved 2 of 2 for script {attempt.pk}."
    assert told["undo"] == reverse("withdraw_mark", args=[given.pk]) + "?queue=1"


def test_the_marker_s_newer_mark_is_no_obstacle_to_a_decision(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    settled, _, like, _ = class_answers
    shown = like.marks.get()
    settle(settled, ruth, [0], 1)
    relearn(question_id=points.pk)
    assert like.marks.count() == 2
    # What the teacher saw was 0 and is accepted: neither a conflict nor a change that needs a reason.
    reply = client.post(address(like), {"points": [], "seen": shown.pk}, headers=PART)
    assert reply.status_code == 200
    given = like.marks.counting()
    assert given is not None
    assert (given.mark, given.by_teacher) == (0, True)


def test_another_teacher_s_mark_is_told_at_the_save_and_while_the_page_is_open(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    attempt = class_answers[0]
    seen = attempt.marks.get().pk
    news = reverse("review_news", args=[attempt.pk])
    assert client.post(f"{news}?seen={seen}").status_code == 204
    boss = factories.user("boss", Role.ADMIN, first_name="Helen", last_name="Marsh")
    theirs = settle(attempt, boss, [0], 1)
    told = client.post(f"{news}?seen={seen}").json()
    assert told == {"newest": theirs.pk, "said": "Helen Marsh has just given 1 of 2."}
    data = {"points": ["p2"], "reason": "Melting", "seen": seen}
    reply = client.post(address(attempt), data, headers=PART)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Meanwhile Helen Marsh gave 1" in page
    assert 'value="Melting"' in page
    assert client.post(address(attempt), {**data, "seen": theirs.pk}).status_code == 303


def test_a_teacher_s_own_marks_and_those_taken_back_are_no_news(
    signed_in: SignedIn, ruth: User, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    attempt = class_answers[0]
    seen = attempt.marks.get().pk
    news = reverse("review_news", args=[attempt.pk])
    settle(attempt, ruth, [0], 1)
    assert client.post(f"{news}?seen={seen}").status_code == 204
    boss = factories.user("boss", Role.ADMIN, first_name="Helen", last_name="Marsh")
    withdraw(mark=settle(attempt, boss, [0], 1), teacher=boss)
    assert client.post(f"{news}?seen={seen}").status_code == 204


def test_withdrawing_brings_the_answer_back_to_the_queue_and_what_followed_too(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    settled, _, like, _ = class_answers
    seen = settled.marks.get().pk
    client.post(address(settled), {"points": ["p1"], "reason": "Same", "seen": seen})
    ruling = settled.marks.counting()
    followed = like.marks.counting()
    assert ruling is not None
    assert followed is not None
    assert (followed.mark, followed.followed) == (1, ruling)
    page = client.get(address(like)).content.decode()
    assert f"Followed Ruth Okafor, who gave 1 for <q>{BEAVERS}</q>" in page
    reply = client.post(reverse("withdraw_mark", args=[ruling.pk]) + "?queue=1")
    assert reply["Location"] == address(settled)
    assert "Withdrawn</strong>" in client.get(address(settled)).content.decode()
    for attempt in (settled, like):
        mark = attempt.marks.counting()
        assert mark is not None
        assert (mark.mark, mark.by_teacher) == (0, False)


def test_an_automatic_mark_cannot_be_withdrawn(signed_in: SignedIn, ruth: User, class_answers: list[Attempt]) -> None:
    mark = class_answers[0].marks.get()
    assert signed_in(ruth).post(reverse("withdraw_mark", args=[mark.pk])).status_code == 404


def test_a_mark_that_a_re_mark_disputes_comes_back_with_both_marks(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    attempt = class_answers[3]
    ruling = settle(attempt, ruth, [], 0)
    first = attempt.marks.order_by("pk").first()
    assert first is not None
    automatic = Mark(
        **{field: getattr(first, field) for field in ("attempt", "mark_scheme", "marked_by", "max_mark")},
        mark=1,
        points=first.points,
        confidence=first.confidence,
        marker_version="later",
    )
    automatic.save()
    page = signed_in(ruth).get(reverse("question_queue", args=[points.pk])).content.decode()
    assert "Marked again since" in page
    assert "1 / 2" in page
    assert attempt.marks.counting() == ruling


def test_names_are_hidden_until_asked_for_and_the_asking_is_recorded(
    signed_in: SignedIn, amira: User, ruth: User, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    attempt, other = class_answers[:2]
    for page in (address(attempt), reverse("review") + "?checked=no"):
        assert f"Script {attempt.pk}" in client.get(page).content.decode()
    desk = client.get(address(attempt), headers=PART).content.decode()
    assert "Amira" not in desk
    reply = client.post(reverse("name_seen"), {"attempt": [attempt.pk], "back": address(attempt)})
    assert reply["Location"] == address(attempt)
    assert "Amira Hussain" in client.get(address(attempt)).content.decode()
    assert "Amira" not in client.get(address(other), headers=PART).content.decode()
    client.post(reverse("name_seen"), {"attempt": [attempt.pk]})
    (row,) = NameSeen.objects.all()
    assert (row.user, row.attempt) == (ruth, attempt)


def test_asking_for_one_student_s_answers_is_asking_for_the_name(
    signed_in: SignedIn, amira: User, ruth: User, class_answers: list[Attempt]
) -> None:
    page = signed_in(ruth).get(reverse("review"), {"student": amira.pk}).content.decode()
    assert page.count("Amira Hussain") == 1 + 4  # in the choice of students, and on each answer
    assert NameSeen.objects.filter(user=ruth).count() == 4


def test_going_through_one_student_s_answers_is_asking_for_the_name(
    signed_in: SignedIn, amira: User, ruth: User, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)
    ben = factories.user("ben")
    factories.school_class("12C", teacher=ruth, students=[ben])
    factories.marked(ben, class_answers[0].question)
    attempt = class_answers[0]
    for query in (f"?student={ben.pk}", "?student=x", f"?queue=1&student={amira.pk}"):
        assert "Amira" not in client.get(address(attempt, query), headers=PART).content.decode()
    assert not NameSeen.objects.exists()
    page = client.get(address(attempt, f"?student={amira.pk}"), headers=PART)
    assert '<h1 tabindex="-1">Amira Hussain' in page.content.decode().replace("\n", "").replace("  ", "")
    (row,) = NameSeen.objects.all()
    assert (row.user, row.attempt) == (ruth, attempt)


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_after_a_name_nobody_is_led_elsewhere(
    signed_in: SignedIn, ruth: User, class_answers: list[Attempt], back: str
) -> None:
    reply = signed_in(ruth).post(reverse("name_seen"), {"attempt": [class_answers[0].pk], "back": back})
    assert reply["Location"] == reverse("review")


def test_without_time_to_compare_the_queue_goes_by_doubt_alone(
    ruth: User, points: Question, class_answers: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questions.marking.marker._looked", {})
    queue = review_queue(points, Attempt.objects.reviewable_by(ruth), seconds=-1)
    confidences = [group.head.confidence for group in queue.groups]
    assert (queue.left, confidences) == (4, sorted(confidences))
