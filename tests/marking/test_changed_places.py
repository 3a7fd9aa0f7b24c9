"""Two things of a statement that changed places in an answer, what is denied as a whole, and fair answers that look so.

What is refused here was found with answers written by others to be wrong (decisions/0038).
"""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from questions.marking import mark, parse
from questions.marking.language.clauses import Clauses
from questions.marking.language.text import read as read_words
from tests.marking.test_banks import BANKS
from tests.marking.test_turned_schemes import given
from tests.marking.texts import read

PLATES = "The heavier oceanic Cocos plate is being pushed beneath the lighter continental Caribbean plate"
MINERS = "Many young Welsh miners were moving to England for work, which damaged the Welsh chapels"


def alone(point: str, answer: str, stem: str = "Explain it.") -> int:
    """The mark of an answer where this is the only acceptable one."""
    return mark(read("Acceptable answers include:", f"- {point}", marks=1, stem=stem), answer).mark


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (PLATES, "The lighter continental Caribbean plate is being pushed beneath the heavier oceanic Cocos plate"),
        (PLATES, "The Caribbean plate is oceanic and is being pushed beneath the continental Cocos plate"),
        (
            "The doctor decides the treatment and the nurse gives it",
            "The nurse decides the treatment and the doctor it",
        ),
        (
            "The early warning spotted enemy ships while they were far off so cruisers could be sent out to meet them",
            "The early warning spotted cruisers while they were far off so enemy ships could be sent out to meet them",
        ),
        ("Sugar passes from the leaf into the root cells", "Sugar passes out of the root cells into the leaf"),
    ],
)
def test_two_things_of_a_model_answer_that_changed_places_earn_nothing(point: str, answer: str) -> None:
    assert alone(point, point) == 1
    assert alone(point, answer) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (PLATES, "the Cocos plate, which is heavier, is pushed down beneath the lighter Caribbean plate"),
        (MINERS, "Welsh chapels were damaged as many young miners moved to England for work"),
    ],
)
def test_a_model_answer_told_in_another_order_earns_its_mark(point: str, answer: str) -> None:
    assert alone(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer", "others"),
    [
        ("Irish soldiers refused to fight for the English", "English soldiers refused to fight for the Irish", ()),
        ("To keep the ports safe from French shelling", "To keep the French safe from British shelling", ()),
        ("Elizabeth had Essex executed", "Essex had Elizabeth executed", ()),
        ("Elizabeth had Essex executed", "Essex's killing of Elizabeth", ()),
        ("The Danes burned the farms of the Saxons", "The Danes had their farms burned by the Saxons", ()),
        (
            "The Romans attacked her brothers",
            "her brothers were attacked by the Iceni, and the Romans fled",
            ("Iceni",),
        ),
        ("Stalin wanted to test Truman", "Truman wanted to test Churchill", ("Stalin met Truman",)),
        ("Home goods are not dearer than imports", "so that imports are not dearer than home goods", ()),
        ("To stop workers moving to the West", "to stop workers moving from the West to Poland", ()),
    ],
)
def test_another_who_does_it_or_has_it_done_earns_nothing(point: str, answer: str, others: tuple[str, ...]) -> None:
    assert given(point, point, *others) == 1
    assert given(point, answer, *others) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("France helped the American rebels against Britain", "the French sent an army to help the Americans"),
        ("Kings paid the raiders to leave", "the raiders were paid by the kings to leave"),
        ("MPs question the chancellor", "the chancellor answers the questions of MPs"),
        ("Scottish soldiers and Irish soldiers fought at Namur", "Scottish soldiers fought beside the Irish at Namur"),
    ],
)
def test_who_sends_pays_or_asks_is_known(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("He helped widows get pensions", "He never helped widows get pensions"),
        ("rats spread the sickness", "rats never brought the illness"),
        ("collected tolls without the consent of the towns", "never collected tolls without the consent of the towns"),
        ("to stop smugglers landing tea", "It is not true that smugglers were landing tea"),
        (
            "the villagers hated the abbot because he raised rents",
            "It is not true that they hated him as he raised rents",
        ),
        (
            "fewer weavers were left, so masters had to pay more",
            "It is not true that fewer weavers were left, so masters had to pay more",
        ),
    ],
)
def test_what_is_denied_as_a_whole_earns_nothing(point: str, answer: str) -> None:
    assert given(point, point) == 1
    assert given(point, answer) == 0


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("thousands of soldiers were killed", "thousands of soldiers never came home"),
        ("The army was limited to ten ships", "It could never again have an army of more than ten ships"),
        ("MPs can vote against the budget", "MPs can refuse to pass the budget"),
        ("removed by a vote of no confidence", "it can be removed through a confidence vote"),
        ("tried to arrest the bishops", "he failed to arrest the bishops"),
        ("A spy sent the captain a warning", "Without the warning a spy sent to the captain they would have sailed"),
        ("They had no vote on the tax", "No tax without a vote"),
    ],
)
def test_a_not_of_ones_own_is_no_denial(point: str, answer: str) -> None:
    assert given(point, answer) == 1


SCHOOLS = "Catholic children were given a worse education than Protestant children"
WAGES = "They were paid less than English miners"
PRESSURE = "The air is at a higher pressure in the pump than in the tyre"


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (SCHOOLS, "teachers for Catholic pupils were not as good as those for Protestants"),
        (SCHOOLS, "Protestant children had better schools than Catholic children"),
        (WAGES, "English miners earned much more than they did"),
        (WAGES, "he never earned as much as an English miner for the same work"),
        (PRESSURE, "the pressure in the tyre isn't as high as in the pump"),
        (PRESSURE, "the pressure in the pump isn't as low as in the tyre"),
    ],
)
def test_a_comparison_from_the_other_side_earns_its_mark(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (SCHOOLS, "Catholic children were given just as good an education as the Protestants"),
        (SCHOOLS, "Catholic children had better schools than Protestant children"),
        (WAGES, "English miners earned much less than they did"),
        ("The mark becomes stronger against other currencies", "other currencies become stronger against the mark"),
    ],
)
def test_a_comparison_turned_round_earns_nothing(point: str, answer: str) -> None:
    assert given(point, point) == 1
    assert given(point, answer) == 0


CHEROKEE = (
    "The US government forced the Cherokee to leave their land in Georgia for Indian Territory in the West, "
    "and thousands died on the way"
)
MISSILES = "The USA had found that the Soviet Union was placing missiles on Cuba within range of American cities"
FLIGHT = "Many skilled East Germans were fleeing to the West through Berlin, which damaged the East German economy"


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        (
            CHEROKEE,
            "Thousands of Cherokee died on the way to Indian Territory when the government made them leave Georgia",
        ),
        (
            CHEROKEE,
            "The Cherokee's land in Georgia was taken by the US government, which forced them to leave for Indian "
            "Territory; thousands died on the way",
        ),
        (MISSILES, "Kennedy found out the Russians were placing missiles on Cuba, within range of American cities"),
        (
            FLIGHT,
            "So many skilled East Germans had fled to the West via Berlin that East Germany's economy was damaged",
        ),
        (FLIGHT, "The East German economy was damaged by many skilled East Germans fleeing to the West through Berlin"),
        (
            "The government had taken land from the American-owned fruit company and given it to poor peasants",
            "Land was taken from the American owned fruit company by the government and given to poor peasants",
        ),
    ],
)
def test_a_model_answer_told_of_the_same_people_otherwise_earns_its_mark(point: str, answer: str) -> None:
    assert alone(point, answer, "Why did the USA do it?") == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("The government made the people pay a poll tax", "the government had people pay a poll tax"),
        ("The German army was limited to 100,000 men", "Germany had its army limited to 100,000 men"),
        ("Germany lost its colonies to the Allies", "Germany had its colonies taken by the Allies"),
        (
            "Japan defeated China in 1895 and took Taiwan from it",
            "China was beaten by Japan in 1895, which took Taiwan from it",
        ),
        ("Britain forced China to open its ports", "China had its ports opened by Britain"),
        ("MacArthur took no notice of the warnings / surprise", "MacArthur was taken by surprise"),
    ],
)
def test_who_has_or_suffers_something_is_known(point: str, answer: str) -> None:
    assert given(point, answer) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("Henry wanted a son / Catherine had not given him a son", "Henry never had a son with Catherine"),
        (
            "German workers went on strike / refused to work for the French",
            "German workers never worked for the French",
        ),
        ("White blood cells destroy bacteria", "Red blood cells never destroy bacteria but white blood cells do"),
        ("Valves stop blood from flowing back into the atria", "Without valves blood would flow back into the atria"),
        (
            "The Pope forgave Henry as he waited in the snow",
            "Without waiting in the snow Henry would not have been forgiven by the Pope",
        ),
        ("MPs can defeat the government in a vote", "MPs can vote against the government and defeat it"),
    ],
)
def test_what_is_denied_of_others_or_supposed_is_told(point: str, answer: str) -> None:
    assert given(point, answer) == 1


def test_what_is_denied_of_the_right_ones_and_told_of_others_earns_nothing() -> None:
    assert given("White blood cells destroy bacteria", "White blood cells never destroy bacteria, red ones do") == 0


def test_guilty_or_not_guilty_leaves_nothing_open() -> None:
    point = "The jury decides whether somebody is guilty and the judge decides the sentence"
    assert alone(point, "the jury decides if they are guilty or not guilty and the judge decides the sentence") == 1


def acts(text: str, verb: str) -> tuple[list[str], list[str]]:
    """Who does what is said by a verb, and to whom."""
    clauses = Clauses(read_words(text))
    at = next(i for i, word in enumerate(clauses.words) if word.text == verb)
    act = clauses.act(at)
    assert act is not None
    return [clauses.words[i].text for i in act.doers], [clauses.words[i].text for i in act.dones]


@pytest.mark.parametrize(
    ("text", "verb", "doer", "done"),
    [
        ("Henry had Anne Boleyn executed", "executed", "henry", "anne"),
        ("The farmers had their corn burned by the English", "burned", "english", "corn"),
        ("The plate is old and is being pushed down", "pushed", "", "plate"),
        ("The raiders were paid by the king to leave the coast", "leave", "raiders", "coast"),
    ],
)
def test_who_has_it_done_is_read(text: str, verb: str, doer: str, done: str) -> None:
    doers, dones = acts(text, verb)
    assert doers[:1] == ([doer] if doer else [])
    assert done in dones


def test_what_a_hyphen_joins_only_describes() -> None:
    clauses = Clauses(read_words("the Spanish-owned mines were closed and re-opened"))
    kinds = {word.text: kind for word, kind in zip(clauses.words, clauses.kinds, strict=True)}
    assert (kinds["owned"], kinds["closed"]) == ("N", "V")


MOST_TURNED = {"turned": {"exchanged": 118, "denied": 29}, "turned2": {"exchanged": 33, "denied": 11}}
"""Of 233 and 158 answers, and of 127 and 98 that no rule was made for."""


@pytest.mark.parametrize("name", MOST_TURNED)
def test_credit_for_what_is_turned_near_the_schemes_words_does_not_grow(name: str) -> None:
    credited: Counter[str] = Counter()
    with (BANKS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            path = BANKS / row["bank"] / f"{row['question']}.scheme.txt"
            scheme = parse(path.read_text(encoding="utf-8")).schemes[0]
            credited[row["kind"]] += mark(scheme, row["answer"]).mark > 0
    assert {kind: credited[kind] for kind, most in MOST_TURNED[name].items() if credited[kind] > most} == {}
