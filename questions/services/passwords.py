"""Passwords that somebody else gives a student: the initial one of a new account, and another one when it is forgotten.

The page that is about to give passwords carries a random ``seed``. A password is worked out of the seed, the server's
key, the giver, the class and the student; stored is only its hash. So the same page sent twice gives the same password,
which is shown again for some minutes, in case the first reply never arrived; the page alone says nothing, nor does the
database.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, identify_hasher, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from questions.models import ClassChange, Role, SchoolClass, User

LETTERS = "bcdfghjkmnpqrstvwxz"
"""No vowels, so that no word comes about, and no l or y, which look like others. Twelve of them are 50 bits."""

GROUPS, EACH = 3, 4
SEED_BYTES = 24
AGAIN = timedelta(minutes=10)

ITERATIONS = 50_000
"""Of the hash of initial passwords. They are random, unlike those that people choose, and a class of them is hashed
while somebody waits; at the first sign-in Django hashes with its own number."""


class ShownBefore(Exception):
    """The page gave passwords before, at ``change.created_at``, and they are no longer shown."""

    def __init__(self, change: ClassChange) -> None:
        super().__init__(str(change))
        self.change = change


def new_seed() -> str:
    return secrets.token_urlsafe(SEED_BYTES)


def key_of(seed: str, school_class: SchoolClass, by: User, about: str) -> UUID:
    """Under which the page is known once it gave passwords; the seed itself cannot be had from it."""
    text = f"{seed} {school_class.pk} {by.pk} {about}"
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])


def password_for(seed: str, school_class: SchoolClass, by: User, username: str) -> str:
    """Three groups of four letters, such as "kxmt-tpdw-wnrb"."""
    value = f"{seed} {school_class.pk} {by.pk} {username}"
    number = int.from_bytes(salted_hmac("questions.passwords", value, algorithm="sha256").digest(), "big")
    letters = ""
    for _ in range(GROUPS * EACH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return "-".join(letters[start : start + EACH] for start in range(0, len(letters), EACH))


def quickly_hashed(password: str) -> str:
    """The hash of a random password; another kind of hash, where the settings name one, as it is."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), iterations=ITERATIONS)
    return make_password(password)


def is_still(student: User, password: str) -> bool:
    """Whether the student has this given password yet.

    Not by ``check_password``: over a quick hash of another password that takes its full time, lest its speed tells
    something at the sign-in.
    """
    if not student.must_change_password or not student.has_usable_password():
        return False
    return identify_hasher(student.password).verify(password, student.password)


@transaction.atomic
def give_new_password(*, school_class: SchoolClass, student: User, by: User, seed: str) -> str:
    """Give an active student of the class a new password, and return it: it is not stored, only its hash.

    It ends the student's sessions and a lock after wrong passwords, must be changed at the next sign-in, and is
    recorded. Raises ShownBefore, and User.DoesNotExist where ``student`` is no such student.
    """
    rights = {"role": Role.STUDENT, "is_active": True, "pk__in": school_class.students.values("pk")}
    locked = User.objects.select_for_update().get(pk=student.pk, **rights)
    password = password_for(seed, school_class, by, locked.username)
    key = key_of(seed, school_class, by, locked.username)
    before = ClassChange.objects.filter(key=key).first()
    if before is not None:
        if before.created_at < timezone.now() - AGAIN or not is_still(locked, password):
            raise ShownBefore(before)
        return password
    locked.set_password(password)
    locked.must_change_password = True
    locked.save(update_fields=["password", "must_change_password"])
    forget_failures(username=locked.username)
    ClassChange.objects.create(
        school_class=school_class, by=by, setting=ClassChange.Setting.PASSWORD, after=locked.username, key=key
    )
    return password
