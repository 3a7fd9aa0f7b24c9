"""Answers in the very words of a point that say the opposite of it, and fair ones that look like it."""

from __future__ import annotations

import pytest

from questions.marking import mark
from tests.marking.texts import read

OTHER_POINT = "- Henry wanted a son"


def given(point: str, answer: str, *, points: int = 2) -> int:
    """The mark of an answer to a question with this point, and another one where there are two."""
    lines = [f"- {point}", OTHER_POINT][:points]
    return mark(read("Acceptable answers include:", *lines, marks=points, stem="Explain it."), answer).mark


@pytest.mark.parametrize("points", [1, 2])
@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Parliament refused to give Charles money for his wars", "Parliament gave Charles money for his wars"),
        ("Charles would not let Parliament meet for years", "Charles let Parliament meet for years"),
        ("The Soviet Union refused to help China build a bomb", "the Soviet Union helped China build a bomb"),
        ("a lack of support from the peasants", "peasants supported them"),
        ("women were persuaded to give up their jobs", "women were given jobs"),
        ("Germany gave up Alsace-Lorraine", "Germany was given Alsace-Lorraine"),
        ("prisoners were not forced to return", "prisoners were forced to return"),
        ("the West stopped trading with China", "the West kept trading with China"),
        ("businesses invest less than before", "businesses invest more than before"),
        ("China fought against UN troops", "China fought for UN troops"),
        ("The new law gave the barons power", "the new law did not give the barons power"),
    ],
)
def test_one_thing_turned_round_earns_nothing(point: str, answer: str, points: int) -> None:
    assert given(point, point, points=points) == 1
    assert given(point, answer, points=points) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Truman criticised Stalin", "Truman was criticised by Stalin"),
        ("Hitler invaded Poland", "Hitler was invaded by Poland"),
        ("Ulbricht pressed Khrushchev to close the border", "Ulbricht was pressed by Khrushchev to close the border"),
    ],
)
def test_what_is_done_by_the_other_earns_nothing_in_the_same_order(point: str, answer: str) -> None:
    assert given(point, answer, points=1) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Truman criticised Stalin", "Stalin was criticised by Truman"),
        ("Parliament refused to give Charles money for his wars", "Parliament wouldn't give Charles any money"),
        ("Charles would not let Parliament meet for years", "Parliament was stopped from meeting by Charles"),
        ("the potato crop failed", "crop failure"),
        ("all fighting was to stop", "the fiting had to stopp"),
        ("trade embargo", "the USA banned trade"),
        ("voting is compulsory", "its illegal not to vote"),
        ("to stop people leaving for the West", "people were leaving for the West"),
        ("he could not marry Anne Boleyn", "so that he could marry Anne Boleyn"),
        (
            "The Pope would not end his marriage to Catherine, so he could not marry Anne",
            "The Pope would not end his marriage to Catherine",
        ),
        ("a shortage of workers", "there were not enough workers"),
        ("Nasser took the canal, owned by Britain", "Nasser took the canal, it was not owned by Britain any more"),
    ],
)
def test_the_same_in_other_words_earns_its_mark(point: str, answer: str) -> None:
    assert given(point, answer, points=1) == 1


@pytest.mark.parametrize(
    ("points", "answer"),
    [
        (
            ("Glucose is turned into glycogen in the muscles", "to the muscles"),
            "glucose is not turned into glycogen in the muscles",
        ),
        (
            ("workers rose / Communists stirred up peasants and workers",),
            "Communists did not stir up peasants and workers",
        ),
    ],
)
def test_part_of_a_denial_is_no_answer(points: tuple[str, ...], answer: str) -> None:
    scheme = read("Acceptable answers include:", *(f"- {point}" for point in points), stem="Explain it.")
    marking = mark(scheme, answer)
    assert marking.mark == 0
    assert "negated" in marking.flags


@pytest.mark.parametrize(
    ("point", "answer", "mark"),
    [
        ("Americans were near the Yalu", "Americans, Yalu, near", 0),
        ("Americans were near the Yalu", "Americans near Yalu", 1),
        ("It made the king obey the law", "king law obey made", 0),
        ("the first Prime Minister of Canada", "Canada's first Prime Minister", 1),
        ("executive, legislative and judicial", "judicial, executive, legislative", 1),
    ],
)
def test_single_words_make_up_no_statement(point: str, answer: str, mark: int) -> None:
    assert given(point, answer, points=1) == mark


@pytest.mark.parametrize(
    ("point", "answer", "mark"),
    [
        ("The USA had missiles in Turkey", "Japan had missiles in Turkey", 0),
        ("French troops shot the workers", "Russian troops shot the workers", 0),
        ("The USA had missiles in Turkey", "America had missiles in Turkey", 1),
        ("UN troops were near the Yalu", "American troops were near the Yalu", 1),
        ("The USA had missiles in Turkey", "there were missiles in Turkey that the Americans had put there", 1),
    ],
)
def test_another_country_in_the_schemes_own_words_earns_nothing(point: str, answer: str, mark: int) -> None:
    assert given(point, answer, points=1) == mark
