"""The marker's public face: read a mark scheme, mark an answer. Pure Python; nothing here knows Django."""

from __future__ import annotations

from questions.marking.flags import FLAGS
from questions.marking.learning import Ruling
from questions.marking.marker import MARKER_VERSION, READ_AT_MOST, mark, mark_all
from questions.marking.notation.parsing import (
    LineError,
    NotationError,
    alternative_text,
    parse,
    parse_all,
    passed_over,
    phrase_text,
    point_text,
    readable,
    to_text,
)
from questions.marking.reasons import NOT_FOUND, is_near_miss, next_step_after
from questions.marking.result import Marking, PointMark, Span
from questions.marking.scheme import Alternative, Document, Level, Needs, Phrase, Point, Scheme, Term, award

__all__ = [
    "FLAGS",
    "MARKER_VERSION",
    "NOT_FOUND",
    "READ_AT_MOST",
    "Alternative",
    "Document",
    "Level",
    "LineError",
    "Marking",
    "Needs",
    "NotationError",
    "Phrase",
    "Point",
    "PointMark",
    "Ruling",
    "Scheme",
    "Span",
    "Term",
    "alternative_text",
    "award",
    "is_near_miss",
    "mark",
    "mark_all",
    "next_step_after",
    "parse",
    "parse_all",
    "passed_over",
    "phrase_text",
    "point_text",
    "readable",
    "to_text",
]
