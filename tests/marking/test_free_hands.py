"""What essays in words of their own showed: links, openings, figures and copied questions (decisions/0030)."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.marking import Marking, mark, parse
from questions.marking.compiled import compiled
from questions.marking.essays.arguments import _is_numbered
from questions.marking.essays.links import links
from questions.marking.guards.checks import is_dated
from questions.marking.language.text import read
from tests.marking.test_levels_bank import scheme_of

pytestmark = pytest.mark.marking

AGENTS = (
    "There were only about 1500 agents at the start for a country thousands of miles across, and they got paid very "
    "little. It was impossible to search every truck. So most of the alcohol was never found."
)


def links_in(text: str) -> list[str]:
    """The links of an answer to the question on Prohibition."""
    ready = compiled(scheme_of("prohibition"))
    reading = read(text, ready.concepts)
    return [text[slice(*link.span)] for link in links(ready, reading, [0] * len(reading.words), frozenset())]


def stages(given: Marking) -> list[str]:
    return [point.stage for point in given.points if point.credited]


def test_a_figure_that_counts_something_puts_no_answer_into_another_age() -> None:
    given = mark(scheme_of("prohibition"), AGENTS)
    assert given.mark >= 3
    assert "off_question" not in given.flags


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("The police took money from the gangs. That's why the bars stayed open all night.", "That's why"),
        ("With so few men to enforce it, cellars and back rooms sold gin every night.", "With so few"),
        ("With no money for boats, the coastguard caught hardly any of the ships.", "With no"),
        ("Since doctors and priests could still order whisky, anybody could find a bottle.", "Since"),
    ],
)
def test_ties_a_cause_to_what_follows(text: str, link: str) -> None:
    assert link in links_in(text)


def test_a_since_that_tells_the_time_ties_nothing() -> None:
    assert links_in("Since the war and the strikes, beer was sold again.") == []


def test_who_copies_the_question_and_names_points_gets_these() -> None:
    scheme = scheme_of("vagrants")
    assert scheme.stem.startswith("Explain why the number of poor people grew")
    copied = mark(scheme, scheme.stem)
    assert copied.mark == 0
    assert "copied_question" in copied.flags
    said = "The number of poor people grew in England because of rising prices. It also grew because of bad harvests."
    assert 1 <= mark(scheme, f"{scheme.stem} {said}").mark <= 2


def test_a_long_answer_with_few_links_that_argues_is_no_story() -> None:
    said = (
        "By 1932 thirteen million Americans were out of work. Breweries would put men back into jobs at once and the "
        "government could tax every bottle. It seemed mad to spend money on chasing drinkers. That is why Roosevelt "
        "promised to end it. Selling liquor was in the hands of gangs that fought each other. Hundreds were shot in "
        "Chicago. After the massacre of 1929 people began to feel that the law was to blame."
    )
    given = mark(scheme_of("prohibition"), said)
    assert "narrative" not in given.flags
    assert given.mark >= 3


def test_one_change_and_the_other_are_arguments_of_their_own() -> None:
    """The explanation of the second change is not given to the first."""
    said = (
        "One change was that food was rationed, so people queued for hours and went hungry. "
        "The other change was that bombs made thousands of families homeless."
    )
    given = mark(scheme_of("reich"), said)
    assert stages(given) == ["explained", "identified"]


def test_a_second_reason_takes_no_explanation_from_the_first() -> None:
    """The first is nearer to the second's point than to its own until that is said plainly."""
    text = (Path(__file__).parents[2] / "questions" / "samples" / "china-1953-1962.txt").read_text(encoding="utf-8")
    scheme = next(scheme for scheme in parse(text).schemes if "starved" in scheme.stem)
    first = (
        "Officials lied about the harvest and said it was much bigger than it was, so the state took too much grain "
        "from the villages and the peasants were left with nothing to eat."
    )
    second = "peasants were making steel in back yard furnaces, so no one was in the fields to bring in the crops."
    assert mark(scheme, first).mark == 3
    for join in (" It was also because ", "\n\nAnother reason is that "):
        given = mark(scheme, f"{first}{join}{second}")
        assert stages(given) == ["explained", "explained"]
        assert given.mark == 4


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("It rained. One change was that food ran out.", True),
        ("It rained. One of the main reasons was the tax.", False),
        ("It rained. No one trusted the new government.", False),
        ("It rained. One example of this is the Kapp Putsch.", False),
    ],
)
def test_what_opens_an_argument(text: str, opens: bool) -> None:
    assert _is_numbered(text.lower().split(". ")[1].split()) == opens


def test_a_country_with_no_coal_explains_nothing_by_that() -> None:
    assert not any(
        link.lower().startswith("with") for link in links_in("Gangs drove into a country with no border guards at all.")
    )


def test_a_year_behind_a_month_or_of_is_a_year() -> None:
    for text in ("the July 1932 elections", "the crash of 1929 causes unemployment", "the Liberal 1906 reforms"):
        words = read(text).words
        assert any(is_dated(words, i) for i in range(len(words))), text


BOOM = parse("""
Question 1 (6 marks)
Explain why the economy of Zenda boomed in the 1920s.

Mark scheme:
1–2 marks: Makes simple statements.
3–4 marks: Explains one reason or identifies several.
5–6 marks: Explains two or more reasons with exact knowledge.
Indicative content:
- mills turned out cloth more quickly and cheaply / the price of a coat fell from 80 crowns in 1908 to under 30
- customers could buy straight away and pay in instalments / easy credit
- the Coronation Act of 1922 made goods from abroad more expensive / tariffs protected the mills
- advertising persuaded people to spend / posters, radio commercials and catalogues
""").schemes[0]


@pytest.mark.parametrize(
    "text",
    [
        "By 1929 three in four coats were bought on credit, so people who had never saved could have one and the shops "
        "were always full.",
        "Credit meant that people could pay bit by bit, so even the poor bought coats. That had an effect on the mills "
        "too.\n\nIt had a knock-on effect. Since the mills sold more, they took on more hands, who had money to spend.",
    ],
)
def test_an_answer_from_the_decade_that_is_asked_about_is_no_other_story(text: str) -> None:
    given = mark(BOOM, text)
    assert given.mark >= 3
    assert "off_question" not in given.flags


def test_one_wrong_year_puts_no_answer_into_another_story() -> None:
    wrong = (
        "In 1875 shops began to sell on credit, so customers could pay in instalments and even the poor could have a "
        "new coat."
    )
    given = mark(BOOM, wrong)
    assert given.mark >= 3
    assert "off_question" not in given.flags
    elsewhere = mark(BOOM, "In 1875 the miners of Strelsau began to strike because of an accident in a flooded pit.")
    assert elsewhere.mark <= 1


@pytest.mark.parametrize("sign", ["{}. ", "- ", "{}) "])
def test_a_list_of_points_is_no_story(sign: str) -> None:
    points = (
        "cloth was made cheaply by the mills",
        "people could buy on easy credit",
        "tariffs protected the mills",
        "there were posters and catalogues",
        "the war was over",
        "there was a new king",
    )
    given = mark(BOOM, "\n".join(sign.format(number) + point for number, point in enumerate(points, 1)))
    assert given.mark == 3
    assert "narrative" not in given.flags
    assert "list" in given.flags


def test_a_name_with_a_letter_is_a_keyword_too() -> None:
    given = mark(BOOM, "Mills, Plan B, instalments, catalogues, tariffs, coats, ads!!")
    assert given.mark == 0
    assert "keywords" in given.flags
