"""The editor: unsaved text kept and told apart, answers tried, sample answers held against the text, publishing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Publication, PublishingMinimum, Question, Role, SampleAnswer, SchemeDraft, User
from questions.services.authoring import edit_question
from questions.services.remarking import apply, carry_on, undo
from questions.services.samples import add_sample
from questions.services.topics import TopicText, edit_topic
from tests import factories
from tests.services.test_remarking import applied
from tests.views.conftest import SignedIn

pytestmark = pytest.mark.django_db

EDITED = factories.POINTS + "- a dam bursting\n"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(signed_in: SignedIn, author: User) -> Client:
    return signed_in(author)


def edit(points: Question) -> str:
    return reverse("question_edit", args=[points.pk])


def shown(reply: Any) -> str:
    """The page as text, without tags, each run of spaces one."""
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


def test_the_unsaved_text_is_there_again_and_can_be_thrown_away(client: Client, points: Question) -> None:
    saved = client.post(
        reverse("save_scheme_draft", args=[points.pk]), {"text": EDITED, "base": 1, "page": "a", "sequence": 1}
    )
    assert (saved.status_code, saved.json()["revision"]) == (200, 1)
    page = client.get(edit(points)).content.decode()
    assert "a dam bursting" in page
    assert "your own text from" in page
    client.post(reverse("drop_scheme_draft", args=[points.pk]))
    assert "a dam bursting" not in client.get(edit(points)).content.decode()


def test_a_draft_of_a_new_question_keeps_its_topic(client: Client, points: Question) -> None:
    client.post(reverse("save_new_draft"), {"text": "Question 1", "topic": points.topic.pk, "page": "a"})
    page = client.get(reverse("question_new")).content.decode()
    assert "Question 1</textarea>" in page
    assert re.search(rf'<option value="{points.topic.pk}"\s+selected', page)


def test_a_second_tab_is_told_and_shown_the_other_text(client: Client, points: Question) -> None:
    address = reverse("save_scheme_draft", args=[points.pk])
    client.post(address, {"text": "one", "page": "a", "sequence": 1})
    told = client.post(address, {"text": "two", "page": "b", "sequence": 1})
    assert (told.status_code, told.json()["text"], told.json()["revision"]) == (409, "one", 1)
    assert "another tab or on another device" in told.json()["error"]


@pytest.mark.parametrize("base", ["-5", "99999999999", "x"])
def test_a_number_that_no_page_sends_is_refused(client: Client, points: Question, base: str) -> None:
    reply = client.post(reverse("save_scheme_draft", args=[points.pk]), {"text": "one", "base": base})
    assert (reply.status_code, SchemeDraft.objects.count()) == (400, 0)


def test_an_author_sees_nobody_elses_unsaved_text(
    signed_in: SignedIn, client: Client, points: Question, ruth: User
) -> None:
    client.post(reverse("save_scheme_draft", args=[points.pk]), {"text": EDITED})
    assert "a dam bursting" not in signed_in(ruth).get(edit(points)).content.decode()


def test_saving_a_version_ends_the_draft(client: Client, points: Question) -> None:
    sent = {"text": EDITED, "base": 1, "page": "a", "sequence": 1}
    client.post(reverse("save_scheme_draft", args=[points.pk]), sent)
    client.post(edit(points), {**sent, "action": "save", "sequence": 3})
    client.post(reverse("save_scheme_draft", args=[points.pk]), {**sent, "sequence": 2})  # arrives late
    assert SchemeDraft.objects.get().text == ""
    assert "your own text from" not in client.get(edit(points)).content.decode()


def test_a_text_that_a_re_mark_published_and_undid_does_not_come_back(
    client: Client, points: Question, author: User, amira: User
) -> None:
    factories.marked(amira, points)
    client.post(reverse("save_scheme_draft", args=[points.pk]), {"text": EDITED, "base": 1, "page": "a", "sequence": 1})
    run = applied(points, EDITED, author)
    back = undo(remarking=run, by=author)
    carry_on(back.pk)
    back.refresh_from_db()
    apply(remarking=back, by=author)
    page = client.get(edit(points)).content.decode()
    assert points.versions.count() == 3
    assert "your own text from" not in page
    assert "a dam bursting" not in page
    typed = {"text": f"{EDITED}- ice", "base": 3, "page": "b", "sequence": 1}
    assert client.post(reverse("save_scheme_draft", args=[points.pk]), typed).status_code == 200
    assert "your own text from" in client.get(edit(points)).content.decode()


def test_a_draft_that_goes_back_to_an_older_version_is_there_again(client: Client, points: Question) -> None:
    edit_question(question=points, text=EDITED, author=None)
    first = points.versions.get(version=1).text
    client.post(reverse("save_scheme_draft", args=[points.pk]), {"text": first, "base": 2})
    page = client.get(edit(points)).content.decode()
    assert "your own text from" in page
    assert "a dam bursting" not in page


def test_a_draft_behind_a_newer_version_says_so_and_does_not_overwrite_it(client: Client, points: Question) -> None:
    client.post(reverse("save_scheme_draft", args=[points.pk]), {"text": EDITED, "base": 1})
    edit_question(question=points, text=factories.POINTS + "- an ice jam\n", author=None)
    page = client.get(edit(points)).content.decode()
    assert "Since then version 2 was saved" in page
    base = re.search(r'name="base" value="(\d+)"', page)
    assert base
    assert client.post(edit(points), {"text": EDITED, "base": base[1], "action": "save"}).status_code == 409


def test_checking_without_scripts_keeps_the_text_and_shows_the_mark_of_an_answer(
    client: Client, points: Question
) -> None:
    reply = client.post(edit(points), {"text": EDITED, "base": 1, "action": "check", "answer": "a dam bursting"})
    assert reply.status_code == 200
    assert "a dam bursting" in reply.content.decode()
    assert "1 / 2" in shown(reply)
    assert points.versions.count() == 1
    assert SchemeDraft.objects.get().text == EDITED


def test_the_first_line_that_cannot_be_read_is_named_below_the_text_too(client: Client, points: Question) -> None:
    text = EDITED.replace("Mark scheme:", "Mark scheme:\n= nonsense\n= nonsense")
    page = shown(client.post(edit(points), {"text": text, "base": 1, "action": "check"}))
    assert "Line 5 and 1 more cannot be read. Why" in page
    assert page.index("Line 5 and 1 more") < page.index("Save and publish")
    part = client.post(reverse("preview"), {"text": text}, headers=HTMX).content.decode()
    assert '<div id="unread" hx-swap-oob="true">' in part
    assert "cannot be read" not in shown(client.post(reverse("preview"), {"text": EDITED}, headers=HTMX))


@pytest.mark.parametrize(
    ("text", "answer", "number", "expected"),
    [
        (factories.POINTS, factories.GOOD_ANSWER, "", "2 / 2"),
        (factories.POINTS + "\n" + factories.LEVELS, "Villages were drowned.", "2", "/ 6"),
        (factories.POINTS, "Rain", "7", "The text has no question 7."),
        ("nonsense", "Rain", "", "The text cannot be read yet"),
    ],
)
def test_an_answer_is_marked_under_the_unsaved_text(
    client: Client, text: str, answer: str, number: str, expected: str
) -> None:
    reply = client.post(reverse("question_try"), {"text": text, "answer": answer, "number": number})
    assert expected in shown(reply)


def test_what_an_author_tries_is_shown_as_text(client: Client) -> None:
    reply = client.post(reverse("question_try"), {"text": factories.POINTS, "answer": "<script>snow melting</script>"})
    assert "<script>" not in reply.content.decode()


def test_the_trial_shows_figures_disagreements_and_what_to_accept(
    client: Client, author: User, points: Question
) -> None:
    add_sample(question=points, answer=factories.HALF_ANSWER, mark=1, author=author)
    add_sample(question=points, answer="The thaw came after Easter.", mark=1, why="Melting", author=author)
    reply = client.post(reverse("question_trial", args=[points.pk]), {"text": factories.POINTS})
    said = shown(reply)
    assert "6 sample answers are asked for; there are 2." in said
    assert "Agreed mark 50%" in said
    assert "Agreed 1 , the marker gives 0 (too little)" in said
    assert "Note on the agreed mark: Melting" in said
    assert "ACCEPT: The thaw came after Easter" in said
    line = factories.POINTS.split("\n").index("- snow melting in spring") + 1
    assert f'data-below="{line}"' in reply.content.decode()


def test_the_suggested_line_settles_the_disagreement(client: Client, author: User, points: Question) -> None:
    add_sample(question=points, answer="The thaw came after Easter.", mark=1, author=author)
    text = factories.POINTS.replace(
        "- snow melting in spring\n", "- snow melting in spring\n  ACCEPT: The thaw came after Easter\n"
    )
    said = shown(client.post(reverse("question_trial", args=[points.pk]), {"text": text}))
    assert "The marker gives every sample answer its agreed mark." in said


def test_a_text_that_cannot_be_read_says_that_the_samples_were_not_marked(
    client: Client, author: User, points: Question
) -> None:
    add_sample(question=points, answer="Rain", mark=1, author=author)
    said = shown(client.post(reverse("question_trial", args=[points.pk]), {"text": "nonsense"}))
    assert "This is not one question that can be read yet, so no sample answer was marked." in said


def test_publishing_below_the_minimum_is_refused_with_what_is_short_and_keeps_the_text(
    client: Client, points: Question
) -> None:
    reply = client.post(edit(points), {"text": EDITED, "base": 1, "action": "publish"})
    assert reply.status_code == 422
    assert "6 sample answers are asked for; there are none." in shown(reply)
    assert "a dam bursting" in reply.content.decode()
    assert points.versions.count() == 1


def test_a_reason_publishes_all_the_same(client: Client, author: User, points: Question) -> None:
    reply = client.post(edit(points), {"text": EDITED, "base": 1, "action": "publish", "reason": "Tomorrow's lesson"})
    assert reply.status_code == 303
    record = Publication.objects.get()
    assert (record.publisher, record.reason, record.mark_scheme.version) == (author, "Tomorrow's lesson", 2)


def test_reaching_the_minimum_publishes_without_a_reason(client: Client, author: User, points: Question) -> None:
    PublishingMinimum(samples=1).save()
    add_sample(question=points, answer=factories.GOOD_ANSWER, mark=2, author=author)
    client.post(edit(points), {"text": EDITED, "base": 1, "action": "publish"})
    points.refresh_from_db()
    assert points.current is not None
    assert points.current.version == 2


def test_a_retired_question_is_offered_again_in_the_version_that_the_page_named(
    client: Client, points: Question, author: User
) -> None:
    PublishingMinimum(samples=0).save()
    client.post(reverse("question_retire", args=[points.pk]))
    assert "Publish version 1 again" in shown(client.get(edit(points)))
    edit_question(question=points, text=EDITED, author=author)
    address = reverse("question_publish", args=[points.pk])
    reply = client.post(address, {"base": "1"})
    assert reply.status_code == 409
    assert "Meanwhile daniel saved version 2. Look at it here before you publish it." in shown(reply)
    assert "a dam bursting" in shown(reply)
    assert (points.publications.count(), reply.context["newest_version"]) == (0, 2)
    assert client.post(address, {"base": "2"}).status_code == 303
    points.refresh_from_db()
    assert (points.status, points.publications.get().mark_scheme.version) == ("published", 2)


def test_a_retired_question_is_offered_again_only_when_it_meets_the_minimum(client: Client, points: Question) -> None:
    client.post(reverse("question_retire", args=[points.pk]))
    reply = client.post(reverse("question_publish", args=[points.pk]))
    assert reply.status_code == 422
    assert "6 sample answers are asked for" in shown(reply)
    PublishingMinimum(samples=0).save()
    client.post(reverse("question_publish", args=[points.pk]))
    points.refresh_from_db()
    assert points.status == "published"


def test_a_sample_is_added_beside_the_unsaved_text(client: Client, points: Question) -> None:
    sent = {"text": EDITED, "sample-answer": "A dam was bursting.", "sample-mark": "1", "sample-why": "The new point"}
    reply = client.post(reverse("sample_add", args=[points.pk]), sent, headers=HTMX)
    assert "The marker gives every sample answer its agreed mark." in shown(reply)
    assert SampleAnswer.objects.get().why == "The new point"


def test_a_sample_that_cannot_be_added_comes_back_with_its_error(client: Client, points: Question) -> None:
    sent = {"text": EDITED, "sample-answer": "A dam was bursting.", "sample-mark": ""}
    reply = client.post(reverse("sample_add", args=[points.pk]), sent, headers=HTMX)
    assert reply.status_code == 422
    assert "A dam was bursting." in reply.content.decode()
    assert "This field is required." in shown(reply)


def test_without_scripts_a_sample_is_added_and_the_unsaved_text_stays(client: Client, points: Question) -> None:
    sent = {"text": EDITED, "base": 1, "page": "a", "sample-answer": "A dam was bursting.", "sample-mark": "1"}
    reply = client.post(reverse("sample_add", args=[points.pk]), sent)
    assert reply["Location"] == edit(points) + "#samples"
    page = client.get(edit(points)).content.decode()
    assert "a dam bursting" in page
    assert SampleAnswer.objects.count() == 1


def test_without_scripts_a_sample_is_added_also_where_another_tab_has_overtaken_the_text(
    client: Client, points: Question
) -> None:
    sent = {"text": EDITED, "base": 1, "sample-answer": "A dam was bursting.", "sample-mark": "1"}
    assert client.post(reverse("sample_add", args=[points.pk]), {**sent, "page": "a"}).status_code == 303
    hail = factories.POINTS.replace("snow", "hail")
    sent |= {"text": hail, "page": "b", "sample-answer": "Snow was melting."}
    reply = client.post(reverse("sample_add", args=[points.pk]), sent)
    page = shown(reply)
    assert reply.status_code == 409
    assert "1 sample answer added." in page
    assert "This text is open in another tab or on another device" in page
    assert "hail melting in spring" in page
    assert "Snow was melting." not in page
    assert SampleAnswer.objects.count() == 2


@pytest.mark.parametrize(("heading", "warned"), [("RAIN", False), ("Hail", True)])
def test_a_section_that_the_notes_lack_is_told_while_one_types(
    client: Client, points: Question, heading: str, warned: bool
) -> None:
    edit_topic(topic=points.topic, text=TopicText("Rivers", notes="## Rain"), author=None)
    text = factories.POINTS.replace("- snow", f"  SEE: {heading}\n- snow")
    page = shown(client.post(reverse("preview"), {"text": text, "topic": points.topic_id}, headers=HTMX))
    assert f"See {heading}" in page
    assert ("the notes have no such section" in page) == warned
    assert "no such section" not in shown(client.post(reverse("preview"), {"text": text}, headers=HTMX))


def test_an_admin_sets_the_minimum_once_for_the_school(signed_in: SignedIn, points: Question) -> None:
    client = signed_in(factories.user("helen", Role.ADMIN))
    add = reverse("admin:questions_publishingminimum_add")
    client.post(add, {"samples": 2, "exact": 101, "within_one": 80})
    assert not PublishingMinimum.objects.exists()
    client.post(add, {"samples": 2, "exact": 70, "within_one": 90})
    assert str(PublishingMinimum.of_the_school()) == "2 sample answers, 70% exact, 90% within one mark"
    assert client.get(add).status_code == 403
    said = shown(client.post(reverse("question_trial", args=[points.pk]), {"text": factories.POINTS}))
    assert "2 sample answers are asked for; there are none." in said


def test_publishing_tells_how_many_answers_have_marks_by_an_earlier_version(
    client: Client, points: Question, amira: User
) -> None:
    factories.marked(amira, points)
    sent = {"text": EDITED, "base": 1, "action": "publish", "reason": "A better wording"}
    page = client.post(edit(points), sent, follow=True).content.decode()
    assert "Version 2 is published" in page
    assert "One stored answer is marked by an earlier version" in page


def test_a_question_of_number_nought_is_no_new_question(client: Client) -> None:
    client.post(reverse("save_new_draft"), {"text": EDITED, "page": "a", "sequence": 1})
    assert client.post(reverse("save_scheme_draft", args=[0]), {"text": "Other", "page": "a"}).status_code == 404
    assert client.post(reverse("drop_scheme_draft", args=[0])).status_code == 404
    assert SchemeDraft.objects.get().text == EDITED
