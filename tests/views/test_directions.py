"""What people write turns round none of a page's own words, whatever signs of direction it has."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from questions.directions import TURNING
from questions.models import BlindMark, Mark, Question, Role, User
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from questions.services.samples import add_sample
from questions.services.standardisation import mark_answer, resolve
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

TURNED = "\u2069\u202e"
"""Closes what isolates it, and turns round what follows."""

FIELDS = re.compile(r'<textarea.*?</textarea>|(?:value|data-answer)="[^"]*"', re.S)
"""A field, and what a script puts into one, has what was written as it is."""


def test_no_page_prints_a_sign_that_turns_its_words_round(
    signed_in: SignedIn, amira: User, ruth: User, author: User, points: Question
) -> None:
    tom = factories.user("tom", Role.TEACHER, first_name=f"{TURNED}Tom", last_name="Reed")
    amira.classes.get().teachers.add(tom)
    User.objects.filter(pk=amira.pk).update(first_name=f"{TURNED}Amira")
    answers = [f"{TURNED}Heavy {TURNED}rain over several days", f"{TURNED}There were floods"]
    sample = add_sample(question=points, answer=answers[1], mark=1, author=None, why=f"{TURNED}One reason")
    settled, waiting = (factories.marked(amira, points, answer)[0] for answer in answers)
    challenges = [raise_challenge(attempt=each, target="p2", text=f"{TURNED}snow") for each in (settled, waiting)]
    stands = answer_challenge(challenge=challenges[0], teacher=ruth, upheld=False, reason=f"{TURNED}no")
    assert stands.mark is None
    newest = settled.marks.newest_first().first()
    assert newest is not None
    given = moderate(
        attempt=settled,
        teacher=ruth,
        credited=[0, 1],
        mark=2,
        reason=f"{TURNED}yes",
        seen=newest.pk,
        other_points=[f"{TURNED}dams"],
    )
    blind = mark_answer(attempt=settled, teacher=tom, credited=[0], mark=0, purpose=BlindMark.Purpose.SECOND)
    resolve(blind_mark=blind, lead=ruth, take=False, reason=f"{TURNED}stands")
    back = moderate(attempt=settled, teacher=ruth, credited=[], mark=0, reason=f"{TURNED}none", seen=given.pk)
    withdraw(mark=back, teacher=tom, reason=f"{TURNED}was wrong")
    school_class, assignment = amira.classes.get(), factories.assignment(amira.classes.get(), ruth, [points])
    seen = {
        amira: [
            ("topics", []),
            ("answer", [points.pk]),
            *((name, [each.pk]) for name in ("result", "challenge", "attempt_scheme") for each in (settled, waiting)),
        ],
        ruth: [
            ("review", []),
            ("question_queue", [points.pk]),
            *((name, [each.pk]) for name in ("review_attempt", "history") for each in (settled, waiting)),
            ("accept_phrase", [settled.pk]),
            ("withdraw_mark", [given.pk]),
            ("challenges", []),
            *(("challenge_answer", [each.pk]) for each in challenges),
            ("differences", []),
            ("difference", [blind.pk]),
            ("record", []),
            ("class_list", [school_class.pk]),
            ("student_marks", [school_class.pk, amira.pk]),
            ("student_password", [school_class.pk, amira.pk]),
            ("assignment_marks", [assignment.pk]),
        ],
        tom: [("second", [settled.pk]), ("standardise", [points.pk])],
        author: [("samples", [points.pk]), ("question_edit", [points.pk]), ("sample_edit", [points.pk, sample.pk])],
    }
    for person, pages in seen.items():
        client = signed_in(person)
        if person == ruth:
            client.post(reverse("name_seen"), {"attempt": settled.pk})
        for name, arguments in pages:
            reply = client.get(reverse(name, args=arguments))
            assert reply.status_code == 200, name
            printed = FIELDS.sub("", reply.content.decode())
            turned = [printed[max(0, at - 80) : at + 20] for at, sign in enumerate(printed) if ord(sign) in TURNING]
            assert not turned, (name, turned)
    assert Mark.objects.get(pk=given.pk).reason == f"{TURNED}yes"
    settled.refresh_from_db()
    assert settled.answer == answers[0]
