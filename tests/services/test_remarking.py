"""Re-marking: a preview of what would happen, marks added once, a teacher's never displaced, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from questions import marking
from questions.models import Attempt, Mark, MarkNotice, Question, RemarkedAnswer, Remarking, Role, User
from questions.models.marks import disputing
from questions.services import authoring, effects, notices, remarking
from questions.services.grading import mark_attempt
from questions.services.learning import relearn
from questions.services.moderation import moderate
from questions.services.rulings import withdraw
from tests import factories

pytestmark = pytest.mark.django_db

SNOW = "- snow melting in spring\n"
WIDER = factories.POINTS.replace(SNOW, f"{SNOW}  ACCEPT: the thaw in March\n")
"""Credits the thaw too."""

NARROWER = factories.POINTS.replace("- heavy rain over several days\n", "")
"""Credits rain no longer."""

ANSWERS = (
    "The thaw in March.",
    "It rained heavily over several days. There was the thaw in March.",
    "There was heavy rain over several days.",
    "Nothing of that kind.",
)
"""Under the first version 0, 1, 1 and 0; the thaw adds a mark to the first two."""


@pytest.fixture
def ruth() -> User:
    return factories.user("ruth", Role.TEACHER)


@pytest.fixture
def attempts(question: Question) -> list[Attempt]:
    return [
        factories.marked(factories.user(f"student{number}"), question, answer)[0]
        for number, answer in enumerate(ANSWERS)
    ]


def counting(attempts: list[Attempt]) -> list[int]:
    return [mark.mark for attempt in attempts if (mark := attempt.marks.counting())]


def previewed(question: Question, text: str, by: User | None = None) -> Remarking:
    run = remarking.begin(question=question, text=text, by=by)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    return run


def applied(question: Question, text: str, by: User) -> Remarking:
    run = remarking.apply(remarking=previewed(question, text, by), by=by)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    return run


def overridden(attempt: Attempt, teacher: User, mark: int) -> Mark:
    newest = attempt.marks.newest_first().first()
    assert newest is not None
    return moderate(attempt=attempt, teacher=teacher, credited=[0, 1], mark=mark, reason="As meant", seen=newest.pk)


def test_a_preview_says_what_would_change_and_changes_nothing(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    assert counting(attempts) == [0, 1, 1, 0]
    run = previewed(question, WIDER, author)
    assert (run.state, run.total, run.done) == (Remarking.State.PREVIEWED, 4, 4)
    assert (run.up, run.down, run.same, run.moved, run.disagree) == (2, 0, 2, 0, 0)
    first = run.answers.get(attempt=attempts[0])
    assert (first.change, first.before.mark, first.mark, first.max_mark) == ("up", 0, 1, 2)
    assert (first.gained, first.lost) == (["p2"], [])
    assert first.why == marking.mark(run.scheme, ANSWERS[0]).why != first.before.why
    assert counting(attempts) == [0, 1, 1, 0]
    assert question.versions.count() == 1


def test_marks_that_would_fall_are_counted_with_the_point_they_lose(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    run = previewed(question, NARROWER, author)
    assert (run.up, run.down, run.same) == (0, 2, 2)
    assert [row.lost for row in run.answers.order_by("attempt")] == [["p1"], ["p1"]]


def test_the_same_points_in_another_order_change_nothing(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    turned = factories.POINTS.replace(SNOW, "").replace("- heavy rain", f"{SNOW}- heavy rain")
    run = previewed(question, turned, author)
    assert (run.same, run.answers.count()) == (4, 0)


def test_applying_publishes_the_text_and_adds_a_mark_to_each_answer(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    run = applied(question, WIDER, author)
    question.refresh_from_db()
    assert (run.state, run.added, run.done) == (Remarking.State.APPLIED, 4, 4)
    assert question.current == run.mark_scheme
    assert counting(attempts) == [1, 2, 1, 0]
    for attempt in attempts:
        old, new = attempt.marks.order_by("pk")
        assert (old.mark_scheme.version, new.mark_scheme.version) == (1, 2)
        attempt.refresh_from_db()
        assert attempt.mark_scheme == old.mark_scheme


def test_applying_again_adds_nothing(question: Question, author: User, attempts: list[Attempt]) -> None:
    run = applied(question, WIDER, author)
    assert remarking.apply(remarking=run, by=author).state == Remarking.State.APPLIED
    remarking.carry_on(run.pk)
    again = applied(question, WIDER, author)
    assert (again.pk != run.pk, again.added, again.told) == (True, 0, 0)
    assert (again.up, again.down, again.same) == (0, 0, 4)
    assert Mark.objects.count() == 8
    assert question.versions.count() == 2


def test_a_run_that_was_stopped_anywhere_goes_on_where_it_was(
    question: Question, author: User, attempts: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarking, "STEP", 1)
    run = remarking.begin(question=question, text=WIDER, by=author)
    remarking.carry_on(run.pk, seconds=1e-6)
    run.refresh_from_db()
    assert (run.state, run.done, run.up) == (Remarking.State.PREVIEWING, 1, 1)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.up, run.same) == (Remarking.State.PREVIEWED, 4, 2, 2)
    remarking.apply(remarking=run, by=author)
    remarking.carry_on(run.pk, seconds=1e-6)
    run.refresh_from_db()
    assert (run.state, run.done, run.added, counting(attempts)) == (Remarking.State.APPLYING, 1, 1, [1, 1, 1, 0])
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.added, counting(attempts)) == (Remarking.State.APPLIED, 4, [1, 2, 1, 0])
    assert Mark.objects.count() == 8


def test_a_teachers_mark_survives_and_the_difference_comes_back_to_the_queue(
    question: Question, author: User, ruth: User, attempts: list[Attempt]
) -> None:
    given = overridden(attempts[0], ruth, 2)
    overridden(attempts[1], ruth, 2)
    run = applied(question, WIDER, author)
    assert (run.up, run.same, run.disagree) == (0, 3, 1)
    row = run.answers.get()
    assert (row.attempt, row.change, row.before, row.mark) == (attempts[0], "disagrees", given, 1)
    assert attempts[0].marks.counting() == given
    assert counting(attempts) == [2, 2, 1, 0]
    assert list(Attempt.objects.disagreeing()) == [attempts[0]]
    assert run.told == 0


def test_what_the_teacher_had_seen_comes_back_neither_by_the_preview_nor_in_the_queue(
    question: Question, author: User, ruth: User, attempts: list[Attempt]
) -> None:
    overridden(attempts[2], ruth, 2)
    assert applied(question, NARROWER, author).disagree == 1
    assert list(Attempt.objects.disagreeing()) == [attempts[2]]
    question.refresh_from_db()
    assert applied(question, factories.POINTS, author).disagree == 0
    assert not Attempt.objects.disagreeing().exists()
    assert disputing(attempts[2].marks.all()) is None


def test_what_came_back_and_was_not_looked_at_is_counted_again(
    question: Question, author: User, ruth: User, attempts: list[Attempt]
) -> None:
    overridden(attempts[2], ruth, 2)
    applied(question, NARROWER, author)
    again = previewed(question, NARROWER, author)
    assert again.disagree == Attempt.objects.disagreeing().count() == 1
    assert disputing(attempts[2].marks.all()) == attempts[2].marks.newest_first().first()


def test_marking_a_re_marked_answer_once_more_does_not_go_back_to_the_old_version(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    applied(question, WIDER, author)
    mark = mark_attempt(attempts[0])
    assert (mark.mark, mark.mark_scheme.version, attempts[0].marks.count()) == (1, 2, 2)


def test_without_stored_answers_nothing_is_published_by_a_re_mark(question: Question, author: User) -> None:
    run = previewed(question, WIDER, author)
    with pytest.raises(remarking.NotReady, match="no stored answers"):
        remarking.apply(remarking=run, by=author)
    assert question.versions.count() == 1


def test_going_back_is_another_version_with_the_old_text_and_the_old_keys(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    run = applied(question, NARROWER, author)
    assert counting(attempts) == [0, 0, 0, 0]
    back = remarking.undo(remarking=run, by=author)
    remarking.carry_on(back.pk)
    back = remarking.apply(remarking=Remarking.objects.get(pk=back.pk), by=author)
    remarking.carry_on(back.pk)
    versions = list(question.versions.order_by("version"))
    assert [version.text == versions[0].text for version in versions] == [True, False, True]
    assert versions[2].point_keys == versions[0].point_keys
    assert counting(attempts) == [0, 1, 1, 0]
    assert [attempt.marks.count() for attempt in attempts] == [3, 3, 3, 3]


def test_what_was_published_meanwhile_stops_a_run(question: Question, author: User, attempts: list[Attempt]) -> None:
    run = remarking.apply(remarking=previewed(question, WIDER, author), by=author)
    factories.new_version(question, NARROWER)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.added, Mark.objects.count()) == (Remarking.State.STOPPED, 0, 4)


def test_a_version_saved_since_the_preview_is_not_written_over(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    run = previewed(question, WIDER, author)
    authoring.edit_question(question=question, text=NARROWER, author=author)
    with pytest.raises(authoring.SavedMeanwhile):
        remarking.apply(remarking=run, by=author)
    run.refresh_from_db()
    assert (run.state, question.versions.count()) == (Remarking.State.PREVIEWED, 2)


def test_a_question_that_is_offered_no_longer_is_marked_again_and_stays_retired(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    authoring.retire(question=question)
    applied(question, WIDER, author)
    question.refresh_from_db()
    assert (question.status, counting(attempts)) == (Question.Status.RETIRED, [1, 2, 1, 0])


def test_a_finished_run_never_changes(question: Question, author: User, attempts: list[Attempt]) -> None:
    run = applied(question, WIDER, author)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remarking.objects.filter(pk=run.pk).update(added=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        run.delete()


def test_the_same_text_is_marked_once(
    question: Question, author: User, attempts: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        factories.marked(factories.user(f"twin{number}"), question, ANSWERS[0])
    seen: list[str] = []
    real = marking.mark_all

    def counted(scheme: marking.Scheme, answers: list[str], **rulings: Any) -> list[marking.Marking]:
        seen.extend(answers)
        return real(scheme, answers, **rulings)

    monkeypatch.setattr(marking, "mark_all", counted)
    assert previewed(question, WIDER, author).up == 5
    assert sorted(seen) == sorted(ANSWERS)


def test_an_answer_that_the_marker_fails_on_keeps_its_mark_and_stops_no_other(
    question: Question, author: User, attempts: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "mark_all", factories.failing_on(ANSWERS[0]))
    counts = remarking.preview_effect(question, WIDER, by=author).counts
    assert (counts.total, counts.up, counts.same) == (4, 1, 3)
    run = applied(question, WIDER, author)
    assert (run.up, run.added, counting(attempts)) == (1, 3, [0, 2, 1, 0])


def test_what_is_forgotten_on_the_way_is_marked_again(
    question: Question, author: User, attempts: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effects, "MOST_KNOWN", 0)
    monkeypatch.setattr(remarking, "STEP", 2)
    run = applied(question, WIDER, author)
    assert (run.up, run.same, run.added, counting(attempts)) == (2, 2, 4, [1, 2, 1, 0])


def test_the_effect_of_few_answers_is_told_at_once_and_nothing_is_stored(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    effect = remarking.preview_effect(question, WIDER, by=author)
    assert (effect.remarking, effect.counts.total, effect.counts.up, effect.counts.same) == (None, 4, 2, 2)
    assert [(change.attempt, change.before.mark, change.result.mark) for change in effect.changes] == [
        (attempts[0], 0, 1),
        (attempts[1], 1, 2),
    ]
    assert not Remarking.objects.exists()
    with pytest.raises(marking.NotationError):
        remarking.preview_effect(question, "nothing", by=author)


def test_the_effect_of_many_answers_is_worked_out_by_a_run(
    question: Question, author: User, attempts: list[Attempt], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarking, "AT_ONCE", 3)
    run = remarking.preview_effect(question, WIDER, by=author).remarking
    assert run is not None
    assert (run.state, run.total, run.by) == (Remarking.State.PREVIEWING, 4, author)


def test_a_new_preview_takes_the_place_of_the_last_and_of_none_that_was_applied(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    done = applied(question, WIDER, author)
    previewed(question, NARROWER, author)
    last = previewed(question, factories.POINTS, author)
    assert set(Remarking.objects.all()) == {done, last}
    assert RemarkedAnswer.objects.filter(remarking=done).count() == 2


def test_a_student_is_told_once_of_a_mark_that_changed(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    run = applied(question, WIDER, author)
    assert run.told == 2
    student = attempts[0].student
    (notice,) = MarkNotice.objects.unseen_by(student)
    assert (notice.before.mark, notice.after.mark) == (0, 1)
    notices.seen(student=attempts[1].student, notices=[notice])
    assert MarkNotice.objects.unseen_by(student).exists()
    notices.seen(student=student, notices=[notice])
    assert not MarkNotice.objects.unseen_by(student).exists()
    assert not MarkNotice.objects.unseen_by(attempts[3].student).exists()


WORTH_FOUR = factories.POINTS.replace("2 marks", "4 marks")


def test_students_are_told_of_the_marks_that_the_preview_counts_up_or_down(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    """What is worth the same share of another tariff stays, and is no news."""
    run = applied(question, WORTH_FOUR, author)
    assert (run.up, run.down, run.same, run.added, run.told) == (0, 2, 2, 4, 2)
    told = {notice.attempt for notice in MarkNotice.objects.unseen()}
    assert told == {answer.attempt for answer in run.answers.filter(change="down")} == set(attempts[1:3])


def test_answers_to_another_wording_or_tariff_are_counted_and_can_be_left_out(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    assert remarking.reworded(previewed(question, WIDER, author)) == 0
    factories.new_version(question, WORTH_FOUR)
    question.refresh_from_db()
    later, _ = factories.marked(factories.user("later"), question, ANSWERS[0])
    wider = WIDER.replace("2 marks", "4 marks")
    run = previewed(question, wider, author)
    assert (run.total, remarking.reworded(run)) == (5, 4)
    assert remarking.preview_effect(question, wider, by=author).reworded == 4
    run = remarking.begin(question=question, text=wider, by=author, leave_out=True)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.total, run.up, remarking.reworded(run)) == (1, 1, 0)
    remarking.carry_on(remarking.apply(remarking=run, by=author).pk)
    run.refresh_from_db()
    assert (run.state, run.total, run.added, run.told) == ("applied", 1, 1, 1)
    assert counting([later, *attempts]) == [1, 0, 1, 1, 0]
    assert remarking.reworded(previewed(question, WIDER.replace("two reasons", "reasons"), author)) == 5


def test_going_back_from_a_re_mark_that_left_answers_out_leaves_them_out_too(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    factories.new_version(question, WORTH_FOUR)
    question.refresh_from_db()
    later, _ = factories.marked(factories.user("later"), question, ANSWERS[0])
    run = remarking.begin(question=question, text=WIDER.replace("2 marks", "4 marks"), by=author, leave_out=True)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    remarking.carry_on(remarking.apply(remarking=run, by=author).pk)
    run.refresh_from_db()
    assert run.former is not None
    assert run.former.version == 2
    back = remarking.undo(remarking=run, by=author)
    remarking.carry_on(back.pk)
    back.refresh_from_db()
    assert (back.total, back.scheme.marks) == (1, 4)
    remarking.carry_on(remarking.apply(remarking=back, by=author).pk)
    assert counting([later, *attempts]) == [0, 0, 1, 1, 0]
    assert [attempt.marks.count() for attempt in (later, *attempts)] == [3, 1, 1, 1, 1]


def test_going_back_to_another_tariff_marks_those_again_that_came_from_it(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    applied(question, WORTH_FOUR, author)
    question.refresh_from_db()
    factories.marked(factories.user("later"), question, ANSWERS[0])
    run = remarking.begin(question=question, text=WIDER, by=author, leave_out=True)
    remarking.carry_on(run.pk)
    run.refresh_from_db()
    remarking.carry_on(remarking.apply(remarking=run, by=author).pk)
    assert counting(attempts) == [1, 2, 1, 0]
    run.refresh_from_db()
    back = remarking.undo(remarking=run, by=author)
    remarking.carry_on(back.pk)
    back.refresh_from_db()
    remarking.carry_on(remarking.apply(remarking=back, by=author).pk)
    assert counting(attempts) == [0, 1, 1, 0]


def test_changes_that_nobody_has_seen_yet_become_one_and_cancel_out(
    question: Question, author: User, attempts: list[Attempt]
) -> None:
    applied(question, WIDER, author)
    student = attempts[1].student
    wider_without_rain = WIDER.replace("- heavy rain over several days\n", "")
    applied(question, wider_without_rain, author)
    assert counting(attempts) == [1, 1, 0, 0]
    assert not MarkNotice.objects.unseen_by(student).exists()
    (notice,) = MarkNotice.objects.unseen_by(attempts[0].student)
    assert (notice.before.mark, notice.after.mark) == (0, 1)


def test_a_notice_that_a_teachers_mark_overtook_tells_of_that_mark(
    question: Question, author: User, ruth: User, attempts: list[Attempt]
) -> None:
    applied(question, WIDER, author)
    given = overridden(attempts[0], ruth, 2)
    notice = MarkNotice.objects.unseen_by(attempts[0].student).get()
    assert (notice.before.mark, notice.after, notice.causes) == (0, given, ["scheme", "teacher"])


UNLISTED = "Beavers build too many lodges across the stream"


def test_a_batch_of_rulings_is_previewed_and_applied_like_a_scheme_edit(
    question: Question, author: User, ruth: User
) -> None:
    settled, like = (
        factories.marked(factories.user(name), question, answer)[0]
        for name, answer in (("amira", UNLISTED), ("bela", UNLISTED.lower()))
    )
    newest = settled.marks.newest_first().first()
    assert newest is not None
    ruling = moderate(attempt=settled, teacher=ruth, credited=[0], mark=1, reason="Floods too", seen=newest.pk)
    run = applied(question, factories.POINTS, author)
    assert (run.up, run.same, run.disagree, run.added, run.told) == (1, 1, 0, 1, 1)
    mark = like.marks.counting()
    assert mark is not None
    assert (mark.mark, mark.rulings, mark.mark_scheme.version) == (1, [ruling.pk], 1)
    assert settled.marks.counting() == ruling
    assert not Attempt.objects.disagreeing().exists()
    assert applied(question, factories.POINTS, author).added == 0


def test_students_are_told_where_a_ruling_moves_their_marks(question: Question, ruth: User) -> None:
    settled, like = (
        factories.marked(factories.user(name), question, answer)[0]
        for name, answer in (("amira", UNLISTED), ("bela", UNLISTED.lower()))
    )
    newest = settled.marks.newest_first().first()
    assert newest is not None
    ruling = moderate(attempt=settled, teacher=ruth, credited=[0], mark=1, reason="Floods too", seen=newest.pk)
    relearn(question_id=question.pk)
    (notice,) = MarkNotice.objects.unseen_by(like.student)
    assert (notice.before.mark, notice.after.mark) == (0, 1)
    withdraw(mark=ruling, teacher=ruth)
    relearn(question_id=question.pk)
    assert not MarkNotice.objects.exists()
