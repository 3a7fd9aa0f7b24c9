"""The signs that a whole line of a mark scheme can be: each function knows one of them.

They take a line without its bullet, its spaces single, and return None where the line is something
else. A line that can only be the sign but cannot be read raises Unreadable, saying what was expected.
No pattern here can take more than linear time: repeats stand over characters that the next part excludes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from questions.marking.scheme import Needs
from questions.marking.wording import hide, show

MOST_MARKS = 100
"""Marks of one question; the longest essays of school examinations have 60."""

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NUMBER = rf"(?:[0-9]{{1,3}}|(?:{'|'.join(NUMBER_WORDS)})(?![a-z]))"
_DASH = "[-‐‑‒–—−]"


class Unreadable(Exception):
    """A line that is meant as a sign and cannot be read; the text says what was expected there."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("NUMBER", _NUMBER).replace("DASH", _DASH), re.IGNORECASE)


def _number(text: str) -> int:
    return NUMBER_WORDS[text.lower()] if text.lower() in NUMBER_WORDS else int(text)


# --- Lines of any place -------------------------------------------------------------------------

_RULE = re.compile(r"[-‐‑‒–—−_=*~.·•#]{3,}")
_BULLET = re.compile(
    r"""(?: [•●·∙○◦▪▫■□‣⁃►▶➢➤✓✔\uf0b7\uf0a7]\ ?
        | [-‐‑‒–—−](?:\ |$|(?=[^\W\d_]))
        | [*o](?:\ |$)
        | \(?[0-9]{1,3}[.)](?:\ |$)
        | \(?(?:[a-z]|[ivx]{2,4})\)(?:\ |$)
    )""",
    re.VERBOSE,
)


def is_rule(text: str) -> bool:
    """Whether the line is a ruled line, which says nothing."""
    return _RULE.fullmatch(text) is not None


def bullet(text: str) -> str | None:
    """What follows the bullet or list number; None for a line without one."""
    found = _BULLET.match(text)
    return text[found.end() :].strip(" ") if found else None


# --- A question and its parts -------------------------------------------------------------------

_TOPIC = _pattern(r"topic ?:(.*)")
_MARK_SCHEME = _pattern(r"mark(?:ing)? ?scheme ?(?::(.*))?")
_QUESTION = _pattern(r"(?:question|q\.?) ?([0-9]+)(?![0-9])")
_NUMBERED = re.compile(r"([0-9]{1,4})[.)] (.*)")
_PART = _pattern(r"(?: ?\((?:[a-z]|[ivx]{2,4})\)|[a-z](?![a-z]))")
_MARKS_IN_BRACKETS = _pattern(r"(?:^| )([(\[]) ?(?:(?:total|maximum|max\.?):? )?(NUMBER)( marks?)? ?[)\]]\.?$")
_ONLY_MARKS = _pattern(r"(NUMBER) marks?")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``marks`` is None where the line does not give them, ``stem`` what it has of the question's text."""

    number: int
    marks: int | None
    stem: str
    problem: str = ""


def topic(text: str) -> str | None:
    found = _TOPIC.fullmatch(text)
    return found[1].strip(" ") if found else None


def mark_scheme(text: str) -> str | None:
    """What follows ``Mark scheme:`` on its line."""
    found = _MARK_SCHEME.fullmatch(text)
    return (found[1] or "").strip(" ") if found else None


def question(text: str) -> QuestionLine | None:
    """``Question 1 (2 marks)``, with the question's text after it or not. Text alone does not make it a question."""
    found = _QUESTION.match(text)
    if not found:
        return None
    rest, problem = text[found.end() :], ""
    if part := _PART.match(rest):
        rest = rest[part.end() :]
        problem = f"Questions have whole numbers. Give {found[0]}{part[0]} a number of its own: “Question 4 (2 marks)”."
    rest = rest.strip(" ")
    separated = rest[:1] in tuple(":.)-–—")
    rest = rest[1:].strip(" ") if separated else rest
    if marks := _ONLY_MARKS.fullmatch(rest):
        return QuestionLine(_question_number(found[1]), _number(marks[1]), "", problem)
    stem, given = marks_at_end(rest)
    if stem and given is None and not separated and not problem:
        return None
    if len(found[1].lstrip("0")) > 4:
        problem = "Question numbers have at most four figures."
    return QuestionLine(_question_number(found[1]), given, stem, problem or _number_problem(found[1]))


def stem_line(text: str) -> str:
    """A line of a question's text; the backslash that keeps it from being a sign (``\\Mark scheme:``) is dropped."""
    return text[1:] if text.startswith("\\") and _ends_stem(text.lstrip("\\")) else text


def plain_stem_line(text: str) -> str:
    """The line as stem_line() reads it."""
    return f"\\{text}" if _ends_stem(text.lstrip("\\")) else text


def _ends_stem(text: str) -> bool:
    return question(text) is not None or mark_scheme(text) is not None


def _question_number(figures: str) -> int:
    return int(figures[-4:])


def _number_problem(figures: str) -> str:
    return "" if figures.strip("0") else "Questions are numbered from 1."


def numbered_question(text: str) -> QuestionLine | None:
    """``1. Give two reasons ... [2]``: a question only where the reader sees that it is no marking point."""
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None
    stem, marks = marks_at_end(found[2])
    if marks is None or not stem:
        return None
    return QuestionLine(int(found[1]), marks, stem, _number_problem(found[1]))


def marks_at_end(text: str) -> tuple[str, int | None]:
    """The text without ``[2]`` or ``(2 marks)`` at its end, and those marks; ``(2)`` only where it is all."""
    found = _MARKS_IN_BRACKETS.search(text, max(0, len(text) - 40))
    if not found or (found[1] == "(" and not found[3] and found.start()):
        return text, None
    return text[: found.start()].rstrip(" "), _number(found[2])


# --- Levels -------------------------------------------------------------------------------------

_LEVEL_NAME = _pattern(r"(?:level|band|l) ?([0-9]{1,2})(?![0-9])")
_BAND = _pattern(r"([(\[])? ?(NUMBER)(?: ?(?:DASH|to) ?(NUMBER))?( ?marks?(?![a-z]))? ?[)\]]?(?![0-9a-z])")
_NO_MARKS = _pattern(r"no marks? ?[:–—.-] ?(.*)")
_NEEDS = _pattern(r"level ?([0-9]{1,3}) needs ?:(.*)")
_NEED = _pattern(r"(?:at least )?(NUMBER) (?:points? )?(identified|explained|supported)")
_SEPARATORS = ":.–—-"

EXPECTED_BAND = "Expected the marks of this level: “Level 2 (3–4 marks): what an answer at this level does”."
EXPECTED_NEEDS = "Expected numbers of points, as in “Level 3 needs: 2 explained, 1 supported”."


@dataclass(frozen=True, slots=True)
class LevelLine:
    """``number`` is None where the line does not give it; ``low`` and ``high`` are 0 for what earns nothing."""

    number: int | None
    low: int
    high: int
    descriptor: str


def level(text: str, *, among_points: bool = False) -> LevelLine | None:
    """``Level 1 (1–2 marks): ...``, ``L1 1–2``, ``1–2 marks: ...``. Among marking points only what ends in a colon."""
    name = _LEVEL_NAME.match(text)
    rest = text[name.end() :].strip(" ") if name else text
    separated = bool(name) and rest[:1] in tuple(_SEPARATORS)
    if separated:
        rest = rest[1:].strip(" ")
    band = _BAND.match(rest)
    if band is None:
        return _level_without_band(text, name, rest, separated=separated)
    number = int(name[1]) if name else None
    low = _number(band[2])
    high = _number(band[3]) if band[3] else low
    after = rest[band.end() :].strip(" ")
    ends = not after or after[0] in _SEPARATORS
    stated = bool(band[1]) or bool(band[4])
    if name:
        if not (stated or ends or (band[3] and not separated)):
            raise Unreadable(EXPECTED_BAND)
    elif not band[4] or (not ends and (among_points or not band[3] or after.lower().startswith(("for ", "per ")))):
        return None
    return LevelLine(number, low, high, after[1:].strip(" ") if after[:1] in tuple(_SEPARATORS) else after)


def _level_without_band(text: str, name: re.Match[str] | None, rest: str, *, separated: bool) -> LevelLine | None:
    if name and int(name[1]) == 0:
        return LevelLine(0, 0, 0, rest)
    if name and (separated or not rest):
        raise Unreadable(EXPECTED_BAND)
    if found := _NO_MARKS.fullmatch(text):
        return LevelLine(None, 0, 0, found[1])
    return None


def needs(text: str) -> tuple[int, Needs] | None:
    """``Level 3 needs: 2 explained, 1 supported``: the level's number and its rule."""
    found = _NEEDS.fullmatch(text)
    if not found:
        return None
    counts: dict[str, int] = {}
    for part in re.split(r",| and ", found[2].strip(" .")):
        need = _NEED.fullmatch(part.strip(" "))
        if not need or need[2].lower() in counts or not 0 < _number(need[1]) <= MOST_MARKS:
            raise Unreadable(EXPECTED_NEEDS)
        counts[need[2].lower()] = _number(need[1])
    return int(found[1]), Needs(**counts)


# --- Marks for points ---------------------------------------------------------------------------

_VALUE = _pattern(r"(?:award |give |allow |credit )?(NUMBER) marks?(?: each(?: for)?| for| per)(?![a-z])(.*)")
_ONLY_MAXIMUM = _pattern(
    r"(?:award |give |allow |credit )?(?:up to |(?:a )?max(?:imum)?\.?:? )(?:a )?(?:max(?:imum)?\.? )?(?:of )?(NUMBER)"
    r"(?: marks?)?(?: in total)?\.?"
)
_MAXIMUM = _pattern(
    r"[,;–—-]? ?[(\[]?(?:(?:up to|to|with) )?(?:(?:an? )?(?:overall )?max(?:imum)?\.?:? (?:of )?|up to )"
    r"(NUMBER)(?: marks?)?(?: in total| overall)?[)\]]?$"
)
_DETERMINERS = {"a", "an", "any", "each", "every", "the", "of", *NUMBER_WORDS}
_QUALITIES = {
    "acceptable", "accurate", "appropriate", "clear", "clearly", "correct", "correctly", "creditable", "creditworthy",
    "different", "distinct", "following", "good", "other", "possible", "reasonable", "relevant", "separate", "single",
    "suitable", "such", "valid",
}  # fmt: skip
_DONE = {
    "chosen", "described", "explained", "following", "given", "identified", "listed", "made", "named", "noted",
    "offered", "outlined", "stated", "suggested",
}  # fmt: skip
LONGEST_AWARD = 300
EXPECTED_AWARD = (
    "Expected the marks of each point, as in “1 mark for each valid reason (maximum 2 marks).” A point has one value: "
    "one that earns more has “[2]” at its end."
)


@dataclass(frozen=True, slots=True)
class Award:
    """What each point is worth and what all can earn together; None where the line does not say."""

    value: int | None
    maximum: int | None
    noun: str = ""


def award(text: str) -> Award | None:
    """``1 mark for each valid way (maximum 2 marks).``, ``Award up to 2 marks.`` and their like."""
    if len(text) > LONGEST_AWARD:
        return None
    text = text[1:-1] if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else text
    if found := _ONLY_MAXIMUM.fullmatch(text):
        return Award(None, _number(found[1]))
    found = _VALUE.fullmatch(text.rstrip(" .:"))
    if not found:
        return None
    value, rest = _number(found[1]), found[2]
    maximum = None
    if most := _MAXIMUM.search(rest):
        maximum, rest = _number(most[1]), rest[: most.start()]
    words = rest.strip(" .,;:").split()
    while words and words[0].lower() in _DETERMINERS | _QUALITIES:
        count = NUMBER_WORDS.get(words.pop(0).lower(), 1)
        maximum = count * value if maximum is None and count > 1 else maximum
    while words and words[-1].lower() in _DONE | {"of", "the"}:
        words.pop()
    if any(word.lower().strip(",;()") in ("mark", "marks", "plus") or word.isdigit() for word in words):
        raise Unreadable(EXPECTED_AWARD)
    return Award(value, maximum, " ".join(words))


def first_award(text: str) -> tuple[str, str]:
    """Parts ``1 mark for each reason. Acceptable answers include: ...`` after its first sentence."""
    head, stop, rest = text[:LONGEST_AWARD].partition(". ")
    rest = text[len(head) + 2 :]
    if stop and (points_heading(rest) or award(rest)) and award(head):
        return head, rest
    return text, ""


_MARKS_FOR_POINTS = _pattern(r"marks for points ?:(.*)")
_PAIR = _pattern(r"([0-9]{1,3})(?: points?)? ?= ?([0-9]{1,3})(?: marks?)?")
EXPECTED_PAIRS = "Expected marks for numbers of points, as in “Marks for points: 0=0, 1=1, 2=1, 3=2”."


def marks_for_points(text: str) -> tuple[tuple[int, int], ...] | None:
    found = _MARKS_FOR_POINTS.fullmatch(text)
    if not found:
        return None
    pairs = [_PAIR.fullmatch(part.strip(" ")) for part in re.split("[,;]", found[1].strip(" ."))]
    read = tuple((int(pair[1]), int(pair[2])) for pair in pairs if pair)
    if len(read) < len(pairs):
        raise Unreadable(EXPECTED_PAIRS)
    if any(b[0] <= a[0] or b[1] < a[1] for a, b in pairwise(read)):
        raise Unreadable("The numbers of points must rise, and their marks must not fall: “0=0, 1=1, 2=1, 3=2”.")
    if read[0][0] == 0 and read[0][1] > 0:
        raise Unreadable("No points earn no marks: write “0=0”, or leave it out.")
    return read


# --- Rules and words of the question ------------------------------------------------------------

_LIST_RULE = _pattern(r"list rule ?:(.*)")
_SYNONYMS = _pattern(r"synonyms? ?:(.*)")


def list_rule(text: str) -> bool | None:
    found = _LIST_RULE.fullmatch(text)
    if not found:
        return None
    state = found[1].strip(" .").lower()
    if state not in ("on", "off"):
        raise Unreadable("Expected “List rule: off” (mark everything) or “List rule: on” (mark the first N responses).")
    return state == "on"


def synonyms(text: str) -> list[tuple[str, ...]] | None:
    """``Synonyms: UN = United Nations``. Semicolons part several groups; ``\\=`` and ``\\;`` are plain text."""
    found = _SYNONYMS.fullmatch(text)
    if not found:
        return None
    groups = []
    for part in hide(found[1].strip(" ")).split(";"):
        words = tuple(show(word).strip(" ") for word in part.split("="))
        if not all(words) or len({word.casefold() for word in words}) < 2:
            raise Unreadable("Expected at least two words for the same thing, as in “Synonyms: UN = United Nations”.")
        groups.append(words)
    return groups


# --- Where points start, and what belongs to a point --------------------------------------------

_ANSWER_WORDS = {
    "answer", "answers", "candidates", "content", "learners", "point", "points", "response", "responses", "students",
}  # fmt: skip
_LISTED_WORDS = _ANSWER_WORDS | {
    "actions", "advantages", "aims", "arguments", "benefits", "causes", "changes", "consequences", "differences",
    "effects", "evidence", "examples", "explanations", "factors", "features", "ideas", "impacts", "issues", "material",
    "measures", "methods", "policies", "problems", "reasons", "results", "signs", "similarities", "steps",
    "suggestions", "terms", "ways",
}  # fmt: skip
_KINDS = _QUALITIES | {
    "accepted",
    "credit",
    "expected",
    "indicative",
    "key",
    "likely",
    "marking",
    "model",
    "sample",
    "specimen",
    "suggested",
    "typical",
}
_INTRODUCING = {"as", "following", "from", "include", "included", "includes", "including", "of", "are", "be"}
_SMALL = {
    "accept", "all", "allow", "also", "and", "any", "award", "be", "but", "can", "could", "credited", "creditworthy",
    "e.g", "example", "for", "given", "in", "limited", "made", "mark", "marks", "may", "mention", "might", "not", "or",
    "other", "refer", "should", "such", "that", "the", "their", "these", "they", "this", "those", "to", "which", "will",
    "with", "would",
}  # fmt: skip
_HEADING_WORDS = _LISTED_WORDS | _KINDS | _INTRODUCING | _SMALL | set(NUMBER_WORDS)
LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class PointsHeading:
    """``first`` is what follows on the same line; ``count`` the two of "Any two from:"."""

    first: str
    count: int | None


def points_heading(text: str) -> PointsHeading | None:
    """``Acceptable answers include:``, ``Indicative content:``, ``Any two from:`` and their like: words that announce
    a list and nothing else."""
    head, colon, first = text[:LONGEST_HEADING].partition(":")
    first = text[len(head) + 1 :].strip(" ") if colon else ""
    if not colon and len(text) >= LONGEST_HEADING:
        return None
    words = [word.strip("().,") for word in head.lower().split()]
    if not words or not all(word in _HEADING_WORDS or word.isdecimal() for word in words):
        return None
    counts = [number for word in words if (number := _count(word)) is not None]
    announces = words[-1] in _INTRODUCING or bool(_INTRODUCING & set(words[1:]))
    lists = bool(_LISTED_WORDS & set(words)) and (announces or bool(_KINDS & set(words)))
    if not colon:
        lists = lists and len(words) > 1
    elif not lists:
        lists = bool(_ANSWER_WORDS & set(words)) or (len(words) > 1 and bool(counts) and announces)
    return PointsHeading(first, counts[0] if counts and counts[0] else None) if lists else None


def _count(word: str) -> int | None:
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 3 else None


def is_open_ended(text: str) -> bool:
    """``Accept any other valid answer.`` Indicative content is never complete: the marker sends what it does not know
    to a teacher anyway."""
    if len(text) > LONGEST_HEADING:
        return False
    words = text.lower().strip(" .;").split()
    return (
        bool(words)
        and words[0] in ("accept", "allow", "also", "any", "award", "credit", "reward")
        and "any" in words
        and bool(_LISTED_WORDS & set(words) or {"reason", "way", "alternative", "example"} & set(words))
        and all(word in _HEADING_WORDS or word in _OPEN_ENDED for word in words)
    )


_OPEN_ENDED = {
    "acceptable", "alternative", "alternatives", "example", "is", "question", "reason", "reward", "rewarded", "way",
}  # fmt: skip
_ACCEPT, _REJECT = r"(?:also )?(?:accept|allow)(?: also)?", r"(?:do not|don[’']t) (?:accept|allow|credit)"
_SUB_SIGN = _pattern(rf"(?:(?P<accept>{_ACCEPT})|(?P<reject>reject|not|{_REJECT})|(?P<ignore>ignore)) ?:")
_CAPITAL_SIGN = re.compile(
    r"(?:(?P<accept>(?:ALSO )?(?:ACCEPT|ALLOW))|(?P<reject>REJECT|D(?:O NOT|o not|ON[’']T|on[’']t) "
    r"(?:ACCEPT|accept|ALLOW|allow|CREDIT|credit))|(?P<ignore>IGNORE)) (?=\S)"
)
_WORD_SIGN = re.compile(r"(?:(?P<accept>(?:Also accept|Accept|Allow))|(?P<reject>Reject)|(?P<ignore>Ignore)) (?=\S)")
_INLINE_SIGN = re.compile(
    r"(?<![\\A-Za-z])(?:(?P<accept>(?:ALSO )?(?:ACCEPT|ALLOW))|(?P<reject>REJECT|DO NOT (?:ACCEPT|ALLOW|CREDIT))"
    r"|(?P<ignore>IGNORE)) ?:"
)


def sub_sign(text: str, *, unmarked: bool = False) -> tuple[str, str] | None:
    """``ACCEPT: ...`` and its like as (kind, answers); the kinds are accept, reject and ignore.

    With ``unmarked`` also ``Accept ...`` without a colon, for a line that can be no point of its own.
    """
    found = _SUB_SIGN.match(text) or _CAPITAL_SIGN.match(text) or (_WORD_SIGN.match(text) if unmarked else None)
    return (_kind(found), text[found.end() :].strip(" ")) if found else None


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind, text in found.groupdict().items() if text)


def inline_signs(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text up to the first ``ACCEPT:`` in capitals within it, and each such sign with what follows it."""
    found = list(_INLINE_SIGN.finditer(text))
    if not found:
        return text, []
    ends = [*(sign.start() for sign in found[1:]), len(text)]
    parts = [(_kind(sign), text[sign.end() : end].strip(" ")) for sign, end in zip(found, ends, strict=True)]
    return text[: found[0].start()].rstrip(" "), parts


def plain(text: str) -> str:
    """``text``, a point as notation, with a backslash before each word by which its line would be read as more."""
    if sub_sign(text) or is_open_ended(text):
        text = f"\\{text}"
    return _INLINE_SIGN.sub(r"\\\g<0>", text)
