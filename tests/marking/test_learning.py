"""What the marker takes from a teacher's rulings."""

from __future__ import annotations

from questions import marking
from questions.marking.queue import Queue, priorities
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
    rulings = [marking.Ruling(UNLISTED, 1), marking.Ruling("China hated Japan", 0)]
    given = marking.mark(SCHEME, "China wanted to win back the island of Taiwan", rulings=rulings)
    assert given.mark == 1
    assert UNLISTED in given.why


def test_answers_unlike_it_stay() -> None:
    before = marking.mark(SCHEME, "The Chinese border was under threat")
    after = marking.mark(SCHEME, "The Chinese border was under threat", rulings=[marking.Ruling(UNLISTED, 1)])
    assert after.mark == before.mark == 1


def test_a_ruling_on_a_point_teaches_the_point() -> None:
    rulings = [marking.Ruling("The capitalists were at the gates of Manchuria", 1, (True, False, False))]
    given = marking.mark(SCHEME, "the capitalists stood at the gates of Manchuria", rulings=rulings)
    assert given.points[0].credited
    assert given.mark == 1


def test_blank_stays_blank_whatever_was_ruled() -> None:
    assert marking.mark(SCHEME, "", rulings=[marking.Ruling(UNLISTED, 2)]).mark == 0


def test_priority_is_doubt_times_company() -> None:
    answers = ["coal mines in Korea", "coal mines in korea.", "The Chinese border was under threat"]
    worth = priorities(SCHEME, answers, [0.6, 0.6, 0.6])
    assert worth[0] == worth[1] > worth[2]
    assert priorities(SCHEME, [], []) == []


def test_the_queue_moves_on_from_what_is_settled() -> None:
    queue = Queue(SCHEME, ["coal mines", "coal mines", "an island"])
    first = queue.first()
    queue.settle(first)
    assert queue.first() == 2
