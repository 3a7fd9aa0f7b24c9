"""What the marking of an essay says to the student: how its points make the level, and what the next mark lacks.

Nothing here quotes the scheme: the student's own points are named by their own words and by the numbers of their ticks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import lru_cache
from itertools import chain, islice, takewhile

from questions.marking.essays import quotations
from questions.marking.essays.development import Development
from questions.marking.essays.levels import default_needs, meets, place
from questions.marking.essays.links import BEFORE_BOTH
from questions.marking.essays.stages import EXPLAINED, IDENTIFIED, SUPPORTED, Stage
from questions.marking.language.text import merge_spans
from questions.marking.reasons import NOT_FOUND, PROBLEMS, missed, plural
from questions.marking.result import Span
from questions.marking.scheme import Level, Needs, Scheme

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIRST_STEP = "Make one clear statement that answers the question."

HOW = re.compile(
    r"\bhow\b.{0,80}?\b((?:chang|help|affect|strengthen|weaken|influenc|shap|contribut|impact|improv)\w*)\b(.*)",
    re.I | re.S,
)
EXPLAIN = re.compile(r"\b(why|how) (?!(?:far|much|many|important|significant|successful)\b)(.+)", re.I | re.S)
ASKING = re.compile(r"(?:are|can|could|did|do|does|had|has|have|is|was|were|would) ", re.I)
"""The word after "why" of a question with a question mark, which is no part of a sentence as it stands."""
TIMES = frozenset("after around as before between by during from in over since through until when while".split())
"""Words after "changed" by which it is the thing itself that changed: "how lives changed between 1949 and 1953"."""

ANSWERS_NOTHING = {
    "copied_question": "The answer repeats the question, and that by itself earns nothing.",
    "copied_descriptor": "The answer repeats a level description instead of doing what it asks for.",
    "keywords": "Single words in a row state nothing that could be credited.",
    "off_question": "What the answer says belongs to another question.",
    "narrative": "The answer tells what happened and leaves it to the reader to see how that answers the question.",
    "general": "The answer keeps to general statements about the subject.",
}


def asked(scheme: Scheme) -> str:
    """What an explanation has to say, in the question's words: "how it changed China's international position"."""
    return _asked(scheme.stem)


@lru_cache(maxsize=1000)
def _asked(stem: str) -> str:
    stem = " ".join(stem.split()).rstrip(" .?")
    how = HOW.search(stem)
    behind = how[2].split() if how else []
    if how and behind and behind[0].lower() not in TIMES:
        return f"how it {how[1]} {' '.join(behind)}"
    explain = EXPLAIN.search(stem)
    if explain and not ASKING.match(explain[2]):
        return f"how it helps to explain {explain[1].lower()} {explain[2]}"
    return "what caused it or what followed from it"


def evidence(development: Development, point: int) -> tuple[Span, ...]:
    """The spans of a credited point's own words."""
    found = development.essay.found
    finding = development.essay.findings[point]
    return merge_spans(((found.words[j].start, found.words[j].end) for j in finding.words), found.reading.text)


def said(development: Development, point: int) -> str:
    """The student's words for a credited point."""
    return _quoted(development, quotations.statement(development, point))


def _quoted(development: Development, span: Span) -> str:
    return quotations.quoted(development.essay.found.reading.text, span)


def in_order(development: Development) -> list[Stage]:
    """The stages of the credited points as they come in the answer."""
    return sorted(development.stages.values(), key=lambda stage: (evidence(development, stage.point)[:1], stage.point))


MAKES = " makes this point."
"""What stands behind the student's words in the reason of a credited point."""


def own_words_in(reason: str) -> tuple[str, str]:
    """The student's words that the reason of a credited point quotes, and the rest of it; "" where it quotes none.

    >>> own_words_in("“They played ping pong” makes this point. It is named.")
    ('“They played ping pong”', 'It is named.')
    """
    words, makes, rest = reason.partition(f"”{MAKES}")
    return (f"{words}”", rest.strip()) if makes else ("", reason)


def point_reason(scheme: Scheme, development: Development, point: int) -> str:
    """One or two sentences on one point of the scheme."""
    stage = development.stages.get(point)
    finding = development.essay.findings[point]
    if stage is None:
        if finding.problem in PROBLEMS:
            words = quotations.refused(development, point)
            return missed(finding, _quoted(development, words) if words else "")
        return ANSWERS_NOTHING.get(finding.problem, NOT_FOUND)
    shown = f"{said(development, point)}{MAKES}" if stage.stage == IDENTIFIED else _explained(development, point)
    if stage.stage == IDENTIFIED and _is_reason(scheme, development, point):
        shown += " It gives a reason that is not explained yet: say why that was so, or what it led to."
    elif stage.stage == IDENTIFIED:
        shown += f" It is named; it does not say yet {asked(scheme)}."
    elif stage.stage == EXPLAINED:
        no_proof = _no_proof(development, point)
        shown += ". {}: {}".format(*no_proof) if no_proof else ". An"
        shown += " exact name, date or figure would support it."
    else:
        support = quotations.whole_names(development, stage.support)[:1]
        shown += f", and {_quoted(development, support[0])} supports it."
    if stage.wrong:
        shown += f" {_quoted(development, stage.wrong[0])} does not fit here and supports nothing."
    return shown


def _explained(development: Development, point: int) -> str:
    """Which of the student's words make a point and which explain it, without the full stop: some do both at once."""
    makes = quotations.statement(development, point)
    explains = quotations.explanation(development, point) or makes
    both = min(makes[0], explains[0]), max(makes[1], explains[1])
    before = development.essay.found.reading.text[both[0] : makes[0]].lower().split()
    within = both in (makes, explains) or quotations.JOINING.issuperset(before)
    if explains[0] < makes[1] and makes[0] < explains[1] and (within or both[1] - both[0] <= quotations.LONGEST):
        return f"{_quoted(development, both)} makes this point and explains it"
    return f"{_quoted(development, makes)}{MAKES} {_quoted(development, explains)} explains it"


NO_PROOF = {
    quotations.OWN: ("is part of the point itself", "a further"),
    quotations.BESIDE: ("stands beside it", "a further"),
    quotations.BROADLY: ("alone does not prove it", "an"),
}
"""What is said of a name, year or figure that supports no point, and how the exact one that would is called."""


def _no_proof(development: Development, point: int) -> tuple[str, str] | None:
    """What is said of a name, year or figure that stands beside a point without supporting it, and how the exact one is
    called that would; None where there is none."""
    found = quotations.named(development, point)
    if found is None:
        return None
    span, where = found
    reading = development.essay.found.reading
    name = reading.text[slice(*span)]
    told, article = NO_PROOF[where]
    for stage in in_order(development):
        support = quotations.whole_names(development, stage.support)
        if stage.point != point and any(name in reading.text[start:end] for start, end in support):
            told, article = f"supports point {stage.point + 1} already", "a further"
    return f"{_quoted(development, span)} {told}", article


WISHING = frozenset(
    """want wants wanted wish wished need needs needed fear feared afraid scared worried hope hoped hated jealous
    loved loyal threat threatened ambition pressure loyalty desire lack lacked hostile hostility angry""".split()
)
"""Words of a statement that says why somebody did something."""

ASKS_WHY = re.compile(r"\b(?:why|reasons?|causes?)\b", re.IGNORECASE)


def _is_reason(scheme: Scheme, development: Development, point: int) -> bool:
    """Whether a question asks why and the student's words for a point say so already: "because they were scared"."""
    if not ASKS_WHY.search(scheme.stem):
        return False
    words, starts = development.essay.found.reading.words, development.essay.found.reading.sentence_starts
    start, end = quotations.statement(development, point)
    first = bisect_left(words, start, key=lambda word: word.start)
    opens = starts[bisect_left(starts, first)] == first if first <= starts[-1] else False
    if not opens and BEFORE_BOTH.match(words[first - 1].text):
        return True
    return any(word.text in WISHING for word in takewhile(lambda word: word.start < end, islice(words, first, None)))


def count(number: int) -> str:
    """A small number in words.

    >>> count(2), count(12)
    ('two', '12')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def why(scheme: Scheme, development: Development, level: Level | None, have: Needs, mark: int) -> str:
    """How the points make the level and the mark."""
    flags = development.essay.flags
    if level is None:
        kind = next((flag for flag in flags if flag in ANSWERS_NOTHING), "")
        return ANSWERS_NOTHING.get(kind, "Nothing in the answer could be credited.")
    parts = []
    if "narrative" in flags or not have.identified:
        parts.append(ANSWERS_NOTHING["narrative" if "narrative" in flags else "general"])
    if have.identified:
        named = have.identified - have.explained
        bare = have.explained - have.supported
        listed = [
            f"{count(have.supported)} explained with exact support" if have.supported else "",
            f"{count(bare)} explained" if bare else "",
            f"{count(named)} named but not explained" if named else "",
        ]
        parts.append(f"{plural(have.identified, 'point')} found: {', '.join(part for part in listed if part)}.")
    where = "" if level.low == level.high else (", upper end" if mark == level.high else ", lower end")
    parts.append(f"That is level {level.number}{where}: {level.descriptor.rstrip('.')}.")
    parts += _above(scheme, level, have)
    return " ".join(parts)


def _above(scheme: Scheme, level: Level, have: Needs) -> list[str]:
    """A sentence on what the next level takes; none for the highest."""
    at = scheme.levels.index(level) + 1
    if at == len(scheme.levels):
        return []
    needs = [need for need in default_needs(scheme.levels)[at] if not meets(have, need)]
    return [f"Level {scheme.levels[at].number} takes {' or '.join(map(_described, needs))}."] if needs else []


def _described(need: Needs) -> str:
    """Counts of points in words.

    >>> _described(Needs(2, 2, 1)), _described(Needs(3, 1, 0))
    ('two points explained, one of them with exact support', 'three points, one of them explained')
    >>> _described(Needs(3))
    'three points named'
    """
    points = max(need.identified, need.explained, need.supported)
    told = f"{count(points)} point{'' if points == 1 else 's'}"
    most = max(need.explained, need.supported)
    if not most:
        return f"{told} named"
    told += " explained" if most == points else f", {count(most)} of them explained"
    if need.supported:
        some = "" if need.supported == points else f", {count(need.supported)} of them"
        told += f"{some} with exact support"
    return told


def next_step(scheme: Scheme, development: Development, level: Level | None, have: Needs, mark: int) -> str:
    """What the next mark lacks, said of the student's own points."""
    flags = development.essay.flags
    if mark >= scheme.marks:
        return "Full marks: there is nothing to add."
    if "off_question" in flags and not have.identified:
        return f"Read the question again and make one statement that says {_about(scheme)}."
    if not have.identified:
        if level is not None and "narrative" in flags:
            return f"Take one of the things you mention and say {asked(scheme)}."
        if level is not None:
            return f"Name one particular thing that happened or was done, and say {asked(scheme)}."
        return FIRST_STEP
    step = _step(scheme, development, have, mark)
    wrong = list(chain.from_iterable(stage.wrong for stage in in_order(development)))
    if wrong:
        step += f" Check {_quoted(development, wrong[0])}: it does not fit."
    return step


def _about(scheme: Scheme) -> str:
    stem = " ".join(scheme.stem.split()).rstrip(" .?")
    found = re.search(r"\b(why|how|what)\b.*", stem, re.I)
    return found[0] if found else "what the question asks for"


def _step(scheme: Scheme, development: Development, have: Needs, mark: int) -> str:
    """The first addition that would raise the mark, in the order in which it is easiest for the student."""
    order = in_order(development)
    named = [i for i, stage in enumerate(order) if stage.stage == IDENTIFIED]
    bare = [i for i, stage in enumerate(order) if stage.stage == EXPLAINED]
    backed = [i for i, stage in enumerate(order) if stage.stage == SUPPORTED]

    def mine(i: int) -> str:
        return f"Your point {order[i].point + 1}, {said(development, order[i].point)},"

    def unexplained(i: int) -> str:
        if _is_reason(scheme, development, order[i].point):
            return f"{mine(i)} gives a reason but does not explain it. Say why that was so, or what it led to."
        return f"{mine(i)} is named, but you do not say yet {asked(scheme)}. Add that: “this meant that …”."

    def unsupported(i: int) -> str:
        no_proof = _no_proof(development, order[i].point)
        if no_proof:
            told, article = no_proof
            return f"{mine(i)} is explained. {told}: add {article} exact name, date, place or figure."
        return f"{mine(i)} is explained, but no exact name, date, place or figure proves it. Add one."

    def needs(identified: int = 0, explained: int = 0, supported: int = 0) -> bool:
        more = Needs(have.identified + identified, have.explained + explained, have.supported + supported)
        return place(scheme.levels, more, rich=supported > 0)[1] > mark

    steps: tuple[tuple[bool, Callable[[], str]], ...] = (
        (
            bool(named) and needs(explained=1),
            lambda: unexplained(named[0]),
        ),
        (
            bool(bare) and needs(supported=1),
            lambda: unsupported(bare[0]),
        ),
        (
            needs(identified=1, explained=1),
            lambda: (
                "Add another, different point, and explain it"
                + (
                    f" as you explained point {order[min(bare + backed)].point + 1}."
                    if have.explained
                    else ": what caused it, or what followed from it."
                )
            ),
        ),
        (
            bool(named) and needs(explained=1, supported=1),
            lambda: f"{mine(named[0])} is only named. Explain it, and back it up with an exact name, date or figure.",
        ),
        (
            needs(identified=1),
            lambda: f"Make another point, different from {'the one' if have.identified == 1 else 'those'} you have.",
        ),
        (
            needs(identified=1, explained=1, supported=1),
            lambda: "Add another, different point, explain it, and back it up with an exact name, date or figure.",
        ),
        (
            bool(bare or named),
            lambda: f"{mine((bare or named)[0])} needs an explanation and an exact detail of its own.",
        ),
        (
            True,
            lambda: f"{mine(backed[-1])} can be developed: add a second exact detail and say more of what followed.",
        ),
    )
    return next(text() for applies, text in steps if applies)
