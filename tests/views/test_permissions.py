"""Who gets which page: one table for every address of the app, driven for every kind of user."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from questions.models import BlindMark, Role
from questions.services.challenges import raise_challenge
from questions.services.moderation import moderate
from questions.services.samples import add_sample
from questions.services.standardisation import mark_answer
from tests import factories
from tests.services.test_remarking import previewed

pytestmark = pytest.mark.django_db

WHO = ("nobody", "student", "classmate", "teacher", "outside_teacher", "author", "admin")
SIGN_IN = "sign in"
"""Sent to the sign-in page."""


@dataclass(frozen=True)
class Row:
    """An address and the status each kind of user gets, in the order of WHO."""

    name: str
    method: str
    statuses: tuple[int | str, ...]


# "student" wrote the attempt; "teacher" teaches her; "outside_teacher" teaches another class.
TABLE = (
    Row("home", "get", (SIGN_IN, 302, 302, 302, 302, 302, 302)),
    Row("topics", "get", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("topic", "get", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("answer", "get", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("save_draft", "post", (401, 200, 200, 200, 200, 200, 200)),
    Row("submit", "post", (401, 303, 303, 303, 303, 303, 303)),
    Row("result", "get", (SIGN_IN, 200, 404, 404, 404, 404, 404)),
    Row("mark_now", "post", (SIGN_IN, 303, 404, 404, 404, 404, 404)),
    Row("begin_again", "post", (SIGN_IN, 303, 404, 404, 404, 404, 404)),
    Row("attempt_scheme", "get", (SIGN_IN, 200, 404, 404, 404, 404, 404)),
    Row("challenge", "get", (SIGN_IN, 200, 404, 404, 404, 404, 404)),
    Row("challenge", "post", (SIGN_IN, 303, 404, 404, 404, 404, 404)),
    Row("challenges", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("challenge_answer", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("challenge_answer", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("record", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("record_export", "post", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("class_record_export", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("question_record_export", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("history", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("question_history", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("standardisation", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("standardise", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("standardise", "post", (SIGN_IN, 403, 403, 303, 303, 403, 303)),
    Row("check", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("check", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("second", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("second", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("second_next", "get", (SIGN_IN, 403, 403, 302, 404, 403, 302)),
    Row("agreement", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("differences", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("difference", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("difference", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("class_settings", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("class_settings", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("class_close", "get", (SIGN_IN, 403, 403, 403, 403, 403, 200)),
    Row("class_close", "post", (SIGN_IN, 403, 403, 403, 403, 403, 303)),
    Row("class_reopen", "post", (SIGN_IN, 403, 403, 403, 403, 403, 303)),
    Row("class_list", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("class_import", "get", (SIGN_IN, 403, 403, 403, 403, 403, 200)),
    Row("class_import", "post", (SIGN_IN, 403, 403, 403, 403, 403, 422)),
    Row("class_take_out", "post", (SIGN_IN, 403, 403, 403, 403, 403, 303)),
    Row("class_put_back", "post", (SIGN_IN, 403, 403, 403, 403, 403, 303)),
    Row("class_marks", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("class_marks_export", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("student_marks", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("student_password", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("student_password", "post", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("assignment", "get", (SIGN_IN, 200, 200, 302, 404, 404, 302)),
    Row("assignments", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("assignment_new", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("assignment_new", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("assignment_edit", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("assignment_edit", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("assignment_marks", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("assignment_export", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("assignment_close", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("assignment_reopen", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("review", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("review_attempt", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("review_news", "post", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("name_seen", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("withdraw_mark", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("withdraw_mark", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("review_queue", "get", (SIGN_IN, 403, 403, 200, 200, 403, 200)),
    Row("learning_continue", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("mark_left", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("question_queue", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("review_attempt", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("question_list", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("questions_import", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("questions_import", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("questions_export", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("questions_file", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_new", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_new", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("save_new_draft", "post", (401, 403, 403, 200, 200, 200, 200)),
    Row("drop_new_draft", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("preview", "post", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_try", "post", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_edit", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_edit", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("save_scheme_draft", "post", (401, 403, 403, 200, 200, 200, 200)),
    Row("drop_scheme_draft", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("question_trial", "post", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("samples", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("sample_add", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("sample_table", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("sample_take", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("sample_edit", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("sample_edit", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("sample_retire", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("versions", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("version_restore", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("question_effect", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("question_publish", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("question_retire", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("question_retire", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("question_text", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("questions_change", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("topic_list", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("topic_new", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("topic_new", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("topic_preview", "post", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("topic_edit", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("topic_edit", "post", (SIGN_IN, 403, 403, 422, 422, 422, 422)),
    Row("accept_phrase", "get", (SIGN_IN, 403, 403, 200, 404, 403, 200)),
    Row("accept_phrase", "post", (SIGN_IN, 403, 403, 303, 404, 403, 303)),
    Row("remark", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("remark", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("remarking", "get", (SIGN_IN, 403, 403, 200, 200, 200, 200)),
    Row("remarking_continue", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("remarking_apply", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    Row("remarking_leave_out", "post", (SIGN_IN, 403, 403, 303, 303, 303, 303)),
    # Only what was applied can be undone.
    Row("remarking_undo", "post", (SIGN_IN, 403, 403, 409, 409, 409, 409)),
    Row("login", "get", (200, 200, 200, 200, 200, 200, 200)),
    # Nothing is typed in: the page comes back.
    Row("login", "post", (200, 200, 200, 200, 200, 200, 200)),
    Row("logout", "post", (SIGN_IN, 302, 302, 302, 302, 302, 302)),
    Row("password_change", "get", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("password_change", "post", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("password_change_done", "get", (SIGN_IN, 200, 200, 200, 200, 200, 200)),
    Row("healthz", "get", (200, 200, 200, 200, 200, 200, 200)),
    Row("admin:index", "get", (SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN, 200)),
)


@pytest.fixture(scope="module")
def school(module_database: None) -> dict[str, Any]:
    """One question, a student who answered it, and everybody else of WHO."""
    people = {
        "student": factories.user("student"),
        "classmate": factories.user("classmate"),
        "teacher": factories.user("teacher", Role.TEACHER),
        "outside_teacher": factories.user("outside", Role.TEACHER),
        "author": factories.user("author", Role.AUTHOR),
        "admin": factories.user("admin", Role.ADMIN),
    }
    school_class = factories.school_class(
        "12A", teacher=people["teacher"], students=[people["student"], people["classmate"]]
    )
    factories.school_class("12B", teacher=people["outside_teacher"], students=[factories.user("far")])
    question = factories.bank()[0]
    attempt, mark = factories.marked(people["student"], question)
    other, first = factories.marked(people["student"], question)
    ruling = moderate(attempt=other, teacher=people["teacher"], credited=[0], mark=1, reason="", seen=first.pk)
    challenge = raise_challenge(attempt=other, target="p2", text="I wrote of snow")
    colleague = factories.user("colleague", Role.TEACHER)
    school_class.teachers.add(colleague)
    settled, automatic = factories.marked(people["student"], question)
    moderate(attempt=settled, teacher=colleague, credited=[0], mark=1, reason="", seen=automatic.pk)
    return {
        **people,
        "settled": settled,
        "blind": mark_answer(attempt=settled, teacher=colleague, purpose=BlindMark.Purpose.CHECK, credited=[], mark=0),
        "question": question,
        "attempt": attempt,
        "mark": mark,
        "class": school_class,
        "assignment": factories.assignment(school_class, colleague, [question]),
        "challenge": challenge,
        "ruling": ruling,
        "run": previewed(question, factories.POINTS.replace("spring", "March")),
        "sample": add_sample(question=question, answer="Snow", mark=0, author=people["author"]),
    }


ABOUT = {
    "question": (
        *("answer", "save_draft", "submit", "question_queue", "mark_left", "learning_continue"),
        *("question_edit", "question_publish", "question_retire", "question_text", "question_history", "remark"),
        *("save_scheme_draft", "drop_scheme_draft", "question_trial", "samples", "sample_add", "sample_table"),
        *("versions", "question_effect", "standardise"),
    ),
    "attempt": (
        *("result", "mark_now", "begin_again", "attempt_scheme", "accept_phrase", "review_attempt", "review_news"),
        *("challenge", "history"),
    ),
    "ruling": ("withdraw_mark",),
    "challenge": ("challenge_answer",),
    "class": (
        *("class_settings", "class_close", "class_reopen", "class_list", "class_import"),
        *("class_marks", "class_marks_export", "second_next", "assignment_new"),
    ),
    "assignment": (
        *("assignment", "assignment_edit", "assignment_marks", "assignment_export"),
        *("assignment_close", "assignment_reopen"),
    ),
    "settled": ("check", "second"),
    "blind": ("difference",),
    "topic": ("topic_edit",),
    "run": ("remarking", "remarking_continue", "remarking_apply", "remarking_leave_out", "remarking_undo"),
}
"""The addresses that hold the number of something of the school's."""


OF_A_VERSION_OR_SAMPLE = ("version_restore", "sample_take", "sample_edit", "sample_retire")


def address(name: str, school: dict[str, Any]) -> str:
    topic = school["question"].topic
    if name == "topic":
        return reverse(name, args=[topic.slug])
    if name == "version_restore":
        return reverse(name, args=[school["question"].pk, school["question"].versions.earliest("pk").pk])
    if name in ("class_take_out", "class_put_back", "student_marks", "student_password"):
        return reverse(name, args=[school["class"].pk, school["classmate"].pk])
    if name == "sample_take":
        return reverse(name, args=[school["question"].pk, school["attempt"].pk])
    if name in ("sample_edit", "sample_retire"):
        return reverse(name, args=[school["question"].pk, school["sample"].pk])
    about = next((what for what, names in ABOUT.items() if name in names), None)
    return reverse(name, args=[{**school, "topic": topic}[about].pk] if about else [])


def body(row: Row, school: dict[str, Any]) -> dict[str, Any]:
    """What a form of that address sends, where an empty one would be refused."""
    writing = {"answer": "Rain", "key": str(uuid.uuid4()), "revision": 0, "page": "p"}
    blind = {"sample": school["sample"].pk, "points": ["p1"]}
    sample = {"sample-answer": "Rain", "sample-mark": "1"}
    assignment = {
        "save": "1",
        "title": "Floods",
        "chosen": [school["question"].pk],
        "key": str(uuid.uuid4()),
        "seen": "0",
        "scheme_from": "answered",
    }
    bodies: dict[str, dict[str, Any]] = {
        "save_draft": writing,
        "submit": writing,
        "sample_add": sample,
        "sample_edit": sample,
        "sample_table": {"rows": "Rain\t1"},
        "sample_take": {"mark": "1"},
        "question_effect": {"text": factories.POINTS},
        "assignment_new": assignment,
        "assignment_edit": assignment,
        "challenge": {"target": "p3", "text": "I wrote of trees"},
        "challenge_answer": {"outcome": "stands", "reason": "It says snow nowhere"},
        "class_settings": {"challenge_limit": 2, "check_every": 10, "tolerance": 1},
        "student_password": {"seed": "s" * 32},
        "standardise": blind,
        "check": blind,
        "second": blind,
        "difference": {"outcome": "stands", "reason": "It says rain"},
        "accept_phrase": {"phrase": "the thaw", "use": "accept", "point": "1"},
        "name_seen": {"attempt": [school["attempt"].pk]},
        "withdraw_mark": {"reason": "It says snow"},
        "review_attempt": {"points": ["p1"], "seen": school["mark"].pk},
    }
    return bodies.get(row.name, {})


@pytest.fixture(scope="module")
def cookies(school: dict[str, Any]) -> dict[str, SimpleCookie]:
    """What the browser of each has that is signed in: signing in anew for each address takes as long as the page."""
    browsers = {who: Client() for who in WHO}
    for who, browser in browsers.items():
        if who != "nobody":
            browser.force_login(school[who], backend="django.contrib.auth.backends.ModelBackend")
    return {who: browser.cookies for who, browser in browsers.items()}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.name}-{row.method}")
def test_each_page_answers_each_user_as_the_table_says(
    client: Client, school: dict[str, Any], cookies: dict[str, SimpleCookie], row: Row, who: str
) -> None:
    client.cookies.update(cookies[who])
    response = getattr(client, row.method)(address(row.name, school), body(row, school))
    expected = row.statuses[WHO.index(who)]
    if expected == SIGN_IN:
        assert response.status_code == 302
        assert "login" in response["Location"]
    else:
        assert response.status_code == expected


@pytest.fixture(scope="module")
def closed(school: dict[str, Any]) -> dict[str, Any]:
    """The same school, with a draft of a topic in which "teacher" alone may write in the place of the question."""
    draft = factories.bank(topic="Closed", text=factories.POINTS, publish=False)[0]
    draft.topic.authors.add(school["teacher"])
    return {
        **school,
        "question": draft,
        "sample": add_sample(question=draft, answer="Snow", mark=0, author=school["teacher"]),
        "run": previewed(draft, factories.POINTS.replace("spring", "March")),
    }


ANSWERED = ("answer", "save_draft", "submit", "question_queue", "mark_left", "learning_continue", "sample_take")
"""The addresses of a question that are about its answers, of which a draft has none."""

OF_A_QUESTION = {*ABOUT["question"], *ABOUT["topic"], *ABOUT["run"], *OF_A_VERSION_OR_SAMPLE}


@pytest.mark.parametrize("who", ["teacher", "outside_teacher", "author", "admin"])
@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.name in OF_A_QUESTION], ids=lambda row: f"{row.name}-{row.method}"
)
def test_a_draft_of_a_closed_topic_is_there_for_its_authors_and_admins_alone(
    client: Client, closed: dict[str, Any], cookies: dict[str, SimpleCookie], row: Row, who: str
) -> None:
    client.cookies.update(cookies[who])
    response = getattr(client, row.method)(address(row.name, closed), body(row, closed))
    may_see = who in ("teacher", "admin") and row.name not in ANSWERED
    assert (response.status_code not in (403, 404)) == may_see


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "post"], ids=lambda row: row.name)
def test_a_post_without_the_token_is_refused(
    school: dict[str, Any], cookies: dict[str, SimpleCookie], row: Row
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies.update(cookies["admin"])
    assert client.post(address(row.name, school), body(row, school)).status_code == 403


ALSO_A_PAGE = {row.name for row in TABLE if row.method == "get"}


@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.method == "post" and row.name not in ALSO_A_PAGE], ids=lambda row: row.name
)
def test_what_writes_is_never_a_get(
    client: Client, school: dict[str, Any], cookies: dict[str, SimpleCookie], row: Row
) -> None:
    client.cookies.update(cookies["admin"])
    assert client.get(address(row.name, school)).status_code == 405


NAMES = sorted(pattern.name for pattern in get_resolver("questions.urls").url_patterns)
METHODS = ("get", "post", "put", "patch", "delete")
"""Those that may bring something or write; what answers GET answers HEAD."""


@pytest.mark.parametrize("name", NAMES)
def test_every_address_is_in_the_table_with_every_method_that_it_takes(
    client: Client, school: dict[str, Any], cookies: dict[str, SimpleCookie], name: str
) -> None:
    taken = set()
    for method in METHODS:
        with transaction.atomic():
            client.cookies = SimpleCookie(cookies["admin"])
            if getattr(client, method)(address(name, school)).status_code != 405:
                taken.add(method)
            transaction.set_rollback(True)
    assert taken == {row.method for row in TABLE if row.name == name}


def test_the_table_has_no_address_that_there_is_not() -> None:
    assert {row.name for row in TABLE} - {"admin:index"} == set(NAMES)
