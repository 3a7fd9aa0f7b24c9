"""Placement in levels of any number and width, and what single answers show of stages, links and support."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.marking import FLAGS, Level, Needs, Scheme, mark, parse
from questions.marking.essays.level_reasons import asked
from questions.marking.essays.levels import default_needs, meets, place
from tests.marking.test_levels_bank import NAMES, essays_of, marked, scheme_of

SAMPLES = Path(__file__).parents[2] / "questions" / "samples"

pytestmark = pytest.mark.marking

THREE = tuple(Level(n, low, low + 1, f"descriptor {n}") for n, low in ((1, 1), (2, 3), (3, 5)))
FOUR = tuple(Level(n, low, low + 2, f"descriptor {n}") for n, low in ((1, 1), (2, 4), (3, 7), (4, 10)))
SINGLE = tuple(Level(n, n, n, f"descriptor {n}") for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("have", "expected"),
    [
        (Needs(0, 0, 0), 0),
        (Needs(1, 0, 0), 1),
        (Needs(2, 0, 0), 2),
        (Needs(3, 0, 0), 3),
        (Needs(7, 0, 0), 3),
        (Needs(1, 1, 0), 3),
        (Needs(1, 1, 1), 3),
        (Needs(3, 1, 1), 4),
        (Needs(2, 2, 0), 4),
        (Needs(2, 2, 1), 5),
        (Needs(2, 2, 2), 6),
        (Needs(4, 3, 3), 6),
    ],
)
def test_three_levels_of_two_marks(have: Needs, expected: int) -> None:
    assert place(THREE, have)[1] == expected


def test_a_second_point_with_a_single_detail_stays_at_the_lower_end() -> None:
    assert place(THREE, Needs(2, 2, 2), rich=False)[1] == 5


@pytest.mark.parametrize(
    ("have", "level"), [(Needs(1, 0, 0), 1), (Needs(1, 1, 0), 2), (Needs(2, 2, 1), 3), (Needs(3, 3, 2), 4)]
)
def test_four_levels_of_three_marks(have: Needs, level: int) -> None:
    placed, given_mark = place(FOUR, have)
    assert placed is not None
    assert placed.number == level
    assert placed.low <= given_mark <= placed.high


@pytest.mark.parametrize(("have", "expected"), [(Needs(2, 0, 0), 1), (Needs(1, 1, 1), 2), (Needs(2, 2, 1), 3)])
def test_levels_of_a_single_mark(have: Needs, expected: int) -> None:
    assert place(SINGLE, have)[1] == expected


def test_the_author_s_needs_take_the_place_of_the_default() -> None:
    levels = (*THREE[:2], Level(3, 5, 6, "descriptor 3", Needs(identified=3, explained=3, supported=2)))
    assert place(levels, Needs(2, 2, 2))[1] == 4
    assert place(levels, Needs(3, 3, 2))[1] == 5
    assert place(levels, Needs(3, 3, 3))[1] == 6


bands = st.lists(st.integers(1, 4), min_size=1, max_size=6).map(
    lambda widths: tuple(
        Level(i + 1, sum(widths[:i]) + 1, sum(widths[: i + 1]), f"descriptor {i + 1}") for i in range(len(widths))
    )
)


@st.composite
def stages(draw: st.DrawFn) -> Needs:
    identified = draw(st.integers(0, 9))
    explained = draw(st.integers(0, identified))
    return Needs(identified, explained, draw(st.integers(0, explained)))


@given(bands, stages(), st.integers(0, 2), st.booleans())
def test_more_never_earns_less(levels: tuple[Level, ...], have: Needs, what: int, rich: bool) -> None:
    """One point more, one more explained or one more supported never lowers the mark, whatever the bands."""
    more = (
        Needs(have.identified + 1, have.explained, have.supported),
        Needs(max(have.identified, have.explained + 1), have.explained + 1, have.supported),
        Needs(max(have.identified, have.supported + 1), max(have.explained, have.supported + 1), have.supported + 1),
    )[what]
    level, earned = place(levels, have, rich=rich)
    assert place(levels, more, rich=rich)[1] >= earned
    assert (level is None) == (earned == 0) == (have.identified == 0)
    if level is not None:
        assert level.low <= earned <= level.high
        assert any(meets(have, need) for need in default_needs(levels)[level.number - 1])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.text(max_size=400))
def test_any_text_is_marked(name: str, text: str) -> None:
    scheme = scheme_of(name)
    result = mark(scheme, text)
    assert 0 <= result.mark <= scheme.marks
    assert 0.0 <= result.confidence <= 1.0
    assert set(result.flags) <= FLAGS.keys()
    assert result.why
    assert result.next_step


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_sentences_in_any_order_are_marked(name: str, data: st.DataObject) -> None:
    sentences = [part for essay in essays_of(name)[:12] for part in essay.answer.split(". ")]
    chosen = data.draw(st.lists(st.sampled_from(sentences), max_size=12))
    text = ". ".join(chosen)
    result = mark(scheme_of(name), text)
    for point in result.points:
        for start, end in (*point.evidence, *point.link, *point.support):
            assert 0 <= start < end <= len(text)


def great_leap() -> Scheme:
    return scheme_of("great-leap")


def test_stages_show_the_link_and_the_detail() -> None:
    answer = "Peng Dehuai was sacked at Lushan in 1959, so nobody else dared to criticise Mao and the mistakes went on."
    result = mark(great_leap(), answer)
    point = next(point for point in result.points if point.credited)
    assert point.stage == "supported"
    assert "so" in [answer[a:b] for a, b in point.link]
    support = " ".join(answer[a:b] for a, b in point.support)
    assert "Lushan" in support
    assert "1959" in support


def test_a_wrong_year_supports_nothing_and_is_flagged() -> None:
    right = "The Soviet experts were called home in 1960, so dams and factories were left half finished."
    assert [point.stage for point in mark(great_leap(), right).points if point.credited] == ["supported"]
    wrong = mark(great_leap(), right.replace("1960", "1945"))
    assert [point.stage for point in wrong.points if point.credited] == ["explained"]
    assert "wrong_support" in wrong.flags
    assert "1945" in wrong.next_step


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("great-leap", "Peng Dehuai was sacked at Lushan, so nobody else dared to criticise Mao.", "Zhou Enlai"),
        ("intervention", "It feared that MacArthur would carry the war into Manchuria, so it struck first.", "Patton"),
        ("thaw", "They fought on the Ussuri River, so China feared a Soviet attack and needed a friend.", "Rhine"),
        ("hitler", "Papen and Hindenburg thought that they could control him, so they let him in.", "Goering"),
    ],
)
def test_a_wrong_name_in_the_place_of_the_right_one_supports_nothing_and_is_flagged(
    question: str, right: str, wrong: str
) -> None:
    name = next(word for word in ("Peng Dehuai", "MacArthur", "Ussuri", "Papen") if word in right)
    assert "wrong_support" not in mark(scheme_of(question), right).flags
    given = mark(scheme_of(question), right.replace(name, wrong))
    assert "wrong_support" in given.flags
    assert all(wrong not in right.replace(name, wrong)[a:b] for point in given.points for a, b in point.support)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("great-leap", "Liu Shaoqi later said that the Leap was a disaster, because the steel was useless."),
        ("intervention", "Truman had sent the Seventh Fleet, so Mao feared that America meant to overthrow him."),
        ("intervention", "Lin Biao feared that MacArthur would carry the war into Manchuria, so he was against it."),
        ("thaw", "Brezhnev's army fought on Zhenbao Island in the Ussuri River, so China feared an attack."),
        ("hitler", "Papen, Hindenburg and Hugenberg thought that they could control him, so they let him in."),
    ],
)
def test_a_name_that_the_scheme_lacks_is_not_wrong(question: str, answer: str) -> None:
    assert "wrong_support" not in mark(scheme_of(question), answer).flags


def test_no_good_essay_of_the_bank_is_told_that_a_name_or_year_is_wrong() -> None:
    flagged = [
        essay.id
        for name in NAMES
        for essay, given_marking in zip(essays_of(name), marked(name), strict=True)
        if "wrong_support" in given_marking.flags and essay.kind not in ("wrong_support", "off_question")
    ]
    assert not flagged


def test_answering_the_question_is_not_yet_an_explanation() -> None:
    named = mark(great_leap(), "It failed because the weather was bad.")
    assert [point.stage for point in named.points if point.credited] == ["identified"]
    explained = mark(great_leap(), "The weather was bad, so crops were ruined by floods and peasants starved.")
    assert [point.stage for point in explained.points if point.credited] == ["explained"]


@pytest.mark.parametrize(
    ("answer", "flag", "most"),
    [
        ("furnaces, sparrows, communes, Lushan, Peng, drought", "keywords", 0),
        ("Some explanation of why it failed; one reason explained, or several identified.", "copied_descriptor", 0),
        ("The Cultural Revolution began because Mao wanted power back, so he called on students.", "off_question", 0),
        ("The steel was useless. Officials gave false reports of the harvest. The weather was bad.", "list", 3),
    ],
)
def test_traps_are_named(answer: str, flag: str, most: int) -> None:
    result = mark(great_leap(), answer)
    assert flag in result.flags
    assert result.mark <= most


def test_the_next_step_speaks_of_the_student_s_own_point() -> None:
    result = mark(great_leap(), "The steel from the backyard furnaces was useless.")
    assert result.next_step.startswith("Your point 1, “The steel from the backyard furnaces was useless”, is named")
    assert "why the Great Leap Forward failed" in result.next_step
    assert "sparrows" not in result.next_step


def test_an_argument_that_the_scheme_lacks_is_left_to_a_teacher() -> None:
    answer = (
        "The railways were blocked with coal wagons for the towns. Because of that engines broke down, trains stood "
        "still for weeks, and therefore whole provinces had no medicine or salt."
    )
    result = mark(great_leap(), answer)
    assert "unlisted" in result.flags or result.confidence < 0.7


FLOODS = """Question 1 (6 marks)
Explain why floods do more harm in some valleys than in others.

Mark scheme:
Level 1 (1–2 marks): Simple statements about floods.
Level 2 (3–4 marks): Explains one reason, or names several.
Level 3 (5–6 marks): Explains two reasons with examples.
Indicative content:
- forests on the slopes / trees take up rain / bare hillsides shed water
- flood walls and dams / embankments keep the river in
- warning of people / sirens and text messages / rich countries forecast better
- houses on low ground / towns built on the flood plain
"""


@pytest.mark.parametrize(
    "answer",
    [
        "It happens in some countries and in other countries it is much better.",
        "There are several countries and people, and it is different for each of them.",
    ],
)
def test_words_that_fit_anywhere_name_no_point(answer: str) -> None:
    assert not any(point.credited for point in mark(parse(FLOODS).schemes[0], answer).points)


def test_a_paragraph_s_short_first_sentence_names_what_the_rest_explains() -> None:
    named = "The biggest reason has got to be the forests."
    rest = "So when a storm comes nothing holds it back and the whole lot pours down on the farms below in an hour."
    assert stages_of(FLOODS, named) == {0: "identified"}
    assert stages_of(FLOODS, f"{named} {rest}") == {0: "explained"}


def stages_of(text: str, answer: str) -> dict[int, str]:
    return {point.point: point.stage for point in mark(parse(text).schemes[0], answer).points if point.credited}


def test_talk_round_a_bare_statement_does_not_explain_it() -> None:
    answer = (
        "Some causes were more important than others but nobody can really separate them. Each stage led to the next "
        "one over a long period. Towns were built on the flood plain. If you look at the whole period you would see "
        "that things were going one way. Therefore a range of factors came together and it passed out of their hands."
    )
    assert stages_of(FLOODS, answer) == {3: "identified"}


def test_what_the_writer_feels_explains_nothing() -> None:
    answer = "Towns were built on the flood plain. I think it was cruel of them, because there was plenty of money."
    assert stages_of(FLOODS, answer) == {3: "identified"}


def test_a_judgement_that_the_writer_only_reports_silences_no_explanation() -> None:
    answer = (
        "i think its because they cut the forests down and that made the water run straight off the bare hillsides so "
        "the river burst its banks and everyone said it was wrong"
    )
    assert stages_of(FLOODS, answer) == {0: "explained"}


def test_what_is_said_to_be_no_cause_is_no_point() -> None:
    answer = "Bare hillsides without trees were not the reason for the floods. Towns were built on the flood plain."
    assert stages_of(FLOODS, answer) == {3: "identified"}
    assert set(stages_of(FLOODS, answer.replace("were not", "were"))) == {0, 3}


def test_a_year_is_wrong_for_what_stands_beside_it_in_the_scheme() -> None:
    """The scheme has "with its fleet and the treaty of 1954"."""
    bank = parse((SAMPLES / "korean-war.txt").read_text(encoding="utf-8"))
    protected = "protected Taiwan, so China could not take the island."
    assert "wrong_support" not in mark(bank.schemes[1], f"From June 1950 the American fleet {protected}").flags
    assert "wrong_support" in mark(bank.schemes[1], f"The treaty of 1950 {protected}").flags


@pytest.mark.parametrize(
    ("number", "answer"),
    [
        (2, "The Korean War did not give China prestige. It did not cause American hostility."),
        (2, "The Americans did not become hostile to China and there was no trade embargo."),
        (2, "It was not because of prestige."),
        (11, "China did not intervene because of UN troops near the Yalu. It was not because of Stalin."),
    ],
)
def test_what_is_denied_is_no_point(number: int, answer: str) -> None:
    bank = parse((SAMPLES / "korean-war.txt").read_text(encoding="utf-8"))
    scheme = next(scheme for scheme in bank.schemes if scheme.number == number)
    given = mark(scheme, answer)
    assert not [point for point in given.points if point.credited]
    assert given.mark <= 1


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        (
            "The Long March was when the communists walked 6000 miles to get away from Chiang. They crossed rivers and "
            "mountains and it took a year and loads of them died.",
            1,
        ),
        ("The Long March was long and communist.", 0),
        ("idk lol", 0),
    ],
)
def test_an_honest_account_beside_the_points_is_worth_a_mark(answer: str, given: int) -> None:
    bank = parse((SAMPLES / "china-1927-1945.txt").read_text(encoding="utf-8"))
    assert mark(next(scheme for scheme in bank.schemes if scheme.number == 4), answer).mark == given


def test_what_would_follow_from_an_if_is_an_explanation() -> None:
    answer = "Sirens and text messages warn people. If there was a siren the farmers could drive their cows uphill."
    assert stages_of(FLOODS, answer) == {2: "explained"}


def test_an_argument_that_the_scheme_lacks_does_not_explain_the_next_point() -> None:
    answer = (
        "Insurance firms refused to sell policies to farmers, so nobody could afford new machines or seed afterwards. "
        "Towns were also built on the flood plain."
    )
    assert stages_of(FLOODS, answer) == {3: "identified"}


def test_bands_of_an_unusual_scheme_from_notation() -> None:
    text = """Question 1 (4 marks)
Explain why the plan failed.

Mark scheme:
Level 1 (1 mark): States a reason.
Level 2 (2–3 marks): Explains a reason.
Level 3 (4 marks): Explains two.
Level 3 needs: 2 explained
Indicative content:
- bad weather / floods and droughts
- false reports of the harvest / officials exaggerated
"""
    scheme = parse(text).schemes[0]
    assert mark(scheme, "The weather was bad.").mark == 1
    both = (
        "The weather was bad, so floods ruined the crops and peasants starved. Officials lied about the harvest, so "
        "the state took too much grain."
    )
    assert mark(scheme, both).mark == 4


def test_marks_of_the_bank_do_not_depend_on_the_order_of_marking() -> None:
    name = NAMES[0]
    again = [mark(scheme_of(name), essay.answer) for essay in reversed(essays_of(name))]
    assert tuple(reversed(again)) == marked(name)


@pytest.mark.parametrize(
    "answer",
    [
        "Khrushchev had denounced Stalin in 1956, so Mao feared that he would be attacked like that after his death.",
        "Mao had given up the post of head of state to Liu Shaoqi in 1959, so he wanted his power back.",
    ],
)
def test_a_year_before_the_only_one_that_the_question_gives_is_not_called_wrong(answer: str) -> None:
    bank = parse((SAMPLES / "china-1966-1976.txt").read_text(encoding="utf-8"))
    scheme = next(scheme for scheme in bank.schemes if scheme.number == 3)
    assert "wrong_support" not in mark(scheme, answer).flags
    assert "wrong_support" in mark(scheme, "Liu Shaoqi ran the country in 1911, so Mao wanted his power back.").flags


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("Explain how the dam changed the valley.", "how it changed the valley"),
        (
            "Explain how lives changed between 1949 and 1953.",
            "how it helps to explain how lives changed between 1949 and 1953",
        ),
        ("Explain how the flood harmed farms.", "how it helps to explain how the flood harmed farms"),
        ("Explain why towns grew.", "how it helps to explain why towns grew"),
        ("Why did towns grow?", "what caused it or what followed from it"),
        ("How far do you agree?", "what caused it or what followed from it"),
        ("What was the impact of the dam?", "what caused it or what followed from it"),
    ],
)
def test_an_explanation_is_asked_for_in_the_words_of_the_question(stem: str, said: str) -> None:
    assert asked(Scheme(1, 6, stem, (), THREE)) == said


def test_a_detail_is_shown_whole_and_is_no_everyday_word() -> None:
    bank = parse((SAMPLES / "china-1966-1976.txt").read_text(encoding="utf-8"))
    scheme = next(scheme for scheme in bank.schemes if scheme.number == 4)
    answer = (
        "Old temples were smashed because of the hatred of everything old. "
        "About 130 million pupils had no lessons, so they learned nothing."
    )
    shown = {answer[start:end] for point in mark(scheme, answer).points for start, end in point.support}
    assert shown == {"130 million"}


def test_levels_without_content_place_nothing_and_ask_a_teacher() -> None:
    text = FLOODS.partition("Credit points")[0].partition("Indicative content")[0]
    scheme = parse(text).schemes[0]
    assert scheme.points == ()
    given = mark(scheme, "Mao wanted it because he feared the Soviet Union. This meant that people died in 1959.")
    assert (given.mark, given.level, given.confidence, given.flags) == (0, None, 0.0, ("unlisted",))


def test_pure_description_with_exact_details_explains_nothing() -> None:
    argument = (
        "Bare hillsides shed water. At Lynmouth peat soaked by fortnight's drizzle took no more, brooks doubled every "
        "hour, boulders smashed cottages and 34 drowned. Forests above Porlock kept 12 families dry."
    )
    assert stages_of(FLOODS, argument) == {0: "identified"}
