"""The wording of a marking point: the signs inside its line.

How the signs nest
    A spaced slash binds loosest, then AND, then words. ``A AND B / C`` is (A and B) or C.
    Inside brackets and underscores a spaced slash parts the wordings of that group only.

Slashes
    ``A / B`` with spaces on both sides, like OR in capitals, parts whole alternatives. ``UN/US``, and a
    slash with a space on one side only (``header/ transport``), parts the wordings of one word: read as
    whole alternatives, half an answer would earn the mark. ``and/or`` is a word with two wordings.
    A slash is plain text between figures (``1950/51``, ``1/2``, ``24/7``; two whole years, ``1950/1951``,
    are alternatives), beside a lone small letter (``km/h``, ``n/a``), beside no word at all (``//``), and
    before a figure in a formula (``x = y / 2``).

Brackets
    Round and square brackets mark what is not needed for the mark; brackets in them are plain text.
    Attached to a word they are plain text (``P(C)``), except around an ending or a prefix, ``troop(s)``
    and ``(re)unite``, which give two wordings. The closing bracket of a list number (``i)``) is plain
    text; any other that has no partner is an error.

Essential words
    An underscore or ``**`` opens at the start of a word and closes at the end of one, so that ``P_B`` is a
    plain word. A group may hold several words; brackets in it give wordings with and without what they
    hold. Where one part of a word is essential the whole word is (``_UN_/US``, ``_Taiwan_'s``).

Plain text
    A backslash before a punctuation mark, a figure or one of SIGN_WORDS takes its meaning away: ``\\/``,
    ``\\(``, ``\\AND``, ``\\\\``. Before anything else it is a backslash.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product, zip_longest
from math import prod

from questions.marking.scheme import Alternative, Phrase, Term

SIGN_WORDS = (
    "accept", "allow", "also", "and", "any", "aw", "award", "credit", "do", "don", "guidance", "ignore", "nb", "not",
    "note", "notes", "or", "ora", "owtte", "reject", "reward", "see",
)  # fmt: skip
"""Words that are a sign somewhere, or start one; plain text after a backslash."""

MOST_FORMS = 24
"""Wordings of one word or group; it takes slashes and brackets that multiply to come near."""

_PLAIN = 0x10F000
"""An escaped character stands this far up while its line is read, where nothing looks for a sign."""
_HIDE = {code: code + _PLAIN for code in range(128)}
_SHOW = {code + _PLAIN: code for code in range(128)}
UNREADABLE = re.compile(f"[{chr(_PLAIN)}-{chr(_PLAIN + 127)}]")
"""Private characters that this module uses for itself; no font has them."""

_ESCAPED = re.compile(rf"\\((?:{'|'.join(SIGN_WORDS)})(?![a-z0-9])|[!-/:-@\[-`{{-~0-9])", re.IGNORECASE | re.ASCII)
_FLAGS = {"aw": "any_wording", "owtte": "any_wording", "or words to that effect": "any_wording", "ora": "reverse"}
_FLAG_WORD = re.compile(r"[,;]?(AW|ORA|(?i:owtte))[.,;]?")
_FLAG_IN_BRACKETS = r"(?:(?:accept|allow) )?(aw|owtte|or words to that effect|ora)\.?"
FLAG_GROUP = re.compile(_FLAG_IN_BRACKETS, re.IGNORECASE)
_FLAG_ENDING = re.compile(rf"(?:^| )[\[(] ?{_FLAG_IN_BRACKETS} ?[\])][.,;]?$", re.IGNORECASE)
_VALUE = re.compile(r" ?([\[(]) ?([0-9]{1,3})( ?marks?)? ?[\])]\.?$", re.IGNORECASE)
LIKE_VALUE = re.compile(r"[0-9]{1,3}(?: ?marks?)?", re.IGNORECASE)

_UNSIGNED = re.compile(r"[^ ()\[\]_*]+")
"""Characters that are no sign inside a line."""

_OPENS = {")": "(", "]": "["}
_SPACED_SLASH = re.compile(r" (?:/|OR)(?= )")
_ONE_SIDED = re.compile(r"(?<=[^ /])(?:/ | /)(?=[^ /])")
_FIGURES = re.compile(r"[0-9][0-9.,]*(?:st|nd|rd|th|s)?")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_AROUND_WORDS = ".,;:!?\"'“”‘’()[]"
_LIST_NUMBER = re.compile(r"(?:^|[ (.])(?:[ivx]{1,4}|[a-zA-Z]|[0-9]{1,2})$")
_ENDING = re.compile(r"[a-z]{1,4}")
_PREFIX = re.compile(r"[A-Za-z]+-?")

# Control characters are spaces by the time a line comes here.
_PART_OPENS, _PART_CLOSES = "\x02", "\x03"
_PART = re.compile(f"{_PART_OPENS}[^{_PART_CLOSES}]*{_PART_CLOSES}")

EMPTY_SIDE = "There is nothing on one side of a slash. Write an answer on both sides, or take the slash away."
EMPTY_AND = "AND needs something on both sides, as in “signed in 1950 AND promised aid”."
UNCLOSED = "The bracket “{0}” is never closed. Close it, or write “\\{0}” if it belongs to the words."
UNOPENED = "The bracket “{0}” closes what was never opened. Open it, or write “\\{0}” if it belongs to the words."
UNDERLINE = (
    "“{0}” starts an essential word that nothing ends. Write “{0}word{0}”, or “\\{0}” if it belongs to the words."
)
EMPTY_BRACKETS = (
    "There is nothing between these brackets. Take them away, or write “\\(\\)” if they belong to the words."
)
NEEDED_IN_BRACKETS = "An essential word stands in brackets, which say that it is not needed. Take one of the two away."
AND_INSIDE = "AND stands inside an essential group. End the group first, as in “_Mao_ AND _Stalin_”."
TOO_MANY_FORMS = f"The signs in one group multiply to more than {MOST_FORMS} wordings. Write them as fewer."
NOTHING_NEEDED = "There are no words here that would be needed for the mark. Write an answer outside the brackets."
ONE_VALUE = "The marks of this line are given twice. Write them once, at its end: “[2]”."


@dataclass(slots=True)
class Wording:
    """What a line says. ``problems`` are sentences for its author; with any, the rest is not to be used.

    ``flags`` are "reverse" and "any_wording". No alternatives and no problems: the line has nothing
    but flags and a value, or is empty.
    """

    alternatives: tuple[Alternative, ...] = ()
    value: int | None = None
    flags: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def hide(text: str) -> str:
    """``text`` with its escaped characters moved out of the way of every pattern; see show()."""
    return _ESCAPED.sub(lambda found: found[1].translate(_HIDE), text)


def show(text: str) -> str:
    """The characters that hide() moved, in their place again and without their backslash."""
    return text.translate(_SHOW)


def read_wording(text: str, *, most: int = 0) -> Wording:
    """Read the text of one line, hidden by hide(), its spaces single.

    ``[2]`` at its end is always a value; ``(2)`` only up to ``most``, the marks of the question.
    """
    wording = Wording()
    text = _take_ending(text, wording, most)
    if text:
        words = _Words(_ONE_SIDED.sub("/", text), wording.problems, wording.flags).read()
        if words:
            parts = _split(_with_plain_divisions(words), _is_slash)
            read = [_alternative(part, wording) for part in parts]
            wording.alternatives = tuple(alternative for alternative in read if alternative)
    wording.problems = list(dict.fromkeys(wording.problems))
    return wording


def _take_ending(text: str, wording: Wording, most: int) -> str:
    """``text`` without the value and the signs at its very end, which go to ``wording``."""
    while text:
        head, _, last = text.rpartition(" ")
        if found := _VALUE.search(text, max(0, len(text) - 20)):
            if found[1] == "(" and not found[3] and not 0 < int(found[2]) <= most:
                break
            if wording.value is not None:
                wording.problems.append(ONE_VALUE)
            wording.value = int(found[2])
            text = text[: found.start()]
        elif flag := _FLAG_WORD.fullmatch(last):
            wording.flags.add(_FLAGS[flag[1].lower()])
            text = head
        elif flag := _FLAG_ENDING.search(text, max(0, len(text) - 40)):
            wording.flags.add(_FLAGS[flag[1].lower()])
            text = text[: flag.start()]
        else:
            break
    return text


@dataclass(frozen=True, slots=True)
class _Word:
    """A term, and the text it was read from where that may be a sign."""

    term: Term
    raw: str = ""


def _is_slash(word: _Word) -> bool:
    return word.raw in ("/", "OR")


def _is_and(word: _Word) -> bool:
    return word.raw == "AND"


def _split(words: list[_Word], is_sign: Callable[[_Word], bool]) -> Iterator[list[_Word]]:
    part: list[_Word] = []
    for word in words:
        if is_sign(word):
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _with_plain_divisions(words: list[_Word]) -> list[_Word]:
    """The words with each slash that divides by a figure in a formula made plain text."""
    formula = False
    kept = []
    for word, following in zip_longest(words, words[1:]):
        divides = formula and word.raw == "/" and following is not None and following.term.forms[0][0].isdigit()
        formula = word.raw == "=" or (formula and (divides or not _is_slash(word)))
        kept.append(_Word(word.term) if divides else word)
    return kept


def _alternative(words: list[_Word], wording: Wording) -> Alternative | None:
    while words and (flag := _FLAG_WORD.fullmatch(words[-1].raw)):
        wording.flags.add(_FLAGS[flag[1].lower()])
        words.pop()
    if not words:
        wording.problems.append(EMPTY_SIDE)
        return None
    sides = list(_split(words, _is_and))
    if not all(sides):
        wording.problems.append(EMPTY_AND)
        return None
    if not all(map(_asks_for_something, sides)):
        wording.problems.append(NOTHING_NEEDED)
    return Alternative(tuple(Phrase(tuple(word.term for word in side)) for side in sides))


def _asks_for_something(words: list[_Word]) -> bool:
    return any(not word.term.optional and any(map(_has_word, word.term.forms)) for word in words)


def _has_word(form: str) -> bool:
    return any(character.isalnum() for character in form)


class _Words:
    """One pass over a line, word by word."""

    def __init__(self, text: str, problems: list[str], flags: set[str]) -> None:
        self.text = text
        self.problems = problems
        self.flags = flags
        self.words: list[_Word] = []
        self.raw: list[str] = []
        self.essential = False
        self.partners = _partners(text)
        self.closings = {mark: _closings(text, mark) for mark in ("_", "**")}
        self.plain_closes: set[int] = set()

    def read(self) -> list[_Word]:
        i = 0
        while i < len(self.text):
            i = self._step(i)
        self._end_word()
        return self.words

    def _step(self, i: int) -> int:
        """Read what starts at ``i``; return where to go on."""
        if plain := _UNSIGNED.match(self.text, i):
            self.raw.append(plain[0])
            return plain.end()
        character = self.text[i]
        if character == " ":
            self._end_word()
        elif character in "([":
            return self._bracket(i)
        elif mark := _opening_mark(self.text, i):
            return self._underlined(i, mark)
        else:
            if character in ")]" and i not in self.plain_closes and not _is_list_number(self.text, i):
                self.problems.append(UNOPENED.format(character))
            self.raw.append(character)
        return i + 1

    def _bracket(self, i: int) -> int:
        end = self.partners.get(i)
        if end is None:
            self.problems.append(UNCLOSED.format(self.text[i]))
            self.raw.append(self.text[i])
            return i + 1
        if _is_word_part(self.text, i, end):
            self.raw += [_PART_OPENS, self.text[i + 1 : end], _PART_CLOSES]
            return end + 1
        tail_end = end + 1
        while tail_end < len(self.text) and self.text[tail_end] not in " /()[]_*" and not self.text[tail_end].isalnum():
            tail_end += 1
        lead = "".join(self.raw)
        ends_word = self.text[tail_end : tail_end + 1] in ("", " ")
        if not ends_word or _has_word(lead) or "/" in lead or self.essential:
            self.plain_closes.add(end)
            self.raw.append(self.text[i])
            return i + 1
        content = self.text[i + 1 : end].strip(" ")
        if flag := FLAG_GROUP.fullmatch(content):
            self.flags.add(_FLAGS[flag[1].lower()])
        else:
            self.raw.clear()
            self._optional(lead, content, self.text[end + 1 : tail_end])
        return tail_end

    def _optional(self, lead: str, content: str, tail: str) -> None:
        if not content:
            self.problems.append(EMPTY_BRACKETS)
            return
        if any(_opening_mark(content, i) for i in range(len(content))):
            self.problems.append(NEEDED_IN_BRACKETS)
        runs = [run.split() for run in _SPACED_SLASH.split(f" {content} ")]
        if not all(runs):
            self.problems.append(EMPTY_SIDE)
            return
        choices = [[_word_forms(word) for word in run] for run in runs]
        if sum(map(_count, choices)) > MOST_FORMS:
            forms = [" ".join(run) for run in runs]
        else:
            forms = [form for choice in choices for form in _combined(choice)]
        self.words.append(_Word(Term(tuple(show(f"{lead}{form}{tail}") for form in forms), optional=True)))

    def _underlined(self, i: int, mark: str) -> int:
        start = i + len(mark)
        closings = self.closings[mark]
        found = bisect_left(closings, start + 1)
        if found == len(closings):
            self.problems.append(UNDERLINE.format(mark))
            self.raw.append(mark)
            return start
        self.essential = True
        self.raw.append(self.text[start : closings[found]])
        return closings[found] + len(mark)

    def _end_word(self) -> None:
        raw = "".join(self.raw)
        self.raw.clear()
        essential, self.essential = self.essential, False
        if essential:
            self.words.append(_Word(Term(self._essential_forms(raw) or (raw,), essential=True)))
        elif raw:
            self.words.append(_Word(Term(tuple(map(show, _word_forms(raw)))), raw))

    def _essential_forms(self, raw: str) -> tuple[str, ...]:
        """The wordings of an essential group; its text is read like a line of its own."""
        choices = []
        for run in _split(_Words(raw, self.problems, self.flags).read(), _is_slash):
            if not _asks_for_something(run):
                self.problems.append(EMPTY_SIDE)
            if any(map(_is_and, run)):
                self.problems.append(AND_INSIDE)
            choices.append([[*word.term.forms, *([""] if word.term.optional else [])] for word in run])
        if sum(map(_count, choices)) > MOST_FORMS:
            self.problems.append(TOO_MANY_FORMS)
            return ()
        return tuple(form for choice in choices for form in _combined(choice) if form)


def _count(choices: Sequence[Sequence[str]]) -> int:
    return prod(map(len, choices))


def _combined(choices: Sequence[Sequence[str]]) -> list[str]:
    """Every way to take one of each choice, in a row; an empty one leaves no gap."""
    return [" ".join(filter(None, chosen)) for chosen in product(*choices)]


def _word_forms(raw: str) -> list[str]:
    """The wordings of one word, still hidden."""
    pieces = raw.split("/")
    if len(pieces) > 1 and is_plain_slash([show(piece) for piece in pieces]):
        pieces = [raw]
    forms = []
    for piece in pieces:
        if _PART_OPENS in piece:
            forms.append(_PART.sub("", piece))
        forms.append(piece.replace(_PART_OPENS, "").replace(_PART_CLOSES, ""))
    return forms


def is_plain_slash(pieces: Sequence[str]) -> bool:
    """Whether the slashes between these pieces of a word are plain text: ``1950/51``, ``km/h``, ``//``."""
    bare = [piece.strip(_AROUND_WORDS) for piece in pieces]
    if not all(map(_has_word, bare)) or any(len(piece) == 1 and "b" <= piece <= "z" for piece in bare):
        return True
    figures = sum(_FIGURES.fullmatch(piece) is not None for piece in bare)
    return figures > 1 and not all(_YEAR.fullmatch(piece) for piece in bare)


def _partners(text: str) -> dict[int, int]:
    """Where each bracket that opens is closed."""
    open_at: list[int] = []
    partners = {}
    for i, character in enumerate(text):
        if character in "([":
            open_at.append(i)
        elif character in ")]" and open_at and text[open_at[-1]] == _OPENS[character]:
            partners[open_at.pop()] = i
    return partners


def _closings(text: str, mark: str) -> list[int]:
    """Where ``mark`` can close an essential word: behind a word and before its end."""
    places = []
    i = text.find(mark, 1)
    while i > 0:
        after = text[i + len(mark) : i + len(mark) + 1]
        if text[i - 1] not in (" ", mark[0]) and not after.isalnum() and after != mark[0]:
            places.append(i)
        i = text.find(mark, i + 1)
    return places


def _starts_word(text: str, i: int) -> bool:
    return i == 0 or text[i - 1] in " /\"'“‘«-–—"


def _opening_mark(text: str, i: int) -> str:
    """The mark that opens an essential word at ``i``, or ""."""
    mark = next((mark for mark in ("_", "**") if text.startswith(mark, i)), "")
    if not mark or not (_starts_word(text, i) or text[i - 1] in "(["):
        return ""
    return mark if text[i + len(mark) : i + len(mark) + 1] not in ("", " ", mark[0]) else ""


def _is_word_part(text: str, i: int, end: int) -> bool:
    """Whether the bracket from ``i`` to ``end`` holds an ending (``troop(s)``) or a prefix (``(re)unite``)."""
    before, after = text[max(0, i - 3) : i], text[end + 1 : end + 4]
    if len(before) == 3 and before.isalpha():
        return _ENDING.fullmatch(text, i + 1, end) is not None and not after[:1].isalnum()
    return _starts_word(text, i) and len(after) == 3 and after.isalpha() and bool(_PREFIX.fullmatch(text, i + 1, end))


def _is_list_number(text: str, i: int) -> bool:
    return _LIST_NUMBER.search(text[max(0, i - 5) : i]) is not None
