"""The kind of each word of a text: what is done, who or what, and the small words between, by its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from questions.marking.language.text import FUNCTION_WORDS, NEGATORS, Word
from questions.marking.language.verbs import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    base_of,
    is_past,
    is_plain_verb,
    may_be_verb,
)

SINGULAR, PLURAL = frozenset("he she him it".split()), frozenset("they them".split())

SUBJECTS = frozenset("i we you he she it they who which that".split())

RELATIVES = frozenset("who which that whom".split())

CAUSATIVES = frozenset("help helped helps let lets make made makes".split())

MANNER = frozenset(
    "also just only even still really always often soon then now quickly again ever almost both all".split()
)


ASIDE = frozenset("away together apart alone".split())
"""Words beside a verb that are no things: "took their land away"."""

OBJECTS = SINGULAR | PLURAL | frozenset("i we you us me nobody noone".split())
JOINS = ("of", "and", "or")


GIVING = frozenset(base_of(text) for text in "give send hand return lend pay grant award sell supply offer".split())
"""Acts with something and somebody to whom it goes."""


@lru_cache(maxsize=1)
def _fixed() -> dict[str, str]:
    """Words that are of one kind wherever they stand."""
    groups = (
        (NEGATORS, "D"),
        (PREPOSITIONS, "P"),
        (DETERMINERS, "D"),
        (OBJECTS, "O"),
        (AUXILIARIES, "A"),
        (RELATIVES | ASIDE, "C"),
    )
    return {text: kind for texts, kind in groups for text in texts} | {"one": "D"}


def kinds_of(words: Sequence[Word]) -> list[str]:
    """For each word: "V" verb, "A" small word of a verb group, "N" thing or quality, "P" preposition, "D" determiner,
    "O" pronoun, "C" what joins.
    """
    fixed = _fixed()
    kinds: list[str] = []
    for i, word in enumerate(words):
        kind = fixed.get(word.text)
        if kind is None:
            kind = _kind(words, kinds, i)
        elif word.text in SPECIAL:
            kind = _special(words, i, kind)
        kinds.append(kind)
    for i, word in enumerate(words):
        # "had" with no verb after it is one itself.
        if word.text in POSSESS and kinds[i] == "A" and not _helps(words, kinds, i):
            kinds[i] = "A" if word.text in ("did", "does", "do") and "V" in kinds[i + 1 : i + 8] else "V"
    return kinds


SPECIAL = frozenset(("that", "no", "i"))


def _special(words: Sequence[Word], i: int, kind: str) -> str:
    """Words whose kind is told by what stands beside them: "of that king", "no longer", "Charles I"."""
    text = words[i].text
    if text == "that":
        return "D" if _opens_thing(words, i) else kind
    if text == "no":
        return "A" if i + 1 < len(words) and words[i + 1].text == "longer" else kind
    return "N" if i and words[i - 1].capital else kind


def _kind(words: Sequence[Word], kinds: Sequence[str], i: int) -> str:
    word = words[i]
    if word.number is not None:
        # "Henry VIII" is one name.
        return "N" if word.capital and i and words[i - 1].capital else "D"
    if word.text == "longer" and i and words[i - 1].text == "no":
        return "A"
    if _opens_as_noun(words, i):
        return "N"
    if (may_be_verb(word.text) and _is_verb(words, kinds, i)) or _follows_modal(words, kinds, i):
        return "V"
    return "C" if word.text in FUNCTION_WORDS and word.concept < 0 else "N"


BY_WHOM = frozenset(("from", "by"))


def _opens_as_noun(words: Sequence[Word], i: int) -> bool:
    """Whether a word that opens a text names what is done by those behind it: "pressure from Stalin"."""
    follows = i == 0 and len(words) > 1 and words[1].text in BY_WHOM and words[1].clause == words[0].clause
    return follows and not is_past(words[0].text) and not words[0].text.endswith("ing")


MODALS = frozenset("can could will would shall should may might must cannot cant couldnt wont wouldnt didnt".split())
"""Words of a verb group behind which a verb comes, whatever it is."""


def _follows_modal(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a word of content stands right behind "can" or its like: "can impeach"."""
    before = i - 2 if i and words[i - 1].text in ("not", "never") else i - 1
    follows = before >= 0 and words[before].text in MODALS and words[before].sentence == words[i].sentence
    return follows and kinds[before] == "A" and words[i].is_content and not words[i].capital


def _is_given(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a word is what somebody is given: "gave the peasants land"."""
    j = i - 1
    while j >= 0 and kinds[j] in "DN" and words[j].clause == words[i].clause:
        j -= 1
    return 0 <= j < i - 1 and kinds[j] == "V" and base_of(words[j].text) in GIVING


POSSESS = frozenset("have has had having did does do done".split())


def _helps(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a small word of a verb group stands before its verb."""
    for j in range(i + 1, min(len(words), i + 5)):
        if kinds[j] == "V" or words[j].text == "been":
            return True
        if kinds[j] != "A" and words[j].text not in MANNER and not words[j].text.endswith("ly"):
            return False
    return False


def _opens_thing(words: Sequence[Word], i: int) -> bool:
    return i + 1 < len(words) and not may_be_verb(words[i + 1].text) and i > 0 and words[i - 1].text in PREPOSITIONS


def _is_verb(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a word that may be a verb is one here."""
    text = words[i].text
    opens = i == 0 or words[i - 1].sentence != words[i].sentence
    before, last = ("", "") if opens else (kinds[i - 1], words[i - 1].text)
    past = is_past(text)
    if before == "V" and last not in CAUSATIVES:
        # "Gave help"; but "was held captured".
        return past and not text.endswith("ed")
    if before == "D":
        # "The captured guns", "their support"; but "they all fought".
        return past and last in ("all", "both", "each", "this", "that")
    if past:
        # "United Fruit" is a name.
        return not words[i].capital and (before != "P" or last == "than")
    if text.endswith("ing"):
        return not words[i].capital
    return before != "P" and not words[i].capital and _is_present(words, kinds, i)


def _names_who_acts(words: Sequence[Word], i: int) -> bool:
    """Whether a word that opens a sentence is part of a name before what it does: "land reform gave land"."""
    if i + 2 >= len(words) or words[i + 2].clause != words[i].clause or not words[i + 1].is_content:
        return False
    text = words[i + 2].text
    return is_past(text) or (text in AUXILIARIES and text not in ("to", "not", "never", "been", "being"))


def _is_present(words: Sequence[Word], kinds: Sequence[str], i: int) -> bool:
    """Whether a form that may be a noun as well is a verb: "the UN fears China", but "army attack plans"."""
    text, last, before = words[i].text, "", ""
    if i and words[i - 1].sentence == words[i].sentence:
        last, before = words[i - 1].text, kinds[i - 1]
    following = words[i + 1].text if i + 1 < len(words) and words[i + 1].sentence == words[i].sentence else ""
    follows = is_past(following) or (following in AUXILIARIES and following not in ("to", "not"))
    follows = follows or (text.endswith("s") and not following.endswith("s") and is_plain_verb(following))
    if before in ("A", "O"):
        return True
    if not last and _names_who_acts(words, i):
        return False
    if follows or _is_given(words, kinds, i):
        return False
    return last in SUBJECTS or (is_plain_verb(text) and following not in ("", *JOINS, "between"))
