"""The list rule: a question that asks for N answers is marked on the first N that are given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from questions.marking.compiled import Compiled
from questions.marking.scheme import needed
from questions.marking.search import CREDIT, Finding, Search
from questions.marking.text import Word

FOLLOW_ON = frozenset("this that these which who because so as it".split())
ASKED_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
AGAIN = 0.9
"""Probability from which a response says a point again that has its mark."""

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
    cuts = _numbered(everything) or _listed(search)
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


def _numbered(words: Sequence[Word]) -> list[int]:
    """Offsets where "1 ... 2 ... 3 ..." begin new items; none where the numbers do not run from 1."""
    if not words or words[0].text != "1":
        return []
    expected = 1.0
    cuts = []
    for word in words:
        if word.number == expected and word.text == str(int(expected)) and (expected > 1 or word is words[0]):
            cuts.append(word.end)
            expected += 1
    return cuts if len(cuts) > 1 else []


def _listed(search: Search) -> list[int]:
    """Offsets where the items of "a, b and c" begin, where the answer is one such sentence."""
    reading = search.match.reading
    if len(reading.sentence_starts) > 1 or reading.text.count(",") < 2:
        return []
    text = reading.text
    gaps = [(words, text[a.end : words.start]) for a, words in pairwise(reading.words)]
    cuts = [word.start for word, gap in gaps if "," in gap]
    return cuts if len(cuts) >= 2 else []


def within_list(search: Search, findings: Sequence[Finding], asked: int) -> int:
    """Index of the first word that the list rule leaves unread; len(words) where all are read.

    A response that earns nothing takes a place in the list, unless it only restates the question,
    repeats, or is ignored by the scheme.
    """
    places = 0
    earned: set[int] = set()
    credited = {finding.point for finding in findings if finding.credited}
    for start, end in responses(search):
        here = {f.point for f in findings if f.credited and any(start <= j < end for j in f.words)}
        new = here - earned
        if places >= asked:
            return start
        if new:
            places += len(new)
            earned |= new
        elif not here and _is_response(search, start, end, credited):
            places += 1
    return len(search.match.words)


def _is_response(search: Search, start: int, end: int, credited: Collection[int]) -> bool:
    """Whether a range of words is an answer of its own that earns nothing; ``credited`` points have their mark here or
    elsewhere."""
    words = search.match.words[start:end]
    own = [word for word in words if word.stem not in search.ready.question_stems and not word.text.isdigit()]
    if len(own) < 2 or any(word.sentence in search.deaf for word in words):
        return False
    best = search.scores[:, search.inside(start, end)]
    if best.size == 0:
        return True
    likely = best.max(axis=1)
    return not any(
        (side.role == "ignore" and likely[i] >= CREDIT)
        or (side.role == "answer" and side.point in credited and likely[i] >= AGAIN)
        for i, side in enumerate(search.ready.sides)
    )
