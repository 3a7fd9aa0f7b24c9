"""A re-mark that is killed, carried on from two sides, or met by a teacher: real transactions on either database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from questions import marking
from questions.models import Attempt, Mark, MarkedBy, MarkNotice, Question, RemarkedAnswer, Remarking, Role, User
from questions.services import remarking
from questions.services.grading import automatic_mark
from questions.services.moderation import MarkedMeanwhile, moderate
from tests import factories
from tests.services.test_at_once import at_once

pytestmark = pytest.mark.usefixtures("committed")

PROJECT = Path(__file__).resolve().parent.parent.parent


def stored(question: Question, count: int) -> int:
    """Store that many answers, each with its mark; about a third gain one where the thaw is accepted."""
    version = question.current
    assert version is not None
    student = User.objects.get()
    Attempt.objects.bulk_create(
        Attempt(
            student=student,
            question=question,
            mark_scheme=version,
            key=uuid.uuid4(),
            answer=f"{('The thaw in March', 'Heavy rain over several days', 'A dam')[number % 3]} of {1700 + number}.",
            submitted_at=timezone.now(),
        )
        for number in range(count)
    )
    attempts = list(Attempt.objects.all())
    results = marking.mark_all(version.scheme, [attempt.answer for attempt in attempts])
    Mark.objects.bulk_create(
        automatic_mark(attempt, version, result) for attempt, result in zip(attempts, results, strict=True)
    )
    return sum(result.mark for result in results)


def begun(question: Question) -> Remarking:
    text = factories.POINTS.replace("spring\n", "spring\n  ACCEPT: the thaw in March\n")
    return remarking.begin(question=question, text=text, by=None)


def counting_sum() -> int:
    return sum(mark.mark for attempt in Attempt.objects.all() if (mark := attempt.marks.counting()))


THIRD_STEP = """
import sys
import django
django.setup()
from questions.services import remarking
remarking.STEP = 4
advance, steps = remarking._advance, []
def stopping(*arguments, **named):
    steps.append(1)
    if len(steps) == 3:
        print("there", flush=True)
        sys.stdin.read()
    advance(*arguments, **named)
remarking._advance = stopping
remarking.carry_on(int(sys.argv[1]))
"""
"""Carries a run on to its third step, which it does not end."""


def carry_on_and_kill(run: Remarking) -> int:
    """Carry the run on in a process of its own, kill that within a step, and say how far the run had come."""
    settings = connection.settings_dict
    address = f"sqlite:///{settings['NAME']}"
    if connection.vendor == "postgresql":
        outer = os.environ["DATABASE_URL"]
        address = f"{outer.rsplit('/', 1)[0]}/{settings['NAME']}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
    command = [sys.executable, "-c", THIRD_STEP, str(run.pk)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, cwd=PROJECT, **pipes) as process:
        assert process.stdout
        assert process.stdout.readline() == b"there\n"
        process.kill()
    run.refresh_from_db()
    return run.done


def test_a_re_mark_killed_while_it_previews_and_while_it_applies_goes_on_where_it_was(
    student: User, question: Question
) -> None:
    before = stored(question, 300)
    run = begun(question)
    assert 0 < carry_on_and_kill(run) < 300
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.up, run.down, run.same) == (Remarking.State.PREVIEWED, 300, 100, 0, 200)
    assert run.answers.count() == 100

    admin = factories.user("admin", Role.ADMIN)
    run = remarking.apply(remarking=run, by=admin)
    assert 0 < carry_on_and_kill(run) < 300
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.added, run.told) == (Remarking.State.APPLIED, 300, 100)
    assert counting_sum() == before + 100
    assert Mark.objects.count() == 600
    assert MarkNotice.objects.count() == 100


def test_two_workers_with_one_re_mark_add_each_mark_once(student: User, question: Question) -> None:
    before = stored(question, 300)
    run = begun(question)
    assert at_once(*[lambda: remarking.carry_on(run.pk)] * 2) == [None, None]
    run.refresh_from_db()
    assert (run.state, run.done, run.up) == (Remarking.State.PREVIEWED, 300, 100)
    admin = factories.user("admin", Role.ADMIN)
    started = at_once(*[lambda: remarking.apply(remarking=run, by=admin).state] * 2)
    assert started == [Remarking.State.APPLYING] * 2
    assert at_once(*[lambda: remarking.carry_on(run.pk)] * 2) == [None, None]
    run.refresh_from_db()
    assert (run.state, run.added, Mark.objects.count()) == (Remarking.State.APPLIED, 300, 600)
    assert counting_sum() == before + 100


def test_a_preview_begun_again_while_a_step_of_the_former_is_written_down_takes_its_place(
    student: User, question: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(question, 30)
    run = begun(question)
    written, advance = Event(), remarking._advance

    def slowly(*args: Any, **kwargs: Any) -> None:
        written.set()
        time.sleep(0.5)
        advance(*args, **kwargs)

    def again() -> int:
        assert written.wait(timeout=30)
        return begun(question).pk

    monkeypatch.setattr(remarking, "_advance", slowly)
    ended, new = at_once(lambda: remarking.carry_on(run.pk), again)
    assert (ended, new) == (None, Remarking.objects.get().pk)
    assert new != run.pk
    assert not RemarkedAnswer.objects.exists()


def test_a_teacher_who_decides_while_a_re_mark_is_applied_is_never_displaced(student: User, question: Question) -> None:
    stored(question, 300)
    run = begun(question)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    admin = factories.user("admin", Role.ADMIN)
    remarking.apply(remarking=run, by=admin)
    attempts = list(Attempt.objects.order_by("pk")[:300:20])

    def decide() -> list[Any]:
        given = []
        for attempt in attempts:
            seen = attempt.marks.newest_first().first()
            try:
                mark = moderate(attempt=attempt, teacher=admin, credited=[], mark=2, reason="Mine", seen=seen.pk)
                given.append(mark)
            except MarkedMeanwhile as error:
                given.append(error)
        return given

    _, given = at_once(lambda: remarking.carry_on(run.pk), decide)
    assert len(given) == 15
    for attempt, mark in zip(attempts, given, strict=True):
        if isinstance(mark, Mark):
            assert attempt.marks.counting() == mark
        assert attempt.marks.filter(marked_by=MarkedBy.MARKER).count() == 2
    assert Remarking.objects.get().state == Remarking.State.APPLIED
