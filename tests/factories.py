"""Small builders of what tests need, with fixed characters: a student, her teacher, and outsiders to both."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from questions import marking
from questions.models import Assignment, Attempt, Mark, Question, Role, SchoolClass, Topic, User
from questions.services.assignments import set_assignment
from questions.services.attempts import Writing, submit
from questions.services.authoring import add_questions, edit_question, publish_newest
from questions.services.grading import automatic_mark, mark_attempt

POINTS = """Question 1 (2 marks)
Give two reasons why rivers flood.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- heavy rain over several days
- snow melting in spring
- trees cut down on the hills
  REJECT: trees planted on the hills
"""

LEVELS = """Question 2 (6 marks)
Explain how the dam changed the valley.

Mark scheme:
1–2 marks: Simple statements about the valley.
3–4 marks: Some explanation of how the valley changed.
5–6 marks: Clear and developed explanation with specific examples.
Credit points such as:
- villages were drowned
- farms had water in summer
- fish could no longer swim upstream
"""

BARE_LEVELS = LEVELS[: LEVELS.index("Credit points")]
"""Levels with nothing below them that could be credited."""

GOOD_ANSWER = "Heavy rain over several days. Snow melting in spring."
HALF_ANSWER = "There was heavy rain over several days."


def user(username: str, role: Role = Role.STUDENT, **fields: Any) -> User:
    person = User(username=username, role=role, **fields)
    person.set_password("correct-horse-battery")
    person.save()
    return person


def bank(*, publish: bool = True, topic: str = "Rivers", text: str = POINTS + "\n" + LEVELS) -> list[Question]:
    """The questions of a small topic, the points-based one first."""
    return add_questions(text=f"Topic: {topic}\n\n{text}", author=None, publish=publish)


def topic(title: str = "Rivers") -> Topic:
    return Topic.objects.get(title=title)


def attempt(student: User, question: Question, answer: str = HALF_ANSWER) -> Attempt:
    """A submitted answer, not yet marked."""
    return submit(student=student, question=question, writing=Writing(answer, uuid.uuid4()))


def marked(student: User, question: Question, answer: str = HALF_ANSWER) -> tuple[Attempt, Mark]:
    """A submitted answer with its automatic mark."""
    done = attempt(student, question, answer)
    return done, mark_attempt(done)


def school_class(name: str, *, teacher: User, students: list[User]) -> SchoolClass:
    made = SchoolClass.objects.create(name=name)
    made.teachers.add(teacher)
    made.students.add(*students)
    return made


def assignment(
    school_class: SchoolClass, teacher: User, questions: list[Question], title: str = "Rivers", **content: Any
) -> Assignment:
    """What is set for the class; ``content`` are its due time and when its mark schemes may be read."""
    return set_assignment(
        school_class=school_class, teacher=teacher, title=title, questions=questions, key=uuid.uuid4(), **content
    )


def new_version(question: Question, text: str) -> None:
    """Edit the question and put the new version in force."""
    edit_question(question=question, text=text, author=None)
    publish_newest(question=question)


def marked_again(attempt: Attempt) -> Mark:
    """The automatic mark that a re-mark adds: under the version now in force."""
    version = attempt.question.current
    assert version is not None
    mark = automatic_mark(attempt, version, marking.mark(version.scheme, attempt.answer))
    mark.save()
    return mark


def failing_on(text: str) -> Callable[..., list[marking.Marking]]:
    """``marking.mark_all`` with a fault: it fails whenever ``text`` is among the answers."""
    real = marking.mark_all

    def failing(scheme: marking.Scheme, answers: Sequence[str], **rulings: Any) -> list[marking.Marking]:
        if text in answers:
            raise RuntimeError(text)
        return real(scheme, answers, **rulings)

    return failing
