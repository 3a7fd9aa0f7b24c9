"""Django's admin pages: what they keep to themselves."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from questions.admin import OWN
from questions.forms.admin import CHANGED
from questions.models import ClassChange, Question, Role, SchoolClass, Topic, User
from questions.services.classes import change_settings
from questions.services.topics import TopicText, edit_topic
from tests import factories
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db


def test_the_admin_pages_do_not_say_whose_an_answer_is(signed_in: SignedIn, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    client = signed_in(factories.user("root", Role.ADMIN))
    listed = reverse("admin:questions_attempt_changelist")
    for page in (listed, reverse("admin:questions_attempt_change", args=[attempt.pk])):
        shown = client.get(page)
        assert shown.status_code == 200
        assert "Amira" not in shown.content.decode()
        assert "amira" not in shown.content.decode()
    assert str(attempt) not in client.get(listed, {"q": amira.last_name}).content.decode()
    for lookup in ("student", "student__id__exact", "student__username"):
        assert client.get(listed, {lookup: amira.pk}).status_code == 400


def test_students_come_and_go_on_the_page_that_records_it(signed_in: SignedIn, amira: User, ruth: User) -> None:
    client = signed_in(factories.user("root", Role.ADMIN))
    added = client.get(reverse("admin:questions_schoolclass_add")).content.decode()
    assert 'name="students"' in added
    school_class = amira.classes.get()
    address = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    page = client.get(address).content.decode()
    assert 'name="students"' not in page
    assert f'1: <a href="{reverse("class_list", args=[school_class.pk])}">' in page
    sent = {"name": "11C", "challenge_limit": 3, "check_every": 0, "tolerance": 1, "teachers": [ruth.pk]}
    assert client.post(address, {**sent, "students": []}).status_code == 302
    school_class.refresh_from_db()
    assert (school_class.name, list(school_class.students.all())) == ("11C", [amira])


def test_a_password_that_an_admin_gives_is_changed_at_the_next_sign_in(signed_in: SignedIn, amira: User) -> None:
    root = factories.user("root", Role.ADMIN)
    client = signed_in(root)
    given = {"password1": "seven-brown-bottles", "password2": "seven-brown-bottles"}
    for person, asked in ((amira, True), (root, False)):
        address = reverse("admin:auth_user_password_change", args=[person.pk])
        assert client.post(address, {**given, "password2": "other"}).status_code == 200
        person.refresh_from_db()
        assert not person.must_change_password
        assert client.post(address, given).status_code == 302
        person.refresh_from_db()
        assert (person.check_password("seven-brown-bottles"), person.must_change_password) == (True, asked)


@pytest.fixture
def root(signed_in: SignedIn) -> Client:
    return signed_in(factories.user("root", Role.ADMIN))


def opened(client: Client, address: str) -> dict[str, object]:
    """What the page at the address sends when it is saved as it is."""
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name, field in form.fields.items() if not field.disabled}
    kept = {name: value for name, value in values.items() if value is not None and value is not False}
    return {
        name: [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value
        for name, value in kept.items()
    }


def test_the_start_page_names_what_an_admin_looks_after_and_nothing_else(root: Client) -> None:
    page = root.get(reverse("admin:index"))
    (shown,) = page.context["app_list"]
    assert [model["name"] for model in shown["models"]] == [
        "Attempts",
        "Classes",
        "Mark schemes",
        "Minimum for publishing",
        "Questions",
        "Topics",
        "Users",
    ]


def test_a_password_that_an_admin_gives_ends_a_lock(root: Client, ruth: User) -> None:
    visitor = Client(REMOTE_ADDR="10.0.0.9")
    wrong = {"username": "ruth", "password": "forgotten"}
    replies = [visitor.post(reverse("login"), wrong).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert replies[-1] == 429
    given = {"password1": "seven-brown-bottles", "password2": "seven-brown-bottles"}
    assert root.post(reverse("admin:auth_user_password_change", args=[ruth.pk]), given).status_code == 302
    sent = {"username": "ruth", "password": "seven-brown-bottles"}
    assert visitor.post(reverse("login"), sent).status_code == 302


def test_a_password_is_the_only_way_in(root: Client, amira: User) -> None:
    given = {"password1": "seven-brown-bottles", "password2": "seven-brown-bottles"}
    new = {"username": "bell", "role": "teacher", **given}
    add = reverse("admin:questions_user_add")
    change = reverse("admin:auth_user_password_change", args=[amira.pk])
    for address in (add, change):
        page = root.get(address).content.decode()
        assert "usable" not in page.replace("unusable_password_field", "")
        assert "authentication" not in page
        assert "Your password must contain at least" in page
        assert "&lt;li&gt;" not in page
    assert root.post(add, {**new, "usable_password": "false"}).status_code == 302
    assert User.objects.get(username="bell").check_password("seven-brown-bottles")
    assert root.post(change, {"usable_password": "false", "unset-password": "x"}).status_code == 200
    amira.refresh_from_db()
    assert amira.has_usable_password()


def test_only_what_no_kept_row_names_can_be_deleted(root: Client, amira: User, ruth: User, points: Question) -> None:
    factories.marked(amira, points)
    rows = {"user": amira, "topic": points.topic, "question": points}
    for kind, row in rows.items():
        page = root.get(reverse(f"admin:questions_{kind}_change", args=[row.pk])).content.decode()
        delete = reverse(f"admin:questions_{kind}_delete", args=[row.pk])
        assert delete not in page
        assert root.get(delete).status_code == 403
        assert "delete_selected" not in root.get(reverse(f"admin:questions_{kind}_changelist")).content.decode()
    assert (
        "Unselect this instead of deleting accounts"
        in root.get(reverse("admin:questions_user_change", args=[amira.pk])).content.decode()
    )
    slip = factories.user("slip")
    assert root.post(reverse("admin:questions_user_delete", args=[slip.pk]), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(username="slip").exists()


def test_a_class_that_nobody_can_review_is_saved_with_a_warning(root: Client, ruth: User) -> None:
    sent = {"name": "9Z", "challenge_limit": 3, "check_every": 0, "tolerance": 1}
    warning = "9Z has no teacher who can sign in"
    page = root.post(reverse("admin:questions_schoolclass_add"), sent, follow=True).content.decode()
    assert warning in page
    address = reverse("admin:questions_schoolclass_change", args=[SchoolClass.objects.get(name="9Z").pk])
    page = root.post(address, {**sent, "teachers": [ruth.pk]}, follow=True).content.decode()
    assert ("was changed successfully" in page, warning in page) == (True, False)


def test_the_page_of_an_answer_has_nothing_of_how_it_was_saved(root: Client, amira: User, points: Question) -> None:
    attempt, _ = factories.marked(amira, points)
    page = root.get(reverse("admin:questions_attempt_change", args=[attempt.pk])).content.decode()
    shown = set(re.findall(r'class="form-row field-(\w+)"', page))
    assert shown == {"question", "mark_scheme", "answer", "submitted_at"}


def test_an_older_page_of_a_topic_changes_nothing_and_says_so(root: Client, author: User, points: Question) -> None:
    address = reverse("admin:questions_topic_change", args=[points.topic_id])
    sent = opened(root, address)
    edit_topic(topic=points.topic, text=TopicText("Rivers", "Why rivers flood", "## Rain"), author=author)
    reply = root.post(address, {**sent, "position": 5})
    assert CHANGED in reply.content.decode()
    topic = Topic.objects.get()
    assert (topic.focus, topic.position) == ("Why rivers flood", 1)
    assert CHANGED in root.post(address, {**sent, "position": 5}).content.decode()
    assert root.post(address, {**opened(root, address), "position": 5}).status_code == 302
    topic.refresh_from_db()
    assert (topic.focus, topic.notes, topic.position) == ("Why rivers flood", "## Rain", 5)


def test_an_older_page_of_a_topic_does_not_take_its_authors_away(root: Client, author: User, points: Question) -> None:
    address = reverse("admin:questions_topic_change", args=[points.topic_id])
    sent = opened(root, address)
    points.topic.authors.add(author)
    assert CHANGED in root.post(address, {**sent, "position": 5}).content.decode()
    assert points.topic.authors.get() == author


def test_an_older_page_of_a_class_changes_nothing_and_says_so(root: Client, amira: User, ruth: User) -> None:
    school_class = amira.classes.get()
    address = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    sent = opened(root, address)
    change_settings(school_class=school_class, by=ruth, settings={"challenge_limit": 7})
    assert CHANGED in root.post(address, {**sent, "name": "11C"}).content.decode()
    school_class.refresh_from_db()
    assert (school_class.name, school_class.challenge_limit, ClassChange.objects.count()) == ("12A", 7, 1)
    assert root.post(address, {**opened(root, address), "name": "11C"}).status_code == 302
    school_class.refresh_from_db()
    assert (school_class.name, school_class.challenge_limit) == ("11C", 7)


def test_an_older_page_of_a_person_does_not_keep_a_given_password(root: Client, amira: User) -> None:
    address = reverse("admin:questions_user_change", args=[amira.pk])
    sent = opened(root, address)
    User.objects.filter(pk=amira.pk).update(must_change_password=True)
    assert CHANGED in root.post(address, {**sent, "first_name": "Ana"}).content.decode()
    amira.refresh_from_db()
    assert (amira.first_name, amira.must_change_password) == ("Amira", True)
    assert root.post(address, {**opened(root, address), "first_name": "Ana"}).status_code == 302
    amira.refresh_from_db()
    assert (amira.first_name, amira.must_change_password) == ("Ana", True)


def test_an_older_list_of_topics_moves_only_what_was_moved_on_it(root: Client, points: Question) -> None:
    lakes = factories.bank(topic="Lakes")[0].topic
    address = reverse("admin:questions_topic_changelist")
    formset = root.get(address).context["cl"].formset
    sent = {f"{formset.prefix}-{name}": form_value for name, form_value in formset.management_form.initial.items()}
    for form in formset:
        sent[form.add_prefix("id")] = form.instance.pk
        sent[form.add_prefix("position")] = sent[form.add_initial_prefix("position")] = form.instance.position
    moved = next(form for form in formset if form.instance == lakes)
    Topic.objects.filter(pk=points.topic_id).update(position=8)
    assert root.post(address, {**sent, moved.add_prefix("position"): 4, "_save": "Save"}).status_code == 302
    assert dict(Topic.objects.values_list("title", "position")) == {"Rivers": 8, "Lakes": 4}
    assert f'name="{moved.add_initial_prefix("position")}"' in root.get(address).content.decode()


def test_a_student_who_becomes_a_teacher_learns_in_no_class(root: Client, amira: User, ruth: User) -> None:
    address = reverse("admin:questions_user_change", args=[amira.pk])
    page = root.post(address, {**opened(root, address), "role": "teacher"}, follow=True).content.decode()
    assert "Amira Hussain is no student any more, so no longer in 12A." in page
    change = ClassChange.objects.get()
    assert (change.school_class.name, change.by.username, change.before) == ("12A", "root", "amira")
    assert (list(change.school_class.students.all()), list(change.school_class.teachers.all())) == ([], [ruth])


def test_a_student_whose_name_changes_stays_in_the_class(root: Client, amira: User, ruth: User) -> None:
    address = reverse("admin:questions_user_change", args=[amira.pk])
    assert root.post(address, {**opened(root, address), "last_name": "Hunt"}).status_code == 302
    assert (amira.classes.get().name, ClassChange.objects.count()) == ("12A", 0)


def test_no_admin_takes_the_way_in_from_oneself(signed_in: SignedIn) -> None:
    root, other = factories.user("root", Role.ADMIN), factories.user("other", Role.ADMIN)
    client = signed_in(root)
    own, others = (reverse("admin:questions_user_change", args=[person.pk]) for person in (root, other))
    page = client.get(own).content.decode()
    assert OWN in page
    assert OWN not in client.get(others).content.decode()
    assert 'name="role"' not in page
    assert client.post(own, {**opened(client, own), "role": "teacher", "last_name": "Boss"}).status_code == 302
    root.refresh_from_db()
    assert (root.role, root.is_active, root.last_name) == (Role.ADMIN, True, "Boss")
    assert client.post(reverse("admin:questions_user_delete", args=[root.pk]), {"post": "yes"}).status_code == 403
    assert client.post(others, {**opened(client, others), "role": "teacher"}).status_code == 302
    other.refresh_from_db()
    assert other.role == Role.TEACHER


def test_a_class_offers_as_students_and_teachers_who_can_be_one(root: Client, amira: User, ruth: User) -> None:
    names = {"app_label": "questions", "model_name": "schoolclass"}
    names_by_field = {"students": {"Amira Hussain (amira)"}, "teachers": {"Ruth Okafor (ruth)", "root"}}
    for field, offered in (names_by_field | {"lead": names_by_field["teachers"]}).items():
        found = root.get(reverse("admin:autocomplete"), {**names, "field_name": field}).json()["results"]
        assert {each["text"] for each in found} == offered
    sent = {"name": "9Z", "challenge_limit": 3, "check_every": 0, "tolerance": 1, "students": [ruth.pk]}
    assert root.post(reverse("admin:questions_schoolclass_add"), sent).status_code == 200
    assert not SchoolClass.objects.filter(name="9Z").exists()


@pytest.mark.parametrize("field", ["teachers", "lead"])
def test_a_student_does_not_become_the_teacher_of_a_class(
    root: Client, amira: User, ruth: User, author: User, field: str
) -> None:
    school_class = amira.classes.get()
    new = {"name": "9Z", "challenge_limit": 3, "check_every": 0, "tolerance": 1}
    change = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    for address, sent in ((reverse("admin:questions_schoolclass_add"), new), (change, opened(root, change))):
        for person in (amira, author):
            reply = root.post(address, {**sent, field: person.pk})
            assert reply.status_code == 200
            assert f"Only a teacher or an admin can teach a class, not {person}." in reply.content.decode()
    school_class.refresh_from_db()
    assert (list(school_class.teachers.all()), school_class.lead) == ([ruth], None)
    assert SchoolClass.objects.count() == 1


def test_who_has_taught_a_class_before_another_role_does_not_stop_its_page(
    root: Client, amira: User, ruth: User
) -> None:
    school_class = amira.classes.get()
    SchoolClass.objects.update(lead=ruth)
    User.objects.filter(pk=ruth.pk).update(role=Role.AUTHOR)
    address = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    assert root.post(address, {**opened(root, address), "name": "11C"}).status_code == 302
    school_class.refresh_from_db()
    assert (school_class.name, school_class.lead) == ("11C", ruth)


FORGED = ("x", "-1", "²", "9" * 19, "9" * 5000, "a\x00b")
"""What no page sends as the number of a row."""


@pytest.mark.parametrize("forged", FORGED, ids=lambda text: text[:20])
def test_what_is_no_row_is_refused_by_the_form_of_a_class(root: Client, amira: User, ruth: User, forged: str) -> None:
    school_class = amira.classes.get()
    new = {"name": "9Z", "challenge_limit": 3, "check_every": 0, "tolerance": 1}
    change = reverse("admin:questions_schoolclass_change", args=[school_class.pk])
    for address, sent in ((reverse("admin:questions_schoolclass_add"), new), (change, opened(root, change))):
        for field in ("lead", "teachers"):
            reply = root.post(address, {**sent, field: forged})
            assert reply.status_code == 200
            assert field in reply.context["adminform"].form.errors
    assert SchoolClass.objects.get().lead is None


@pytest.mark.parametrize("forged", FORGED, ids=lambda text: text[:20])
def test_an_address_of_the_admin_that_is_made_up_is_no_error(
    root: Client, amira: User, points: Question, forged: str
) -> None:
    for field in ("lead", "teachers", "students", "_to_field"):
        assert root.get(reverse("admin:questions_schoolclass_add"), {field: forged}).status_code in (200, 400)
    change = reverse("admin:questions_user_change", args=[amira.pk])
    assert root.get(change, {"_to_field": ""}).status_code == 200
    lists = {
        "user": ("classes__id__exact", "classes", "id__in", "pk__in", "id__range", "date_joined__year"),
        "schoolclass": ("lead", "lead__gte", "tolerance__in", "name__regex"),
        "topic": ("position__in", "authors"),
        "question": ("topic__id__exact", "topic__exact", "status__exact", "current", "number__in"),
        "markscheme": ("question", "version__in"),
        "attempt": ("question__topic__id__exact", "mark_scheme", "sequence__in"),
    }
    for kind, lookups in lists.items():
        for lookup in lookups:
            reply = root.get(reverse(f"admin:questions_{kind}_changelist"), {lookup: forged})
            assert reply.status_code in (200, 302, 400), lookup


@pytest.mark.parametrize("row", ["x", "1", "9" * 19, "9" * 5000], ids=lambda text: text[:20])
def test_the_admin_leads_on_to_no_row(root: Client, amira: User, row: str) -> None:
    for kind in ContentType.objects.all():
        assert root.get(f"/admin/r/{kind.pk}/{row}/").status_code == 404


@pytest.mark.parametrize("forged", FORGED, ids=lambda text: text[:20])
def test_a_list_that_names_no_row_is_refused(root: Client, points: Question, forged: str) -> None:
    address = reverse("admin:questions_topic_changelist")
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-position": 3, "_save": "Save"}
    assert root.post(address, {**sent, "form-0-id": forged}).status_code == 400
    assert root.post(address, {**sent, "form-0-id": points.topic_id}).status_code == 302


def test_the_filters_beside_a_list_still_work(root: Client, amira: User, ruth: User) -> None:
    address = reverse("admin:questions_user_changelist")
    school_class = amira.classes.get()
    for query in ({"role__exact": "student"}, {"classes__id__exact": school_class.pk}):
        assert list(root.get(address, query).context["cl"].queryset) == [amira]
    assert amira not in root.get(address, {"classes__isnull": "True"}).context["cl"].queryset
    assert list(root.get(address, {"is_active__exact": "0"}).context["cl"].queryset) == []


@pytest.mark.parametrize(("kind", "filters"), [("user", 3), ("question", 2), ("attempt", 1)])
def test_each_link_beside_a_list_is_a_filter_of_it(
    root: Client, amira: User, ruth: User, points: Question, kind: str, filters: int
) -> None:
    factories.bank(topic="Lakes", text=factories.POINTS)
    factories.marked(amira, points)
    address = reverse(f"admin:questions_{kind}_changelist")
    page = root.get(address)
    assert len(page.context["cl"].filter_specs) == filters
    (beside,) = re.findall(r'<nav id="changelist-filter".*?</nav>', page.content.decode(), re.DOTALL)
    links = re.findall(r'href="(\?[^"]+)"', beside)
    assert len(links) > 2 * filters
    for link in links:
        assert root.get(address + link.replace("&amp;", "&")).status_code == 200, link
