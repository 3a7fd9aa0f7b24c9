"""Words that open or close a sentence, or are all of it, and state nothing: "I think that ...", "... and so on"."""

from __future__ import annotations

import re
from collections.abc import Container

from questions.marking.language.text import Reading, part_of

OPENINGS = r"""
    i(?:\ (?:think|believe|reckon|guess|suppose|feel|would\ say)|\W?d\ say)(?!\ (?:in|of|about|so)\b)(?:\ that\b)?
    | in\ my\ (?:opinion|view) | to\ be\ honest | personally | basically | obviously
    | it\ is\ (?:well[\ -])?known\ that | as\ (?:i|we)\ (?:all\ )?know
    | answer(?=\s*:) | (?:the|my)\ answer\ (?:is|was)(?:\ that\b)?
    | (?:one|a|another|the|my|main|other|first|second)\ (?:(?:main|other|first|second)\ )?
      reason\ (?:for\ (?:this|that)\ )?(?:is|was)(?:\ that\b|\ because\b)?
    | (?:it|this|that)(?:\ (?:is|was)|.?s)\ because
    | because
"""
CLOSINGS = r"""
    i\ (?:think|guess|believe|suppose|reckon) | in\ my\ (?:opinion|view) | imo | tbh | to\ be\ honest | probably
    | etc(?:etera)? | and\ so\ (?:on|forth)
    | (?:and|or)\ (?:stuff|things|something)(?:\ like\ th(?:at|is))? | lol | innit
"""
LAST = frozenset(
    """think guess believe suppose reckon opinion view imo tbh honest probably etc etcetera on forth stuff things
    something that this lol innit""".split()
)
"""Words that closings end with: looking for one of them first takes a fraction of the time."""

TALK = r"""
    (?:so\ )?(?:that|this)(?:\ (?:is|was)|.?s)
      \ (?:my\ (?:final\ )?answers?|it|all(?:\ (?:i|we)\ (?:(?:can|could)\ )?\w+)?)
    | (?:i\ )?hope\ (?:this|that|it)(?:\ (?:is|was)|.?s)?\ (?:helps?|right|correct|ok|okay|good|enough) | the\ end
    | thank(?:s|\ you)(?:\ (?:very\ much|for\ reading))? | sorry | (?:i(?:.?m|\ am)\ )?not\ (?:really\ |too\ )?sure
    | (?:sorry\ )?(?:(?:i\ )?(?:don.?t|do\ not)\ know|i\ (?:don.?t|do\ not|can.?t)\ remember)
      (?:\ (?:the\ other\ (?:one|two)|any\ ?more|any\ others?))?
"""
LONGEST = 100
"""Characters that are looked at from either end of a sentence."""

SIGNS = r"\b[\s,:]*"
_OPENING = re.compile(rf"(?:(?:{OPENINGS}){SIGNS})+", re.IGNORECASE | re.VERBOSE)
_CLOSING = re.compile(rf"(?<!\w)(?:(?:{CLOSINGS}){SIGNS})+\Z", re.IGNORECASE | re.VERBOSE)
_TALK = re.compile(TALK, re.IGNORECASE | re.VERBOSE)


def without_asides(reading: Reading, wanted: Container[str] = ()) -> Reading:
    """The reading of a short answer without such words, where it says something besides. In an essay they may tie two
    statements together.

    ``wanted`` are the stems of the scheme: where one of its words is among them, they state something.
    """
    aside: set[int] = set()
    for number in range(len(reading.sentence_starts)):
        words = reading.sentence(number)
        places = [word.start for word in words]
        for said in (_opened(reading, number, places), _closed(reading, number, places)):
            if said and not any(word.start in said and word.is_content and word.stem in wanted for word in words):
                aside |= said
    if not aside or len(aside) == len(reading.words):
        return reading
    return part_of(reading, [word for word in reading.words if word.start not in aside])


def _opened(reading: Reading, number: int, places: list[int]) -> set[int]:
    """The words that open a sentence that goes on behind them, or announce the next one with a colon."""
    found = _OPENING.match(reading.text, places[0], places[0] + LONGEST)
    if found is None:
        return set()
    said = {place for place in places if place < found.end()}
    announces = found[0].rstrip().endswith(":") and number + 1 < len(reading.sentence_starts)
    return said if len(said) < len(places) or announces else set()


def _closed(reading: Reading, number: int, places: list[int]) -> set[int]:
    """The words that close a sentence; all of one that is talk."""
    last = reading.sentence(number)[-1]
    if _TALK.fullmatch(reading.text, places[0], last.end):
        return set(places)
    found = _CLOSING.search(reading.text, max(places[0], last.end - LONGEST), last.end) if last.text in LAST else None
    return {place for place in places if place >= found.start()} if found else set()
