"""Standardisation: marking blind against agreed or settled marks, and what a lead decides where two differ too far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Mod

from questions.models import (
    Attempt,
    BlindMark,
    Mark,
    MarkedBy,
    MarkScheme,
    Question,
    Resolution,
    SampleAnswer,
    SchoolClass,
    User,
)
from questions.models.attempts import AttemptQuerySet
from questions.models.bank import bare_words
from questions.services.attempts import storable
from questions.services.moderation import MarkedMeanwhile, check_others, deciding_version, moderate, storable_points
from questions.trial import is_short

TOLERANCE = 1
"""Marks apart that are tolerated on longer questions where no class says otherwise."""

SPREAD, ROUND = 7919, 10007
"""Two primes: (id x SPREAD) mod ROUND puts answers in an order that looks random and is always the same."""


class NotSettled(Exception):
    """The answer has no teacher's mark to be held against."""


class OtherVersion(Exception):
    """The answer is marked under another version of the scheme than the points were ticked in."""


class SettledMeanwhile(Exception):
    """Another decision was made on the difference first: ``resolution``."""

    def __init__(self, resolution: Resolution) -> None:
        super().__init__(str(resolution))
        self.resolution = resolution


class NoDifference(Exception):
    """The mark that counts by now is within tolerance of the blind one."""


def tolerance_for(version: MarkScheme, marks: int) -> int:
    """How far apart two marks under ``version`` may be, where a class tolerates ``marks`` on longer questions."""
    return 0 if is_short(version.tariff, by_level=version.is_levels) else marks


def tolerance_of(user: User) -> int:
    """The strictest tolerance of the open classes that the user teaches."""
    strictest: int | None = SchoolClass.objects.open().taught_by(user).aggregate(least=Min("tolerance"))["least"]
    return TOLERANCE if strictest is None else strictest


def class_of(attempt: Attempt, teacher: User) -> SchoolClass | None:
    """The class by which ``teacher`` may review the attempt; of several an open one, and the first by name."""
    return SchoolClass.objects.taught_by(teacher).filter(students=attempt.student_id).first()


def lead_of(school_class: SchoolClass) -> User | None:
    """Who settles the differences of the class; None where nobody teaches it."""
    # The stubs see no annotation that another method makes.
    leads = SchoolClass.objects.filter(pk=school_class.pk).with_lead().values("leads")  # type: ignore[misc]
    return User.objects.filter(pk__in=leads).first()


def version_for(sample: SampleAnswer) -> MarkScheme | None:
    """The version under which a sample is marked: that in force, else the newest; None where none is worth its mark."""
    version = sample.question.current or sample.question.newest()
    return version if version is not None and sample.mark <= version.tariff else None


def samples_left(teacher: User, question: Question) -> models.QuerySet[SampleAnswer]:
    """The sample answers of the question that the teacher has not marked yet, in order."""
    version = question.current or question.newest()
    own = BlindMark.objects.filter(teacher=teacher, sample=OuterRef("pk"))
    left = question.samples.in_use().filter(~Exists(own), mark__lte=version.tariff if version else -1)
    return left.order_by("pk")


@transaction.atomic
def mark_sample(
    *,
    sample: SampleAnswer,
    teacher: User,
    credited: Collection[int],
    mark: int,
    other_points: Sequence[str] = (),
    under: MarkScheme | None = None,
) -> BlindMark:
    """Record the teacher's mark on a sample answer. The first stands: what comes after it is not blind.

    ``credited`` are the indexes of points in the version of ``version_for``, ``other_points`` valid points that it
    lacks. Raises OtherVersion where ``under``, the version that the teacher was shown, is another.
    """
    version = version_for(sample)
    if version is None:
        raise ValueError("the question has no version that is worth the agreed mark")
    _check_version(version, under)
    return _recorded(
        BlindMark(
            teacher=teacher,
            purpose=BlindMark.Purpose.SAMPLE,
            sample=sample,
            reference=sample.mark,
            tolerance=tolerance_for(version, tolerance_of(teacher)),
            **_award(version, credited, mark, other_points),
        )
    )


@transaction.atomic
def mark_answer(
    *,
    attempt: Attempt,
    teacher: User,
    purpose: BlindMark.Purpose,
    credited: Collection[int],
    mark: int,
    other_points: Sequence[str] = (),
    under: MarkScheme | None = None,
) -> BlindMark:
    """Record the teacher's blind mark on a settled answer, beside the teacher's mark that counts. The first stands.

    ``credited`` are the indexes of points in the version of the mark that counts, ``other_points`` valid points that it
    lacks. Raises NotSettled where no teacher's mark counts, and OtherVersion where ``under``, the version that the
    teacher was shown, is another.
    """
    # Nobody withdraws or changes the mark between the look at it and the record that names it.
    Attempt.objects.select_for_update().get(pk=attempt.pk)
    settled = attempt.marks.select_related("mark_scheme").counting()
    if settled is None or not settled.by_teacher:
        raise NotSettled
    version = settled.mark_scheme
    _check_version(version, under)
    school_class = class_of(attempt, teacher)
    tolerated = school_class.tolerance if school_class else TOLERANCE
    return _recorded(
        BlindMark(
            teacher=teacher,
            purpose=purpose,
            attempt=attempt,
            settled=settled,
            reference=settled.mark,
            tolerance=tolerance_for(version, tolerated),
            **_award(version, credited, mark, other_points),
        )
    )


def _check_version(version: MarkScheme, under: MarkScheme | None) -> None:
    if under is not None and under != version:
        raise OtherVersion


def _award(version: MarkScheme, credited: Collection[int], mark: int, other_points: Sequence[str]) -> dict[str, object]:
    scheme = version.scheme
    others = storable_points(other_points)
    check_others(others)
    if not 0 <= mark <= scheme.marks:
        raise ValueError(f"a mark from 0 to {scheme.marks} is needed")
    level = scheme.level_for(mark)
    return {
        "mark_scheme": version,
        "mark": mark,
        "max_mark": scheme.marks,
        "level": level.number if level else None,
        "credited": [key for index, key in enumerate(version.point_keys) if index in credited],
        "other_points": others,
    }


def _recorded(blind: BlindMark) -> BlindMark:
    """``blind`` saved, or the one that the same teacher gave before."""
    try:
        with transaction.atomic():
            blind.save()
    except IntegrityError:
        return BlindMark.objects.get(teacher=blind.teacher, sample=blind.sample, attempt=blind.attempt)
    return blind


def check_due(*, teacher: User, after: Attempt) -> Attempt | None:
    """The settled answer that comes back unmarked to ``teacher``, who has just marked ``after``; mostly None.

    One is due once the teacher has given as many marks in the class as its lead set, since the last check. It is an
    answer to the same question where there is one, the longest settled first, and none that the teacher marked
    blind before.
    """
    school_class = class_of(after, teacher)
    if school_class is None or not school_class.check_every:
        return None
    of_class = Q(attempt__student__in=school_class.students.all())
    given = Mark.objects.filter(of_class, teacher=teacher)
    last = BlindMark.objects.filter(of_class, teacher=teacher, purpose=BlindMark.Purpose.CHECK).first()
    if last is not None:
        given = given.filter(created_at__gt=last.created_at)
    if given.count() < school_class.check_every:
        return None
    settled = _settled(school_class).exclude(pk=after.pk).filter(~Exists(_blind_by(teacher)))
    return settled.filter(question=after.question_id).first() or settled.first()


def last_given(teacher: User) -> Mark | None:
    """The newest mark of ``teacher`` that stands, on an answer that this teacher may still review."""
    reviewable = Attempt.objects.reviewable_by(teacher)
    given = Mark.objects.standing().filter(teacher=teacher, attempt__in=reviewable)
    return given.select_related("attempt").newest_first().first()


def _settled(school_class: SchoolClass) -> AttemptQuerySet:
    """The answers of the class on which a teacher's mark counts, the longest settled first."""
    teachers = Mark.objects.standing().filter(attempt=OuterRef("pk"), marked_by=MarkedBy.TEACHER).order_by("-pk")
    attempts = Attempt.objects.submitted().filter(student__in=school_class.students.all())
    settled = attempts.annotate(
        settled_id=Subquery(teachers.values("pk")[:1]), settled_by=Subquery(teachers.values("teacher")[:1])
    )
    return settled.filter(settled_id__isnull=False).order_by("settled_id")


def _blind_by(teacher: User) -> models.QuerySet[BlindMark]:
    return BlindMark.objects.filter(teacher=teacher, attempt=OuterRef("pk"))


def for_second_marking(teacher: User, school_class: SchoolClass) -> AttemptQuerySet:
    """The answers of the class that another teacher settled and nobody has marked a second time: an even sample of
    questions and students from wherever one stops."""
    second = BlindMark.objects.filter(attempt=OuterRef("pk"), purpose=BlindMark.Purpose.SECOND)
    others = _settled(school_class).exclude(settled_by=teacher.pk)  # type: ignore[misc]  # _settled annotates it
    return others.filter(~Exists(second), ~Exists(_blind_by(teacher))).order_by(Mod(F("pk") * SPREAD, ROUND), "pk")


@transaction.atomic
def resolve(
    *,
    blind_mark: BlindMark,
    lead: User,
    take: bool,
    reason: str,
    seen: int | None = None,
    other_points: Sequence[str] = (),
) -> Resolution:
    """Record the lead's decision: ``take`` the blind mark as the teacher's mark that counts, or let what counts stand.

    ``other_points`` are the valid points beyond the scheme that go with a mark that is taken, of those in
    ``others_of``; ``seen`` is the newest mark the lead was shown. The same decision again is the one that is there.
    Raises SettledMeanwhile, NoDifference, moderation.MarkedMeanwhile, or ValueError where the question is worth other
    marks by now.
    """
    if blind_mark.attempt_id is None:
        raise ValueError("there is nothing to decide on a sample answer")
    attempt = Attempt.objects.select_for_update().get(pk=blind_mark.attempt_id)
    reason = storable(reason).strip()
    decisions = Resolution.objects.select_related("lead", "mark__withdrawal", "counted__withdrawal")
    last = decisions.filter(blind_mark=blind_mark).first()
    if last is not None and last.taken_back is None:
        if (last.lead_id, last.mark_id is not None, last.reason) == (lead.pk, take, reason):
            return last
        raise SettledMeanwhile(last)
    if not BlindMark.objects.unsettled().filter(pk=blind_mark.pk).exists():
        raise NoDifference
    counted, mark = attempt.marks.select_related("teacher").counting(), None
    if take:
        version = deciding_version(attempt, attempt.marks.select_related("mark_scheme").newest_first().first())
        if not may_take(blind_mark, version):
            raise ValueError("the question is worth other marks by now")
        mark = moderate(
            attempt=attempt,
            teacher=lead,
            credited=blind_mark.credited_in(version),
            mark=blind_mark.mark,
            reason=reason,
            seen=seen,
            other_points=other_points,
        )
    elif counted is not None and counted.by_teacher and seen is not None and seen < counted.pk:
        raise MarkedMeanwhile(counted)
    return Resolution.objects.create(
        blind_mark=blind_mark, lead=lead, mark=mark, counted=counted, reason=reason, renews=last
    )


def others_of(blind_mark: BlindMark, mark: Mark | None, version: MarkScheme) -> list[tuple[str, bool, bool]]:
    """What either mark credits beyond ``version``, each once, with whether the blind one does and whether ``mark``."""
    ours, theirs = (
        {tuple(bare_words(text)): text for text in (given.others_in(version) if given else [])}
        for given in (blind_mark, mark)
    )
    return [(text, words in ours, words in theirs) for words, text in {**theirs, **ours}.items()]


def may_take(blind_mark: BlindMark, version: MarkScheme) -> bool:
    """Whether the blind mark can be the teacher's mark under ``version``, by which the lead decides now."""
    given_under = blind_mark.mark_scheme
    return (given_under.tariff, given_under.is_levels) == (version.tariff, version.is_levels)
