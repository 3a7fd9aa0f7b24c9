"""The signs that a whole line of a mark scheme can be: each function knows one of them.

They take a line without its bullet, its spaces single, and return None where the line is something
else. A line that can only be the sign but cannot be read raises Unreadable, saying what was expected.
No pattern here can take more than linear time: repeats stand over characters that the next part excludes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from questions.marking.notation.wording import hide, show
from questions.marking.scheme import Needs

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


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for a line, whatever its case; NUMBER in it is a number in figures or words, DASH any dash."""
    return re.compile(text.replace("NUMBER", _NUMBER).replace("DASH", _DASH), re.IGNORECASE)


def number_of(text: str) -> int:
    """The value of what NUMBER matched."""
    return NUMBER_WORDS[text.lower()] if text.lower() in NUMBER_WORDS else int(text)


# --- Lines of any place -------------------------------------------------------------------------

_RULE = re.compile(r"[-‐‑‒–—−_=*~.·•#]{3,}")
_BULLET = re.compile(
    r"""(?: [•●·∙○◦▪▫■□‣⁃►▶➢➤✓✔\uf0b7\uf0a7]\ ?
        | [-‐‑‒–—−](?:\ |$|(?=[^\W\d_]))
        | [*o](?:\ |$)
        | \(?[0-9]{1,3}[.)](?:\ |$)
        | \(?(?:[a-z]|[ivx]{2,4})\)(?:\ |$)
        | MP[0-9]{1,2}[.):]?(?:\ |$)
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

BAR = "|"
"""In front of each line of a topic's focus and notes."""

_TOPIC = pattern(r"topic ?:(.*)")
_TOPIC_TEXT = pattern(r"(focus|notes) ?:(.*)")
_MARK_SCHEME = pattern(r"mark(?:ing)? ?scheme ?(?::(.*))?")
_QUESTION = pattern(r"(?:question ?:?|q\.?) ?([0-9]+)(?![0-9])")
_NUMBERED = re.compile(r"([0-9]{1,4})([.)]?) (.*)")
_WITH_PART = re.compile(
    r"(?:(?P<whole>[0-9]{1,3})(?:[.)]? ?\((?P<part>[a-z]|[ivx]{2,4})\)|(?P<letter>[a-h])(?:[.)]|(?= )))"
    r"|(?P<exam>0[0-9])\.(?P<step>[0-9]))(?: (?P<text>.*))?"
)
_IN_BOXES = pattern(r"((?:question ?|q\.? ?)?)0 ?([0-9])(?: ?(\.) ?([0-9]))?(?=[ .)]|$)")
_ALONE_IN_BOXES = re.compile(r"0 ([1-9])")
_LONE_PART = re.compile(r"\((?:[a-z]|[ivx]{2,4})\) (?P<text>.*)")
_PART = pattern(r"(?: ?\((?:[a-z]|[ivx]{2,4})\)|[a-z](?![a-z])|\.[0-9](?![0-9]| ?marks?))")
_MARKS_IN_BRACKETS = pattern(r"(?:^| )([(\[]) ?(?:(?:total|maximum|max\.?):? )?(NUMBER)( marks?)? ?[)\]]\.?$")
_MARKS_FIRST = pattern(r"[(\[] ?(NUMBER)(?: marks?)? ?[)\]](?: ?[:.–—-]| |$)")
_ONLY_MARKS = pattern(r"(NUMBER) marks?")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """``marks`` is None where the line does not give them, ``stem`` what it has of the question's text.

    ``part``: the line names a part of its question, as ``3 (b)`` does. ``certain``: it needs no marks to be a question.
    """

    number: int
    marks: int | None
    stem: str
    problem: str = ""
    part: bool = False
    certain: bool = False


def topic(text: str) -> str | None:
    found = _TOPIC.fullmatch(text)
    return found[1].strip(" ") if found else None


def topic_text(text: str) -> tuple[str, str] | None:
    """``Focus: ...`` and ``Notes:`` below a topic, as their name in small letters and what follows."""
    found = _TOPIC_TEXT.fullmatch(text)
    return (found[1].lower(), found[2].strip(" ")) if found else None


def mark_scheme(text: str) -> str | None:
    """What follows ``Mark scheme:`` on its line."""
    found = _MARK_SCHEME.fullmatch(text)
    return (found[1] or "").strip(" ") if found else None


def _closed_up(text: str) -> str:
    """The text with the number at its start in one piece, which AQA prints in boxes, a figure in each.

    >>> _closed_up("0 1 . 2 Name two"), _closed_up("Question 0 3 Explain"), _closed_up("0.5 m")
    ('01.2 Name two', 'Question 03 Explain', '0.5 m')
    """
    found = _IN_BOXES.match(text)
    if not found:
        return text
    word, figure, dot, step = found.groups("")
    return f"{word}0{figure}{dot}{step}{text[found.end() :]}"


def question(text: str) -> QuestionLine | None:
    """``Question 1 (2 marks)``, with the question's text after it or not. Text alone does not make it a question."""
    text = _closed_up(text)
    found = _QUESTION.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    part = _PART.match(rest)
    if part:
        rest = rest[part.end() :]
    number, problem = int(found[1][-4:]), _number_problem(found[1])
    rest = rest.strip(" ")
    if marks := _MARKS_FIRST.match(rest):
        return QuestionLine(number, number_of(marks[1]), rest[marks.end() :].lstrip(":.–—- "), problem, bool(part))
    separated = rest[:1] in tuple(":.)-–—")
    rest = rest[1:].strip(" ") if separated else rest
    if marks := _ONLY_MARKS.fullmatch(rest):
        return QuestionLine(number, number_of(marks[1]), "", problem, bool(part))
    stem, given = marks_at_end(rest, bare=bool(part))
    if stem and given is None and not separated:
        return None
    return QuestionLine(number, given, stem, problem, bool(part))


def _number_problem(figures: str) -> str:
    if len(figures.lstrip("0")) > 4:
        return "Question numbers have at most four figures."
    return "" if figures.strip("0") else "Questions are numbered from 1."


def numbered_question(text: str, *, after: int | None = None) -> QuestionLine | None:
    """``1. Give two reasons ... [2]``, ``3 (a) ...``, ``03.1``: a question only where the reader sees that it is no
    marking point. ``after`` is the number of a question before with parts, whose next is ``(b) ...``."""
    if found := _ALONE_IN_BOXES.fullmatch(text):
        return QuestionLine(int(found[1]), None, "", certain=True)
    text = _closed_up(text)
    if found := _WITH_PART.fullmatch(text):
        figures = found["whole"] or found["exam"]
        certain = not found["letter"]
        stem, marks = marks_at_end(found["text"] or "", bare=certain)
        return QuestionLine(int(figures), marks, stem, _number_problem(figures), part=True, certain=certain)
    if after and (found := _LONE_PART.fullmatch(text)):
        stem, marks = marks_at_end(found["text"], bare=True)
        return QuestionLine(after, marks, stem, part=True) if stem else None
    if not (found := _NUMBERED.fullmatch(text)):
        return None
    stem, marks = marks_at_end(found[3], bare=True)
    told = stem and (found[2] or marks is not None)
    return QuestionLine(int(found[1]), marks, stem, _number_problem(found[1])) if told else None


def marks_at_end(text: str, *, bare: bool = False) -> tuple[str, int | None]:
    """The text without ``[2]`` or ``(2 marks)`` at its end, and those marks; ``(2)`` only where it is all, or may be
    ``bare``."""
    found = _MARKS_IN_BRACKETS.search(text, max(0, len(text) - 40))
    if not found or (found[1] == "(" and not found[3] and found.start() and not bare):
        return text, None
    return text[: found.start()].rstrip(" "), number_of(found[2])


_MARKS_TOLD = pattern(r" ?(?:DASH|=|:) ?NUMBER ?marks?\.?$")


_MARKS_INSIDE = re.compile(
    r"(?<!\\)([(\[] ?[1-9](?: marks?)? ?[)\]])(?=[\s.,;:]*[^\s.,;:])(?! [(\[]?(?:AW|ORA|(?i:owtte))[)\]]?[.,;]?$)"
)


def marks_inside(text: str) -> str:
    """The first ``(1)`` that stands inside a point, as where each part of one sentence earns a mark; "" for none."""
    found = _MARKS_INSIDE.search(text)
    return found[1] if found else ""


def tells_marks(text: str) -> bool:
    """``a good reason – 1 mark``: a point with its marks in words behind it."""
    return _MARKS_TOLD.search(text, max(0, len(text) - 20)) is not None


_TICKS = re.compile(r"(?: ?;? ?(?:[✓✔]|[(\[]AO ?\d[a-z]?[)\]]))+(?= ?(?:[(\[] ?\d{1,2}(?: marks?)? ?[)\]])?$)")
"""What boards put behind a point for markers, before its marks if it has any: its tick, and the objective that it
tests."""


def without_ticks(text: str) -> str:
    """A point without the ticks and objectives behind it; what is nothing else stays.

    >>> without_ticks("wall one cell thick ; ✓"), without_ticks("villi ✓ (AO1)"), without_ticks("Yalu ✓ (1)")
    ('wall one cell thick', 'villi', 'Yalu (1)')
    >>> without_ticks("✓")
    '✓'
    """
    return _TICKS.sub("", text) or text


def without_marks_told(text: str) -> str:
    """The text without ``= 1 mark`` behind it."""
    return _MARKS_TOLD.sub("", text)


def stem_line(text: str) -> str:
    """A line of a question's text; the backslash that keeps it from being a sign (``\\Mark scheme:``) is dropped."""
    return text[1:] if text.startswith("\\") and _ends_stem(text.lstrip("\\")) else text


def plain_stem_line(text: str) -> str:
    """The line as stem_line() reads it."""
    return f"\\{text}" if _ends_stem(text.lstrip("\\")) else text


def _ends_stem(text: str) -> bool:
    return question(text) is not None or mark_scheme(text) is not None


# --- Levels -------------------------------------------------------------------------------------

_LEVEL_NAME = pattern(r"(?:level|band|l) ?([0-9]{1,2})(?![0-9])")
_BAND = pattern(
    r"(?P<bracket>[(\[])? ?(?P<low>NUMBER)(?: ?(?:DASH|to) ?(?P<high>NUMBER))?(?P<marks> ?marks?(?![a-z]))? ?[)\]]?"
    r"(?![0-9a-z])"
)
_NO_MARKS = pattern(r"(?:no marks? ?[:–—.-]|use (?:0|zero)(?= for (?:incorrect|irrelevant|no)(?![a-z]))) ?(.*)")
_NEEDS = pattern(r"level ?([0-9]{1,3}) needs ?:(.*)")
_NEED = pattern(r"(?:at least )?(NUMBER) (?:points? )?(identified|explained|supported)")
_SEPARATORS = ("", ":", ".", "–", "—", "-")
_AWARDING = ("for ", "per ", "each")

_NOTHING = re.compile(r"[(\[]?0[)\]]?(?: ?[(\[]0(?: marks?)?[)\]])?", re.IGNORECASE)
_NOTHING_TOLD = re.compile(r"[(\[]?0[)\]]? (?=[a-z])(?P<told>.+)", re.IGNORECASE)
_WORTHLESS = re.compile(
    r"\b(?:no|not|none|nothing|blank|without|irrelevant|inaccurate)\b|\b(?:worth|credit|reward|respon)", re.IGNORECASE
)

EXPECTED_BAND = "Expected the marks of this level: “Level 2 (3–4 marks): what an answer at this level does”."
EXPECTED_NEEDS = "Expected numbers of points, as in “Level 3 needs: 2 explained, 1 supported”."


@dataclass(frozen=True, slots=True)
class LevelLine:
    """``number`` is None where the line does not give it; ``low`` and ``high`` are 0 for what earns nothing."""

    number: int | None
    low: int
    high: int
    descriptor: str


def is_level_with_band(text: str) -> bool:
    """``Level 3 (5–6 marks): ...``, ``L3 5–6 ...``, ``5–6 marks``: a level that says which marks it has."""
    try:
        line = level(text)
    except Unreadable:
        return False
    return line is not None and line.high > 0 and (line.number is not None or line.high > line.low)


def level(text: str, *, among_points: bool = False) -> LevelLine | None:
    """``Level 1 (1–2 marks): ...``, ``L1 1–2``, ``1–2 marks: ...``. Among marking points only what ends in a colon."""
    if name := _LEVEL_NAME.match(text):
        return _named_level(int(name[1]), text[name.end() :].strip(" "))
    if found := _NO_MARKS.fullmatch(text):
        return LevelLine(None, 0, 0, found[1])
    if _NOTHING.fullmatch(text) and not among_points:
        return LevelLine(None, 0, 0, "")
    if (found := _NOTHING_TOLD.fullmatch(text)) and not among_points and tells_of_nothing(found["told"]):
        return LevelLine(None, 0, 0, found["told"])
    band = _BAND.match(text)
    if not band or not band["marks"]:
        return None
    line, ends = _level_line(None, band)
    goes_on = (
        not among_points and (band["high"] or line.high == 0) and not line.descriptor.lower().startswith(_AWARDING)
    )
    return line if ends or goes_on else None


def tells_of_nothing(text: str) -> bool:
    """Whether words say what earns no marks: ``No creditable response``."""
    return _WORTHLESS.search(text) is not None


def _named_level(number: int, rest: str) -> LevelLine | None:
    separated = rest[:1] in _SEPARATORS
    band = _BAND.match(rest[1:].strip(" ") if separated and rest else rest)
    if band:
        line, ends = _level_line(number, band)
        if ends or band["bracket"] or band["marks"] or (band["high"] and not separated):
            return line
    if number == 0:
        return LevelLine(0, 0, 0, rest)
    if band or separated:
        raise Unreadable(EXPECTED_BAND)
    return None


def _level_line(number: int | None, band: re.Match[str]) -> tuple[LevelLine, bool]:
    """The level, and whether a colon or the end of the line follows its marks."""
    after = band.string[band.end() :].strip(" ")
    separated = after[:1] in _SEPARATORS
    low, high = number_of(band["low"]), number_of(band["high"] or band["low"])
    return LevelLine(number, low, high, after[1:].strip(" ") if separated else after), separated


def level_without_band(text: str) -> tuple[str, str] | None:
    """``Level 2`` or ``Level 2: Clear explanation``, whose marks must stand somewhere else: its name, and its words."""
    name = _LEVEL_NAME.match(text)
    try:
        level(text)
    except Unreadable:
        return (name[0], text[name.end() :].strip(" :.–—-")) if name else None
    return None


def level_with_words(text: str) -> tuple[str, str] | None:
    """``BAND 2 Answers will analyse the sources 3–4``: its name, and its words with the marks behind them."""
    name = _LEVEL_NAME.match(text)
    words = text[name.end() :].strip(" ") if name else ""
    found = band_at_end(words)
    return (name[0], words) if name and words[:1].isalpha() and found and not found[0].isdecimal() else None


def is_bare_band(text: str) -> bool:
    """``3–4 marks`` alone, or ``3–4``."""
    found = _BAND.fullmatch(text)
    return found is not None and bool(found["marks"] or found["high"])


_BAND_AT_START = pattern(r"[(\[]? ?NUMBER(?: ?(?:DASH|to) ?NUMBER)? ?marks?(?![a-z])[ )\]]*[:.–—-]? ?(?=.)")
_BAND_AT_END = pattern(
    r" (?:[(\[] ?)?(NUMBER ?(?:(?:DASH|to) ?NUMBER(?: ?marks?)?|marks?))(?:(?<=[a-z0-9]) ?[)\]])?\.?$"
)


def band_at_start(text: str) -> tuple[str, str] | None:
    """``3–4 marks Some explanation``: the marks, and the words behind them."""
    found = _BAND_AT_START.match(text)
    return (found[0].strip("()[]:.–—- "), text[found.end() :]) if found else None


def band_at_end(text: str) -> tuple[str, str] | None:
    """``Some explanation. 3–4`` and ``Some explanation [3–4 marks]``: the marks, and the words before them."""
    found = _BAND_AT_END.search(text, max(0, len(text) - 30))
    return (found[1], text[: found.start()].rstrip(" –—-:")) if found else None


def needs(text: str) -> tuple[int, Needs] | None:
    """``Level 3 needs: 2 explained, 1 supported``: the level's number and its rule."""
    found = _NEEDS.fullmatch(text)
    if not found:
        return None
    counts: dict[str, int] = {}
    for part in re.split(r",| and ", found[2].strip(" .")):
        need = _NEED.fullmatch(part.strip(" "))
        if not need or need[2].lower() in counts or not 0 < number_of(need[1]) <= MOST_MARKS:
            raise Unreadable(EXPECTED_NEEDS)
        counts[need[2].lower()] = number_of(need[1])
    return int(found[1]), Needs(**counts)


# --- Rules and words of the question ------------------------------------------------------------

_MARKS_FOR_POINTS = pattern(r"marks for points ?:(.*)")
_PAIR = pattern(r"([0-9]{1,3})(?: points?)? ?= ?([0-9]{1,3})(?: marks?)?")
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


_LIST_RULE = pattern(r"list rule ?:(.*)")
_SYNONYMS = pattern(r"synonyms? ?:(.*)")


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
