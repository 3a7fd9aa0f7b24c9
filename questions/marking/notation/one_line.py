"""A list on one line: ``a; b; c``, and behind "Any two from:" one with slashes or commas too."""

from __future__ import annotations

import re

from questions.marking.notation import signs

SLASHES_AND_COMMAS = (
    "Slashes and commas part answers here, and either could part the points. Put each point on a line of its own, with "
    "“- ” in front."
)
COMMAS = (
    "Commas and “and” part answers here or belong to one, and either could be meant. Put each answer on a line of its "
    "own, with “- ” in front."
)

SENTENCES = (
    "These sentences would be one point. If each is an answer, put it on a line of its own, with “- ” in front; if all "
    "are one, put them below the heading with one “- ”."
)
_SENTENCE_ENDS = re.compile(r"[a-z]{3,}[)”\"’]?\. [“\"‘]?[A-Z]")

_CLAUSE = re.compile(r"(?:although|as|because|but|so|that|when|where|which|while|who|whose)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"[a-z]{2,}ing .|(?:[a-z]{2,}ed|held|known|led|made|sent|taken) (?:as|at|by|for|from|in|on|to|with) ", re.IGNORECASE
)
_APART = re.compile(
    r"(?:[0-9]|(?:after|and|at|before|by|despite|during|for|from|he|however|in|it|on|or|she|since|there|they|this|to"
    r"|under|with|without) )",
    re.IGNORECASE,
)
"""What begins one half of a sentence, of two parts between commas: ``in 1649, the King fled``."""
_AND = re.compile(r"(?:^| )(?:and|or) ")
_BOTH = re.compile(r"\b(?:between|both|either|neither)\b", re.IGNORECASE)
WORDS_OF_A_CLAUSE = 4
WORDS_OF_AN_ITEM = 2


def parts(text: str, mark: str) -> list[str]:
    """What ``mark`` parts in a list on one line; ``text`` alone where it stands in brackets or behind a backslash."""
    *first, last = (part.strip(" ") for part in text.rstrip(f" {mark}").split(mark))
    whole = all(part and part.count("(") == part.count(")") and not part.endswith("\\") for part in (*first, last))
    return [*first, last.rstrip(".")] if whole else [text]


def items(text: str, *, counted: bool) -> list[str]:
    """The items of a list of answers: between semicolons, else slashes, else commas. Slashes part alternatives of one
    answer where the heading has not ``counted`` them ("Any two from:").

    Raises Unreadable where either of the last two could be meant, and for sentences.
    """
    if ";" in text:
        return parts(text, ";")
    slashes, commas = parts(text, " / " if " " in text else "/"), parts(text, ", ")
    if len(slashes) > 1 and len(commas) > 1:
        raise signs.Unreadable(SLASHES_AND_COMMAS)
    if len(slashes) > 1:
        return slashes if counted else []
    if _SENTENCE_ENDS.search(text):
        raise signs.Unreadable(SENTENCES)
    return _between_commas(commas)


def _between_commas(found: list[str]) -> list[str]:
    """The items of a list with commas, the last as in ``tax, land and bread``; none where they are clauses of a
    sentence. Raises Unreadable where either could be meant."""
    if len(found) < 2 or any(map(_CLAUSE.match, found)):
        return []
    *first, last = found
    if any(map(_PARTICIPLE.match, found[1:])) and not _PARTICIPLE.match(first[0]):
        if len(found) > 2 or _words(first[0]) < WORDS_OF_A_CLAUSE:
            raise signs.Unreadable(COMMAS)
        return []
    if len(found) == 2 and bool(_APART.match(first[0])) != bool(_APART.match(last)):
        raise signs.Unreadable(COMMAS)
    said = [part for part in _AND.split(last) if part]
    if len(said) == 1:
        return [*first, *said]
    if _AND.match(last):
        return [*first, _AND.sub("", last, count=1)]
    if len(said) == 2 and (_BOTH.search(said[0]) or any(map(_AND.search, first))):
        return found
    if len(said) == 2 and all(_words(item) <= WORDS_OF_AN_ITEM for item in (*first, *said)):
        return [*first, *said]
    raise signs.Unreadable(COMMAS)


def _words(text: str) -> int:
    return text.count(" ") + 1
