"""Background work: in the request by default, by ``manage.py db_worker`` where TASKS_BACKEND is ``database``."""

from __future__ import annotations

import logging
from datetime import timedelta
from math import inf
from time import monotonic

from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend

from questions.models import Attempt, Relearning, Remarking
from questions.models.attempts import AttemptQuerySet
from questions.services import remarking
from questions.services.grading import mark_attempt
from questions.services.learning import is_unfinished, relearn

logger = logging.getLogger(__name__)

IN_REQUEST = 1.5
"""Seconds that a request spends on a re-mark where there is no worker; the page asks again until it is done."""

STALLED = timedelta(seconds=30)
"""Without progress for so long, a run is said to stand still."""


@task()
def mark_waiting(attempt_id: int) -> None:
    """Mark one submitted attempt whose marking failed in the request."""
    mark_attempt(Attempt.objects.select_related("mark_scheme").get(pk=attempt_id))
    logger.info("attempt %s is marked now", attempt_id)


def mark_or_hand_on(attempt: Attempt) -> None:
    """Mark at once. The answer is safe whatever happens here: should the marker fail, a task tries again."""
    try:
        mark_attempt(attempt)
    except Exception:
        logger.exception("marking attempt %s failed", attempt.pk)
        mark_waiting.enqueue(attempt.pk)


def mark_those_left(attempts: AttemptQuerySet, *, seconds: float = inf) -> int:
    """Mark what nobody did (``left_unmarked``): the process that took an answer was stopped before it had marked it.
    Begins no other answer after so many ``seconds``. Returns on how many the marker failed, which are left as they are.
    """
    until = monotonic() + seconds
    failed = 0
    for attempt in attempts.select_related("mark_scheme"):
        try:
            mark_attempt(attempt)
        except Exception:
            failed += 1
            logger.exception("marking attempt %s, which was left without a mark, failed", attempt.pk)
        else:
            logger.warning("attempt %s was left without a mark, and is marked now", attempt.pk)
        if monotonic() > until:
            break
    return failed


@task()
def carry_on_remarking(remarking_id: int) -> None:
    """Preview or apply a re-mark to its end."""
    remarking.carry_on(remarking_id)
    logger.info("re-mark %s is through", remarking_id)


@task()
def learn(question_id: int) -> None:
    """Let the rulings of a question move its automatic marks: on a worker until all are done, else for as long as a
    page may take, and pages go on with the rest (``keep_learning``)."""
    done = relearn(question_id=question_id)
    if not done.finished and has_worker():
        learn.enqueue(question_id)
    logger.info("rulings on question %s changed %s automatic marks", question_id, done.changed)


def keep_learning(question_id: int) -> None:
    """Where there is no worker, go on with what the last ruling on the question left undone."""
    if not has_worker() and is_unfinished(question_id):
        learn.enqueue(question_id)


def stands_still(run: Remarking | Relearning) -> bool:
    """Whether it had no progress for so long that a worker that has it would seem to be gone."""
    return timezone.now() - run.progress_at > STALLED


def has_worker() -> bool:
    """Whether background work is done by another process than the one that serves the page."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)


def hand_on(run: Remarking) -> None:
    """Let a re-mark go on: on a worker to its end, else here for as long as a page may take."""
    if has_worker():
        carry_on_remarking.enqueue(run.pk)
    else:
        remarking.carry_on(run.pk, seconds=IN_REQUEST)
