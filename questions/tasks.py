"""Background work: in the request by default, by ``manage.py db_worker`` where TASKS_BACKEND is ``database``."""

from __future__ import annotations

import logging

from django_tasks import task

from questions.models import Attempt
from questions.services.grading import mark_attempt

logger = logging.getLogger(__name__)


@task()
def mark_waiting(attempt_id: int) -> None:
    """Mark one submitted attempt whose marking failed in the request."""
    mark_attempt(Attempt.objects.select_related("mark_scheme").get(pk=attempt_id))
    logger.info("attempt %s is marked now", attempt_id)
