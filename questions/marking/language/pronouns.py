"""Whom or what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence

from questions.marking.language.text import Word
from questions.marking.language.word_kinds import PLURAL, SINGULAR

PERSONS = frozenset("he she him".split())
ONE_PERSON = frozenset(
    """king queen emperor president leader minister chancellor pope bishop general doctor owner master boss teacher
    father mother wife husband son daughter brother sister chairman dictator ruler prince duke lord governor scientist
    student worker farmer peasant soldier man woman boy girl patient judge""".split()
)

FURTHEST = 30
"""Words before a pronoun among which what it stands for is looked for."""


def meant_by(words: Sequence[Word], kinds: Sequence[str], i: int) -> int | None:
    """The thing that a pronoun stands for: the last one of fitting number before its clause."""
    text = words[i].text
    if text not in SINGULAR and text not in PLURAL:
        return None
    said = False
    for j in range(i - 1, max(-1, i - FURTHEST), -1):
        said = said or words[j].text == "that"
        inside = words[j].clause == words[i].clause and not said
        if kinds[j] != "N" or inside or words[j].number is not None:
            continue
        if j + 1 < len(words) and kinds[j + 1] == "N" and words[j + 1].sentence == words[j].sentence:
            continue
        if text in PLURAL and words[j].capital and j and words[j - 1].text in ("in", "at"):
            # In "the land in Georgia" nobody is named whom "them" may mean.
            continue
        many = words[j].text.endswith("s") and not words[j].text.endswith("ss")
        fits = many or words[j].capital if text in PLURAL else not many
        if fits and (text not in PERSONS or words[j].capital or words[j].text in ONE_PERSON):
            return j
    return None
