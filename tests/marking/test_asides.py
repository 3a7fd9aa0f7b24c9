"""Words that open or close a sentence, or are all of it, and state nothing."""

import pytest

from questions import marking
from questions.marking.language.asides import without_asides
from questions.marking.language.text import read

TOLL = marking.parse("""
Question 1 (2 marks)
Identify two reasons why the toll on the Hentzau bridge was hated.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- Pedlars paid it each time they crossed
- The money went to the Duke, not to the town
- Soldiers beat those who could not pay
- Salt became dearer in the villages
""").schemes[0]


def told(text: str) -> str:
    return " ".join(word.text for word in without_asides(read(text)).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I think that salt was dear.", "salt was dear"),
        ("In my opinion, I'd say salt was dear", "salt was dear"),
        ("One reason is because salt was dear. Another reason was that soldiers came.", "salt was dear soldiers came"),
        ("It's because salt was dear", "salt was dear"),
        ("The answer is: salt", "salt"),
        ("Answer: salt", "salt"),
        ("I believe in salt", "i believe in salt"),
        ("I don't think salt was dear", "i dont think salt was dear"),
        ("Salt was dear because of the toll", "salt was dear because of the toll"),
        ("Because.", "because"),
        ("Salt was dear i think", "salt was dear"),
        ("Salt, bread etc.", "salt bread"),
        ("Salt was dear, probably, I guess.", "salt was dear"),
        ("Salt was dear. That's my answer. I hope this helps!", "salt was dear"),
        ("Salt was dear. I don't know the other one", "salt was dear"),
        ("They fought to the end. The end.", "they fought to the end"),
        ("The Duke was not sure", "the duke was not sure"),
        ("Salt was dear. That is not right.", "salt was dear that is not right"),
        ("I don't know. That is all.", "i dont know that is all"),
    ],
)
def test_they_are_left_out_where_something_else_is_said(text: str, expected: str) -> None:
    assert told(text) == expected


def test_they_stay_where_the_scheme_wants_their_words() -> None:
    words = without_asides(read("They need to be honest. Thank you."), wanted={"honest", "thank"}).words
    assert " ".join(word.text for word in words) == "they need to be honest thank you"


@pytest.mark.parametrize("closing", ["i think", "etc", "and so on", "probably", ". That is all I know.", ". Thank you"])
@pytest.mark.parametrize(
    "answer", ["salt got dearer in the villages", "soldiers beat up poor people", "it was raining"]
)
def test_no_mark_moves_with_what_comes_last(closing: str, answer: str) -> None:
    assert marking.mark(TOLL, f"{answer} {closing}").mark == marking.mark(TOLL, answer).mark


@pytest.mark.parametrize("opening", ["I think", "In my opinion", "The answer is", "I would say that", "It was because"])
@pytest.mark.parametrize(
    "answer",
    [
        "pedlars soldiers salt villages money Duke",
        "salt got dearer in the villages and soldiers beat up poor people",
        "the pedlars had to pay every time they went over it",
        "it was raining",
    ],
)
def test_no_mark_moves_with_them(opening: str, answer: str) -> None:
    assert marking.mark(TOLL, f"{opening} {answer}").mark == marking.mark(TOLL, answer).mark


def test_evidence_is_where_it_was_written() -> None:
    answer = "In my opinion, salt became dearer"
    spans = [span for point in marking.mark(TOLL, answer).points for span in point.evidence]
    assert [answer[start:end] for start, end in spans] == ["salt became dearer"]
