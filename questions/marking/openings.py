"""Words that open a sentence and state nothing: "I think that ...", "One reason is that ..."."""

from __future__ import annotations

import re

from questions.marking.text import Reading, part_of

OPENINGS = r"""
    i(?:\ (?:think|believe|reckon|guess|suppose|feel|would\ say)|\W?d\ say)(?!\ (?:in|of|about|so)\b)(?:\ that\b)?
    | in\ my\ (?:opinion|view) | to\ be\ honest | personally | basically | obviously
    | answer(?=\s*:) | (?:the|my)\ answer\ (?:is|was)(?:\ that\b)?
    | (?:one|a|another|the|my|main|other|first|second)\ (?:(?:main|other|first|second)\ )?
      reason\ (?:for\ (?:this|that)\ )?(?:is|was)(?:\ that\b|\ because\b)?
    | (?:it|this|that)(?:\ (?:is|was)|.?s)\ because
    | because
"""
SIGNS = r"\b[\s,:]*"
_OPENING = re.compile(rf"(?:(?:{OPENINGS}){SIGNS})+", re.IGNORECASE | re.VERBOSE)


def without_openings(reading: Reading) -> Reading:
    """The reading of a short answer without such words, where a sentence goes on behind them, or another one behind a
    colon. In an essay they may tie two statements together."""
    opening: set[int] = set()
    for number, start in enumerate(reading.sentence_starts):
        found = _OPENING.match(reading.text, reading.words[start].start)
        if found is None:
            continue
        inside = [word.start for word in reading.sentence(number)]
        said = [place for place in inside if place < found.end()]
        announces = found[0].rstrip().endswith(":") and number + 1 < len(reading.sentence_starts)
        if len(said) < len(inside) or announces:
            opening.update(said)
    if not opening:
        return reading
    return part_of(reading, [word for word in reading.words if word.start not in opening])
