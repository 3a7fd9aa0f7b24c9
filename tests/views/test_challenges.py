"""The pages of a challenge: raised from the result, answered by the teacher, shown to the student."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from questions.models import (
    LEVEL,
    OTHER,
    Attempt,
    Challenge,
    ChallengeAnswer,
    Mark,
    Question,
    Role,
    SchemeFrom,
    SchoolClass,
    User,
)
from questions.services.challenges import allowance, answer_challenge, raise_challenge
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> \u202eI wrote of snow"


@pytest.fixture
def half(amira: User, ruth: User, points: Question) -> tuple[Attempt, Mark]:
    return factories.marked(amira, points)


@pytest.fixture
def challenge(half: tuple[Attempt, Mark]) -> Challenge:
    return raise_challenge(attempt=half[0], target="p2", text="I wrote of snow")


def test_a_student_sends_a_challenge_and_sees_it_wait(
    signed_in: SignedIn, amira: User, half: tuple[Attempt, Mark]
) -> None:
    client = signed_in(amira)
    result = reverse("result", args=[half[0].pk])
    assert "3 of 3 left this week" in client.get(result).content.decode()
    address = reverse("challenge", args=[half[0].pk])
    reply = client.post(address, {"target": "p2", "text": HOSTILE})
    assert (reply.status_code, reply["Location"]) == (303, f"{result}#challenges")
    page = client.get(result).content.decode()
    assert "<strong>Point 2</strong>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "A teacher will answer this." in page
    assert client.post(address, {"target": "p2", "text": HOSTILE}).status_code == 303
    assert Challenge.objects.count() == 1


def test_missed_points_are_named_only_to_who_may_read_the_mark_scheme(
    signed_in: SignedIn,
    ruth: User,
    amira: User,
    school_class: SchoolClass,
    points: Question,
    half: tuple[Attempt, Mark],
) -> None:
    client = signed_in(amira)
    address = reverse("challenge", args=[half[0].pk])
    sent = {"target": "p2", "text": ""}
    for page in (client.get(address), client.post(address, sent)):
        assert "Point 2, not credited: snow melting in spring" in page.content.decode()
    factories.assignment(school_class, ruth, [points], scheme_from=SchemeFrom.OVER)
    pages = [client.get(address), client.post(address, sent), client.get(reverse("result", args=[half[0].pk]))]
    for page in pages:
        assert "snow melting" not in page.content.decode()
        assert "trees cut down" not in page.content.decode()
    assert "Point 2, not credited" in pages[1].content.decode()


def test_the_page_says_what_is_credited_and_opens_the_scheme_beside_it(
    signed_in: SignedIn, amira: User, half: tuple[Attempt, Mark], levels: Question
) -> None:
    client = signed_in(amira)
    page = client.get(reverse("challenge", args=[half[0].pk])).content.decode()
    assert "Point 1 is credited: “heavy rain over several days”." in page
    assert re.search(rf'href="{reverse("attempt_scheme", args=[half[0].pk])}"\s+target="_blank"', page)
    text = factories.LEVELS.replace("- villages were drowned", "- farms were lost / villages were drowned")
    other = factories.bank(topic="Dams", text=text)[0]
    attempt, _ = factories.marked(
        amira, other, "The villages <b>were</b> drowned, so families had to move to another town."
    )
    page = client.get(reverse("challenge", args=[attempt.pk])).content.decode()
    assert "Point 1, explained: villages were drowned" in page
    named, _ = factories.marked(amira, other, "The villages <b>were</b> drowned.")
    page = client.get(reverse("challenge", args=[named.pk])).content.decode()
    assert "Point 1, identified: “The villages &lt;b&gt;were&lt;/b&gt; drowned”" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"target": "p2", "text": " "}, "Say why in a sentence"),
        ({"target": "p2", "text": "x" * 601}, "601 characters; the limit is 600"),
        ({"target": "", "text": "Snow"}, "Choose what you challenge"),
        ({"target": "p9", "text": "Snow"}, "cannot be challenged any more"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    signed_in: SignedIn, amira: User, half: tuple[Attempt, Mark], sent: dict[str, str], said: str
) -> None:
    reply = signed_in(amira).post(reverse("challenge", args=[half[0].pk]), sent)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert said in page
    assert sent["text"] in page
    assert not Challenge.objects.exists()


def test_a_second_challenge_waits_for_the_answer_to_the_first(
    signed_in: SignedIn, amira: User, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    client = signed_in(amira)
    address = reverse("challenge", args=[half[0].pk])
    assert "waits for a teacher" in client.get(address).content.decode()
    reply = client.post(address, {"target": "p3", "text": "And trees"})
    assert reply.status_code == 409
    assert "And trees" in reply.content.decode()


def test_who_has_none_left_is_told_until_when(
    signed_in: SignedIn, amira: User, points: Question, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    SchoolClass.objects.update(challenge_limit=1)
    other, _ = factories.marked(amira, points)
    client = signed_in(amira)
    for name in ("challenge", "result"):
        assert "no challenge left this week" in client.get(reverse(name, args=[other.pk])).content.decode()
    reply = client.post(reverse("challenge", args=[other.pk]), {"target": "p3", "text": "And trees"})
    assert reply.status_code == 409
    SchoolClass.objects.update(challenge_limit=0)
    assert "not open for your class" in client.get(reverse("challenge", args=[other.pk])).content.decode()
    assert "Challenges" not in client.get(reverse("result", args=[other.pk])).content.decode()


def test_the_menu_counts_what_waits_in_the_teachers_own_classes(
    signed_in: SignedIn, ruth: User, amira: User, challenge: Challenge
) -> None:
    tom = factories.user("tom", Role.TEACHER)
    waiting = '(1<span class="visually-hidden"> waiting</span>)'
    assert waiting in signed_in(ruth).get(reverse("review")).content.decode()
    assert waiting not in signed_in(tom).get(reverse("review")).content.decode()
    assert "Challenges" not in signed_in(amira).get(reverse("topics")).content.decode()
    answer_challenge(challenge=challenge, teacher=ruth, upheld=False, reason="No")
    assert waiting not in signed_in(ruth).get(reverse("review")).content.decode()


def test_the_list_names_no_student_and_holds_the_oldest_first(
    signed_in: SignedIn, ruth: User, amira: User, points: Question, challenge: Challenge
) -> None:
    other, _ = factories.marked(amira, points)
    later = raise_challenge(attempt=other, target="p3", text="And trees")
    reply = signed_in(ruth).get(reverse("challenges"))
    assert list(reply.context["page_obj"]) == [challenge, later]
    assert "Amira" not in reply.content.decode()
    answer_challenge(challenge=challenge, teacher=ruth, upheld=False, reason="No snow there")
    client = signed_in(ruth)
    assert list(client.get(reverse("challenges")).context["page_obj"]) == [later]
    answered = client.get(reverse("challenges") + "?show=answered")
    assert list(answered.context["page_obj"]) == [challenge]
    assert "No snow there" in answered.content.decode()


def test_the_review_of_the_answer_tells_of_the_challenge(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    client = signed_in(ruth)
    review = reverse("review_attempt", args=[half[0].pk])
    assert "The student challenges point 2: I wrote of snow" in client.get(review).content.decode()
    answer_challenge(challenge=challenge, teacher=ruth, upheld=False, reason="No")
    assert "The student challenges" not in client.get(review).content.decode()


def test_a_teacher_upholds_and_the_student_reads_it(
    signed_in: SignedIn, ruth: User, amira: User, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    page = client.get(address)
    assert "I wrote of snow" in page.content.decode()
    assert '<p class="point__text">snow melting in spring</p>' in page.content.decode()
    assert "Amira" not in page.content.decode()
    assert page.context["form"]["mark"].value() == 2
    sent = {"outcome": "upheld", "mark": 2, "reason": "The thaw is snow", "seen": half[1].pk}
    for _ in range(2):
        assert client.post(address, sent).status_code == 303
    assert ChallengeAnswer.objects.count() == 1
    counting = half[0].marks.counting()
    assert counting is not None
    assert (counting.mark, counting.teacher) == (2, ruth)
    result = signed_in(amira).get(reverse("result", args=[half[0].pk])).content.decode()
    assert "✓ Upheld" in result
    assert "Ruth Okafor" in result
    assert "The thaw is snow" in result
    assert "The thaw is snow" in client.get(address).content.decode()


SIGNS = """Question 3 (1 mark)
Why did the river turn red?

Mark scheme:
- _iron_ in the rocks \\(rust\\)
  ACCEPT: rusty stones
  REJECT: blood in the water / paint in the water
- trees planted on the hills
  REJECT: red trees planted on the hills
"""


@pytest.mark.parametrize(("target", "place"), [("p2", "h3"), (OTHER, "summary")])
def test_the_teacher_reads_the_rules_of_the_points_as_a_board_prints_them(
    signed_in: SignedIn, amira: User, ruth: User, school_class: SchoolClass, target: str, place: str
) -> None:
    question = factories.bank(text=SIGNS)[0]
    attempt, mark = factories.marked(amira, question, "There were red trees planted on the hills.")
    assert (mark.mark, mark.flags) == (0, ["rejected"])
    raised = raise_challenge(attempt=attempt, target=target, text="They are red")
    page = " ".join(signed_in(ruth).get(reverse("challenge_answer", args=[raised.pk])).content.decode().split())
    rules = page[page.index(f"<{place}>") : page.index("Your answer</h2>")]
    assert "<dt>Reject</dt> <dd>red trees planted on the hills</dd>" in rules
    if target == OTHER:
        assert "<u>iron</u> in the rocks (rust)" in rules
        assert "<dt>Accept</dt> <dd>rusty stones</dd>" in rules
    else:
        assert "By the REJECT line “red trees planted on the hills”." in rules


def test_an_answer_is_confirmed_and_the_list_tells_the_mark_then_from_the_mark_now(
    signed_in: SignedIn, ruth: User, amira: User, points: Question, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    client = signed_in(ruth)
    script = '<a href="{}">script {}</a>'.format(reverse("review_attempt", args=[half[0].pk]), half[0].pk)
    listed = reverse("challenges") + "?show=answered"
    assert "1 / 2</span> when challenged</span>" in client.get(reverse("challenges")).content.decode()
    sent = {"outcome": "upheld", "mark": 2, "reason": "The thaw is snow", "seen": half[1].pk}
    page = client.post(reverse("challenge_answer", args=[challenge.pk]), sent, follow=True).content.decode()
    assert f"Upheld: 2 of 2 counts for {script}. The student is told." in page
    page = client.get(listed).content.decode()
    assert '1 / 2</span> when challenged, <strong class="figure">2 / 2</strong> now' in page
    other, _ = factories.marked(amira, points, "Snow was melting in spring.")
    later = raise_challenge(attempt=other, target="p3", text="And trees")
    sent = {"outcome": "stands", "reason": "No trees there"}
    page = client.post(reverse("challenge_answer", args=[later.pk]), sent, follow=True).content.decode()
    assert f">script {other.pk}</a>. The student is told." in page
    assert "The mark stands for " in page
    assert "1 / 2</span> when challenged and now" in client.get(listed).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "Yes"}, "Choose: upheld, or stands."),
        ({"outcome": "upheld", "mark": 2, "reason": " "}, "Say why in a sentence"),
        ({"outcome": "upheld", "reason": "Yes"}, "Choose the new mark."),
        ({"outcome": "upheld", "mark": 0, "reason": "Lower"}, "Select a valid choice"),
    ],
)
def test_an_answer_needs_its_outcome_mark_and_reason(
    signed_in: SignedIn, ruth: User, challenge: Challenge, sent: dict[str, str], said: str
) -> None:
    reply = signed_in(ruth).post(reverse("challenge_answer", args=[challenge.pk]), sent)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert not ChallengeAnswer.objects.exists()


def test_a_claimed_point_is_named_by_the_teacher_who_upholds_it(
    signed_in: SignedIn, ruth: User, amira: User, half: tuple[Attempt, Mark]
) -> None:
    challenge = raise_challenge(attempt=half[0], target=OTHER, text="A dam can break")
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert "The point that is credited" in page
    assert "heavy rain over several days <strong>✓ credited</strong>" in page
    assert "snow melting in spring" in page
    sent = {"outcome": "upheld", "mark": 2, "reason": "Yes", "seen": half[1].pk}
    reply = client.post(address, sent)
    assert reply.status_code == 422
    assert "Say which point it is" in reply.content.decode()
    assert client.post(address, {**sent, "other_point": "a dam <b>broke</b>"}).status_code == 303
    result = signed_in(amira).get(reverse("result", args=[half[0].pk])).content.decode()
    assert "Your teacher also credits: a dam &lt;b&gt;broke&lt;/b&gt;" in result


@pytest.mark.parametrize(
    ("others", "text", "said"),
    [
        ([], "dams; ice", "One point here: leave the semicolon out"),
        (["A dam broke"], "a dam broke.", "This is there already"),
        (["a", "b", "c", "d", "e"], "ice", "This answer has 5 other valid points, the most there can be."),
    ],
)
def test_a_claimed_point_is_one_more_that_was_not_credited(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark], others: list[str], text: str, said: str
) -> None:
    given = moderate(
        attempt=half[0],
        teacher=ruth,
        credited=[],
        mark=1,
        reason="Yes",
        seen=half[1].pk,
        other_points=others,
    )
    challenge = raise_challenge(attempt=half[0], target=OTHER, text="A dam can break")
    sent = {"outcome": "upheld", "mark": 2, "reason": "Yes", "seen": given.pk, "other_point": text}
    reply = signed_in(ruth).post(reverse("challenge_answer", args=[challenge.pk]), sent)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert said in page
    assert f">\n{text}</textarea>" in page
    assert page.count("Also credited: ") == len(others)
    assert not ChallengeAnswer.objects.exists()


@pytest.mark.parametrize("target", ["p2", OTHER])
def test_what_the_review_has_granted_is_proposed_as_upheld_and_costs_no_challenge(
    signed_in: SignedIn, ruth: User, amira: User, half: tuple[Attempt, Mark], target: str
) -> None:
    challenge = raise_challenge(attempt=half[0], target=target, text="I wrote of it")
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    page = client.get(address)
    assert page.context["form"]["outcome"].value() is None
    assert "gives the challenge back" not in page.content.decode()
    credited, others = ([0, 1], []) if target == "p2" else ([0], ["A dam broke"])
    moderate(
        attempt=half[0], teacher=ruth, credited=credited, mark=2, reason="Yes", seen=half[1].pk, other_points=others
    )
    page = client.get(address)
    form = page.context["form"]
    assert (form["outcome"].value(), form["mark"].value()) == ("upheld", 2)
    assert "gives the challenge back" in page.content.decode()
    sent = {name: form[name].value() for name in ("outcome", "mark", "seen")}
    assert client.post(address, {**sent, "reason": "It is there"}).status_code == 303
    counting = half[0].marks.counting()
    assert counting is not None
    assert (counting.mark, sorted(counting.credited), counting.other_points) == (2, credited, others)
    assert allowance(amira.pk).used == 0
    assert "✓ Upheld" in signed_in(amira).get(reverse("result", args=[half[0].pk])).content.decode()


def test_an_upheld_level_must_move_the_mark(signed_in: SignedIn, ruth: User, amira: User, levels: Question) -> None:
    attempt, mark = factories.marked(amira, levels, "The villages were drowned.")
    challenge = raise_challenge(attempt=attempt, target=LEVEL, text="I explained it")
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    sent = {"outcome": "upheld", "mark": mark.mark, "reason": "Yes", "seen": mark.pk}
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "mark": 3}).status_code == 303
    counting = attempt.marks.counting()
    assert counting is not None
    assert (counting.mark, counting.level) == (3, 2)


def test_a_level_can_be_upheld_whose_mark_a_teacher_has_raised_already(
    signed_in: SignedIn, ruth: User, amira: User, levels: Question
) -> None:
    attempt, mark = factories.marked(amira, levels, "The villages were drowned.")
    challenge = raise_challenge(attempt=attempt, target=LEVEL, text="I explained it")
    raised = moderate(attempt=attempt, teacher=ruth, credited=[0], mark=6, reason="All of it", seen=mark.pk)
    sent = {"outcome": "upheld", "mark": 6, "reason": "Yes", "seen": raised.pk}
    assert signed_in(ruth).post(reverse("challenge_answer", args=[challenge.pk]), sent).status_code == 303


def test_the_second_of_two_teachers_is_shown_the_firsts_answer(
    signed_in: SignedIn, ruth: User, challenge: Challenge
) -> None:
    tom = factories.user("tom", Role.TEACHER, first_name="Tom")
    SchoolClass.objects.get().teachers.add(tom)
    answer_challenge(challenge=challenge, teacher=ruth, upheld=False, reason="No snow there")
    reply = signed_in(tom).post(
        reverse("challenge_answer", args=[challenge.pk]), {"outcome": "upheld", "mark": 2, "reason": "<i>It</i> thaws"}
    )
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Ruth Okafor answered this challenge meanwhile" in page
    assert "No snow there" in page
    assert "<p>&lt;i&gt;It&lt;/i&gt; thaws</p>" in page.split("What you wrote, not saved")[1]
    assert "data-entries-taken" not in page
    assert "not saved" not in signed_in(tom).get(reverse("challenge_answer", args=[challenge.pk])).content.decode()


def test_a_claimed_point_that_comes_too_late_is_shown_with_its_reason(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark]
) -> None:
    tom = factories.user("tom", Role.TEACHER)
    SchoolClass.objects.get().teachers.add(tom)
    challenge = raise_challenge(attempt=half[0], target=OTHER, text="A dam can break")
    answer_challenge(challenge=challenge, teacher=ruth, upheld=False, reason="Not here")
    sent = {"outcome": "upheld", "mark": 2, "reason": "It can", "other_point": "a dam broke"}
    page = signed_in(tom).post(reverse("challenge_answer", args=[challenge.pk]), sent).content.decode()
    assert "The point that is credited: a dam broke" in page.split("What you wrote, not saved")[1]
    assert "It can" in page.split("What you wrote, not saved")[1]


def test_a_claimed_point_that_is_named_beside_another_one_granted_has_its_own_mark(
    signed_in: SignedIn, ruth: User, amira: User, points: Question
) -> None:
    attempt, mark = factories.marked(amira, points, "A dam broke. The tide rose.")
    challenge = raise_challenge(attempt=attempt, target=OTHER, text="A dam can break")
    moderate(
        attempt=attempt, teacher=ruth, credited=[], mark=1, reason="Yes", seen=mark.pk, other_points=["The tide rose"]
    )
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in ("outcome", "mark", "seen")}
    sent |= {"other_point": "A dam broke", "reason": "It can"}
    assert sent["mark"] == 1
    page = client.post(address, sent)
    assert (page.status_code, page.context["form"].errors) == (422, {"mark": ["With this point it is 2."]})
    assert "A dam broke</textarea>" in page.content.decode()
    assert client.post(address, {**sent, "mark": 2}).status_code == 303
    counting = attempt.marks.counting()
    assert counting is not None
    assert (counting.mark, counting.other_points) == (2, ["The tide rose", "A dam broke"])


def test_another_answer_by_the_same_teacher_is_not_dropped_unsaid(
    signed_in: SignedIn, ruth: User, challenge: Challenge
) -> None:
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    stands = {"outcome": "stands", "reason": "No snow there"}
    assert [client.post(address, stands).status_code for _ in range(2)] == [303, 303]
    reply = client.post(address, {"outcome": "upheld", "mark": 2, "reason": "I see it now"})
    assert reply.status_code == 409
    assert "You have answered this challenge already" in reply.content.decode()
    assert "I see it now" in reply.content.decode()
    assert not ChallengeAnswer.objects.get().upheld


def test_another_mark_for_the_same_reason_is_not_dropped_unsaid(
    signed_in: SignedIn, ruth: User, amira: User, levels: Question
) -> None:
    attempt, mark = factories.marked(amira, levels, "Villages were drowned, so people lost their homes.")
    challenge = raise_challenge(attempt=attempt, target=LEVEL, text="It explains")
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    sent = {"outcome": "upheld", "mark": mark.mark + 1, "reason": "It does", "seen": mark.pk}
    assert [client.post(address, sent).status_code for _ in range(2)] == [303, 303]
    reply = client.post(address, {**sent, "mark": mark.mark + 2})
    assert reply.status_code == 409
    assert "You have answered this challenge already" in reply.content.decode()


def test_a_mark_that_arrived_meanwhile_is_told_and_entries_stay(
    signed_in: SignedIn, ruth: User, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    tom = factories.user("tom", Role.TEACHER, first_name="Tom")
    mark = moderate(attempt=half[0], teacher=tom, credited=[0], mark=1, reason="", seen=half[1].pk)
    client = signed_in(ruth)
    address = reverse("challenge_answer", args=[challenge.pk])
    sent = {"outcome": "upheld", "mark": 2, "reason": "The thaw is snow", "seen": half[1].pk}
    reply = client.post(address, sent)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Meanwhile Tom gave 1" in page
    assert "The thaw is snow" in page
    assert reply.context["form"]["seen"].value() == mark.pk
    assert client.post(address, {**sent, "seen": mark.pk}).status_code == 303


def test_the_limit_is_set_on_the_page_of_the_class(signed_in: SignedIn, ruth: User) -> None:
    made = SchoolClass.objects.get()
    address = reverse("class_settings", args=[made.pk])
    client = signed_in(ruth)
    sent = {"check_every": "0", "tolerance": "1"}
    for wrong in ("", "-1", "51", "x"):
        assert client.post(address, {**sent, "challenge_limit": wrong}).status_code == 422
    assert client.post(address, {**sent, "challenge_limit": "0"}).status_code == 303
    made.refresh_from_db()
    assert made.challenge_limit == 0


def test_what_was_upheld_and_taken_back_says_so_to_student_and_teachers(
    signed_in: SignedIn, amira: User, ruth: User, half: tuple[Attempt, Mark], challenge: Challenge
) -> None:
    attempt, before = half
    upheld = answer_challenge(
        challenge=challenge, teacher=ruth, upheld=True, reason="The thaw is snow", mark=2, seen=before.pk
    )
    student, teacher = signed_in(amira), signed_in(ruth)
    result = reverse("result", args=[attempt.pk])
    assert "✓ Upheld" in student.get(result).content.decode()
    assert upheld.mark is not None
    address = reverse("withdraw_mark", args=[upheld.mark.pk])
    assert teacher.post(address).status_code == 422
    teacher.post(address, {"reason": "<i>No</i> thaw there"})
    assert "1 of your marks changed" in student.get(reverse("topics")).content.decode()
    for page in (
        student.get(result),
        teacher.get(reverse("challenges") + "?show=answered"),
        teacher.get(reverse("challenge_answer", args=[challenge.pk])),
    ):
        text = page.content.decode()
        assert "Upheld, taken back on" in text
        assert "Ruth Okafor took the mark back: &lt;i&gt;No&lt;/i&gt; thaw there" in text
        assert "✓ Upheld" not in text
    assert "Challenge another point" in student.get(result).content.decode()
    again = student.post(reverse("challenge", args=[attempt.pk]), {"target": "p2", "text": "I wrote of snow"})
    assert again.status_code == 303
    assert Challenge.objects.count() == 2
