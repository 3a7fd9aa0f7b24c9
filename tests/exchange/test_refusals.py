"""Files that are not read: each is told in words why, quickly."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile

import pytest

from questions.exchange import formats
from questions.exchange.converted import Refused
from questions.exchange.xml import DEEPEST, MOST_ELEMENTS

pytestmark = pytest.mark.marking

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>'


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bank.xml", "<quiz/>")
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("bank.xml"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped(), "This is an archive, or a Word or Excel file"),
        (gzip.compress(b"<quiz/>"), "compressed archive (gzip)"),
        (tarred(), "archive (tar)"),
        (b"%PDF-1.7 ...", "Open it, copy its text and paste it"),
        (b"", "This file is empty"),
        (b" \n", "This file is empty"),
        (BOMB.encode(), "can be used to attack a server"),
        (b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "can be used to attack"),
        (b'<!DOCTYPE quiz SYSTEM "http://example.org/a.dtd"><quiz/>', "document type of its own"),
        (b"<quiz>" + b"<a>" * (DEEPEST + 1), f"nests more than {DEEPEST}"),
        (b"<quiz>" + b"<a/>" * (MOST_ELEMENTS + 1), "more than 200,000 elements"),
        (b"<quiz><question>", "breaks off or is damaged in line 1"),
        (b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n<name>\xe9t\xe9</name></quiz>', "damaged in line 3"),
        (b'<?xml version="1.0" encoding="klingon"?><quiz/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><quiz>\x83e</quiz>', "encoding"),
        (b"<quiz/>", "This export has no questions"),
        (b"<questestinterop/>", "begins with <questestinterop>, not <quiz>"),
        ("<quiz><question>".encode("utf-16"), "breaks off"),
        (b"Topic: \x00\x01", "This is not text"),
        (b"\xff\xfeT\x00o", "This is not text"),
        (b"topic,question,stem,marks,scheme\n", "no rows below"),
        (b"topic,question,title,points\nx,1,Why,a", "Expected a first row with the columns"),
        (b'topic,stem,marks,scheme\n"', "Row 2: a quotation mark is opened here"),
    ],
    ids=range(23),
)
def test_a_file_that_is_not_read_says_why(data: bytes, says: str) -> None:
    started = time.process_time()
    with pytest.raises(formats.Refused) as refusal:
        formats.read(data)
    assert says in str(refusal.value)
    assert time.process_time() - started < 5


def test_what_is_too_large_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(Refused, match="2,000,001 bytes"):
        formats.read(b"<" * (formats.LARGEST + 1))


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"Topic: x", "", "text"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><quiz/>", "", "moodle"),
        (b"  <quiz>", "", "moodle"),
        ("<quiz>".encode("utf-16"), "", "moodle"),
        (b"topic,question,stem,marks,scheme", "", "csv"),
        (b"sep=;\ntopic;stem;marks;points", "", "csv"),
        (b"Question\tAnswer\tMarks", "", "csv"),
        (b"Question 1, 2 and 3, with answers", "", "text"),
        (b"a,b", "a.CSV", "csv"),
    ],
)
def test_the_form_of_a_file_is_found_by_what_it_begins_with(data: bytes, name: str, form: str) -> None:
    assert formats.form_of(data, name) == form
