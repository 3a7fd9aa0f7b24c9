"""A question between its lines and its Scheme: what was gathered, and the checks that need all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from questions.marking.notation import set_phrases, signs
from questions.marking.notation.errors import LineError
from questions.marking.notation.printing import alternative_text, point_text
from questions.marking.notation.wording import ONE_VALUE, Wording, hide, read_wording
from questions.marking.scheme import Alternative, Level, Needs, Point, Scheme

LONGEST_LINE = 5_000
_MARGIN = 20
"""What a printed line has around its wording."""

EMPTY = "Expected an answer here."
LONGEST_HEADING = 200
EXPECTED_HEADING = f"Expected a heading of the notes, of at most {LONGEST_HEADING} characters: “SEE: The Long March”."
SEE_TWICE = "This point says already which section of the notes to read. Expected it once."
TOO_LONG = f"Written out in full, this is longer than {LONGEST_LINE:,} characters. Divide it."
NO_SCHEME = "This question has no mark scheme. Expected a line “Mark scheme:” below its text, then the marking points."
NO_STEM = "This question has no text. Expected it on the lines before “Mark scheme:”."
NO_MARKS = "Expected the marks of the question: “Question {0} (2 marks)”."
NO_POINTS = "This mark scheme has no marking points and no levels. Expected “Acceptable answers include:” and a list."
VALUE_BELOW_POINT = (
    "Marks belong at the end of the point's own line, “- answer [2]”; an answer below it earns the same."
)
FLAG_BELOW_POINT = "AW and ORA belong to the point or to ACCEPT. Write here in words what else to look for."
SIGN_WITHOUT_POINT = "AW, ORA and marks belong to a marking point; there is none above this line."
LEVELS_HAVE_NO_VALUES = "This scheme has levels, so its points have no marks of their own. Take the marks away here."
LEVEL_ORDER = "Expected the lower mark first: “3–4 marks”."
LEVEL_GAP = "Expected this level to start at {0}, so that each mark has one level; it has {1} to {2}."
LEVEL_TOP = "The highest level ends at {0}; the question has {1}. Expected both to be the same."
LEVEL_NUMBER = "Counted from the lowest marks, this is level {0}, not level {1}."
NO_SUCH_LEVEL = "There is no level {0} in this scheme."


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` has single spaces and no invisible characters; ``indent`` is the column it starts in, from 0."""

    number: int
    raw: str
    text: str
    indent: int


@dataclass(slots=True)
class Item:
    """A marking point, an answer under one (``kind`` as in set_phrases.sub_sign) or a level, and its lines so far.

    ``apart`` is the first line of a level behind an empty one, ``below`` the first that begins with a capital.
    """

    kind: str
    line: Line
    parts: list[str]
    level: signs.LevelLine | None = None
    apart: Line | None = None
    below: Line | None = None

    @property
    def text(self) -> str:
        return joined(self.parts)


_KEPT_BEFORE = {"anti", "neo", "non", "quasi", "self", "semi", "ultra", "well"}
_KEPT_AFTER = {
    "based", "century", "class", "controlled", "dominated", "driven", "hearted", "led", "like", "lived", "made",
    "minded", "old", "owned", "party", "ranging", "reaching", "ridden", "scale", "sided", "speaking", "stained",
    "style", "term", "time", "torn", "war", "weary", "wide", "wing", "year",
}  # fmt: skip
"""Whole words, which no syllable at the end of a word is."""


def joined(parts: list[str]) -> str:
    """The parts of a line that ran over its end; a word parted by a hyphen is whole again.

    The hyphen stays where the word is likely to have one of its own: ``anti-``, ``-owned``, before a capital.
    """
    text = ""
    for part in filter(None, parts):
        if not ends_in_hyphen(text) or not part[0].isalpha():
            text = f"{text} {part}" if text else part
            continue
        before = text.rstrip("-").rpartition(" ")[2].lower()
        after = part.split(" ")[0].strip(".,;:!?").lower()
        kept = part[0].isupper() or before in _KEPT_BEFORE or after in _KEPT_AFTER
        text = f"{text if kept else text[:-1]}{part}"
    return text


def ends_in_hyphen(text: str) -> bool:
    """Whether a word is parted at the end of ``text``."""
    return len(text) > 2 and text[-1] in "-‐" and text[-3:-1].isalpha()


@dataclass(slots=True)
class Draft:
    """A question while its lines are gathered.

    ``stated`` are the lines of what may be said once; ``ended``: its total stands above, so that no more points may
    follow; ``faulty``: an error in its lines is reported already.
    """

    line: Line
    head: signs.QuestionLine
    stem: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    point_count: int = 0
    in_scheme: bool = False
    ended: bool = False
    faulty: bool = False
    value: int | None = None
    maximum: int | None = None
    count: int | None = None
    noun: str = ""
    marks_for_points: tuple[tuple[int, int], ...] = ()
    list_rule: bool = True
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    needs: dict[int, Needs] = field(default_factory=dict)
    stated: dict[str, Line] = field(default_factory=dict)


def told_marks(draft: Draft) -> int | None:
    """The marks that the head of a question or its text gives, while its mark scheme is read."""
    told = (signs.marks_at_end(draft.stem[at], bare=True)[1] for at in (-1, 0) if draft.stem)
    return draft.head.marks or next(filter(None, told), None)


def finished(draft: Draft, errors: list[LineError]) -> Scheme:
    """The question that ``draft`` holds. What is wrong with it goes to ``errors``; the scheme is then of no use."""
    return _Finisher(draft, errors).scheme()


@dataclass(slots=True)
class _PointDraft:
    answers: tuple[Alternative, ...]
    value: int | None
    flags: set[str]
    see: str = ""
    under: dict[str, list[Alternative]] = field(default_factory=lambda: {"accept": [], "reject": [], "ignore": []})

    def finished(self) -> Point:
        return Point(
            answers=self.answers,
            accept=tuple(self.under["accept"]),
            reject=tuple(self.under["reject"]),
            ignore=tuple(self.under["ignore"]),
            value=self.value,
            reverse="reverse" in self.flags,
            any_wording="any_wording" in self.flags,
            see=self.see,
        )


class _Finisher:
    def __init__(self, draft: Draft, errors: list[LineError]) -> None:
        self.draft = draft
        self.errors = errors
        self.is_levels = any(item.kind == "level" for item in draft.items)
        self.marks = 0
        self.points: list[_PointDraft] = []

    def scheme(self) -> Scheme:
        draft = self.draft
        self._read_head()
        errors_of_head = len(self.errors)
        for item in draft.items:
            if item.kind == "point":
                self._read_point(item)
            elif item.kind != "level":
                self._read_under(item.kind, item.line, item.text)
        levels = self._levels()
        self._check_numbers()
        if not draft.in_scheme:
            self._error(draft.line, NO_SCHEME)
        elif not (self.points or levels or draft.faulty) and len(self.errors) == errors_of_head:
            self._error(draft.line, NO_POINTS)
        value, maximum = self._value_and_maximum()
        return Scheme(
            number=draft.head.number,
            marks=self.marks,
            stem="\n".join(draft.stem),
            points=tuple(point.finished() for point in self.points),
            levels=levels,
            value=value,
            maximum=maximum,
            noun=draft.noun,
            marks_for_points=draft.marks_for_points,
            list_rule=draft.list_rule,
            synonyms=tuple(draft.synonyms),
        )

    def _error(self, line: Line, message: str) -> None:
        self.errors.append(LineError(line.number, message, line.raw))

    def _read_head(self) -> None:
        draft = self.draft
        if draft.head.problem:
            self._error(draft.line, draft.head.problem)
        marks = self._marks_of_stem(draft.head.marks)
        if not marks:
            self._error(draft.line, NO_MARKS.format(draft.head.number))
        elif marks > signs.MOST_MARKS:
            self._error(draft.line, f"A question has at most {signs.MOST_MARKS} marks.")
        if draft.in_scheme and not draft.stem:
            self._error(draft.line, NO_STEM)
        self.marks = marks or 0

    def _marks_of_stem(self, marks: int | None) -> int | None:
        """The question's marks; where its text ends with them they are taken from there, said again or not."""
        stem = self.draft.stem
        while stem:
            text, at_end = signs.marks_at_end(stem[-1])
            if at_end is None or marks not in (None, at_end):
                break
            marks = at_end
            stem[-1] = text
            while stem and not stem[-1]:
                stem.pop()
        return marks or self._bare_marks_of_stem()

    def _bare_marks_of_stem(self) -> int | None:
        """Marks printed as ``(2)`` behind the text of the question, or behind its first line, where nothing else gives
        any: elsewhere a bare number in round brackets is part of the text."""
        stem = self.draft.stem
        for at in (-1, 0) if stem else ():
            text, marks = signs.marks_at_end(stem[at], bare=True)
            if text and marks:
                stem[at] = text
                return marks
        return None

    def _wording(self, line: Line, text: str) -> Wording:
        wording = read_wording(hide(text), most=self.marks)
        if not (wording.alternatives or wording.flags or wording.problems) and wording.value is None:
            wording.problems.append(EMPTY)
        if any(len(alternative_text(answer)) > LONGEST_LINE - _MARGIN for answer in wording.alternatives):
            wording.problems.append(TOO_LONG)
        for problem in wording.problems:
            self._error(line, problem)
        return wording

    def _read_point(self, item: Item) -> None:
        if set_phrases.is_open_ended(item.text):
            return
        text, under = set_phrases.inline_signs(signs.without_ticks(item.text))
        wording = self._wording(item.line, text)
        if wording.value is not None:
            self._check_value(item.line, wording.value)
        point = _PointDraft(wording.alternatives, wording.value, wording.flags)
        if wording.alternatives:
            self.points.append(point)
            if not wording.problems and len(point_text(point.finished())) > LONGEST_LINE - _MARGIN:
                self._error(item.line, TOO_LONG)
        elif not wording.problems:
            self._add_to_point(item.line, wording)
        for kind, answers in under:
            self._read_under(kind, item.line, answers)

    def _check_value(self, line: Line, value: int) -> None:
        if self.is_levels:
            self._error(line, LEVELS_HAVE_NO_VALUES)
        elif self.marks and not 0 < value <= self.marks:
            self._error(line, f"This point has {_marks(value)}; the question has {self.marks}.")

    def _add_to_point(self, line: Line, wording: Wording) -> None:
        """Signs that have a line of their own belong to the point above."""
        if not self.points:
            self._error(line, SIGN_WITHOUT_POINT)
            return
        point = self.points[-1]
        if wording.value is not None and point.value is not None:
            self._error(line, ONE_VALUE)
        point.value = point.value if wording.value is None else wording.value
        point.flags |= wording.flags

    def _read_under(self, kind: str, line: Line, text: str) -> None:
        """Read an ACCEPT, REJECT, IGNORE or SEE, and those that follow within its line."""
        first, others = set_phrases.inline_signs(text)
        for sign, answers in [(kind, first), *others]:
            if sign == "see":
                self._read_see(line, answers)
                continue
            wording = self._wording(line, answers)
            if wording.value is not None:
                self._error(line, VALUE_BELOW_POINT)
            if wording.flags and sign != "accept":
                self._error(line, FLAG_BELOW_POINT)
            elif not wording.alternatives and not wording.problems:
                self._error(line, EMPTY)
            if self.points:
                self.points[-1].under[sign] += wording.alternatives
                self.points[-1].flags |= wording.flags

    def _read_see(self, line: Line, heading: str) -> None:
        if not 0 < len(heading) <= LONGEST_HEADING:
            self._error(line, EXPECTED_HEADING)
        elif self.points and self.points[-1].see:
            self._error(line, SEE_TWICE)
        elif self.points:
            self.points[-1].see = heading

    def _levels(self) -> tuple[Level, ...]:
        found = [(item.level, item) for item in self.draft.items if item.level and item.level.high > 0]
        found.sort(key=lambda pair: (pair[0].low, pair[0].high))
        expected = 1
        for number, (level, item) in enumerate(found, 1):
            for problem in _level_problems(level, item, number, expected):
                self._error(item.line, problem)
            expected = max(expected, level.high + 1)
        if found and self.marks and expected != self.marks + 1:
            self._error(found[-1][1].line, LEVEL_TOP.format(_marks(expected - 1), self.marks))
        for number in self.draft.needs:
            if not 0 < number <= len(found):
                self._error(self.draft.stated[f"needs {number}"], NO_SUCH_LEVEL.format(number))
        return tuple(
            Level(number, level.low, level.high, item.text, self.draft.needs.get(number))
            for number, (level, item) in enumerate(found, 1)
        )

    def _check_numbers(self) -> None:
        """Whether value, maximum and marks for points fit the question."""
        draft = self.draft
        if self.is_levels:
            for key in ("value", "marks_for_points"):
                if key in draft.stated:
                    self._error(draft.stated[key], LEVELS_HAVE_NO_VALUES)
        elif draft.value is not None and self.marks and not 0 < draft.value <= self.marks:
            message = f"Each point has {_marks(draft.value)} here; the question has {self.marks}."
            self._error(draft.stated["value"], message)
        if draft.maximum is not None and self.marks and not 0 < draft.maximum <= self.marks:
            self._error(draft.stated["maximum"], f"The maximum is {draft.maximum} here; the question has {self.marks}.")
        most = max((marks for _, marks in draft.marks_for_points), default=0)
        if self.marks and most > self.marks:
            message = f"Points earn up to {_marks(most)} here; the question has {self.marks}."
            self._error(draft.stated["marks_for_points"], message)

    def _value_and_maximum(self) -> tuple[int, int | None]:
        """What each point is worth, and the cap on all.

        "Award up to 2 marks" gives no value: a single point can then earn them all, several earn one each. "1 mark
        each" above a single point is kept as a cap, since printed as a value alone it would go unsaid.
        """
        draft, single = self.draft, len(self.points) == 1
        if self.is_levels:
            return 1, draft.maximum
        value, maximum = draft.value, draft.maximum
        if value is None:
            value = maximum if maximum is not None and single and draft.count is None else 1
        if maximum is None and draft.count is not None:
            return value, min(draft.count * value, self.marks)
        if maximum is None and single and draft.value == 1 < self.marks and not draft.noun:
            return value, self.marks
        return value, maximum


def _level_problems(level: signs.LevelLine, item: Item, number: int, expected: int) -> Iterator[str]:
    if level.high < level.low:
        yield LEVEL_ORDER
    elif level.low != expected:
        yield LEVEL_GAP.format(_marks(expected), level.low, level.high)
    if level.number not in (None, number):
        yield LEVEL_NUMBER.format(number, level.number)
    if not item.text:
        yield signs.EXPECTED_BAND
    if len(item.text) > LONGEST_LINE - 2 * _MARGIN:
        yield TOO_LONG


def _marks(number: int) -> str:
    return f"{number} mark" if number == 1 else f"{number} marks"
