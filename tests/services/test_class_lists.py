"""Bringing a class in: what each row does, all or nothing, once, and passwords that nobody can look up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.utils import timezone

from questions.models import ClassChange, Role, SchoolClass, User
from questions.services import passwords
from questions.services.class_lists import (
    Plan,
    PlanChanged,
    Slip,
    import_class,
    planned,
    put_back,
    suggested,
    take_out,
    taken_out_of,
)
from questions.services.class_table import Listed, read_class
from questions.services.passwords import LETTERS, ShownBefore, give_new_password, new_seed
from tests import factories
from tests.services.test_at_once import at_once

pytestmark = pytest.mark.django_db

SEED = "s" * 32


@pytest.fixture
def boss() -> User:
    return factories.user("boss", Role.ADMIN)


@pytest.fixture
def school_class(ruth: User) -> SchoolClass:
    return SchoolClass.objects.get(name="12A")


def plan_of(school_class: SchoolClass, text: str) -> Plan:
    return planned(school_class, read_class(text).rows)


def bring_in(school_class: SchoolClass, by: User, text: str, seed: str = SEED) -> list[Slip]:
    rows = read_class(text).rows
    return import_class(school_class=school_class, by=by, rows=rows, seen=planned(school_class, rows).digest, seed=seed)


@pytest.mark.parametrize(
    ("first", "last", "taken", "username"),
    [
        ("Amira", "Hussain", set(), "ahussain"),
        ("Amira", "Hussain", {"ahussain", "ahussain2"}, "ahussain3"),
        ("Åsa", "Strøm-Łuk", set(), "astromluk"),
        ("Finn", "O'Brien", set(), "fobrien"),
        ("Pelé", "", set(), "pele"),
        ("小明", "王", set(), "student"),
        ("小明", "王", {"student"}, "student2"),
        ("A", "x" * 60, set(), "a" + "x" * 19),
    ],
)
def test_a_user_name_is_suggested_that_can_be_read_and_typed(
    first: str, last: str, taken: set[str], username: str
) -> None:
    assert suggested(Listed(1, first, last), taken) == username


def test_each_row_says_what_will_happen(school_class: SchoolClass) -> None:
    factories.user("ben", first_name="Ben", last_name="Carter")
    factories.user("gone", is_active=False)
    plan = plan_of(
        school_class,
        "Surname,First name,User name\n"
        "Li,Jack,\nLi,Jane,\nCarter,Ben,BEN\nCarter,Ben,\nHussain,Amira,amira\nWalsh,Keira,gone\nMoss,Dylan,dmoss",
    )
    assert plan.errors == []
    did = [(each.username, each.is_new, each.is_added, each.here) for each in plan.students]
    assert did == [
        ("jli", True, False, False),
        ("jli2", True, False, False),
        ("ben", False, True, False),
        ("bcarter", True, False, False),
        ("amira", False, False, True),
        ("gone", False, True, False),
        ("dmoss", True, False, False),
    ]
    assert "has an account: ben" in plan.students[3].remark
    assert plan.students[5].remark == "The account is gone's. The account is inactive."


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Okafor,Ruth,ruth", "not the account of a student"),
        ("Marsh,Helen,boss", "not the account of a student"),
        ("Price,Daniel,daniel", "not the account of a student"),
        ("Li,Jack,", "in row 2 already. Are they two students"),
        ("Li,Jim,JL", "user name is in row 3 already"),
        ("Li,Jim,a b", "letters, digits"),
        (",,nobody", "No account has this user name"),
        ("Hussain,Amira,", "in this class already (amira)"),
    ],
)
def test_a_row_that_cannot_be_taken_over_is_an_error_and_nothing_is_saved(
    school_class: SchoolClass, boss: User, author: User, row: str, message: str
) -> None:
    text = f"Surname,First name,User name\nLi,Jack,\nLi,Joan,jl\n{row}\n"
    (wrong,) = plan_of(school_class, text).errors
    assert wrong.row.number == 4
    assert message in wrong.error
    people = User.objects.count()
    with pytest.raises(PlanChanged):
        bring_in(school_class, boss, text)
    assert (User.objects.count(), school_class.students.count()) == (people, 1)
    assert not ClassChange.objects.exists()


def test_an_import_makes_accounts_that_must_choose_a_password(school_class: SchoolClass, boss: User) -> None:
    factories.user("ben")
    slips = bring_in(school_class, boss, "Surname,First name,User name\nLi,Jack,\nCarter,Ben,ben")
    (slip,) = slips
    assert (slip.name, slip.username) == ("Jack Li", "jli")
    jack = User.objects.get(username="jli")
    assert (jack.role, jack.is_staff, jack.is_superuser, jack.must_change_password) == (
        Role.STUDENT,
        False,
        False,
        True,
    )
    assert jack.check_password(slip.password)
    assert not User.objects.get(username="ben").must_change_password
    assert {student.username for student in school_class.students.all()} == {"amira", "ben", "jli"}
    change = ClassChange.objects.get()
    assert (change.by, change.before, change.after) == (boss, "", "new accounts: jli; added: ben")


def test_passwords_are_random_readable_and_kept_nowhere(school_class: SchoolClass, boss: User) -> None:
    text = "\n".join(f"Number {number} Li" for number in range(40))
    made = [slip.password for slip in bring_in(school_class, boss, text, new_seed())]
    assert len(set(made)) == 40
    assert all(len(password) == 14 and set(password) <= {*LETTERS, "-"} for password in made)
    stored = "".join(str(list(model.objects.values_list())) for model in (User, ClassChange))
    assert [password for password in made if password in stored] == []


def test_the_same_page_sent_again_makes_nothing_and_shows_the_same(school_class: SchoolClass, boss: User) -> None:
    text = "Jack Li\nJane Li"
    rows, digest = read_class(text).rows, plan_of(school_class, text).digest
    first = bring_in(school_class, boss, text)
    people = list(User.objects.values_list("username", "password"))
    again = import_class(school_class=school_class, by=boss, rows=rows, seen=digest, seed=SEED)
    assert first == again
    assert list(User.objects.values_list("username", "password")) == people
    assert ClassChange.objects.count() == 1


def test_a_page_sent_again_shows_no_password_that_is_changed_old_or_for_somebody_else(
    school_class: SchoolClass, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Jack Li\nJane Li"
    bring_in(school_class, boss, text)
    User.objects.filter(username="jli").update(must_change_password=False)
    assert [slip.username for slip in bring_in(school_class, boss, text)] == ["jli2"]
    give_new_password(school_class=school_class, student=User.objects.get(username="jli2"), by=boss, seed=new_seed())
    with pytest.raises(ShownBefore):
        bring_in(school_class, boss, text)
    User.objects.filter(username__startswith="jli").delete()
    bring_in(school_class, boss, text, "t" * 32)
    other = factories.user("other", Role.ADMIN)
    with pytest.raises(PlanChanged):
        bring_in(school_class, other, text, "t" * 32)
    late = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: late)
    with pytest.raises(ShownBefore):
        bring_in(school_class, boss, text, "t" * 32)


def test_what_changed_since_the_preview_is_not_done_unseen(school_class: SchoolClass, boss: User) -> None:
    rows = read_class("Jack Li").rows
    seen = planned(school_class, rows).digest
    factories.user("jli")
    with pytest.raises(PlanChanged):
        import_class(school_class=school_class, by=boss, rows=rows, seen=seen, seed=SEED)
    assert User.objects.filter(username__startswith="jli").count() == 1


def test_a_plan_takes_as_many_queries_at_three_rows_as_at_one(
    school_class: SchoolClass, django_assert_num_queries: object
) -> None:
    for text in ("Jack Li", "Jack Li\nJane Li\nRuth Okafor"):
        with django_assert_num_queries(2):  # type: ignore[operator]
            plan_of(school_class, text)


def test_a_password_is_hashed_quickly_and_again_at_the_first_sign_in(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # type: ignore[attr-defined]
    monkeypatch.setattr(passwords, "ITERATIONS", 5)
    jack = User.objects.create(username="jli", password=passwords.quickly_hashed("kxmt-tpdw-wnrb"))
    assert jack.password.startswith("pbkdf2_sha256$5$")
    assert not jack.check_password("wrong")
    assert jack.check_password("kxmt-tpdw-wnrb")
    jack.refresh_from_db()
    assert identify_hasher(jack.password).decode(jack.password)["iterations"] > 100_000


def test_a_new_password_is_given_once_for_a_page_and_recorded(
    school_class: SchoolClass, ruth: User, amira: User
) -> None:
    def give(seed: str = SEED) -> str:
        return give_new_password(school_class=school_class, student=amira, by=ruth, seed=seed)

    password = give()
    assert give() == password
    amira.refresh_from_db()
    assert amira.check_password(password)
    assert amira.must_change_password
    assert [(change.by, change.setting, change.after) for change in ClassChange.objects.all()] == [
        (ruth, "password", "amira")
    ]
    assert give("t" * 32) != password
    amira.set_unusable_password()
    amira.save()
    with pytest.raises(ShownBefore):
        give()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.AUTHOR, Role.ADMIN])
def test_only_active_students_of_the_class_get_a_new_password(
    school_class: SchoolClass, ruth: User, role: Role
) -> None:
    member = factories.user("member", role)
    gone = factories.user("gone", is_active=False)
    school_class.students.add(member, gone)
    for person in (member, gone, factories.user("far"), ruth):
        before = person.password
        with pytest.raises(User.DoesNotExist):
            give_new_password(school_class=school_class, student=person, by=ruth, seed=new_seed())
        person.refresh_from_db()
        assert person.password == before
    assert not ClassChange.objects.exists()


def test_a_student_taken_out_keeps_account_and_answers(
    school_class: SchoolClass, boss: User, amira: User, question: object
) -> None:
    attempt = factories.attempt(amira, question)  # type: ignore[arg-type]
    for _ in range(2):
        take_out(school_class=school_class, student=amira, by=boss)
    assert not school_class.students.exists()
    attempt.refresh_from_db()
    assert attempt.student == amira
    assert [(change.before, change.after) for change in ClassChange.objects.all()] == [("amira", "")]


def test_who_was_taken_out_is_known_by_another_name_and_not_taken_for_who_has_it_now(
    school_class: SchoolClass, boss: User, amira: User
) -> None:
    take_out(school_class=school_class, student=amira, by=boss)
    amira.username = "hussain"
    amira.save()
    factories.user("amira")
    assert list(taken_out_of(school_class)) == [amira]
    put_back(school_class=school_class, student=amira, by=boss)
    assert not taken_out_of(school_class).exists()
    assert [change.student for change in ClassChange.objects.all()] == [amira, amira]


def test_a_list_sent_several_times_at_once_makes_each_account_once(
    committed: None, school_class: SchoolClass, boss: User
) -> None:
    rows = read_class("Jack Li\nJane Li").rows
    seen = planned(school_class, rows).digest

    def send() -> list[Slip]:
        return import_class(school_class=school_class, by=boss, rows=rows, seen=seen, seed=SEED)

    first, *others = at_once(*[send] * 4)
    assert [slip.username for slip in first] == ["jli", "jli2"]
    assert others == [first] * 3
    assert school_class.students.count() == 3


def test_one_press_sent_several_times_at_once_gives_one_password(
    committed: None, school_class: SchoolClass, ruth: User, amira: User
) -> None:
    def send() -> str:
        return give_new_password(school_class=school_class, student=amira, by=ruth, seed=SEED)

    given = at_once(*[send] * 4)
    assert len(set(given)) == 1
    amira.refresh_from_db()
    assert amira.check_password(given[0])
