"""A demo school: accounts, a class, the sample bank and answers, so that every page shows something."""

from __future__ import annotations

import csv
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from questions import models
from questions.management.notes import load_notes
from questions.management.samples import load_samples, numbered
from questions.marking import parse
from questions.models import Attempt, Question, Role, User
from questions.services.assignments import set_assignment
from questions.services.attempts import Writing, save_draft, submit
from questions.services.authoring import add_questions
from questions.services.classes import open_class
from questions.services.grading import mark_attempt
from questions.services.learning import relearn
from questions.services.moderation import moderate

SAMPLES = Path(models.__file__).parent.parent / "samples"
PASSWORD = "kwexam-demo"  # noqa: S105 - printed by `make run`; refused outside DEBUG
SETTLE_EVERY = 4
ASSIGNED = (3, 6, 10, 11)

STAFF = (
    ("teacher", Role.TEACHER, "Ruth", "Okafor"),
    ("author", Role.AUTHOR, "Daniel", "Price"),
    ("admin", Role.ADMIN, "Helen", "Marsh"),
)
STUDENTS = (
    ("Amira", "Hussain"), ("Ben", "Carter"), ("Chloe", "Evans"), ("Dylan", "Moss"),
    ("Ella", "Nowak"), ("Finn", "O'Brien"), ("Grace", "Adeyemi"), ("Harry", "Singh"),
    ("Isla", "Thomson"), ("Jack", "Li"), ("Keira", "Walsh"), ("Leo", "Marchetti"),
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Add a demo class: a teacher, an author, an admin, twelve students, the sample bank, an assignment and answers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--with-known-passwords",
            action="store_true",
            help="also outside DEBUG, where accounts with a published password are a danger",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG and not options["with_known_passwords"]:
            raise CommandError("The demo accounts have a published password; this is not a DEBUG installation.")
        staff = {name: self.person(name, role, first, last) for name, role, first, last in STAFF}
        students = {
            f"student{number}": self.person(f"student{number}", Role.STUDENT, first, last)
            for number, (first, last) in enumerate(STUDENTS, 1)
        }
        self.school_class = open_class(name="12B History", teachers=[staff["teacher"]], students=students.values())
        for scheme in sorted(SAMPLES.glob("*.txt")):
            self.fill(scheme, staff, students)
        self.stdout.write(f"Demo accounts: teacher, author, admin, student1 to student12; password: {PASSWORD}")

    def person(self, username: str, role: Role, first: str, last: str) -> User:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = User(username=username, role=role, first_name=first, last_name=last)
            user.set_password(PASSWORD)
            user.save()
        return user

    @transaction.atomic
    def fill(self, scheme: Path, staff: dict[str, User], students: dict[str, User]) -> None:
        """One topic of the sample bank: its questions, notes and answers. A topic that has questions is left alone."""
        text = scheme.read_text(encoding="utf-8")
        if Question.objects.filter(topic__title__iexact=parse(text).topic).exists():
            return
        questions = add_questions(text=text, author=staff["author"], publish=True)
        load_notes(scheme, questions[0].topic, author=staff["author"])
        by_place = numbered(text, questions)
        load_samples(scheme, by_place, author=staff["author"])
        by_number = {number: question for (_, number), question in by_place.items()}
        answers = scheme.with_suffix(".answers.csv")
        if not answers.exists():
            return
        self.set_work([by_number[number] for number in ASSIGNED], staff["teacher"])
        with answers.open(encoding="utf-8", newline="") as file:
            for row, answer in enumerate(csv.DictReader(file)):
                attempt = self.answered(
                    students[answer["student"]], by_number[int(answer["question"])], answer["answer"]
                )
                if row % SETTLE_EVERY == 1:
                    self.settle(attempt, staff["teacher"])
        for question in questions:
            relearn(question_id=question.pk)
        first = students["student1"]
        answered = set(Attempt.objects.of(first).values_list("question", flat=True))
        unanswered = [question for question in questions if question.pk not in answered]
        if unanswered:
            save_draft(student=first, question=unanswered[0], writing=Writing("One reason was that", uuid.uuid4()))

    def set_work(self, questions: Sequence[Question], teacher: User) -> None:
        """One assignment for the class, due in a week at the end of the school day."""
        if self.school_class.assignments.exists():
            return
        due = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=7)
        set_assignment(
            school_class=self.school_class,
            teacher=teacher,
            title="China and the USA, 1950–1972",
            questions=questions,
            due_at=due,
            key=uuid.uuid4(),
        )

    def answered(self, student: User, question: Question, answer: str) -> Attempt:
        """The submitted and marked attempt."""
        attempt = submit(student=student, question=question, writing=Writing(answer, uuid.uuid4()))
        mark_attempt(attempt)
        return attempt

    def settle(self, attempt: Attempt, teacher: User) -> None:
        """The teacher gives the mark that was agreed for the same sample answer; without one, accepts the marker's.

        Where points would have to be ticked otherwise, which no sample says, the answer is left to the review.
        """
        mark = attempt.marks.select_related("mark_scheme").counting()
        if mark is None or mark.by_teacher:
            return
        sample = attempt.question.samples.in_use().filter(answer=attempt.answer).first()
        differs = sample is not None and sample.mark != mark.mark
        if differs and not mark.mark_scheme.is_levels:
            return
        moderate(
            attempt=attempt,
            teacher=teacher,
            credited=mark.credited,
            mark=sample.mark if sample else mark.mark,
            reason=sample.why if sample and differs else "",
            seen=mark.pk,
        )
