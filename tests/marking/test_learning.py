"""What the marker takes from a teacher's rulings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from questions import marking
from questions.marking.queue import conflicts, groups, priorities
from tests.marking.test_denied_as_a_whole import told
from tests.marking.test_levels_bank import essays_of, scheme_of
from tests.marking.test_marker import SCHEME

UNLISTED = "To win back the island of Taiwan"


def test_the_same_text_gets_the_teachers_mark() -> None:
    given = marking.mark(SCHEME, "to win back  the island of TAIWAN!", rulings=[marking.Ruling(UNLISTED, 1)])
    assert given.mark == 1
    assert "ruling" in given.flags


def test_the_newest_ruling_holds() -> None:
    rulings = [marking.Ruling(UNLISTED, 1), marking.Ruling(UNLISTED, 2)]
    assert marking.mark(SCHEME, UNLISTED, rulings=rulings).mark == 2


def test_answers_like_it_follow_and_say_whom() -> None:
    rulings = [marking.Ruling(UNLISTED, 1, key=7, on="3 May"), marking.Ruling("China hated Japan", 0, key=8)]
    given = marking.mark(SCHEME, "China wanted to win back the island of Taiwan", rulings=rulings)
    assert (given.mark, given.followed) == (1, 7)
    assert given.why == "Marked as in an answer like it that your teacher settled on 3 May."


def test_a_point_turned_over_by_an_answer_somewhat_like_it_names_that_answer() -> None:
    rulings = [
        marking.Ruling("Stalin put pressure on Mao to send troops", 0, (False, False, False), key=8, on="4 May"),
        marking.Ruling(
            "The Chinese border might be attacked by the capitalists", 0, (False, False, False), key=7, on="3 May"
        ),
    ]
    given = marking.mark(SCHEME, "the border might be invaded by capitalist soldiers", rulings=rulings)
    assert (given.mark, given.followed, given.points[0].followed) == (0, 7, 7)
    assert "ruling" not in given.flags
    assert given.points[0].reason == "Not credited as in an answer somewhat like it that your teacher settled on 3 May."
    assert given.why == (
        "Adjusted to how your teacher marked similar answers, "
        "most of all one somewhat like it that was settled on 3 May."
    )


def strict_and_mild() -> tuple[list[marking.Ruling], str]:
    """Two essays settled, one more strictly and one more mildly than the marker, and a part of the first."""
    scheme = scheme_of("plains")
    one, other, third = (essay.answer for essay in essays_of("plains")[:3])
    marks = [marking.mark(scheme, answer).mark for answer in (one, other)]
    rulings = [
        marking.Ruling(one, marks[0] - 3, key=7, on="3 May"),
        marking.Ruling(other, marks[1] + 2, key=8, on="4 May"),
    ]
    return rulings, one[: len(one) * 6 // 10] + third[:80]


def test_an_essay_that_moves_names_the_settled_one_that_weighs_most() -> None:
    rulings, part = strict_and_mild()
    before = marking.mark(scheme_of("plains"), part)
    after = marking.mark(scheme_of("plains"), part, rulings=rulings)
    assert (after.mark < before.mark, after.followed) == (True, 7)
    assert after.why == (
        "Adjusted to how your teacher marked similar answers, most of all one like it that was settled on 3 May."
    )


def test_a_mark_that_moves_by_strictness_alone_says_so_with_the_number_of_rulings() -> None:
    scheme = scheme_of("plains")
    essays = essays_of("plains")
    texts = [essay.answer for essay in essays]
    before = marking.mark_all(scheme, texts)
    rulings = [
        marking.Ruling(text, max(0, given.mark - 1 - number % 2), key=number, on=f"{number} May")
        for number, (text, given) in enumerate(zip(texts[:17], before, strict=False), 1)
    ]
    stricter = sum(given.mark > 0 for given in before[:17])
    said = f"Your teacher has marked {stricter} of 17 answers to this question more strictly than the marker."
    after = marking.mark_all(scheme, texts, rulings=rulings)[17:]
    moved = [given for given, was in zip(after, before[17:], strict=True) if given.mark != was.mark]
    alone = [given.why for given in moved if given.followed is None]
    assert len(alone) > len(moved) / 2
    assert set(alone) == {said}
    for given in moved:
        on = f"settled on {given.followed} May"
        assert given.followed is None or given.why in (
            f"{said} One of them, {on}, weighed most.",
            *(
                f"Adjusted to how your teacher marked similar answers, most of all one {likeness} that was {on}."
                for likeness in ("like it", "somewhat like it", "a little like it")
            ),
        )


def test_every_mark_that_rulings_move_says_what_moved_it() -> None:
    answers = ("A border in danger", "Stalin wanted it", "the border was under threat", "help for the communists there")
    for points in ((), (False, False, False)):
        rulings = [
            marking.Ruling("The Chinese border was under threat", 0, points, key=1, on="3 May"),
            marking.Ruling("Stalin put pressure on Mao", 0, points, key=2, on="4 May"),
            marking.Ruling("To help a fellow communist state", 0, points, key=3, on="5 May"),
        ]
        before = marking.mark_all(SCHEME, answers)
        after = marking.mark_all(SCHEME, answers, rulings=rulings)
        moved = [given for given, was in zip(after, before, strict=True) if given.mark != was.mark]
        assert moved
        assert all(given.followed or "answers to this question" in given.why for given in moved)


def test_answers_unlike_it_stay() -> None:
    before = marking.mark(SCHEME, "The Chinese border was under threat")
    after = marking.mark(SCHEME, "The Chinese border was under threat", rulings=[marking.Ruling(UNLISTED, 1)])
    assert after.mark == before.mark == 1


def test_the_first_ruling_says_little_of_how_sure_the_marker_is_of_answers_unlike_it() -> None:
    """It keeps two thirds of its own confidence, and more rulings say more."""
    answer, unlike = "The Chinese border was under threat", "Mao liked swimming in rivers"
    before = marking.mark(SCHEME, answer).confidence
    many = [marking.Ruling(f"{unlike} {'and lakes ' * count}", 0) for count in range(20)]
    moved = [abs(marking.mark(SCHEME, answer, rulings=many[:count]).confidence - before) for count in (1, 20)]
    assert 0 < 2 * moved[0] <= moved[1] + 0.01


def test_a_ruling_on_a_point_teaches_the_point() -> None:
    rulings = [marking.Ruling("The capitalists were at the gates of Manchuria", 1, (True, False, False))]
    given = marking.mark(SCHEME, "the capitalists stood at the gates of Manchuria", rulings=rulings)
    assert given.points[0].credited
    assert given.mark == 1


def test_no_text_to_the_student_has_the_words_of_another_students_answer() -> None:
    secret = "the capitalists of uncle Quentin were at the gates of Manchuria"
    rulings = [marking.Ruling(secret, 1, (True, False, False), key=7, on="3 May")]
    for answer in (secret, "the capitalists of uncle Quentin stood at the gates of Manchuria"):
        given = marking.mark(SCHEME, answer, rulings=rulings)
        texts = [given.why, given.next_step, *(point.reason for point in given.points)]
        assert (given.mark, given.followed, given.points[0].followed) == (1, 7, 7)
        assert "3 May" in given.why
        assert given.points[0].reason.endswith("your teacher settled on 3 May.")
        assert not any("Quentin" in text for text in texts)


def test_marks_beyond_the_points_are_learnt_too() -> None:
    rulings = [marking.Ruling(UNLISTED, 1, (False, False, False))]
    given = marking.mark(SCHEME, "China wanted to win back the island of Taiwan", rulings=rulings)
    assert (given.mark, [point.credited for point in given.points]) == (1, [False, False, False])


def test_many_answers_at_once_are_marked_as_one_by_one() -> None:
    rulings = [
        marking.Ruling(UNLISTED, 1),
        marking.Ruling("The Chinese border was under threat", 1, (True, False, False)),
    ]
    answers = [UNLISTED, "", "to win back the isle of Taiwan", "their border was threatened", "idk", "Stalin asked Mao"]
    assert marking.mark_all(SCHEME, answers, rulings=rulings) == [
        marking.mark(SCHEME, answer, rulings=rulings) for answer in answers
    ]


def test_blank_stays_blank_whatever_was_ruled() -> None:
    assert marking.mark(SCHEME, "", rulings=[marking.Ruling(UNLISTED, 2)]).mark == 0


def test_priority_is_doubt_times_company() -> None:
    answers = ["coal mines in Korea", "coal mines in korea.", "The Chinese border was under threat"]
    worth = priorities(SCHEME, answers, [0.6, 0.6, 0.6])
    assert worth[0] == worth[1] > worth[2]
    assert priorities(SCHEME, [], []) == []


def test_the_queue_puts_first_what_settles_most_doubt_with_what_is_like_it() -> None:
    answers = ["an island", "coal mines in Korea", "coal mines in korea!", "The Chinese border was under threat"]
    first, *rest = groups(SCHEME, answers, [0.6, 0.6, 0.6, 0.9])
    assert (first.head, first.members) == (1, (2,))
    assert [group.head for group in rest] == [0, 3]
    assert first.worth > rest[0].worth > rest[1].worth
    assert groups(SCHEME, [], []) == []


def test_the_queue_leaves_what_is_sure_for_last() -> None:
    answers = ["coal mines", "coal mines", "coal mines", "an island"]
    assert [group.head for group in groups(SCHEME, answers, [0.99, 0.99, 0.99, 0.5])] == [3, 0]


def test_rulings_that_decide_near_equal_answers_differently_are_found() -> None:
    a, b, c = (
        marking.Ruling("The Chinese border was under threat", 1, (True, False, False), 1),
        marking.Ruling("the chinese border was under a threat", 0, (False, False, False), 2),
        marking.Ruling("Stalin asked Mao", 0, (False, False, False), 3),
    )
    assert conflicts(SCHEME, [a, b, c]) == [((a,), (b,))]
    assert conflicts(SCHEME, [a, c]) == []


def test_rulings_on_one_answer_that_many_gave_are_one_conflict_with_its_sides() -> None:
    answers = ["The Chinese border was under threat"] * 9 + ["Stalin put pressure on Mao to send troops"] * 2
    rulings = [
        marking.Ruling(answer, number % 3 > 0, (number % 3 > 0, False, False), number)
        for number, answer in enumerate(answers)
    ]
    border, stalin = conflicts(SCHEME, rulings)
    assert [[ruling.key for ruling in side] for side in stalin] == [[9], [10]]
    assert [sorted(ruling.key or 0 for ruling in side) for side in border] == [[1, 2, 4, 5, 7, 8], [0, 3, 6]]


def test_a_ruling_on_a_point_is_none_on_its_denial() -> None:
    rulings = [marking.Ruling("China was worried about the UN at its border", 1, (True, False, False), 1)]
    denied = marking.mark(SCHEME, "China was not worried about the UN at its border", rulings=rulings)
    assert (denied.mark, denied.followed) == (0, None)


@pytest.mark.parametrize("points", [(), (False, False, False)])
@pytest.mark.parametrize(
    "answer",
    [
        "China did not hope to gain modern weapons",
        "China never hoped to gain modern weapons",
        "It is not true that China hoped to gain modern weapons",
        "China hoped to gain modern weapons? No, that is wrong.",
        "China hoped to lose modern weapons",
    ],
)
def test_a_ruling_says_nothing_of_the_denial_of_its_answer(answer: str, points: tuple[bool, ...]) -> None:
    ruling = marking.Ruling("China hoped to gain modern weapons", 1, points)
    assert marking.mark(SCHEME, ruling.answer, rulings=[ruling]).mark == 1
    assert marking.mark(SCHEME, "China hoped to gain some modern weapons", rulings=[ruling]).mark == 1
    assert marking.mark(SCHEME, answer).mark == 0
    assert marking.mark(SCHEME, answer, rulings=[ruling]).mark == 0


def test_a_ruling_says_nothing_of_another_year() -> None:
    ruling = marking.Ruling("Russian planes were promised in October 1950", 1, (False, False, False))
    marks = [
        marking.mark(SCHEME, f"Russian planes had been promised in October {year}", rulings=[ruling]).mark
        for year in (1950, 1971)
    ]
    assert marks == [1, 0]


def test_hardly_an_acceptable_answer_teaches_its_own_denial() -> None:
    taught = denied = 0
    for scheme, text, _ in told()[::3]:
        found = {point.point for point in marking.mark(scheme, text).points if point.credited}
        other = replace(scheme, points=tuple(point for i, point in enumerate(scheme.points) if i not in found))
        if not other.points or marking.mark(other, text).mark:
            continue
        denial = f"It is not true that {text}"
        ruling = marking.Ruling(text, 1, (False,) * len(other.points))
        taught += marking.mark(other, f"I think {text}", rulings=[ruling]).mark > 0
        denied += marking.mark(other, denial, rulings=[ruling]).mark > 0
    assert taught > 50
    assert denied <= 0.06 * taught


def test_rulings_on_other_answers_turn_no_point_over() -> None:
    answer = "their border was in danger"
    rulings = [
        marking.Ruling(f"{start} nobody asked China anything", 0, (False, False, False), number)
        for number, start in enumerate(("at first", "in truth", "to be fair", "as we know", "in the end", "of course"))
    ]
    before = marking.mark(SCHEME, answer)
    after = marking.mark(SCHEME, answer, rulings=rulings)
    assert [point.credited for point in after.points] == [point.credited for point in before.points]
    assert after.mark == before.mark == 1


def test_a_ruling_against_the_marker_makes_nobody_surer_of_a_mark_that_it_leaves() -> None:
    bank = marking.parse(Path("questions/samples/korean-war.txt").read_text(encoding="utf-8"))
    scheme = next(scheme for scheme in bank.schemes if scheme.number == 9)
    settled, answer = "Taiwan sat there. America vetoed it.", "Taiwan sat there. Also America didn't allow it."
    before = marking.mark(scheme, answer)
    assert (marking.mark(scheme, settled).mark, before.mark) == (1, 1)
    agreed, disputed = (marking.mark(scheme, answer, rulings=[marking.Ruling(settled, mark)]) for mark in (1, 2))
    assert (agreed.mark, disputed.mark) == (1, 1)
    assert disputed.confidence <= before.confidence < agreed.confidence
