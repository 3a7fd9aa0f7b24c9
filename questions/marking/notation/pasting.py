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
from dataclasses import dataclass, field
from itertools import chain, pairwise, takewhile, zip_longest

from questions.marking.notation import cells, labels, letters, set_phrases, signs, tables
from questions.marking.notation.drafts import Line
from questions.marking.notation.lines import as_typed, stands_so, with_text

_QUOTE = re.compile(r"^(?:> ?)+")
_COLUMNS = re.compile(r"(?<=\S)(?:\s\s+|\t)(?=[•●▪■◦✓✔]\s)")
_COLUMN_BULLETS = "•●▪■◦✓✔"

_CROSS = re.compile("[✗✘✕✖❌] ?(?=[^ ])")

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
    r"""pmt  | published  | [a-z][0-9]{3}/[0-9]{2}  | [0-9]{4}/[0-9]{2}
    | (?:cambridge\ international|i?gcse|a[s\ -](?:&\ a\ )?level)\ [^:]{0,80}mark\ scheme
    | (?:february/march|may/june|october/november)\ 20[0-9]{2}
    | ocr\ \(oxford\ cambridge.{0,60}\)
    | (?:[a-z]?[0-9]{3,4}(?:/[0-9a-z]{1,3}){1,3}\ )?mark\ scheme\ (?!:)(?:.{0,60}\ )?
      (?:january|june|november|october|summer|autumn|specimen)\ (?:series\ )?20[0-9]{2}(?:\ [0-9]{1,3})?""",
    re.VERBOSE | re.IGNORECASE,
)
"""What could be a point in a list without bullets; its author sees that it is left out."""

LINES_OF_A_STEM = 5
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
    where no scheme can be read from it, ``parts`` those that may be the next part of a question and give no marks."""

    lines: list[Line]
    heads: dict[int, signs.QuestionLine] = field(default_factory=dict)
    starts: set[int] = field(default_factory=set)
    passed: list[Line] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)

    def add_scheme(self, lines: Sequence[Line], *, new: bool) -> None:
        found = list(_scheme_lines(lines))
        self.lines += letters.spelled_out(found, self.doubtful, self.passed, new=new)
        self.doubtful |= _wrapped(lines)


def prepared(lines: Sequence[Line], *, new: bool = False) -> Prepared:
    """``lines`` in order. ``new``: an author has just written them; in what is stored all text of a question stays."""
    lines = _with_whole_numbers(cells.in_order(_unquoted(lines)))
    headings = _Headings(lines)
    heads, starts = headings.found()
    shared = set(tables.allocations(lines)) if new else set[int]()
    cell_by_cell = tables.heads_cell_by_cell([line for line in lines if line.number not in shared])
    result = Prepared([], heads, starts, cells=set(cell_by_cell), parts=headings.parts)
    running = _running_heads(lines)
    around = {line.number for line in lines if _is_around(line, running, new=new)}
    generic = _generic(lines) if new else []
    around |= {lines[at].number for at in chain.from_iterable(generic)}
    whole = {lines[found[0]].number for found in generic if len(found) == 1}
    numbers = _page_numbers(lines, around) if new else set()
    in_stem = in_scheme = False
    scheme: list[Line] = []
    for line in lines:
        if line.number in heads or signs.question(line.text):
            in_stem, in_scheme = True, False
        elif in_stem and (line.number in starts or signs.mark_scheme(line.text) is not None):
            in_stem, in_scheme = False, True
            if tables.is_table_head(line):
                # The head itself says nothing that a scheme has.
                result.lines.append(with_text(line, "Mark scheme:"))
        elif line.number in shared or (
            line.number in whole or (new and set_phrases.is_bare_objective(line.text))
            if in_stem
            else line.number in numbers or line.number in around
        ):
            result.passed.append(line)
            continue
        if in_scheme:
            scheme.append(line)
        else:
            result.add_scheme(scheme, new=new)
            scheme = []
            result.lines.append(line)
    result.add_scheme(scheme, new=new)
    return result


def _unquoted(lines: Sequence[Line]) -> list[Line]:
    """The lines without the ``>`` that mail puts in front, where each has one."""
    written = [line for line in lines if line.text]
    if not written or not all(line.text.startswith(">") for line in written):
        return list(lines)
    return [with_text(line, _QUOTE.sub("", line.raw.lstrip(), count=1)) for line in lines]


_NUMBER_BEGINS, _NUMBER_ENDS = re.compile(r"0 ?[0-9](?: ?\.)?"), re.compile(r"0 ?[0-9] ?\. ?[0-9]")


def _with_whole_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that a PDF makes of ``0 1 . 2`` in one, where no question begins in words."""
    result = list[Line]()
    at = 0
    while at < len(lines):
        if signs.question(lines[at].text):
            break
        text, size = lines[at].text, 1
        while size < 3 and _NUMBER_BEGINS.fullmatch(text) and at + size < len(lines):
            text = f"{text} {lines[at + size].text}"
            size += 1
        whole = _NUMBER_ENDS.fullmatch(text)
        result.append(with_text(lines[at], text) if whole else lines[at])
        at += size if whole else 1
    return [*result, *lines[at:]]


# --- Print around the questions -----------------------------------------------------------------


def _is_around(line: Line, running: set[str], *, new: bool) -> bool:
    if not line.text or len(line.text) > LONGEST_AROUND or signs.bullet(line.text) is not None:
        return False
    known = _PAGE.fullmatch(line.text) or _AROUND.fullmatch(line.text) or (new and _AROUND_NEW.fullmatch(line.text))
    return bool(known) or line.text in running


LINES_OF_A_REST = 2
_WHOLE = ("exhaustive", "prescriptive", "credit", "credited", "rewarded")


def _generic(lines: Sequence[Line]) -> list[range]:
    """What a board prints in each scheme: the places of a sentence's lines."""
    found = list[range]()
    for at, line in enumerate(lines):
        if signs.bullet(line.text) is None and set_phrases.is_generic(line.text):
            found.append(range(at, at + 1 + _lines_of_rest(lines, at)))
    return found


def _lines_of_rest(lines: Sequence[Line], at: int) -> int:
    """How many lines below hold the rest of a sentence that the page broke: up to a full stop close by, where it is
    not whole without them, or as far as each plainly goes on."""
    above, *below = [line.text for line in lines[at : at + 1 + LINES_OF_A_REST]]
    rest = list(takewhile(lambda text: text[:1].islower() and signs.bullet(text) is None, below))
    if above.endswith(".") or not rest:
        return 0
    ends = next((count for count, text in enumerate(rest, 1) if text.endswith(".")), 0)
    if ends and (not above.endswith(_WHOLE) or goes_on(above, rest[0])):
        return ends
    return sum(1 for _ in takewhile(lambda pair: goes_on(*pair), pairwise([above, *rest])))


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


def _page_numbers(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """The numbers of lines that are the bare number of a page: beside other print of a page, which the lines of these
    ``numbers`` are, one higher each time. It is an answer where one stands elsewhere or further in, and where no point
    has a bullet a single one, or as many as other lines of the list."""
    written = [line for line in lines if line.text]
    bare = [at for at, line in enumerate(written) if _BARE_NUMBER.fullmatch(line.text)]
    around = {at for at, line in enumerate(written) if line.number in numbers}
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
    a heading such as ``Answers:``, what each point is worth, a level with its marks, or the head of a table. The next
    part of a question needs no heading below it where it has its marks; its scheme then starts with its first bullet.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = [line for line in lines if line.text]
        self.rows = set(tables.numbers_of_rows(lines))
        self.heads: dict[int, signs.QuestionLine] = {}
        self.starts: set[int] = set()
        self.candidate: tuple[int, signs.QuestionLine, labels.Label | None] | None = None
        self.headed = False
        self.weak: int | None = None
        self.label: labels.Label | None = None
        self.kinds: set[tuple[bool, ...]] = set()
        self.in_scheme = False
        self.parts: set[int] = set()

    def found(self) -> tuple[dict[int, signs.QuestionLine], set[int]]:
        named = any(signs.mark_scheme(line.text) is not None for line in self.lines)
        for at, line in enumerate(self.lines):
            if signs.question(line.text):
                self._head(line)
            elif self.in_scheme and (head := self._next(at)):
                self._head(line)
                self.heads[line.number] = head
                self.weak = self._first_bullet(at)
                self.in_scheme = self.weak is not None
            elif signs.mark_scheme(line.text) is not None:
                self._start_scheme()
            elif self.headed:
                if self.weak is None and self._opens_scheme(at):
                    self.weak, self.in_scheme = line.number, True
            elif self.candidate and not named and self._opens_scheme(at):
                self.starts.add(line.number)
                self._start_scheme()
            elif line.indent == 0 and line.number not in self.rows and (head := self._numbered(at)):
                self.candidate = (line.number, head, labels.label(line.text))
        self._end_question()
        return self.heads, self.starts

    def _start_scheme(self) -> None:
        if self.candidate and not self.headed:
            self.heads[self.candidate[0]] = self.candidate[1]
            self.label, self.kinds = self.candidate[2], set()
        self.candidate, self.headed, self.weak, self.in_scheme = None, False, None, True

    def _head(self, line: Line) -> None:
        """A question starts, whatever follows."""
        self._end_question()
        own = labels.label(line.text)
        own = labels.whole(own, self.label) if own and self.label else own
        # “Question 2 (4 marks)” is how a question is written here; another like it says so itself.
        self.label = own if own and (own.has_part or not signs.question(line.text)) else None
        self.candidate, self.headed, self.in_scheme, self.kinds = None, True, False, set()

    def _next(self, at: int) -> signs.QuestionLine | None:
        """The next part or question at a line among points, where none of their bullets is of its kind and it has its
        marks."""
        line = self.lines[at]
        own = labels.label(line.text)
        if not (own and self.label) or line.number in self.rows or own.kind in self.kinds:
            return None
        head = signs.numbered_question(line.text, after=self.label.number if self.label.has_part else None)
        asks = not (head and head.stem[:1].islower() and "?" not in head.stem)
        if line.indent or not (asks and labels.comes_next(own, self.label)) or self._opens_scheme(at):
            self.kinds.add(own.kind)
            return None
        if head and head.stem and (head.marks or self._last_of_stem(at) > at):
            return head
        if own.has_part and not own.number:
            self.parts.add(line.number)
        self.kinds.add(own.kind)
        return None

    def _last_of_stem(self, at: int) -> int:
        """The line with the marks of a question that begins at a line and has them further down; ``at`` where none
        has."""
        for below in range(at + 1, min(len(self.lines), at + LINES_OF_A_STEM)):
            text = self.lines[below].text
            if signs.bullet(text) is not None or set_phrases.may_be_sign(text) or self._opens_scheme(below):
                break
            if signs.marks_at_end(text, bare=True)[1]:
                return below
        return at

    def _first_bullet(self, at: int) -> int | None:
        """The line below a question where its points begin without a heading; None where there is no bullet."""
        below = self._last_of_stem(at) + 1
        line = self.lines[below] if below < len(self.lines) else None
        return line.number if line and signs.bullet(line.text) is not None else None

    def _end_question(self) -> None:
        if self.headed and self.weak is not None:
            self.starts.add(self.weak)
        self.weak = None

    def _opens_scheme(self, at: int) -> bool:
        """Whether a mark scheme may begin with a line: a heading, what each point is worth, the highest or lowest
        level, or the head of a table."""
        line = self.lines[at]
        return (
            set_phrases.names_scheme(line.text)
            or set_phrases.points_heading(line.text) is not None
            or set_phrases.tells_value(line.text)
            or signs.is_level_with_band(line.text)
            or tables.is_table_head(line)
            or _band(self.lines, at) is not None
        )

    def _numbered(self, at: int) -> signs.QuestionLine | None:
        text = self.lines[at].text
        last = next(reversed(self.heads.values()), None)
        head = signs.numbered_question(text, after=last.number if last and last.part else None)
        if head is None or head.marks is not None or head.certain:
            return head
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        rest, marks = signs.marks_at_end(following)
        return head if marks is not None and not rest else None


# --- Inside a mark scheme -----------------------------------------------------------------------


def _bare_numbers(lines: Sequence[Line]) -> set[int]:
    """The numbers of lines that begin ``1 ``, ``2 ``, ``3 `` in turn, as CIE numbers points."""
    found = [
        (line.number, figures[1]) for line in lines if (figures := tables.IN_TURN.match(line.text)) and stands_so(line)
    ]
    in_turn = [figures for _, figures in found] == [str(n) for n in range(1, len(found) + 1)]
    return {number for number, _ in found} if in_turn and len(found) > 1 else set()


def _scheme_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a mark scheme, tables and columns and parted levels put in order."""
    numbers = _bare_numbers(lines)
    for line in tables.unrolled(_with_whole_lists(list(_with_bands(lines)))):
        crossed = _CROSS.match(line.text)
        if crossed:
            yield with_text(line, f"  REJECT: {line.text[crossed.end() :]}")
        elif line.number in numbers and stands_so(line):
            yield with_text(line, f"- {line.text.partition(' ')[2]}")
        elif line.text[:1] in _COLUMN_BULLETS and line.text and stands_so(line) and _COLUMNS.search(line.raw.strip()):
            yield from (with_text(line, part) for part in _COLUMNS.split(as_typed(line.raw).strip()))
        else:
            yield line


LINES_OF_A_LIST = 20


def _with_whole_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, those in one that a list behind its heading takes: ``Answers: fear, greed,`` and ``the king``."""
    result = list[Line]()
    parts: list[str] = []
    for line, below in zip_longest(lines, lines[1:]):
        if not parts:
            result.append(line)
        on = len(parts) < LINES_OF_A_LIST and _runs_on(line, below) and (parts or _has_answers_behind(line.text))
        if parts or on:
            parts.append(line.text)
        if parts and not on:
            result[-1] = with_text(result[-1], " ".join(parts))
            parts = []
    return result


def _has_answers_behind(text: str) -> bool:
    heading = set_phrases.points_heading(text)
    return bool(heading and heading.first)


def _runs_on(above: Line, below: Line | None) -> bool:
    if below is None or not below.text or signs.bullet(below.text) is not None or set_phrases.may_be_sign(below.text):
        return False
    return above.text.endswith((",", ";")) or _ENDS_NOTHING.search(above.text) is not None


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
    ``3–4 marks``) put beside its name, and a zero behind what earns nothing in front of it."""
    left: dict[int, str] = {}
    in_levels = False
    for at, line in enumerate(lines):
        if at in left:
            yield from [with_text(line, left[at])] if left[at] else []
            continue
        text = line.text
        found, name = _band(lines, at), _unmarked(text)
        if found and name:
            below, band, rest = found
            left[below] = rest
            words = rest if below == at else name[1]
            text = f"{name[0]} ({band})" + (f": {words}" if words else "")
        elif in_levels and (nothing := _NOTHING_BEHIND.fullmatch(text)) and signs.tells_of_nothing(nothing[1]):
            text = f"0 marks: {nothing[1]}"
        elif in_levels and ((zero := _zero_below(lines, at)) or set_phrases.is_worth_nothing(text)):
            left |= {zero: ""} if zero else {}
            text = f"0 marks: {text}"
        in_levels = (in_levels and not set_phrases.points_heading(text)) or signs.is_level_with_band(text)
        yield line if text == line.text else with_text(line, text)


_NOTHING_BEHIND = re.compile(r"(?!(?i:level|band) ?[0-9])([^\W\d_].*[^ \d]) [(\[]?0(?: marks?)?[)\]]?")
"""``Students submit no evidence 0``, as AQA prints it."""


_ZERO = re.compile(r"[(\[]?0(?: marks?)?[)\]]?")


def _zero_below(lines: Sequence[Line], at: int) -> int:
    """The line with the zero of what earns nothing, which a line tells of; 0 for none."""
    below = next((n for n in (at + 1, at + 2) if n < len(lines) and lines[n].text), 0)
    zero = below and _ZERO.fullmatch(lines[below].text)
    return below if zero and lines[at].text[:1].isupper() and signs.tells_of_nothing(lines[at].text) else 0


def _band(lines: Sequence[Line], at: int) -> tuple[int, str, str] | None:
    """The marks of a level that begins at ``at`` and does not give them beside its name: where they stand, as far as
    the level goes, they themselves, and what else that line has."""
    unmarked = _unmarked(lines[at].text)
    if unmarked and (found := signs.band_at_end(f" {unmarked[1]}")):
        return at, found[0], found[1].strip(" ")
    first = bool(unmarked and not unmarked[1])
    for below in range(at + 1, min(len(lines), at + LINES_OF_A_LEVEL)) if unmarked else ():
        line = lines[below]
        if found := _band_beside_words(line, first=first):
            return below, *found
        if signs.level_without_band(line.text) or signs.is_level_with_band(line.text):
            break
        if set_phrases.points_heading(line.text):
            break
        first = first and not line.text
    return None


def _unmarked(text: str) -> tuple[str, str] | None:
    return signs.level_without_band(text) or signs.level_with_words(text)


def _band_beside_words(line: Line, *, first: bool) -> tuple[str, str] | None:
    """The marks of a level in a line below its name, and what else the line has: marks alone or behind the words; in
    the ``first`` line below a bare name before them too."""
    cell, _, rest = as_typed(line.raw).strip().partition("\t")
    if signs.is_bare_band(_bare(line.text)):
        return _bare(line.text), ""
    if first and signs.is_bare_band(_bare(cell)):
        return _bare(cell), " ".join(rest.split())
    if first and (before := signs.band_at_start(line.text)):
        return before
    behind = signs.band_at_end(line.text)
    ends = line.text.endswith((")", "]", "marks", "mark"))
    return behind if behind and (ends or behind[1].endswith((".", ";"))) else None


def _bare(text: str) -> str:
    return text.strip("()[]:. ")
