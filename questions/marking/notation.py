"""Mark schemes as text: reading and printing the notation of docs/notation.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term

LONGEST = 200_000
NUMBER_WORDS = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong with a line (counted from 1) and what was expected there."""

    line: int
    message: str
    text: str


class NotationError(Exception):
    """A text that cannot be read. ``errors`` are all of them, in line order."""

    def __init__(self, errors: tuple[LineError, ...]) -> None:
        super().__init__("; ".join(f"line {error.line}: {error.message}" for error in errors))
        self.errors = errors


QUESTION = re.compile(r"Question\s+(\d{1,4})\s*[.:]?\s*(?:[(\[]\s*(\d{1,3})\s*(?:marks?)?\s*[)\]])?\s*$", re.I)
TOPIC = re.compile(r"Topic\s*:\s*(.*)$", re.I)
SCHEME = re.compile(r"Mark\s+scheme\s*:?\s*$", re.I)
EACH = re.compile(r"(?:award\s+)?(\d+|one|two|three)\s+marks?\s+(?:for|per)\s+(?:each|every|any|a|one)\b(.*)$", re.I)
MAXIMUM = re.compile(r"\(?\b(?:up\s+to\s+)?(?:a\s+)?max(?:imum)?\.?\s*(?:of\s+)?(\d+)(?:\s*marks?)?\)?", re.I)
UP_TO = re.compile(r"(?:award\s+)?up\s+to\s+(\d+)\s+marks?\.?\s*$", re.I)
LEVEL = re.compile(
    r"(?:Level\s+(\d+)\s*[:(\[]?\s*)?(\d+)\s*(?:[-–—]|to)?\s*(\d+)?\s*marks?\s*[)\]]?\s*[:.]\s*(.*)$", re.I
)
LEAD = re.compile(
    r"((?:acceptable|possible|accepted|valid)\s+(?:answers?|points?|responses?)(?:\s+(?:may\s+)?includes?)?"
    r"|indicative\s+content|credit\s+(?:points\s+)?such\s+as|answers?\s+(?:may|might|could)\s+include|points?\s+may\s+include"
    r"|any\s+\w+\s+from|credit)\s*:\s*(.*)$",
    re.I,
)
BULLET = re.compile(r"(?:[-•*●–—◦▪]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+)(.*)$")
QUALIFIER = re.compile(r"(ACCEPT|ALLOW|REJECT|DO NOT ACCEPT|IGNORE)\s*:\s*(.*)$", re.I)
POINT_MARKS = re.compile(r"Marks\s+for\s+points\s*:\s*(.*)$", re.I)
LIST_RULE = re.compile(r"List\s+rule\s*:\s*(on|off)\s*$", re.I)
SYNONYMS = re.compile(r"Synonyms\s*:\s*(.*)$", re.I)
NEEDS = re.compile(r"Level\s+(\d+)\s+needs\s*:\s*(.*)$", re.I)


@dataclass
class _Draft:
    """A question while its lines are read."""

    line: int
    number: int
    marks: int
    stem: list[str] = field(default_factory=list)
    in_scheme: bool = False
    points: list[Point] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    needs: dict[int, Needs] = field(default_factory=dict)
    value: int = 1
    maximum: int | None = None
    noun: str = ""
    marks_for_points: tuple[tuple[int, int], ...] = ()
    list_rule: bool = True
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    last: str = ""


def parse(text: str) -> Document:
    """Read ``text``; raises NotationError with every line that cannot be read."""
    if len(text) > LONGEST:
        raise NotationError((LineError(1, f"The text is longer than {LONGEST:,} characters.", ""),))
    text = text.replace("\ufeff", "").replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n")
    errors: list[LineError] = []
    topic = ""
    drafts: list[_Draft] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            continue
        if (found := TOPIC.match(line)) and not drafts:
            topic = " ".join(found[1].split())
        elif found := QUESTION.match(line):
            if not found[2] or int(found[2]) == 0:
                errors.append(LineError(number, "The marks are missing: “Question 1 (2 marks)”.", raw))
            drafts.append(_Draft(number, int(found[1]), int(found[2] or 1)))
        elif not drafts:
            errors.append(LineError(number, "Expected “Topic: ...” or “Question 1 (2 marks)”.", raw))
        elif SCHEME.match(line):
            drafts[-1].in_scheme = True
        elif not drafts[-1].in_scheme:
            drafts[-1].stem.append(line)
        else:
            try:
                _scheme_line(drafts[-1], line)
            except ValueError as error:
                errors.append(LineError(number, str(error), raw))
    if not drafts:
        errors.append(LineError(1, "There is no question: expected “Question 1 (2 marks)”.", ""))
    schemes = []
    for draft in drafts:
        try:
            schemes.append(_finished(draft))
        except ValueError as error:
            errors.append(LineError(draft.line, str(error), ""))
    if errors:
        raise NotationError(tuple(sorted(errors, key=lambda error: error.line)))
    return Document(topic, tuple(schemes))


def _finished(draft: _Draft) -> Scheme:
    if not draft.in_scheme:
        raise ValueError(f"Question {draft.number} has no line “Mark scheme:”.")
    if not draft.points:
        raise ValueError(f"Question {draft.number} has no marking points.")
    if not draft.stem:
        raise ValueError(f"Question {draft.number} has no text before “Mark scheme:”.")
    levels = tuple(
        replace(level, number=n, needs=draft.needs.get(n))
        for n, level in enumerate(sorted(draft.levels, key=lambda level: level.low), 1)
    )
    if levels and levels[-1].high != draft.marks:
        raise ValueError(f"The highest level ends at {levels[-1].high}; the question has {draft.marks} marks.")
    return Scheme(
        number=draft.number,
        marks=draft.marks,
        stem="\n".join(draft.stem),
        points=tuple(draft.points),
        levels=levels,
        value=draft.value,
        maximum=draft.maximum,
        noun=draft.noun,
        marks_for_points=draft.marks_for_points,
        list_rule=draft.list_rule,
        synonyms=tuple(draft.synonyms),
    )


def _scheme_line(draft: _Draft, line: str) -> None:
    if found := QUALIFIER.match(line):
        if not draft.points:
            raise ValueError(f"{found[1].upper()} belongs to a point; there is none above it.")
        kind = {"ACCEPT": "accept", "ALLOW": "accept", "REJECT": "reject", "DO NOT ACCEPT": "reject"}.get(
            found[1].upper(), "ignore"
        )
        point = draft.points[-1]
        draft.points[-1] = replace(point, **{kind: getattr(point, kind) + _alternatives(found[2])})
    elif found := POINT_MARKS.match(line):
        pairs = re.findall(r"(\d+)\s*=\s*(\d+)", found[1])
        if not pairs:
            raise ValueError("Expected “Marks for points: 0=0, 1=1, 2=2”.")
        draft.marks_for_points = tuple((int(a), int(b)) for a, b in pairs)
    elif found := LIST_RULE.match(line):
        draft.list_rule = found[1].lower() == "on"
    elif found := SYNONYMS.match(line):
        group = tuple(" ".join(word.split()) for word in found[1].split("=") if word.strip())
        if len(group) < 2:
            raise ValueError("Expected at least two words: “Synonyms: UN = United Nations”.")
        draft.synonyms.append(group)
    elif found := NEEDS.match(line):
        counts = {word.lower(): int(n) for n, word in re.findall(r"(\d+)\s+(identified|explained|supported)", found[2])}
        draft.needs[int(found[1])] = Needs(**counts)
    elif found := LEAD.match(line):
        if found[2].strip():
            draft.points.append(_point(found[2]))
    elif (found := LEVEL.match(line)) and not EACH.match(line):
        low = int(found[2])
        draft.levels.append(Level(len(draft.levels) + 1, low, int(found[3] or low), found[4].strip()))
    elif found := EACH.match(line):
        draft.value = int(found[1]) if found[1].isdigit() else NUMBER_WORDS[found[1].lower()]
        if most := MAXIMUM.search(found[2]):
            draft.maximum = int(most[1])
        noun = re.sub(r"\b(valid|correct|different|relevant)\b", "", MAXIMUM.sub("", found[2])).strip(" .,()")
        draft.noun = " ".join(noun.split())
    elif found := UP_TO.match(line):
        draft.maximum = int(found[1])
    else:
        found = BULLET.match(line)
        body = found[1] if found else line
        if not body.strip():
            raise ValueError("Expected an acceptable answer after the bullet.")
        draft.points.append(_point(body))


def _point(text: str) -> Point:
    value = None
    if found := re.search(r"\s\[(\d+)\]\s*$", text):
        value = int(found[1])
        text = text[: found.start()]
    reverse = bool(re.search(r"\bORA\b", text))
    any_wording = bool(re.search(r"\b(AW|owtte)\b", text))
    text = re.sub(r"[(;,]?\s*\b(ORA|AW|owtte)\b\s*\)?", "", text)
    return Point(_alternatives(text), value=value, reverse=reverse, any_wording=any_wording)


def _alternatives(text: str) -> tuple[Alternative, ...]:
    found = tuple(
        Alternative(tuple(_phrase(side) for side in re.split(r"\s+AND\s+", part) if side.strip()))
        for part in re.split(r"\s+/\s+", text)
        if part.strip()
    )
    if not found:
        raise ValueError("Expected an acceptable answer.")
    return found


def _phrase(text: str) -> Phrase:
    terms: list[Term] = []
    pattern = re.compile(r"\(([^()]*)\)|\*\*([^*]+)\*\*|(?<!\w)_([^_]+)_(?!\w)|(\S+)")
    for found in pattern.finditer(text):
        optional, bold, essential, plain = found.groups()
        words = optional or bold or essential or plain or ""
        if not words.strip():
            continue
        forms = tuple(form for form in words.split("/") if form.strip()) or (words,)
        terms.append(Term(forms, essential=bool(bold or essential), optional=bool(optional)))
    return Phrase(tuple(terms))


def phrase_text(phrase: Phrase) -> str:
    """The phrase as notation prints it."""
    words = []
    for term in phrase.terms:
        word = "/".join(term.forms)
        words.append(f"({word})" if term.optional else f"_{word}_" if term.essential else word)
    return " ".join(words)


def alternative_text(alternative: Alternative) -> str:
    """An acceptable answer as notation prints it."""
    return " AND ".join(phrase_text(phrase) for phrase in alternative.phrases)


def point_text(point: Point) -> str:
    """The point's own line, without its bullet."""
    text = " / ".join(alternative_text(answer) for answer in point.answers)
    text += " ORA" if point.reverse else ""
    text += " AW" if point.any_wording else ""
    return text + (f" [{point.value}]" if point.value is not None else "")


def to_text(printed: Document | Scheme) -> str:
    """Canonical notation; parse(to_text(d)) == d."""
    if isinstance(printed, Scheme):
        return _scheme_text(printed)
    blocks = [f"Topic: {printed.topic}\n"] if printed.topic else []
    return "\n".join(blocks + [_scheme_text(scheme) for scheme in printed.schemes])


def _scheme_text(scheme: Scheme) -> str:
    marks = f"{scheme.marks} mark{'s' if scheme.marks != 1 else ''}"
    lines = [f"Question {scheme.number} ({marks})", scheme.stem, "", "Mark scheme:"]
    if scheme.levels:
        lines += [f"{_band(level)}: {level.descriptor}" for level in scheme.levels]
        lines += [_needs_text(level.number, level.needs) for level in scheme.levels if level.needs]
    else:
        most = f" (maximum {scheme.maximum} marks)" if scheme.maximum is not None else ""
        each = f"{scheme.value} mark{'s' if scheme.value != 1 else ''}"
        lines.append(f"{each} for each valid {scheme.noun or 'point'}{most}.")
    if scheme.marks_for_points:
        lines.append("Marks for points: " + ", ".join(f"{a}={b}" for a, b in scheme.marks_for_points))
    if not scheme.list_rule:
        lines.append("List rule: off")
    lines.append("Credit points such as:" if scheme.levels else "Acceptable answers include:")
    for point in scheme.points:
        lines.append(f"- {point_text(point)}")
        for sign, answers in (("ACCEPT", point.accept), ("REJECT", point.reject), ("IGNORE", point.ignore)):
            if answers:
                lines.append(f"  {sign}: " + " / ".join(alternative_text(answer) for answer in answers))
    lines += ["Synonyms: " + " = ".join(group) for group in scheme.synonyms]
    return "\n".join(lines) + "\n"


def _band(level: Level) -> str:
    if level.low == level.high:
        return f"{level.low} mark{'s' if level.low != 1 else ''}"
    return f"{level.low}–{level.high} marks"


def _needs_text(number: int, needs: Needs) -> str:
    counts = {"identified": needs.identified, "explained": needs.explained, "supported": needs.supported}
    return f"Level {number} needs: " + ", ".join(f"{n} {word}" for word, n in counts.items() if n)
