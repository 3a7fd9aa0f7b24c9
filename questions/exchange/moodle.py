"""Moodle XML into text in notation: short answers, pattern match and essays with grader information.

Moodle takes the first of a question's answers that matches; ours credit each marking point once. So all answers
of one fraction become the alternatives of one point, an answer without marks in front of them its REJECT, and one
behind them its IGNORE.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from questions import marking
from questions.exchange.converted import Converted, Gathered, Refused, plain_answer, printed, topic_name
from questions.exchange.html import plain_text
from questions.exchange.pmatch import Unmappable, read_rule, read_synonyms, sequence_of
from questions.exchange.xml import tree
from questions.marking.notation import signs

MOST_QUESTIONS = 1_000
MOST_SHARES = 10
"""How many fractions the answers of one question may have: each is a marking point that repeats all wrong answers."""

NAMES = {
    "multichoice": "multiple choice", "truefalse": "true or false", "matching": "matching", "numerical": "numerical",
    "multianswer": "cloze", "cloze": "cloze", "description": "description", "calculated": "calculated",
    "ddwtos": "drag and drop into text", "gapselect": "missing words", "ordering": "ordering", "random": "random",
}  # fmt: skip
WRITTEN = ("shortanswer", "pmatch", "essay")
NOT_CARRIED = "Not carried: questions of the kind “{0}” have no written answer to mark."
NO_GRADER_INFO = "Not carried: this essay has no information for graders, so there is no mark scheme. Its text: {0}"
NO_ANSWERS = "Not carried: none of its answers could be made a marking point. Its text: {0}"
TOO_MANY_SHARES = (
    "Not carried: its answers are worth {0:,} different shares of the marks; at most {1} are read. Its text: {2}"
)
LOST = "Its {0} do not come along."
STARS = "Stars were taken away from {0}: other words may always stand around an answer. Check words that are cut short."
STAR_IN_WORD = "“{0}” is not carried: it has a star within a word. Write out the words that count."
CATCH_ALL = "“*” would give marks to any answer, so it is not carried."
NO_WORD = "“{0}” is not carried: it has no word to look for."
RULE = "The rule “{0}” is not carried: {1}"
CASE = "Capital letters do not matter here; in Moodle they did."
SCALED = "Worth {0:g} in Moodle, with parts of a mark; worth {1} here."
ROUNDED = "Worth {0:g} in Moodle; marks are whole numbers here, so it is worth {1}."
SEVERAL_VALUES = (
    "Answers worth part of the marks are marking points of their own; together they earn at most all marks."
)
DEEP_CATEGORY = "The category “{0}” becomes the topic “{1}”."


def read(data: bytes) -> Converted:
    """All questions of a Moodle export. Raises Refused where it is none."""
    root = tree(data)
    if root.tag != "quiz":
        raise Refused(
            f"This XML is not a question bank from Moodle: it begins with <{root.tag[:40]}>, not <quiz>. In Moodle, "
            "choose Question bank, Export, Moodle XML format."
        )
    gathered = Gathered()
    topic = ""
    questions = root.findall("question")
    if len(questions) > MOST_QUESTIONS:
        raise Refused(f"This file has {len(questions):,} questions; {MOST_QUESTIONS:,} are read at once.")
    place = 0
    for element in questions:
        kind = element.get("type", "")
        if kind == "category":
            topic = _category(element, gathered)
        else:
            place += 1
            _Question(element, kind, place, topic, gathered).read()
    if not questions:
        raise Refused("This export has no questions.")
    return gathered.converted()


def _category(element: ET.Element, gathered: Gathered) -> str:
    path = _text(element, "category")
    # A slash in a name is doubled.
    parts = [part.replace("\0", "/").strip() for part in path.replace("//", "\0").split("/")]
    parts = [part for part in parts if part and part != "top" and not re.fullmatch(r"\$\w+\$", part)]
    topic = topic_name([part.removeprefix("Default for ") for part in parts])[:200]
    if len(parts) > 1:
        gathered.report("Categories", DEEP_CATEGORY.format("/".join(parts), topic))
    about, _ = plain_text(_text(element, "info"))
    if about and "default category for questions" not in about.lower() and topic:
        lines = "\n".join(f"{signs.BAR} {line}".rstrip() for line in about.split("\n"))
        gathered.heads.setdefault(topic, f"Focus:\n{lines}\n")
    return topic


def _text(element: ET.Element, path: str) -> str:
    return (element.findtext(f"{path}/text") or "").strip()


@dataclass(slots=True)
class _Values:
    """What the answers of one fraction have in common."""

    answers: list[marking.Alternative] = field(default_factory=list)
    rejects: list[marking.Alternative] = field(default_factory=list)
    ignores: list[marking.Alternative] = field(default_factory=list)


class _Question:
    def __init__(self, element: ET.Element, kind: str, place: int, topic: str, gathered: Gathered) -> None:
        self.element = element
        self.kind = kind
        self.topic = topic
        self.gathered = gathered
        name = " ".join(_text(element, "name").split())[:80]
        self.where = f"Question {place}, “{name}”" if name else f"Question {place}"
        self.starred: list[str] = []
        found = re.fullmatch(r"question-([0-9]{1,4})", (element.findtext("idnumber") or "").strip())
        self.number = int(found[1]) if found and int(found[1]) else None

    def report(self, message: str) -> None:
        self.gathered.report(self.where, message)

    def read(self) -> None:
        if self.kind not in WRITTEN:
            self.report(NOT_CARRIED.format(NAMES.get(self.kind, self.kind or "unknown")))
            return
        stem = self._formatted("questiontext", "question")
        own = self._own_scheme("graderinfo" if self.kind == "essay" else "generalfeedback")
        if self.kind == "essay" or own is not None:
            self._read_essay(stem, own)
        else:
            self._read_answers(stem)
        self._report_the_rest(ours=own is not None)

    def _formatted(self, path: str, what: str) -> str:
        element = self.element.find(path)
        if element is None:
            return ""
        kind, raw = element.get("format", "html"), _text(self.element, path)
        if kind in ("plain_text", "markdown"):
            return raw
        text, lost = plain_text(raw, keep_lines=kind == "moodle_auto_format")
        lost |= {"pictures"} if element.find("file") is not None and "@@PLUGINFILE@@" in raw else set()
        for thing in sorted(lost):
            self.report(f"The {thing} in the {what} do not come along.")
        return text

    def _own_scheme(self, path: str) -> str | None:
        """The mark scheme as our export writes it; None where the text is none of ours."""
        head, _, rest = self._formatted(path, "information for graders").partition("\n")
        return rest if signs.mark_scheme(head.strip()) == "" else None

    def _grade(self) -> float:
        try:
            return float(self.element.findtext("defaultgrade") or 1)
        except ValueError:
            return 1.0

    def _whole_marks(self) -> int:
        grade = self._grade()
        marks = max(1, math.floor(grade + 0.5))
        if marks != grade:
            self.report(ROUNDED.format(grade, marks))
        return marks

    def _read_essay(self, stem: str, own: str | None) -> None:
        scheme = own if own is not None else self._formatted("graderinfo", "information for graders")
        if not scheme:
            self.report(NO_GRADER_INFO.format(stem))
            return
        if _text(self.element, "responsetemplate"):
            self.report(LOST.format("response template"))
        self.gathered.add(self.topic, self._whole_marks(), stem, scheme, self.number)

    def _answers(self) -> Iterator[tuple[float, str]]:
        for answer in self.element.findall("answer"):
            try:
                fraction = float(answer.get("fraction") or 0)
            except ValueError:
                fraction = 0.0
            yield fraction, (answer.findtext("text") or "").strip()

    def _read_answers(self, stem: str) -> None:
        if self.element.findtext("usecase") == "1":
            self.report(CASE)
        shares = len({fraction for fraction, _ in self._answers() if fraction > 0})
        if shares > MOST_SHARES:
            self.report(TOO_MANY_SHARES.format(shares, MOST_SHARES, stem))
            return
        by_fraction = self._by_fraction()
        if self.starred:
            self.report(STARS.format(", ".join(f"“{text}”" for text in self.starred)))
        if not by_fraction:
            self.report(NO_ANSWERS.format(stem))
            return
        if len(by_fraction) > 1:
            self.report(SEVERAL_VALUES)
        marks = self._marks(list(by_fraction))
        try:
            lines = printed(self._scheme(by_fraction, marks))
        except ValueError:
            self.report(NO_ANSWERS.format(stem))
            return
        self.gathered.add(self.topic, marks, stem, lines, self.number)

    def _by_fraction(self) -> dict[float, _Values]:
        by_fraction: dict[float, _Values] = {}
        before: list[marking.Alternative] = []
        for fraction, text in self._answers():
            answers, rejects = self._pattern(text, fraction)
            if fraction > 0 and answers:
                values = by_fraction.setdefault(fraction, _Values(rejects=list(before)))
                values.answers += answers
                values.rejects += rejects
            elif answers:
                before += answers
                for values in by_fraction.values():
                    values.ignores += answers
        return by_fraction

    def _scheme(self, by_fraction: dict[float, _Values], marks: int) -> marking.Scheme:
        points = []
        # A single point without marks of its own would be worth all of the question's.
        plain = 1 if marks == 1 or len(by_fraction) > 1 else None
        for fraction, values in sorted(by_fraction.items(), reverse=True):
            value = max(1, round(marks * fraction / 100))
            first, *others = dict.fromkeys(values.answers)
            earning = {first, *others}
            points.append(
                marking.Point(
                    answers=(first,),
                    accept=tuple(others),
                    reject=tuple(found for found in dict.fromkeys(values.rejects) if found not in earning),
                    ignore=tuple(found for found in dict.fromkeys(values.ignores) if found not in earning),
                    value=None if value == plain else value,
                )
            )
        return marking.Scheme(1, marks, "Why?", tuple(points), synonyms=tuple(self._synonyms()))

    def _marks(self, fractions: list[float]) -> int:
        """Whole marks in which every fraction is whole too: those of the question, or a few times as many."""
        grade = self._grade()
        for times in range(1, 7):
            marks = grade * times
            parts = [marks * fraction / 100 for fraction in [100, *fractions]]
            if marks >= 1 and all(abs(part - round(part)) < 0.01 and round(part) > 0 for part in parts):
                if times > 1:
                    self.report(SCALED.format(grade, round(marks)))
                return round(marks)
        return self._whole_marks()

    def _pattern(self, text: str, fraction: float) -> tuple[list[marking.Alternative], list[marking.Alternative]]:
        """The alternatives of one answer, and what cancels them; none where it is reported instead."""
        if not text.strip("* "):
            if fraction > 0 and text:
                self.report(CATCH_ALL)
            return [], []
        if self.kind == "pmatch":
            try:
                rule = read_rule(text)
            except Unmappable as problem:
                self.report(RULE.format(" ".join(text.split())[:200], problem))
                return [], []
            for finding in rule.findings:
                self.report(finding)
            return list(rule.answers), list(rule.rejects)
        found = self._short_answer(text)
        return ([found] if found else []), []

    def _short_answer(self, text: str) -> marking.Alternative | None:
        pieces = re.split(r"(?<!\\)\*", text)
        plain = [piece.replace("\\*", "*") for piece in pieces]
        inner = [piece for piece in plain[1:-1] if piece.strip()]
        if len(pieces) == 1:
            if not (answer := plain_answer(plain[0])):
                self.report(NO_WORD.format(text))
            return answer
        for left, right in pairwise(plain):
            touching = left[-1:].isalnum() and right[:1].isalnum()
            if touching and min(len(left.split()[-1]), len(right.split()[0])) < 3:
                self.report(STAR_IN_WORD.format(text))
                return None
        self.starred.append(text)
        kept = [piece for piece in (plain[0], *inner, plain[-1]) if piece.strip()]
        if not (answer := sequence_of(kept)):
            self.report(NO_WORD.format(text))
        return answer

    def _synonyms(self) -> Iterator[tuple[str, ...]]:
        for element in self.element.findall("synonym"):
            group, findings = read_synonyms(_text(element, "word"), _text(element, "synonyms"))
            for finding in findings:
                self.report(finding)
            if group:
                yield group

    def _report_the_rest(self, *, ours: bool) -> None:
        """What belongs to the question and has no place here."""
        feedback = any(_text(answer, "feedback") for answer in self.element.findall("answer"))
        if feedback or (not ours and self._formatted("generalfeedback", "feedback")):
            self.report(LOST.format("words of feedback"))
        if any(_text(hint, ".") for hint in self.element.findall("hint")):
            self.report(LOST.format("hints"))
        if tags := [_text(tag, ".") for tag in self.element.findall("tags/tag")]:
            self.report(LOST.format(f"tags ({', '.join(tags)})"))
        if model := " ".join((self.element.findtext("modelanswer") or "").split()):
            self.report(f"Its model answer does not come along. Add it as a sample answer: {model}")
