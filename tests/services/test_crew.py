"""Several processes mark as one does, and a re-mark of many answers uses them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from questions import marking
from questions.models import Remarking
from questions.services import crew, remarking
from tests import factories

ANSWERS = [f"{words} in {year}." for year in range(1900, 1925) for words in ("Heavy rain", "Snow melting", "A dam")]


def test_the_crew_gives_each_answer_the_mark_that_one_process_gives() -> None:
    scheme = marking.parse(factories.POINTS).schemes[0]
    rulings = (marking.Ruling("A dam in 1950.", 1, (True, False, False), key=7),)
    with crew.Crew(scheme, {None: (), 3: rulings}) as helpers:
        for part, known in ((None, ()), (3, rulings)):
            assert helpers.begin(ANSWERS, part)() == marking.mark_all(scheme, ANSWERS, rulings=known)


@pytest.mark.django_db
def test_a_run_of_many_answers_is_previewed_by_the_crew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WORTH_IT", 3)
    monkeypatch.setattr(crew, "processors", lambda: 2)
    asked: list[int] = []
    begin = crew.Crew.begin

    def counted(self: crew.Crew, answers: list[str], part: int | None) -> Callable[[], list[marking.Marking]]:
        asked.append(len(answers))
        return begin(self, answers, part)

    monkeypatch.setattr(crew.Crew, "begin", counted)
    monkeypatch.setattr(remarking, "STEP", 4)
    question = factories.bank()[0]
    student = factories.user("amira")
    for answer in ANSWERS[:6]:
        factories.marked(student, question, answer)
    run = remarking.begin(
        question=question, text=factories.POINTS.replace("heavy rain over several days", "a dam"), by=None
    )
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.up, run.down, run.same) == (Remarking.State.PREVIEWED, 2, 2, 2)
    assert asked == [4, 2]
