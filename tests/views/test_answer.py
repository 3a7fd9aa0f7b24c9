"""Answering: the page, its autosave and its submission, with everything that can go wrong on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions import marking
from questions.forms.student import writer_signer
from questions.models import Attempt, Question, User
from questions.services.attempts import Writing, save_draft
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def fields(answer: str, **more: Any) -> dict[str, Any]:
    return {"answer": answer, "key": str(uuid.UUID(int=7)), "page": "page", "revision": 0, **more}


def test_the_page_shows_the_question_as_on_paper(signed_in: SignedIn, amira: User, points: Question) -> None:
    page = signed_in(amira).get(reverse("answer", args=[points.pk])).content.decode()
    assert "Give two reasons why rivers flood." in page
    assert "[2]" in page
    assert "2,000" in page  # the limit is told before it is met
    assert "heavy rain" not in page  # the scheme is not in the page


def test_a_draft_is_restored_on_any_device(signed_in: SignedIn, amira: User, points: Question) -> None:
    address = reverse("save_draft", args=[points.pk])
    reply = signed_in(amira).post(address, fields("Rain, I think"))
    assert reply.json()["revision"] == 1
    other_device = signed_in(amira).get(reverse("answer", args=[points.pk]))
    assert "Rain, I think" in other_device.content.decode()


def test_autosave_tells_of_a_text_from_another_device(signed_in: SignedIn, amira: User, points: Question) -> None:
    client = signed_in(amira)
    client.post(reverse("save_draft", args=[points.pk]), fields("From the phone", page="phone"))
    reply = client.post(reverse("save_draft", args=[points.pk]), fields("From the laptop", page="laptop"))
    assert reply.status_code == 409
    assert (reply.json()["answer"], reply.json()["revision"]) == ("From the phone", 1)


def test_autosave_of_an_over_long_text_says_so(signed_in: SignedIn, amira: User, points: Question) -> None:
    reply = signed_in(amira).post(reverse("save_draft", args=[points.pk]), fields("x" * 2001))
    assert reply.status_code == 422
    assert "2,001" in reply.json()["error"]


def test_autosave_when_signed_out_says_where_to_sign_in(client: Client, points: Question) -> None:
    reply = client.post(reverse("save_draft", args=[points.pk]), fields("Rain"))
    assert reply.status_code == 401
    assert reply.json()["login_url"] == f"/login/?next=/questions/{points.pk}/"


def test_autosave_does_not_put_one_students_text_into_anothers_draft(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    ben = factories.user("ben")
    reply = signed_in(ben).post(
        reverse("save_draft", args=[points.pk]), fields("Rain", student=writer_signer().sign(amira.pk))
    )
    assert reply.status_code == 400
    assert not Attempt.objects.exists()


def test_a_submitted_answer_is_marked_at_once(signed_in: SignedIn, amira: User, points: Question) -> None:
    reply = signed_in(amira).post(reverse("submit", args=[points.pk]), fields(factories.GOOD_ANSWER))
    attempt = Attempt.objects.get()
    assert (reply.status_code, reply["Location"]) == (303, reverse("result", args=[attempt.pk]))
    assert (attempt.answer, attempt.marks.get().mark) == (factories.GOOD_ANSWER, 2)


def test_pressing_submit_twice_makes_one_attempt_with_one_mark(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    replies = [client.post(reverse("submit", args=[points.pk]), fields("Heavy rain")) for _ in range(2)]
    assert {reply["Location"] for reply in replies} == {reverse("result", args=[Attempt.objects.get().pk])}
    assert Attempt.objects.get().marks.count() == 1


@pytest.mark.parametrize("text", ["  \n ", "\u200b\u200b", "?", " ... \n–"])
def test_a_blank_answer_is_asked_about_then_marked_0(
    signed_in: SignedIn, amira: User, points: Question, text: str
) -> None:
    client = signed_in(amira)
    asked = client.post(reverse("submit", args=[points.pk]), fields(text))
    assert asked.status_code == 422
    assert 'name="confirm_blank"' in asked.content.decode()
    assert not Attempt.objects.exists()
    client.post(reverse("submit", args=[points.pk]), fields(text, confirm_blank="on"))
    assert Attempt.objects.get().marks.get().mark == 0


def test_an_over_long_answer_comes_back_with_both_figures_and_its_text(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    text = "rain " * 500
    reply = signed_in(amira).post(reverse("submit", args=[points.pk]), fields(text))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "2,500" in page
    assert "2,000" in page
    assert text in page


def test_a_text_changed_elsewhere_is_shown_beside_ones_own_before_it_is_replaced(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    draft = save_draft(student=amira, question=points, writing=Writing("From the phone", uuid.uuid4(), "phone", 0))
    client = signed_in(amira)
    reply = client.post(reverse("submit", args=[points.pk]), fields("From the laptop", page="laptop"))
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "From the phone" in page
    assert "From the laptop" in page
    assert not Attempt.objects.submitted().exists()
    again = fields("From the laptop", page="laptop", revision=draft.revision, key=str(draft.key))
    client.post(reverse("submit", args=[points.pk]), again)
    assert Attempt.objects.get().answer == "From the laptop"


def test_nul_and_the_like_are_handled_as_text(signed_in: SignedIn, amira: User, points: Question) -> None:
    reply = signed_in(amira).post(reverse("submit", args=[points.pk]), fields("heavy\x00rain \U0001f327"))
    assert reply.status_code == 303
    assert Attempt.objects.get().answer == "heavy\ufffdrain \U0001f327"


def test_an_answer_survives_the_end_of_the_session(client: Client, amira: User, points: Question) -> None:
    sent = fields("Written while signed out", student=writer_signer().sign(amira.pk))
    asked = client.post(reverse("submit", args=[points.pk]), sent)
    assert asked.status_code == 401
    page = asked.content.decode()
    assert "Written while signed out" in page
    kept = {f"kept-{name}": value for name, value in sent.items()} | {"kept-question": points.pk}
    wrong = client.post(reverse("login"), {"username": "amira", "password": "wrong", **kept})
    assert "Written while signed out" in wrong.content.decode()
    back = client.post(
        reverse("login"),
        {"username": "amira", "password": "correct-horse-battery", "next": "/", **kept},
        follow=True,
    )
    assert "Written while signed out" in back.content.decode()
    assert "It is not submitted yet" in back.content.decode()
    assert Attempt.objects.get().answer == "Written while signed out"


def test_a_kept_answer_that_meets_a_newer_draft_is_shown_beside_it(
    client: Client, amira: User, points: Question
) -> None:
    save_draft(student=amira, question=points, writing=Writing("From the phone", uuid.uuid4(), "phone", 0))
    kept = {f"kept-{name}": value for name, value in fields("From the laptop", page="laptop").items()}
    sent = {"username": "amira", "password": "correct-horse-battery", "kept-question": points.pk, **kept}
    page = client.post(reverse("login"), sent, follow=True).content.decode()
    assert "From the phone" in page
    assert "From the laptop" in page


def test_a_kept_answer_that_was_submitted_before_is_not_said_to_be_none(
    client: Client, amira: User, points: Question
) -> None:
    sent = fields("Sent twice", student=writer_signer().sign(amira.pk))
    client.force_login(amira)
    client.post(reverse("submit", args=[points.pk]), sent)
    client.logout()
    kept = {f"kept-{name}": value for name, value in sent.items()} | {"kept-question": points.pk}
    given = {"username": "amira", "password": "correct-horse-battery", **kept}
    page = client.post(reverse("login"), given, follow=True).content.decode()
    assert Attempt.objects.get().is_submitted
    assert "It is not submitted yet" not in page


def test_a_kept_answer_is_not_given_to_somebody_else(client: Client, amira: User, points: Question) -> None:
    factories.user("ben")
    kept = {
        f"kept-{name}": value for name, value in fields("Amira's words", student=writer_signer().sign(amira.pk)).items()
    }
    sent = {"username": "ben", "password": "correct-horse-battery", "kept-question": points.pk, **kept}
    page = client.post(reverse("login"), sent, follow=True).content.decode()
    assert "Amira's words" not in page
    assert not Attempt.objects.exists()


def test_a_page_with_an_old_token_offers_the_text_again(amira: User, points: Question) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(amira, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("submit", args=[points.pk])
    reply = client.post(f"{address}?a=1&b=2", fields("Typed <b>before</b>"))
    page = reply.content.decode()
    assert reply.status_code == 403
    assert "Typed &lt;b&gt;before&lt;/b&gt;" in page
    assert f'action="{address}?a=1&amp;b=2"' in page
    assert "You have signed in again" in page


def test_who_is_signed_out_altogether_is_told_so_and_keeps_the_text(points: Question) -> None:
    client = Client(enforce_csrf_checks=True)
    reply = client.post(reverse("submit", args=[points.pk]), fields("Typed before"))
    page = reply.content.decode()
    assert reply.status_code == 403
    assert "You are signed out" in page
    assert "signed in again" not in page
    assert "Typed before" in page
    assert f'<a href="{reverse("login")}"' in page


def test_an_old_token_from_another_site_gets_no_second_offer(amira: User, points: Question) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site"})
    client.force_login(amira, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(reverse("submit", args=[points.pk]), fields("Planted")).content.decode()
    assert "Planted" not in page


def test_a_draft_question_is_not_there_for_students(signed_in: SignedIn, amira: User) -> None:
    hidden = factories.bank(publish=False, topic="Hidden")[0]
    for name in ("answer", "submit"):
        method = "get" if name == "answer" else "post"
        assert getattr(signed_in(amira), method)(reverse(name, args=[hidden.pk])).status_code == 404


def test_a_marker_that_fails_loses_no_answer(
    signed_in: SignedIn, amira: User, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the marker broke")

    client = signed_in(amira)
    with monkeypatch.context() as broken:
        broken.setattr(marking, "mark", fail)
        reply = client.post(reverse("submit", args=[points.pk]), fields(factories.HALF_ANSWER))
    attempt = Attempt.objects.get()
    assert (reply.status_code, attempt.marks.count()) == (303, 0)
    page = client.get(reply["Location"])
    assert reverse("mark_now", args=[attempt.pk]) in page.content.decode()
    client.post(reverse("mark_now", args=[attempt.pk]))
    assert attempt.marks.get().mark == 1
    # A mark that is there is no student's to have made again.
    with monkeypatch.context() as newer:
        newer.setattr(marking, "MARKER_VERSION", "99")
        client.post(reverse("mark_now", args=[attempt.pk]))
    assert attempt.marks.count() == 1


def test_the_next_answer_takes_along_one_left_without_a_mark(
    signed_in: SignedIn, amira: User, points: Question, levels: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factories.user("other")
    left, elsewhere = factories.attempt(other, points), factories.attempt(other, levels)
    just_now = signed_in(amira).post(reverse("submit", args=[points.pk]), fields(factories.HALF_ANSWER))
    assert (just_now.status_code, left.marks.count()) == (303, 0)
    monkeypatch.setattr("questions.models.attempts.LEFT", timedelta(0))
    again = {**fields(factories.GOOD_ANSWER), "key": str(uuid.uuid4())}
    signed_in(amira).post(reverse("submit", args=[points.pk]), again)
    assert [attempt.marks.count() for attempt in (left, elsewhere)] == [1, 0]


def test_nobody_waits_long_for_the_marker_to_fail_on_other_answers(
    signed_in: SignedIn, amira: User, points: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, tried = marking.mark, []

    def fail_on_others(scheme: marking.Scheme, answer: str, **more: Any) -> marking.Marking:
        if answer == factories.GOOD_ANSWER:
            return mark(scheme, answer, **more)
        tried.append(answer)
        raise RuntimeError("the marker broke")

    for name in ("ben", "cara", "dina"):
        factories.attempt(factories.user(name), points, f"{name} wrote this")
    monkeypatch.setattr("questions.models.attempts.LEFT", timedelta(0))
    monkeypatch.setattr("questions.views.student.SECONDS", 0)
    monkeypatch.setattr(marking, "mark", fail_on_others)
    signed_in(amira).post(reverse("submit", args=[points.pk]), fields(factories.GOOD_ANSWER))
    assert tried == ["dina wrote this"]
    assert Attempt.objects.get(student=amira).marks.get().mark == 2


def test_a_second_tabs_other_text_comes_back_and_can_be_a_new_attempt(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    client.post(reverse("submit", args=[points.pk]), fields("From tab 1"))
    told = client.post(reverse("submit", args=[points.pk]), fields("From tab 2", page="tab 2"))
    form = told.context["form"]
    assert (told.status_code, form["answer"].value()) == (409, "From tab 2")
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(reverse("submit", args=[points.pk]), again).status_code == 303
    assert sorted(attempt.answer for attempt in Attempt.objects.submitted()) == ["From tab 1", "From tab 2"]


def test_a_question_reworded_while_writing_is_shown_anew_with_the_text(
    signed_in: SignedIn, amira: User, points: Question
) -> None:
    client = signed_in(amira)
    version = client.get(reverse("answer", args=[points.pk])).context["form"]["version"].value()
    factories.new_version(points, factories.POINTS.replace("rivers flood", "lakes freeze"))
    told = client.post(reverse("submit", args=[points.pk]), fields("My text", version=version))
    page = told.content.decode()
    assert told.status_code == 409
    assert "lakes freeze" in page
    assert "My text" in page


def test_a_kept_answer_that_is_too_long_is_shown_as_not_saved(client: Client, amira: User, points: Question) -> None:
    kept = {f"kept-{name}": value for name, value in fields("x" * 2001).items()}
    sent = {"username": "amira", "password": "correct-horse-battery", "kept-question": points.pk, **kept}
    page = client.post(reverse("login"), sent, follow=True)
    assert "2,001" in page.content.decode()
    assert page.context["form"]["answer"].value() == "x" * 2001


def test_a_kept_answer_outlives_the_saving_of_another_one(
    client: Client, amira: User, points: Question, levels: Question
) -> None:
    kept = {f"kept-{name}": value for name, value in fields("x" * 2001).items()}
    sent = {"username": "amira", "password": "correct-horse-battery", "kept-question": points.pk, **kept}
    client.post(reverse("login"), sent)
    client.post(reverse("save_draft", args=[levels.pk]), fields("Another answer"))
    assert "x" * 2001 in client.get(reverse("answer", args=[points.pk])).content.decode()


def test_a_signed_page_of_somebody_else_is_asked_about(signed_in: SignedIn, amira: User, points: Question) -> None:
    ben = factories.user("ben")
    sent = fields("Amira's words", student=writer_signer().sign(amira.pk))
    told = signed_in(ben).post(reverse("submit", args=[points.pk]), sent)
    assert told.status_code == 409
    assert not Attempt.objects.exists()


def test_a_name_is_told_only_for_a_number_with_our_signature(client: Client, amira: User, points: Question) -> None:
    signed = client.post(reverse("submit", args=[points.pk]), fields("x", student=writer_signer().sign(amira.pk)))
    forged = client.post(reverse("submit", args=[points.pk]), fields("x", student=f"{amira.pk}:forged"))
    assert signed.context["kept_name"] == "Amira Hussain"
    assert forged.context["kept_name"] == ""
    assert "Amira" not in forged.content.decode()
