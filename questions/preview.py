"""What the parser understood of a text, for the author's eyes before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from questions import marking
from questions.marking.language.text import read
from questions.marking.notation.reading import LISTED
from questions.marking.notation.set_phrases import buried_sign
from questions.marking.reasons import plural
from questions.marking.scheme import is_graded, most
from questions.notes import Notes
from questions.services.authoring import command_word

BEGINS_NOTHING = re.compile(r"(?:and|at|by|for|from|in|of|on|or|than|to|which|who|with) (?:a|an|the|their|its|his)\b")
OBJECTIVE = re.compile(r"\bAO ?[1-6]\b")
ENDS_IN_MARKS = re.compile(r"\S+ [1-9]$")
"""A word and what may be the marks of its point, from a column of a table."""


@dataclass(frozen=True, slots=True)
class PreviewPoint:
    """``see_at``: where the notes have the section of the name ``see``; ``see_nowhere``: they have no such section."""

    number: int
    answers: tuple[str, ...]
    accept: tuple[str, ...]
    reject: tuple[str, ...]
    ignore: tuple[str, ...]
    value: int
    see: str = ""
    see_at: str = ""
    see_nowhere: bool = False
    same_as: int = 0
    """The number of an earlier point that accepts the same words; 0 for none."""
    strays: tuple[tuple[str, int], ...] = ()
    """What is accepted or rejected below this point in the words of another one only, with the number of that."""
    is_rest: bool = False
    """It seems to be the rest of the point above, which a page was too narrow for."""

    @property
    def rejects_itself(self) -> str:
        """An answer that the point accepts and rejects, too; "" for none."""
        accepted = {text.casefold() for text in (*self.answers, *self.accept)}
        return next((text for text in self.reject if text.casefold() in accepted), "")

    @property
    def buried(self) -> str:
        """What is read as words of the point, though it seems to say what else to accept or reject; "" for nothing."""
        return next(filter(None, map(buried_sign, self.answers)), "")

    @property
    def listed(self) -> int:
        """How many parts semicolons make of the point, where it may be a list of points: 0 where it is none."""
        parts = max((answer.strip(" ;").count(";") for answer in self.answers), default=0) + 1
        return parts if parts >= LISTED else 0


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    scheme: marking.Scheme
    command_word: str
    points: tuple[PreviewPoint, ...]
    levels: tuple[marking.Level, ...]

    @property
    def model(self) -> int:
        """The marks of a single model answer, of which part earns part; 0 where there is none."""
        return most(self.scheme) if is_graded(self.scheme) else 0

    @property
    def counted(self) -> str:
        """How points make the mark, in a sentence; "" where their number or a level does."""
        scheme = self.scheme
        if scheme.levels or scheme.marks_for_points:
            return ""
        if self.model:
            return f"One model answer: all of it earns {plural(self.model, 'mark')}, part of it {self.model // 2}."
        own = [point.value is not None for point in scheme.points]
        each = f"{plural(scheme.value, 'mark')} for each {scheme.noun or 'point'}"
        if own and all(own):
            each = "Each point earns the marks that stand behind it"
        elif any(own):
            each += " with no marks behind it"
        return f"{each}, at most {scheme.maximum}." if scheme.maximum else f"{each}."

    @property
    def too_high(self) -> tuple[int, ...]:
        """The numbers of the levels that need more points than there are."""
        count = len(self.points)
        return tuple(
            level.number
            for level in reversed(self.levels)
            if level.needs and max(level.needs.identified, level.needs.explained, level.needs.supported) > count
        )

    @property
    def objective(self) -> str:
        """An assessment objective that students would read in the question: "AO1"; "" for none."""
        found = OBJECTIVE.search(self.scheme.stem)
        return found[0] if found else ""

    @property
    def listed_level(self) -> int:
        """The number of the one level that a list is read as words of, which may be marking points; 0 for none."""
        listed = [level.number for level in self.levels if level.descriptor.count("; ") >= LISTED - 1]
        return listed[0] if len(listed) == 1 < len(self.levels) else 0

    @property
    def mark_column(self) -> str:
        """The end of the first point that ends in a number, where most points do or others have marks, so that it may
        be what each is worth; "" for none."""
        own = [point.value is not None for point in self.scheme.points]
        ends = [
            found[0]
            for point, marked in zip(self.points, own, strict=True)
            if not marked and (found := ENDS_IN_MARKS.search(point.answers[-1]))
        ]
        most = len(ends) > 1 and 2 * len(ends) > len(self.points)
        return ends[0] if ends and (most or any(own)) else ""

    @property
    def last_has_all(self) -> bool:
        """Whether the last point alone has marks, and they are the question's: perhaps the total at the end of a
        list."""
        scheme = self.scheme
        if scheme.levels or scheme.marks_for_points or len(scheme.points) < 2:
            return False
        *others, last = scheme.points
        return last.value == scheme.marks > scheme.value and all(point.value is None for point in others)

    @property
    def beyond_reach(self) -> int:
        """The most that all points together earn, where the question has more marks; 0 where they earn all of it."""
        scheme = self.scheme
        if scheme.levels or is_graded(scheme):
            return 0
        earned = marking.award(scheme, range(len(scheme.points)))
        return earned if earned < scheme.marks else 0


@dataclass(frozen=True, slots=True)
class Preview:
    topic: str = ""
    questions: tuple[PreviewQuestion, ...] = ()
    errors: tuple[marking.LineError, ...] = ()
    left_out: tuple[marking.LineError, ...] = ()
    """Lines of the page around the questions, and notes, which say nothing of the marks."""


def preview(text: str, notes: Notes | None = None) -> Preview:
    """Read ``text`` as a save would; its errors, or what it holds. ``notes`` are the topic's, where they are known."""
    left_out = marking.passed_over(text, new=True)
    try:
        document = marking.parse(text, new=True)
    except marking.NotationError as error:
        return Preview(errors=error.errors, left_out=left_out)
    questions = tuple(question_preview(scheme, notes) for scheme in document.schemes)
    return Preview(topic=document.topic, questions=questions, left_out=left_out)


def question_preview(scheme: marking.Scheme, notes: Notes | None = None) -> PreviewQuestion:
    """One question as pages show it whole."""
    return PreviewQuestion(
        scheme=scheme,
        command_word=command_word(scheme.stem),
        points=tuple(
            PreviewPoint(
                number=number,
                answers=_texts(point.answers),
                accept=_texts(point.accept),
                reject=_texts(point.reject),
                ignore=_texts(point.ignore),
                value=point.value or scheme.value,
                see=point.see,
                see_at=section.anchor if section else "",
                see_nowhere=bool(notes and point.see and section is None),
                same_as=_same_as(scheme.points, number - 1) + 1,
                strays=_strays(scheme.points, number - 1),
                is_rest=_is_rest(scheme.points, number - 1),
            )
            for number, point in enumerate(scheme.points, 1)
            for section in [notes.section(point.see) if notes and point.see else None]
        ),
        levels=tuple(reversed(scheme.levels)),
    )


def _same_as(points: Sequence[marking.Point], at: int) -> int:
    """The index of an earlier point that accepts an answer of the one at this index, too; -1 for none."""
    accepted = [{text.casefold() for text in _texts((*point.answers, *point.accept))} for point in points[: at + 1]]
    return next((index for index, texts in enumerate(accepted[:-1]) if texts & accepted[-1]), -1)


def _is_rest(points: Sequence[marking.Point], at: int) -> bool:
    """Whether the point at this index begins as no statement does, below one that begins with a capital."""
    first, above = (_texts(points[index].answers)[0] for index in (at, at - 1))
    return at > 0 and BEGINS_NOTHING.match(first) is not None and above[:1].isupper()


def _strays(points: Sequence[marking.Point], at: int) -> tuple[tuple[str, int], ...]:
    """What stands below the point at this index and seems to be meant for another: only below the last, where a board
    puts what holds for any of them."""
    if at < len(points) - 1:
        return ()
    words = [frozenset(chain.from_iterable(map(_telling, _texts(point.answers)))) for point in points]
    found = []
    for text in _texts((*points[at].accept, *points[at].reject)):
        own = _telling(text)
        others = [number for number, theirs in enumerate(words, 1) if number != at + 1 and own & theirs]
        if len(others) == 1 and not own & words[at]:
            found.append((text, others[0]))
    return tuple(found)


def _telling(text: str) -> frozenset[str]:
    """The stems of a text that say what it is about."""
    return frozenset(word.stem for word in read(text).words if word.is_content)


def _texts(alternatives: Sequence[marking.Alternative]) -> tuple[str, ...]:
    return tuple(marking.readable(marking.alternative_text(alternative)) for alternative in alternatives)
