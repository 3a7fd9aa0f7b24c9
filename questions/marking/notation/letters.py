"""Letters for signs, as CIE prints them below a point: ``A folded``, ``R: cell wall``, ``AW`` on a line of its own.

They are signs where a line such as ``A = accept; R = reject`` says so, below points with bullets where a line begins
``R cell wall``, and behind semicolons where that is the way of more lines than one. Elsewhere a letter may stand for
itself ("R is close to 1", "I: current"): in a list without bullets, a line that begins with one is doubtful, unless
other letters show that they name things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from questions.marking.notation import set_phrases, signs
from questions.marking.notation.drafts import Line
from questions.marking.notation.lines import with_text

_KINDS = {"A": "ACCEPT", "R": "REJECT", "I": "IGNORE"}
_LETTER = re.compile(r"([ARI])(?:( ?:) ?(?=\S)| (?=[a-z(\"“‘']))")
_ANY_LETTER = re.compile(r"([ARI])( ?:)? ?(?<=[ :])(?=\S)")
_REJECTS = re.compile(r"R (?=[a-z(])(?!(?:is|was|are|has|means|stands)\b)")
_COUNTED = re.compile(r"[B-HJ-QS-Z] ?:")
_MEANING = re.compile(
    r"(?:[ARI] ?(?:[=:–—-]|is|means) ?(?:accept|allow|reject|ignore)[a-z]*|(?:AW|ORA|AVP|OWTTE|ECF) ?[=:–—-] ?[a-z ]+)",
    re.IGNORECASE,
)
_FLAG_ALONE = re.compile(r"[;(\[]? ?(?:(AW|ORA)|(?i:owtte|or words to that effect)) ?[;.)\]]*")
_BEHIND_STOP = re.compile(r" ?; ?(?=[AR](?: ?: ?[^ ]| [a-z(]))| ?; ?(?=I ?: ?[^ ])")
_BEHIND_ANY_STOP = re.compile(r" ?; ?(?=[ARI](?: ?: ?[^ ]| [a-z(]))")
_NEXT = re.compile(r"(?: ?;)? (?=R(?: ?: ?[^ ]| [a-z(]))| ?; ?(?=[AI](?: ?: ?[^ ]| [a-z(]))")
_ENDS = re.compile(r"(?: ?;)+(?=$| (?:AW|ORA|(?i:owtte))$)")
_ANY_OTHER = re.compile(r" ?; ?AO?VP(?: ?[;.])*$")
"""``; AVP`` behind a point: any other valid point, which every scheme allows."""
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
    """Whether the lines of a cell use letters for signs."""
    return any(sign_of(text, sure=False) or is_legend(text) for text in texts)


def _is_level(text: str) -> bool:
    try:
        return signs.level(text) is not None
    except signs.Unreadable:
        return True


def spelled_out(lines: Sequence[Line], doubtful: set[int], passed: list[Line], *, new: bool) -> Iterator[Line]:
    """The lines of a scheme, letters for signs written out. What says what they stand for goes to ``passed``, AVP
    behind a point too, a line that may begin with one to ``doubtful``. In what is not ``new`` only a line that says
    what they stand for makes them signs."""
    texts = [line.text for line in lines]
    explained = any(map(is_legend, texts))
    counted = any(map(_COUNTED.match, texts))
    listed = new and not counted and any(signs.bullet(text) is not None for text in texts)
    sure = explained or (listed and any(map(_REJECTS.match, texts)))
    within = new and (explained or sum(_BEHIND_STOP.search(text) is not None for text in texts) > 1)
    asked = new and not (sure or counted) and are_used(texts)
    above, in_levels = "", False
    for line in lines:
        text = line.text
        in_levels = (in_levels and not set_phrases.points_heading(text)) or _is_level(text)
        below = bool(above) and not (in_levels or above.endswith(":")) and signs.bullet(text) is None
        above = text or above
        if explained and is_legend(text):
            passed.append(line)
        elif below and sure and (sign := sign_of(text, sure=True)):
            yield with_text(line, f"  {sign[0].upper()}: {sign[1]}")
        elif below and (flag := flag_alone(text)):
            yield with_text(line, f"    {flag}")
        elif within and (stop := _BEHIND_ANY_STOP.search(text)) and stop.start():
            yield with_text(line, " " * line.indent + text[: stop.start()])
            for part in _NEXT.split(text[stop.end() :]):
                kind, answers = sign_of(part, sure=True) or ("", part)
                yield with_text(line, f"  {kind.upper()}: {answers.rstrip(' ;')}")
        else:
            if below and asked and (set_phrases.letter_sign(text) or _LETTER.match(text)):
                doubtful.add(line.number)
            if new and (other := _ANY_OTHER.search(text)):
                passed.append(replace(line, raw=other[0].strip()))
            plain = _ENDS.sub("", _ANY_OTHER.sub("", _EFFECT.sub(" AW", text))) if new else text
            yield line if plain == text else with_text(line, " " * line.indent + plain)
