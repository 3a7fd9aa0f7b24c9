"""Documents as text, in the board's style. What is printed here parses to the same document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from questions.marking.notation import set_phrases, signs
from questions.marking.notation.wording import FLAG_GROUP, LIKE_VALUE, is_plain_slash
from questions.marking.scheme import Alternative, Document, Level, Phrase, Point, Scheme, Term

LINE_WIDTH = 400
"""From here on, further ACCEPT, REJECT and IGNORE answers of a point go to another line."""

_STOPS = ".,;:!?"
_ESCAPED = re.compile(r"\\(.)")
_SYNONYM_SIGN = re.compile(r"[\\=;]")
_SIGN = re.compile(
    r"""[\\()\[\]]
    | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])              # inside a word an underscore is no sign
    | \*(?=\*) | (?<=\*)\*
    | (?<![A-Za-z0-9_])(?i:AW|ORA|OWTTE)(?![A-Za-z0-9_])""",
    re.VERBOSE,
)


def document_text(document: Document) -> str:
    """All of the document; a blank line between its parts, a line end at its end."""
    head = [
        *([f"Topic: {document.topic}"] if document.topic else []),
        *_topic_lines("Focus", document.focus),
        *_topic_lines("Notes", document.notes),
    ]
    blocks = ["\n".join(head) + "\n"] if head else []
    return "\n".join([*blocks, *("\n".join(_question_lines(scheme)) + "\n" for scheme in document.schemes)])


def _topic_lines(name: str, text: str) -> Iterator[str]:
    """A text of the topic, each line behind a bar so that nothing in it is a sign."""
    if text:
        yield f"{name}:"
        yield from (f"{signs.BAR} {line}" if line else signs.BAR for line in text.split("\n"))


def point_text(point: Point) -> str:
    """The point's own line as notation, without its bullet."""
    ending = [
        *(["AW"] if point.any_wording else []),
        *(["(ORA)"] if point.reverse else []),
        *([f"[{point.value}]"] if point.value is not None else []),
    ]
    return set_phrases.plain(" ".join([_answers_text(point.answers), *ending]))


def _answers_text(answers: Sequence[Alternative]) -> str:
    parts = [alternative_text(answers[0])]
    for before, answer in pairwise(answers):
        parts += [_slash(before, answer), alternative_text(answer)]
    text = "".join(parts)
    # Alone on its line it would part the lines above and below.
    return f"\\{text}" if text.lower() == "or" else text


def _slash(before: Alternative, after: Alternative) -> str:
    """What parts two alternatives: OR where a slash would be read as dividing by a figure."""
    formula = any(term == Term(("=",)) for phrase in before.phrases for term in phrase.terms)
    return " OR " if formula and after.phrases[0].terms[0].forms[0][0].isdigit() else " / "


def alternative_text(alternative: Alternative) -> str:
    """An acceptable answer as notation."""
    return " AND ".join(map(phrase_text, alternative.phrases))


def phrase_text(phrase: Phrase) -> str:
    """One side of an AND, or an answer without one, as notation."""
    return " ".join(map(_term_text, phrase.terms))


def readable(notation: str) -> str:
    r"""Printed notation for people who only read it: without the backslashes that keep words from being signs.

    >>> readable(r"Article 87 \(emergency law\)")
    'Article 87 (emergency law)'
    """
    return _ESCAPED.sub(r"\1", notation)


def _term_text(term: Term) -> str:
    if not (term.essential or term.optional):
        return _forms_text(term.forms, "/")
    forms, stop = _without_stop(term)
    spaced = any(" " in form for form in forms) or (len(forms) > 1 and is_plain_slash(forms))
    text = _forms_text(forms, " / " if spaced else "/")
    if term.essential:
        return f"_{text}_{stop}"
    return f"(\\{text}){stop}" if LIKE_VALUE.fullmatch(text) or FLAG_GROUP.fullmatch(text) else f"({text}){stop}"


def _without_stop(term: Term) -> tuple[Sequence[str], str]:
    """The forms without the comma or stop that a reader expects behind the bracket or underscore, and that."""
    *others, last = term.forms
    bare = last.rstrip(_STOPS)
    stop = last[len(bare) :]
    if not stop or bare[-1:] in ("", " "):
        return term.forms, ""
    if term.essential:
        return [*others, bare], stop
    all_bare = [form[: -len(stop)] for form in term.forms]
    if all(
        form == f"{bare}{stop}" and bare[-1:] not in ("", " ") for form, bare in zip(term.forms, all_bare, strict=True)
    ):
        return all_bare, stop
    return term.forms, ""


def _forms_text(forms: Sequence[str], slash: str) -> str:
    read_alone = slash != "/" or len(forms) == 1
    return slash.join(" ".join(_word_text(word, read_alone=read_alone) for word in form.split(" ")) for form in forms)


@lru_cache(maxsize=20_000)
def _word_text(word: str, *, read_alone: bool) -> str:
    """A word with a backslash before whatever would be read as a sign."""
    if word in ("AND", "OR"):
        return f"\\{word}"
    text = _SIGN.sub(r"\\\g<0>", word)
    if "/" not in word:
        return text
    if read_alone and not word.startswith("/") and not word.endswith("/") and is_plain_slash(word.split("/")):
        return text
    return text.replace("/", "\\/")


def _marks(number: int) -> str:
    return f"{number} mark" if number == 1 else f"{number} marks"


def question_text(number: int, marks: int, stem: str, scheme: str) -> str:
    """A question around the lines of its mark scheme; the lines of ``stem`` are no signs here."""
    lines = [signs.plain_stem_line(line) for line in stem.split("\n")]
    return "\n".join([f"Question {number} ({_marks(marks)})", *lines, "", "Mark scheme:", scheme])


def scheme_text(scheme: Scheme) -> str:
    """The lines below ``Mark scheme:``."""
    return "\n".join(_scheme_lines(scheme))


def _question_lines(scheme: Scheme) -> Iterator[str]:
    yield question_text(scheme.number, scheme.marks, scheme.stem, scheme_text(scheme))


def _scheme_lines(scheme: Scheme) -> Iterator[str]:
    for level in scheme.levels:
        yield f"Level {level.number} ({_band(level)}): {level.descriptor}"
    yield from (f"Level {level.number} needs: {level.needs}" for level in scheme.levels if level.needs)
    yield from _award_lines(scheme)
    if scheme.points:
        yield "Indicative content:" if scheme.levels else "Acceptable answers include:"
        for point in scheme.points:
            yield from _point_lines(point)
    if scheme.marks_for_points:
        yield "Marks for points: " + ", ".join(f"{points}={marks}" for points, marks in scheme.marks_for_points)
    if not scheme.list_rule:
        yield "List rule: off"
    for group in scheme.synonyms:
        yield "Synonyms: " + " = ".join(_SYNONYM_SIGN.sub(r"\\\g<0>", word) for word in group)


def _band(level: Level) -> str:
    return _marks(level.high) if level.low == level.high else f"{level.low}–{level.high} marks"


def _award_lines(scheme: Scheme) -> Iterator[str]:
    if scheme.levels:
        if scheme.maximum is not None:
            yield f"Award up to {_marks(scheme.maximum)}."
    elif scheme.maximum is not None or scheme.value != 1 or scheme.noun:
        each = f"for each valid {scheme.noun}" if scheme.noun else "each"
        most = "" if scheme.maximum is None else f" (maximum {_marks(scheme.maximum)})"
        yield f"{_marks(scheme.value)} {each}{most}."


def _point_lines(point: Point) -> Iterator[str]:
    yield f"- {point_text(point)}"
    yield from _lines_under("ACCEPT", point.accept)
    yield from _lines_under("REJECT", point.reject)
    yield from _lines_under("IGNORE", point.ignore)
    if point.see:
        yield f"  SEE: {point.see}"


def _lines_under(sign: str, answers: Sequence[Alternative]) -> Iterator[str]:
    line = ""
    for number, answer in enumerate(answers):
        text = set_phrases.plain(alternative_text(answer))
        if line and len(line) + len(text) < LINE_WIDTH:
            line += _slash(answers[number - 1], answer) + text
            continue
        if line:
            yield line
        line = f"  {sign}: {text}"
    if line:
        yield line
