"""What likeness of words cannot see, on questions of our own making: who did what, what is denied, another name."""

from __future__ import annotations

import pytest

from questions import marking
from tests.marking.texts import read

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
CHARTER = wall("to say that no miner could be put in prison without a fair trial")
ABBOT = wall("The Abbot refused to let Otto divorce his wife, Flavia of Zenda")
FIELDS = wall("the rebels gave the tenants fields taken from the bishops")
SHOT = wall("Illyrian riders shot and robbed Ruritanian pedlars")
TOLD = wall("Peter Strel told the tenants that they were equal to the bishops")
DEARER = wall("bread became more expensive")
FEWER = wall("There were fewer miners after the plague, so owners had to offer more money")
OFFERED = wall("Owners had to offer miners more money to work in their mines")
TOLLS = wall("Otto made the people pay a bridge toll")
MASONS = wall("French masons went on strike")
COUNCIL = wall("the council made Otto obey the law")

MILLS = marking.parse("""
Question 1 (2 marks)
Give two effects on Zenda of the Illyrian occupation of 1641.

Mark scheme:
1 mark for each valid effect (maximum 2 marks).
Acceptable answers include:
- Zenda ground less corn and flour than before
- The council became more corrupt
- Smiths refused to work for the Illyrians
""").schemes[0]

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


COURSE = marking.parse("""
Question 1 (2 marks)
Outline the course of the war of 1609 after Ruritania entered it.

Mark scheme:
Acceptable answers include:
- IL forces were driven back from the Zenda / Illyrians retreated south
- Ruritanians took Strelsau
Synonyms: IL = Illyrian League = Illyrians
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
        (CHARTER, "miners had to get a trial before they were put in prison", 1),
        (CHARTER, "You could not go to prison any more without a trial", 1),
        (ABBOT, "the Abbot turned down his divorce from Flavia", 1),
        (ABBOT, "His request for a divorce from Flavia was turned down by the Abbot", 1),
        (COURSE, "Ruritania pushed the IL army back to the south", 1),
        (OFFERED, "The miners were paid more by the owners so that they would keep working for them", 1),
        (FIELDS, "Tenants who had no fields before were given some by the rebels", 1),
        (FIELDS, "Fields were given to the tenants, they had been taken from the bishops", 1),
        (TOLLS, "People could not afford the bridge toll that Otto made them pay", 1),
        (MILLS, "The smiths refused to help, and less corn and flour was being ground", 2),
        (MILLS, "Corn and flour grinding fell and the smiths were more bitter and refused to work for Illyria", 2),
        (MASONS, "masons went on strike against their German masters", 1),
        (DEARER, "bread was not as cheap as before", 1),
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
        (FIELDS, "The rebels gave the bishops fields taken from the tenants"),
        (SHOT, "Riders from Illyria were shot and robbed by Ruritanian pedlars"),
        (SHOT, "The Ruritanian pedlars robbed Illyrian riders"),
        (TOLD, "The tenants told Peter Strel that he was equal to the bishops, and Peter Strel was angry"),
        (ABBOT, "Otto was refused a divorce by his wife, Flavia of Zenda"),
        (OFFERED, "The owners were paid more by the miners so that they would keep working for them"),
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
        (ABBOT, "Some people think it was because the Abbot refused to let him divorce Flavia. They are wrong."),
        (ABBOT, "People say the Abbot refused to let him divorce Flavia. He didn't, he signed it"),
        (ABBOT, "It had nothing to do with a divorce from Flavia or the Abbot"),
        (ABBOT, "It is a myth that the Abbot would not let him divorce Flavia"),
        (FIELDS, "They say the rebels gave the tenants fields of the bishops but that is untrue"),
        (WAR, "Some books blame the murder of Count Michael. It played no part in it."),
        (WAR, "Was it the murder of Count Michael? No, he died years later"),
        (CHARTER, "It put an end to fair trials for miners"),
        (CHARTER, "miners could be put in prison without a trial"),
        (COUNCIL, "everyone except Otto had to obey the law"),
        (MILLS, "Zenda ground just as much corn and flour as before"),
        (MILLS, "The council was not corrupt."),
        (DEARER, "bread became cheaper"),
        (FEWER, "There were more miners than before so owners could offer them less money"),
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
        (MASONS, "German masons went on strike"),
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


FEAST = marking.parse("""
Question 1 (2 marks)
Give two ways in which the revolt of 1640 changed life in Hentzau.

Mark scheme:
1 mark for each valid way (maximum 2 marks).
Acceptable answers include:
- markets and fairs closed
  REJECT: markets did not close
- boys were sent to the mines to live with the miners
  REJECT: boys were sent from the mines to the coast
- people gave coins to buy muskets
  REJECT: the priests gave coins
- peasants could vote for village councils
  ACCEPT: villagers elected their own councils
- Prince Rupert visited Zenda / Prince Rupert met the Duke
  REJECT: the Duke visited Hentzau
""").schemes[0]


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("Markets were closed.", 1),
        ("Markets did not close.", 0),
        ("Boys were sent from the coast to the mines.", 1),
        ("Boys were sent from the mines to the coast.", 0),
        ("The priests fled to the hills. Ordinary people gave coins for muskets.", 1),
        ("The priests gave coins for muskets.", 0),
        ("villagers elected their own councils", 1),
        ("villagers never elected their own councils", 0),
        ("The priests gave coins and people gave coins to buy muskets.", 0),
        ("People gave coins to buy muskets, the priests prayed.", 1),
        ("People gave coins to buy muskets to fight the priests.", 1),
        ("The priests led the prayers and gave coins for muskets.", 0),
        ("Prince Rupert visited Zenda and met the Duke.", 1),
        ("Prince Rupert visited Zenda. He met the Duke there.", 1),
        ("Prince Rupert visited Zenda to meet the Duke. Prince Rupert did not visit Zenda.", 0),
        ("The Duke visited Hentzau and met Prince Rupert.", 0),
    ],
)
def test_a_rejected_statement_is_one_that_the_answer_makes(answer: str, mark: int) -> None:
    assert marking.mark(FEAST, answer).mark == mark


CHARTER_OF_ALL = marking.parse("""
Question 1 (1 mark)
What did the charter of Hentzau say?

Mark scheme:
Acceptable answers include:
- Everyone, including the council, must obey the law
""").schemes[0]

SIEGE = marking.parse("""
Question 1 (2 marks)
Give two reasons why the siege of Hentzau failed.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- General Rischenheim was an inexperienced commander
- The bishop rejected "a sword for a sword"
- Powder and bread ran out
""").schemes[0]


@pytest.mark.parametrize(
    "answer",
    [
        "Everyone must obey the law, including the council",
        "everyone must obey the law, including the council",
        "EVERYONE MUST OBEY THE LAW, INCLUDING THE COUNCIL",
        "Everybody must obey the law, even the council",
        "All people must obey the law",
    ],
)
def test_who_is_everyone_is_nobody_by_name(answer: str) -> None:
    assert flags_of(CHARTER_OF_ALL, answer) == (1, ())


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("Rischenheim had no experience", 1),
        ("Rischenheim did not have much experience as a commander", 1),
        ("General Rischenheim was experienced", 0),
        ("General Rischenheim had lots of experience", 0),
        ("a sword for a sword", 0),
        ("The bishop turned down a sword for a sword", 1),
    ],
)
def test_the_opposite_that_a_prefix_makes_and_what_is_only_named(answer: str, mark: int) -> None:
    assert marking.mark(SIEGE, answer).mark == mark


DAMS = marking.parse("""
Question 1 (2 marks)
Give two reasons why people build dams.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- to stop floods
- to make electricity
""").schemes[0]


@pytest.mark.parametrize(
    ("answer", "mark", "is_list"),
    [
        ("Dams stop big floods", 1, False),
        ("Boats want deep water", 0, False),
        ("dams water boats electricity", 0, True),
    ],
)
def test_a_statement_of_four_bare_words_is_no_list_of_keywords(answer: str, mark: int, is_list: bool) -> None:
    given, flags = flags_of(DAMS, answer)
    assert (given, "keywords" in flags) == (mark, is_list)


@pytest.mark.parametrize(
    ("line", "answer", "mark"),
    [
        ("People under 16 had to leave the city", "people over 16 had to leave the city", 0),
        ("People under 16 had to leave the city", "people over the age of 16 had to leave the city", 0),
        ("People under 16 had to leave the city", "people of 16 or over had to leave the city", 0),
        ("People under 16 had to leave the city", "people younger than 16 had to leave the city", 1),
        ("At least 21 to adopt a child", "nobody under 21 can adopt a child", 1),
        ("Over 18 to buy wine", "it is illegal to sell wine to under 18s", 1),
        ("More than 300 carts came in each day", "less than 300 carts came in each day", 0),
        ("More than 300 carts came in each day", "300 carts came in each day", 1),
    ],
)
def test_more_than_a_number_is_not_less(line: str, answer: str, mark: int) -> None:
    assert marking.mark(wall(line), answer).mark == mark


def test_an_opposite_is_seen() -> None:
    assert marking.mark(wall("Soldiers starved the town"), "soldiers fed the town").mark == 0


MARKET = marking.parse("""
Question 1 (4 marks)
Describe how the fair changed Zenda.

Mark scheme:
1 mark for each valid change (maximum 4 marks).
Acceptable answers include:
- inns became crowded / innkeepers doubled their prices
- a loaf of rye bread cost three ducats in the square
- pickpockets came from Strelsau
- the council built a weighing house
""").schemes[0]


@pytest.mark.parametrize("answer", ["inns", "Bread.", "pickpockets", "inns, pickpockets", "- inns\n- pickpockets"])
def test_a_thing_that_is_only_named_describes_nothing(answer: str) -> None:
    marked = marking.mark(MARKET, answer)
    assert marked.mark == 0
    assert marked.flags == ("topic",)
    assert marked.next_step == "Say what happened to what you name, or what it did, or give another change."


def test_a_name_is_asked_for_in_no_full_clause() -> None:
    scheme = marking.parse("""
Question 1 (1 mark)
Name one river of Ruritania.

Mark scheme:
Acceptable answers include:
- the Strel
- Hent
""").schemes[0]
    assert marking.mark(scheme, "London").next_step == "Give a point that answers the question itself."
    assert marking.mark(scheme, "strel").mark == 1


def test_who_did_it_may_be_named() -> None:
    scheme = marking.parse("""
Question 1 (2 marks)
Name two people who mapped Ruritania.

Mark scheme:
1 mark for each person (maximum 2 marks).
- Hentzau mapped the mountains
- Sapt measured the coast
""").schemes[0]
    assert marking.mark(scheme, "Hentzau. Sapt.").mark == marking.mark(scheme, "Hentzau and Sapt").mark == 2


REJECTED = read(
    "Acceptable answers include:",
    "- China feared an attack across the Yalu",
    "  REJECT: American soldiers had crossed the Yalu into China",
    "- Mao wanted prestige",
)


@pytest.mark.parametrize(
    ("answer", "mark"),
    [
        ("American soldiers had crossed the Yalu into China", 0),
        ("American soldiers crossed the Yalu and China feared them", 0),
        ("China feared that America would cross the Yalu", 1),
        ("The USA crossed the 38th parallel and China feared an invasion across the Yalu river.", 1),
        ("China feared an invasion across the Yalu river and Mao wanted prestige", 2),
    ],
)
def test_what_is_feared_has_not_happened(answer: str, mark: int) -> None:
    given, _ = flags_of(REJECTED, answer)
    assert given == mark


@pytest.mark.parametrize(
    "answer",
    [
        "I minatori erano pagati con buoni del negozio",
        "Górnikom płacono kuponami, a właściciele wyrzucali ich z domów",
        "Die Bergleute wurden mit Kuponen bezahlt",
        "os mineiros eram pagos com cupons da loja",
        "minerii erau plătiți cu cupoane",
        "Madenciler kuponla ödendi ve evlerinden atıldı",
        "Les mineurs étaient payés avec des coupons",
        "De mijnwerkers werden betaald met bonnen",
    ],
)
def test_another_language_earns_nothing_and_is_flagged(answer: str) -> None:
    assert flags_of(MINES, answer) == (0, ("other_language",))


@pytest.mark.parametrize(
    "answer",
    [
        "minors payd cupons onley",
        "managors wiped minors",
        "petitionors dissmist",
        "surched evry shift, cottiges renntid",
        "Miners' cottages rented, Zenda Hentzau Strelsau Ruritania",
    ],
)
def test_bad_spelling_is_no_other_language(answer: str) -> None:
    assert "other_language" not in flags_of(MINES, answer)[1]
