"""Whether somebody does the background work: the health check of the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from questions.models import Remarking

WAIT = timedelta(minutes=5)


class Command(BaseCommand):
    help = "Fail where background work has waited for five minutes and no worker is busy with other work."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        since = timezone.now() - WAIT
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=since).count()
        if waiting and not is_busy(since):
            raise CommandError(f"Waiting for a worker: {waiting}. Is one running?")


def is_busy(since: datetime) -> bool:
    """Whether a worker began a task or got on with a re-mark since then. A killed one leaves its task as running; of
    the tasks only a re-mark takes minutes, and it writes down each step."""
    running = DBTaskResult.objects.running()
    began = running.filter(started_at__gt=since).exists()
    return began or (running.exists() and Remarking.objects.filter(progress_at__gt=since).exists())
