"""The list rule: a question that asks for N answers is marked on the first N that are given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from questions.marking.compiled import Compiled
from questions.marking.flags import BLANKS
from questions.marking.matching import Match
from questions.marking.scheme import needed
from questions.marking.search import CREDIT, Finding, Search
from questions.marking.text import Reading, part_of

FOLLOW_ON = frozenset("this that these which who because so as it".split())
ASKED_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
AGAIN = 0.9
"""Probability from which a response says a point again that has its mark."""

LABELS = ("123456789", "abcdefgh")
JOINING = frozenset(("and", "or"))
BRIEF = 3
"""Words that an answer of a word or two has at most, with its article or title."""

COMMANDS = frozenset("give identify name state list suggest outline describe write mention explain which".split())


def asked_for(ready: Compiled) -> int | None:
    """How many answers the question asks for: "Identify two reasons" -> 2, "Explain two ways and give one reason" -> 3;
    None where it does not say.
    """
    texts = [word.text for word in ready.question.words]
    asked = 0
    for i, text in enumerate(texts):
        if text in COMMANDS or texts[i : i + 2] in (["what", "is"], ["what", "are"], ["what", "was"], ["what", "were"]):
            followers = texts[i + 1 : i + 3]
            asked += next((ASKED_NUMBERS[f] for f in followers if f in ASKED_NUMBERS), 0)
            asked += next((int(f) for f in followers if f.isdigit() and 0 < int(f) < 10), 0)
    return asked or None


def read_at_most(ready: Compiled) -> int | None:
    """How many answers are read where a question asks for so many and no more earn marks; None where all are."""
    if ready.read_at_most is None:
        asked = asked_for(ready) if ready.scheme.list_rule else None
        # "Explain two ways ... and say why ..." asks for more than the two that it counts.
        ready.read_at_most = asked if asked and asked >= needed(ready.scheme) else 0
    return ready.read_at_most or None


def responses(search: Search) -> list[tuple[int, int]]:
    """Ranges of ``Match.words`` that are answers of their own.

    They are sentences, numbered items, or the items of a list with commas; what follows on
    ("This meant ...") belongs to the one before.
    """
    words = search.match.words
    everything = search.match.reading.words
    cuts = _numbered(search.match) or _brief_items(_about(search.match)) or _parted_by_commas(search.match.reading)
    if cuts:
        starts = [word.start for word in words]
        edges = [0, *(bisect_left(starts, cut) for cut in cuts), len(words)]
        return [(a, b) for a, b in pairwise(edges) if a < b]
    first_text = {everything[i].sentence: everything[i].text for i in search.match.reading.sentence_starts}
    result: list[tuple[int, int]] = []
    start = 0
    for j in range(1, len(words) + 1):
        if j < len(words) and words[j].sentence == words[j - 1].sentence:
            continue
        if result and first_text.get(words[start].sentence, "") in FOLLOW_ON:
            result[-1] = (result[-1][0], j)
        else:
            result.append((start, j))
        start = j
    return result


def _about(found: Match) -> Reading:
    """What of the answer has to do with the question; all where nothing has."""
    words = [word for word in found.reading.words if word.sentence not in found.idle]
    return part_of(found.reading, words) if words and found.idle else found.reading


def _numbered(found: Match) -> list[int]:
    """Offsets where numbered items begin, behind talk too."""
    return _labelled(found.reading) or (_labelled(_about(found)) if found.idle else [])


def _labelled(reading: Reading) -> list[int]:
    """Offsets where "1 ... 2 ... 3 ..." or "a) ... b) ... c) ..." begin new items; none where the labels do not run
    from the first."""
    words = reading.words
    labels = next((labels for labels in LABELS if words and words[0].text == labels[0]), "")
    cuts: list[int] = []
    for word in words if labels else ():
        if len(cuts) == len(labels) or word.text != labels[len(cuts)]:
            continue
        if word.text.isdigit() or reading.text[word.end : word.end + 1] == ")":
            cuts.append(word.end)
        elif not cuts:
            break
    return cuts if len(cuts) > 1 else []


def _brief_items(reading: Reading) -> list[int]:
    """Offsets where the items of "a, b and c" begin, where the answer is one sentence of words or names."""
    if len(reading.sentence_starts) > 1:
        return []
    words = reading.words
    gaps = [reading.text[a.end : b.start] for a, b in pairwise(words)]
    signs = next((cuts for sign in ",;/" if (cuts := [p for p, gap in enumerate(gaps, 1) if sign in gap])), [])
    last = next((place for place in range(len(words) - 1, 0, -1) if words[place - 1].text in JOINING), 0)
    cuts = [*signs, last] if signs and signs[-1] < last - 1 else signs
    is_list = len(cuts) > 1 and all(b - a <= BRIEF for a, b in pairwise((0, *cuts, len(words))))
    return [words[place].start for place in cuts] if is_list else []


def _parted_by_commas(reading: Reading) -> list[int]:
    """Offsets where what stands between commas begins, where the answer is one sentence of three parts or more."""
    if len(reading.sentence_starts) > 1:
        return []
    cuts = [b.start for a, b in pairwise(reading.words) if "," in reading.text[a.end : b.start]]
    return cuts if len(cuts) > 1 else []


def within_list(search: Search, findings: Sequence[Finding], asked: int) -> int:
    """Index of the first word that the list rule leaves unread; len(words) where all are read.

    A response that earns nothing takes a place in the list, unless it only restates the question,
    repeats, or is ignored by the scheme.
    """
    places = 0
    earned: set[int] = set()
    credited = [finding for finding in findings if finding.credited]
    given = responses(search)
    brief = _numbered(search.match) or all(_is_brief(search, *each) for each in given)
    for start, end in given:
        here = {finding.point for finding in credited if any(start <= j < end for j in finding.words)}
        new = here - earned
        if places >= asked:
            return start
        if new:
            places += len(new)
            earned |= new
        elif not here and _is_response(search, start, end, credited, least=1 if brief else 2):
            places += 1
    return len(search.match.words)


def _is_brief(search: Search, start: int, end: int) -> bool:
    """Whether an answer is a word or two. Where all are, each is an answer, however little it says."""
    words = search.match.words
    return len(search.match.reading.text[words[start].start : words[end - 1].end].split()) <= BRIEF


def _is_response(search: Search, start: int, end: int, credited: Sequence[Finding], *, least: int) -> bool:
    """Whether a range of words is an answer of its own that earns nothing.

    It has ``least`` words that the question does not have, and says none of the ``credited`` points again.
    """
    words = search.match.words[start:end]
    asked = search.ready.question_stems
    own = {word.stem for word in words if word.stem not in asked and not word.text.isdigit()}
    said = {search.match.words[j].stem for finding in credited for j in finding.words}
    if len(own) < least or own <= said or any(word.sentence in search.deaf for word in words):
        return False
    if " ".join(word.text for word in words) in BLANKS:
        return False
    points = {finding.point for finding in credited}
    best = search.scores[:, search.inside(start, end)]
    if best.size == 0:
        return True
    likely = best.max(axis=1)
    return not any(
        (side.role == "ignore" and likely[i] >= CREDIT)
        or (side.role == "answer" and side.point in points and likely[i] >= AGAIN)
        for i, side in enumerate(search.ready.sides)
    )
