"""The marked script: what earned the marks, escaped, and never what the student did not find."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from questions.explanation import bridged, segments
from questions.models import Question, User
from questions.services.challenges import raise_challenge
from questions.services.moderation import moderate
from questions.services.topics import TopicText, edit_topic
from tests import factories
from tests.views.conftest import SignedIn

HOSTILE = "<script>alert(1)</script> heavy rain over several days </mark>\"' \u202etxt <img src=x onerror=alert(1)>"


@pytest.mark.django_db
def test_the_page_shows_the_mark_and_the_points_credited_only(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "heavy rain over several days" in page
    assert "snow melting" not in page
    assert "trees cut down" not in page


WITH_SECTIONS = factories.POINTS.replace("- snow", "  SEE: Rain\n- snow").replace(
    "- trees", "  SEE: snow and ice\n- trees"
)


@pytest.mark.django_db
def test_who_missed_a_point_is_offered_its_section_and_not_told_the_point(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    factories.new_version(points, WITH_SECTIONS + "  SEE: Nowhere\n")
    edit_topic(topic=points.topic, text=TopicText("Rivers", notes="## Rain\n\n## Snow and ice"), author=None)
    attempt, _ = factories.marked(amira, points)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk]))
    assert [heading.text for heading in page.context["to_read"]] == ["Snow and ice"]
    assert '<a href="/topics/rivers/#notes-snow-and-ice">Snow and ice</a>' in page.content.decode()
    scheme = signed_in(amira).get(reverse("attempt_scheme", args=[attempt.pk])).content.decode()
    assert '<a href="/topics/rivers/#notes-snow-and-ice">snow and ice</a>' in scheme
    assert "no such section" not in scheme
    assert "snow melting" not in page.content.decode()
    assert "Nowhere" not in page.content.decode()


@pytest.mark.django_db
def test_who_has_every_mark_is_offered_no_section(signed_in: SignedIn, amira: User, points: Question) -> None:
    factories.new_version(points, WITH_SECTIONS + "  SEE: Rain\n")
    edit_topic(topic=points.topic, text=TopicText("Rivers", notes="## Rain\n\n## Snow and ice"), author=None)
    attempt, mark = factories.marked(amira, points, factories.GOOD_ANSWER)
    assert mark.mark == 2
    assert signed_in(amira).get(reverse("result", args=[attempt.pk])).context["to_read"] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("Heavy rain over several days. Because of big dogs. Snow melting in spring.", 1),
        ("Heavy rain over several days. Snow melting in spring. Trees cut down on the hills.", 2),
    ],
)
def test_beside_every_mark_stands_no_note_on_why_there_are_not_more(
    signed_in: SignedIn, amira: User, points: Question, answer: str, mark: int
) -> None:
    attempt, given = factories.marked(amira, points, answer)
    assert (given.mark, "list_rule" in given.flags) == (mark, True)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert ("only the first ones were marked" in page) == (mark < given.max_mark)


@pytest.mark.django_db
def test_a_level_that_a_teacher_gives_without_points_is_for_the_answer_as_a_whole(
    signed_in: SignedIn, amira: User, ruth: User, levels: Question
) -> None:
    attempt, mark = factories.marked(amira, levels, "It was long ago.")
    moderate(attempt=attempt, teacher=ruth, credited=[], mark=3, reason="It explains", seen=mark.pk)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "for the answer as a whole" in page
    assert "No point of the mark scheme was found" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("credited", "mark", "step"), [([0], 1, "Add another reason"), ([0, 1], 2, "Full marks")])
def test_after_a_teachers_mark_stands_what_the_next_one_takes(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, credited: list[int], mark: int, step: str
) -> None:
    attempt, given = factories.marked(amira, points, "It was the will of God.")
    assert given.mark == 0
    moderate(attempt=attempt, teacher=ruth, credited=credited, mark=mark, reason="As we said in class", seen=given.pk)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert f'<p class="lead">{step}' in page


@pytest.mark.django_db
def test_what_comes_near_a_point_is_told_and_counted(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, given = factories.marked(amira, points, "It was not because of heavy rain over several days")
    assert (given.mark, "negated" in given.flags) == (0, True)
    page = " ".join(signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode().split())
    assert "You come near to 1 point of the mark scheme, but not so that it earns a mark" in page
    assert "<li>This is read as saying that it is not so, or the opposite: “" in page
    assert "heavy rain over several days”.</li>" in page
    assert "2 more points of the mark scheme are still to be found" in page
    assert "No point of the mark scheme was found" not in page


@pytest.mark.django_db
def test_the_words_that_are_refused_are_quoted_as_words(signed_in: SignedIn, amira: User, points: Question) -> None:
    answer = "It was not because of heavy <b>rain</b> over several days"
    attempt, given = factories.marked(amira, points, answer)
    assert (given.mark, "negated" in given.flags) == (0, True)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "heavy &lt;b&gt;rain&lt;/b&gt; over several days”." in page
    assert "<b>rain" not in page


@pytest.mark.django_db
def test_beside_a_credited_point_too_each_point_is_counted_once(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    answer = "Snow melting in spring. It was not because of heavy rain over several days."
    attempt, given = factories.marked(amira, points, answer)
    assert (given.mark, "negated" in given.flags) == (1, True)
    page = " ".join(signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode().split())
    assert "You also come near to 1 point of the mark scheme, but not so that it earns a mark" in page
    assert "1 more point of the mark scheme is still to be found" in page
    assert "Full marks do not need all of them" not in page


@pytest.mark.django_db
def test_a_point_that_is_refused_without_being_near_is_still_to_be_found(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[], mark=0, reason="Copied", seen=automatic.pk)
    page = " ".join(signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode().split())
    assert "No point of the mark scheme was found" in page
    assert "3 points of the mark scheme are still to be found. Full marks do not need all of them." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "marks", "spare"),
    [
        ((1, 1, 1), 3, False),
        ((1, 1, 1), 2, True),
        ((2, 2, 2), 4, True),
        ((2, 2, 2), 6, False),
        ((3, 3, 3), 6, True),
        ((2, 1, 1), 4, False),
        ((3, 1, 1), 4, True),
        ((3, 1, 1), 5, False),
    ],
)
def test_whether_full_marks_need_all_points_goes_by_what_the_points_are_worth(
    signed_in: SignedIn, amira: User, values: tuple[int, ...], marks: int, spare: bool
) -> None:
    ideas = ("the dam broke", "snow melting in spring", "trees were cut down on the hills")
    points = "\n".join(f"- {idea} [{value}]" for idea, value in zip(ideas, values, strict=True))
    text = f"Question 1 ({marks} marks)\nGive reasons for floods.\n\nMark scheme:\n"
    (question,) = factories.bank(text=f"{text}Acceptable answers include:\n{points}\n")
    attempt, given = factories.marked(amira, question, "It was the will of God.")
    assert given.mark == 0
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "3 points of the mark scheme" in page
    assert ("Full marks do not need all of them." in page) == spare


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "credited", "holds"),
    [
        ("Heavy rain over several days. Snow was not melting in spring.", [0, 1], False),
        ("Snow was not melting in spring. Trees were not cut down on the hills.", [1], True),
    ],
)
def test_a_refusal_is_noted_until_rulings_have_credited_all_that_it_is_about(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, answer: str, credited: list[int], holds: bool
) -> None:
    note = "Something that would have earned a mark was said not to be so."
    attempt, given = factories.marked(amira, points, answer)
    assert note in signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    moderate(attempt=attempt, teacher=ruth, credited=credited, mark=len(credited), reason="A slip", seen=given.pk)
    same, taught = factories.marked(amira, points, answer.upper())
    assert (taught.mark, "negated" in taught.flags) == (len(credited), True)
    for person, name in ((amira, "result"), (ruth, "review_attempt")):
        page = signed_in(person).get(reverse(name, args=[same.pk])).content.decode()
        assert (note in page) == holds


@pytest.mark.django_db
def test_the_scheme_is_there_on_request(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    page = signed_in(amira).get(reverse("attempt_scheme", args=[attempt.pk])).content.decode()
    assert "snow melting in spring" in page


@pytest.mark.django_db
def test_where_the_number_of_points_makes_the_mark_no_point_has_one(signed_in: SignedIn, amira: User) -> None:
    text = factories.POINTS.replace(
        "1 mark for each valid reason (maximum 2 marks).", "Marks for points: 0=0, 1=1, 3=2"
    )
    question = factories.bank(text=text)[0]
    attempt, mark = factories.marked(amira, question, factories.GOOD_ANSWER)
    assert mark.mark == 1
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "2 points found, worth 1 mark of 2. 3 points make 2 marks." in page
    assert "[1]" not in page
    scheme = signed_in(amira).get(reverse("attempt_scheme", args=[attempt.pk])).content.decode()
    assert "1 = 1, 3 = 2" in scheme
    assert "for each" not in scheme


@pytest.mark.django_db
def test_a_point_is_shown_in_the_wording_that_was_found(signed_in: SignedIn, amira: User) -> None:
    question = factories.bank(
        text=factories.POINTS.replace("- snow", "- blocked drains / rubbish \\(litter\\)\n- snow")
    )[0]
    attempt, _ = factories.marked(amira, question, "There was rubbish and litter.")
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert '<span class="point__text">rubbish (litter)</span>' in page
    scheme = signed_in(amira).get(reverse("attempt_scheme", args=[attempt.pk])).content.decode()
    assert "rubbish (litter)" in scheme
    assert "\\(" not in scheme


@pytest.mark.django_db
def test_a_draft_has_no_result(signed_in: SignedIn, amira: User, points: Question) -> None:
    client = signed_in(amira)
    client.post(reverse("save_draft", args=[points.pk]), {"answer": "x", "key": "0" * 32, "revision": 0})
    draft = amira.attempts.get()
    for name in ("result", "attempt_scheme"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404


@pytest.mark.django_db
def test_a_level_question_shows_its_ladder(signed_in: SignedIn, amira: User, levels: Question) -> None:
    attempt, mark = factories.marked(amira, levels, "The villages were drowned because the water rose.")
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert mark.level is not None
    assert "Clear and developed explanation with specific examples." in page


@pytest.mark.django_db
def test_a_teachers_mark_is_shown_with_name_reason_and_what_it_replaced(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Worded differently", seen=automatic.pk)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "Ruth Okafor" in page
    assert "Worded differently" in page
    assert "replace" in page.lower()


@pytest.mark.django_db
def test_a_teachers_mark_that_is_the_same_says_nothing_of_the_one_before(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    moderate(attempt=attempt, teacher=ruth, credited=[1], mark=1, reason="Snow, not rain", seen=automatic.pk)
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "Snow, not rain" in page
    assert "This replaces" not in page
    assert "This confirms" not in page


@pytest.mark.django_db
def test_challenges_that_nobody_raised_are_not_printed(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    page = " ".join(signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode().split())
    assert '<section class="paper__section no-print" aria-labelledby="challenges">' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "mark"), [("Nothing of that kind.", 0), (factories.HALF_ANSWER, 1), (factories.GOOD_ANSWER, 2)]
)
def test_a_mark_in_a_list_has_no_tick_which_would_call_the_answer_right(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, answer: str, mark: int
) -> None:
    assignment = factories.assignment(amira.classes.get(), ruth, [points])
    factories.marked(amira, points, answer)
    for address in (reverse("topic", args=[points.topic.slug]), reverse("assignment", args=[assignment.pk])):
        page = signed_in(amira).get(address).content.decode()
        assert f'<span class="figure">Best mark {mark} / 2' in page


@pytest.mark.django_db
def test_a_teachers_mark_that_the_ticks_do_not_make_is_said_to_be_for_the_whole(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, automatic = factories.marked(amira, points)
    client, whole = signed_in(amira), "gave the mark for the answer as a whole"
    assert "[1]" in client.get(reverse("result", args=[attempt.pk])).content.decode()
    given = moderate(attempt=attempt, teacher=ruth, credited=[0], mark=0, reason="Copied", seen=automatic.pk)
    page = client.get(reverse("result", args=[attempt.pk])).content.decode()
    assert whole in page
    assert "[1]" not in page
    moderate(
        attempt=attempt, teacher=ruth, credited=[0], mark=2, reason="", seen=given.pk, other_points=["a dam broke"]
    )
    assert whole not in client.get(reverse("result", args=[attempt.pk])).content.decode()


@pytest.mark.django_db
def test_no_mark_beside_a_credited_point_of_an_essay_is_said_to_be_for_the_whole(
    signed_in: SignedIn, amira: User, ruth: User, levels: Question
) -> None:
    attempt, automatic = factories.marked(amira, levels)
    moderate(
        attempt=attempt,
        teacher=ruth,
        credited=[0],
        mark=0,
        stages={0: "identified"},
        reason="Copied",
        seen=automatic.pk,
    )
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "gave the mark for the answer as a whole" in page


@pytest.mark.django_db
def test_hostile_text_is_shown_as_text_to_student_and_teacher(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points, HOSTILE)
    addresses = {amira: reverse("result", args=[attempt.pk]), ruth: reverse("review_attempt", args=[attempt.pk])}
    for person, address in addresses.items():
        page = signed_in(person).get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.django_db
def test_a_sign_that_turns_the_direction_of_writing_stays_in_the_script(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points, "heavy rain over \u202eseveral days")
    response = signed_in(amira).get(reverse("result", args=[attempt.pk]))
    page = response.content.decode()
    assert response.context["explanation"].points[0].reason.startswith("“heavy rain")
    assert "\u202e" not in page[page.index('id="points"') :]


@pytest.mark.django_db
def test_every_page_carries_the_security_headers(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    response = signed_in(amira).get(reverse("result", args=[attempt.pk]))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


SPANS = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from(["evidence", "link", "support"]),
        st.tuples(st.integers(-3, 60), st.integers(-3, 60)),
    ),
    max_size=12,
)


@given(answer=st.text(max_size=50), spans=SPANS)
def test_segments_put_together_are_the_answer_and_each_span_is_marked(
    answer: str, spans: list[tuple[int, str, tuple[int, int]]]
) -> None:
    cut = segments(answer, spans)
    assert "".join(segment.text for segment in cut) == answer
    assert all(segment.text for segment in cut)
    position = 0
    for segment in cut:
        over = {number for number, _, (start, end) in spans if start < end and start <= position and end > position}
        assert set(segment.points) == over
        position += len(segment.text)


def test_evidence_close_together_in_a_sentence_is_one_run() -> None:
    answer = "Troops came near the river. So they felt unsafe, and that was long before anything else of note happened."
    words = [(answer.index(word), answer.index(word) + len(word)) for word in ("Troops", "river", "unsafe", "note")]
    assert [answer[start:end] for start, end in bridged(answer, words)] == [
        "Troops came near the river",
        "unsafe",
        "note",
    ]


def test_a_tick_stands_once_where_a_points_evidence_ends() -> None:
    cut = segments(
        "heavy rain and snow", [(1, "evidence", (0, 5)), (1, "evidence", (6, 10)), (2, "evidence", (15, 19))]
    )
    assert [(segment.text, segment.ticks) for segment in cut if segment.ticks] == [("rain", (1,)), ("snow", (2,))]


@pytest.mark.django_db
def test_a_teacher_is_promised_only_to_who_has_one(
    signed_in: SignedIn, amira: User, ruth: User, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questions.explanation.UNSURE", 1.0)
    attempt, _ = factories.marked(amira, points)
    raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
    client = signed_in(amira)
    address = reverse("result", args=[attempt.pk])
    promises = ("A teacher will look at this answer.", "A teacher will answer this.")
    page = client.get(address).content.decode()
    assert [promise in page for promise in promises] == [True, True]
    ruth.is_active = False
    ruth.save()
    page = client.get(address).content.decode()
    assert "I wrote of snow" in page
    assert [promise in page for promise in promises] == [False, False]
    assert "You have no teacher at the moment who could answer this." in page


@pytest.mark.django_db
def test_a_mark_that_follows_a_teachers_is_not_said_to_be_for_what_the_answer_says_of_the_subject(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    text = "It was the will of God and of the moon."
    settled, automatic = factories.marked(amira, points, text)
    moderate(attempt=settled, teacher=ruth, credited=[], mark=1, reason="", seen=automatic.pk, other_points=["fate"])
    attempt, mark = factories.marked(amira, points, text)
    assert (mark.mark, mark.credited) == (1, frozenset())
    page = signed_in(amira).get(reverse("result", args=[attempt.pk])).content.decode()
    assert "gave the same answer 1 mark" in page
    assert "No point of the mark scheme was found in this answer." in page
    assert "for what it says of the subject" not in page
