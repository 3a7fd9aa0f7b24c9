"""Where the marker and the agreed mark differ: what the scheme could accept or reject to settle it.

For a mark too low, the clause of the answer that comes nearest to a point not credited. For a mark too high, the
words that earned a point. Each is tried out first: a suggestion that would not bring the mark nearer is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from questions.marking.compiled import Compiled, compiled
from questions.marking.language.text import CLAUSE_WORDS, Reading
from questions.marking.marker import READ_AT_MOST, mark
from questions.marking.matching import Match, match
from questions.marking.notation.parsing import to_text
from questions.marking.result import Marking
from questions.marking.scheme import Alternative, Phrase, Point, Scheme, Term

LONGEST_PHRASE = 200
"""Characters; a line longer than this is an answer, not a phrase."""

NEAR = 0.05
"""Likeness, 0 to 1, of a clause to the words of an acceptable answer from which it comes near the point."""

STILL_NEAR = 0.6
"""Share of the nearest one's likeness from which another is offered beside it. Likeness of words puts the right
point first for two in five wordings taken out of our schemes. It is among those offered for 57 in 100, at .8 for 51."""

MOST, MOST_TRIES = 2, 2

_SOME_POINT = Point((Alternative((Phrase((Term(("point",)),)),)),))
_SIGNS = re.compile(r"[/()\[\]{}_*|<>“”\"=:;•●]+|(?<!\w)[-–—]+|[-–—]+(?!\w)")
_SHOUTED = re.compile(r"\b(AND|OR|NOT|AW|ORA|OWTTE|ACCEPT|ALLOW|REJECT|IGNORE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``sign`` is "ACCEPT" or "REJECT", ``point`` the index of the point it belongs under, ``phrase`` what to write.

    ``mark`` is what the answer would then get.
    """

    sign: str
    point: int
    phrase: str
    mark: int

    @property
    def line(self) -> str:
        """The line as it stands in a mark scheme, under its point."""
        return f"  {self.sign}: {self.phrase}"


def suggest(scheme: Scheme, answer: str, agreed: int, given: Marking | None = None) -> tuple[Suggestion, ...]:
    """What to accept or reject so that ``answer`` gets nearer to its ``agreed`` mark: at most two lines.

    ``given`` is how ``scheme`` marks the answer, where that is known already. Nothing where the marks agree, or
    where no line of this kind would help.
    """
    given = given or mark(scheme, answer)
    if given.mark == agreed or not answer.strip():
        return ()
    sign = "ACCEPT" if given.mark < agreed else "REJECT"
    ready = compiled(scheme)
    found = match(ready, ready.read(answer[:READ_AT_MOST]))
    tries = _missed(ready, found, given) if sign == "ACCEPT" else _credited(ready, found, given)
    made: list[Suggestion] = []
    # Other words for a point that is offered already take no try from another point.
    news = (each for each in dict.fromkeys(tries) if all(each[0] != other.point for other in made))
    for point, phrase in islice(news, MOST_TRIES):
        changed = with_line(scheme, sign, point, phrase)
        if changed is None:
            continue
        after = mark(changed, answer).mark
        if abs(after - agreed) < abs(given.mark - agreed):
            made.append(Suggestion(sign, point, phrase, after))
            if len(made) == MOST:
                break
    return tuple(made)


def with_line(scheme: Scheme, sign: str, point: int, phrase: str) -> Scheme | None:
    """``scheme`` with one more ACCEPT or REJECT under a point; None where notation cannot hold the phrase."""
    alternative = Alternative((Phrase(tuple(Term((word,)) for word in phrase.split())),))
    old = scheme.points[point]
    new = (
        replace(old, accept=(*old.accept, alternative))
        if sign == "ACCEPT"
        else replace(old, reject=(*old.reject, alternative))
    )
    try:
        # The phrase in a scheme of its own: reading a whole scheme again takes as long as marking ten answers.
        to_text(Scheme(1, 1, "Why?", (replace(_SOME_POINT, accept=(alternative,)),)))
    except ValueError:
        return None
    return replace(scheme, points=(*scheme.points[:point], new, *scheme.points[point + 1 :]))


def _missed(ready: Compiled, found: Match, given: Marking) -> Iterator[tuple[int, str]]:
    """Points not credited, each with what comes nearest to it outside the words that earned something."""
    earned = [span for point in given.points if point.credited for span in point.evidence]
    near: list[tuple[float, int, str]] = []
    for side in ready.sides:
        if side.role != "answer" or given.points[side.point].credited:
            continue
        share = ready.share[side.number, side.start : side.end]
        for first, last in found.stretches:
            start, end = found.words[first].start, found.words[last - 1].end
            if not any(start < stop and begin < end for begin, stop in earned):
                nearness = float(share @ found.best[side.start : side.end, first:last].max(axis=1))
                near += [(nearness, side.point, _phrase(found.reading, start, end))] if nearness >= NEAR else []
    near.sort(key=lambda each: (-each[0], len(each[2]), each[1]))
    for nearness, point, phrase in near:
        if nearness >= STILL_NEAR * near[0][0] and 0 < len(phrase) <= LONGEST_PHRASE:
            yield point, phrase


def _credited(ready: Compiled, found: Match, given: Marking) -> Iterator[tuple[int, str]]:
    """Points credited, the least certain first, each with the clauses that earned it."""
    score = {
        side.point: max(float(found.scores[other.number].max()) for other in ready.sides if other.point == side.point)
        for side in ready.sides
        if found.stretches
    }
    credited = [point for point in given.points if point.credited and point.evidence]
    for point in sorted(credited, key=lambda point: (score.get(point.point, 0.0), point.point)):
        phrase = _phrase(found.reading, point.evidence[0][0], point.evidence[-1][1])
        if 0 < len(phrase) <= LONGEST_PHRASE:
            yield point.point, phrase


def _phrase(reading: Reading, start: int, end: int) -> str:
    """The clauses that a part of an answer touches, in words that notation reads as words."""
    clauses = {word.clause for word in reading.words if start <= word.start < end}
    words = [word for word in reading.words if word.clause in clauses]
    if not words:
        return ""
    text = _SIGNS.sub(" ", reading.text[words[0].start : words[-1].end])
    plain = _SHOUTED.sub(lambda sign: sign[0].lower(), text).split()
    while plain and plain[0].lower().strip(",.") in CLAUSE_WORDS:
        plain = plain[1:]
    return " ".join(plain).strip(" ,.!?")
