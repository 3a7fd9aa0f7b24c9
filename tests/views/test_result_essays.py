"""The result of an essay: the student's own words for what is only named, the key to the ink, and why it is no more."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from questions.explanation import explain, segments, what_changed
from questions.models import Attempt, MarkNotice, Question, User
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

TELLING = factories.LEVELS.replace("- villages were drowned", "- villages were drowned, which broke up old families")
NAMED = "The villages <b>were</b> drowned."
EXPLAINED = "The villages were drowned, so families had to move to another town."
SUPPORTED = "The villages were drowned in 1962, so 90 families had to move to another town."


@pytest.fixture
def telling(points: Question) -> Question:
    """An essay whose scheme gives an explanation along with its first point."""
    return factories.bank(topic="Dams", text=TELLING)[0]


def page_of(signed_in: SignedIn, person: User, attempt: Attempt, name: str = "result") -> str:
    return " ".join(signed_in(person).get(reverse(name, args=[attempt.pk])).content.decode().split())


def test_who_has_only_named_a_point_reads_no_more_of_it_than_was_written(
    signed_in: SignedIn, amira: User, ruth: User, telling: Question
) -> None:
    attempt, mark = factories.marked(amira, telling, NAMED)
    assert [part["stage"] for part in mark.points if part["credited"]] == ["identified"]
    page = page_of(signed_in, amira, attempt)
    assert '<span class="point__text">“The villages &lt;b&gt;were&lt;/b&gt; drowned”</span>' in page
    assert '<span class="point__reason">It is named; it does not say yet how it changed the valley.</span>' in page
    assert "broke up old families" not in page
    assert "<b>were" not in page
    assert "broke up old families" in page_of(signed_in, ruth, attempt, "review_attempt")
    assert "broke up old families" in page_of(signed_in, ruth, attempt, "history")


def test_who_has_explained_a_point_reads_how_the_scheme_puts_it(
    signed_in: SignedIn, amira: User, telling: Question
) -> None:
    attempt, mark = factories.marked(amira, telling, EXPLAINED)
    assert [part["stage"] for part in mark.points if part["credited"]] == ["explained"]
    page = page_of(signed_in, amira, attempt)
    assert '<span class="point__text">villages were drowned, which broke up old families</span>' in page
    assert "“so families had to move to another town” explains it." in page


def test_a_point_that_a_new_mark_takes_away_is_called_by_the_students_words(amira: User, telling: Question) -> None:
    attempt, _ = factories.marked(amira, telling, NAMED)
    factories.new_version(telling, TELLING[: TELLING.index("- villages")] + TELLING[TELLING.index("- farms") :])
    factories.marked_again(Attempt.objects.get(pk=attempt.pk))
    before, after = attempt.marks.order_by("pk")
    changed = what_changed(MarkNotice(attempt=attempt, before=before, after=after, causes=[]))
    assert changed.lost == ("“The villages <b>were</b> drowned”",)


@pytest.mark.parametrize(
    ("answer", "drawn"),
    [(NAMED, ["point"]), (EXPLAINED, ["point", "link"]), (SUPPORTED, ["point", "link", "evidence"])],
)
def test_the_key_tells_of_the_lines_that_are_drawn(
    signed_in: SignedIn, amira: User, levels: Question, answer: str, drawn: list[str]
) -> None:
    attempt, _ = factories.marked(amira, levels, answer)
    page = page_of(signed_in, amira, attempt)
    key = {
        "point": "<span>Underlined</span>: the point",
        "link": "dotted</span>: what links it to its explanation",
        "evidence": "dashed</span>: its evidence",
    }
    assert [name for name, text in key.items() if text in page] == drawn
    assert ('<mark class="script__link">' in page, '<mark class="script__support">' in page) == (
        "link" in drawn,
        "evidence" in drawn,
    )


def test_support_and_link_are_drawn_over_the_evidence_that_holds_them() -> None:
    cut = segments("rain, so 90 left", [(1, "evidence", (0, 16)), (1, "link", (6, 8)), (1, "support", (9, 11))])
    assert [(segment.text, segment.kind) for segment in cut] == [
        ("rain, ", "evidence"),
        ("so", "link"),
        (" ", "evidence"),
        ("90", "support"),
        (" left", "evidence"),
    ]


def test_a_mark_without_a_point_claims_none(signed_in: SignedIn, amira: User) -> None:
    bank = (Path(__file__).parents[2] / "questions" / "samples" / "korean-war.txt").read_text(encoding="utf-8")
    text = bank[bank.index("Question 12 ") : bank.index("Question 13 ")]
    question = factories.bank(topic="Korea", text=text)[0]
    answer = "The Americans fought in Korea. Lots of people died. Mao's son was killed. The war ended in 1953."
    attempt, mark = factories.marked(amira, question, answer)
    assert (mark.mark, mark.credited) == (1, frozenset())
    page = page_of(signed_in, amira, attempt)
    assert "What earned" not in page
    assert '<h2 id="points">Points of the mark scheme</h2>' in page
    assert "No point of the mark scheme was found in this answer. The mark is for what it says of the subject." in page


def test_the_desk_says_why_an_essay_has_no_higher_mark(
    signed_in: SignedIn, amira: User, ruth: User, levels: Question
) -> None:
    attempt, mark = factories.marked(amira, levels, NAMED)
    desk = page_of(signed_in, ruth, attempt, "review_attempt")
    told = (
        "Told to the student for the next mark: Your point 1, “The villages &lt;b&gt;were&lt;/b&gt; drowned”, is named"
    )
    assert told in desk
    assert "Level 2 takes one point explained or three points named." in desk
    assert explain(attempt, mark, to_student=False).next_step.startswith("Your point 1, “The villages <b>were</b>")


def test_the_desk_says_nothing_of_the_kind_of_a_short_answer(
    signed_in: SignedIn, amira: User, ruth: User, points: Question
) -> None:
    attempt, _ = factories.marked(amira, points)
    assert "Told to the student for the next mark" not in page_of(signed_in, ruth, attempt, "review_attempt")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (
            "The villages <b>were</b> drowned, so people had to move to another town.",
            "“villages &lt;b&gt;were&lt;/b&gt; drowned”",
        ),
        ("Some <i>places</i> went under.", "what your teacher found in your answer"),
    ],
)
def test_a_point_that_a_teacher_sees_as_only_named_is_shown_in_the_students_words_too(
    signed_in: SignedIn, amira: User, ruth: User, telling: Question, answer: str, shown: str
) -> None:
    attempt, automatic = factories.marked(amira, telling, answer)
    given = moderate(
        attempt=attempt,
        teacher=ruth,
        credited=[0],
        mark=1,
        reason="It is only named",
        stages={0: "identified"},
        seen=automatic.pk,
    )
    assert given.points[0]["stage"] == "identified"
    pages = [page_of(signed_in, amira, attempt, name) for name in ("result", "challenge")]
    assert f'<span class="point__text">{shown}</span>' in pages[0]
    assert f"Point 1, identified: {shown}" in pages[1]
    assert not any("broke up old families" in page for page in pages)
    changed = what_changed(MarkNotice(attempt=attempt, before=automatic, after=given, causes=[]))
    assert changed.gained == (() if automatic.credited else (unescape(shown),))
    assert "broke up old families" in page_of(signed_in, ruth, attempt, "history")
