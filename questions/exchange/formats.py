"""Which form a file has, and reading it as that."""

from __future__ import annotations

from questions.exchange import moodle, sheet, text
from questions.exchange.converted import Converted, Refused

LARGEST = 2_000_000

KINDS = (
    (b"PK\x03\x04", "an archive, or a Word or Excel file"),
    (b"PK\x05\x06", "an empty archive"),
    (b"\x1f\x8b", "a compressed archive (gzip)"),
    (b"BZh", "a compressed archive (bzip2)"),
    (b"\xfd7zXZ", "a compressed archive (xz)"),
    (b"7z\xbc\xaf", "an archive (7-Zip)"),
    (b"Rar!", "an archive (RAR)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
INSTEAD = {
    "a": "Unpack it and choose the file inside. From Word, copy the text and paste it; from Excel, save as CSV UTF-8.",
    "p": "Open it, copy its text and paste it.",
}
EMPTY = "This file is empty."
WEB_PAGE = "This is a web page. Open it, copy its text and paste it."
TOO_LARGE = f"This file has {{0:,}} bytes; {LARGEST:,} are read at once. Export fewer questions at a time."


def read(data: bytes, name: str = "", form: str = "") -> Converted:
    """The file as text in notation. ``form`` is text, moodle or csv; "" finds out. Raises Refused."""
    refuse_what_is_no_text(data)
    return {"text": text.read, "moodle": moodle.read, "csv": sheet.read}[form or form_of(data, name)](data)


def refuse_what_is_no_text(data: bytes) -> None:
    if not data.strip():
        raise Refused(EMPTY)
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE.format(len(data)))
    for start, what in KINDS:
        if data.startswith(start):
            copied = what in ("a PDF", "an RTF file", "a picture")
            raise Refused(f"This is {what}, which is not read here. {INSTEAD['p' if copied else 'a']}")
    if data[257:262] == b"ustar":
        raise Refused(f"This is an archive (tar), which is not read here. {INSTEAD['a']}")


def form_of(data: bytes, name: str = "") -> str:
    """The form that the beginning of the file has."""
    if data.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return "moodle"
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise Refused(WEB_PAGE)
    if start.startswith(b"<") or name.lower().endswith(".xml"):
        return "moodle"
    if name.lower().endswith((".csv", ".tsv")):
        return "csv"
    content, _ = text.text_of(data)
    return "csv" if _is_table(content) else "text"


def _is_table(content: str) -> bool:
    first = next((line for line in content.splitlines() if line.strip() and not line.startswith("sep=")), "")
    delimiter = max(",;\t", key=first.count)
    cells = {cell.strip(' "\ufeff').casefold() for cell in first.split(delimiter)}
    names = {name for names in sheet.OTHER_NAMES.values() for name in names} | set(sheet.OTHER_NAMES)
    return len(cells & names) >= 3
