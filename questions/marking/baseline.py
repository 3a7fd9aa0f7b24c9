"""The yardstick: an answer earns a point when it contains all words of an acceptable answer. No more than that."""

from __future__ import annotations

from questions.marking.language.text import read
from questions.marking.notation.parsing import alternative_text
from questions.marking.scheme import Scheme, award


def words_contained(scheme: Scheme, answer: str) -> int:
    """The mark of a marker that only looks whether all content words are there, by stem."""
    given = {word.stem for word in read(answer).words}
    credited = set()
    for index, point in enumerate(scheme.points):
        for alternative in (*point.answers, *point.accept):
            words = read(alternative_text(alternative)).words
            wanted = {word.stem for word in words if word.is_content} or {word.stem for word in words}
            if wanted and wanted <= given:
                credited.add(index)
    if scheme.levels:
        return min(scheme.marks, len(credited))
    return award(scheme, credited)
