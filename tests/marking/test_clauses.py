"""Who does what to whom in a text: whatever the words, and in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.marking.language.clauses import Act, Clauses
from questions.marking.language.text import read

PARTS = """the king;the barons;power;land which;taken;was given;were stopped;gave;took;refused to let;who had;it;they;
him;by it;by them;by the king;from the barons;to the king;of China;German workers;and;or;not;without;never;, and;.;;
invasion;to"""
CHUNKS = [part.strip() for part in PARTS.split(";")]


@settings(max_examples=800)
@given(st.lists(st.sampled_from(CHUNKS), max_size=16).map(" ".join), st.booleans())
def test_no_text_breaks_the_search_for_who_does_what(text: str, is_scheme: bool) -> None:
    clauses = Clauses(read(text), is_scheme=is_scheme)
    for i in range(len(clauses.words)):
        act = clauses.act(i)
        for at in () if act is None else (*act.doers, *act.dones, *act.subject):
            assert 0 <= at < len(clauses.words)


def acted(text: str, word: str, *, is_scheme: bool = False) -> tuple[set[str], set[str]]:
    """Who does what the word says, and to whom."""
    clauses = Clauses(read(text), is_scheme=is_scheme)
    act = clauses.act(next(i for i, each in enumerate(clauses.words) if each.text == word))
    assert isinstance(act, Act)
    return {clauses.words[i].text for i in act.doers}, {clauses.words[i].text for i in act.dones}


def test_a_doer_whom_a_pronoun_names_may_stand_far_before() -> None:
    doers, _ = acted("The king gave power to the barons and it was taken from the king by them", "taken")
    assert doers == {"barons"}


@pytest.mark.parametrize(
    ("text", "word", "doers", "dones"),
    [
        ("Illyrian riders shot and robbed the pedlars", "shot", {"riders", "illyrian"}, {"pedlars"}),
        ("fields taken from the bishops", "taken", set(), {"fields", "bishops"}),
        ("The rebels gave the tenants land", "gave", {"rebels"}, {"tenants", "land"}),
        ("the threat from Illyria", "threat", {"illyria"}, set()),
    ],
)
def test_who_does_what_to_whom(text: str, word: str, doers: set[str], dones: set[str]) -> None:
    assert acted(text, word, is_scheme=True) == (doers, dones)
