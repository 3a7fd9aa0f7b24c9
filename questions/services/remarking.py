"""Re-marking: what another text of a scheme, or new rulings, would do to the stored answers; then doing it.

A run goes on in steps, each a short transaction that also writes down how far it came. So it can be killed at any
moment and carried on by anybody; and two that carry it on at once do each answer once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from questions import marking
from questions.models import Attempt, Mark, MarkScheme, Question, RemarkedAnswer, Remarking, User
from questions.models.attempts import AttemptQuerySet
from questions.models.remarking import trial_version
from questions.services import authoring, crew, notices, publishing
from questions.services.effects import (
    Change,
    Counts,
    Markings,
    compare,
    counting_marks,
    newest_automatic,
    news,
    stored_answers,
)
from questions.services.grading import automatic_mark

STEP = 250
"""Answers in one step: well below a second, so that nobody who writes waits long."""

AT_ONCE = 300
"""The most answers whose effect is worked out while somebody waits for the page."""

KEPT = timedelta(days=14)
"""How long a preview that nobody applied is kept."""

State = Remarking.State


class NotReady(Exception):
    """The run cannot be applied as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a text would do to the stored answers. With ``remarking`` it is being worked out there, and pages show
    that run; else ``counts`` and all ``changes`` are here. ``reworded`` of the answers were given to another wording or
    tariff of the question."""

    counts: Counts = field(default_factory=Counts)
    reworded: int = 0
    changes: tuple[Change, ...] = ()
    remarking: Remarking | None = None


def preview_effect(question: Question, scheme_text: str, *, by: User | None = None) -> Effect:
    """The effect of ``scheme_text`` on the stored answers to ``question``; nothing is saved of the text or of marks.

    Raises marking.NotationError. Where there are many answers a run is begun: hand it on with ``tasks.hand_on``.
    """
    scheme = authoring.one_scheme(scheme_text)
    attempts = stored_answers(question)
    if attempts.count() > AT_ONCE:
        return Effect(remarking=begin(question=question, text=scheme_text, by=by))
    text = authoring.version_text(question, scheme)
    keys = authoring.keys_in(list(question.versions.all()), text, scheme.points)
    changes, counts = compare(list(attempts), Markings(trial_version(question, scheme, text, keys)))
    return Effect(counts, counts.total - stored_answers(question, scheme).count(), tuple(changes))


@transaction.atomic
def begin(
    *,
    question: Question,
    text: str,
    by: User | None,
    origin: Attempt | None = None,
    new: bool = True,
    leave_out: bool = False,
    base: int | None = None,
) -> Remarking:
    """Begin the preview of a re-mark of the stored answers to ``question`` under ``text``, saved or not: of all, or to
    ``leave_out`` those that were given to another wording or tariff than that of the text.

    ``new`` says that somebody wrote the text just now, as ``authoring.one_scheme`` has it; ``base`` is the newest
    version that they had seen then, else the one there is now.

    The same person's earlier previews of the question that were not applied are thrown away, and old ones of
    anybody's. Raises marking.NotationError.
    """
    scheme = authoring.one_scheme(text, new=new)
    text = authoring.version_text(question, scheme)
    # Who applies a preview holds the question first, then the run: so does who throws one away.
    Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    versions = list(question.versions.all())
    _throw_away(Q(question=question, by=by) | Q(progress_at__lt=timezone.now() - KEPT))
    in_force = next((version for version in versions if version.pk == question.current_id), None)
    version = in_force if in_force is not None and authoring.say_the_same(in_force.text, text) else None
    return Remarking.objects.create(
        question=question,
        text=text,
        point_keys=version.point_keys if version else authoring.keys_in(versions, text, scheme.points),
        base=base if base is not None else max((version.version for version in versions), default=0),
        mark_scheme=version,
        former=former_version(stored_answers(question, scheme if leave_out else None), version),
        origin=origin,
        by=by,
        marker_version=marking.MARKER_VERSION,
        leaves_out=leave_out,
        total=stored_answers(question, scheme if leave_out else None).count(),
    )


def answers_of(run: Remarking) -> AttemptQuerySet:
    """The stored answers that the run marks again."""
    return stored_answers(run.question, run.scheme if run.leaves_out else None)


def reworded(run: Remarking) -> int:
    """How many of the answers that the run marks again were given to another wording or tariff than its text has."""
    return answers_of(run).count() - stored_answers(run.question, run.scheme).count()


def _throw_away(which: Q) -> None:
    """Delete the previews ``which``, each locked first: a step that is under way still writes answers to it."""
    previews = Remarking.objects.filter(which, state__in=(State.PREVIEWING, State.PREVIEWED))
    held = list(previews.select_for_update().order_by("pk").values_list("pk", flat=True))
    Remarking.objects.filter(pk__in=held).delete()


def former_version(answers: AttemptQuerySet, version: MarkScheme | None) -> MarkScheme | None:
    """The version, other than ``version``, by which most of ``answers`` were marked last."""
    newest = Mark.objects.automatic_of(OuterRef("pk"))
    last = Attempt.objects.filter(pk__in=answers.order_by().values("pk")).order_by()
    counted = last.values(under=Subquery(newest.values("mark_scheme")[:1])).annotate(many=Count("pk"))
    most = max(
        ((row["many"], row["under"]) for row in counted if row["under"] not in (None, version.pk if version else None)),
        default=None,
    )
    return MarkScheme.objects.get(pk=most[1]) if most else None


def carry_on(remarking_id: int, *, seconds: float | None = None) -> None:
    """Go on with a run to the end of its preview or of its application, or for about ``seconds``.

    What is finished already, or thrown away, is left alone. Only what goes to the end takes further processes.
    """
    until = monotonic() + seconds if seconds is not None else None
    markings: Markings | None = None
    following: dict[int, list[Attempt]] = {}
    with ExitStack() as stack:
        while True:
            run = Remarking.objects.select_related("question", "mark_scheme").filter(pk=remarking_id).first()
            if run is None or not run.is_running:
                return
            if markings is None:
                markings = Markings(run.version)
                if until is None and run.total - run.done >= crew.WORTH_IT and crew.processors() > 1:
                    stack.enter_context(markings.crew())
            attempts = following.get(run.last) or _after(run, run.last)
            if markings.has_crew and attempts:
                # Others mark these while this process writes down what is marked already.
                markings.read(attempts)
                following = {attempts[-1].pk: _after(run, attempts[-1].pk)}
                markings.read(following[attempts[-1].pk])
            _step(run, attempts, markings)
            markings.forget()
            if until is not None and monotonic() >= until:
                return


def _after(run: Remarking, last: int) -> list[Attempt]:
    """The next stored answers behind the attempt with the id ``last``."""
    return list(answers_of(run).filter(pk__gt=last)[:STEP])


def _step(run: Remarking, attempts: Sequence[Attempt], markings: Markings) -> None:
    if run.state == State.PREVIEWING:
        _preview_step(run, attempts, markings)
    else:
        _apply_step(run, attempts, markings)


def _held(run: Remarking) -> Remarking | None:
    """The run's row, locked; None where somebody else took this step, or it was thrown away."""
    same = Remarking.objects.select_for_update(of=("self",)).filter(pk=run.pk, state=run.state, last=run.last)
    return same.select_related("question", "mark_scheme").first()


def _preview_step(run: Remarking, attempts: Sequence[Attempt], markings: Markings) -> None:
    changes, counts = compare(attempts, markings)
    with transaction.atomic():
        held = _held(run)
        if held is None:
            return
        RemarkedAnswer.objects.bulk_create(_row(held, change) for change in changes)
        held.up += counts.up
        held.down += counts.down
        held.same += counts.same
        held.moved += counts.moved
        held.disagree += counts.disagree
        _advance(held, attempts, then=State.PREVIEWED)


def _row(run: Remarking, change: Change) -> RemarkedAnswer:
    return RemarkedAnswer(
        remarking=run,
        attempt=change.attempt,
        before=change.before,
        change=change.kind,
        mark=change.result.mark,
        max_mark=change.result.max_mark,
        level=change.result.level,
        why=change.result.why,
        gained=list(change.gained),
        lost=list(change.lost),
    )


def _advance(run: Remarking, attempts: Sequence[Attempt], *, then: State) -> None:
    """Write down how far the run is. Fewer answers than a step holds were the last ones."""
    run.done += len(attempts)
    run.total = max(run.total, run.done)
    if attempts:
        run.last = attempts[-1].pk
    if len(attempts) < STEP:
        run.total = run.done
        run.state = then
        run.applied_at = timezone.now() if then == State.APPLIED else None
    run.save()


def apply(*, remarking: Remarking, by: User) -> Remarking:
    """Begin to apply a finished preview: its text becomes the version in force if it is not, and answers get marks.

    Pressed twice it is begun once. Raises NotReady, authoring.SavedMeanwhile, NothingToCredit or NotYourTopic.
    """
    if remarking.mark_scheme_id is not None:
        return _apply(remarking, by)
    scheme = authoring.one_scheme(remarking.text, new=False)
    return _apply(remarking, by, (scheme, publishing.tried(remarking.question, scheme)))


@transaction.atomic
def _apply(remarking: Remarking, by: User, unsaved: tuple[marking.Scheme, publishing.Tried] | None = None) -> Remarking:
    """Apply as ``apply`` does. What takes its time with a text that is no version yet, ``unsaved``, was done before the
    question's row is held."""
    question = Question.objects.select_for_update().get(pk=remarking.question_id)
    authoring.check_author(topic=question.topic, author=by)
    run = Remarking.objects.select_for_update().get(pk=remarking.pk)
    if run.state in (State.APPLYING, State.APPLIED):
        return run
    if run.state != State.PREVIEWED:
        raise NotReady("The preview is not finished yet.")
    if not run.total:
        raise NotReady("There are no stored answers to mark again.")
    if run.marker_version != marking.MARKER_VERSION:
        raise NotReady("The marker itself is a newer one since this preview. Preview again.")
    if run.mark_scheme is None and unsaved is not None:
        scheme, outcome = unsaved
        run.mark_scheme = authoring.edit_scheme(question=question, scheme=scheme, author=by, base=run.base)
        publishing.put_in_force(question=question, by=by, seen=run.total, outcome=outcome)
    elif run.mark_scheme_id != question.current_id:
        raise NotReady("Another version is in force by now. Preview again.")
    run.by = by
    run.state = State.APPLYING
    run.done = run.last = 0
    run.total = answers_of(run).count()
    run.save()
    return run


def _apply_step(run: Remarking, attempts: Sequence[Attempt], markings: Markings) -> None:
    """Add marks to the next answers. The marker reads them first, so that no row is locked meanwhile."""
    markings.read(attempts)
    for attempt in attempts:
        markings.of(attempt)
    with transaction.atomic():
        held = _held(run)
        if held is None:
            return
        if held.question.current_id != held.mark_scheme_id:
            held.state = State.STOPPED
            held.save()
            return
        ids = [attempt.pk for attempt in attempts]
        list(Attempt.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
        # A teacher may have marked one while the marker read it.
        attempts = list(stored_answers(held.question).filter(pk__in=ids))
        before = counting_marks(attempts)
        marks = _new_marks(held, attempts, markings)
        Mark.objects.bulk_create(marks)
        counts_now = [(before[mark.attempt_id], mark) for mark in marks if not before[mark.attempt_id].by_teacher]
        held.added += len(marks)
        held.told += notices.tell(counts_now)
        _advance(held, attempts, then=State.APPLIED)


def _new_marks(run: Remarking, attempts: Sequence[Attempt], markings: Markings) -> list[Mark]:
    """The marks that say something which the newest automatic mark of their answer does not say already."""
    last = newest_automatic(attempts)
    return [
        automatic_mark(attempt, run.version, result, markings.rulings_for(attempt))
        for attempt in attempts
        if (result := news(attempt, last.get(attempt.pk), markings))
    ]


def undo(*, remarking: Remarking, by: User) -> Remarking:
    """Begin the preview of going back: to the text by which most answers were marked before, as a new version. What the
    run left out is left out again."""
    former = remarking.former
    if remarking.state not in (State.APPLIED, State.STOPPED) or former is None:
        raise NotReady("There is nothing to go back to.")
    scheme = remarking.scheme
    is_same_wording = (former.stem, former.tariff) == (scheme.stem, scheme.marks)
    return begin(
        question=remarking.question,
        text=former.text,
        by=by,
        new=False,
        leave_out=remarking.leaves_out and is_same_wording,
    )
