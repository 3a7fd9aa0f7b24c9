"""How far a "not" or a "less" reaches and what it meets: "less expensive" is cheaper, "uncharged" has no charge."""

from __future__ import annotations

import pytest

from questions.marking import Scheme, mark, parse


def scheme(*points: str) -> Scheme:
    lines = "".join(f"- {point}\n" for point in points)
    head = "Question 1 (1 mark)\nState one effect.\n\nMark scheme:\nAcceptable answers include:\n"
    return parse(f"{head}{lines}").schemes[0]


@pytest.mark.parametrize(
    ("point", "answer", "given"),
    [
        ("cheaper bricks", "less expensive bricks", 1),
        ("cheaper bricks", "bricks were not as expensive", 1),
        ("cheaper bricks", "more expensive bricks", 0),
        ("weakly acidic", "not very acidic", 1),
        ("weakly acidic", "very acidic", 0),
        ("very hard", "soft", 0),
        ("uses less water than before", "it doesn't use as much water", 1),
        ("uses less water than before", "it uses more water", 0),
        ("no charge", "it is uncharged", 1),
        ("no charge", "it is charged", 0),
        ("it has no mass", "massless", 1),
        ("it is colourless", "it has no colour", 1),
        ("it is colourless", "it has a colour", 0),
        ("the king became powerless", "the king lost his power", 1),
        ("effective generals", "It was more or less effective. Effective generals led them.", 1),
        ("fertile soil", "the soil is poor", 0),
        ("people hated the tax", "people didn't like the tax", 1),
        ("people hated the tax", "people liked the tax", 0),
        ("a border was drawn between the two", "no more fighting, and a border between the two", 1),
        ("less smoke in the towns", "trees don't lose their leaves, less smoke in towns", 1),
        ("it stands in the Qur'an", "because the Koran says it", 1),
    ],
)
def test_what_a_not_or_a_less_makes_of_a_word(point: str, answer: str, given: int) -> None:
    assert mark(scheme(point, "a new school opened"), answer).mark == given


def test_what_a_reject_denies_is_not_said_by_whoever_says_that_it_is_so() -> None:
    seat = scheme("the island held the seat\n  ACCEPT: the island was there instead\n  REJECT: the island had no seat")
    assert mark(seat, "The island had the seat instead.").mark == 1
    assert mark(seat, "The island had no seat.").mark == 0


def test_evidence_begins_with_its_not() -> None:
    answer = "I think it has no colour."
    (point, _) = mark(scheme("it is colourless", "a new school opened"), answer).points
    assert [answer[start:end] for start, end in point.evidence] == ["no colour"]


QUAKES = parse(
    "Question 1 (6 marks)\nExplain why earthquakes kill more people in poor countries.\n\nMark scheme:\n"
    "1-2 marks: Says why.\n3-4 marks: Explains a reason.\n5-6 marks: Explains several reasons with places.\n"
    "Credit points such as:\n- fewer doctors and hospitals\n- houses are badly built and collapse\n"
    "- nobody is taught what to do in an earthquake\n"
).schemes[0]


@pytest.mark.parametrize(
    "answer",
    ["There are not many doctors so people who get hurt die.", "They don't have enough hospitals, so people die."],
)
def test_an_essay_may_say_a_lack_with_a_not(answer: str) -> None:
    given = mark(QUAKES, answer)
    assert [point.point for point in given.points if point.credited] == [0]


POWER = parse(
    "Question 1 (6 marks)\nExplain how the war changed the standing of Zenda.\n\nMark scheme:\n"
    "1-2 marks: Says how.\n3-4 marks: Explains a change.\n5-6 marks: Explains several changes.\n"
    "Credit points such as:\n- a great power that could not be pushed around\n- Hentzau broke off its trade\n"
).schemes[0]


@pytest.mark.parametrize(
    ("answer", "credited"),
    [
        ("Zenda was now seen as a great power.", [0]),
        ("Zenda was not seen as a great power.", []),
        ("Hentzau broke off its trade.", [1]),
    ],
)
def test_an_essay_denies_what_a_thing_is_taken_for(answer: str, credited: list[int]) -> None:
    """Also where the point says "not" of something else."""
    given = mark(POWER, answer)
    assert [point.point for point in given.points if point.credited] == credited


@pytest.mark.parametrize(
    ("answer", "support"),
    [
        ("Houses are badly built, so in Haiti they collapsed on top of everybody.", "Haiti"),
        ("Houses are badly built, so 40km away from Kathmandu they still collapsed.", "40km"),
    ],
)
def test_places_support_a_point_where_any_will_do_and_figures_with_their_units_anywhere(
    answer: str, support: str
) -> None:
    (_, built, _) = mark(QUAKES, answer).points
    assert support in [answer[start:end] for start, end in built.support]


REVOLT = parse(
    "Question 1 (6 marks)\nExplain why the Peasants' Revolt broke out in 1381.\n\nMark scheme:\n"
    "1-2 marks: Says why.\n3-4 marks: Explains a reason.\n5-6 marks: Explains several reasons with details.\n"
    "Credit points such as:\n- the poll tax of 1377 was heavy and unfair\n"
    "- the Statute of Labourers held wages down after the Black Death\n"
).schemes[0]


def test_a_year_that_leads_up_to_the_story_is_not_wrong_beside_what_the_scheme_dates_nowhere() -> None:
    given = mark(REVOLT, "The Statute of Labourers of 1351 kept wages low, so peasants were angry.")
    assert "wrong_support" not in given.flags
    assert not given.points[1].support
    assert "wrong_support" in mark(REVOLT, "The Statute of Labourers of 1066 kept wages low, so they were angry.").flags
    assert "wrong_support" in mark(REVOLT, "The poll tax of 1351 was unfair and heavy, so peasants were angry.").flags
