"""Tables of a mark scheme, as Word copies them: a tab between cells, a row on one line or on several.

A head such as ``Question | Answer | Marks | Guidance`` says what the columns hold; each row becomes lines of the
notation. What has no place becomes a note, which is an error with its line. A cell may have several lines: the row
then ends with the line that brings its last tab.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, takewhile

from questions.marking.notation import letters, set_phrases, signs
from questions.marking.notation.drafts import Line
from questions.marking.notation.lines import as_typed, stands_so, with_text

_NAMES = {
    "answer": ("answer", "answers", "acceptable answer", "acceptable answers", "expected answer", "expected answers",
               "response", "responses", "indicative content", "content", "marking point", "marking points", "point",
               "marking guidance", "marking details", "answer/indicative content", "answer / indicative content"),
    "marks": ("mark", "marks", "marks available", "total", "total mark", "total marks", "max mark", "max marks",
              "mark allocation", "marks allocation", "allocation of marks", "marks allocated"),
    "accept": ("accept", "allow", "also accept", "accepted"),
    "reject": ("reject", "do not accept", "don't accept", "don’t accept", "not accepted"),
    "ignore": ("ignore",),
    "guidance": ("guidance", "additional guidance", "notes", "note", "comment", "comments", "extra information",
                 "additional comments", "further guidance"),
    "level": ("level", "band"),
    "descriptor": ("descriptor", "descriptors", "description", "level descriptor", "criteria"),
    "number": ("", "no", "no.", "number", "question", "q", "q.", "qu", "qu.", "question number", "question no",
               "question no.", "part"),
    "tested": ("ao", "aos", "assessment objective", "assessment objectives", "ao / spec. ref.", "ao / spec ref",
               "ao/ spec. ref.", "ao/spec ref", "spec ref", "spec. ref."),
    "objective": (*(f"ao{n}{part}" for n in range(1, 7) for part in ("", "(a)", "(b)", "(c)")),),
    "among": ("maths", "prac"),
}  # fmt: skip
_COLUMN_NAMES = {name: column for column, names in _NAMES.items() for name in names}
LONGEST_NAME = max(len(name.split(" ")) for name in _COLUMN_NAMES)
LINES_OF_A_ROW = 40

ROW_NUMBER = re.compile(
    r"(?:[0-9]+[.)]*)?(?: ?[(]?[a-z][.)]*)?"
    r"|(?:[0-9]+ ?(?:[(]?[a-z][.)]? ?)?|[(]?[a-z][)] ?)[(]?[ivx]{1,4}[.)]?"
    r"|0 ?[0-9](?: ?\. ?[0-9])?|MP[0-9]{1,2}",
    re.IGNORECASE,
)
"""Of a question or of a part of it: "5", "5 (a)", "5b(ii)", "0 5 . 1"; of a point: "MP2"."""

ROW_MARKS = re.compile(r"(total:? |max(?:imum)?\.?:? )?([0-9]{1,2})(?: marks?)?", re.IGNORECASE)

_SIGNS = ("accept", "reject", "ignore")
_REFERENCE = re.compile(r"(?:AO ?[1-6][a-z]?|[0-9]+(?:\.[0-9]+)+|[,;/]| )+")
_TOTAL = re.compile(r"total(?: marks?)?(?: for (?:question )?[0-9()a-z]+)?:?", re.IGNORECASE)
IN_TURN = re.compile(r"([1-9][0-9]?) (?!marks?\b)(?=[^\W\d_]|\()", re.IGNORECASE)
_TESTED = {"tested", "objective", "among"}
"""Columns for what the board tests; ``among``: how many of the marks are for mathematics or practical work."""


_SHARED = re.compile(r"AO ?[1-6](?: ?\([a-z+/ ]{1,9}\)|[a-e])?|total", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,2}")
_ALLOCATION = re.compile(rf"marks? allocation ?:?(?:[ ,]*(?:{_SHARED.pattern}))*", re.IGNORECASE)
_SHARES = re.compile(rf"(?:{_SHARED.pattern}|[0-9]{{1,2}})(?:[ ,]+(?:{_SHARED.pattern}|[0-9]{{1,2}}))*", re.IGNORECASE)
"""Cells of a mark allocation: objectives, what they are worth, or both."""


def is_table_head(line: Line) -> bool:
    """Whether a line names the columns of a table with the answers of a mark scheme."""
    return ("\t" in line.raw and columns_of(cells_of(line)) is not None) or _is_spaced_head(line.text)


def _is_spaced_head(text: str) -> bool:
    """Whether a line is the head of a table whose columns a PDF gives with nothing but spaces between: "Question Answer
    Marks Guidance". Each name begins with a capital, and beside the answers stand marks or guidance."""
    words, cells = text.split(" "), list[str]()
    while words:
        fitting = (n for n in range(min(LONGEST_NAME, len(words)), 0, -1) if _names_column(" ".join(words[:n])))
        size = next(fitting, 0)
        if not size:
            return False
        cells.append(" ".join(words[:size]))
        words = words[size:]
    columns = columns_of(cells) or []
    return "answer" in columns and not {"marks", "guidance"}.isdisjoint(columns)


def _names_column(text: str) -> bool:
    return text[:1].isupper() and text.lower() in _COLUMN_NAMES and text.lower() not in ("no", "no.")


def cells_of(line: Line) -> list[str]:
    return [" ".join(cell.split()) for cell in as_typed(line.raw).split("\t")]


def columns_of(cells: Sequence[str]) -> list[str] | None:
    """What the columns of a table hold, where ``cells`` are its head."""
    names = [_COLUMN_NAMES.get(cell.lower().rstrip(":").replace("ao ", "ao"), "") for cell in cells]
    told = "answer" in names or {"level", "descriptor"} <= set(names)
    return names if told and "" not in names and sum(map(bool, cells)) > 1 else None


def names_marks(text: str) -> bool:
    """Whether a cell names a column of marks: "AO1", "Total", "Maths"."""
    return _COLUMN_NAMES.get(text.lower().replace("ao ", "ao")) in ("marks", "objective", "among")


def levels_apart(line: Line) -> bool:
    """Whether a line is the head of a table with levels for each objective by itself: "Band | AO1 | AO2"."""
    first, *others = cells_of(line) if "\t" in line.raw else [""]
    named = [names_marks(cell) and cell.lower().startswith("ao") for cell in others]
    return len(named) > 1 and all(named) and _COLUMN_NAMES.get(first.lower()) in ("level", "number")


def heads_cell_by_cell(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of lines that, one below the other, are the head of a table: ``Answer``, ``Mark``, ``Guidance``."""
    written = (line for line in lines if line.text)
    for named, run in groupby(written, lambda line: line.text.lower().rstrip(":") in _COLUMN_NAMES):
        head = list(run) if named else []
        columns = columns_of([line.text for line in head]) or []
        if len({*columns} - _TESTED - {"number"}) > 1:
            yield from (line.number for line in head)


def allocations(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of lines that share the marks of a question out among objectives, as WJEC prints them below it, cell
    by cell or in rows: ``Mark allocation:``, ``AO1(a)``, ``AO2``, ``6``, ``4``. There are no more marks than names."""
    written = [line for line in lines if line.text]
    for at, line in enumerate(written):
        if not _ALLOCATION.fullmatch(line.text):
            continue
        cells = takewhile(lambda line: _SHARES.fullmatch(line.text), written[at + 1 : at + LINES_OF_A_ROW])
        block = [line, *cells]
        names = sum(len(_SHARED.findall(each.text)) for each in block)
        marks = [len(_NUMBER.findall(_SHARED.sub("", each.text))) for each in block]
        if names and any(marks):
            yield from (each.number for each, so_far in zip(block, accumulate(marks), strict=True) if so_far <= names)


def numbers_of_rows(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of lines that begin a row with its number, in tables without an empty line."""
    numbered = False
    for line in lines:
        if "\t" in line.raw and (columns := columns_of(cells_of(line))):
            numbered = columns[0] == "number"
        elif not line.text:
            numbered = False
        elif numbered and "\t" in line.raw and ROW_NUMBER.fullmatch(cells_of(line)[0]):
            yield line.number


def unrolled(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a mark scheme, those of its tables as lines of the notation."""
    at, table = 0, _Table([])
    while at < len(lines):
        line = lines[at]
        columns = columns_of(cells_of(line)) if "\t" in line.raw else None
        size = 0 if columns else size_of_row(lines, at, table.columns)
        if columns or _is_spaced_head(line.text):
            yield from table.lines()
            table = _Table(columns or [])
        elif size:
            table.rows.append(Row(lines[at : at + size], table.columns))
        elif table.goes_on_behind(line):
            table.rows.append(line)
        else:
            yield from table.lines()
            table = _Table([])
            yield line
        at += max(size, 1)
    yield from table.lines()


def size_of_row(lines: Sequence[Line], at: int, columns: Sequence[str]) -> int:
    """How many lines the row that begins ``at`` has; 0 where none does."""
    if not columns or not lines[at].text or not stands_so(lines[at]):
        return 0
    tabs, last = 0, len(columns) - 1
    for below, line in enumerate(lines[at : at + LINES_OF_A_ROW]):
        if below and not _goes_on(line, columns[tabs], columns):
            break
        tabs += line.raw.count("\t")
        if tabs == last or (tabs > last and not below):
            return 1 + below + _rest_below(lines, at + below + 1, columns[last])
        if tabs > last:
            break
    return 1 if "\t" in lines[at].raw else 0


def _rest_below(lines: Sequence[Line], at: int, column: str) -> int:
    """How many lines from ``at`` on go on with the last cell of a row: signs of the guidance, numbers of what is
    tested."""
    below = lines[at : at + LINES_OF_A_ROW]
    return sum(1 for _ in takewhile(lambda line: "\t" not in line.raw and _belongs(line.text, column), below))


def _belongs(text: str, column: str) -> bool:
    if column == "guidance":
        return _sign(text) is not None
    return column == "tested" and bool(text) and _REFERENCE.fullmatch(text) is not None


def _goes_on(line: Line, column: str, columns: Sequence[str]) -> bool:
    """Whether a line goes on with the cell above, which is in ``column`` and not the last of its row."""
    if not line.text or line.raw.startswith("\t") or is_table_head(line) or signs.question(line.text):
        return False
    cells = cells_of(line)
    if columns[0] == "number" and cells[0] and len(cells) > 1 and ROW_NUMBER.fullmatch(cells[0]):
        return False
    if column in ("answer", "descriptor"):
        return True
    if column not in ("guidance", *_SIGNS):
        return False
    return len(cells) == 1 or _sign(cells[0]) is not None or not _fits(cells, columns)


def _fits(cells: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether cells can begin a row: there are no words where its marks stand."""
    beside = [cell for cell, column in zip(cells, columns, strict=False) if column == "marks" and cell]
    return all(ROW_MARKS.fullmatch(cell.strip("[]() ")) for cell in beside)


def _sign(text: str) -> tuple[str, str] | None:
    return set_phrases.sub_sign(text) or set_phrases.plain_sub_sign(text) or set_phrases.small_sub_sign(text)


def _announces(text: str) -> bool:
    """Whether a cell says what earns marks, or that answers follow, and is none: "Any two from:"."""
    heading = set_phrases.points_heading(text)
    return bool(
        set_phrases.tells_value(text) or set_phrases.asked(text) or (heading and (heading.count or not heading.first))
    )


@dataclass(slots=True)
class _Table:
    """``rows`` are its rows, and the lines between them that have no tabs."""

    columns: list[str]
    rows: list[Row | Line] = field(default_factory=list)

    def goes_on_behind(self, line: Line) -> bool:
        """Whether rows may follow below a line that is none: an empty one, or more of a descriptor."""
        described = bool(self.rows) and "descriptor" in self.columns and not set_phrases.points_heading(line.text)
        return bool(self.columns) and (not line.text or described)

    def lines(self) -> Iterator[Line]:
        rows = [row for row in self.rows if isinstance(row, Row)]
        marked = [row for row in rows if row.text("marks")]
        # A single cell beside several answers is what all of them can earn.
        if len(marked) == 1 and sum(len(row.cells["answer"]) for row in rows) > 1 and not marked[0].is_worth_one:
            marked[0].is_total = True
        has_letters = any(row.has_letters for row in rows)
        for each in rows:
            each.has_letters = has_letters
        said = set[str]()
        for row in self.rows:
            yield from row.lines(said) if isinstance(row, Row) else [row]


def _without_numbers(answers: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """The answers of a cell, without the numbers of points where they count ``1 ``, ``2 ``, ``3 `` in turn."""
    found = [numbered[1] for _, text in answers if (numbered := IN_TURN.match(text))]
    if len(found) < 2 or found != [str(n) for n in range(1, len(found) + 1)]:
        return answers
    return [(line, IN_TURN.sub("", text, count=1)) for line, text in answers]


class Row:
    """One row; ``cells`` are what each column has, line by line, and ``spare`` what is in none."""

    def __init__(self, lines: Sequence[Line], columns: Sequence[str]) -> None:
        self.line = lines[0]
        self.columns = columns
        self.cells: dict[str, list[tuple[Line, str]]] = {column: [] for column in (*_NAMES, "spare")}
        at = 0
        for line in lines:
            for more, text in enumerate(cells_of(line)):
                at += bool(more)
                if text:
                    self.cells[columns[at] if at < len(columns) else "spare"].append((line, text))
        self.has_letters = letters.are_used([text for _, text in (*self.cells["answer"][1:], *self.cells["guidance"])])
        parts = [text for _, text in self.cells["objective"]]
        if parts and not self.cells["marks"] and all(map(str.isdecimal, parts)):
            self.cells["marks"] = [(self.line, str(sum(map(int, parts))))]
        said = [text for at, (_, text) in enumerate(self.cells["answer"]) if not (at and self._below_answer(text))]
        self.is_total = len(said) > 1 or any(_announces(text) for _, text in self.cells["answer"])

    @property
    def is_worth_one(self) -> bool:
        return self.text("marks").strip("[]() ") in ("1", "1 mark")

    def text(self, column: str) -> str:
        return " ".join(text for _, text in self.cells[column])

    def lines(self, said: set[str]) -> Iterator[Line]:
        """The row as lines of the notation; ``said`` is what the rows above say of the whole table."""
        spare = list(self.cells["spare"])
        total = not self.cells["answer"] and _TOTAL.fullmatch(self.text("number"))
        spare += [cell for cell in self.cells["number"] if not (total or ROW_NUMBER.fullmatch(cell[1]))]
        spare += [cell for column in ("objective", "among") for cell in self.cells[column] if not cell[1].isdecimal()]
        tested = self.text("tested")
        if tested and not (_REFERENCE.fullmatch(tested) or set_phrases.is_bare_objective(tested)):
            spare += self.cells["tested"]
        if {"level", "descriptor"} <= set(self.columns):
            yield from self._level()
            spare += [cell for column in ("answer", "guidance", *_SIGNS) for cell in self.cells[column]]
        else:
            marks = ROW_MARKS.fullmatch(self.text("marks").strip("[]() "))
            spare += [] if marks else self.cells["marks"]
            yield from self._points(marks, said)
            spare += [*self.cells["level"], *self.cells["descriptor"]]
        yield from (with_text(line, f"Note: {text}") for line, text in spare)

    def _level(self) -> Iterator[Line]:
        level, marks = self.text("level"), self.text("marks")
        number = re.sub(r"(?i)^(?:level|band|l) ?", "", level)
        first, *others = self.cells["descriptor"] or [(self.line, "")]
        described = signs.bullet(first[1]) or first[1]
        band = marks if "mark" in marks.lower() else f"{marks} marks"
        if marks in ("0", "0 marks") or (not marks and number == "0"):
            band = "0 marks"
        elif number:
            band = f"Level {number} ({band})"
        yield with_text(self.line, f"{band}: {described}")
        yield from (with_text(line, text) for line, text in others)

    def _points(self, marks: re.Match[str] | None, said: set[str]) -> Iterator[Line]:
        answers = self.cells["answer"]
        told = answers and signs.marks_at_end(answers[0][1], bare=True)[1] is not None
        is_total = bool(marks and (self.is_total or told or marks[1] or not answers))
        guidance = [
            (line, said) for line, text in self.cells["guidance"] for said in set_phrases.sentences_of_signs(text)
        ]
        whole = [(line, text) for line, text in guidance if set_phrases.tells_value(text)]
        each = [signs.marks_at_end(text, bare=True)[1] for _, text in answers if not _sign(text)]
        if marks and is_total and (None in each or sum(filter(None, each)) != int(marks[2]) or len(each) < 2):
            whole.append((self.line, f"Award up to {marks[2]} marks."))
        yield from (with_text(line, text) for line, text in whole if text not in said)
        said |= {text for _, text in whole}
        worth = f" [{marks[2]}]" if marks and not is_total and marks[2] != "1" else ""
        yield from self._answers(worth)
        flags = [(line, flag) for line, text in guidance if (flag := letters.flag_alone(text))]
        yield from (with_text(line, f"    {flag}") for line, flag in flags if len(answers) == 1)
        for column in _SIGNS:
            for line, text in self.cells[column]:
                yield from self._below(line, column, text)
        for line, text in guidance:
            if letters.flag_alone(text) == "AW" or (letters.flag_alone(text) and len(answers) == 1):
                continue
            if under := _sign(text) or letters.sign_of(text, sure=self.has_letters):
                yield from self._below(line, *under)
            elif not set_phrases.tells_value(text):
                as_it_is = set_phrases.is_open_ended(text) or set_phrases.letter_sign(text)
                yield with_text(line, text if as_it_is else f"Note: {text}")

    def _answers(self, worth: str) -> Iterator[Line]:
        answers = _without_numbers(self.cells["answer"])
        bulleted = any(signs.bullet(text) is not None for _, text in answers)
        for at, (line, text) in enumerate(answers):
            if at and (below := self._below_answer(text)):
                yield with_text(line, below)
            elif _announces(text) or (bulleted and len(answers) > 1):
                yield with_text(line, text)
            else:
                yield with_text(line, f"- {signs.bullet(text) or text}{worth}")

    def _below_answer(self, text: str) -> str:
        """A line of the answers that belongs to the one above, in notation; "" for an answer."""
        sign = set_phrases.sub_sign(text) or set_phrases.plain_sub_sign(text)
        sign = sign or letters.sign_of(text, sure=self.has_letters)
        flag = letters.flag_alone(text)
        return f"  {sign[0].upper()}: {sign[1]}" if sign else f"    {flag}" if flag else ""

    def _below(self, line: Line, kind: str, text: str) -> Iterator[Line]:
        """A sign; beside several answers it stands apart from them, since it belongs to none of them alone."""
        if self.is_total:
            yield with_text(line, "")
        yield with_text(line, f"{'' if self.is_total else '  '}{kind.upper()}: {text}")


def has_band_in_cell(line: Line) -> bool:
    """Whether a cell of a line, not its first, gives the marks of a level: ``3 | 5–6 marks | Clear``."""
    return any("mark" in cell.lower() and signs.is_bare_band(cell.strip("()[]")) for cell in cells_of(line)[1:])


def has_cells_astray(line: Line) -> bool:
    """Whether a line has cells of a table whose head is missing: behind its words marks, ACCEPT, what earns marks.
    Marks in brackets at its end have their place there."""
    first, *others = [cell for cell in cells_of(line) if cell] if "\t" in line.raw and stands_so(line) else [""]
    if signs.bullet(first) == "":
        others = others[1:]
    bracketed = len(others) == 1 and others[0][0] in "(["
    return not bracketed and any(
        ROW_MARKS.fullmatch(cell.strip("[]() ")) or set_phrases.tells_value(cell) or _sign(cell) for cell in others
    )
