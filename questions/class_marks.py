"""The marks of a whole class: students by assignments, as a table and as a spreadsheet.

Only reading. What a student's line in one assignment says, ``questions.assignments.Row`` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from questions.assignments import Row, rows_in
from questions.models import Assignment, SchoolClass, User
from questions.models.people import by_surname


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A student with the lines in all assignments of the class."""

    student: User
    rows: tuple[Row, ...]

    @property
    def mark(self) -> int:
        return sum(row.mark for row in self.rows)

    @property
    def max_mark(self) -> int:
        return sum(row.max_mark for row in self.rows)


def class_rows(school_class: SchoolClass, assignments: Sequence[Assignment]) -> list[ClassRow]:
    """The students of the class in ``assignments`` (of ``with_questions``), in a fixed number of queries. Of those
    whose account is inactive it has who answered."""
    students = by_surname(school_class.students.all())
    found = [ClassRow(*line) for line in zip(students, rows_in(assignments, students), strict=True)]
    return [line for line in found if line.student.is_active or any(row.answered for row in line.rows)]


def as_rows(assignments: Sequence[Assignment], found: Sequence[ClassRow]) -> tuple[list[str], list[list[object]]]:
    """The heads and the lines of a spreadsheet. The mark in what a student has not answered stays empty."""
    heads = ["surname", "first name", "user name", "total", "out of"]
    for place, assignment in enumerate(assignments, 1):
        heads += [f"{place}: {assignment}, set {localdate(assignment.set_at)}", f"{place}: out of", f"{place}: state"]
    lines = []
    for line in found:
        student = line.student
        cells: list[object] = [student.last_name, student.first_name, student.username, line.mark, line.max_mark]
        for row in line.rows:
            cells += [row.mark if row.answered else None, row.max_mark, row.state]
        lines.append(cells)
    return heads, lines
