"""What the marking of an essay says to the student: how its points make the level, and what the next mark lacks.

Nothing here quotes the scheme: the student's own points are named by their own words and their order in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from questions.marking.essays.development import Development
from questions.marking.essays.levels import place
from questions.marking.essays.stages import EXPLAINED, IDENTIFIED, SUPPORTED, Stage
from questions.marking.language.text import merge_spans
from questions.marking.reasons import NOT_FOUND, PROBLEMS, plural, quote
from questions.marking.result import Span
from questions.marking.scheme import Level, Needs, Scheme

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
JOINING = frozenset("and but because so as since which that also".split())
"""Words at the head of a clause that a quotation of it can spare."""

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
    """The student's words for a credited point: the clause that holds most of it."""
    found = development.essay.found
    own = [found.words[j] for j in sorted(development.essay.findings[point].words)]
    clauses = [word.clause for word in own]
    clause = max(dict.fromkeys(clauses), key=clauses.count)
    words = list(found.reading.clause(clause))
    while len(words) > 1 and words[0].text in JOINING:
        words.pop(0)
    end = max(word.end for word in (*own, words[-1]) if word.sentence == words[-1].sentence)
    return quote(found.reading.text, ((words[0].start, end),))


def in_order(development: Development) -> list[Stage]:
    """The stages of the credited points as they come in the answer."""
    return sorted(development.stages.values(), key=lambda stage: (evidence(development, stage.point)[:1], stage.point))


def point_reason(scheme: Scheme, development: Development, point: int) -> str:
    """One or two sentences on one point of the scheme."""
    text = development.essay.found.reading.text
    stage = development.stages.get(point)
    if stage is None:
        problem = development.essay.findings[point].problem
        return PROBLEMS.get(problem, ANSWERS_NOTHING.get(problem, NOT_FOUND))
    shown = f"{said(development, point)} makes this point."
    link = quote(text, stage.link[:1])
    support = quote(text, stage.support[:1])
    if stage.stage == IDENTIFIED:
        shown += f" It is named; it does not say yet {asked(scheme)}."
    elif stage.stage == EXPLAINED:
        shown += f" {link} explains it. A further exact name, date or figure would support it."
    else:
        shown += f" {link} explains it, and {support} supports it."
    if stage.wrong:
        shown += f" {quote(text, stage.wrong[:1])} does not fit here and supports nothing."
    return shown


def count(number: int) -> str:
    """A small number in words.

    >>> count(2), count(12)
    ('two', '12')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def why(development: Development, level: Level | None, have: Needs, mark: int) -> str:
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
    return " ".join(parts)


def next_step(scheme: Scheme, development: Development, level: Level | None, have: Needs, mark: int) -> str:
    """What the next mark lacks, said of the student's own points."""
    flags = development.essay.flags
    if mark >= scheme.marks:
        return "Full marks: there is nothing to add."
    if "off_question" in flags and not have.identified:
        return f"Read the question again and make one statement that says {_about(scheme)}."
    if not have.identified:
        if level is not None:
            return f"Take one of the things you mention and say {asked(scheme)}."
        return FIRST_STEP
    step = _step(scheme, development, have, mark)
    wrong = list(chain.from_iterable(stage.wrong for stage in in_order(development)))
    if wrong:
        step += f" Check {quote(development.essay.found.reading.text, wrong[:1])}: it does not fit."
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
        return f"Your {_ordinal(i)} point, {said(development, order[i].point)},"

    def needs(identified: int = 0, explained: int = 0, supported: int = 0) -> bool:
        more = Needs(have.identified + identified, have.explained + explained, have.supported + supported)
        return place(scheme.levels, more, rich=supported > 0)[1] > mark

    steps: tuple[tuple[bool, Callable[[], str]], ...] = (
        (
            bool(named) and needs(explained=1),
            lambda: f"{mine(named[0])} says what happened but not {asked(scheme)}. Add that: “this meant that …”.",
        ),
        (
            bool(bare) and needs(supported=1),
            lambda: f"{mine(bare[0])} is explained, but no exact name, date, place or figure proves it. Add one.",
        ),
        (
            needs(identified=1, explained=1),
            lambda: (
                "Add another, different point, and explain it"
                + (" as you explained the first." if have.explained else ": what caused it, or what followed from it.")
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


def _ordinal(index: int) -> str:
    return ORDINALS[index] if index < len(ORDINALS) else f"{index + 1}th"
