"""Right answers that look like what is refused elsewhere: pairs of things, reported beliefs, notes, passives."""

from __future__ import annotations

import pytest

from questions import marking
from questions.marking import Ruling
from questions.marking.marker import studied
from tests.marking.test_marker import SCHEME


def ask(stem: str, *points: str, marks: int = 2) -> marking.Scheme:
    lines = "".join(f"- {point}\n" for point in points)
    text = f"Question 1 ({marks} marks)\n{stem}\n\nMark scheme:\nAcceptable answers include:\n{lines}"
    return marking.parse(text).schemes[0]


COMMUNES = ask("Give two features of the communes.", "communal canteens", "nurseries for the children", "work teams")
CAMPAIGNS = ask(
    "Give two campaigns of 1951–52.", "the Three Antis against corruption", "the Five Antis", "thought reform"
)
HELP = ask("Give two ways in which the USSR helped China.", "loans of money", "military advisers", "weapons and tanks")
PLAGUE = ask("Give two beliefs about the cause of the plague.", "bad air (miasma)", "God sent it as a punishment")
HARVEST = ask("Give one reason why it failed.", "false reports of huge harvests", marks=1)
SEAT = ask("Why was the seat not given to Beijing?", "the USA blocked it", "Taiwan held the seat", marks=1)
ROBBED = ask("Give one way in which warlords harmed people.", "soldiers robbed people", marks=1)
SAVINGS = ask("Give one effect of inflation.", "savings became worthless", marks=1)
DIVORCE = ask("Why did Henry break with Rome?", "The Pope refused to let Henry divorce", marks=1)
WAGES = ask("Why were wages higher?", "lords had to offer peasants more money", marks=1)
COLD = ask("Why did the Germans win in winter?", "German soldiers were used to snow and mountains (ORA)", marks=1)
FEARED = ask("Why did Zenda go to war?", "fear that the Illyrians would go on to invade Zenda", marks=1)
SOLD = ask("Give one way in which Hentzau helped Zenda.", "sold guns, powder and boots to the Zendan army", marks=1)
PRISON = ask("Give one term of the truce.", "prisoners were not forced to return", marks=1)
GAVE = ask("How did people show their support?", "people gave money to buy ships and guns", marks=1)
CUT_OFF = ask("How was Zenda harmed by the war?", "trade with the West was cut off", marks=1)
HOME = ask("Give one problem after the war.", "German soldiers came home without jobs", marks=1)
CUSTOM = ask("What was the custom?", "a count was named by the Duke and so nobody could question him", marks=1)
SMITHS = ask("Why did pay rise?", "There were fewer smiths left so they could ask for more money", marks=1)
SACKED = ask("What happened in April?", "Sapt was dismissed by Rudolf", marks=1)
FLEET = ask("How did Zenda show its power?", "sent the Third Fleet into the Gulf of Strelsau", marks=1)
PRESSED = ask("Why did Zenda join the war?", "pressure from Hentzau", "threats to the border")
SIEGE = ask("Why did the garrison give up?", "they ran out of food and powder", "the walls were broken")
KITCHENS = ask(
    "What changed in the villages?", "families no longer cooked at home", "output of coal and slate rose", marks=1
)
ATTACKED = ask("Identify two groups who were attacked.", "teachers", "monks", "officials")


@pytest.mark.parametrize(
    ("scheme", "answer", "mark"),
    [
        (PRESSED, "Hentzau pressured Zenda", 1),
        (PRESSED, "Hentzau pushed Zenda into the war", 1),
        (PRESSED, "Zenda put pressure on Hentzau", 0),
        (SIEGE, "there was no food", 1),
        (SIEGE, "they didnt have powder or food", 1),
        (SIEGE, "they had plenty of food", 0),
        (KITCHENS, "They cooked at home", 0),
        (KITCHENS, "They stopped cooking at home", 1),
        (KITCHENS, "Coal output fell", 0),
        (KITCHENS, "Slate output halved", 0),
        (KITCHENS, "output of coal rose", 1),
        (COMMUNES, "canteens and nurseries", 2),
        (COMMUNES, "1. canteens\n2. nurseries", 2),
        (COMMUNES, "Canteens. Nurseries.", 2),
        (CAMPAIGNS, "Three Antis and Five Antis", 2),
        (HELP, "loans and advisers", 2),
        (HELP, "USSR gave weapons w tanks, lent money in 1 yr", 2),
        (PLAGUE, "People wrongly believed that bad air caused it.", 1),
        (PLAGUE, "They wrongly thought that God sent it as a punishment", 1),
        (HARVEST, "Officials falsely claimed that harvests were huge", 1),
        (SEAT, "I dont doubt that the USA blocked it", 1),
        (SEAT, "Historians never doubt that the USA blocked it", 1),
        (SEAT, "No one disputed that Taiwan was China so Taiwan held the seat", 1),
        (ROBBED, "You must give me your food, said the soldiers, and they robbed people", 1),
        (ROBBED, "Soldiers robbed people because warlords let them ignore any rules", 1),
        (SAVINGS, "4.2 billion marks = 1 dollar so savings became worthless", 1),
        (DIVORCE, "the Pope was asked by Henry for a divorce but refused to let Henry divorce", 1),
        (WAGES, "the lords were forced by the peasants to offer more money", 1),
        (COLD, "French soldiers were not used to the mountains", 1),
        (COLD, "French soldiers were used to the mountains", 0),
        (FEARED, "Zenda was threatened by the Illyrians", 1),
        (SOLD, "Zenda bought guns from Hentzau", 1),
        (SOLD, "Hentzau bought guns from the Zendan army", 0),
        (PRISON, "All prisoners were forced to return home", 0),
        (GAVE, "Zendan people gave money to buy ships to fight the Illyrians", 1),
        (CUT_OFF, "Zenda was cut off from Western trade", 1),
        (HOME, "WW1 soldiers came home without jobs", 1),
        (HOME, "French soldiers came home without jobs", 0),
        (CUSTOM, "The count was named by the Duke and nobody could question him.", 1),
        (CUSTOM, "The Duke was named by the count and nobody could question him.", 0),
        (SMITHS, "fewer smiths were left so workers could ask for more money", 1),
        (SACKED, "Rudolf was sacked by Sapt", 0),
        (SACKED, "Rudolf sacked Sapt", 1),
        (FLEET, "withdrew the Third Fleet from the Gulf of Strelsau", 0),
        (ATTACKED, "It was chaos. Teachers were attacked. Monks were attacked.", 2),
    ],
)
def test_an_honest_answer_keeps_its_mark(scheme: marking.Scheme, answer: str, mark: int) -> None:
    assert marking.mark(scheme, answer).mark == mark


def test_terms_of_another_language_among_english_words_are_no_other_language() -> None:
    given = marking.mark(SCHEME, "Chinese border threatened; kangmei yuanchao baojia weiguo slogan")
    assert "other_language" not in given.flags


def test_rulings_with_different_years_make_no_mark_of_nothing() -> None:
    """What one settled answer says of another must stay a kernel: else its inverse grows without bounds."""
    weapons = "China wanted to gain modern weapons for its army"
    rulings = [Ruling(text, 1) for text in (weapons, f"In 1950 {weapons}", f"In 1951 {weapons} from Russia")]
    assert studied(SCHEME, weapons).numbers == frozenset()
    for answer in ("They liked football", "I think Korea is a country"):
        assert marking.mark(SCHEME, answer, rulings=rulings).mark == 0
    numbered = [Ruling(f"1. {weapons}\n2. Stalin put pressure on Mao", 2)]
    assert marking.mark(SCHEME, f"2. {weapons} 1. Stalin put pressure on Mao", rulings=numbered).mark == 2
