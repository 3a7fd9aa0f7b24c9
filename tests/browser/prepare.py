"""Set up an empty database for the browser: ``python -m tests.browser.prepare``, with the server's environment.

One process for what ``make run`` does by several commands, since starting Django is most of their time.
"""

from __future__ import annotations

import django
from django.contrib.auth.hashers import make_password
from django.core.management import call_command

from tests.browser.people import NEW_STUDENTS, PASSWORD

django.setup()

# Models can be imported only once Django is set up.
from questions.models import SchoolClass, User  # noqa: E402

call_command("migrate", verbosity=0)
call_command("seed_demo", "--with-known-passwords")
password = make_password(PASSWORD)
school_class = SchoolClass.objects.get(name="12B History")
school_class.students.add(
    *User.objects.bulk_create(
        User(username=name, password=password, first_name="New", last_name=name.capitalize()) for name in NEW_STUDENTS
    )
)
call_command("collectstatic", "--noinput", verbosity=0)
