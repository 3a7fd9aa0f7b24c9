"""A question between its lines and its Scheme: what was gathered, and the checks that need all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from questions.marking import signs
from questions.marking.errors import LineError
from questions.marking.printing import alternative_text, point_text
from questions.marking.scheme import Level, Needs, Point, Scheme
from questions.marking.wording import Wording, hide, read_wording

LONGEST_LINE = 5_000
_MARGIN = 20
"""What a printed line has around its wording."""

EMPTY = "Expected an answer here."
NO_SCHEME = "This question has no mark scheme. Expected a line “Mark scheme:” below its text, then the marking points."
NO_STEM = "This question has no text. Expected it on the lines before “Mark scheme:”."
NO_MARKS = "Expected the marks of the question: “Question {0} (2 marks)”."
NO_POINTS = "This mark scheme has no marking points and no levels. Expected “Acceptable answers include:” and a list."
VALUE_BELOW_POINT = (
    "Marks belong at the end of the point's own line, “- answer [2]”; an answer under it earns the same."
)
FLAG_BELOW_POINT = "AW and ORA belong to the point above or to ACCEPT. Write what else to look for in words."
FLAG_WITHOUT_POINT = "AW, ORA and marks belong to a marking point; there is none above this line."
LEVELS_HAVE_NO_VALUES = "This scheme has levels, so its points have no marks of their own. Take the marks away here."
LEVEL_GAP = "Expected a level that starts at {0} so that each mark has one level; this one has {1}."
LEVEL_TOP = "The highest level ends at {0}, and the question has {1}. Expected both to be the same."
LEVEL_NUMBER = (
    "Counted from the lowest marks, this is level {0}, not level {1}. Levels are numbered from 1 without gaps."
)
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
    """A marking point, an answer under one (``kind`` as in signs.sub_sign) or a level, and its lines so far."""

    kind: str
    line: Line
    parts: list[str]
    level: signs.LevelLine | None = None

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.parts))


@dataclass(slots=True)
class Draft:
    """A question while its lines are gathered. ``stated`` are the lines of what may be said once."""

    line: Line
    head: signs.QuestionLine
    stem: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    in_scheme: bool = False
    value: int | None = None
    maximum: int | None = None
    count: int | None = None
    noun: str = ""
    marks_for_points: tuple[tuple[int, int], ...] = ()
    list_rule: bool = True
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    needs: dict[int, Needs] = field(default_factory=dict)
    stated: dict[str, Line] = field(default_factory=dict)

    @property
    def point_count(self) -> int:
        return sum(item.kind == "point" for item in self.items)


def finished(draft: Draft, errors: list[LineError]) -> Scheme:
    """The question that ``draft`` holds. What is wrong with it goes to ``errors``; the scheme is then of no use."""
    return _Finisher(draft, errors).scheme()


class _Finisher:
    def __init__(self, draft: Draft, errors: list[LineError]) -> None:
        self.draft = draft
        self.errors = errors
        self.points: list[Point] = []
        self.marks = 0

    def scheme(self) -> Scheme:
        draft = self.draft
        self._read_head()
        known = len(self.errors)
        for item in draft.items:
            if item.kind == "point":
                self._read_point(item)
            elif item.kind != "level":
                self._read_answers(item)
        levels = self._levels()
        self._check_values(is_levels=bool(levels))
        if not draft.in_scheme:
            self._error(draft.line, NO_SCHEME)
        elif not self.points and not levels and len(self.errors) == known:
            self._error(draft.line, NO_POINTS)
        value, maximum = self._award(is_levels=bool(levels))
        return Scheme(
            number=draft.head.number,
            marks=self.marks,
            stem="\n".join(draft.stem),
            points=tuple(self.points),
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
        marks = draft.head.marks
        while draft.stem:
            stem, at_end = signs.marks_at_end(draft.stem[-1])
            if at_end is None or marks not in (None, at_end):
                break
            marks = at_end
            draft.stem[-1:] = [stem] if stem else []
            while draft.stem and not draft.stem[-1]:
                draft.stem.pop()
        if marks is None or not 0 < marks <= signs.MOST_MARKS:
            self._error(draft.line, NO_MARKS.format(draft.head.number))
        if draft.in_scheme and not draft.stem:
            self._error(draft.line, NO_STEM)
        self.marks = marks or 0

    def _wording(self, item: Item, text: str) -> Wording:
        wording = read_wording(hide(text), most=self.marks)
        if not wording.alternatives and not wording.flags and wording.value is None and not wording.problems:
            wording.problems.append(EMPTY)
        for problem in wording.problems:
            self._error(item.line, problem)
        if any(len(alternative_text(answer)) > LONGEST_LINE - _MARGIN for answer in wording.alternatives):
            self._error(item.line, f"This answer is longer than {LONGEST_LINE:,} characters.")
        return wording

    def _read_point(self, item: Item) -> None:
        if signs.is_open_ended(item.text):
            return
        text, under = signs.inline_signs(item.text)
        wording = self._wording(item, text)
        if wording.value is not None and not 0 < wording.value <= self.marks and self.marks:
            self._error(item.line, f"This point has {wording.value} marks; the question has {self.marks}.")
        if wording.alternatives:
            point = Point(
                wording.alternatives,
                (),
                (),
                (),
                wording.value,
                "reverse" in wording.flags,
                "any_wording" in wording.flags,
            )
            if len(point_text(point)) > LONGEST_LINE - _MARGIN:
                self._error(item.line, f"This point is longer than {LONGEST_LINE:,} characters.")
            self.points.append(point)
        elif not wording.problems:
            self._add_to_point(item, wording)
        for kind, answers in under:
            self._read_answers(Item(kind, item.line, [answers]))

    def _add_to_point(self, item: Item, wording: Wording) -> None:
        """Signs that stand alone on their line belong to the point above."""
        if not self.points:
            self._error(item.line, FLAG_WITHOUT_POINT)
            return
        point = self.points[-1]
        if wording.value is not None and point.value is not None:
            self._error(item.line, "The point above has its marks already.")
        self.points[-1] = replace(
            point,
            value=point.value if wording.value is None else wording.value,
            reverse=point.reverse or "reverse" in wording.flags,
            any_wording=point.any_wording or "any_wording" in wording.flags,
        )

    def _read_answers(self, item: Item) -> None:
        text, under = signs.inline_signs(item.text)
        wording = self._wording(item, text)
        if wording.value is not None:
            self._error(item.line, VALUE_BELOW_POINT)
        if wording.flags and item.kind != "accept":
            self._error(item.line, FLAG_BELOW_POINT)
        if self.points:
            point = self.points[-1]
            self.points[-1] = replace(
                point,
                accept=point.accept + (wording.alternatives if item.kind == "accept" else ()),
                reject=point.reject + (wording.alternatives if item.kind == "reject" else ()),
                ignore=point.ignore + (wording.alternatives if item.kind == "ignore" else ()),
                reverse=point.reverse or "reverse" in wording.flags,
                any_wording=point.any_wording or "any_wording" in wording.flags,
            )
        for kind, answers in under:
            self._read_answers(Item(kind, item.line, [answers]))

    def _levels(self) -> tuple[Level, ...]:
        found = [(item.level, item) for item in self.draft.items if item.level and item.level.high > 0]
        found.sort(key=lambda pair: (pair[0].low, pair[0].high))
        levels = []
        expected = 1
        for number, (level, item) in enumerate(found, 1):
            if level.low != expected or level.high < level.low:
                self._error(item.line, LEVEL_GAP.format(_marks(expected), f"{level.low} to {level.high}"))
            if level.number not in (None, number):
                self._error(item.line, LEVEL_NUMBER.format(number, level.number))
            if not item.text:
                self._error(item.line, signs.EXPECTED_BAND)
            if len(item.text) > LONGEST_LINE - 2 * _MARGIN:
                self._error(item.line, f"This descriptor is longer than {LONGEST_LINE:,} characters.")
            expected = max(expected, level.high + 1)
            levels.append(Level(number, level.low, level.high, item.text, self.draft.needs.get(number)))
        if found and self.marks and expected != self.marks + 1:
            self._error(found[-1][1].line, LEVEL_TOP.format(_marks(expected - 1), _marks(self.marks)))
        for number in self.draft.needs:
            if not 0 < number <= len(levels):
                self._error(self.draft.stated[f"needs {number}"], NO_SUCH_LEVEL.format(number))
        return tuple(levels)

    def _check_values(self, *, is_levels: bool) -> None:
        draft = self.draft
        if is_levels:
            valued = [item.line for item in draft.items if item.kind == "point" and self._has_value(item)]
            lines = [*valued, *(draft.stated[key] for key in ("value", "marks_for_points") if key in draft.stated)]
            for line in lines:
                self._error(line, LEVELS_HAVE_NO_VALUES)
        elif self.marks:
            for line, what, number in self._stated_numbers():
                if not 0 < number <= self.marks:
                    self._error(line, f"{what}; the question has {_marks(self.marks)}.")

    def _stated_numbers(self) -> Iterator[tuple[Line, str, int]]:
        draft = self.draft
        if draft.value is not None:
            yield draft.stated["value"], f"Each point has {_marks(draft.value)} here", draft.value
        if draft.maximum is not None:
            yield draft.stated["maximum"], f"The maximum here is {_marks(draft.maximum)}", draft.maximum
        for points, marks in draft.marks_for_points:
            if points:
                yield draft.stated["marks_for_points"], f"{points} points earn {_marks(marks)} here", max(marks, 1)

    def _has_value(self, item: Item) -> bool:
        return read_wording(hide(signs.inline_signs(item.text)[0]), most=self.marks).value is not None

    def _award(self, *, is_levels: bool) -> tuple[int, int | None]:
        """The value of each point and the cap on all.

        "Award up to 2 marks" gives no value: a single point can then earn them all, several earn one each.
        """
        draft = self.draft
        value, maximum = draft.value, draft.maximum
        if value is None:
            alone = maximum is not None and len(self.points) == 1 and not is_levels
            value = maximum if alone and maximum else 1
        if maximum is None and draft.count is not None and not is_levels:
            maximum = min(draft.count * value, self.marks)
        return value, maximum


def _marks(number: int) -> str:
    return f"{number} mark" if number == 1 else f"{number} marks"
