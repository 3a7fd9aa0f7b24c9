"""A password that somebody else gave is changed before anything else, and nothing written is lost on the way."""

from __future__ import annotations

import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from questions.forms.student import writer_signer
from questions.models import Attempt, Question, Role, SchemeDraft, SchoolClass, User
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

GIVEN, OWN = "correct-horse-battery", "seven-brown-bottles"
CHANGE = {"old_password": GIVEN, "new_password1": OWN, "new_password2": OWN}


@pytest.fixture
def newcomer() -> User:
    return factories.user("newcomer", must_change_password=True)


def test_the_first_sign_in_leads_to_the_password_and_then_on(client: Client, newcomer: User) -> None:
    topics = reverse("topics")
    change = f"{reverse('password_change')}?next=/topics/"
    reply = client.post(reverse("login"), {"username": "newcomer", "password": GIVEN, "next": topics}, follow=True)
    assert reply.redirect_chain[-1][0] == change
    page = reply.content.decode()
    assert "Choose your password" in page
    assert 'name="next" value="/topics/"' in page
    assert "Cancel" not in page
    assert "Questions</a>" not in page
    done = client.post(reverse("password_change"), {**CHANGE, "next": topics})
    assert done["Location"] == topics
    assert client.get(topics).status_code == 200
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.check_password(OWN)


@pytest.mark.parametrize("name", ["home", "topics", "password_change_done", "review_queue", "admin:index"])
def test_no_page_opens_before(signed_in: SignedIn, newcomer: User, name: str) -> None:
    reply = signed_in(newcomer).get(reverse(name))
    assert reply.status_code == 302
    assert reply["Location"].startswith(reverse("password_change"))


def test_nothing_is_written_before(signed_in: SignedIn, newcomer: User, points: Question) -> None:
    client = signed_in(newcomer)
    writing = {"answer": "Rain", "key": str(uuid.uuid4()), "revision": 0, "page": "p"}
    saved = client.post(reverse("save_draft", args=[points.pk]), writing)
    assert saved.status_code == 401
    assert saved.json()["login_url"] == f"{reverse('password_change')}?next={reverse('answer', args=[points.pk])}"
    sent = client.post(reverse("submit", args=[points.pk]), writing)
    assert sent.status_code == 401
    assert 'name="kept-answer" value="Rain"' in sent.content.decode()
    assert not Attempt.objects.exists()
    posted = client.post(reverse("name_seen"), headers={"Referer": "http://testserver/topics/"})
    assert posted["Location"] == f"{reverse('password_change')}?next=/topics/"
    part = client.get(reverse("topics"), headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/topics/"})
    assert (part.status_code, part["HX-Redirect"]) == (401, f"{reverse('password_change')}?next=/topics/")


def test_no_scheme_is_kept_before(signed_in: SignedIn, points: Question) -> None:
    author = factories.user("new-author", Role.AUTHOR, must_change_password=True)
    kept = signed_in(author).post(reverse("save_scheme_draft", args=[points.pk]), {"text": "Mine", "base": 1})
    assert (kept.status_code, SchemeDraft.objects.count()) == (401, 0)


def test_one_may_sign_out_before(signed_in: SignedIn, newcomer: User) -> None:
    assert signed_in(newcomer).post(reverse("logout"))["Location"] == reverse("login")


def test_an_answer_that_comes_through_the_sign_in_page_is_there_after_the_new_password(
    client: Client, newcomer: User, points: Question
) -> None:
    kept = {
        "kept-question": points.pk,
        "kept-answer": "It rained for days.",
        "kept-key": str(uuid.uuid4()),
        "kept-page": "p",
        "kept-revision": 0,
        "kept-student": writer_signer().sign(newcomer.pk),
    }
    reply = client.post(reverse("login"), {"username": "newcomer", "password": GIVEN, **kept}, follow=True)
    answer = reverse("answer", args=[points.pk])
    assert reply.redirect_chain[-1][0] == f"{reverse('password_change')}?next={answer}"
    client.post(reverse("password_change"), {**CHANGE, "next": answer})
    assert "It rained for days." in client.get(answer).content.decode()


def test_an_answer_that_could_not_be_saved_comes_through_too(client: Client, newcomer: User, points: Question) -> None:
    long = "rain " * 2000
    kept = {"kept-question": points.pk, "kept-answer": long, "kept-key": str(uuid.uuid4()), "kept-page": "p"}
    client.post(reverse("login"), {"username": "newcomer", "password": GIVEN, **kept})
    answer = reverse("answer", args=[points.pk])
    client.post(reverse("password_change"), {**CHANGE, "next": answer})
    assert long.strip() in client.get(answer).content.decode()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"old_password": "wrong"}, "Your old password was entered incorrectly"),
        ({"new_password1": GIVEN, "new_password2": GIVEN}, "This is the password that you have"),
        ({"new_password1": "short", "new_password2": "short"}, "too short"),
    ],
)
def test_a_refused_password_changes_nothing_and_goes_on_afterwards(
    signed_in: SignedIn, newcomer: User, sent: dict[str, str], message: str
) -> None:
    page = signed_in(newcomer).post(reverse("password_change"), {**CHANGE, **sent, "next": "/topics/"})
    assert message in page.content.decode()
    assert 'name="next" value="/topics/"' in page.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.must_change_password
    assert newcomer.check_password(GIVEN)


def test_the_new_password_leads_to_no_other_site(signed_in: SignedIn, newcomer: User) -> None:
    done = signed_in(newcomer).post(reverse("password_change"), {**CHANGE, "next": "https://elsewhere.example/"})
    assert done["Location"] == reverse("password_change_done")


def test_other_sessions_end_with_the_new_password(signed_in: SignedIn, newcomer: User) -> None:
    here, there = signed_in(newcomer), signed_in(newcomer)
    here.post(reverse("password_change"), CHANGE)
    assert here.get(reverse("topics")).status_code == 200
    assert reverse("login") in there.get(reverse("topics"))["Location"]


def test_the_command_and_the_admin_set_passwords_as_before(
    signed_in: SignedIn, newcomer: User, school_class: SchoolClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: OWN)
    call_command("changepassword", "newcomer", verbosity=0)
    newcomer.refresh_from_db()
    assert newcomer.check_password(OWN)
    assert newcomer.must_change_password
    boss = signed_in(factories.user("boss", Role.ADMIN))
    sent = {"username": "walsh", "role": "student", "usable_password": "true", "password1": OWN, "password2": OWN}
    assert boss.post(reverse("admin:questions_user_add"), {**sent, "must_change_password": "on"}).status_code == 302
    walsh = User.objects.get(username="walsh")
    assert (walsh.must_change_password, walsh.check_password(OWN)) == (True, True)
    address = reverse("admin:auth_user_password_change", args=[walsh.pk])
    assert boss.post(address, {"password1": GIVEN, "password2": GIVEN, "usable_password": "true"}).status_code == 302
    walsh.refresh_from_db()
    assert (walsh.must_change_password, walsh.check_password(GIVEN)) == (True, True)
