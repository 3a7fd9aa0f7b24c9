"""The list rule: a question that asks for N answers is marked on the first N that are given."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from questions.marking import flags
from questions.marking.compiled import Compiled
from questions.marking.entailing import CREDIT
from questions.marking.language.text import Reading, Word, part_of
from questions.marking.likelihood import IDENTIFIED
from questions.marking.matching import Match
from questions.marking.scheme import needed
from questions.marking.search import Finding, Search

FOLLOW_ON = frozenset("this that these which who because so as it".split())
ASKED_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
AGAIN = 0.9
"""Probability from which a response says a point again that has its mark."""

LABELS = ("123456789", "abcdefgh")
JOINING = frozenset(("and", "or"))
BEING = frozenset("is are was were be include includes included".split())
IN_NAMES = frozenset("a an the of".split())
OPENERS = frozenset(
    """first firstly second secondly third thirdly last lastly finally mainly mostly also yes no hello hi well ok answer
    answers example examples""".split()
)
PARTING = re.compile("[,;/]")

LEAST_BARE, BARE_WORDS = 3, 2
"""Items of a list of bare words at least, and words with a meaning in each at most."""

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


def responses(found: Match, cuts: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of ``Match.words`` that are answers of their own.

    They are the items that begin at ``cuts``; without any, sentences, where what follows on ("This meant ...") belongs
    to the one before.
    """
    words = found.words
    everything = found.reading.words
    if cuts:
        starts = [word.start for word in words]
        edges = [0, *(bisect_left(starts, cut) for cut in cuts), len(words)]
        return [(a, b) for a, b in pairwise(edges) if a < b]
    first_text = {everything[i].sentence: everything[i].text for i in found.reading.sentence_starts}
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


def _numbered(reading: Reading) -> list[int]:
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


def _bare_items(reading: Reading) -> list[int]:
    """Offsets where the items of a list of bare words and names begin; none where an item is more than that.

    They are parted by commas, lines or full stops, and the last two by "and".
    """
    words = reading.words
    if len(words) < LEAST_BARE or ":" in reading.text:
        return []
    starts = {*reading.sentence_starts} - {0}
    gaps = [reading.text[a.end : b.start] for a, b in pairwise(words)]
    starts |= {i for i, gap in enumerate(gaps, 1) if gap != " " and PARTING.search(gap)}
    last = next((i for i in range(len(words) - 1, 0, -1) if words[i - 1].text in JOINING), 0)
    if starts and max(starts) < last - 1:
        starts.add(last)
    if len(starts) + 1 < LEAST_BARE:
        return []
    opened = next((i for i in range(min(starts), 0, -1) if words[i - 1].text in BEING), 0)
    bounds = [opened, *sorted(starts), len(words)]
    if any(not _is_bare(words[start:end]) for start, end in pairwise(bounds)):
        return []
    return [words[start].start for start in bounds[1:-1]]


def _is_bare(words: Sequence[Word]) -> bool:
    """Whether they are a name or a thing in a word or two: "Stalin", "the fall of Rome"."""
    told = [word for word in words if word.text not in JOINING]
    small = [word for word in told if not word.is_content]
    return 0 < len(told) - len(small) <= BARE_WORDS and all(word.text in IN_NAMES for word in small)


def _parted_by_commas(reading: Reading) -> list[int]:
    """Offsets where what stands between commas begins, where the answer is one sentence of three parts or more."""
    if len(reading.sentence_starts) > 1 or reading.text.count(",") < 2:
        return []
    cuts = [b.start for a, b in pairwise(reading.words) if "," in reading.text[a.end : b.start]]
    return cuts if len(cuts) > 1 else []


def within_list(search: Search, findings: Sequence[Finding], asked: int) -> int:
    """Index of the first word that the list rule leaves unread; len(words) where all are read.

    A response that earns nothing takes a place in the list, unless it only restates the question,
    repeats, or is ignored by the scheme.
    """
    found = search.match
    readings = [found.reading, _about(found)] if found.idle else [found.reading]
    items = next((cuts for items in (_numbered, _bare_items) for reading in readings if (cuts := items(reading))), [])
    places = 0
    earned: set[int] = set()
    credited = [finding for finding in findings if finding.credited]
    for start, end in responses(found, items or _parted_by_commas(found.reading)):
        here = {finding.point for finding in credited if any(start <= j < end for j in finding.words)}
        new = here - earned
        if places >= asked:
            return start
        if new:
            places += len(new)
            earned |= new
        elif not here:
            alone = items or (asked <= IDENTIFIED and _stands_alone(search, start, end))
            places += _is_response(search, start, end, credited, least=1 if alone else 2)
    return len(found.words)


PRESENTING = IN_NAMES | BEING | OPENERS | frozenset("one another next other".split())
"""Small words beside an answer that is given in a word: "the second was money"."""

NUMBERING = frozenset("first firstly second secondly third thirdly one another next other lastly finally".split())
"""Words of which one says that it is an answer."""


def _stands_alone(search: Search, start: int, end: int) -> bool:
    """Whether a sentence says that it is an answer, and gives it in a word, or is one of two or more bare words, each
    on a line of its own."""
    found = search.match
    sentence = found.reading.sentence(found.words[start].sentence)
    told = [word for word in sentence if word.text not in PRESENTING and not search.ready.is_asked(word)]
    if found.words[end - 1].sentence != sentence[0].sentence or len(told) != 1 or told[0].number is not None:
        return False
    if found.reading.text[sentence[-1].end :].lstrip(" ").startswith(":"):
        return False
    before = max((word.end for word in found.reading.words if word.start < sentence[0].start), default=0)
    # "The first reason was" is no more than an opening, and not among the words.
    numbered = not NUMBERING.isdisjoint(found.reading.text[before : sentence[-1].end].lower().split())
    return (numbered or _bare_lines(found.reading) > 1) and not flags.is_blank(part_of(found.reading, sentence))


def _bare_lines(reading: Reading) -> int:
    """How many lines hold a single word."""
    return sum(len(line.split()) == 1 for line in reading.text.splitlines())


def _is_response(search: Search, start: int, end: int, credited: Sequence[Finding], *, least: int) -> bool:
    """Whether a range of words is an answer of its own that earns nothing.

    It has ``least`` words that the question does not have, or a verb of its own ("The USA invaded China"), and says
    none of the ``credited`` points again.
    """
    found = search.match
    words = found.words[start:end]
    own = {word.stem for word in words if word.stem not in search.ready.question_stems and not word.text.isdigit()}
    said = {found.words[j].stem for finding in credited for j in finding.words}
    acts = any(word.stem in own and search.clauses.is_verb(word.start) for word in words)
    if len(own) < (1 if acts else least) or own <= said or any(word.sentence in search.deaf for word in words):
        return False
    if least == 1 and _is_no_answer(found.reading, words[0].start, words[-1].end):
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


def _is_no_answer(reading: Reading, start: int, end: int) -> bool:
    """Whether an item is "no idea" or only opens the list: "Firstly,"."""
    words = [word for word in reading.words if start <= word.start < end and not word.text.isdigit()]
    return flags.is_blank(part_of(reading, words)) or all(word.text in OPENERS for word in words)
