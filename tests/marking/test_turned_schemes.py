"""A point in the scheme's own words, with something in it turned round, and fair answers that look like it.

The first were found by turning every wording of the bank round by machine: what stands before a verb and behind it
exchanged, a "not" put in, one word for its opposite, one name for another (decisions/0036).
"""

from __future__ import annotations

import pytest

from questions.marking import mark
from questions.marking.guards.places import exchanged
from questions.marking.language.text import read as read_words
from questions.marking.language.word_kinds import kinds_of
from tests.marking.texts import read


def given(point: str, answer: str, *more: str, stem: str = "Give two reasons.") -> int:
    """The mark of an answer to a question with this point and others."""
    lines = [f"- {line}" for line in (point, *more, "the harvest was poor")]
    return mark(read("Acceptable answers include:", *lines, stem=stem), answer).mark


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Overseers beat workers who were slow", "workers who were slow beat overseers"),
        ("the government cannot censor the news", "the news cannot censor the government"),
        ("The House of Representatives can impeach the President", "the President can impeach the House"),
        ("land reform gave land to the poor", "land gave land reform to the poor"),
        ("evaporation takes heat from the skin", "heat takes evaporation from the skin"),
        ("The silvery surfaces reflect infrared radiation", "infrared radiation reflects the silvery surfaces"),
        ("communes took away the reason to work hard", "the reason to work hard took away communes"),
        ("women were given rights in law", "rights in law were given women"),
    ],
)
def test_what_stands_before_and_behind_a_verb_may_not_change_places(point: str, answer: str) -> None:
    assert given(point, point) == 1
    assert given(point, answer) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Overseers beat workers who were slow", "workers who were slow were beaten by overseers"),
        ("land reform gave land to the poor", "the poor were given land by land reform"),
        ("women were given rights in law", "rights in law were given to women"),
        ("Nixon met Mao", "Mao met Nixon"),
        ("Britain traded cloth with India", "India traded cloth with Britain"),
    ],
)
def test_a_passive_and_what_two_do_together_are_the_same_statement(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("provided food, work and shelter for the poor", "provided shelter, work and food for the poor"),
        ("rallies, marches and parades", "parades, marches and rallies"),
        ("drought, floods and storms destroyed crops", "storms, floods and drought destroyed crops"),
        ("nurses gave care to the wounded soldiers", "nurses took care of the wounded soldiers"),
        ("women took jobs in factories", "women were given jobs in factories"),
    ],
)
def test_a_list_in_another_order_and_what_is_taken_are_the_same(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("England was afraid of invasion by Spain", "Spain was afraid of invasion by England"),
        ("Ireland was dependent on England for grain", "England was dependent on Ireland for grain"),
        ("the peasants were in debt to the landlords", "the landlords were in debt to the peasants"),
    ],
)
def test_two_parties_may_not_change_places_around_what_one_is_to_the_other(point: str, answer: str) -> None:
    assert given(point, answer) == 0


def test_blocks_that_changed_places() -> None:
    assert exchanged([2, 1, 0]) == (0, 1, 2, 3)
    assert exchanged([0, 4, 3, 1, 2]) == (1, 3, 4, 5)
    assert exchanged([0, 1, 2]) is None
    assert exchanged([1, 0]) is None
    assert exchanged([2, 0, 1]) is None
    assert exchanged([3, 0, 2, 1]) is None


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        ("The House can impeach him.", 3, "V"),
        ("They could not censor it.", 3, "V"),
        ("The can fell.", 2, "V"),
        ("Land reform gave land to the poor.", 0, "N"),
    ],
)
def test_a_word_behind_can_is_a_verb_and_one_that_opens_a_name_is_none(text: str, place: int, kind: str) -> None:
    assert kinds_of(read_words(text).words)[place] == kind


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (
            "Papen thought that he could control Hitler",
            "It is not true that Papen thought that he could control Hitler",
        ),
        ("recycling uses less energy (ORA)", "It is not true that recycling uses less energy"),
        ("land reform gave land to the poor", "land reform did not give land to the poor"),
        ("many were hurt or killed in the fighting", "many were not hurt or killed in the fighting"),
        ("people were labelled as rich, middle or poor", "people were not labelled as rich, middle or poor"),
    ],
)
def test_a_not_in_the_schemes_own_words_denies_them(point: str, answer: str) -> None:
    assert given(point, point.replace(" (ORA)", "")) == 1
    assert given(point, answer) == 0


def test_what_they_wrongly_believed_they_believed_all_the_same() -> None:
    point = "Papen thought that he could control Hitler"
    assert given(point, "Papen thought he could control Hitler. That wasn't true.") == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("private plots were abolished", "private plots were created"),
        ("young people urged to join the army", "old people urged to join the army"),
        ("the USA stopped blocking China", "the USA started blocking China"),
    ],
)
def test_one_word_for_its_opposite_in_a_copy(point: str, answer: str) -> None:
    assert given(point, point) == 1
    assert given(point, answer) == 0


@pytest.mark.parametrize(
    ("point", "answer", "mark"),
    [
        ("trade embargo / cut off exports", "America lifted the trade embargo", 0),
        ("trade embargo / cut off exports", "The embargo on trade was removed", 0),
        ("the USA relaxed its trade embargo", "America lifted the trade embargo", 1),
        ("trade embargo / cut off exports", "they put an embargo on trade", 1),
        ("private trade ended", "they ended private trade", 1),
    ],
)
def test_who_lifts_an_embargo_has_none(point: str, answer: str, mark: int) -> None:
    assert given(point, answer) == mark


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("the USA wanted to contain communism", "the USSR wanted to contain communism"),
        ("Edward promised the throne to William", "Edward promised the throne to Harold"),
        ("land was given to the Nationalists", "land was given to the Communists"),
    ],
)
def test_one_name_for_another_in_a_copy(point: str, answer: str) -> None:
    others = "the USSR was strong", "an army of Communists was near", "the army of Harold was tired"
    assert given(point, point, *others) == 1
    assert given(point, answer, *others) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("loss of land / territory was given to France AND Poland", "land was given to Poland"),
        ("UN troops were near the border", "American troops were near the border"),
        ("Huguenots fled from France", "Protestants fled from France"),
        ("Franz Ferdinand was shot in Sarajevo", "the Archduke was shot in Sarajevo"),
        ("the USA stopped all trade with China", "the USA stopped all trade with the PRC"),
        ("Chiang Kai-shek had Zhang arrested / the Young Marshal was arrested", "the Young Marshal was arrested"),
    ],
)
def test_a_name_that_another_wording_has_or_no_line_of_the_scheme_is_not_wrong(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    "point",
    ["to oppose or try to improve government proposals", "Boycotters walked or shared cars"],
)
def test_the_schemes_own_words_are_never_against_it(point: str) -> None:
    assert given(point, point) == 1
    assert given(f"{point} / to object to the proposals", point) == 1
    assert given(point, f"People think this: {point}. It isn't true.") == 0
