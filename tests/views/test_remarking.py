"""Re-marking in pages: the preview with its progress, who sees what of it, applying, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from questions import tasks
from questions.models import Attempt, Question, Remarking, Role, User
from questions.services import remarking
from questions.services.authoring import edit_question, publish_newest, retire
from tests import factories
from tests.services.test_remarking import NARROWER, WIDER, WORTH_FOUR, applied, overridden, previewed
from tests.views.conftest import SignedIn, closing

pytestmark = pytest.mark.django_db

WORKER = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
HTMX = {"HX-Request": "true"}


@pytest.fixture
def thaw(amira: User, points: Question) -> Attempt:
    """An answer that earns nothing before the thaw is accepted."""
    return factories.marked(amira, points, "The thaw in March <b>and</b> so on.")[0]


def test_new_rulings_or_a_new_version_are_previewed_and_then_applied(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    factories.new_version(points, WIDER)
    client = signed_in(author)
    page = client.get(reverse("remark", args=[points.pk]))
    assert (page.context["stored"], page.context["otherwise"]) == (1, 1)
    begun = client.post(reverse("remark", args=[points.pk]))
    run = Remarking.objects.get()
    assert (begun.status_code, begun["Location"]) == (303, reverse("remarking", args=[run.pk]))
    page = client.get(begun["Location"])
    assert [(row["answer"].attempt, row["gained"]) for row in page.context["rows"]] == [
        (thaw, ["snow melting in spring"])
    ]
    text = page.content.decode()
    assert "&lt;b&gt;and&lt;/b&gt;" in text
    assert 'ACCEPT: the thaw in March<span class="visually-hidden">; </span></ins>' in text
    assert thaw.marks.count() == 1
    client.post(reverse("remarking_apply", args=[run.pk]))
    counting = thaw.marks.counting()
    assert counting is not None
    assert counting.mark == 1
    page = client.get(reverse("remark", args=[points.pk]))
    assert (page.context["otherwise"], [one.added for one in page.context["runs"]]) == (0, [1])


def test_a_re_mark_that_would_put_levels_without_points_in_force_is_not_applied(
    signed_in: SignedIn, amira: User, author: User, levels: Question
) -> None:
    attempt, _ = factories.marked(amira, levels, "Villages were drowned.")
    run = previewed(levels, factories.BARE_LEVELS, author)
    for retired in (False, True):
        if retired:
            retire(question=levels)
        reply = signed_in(author).post(reverse("remarking_apply", args=[run.pk]))
        assert reply.status_code == 422
        assert "Question 2 has levels and no points below them" in reply.content.decode()
    assert (levels.versions.count(), attempt.marks.count()) == (1, 1)


def test_a_re_mark_whose_topic_is_closed_meanwhile_is_not_applied(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = previewed(points, WIDER, author)
    monkeypatch.setattr(remarking, "apply", closing(points.topic, remarking.apply))
    reply = signed_in(author).post(reverse("remarking_apply", args=[run.pk]))
    assert reply.status_code == 403
    assert "Only its own authors may write in “Rivers”" in reply.content.decode()
    assert (points.versions.count(), thaw.marks.count()) == (1, 1)


def test_a_way_back_is_offered_after_applying(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    run = applied(points, WIDER, author)
    client = signed_in(author)
    assert "To the text of version 1" in client.get(reverse("remarking", args=[run.pk])).content.decode()
    client.post(reverse("remarking_undo", args=[run.pk]))
    back = Remarking.objects.latest("pk")
    assert (back.down, back.text) == (1, points.versions.get(version=1).text)
    page = client.get(reverse("remarking", args=[back.pk])).content.decode()
    assert "Publish version 3 and re-mark" in " ".join(page.split())
    client.post(reverse("remarking_apply", args=[back.pk]))
    points.refresh_from_db()
    assert points.current is not None
    assert (points.current.version, points.current.text) == (3, back.text)


def test_names_stand_nowhere_and_only_the_own_classes_answers_can_be_opened(
    signed_in: SignedIn, author: User, ruth: User, points: Question, thaw: Attempt
) -> None:
    factories.marked(factories.user("stranger", first_name="Sam", last_name="Strange"), points, thaw.answer)
    run = previewed(points, WIDER, author)
    address = reverse("remarking", args=[run.pk])
    opened = {who.username: signed_in(who).get(address) for who in (author, ruth)}
    for page in opened.values():
        text = page.content.decode()
        assert not any(name in text for name in ("Amira", "Hussain", "Strange"))
        assert len(page.context["rows"]) == 2
    may_open = {name: [row["may_open"] for row in page.context["rows"]] for name, page in opened.items()}
    assert may_open == {"daniel": [False, False], "ruth": [True, False]}


def test_a_topic_with_authors_of_its_own_keeps_its_re_marks_to_them(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    run = previewed(points, WIDER, author)
    points.topic.authors.add(factories.user("owner", Role.AUTHOR))
    client = signed_in(author)
    assert client.get(reverse("remark", args=[points.pk])).status_code == 404
    for name in ("remarking_continue", "remarking_apply", "remarking_undo"):
        assert client.post(reverse(name, args=[run.pk])).status_code == 404
    assert thaw.marks.count() == 1


def test_kinds_of_change_are_kept_apart(
    signed_in: SignedIn, author: User, ruth: User, points: Question, thaw: Attempt
) -> None:
    rain, _ = factories.marked(factories.user("rain"), points)
    overridden(factories.marked(factories.user("wet"), points, "Snow melting in spring.")[0], ruth, 2)
    overridden(factories.marked(factories.user("cut"), points, "Trees cut down on the hills.")[0], ruth, 2)
    fewer = WIDER.replace("- heavy rain over several days\n", "").replace("- snow melting in spring", "- a dam broke")
    run = previewed(points, fewer, author)
    address = reverse("remarking", args=[run.pk])
    client = signed_in(author)
    page = client.get(address)
    assert [(kind, count) for kind, _, count in page.context["kinds"]] == [("up", 1), ("down", 1), ("disagrees", 1)]
    shown = {show: client.get(f"{address}?show={show}").context["rows"] for show in ("up", "down", "disagrees", "x")}
    assert [row["answer"].attempt for row in shown["up"]] == [thaw]
    assert [row["answer"].attempt for row in shown["down"]] == [rain]
    assert [(row["answer"].before.mark, row["answer"].mark) for row in shown["disagrees"]] == [(2, 0)]
    assert shown["x"] == []


def test_without_a_worker_the_page_carries_the_run_on(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarking, "STEP", 1)
    monkeypatch.setattr(tasks, "IN_REQUEST", 0.0)
    for number in range(2):
        factories.marked(factories.user(f"more{number}"), points)
    client = signed_in(author)
    client.post(reverse("remark", args=[points.pk]))
    run = Remarking.objects.get()
    progress = reverse("remarking_continue", args=[run.pk])
    page = client.get(reverse("remarking", args=[run.pk])).content.decode()
    assert '<progress id="bar" max="3" value="1">33 %</progress>' in page
    part = client.post(progress, headers=HTMX)
    assert 'value="2"' in part.content.decode()
    assert "<html" not in part.content.decode()
    # Without a script the same button leads back to the page.
    again = client.post(progress)
    assert (again.status_code, again["Location"]) == (303, reverse("remarking", args=[run.pk]))
    assert client.post(progress, headers=HTMX).headers.get("HX-Refresh") == "true"
    run.refresh_from_db()
    assert (run.state, run.done) == (Remarking.State.PREVIEWED, 3)


@WORKER
def test_with_a_worker_the_page_only_looks_and_calls_again_when_told_to(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(author)
    client.post(reverse("remark", args=[points.pk]))
    run = Remarking.objects.get()
    assert (run.done, DBTaskResult.objects.count()) == (0, 1)
    progress = reverse("remarking_continue", args=[run.pk])
    client.post(progress, headers=HTMX)
    assert DBTaskResult.objects.count() == 1
    assert "Go on" not in client.get(reverse("remarking", args=[run.pk])).content.decode()
    Remarking.objects.filter(pk=run.pk).update(progress_at=timezone.now() - timedelta(minutes=2))
    assert "Go on" in client.get(reverse("remarking", args=[run.pk])).content.decode()
    client.post(progress, {"again": "1"})
    assert DBTaskResult.objects.count() == 2
    tasks.carry_on_remarking.func(run.pk)
    run.refresh_from_db()
    assert run.state == Remarking.State.PREVIEWED


def test_what_cannot_be_applied_is_told_and_nothing_is_done(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    client = signed_in(author)
    run = remarking.begin(question=points, text=WIDER, by=author)
    early = client.post(reverse("remarking_apply", args=[run.pk]))
    assert (early.status_code, "not finished yet" in early.content.decode()) == (409, True)
    remarking.carry_on(run.pk)
    edit_question(question=points, text=NARROWER, author=author)
    late = client.post(reverse("remarking_apply", args=[run.pk]))
    assert (late.status_code, "Meanwhile daniel saved version 2" in late.content.decode()) == (409, True)
    assert thaw.marks.count() == 1


def test_a_text_that_is_saved_and_waits_is_published_as_it_is(
    signed_in: SignedIn, author: User, points: Question, thaw: Attempt
) -> None:
    edit_question(question=points, text=WIDER, author=author)
    run = previewed(points, WIDER, author)
    client = signed_in(author)
    page = client.get(reverse("remarking", args=[run.pk])).content.decode()
    assert "Publish version 2 and re-mark 1 answer" in " ".join(page.split())
    client.post(reverse("remarking_apply", args=[run.pk]))
    points.refresh_from_db()
    assert points.current is not None
    assert (points.current.version, points.versions.count()) == (2, 2)


def test_a_draft_question_has_nothing_to_mark_again(signed_in: SignedIn, author: User) -> None:
    draft = factories.bank(publish=False)[0]
    client = signed_in(author)
    address = reverse("remark", args=[draft.pk])
    assert "no stored answers" in client.get(address).content.decode()
    assert client.post(address, follow=True).redirect_chain == [(address, 303)]
    assert not Remarking.objects.exists()


def test_a_preview_says_which_answers_were_given_to_another_wording_and_offers_to_leave_them_out(
    signed_in: SignedIn, author: User, amira: User, points: Question, thaw: Attempt
) -> None:
    run = previewed(points, WORTH_FOUR, author)
    client = signed_in(author)
    page = client.get(reverse("remarking", args=[run.pk])).content.decode()
    assert "1 of these answers was given to another wording or tariff" in page
    # With all of them left out nothing would be left.
    assert reverse("remarking_leave_out", args=[run.pk]) not in page
    factories.new_version(points, WORTH_FOUR)
    factories.marked(amira, Question.objects.get(pk=points.pk), "Heavy rain over several days.")
    run = previewed(points, WORTH_FOUR, author)
    leave_out = reverse("remarking_leave_out", args=[run.pk])
    assert leave_out in client.get(reverse("remarking", args=[run.pk])).content.decode()
    reply = client.post(leave_out)
    fewer = Remarking.objects.get()
    assert (reply.status_code, reply["Location"]) == (303, reverse("remarking", args=[fewer.pk]))
    page = client.get(reply["Location"]).content.decode()
    assert (fewer.total, fewer.leaves_out) == (1, True)
    assert "are left out: they keep their marks" in page
    assert "were given to another wording" not in page
    client.post(reverse("remarking_apply", args=[fewer.pk]))
    assert client.post(reverse("remarking_leave_out", args=[fewer.pk])).status_code == 409
    assert thaw.marks.count() == 1


def test_leaving_answers_out_of_a_preview_takes_back_nothing_that_a_colleague_saved_meanwhile(
    signed_in: SignedIn, author: User, amira: User, points: Question, thaw: Attempt
) -> None:
    factories.new_version(points, WORTH_FOUR)
    factories.marked(amira, Question.objects.get(pk=points.pk), "Heavy rain over several days.")
    run = previewed(points, WIDER.replace("2 marks", "4 marks"), author)
    dan = factories.user("dan", Role.ADMIN, first_name="Dan")
    edit_question(question=points, text=WORTH_FOUR.replace("- snow", "- tarmac\n- snow"), author=dan, base=2)
    publish_newest(question=points)
    client = signed_in(author)
    client.post(reverse("remarking_leave_out", args=[run.pk]))
    reply = client.post(reverse("remarking_apply", args=[Remarking.objects.get().pk]))
    assert reply.status_code == 409
    assert "Meanwhile Dan saved version 3." in reply.content.decode()
    assert points.versions.count() == 3


def test_the_page_takes_as_many_queries_at_three_changes_as_at_one(
    signed_in: SignedIn, ruth: User, points: Question, thaw: Attempt, django_assert_num_queries: Any
) -> None:
    client = signed_in(ruth)
    for rows in (1, 2):
        for number in range(rows):
            factories.marked(factories.user(f"more{rows}{number}"), points, thaw.answer)
        run = previewed(points, WIDER, ruth)
        with django_assert_num_queries(10):
            assert client.get(reverse("remarking", args=[run.pk])).status_code == 200
        with django_assert_num_queries(7):
            assert client.get(reverse("remark", args=[points.pk])).status_code == 200
