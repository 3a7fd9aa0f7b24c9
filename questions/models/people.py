"""Users with their roles, and the classes they learn and teach in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from questions.directions import unturned
from questions.marking.language.text import unaccented
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow


class Role(models.TextChoices):
    STUDENT = "student", "student"
    TEACHER = "teacher", "teacher"
    AUTHOR = "author", "author"
    ADMIN = "admin", "admin"


AUTHORING_ROLES = (Role.AUTHOR, Role.TEACHER, Role.ADMIN)
"""Who may write questions, in the topics that are open to them."""


REVIEWING_ROLES = (Role.TEACHER, Role.ADMIN)
"""Who may review and mark answers."""

MOST_CHALLENGES = 50
RAREST_CHECK = 500
WIDEST_TOLERANCE = 5


class PeopleManager(UserManager["User"]):
    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> User:
        """Make an admin: ``createsuperuser`` asks for no role."""
        fields["role"] = Role.ADMIN
        return super().create_superuser(username, email, password, **fields)


class User(AbstractUser):
    """A person who signs in. The role decides what Django's two staff columns hold, never the other way round."""

    role = models.CharField(max_length=10, choices=Role, default=Role.STUDENT)
    must_change_password = models.BooleanField(
        "must choose a password",
        default=False,
        help_text="The password was given by somebody else: the next sign-in leads to the page to choose one's own.",
    )

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="user_role_is_known"),
            models.CheckConstraint(
                condition=Q(role=Role.ADMIN, is_staff=True, is_superuser=True)
                | (~Q(role=Role.ADMIN) & Q(is_staff=False, is_superuser=False)),
                name="user_staff_is_admin",
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="user_name_once_in_any_case",
                violation_error_message="A user with that username already exists.",
            ),
        ]

    def __str__(self) -> str:
        """How the pages under /admin/ call the person, who may have namesakes."""
        return f"{self.name} ({self.username})" if self.get_full_name() else self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.is_staff = self.is_superuser = self.role == Role.ADMIN
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """How pages call the person: the full name, else the user name."""
        return unturned(self.get_full_name() or self.username)

    @property
    def has_teacher(self) -> bool:
        """Whether a class of this student has a teacher who can still sign in and review answers."""
        reviewing = User.objects.filter(role__in=REVIEWING_ROLES, is_active=True)
        return self.classes.filter(teachers__in=reviewing).exists()


def by_surname(people: Iterable[User]) -> list[User]:
    """As a register lists them: small letters and accents make no difference, whatever the database thinks of them."""
    return sorted(people, key=lambda user: (unaccented(user.last_name), unaccented(user.first_name), user.username))


AS_TYPED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", **dict.fromkeys("'’‘ʼ", "")}
)
"""Letters that no accent made, as they are typed where they have no key; apostrophes are left out."""


def is_named(user: User, search: str) -> bool:
    """Whether each word of ``search`` stands in the name or the user name, whatever its capitals, accents and
    apostrophes."""
    name = _as_typed(f"{user.get_full_name()} {user.username}")
    return all(word in name for word in _as_typed(search).split())


def _as_typed(text: str) -> str:
    return unaccented(text).translate(AS_TYPED)


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    def open(self) -> SchoolClassQuerySet:
        """The classes for which there is something new."""
        return self.filter(closed_at__isnull=True)

    def taught_by(self, user: User) -> SchoolClassQuerySet:
        """The classes that ``user`` teaches; all of them for an admin."""
        return self if user.role == Role.ADMIN else self.filter(teachers=user)

    def with_lead(self) -> SchoolClassQuerySet:
        """Annotate ``leads``, the id of who leads the class: the lead it names, while teaching it, else the teacher
        who was added first; None without a teacher. Whose account is inactive, or may mark no more, leads nothing."""
        teaching = SchoolClass.teachers.through.objects.filter(
            schoolclass=OuterRef("pk"), user__is_active=True, user__role__in=REVIEWING_ROLES
        )
        named = Subquery(teaching.filter(user=OuterRef("lead")).values("user")[:1])
        return self.annotate(leads=Coalesce(named, Subquery(teaching.order_by("pk").values("user")[:1])))

    def led_by(self, user: User) -> SchoolClassQuerySet:
        """The classes that ``user`` leads; all of them for an admin."""
        classes = self.with_lead()
        # The stubs see no annotation that another method makes.
        return classes if user.role == Role.ADMIN else classes.filter(leads=user.pk)  # type: ignore[misc]


class SchoolClass(models.Model):
    """A class: the students in it and the teachers who may review their answers.

    ``lead`` is the teacher who settles differences between markers; ``with_lead`` says who that is where none is named.
    ``check_every`` and ``tolerance`` are the lead's (services/standardisation.py). ``closed_at`` ends it: what there is
    stays, and nothing new is offered for it.
    """

    name = models.CharField(max_length=80, unique=True)
    challenge_limit = models.PositiveSmallIntegerField(
        default=3,
        validators=[MaxValueValidator(MOST_CHALLENGES)],
        help_text="How many challenges a student may lose or have open in a week; 0 allows none.",
    )
    lead = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    check_every = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(RAREST_CHECK)],
        help_text="After how many of a teacher's marks a settled answer comes back as a check; 0: never.",
    )
    tolerance = models.PositiveSmallIntegerField(
        default=1,
        validators=[MaxValueValidator(WIDEST_TOLERANCE)],
        help_text="How far apart two marks may be, in marks; short points-based questions allow no difference.",
    )
    teachers = models.ManyToManyField(User, related_name="taught_classes", blank=True)
    students = models.ManyToManyField(User, related_name="classes", blank=True)
    closed_at = models.DateTimeField("closed", null=True, blank=True, editable=False)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        verbose_name = "class"
        verbose_name_plural = "classes"
        # Closed ones come last wherever one chooses among classes.
        ordering = [F("closed_at").asc(nulls_first=True), "name"]

    def __str__(self) -> str:
        return self.name


class ClassChangeQuerySet(AppendOnlyQuerySet["ClassChange"]):
    def taking_out(self, student: OuterRef | User, username: OuterRef | str) -> ClassChangeQuerySet:
        """Those by which the student of that user name was taken out of a class."""
        named = Q(student=student) | Q(student__isnull=True, before=username)
        return self.filter(named, setting=ClassChange.Setting.STUDENTS).exclude(before="")


class ClassChange(ImmutableRow):
    """Somebody changed a setting of a class, brought students in, took one out, gave one a new password, or closed the
    class or opened it again. ``before`` and ``after`` are what pages showed then; of students the user names (of
    inactive ones those that became it, or were it), of passwords nothing. ``student`` is whom one
    took out or put back, ``student_ids`` who became inactive or active again: a user name may become another one, or
    somebody else's. Older rows have the names alone.

    ``key`` belongs to the page that sent new passwords: sent twice, it makes them once (services/passwords.py).
    """

    class Setting(models.TextChoices):
        CHALLENGES = "challenges", "challenges in a week"
        LEAD = "lead", "lead"
        CHECKS = "checks", "a check after marks"
        TOLERANCE = "tolerance", "tolerance in marks"
        STUDENTS = "students", "students"
        PASSWORD = "password", "new password for"
        STATE = "state", "state"
        INACTIVE = "inactive", "inactive accounts"

    ABOUT_PEOPLE = (Setting.STUDENTS, Setting.PASSWORD, Setting.STATE, Setting.INACTIVE)

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    setting = models.CharField(max_length=10, choices=Setting)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    student = models.ForeignKey(User, on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    student_ids = models.JSONField(null=True, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClassChangeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    setting__in=[
                        *("challenges", "lead", "checks", "tolerance"),
                        *("students", "password", "state", "inactive"),
                    ]
                ),
                name="class_change_is_known",
            ),
            models.CheckConstraint(condition=~Q(before=F("after")), name="class_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.school_class}: {self.get_setting_display()}"
