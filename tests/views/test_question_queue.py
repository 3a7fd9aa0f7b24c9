"""The queue of a question: rulings that disagree, no answers, and what answers alike followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from questions import marking
from questions.models import Attempt, Mark, Question, User
from questions.review_queue import ReviewQueue, Script, ScriptGroup
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.learning import Learnt, relearn
from tests import factories
from tests.views.conftest import BEAVERS, SignedIn
from tests.views.test_review_queue import PART, address, settle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("confidences", "said"),
    [
        ([0.4, 0.4, 0.9], "Of the 3 looks that see them all, about 1 would change a mark."),
        ([0.4], "One look sees them all and may well change a mark."),
        ([0.9, 0.9], "Hardly a look would change a mark now."),
    ],
)
def test_the_line_above_a_queue_says_of_how_many_looks_it_speaks(confidences: list[float], said: str) -> None:
    scripts = [Script(pk, "Rain", 1, 2, None, confidence) for pk, confidence in enumerate(confidences)]
    queue = ReviewQueue(tuple(ScriptGroup(script, ()) for script in scripts), settled=0)
    assert said in " ".join(render_to_string("includes/queue_progress.html", {"queue": queue}).split())


def test_a_saved_decision_says_which_of_those_alike_followed_it(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, same, like, other = class_answers
    client = signed_in(ruth)
    assert "settles them too" not in client.get(address(first)).content.decode()

    def told(attempt: Attempt, points: list[str]) -> Any:
        sent = {"points": points, "seen": attempt.marks.latest("pk").pk, "reason": "Valid"}
        return client.post(address(attempt), sent, headers=PART).json()

    # The marker learns from nothing here: nobody follows.
    with monkeypatch.context() as patch:
        patch.setattr("questions.tasks.relearn", lambda **_: Learnt(0, finished=True))
        reply = told(first, ["p1"])
    assert (reply["alike"], reply["more"]) == ("0 of 2 alike have this mark now.", "")
    assert sorted(reply["apart"], key=lambda link: link["name"]) == [
        {"name": f"script {attempt.pk}", "url": address(attempt)} for attempt in (same, like)
    ]
    reply = told(same, ["p1"])
    assert reply["alike"] == "1 of 1 alike has this mark now."
    assert reply["apart"] == []
    assert "alike" not in told(other, ["p1"])


def test_the_last_mark_can_be_undone_from_the_queue_for_a_while(
    signed_in: SignedIn, ruth: User, levels: Question, class_answers: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(ruth)
    attempt = class_answers[0]
    queue = reverse("question_queue", args=[attempt.question_id])
    assert "data-undo" not in client.get(queue).content.decode()
    settle(attempt, ruth, [0], 1)
    given = attempt.marks.newest_first()[0]
    undo = f"{reverse('withdraw_mark', args=[given.pk])}?queue=1&amp;school_class={ruth.taught_classes.get().pk}"
    page = client.get(queue, {"school_class": ruth.taught_classes.get().pk}).content.decode()
    assert (undo in page, f"1 of 2 for script {attempt.pk}." in page) == (True, True)
    with monkeypatch.context() as patch:
        patch.setattr("questions.views.review_queue.UNDO", timedelta(0))
        assert "data-undo" not in client.get(queue).content.decode()
    client.post(undo.replace("&amp;", "&"))
    assert "data-undo" not in client.get(queue).content.decode()
    counting = attempt.marks.counting()
    assert counting is not None
    assert not counting.by_teacher


def test_conflicting_rulings_are_shown_side_by_side(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    settle(class_answers[0], ruth, [0], 1)
    settle(class_answers[2], ruth, [], 0)
    response = signed_in(ruth).get(reverse("question_queue", args=[points.pk]))
    (pair,) = response.context["conflicts"]
    assert {side.example.attempt for side in pair} == {class_answers[0], class_answers[2]}
    assert "decided differently" in response.content.decode()


def test_many_rulings_on_one_answer_are_one_conflict_and_only_a_handful_is_shown(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    for number in range(8):
        settle(factories.marked(amira, points, BEAVERS)[0], ruth, [0] * (number % 2), number % 2)
    topics = ("The mayor sold hats", "Foxes dug holes", "Bells rang late", "Cars were parked", "Kings fought", "Tea")
    for text in topics:
        for mark in (0, 1):
            settle(factories.marked(amira, points, text)[0], ruth, [0] * mark, mark)
    response = signed_in(ruth).get(reverse("question_queue", args=[points.pk]))
    first, *_ = response.context["conflicts"]
    assert [(side.example.mark, len(side.others)) for side in first] in ([(0, 3), (1, 3)], [(1, 3), (0, 3)])
    assert len(response.context["conflicts"]) == 5
    page = " ".join(response.content.decode().split())
    assert "2 more such groups follow as these are settled." in page
    assert page.count("3 more decided so") == 2


def test_a_class_without_answers_has_an_empty_queue_with_a_way_back(
    signed_in: SignedIn, ruth: User, points: Question, levels: Question, class_answers: list[Attempt]
) -> None:
    other = factories.school_class("12C", teacher=ruth, students=[factories.user("ben")])
    client = signed_in(ruth)
    here = reverse("question_queue", args=[points.pk])
    page = " ".join(client.get(here, {"school_class": other.pk}).content.decode().split())
    assert f'No answers of this class yet. <a href="{here}">All answers to this question</a>' in page
    assert "are settled" not in page
    assert client.get(reverse("question_queue", args=[levels.pk])).status_code == 404
    factories.assignment(other, ruth, [levels])
    page = client.get(reverse("question_queue", args=[levels.pk])).content.decode()
    assert "No answers to this question yet." in page


def test_of_the_assignments_only_those_that_ask_the_question_are_to_choose_from(
    signed_in: SignedIn, ruth: User, points: Question, levels: Question, class_answers: list[Attempt]
) -> None:
    school_class = ruth.taught_classes.get()
    factories.assignment(school_class, ruth, [points], title="On rain")
    factories.assignment(school_class, ruth, [levels], title="On lakes")
    page = signed_in(ruth).get(reverse("question_queue", args=[points.pk])).content.decode()
    assert "On rain" in page
    assert "On lakes" not in page


def test_the_desk_shows_the_words_of_the_settled_answer_that_weighed_most(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    settled, same, _, other = class_answers
    given = settle(settled, ruth, [0], 1)
    relearn(question_id=points.pk)
    followed = signed_in(ruth).get(address(same)).content.decode()
    assert f"Followed {ruth.name}, who gave 1 for <q>{BEAVERS}</q>" in " ".join(followed.split())
    Mark.objects.create(
        attempt=other,
        mark_scheme=points.current,
        marked_by=0,
        mark=1,
        max_mark=2,
        confidence=0.6,
        marker_version="1",
        points=other.marks.get().points,
        rulings=[given.pk],
        followed=given,
    )
    weighed = signed_in(ruth).get(address(other)).content.decode()
    assert f"Most weighed {ruth.name}, who gave 1 for <q>{BEAVERS}</q>" in " ".join(weighed.split())


def test_a_doubt_that_rulings_made_is_called_so(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    client = signed_in(ruth)

    def doubt(attempt: Attempt) -> str:
        return str(replace(client.get(address(attempt)).context["explanation"], confidence=0.5).doubt)

    assert doubt(class_answers[3]) == "the words are close to the line between credit and none"
    settle(class_answers[0], ruth, [0], 1)
    later, _ = factories.marked(amira, points, "Nobody knows why")
    assert doubt(later) == "with teachers' marks on other answers its score lies close to the next mark"


def test_a_mark_that_answered_a_challenge_is_not_taken_back_with_one_key(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    attempt = class_answers[0]
    challenge = raise_challenge(attempt=attempt, target="p2", text="I wrote of it")
    answer_challenge(challenge=challenge, teacher=ruth, upheld=True, reason="So it does", mark=2)
    page = signed_in(ruth).get(reverse("question_queue", args=[points.pk])).content.decode()
    assert "data-undo" not in page


def test_answers_marked_again_that_are_not_listed_are_counted(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    for attempt in class_answers[:3]:
        settle(attempt, ruth, [1, 2], 2)
    factories.new_version(points, factories.POINTS.replace("snow melting in spring", "beavers build many lodges"))
    for attempt in class_answers[:3]:
        factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    client = signed_in(ruth)
    queue = reverse("question_queue", args=[points.pk])
    page = client.get(queue)
    assert (len(page.context["disagreeing"]), "more follow" in page.content.decode()) == (3, False)
    for listed, told in ((1, "2 more follow as these are settled."), (2, "1 more follows as these are settled.")):
        monkeypatch.setattr("questions.views.review_queue.MOST_GROUPS", listed)
        page = client.get(queue)
        assert (len(page.context["disagreeing"]), told in page.content.decode()) == (listed, True)


def test_answers_left_without_a_mark_are_told_of_and_marked(
    signed_in: SignedIn, ruth: User, amira: User, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = factories.attempt(amira, points)
    stranger = factories.attempt(factories.user("stranger"), points)
    client = signed_in(ruth)
    queue = reverse("question_queue", args=[points.pk])
    assert "has no mark yet" not in client.get(queue).content.decode()
    monkeypatch.setattr("questions.models.attempts.LEFT", timedelta(0))
    assert "1 answer has no mark yet" in " ".join(client.get(queue).content.decode().split())
    narrowed = f"?school_class={ruth.taught_classes.get().pk}"
    address = reverse("mark_left", args=[points.pk])
    assert f'action="{address}{narrowed}"' in client.get(queue + narrowed).content.decode()
    marker = Mock(side_effect=RuntimeError("the marker broke"))
    with monkeypatch.context() as broken:
        broken.setattr(marking, "mark", marker)
        reply = client.post(address, follow=True)
    assert marker.call_count == 1
    assert "One answer could not be marked" in reply.content.decode()
    reply = client.post(address + narrowed, follow=True)
    assert reply.redirect_chain == [(queue + narrowed, 303)]
    assert "has no mark yet" not in reply.content.decode()
    assert [attempt.marks.count() for attempt in (left, stranger)] == [1, 0]


def test_an_answer_that_a_re_mark_brought_back_is_open_work_until_a_teacher_decides_again(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    for attempt in class_answers:
        settle(attempt, ruth, [0, 1], 2)
    back = class_answers[0]
    mark = settle(back, ruth, [1, 2], 2)
    assert mark.max_mark == 2
    client = signed_in(ruth)
    queues, queue = reverse("review_queue"), reverse("question_queue", args=[points.pk])

    def text(where: str) -> str:
        return " ".join(client.get(where).content.decode().split())

    assert "✓ all 4 settled" in text(queues)
    assert "All 4 answers are settled." in text(queue)
    factories.new_version(points, factories.POINTS.replace("snow melting in spring", "beavers build many lodges"))
    again = factories.marked_again(Attempt.objects.get(pk=back.pk))
    assert again.mark != 2
    assert (
        '<span class="figure">3</span> of <span class="figure">4</span> settled; 1 to look at again after a re-mark'
        in text(queues)
    )
    assert "3 settled, 0 left, 1 to look at again after a re-mark." in text(queue)
    assert "Nothing else is left to look at." in text(queue)
    assert client.get(queue).context["queue"].first == back.pk
    assert f'href="{address(back)}">Begin with the first' in text(queue)
    assert client.get(address(class_answers[1])).context["next_url"] == address(back)
    listed = {key: client.get(reverse("review"), {"checked": key}).context["page_obj"] for key in ("no", "yes")}
    assert [attempt.pk for attempt in listed["no"]] == [back.pk]
    assert len(listed["yes"]) == 3
    assert "4 answers, 1 to check" in text(reverse("review"))
    assert text(reverse("review")).count("to check again") == 1
    settle(Attempt.objects.get(pk=back.pk), ruth, [1], 1)
    assert "✓ all 4 settled" in text(queues)
    assert "All 4 answers are settled." in text(queue)
    assert not client.get(reverse("review"), {"checked": "no"}).context["page_obj"].object_list


def test_what_came_back_stands_before_what_no_teacher_settled(
    signed_in: SignedIn, ruth: User, points: Question, class_answers: list[Attempt]
) -> None:
    back = class_answers[3]
    settle(back, ruth, [], 0)
    factories.new_version(points, factories.POINTS.replace("maximum 2", "maximum 1").replace("2 marks", "1 mark"))
    factories.marked_again(Attempt.objects.get(pk=back.pk))
    client = signed_in(ruth)
    first = client.get(address(back))
    head = first.context["queue"].groups[0].head.attempt_id
    assert (first.context["previous_url"], first.context["next_url"]) == (
        "",
        address(Attempt.objects.get(pk=head)),
    )
    assert client.get(address(Attempt.objects.get(pk=head))).context["previous_url"] == address(back)
