"""What an essay's reasons quote: whole statements and names, and what a link brings instead of the link."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from questions import marking
from questions.marking import Marking, Scheme

pytestmark = pytest.mark.marking

SAMPLES = Path(__file__).parents[2] / "questions" / "samples"


@cache
def scheme_of(name: str, number: int) -> Scheme:
    schemes = marking.parse((SAMPLES / f"{name}.txt").read_text()).schemes
    return next(scheme for scheme in schemes if scheme.number == number)


def marked(name: str, number: int, answer: str) -> Marking:
    return marking.mark(scheme_of(name, number), answer)


def reasons(name: str, number: int, answer: str) -> list[str]:
    """The reasons of the credited points, in the order of the scheme."""
    return [point.reason for point in marked(name, number, answer).points if point.credited]


CAMPAIGNS = (
    "There was also the Resist America, Aid Korea campaign, which made people feel patriotic and so they supported the "
    "Party. The Three Antis and Five Antis campaigns meant that businessmen had to pay fines and so the Party "
    "controlled business."
)
MARRIAGE = (
    "Peasants got land from the landlords because of the Agrarian Reform Law of 1950 so they did not have to pay rent. "
    "Women could get divorced because of the Marriage Law of 1950 which meant they were not forced to marry."
)


@pytest.mark.parametrize(
    ("name", "number", "answer", "explained"),
    [
        (
            "china-1953-1962",
            4,
            "Peasants were making steel in backyard furnaces so nobody brought the crops in.",
            "“Peasants were making steel in backyard furnaces” makes this point. "
            "“so nobody brought the crops in” explains it.",
        ),
        (
            "china-1953-1962",
            4,
            "The sparrows were killed and so insects ate the crops.",
            "“The sparrows were killed” makes this point. “so insects ate the crops” explains it.",
        ),
        (
            "china-1966-1976",
            3,
            "After the Great Leap Forward failed he had to step back and Liu Shaoqi and Deng Xiaoping ran the country.",
            "“Liu Shaoqi and Deng Xiaoping ran the country” makes this point. "
            "“After the Great Leap Forward failed he had to step back” explains it.",
        ),
        (
            "korean-war",
            2,
            "China had fought the Americans to a standstill, which meant other communist countries admired it.",
            "“China had fought the Americans to a standstill” makes this point. "
            "“which meant other communist countries admired it” explains it.",
        ),
    ],
)
def test_what_a_link_brings_explains_a_point_and_not_the_link(
    name: str, number: int, answer: str, explained: str
) -> None:
    (reason,) = reasons(name, number, answer)
    assert reason.startswith(explained)


def test_words_that_say_a_point_and_explain_it_at_once_are_quoted_once() -> None:
    (reason,) = reasons("korean-war", 11, "Because Kim Il Sung was losing and asked Mao for help, China sent soldiers.")
    assert reason.count("“Because Kim Il Sung was losing and asked Mao for help”") == 1
    assert "makes this point and explains it" in reason


@pytest.mark.parametrize(
    ("name", "number", "answer", "support"),
    [
        (
            "korean-war",
            11,
            "Mao wanted to help Kim Il Sung because he was a communist too and had helped Mao in the civil war.",
            "Kim Il Sung",
        ),
        ("korean-war", 12, CAMPAIGNS, "Five Antis"),
        ("china-1945-1953", 4, MARRIAGE, "Agrarian Reform Law of 1950"),
    ],
)
def test_a_name_supports_in_full(name: str, number: int, answer: str, support: str) -> None:
    given = marked(name, number, answer)
    assert any(f"“{support}” supports it" in point.reason for point in given.points)
    assert support in {answer[start:end] for point in given.points for start, end in point.support}


@pytest.mark.parametrize(
    ("name", "number", "answer", "statement"),
    [
        ("korean-war", 12, CAMPAIGNS, "the Resist America, Aid Korea campaign"),
        (
            "korean-war",
            12,
            CAMPAIGNS,
            "The Three Antis and Five Antis campaigns meant that businessmen had to pay fines",
        ),
        ("china-1945-1953", 4, MARRIAGE, "Women could get divorced"),
        ("korean-war", 11, "It was not because of Stalin. It was because of America.", "It was because of America"),
        ("korean-war", 11, "Threat to security, loyalty to North Korea, Stalin, Mao's ambition", "Mao's ambition"),
        (
            "korean-war",
            2,
            "Then China joined in October 1950 and pushed the UN back.",
            "China joined in October 1950 and pushed the UN back",
        ),
        (
            "china-1953-1962",
            4,
            "Sparrows, rats, flies and mosquitoes were killed in the Four Pests campaign.",
            "Sparrows, rats, flies and mosquitoes were killed in the Four Pests campaign",
        ),
    ],
)
def test_a_quotation_begins_with_who_or_what_it_tells_of(name: str, number: int, answer: str, statement: str) -> None:
    assert any(reason.startswith(f"“{statement}” makes this point.") for reason in reasons(name, number, answer))


def test_a_name_that_stands_there_is_never_said_to_be_missing() -> None:
    given = marked("china-1945-1953", 4, MARRIAGE)
    assert "“Marriage Law of 1950” is part of the point itself: a further exact name" in given.points[2].reason
    assert given.next_step == (
        "Your point 3, “Women could get divorced”, is explained. “Marriage Law of 1950” is part of the point itself: "
        "add a further exact name, date, place or figure."
    )
    bare = marked(
        "china-1953-1962", 4, "Peasants were making steel in backyard furnaces so nobody brought the crops in."
    )
    assert "An exact name, date or figure would support it." in bare.points[1].reason


def test_the_name_of_a_country_is_no_exact_name() -> None:
    (reason,) = reasons(
        "china-1953-1962", 4, "China sold grain abroad to pay Russia back which meant there was less food."
    )
    assert reason.endswith("“Russia” alone does not prove it: an exact name, date or figure would support it.")


def test_a_detail_that_supports_another_point_is_told_so() -> None:
    answer = (
        "The Three Antis of 1951 made officials afraid, so they obeyed. Missionaries were driven out in 1951, so "
        "nobody heard Western ideas any more."
    )
    given = marked("korean-war", 12, answer)
    assert "“1951” supports point 3 already: a further exact name" in given.points[3].reason


def test_points_are_called_by_the_numbers_of_their_ticks() -> None:
    answer = (
        "In the campaign against counter revolutionaries thousands of people were executed, so nobody dared to oppose "
        f"the Party. {CAMPAIGNS}"
    )
    given = marked("korean-war", 12, answer)
    assert [point.point for point in given.points if point.credited] == [0, 1, 2]
    assert given.next_step.startswith("Your point 2, “In the campaign against counter revolutionaries thousands")


@pytest.mark.parametrize(
    ("name", "number", "answer", "told"),
    [
        ("china-1966-1976", 3, "He wanted power.", "gives a reason but does not explain it."),
        ("korean-war", 15, "Also Nixon wanted to get out of Vietnam.", "gives a reason but does not explain it."),
        ("korean-war", 15, "They played ping pong.", "is named, but you do not say yet how it helps to explain why"),
        ("korean-war", 12, "He stood up to America.", "is named, but you do not say yet how it helped the Communist"),
    ],
)
def test_a_reason_is_not_called_an_event(name: str, number: int, answer: str, told: str) -> None:
    assert told in marked(name, number, answer).next_step


RED_GUARDS = (
    "Mao launched the Cultural Revolution in 1966. The Red Guards went round and attacked teachers. They burned books. "
    "They went to Beijing to see Mao. Then the army stopped them and they went to the countryside."
)
WAR = (
    "The Americans were fighting the Chinese in Korea. The Chinese had lots of soldiers. Lots of people died. Mao's "
    "son was killed. The war ended in 1953."
)
PADDING = (
    "The Korean war changed China's international position a lot. It was a very important war and it changed the "
    "position of China in the world in many ways. China was in a different position after the war than it was before "
    "the war. This was because of the war."
)


@pytest.mark.parametrize(("name", "number", "answer"), [("china-1966-1976", 3, RED_GUARDS), ("korean-war", 12, WAR)])
def test_an_answer_that_tells_events_is_no_general_talk(name: str, number: int, answer: str) -> None:
    given = marked(name, number, answer)
    assert (given.mark, given.flags) == (1, ("narrative",))
    assert given.next_step.startswith("Take one of the things you mention and say how")


def test_who_names_nothing_is_not_told_to_take_what_is_named() -> None:
    given = marked("korean-war", 2, PADDING)
    assert (given.mark, "general" in given.flags) == (1, True)
    assert given.next_step == (
        "Name one particular thing that happened or was done, and say how it changed China's international position."
    )


def test_a_refused_point_quotes_the_words_with_what_denies_them() -> None:
    given = marked("korean-war", 11, "It was not because of Stalin. It was because of America.")
    assert given.points[2].reason == (
        "This is read as saying that it is not so, or the opposite: “It was not because of Stalin”."
    )
    assert marking.is_near_miss(given.points[2].reason)


@pytest.mark.parametrize(
    ("answer", "above"),
    [
        ("They played ping pong.", "Level 2 takes one point explained or three points named."),
        (
            "There was fighting on the Ussuri river which made China scared of a Soviet attack so it needed a friend.",
            "Level 3 takes two points explained, one of them with exact support.",
        ),
    ],
)
def test_below_the_top_it_is_said_what_the_next_level_takes(answer: str, above: str) -> None:
    assert marked("korean-war", 15, answer).why.endswith(above)


@pytest.mark.parametrize(
    ("name", "number", "answer", "quoted"),
    [
        (
            "china-1911-1928",
            4,
            "Japan made the Twenty-One Demands in 1915, and because Yuan had to accept most of them people hated him.",
            "“Twenty-One Demands” supports it",
        ),
        (
            "korean-war",
            15,
            "zhou enlai and kisinger met in secret and got on well so they started to trust each other.",
            "“zhou enlai” is part of the point itself",
        ),
        (
            "korean-war",
            15,
            "In March 1969 Soviet and Chinese soldiers fought on the river, so Mao feared Moscow more than Washington.",
            "“March 1969” supports it",
        ),
        (
            "china-1945-1953",
            4,
            "Businessmen had to pay big fines in the five antis so the Party took their money.",
            "“five antis” supports it",
        ),
    ],
)
def test_a_name_is_quoted_whole_with_its_hyphens_in_small_letters_and_with_its_date(
    name: str, number: int, answer: str, quoted: str
) -> None:
    assert any(quoted in reason for reason in reasons(name, number, answer))


@pytest.mark.parametrize(
    ("number", "answer", "quoted"),
    [
        (
            2,
            "China had fought the USA to a standstill and therefore the USA (Eisenhower, Dulles) built SEATO in 1954.",
            "“therefore the USA (Eisenhower, Dulles) built SEATO in 1954” explains it",
        ),
        (
            2,
            "China had stood up to America and became a model (Vietnam, Algeria) for others.",
            "“China had stood up to America and became a model (Vietnam, Algeria)” makes this point",
        ),
        (
            2,
            "China had fought the Americans to a standstill, so this shows that China was “strong”.",
            "“this shows that China was ‘strong’” makes this point",
        ),
    ],
)
def test_brackets_and_quotations_are_quoted_to_their_end(number: int, answer: str, quoted: str) -> None:
    assert any(quoted in reason for reason in reasons("korean-war", number, answer))


@pytest.mark.parametrize(
    ("name", "number", "answer", "statement"),
    [
        (
            "china-1966-1976",
            4,
            "Liu Shaoqi was thrown out and died in prison in 1969, and Deng was sent to a tractor factory, so China "
            "lost its most experienced leaders.",
            "Liu Shaoqi was thrown out and died in prison in 1969, and Deng was sent …",
        ),
        (
            "china-1966-1976",
            3,
            "That is why he turned to the young, who had known no struggle.",
            "That is why he turned to the young, who had known no struggle",
        ),
        (
            "china-1927-1945",
            4,
            "Moscow's men were blamed for the defeats, so Mao took control of the army and from then on the Party "
            "followed his ideas about peasants and guerrilla war instead of Moscow's.",
            "from then on the Party followed his ideas about peasants",
        ),
        (
            "china-1927-1945",
            5,
            "Their sons were dragged off as soldiers and grain was taken from them even in the Henan famine of 1942, "
            "so they hated the Nationalists.",
            "Their sons were dragged off as soldiers and grain was taken from them even …",
        ),
    ],
)
def test_a_statement_without_a_subject_is_quoted_from_the_head(
    name: str, number: int, answer: str, statement: str
) -> None:
    assert any(reason.startswith(f"“{statement}” makes this point") for reason in reasons(name, number, answer))
