"""Standardisation: marks given without sight of another mark, and what a lead decided where two were too far apart."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When

from questions.models.attempts import Attempt
from questions.models.bank import MarkScheme
from questions.models.guards import AppendOnlyQuerySet, ImmutableRow
from questions.models.marks import Mark, placed_in
from questions.models.people import SchoolClass, User
from questions.models.rulings import Withdrawal
from questions.models.samples import SampleAnswer


class BlindMarkQuerySet(AppendOnlyQuerySet["BlindMark"]):
    def of_answers(self) -> BlindMarkQuerySet:
        """Blind marks on students' answers, not on samples."""
        return self.filter(attempt__isnull=False)

    def beyond_tolerance(self) -> BlindMarkQuerySet:
        return self.filter(
            Q(mark__gt=F("reference") + F("tolerance")) | Q(reference__gt=F("mark") + F("tolerance")),
        )

    def differences(self) -> BlindMarkQuerySet:
        """Those on students' answers that were beyond tolerance, with the mark that counts by now (``counting_mark``
        out of ``counting_max_mark``), whether it ``agrees``, being within tolerance, and ``resolved``: whether a
        decision of a lead stands."""
        counting = Mark.objects.filter(attempt=OuterRef("attempt")).counting_first()
        marked = self.of_answers().annotate(
            counting_mark=Subquery(counting.values("mark")[:1]),
            counting_max_mark=Subquery(counting.values("max_mark")[:1]),
        )
        within = Q(
            counting_max_mark=F("max_mark"),
            counting_mark__lte=F("mark") + F("tolerance"),
            counting_mark__gte=F("mark") - F("tolerance"),
        )
        return marked.beyond_tolerance().annotate(
            agrees=Case(When(within, then=True), default=False, output_field=models.BooleanField()),
            resolved=Exists(Resolution.objects.standing().filter(blind_mark=OuterRef("pk"))),
        )

    def unsettled(self) -> BlindMarkQuerySet:
        """The differences that wait for a lead: undecided, and the mark that counts is still beyond tolerance."""
        # The stubs see no annotation that another method makes.
        return self.differences().filter(resolved=False, agrees=False)  # type: ignore[misc]

    def settled(self) -> BlindMarkQuerySet:
        """The differences that a lead's decision or a later mark has settled."""
        return self.differences().filter(Q(resolved=True) | Q(agrees=True))

    def for_lead(self, user: User) -> BlindMarkQuerySet:
        """Blind marks on the answers of the classes that ``user`` leads."""
        led = SchoolClass.objects.led_by(user)
        return self.filter(attempt__student__in=User.objects.filter(classes__in=led))


class BlindMark(ImmutableRow):
    """A teacher's mark on a sample answer or on a settled answer, given without sight of the mark it is held against.

    It never counts as a mark on the attempt. ``credited`` are the keys of the points credited, ``other_points`` valid
    points that the scheme lacks. ``reference`` is the mark it is held against: the agreed mark of the sample, or
    ``settled``, the teacher's mark that counted on the attempt. ``tolerance`` is how far apart the two may be, as it
    was decided then.
    """

    class Purpose(models.TextChoices):
        SAMPLE = "sample", "sample answer"
        CHECK = "check", "check during moderation"
        SECOND = "second", "second marking"

    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="blind_marks")
    purpose = models.CharField(max_length=10, choices=Purpose)
    sample = models.ForeignKey(
        SampleAnswer, on_delete=models.PROTECT, null=True, blank=True, related_name="blind_marks"
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="blind_marks")
    settled = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mark_scheme = models.ForeignKey(MarkScheme, on_delete=models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField()
    max_mark = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    credited = models.JSONField(default=list, blank=True)
    other_points = models.JSONField(default=list, blank=True)
    reference = models.PositiveSmallIntegerField()
    tolerance = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlindMarkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__lte=F("max_mark"), reference__lte=F("max_mark")), name="blind_mark_at_most_maximum"
            ),
            models.CheckConstraint(
                condition=Q(purpose="sample", sample__isnull=False, attempt__isnull=True, settled__isnull=True)
                | Q(purpose__in=["check", "second"], sample__isnull=True, attempt__isnull=False, settled__isnull=False),
                name="blind_mark_of_sample_or_answer",
            ),
            models.UniqueConstraint(fields=["teacher", "sample"], name="blind_mark_sample_once"),
            models.UniqueConstraint(fields=["teacher", "attempt"], name="blind_mark_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} of {self.max_mark}, blind"

    @property
    def is_beyond_tolerance(self) -> bool:
        return abs(self.mark - self.reference) > self.tolerance

    @property
    def resolution(self) -> Resolution | None:
        """The newest decision, one that was taken back too."""
        return next(iter(self.resolutions.all()), None)

    def credited_in(self, version: MarkScheme) -> frozenset[int]:
        """The places, in ``version``, of the points credited, also of those that were other points when they were."""
        known = {index for index, key in enumerate(version.point_keys) if key in self.credited}
        return frozenset(known | {place for _, place in placed_in(version, self.other_points) if place is not None})

    def others_in(self, version: MarkScheme) -> list[str]:
        """The other points that ``version`` still lacks."""
        return [text for text, place in placed_in(version, self.other_points) if place is None]


class ResolutionQuerySet(AppendOnlyQuerySet["Resolution"]):
    def standing(self) -> ResolutionQuerySet:
        """Those whose mark, the one they led to or let stand, was not taken back."""
        led_to = Q(mark__isnull=False, mark__withdrawal__isnull=True)
        return self.filter(led_to | Q(mark__isnull=True, counted__withdrawal__isnull=True))


class Resolution(ImmutableRow):
    """A lead's decision on a difference beyond tolerance. ``counted`` is the mark that counted then, which older rows
    do not know; ``mark`` is the teacher's mark it led to, empty where that one stands. Where the mark that was decided
    for is taken back a further decision follows, which ``renews`` this one."""

    blind_mark = models.ForeignKey(BlindMark, on_delete=models.PROTECT, related_name="resolutions")
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    counted = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="resolution_gives_reason"),
            models.UniqueConstraint(
                fields=["blind_mark"], condition=Q(renews__isnull=True), name="resolution_one_first_of_difference"
            ),
        ]

    def __str__(self) -> str:
        return "Changed" if self.mark_id else "Stands"

    @property
    def taken_back(self) -> Withdrawal | None:
        """The withdrawal of the mark that it led to or let stand; None while that stands."""
        return getattr(self.mark or self.counted, "withdrawal", None)
