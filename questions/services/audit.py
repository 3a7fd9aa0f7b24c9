"""The record: what happened to an answer, a question, an assignment and the settings of a class, when and by whom, as a
page shows it and, but for assignments, as CSV.

Nothing here writes: events are read off rows that are written once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from questions.models import (
    Assignment,
    AssignmentChange,
    Attempt,
    BlindMark,
    Challenge,
    ClassChange,
    Mark,
    MarkScheme,
    NameSeen,
    Publication,
    Question,
    Remarking,
    Resolution,
    SchoolClass,
    User,
)
from questions.models.attempts import AttemptQuerySet
from questions.spreadsheets import safe_cell
from questions.versions import changes as changes_of_text

CHUNK = 500
"""Answers read from the database at once while an export streams."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By this Excel knows that a file is UTF-8."""

ANSWER_COLUMNS = (
    "answer", "student", "question", "topic", "when", "event", "by", "mark", "out of", "level", "points credited",
    "other valid points", "scheme version", "text",
)  # fmt: skip
CLASS_COLUMNS = ("class", "when", "by", "setting", "before", "after")
QUESTION_COLUMNS = ("question", "topic", "when", "event", "by", "version", "details", "wording", "marks")

STUDENT = "student"
UNKNOWN = "from a file"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an answer or an assignment. ``who`` is "student", the marker with its version, or a
    person's name; ``mark`` the award, where one was made or taken back; ``text`` what was written, given as the reason
    or changed."""

    at: datetime
    what: str
    who: str
    text: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a question: a version saved, published, or used to mark stored answers again."""

    at: datetime
    version: MarkScheme
    what: str
    who: str
    details: tuple[str, ...] = ()


def with_record(attempts: AttemptQuerySet) -> AttemptQuerySet:
    """``attempts`` with all that ``history`` reads, in a number of queries that does not grow with them."""
    marks = Mark.objects.select_related("mark_scheme", "teacher", "withdrawal__teacher").order_by("created_at", "pk")
    challenges = Challenge.objects.select_related("mark__mark_scheme", "answer__teacher", "answer__mark")
    blind_marks = BlindMark.objects.select_related("teacher").prefetch_related(
        Prefetch("resolutions", Resolution.objects.select_related("lead"))
    )
    parts: list[Any] = [
        Prefetch("marks", marks),
        Prefetch("challenges", challenges),
        Prefetch("names_seen", NameSeen.objects.select_related("user")),
        Prefetch("blind_marks", blind_marks),
    ]
    return attempts.select_related("student", "question__topic", "mark_scheme").prefetch_related(*parts)


def history(attempt: Attempt) -> list[Event]:
    """What happened to the answer (of ``with_record``), the first first. The text of the answer comes with its
    submission."""
    # An answer sent without a draft begins with its submission.
    events = [Event(min(attempt.started_at, attempt.submitted_at or attempt.started_at), "Started", STUDENT)]
    if attempt.submitted_at is not None:
        events.append(Event(attempt.submitted_at, "Submitted", STUDENT, attempt.answer))
    events += _marks(attempt)
    events += [Event(seen.created_at, "Name seen", seen.user.name) for seen in attempt.names_seen.all()]
    for challenge in attempt.challenges.all():
        said = f"{challenge.about}: {challenge.text}"
        events.append(Event(challenge.created_at, "Challenged", STUDENT, said))
        if hasattr(challenge, "answer"):
            answer = challenge.answer
            outcome = "Challenge upheld" if answer.upheld else "Challenge stands"
            events.append(Event(answer.created_at, outcome, answer.teacher.name, answer.reason))
    for blind in attempt.blind_marks.all():
        given = f"{blind.mark} of {blind.max_mark}, held against {blind.reference}"
        events.append(Event(blind.created_at, "Marked blind", blind.teacher.name, given))
        for decision in blind.resolutions.all():
            outcome = "Blind mark taken" if decision.mark_id else "Mark stands"
            events.append(Event(decision.created_at, outcome, decision.lead.name, decision.reason))
    # The order stays as above where two things bear the same time.
    return sorted(events, key=lambda event: event.at)


def _marks(attempt: Attempt) -> Iterator[Event]:
    automatic = 0
    for mark in attempt.marks.all():
        if mark.teacher is not None:
            yield Event(mark.created_at, "Marked by a teacher", mark.teacher.name, mark.reason, mark)
        else:
            automatic += 1
            what = "Marked" if automatic == 1 else "Marked again"
            yield Event(mark.created_at, what, f"marker {mark.marker_version}", mark.why, mark)
        if hasattr(mark, "withdrawal"):
            taken_back = mark.withdrawal
            yield Event(
                taken_back.created_at, "Teacher's mark withdrawn", taken_back.teacher.name, taken_back.reason, mark
            )


def with_changes(questions: QuerySet[Question]) -> QuerySet[Question]:
    """``questions`` with all that ``changes`` reads, in a number of queries that does not grow with them."""
    runs = Remarking.objects.filter(applied_at__isnull=False).select_related("by", "mark_scheme")
    parts: list[Any] = [
        Prefetch("versions", MarkScheme.objects.select_related("author").order_by("version")),
        Prefetch("publications", Publication.objects.select_related("publisher", "mark_scheme")),
        Prefetch("remarkings", runs, to_attr="applied"),
    ]
    return questions.select_related("topic", "current").prefetch_related(*parts)


def changes(question: Question) -> list[Change]:
    """Who changed what in the question (of ``with_changes``), the first first."""
    versions = list(question.versions.all())
    found = [
        Change(version.created_at, version, "Saved", _name(version.author), tuple(differences(before, version)))
        for before, version in zip([None, *versions], versions, strict=False)
    ]
    for publication in question.publications.all():
        why = (f"below the school's minimum: {publication.reason}",) if publication.reason else ()
        found.append(
            Change(publication.created_at, publication.mark_scheme, "Published", publication.publisher.name, why)
        )
    for run in question.applied:  # type: ignore[attr-defined]  # with_changes adds it
        marks = f"{run.added} new mark{'' if run.added == 1 else 's'}"
        found.append(Change(run.applied_at, run.mark_scheme, "Stored answers marked again", _name(run.by), (marks,)))
    return sorted(found, key=lambda change: change.at)


def _name(person: User | None) -> str:
    return person.name if person else UNKNOWN


def differences(before: MarkScheme | None, after: MarkScheme) -> list[str]:
    """What differs between two versions of a question, in a few words each. Points are named by their place in
    ``after``, those that are gone by their place in ``before``."""
    if before is None:
        return ["first version"]
    found = []
    if before.stem != after.stem:
        found.append("question reworded")
    if before.tariff != after.tariff:
        found.append(f"{before.tariff} to {after.tariff} marks")
    points = changes_of_text(before, after).points
    for kind, verb in (("changed", "edited"), ("added", "added"), ("removed", "removed")):
        found += _named(verb, [point.number for point in points if point.kind == kind])
    if before.scheme.levels != after.scheme.levels:
        found.append("levels changed")
    return found or ["order or rules changed"]


def _named(verb: str, numbers: Sequence[int]) -> list[str]:
    if not numbers:
        return []
    return [f"point{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} {verb}"]


def assignment_history(assignment: Assignment) -> list[Event]:
    """What teachers did with the assignment, the first first; in words, what they changed."""
    events: list[Event] = []
    before: AssignmentChange | None = None
    for change in assignment.changes.select_related("by"):
        changed = "; ".join(_changed(before, change)) if before else ""
        events.append(Event(change.created_at, change.get_what_display().capitalize(), change.by.name, changed))
        before = change
    return events


def _changed(before: AssignmentChange, after: AssignmentChange) -> list[str]:
    found = []
    if before.title != after.title:
        found.append(f"“{before.title}” renamed to “{after.title}”")
    if before.due_at != after.due_at:
        found.append(f"due {_minute(after.due_at)}, before: {_minute(before.due_at)}")
    if before.scheme_from != after.scheme_from:
        found.append(f"mark scheme to be read {after.get_scheme_from_display()}")
    old, new = before.questions, after.questions
    added, gone = len(set(new) - set(old)), len(set(old) - set(new))
    found += [
        f"{count} question{'' if count == 1 else 's'} {verb}"
        for count, verb in ((added, "added"), (gone, "taken out"))
        if count
    ]
    if old != new and not added and not gone:
        found.append("questions in another order")
    return found


def _minute(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "D j M Y, H:i") if at else "no time"


class _Line:
    """What csv.writer writes to: it hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file that Excel reads, as they come."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(column) for column in columns])
    for row in rows:
        yield writer.writerow(["" if cell is None else safe_cell(str(cell)) for cell in row])


def answer_rows(attempts: AttemptQuerySet, *, names: bool) -> Iterator[Sequence[object]]:
    """A row for each event of each of the ``attempts``, in ANSWER_COLUMNS; without ``names`` the student stays empty.

    Read in chunks by their ids, so that memory and queries stay small and no cursor is held open while a slow
    reader takes its time.
    """
    ids = list(attempts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        for attempt in with_record(Attempt.objects.filter(pk__in=ids[start : start + CHUNK])).order_by("pk"):
            student = attempt.student.name if names else ""
            about = (attempt.pk, student, attempt.question.number, attempt.question.topic.title)
            yield from ((*about, *_cells(event)) for event in history(attempt))


def _time(at: datetime) -> str:
    """The time as cells show it: the school's, to the second."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def _cells(event: Event) -> tuple[object, ...]:
    mark = event.mark
    when = _time(event.at)
    if mark is None:
        return (when, event.what, event.who, None, None, None, None, None, None, event.text)
    credited = " ".join(str(index + 1) for index in sorted(mark.credited))
    others = "; ".join(mark.other_points)
    given = (mark.mark, mark.max_mark, mark.level, credited, others, mark.mark_scheme.version)
    return (when, event.what, event.who, *given, event.text)


def question_rows(questions: QuerySet[Question]) -> Iterator[Sequence[object]]:
    """A row for each change of each of the ``questions``, in QUESTION_COLUMNS."""
    for question in with_changes(questions):
        for change in changes(question):
            version = change.version
            when = _time(change.at)
            about = (question.number, question.topic.title, when, change.what, change.who, version.version)
            yield (*about, "; ".join(change.details), version.stem, version.tariff)


def class_rows(classes: QuerySet[SchoolClass]) -> Iterator[Sequence[object]]:
    """A row for each change of a setting of the ``classes``, in CLASS_COLUMNS."""
    changes = ClassChange.objects.filter(school_class__in=classes).select_related("school_class", "by")
    for change in changes.order_by("school_class__name", "created_at", "pk"):
        when = _time(change.created_at)
        setting = change.get_setting_display()
        yield (change.school_class.name, when, change.by.name, setting, change.before, change.after)
