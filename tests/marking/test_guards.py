"""What likeness of words cannot see, on questions of our own making: who did what, what is denied, another name."""

from __future__ import annotations

import pytest

from questions import marking

MINES = marking.parse("""
Question 1 (2 marks)
Give two ways in which mine owners treated miners in Ruritania in the years 1850–1880.

Mark scheme:
1 mark for each valid way (maximum 2 marks).
Acceptable answers include:
- Miners were paid in coupons that only the owners' store accepted
- Managers whipped miners (who arrived late) / boys who broke tools were whipped
- Owners dismissed miners who signed a petition / petitioners were driven out
- Miners were searched at the gate (after each shift)
- Owners rented cottages to miners and could throw them out
- Owners lengthened the shifts so that miners rested less
- Wages were cut when prices fell
""").schemes[0]

PLAGUE = marking.parse("""
Question 1 (1 mark)
Why did the Duke of Zenda close the gates of Strelsau in March 1602?

Mark scheme:
1 mark for each valid reason (maximum 1 mark).
Acceptable answers include:
- The Duke feared that pedlars were carrying the plague into the city (from Hentzau).
""").schemes[0]

DIET = marking.parse("""
Question 1 (1 mark)
Name one thing that the Diet of Ruritania does.

Mark scheme:
1 mark for each valid answer (maximum 1 mark).
Acceptable answers include:
- elects the judges / chooses judges
- questions the ministers
- is a compromise between Zenda and Hentzau
- led by the second Chancellor of Ruritania
""").schemes[0]

WALL = """
Question 1 (1 mark)
Why did Duke Otto build a wall across Hentzau in 1611?

Mark scheme:
1 mark for each valid reason (maximum 1 mark).
Acceptable answers include:
- """


def wall(line: str) -> marking.Scheme:
    """A question with one acceptable answer."""
    return marking.parse(WALL + line).schemes[0]


GIVEN = wall("Ruritanian rights in Hentzau given to Illyria")
ESCAPE = wall("to stop miners escaping from East Hentzau to the West")
PROTECT = wall("to protect Hentzau from an Illyrian invasion")
DEFEND = wall("the Illyrians had invaded Zenda, which Otto had promised to defend in the treaty of 1609")
PLOT = wall("agents proved that Rupert had agreed to a plot to murder Flavia")
EXPELLED = wall("monks expelled")
CONTROL = wall("Bishop Karl thought that he could control Rupert")
SMUGGLING = wall("prevent and detect smuggling")
PROMISE = wall("Otto had broken his promise to lower the tolls")
BOOTS = wall("soldiers stood in cold and wet ditches without dry socks or boots")
FLEET = wall("to make the captains panic and break out of their crescent formation")
GIVING_IN = wall("giving in to the demands of Illyria to avoid another war")
BURNED = wall("heretics were burned for refusing to change their religion")
DICTATED = wall("Illyria was blamed for starting the war and made to pay huge reparations")
RULER = wall("to please the Queen or Regent")

WAR = marking.parse("""
Question 1 (2 marks)
Give two reasons why war broke out between Ruritania and Illyria in 1640.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- both claimed the salt mines / quarrel over salt
- the murder of Count Black Michael
- the alliance of Illyria with Hentzau
""").schemes[0]

OATH = marking.parse("""
Question 1 (1 mark)
What did the Declaration of Zenda do?

Mark scheme:
1 mark for a valid answer (maximum 1 mark).
Acceptable answers include:
- declared Zenda free (from Ruritania)
- ended the rule of the Elphbergs
""").schemes[0]


def flags_of(scheme: marking.Scheme, answer: str) -> tuple[int, tuple[str, ...]]:
    given = marking.mark(scheme, answer)
    return given.mark, given.flags


@pytest.mark.parametrize(
    ("scheme", "answer", "mark"),
    [
        (MINES, "The miners were whipped by the managers", 1),
        (MINES, "If you signed a petition you got dismissed by the owners.", 1),
        (MINES, "They were paid in coupons for the owners shop, and searched at the gate when they left.", 2),
        (MINES, "the owners could throw miners out of the cottages which they rented from them", 1),
        (PLAGUE, "he was afraid pedlars would bring the plague into the city", 1),
        (PLAGUE, "to keep out pedlars with the plague", 1),
        (DIET, "it chooses who the judges are", 1),
        (DIET, "ministers are questioned by it", 1),
        (DIET, "led by Ruritania's second chancellor", 1),
        (GIVEN, "Rights in Hentzau that were Ruritanian had been given to Illyria", 1),
        (ESCAPE, "So miners couldn't escape to the West from the East", 1),
        (PROTECT, "to protect against an Illyrian invasion of Hentzau", 1),
        (EXPELLED, "They expelled the monks", 1),
        (PROMISE, "He broke his promise to lower the tolls", 1),
        (DEFEND, "Zenda was invaded by the Illyrians and Otto had promised to defend it", 1),
        (RULER, "to please the Regent", 1),
        (BOOTS, "the soldiers had cold wet socks", 1),
        (FLEET, "So that the captains were no longer in their crescent formation", 1),
        (GIVING_IN, "Giving in every time Illyria did wrong, he thought that would avoid war", 1),
        (BURNED, "heretics who would not change their religion were burned", 1),
        (DICTATED, "Illyria was broke because of the huge reparations", 1),
        (WAR, "The quarrel over salt was not the only reason for the war, the murder of Count Michael was another", 2),
        (WAR, "The alliance of Illyria with Hentzau did not just cause the war, it made it longer.", 1),
        (WAR, "The quarrel over salt did not cause the war on its own", 1),
        (OATH, "It declared Zenda free", 1),
        (OATH, "What the Declaration of Zenda did was end the rule of the Elphbergs", 1),
    ],
)
def test_a_fair_answer_in_other_words_is_refused_by_no_rule(scheme: marking.Scheme, answer: str, mark: int) -> None:
    given, flags = flags_of(scheme, answer)
    assert given == mark
    assert not {"roles", "negated", "names", "numbers", "keywords", "contradiction"} & set(flags)


@pytest.mark.parametrize(
    ("scheme", "answer"),
    [
        (MINES, "Miners whipped managers who arrived late"),
        (MINES, "The managers were whipped by the miners."),
        (MINES, "Miners dismissed owners who signed a petition"),
        (MINES, "Miners lengthened the shifts so that owners rested less"),
        (MINES, "The boys whipped the managers who broke tools"),
        (PLAGUE, "The pedlars feared that the Duke was carrying the plague into the city"),
        (DIET, "The judges elect the Diet"),
        (DIET, "the Duke elects the judges and the Diet obeys them"),
        (GIVEN, "Illyrian rights in Hentzau were given to Ruritania"),
        (ESCAPE, "To stop miners from West Hentzau escaping to the East"),
        (PROTECT, "to protect Illyria from a Hentzau invasion"),
        (DEFEND, "because Zenda had promised to defend Otto"),
        (EXPELLED, "The monks expelled the miners"),
        (CONTROL, "Rupert thought that he could control Bishop Karl"),
    ],
)
def test_who_did_what_to_whom(scheme: marking.Scheme, answer: str) -> None:
    mark, flags = flags_of(scheme, answer)
    assert mark == 0
    assert "roles" in flags


@pytest.mark.parametrize(
    ("scheme", "answer"),
    [
        (MINES, "Miners were not paid in coupons"),
        (MINES, "No miner was searched at the gate"),
        (MINES, "Owners refused to rent cottages to miners"),
        (MINES, "It is untrue that owners dismissed miners who signed a petition"),
        (MINES, "Managers were forbidden to whip miners"),
        (MINES, "Wages were raised when prices rose"),
        (PLAGUE, "No one feared that pedlars were carrying the plague into the city"),
        (PLAGUE, "It had nothing to do with pedlars carrying the plague"),
        (PLAGUE, "Far from carrying the plague the pedlars were healthy and the Duke knew it"),
        (PLAGUE, "He shut them for a feast rather than because pedlars were carrying plague"),
        (DIET, "It leaves choosing judges to the Duke"),
        (DIET, "It stops judges from being elected"),
        (SMUGGLING, "the guards dont prevent or detect smuggling"),
        (PROMISE, "Otto had not broken his promise to lower the tolls"),
        (PROMISE, "Otto kept his promise to lower the tolls"),
        (DEFEND, "the Illyrians didnt invade Zenda which Otto had promised to defend"),
        (WAR, "The quarrel over salt did not cause the war."),
        (WAR, "The murder of Count Michael was not the reason for the war because he was hated"),
        (WAR, "the alliance of Illyria with Hentzau wasn't why war broke out"),
        (WAR, "The salt mines didn't lead to war"),
        (WAR, "The quarrel over salt never led to war"),
        (WAR, "The quarrel over salt was no cause of the war"),
        (WAR, "The quarrel over salt did not matter"),
    ],
)
def test_what_is_denied_or_turned_into_its_opposite(scheme: marking.Scheme, answer: str) -> None:
    mark, flags = flags_of(scheme, answer)
    assert mark == 0
    assert "negated" in flags


@pytest.mark.parametrize(
    ("scheme", "answer"),
    [
        (DIET, "a compromise between Zenda and Paris"),
        (DIET, "led by the second Chancellor of Germany"),
        (DIET, "led by the third Chancellor of Ruritania"),
        (PLAGUE, "The Bishop feared that pedlars were carrying the plague into the city from Hentzau"),
        (PLOT, "agents proved that Rupert had agreed to a plot to murder Otto"),
        (PROMISE, "Fritz had broken his promise to lower the tolls"),
    ],
)
def test_another_name_in_the_place_of_the_schemes(scheme: marking.Scheme, answer: str) -> None:
    mark, flags = flags_of(scheme, answer)
    assert mark == 0
    assert "names" in flags


@pytest.mark.parametrize(
    "answer",
    [
        "Miners were searched at the gate, but really they were never searched.",
        "Owners dismissed petitioners. Owners did not dismiss any petitioners.",
    ],
)
def test_what_is_said_and_unsaid(answer: str) -> None:
    mark, flags = flags_of(MINES, answer)
    assert mark == 0
    assert {"contradiction", "negated"} & set(flags)


def test_words_that_the_question_says_already_are_no_answer_by_themselves() -> None:
    assert flags_of(OATH, "the Declaration of Zenda")[0] == 0
    assert flags_of(OATH, "What did the Declaration of Zenda do")[0] == 0


def test_a_question_that_asks_twice_has_the_sum_of_both_read() -> None:
    scheme = marking.parse("""
Question 1 (3 marks)
Explain two ways in which a hut stays warm, and give one reason why it gets cold in the end.

Mark scheme:
1 mark for each valid statement (maximum 3 marks).
Acceptable answers include:
- The thick walls keep warm air in
- The stove heats the stones of the floor
- The door lets cold wind in when it is opened
""").schemes[0]
    answer = (
        "Thick walls keep the warm air in. The stove heats the stone floor. Opening the door lets the cold wind in."
    )
    assert marking.mark(scheme, answer).mark == 3
