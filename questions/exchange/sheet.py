"""Questions as a table: columns topic, question, stem, marks, and scheme (in notation) or points (one to a line)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from questions import marking
from questions.exchange import text
from questions.exchange.converted import Converted, Gathered, Refused, topic_name
from questions.marking.notation.printing import scheme_text
from questions.spreadsheets import NOT_UTF8, NotATable, Rows, rows_of, safe_cell, whole_number

COLUMNS = ("topic", "question", "stem", "marks", "scheme")
OTHER_NAMES = {
    "topic": ("unit", "section"),
    "question": ("number", "no", "no.", "question number"),
    "stem": ("question text", "wording", "text"),
    "marks": ("mark", "tariff", "maximum mark", "max marks"),
    "scheme": ("mark scheme", "markscheme", "answers", "answer", "acceptable answers"),
    "points": ("marking points",),
}
TOLD_MARKS = re.compile(r"^[\[(]|(?: ?marks?)?[\])]?$", re.IGNORECASE)
"""What stands around the number in "[2]", "(2 marks)" or "1 mark"."""
MOST_ROWS = 1_000

NO_COLUMNS = (
    "Expected a first row with the columns topic, question, stem, marks and scheme (or points); this one has {0}."
)
SAMPLES = (
    "These are sample answers, not questions. Paste them on the page of their question, or put the file beside the "
    "text of the questions for the command import_questions."
)
UNREADABLE = "This table cannot be read: {0}"
NO_MARKS = "Not carried: “{0}” is no number of marks."
NO_STEM = "Not carried: it has no question text."
NO_SCHEME = "Not carried: it has neither scheme nor points."
DIVIDED = "Its points were divided at the semicolons."
NO_NUMBER = "“{0}” is no question number; it has number {1} here."
NOT_TAKEN = "The columns {0} do not come along."


def read(data: bytes) -> Converted:
    """The questions of a table with comma, semicolon or tab. Raises Refused."""
    content, guessed = text.text_of(data)
    gathered = Gathered()
    if guessed:
        gathered.report("The file", NOT_UTF8)
    rows = _rows(content)
    if _are_samples(rows.good):
        raise Refused(SAMPLES)
    names = _named(rows.good[0][1])
    if not {"stem", "marks"} <= set(names) or not any(name.startswith(("scheme", "points")) for name in names):
        raise Refused(NO_COLUMNS.format(", ".join(rows.good[0][1])))
    try:
        rows.each_once(names.values())
    except NotATable as error:
        raise Refused(UNREADABLE.format(error)) from error
    if others := [name for name in rows.good[0][1] if name and name not in names.values()]:
        gathered.report("The table", NOT_TAKEN.format(", ".join(others)))
    for number, message in rows.errors:
        gathered.report(f"Row {number}", f"Not carried: {message}.")
    topic = ""
    for number, row in rows.good:
        values = {name: row.get(column, "").strip() for name, column in names.items()}
        # A topic that stands once above its rows is how people fill in tables.
        topic = topic_name([values.get("topic", "")])[:200] or topic
        _add(gathered, f"Row {number}", topic, values)
    return gathered.converted()


def _rows(content: str) -> Rows:
    """As many rows as are read at once, and one at least."""
    try:
        rows = rows_of(content, ())
    except NotATable as error:
        raise Refused(UNREADABLE.format(error)) from error
    if not rows.good and rows.errors:
        number, message = rows.errors[0]
        raise Refused(f"This table cannot be read. Row {number}: {message}.")
    if not rows.good:
        raise Refused("This table has no rows below the names of its columns.")
    if len(rows.good) > MOST_ROWS:
        raise Refused(f"This table has {len(rows.good):,} rows; {MOST_ROWS:,} are read at once.")
    return rows


def _are_samples(rows: Sequence[tuple[int, Mapping[str, str]]]) -> bool:
    """Whether the table is one of sample answers: answers to questions that are only numbered."""
    columns = rows[0][1]
    return {"question", "answer", "mark"} <= set(columns) and all(
        whole_number(row["question"]) is not None for _, row in rows
    )


def _named(row: Mapping[str, str]) -> dict[str, str]:
    """The columns that are known, by our names for them. Further points may stand in columns ``point 2`` and so on."""
    names = {}
    for name, others in OTHER_NAMES.items():
        found = next((column for column in (name, *others) if column in row), None)
        if found is not None:
            names[name] = found
    if "stem" not in names and "question" in names:
        names["stem"] = names.pop("question")
    for column in row:
        if column.startswith("point") and column.rstrip("0123456789 ") in ("point", "points") and column != "points":
            names[f"points {column}"] = column
    return names


def _add(gathered: Gathered, where: str, topic: str, values: Mapping[str, str]) -> None:
    marks = whole_number(TOLD_MARKS.sub("", values["marks"]))
    scheme = values.get("scheme", "") or _points(gathered, where, values)
    if not (marks and values["stem"] and scheme):
        problem = NO_SCHEME if marks else NO_MARKS.format(values["marks"])
        gathered.report(where, problem if values["stem"] else NO_STEM)
        return
    asked = values.get("question", "")
    wanted = whole_number(asked) if asked else None
    number = gathered.add(topic, marks, values["stem"], scheme, wanted or None)
    if asked and number != wanted:
        gathered.report(where, NO_NUMBER.format(asked, number))


def _points(gathered: Gathered, where: str, values: Mapping[str, str]) -> str:
    """The lines of a scheme made of the points of a row."""
    points: list[str] = []
    for name, value in values.items():
        if not name.startswith("points"):
            continue
        lines = value.splitlines()
        if len(lines) == 1 and ";" in value:
            gathered.report(where, DIVIDED)
            lines = [part.strip() for part in value.split(";")]
        points += [line if line.startswith(" ") else line.strip() for line in lines if line.strip()]
    bulleted = [point if point.startswith((" ", "-", "•", "*")) else f"- {point}" for point in points]
    return "\n".join(["Acceptable answers include:", *bulleted]) if points else ""


def write(documents: Iterable[marking.Document]) -> str:
    """The table, for Excel and others; nothing in it is taken for a formula."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for document in documents:
        for scheme in document.schemes:
            cells = (document.topic, scheme.number, scheme.stem, scheme.marks, scheme_text(scheme))
            table.writerow([safe_cell(str(cell)) for cell in cells])
    return out.getvalue()
