"""The question bank: topics, questions and the immutable versions of their mark schemes."""

from __future__ import annotations

import re
from functools import lru_cache

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.text import Truncator

from questions import marking
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow
from questions.models.people import AUTHORING_ROLES, Role, User
from questions.models.tags import Tag


class TopicQuerySet(models.QuerySet["Topic"]):
    def authored_by(self, user: User) -> TopicQuerySet:
        """The topics that ``user`` may write in: those that name no authors or name this one; all for an admin."""
        if user.role == Role.ADMIN:
            return self
        if user.role not in AUTHORING_ROLES:
            return self.none()
        return self.filter(Q(authors__isnull=True) | Q(authors=user))


class Topic(models.Model):
    """A specification point that holds questions.

    ``notes`` are revision notes in Markdown; key terms and frequent questions are sections of them.
    ``authors`` may write in it, with the admins; empty: whoever may author.
    """

    title = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    position = models.PositiveIntegerField(default=0)
    focus = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="authored_topics",
        blank=True,
        limit_choices_to={"role__in": AUTHORING_ROLES},
        help_text="Who, besides the admins, may write here. Empty: everybody who may author.",
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                Lower("title"),
                name="topic_title_once_in_any_case",
                violation_error_message="There is a topic of this title already.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    MOST_WORDS = 8
    """Words of a search; further ones are left out."""

    def published(self) -> QuestionQuerySet:
        """The questions that students are offered."""
        return self.filter(status=Question.Status.PUBLISHED)

    def authored_by(self, user: User) -> QuestionQuerySet:
        """The questions that ``user`` may write, publish and retire: those of the topics that are open to this user."""
        return self if user.role == Role.ADMIN else self.filter(topic__in=Topic.objects.authored_by(user))

    def readable_by(self, user: User) -> QuestionQuerySet:
        """The questions that ``user`` may read who is no student: a draft only where this user may write."""
        return self.filter(~Q(status=Question.Status.DRAFT) | Q(topic__in=Topic.objects.authored_by(user)))

    def with_wording(self) -> QuestionQuerySet:
        """Annotate ``shown_stem`` and ``shown_tariff``, of the version in force or, while none is, of the newest, and
        ``newest_version``."""
        newest = MarkScheme.objects.filter(question=OuterRef("pk")).order_by("-version")
        return self.annotate(
            shown_stem=Coalesce("current__stem", Subquery(newest.values("stem")[:1])),
            shown_tariff=Coalesce("current__tariff", Subquery(newest.values("tariff")[:1])),
            newest_version=Subquery(newest.values("version")[:1]),
        )

    def for_authors(self) -> QuestionQuerySet:
        """The questions with what the author's list shows: their wording, tags, ``version_count`` and
        ``attempt_count``."""
        # Counted apart: joined together, versions and attempts would multiply each other.
        same = Question.objects.order_by().filter(pk=OuterRef("pk"))
        submitted = Count("attempts", filter=Q(attempts__submitted_at__isnull=False))
        return (
            self.select_related("topic", "current")
            .prefetch_related("tags")
            .with_wording()
            .annotate(
                version_count=Subquery(same.annotate(count=Count("versions")).values("count")),
                attempt_count=Subquery(same.annotate(count=submitted).values("count")),
            )
        )

    def of_kind(self, *, levels: bool) -> QuestionQuerySet:
        """Those marked by level, or those marked by points, as their newest version says."""
        newest = MarkScheme.objects.filter(question=OuterRef("pk")).order_by("-version")
        # The stubs see no annotation in a filter of the same queryset.
        return self.annotate(newest_is_levels=Subquery(newest.values("is_levels")[:1])).filter(newest_is_levels=levels)

    def matching(self, text: str) -> QuestionQuerySet:
        """Those in which every word of ``text`` stands: in the question or scheme of the version in force or the
        newest, in the topic's title or in a tag."""
        newest = MarkScheme.objects.filter(question=OuterRef("pk")).order_by("-version")
        found = self.annotate(newest_text=Subquery(newest.values("text")[:1]))
        for word in text.split()[: self.MOST_WORDS]:
            tagged = Tag.objects.filter(questions=OuterRef("pk"), name__icontains=word)
            found = found.filter(
                Q(newest_text__icontains=word)
                | Q(current__text__icontains=word)
                | Q(topic__title__icontains=word)
                | Exists(tagged)
            )
        return found


class Question(models.Model):
    """A question of the bank. Its wording and tariff are those of the mark scheme version in force, ``current``.

    ``copy_key`` of a copy comes from the page that asked for it, so that a second press finds it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"
        RETIRED = "retired", "retired"

    CHARACTERS_PER_MARK = 1000

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField(help_text="Its number within the topic.")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    current = models.ForeignKey("MarkScheme", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    character_limit = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(marking.READ_AT_MOST)],
        help_text="The longest answer accepted. Empty: 1,000 characters for each mark.",
    )

    copy_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    tags = models.ManyToManyField(Tag, related_name="questions", blank=True)
    retired_at = models.DateTimeField(
        null=True, blank=True, help_text="While retired, since when: answers begun before that are still taken."
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["topic__position", "topic__title", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="question_number_once_in_topic"),
            models.CheckConstraint(
                condition=Q(status="draft", current__isnull=True)
                | Q(status__in=["published", "retired"], current__isnull=False),
                name="question_published_has_scheme",
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False)
                | (~Q(status="retired") & Q(retired_at__isnull=True)),
                name="question_retired_since",
            ),
            models.CheckConstraint(
                condition=Q(character_limit__isnull=True) | Q(character_limit__gte=100),
                name="question_limit_is_usable",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}, {self.topic}"

    @property
    def called(self) -> str:
        """Its name with its first words, to choose it by."""
        return f"{self}: {Truncator(' '.join(self.stem.split())).chars(60)}"

    @property
    def stem(self) -> str:
        """The question's wording, as the version in force has it; "" while there is none."""
        return self.current.stem if self.current else ""

    @property
    def command_word(self) -> str:
        return self.current.command_word if self.current else ""

    @property
    def tariff(self) -> int:
        """The maximum mark; 0 while no version is in force."""
        return self.current.tariff if self.current else 0

    @property
    def limit(self) -> int:
        """The longest answer accepted, in characters."""
        wanted = self.character_limit or self.CHARACTERS_PER_MARK * max(2, self.tariff)
        return min(wanted, marking.READ_AT_MOST)

    def newest(self) -> MarkScheme | None:
        """The newest version, in force or not yet published."""
        return self.versions.order_by("-version").first()


@lru_cache(maxsize=1024)
def compiled(text: str) -> marking.Scheme:
    """The scheme that the text of one question compiles to; kept, as every answer to a question needs the same one."""
    return marking.parse(text).schemes[0]


class MarkScheme(ImmutableRow):
    """One immutable version of a question's scheme.

    ``text`` is the whole question in notation and the only source; the columns after it are
    what it compiles to, kept so that lists and searches need no parsing. ``point_keys`` names
    the marking points in order: a point that is edited keeps its key in the next version.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    stem = models.TextField()
    command_word = models.CharField(max_length=40, blank=True)
    tariff = models.PositiveSmallIntegerField()
    is_levels = models.BooleanField()
    point_keys = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["question", "version"], name="markscheme_version_once"),
            models.CheckConstraint(condition=Q(tariff__gt=0), name="markscheme_tariff_is_positive"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"

    @property
    def scheme(self) -> marking.Scheme:
        return compiled(self.text)

    def place_saying(self, text: str) -> int | None:
        """The place of the point that has ``text`` among its acceptable answers, word for word, case and punctuation
        apart; None where no point has."""
        said = bare_words(text)
        return next((place for place, point in enumerate(self.scheme.points) if said and _says(point, said)), None)


def bare_words(text: str) -> list[str]:
    """The words, case and punctuation apart."""
    return re.findall(r"\w+", text.casefold())


def _says(point: marking.Point, said: list[str]) -> bool:
    return any(
        len(said) in _read_to(answer, said) or said == bare_words(marking.alternative_text(answer))
        for answer in (*point.answers, *point.accept)
    )


def _read_to(answer: marking.Alternative, said: list[str]) -> set[int]:
    """Up to which words ``said`` may have been read when the whole ``answer`` is, in each form of its terms."""
    reached = {0}
    for number, phrase in enumerate(answer.phrases):
        steps = [[[], ["and"]]] if number else []
        steps += [[bare_words(form) for form in term.forms] + [[]] * term.optional for term in phrase.terms]
        for forms in steps:
            reached = {at + len(form) for at in reached for form in forms if said[at : at + len(form)] == form}
    return reached
