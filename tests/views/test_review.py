"""Reviewing: the list with its filters, one answer with its mark, and the mark that a teacher gives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from questions.models import Attempt, Mark, MarkedBy, Question, Role, User
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def half(amira: User, points: Question) -> tuple[Attempt, Mark]:
    return factories.marked(amira, points)


def newest_of(attempt: Attempt) -> Mark:
    mark = attempt.marks.newest_first().first()
    assert mark is not None
    return mark


def shown(response: Any) -> list[int]:
    return [attempt.pk for attempt in response.context["page_obj"]]


def test_the_list_holds_the_teachers_classes_newest_first(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, half: tuple[Attempt, Mark]
) -> None:
    factories.marked(factories.user("stranger"), points)
    newer, _ = factories.marked(amira, points)
    assert shown(signed_in(ruth).get(reverse("review"))) == [newer.pk, half[0].pk]


def test_students_to_choose_from_stand_as_in_a_register_and_namesakes_with_their_user_names(
    signed_in: SignedIn, ruth: User, points: Question
) -> None:
    names = [("zia", "Zia", "Ali"), ("ann1", "Ann", "smith"), ("ann2", "Ann", "smith"), ("jan", "Jan", "Ödön")]
    students = [factories.user(username, first_name=first, last_name=last) for username, first, last in names]
    factories.school_class("8b", teacher=ruth, students=students)
    for student in students:
        factories.marked(student, points)
    field = signed_in(ruth).get(reverse("review")).context["filters"]["student"]
    labels = [label for _, label in field.field.choices]
    assert labels == ["All students", "Zia Ali", "Jan Ödön", "Ann smith, ann1", "Ann smith, ann2"]


def test_a_refused_point_names_the_lines_that_refused_it_to_the_teacher_alone(
    signed_in: SignedIn, amira: User, ruth: User
) -> None:
    text = factories.POINTS.replace("REJECT: trees planted", "REJECT: too many trees / trees planted")
    attempt, mark = factories.marked(amira, factories.bank(text=text)[0], "Trees planted on the hills")
    assert mark.flags == ["rejected"]
    desk = " ".join(signed_in(ruth).get(reverse("review_attempt", args=[attempt.pk])).content.decode().split())
    lines = "By the REJECT line “trees planted on the hills”."
    assert lines in desk
    assert lines in " ".join(signed_in(ruth).get(reverse("history", args=[attempt.pk])).content.decode().split())
    result = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "The answer comes near a point, but something that it adds makes it wrong." in result
    assert "Leave out what makes a point wrong, or give another reason." in result
    assert "REJECT" not in result


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.9, "sure, 90%"),
        (0.896, "sure, 90%"),
        (0.894, "fairly sure, 89%"),
        (0.6951, "fairly sure, 70%"),
        (0.5949, "unsure, 59%"),
        (0.0, "unsure, 0%"),
    ],
)
def test_the_same_figure_of_confidence_has_the_same_word(confidence: float, said: str) -> None:
    text = re.sub(r"<[^>]+>", "", render_to_string("includes/confidence.html", {"confidence": confidence}))
    assert " ".join(text.split()) == said


def test_filters_narrow_the_list(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, levels: Question, half: tuple[Attempt, Mark]
) -> None:
    attempt, mark = half
    other, _ = factories.marked(amira, levels, "The villages were drowned.")
    moderate(attempt=attempt, teacher=ruth, credited=[0], mark=1, reason="", seen=mark.pk)
    client = signed_in(ruth)
    expected = {
        "": [other.pk, attempt.pk],
        f"?question={points.pk}": [attempt.pk],
        "?checked=yes": [attempt.pk],
        "?checked=no": [other.pk],
        f"?student={amira.pk}&checked=no": [other.pk],
        "?question=999999&page=x": [other.pk, attempt.pk],
        "?question=%00&student=abc": [other.pk, attempt.pk],
    }
    for query, attempts in expected.items():
        assert shown(client.get(reverse("review") + query)) == attempts, query


def test_the_list_and_its_part_are_kept_apart_by_caches(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    whole = signed_in(ruth).get(reverse("review"))
    part = signed_in(ruth).get(reverse("review"), headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()


def test_the_list_takes_a_constant_number_of_queries(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, django_assert_num_queries: Any
) -> None:
    client = signed_in(ruth)
    for rows in (1, 3):
        for _ in range(rows):
            factories.marked(amira, points)
        with django_assert_num_queries(10):
            client.get(reverse("review"))


def test_a_changed_mark_needs_a_reason(signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]) -> None:
    attempt, mark = half
    address = reverse("review_attempt", args=[attempt.pk])
    reply = signed_in(ruth).post(address, {"points": ["p1", "p2"], "seen": mark.pk})
    assert reply.status_code == 422
    assert "Say why" in reply.content.decode()
    assert attempt.marks.count() == 1


def test_what_a_point_rejects_stands_beside_it(signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]) -> None:
    page = " ".join(signed_in(ruth).get(reverse("review_attempt", args=[half[0].pk])).content.decode().split())
    rules = page.split('value="p3"')[1].split("</li>")[0]
    assert "<dt>Reject</dt> <dd>trees planted on the hills</dd>" in rules
    assert page.count("<dt>Reject</dt>") == 1


def test_every_reason_of_the_short_list_has_a_key(signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]) -> None:
    page = signed_in(ruth).get(reverse("review_attempt", args=[half[0].pk])).content.decode()
    assert "<kbd>Shift</kbd> <kbd>1</kbd> to <kbd>8</kbd>" in page
    assert page.count("data-reason=") == 8


def test_ticks_make_the_mark_of_a_points_based_question(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, mark = half
    address = reverse("review_attempt", args=[attempt.pk])
    reply = signed_in(ruth).post(address, {"points": ["p1", "p3"], "reason": "Felling is there", "seen": mark.pk})
    given = attempt.marks.counting()
    assert reply.status_code == 303
    assert given is not None
    assert (given.mark, given.teacher, given.reason, given.credited) == (2, ruth, "Felling is there", {0, 2})


def test_accepting_needs_no_reason_and_settles_the_answer(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, mark = half
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), {"points": ["p1"], "seen": mark.pk})
    assert reply.status_code == 303
    assert Attempt.objects.with_counting_mark().get().counting_by_teacher is True


def test_a_level_and_mark_are_set_together(signed_in: SignedIn, amira: User, ruth: User, levels: Question) -> None:
    attempt, mark = factories.marked(amira, levels, "The villages were drowned.")
    data = {"points": ["p1"], "mark": "5", "reason": "Well developed", "seen": mark.pk}
    signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    given = attempt.marks.counting()
    assert given is not None
    assert (given.mark, given.level) == (5, 3)


def test_another_valid_point_counts_like_one_of_the_scheme(
    signed_in: SignedIn, amira: User, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, mark = half
    data = {"points": ["p1"], "other_point": "a dam may burst", "seen": mark.pk}
    refused = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    assert refused.status_code == 422
    assert "a dam may burst" in refused.content.decode()
    signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), {**data, "reason": "Valid"})
    given = attempt.marks.counting()
    assert given is not None
    assert (given.mark, given.other_points) == (2, ["a dam may burst"])
    kept = {**data, "seen": given.pk}
    signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), kept)
    again = attempt.marks.counting()
    assert again is not None
    assert (again.other_points, again.reason) == (["a dam may burst"], "")
    dropped = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), {**kept, "other_point": ""})
    assert dropped.status_code == 422
    assert "a dam may burst" in signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()


@pytest.fixture
def adopted(amira: User, ruth: User, points: Question) -> tuple[Attempt, Mark]:
    """An answer with a valid point that a teacher credited, and its re-mark under a version that has this point."""
    attempt, automatic = factories.marked(amira, points, "Literacy improved.")
    said = {"credited": [], "mark": 1, "reason": "Valid", "other_points": ["literacy  improved"]}
    moderate(attempt=attempt, teacher=ruth, seen=automatic.pk, **said)
    factories.new_version(points, factories.POINTS + "- Literacy improved!\n")
    points.refresh_from_db()
    attempt.question = points
    return attempt, factories.marked_again(attempt)


def test_another_valid_point_is_the_tick_of_the_point_that_it_became(
    signed_in: SignedIn, ruth: User, adopted: tuple[Attempt, Mark]
) -> None:
    attempt, again = adopted
    address = reverse("review_attempt", args=[attempt.pk])
    form = signed_in(ruth).get(address).context["form"]
    assert (form["points"].value(), form["other_point"].value(), form["mark"].value()) == (["p4"], "", None)
    reply = signed_in(ruth).post(address, {"points": ["p4"], "other_point": "", "seen": again.pk})
    given = newest_of(attempt)
    assert (reply.status_code, given.mark, given.credited, given.other_points) == (303, 1, {3}, [])
    assert not Mark.objects.other_points(attempt.question)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("LITERACY improved.", "Point 4 of the mark scheme says this. Tick it"),
        ("dams; ice", "One point here: leave the semicolon out"),
        ("A dam may  BURST!", "This is there already"),
        ("x" * 501, "at most 500 characters"),
    ],
)
@pytest.mark.parametrize("name", ["other_point-2", "other_point-5"])
def test_what_is_no_other_point_is_told_at_its_field_and_kept(
    signed_in: SignedIn, ruth: User, adopted: tuple[Attempt, Mark], text: str, said: str, name: str
) -> None:
    attempt, again = adopted
    data = {"points": ["p4"], "other_point": "a dam may burst", name: text, "reason": "Valid", "seen": again.pk}
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    assert reply.status_code == 422
    form = reply.context["form"]
    assert said in form.errors[name][0]
    assert (form["other_point"].errors, form["other_point"].value(), form[name].value()) == (
        [],
        "a dam may burst",
        text,
    )
    assert f'aria-describedby="other-hint id_{name}_error"' in " ".join(reply.content.decode().split())
    assert newest_of(attempt) == again


def test_two_other_valid_points_earn_two_marks_and_come_back_in_fields_of_their_own(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points, "Dams and ice.")
    address = reverse("review_attempt", args=[attempt.pk])
    client = signed_in(ruth)
    data = {"other_point": "a dam <b>broke</b>", "other_point-3": " ice \n", "seen": automatic.pk}
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert refused.context["form"]["other_point-3"].value() == " ice \n"
    assert client.post(address, {**data, "reason": "Valid"}).status_code == 303
    given = newest_of(attempt)
    assert (given.mark, given.other_points) == (2, ["a dam <b>broke</b>", "ice"])
    form = client.get(address).context["form"]
    assert [field.value() for field in form.other_fields()] == ["a dam <b>broke</b>", "ice", "", "", ""]
    assert form["mark"].value() is None
    # The same again is no change and needs no reason; one less is one.
    same = {"other_point": "a dam <b>broke</b>", "other_point-2": "ice", "seen": given.pk}
    assert client.post(address, same).status_code == 303
    assert client.post(address, {**same, "other_point-2": "", "seen": newest_of(attempt).pk}).status_code == 422
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "Your teacher also credits: a dam &lt;b&gt;broke&lt;/b&gt;" in page
    assert "Your teacher also credits: ice" in page
    assert "answer as a whole" not in page
    page = client.get(reverse("history", args=[attempt.pk])).content.decode()
    assert "Also credited: ice" in page


def test_an_old_mark_of_more_points_than_five_can_be_saved_again(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points, "Much.")
    old = Mark.objects.create(
        attempt=attempt,
        mark_scheme=automatic.mark_scheme,
        marked_by=MarkedBy.TEACHER,
        teacher=ruth,
        mark=1,
        max_mark=2,
        points=automatic.points,
        other_points=["a; b; c; d; e; f"],
    )
    client, address = signed_in(ruth), reverse("review_attempt", args=[attempt.pk])
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form.other_fields()}
    assert (list(sent.values()), form["mark"].value()) == (list("abcdef"), 1)
    assert client.post(address, {**sent, "mark": 1, "seen": old.pk}).status_code == 303
    assert newest_of(attempt).other_points == list("abcdef")


def test_a_stage_that_the_teacher_changes_is_recorded(
    signed_in: SignedIn, amira: User, ruth: User, levels: Question
) -> None:
    attempt, mark = factories.marked(amira, levels, "The villages were drowned.")
    data = {"points": ["p1"], "stage-p1": "supported", "mark": str(mark.mark), "seen": mark.pk}
    refused = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    assert refused.status_code == 422
    signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), {**data, "reason": "With an example"})
    given = attempt.marks.counting()
    assert given is not None
    assert given.points[0]["stage"] == "supported"


@pytest.mark.parametrize("mark", ["7", "-1", "x", ""])
def test_a_mark_that_the_question_does_not_have_is_refused(
    signed_in: SignedIn, amira: User, ruth: User, levels: Question, mark: str
) -> None:
    attempt, automatic = factories.marked(amira, levels, "The villages were drowned.")
    data = {"mark": mark, "reason": "Because", "seen": automatic.pk}
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    assert reply.status_code == 422
    assert attempt.marks.count() == 1


def test_a_mark_that_arrived_meanwhile_is_told_and_the_entries_kept(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, seen = half
    boss = factories.user("boss", Role.ADMIN, first_name="Helen", last_name="Marsh")
    first = moderate(attempt=attempt, teacher=boss, credited=[], mark=0, reason="No", seen=seen.pk)
    data = {"points": ["p1", "p2"], "reason": "Both are there", "seen": seen.pk}
    reply = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), data)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Helen Marsh" in page
    assert "Both are there" in page
    assert attempt.marks.counting() == first
    again = signed_in(ruth).post(reverse("review_attempt", args=[attempt.pk]), {**data, "seen": first.pk})
    assert again.status_code == 303


def test_a_mark_that_arrived_and_was_withdrawn_meanwhile_is_in_nobodys_way(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    attempt, seen = half
    boss = factories.user("boss", Role.ADMIN, first_name="Helen", last_name="Marsh")
    first = moderate(attempt=attempt, teacher=boss, credited=[0], mark=1, reason="One", seen=seen.pk)
    second = moderate(attempt=attempt, teacher=boss, credited=[], mark=0, reason="No", seen=first.pk)
    withdraw(mark=second, teacher=boss)
    address = reverse("review_attempt", args=[attempt.pk])
    data = {"points": ["p1", "p2"], "reason": "Both are there", "seen": seen.pk}
    reply = signed_in(ruth).post(address, data)
    assert reply.status_code == 409
    assert "Meanwhile Helen Marsh gave 1." in reply.content.decode()
    withdraw(mark=first, teacher=boss)
    assert signed_in(ruth).post(address, data).status_code == 303
    assert attempt.marks.counting().mark == 2


def test_saving_goes_to_the_next_answer_under_the_same_filters(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    older, _ = factories.marked(amira, points)
    newer, mark = factories.marked(amira, points)
    address = reverse("review_attempt", args=[newer.pk]) + "?checked=no"
    page = signed_in(ruth).get(address)
    assert page.context["previous_url"] == ""
    reply = signed_in(ruth).post(address, {"points": ["p1"], "seen": mark.pk})
    assert reply["Location"] == reverse("review_attempt", args=[older.pk]) + "?checked=no"
    last = signed_in(ruth).post(reply["Location"], {"points": ["p1"], "seen": newest_of(older).pk})
    assert last["Location"] == reverse("review") + "?checked=no"


def test_the_history_names_who_when_and_why(signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]) -> None:
    attempt, mark = half
    moderate(attempt=attempt, teacher=ruth, credited=[], mark=0, reason="Too vague for the mark", seen=mark.pk)
    response = signed_in(ruth).get(reverse("review_attempt", args=[attempt.pk]))
    page = response.content.decode()
    assert [given.mark for given in response.context["marks"]] == [0, 1]
    assert "Too vague for the mark" in page
    assert "Ruth Okafor" in page
