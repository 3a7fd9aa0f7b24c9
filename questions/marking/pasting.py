"""What only pastes have, put in the order of the notation before it is read.

Text copied from a PDF, a table of Word or a web page brings page headers, numbers such as ``03.1``, levels whose
marks stand on the next line, two columns in one line. Each rule here takes only what would be an error otherwise, or
what nobody types: a stored text that can be read without them means the same with them. In one that an author has just
written (``new``) print such as ``PMT`` goes as well. In the text of a question nothing is changed, for it may hold
anything, but that ``AO1 3 marks`` is left out of a new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from questions.marking import set_phrases, signs
from questions.marking.drafts import Line

_QUOTE = re.compile(r"^(?:> ?)+")
_COLUMNS = re.compile(r"(?<=\S)(?:\s\s+|\t)(?=[•●▪■◦✓✔]\s)")
_COLUMN_BULLETS = "•●▪■◦✓✔"

_PAGE = re.compile(r"[-–—| ]*page ?[0-9]{1,4}(?: ?(?:of|/) ?[0-9]{1,4})?[-–—| ]*", re.IGNORECASE)
_AROUND = re.compile(
    r"""©.*  | (?:\(c\)|copyright)\ ?(?:©|\(c\)|[12][0-9]{3}).*  | all\ rights\ reserved\.?
    | (?:https?://|www\.)\S+  | (?:please\ )?turn\ over(?:\ for.*|\ [►▶>].*)?  | p\.t\.o\.
    | blank\ page  | back\ to\ top
    | (?:show|hide|view|reveal)\ (?:the\ )?(?:mark\ scheme|answers?)
    | end\ of\ (?:questions?|question\ paper|section\ [a-z0-9])""",
    re.VERBOSE | re.IGNORECASE,
)
_AROUND_NEW = re.compile(
    r"""pmt  | [a-z][0-9]{3}/[0-9]{2}
    | ocr\ \(oxford\ cambridge.{0,60}\)
    | (?:[a-z]?[0-9]{3,4}(?:/[0-9a-z]{1,3}){1,3}\ )?mark\ scheme\ (?!:)(?:.{0,60}\ )?
      (?:january|june|november|october|summer|autumn|specimen)\ (?:series\ )?20[0-9]{2}(?:\ [0-9]{1,3})?""",
    re.VERBOSE | re.IGNORECASE,
)
"""What could be a point in a list without bullets; its author sees that it is left out."""

HEADING_LINES = 4
"""Lines of a question before its points: its number, its text, two headings."""

_BARE_NUMBER = re.compile(r"[0-9]{1,3}")

LONGEST_AROUND = 200
NARROWEST_PAGE = 30


@dataclass(slots=True)
class Prepared:
    """``lines`` as they are to be read; by line number the ``heads`` of questions that only their surroundings show,
    and the ``starts`` of mark schemes that do not say so. ``passed`` are the lines left out, ``doubtful`` those of a
    list without bullets that look like the rest of the line above, ``cells`` those that name the columns of a table
    where no scheme can be read from it."""

    lines: list[Line]
    heads: dict[int, signs.QuestionLine] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    passed: list[Line] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)

    def add_scheme(self, lines: Sequence[Line]) -> None:
        self.lines += _scheme_lines(lines)
        self.doubtful |= _wrapped(lines)


def prepared(lines: Sequence[Line], *, new: bool = False) -> Prepared:
    """``lines`` in order. ``new``: an author has just written them; in what is stored all text of a question stays."""
    lines = _unquoted(lines)
    heads, starts = _Headings(lines).found()
    result = Prepared([], heads, starts, cells=set(_heads_cell_by_cell(lines)))
    running = _running_heads(lines)
    numbers = _page_numbers(lines, running) if new else set()
    in_stem = in_scheme = False
    scheme: list[Line] = []
    for line in lines:
        if line.number in heads or signs.question(line.text):
            in_stem, in_scheme = True, False
        elif in_stem and (line.number in starts or signs.mark_scheme(line.text) is not None):
            in_stem, in_scheme = False, True
            if is_table_head(line):
                # The head itself says nothing that a scheme has.
                result.lines.append(_with_text(line, "Mark scheme:"))
        elif (
            new and set_phrases.is_bare_objective(line.text)
            if in_stem
            else line.number in numbers or _is_around(line, running, new=new)
        ):
            result.passed.append(line)
            continue
        if in_scheme:
            scheme.append(line)
        else:
            result.add_scheme(scheme)
            scheme = []
            result.lines.append(line)
    result.add_scheme(scheme)
    return result


def _unquoted(lines: Sequence[Line]) -> list[Line]:
    """The lines without the ``>`` that mail puts in front, where each has one."""
    written = [line for line in lines if line.text]
    if not written or not all(line.text.startswith(">") for line in written):
        return list(lines)
    return [_with_text(line, _QUOTE.sub("", line.raw.lstrip(), count=1)) for line in lines]


def _with_text(line: Line, text: str) -> Line:
    """``line`` with another text, as if it stood so in the source."""
    spaced = text.expandtabs(4)
    return replace(line, text=" ".join(spaced.split()), indent=len(spaced) - len(spaced.lstrip()))


# --- Print around the questions -----------------------------------------------------------------


def _is_around(line: Line, running: set[str], *, new: bool) -> bool:
    if not line.text or len(line.text) > LONGEST_AROUND or signs.bullet(line.text) is not None:
        return False
    known = _PAGE.fullmatch(line.text) or _AROUND.fullmatch(line.text) or (new and _AROUND_NEW.fullmatch(line.text))
    return bool(known) or line.text in running


def _running_heads(lines: Sequence[Line]) -> set[str]:
    """Lines that stand beside a page number more than once."""
    written = [line.text for line in lines if line.text]
    beside = [
        written[other]
        for at, text in enumerate(written)
        if len(text) < LONGEST_AROUND and _PAGE.fullmatch(text)
        for other in (at - 1, at + 1)
        if 0 <= other < len(written)
    ]
    return {
        text
        for text, count in Counter(beside).items()
        if count > 1 and signs.question(text) is None and signs.mark_scheme(text) is None
    }


def _page_numbers(lines: Sequence[Line], running: set[str]) -> set[int]:
    """The numbers of lines that are the bare number of a page: beside other print of a page, one higher each time. It
    is an answer where one stands elsewhere or further in, and where no point has a bullet a single one, or as many as
    other lines of the list."""
    written = [line for line in lines if line.text]
    bare = [at for at, line in enumerate(written) if _BARE_NUMBER.fullmatch(line.text)]
    around = {at for at, line in enumerate(written) if _is_around(line, running, new=True)}
    if not all({at - 1, at + 1} & around and written[at].indent == 0 for at in bare):
        return set()
    pages = [int(written[at].text) for at in bare]
    in_turn = all(b == a + 1 for a, b in pairwise(pages))
    bullets = sum(signs.bullet(line.text) is not None for line in written)
    others = len(written) - len(around) - len(bare)
    sure = bullets > 0 or (len(pages) > 1 and others - HEADING_LINES > len(pages))
    return {written[at].number for at in bare} if in_turn and sure else set()


# --- Headings that only their surroundings show -------------------------------------------------


class _Headings:
    """Finds the lines that start a question as ``2. Give two ways ... [2]``, ``3 (a) ...`` or ``03.1``.

    Such a line could be a marking point. It is a question where a mark scheme follows that no other line gives a
    question to; of several the last. A mark scheme starts with ``Mark scheme:``, or, where a question has none, with
    a heading such as ``Answers:``, what each point is worth, a level with its marks, or the head of a table.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text]
        self.heads: dict[int, signs.QuestionLine] = {}
        self.starts: set[int] = set()
        self.candidate: tuple[int, signs.QuestionLine] | None = None
        self.headed = False
        self.weak: int | None = None

    def found(self) -> tuple[dict[int, signs.QuestionLine], set[int]]:
        named = any(signs.mark_scheme(line.text) is not None for line in self.lines)
        for at, line in enumerate(self.lines):
            if signs.question(line.text):
                self._end_question()
                self.candidate, self.headed = None, True
            elif signs.mark_scheme(line.text) is not None:
                self._start_scheme()
            elif self.headed:
                if self.weak is None and _opens_scheme(line):
                    self.weak = line.number
            elif self.candidate and not named and _opens_scheme(line):
                self.starts.add(line.number)
                self._start_scheme()
            elif line.indent == 0 and (head := self._numbered(at)):
                self.candidate = (line.number, head)
        self._end_question()
        return self.heads, self.starts

    def _start_scheme(self) -> None:
        if self.candidate and not self.headed:
            self.heads[self.candidate[0]] = self.candidate[1]
        self.candidate, self.headed, self.weak = None, False, None

    def _end_question(self) -> None:
        if self.headed and self.weak is not None:
            self.starts.add(self.weak)
        self.weak = None

    def _numbered(self, at: int) -> signs.QuestionLine | None:
        text = self.lines[at].text
        last = next(reversed(self.heads.values()), None)
        head = signs.numbered_question(text, after=last.number if last and last.part else None)
        if head is None or head.marks is not None or head.certain:
            return head
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        rest, marks = signs.marks_at_end(following)
        return head if marks is not None and not rest else None


def _opens_scheme(line: Line) -> bool:
    """Whether a mark scheme may begin with a line: a heading, what each point is worth, the highest or lowest level, or
    the head of a table."""
    named = set_phrases.names_scheme(line.text) or set_phrases.points_heading(line.text) is not None
    return named or set_phrases.tells_value(line.text) or signs.is_level_with_band(line.text) or is_table_head(line)


def is_table_head(line: Line) -> bool:
    """Whether a line names the columns of a table with the answers of a mark scheme."""
    return ("\t" in line.raw and _columns(_cells(line)) is not None) or _is_spaced_head(line.text)


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
    columns = _columns(cells) or []
    return "answer" in columns and not {"marks", "guidance"}.isdisjoint(columns)


def _names_column(text: str) -> bool:
    return text[:1].isupper() and text.lower() in _COLUMN_NAMES and text.lower() not in ("no", "no.")


def _cells(line: Line) -> list[str]:
    return [" ".join(cell.split()) for cell in line.raw.split("\t")]


# --- Inside a mark scheme -----------------------------------------------------------------------


def _scheme_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a mark scheme, tables and columns and parted levels put in order."""
    columns: list[str] | None = None
    for line in _with_bands(lines):
        cells = _cells(line) if "\t" in line.raw else []
        if (cells and (named := _columns(cells))) or _is_spaced_head(line.text):
            columns = named if cells else None
        elif columns and cells:
            yield from _row(line, columns, cells)
        elif line.text[:1] in _COLUMN_BULLETS and line.text and _COLUMNS.search(line.raw.strip()):
            yield from (_with_text(line, part) for part in _COLUMNS.split(line.raw.strip()))
        else:
            columns = columns if not line.text else None
            yield line


def _wrapped(lines: Sequence[Line]) -> set[int]:
    """Lines of a list without bullets that a page was too narrow for: paragraphs in which each line but the last is so
    long that the first word of the next did not fit, or several of two or three lines."""
    if any(signs.bullet(line.text) is not None for line in lines if line.text):
        return set()
    paragraphs: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    width = max((len(line.text) for line in lines), default=0)
    pairs = [pair for paragraph in paragraphs[1:] for pair in pairwise(paragraph)]
    broken = all(len(above.text) + len(below.text.split(" ")[0]) >= width for above, below in pairs)
    short = len(paragraphs) > 3 and all(len(paragraph) < 4 for paragraph in paragraphs[1:])
    if not (short or (broken and width >= NARROWEST_PAGE)):
        return set()
    return {below.number for _, below in pairs if below.text[0].islower()}


_ENDS_NOTHING = re.compile(
    r"(?:^| )(?:a|an|and|as|at|because|by|for|from|his|in|into|its|of|or|than|that|the|their|to|was|were|which|with)$",
    re.IGNORECASE,
)
_BEGINS_NOTHING = re.compile(r"(?:and|but|or|than|which|who) ")
WORDS_OF_A_LINE = 4


def goes_on(above: str, below: str) -> bool:
    """Whether a line is the rest of the one above: by the sign or the word that parts them."""
    parted = _ENDS_NOTHING.search(above) or _BEGINS_NOTHING.match(below)
    return bool(parted or above.endswith(",")) and below[:1].islower()


def torn(points: Sequence[Line]) -> Iterator[Line]:
    """The lines of a list without bullets that may be the rest of the line above: by the word that parts
    them, by a small letter where most lines have a capital, or as a single word for which a long line had no room."""
    width = max((len(line.text) for line in points), default=0)
    capitals = sum(not line.text[0].islower() for line in points) * 3 > len(points) * 2
    for above, below in pairwise(points):
        if below.number != above.number + 1 or above.text.endswith((".", ";", ":", "!", "?")):
            continue
        parted = _ENDS_NOTHING.search(above.text) or _BEGINS_NOTHING.match(below.text)
        small = capitals and below.text[0].islower()
        long = above.text.count(" ") + 1 >= WORDS_OF_A_LINE and len(above.text) + len(below.text) >= width
        if parted or small or (long and " " not in below.text):
            yield below


LINES_OF_A_LEVEL = 20


def _with_bands(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, the marks of a level that stand below its name or behind its descriptor (``Level 2``, ``Clear.``,
    ``3–4 marks``) put beside its name."""
    joined: set[int] = set()
    for at, line in enumerate(lines):
        if at in joined:
            continue
        unmarked = signs.level_without_band(line.text)
        band = _band_below(lines, at) if unmarked else None
        if not unmarked or band is None:
            yield line
            continue
        joined.add(band)
        name, words = unmarked
        yield _with_text(line, f"{name} ({_bare(lines[band])})" + (f": {words}" if words else ""))


def _band_below(lines: Sequence[Line], at: int) -> int | None:
    """Where marks stand alone on a line, as far as the level goes that begins at ``at``."""
    for below in range(at + 1, min(len(lines), at + LINES_OF_A_LEVEL)):
        text = lines[below].text
        if signs.is_bare_band(_bare(lines[below])):
            return below
        if signs.level_without_band(text) or signs.is_level_with_band(text) or set_phrases.points_heading(text):
            return None
    return None


def _bare(line: Line) -> str:
    return line.text.strip("()[]:. ")


_NAMES = {
    "answer": ("answer", "answers", "acceptable answer", "acceptable answers", "expected answer", "expected answers",
               "response", "responses", "indicative content", "content", "marking point", "marking points", "point"),
    "marks": ("mark", "marks", "marks available"),
    "accept": ("accept", "allow", "also accept", "accepted"),
    "reject": ("reject", "do not accept", "don't accept", "don’t accept", "not accepted"),
    "ignore": ("ignore",),
    "guidance": ("guidance", "additional guidance", "notes", "note", "comment", "comments"),
    "level": ("level", "band"),
    "descriptor": ("descriptor", "descriptors", "description", "level descriptor", "criteria"),
    "number": ("", "no", "no.", "number", "question", "q"),
}  # fmt: skip
_COLUMN_NAMES = {name: column for column, names in _NAMES.items() for name in names}
LONGEST_NAME = max(len(name.split(" ")) for name in _COLUMN_NAMES)
_ROW_NUMBER = re.compile(
    r"(?:[0-9]+[.)]*)?(?: ?[(]?[a-z][.)]*)?"
    r"|(?:[0-9]+ ?(?:[(]?[a-z][.)]? ?)?|[(]?[a-z][)] ?)[(]?[ivx]{1,4}[.)]?",
    re.IGNORECASE,
)
"""Of a question or of a part of it: "5", "5 (a)", "5b(ii)"."""

_ROW_MARKS = re.compile(r"(?:[0-9]{1,2}(?: marks?)?)?", re.IGNORECASE)
_NEXT_SIGN = re.compile(r"(?<=[.;”\"]) (?=(?:Also accept|Accept|Allow|Do not|Don[’']t|Reject|Ignore)\b)", re.IGNORECASE)


def _columns(cells: Sequence[str]) -> list[str] | None:
    """What the columns of a table hold, where ``cells`` are its head."""
    names = [_COLUMN_NAMES.get(cell.lower().rstrip(":"), "") for cell in cells]
    told = "answer" in names or {"level", "descriptor"} <= set(names)
    return names if told and "" not in names and sum(map(bool, cells)) > 1 else None


def _heads_cell_by_cell(lines: Sequence[Line]) -> Iterator[int]:
    """The numbers of lines that, one below the other, are the head of a table: ``Answer``, ``Mark``, ``Guidance``."""
    written = (line for line in lines if line.text)
    for named, run in groupby(written, lambda line: line.text.lower().rstrip(":") in _COLUMN_NAMES):
        head = list(run) if named else []
        columns = _columns([line.text for line in head]) or []
        if len({*columns} - {"number"}) > 1:
            yield from (line.number for line in head)


def _row(line: Line, columns: Sequence[str], cells: Sequence[str]) -> Iterator[Line]:
    """A row of a table as lines of the notation. What has no place becomes a note, which is an error with its line."""
    row = dict.fromkeys(columns, "")
    spare = [cell for cell in cells[len(columns) :] if cell]
    for column, cell in zip(columns, cells, strict=False):
        row[column] = f"{row[column]} {cell}".strip()
    number = row.pop("number", "")
    spare += [] if _ROW_NUMBER.fullmatch(number) else [number]
    if "descriptor" in row and "level" in row:
        texts = [_level_row(row)]
        spare += [cell for column, cell in row.items() if column not in ("level", "marks", "descriptor") and cell]
    else:
        marks = row.get("marks", "").strip("[]() ")
        if not _ROW_MARKS.fullmatch(marks):
            spare.append(row.pop("marks"))
        texts = list(_point_row(row))
        spare += [row[column] for column in ("level", "descriptor") if row.get(column)]
    yield from (_with_text(line, text) for text in [*texts, *(f"Note: {cell}" for cell in spare)] if text)


def _level_row(row: dict[str, str]) -> str:
    level, marks = row["level"], row.get("marks", "")
    number = re.sub(r"(?i)^(?:level|band|l) ?", "", level)
    if marks in ("0", "0 marks") or (not marks and number == "0"):
        return f"0 marks: {row['descriptor']}"
    band = marks if "mark" in marks.lower() else f"{marks} marks"
    return f"Level {number} ({band}): {row['descriptor']}" if number else f"{band}: {row['descriptor']}"


def _point_row(row: dict[str, str]) -> Iterator[str]:
    answer, marks = row["answer"], row.get("marks", "").strip("[]() ")
    if answer:
        point = signs.bullet(answer) or answer
        yield f"- {point}" + (f" [{marks}]" if marks not in ("", "1", "1 mark") else "")
    for column in ("accept", "reject", "ignore"):
        if row.get(column):
            yield f"  {column.upper()}: {row[column]}"
    for said in _NEXT_SIGN.split(row.get("guidance", "")):
        under = set_phrases.sub_sign(said) or set_phrases.plain_sub_sign(said) or set_phrases.small_sub_sign(said)
        if under:
            yield f"  {under[0].upper()}: {under[1]}"
        elif said:
            yield said if set_phrases.is_open_ended(said) else f"Note: {said}"
