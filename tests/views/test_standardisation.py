"""The pages of standardisation: blind marks, figures of agreement, differences for the lead, settings of the class."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from questions.models import Attempt, BlindMark, Question, Resolution, Role, SampleAnswer, SchoolClass, User
from questions.services.authoring import edit_question, publish_newest
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from questions.services.samples import add_sample, retire_sample
from questions.services.standardisation import mark_answer, mark_sample, resolve
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> heavy rain over several days"
CHECK, SECOND = BlindMark.Purpose.CHECK, BlindMark.Purpose.SECOND


@pytest.fixture
def tom(ruth: User) -> User:
    """A second teacher of 12A, which Ruth leads."""
    teacher = factories.user("tom", Role.TEACHER, first_name="Tom", last_name="Reed")
    SchoolClass.objects.get().teachers.add(teacher)
    return teacher


@pytest.fixture
def sample(points: Question) -> SampleAnswer:
    return add_sample(question=points, answer="Snow melts", mark=1, author=None, why="One reason, said plainly")


def settle(student: User, question: Question, teacher: User, mark: int = 1, answer: str = HOSTILE) -> Attempt:
    attempt, automatic = factories.marked(student, question, answer)
    moderate(attempt=attempt, teacher=teacher, credited=[0], mark=mark, reason="Rain it is", seen=automatic.pk)
    return attempt


def test_a_sample_is_shown_without_its_mark_and_with_it_afterwards(
    signed_in: SignedIn, ruth: User, points: Question, sample: SampleAnswer
) -> None:
    client = signed_in(ruth)
    address = reverse("standardise", args=[points.pk])
    page = client.get(address).content.decode()
    assert "Snow melts" in page
    assert "One reason, said plainly" not in page
    assert "agreed" not in page.split("<main")[1].split("Save and see")[0]
    for _ in range(2):
        assert client.post(address, {"sample": sample.pk, "points": ["p1", "p2"]}).status_code == 303
    assert [(blind.mark, blind.reference) for blind in BlindMark.objects.all()] == [(2, 1)]
    page = client.get(address).content.decode()
    assert "You 2, agreed 1" in page
    assert "too far apart" in page
    # What was just given stands above what comes next, too.
    page = client.post(address, {"sample": sample.pk, "points": []}, follow=True).content.decode()
    assert page.index("You 2, agreed 1") < page.index("All samples are marked.") < page.rindex("You 2, agreed 1")
    assert "One reason, said plainly" in page
    assert "All samples are marked." in page


def test_each_topic_is_listed_once_with_its_questions_in_order(signed_in: SignedIn, ruth: User) -> None:
    """Also after the first question got a later version than those of another topic."""
    first, second = factories.bank()
    third, _ = factories.bank(topic="Glaciers")
    for question in (first, second, third):
        add_sample(question=question, answer="Snow melts", mark=1, author=None)
    edit_question(question=first, text=factories.POINTS.replace("- heavy", "- very heavy"), author=None)
    publish_newest(question=first)
    page = signed_in(ruth).get(reverse("standardisation")).content.decode()
    topics = re.findall(r"<summary>(.*?)</summary>", page)
    assert sorted(topics) == ["Glaciers", "Rivers"]
    assert page.index(reverse("standardise", args=[first.pk])) < page.index(reverse("standardise", args=[second.pk]))


def test_a_draft_of_a_closed_topic_is_listed_for_those_who_may_write_there(signed_in: SignedIn, ruth: User) -> None:
    draft, _ = factories.bank(publish=False)
    add_sample(question=draft, answer="Snow melts", mark=1, author=None)

    def listed() -> list[Question]:
        return list(signed_in(ruth).get(reverse("standardisation")).context["questions"])

    assert listed() == [draft]
    draft.topic.authors.add(factories.user("tom", Role.TEACHER))
    assert listed() == []
    draft.topic.authors.add(ruth)
    assert listed() == [draft]
    draft.topic.authors.remove(ruth)
    publish_newest(question=draft)
    assert listed() == [draft]


def test_the_page_of_a_sample_names_the_keys_that_it_has(
    signed_in: SignedIn, ruth: User, points: Question, sample: SampleAnswer
) -> None:
    other = add_sample(question=points, answer="Rain", mark=1, author=None)
    mark_sample(sample=sample, teacher=ruth, credited=[0], mark=1)
    page = signed_in(ruth).get(reverse("standardise", args=[points.pk]))
    assert page.context["sample"] == other
    for key, is_there in (
        ("a", True),
        ("+", True),
        ("?", True),
        ("u", False),
        ("n", False),
        ("r", False),
        ("l", False),
    ):
        assert (f"<kbd>{key}</kbd>" in page.content.decode().split("<dialog")[0]) is is_there, key


@pytest.mark.parametrize("sent", [{}, {"sample": ""}, {"sample": "999999"}, {"sample": "one"}])
def test_a_mark_for_no_sample_of_the_question_is_not_found(
    signed_in: SignedIn, ruth: User, points: Question, sent: dict[str, str]
) -> None:
    assert signed_in(ruth).post(reverse("standardise", args=[points.pk]), sent).status_code == 404


def test_a_sample_that_was_retired_meanwhile_is_told_and_the_next_one_comes(
    signed_in: SignedIn, ruth: User, points: Question, sample: SampleAnswer
) -> None:
    other = add_sample(question=points, answer="Rain", mark=1, author=None)
    retire_sample(sample=sample, by=None)
    reply = signed_in(ruth).post(
        reverse("standardise", args=[points.pk]), {"sample": sample.pk, "points": ["p1"]}, follow=True
    )
    assert "no longer in use, so no mark on it was saved" in reply.content.decode()
    assert reply.context["sample"] == other
    assert not BlindMark.objects.exists()


def test_a_level_needs_its_mark(signed_in: SignedIn, ruth: User, levels: Question) -> None:
    sample = add_sample(question=levels, answer="Villages were drowned", mark=1, author=None)
    client = signed_in(ruth)
    address = reverse("standardise", args=[levels.pk])
    reply = client.post(address, {"sample": sample.pk, "points": ["p1"]})
    assert reply.status_code == 422
    assert "Choose a mark." in reply.content.decode()
    assert client.post(address, {"sample": sample.pk, "points": ["p1"], "mark": "2"}).status_code == 303
    assert BlindMark.objects.get().mark == 2


def test_a_check_shows_the_answer_alone_and_both_marks_afterwards(
    signed_in: SignedIn, ruth: User, amira: User, tom: User, points: Question
) -> None:
    attempt = settle(amira, points, ruth)
    client = signed_in(tom)
    address = reverse("check", args=[attempt.pk]) + "?next=/review/"
    shown = client.get(address)
    assert not shown.context["form"]["points"].value()
    page = shown.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    for hidden in ("Rain it is", "Ruth Okafor", "Amira", 'class="tick"'):
        assert hidden not in page.split("<main")[1]
    reply = client.post(address, {"points": ["p1", "p2"]})
    assert (reply.status_code, reply["Location"]) == (303, address)
    page = client.get(address).content.decode()
    assert "You 2, settled 1 / 2" in page
    assert "Rain it is" in page
    assert "Ruth Okafor, who leads the class, settles it." in page
    assert 'href="/review/"' in page
    counting = attempt.marks.counting()
    assert counting is not None
    assert counting.mark == 1


def test_a_check_that_is_due_comes_before_the_next_answer(
    signed_in: SignedIn, ruth: User, amira: User, points: Question
) -> None:
    SchoolClass.objects.update(check_every=2)
    settled = settle(amira, points, ruth)
    waiting = [factories.marked(amira, points) for _ in range(3)]
    client = signed_in(ruth)

    def save(number: int, **more: Any) -> Any:
        attempt, mark = waiting[number]
        address = reverse("review_attempt", args=[attempt.pk])
        return client.post(address, {"points": ["p1"], "seen": mark.pk, "reason": "So", **more.pop("data", {})}, **more)

    check = reverse("check", args=[settled.pk])
    assert save(2, data={"stay": "1"})["Location"] == reverse("review_attempt", args=[waiting[2][0].pk])
    following = reverse("review_attempt", args=[waiting[0][0].pk])
    reply = save(1)
    assert (reply.status_code, reply["Location"]) == (303, f"{check}?next={following}")
    part = save(0, headers={"HX-Request": "true"}).json()
    assert part["check"] == f"{check}?next="
    page = client.get(f"{check}?next={following}").content.decode()
    assert f'href="{following}">Not now' in page
    client.post(check, {"points": ["p1"]})
    assert save(0, headers={"HX-Request": "true"}).json()["check"] == ""


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_goes_on_to_no_other_site(
    signed_in: SignedIn, ruth: User, amira: User, points: Question, address: str
) -> None:
    attempt = settle(amira, points, ruth)
    page = signed_in(ruth).get(reverse("check", args=[attempt.pk]), {"next": address}).content.decode()
    assert "evil.example" not in page
    assert "javascript:" not in page


def test_only_what_another_settled_is_marked_a_second_time(
    signed_in: SignedIn, ruth: User, amira: User, tom: User, points: Question
) -> None:
    attempt = settle(amira, points, ruth)
    school_class = SchoolClass.objects.get()
    assert signed_in(ruth).get(reverse("second", args=[attempt.pk])).status_code == 404
    assert signed_in(ruth).get(reverse("second_next", args=[school_class.pk]))["Location"] == "/standardisation/"
    client = signed_in(tom)
    second = reverse("second", args=[attempt.pk])
    assert client.get(reverse("second_next", args=[school_class.pk]))["Location"] == second
    assert client.post(second, {"points": ["p1"], "mark": "1"}).status_code == 303
    assert "The same mark: 1 / 2" in client.get(second).content.decode()
    open_answer, _ = factories.marked(amira, points)
    assert client.get(reverse("second", args=[open_answer.pk])).status_code == 404


MORE = factories.POINTS.replace("include:\n", "include:\n- concrete in towns\n")
"""One more point before the others."""


def ticks(reply: Any) -> list[bool]:
    return [choice.data["selected"] for choice, _, _ in reply.context["form"].point_choices()]


def test_a_blind_mark_keeps_its_ticks_on_their_points_when_the_answer_is_settled_anew_under_another_version(
    signed_in: SignedIn, ruth: User, amira: User, tom: User, points: Question
) -> None:
    attempt = settle(amira, points, ruth)
    client = signed_in(tom)
    address = reverse("second", args=[attempt.pk])
    page = client.get(address)
    assert page.context["form"]["version"].value() == 1
    assert 'name="version" value="1"' in page.content.decode()
    factories.new_version(points, MORE)
    newest = factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    moderate(attempt=attempt, teacher=ruth, credited=[1], mark=1, reason="Rain", seen=newest.pk)
    sent = {"points": ["p1", "p2"], "version": "1"}
    reply = client.post(address, sent)
    assert reply.status_code == 409
    assert ticks(reply) == [False, True, True, False]
    assert "Version 2 of the mark scheme is in force now." in reply.content.decode()
    assert "concrete in towns" in reply.context["form"].non_field_errors()[1]
    assert not BlindMark.objects.exists()
    assert client.post(address, {**sent, "version": reply.context["form"]["version"].value()}).status_code == 303
    blind = BlindMark.objects.get()
    assert (blind.mark, blind.mark_scheme.version, blind.credited) == (2, 2, ["p1", "p2"])


def test_a_sample_keeps_its_ticks_on_their_points_under_another_version(
    signed_in: SignedIn, ruth: User, points: Question, sample: SampleAnswer
) -> None:
    factories.new_version(points, MORE)
    client = signed_in(ruth)
    address = reverse("standardise", args=[points.pk])
    sent = {"sample": sample.pk, "points": ["p2"], "version": "1"}
    reply = client.post(address, sent)
    assert (reply.status_code, ticks(reply)) == (409, [False, False, True, False])
    assert not BlindMark.objects.exists()
    assert client.post(address, {**sent, "version": "x"}).status_code == 422
    # No version of the question: the points say themselves which they are.
    assert client.post(address, {**sent, "version": "9" * 30}).status_code == 303
    assert BlindMark.objects.get().credited == ["p2"]


def test_a_blind_mark_with_nothing_left_to_be_held_against_is_kept_on_the_page(
    signed_in: SignedIn, ruth: User, amira: User, tom: User, points: Question
) -> None:
    attempt = settle(amira, points, ruth)
    client = signed_in(tom)
    sent = {"points": ["p1", "p3"], "mark": "2", "version": "1"}
    settled = attempt.marks.counting()
    assert settled is not None
    withdraw(mark=settled, teacher=ruth)
    for name in ("check", "second"):
        reply = client.post(reverse(name, args=[attempt.pk]), sent)
        assert reply.status_code == 409
        assert ticks(reply) == [True, False, True]
        assert reply.context["form"]["mark"].value() == "2"
        assert "was withdrawn meanwhile" in reply.content.decode()
        assert reverse("review_attempt", args=[attempt.pk]) in reply.content.decode()
    newest = attempt.marks.newest_first()[0]
    moderate(attempt=attempt, teacher=tom, credited=[0], mark=1, reason="Rain", seen=newest.pk)
    reply = client.post(reverse("second", args=[attempt.pk]), sent)
    assert reply.status_code == 409
    assert "You have settled this answer yourself meanwhile" in reply.content.decode()
    assert not BlindMark.objects.exists()


def test_the_mark_before_a_check_can_be_taken_back_on_its_page(
    signed_in: SignedIn, ruth: User, amira: User, tom: User, points: Question
) -> None:
    settled = settle(amira, points, tom)
    just = settle(amira, points, ruth)
    client = signed_in(ruth)
    check = reverse("check", args=[settled.pk])
    bare = client.get(check).content.decode()
    assert "Your last mark" not in bare
    assert "<kbd>u</kbd>" not in bare
    page = client.get(check, {"next": f"{reverse('review_attempt', args=[settled.pk])}?queue=1"}).content.decode()
    assert f"Your last mark: 1 of 2 for script {just.pk}." in page
    mark = just.marks.counting()
    assert mark is not None
    undo = reverse("withdraw_mark", args=[mark.pk]) + "?queue=1"
    assert f'action="{undo}"' in page
    reply = client.post(undo, follow=True)
    assert reply.redirect_chain == [(reverse("review_attempt", args=[just.pk]) + "?queue=1", 303)]
    assert "Taken back" in reply.content.decode()
    taken_back = just.marks.counting()
    assert taken_back is not None
    assert not taken_back.by_teacher
    assert "Your last mark" not in client.get(check, {"next": "/review/"}).content.decode()


@pytest.fixture
def difference(amira: User, ruth: User, tom: User, levels: Question) -> BlindMark:
    attempt = settle(amira, levels, tom, mark=1, answer="The villages were drowned.")
    return mark_answer(attempt=attempt, teacher=ruth, purpose=SECOND, credited=[0], mark=4)


def test_the_lead_settles_a_difference(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    assert "1 answer on which two marks are too far apart" in client.get(reverse("standardisation")).content.decode()
    assert "Differences to settle" not in signed_in(tom).get(reverse("standardisation")).content.decode()
    assert list(client.get(reverse("differences")).context["page_obj"]) == [difference]
    assert list(signed_in(tom).get(reverse("differences")).context["page_obj"]) == []
    address = reverse("difference", args=[difference.pk])
    assert signed_in(tom).get(address).status_code == 404
    page = client.get(address)
    assert "Amira" not in page.content.decode()
    sent = {"outcome": "take", "reason": "It explains", "seen": page.context["form"]["seen"].value()}
    for _ in range(2):
        assert client.post(address, sent).status_code == 303
    assert difference.attempt is not None
    counting = difference.attempt.marks.counting()
    assert counting is not None
    assert (counting.mark, counting.teacher, counting.reason) == (4, ruth, "It explains")
    script = f'<a href="{reverse("review_attempt", args=[difference.attempt_id])}">script {difference.attempt_id}</a>'
    assert f"Settled: 4 of 6 counts for {script}." in client.get(reverse("differences")).content.decode()
    assert "4 instead" in client.get(reverse("differences") + "?show=settled").content.decode()
    assert "It explains" in client.get(address).content.decode()
    result = signed_in(amira).get(reverse("result", args=[difference.attempt_id])).content.decode()
    assert "Tom Reed" not in result
    assert "blind" not in result.lower().split("<main")[1]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "Yes"}, "Choose which mark it is to be."),
        ({"outcome": "take", "reason": " "}, "Say why in a sentence."),
        ({"outcome": "9", "reason": "Yes"}, "Select a valid choice"),
    ],
)
def test_a_decision_needs_its_mark_and_reason(
    signed_in: SignedIn, ruth: User, difference: BlindMark, sent: dict[str, str], said: str
) -> None:
    reply = signed_in(ruth).post(reverse("difference", args=[difference.pk]), sent)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert not Resolution.objects.exists()


def test_other_valid_points_are_given_blind_compared_and_taken_over_as_the_lead_says(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points, HOSTILE)
    dams = ["A dam <b>broke</b>"]
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=2, reason="So", seen=automatic.pk, other_points=dams)
    address = reverse("second", args=[attempt.pk])
    client = signed_in(tom)
    assert "Other valid point" in client.get(address).content.decode()
    reply = client.post(address, {"other_point": "ice; snow"})
    assert reply.status_code == 422
    assert "leave the semicolon out" in reply.content.decode()
    sent = {"other_point": "a dam <b>broke</b>!", "other_point-2": "Tides"}
    assert client.post(address, sent).status_code == 303
    blind = BlindMark.objects.get()
    assert (blind.mark, blind.credited, blind.other_points) == (2, [], ["a dam <b>broke</b>!", "Tides"])
    compared = client.get(address)
    assert compared.context["others"] == [("a dam <b>broke</b>!", True, True), ("Tides", True, False)]
    assert "Other valid point: a dam &lt;b&gt;broke&lt;/b&gt;!" in compared.content.decode()


def test_taking_a_blind_mark_keeps_the_other_valid_points_that_the_lead_leaves_ticked(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, points: Question, levels: Question
) -> None:
    client = signed_in(ruth)

    def differ(question: Question, mark: int, blind: int) -> tuple[Attempt, Any]:
        attempt, automatic = factories.marked(amira, question, HOSTILE)
        moderate(
            attempt=attempt,
            teacher=tom,
            credited=[0],
            mark=mark,
            reason="So",
            seen=automatic.pk,
            other_points=["Dams <b>broke</b>", "Ice"],
        )
        given = mark_answer(
            attempt=attempt, teacher=ruth, purpose=SECOND, credited=[0], mark=blind, other_points=["Tides"]
        )
        return attempt, client.get(reverse("difference", args=[given.pk]))

    def decided(attempt: Attempt, page: Any, others: list[str], **more: str) -> list[str]:
        sent = {"outcome": "take", "reason": "Yes", "seen": page.context["form"]["seen"].value(), **more}
        assert client.post(page.request["PATH_INFO"], {**sent, "others": others}).status_code == 303
        counting = attempt.marks.counting()
        assert counting is not None
        return list(counting.other_points)

    attempt, page = differ(levels, 3, 5)
    assert "Other valid point: Dams &lt;b&gt;broke&lt;/b&gt;" in page.content.decode()
    kept = page.context["form"]["others"].value()
    assert sorted(kept) == ["Dams <b>broke</b>", "Ice", "Tides"]
    assert client.post(page.request["PATH_INFO"], {"outcome": "take", "others": ["Hail"]}).status_code == 422
    assert decided(attempt, page, kept) == kept
    # Where points make the mark, those of the other mark would be worth marks that were not given.
    attempt, page = differ(points, 2, 1)
    assert page.context["form"]["others"].value() == ["Tides"]
    assert decided(attempt, page, ["Ice", "Tides"]) == ["Ice", "Tides"]
    attempt, page = differ(points, 2, 1)
    assert decided(attempt, page, ["Tides"], outcome="stands") == ["Dams <b>broke</b>", "Ice"]


def test_a_decision_meanwhile_is_told_and_a_mark_meanwhile_too(
    signed_in: SignedIn, ruth: User, tom: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    seen = client.get(address).context["form"]["seen"].value()
    assert difference.attempt is not None
    mark = moderate(attempt=difference.attempt, teacher=tom, credited=[0], mark=2, reason="Two", seen=seen)
    reply = client.post(address, {"outcome": "take", "reason": "It explains", "seen": seen})
    assert reply.status_code == 409
    assert "Meanwhile Tom Reed gave 2" in reply.content.decode()
    assert "It explains" in reply.content.decode()
    assert reply.context["form"]["seen"].value() == str(mark.pk)
    boss = factories.user("boss", Role.ADMIN, first_name="Helen")
    resolve(blind_mark=difference, lead=boss, take=False, reason="As it is")
    reply = client.post(address, {"outcome": "take", "reason": "It explains", "seen": mark.pk})
    assert reply.status_code == 409
    page = reply.content.decode()
    assert "Helen settled this already" in page
    assert "As it is" in page
    assert "It explains" in page.split("What you wrote, not saved")[1]
    assert "data-entries-taken" not in page
    assert "not saved" not in client.get(address).content.decode()


def test_other_points_are_counted_only_where_the_blind_mark_is_taken(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, levels: Question
) -> None:
    attempt, automatic = factories.marked(amira, levels)
    theirs, own = ["Dams broke", "Ice came", "Hail fell"], ["Tides rose", "Walls sank", "Banks slid"]
    moderate(attempt=attempt, teacher=tom, credited=[0], mark=5, reason="So", seen=automatic.pk, other_points=theirs)
    blind = mark_answer(attempt=attempt, teacher=ruth, purpose=SECOND, credited=[0], mark=1, other_points=own)
    client = signed_in(ruth)
    address = reverse("difference", args=[blind.pk])
    form = client.get(address).context["form"]
    assert form["others"].value() == [*own, *theirs[:2]]
    sent = {"outcome": "take", "reason": "One it is", "seen": form["seen"].value(), "others": [*own, *theirs]}
    reply = client.post(address, sent)
    assert (reply.status_code, reply.context["form"].errors) == (422, {"others": ["At most 5: leave some out."]})
    reply = client.post(address, {**sent, "others": ["Fire"]})
    assert (reply.status_code, list(reply.context["form"].errors)) == (422, ["others"])
    assert client.post(address, {**sent, "outcome": "stands"}).status_code == 303


def test_a_ticked_point_that_is_gone_with_its_mark_is_no_invalid_choice(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, levels: Question
) -> None:
    attempt, automatic = factories.marked(amira, levels)
    given = moderate(
        attempt=attempt, teacher=tom, credited=[0], mark=5, reason="So", seen=automatic.pk, other_points=["Ice came"]
    )
    blind = mark_answer(attempt=attempt, teacher=ruth, purpose=SECOND, credited=[], mark=1)
    moderate(attempt=attempt, teacher=tom, credited=[0], mark=4, reason="Other", seen=given.pk)
    client = signed_in(ruth)
    address = reverse("difference", args=[blind.pk])
    sent = {"outcome": "take", "reason": "One it is", "seen": given.pk, "others": ["Ice came"]}
    reply = client.post(address, sent)
    assert reply.status_code == 409
    assert "Meanwhile Tom Reed gave 4" in reply.content.decode()
    assert (
        client.post(address, {**sent, "others": [], "seen": reply.context["form"]["seen"].value()}).status_code == 303
    )


def test_marks_out_of_different_maxima_are_each_said_with_its_own(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, points: Question
) -> None:
    attempt = settle(amira, points, ruth, mark=2)
    blind = mark_answer(attempt=attempt, teacher=tom, purpose=SECOND, credited=[0], mark=1)
    client = signed_in(ruth)
    address = reverse("difference", args=[blind.pk])
    assert "Difference: 2 and 1 of 2" in client.get(address).content.decode()
    factories.new_version(points, factories.POINTS.replace("2 marks", "4 marks"))
    attempt.question.refresh_from_db()
    again = factories.marked_again(attempt)
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=4, reason="So it is", seen=again.pk)
    reply = client.get(address)
    page = reply.content.decode()
    assert "Difference: 4 of 4 and 1 of 2" in page
    assert (">4 / 4</strong>" in page, ">1 / 2</strong>" in page) == (True, True)
    assert reply.context["form"].fields["outcome"].choices == [("stands", "4 of 4 stands")]


def test_another_mark_than_the_one_shown_is_not_let_stand(
    signed_in: SignedIn, ruth: User, tom: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    seen = client.get(address).context["form"]["seen"].value()
    assert difference.attempt is not None
    moderate(attempt=difference.attempt, teacher=tom, credited=[0], mark=2, reason="Two", seen=seen)
    reply = client.post(address, {"outcome": "stands", "reason": "One it is", "seen": seen})
    assert reply.status_code == 409
    assert "Meanwhile Tom Reed gave 2" in reply.content.decode()
    assert "One it is" in reply.content.decode()
    assert not Resolution.objects.exists()


def test_a_difference_follows_the_mark_that_counts(
    signed_in: SignedIn, ruth: User, tom: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    attempt = difference.attempt
    assert attempt is not None

    def give(mark: int) -> Any:
        newest = attempt.marks.newest_first()[0]
        return moderate(attempt=attempt, teacher=tom, credited=[0], mark=mark, reason="Thought again", seen=newest.pk)

    given = give(2)
    assert "2 / 6 counts now." in client.get(reverse("differences")).content.decode()
    page = client.get(address).content.decode()
    assert "Difference: 2 and 4 of 6" in page
    assert "1 by Tom Reed counted." in page
    withdraw(mark=given, teacher=tom)
    assert "Difference: 1 and 4 of 6" in client.get(address).content.decode()
    give(4)
    assert list(client.get(reverse("differences")).context["page_obj"]) == []
    settled = client.get(reverse("differences") + "?show=settled").content.decode()
    assert "Settled by a later mark, which is within tolerance." in settled
    page = client.get(address).content.decode()
    assert "4 / 6 counts, which is within tolerance." in page
    assert "Save the decision" not in page
    reply = client.post(address, {"outcome": "stands", "reason": "As <b>it</b> is"})
    assert reply.status_code == 409
    assert "As &lt;b&gt;it&lt;/b&gt; is" in reply.content.decode().split("What you wrote, not saved")[1]
    assert not Resolution.objects.exists()


def test_a_decision_that_was_taken_back_says_so_and_waits_again(
    signed_in: SignedIn, ruth: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    sent = {"outcome": "take", "reason": "It explains", "seen": client.get(address).context["form"]["seen"].value()}
    assert client.post(address, sent).status_code == 303
    taken = Resolution.objects.get().mark
    assert taken is not None
    withdraw(mark=taken, teacher=ruth, reason="It <b>names</b>")
    listed = client.get(reverse("differences")).content.decode()
    for page in (listed, client.get(address).content.decode()):
        assert "Taken back</strong> by Ruth Okafor" in page
        assert "It &lt;b&gt;names&lt;/b&gt;" in page
    assert client.post(address, {"outcome": "stands", "reason": "So be it"}).status_code == 303
    assert list(client.get(reverse("differences")).context["page_obj"]) == []
    assert "Save the decision" not in client.get(address).content.decode()


def test_a_decision_that_a_mark_stands_waits_again_once_that_mark_is_taken_back(
    signed_in: SignedIn, ruth: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    assert client.post(address, {"outcome": "stands", "reason": "So be it"}).status_code == 303
    assert difference.settled is not None
    assert Resolution.objects.get().counted == difference.settled
    assert list(client.get(reverse("differences")).context["page_obj"]) == []
    withdraw(mark=difference.settled, teacher=ruth, reason="It <b>names</b>")
    listed = client.get(reverse("differences")).content.decode()
    for page in (listed, client.get(address).content.decode()):
        assert "1 stands" in page
        assert "Taken back</strong> by Ruth Okafor" in page
        assert "It &lt;b&gt;names&lt;/b&gt;" in page
    assert client.post(address, {"outcome": "stands", "reason": "So again"}).status_code == 303
    assert list(client.get(reverse("differences")).context["page_obj"]) == []


def test_a_decision_stands_beside_the_mark_that_counted_when_it_was_made(
    signed_in: SignedIn, ruth: User, tom: User, difference: BlindMark
) -> None:
    client = signed_in(ruth)
    address = reverse("difference", args=[difference.pk])
    assert difference.attempt is not None
    assert difference.settled is not None
    seen = difference.settled.pk
    moderate(attempt=difference.attempt, teacher=tom, credited=[0], mark=2, reason="Thought again", seen=seen)
    assert client.post(address, {"outcome": "stands", "reason": "Two it is"}).status_code == 303
    page = client.get(address).content.decode()
    assert "Difference: 2 and 4 of 6" in page
    assert "Tom Reed said: Thought again" in page
    assert '<h2 id="settled">2 stands</h2>' in page
    assert "2 stands</strong>" in client.get(reverse("differences") + "?show=settled").content.decode()


def test_the_page_of_agreement_shows_what_was_chosen(
    signed_in: SignedIn, ruth: User, tom: User, amira: User, points: Question, difference: BlindMark
) -> None:
    attempt = settle(amira, points, ruth)
    mark_answer(attempt=attempt, teacher=tom, purpose=SECOND, credited=[0], mark=1)
    client = signed_in(ruth)
    address = reverse("agreement")
    assert client.get(address).context["overall"].count == 2
    teachers = client.get(address, {"kind": "teachers"})
    assert (teachers.context["overall"].count, teachers.context["overall"].exact) == (2, 0.5)
    assert [label for label, _ in teachers.context["by_people"]] == ["Ruth Okafor, Tom Reed", "Tom Reed, Ruth Okafor"]
    one = client.get(address, {"kind": "teachers", "question": points.pk})
    assert one.context["overall"].exact == 1.0
    assert client.get(address, {"kind": "self"}).context["overall"].count == 0
    assert client.get(address, {"kind": "no", "first": "x", "question": "\0"}).status_code == 200
    empty = client.get(address, {"kind": "teachers", "last": "2020-01-01"})
    assert "No answers yet" in empty.content.decode()


def test_only_the_lead_sets_checks_and_tolerance(signed_in: SignedIn, ruth: User, tom: User) -> None:
    school_class = SchoolClass.objects.get()
    address = reverse("class_settings", args=[school_class.pk])
    sent = {"challenge_limit": "1", "check_every": "10", "tolerance": "2", "lead": tom.pk}
    page = signed_in(tom).get(address).content.decode()
    assert "Ruth Okafor leads this class" in page
    assert "check_every" not in page
    assert signed_in(tom).post(address, sent).status_code == 303
    school_class.refresh_from_db()
    assert (school_class.challenge_limit, school_class.check_every, school_class.lead) == (1, 0, None)
    assert signed_in(ruth).post(address, {**sent, "tolerance": "6"}).status_code == 422
    assert signed_in(ruth).post(address, {**sent, "lead": factories.user("una", Role.TEACHER).pk}).status_code == 422
    assert signed_in(ruth).post(address, sent).status_code == 303
    school_class.refresh_from_db()
    assert (school_class.check_every, school_class.tolerance, school_class.lead) == (10, 2, tom)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("standardisation", 7),
        ("standardise", 8),
        ("check", 6),
        ("agreement", 9),
        ("agreement-teachers", 8),
        ("differences", 6),
        ("difference", 10),
    ],
)
def test_a_page_takes_as_many_queries_at_three_rows_as_at_one(
    signed_in: SignedIn,
    ruth: User,
    tom: User,
    amira: User,
    points: Question,
    levels: Question,
    name: str,
    queries: int,
    django_assert_num_queries: Any,
) -> None:
    def grow(number: int) -> BlindMark:
        sample = add_sample(question=points, answer=f"Rain {number}", mark=1, author=None)
        add_sample(question=levels, answer=f"Villages {number}", mark=1, author=None)
        mark_sample(sample=sample, teacher=ruth, credited=[0], mark=2)
        attempt = settle(amira, levels, tom)
        return mark_answer(attempt=attempt, teacher=ruth, purpose=CHECK, credited=[0], mark=5)

    first = grow(0)
    add_sample(question=points, answer="Not marked yet", mark=1, author=None)
    addresses = {
        "standardise": reverse("standardise", args=[points.pk]),
        "check": reverse("check", args=[settle(amira, points, tom).pk]),
        "agreement-teachers": reverse("agreement") + "?kind=teachers",
        "difference": reverse("difference", args=[first.pk]),
    }
    address = addresses.get(name) or reverse(name)
    client = signed_in(ruth)
    for rows in (0, 2):
        for number in range(rows):
            grow(number + 1)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
