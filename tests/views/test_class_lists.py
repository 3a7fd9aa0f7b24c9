"""The class list: who is on it, a list brought in and confirmed, and new passwords, shown once."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import BlindMark, ClassChange, Question, Role, SchoolClass, User
from questions.services.challenges import answer_challenge, raise_challenge
from questions.services.moderation import moderate
from questions.services.standardisation import mark_answer
from questions.spreadsheets import NOT_UTF8
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
PASSWORD = re.compile(r"<dd>\s*([a-z]{4}-[a-z]{4}-[a-z]{4})\s*</dd>")


@pytest.fixture
def admin(signed_in: SignedIn) -> Client:
    return signed_in(factories.user("boss", Role.ADMIN))


@pytest.fixture
def address(school_class: SchoolClass) -> str:
    return reverse("class_import", args=[school_class.pk])


def field(page: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page.content.decode())
    return html.unescape(found[1]) if found else ""


def preview(client: Client, address: str, text: str) -> tuple[HttpResponse, dict[str, str]]:
    """The page that says what will happen, and what its form sends to confirm that."""
    page = client.post(address, {"paste": text})
    sent = {"text": text, "seen": field(page, "seen"), "seed": field(page, "seed"), "action": "confirm"}
    return page, sent


def brought_in(client: Client, address: str, text: str) -> list[str]:
    """The passwords that the page shows."""
    return PASSWORD.findall(client.post(address, preview(client, address, text)[1]).content.decode())


def test_the_list_shows_who_learns_in_the_class(signed_in: SignedIn, ruth: User, school_class: SchoolClass) -> None:
    seen = factories.user("ben", first_name="Ben", last_name=HOSTILE, last_login=timezone.now())
    school_class.students.add(seen, factories.user("gone", is_active=False))
    page = signed_in(ruth).get(reverse("class_list", args=[school_class.pk])).content.decode()
    assert "Amira Hussain" in page
    assert HOSTILE not in page
    assert html.escape(HOSTILE) in page
    assert page.count("never") == 2
    assert page.count("inactive") == 1
    assert reverse("student_password", args=[school_class.pk, seen.pk]) in page
    assert "Take out" not in page
    assert "Import" not in page
    for name in ("assignments", "class_settings"):
        at = reverse(name, args=[school_class.pk] if name == "class_settings" else [])
        assert reverse("class_list", args=[school_class.pk]) in signed_in(ruth).get(at).content.decode()


def test_nothing_is_saved_before_the_list_is_confirmed(admin: Client, address: str) -> None:
    people = User.objects.count()
    page, sent = preview(admin, address, "Jack Li\nJane Li")
    assert page.status_code == 200
    assert "jli2" in page.content.decode()
    assert sent["seed"]
    assert User.objects.count() == people
    assert not PASSWORD.search(page.content.decode())


def test_a_file_whose_characters_had_to_be_guessed_is_shown_with_a_warning(admin: Client, address: str) -> None:
    text = "Surname,Forename\nŻółć,Łukasz\n"
    for encoding, is_guessed in (("cp1250", True), ("utf-8", False)):
        file = SimpleUploadedFile("class.csv", text.encode(encoding))
        page = admin.post(address, {"file": file}).content.decode()
        assert (NOT_UTF8 in page, "Łukasz" in page) == (is_guessed, not is_guessed)


def test_a_confirmed_list_makes_accounts_and_shows_their_passwords_on_a_page_for_no_cache(
    admin: Client, address: str
) -> None:
    _, sent = preview(admin, address, "Jack Li\nJane Li")
    page = admin.post(address, sent)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "will not be shown again" in page.content.decode()
    first, second = PASSWORD.findall(page.content.decode())
    assert User.objects.get(username="jli").check_password(first)
    assert User.objects.get(username="jli2").check_password(second)
    assert first not in str(dict(admin.session))


def test_the_second_press_makes_nothing_and_shows_the_same(admin: Client, address: str) -> None:
    _, sent = preview(admin, address, "Jack Li\nJane Li")
    shown = [PASSWORD.findall(admin.post(address, sent).content.decode()) for _ in range(2)]
    assert shown[0] == shown[1]
    assert User.objects.filter(username__startswith="jli").count() == 2


def test_later_the_page_shows_no_password_again(
    admin: Client, address: str, school_class: SchoolClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, sent = preview(admin, address, "Jack Li")
    admin.post(address, sent)
    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for again in (sent, {"seed": sent["seed"], "action": "csv"}):
        reply = admin.post(address, again, follow=True)
        assert reply.redirect_chain == [(reverse("class_list", args=[school_class.pk]), 303)]
        assert "Passwords are not shown again" in reply.content.decode()
    assert User.objects.filter(username__startswith="jli").count() == 1


def test_a_page_in_other_hands_shows_no_password(admin: Client, address: str, signed_in: SignedIn, ruth: User) -> None:
    _, sent = preview(admin, address, "Jack Li")
    admin.post(address, sent)
    assert signed_in(ruth).post(address, sent).status_code == 403
    other = signed_in(factories.user("other", Role.ADMIN))
    assert other.post(address, sent).status_code == 409
    assert other.post(address, {"seed": sent["seed"], "action": "csv"}).status_code == 303


def test_the_accounts_come_as_csv_too(admin: Client, address: str) -> None:
    _, sent = preview(admin, address, "Surname,First name\nLi,=Jack")
    (password,) = PASSWORD.findall(admin.post(address, sent).content.decode())
    reply = admin.post(address, {"seed": sent["seed"], "action": "csv"})
    assert "no-store" in reply["Cache-Control"]
    rows = list(csv.reader(io.StringIO(reply.getvalue().decode("utf-8-sig"), newline="")))
    assert rows == [["name", "user name", "initial password"], ["'=Jack Li", "jli", password]]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffSurname;First name\r\nStrøm;Åsa\r\n".encode(),
        "Surname\tFirst name\nStrøm\tÅsa\n".encode("utf-16"),
        "Strøm,Åsa".encode("cp1252"),
    ],
)
def test_a_file_is_read_as_excel_writes_it(admin: Client, address: str, data: bytes) -> None:
    page = admin.post(address, {"file": SimpleUploadedFile("12A.csv", data)})
    assert page.status_code == 200
    assert "Åsa Strøm" in page.content.decode()
    assert "astrom" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04....", "workbook of Excel"),
        (b"\xff\xfe\x00", "is not text"),
        (b"A B\n" * 110_000, "larger than 400 kB"),
        (b"A B\n" * 30_000, "larger than 400 kB"),
        (b"", "This file is empty"),
    ],
)
def test_a_file_that_is_no_list_is_an_error_on_the_page(admin: Client, address: str, data: bytes, message: str) -> None:
    page = admin.post(address, {"file": SimpleUploadedFile("12A.csv", data)})
    assert page.status_code == 422
    assert message in page.content.decode()


def test_errors_stand_at_their_rows_and_the_list_stays(admin: Client, address: str) -> None:
    text = f"Surname,First name,User name\nLi,Jack,\nOkafor,Ruth,ruth\n{HOSTILE},\x00,\n"
    page, sent = preview(admin, address, text)
    assert page.status_code == 422
    shown = page.content.decode()
    assert 'href="#row-3">Row 3</a>: This is not the account of a student.' in shown
    assert 'id="row-4"' in shown
    assert HOSTILE not in shown
    assert "Okafor,Ruth,ruth" in shown
    confirmed = admin.post(address, sent)
    assert confirmed.status_code == 409
    assert "Okafor,Ruth,ruth" in confirmed.content.decode()
    assert not User.objects.filter(last_name="Li").exists()


def test_a_list_with_newcomers_comes_again_when_the_others_are_said_to_be_the_same(
    admin: Client, address: str, school_class: SchoolClass
) -> None:
    page, sent = preview(admin, address, "Name\nAmira Hussain\n=Jack Li\n")
    assert page.status_code == 422
    assert "They are the same students" in page.content.decode()
    page = admin.post(address, {**sent, "action": "same"})
    assert page.status_code == 200
    text = "Surname;First name;User name\nHussain;Amira;amira\nLi;'=Jack;\n"
    assert html.escape(text) in page.content.decode()
    confirmed = {"text": text, "seen": field(page, "seen"), "seed": field(page, "seed"), "action": "confirm"}
    assert len(PASSWORD.findall(admin.post(address, confirmed).content.decode())) == 1
    assert {student.name for student in school_class.students.all()} == {"Amira Hussain", "=Jack Li"}


def test_other_errors_are_not_said_away(admin: Client, address: str) -> None:
    page, _ = preview(admin, address, "Surname,First name\nHussain,Amira\nLi,\n")
    assert "They are the same students" not in page.content.decode()


def test_a_list_that_was_changed_after_the_preview_is_shown_again_first(admin: Client, address: str) -> None:
    _, sent = preview(admin, address, "Jack Li")
    changed = admin.post(address, {**sent, "text": "Joan Li"})
    assert changed.status_code == 409
    assert "This is not what the page showed before" in changed.content.decode()
    assert not User.objects.filter(last_name="Li").exists()
    confirmed = {**sent, "text": "Joan Li", "seen": field(changed, "seen")}
    assert admin.post(address, confirmed).status_code == 200
    assert User.objects.get(last_name="Li").first_name == "Joan"


@pytest.mark.parametrize("text", ["", "a,b,c,d,e", "Surname,Form\nLi,12B", "A B\n" * 201, "x" * 100_001])
def test_a_text_that_is_no_list_is_an_error_and_stays(admin: Client, address: str, text: str) -> None:
    page = admin.post(address, {"text": text, "seen": "", "seed": "nonsense", "action": "confirm"})
    assert page.status_code == 422
    assert text[:500] in page.content.decode()


def test_a_list_of_existing_students_needs_no_slips(admin: Client, address: str, school_class: SchoolClass) -> None:
    factories.user("ben")
    _, sent = preview(admin, address, "User name\nben\namira")
    assert admin.post(address, sent).status_code == 303
    assert school_class.students.count() == 2
    assert admin.post(address, sent).status_code == 303
    assert [change.after for change in ClassChange.objects.all()] == ["added: ben"]


def test_a_student_is_taken_out_and_the_record_says_by_whom(
    admin: Client, school_class: SchoolClass, amira: User
) -> None:
    address = reverse("class_take_out", args=[school_class.pk, amira.pk])
    page = admin.post(address, follow=True).content.decode()
    assert "Amira Hussain is no longer in 12A" in page
    assert "boss" in page.partition("What was changed")[2]
    # Sent again, as by a double click, it leads to the same page, and nothing more is recorded.
    before = ClassChange.objects.count()
    assert admin.post(address).status_code == 303
    assert ClassChange.objects.count() == before
    assert User.objects.filter(username="amira").exists()


def test_taking_out_says_what_no_teacher_can_settle_any_more(
    admin: Client, school_class: SchoolClass, amira: User, ruth: User, points: Question
) -> None:
    def taken_out() -> str:
        address = reverse("class_take_out", args=[school_class.pk, amira.pk])
        return " ".join(admin.post(address, follow=True).content.decode().split())

    attempt, mark = factories.marked(amira, points)
    raise_challenge(attempt=attempt, target="p2", text="I wrote of snow")
    moderate(attempt=attempt, teacher=ruth, credited=[0, 1], mark=2, reason="Snow too", seen=mark.pk)
    second = factories.user("second", Role.TEACHER)
    mark_answer(attempt=attempt, teacher=second, purpose=BlindMark.Purpose.SECOND, credited=[], mark=0)
    waiting = "waits at the answers of Amira Hussain now: 1 open challenge, 1 difference between marks."
    assert waiting in taken_out()
    other = factories.school_class("13B", teacher=ruth, students=[amira])
    school_class.students.add(amira)
    assert "waits at" not in taken_out()
    other.students.clear()
    school_class.students.add(amira)
    answer_challenge(challenge=attempt.challenges.get(), teacher=ruth, reason="It is credited", upheld=False)
    assert "0 open challenges, 1 difference" in taken_out()


def test_taking_out_can_be_undone_where_it_is_told(admin: Client, school_class: SchoolClass, amira: User) -> None:
    out = admin.post(reverse("class_take_out", args=[school_class.pk, amira.pk]))
    back = reverse("class_put_back", args=[school_class.pk, amira.pk])
    assert back in admin.get(out["Location"]).content.decode()
    page = admin.post(back, follow=True).content.decode()
    assert "Amira Hussain is in 12A again" in page
    assert school_class.students.filter(pk=amira.pk).exists()
    assert back not in admin.get(out["Location"]).content.decode()
    # Sent again, nothing is changed or recorded.
    before = ClassChange.objects.count()
    assert admin.post(back).status_code == 303
    assert ClassChange.objects.count() == before


def test_nobody_is_put_into_a_class_who_never_was_in_it(admin: Client, school_class: SchoolClass) -> None:
    stranger = factories.user("stranger")
    assert admin.post(reverse("class_put_back", args=[school_class.pk, stranger.pk])).status_code == 404
    for out in ("9" * 30, "x", "-1", str(stranger.pk)):
        page = admin.get(reverse("class_list", args=[school_class.pk]), {"out": out})
        assert page.status_code == 200
        assert "Undo" not in page.content.decode()


def test_a_teacher_gives_a_student_a_new_password_which_ends_the_students_sessions(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass
) -> None:
    hers, teacher = signed_in(amira), signed_in(ruth)
    assert hers.get(reverse("topics")).status_code == 200
    address = reverse("student_password", args=[school_class.pk, amira.pk])
    asked = teacher.get(address)
    page = teacher.post(address, {"seed": field(asked, "seed")})
    assert "no-store" in page["Cache-Control"]
    (password,) = PASSWORD.findall(page.content.decode())
    amira.refresh_from_db()
    assert amira.check_password(password)
    assert "login" in hers.get(reverse("topics"))["Location"]
    assert teacher.get(address).status_code == 200
    again = teacher.post(address, {"seed": field(asked, "seed")})
    assert PASSWORD.findall(again.content.decode()) == [password]
    settings = teacher.get(reverse("class_settings", args=[school_class.pk])).content.decode()
    assert "new password for" not in settings
    assert "new password for" in teacher.get(reverse("class_list", args=[school_class.pk])).content.decode()


def test_a_new_password_ends_the_lock_after_wrong_ones(
    client: Client, signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass
) -> None:
    for _ in range(9):
        reply = client.post(reverse("login"), {"username": "amira", "password": "wrong"})
    assert reply.status_code == 429
    page = signed_in(ruth).post(reverse("student_password", args=[school_class.pk, amira.pk]), {"seed": "s" * 32})
    (password,) = PASSWORD.findall(page.content.decode())
    assert client.post(reverse("login"), {"username": "amira", "password": password}).status_code == 302


@pytest.mark.parametrize("role", [Role.TEACHER, Role.AUTHOR, Role.ADMIN])
def test_no_account_but_a_students_gets_a_password_here(
    signed_in: SignedIn, ruth: User, school_class: SchoolClass, role: Role
) -> None:
    member = factories.user("member", role)
    far = factories.user("far")
    gone = factories.user("gone", is_active=False)
    school_class.students.add(member, gone)
    client = signed_in(ruth)
    for person in (member, far, gone, ruth):
        address = reverse("student_password", args=[school_class.pk, person.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"seed": "s" * 32}).status_code == 404
    listed = client.get(reverse("class_list", args=[school_class.pk])).content.decode()
    assert reverse("student_password", args=[school_class.pk, member.pk]) not in listed


def test_a_page_without_its_seed_gives_nothing(
    signed_in: SignedIn, ruth: User, amira: User, school_class: SchoolClass
) -> None:
    address = reverse("student_password", args=[school_class.pk, amira.pk])
    assert signed_in(ruth).post(address, {"seed": "short"}).status_code == 422
    assert not ClassChange.objects.exists()


def test_an_admin_finds_the_list_from_the_class_in_the_admin(admin: Client, school_class: SchoolClass) -> None:
    page = admin.get(reverse("admin:questions_schoolclass_change", args=[school_class.pk]))
    assert reverse("class_list", args=[school_class.pk]) in page.content.decode()


def test_imports_of_a_second_class_meet_no_password_of_the_first(admin: Client, address: str) -> None:
    first = brought_in(admin, address, "Jack Li")
    second = brought_in(admin, address, "Joan Moss")
    assert len({*first, *second}) == 2
