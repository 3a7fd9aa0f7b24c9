"""Whether somebody does the background work: the health check of the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

WAIT = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
"""A task that began longer ago keeps no worker busy: the one that had it was killed."""


class Command(BaseCommand):
    help = "Fail where background work has waited for five minutes and no worker is busy with other work."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAIT).count()
        if waiting and not DBTaskResult.objects.running().filter(started_at__gt=now - LONGEST).exists():
            raise CommandError(f"Waiting for a worker: {waiting}. Is one running?")
