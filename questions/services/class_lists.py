"""Who learns in a class: a list brought in, with accounts for those who have none, and students taken out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from questions.models import BlindMark, Challenge, ClassChange, Role, SchoolClass, User
from questions.services.class_table import Listed
from questions.services.passwords import AGAIN, ShownBefore, is_still, key_of, password_for, quickly_hashed
from questions.spreadsheets import safe_cell

IMPORT = "class list"
LONGEST_SUGGESTION = 20
MADE_WITHIN = timedelta(seconds=10)
"""How long before its record the accounts of an import are made, at most: in one transaction, after the hashing."""

SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class PlannedStudent:
    """What will happen to a row: an error, a new account, or an existing ``account`` put into the class, unless it is
    ``here`` already. ``remark`` is what whoever confirms should know."""

    row: Listed
    username: str
    account: User | None = None
    here: bool = False
    remark: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        return self.row.name or (self.account.name if self.account else "")

    @property
    def is_new(self) -> bool:
        return self.account is None and not self.error

    @property
    def is_added(self) -> bool:
        return self.account is not None and not self.here and not self.error


@dataclass(frozen=True, slots=True)
class Plan:
    students: tuple[PlannedStudent, ...]

    @property
    def errors(self) -> list[PlannedStudent]:
        return [student for student in self.students if student.error]

    @property
    def namesakes(self) -> bool:
        """Whether all errors are names that one student of the class has: a list that came in before, say."""
        return bool(self.errors) and all(student.account for student in self.errors)

    @property
    def new(self) -> list[PlannedStudent]:
        return [student for student in self.students if student.is_new]

    @property
    def added(self) -> list[PlannedStudent]:
        return [student for student in self.students if student.is_added]

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        did = [
            (student.row.name, student.username, student.account.pk if student.account else 0, student.here)
            for student in self.students
        ]
        return hashlib.sha256(json.dumps(did).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student needs to sign in for the first time."""

    name: str
    username: str
    password: str


class PlanChanged(Exception):
    """What would happen is no longer what the page showed."""


@dataclass(frozen=True)
class _Accounts:
    """The accounts there are: by user name, whatever its capitals, and those of students by name."""

    by_username: dict[str, list[User]] = field(default_factory=lambda: defaultdict(list))
    students: dict[str, list[User]] = field(default_factory=lambda: defaultdict(list))
    here: set[int] = field(default_factory=set)


def planned(school_class: SchoolClass, rows: Sequence[Listed]) -> Plan:
    """What importing the rows into the class will do, row by row."""
    accounts = _accounts(school_class)
    taken = {*accounts.by_username, *(row.username.casefold() for row in rows)}
    seen: dict[str, int] = {}
    students = []
    for row in rows:
        keys = [f"@{row.username.casefold()}"] if row.username else [row.name.casefold()]
        again = next((seen[key] for key in keys if key in seen), None)
        seen.update({key: row.number for key in keys if not row.error and key not in seen})
        if row.error:
            students.append(PlannedStudent(row, row.username, error=row.error))
        elif again is not None:
            students.append(PlannedStudent(row, row.username, error=_twice(row, again)))
        elif row.username:
            students.append(_by_username(row, accounts))
        else:
            students.append(_by_name(row, accounts, taken))
    return Plan(tuple(students))


def _accounts(school_class: SchoolClass) -> _Accounts:
    found = _Accounts(here=set(school_class.students.values_list("pk", flat=True)))
    columns = ("username", "role", "first_name", "last_name", "is_active")
    for user in User.objects.only(*columns).order_by("pk"):
        found.by_username[user.username.casefold()].append(user)
        if user.role == Role.STUDENT:
            found.students[user.get_full_name().casefold()].append(user)
    return found


def _twice(row: Listed, number: int) -> str:
    if row.username:
        return f"This user name is in row {number} already."
    return f"This name is in row {number} already. Are they two students? Then give each a user name."


def _by_username(row: Listed, accounts: _Accounts) -> PlannedStudent:
    alike = accounts.by_username.get(row.username.casefold(), [])
    found = [user for user in alike if user.username == row.username] or alike
    if len(found) > 1:
        return PlannedStudent(row, row.username, error="Several accounts differ from it only in their capitals.")
    if found:
        return _existing(row, found[0], here=found[0].pk in accounts.here)
    try:
        UnicodeUsernameValidator()(row.username)
    except ValidationError:
        error = "A user name has letters, digits and @ . + - _ only."
        return PlannedStudent(row, row.username, error=error)
    if not row.name:
        return PlannedStudent(row, row.username, error="No account has this user name, and a new one needs a name.")
    return PlannedStudent(row, row.username, remark=_same_name(accounts.students.get(row.name.casefold(), [])))


def _existing(row: Listed, account: User, *, here: bool) -> PlannedStudent:
    if account.role != Role.STUDENT:
        return PlannedStudent(row, account.username, error="This is not the account of a student.")
    remarks = []
    if row.name and row.name.casefold() != account.name.casefold():
        remarks.append(f"The account is {account.name}'s.")
    if not account.is_active:
        remarks.append("The account is inactive.")
    return PlannedStudent(row, account.username, account, here, " ".join(remarks))


def _by_name(row: Listed, accounts: _Accounts, taken: set[str]) -> PlannedStudent:
    """A new account. A name says nothing certain about who it is: one that exists is pointed out, and in the same class
    it must be said who is meant."""
    alike = accounts.students.get(row.name.casefold(), [])
    here = [user for user in alike if user.pk in accounts.here]
    if here:
        error = f"{row.name} is in this class already ({here[0].username}). Take the row out, or give it a user name."
        return PlannedStudent(row, "", here[0] if len(here) == 1 else None, here=True, error=error)
    username = suggested(row, taken)
    taken.add(username)
    return PlannedStudent(row, username, remark=_same_name(alike))


def _same_name(alike: Sequence[User]) -> str:
    if not alike:
        return ""
    names = ", ".join(user.username for user in alike[:3])
    return f"A student of this name has an account: {names}. If that is who is meant, put the user name into the row."


def with_user_names(plan: Plan) -> str:
    """The list as text, in which rows that name a student of the class have the user name: they are the same."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow(["Surname", "First name", "User name"])
    for student in plan.students:
        username = student.account.username if student.error and student.account else student.row.username
        cells = (student.row.last_name, student.row.first_name, username)
        table.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def suggested(row: Listed, taken: set[str]) -> str:
    """A user name that nobody has: the first letter of the first name and the surname, in plain letters, and a number
    where that is taken.

    >>> suggested(Listed(1, "Zoë", "O'Brien-Łuk"), {"zobrienluk"})
    'zobrienluk2'
    """
    first, last = _plain(row.first_name), _plain(row.last_name)
    begun = ((first[:1] + last) if last else first)[:LONGEST_SUGGESTION] or "student"
    number = 1
    while (username := begun if number == 1 else f"{begun}{number}") in taken:
        number += 1
    return username


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold().translate(SPELLED))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def import_class(*, school_class: SchoolClass, by: User, rows: Sequence[Listed], seen: str, seed: str) -> list[Slip]:
    """Put the students of the rows into the class, those who have no account with a new one; the slips of these.

    ``seen`` is the digest of the plan that was confirmed. All happens or nothing. The same page (``seed``) sent again
    does nothing and returns the slips once more. Raises PlanChanged or ShownBefore.
    """
    plan = planned(school_class, rows)
    # After the plan: had the first of two presses come to its end in between, the plan would say that all is done.
    if ClassChange.objects.filter(key=key_of(seed, school_class, by, IMPORT)).exists():
        return slips_again(school_class=school_class, by=by, seed=seed)
    if plan.errors or plan.digest != seen:
        raise PlanChanged
    # Before the transaction: hashing takes its time, and nobody else should wait for it.
    slips = [
        Slip(each.row.name, each.username, password_for(seed, school_class, by, each.username)) for each in plan.new
    ]
    hashes = [quickly_hashed(slip.password) for slip in slips]
    try:
        with transaction.atomic():
            SchoolClass.objects.select_for_update().get(pk=school_class.pk)
            if ClassChange.objects.filter(key=key_of(seed, school_class, by, IMPORT)).exists():
                return slips_again(school_class=school_class, by=by, seed=seed)
            if planned(school_class, rows).digest != seen:
                raise PlanChanged
            _bring_in(school_class, by, plan, hashes, seed)
    except IntegrityError as error:
        # Somebody made an account of such a user name at this moment.
        raise PlanChanged from error
    return slips


def _bring_in(school_class: SchoolClass, by: User, plan: Plan, hashes: Sequence[str], seed: str) -> None:
    now = timezone.now()
    made = User.objects.bulk_create(
        User(
            username=each.username,
            first_name=each.row.first_name,
            last_name=each.row.last_name,
            password=password,
            must_change_password=True,
            date_joined=now,
        )
        for each, password in zip(plan.new, hashes, strict=True)
    )
    added = [each.account for each in plan.added if each.account is not None]
    school_class.students.add(*made, *added)
    parts = [
        f"{what}: {', '.join(user.username for user in users)}"
        for what, users in (("new accounts", made), ("added", added))
        if users
    ]
    if parts:
        ClassChange.objects.create(
            school_class=school_class,
            by=by,
            setting=ClassChange.Setting.STUDENTS,
            after="; ".join(parts),
            key=key_of(seed, school_class, by, IMPORT),
        )


def slips_again(*, school_class: SchoolClass, by: User, seed: str) -> list[Slip]:
    """The slips of an import that this page sent minutes ago, of students who have that password yet. Raises
    ShownBefore, and ClassChange.DoesNotExist where it sent none."""
    change = ClassChange.objects.get(key=key_of(seed, school_class, by, IMPORT))
    if change.created_at < timezone.now() - AGAIN:
        raise ShownBefore(change)
    made = school_class.students.filter(
        role=Role.STUDENT,
        must_change_password=True,
        date_joined__range=(change.created_at - MADE_WITHIN, change.created_at),
    )
    slips = []
    for student in made.order_by("pk"):
        password = password_for(seed, school_class, by, student.username)
        if is_still(student, password):
            slips.append(Slip(student.name, student.username, password))
    if not slips:
        raise ShownBefore(change)
    return slips


@transaction.atomic
def take_out(*, school_class: SchoolClass, student: User, by: User) -> None:
    """Let a student learn in the class no longer. Account, answers and marks stay. Out already, nothing happens."""
    locked = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if not locked.students.filter(pk=student.pk).exists():
        return
    locked.students.remove(student)
    setting = ClassChange.Setting.STUDENTS
    ClassChange.objects.create(school_class=locked, by=by, setting=setting, before=student.username, student=student)


@transaction.atomic
def take_out_everywhere(*, student: User, by: User) -> list[SchoolClass]:
    """Take somebody who is no student any more out of each class, and return these."""
    classes = list(student.classes.all())
    for school_class in classes:
        take_out(school_class=school_class, student=student, by=by)
    return classes


def waiting_without_teacher(student: User) -> tuple[int, int]:
    """How many challenges and how many differences of blind marks wait at the answers of a student whom nobody
    teaches; none where somebody does."""
    if student.has_teacher:
        return 0, 0
    challenges = Challenge.objects.open().filter(attempt__student=student)
    differences = BlindMark.objects.unsettled().filter(attempt__student=student)
    return challenges.count(), differences.count()


def taken_out_of(school_class: SchoolClass) -> QuerySet[User]:
    """The students who were taken out of the class one by one and are not in it now."""
    taken_out = school_class.changes.taking_out(OuterRef("pk"), OuterRef("username"))
    return User.objects.filter(Exists(taken_out), role=Role.STUDENT).exclude(classes=school_class)


@transaction.atomic
def put_back(*, school_class: SchoolClass, student: User, by: User) -> None:
    """Undo ``take_out``. In the class already, nothing happens."""
    locked = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    if locked.students.filter(pk=student.pk).exists():
        return
    locked.students.add(student)
    setting = ClassChange.Setting.STUDENTS
    ClassChange.objects.create(school_class=locked, by=by, setting=setting, after=student.username, student=student)
