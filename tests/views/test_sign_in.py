"""Signing in is throttled by name and address together: a class shares one address."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Role, User
from tests import factories

pytestmark = pytest.mark.django_db

GOOD = {"username": "amira", "password": "correct-horse-battery"}


def test_too_many_wrong_passwords_lock_that_name_out_for_a_while(client: Client) -> None:
    factories.user("amira")
    factories.user("ben")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {**GOOD, "password": "wrong"})
    locked = client.post(reverse("login"), GOOD)
    assert locked.status_code == 429
    assert "15 minutes" in locked.content.decode()
    assert client.post(reverse("login"), {**GOOD, "username": "ben"}).status_code == 302


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.STUDENT, "topics"),
        (Role.TEACHER, "review_queue"),
        (Role.AUTHOR, "question_list"),
        (Role.ADMIN, "review_queue"),
    ],
)
def test_each_role_begins_at_its_own_work(client: Client, role: Role, name: str) -> None:
    factories.user("amira", role)
    response = client.post(reverse("login"), GOOD, follow=True)
    assert response.redirect_chain[-1][0] == reverse(name)


@pytest.mark.parametrize(("name", "typed"), [("Éva", "éva"), ("éva", "ÉVA"), ("ŁUKASZ", "łukasz")])
def test_a_name_is_taken_in_any_case_of_any_letters(client: Client, name: str, typed: str) -> None:
    factories.user(name)
    assert client.post(reverse("login"), {**GOOD, "username": typed}).status_code == 302


def test_a_name_is_taken_in_any_case_and_its_failures_count_for_the_account(client: Client) -> None:
    factories.user("amira")
    assert client.post(reverse("login"), {**GOOD, "username": "Amira"}).status_code == 302
    client.logout()
    for number in range(settings.AXES_FAILURE_LIMIT):
        name = "AMIRA" if number % 2 else "aMira"
        client.post(reverse("login"), {"username": name, "password": "wrong"})
    assert client.post(reverse("login"), GOOD).status_code == 429


@pytest.mark.parametrize(("one", "other"), [("amira", "Amira"), ("Éva", "éva")])
def test_no_two_people_have_a_name_that_differs_in_its_capitals_only(one: str, other: str) -> None:
    factories.user(one)
    with pytest.raises(IntegrityError):
        factories.user(other)


def test_who_forgot_a_password_is_sent_to_those_who_can_set_one(client: Client) -> None:
    page = client.get(reverse("login")).content.decode()
    assert "Students ask a teacher of their class" in page
    assert "whoever looks after the accounts at the school" in page


def test_sign_in_does_not_lead_to_another_site(client: Client) -> None:
    factories.user("amira")
    response = client.post(reverse("login"), {**GOOD, "next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("home")


def test_behind_a_proxy_failures_count_by_the_address_that_the_proxy_saw(client: Client, settings: object) -> None:
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    factories.user("amira")
    stranger = {"X-Forwarded-For": "10.9.9.9, 203.0.113.7"}
    for _ in range(8):
        client.post(reverse("login"), {**GOOD, "password": "wrong"}, headers=stranger)
    assert client.post(reverse("login"), GOOD, headers=stranger).status_code == 429
    assert client.post(reverse("login"), GOOD, headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ("203.0.113.7:51000", "203.0.113.7"),
        ("10.9.9.9, 203.0.113.7:51000", "203.0.113.7"),
        ("[2001:db8::7]:51000", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:DB8:0::7", "2001:db8::7"),
        ("fe80::7%eth0", "fe80::7"),
        ("unknown", "127.0.0.1"),
        ("203.0.113.7:51000:2", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_a_proxy_may_write_a_port_behind_the_address(client: Client, settings: object, sent: str, address: str) -> None:
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    factories.user("amira")
    wrong = {**GOOD, "password": "wrong"}
    assert client.post(reverse("login"), wrong, headers={"X-Forwarded-For": sent}).status_code == 200
    assert AccessAttempt.objects.get().ip_address == address


def test_one_password_tried_on_many_names_locks_the_address_out(client: Client, settings: object) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 5  # type: ignore[attr-defined]
    factories.user("amira")
    for number in range(5):
        client.post(reverse("login"), {"username": f"name{number}", "password": "correct-horse-battery"})
    assert client.post(reverse("login"), GOOD).status_code == 429
    assert client.post(reverse("login"), GOOD, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_one_locked_name_locks_nobody_else_however_often_it_is_tried(client: Client, settings: object) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 12  # type: ignore[attr-defined]
    factories.user("amira")
    for _ in range(20):
        client.post(reverse("login"), {"username": "ben", "password": "wrong"}, headers={"User-Agent": f"browser {_}"})
    assert client.post(reverse("login"), GOOD).status_code == 302
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    client.post(reverse("login"), {"username": "ben", "password": "wrong"})
    assert not AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - timedelta(minutes=13)).exists()


def test_who_signed_in_with_a_browser_before_gets_in_while_the_address_is_locked(
    client: Client, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 5  # type: ignore[attr-defined]
    own, shared = Client(), Client()
    for name, browser in (("amira", own), ("ben", shared), ("cleo", shared)):
        factories.user(name)
        assert browser.post(reverse("login"), {**GOOD, "username": name}).status_code == 302
        browser.post(reverse("logout"))
    for number in range(5):
        assert "is locked" not in caplog.text
        client.post(reverse("login"), {"username": f"name{number}", "password": "correct-horse-battery"})
    assert "127.0.0.1 is locked" in caplog.text
    assert client.post(reverse("login"), GOOD).status_code == 429
    assert own.post(reverse("login"), {**GOOD, "username": "ben"}).status_code == 429
    for name, browser in (("Amira", own), ("ben", shared), ("cleo", shared)):
        assert browser.post(reverse("login"), {**GOOD, "username": name}).status_code == 302
    call_command("axes_reset_ip", "127.0.0.1", stdout=StringIO())
    assert client.post(reverse("login"), GOOD).status_code == 302


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("login", {"username": "ben", "password": "wrong"}),
        (
            "password_change",
            {"old_password": "wrong", "new_password1": "brown-bottles", "new_password2": "brown-bottles"},
        ),
    ],
)
def test_the_log_says_when_an_address_is_locked_whoever_is_signed_in(
    client: Client, settings: object, caplog: pytest.LogCaptureFixture, page: str, wrong: dict[str, str]
) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 2  # type: ignore[attr-defined]
    factories.user("amira")
    client.post(reverse("login"), GOOD)
    for times in (0, 1, 1):
        client.post(reverse(page), wrong)
        assert caplog.text.count("127.0.0.1 is locked") == times


def test_only_the_server_says_who_is_known_to_a_browser(client: Client, settings: object) -> None:
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 1  # type: ignore[attr-defined]
    client.cookies["known_here"] = str(factories.user("amira").pk)
    client.post(reverse("login"), {"username": "ben", "password": "wrong"})
    assert client.post(reverse("login"), GOOD).status_code == 429


@pytest.mark.parametrize("name", ["x" * 151, "x" * 300, "a\x00b", "\N{GRINNING FACE}"])
def test_a_strange_name_is_an_error_on_the_page(client: Client, name: str) -> None:
    assert client.post(reverse("login"), {**GOOD, "username": name}).status_code == 200


def test_a_failed_sign_in_is_logged_without_the_name(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {**GOOD, "password": "wrong"})
    assert "127.0.0.1" in caplog.text
    assert "Locking out" in caplog.text
    assert "amira" not in caplog.text


def test_what_a_failed_sign_in_logs_holds_no_answer(client: Client) -> None:
    client.post(reverse("login"), {**GOOD, "password": "wrong", "kept-question": 1, "kept-answer": "My own words"})
    logged = AccessAttempt.objects.get()
    assert "My own words" not in logged.post_data
    assert "wrong" not in logged.post_data


def test_a_wrong_old_password_counts_as_at_the_sign_in_and_too_many_sign_out(client: Client) -> None:
    amira = factories.user("amira")
    client.post(reverse("login"), GOOD)
    new = {"new_password1": "seven-brown-bottles", "new_password2": "seven-brown-bottles"}
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        page = client.post(reverse("password_change"), {**new, "old_password": "a-guessed-one"})
        assert (page.status_code, "Your old password was entered incorrectly" in page.content.decode()) == (200, True)
    locked = client.post(reverse("password_change"), {**new, "old_password": "a-guessed-one"})
    assert (locked.status_code, "You are signed out" in locked.content.decode()) == (429, True)
    assert client.get(reverse("password_change")).status_code == 302
    assert client.post(reverse("login"), GOOD).status_code == 429
    assert not any(word in AccessAttempt.objects.get().post_data for word in ("a-guessed-one", "seven-brown-bottles"))
    amira.refresh_from_db()
    assert amira.check_password(GOOD["password"])


NEW = {"new_password1": "seven-brown-bottles", "new_password2": "seven-brown-bottles"}


@pytest.mark.parametrize("first_time", [True, False])
def test_what_somebody_else_tries_a_name_with_keeps_its_owner_from_nothing(client: Client, *, first_time: bool) -> None:
    amira = factories.user("amira")
    User.objects.update(must_change_password=first_time)
    client.post(reverse("login"), GOOD)
    other = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        other.post(reverse("login"), {**GOOD, "password": "wrong"})
    page = client.post(reverse("password_change"), {**NEW, "old_password": "mistyped"})
    assert (page.status_code, "Your old password was entered incorrectly" in page.content.decode()) == (200, True)
    assert client.post(reverse("password_change"), {**NEW, "old_password": GOOD["password"]}).status_code == 302
    amira.refresh_from_db()
    assert amira.check_password(NEW["new_password1"])


def test_wrong_old_passwords_are_forgotten_with_the_old_password(client: Client) -> None:
    factories.user("amira")
    client.post(reverse("login"), GOOD)
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        client.post(reverse("password_change"), {**NEW, "old_password": "mistyped"})
    client.post(reverse("password_change"), {**NEW, "old_password": GOOD["password"]})
    newest = {"new_password1": "six-brown-bottles", "new_password2": "six-brown-bottles"}
    assert client.post(reverse("password_change"), {**newest, "old_password": "mistyped"}).status_code == 200
    client.post(reverse("logout"))
    assert client.post(reverse("login"), {**GOOD, "password": "mistyped"}).status_code == 200
    assert client.post(reverse("login"), {**GOOD, "password": NEW["new_password1"]}).status_code == 302


def test_the_admin_has_no_page_of_its_own_to_change_a_password(client: Client) -> None:
    client.force_login(factories.user("boss", Role.ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/admin/password_change/")["Location"] == reverse("password_change")


def test_of_a_sign_in_neither_address_nor_browser_is_kept_and_of_a_failed_one_for_minutes(client: Client) -> None:
    factories.user("amira")
    client.post(reverse("login"), {**GOOD, "username": "ben"})
    assert AccessAttempt.objects.count() == 1
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    client.post(reverse("login"), GOOD)
    client.post(reverse("logout"))
    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()


def test_signing_in_leads_back_to_the_page_that_a_form_was_sent_from(client: Client) -> None:
    sent_from = {"Referer": "http://testserver/author/7/?x=1"}
    response = client.post(reverse("question_retire", args=[7]), headers=sent_from)
    assert response["Location"] == "/login/?next=/author/7/%3Fx%3D1"
    elsewhere = client.post(reverse("question_retire", args=[7]), headers={"Referer": "https://elsewhere.example/"})
    assert elsewhere["Location"] == "/login/?next=/"


def test_a_part_of_a_page_is_never_replaced_by_the_sign_in_page(client: Client) -> None:
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/review/?checked=no"}
    response = client.get(reverse("review"), headers=htmx)
    assert (response.status_code, response["HX-Redirect"]) == (401, "/login/?next=/review/%3Fchecked%3Dno")
    preview = client.post(reverse("preview"), headers=htmx)
    assert (preview.status_code, "HX-Redirect" in preview) == (401, False)


def test_the_admin_has_no_sign_in_page_of_its_own(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/questions/user/")
    assert response["Location"] == "/login/?next=/admin/questions/user/"
    client.force_login(factories.user("ruth", Role.TEACHER), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/", follow=True).status_code == 403


def test_pages_of_a_signed_in_person_stay_in_no_cache(client: Client) -> None:
    client.force_login(factories.user("amira"), backend="django.contrib.auth.backends.ModelBackend")
    assert "no-store" in client.get(reverse("topics"))["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?role__exact=%00", 200),
        ("?classes__id__exact=%00", 200),
        ("?q=%00", 200),
        ("?p=%00", 200),
        ("?role=%00", 400),
        ("?id=%00", 400),
    ],
)
def test_nul_in_an_address_of_the_admin_is_no_error(client: Client, query: str, status: int) -> None:
    client.force_login(factories.user("boss", Role.ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("admin:questions_user_changelist") + query).status_code == status
