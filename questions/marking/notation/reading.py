"""A text in notation line by line: each goes to the topic, question, level or marking point it belongs to.

Lines join where one stands further in than its bullet, or follows at once on an unfinished line of a bulleted
list and starts with a small letter, or where a slash, AND or OR stands at the end of the one or the start of the
other. In a bulleted list any other line without a bullet is an error, because it could be a point or the rest of
one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from questions.marking.notation import messages, one_line, pasting, set_phrases, signs, tables
from questions.marking.notation.drafts import Draft, Item, Line, ends_in_hyphen, told_marks
from questions.marking.notation.errors import LineError

LISTED = 3
"""Parts between semicolons from which one line is a list of points, or may be meant as one."""
_FINISHED = (".", ";", ":", "!", "?")
_JOINING = ("/ ", "AND ", "OR ")


def _why_no_point(text: str) -> str:
    """What keeps a line from being a marking point; "" for nothing."""
    if set_phrases.is_note(text):
        return messages.NOTE
    return messages.LONE_OR if text.lower() == "or" else ""


def _why_no_rest(text: str) -> str:
    """What a line without a bullet in a list with bullets may be, if it is no rest of a point."""
    if set_phrases.is_to_examiners(text):
        return messages.NOTE
    letter = set_phrases.letter_sign(text)
    return messages.LETTER.format(text[0], letter.upper()) if letter else messages.EXPECTED_BULLET


def _why_hardly_a_point(text: str) -> str:
    """What a line may be that could be a marking point; "" for nothing."""
    if set_phrases.is_to_examiners(text) and not set_phrases.is_open_ended(text):
        return messages.NOTE
    if text.endswith(":"):
        return messages.HEADING_OR_POINT
    if (inside := signs.marks_inside(text)) and not set_phrases.buried_sign(text):
        return messages.MARKS_INSIDE.format(inside)
    return messages.MARKS_OF_POINT if signs.tells_marks(text) else ""


@dataclass(frozen=True, slots=True)
class Note:
    """A note in the scheme of ``draft``: what it says is known when all its ``lines`` are."""

    draft: Draft
    item: Item
    lines: list[Line]


@dataclass(slots=True)
class Section:
    """A topic and its questions. ``texts`` are the lines of its focus and notes, ``astray`` those that are neither."""

    line: Line
    topic: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    astray: list[Line] = field(default_factory=list)

    def text(self, name: str) -> str:
        return "\n".join(self.texts.get(name, ()))


def _why_astray(section: Section) -> tuple[Line, str]:
    """The line to look at of those that are neither topic nor question, and what is wrong."""
    lines = section.astray
    may_be = next((line for line in lines if signs.numbered_question(line.text)), None)
    if "\t" in lines[0].raw and tables.is_table_head(lines[0]):
        return lines[0], messages.SCHEME_TABLE
    if may_be and not section.drafts:
        return may_be, messages.MAY_BE_QUESTION
    if lines[0].raw.strip().count("\t") > 1:
        return lines[0], messages.TABLE
    return lines[0], messages.LINES_ASTRAY.format(len(lines)) if len(lines) > 1 else messages.EXPECTED_QUESTION


def _ahead(lines: Sequence[Line]) -> list[Line | None]:
    """For each line the next one that is not empty."""
    ahead: list[Line | None] = []
    following: Line | None = None
    for line in reversed(lines):
        ahead.append(following)
        following = line if line.text else following
    return ahead[::-1]


class Reader:
    """Gathers lines into drafts of questions. A line that is wrong goes to ``errors`` and reading goes on.

    ``item`` is what a line may continue, ``announced`` whether points may follow, ``listing`` whether they do,
    ``bulleted`` whether one of them had a bullet, ``bare`` their lines without one, ``indent`` where the newest
    starts, ``hollow`` whether it has Word's lower bullet, ``loose`` whether blank lines part the points, ``follows``
    whether no blank line came in between, ``sharing`` the line that the newest points share, ``ahead`` the next line.
    """

    def __init__(self, errors: list[LineError], *, new: bool) -> None:
        self.errors = errors
        self.new = new
        self.sections: list[Section] = []
        self.passed: list[Line] = []
        self.notes: list[Note] = []
        self.heads: dict[int, signs.QuestionLine] = {}
        self.starts: set[int] = set()
        self.doubtful: set[int] = set()
        self.cells: set[int] = set()
        self.parts: set[int] = set()
        self.in_cells = False
        self.barred: list[str] | None = None
        self.item: Item | None = None
        self.announced = False
        self.listing = False
        self.bulleted = False
        self.bare: list[Line] = []
        self.indent = 0
        self.hollow = False
        self.loose = False
        self.follows = False
        self.sharing: Line | None = None
        self.ahead: Line | None = None

    def read(self, lines: list[Line]) -> None:
        self.sections.append(Section(lines[0]))
        plan = pasting.prepared(lines, new=self.new)
        self.passed, self.heads, self.starts = plan.passed, plan.heads, plan.starts
        self.doubtful, self.cells, self.parts = plan.doubtful, plan.cells, plan.parts
        for line, self.ahead in zip(plan.lines, _ahead(plan.lines), strict=True):
            if line.text:
                try:
                    self._read(line, self.heads.get(line.number) or signs.question(line.text))
                except signs.Unreadable as problem:
                    self._error(line, str(problem))
                    if self.drafts:
                        self.drafts[-1].faulty = True
            self.follows = bool(line.text)
        self._leave_list()
        self._pass_notes()
        for section in self.sections:
            for draft in section.drafts if self.new else ():
                self._check_last_level(draft)
            self._check_numbers(section)
            if section.astray:
                self._error(*_why_astray(section))

    @property
    def drafts(self) -> list[Draft]:
        return self.sections[-1].drafts

    def _error(self, line: Line, message: str) -> None:
        self.errors.append(LineError(line.number, message, line.raw))

    def _read(self, line: Line, head: signs.QuestionLine | None) -> None:
        if head:
            self._start(line, head)
        elif self.in_cells:
            return
        elif line.number in self.cells and self._is_past_stem(line):
            self.in_cells = True
            raise signs.Unreadable(messages.CELLS)
        elif not self.drafts:
            self._read_before(line)
        elif tables.levels_apart(line):
            self.drafts[-1].in_scheme = self.in_cells = True
            raise signs.Unreadable(messages.LEVELS_APART)
        elif self.drafts[-1].in_scheme:
            self._refuse(messages.PART_OR_POINT if line.number in self.parts else "")
            self._read_scheme(self.drafts[-1], line)
        else:
            self._read_stem(self.drafts[-1], line)

    def _is_past_stem(self, line: Line) -> bool:
        if self.drafts and line.number in self.starts:
            self.drafts[-1].in_scheme = True
        return not self.drafts or self.drafts[-1].in_scheme

    def _start(self, line: Line, head: signs.QuestionLine) -> None:
        if len(self.drafts) >= messages.MOST_QUESTIONS:
            self._error(line, messages.TOO_MANY_QUESTIONS)
        self.in_cells = False
        self.drafts.append(Draft(line, head, [head.stem] if head.stem else []))
        self._leave_list()

    def _check_last_level(self, draft: Draft) -> None:
        """Ask about what follows the last level and may be of the whole scheme: where it stands apart or begins a line,
        and nothing does so below the others."""
        levels = [item for item in draft.items if item.level and item.level.high]
        if len(levels) < 2:
            return
        *others, last = levels
        apart = None if any(item.apart for item in others) else last.apart
        of_one_line = all(sum(map(bool, item.parts)) == 1 for item in others)
        if line := apart or (last.below if of_one_line else None):
            self._error(line, messages.LEVEL_OR_SCHEME)

    def _check_numbers(self, section: Section) -> None:
        """Each question has its own number. Parts such as 3 (a) and 3 (b) become questions, numbered on in order."""
        heads = [draft.head for draft in section.drafts]
        if any(head.part for head in heads) and len({head.number for head in heads}) < len(heads):
            last = 0
            for draft in section.drafts:
                last = max(draft.head.number, last + 1)
                draft.head = replace(draft.head, number=last)
        lines_of_numbers: dict[int, int] = {}
        for draft in section.drafts:
            number = draft.head.number
            first = lines_of_numbers.setdefault(number, draft.line.number)
            if first != draft.line.number and not draft.head.problem:
                self._error(draft.line, messages.NUMBER_TAKEN.format(number, first))
            if number > messages.MOST_NUMBER:
                self._error(draft.line, messages.NO_NUMBER_LEFT)

    def _leave_list(self) -> None:
        self.item = self.sharing = None
        for line in pasting.torn(self.bare) if self.new else ():
            self._error(line, messages.EXPECTED_BULLET)
        self.announced = self.listing = self.bulleted = self.loose = False
        self.bare = []

    def _read_before(self, line: Line) -> None:
        section = self.sections[-1]
        barred, self.barred = self.barred, None
        if barred is not None and line.raw.startswith(signs.BAR):
            bar, space, rest = line.raw.partition(f"{signs.BAR} ")
            barred.append(rest if space and not bar else line.raw[1:])
            self.barred = barred
        elif (topic := signs.topic(line.text)) is not None:
            self._name_topic(line, topic)
        elif section.topic and (own := signs.topic_text(line.text)):
            self._start_text(section, *own)
        elif not signs.is_rule(line.text):
            section.astray.append(line)

    def _name_topic(self, line: Line, topic: str) -> None:
        section = self.sections[-1]
        if not topic:
            raise signs.Unreadable(messages.EXPECTED_TOPIC)
        if topic == section.topic:
            return
        if section.topic and not (section.drafts or section.texts):
            raise signs.Unreadable(messages.TOPIC_WITHOUT_QUESTIONS)
        if section.topic or section.drafts:
            if len(self.sections) == messages.MOST_TOPICS:
                self._error(line, messages.TOO_MANY_TOPICS)
            self._leave_list()
            self.sections.append(Section(line, topic))
        else:
            section.topic, section.line = topic, line

    def _start_text(self, section: Section, name: str, first: str) -> None:
        if name in section.texts:
            self.barred = []
            raise signs.Unreadable(messages.TEXT_TWICE.format(name))
        if first and name == "notes":
            raise signs.Unreadable(messages.EXPECTED_BAR)
        section.texts[name] = [first] if first else []
        self.barred = section.texts[name]

    def _read_stem(self, draft: Draft, line: Line) -> None:
        rest = signs.mark_scheme(line.text)
        if rest is None and line.number in self.starts:
            rest = "" if self._names_scheme(line.text) else line.text
        if rest is None:
            self._refuse(messages.SCHEME_IN_STEM if tables.has_band_in_cell(line) else "")
            draft.stem += [""] if draft.stem and not self.follows else []
            draft.stem.append(signs.stem_line(line.text))
            return
        draft.in_scheme = True
        if rest:
            self._read_scheme(draft, Line(line.number, line.raw, rest, line.indent))

    def _read_scheme(self, draft: Draft, line: Line) -> None:
        content = signs.bullet(line.text)
        text = line.text if content is None else content
        if signs.is_rule(line.text) or self._read_note(draft, line, text, bare=content is None):
            return
        if self._is_total(draft, line):
            self._read_total(draft, line)
        elif under := self._sub_sign(text, bare=content is None):
            self._add_under(draft, line, *under)
        elif content is None and self._read_sign(draft, line, text):
            return
        elif not self.listing and (level := signs.level(text)):
            self._add_level(draft, line, level)
        elif content is None:
            self._read_words(draft, line)
        elif self.item and self.item.level and self.item.level.high > 0:
            if self.item.parts[-1] and not self.item.parts[-1].endswith((*_FINISHED, ",")):
                self.item.parts[-1] += ";"
            self.item.parts.append(text)
        else:
            lower = line.indent > self.indent + 1 or (line.text.startswith("o ") and not self.hollow)
            self._refuse_ended(draft)
            self._refuse(messages.BULLET_UNDER_POINT if self.bulleted and lower else "")
            for bare in self.bare if self.new else ():
                self._error(bare, messages.BARE_ABOVE_BULLETS)
            self.listing, self.bulleted, self.bare = True, True, []
            self._add_point(draft, line, text)

    def _is_total(self, draft: Draft, line: Line) -> bool:
        """Whether a line repeats what the question is worth, below its points; marks alone do where nothing follows."""
        if not (self.listing or self.item) or line.indent > self.indent:
            return False
        if set_phrases.total(line.text):
            return True
        alone = set_phrases.marks_alone(line.text)
        below = self.ahead
        ends = not below or below.number in self.heads or signs.question(below.text) or set_phrases.total(below.text)
        return bool(self.listing and ends and (self.bulleted or self.new) and alone and alone == told_marks(draft))

    def _read_total(self, draft: Draft, line: Line) -> None:
        """Leave a total out; one that is not the question's is an error. Behind it no points may follow, but further
        totals, which may be those of several questions, as any total below a part may be."""
        total, marks = set_phrases.total(line.text), told_marks(draft)
        if total and not (draft.ended or draft.head.part):
            if total.question not in (0, draft.head.number):
                self._error(line, messages.TOTAL_OF_ANOTHER.format(total.question, draft.head.number))
            elif marks and total.marks not in (0, marks):
                self._error(line, messages.OTHER_TOTAL.format(total.marks, marks))
        draft.ended, self.item = True, None
        self.passed.append(line)

    def _read_note(self, draft: Draft, line: Line, text: str, *, bare: bool) -> bool:
        """Read a note; what a table has in a column for notes may belong to a point, and is none here. In what is
        stored, the rest of a point may begin like one."""
        if not set_phrases.is_note(text) or "\t" in line.raw or (self.item and self.item.kind == "level"):
            return False
        if bare and not self.new and self.item and self._continues(self.item, line):
            return False
        self.item = Item("note", line, [text])
        self.notes.append(Note(draft, self.item, [line]))
        return True

    def _pass_notes(self) -> None:
        for note in self.notes:
            if set_phrases.is_harmless(note.item.text):
                self.passed += note.lines
            else:
                self._error(note.item.line, messages.NOTE)
                note.draft.faulty = True

    def _may_end_note(self, line: Line) -> bool:
        return self.item is not None and self.item.kind == "note" and self.follows and line.text[0].islower()

    def _sub_sign(self, text: str, *, bare: bool) -> tuple[str, str] | None:
        if alone := set_phrases.bare_sign(text):
            self._refuse(messages.SIGN_ALONE.format(alone.upper()))
        under = set_phrases.sub_sign(text)
        return self._plain_sub_sign(text) if under is None and bare else under

    def _plain_sub_sign(self, text: str) -> tuple[str, str] | None:
        under = set_phrases.plain_sub_sign(text) if self.listing else None
        if under and not self.bulleted:
            raise signs.Unreadable(messages.POINT_OR_SIGN.format(under[0].upper()))
        return under

    def _add(self, draft: Draft, item: Item) -> None:
        self._refuse_ended(draft)
        draft.items.append(item)
        self.item = item

    def _refuse_ended(self, draft: Draft) -> None:
        if draft.ended:
            raise signs.Unreadable(messages.BELOW_TOTAL)

    def _add_level(self, draft: Draft, line: Line, level: signs.LevelLine) -> None:
        """Add a level. What is said of no marks is not kept; where it says something else, it is named as left out."""
        self._add(draft, Item("level", line, [level.descriptor], level))
        if not level.high and level.descriptor and not signs.tells_of_nothing(level.descriptor):
            self.passed.append(line)

    def _add_under(self, draft: Draft, line: Line, kind: str, answers: str) -> None:
        above_bullets = self.ahead is not None and signs.bullet(self.ahead.text) is not None
        if not draft.point_count:
            if kind == "accept" and (above_bullets if not answers else len(answers.split(", ")) > 1):
                self._start_list(draft, line, set_phrases.PointsHeading(answers, None, several=True))
                return
            raise signs.Unreadable(messages.NO_POINT_ABOVE.format(kind.upper()))
        if above_bullets and not answers and kind != "see":
            raise signs.Unreadable(messages.SIGN_ABOVE_BULLETS.format(kind.upper()))
        if kind == "accept" and set_phrases.is_open_ended(answers):
            self.item = None
        else:
            parted = not self.item or self.item.kind == "note" or not (self.follows or self.loose)
            apart = ((parted and line.indent <= self.indent) or self.sharing) and draft.point_count > 1
            self._refuse(messages.SIGN_APART.format(kind.upper()) if apart else "")
            self._add(draft, Item(kind, line, [answers]))

    def _refuse(self, problem: str) -> None:
        """What can be read as the author hardly meant it is refused, in a new text; what is stored was taken once."""
        if problem and self.new:
            raise signs.Unreadable(problem)

    def _add_point(self, draft: Draft, line: Line, text: str) -> None:
        if not text:
            raise signs.Unreadable(messages.EXPECTED_POINT)
        if problem := _why_no_point(text):
            raise signs.Unreadable(problem)
        self._refuse(messages.CELLS_ASTRAY if self.new and tables.has_cells_astray(line) else "")
        text = signs.without_ticks(text)
        if self.new and set_phrases.is_open_ended(bare := signs.without_marks_told(text)):
            text = bare
        self._refuse(_why_hardly_a_point(text))
        draft.point_count += 1
        if draft.point_count == messages.MOST_POINTS + 1:
            self._error(line, messages.TOO_MANY_POINTS)
        self.loose = self.loose or (self.item is not None and not self.follows)
        self.sharing = None
        self.indent, self.hollow = line.indent, line.text.startswith("o ")
        self._add(draft, Item("point", line, [text]))

    def _read_words(self, draft: Draft, line: Line) -> None:
        """A line without a bullet that is no sign: a point of its own, or the rest of what stands above."""
        if not self.item:
            self._refuse_ended(draft)
        if self.listing:
            self._refuse_hidden_sign(line)
        if self.item and self._continues(self.item, line):
            self._refuse(messages.CELLS_ASTRAY if self.listing and self.new and tables.has_cells_astray(line) else "")
            if self.item.kind == "level" and self.item.text:
                self._refuse(messages.NOTE if set_phrases.is_about_a_level(line.text) else "")
                self.item.apart = self.item.apart or (None if self.follows else line)
                self.item.below = self.item.below or (line if line.text[0].isupper() else None)
            self.item.parts.append(line.text)
            if self.item.kind == "note":
                self.notes[-1].lines.append(line)
        elif not (self.listing or self.announced):
            raise signs.Unreadable(messages.EXPECTED_LIST)
        elif set_phrases.is_guidance(line.text):
            raise signs.Unreadable(messages.GUIDANCE)
        elif not (self.bulleted or line.number in self.doubtful or self._may_end_note(line)):
            if set_phrases.letter_sign(line.text) == "reject":
                self._refuse(_why_no_rest(line.text))
            torn = self.sharing and self.follows and not self.sharing.text.endswith(_FINISHED)
            self._refuse(messages.EXPECTED_BULLET if torn else "")
            self.listing = True
            self._add_parts(draft, line, line.text, self._parts_of_bare(draft, line))
            self.bare.append(line)
        else:
            raise signs.Unreadable(_why_no_point(line.text) or _why_no_rest(line.text))

    def _parts_of_bare(self, draft: Draft, line: Line) -> list[str]:
        """The points of a line without a bullet: between semicolons, or commas where it is all that the list has."""
        following = self.ahead.text if self.ahead else ""
        ends = not self.ahead or self.ahead.number in self.heads or signs.question(following) is not None
        ends = ends or set_phrases.is_open_ended(following) or set_phrases.sub_sign(following) is not None
        if self.new and not self.bare and ends and set_phrases.asks_for_several("\n".join(draft.stem)):
            return one_line.items(line.text, counted=False)
        parts = one_line.parts(line.text, ";")
        return parts if len(parts) >= LISTED else []

    def _refuse_hidden_sign(self, line: Line) -> None:
        """Refuse what goes on from a line of points, though it begins like a sign of its own."""
        sign, above = set_phrases.may_be_sign(line.text).upper(), self.item.kind if self.item else ""
        if sign and line.indent <= self.indent:
            self._refuse(messages.SIGN_OR_REST.format(sign))
        elif sign and above in ("accept", "reject", "ignore"):
            self._refuse(messages.SIGN_WITHIN.format(sign, above.upper()))
        elif misspelt := set_phrases.misspelt_sign(line.text):
            self._refuse(messages.MISSPELT_SIGN.format(misspelt.upper()))

    def _continues(self, item: Item, line: Line) -> bool:
        if item.level:
            if item.level.high:
                return True
            # What earns nothing: one that is told of yet, or the rest of a line.
            told = signs.tells_of_nothing(line.text)
            return (told and (self.follows or not item.text)) or (
                self.follows and pasting.goes_on(item.text, line.text)
            )
        if line.indent > self.indent:
            return True
        if not self.follows:
            return False
        before = item.parts[-1]
        if ends_in_hyphen(before) and line.text[0].islower():
            return True
        small = self.bulleted and line.text[0].islower() and not before.endswith(_FINISHED)
        return small or line.text.startswith(_JOINING) or f"{before} ".endswith(_JOINING)

    def _read_sign(self, draft: Draft, line: Line, text: str) -> bool:
        """Read a line that says something of the whole scheme; False where it says nothing of the kind."""
        if signs.mark_scheme(text) is not None:
            raise signs.Unreadable(messages.SECOND_SCHEME)
        if set_phrases.is_objective(text) and not (self.item and self.item.kind == "level"):
            self.passed.append(line)
            return True
        if (topic := signs.topic(text)) is not None:
            self._name_topic(line, topic)
        known = topic is not None or set_phrases.is_open_ended(signs.without_marks_told(text))
        known = (
            known
            or self._read_asked(draft, text)
            or self._read_rule(draft, line, text)
            or self._read_award(draft, line, text)
        )
        if known:
            self.item = None
            return True
        if self.listing and (level := signs.level(text, among_points=True)):
            self._leave_list()
            self._add_level(draft, line, level)
            return True
        return self._read_heading(draft, line, text) or (not self.listing and self._names_scheme(text))

    def _read_asked(self, draft: Draft, text: str) -> bool:
        count = set_phrases.asked(text)
        draft.count, self.announced = count or draft.count, self.announced or bool(count)
        return bool(count)

    def _names_scheme(self, text: str) -> bool:
        if set_phrases.names_list(text):
            self.item, self.announced = None, True
        return set_phrases.names_scheme(text)

    def _read_rule(self, draft: Draft, line: Line, text: str) -> bool:
        if need := signs.needs(text):
            self._once(draft, line, f"needs {need[0]}")
            draft.needs[need[0]] = need[1]
        elif pairs := signs.marks_for_points(text):
            self._once(draft, line, "marks_for_points")
            draft.marks_for_points = pairs
        elif (rule := signs.list_rule(text)) is not None:
            self._once(draft, line, "list_rule")
            draft.list_rule = rule
        elif groups := signs.synonyms(text):
            draft.synonyms += groups
        else:
            return False
        return True

    def _once(self, draft: Draft, line: Line, what: str) -> None:
        if what in draft.stated:
            raise signs.Unreadable(messages.SAID_TWICE.format(draft.stated[what].number))
        draft.stated[what] = line

    def _read_award(self, draft: Draft, line: Line, text: str) -> bool:
        text, rest = set_phrases.first_award(text)
        listed = set_phrases.listed_award(text) if self.new else None
        found = listed[0] if listed else set_phrases.award(text)
        if not found:
            return False
        if found.value is not None:
            self._refuse("" if set_phrases.names_a_point(found.noun) else set_phrases.EXPECTED_AWARD)
            self._once(draft, line, "value")
            draft.value, draft.noun = found.value, found.noun
        if found.maximum not in (None, draft.maximum):
            self._once(draft, line, "maximum")
            draft.maximum = found.maximum
        if rest and not self._read_sign(draft, line, rest):
            raise signs.Unreadable(messages.EXPECTED_LIST)
        if listed:
            self._start_list(draft, line, set_phrases.PointsHeading(listed[1], None, several=True))
        elif text.endswith(":"):
            self.listing, self.indent = True, line.indent
        return True

    def _read_heading(self, draft: Draft, line: Line, text: str) -> bool:
        heading = set_phrases.points_heading(text, among_points=self.listing)
        if heading:
            self._start_list(draft, line, heading)
        return heading is not None

    def _start_list(self, draft: Draft, line: Line, heading: set_phrases.PointsHeading) -> None:
        self._leave_list()
        self.listing, self.indent = True, line.indent
        draft.count = heading.count or draft.count
        if under := set_phrases.sub_sign(heading.first):
            self._add_under(draft, line, *under)
        elif heading.first:
            self._add_line_of_points(draft, line, heading)

    def _add_line_of_points(self, draft: Draft, line: Line, heading: set_phrases.PointsHeading) -> None:
        """The points behind their heading on its line, which semicolons part; in a new text slashes behind "Any two
        from:", and commas where several are asked for and no bullets follow. What a sentence behind them accepts or
        rejects belongs to a single one."""
        first, *behind = set_phrases.sentences_of_signs(heading.first) if self.new else [heading.first]
        under = [set_phrases.sub_sign(said) or set_phrases.plain_sub_sign(said) for said in behind]
        if any(not sign and not set_phrases.is_open_ended(said) for sign, said in zip(under, behind, strict=True)):
            first, under = heading.first, []
        alone = self.ahead is None or signs.bullet(self.ahead.text) is None
        several = heading.several or set_phrases.asks_for_several("\n".join(draft.stem))
        if self.new and (heading.count is not None or (several and alone)):
            self._add_parts(draft, line, first, one_line.items(first, counted=heading.count is not None))
        else:
            self._add_parts(draft, line, first, one_line.parts(first, ";"))
        for sign in filter(None, under):
            self._add_under(draft, line, *sign)

    def _add_parts(self, draft: Draft, line: Line, text: str, parts: list[str]) -> None:
        """The points of a line without a bullet: ``parts``, or all of it where they are none."""
        for part in parts or [text]:
            self._add_point(draft, line, part)
        self.sharing = line if len(parts) > 1 else None
