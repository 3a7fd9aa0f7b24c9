"""manage.py check_worker: what waits, and whether a worker is busy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from questions import tasks
from questions.models import Remarking
from questions.services import remarking
from tests import factories

pytestmark = pytest.mark.django_db


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
def test_a_worker_that_takes_no_task_is_told_of_unless_it_is_busy() -> None:
    call_command("check_worker")
    tasks.learn.enqueue(1)
    call_command("check_worker")
    waiting = DBTaskResult.objects.all()
    waiting.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    with pytest.raises(CommandError, match="Waiting for a worker: 1"):
        call_command("check_worker")
    tasks.learn.enqueue(2)
    busy = DBTaskResult.objects.latest("enqueued_at")
    for began, is_busy in ((timedelta(minutes=4), True), (timedelta(minutes=6), False)):
        DBTaskResult.objects.filter(pk=busy.pk).update(status="RUNNING", started_at=timezone.now() - began)
        if is_busy:
            call_command("check_worker")
        else:
            with pytest.raises(CommandError, match="Waiting for a worker: 1"):
                call_command("check_worker")
    run = remarking.begin(question=factories.bank()[0], text=factories.POINTS, by=None)
    call_command("check_worker")
    Remarking.objects.filter(pk=run.pk).update(progress_at=timezone.now() - timedelta(minutes=6))
    with pytest.raises(CommandError, match="Waiting for a worker: 1"):
        call_command("check_worker")
