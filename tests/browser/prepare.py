"""Set up an empty database for the browser: ``python -m tests.browser.prepare``, with the server's environment.

One process for what ``make run`` does by several commands, since starting Django is most of their time.
"""

from __future__ import annotations

import uuid

import django
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from tests.browser import thirty
from tests.browser.people import NEW_STUDENTS, PASSWORD

django.setup()

# Models can be imported only once Django is set up.
from questions.models import Role, SchoolClass, User  # noqa: E402
from questions.services.attempts import Writing, submit  # noqa: E402
from questions.services.authoring import add_questions  # noqa: E402
from questions.services.classes import open_class  # noqa: E402
from questions.services.grading import mark_attempt  # noqa: E402

call_command("migrate", verbosity=0)
call_command("seed_demo", "--with-known-passwords")
password = make_password(PASSWORD)
school_class = SchoolClass.objects.get(name="12B History")
school_class.students.add(
    *User.objects.bulk_create(
        User(username=name, password=password, first_name="New", last_name=name.capitalize()) for name in NEW_STUDENTS
    )
)
teachers = User.objects.bulk_create(
    User(username=name, password=password, first_name=first, last_name=last, role=Role.TEACHER)
    for name, first, last in thirty.TEACHERS
)
pupils = User.objects.bulk_create(
    User(username=name, password=password, first_name="Pupil", last_name=name.removeprefix("pupil"))
    for name in thirty.STUDENTS
)
open_class(name="13A History", teachers=teachers, students=pupils)
questions = add_questions(text=thirty.BANK, author=None, publish=True)
for question, answers in zip(questions, ([answer for answer, _ in thirty.FLOODS], thirty.DAMS), strict=True):
    for pupil, answer in zip(pupils, answers, strict=False):
        mark_attempt(submit(student=pupil, question=question, writing=Writing(answer, uuid.uuid4())))
call_command("collectstatic", "--noinput", verbosity=0)
