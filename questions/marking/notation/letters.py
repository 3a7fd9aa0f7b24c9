"""Letters for signs, as CIE prints them below a point: ``A folded``, ``R: cell wall``, ``AW`` on a line of its own.

``R`` before a word is always REJECT, and so is a letter behind a semicolon or with a colon its sign, unless ``B:``
shows that letters count something. A bare ``A`` or ``I`` may begin a sentence: it is a sign where ``A = accept`` says
so, or where others show whose letters these are and the points have bullets; in a list without bullets the line is
doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from questions.marking.notation import set_phrases, signs
from questions.marking.notation.drafts import Line
from questions.marking.notation.lines import with_text

_KINDS = {"A": "ACCEPT", "R": "REJECT", "I": "IGNORE"}
_LETTER = re.compile(r"([ARI])(?:( ?:) ?(?=\S)| (?=[a-z(\"“‘']))")
_ANY_LETTER = re.compile(r"([ARI])( ?:)? ?(?<=[ :])(?=\S)")
_COUNTED = re.compile(r"[B-HJ] ?:")
_MEANING = re.compile(
    r"(?:[ARI] ?(?:[=:–—-]|is|means) ?(?:accept|allow|reject|ignore)[a-z]*|(?:AW|ORA|AVP|OWTTE|ECF) ?[=:–—-] ?[a-z ]+)",
    re.IGNORECASE,
)
_FLAG_ALONE = re.compile(r"[;(\[]? ?(?:(AW|ORA)|(?i:owtte|or words to that effect)) ?[;.)\]]*")
_BEHIND_STOP = re.compile(r" ?; ?(?=[AR](?: ?: ?[^ ]| [a-z(]))| ?; ?(?=I ?: ?[^ ])")
_BEHIND_ANY_STOP = re.compile(r" ?; ?(?=[ARI](?: ?: ?[^ ]| [a-z(]))")
_NEXT = re.compile(r"(?: ?;)? (?=R(?: ?: ?[^ ]| [a-z(]))| ?; ?(?=[AI](?: ?: ?[^ ]| [a-z(]))")
_ENDS = re.compile(r"(?: ?;)+(?=$| (?:AW|ORA|(?i:owtte))$)")
_EFFECT = re.compile(r",? or words to that effect[.;]?$", re.IGNORECASE)


def is_legend(text: str) -> bool:
    """``A = accept; R = reject; AW = alternative wording``: what the letters stand for, and nothing else."""
    parts = [part.strip(" .") for part in re.split("[;,]", text)]
    return _MEANING.match(text) is not None and all(map(_MEANING.fullmatch, filter(None, parts)))


def sign_of(text: str, *, sure: bool) -> tuple[str, str] | None:
    """The sign that a letter before ``text`` is, as (kind, answers). ``sure``: a bare A or I is one, too."""
    found = (_ANY_LETTER if sure else _LETTER).match(text)
    if found and (found[2] or found[1] == "R" or sure):
        return _KINDS[found[1]].lower(), text[found.end() :]
    return None


def flag_alone(text: str) -> str:
    """The AW or ORA that is all of ``text``; ``or words to that effect`` is AW. "" for none."""
    found = _FLAG_ALONE.fullmatch(text)
    return (found[1] or "AW") if found else ""


def are_used(texts: Sequence[str]) -> bool:
    """Whether the lines of a scheme use letters for signs."""
    return any(sign_of(text, sure=False) or is_legend(text) or _BEHIND_STOP.search(text) for text in texts)


def _is_level(text: str) -> bool:
    try:
        return signs.level(text) is not None
    except signs.Unreadable:
        return True


def spelled_out(lines: Sequence[Line], doubtful: set[int], passed: list[Line], *, new: bool) -> Iterator[Line]:
    """The lines of a scheme, letters for signs written out. What says what they stand for goes to ``passed``, a line
    that may begin with one to ``doubtful``. Within a line they are left alone where it is not ``new``."""
    texts = [line.text for line in lines]
    explained = any(map(is_legend, texts))
    used = explained or (are_used(texts) and not any(map(_COUNTED.match, texts)))
    sure = explained or (used and any(signs.bullet(text) is not None for text in texts))
    above, in_levels = "", False
    for line in lines:
        text = line.text
        in_levels = (in_levels and not set_phrases.points_heading(text)) or _is_level(text)
        below = bool(above) and not (in_levels or above.endswith(":")) and signs.bullet(text) is None
        above = text or above
        if is_legend(text):
            passed.append(line)
        elif below and used and (sign := sign_of(text, sure=sure)):
            yield with_text(line, f"  {sign[0].upper()}: {sign[1]}")
        elif below and (flag := flag_alone(text)):
            yield with_text(line, f"    {flag}")
        elif new and used and (stop := _BEHIND_ANY_STOP.search(text)) and stop.start():
            yield with_text(line, " " * line.indent + text[: stop.start()])
            for part in _NEXT.split(text[stop.end() :]):
                kind, answers = sign_of(part, sure=True) or ("", part)
                yield with_text(line, f"  {kind.upper()}: {answers.rstrip(' ;')}")
        else:
            if below and used and set_phrases.letter_sign(text):
                doubtful.add(line.number)
            plain = _ENDS.sub("", _EFFECT.sub(" AW", text)) if new else text
            yield line if plain == text else with_text(line, " " * line.indent + plain)
