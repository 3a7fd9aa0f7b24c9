"""Set up an empty database for the browser: ``python -m tests.browser.prepare``, with the server's environment.

One process for what ``make run`` does by several commands, since starting Django is most of their time.
"""

from __future__ import annotations

import uuid

import django
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from tests.browser import thirty, unbroken
from tests.browser.people import NEW_STUDENTS, PASSWORD

django.setup()

# Models can be imported only once Django is set up.
from questions.models import OTHER, Role, SchoolClass, Topic, User  # noqa: E402
from questions.services.assignments import set_assignment  # noqa: E402
from questions.services.attempts import Writing, submit  # noqa: E402
from questions.services.authoring import add_questions  # noqa: E402
from questions.services.challenges import answer_challenge, raise_challenge  # noqa: E402
from questions.services.classes import open_class  # noqa: E402
from questions.services.grading import mark_attempt  # noqa: E402
from questions.services.moderation import moderate, see_names  # noqa: E402
from questions.services.samples import add_sample  # noqa: E402

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

person = {"password": password, "first_name": unbroken.WORD, "last_name": unbroken.WORD}
teacher = User.objects.create(username=unbroken.TEACHER, role=Role.TEACHER, **person)
pupil = User.objects.create(username=unbroken.STUDENT, **person)
school_class = open_class(name=unbroken.TITLE, teachers=[teacher], students=[pupil])
questions = add_questions(text=unbroken.BANK, author=teacher, publish=True)
SchoolClass.objects.filter(pk=school_class.pk).update(challenge_limit=50)
Topic.objects.filter(title=unbroken.TITLE).update(notes=unbroken.NOTES)
set_assignment(school_class=school_class, teacher=teacher, title=unbroken.TITLE, questions=questions, key=uuid.uuid4())
for question in questions:
    for answer in unbroken.ANSWERS:
        attempt = submit(student=pupil, question=question, writing=Writing(answer, uuid.uuid4()))
        mark = mark_attempt(attempt)
        add_sample(question=question, answer=answer, mark=1, author=teacher, why=unbroken.URL)
        challenge = raise_challenge(attempt=attempt, target=OTHER, text=unbroken.URL)
    see_names(user=teacher, attempts=[attempt])
    answer_challenge(challenge=challenge, teacher=teacher, upheld=False, reason=unbroken.ENDLESS[:900])
    moderate(
        attempt=attempt,
        teacher=teacher,
        credited=[0],
        mark=2,
        reason=unbroken.ENDLESS[:900],
        seen=mark.pk,
        other_points=[unbroken.WORD],
    )
call_command("collectstatic", "--noinput", verbosity=0)
