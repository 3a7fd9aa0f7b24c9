"""A class list as people keep it: a table of surnames and first names, or of full names, perhaps with user names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from questions.marking.language.text import unaccented
from questions.models import User
from questions.spreadsheets import NotATable, rows_of

MOST_ROWS = 200
WIDEST = tuple(str(number) for number in range(60))
"""Columns by their place, until it is known what is in them."""

TITLES = {
    "surname": ("surname", "last name", "lastname", "family name"),
    "first": ("first name", "firstname", "forename", "given name", "first names", "forenames", "given names"),
    "whole": ("full name",),
    "name": ("name", "student", "pupil"),
    "username": ("user name", "username", "login", "login name"),
}
AROUND = re.compile(r"^(?:(?:legal|preferred|chosen|student|pupil)(?:['’]s)? )+(?=\w)|[\[(]required[\])]|\*")
"""What stands around such a title and makes it no other: "Preferred first name", "Last Name [Required]"."""
NAMING = frozenset("name names surname surnames forename forenames firstname lastname username".split())
"""Words that the titles of columns have, and hardly a person."""
OTHER_TITLES = frozenset(
    """last first given family form class year group tutor house gender sex email e-mail id upn dob no number nr
    nachname familienname vorname klasse nom prénom prenom apellido apellidos nombre""".split()
)
"""Words that a first row of titles may have which name no column that we know."""

UNTITLED = {1: ("name",), 2: ("surname", "first"), 3: ("surname", "first", "username")}
"""What the columns are where no first row says so, by how many there are."""

LONGEST_NAME = 150
JOINERS = "\u200c\u200d"
"""Invisible, and a part of names in several scripts."""


TITLES_BELOW = "These are titles of columns, which belong into the first row. Take away what stands above, or this row."
KNOWN = "Columns may be called “surname” and “first name”, or “name” for both, and “user name”."

Row = tuple[int, Mapping[str, str]]
"""A row by its number, and its cells by their places."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: who it names, or what is wrong with it. ``username`` is "" where the row has none."""

    number: int
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class ClassTable:
    """The rows in their order, and the titles of the columns that are not read."""

    rows: tuple[Listed, ...]
    ignored: tuple[str, ...] = ()


def read_class(text: str) -> ClassTable:
    """The list in a text with comma, semicolon or tab between its cells. Raises NotATable."""
    table = rows_of(text.lstrip("\ufeff"), (), unnamed=WIDEST)
    if not table.good and not table.errors:
        raise NotATable("there is no row in it.")
    rows: list[Row] = list(table.good)
    columns, ignored = _titled(rows[0][1]) if rows else ({}, ())
    errors = [(number, f"{message[:1].upper()}{message[1:]}.") for number, message in table.errors]
    if columns:
        (_, titles), *rows = rows
        rows, too_wide = _as_wide(rows, _width(titles))
        errors += too_wide
    elif rows:
        columns = _untitled([row for _, row in rows])
    if len(rows) + len(errors) > MOST_ROWS:
        raise NotATable(f"it has {len(rows) + len(errors):,} rows; {MOST_ROWS} are read at once.")
    if not rows and not errors:
        raise NotATable("it has no row below the titles of its columns.")
    errors += [(number, TITLES_BELOW) for number, cells in rows if _are_titles(cells)]
    rows = [(number, cells) for number, cells in rows if not _are_titles(cells)]
    listed = [_listed(number, {name: row.get(place, "") for name, place in columns.items()}) for number, row in rows]
    listed += [Listed(number, error=error) for number, error in errors]
    return ClassTable(tuple(sorted(listed, key=lambda row: row.number)), ignored)


def _width(cells: Mapping[str, str]) -> int:
    """How many columns a row fills, empty cells before its last one included."""
    return max((int(place) + 1 for place, cell in cells.items() if cell.strip()), default=0)


def _as_wide(rows: Sequence[Row], width: int) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows that have no more cells than there are titles, and what is wrong with the others.

    Below a single title "O'Brien, Seán" is one name, though a comma parts cells elsewhere.
    """
    good, wrong = [], []
    for number, cells in rows:
        filled = [cell.strip() for cell in cells.values() if cell.strip()]
        if _width(cells) <= width:
            good.append((number, cells))
        elif width == 1 and len(filled) == 2:
            good.append((number, {WIDEST[0]: ", ".join(filled)}))
        else:
            wrong.append((number, f"It has {len(filled)} cells, but the first row has {width}."))
    return good, wrong


def _titled(first: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which column is where, if the first row says so, and the titles that say nothing to us."""
    columns: dict[str, str] = {}
    ignored = []
    for place, cell in first.items():
        known = _known(cell)
        if known and known not in columns:
            columns[known] = place
        elif cell.strip():
            ignored.append(cell.strip())
    if not columns:
        words = [set(_plain(title).split()) for title in ignored]
        if any(each & NAMING for each in words) or (words and all(each <= OTHER_TITLES for each in words)):
            raise NotATable(f"no column of its first row is known ({', '.join(ignored)}). {KNOWN}")
        return {}, ()
    if len({"surname", "first"} & set(columns)) == 1 and not {"name", "whole"} & set(columns):
        missing = "first name" if "surname" in columns else "surname"
        raise NotATable(f"no column is called {missing}. {KNOWN}")
    return columns, tuple(ignored)


def _plain(title: str) -> str:
    plain = " ".join(title.casefold().replace("_", " ").replace("(s)", "s").split())
    return AROUND.sub("", plain).strip()


def _known(cell: str) -> str | None:
    """What is in the column that ``cell`` is the title of."""
    title = _plain(cell)
    return next((name for name, titles in TITLES.items() if title in titles), None)


def _are_titles(cells: Mapping[str, str]) -> bool:
    """Whether a row that is not the first names columns, and no student."""
    filled = [part for cell in cells.values() for part in re.split("[,;\t]", cell) if part.strip()]
    known = [part for part in filled if _known(part)]
    return len(known) > 1 or (len(known) == len(filled) and any(set(_plain(part).split()) & NAMING for part in known))


def _untitled(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    width = max(map(_width, rows))
    if width not in UNTITLED:
        raise NotATable(
            f"it has {width} columns. Say in a first row which are surname, first name and, if there is one, user name."
        )
    return dict(zip(UNTITLED[width], WIDEST, strict=False))


def _listed(number: int, cells: Mapping[str, str]) -> Listed:
    values = {name: " ".join(unicodedata.normalize("NFC", cell).split()) for name, cell in cells.items()}
    username = User.normalize_username(values.get("username", ""))
    is_whole = "whole" in values
    if is_whole:
        values["name"] = values.pop("whole")
    for part, other in (("surname", "first"), ("first", "surname")):
        if {"name", part} <= set(values) and other not in values:
            name = values["name"]
            if beside := _beside(values[part], name):
                values[other] = beside
            elif not (is_whole or "," in name or set(_letters(values[part]).split()) <= set(_letters(name).split())):
                # "Name" beside "Surname" is the first name, unless it has the surname in it.
                values[other] = values.pop("name")
    if {"surname", "first"} <= set(values):
        first, last = values["first"], values["surname"]
    else:
        first, last = _divided(values.get("name", ""))
    error = next(_wrong(first, last, username), "")
    if not error and not username:
        error = _missing(first, last, whole="name" in values)
    return Listed(number, first, last, username, error)


def _letters(name: str) -> str:
    """The words of a name as they are compared: without accents, in small letters, "O’Neil" as "O'Neil"."""
    return " ".join("".join(sign if sign.isalpha() else " " for sign in unaccented(name)).split())


def _beside(part: str, name: str) -> str:
    """What a full name has beside a surname or first name that it begins or ends with; "" where it does not."""
    words = name.replace(",", " ").split()
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    for first, last in parted:
        if _letters(part) in (_letters(first), _letters(last)):
            return last if _letters(part) == _letters(first) else first
    return ""


def _missing(first: str, last: str, *, whole: bool) -> str:
    if not first and not last:
        return "It has no name."
    # Who has one name only has it as a full name; in two columns one is more likely forgotten.
    return "" if whole or (first and last) else f"It has no {'first name' if last else 'surname'}."


def _divided(name: str) -> tuple[str, str]:
    """First names and surname of a full name: "Amira Hussain" or "Hussain, Amira"."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def _wrong(first: str, last: str, username: str) -> Iterator[str]:
    """What no account can have."""
    for value in (first, last, username):
        if len(value) > LONGEST_NAME:
            yield f"A name of {len(value)} characters is too long; {LONGEST_NAME} are possible."
        for sign in value:
            if sign not in JOINERS and (
                unicodedata.category(sign) in ("Cc", "Cf", "Cn", "Co", "Cs") or sign == "\ufffd"
            ):
                yield f"There is a sign in it that cannot be read (U+{ord(sign):04X})."
