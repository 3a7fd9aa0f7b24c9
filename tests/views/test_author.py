"""Writing questions: preview, errors at their lines, versions, publishing."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from django.urls import reverse

from questions.models import MarkScheme, PublishingMinimum, Question, Role, Topic, User
from questions.services import authoring, publishing
from questions.services.authoring import edit_question
from questions.services.moderation import moderate
from tests import factories
from tests.views.conftest import SignedIn, closing

pytestmark = pytest.mark.django_db

PASTE = "Topic: Rivers\n\n" + factories.POINTS + "\n" + factories.LEVELS
PASTE_OF_BARE_LEVELS = factories.POINTS + "\n" + factories.BARE_LEVELS
BROKEN = factories.POINTS.replace("- heavy rain", "REJECT: drizzle\n- heavy rain")


def test_the_preview_shows_what_was_understood_and_saves_nothing(signed_in: SignedIn, author: User) -> None:
    page = signed_in(author).post(reverse("preview"), {"text": PASTE}).content.decode()
    assert "snow melting in spring" in page
    assert "Clear and developed explanation" in page
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("points", "counted", "worth"),
    [
        (
            "- the king wanted money for a war with his neighbours, which parliament would not grant to him",
            "One model answer: all of it earns 2 marks, part of it 1.",
            ["[2]"],
        ),
        ("- money [2]\n- land [1]", "Each point earns the marks that stand behind it.", ["[2]", "[1]"]),
        ("- money [2]\n- land", "1 mark for each point with no marks behind it.", ["[2]", "[1]"]),
        (
            "1 mark for each reason (maximum 2 marks).\n- money\n- land",
            "1 mark for each reason, at most 2.",
            ["[1]", "[1]"],
        ),
    ],
)
def test_the_preview_says_how_points_are_counted_as_the_marker_counts_them(
    signed_in: SignedIn, author: User, points: str, counted: str, worth: list[str]
) -> None:
    text = f"Question 1 (2 marks)\nWhy did the king go to war?\n\nMark scheme:\n{points}\n"
    page = " ".join(signed_in(author).post(reverse("preview"), {"text": text}).content.decode().split())
    looks_for = page[page.index("The marker looks for") :]
    assert counted in looks_for
    assert re.findall(r">(\[\d\])<", looks_for) == worth


def test_the_preview_shows_errors_at_their_lines(signed_in: SignedIn, author: User) -> None:
    page = signed_in(author).post(reverse("preview"), {"text": BROKEN}).content.decode()
    assert re.search(r"line\s+7", page, re.IGNORECASE)
    assert "REJECT belongs to a marking point" in page


@pytest.mark.parametrize(("ends", "warned"), [((" 1", " 2"), True), ((" 1", ""), False), ((" 1066", " 1067"), False)])
def test_numbers_that_may_be_a_column_of_marks_are_asked_about(
    signed_in: SignedIn, author: User, ends: tuple[str, str], warned: bool
) -> None:
    text = factories.POINTS
    for words, end in zip(("heavy rain over several days", "snow melting in spring"), ends, strict=True):
        text = text.replace(words, f"{words}{end}")
    page = signed_in(author).post(reverse("preview"), {"text": text}).content.decode()
    assert ("The points end in numbers" in page) == warned


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("heavy rain; do not accept drizzle", "do not accept"),
        ("heavy rain DO NOT ACCEPT drizzle", "DO NOT ACCEPT"),
        ("heavy rain DO NOT CREDIT Drizzle", "DO NOT CREDIT"),
        ("heavy rain Do not allow drizzle", "Do not allow"),
        ("heavy rain do not accept: drizzle", "do not accept"),
        ("heavy rain ignore: drizzle", "ignore"),
        ("heavy rain ACCEPT Storms", "ACCEPT"),
        ("the Nazis did not allow Jews to work", ""),
        ("not the heavy rain", "not"),
        ("NOT heavy rain", "NOT"),
        ("not enough rain", ""),
        ("heavy rain. Accept downpours", "Accept"),
        ("heavy rain; Also accept downpours", "Also accept"),
        ("the king lost. Acceptance came later", ""),
        ("the islanders do not accept foreigners", ""),
        ("farmers refused to accept: they starved", ""),
        ("heavy rain (don’t allow drizzle)", "don’t allow"),
        ("heavy rain [accept: storms]", "accept"),
        ("heavy rain. Accept “storms”.", "Accept"),
        ("heavy rain – allow storms", "allow"),
        ("heavy rain (not drizzle)", "not"),
        ("heavy rain NOT drizzle", "NOT"),
        ("heavy rain (1) Allow: wet", "Allow"),
        ("rulers who would not accept the law", ""),
        ("dams - but not weirs", ""),
        ("heavy rain, allow storms", "allow"),
        ("heavy rain, reject drizzle", "reject"),
        ("rulers who tax trade, allow serfs to leave", ""),
        ("they would tax, allow trade, and rule", ""),
        ("heavy rain; R: drizzle;", "R"),
        ("heavy rain; A: storms; R: drizzle", "A"),
        ("heavy rain; R drizzle", "R"),
        ("heavy rain; reject drizzle", "reject"),
        ("heavy rain – must mention days", "must mention"),
        ("R: resistance", ""),
        ("heavy rain; AVP;", ""),
    ],
)
def test_a_sign_buried_in_a_point_is_warned_of(signed_in: SignedIn, author: User, line: str, said: str) -> None:
    text = factories.POINTS.replace("heavy rain over several days", line)
    page = signed_in(author).post(reverse("preview"), {"text": text}).content.decode()
    assert (f"“{said}” is read as words of this point" in page) == bool(said)
    assert ("is read as words of this point" in page) == bool(said)


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("heavy rain over several days", "heavy rain; thin soil; steep land", "These 3 parts are one point."),
        ("(2 marks)", "(4 marks)", "All points together earn"),
        ("trees cut down on the hills", "trees cut down on the hills [2]", "The last point alone earns 2 marks"),
        ("on the hills", "on the hills 1\n- ice jams [1]", "The points end in numbers"),
        ("(2 marks)", "(2 marks)", ""),
    ],
)
def test_authors_are_warned_of_what_is_hardly_meant(
    signed_in: SignedIn, author: User, old: str, new: str, warning: str
) -> None:
    text = factories.POINTS.replace(old, new, 1)
    page = signed_in(author).post(reverse("preview"), {"text": text}).content.decode()
    assert ('class="points"' in page, warning in page) == (True, True)
    assert ("<strong>" in page) == bool(warning)


def test_authors_are_warned_of_levels_without_points(signed_in: SignedIn, author: User) -> None:
    page = signed_in(author).post(reverse("preview"), {"text": factories.BARE_LEVELS}).content.decode()
    assert "No points stand below the levels," in page


@pytest.mark.parametrize("action", ["save", "publish"])
def test_levels_without_points_are_refused_and_the_text_kept(
    signed_in: SignedIn, author: User, levels: Question, action: str
) -> None:
    client = signed_in(author)
    new, edit = reverse("question_new"), reverse("question_edit", args=[levels.pk])
    sent = {"action": action, "reason": "A test"}
    for address, text in ((new, f"Topic: Lakes\n\n{PASTE_OF_BARE_LEVELS}"), (edit, factories.BARE_LEVELS)):
        reply = client.post(address, {**sent, "text": text, "base": 1 if address == edit else ""})
        assert reply.status_code == 422
        (said,) = reply.context["form"].errors["text"]
        assert said.startswith("Question 2 has levels and no points below them, so no answer could earn a mark.")
        assert reply.context["form"]["text"].value() == text
    assert (Question.objects.count(), levels.versions.count(), Topic.objects.count()) == (2, 1, 1)


@pytest.mark.parametrize("action", ["save", "publish"])
def test_levels_without_points_are_named_by_their_number_in_the_text(
    signed_in: SignedIn, author: User, levels: Question, action: str
) -> None:
    client = signed_in(author)
    taken = factories.BARE_LEVELS.replace("Explain", "Describe")
    other = factories.BARE_LEVELS.replace("Question 2", "Question 7")
    new, edit = reverse("question_new"), reverse("question_edit", args=[levels.pk])
    for address, text, number in ((new, f"Topic: Rivers\n\n{taken}", 2), (edit, other, 7)):
        reply = client.post(address, {"action": action, "reason": "A test", "text": text, "base": 1})
        assert reply.context["form"].errors["text"][0].startswith(f"Question {number} has levels")


def test_a_draft_with_levels_without_points_is_not_published(signed_in: SignedIn, author: User) -> None:
    client = signed_in(author)
    imported = f"Topic: Rivers\n\n{factories.BARE_LEVELS}"
    page = client.post(reverse("questions_import"), {"text": imported, "action": "preview"}).content.decode()
    assert "No points stand below the levels," in page
    assert client.post(reverse("questions_import"), {"text": imported, "action": "save"}).status_code == 303
    question = Question.objects.get()
    PublishingMinimum(samples=0).save()
    reply = client.post(reverse("question_publish", args=[question.pk]), {"base": 1})
    assert reply.status_code == 422
    assert "Question 2 has levels and no points below them" in reply.context["form"].errors["text"][0]
    reply = client.post(reverse("questions_change"), {"questions": [question.pk], "action": "publish"}, follow=True)
    assert "has levels and no points below them" in reply.content.decode()
    question.refresh_from_db()
    assert (question.status, question.current) == ("draft", None)


def test_a_paste_of_two_questions_is_published_as_two(signed_in: SignedIn, author: User) -> None:
    reply = signed_in(author).post(reverse("question_new"), {"text": PASTE, "action": "publish", "reason": "A test"})
    topic = Topic.objects.get(title="Rivers")
    assert (reply.status_code, reply["Location"]) == (303, f"{reverse('question_list')}?topic={topic.pk}")
    assert Question.objects.published().count() == 2


def test_a_draft_is_saved_for_later(signed_in: SignedIn, author: User) -> None:
    topic = Topic.objects.create(title="Rivers", slug="rivers")
    reply = signed_in(author).post(
        reverse("question_new"), {"text": factories.POINTS, "topic": topic.pk, "action": "save"}
    )
    question = Question.objects.get()
    assert (question.status, question.topic) == ("draft", topic)
    assert reply["Location"] == reverse("question_edit", args=[question.pk])


def test_a_malformed_scheme_saves_nothing_and_keeps_the_text(signed_in: SignedIn, author: User) -> None:
    reply = signed_in(author).post(reverse("question_new"), {"text": "Topic: Rivers\n" + BROKEN})
    assert reply.status_code == 422
    assert "REJECT: drizzle" in reply.content.decode()
    assert not Question.objects.exists()
    assert not Topic.objects.exists()


def test_a_text_without_topic_is_asked_for_one(signed_in: SignedIn, author: User) -> None:
    reply = signed_in(author).post(reverse("question_new"), {"text": factories.POINTS})
    assert reply.status_code == 422
    assert "Choose a topic" in reply.content.decode()


def test_editing_makes_a_version_and_publishing_puts_it_in_force(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    client = signed_in(author)
    address = reverse("question_edit", args=[points.pk])
    client.post(address, {"text": factories.POINTS + "- a dam bursting\n", "base": 1, "action": "save"})
    points.refresh_from_db()
    assert points.current is not None
    assert (points.versions.count(), points.current.version) == (2, 1)
    ahead = "published: version 1, not yet version 2"
    assert ahead in client.get(address).content.decode()
    text = points.newest().text
    client.post(address, {"text": text, "base": 2, "action": "publish", "reason": "Seen in class"})
    points.refresh_from_db()
    assert points.current is not None
    assert (points.current.version, points.current.author) == (2, author)
    assert "not yet version" not in client.get(address).content.decode()


def test_points_that_teachers_credited_beyond_the_scheme_are_offered_to_the_author(
    signed_in: SignedIn, amira: User, ruth: User, author: User, points: Question
) -> None:
    attempt, mark = factories.marked(amira, points)
    moderate(
        attempt=attempt,
        teacher=ruth,
        credited=[0],
        mark=2,
        reason="Valid",
        seen=mark.pk,
        other_points=["<i>dams</i> burst", "ice"],
    )
    address = reverse("question_edit", args=[points.pk])
    page = signed_in(author).get(address).content.decode()
    assert "<li><code>- &lt;i&gt;dams&lt;/i&gt; burst</code></li>" in page
    assert "<li><code>- ice</code></li>" in page
    factories.new_version(points, factories.POINTS + "- <i>dams</i> burst\n")
    page = signed_in(author).get(address).content.decode()
    assert "<code>- ice</code>" in page
    assert "- &lt;i&gt;dams&lt;/i&gt; burst</code>" not in page
    factories.new_version(points, factories.POINTS + "- <i>dams</i> burst\n- ice\n")
    assert "teachers credited" not in signed_in(author).get(address).content.decode()


@pytest.mark.parametrize("action", ["save", "publish"])
def test_the_same_text_sent_again_by_its_author_is_saved_once(
    signed_in: SignedIn, author: User, points: Question, action: str
) -> None:
    address, other = reverse("question_edit", args=[points.pk]), factories.user("other", Role.AUTHOR)
    data = {"text": factories.POINTS + "- a dam bursting\n", "base": 1, "action": action, "reason": "Now"}
    said = "Version 2 saved" if action == "save" else "Version 2 is published"
    for _ in range(2):
        reply = signed_in(author).post(address, data, follow=True)
        assert said in reply.content.decode()
    assert points.versions.count() == 2
    assert signed_in(other).post(address, data).status_code == 409


def test_a_version_saved_meanwhile_is_told_and_the_text_kept(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    other = factories.user("other", Role.AUTHOR)
    edit_question(question=points, text=factories.POINTS + "- a dam bursting\n", author=other)
    data = {"text": factories.POINTS + "- my own point\n", "base": 1, "action": "save"}
    reply = signed_in(author).post(reverse("question_edit", args=[points.pk]), data)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "my own point" in page
    assert "other" in page
    assert points.versions.count() == 2


def test_publishing_a_draft_and_retiring_it(signed_in: SignedIn, author: User) -> None:
    question = factories.bank(publish=False)[0]
    PublishingMinimum(samples=0).save()
    client = signed_in(author)
    for name, status in (("question_publish", "published"), ("question_retire", "retired")):
        client.post(reverse(name, args=[question.pk]))
        question.refresh_from_db()
        assert question.status == status


def test_the_text_comes_out_as_a_file(signed_in: SignedIn, author: User, points: Question) -> None:
    response = signed_in(author).get(reverse("question_text", args=[points.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="rivers-1.txt"'
    assert response.content.decode().startswith("Topic: Rivers\n")


def test_the_questions_of_a_closed_topic_are_not_there_for_others(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    points.topic.authors.add(factories.user("owner", Role.AUTHOR))
    client = signed_in(author)
    assert "flood" not in client.get(reverse("question_list")).content.decode()
    for name, method in (
        ("question_edit", "get"),
        ("question_edit", "post"),
        ("question_publish", "post"),
        ("question_retire", "post"),
        ("question_text", "get"),
    ):
        assert getattr(client, method)(reverse(name, args=[points.pk])).status_code == 404
    points.refresh_from_db()
    assert points.status == Question.Status.PUBLISHED


def test_a_paste_for_a_closed_topic_is_refused_and_kept(signed_in: SignedIn, author: User, points: Question) -> None:
    points.topic.authors.add(factories.user("owner", Role.AUTHOR))
    client = signed_in(author)
    reply = client.post(reverse("question_new"), {"text": PASTE})
    assert reply.status_code == 403
    assert "Only its own authors may write" in reply.content.decode()
    assert "heavy rain" in reply.content.decode()
    assert client.post(reverse("question_new"), {"text": PASTE, "topic": points.topic_id}).status_code == 422
    assert Question.objects.count() == 2


@pytest.mark.parametrize(
    ("action", "room", "service"), [("save", authoring, "edit_question"), ("publish", publishing, "edit_and_publish")]
)
def test_a_text_whose_topic_is_closed_meanwhile_is_refused_and_kept(
    signed_in: SignedIn,
    author: User,
    points: Question,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    room: ModuleType,
    service: str,
) -> None:
    monkeypatch.setattr(room, service, closing(points.topic, getattr(room, service)))
    text = factories.POINTS.replace("snow", "hail")
    sent = {"text": text, "base": 1, "action": action, "reason": "A test"}
    reply = signed_in(author).post(reverse("question_edit", args=[points.pk]), sent)
    assert reply.status_code == 403
    assert "Only its own authors may write in “Rivers”" in reply.content.decode()
    assert "hail melting in spring" in reply.content.decode()
    assert points.versions.count() == 1


@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_second_press_of_new_questions_leads_where_the_first_led(
    signed_in: SignedIn, author: User, action: str
) -> None:
    client = signed_in(author)
    sent = {"text": PASTE, "action": action, "reason": "A test"}
    replies = [client.post(reverse("question_new"), sent, follow=True) for _ in range(2)]
    said = "2 questions published." if action == "publish" else "2 questions saved as draft."
    assert {reply.redirect_chain[0] for reply in replies} == {
        (f"{reverse('question_list')}?topic={Topic.objects.get().pk}", 303)
    }
    assert [said in reply.content.decode() for reply in replies] == [True, True]
    assert Question.objects.count() == MarkScheme.objects.count() == 2


def test_the_same_question_by_somebody_else_or_after_an_edit_is_told(
    signed_in: SignedIn, author: User, ruth: User
) -> None:
    text = f"Topic: Rivers\n\n{factories.POINTS}"
    assert signed_in(author).post(reverse("question_new"), {"text": text}).status_code == 303
    reply = signed_in(ruth).post(reverse("question_new"), {"text": text})
    assert (reply.status_code, "has this question already" in reply.content.decode()) == (409, True)
    more = text.replace("- heavy", "- an ice jam\n- heavy")
    assert signed_in(author).post(reverse("question_new"), {"text": more}).status_code == 409
    assert Question.objects.count() == MarkScheme.objects.count() == 1


def test_a_topic_and_a_number_that_the_text_does_not_get_are_said(signed_in: SignedIn, author: User) -> None:
    (there,) = factories.bank(text=factories.POINTS)
    text = f"Topic: Somewhere else\n\n{factories.POINTS.replace('flood', 'dry up')}"
    sent = {"text": text, "topic": there.topic_id}
    wanted = [
        "The topic is “Rivers”, as chosen, not “Somewhere else”, as the text says.",
        "In “Rivers” question 1 is number 2: what the text says was taken.",
    ]
    client = signed_in(author)
    for reply in (
        client.post(reverse("preview"), sent),
        client.post(reverse("question_new"), {**sent, "action": "check"}),
        client.post(reverse("question_new"), sent, follow=True),
    ):
        assert [said in reply.content.decode() for said in wanted] == [True, True]
    assert list(there.topic.questions.values_list("number", flat=True)) == [1, 2]


def test_of_a_question_that_the_topic_has_already_no_other_number_is_said(signed_in: SignedIn, author: User) -> None:
    (there,) = factories.bank(text=factories.POINTS)
    reply = signed_in(author).post(reverse("preview"), {"text": factories.POINTS, "topic": there.topic_id})
    assert "is number" not in reply.content.decode()


def test_nothing_is_said_of_the_place_where_the_text_gets_it(signed_in: SignedIn, author: User) -> None:
    factories.bank(text=factories.LEVELS)
    for topic in ("Rivers", "  RIVERS ", "A new one"):
        reply = signed_in(author).post(reverse("preview"), {"text": f"Topic: {topic}\n\n{factories.POINTS}"})
        assert "no errors" in reply.content.decode()
        assert "<strong>" not in reply.content.decode()


def test_a_number_or_topic_that_an_edit_does_not_change_is_said(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    client, kept = signed_in(author), "Number and topic are not changed here: this is question 1 of “Rivers”."
    edit = reverse("question_edit", args=[points.pk])
    for text, said in (
        (factories.POINTS.replace("Question 1", "Question 9"), True),
        (f"Topic: Other\n\n{factories.POINTS}", True),
        (f"Topic: Rivers\n\n{factories.POINTS}", False),
    ):
        sent = {"text": text, "base": 1}
        shown = client.post(f"{reverse('preview')}?question={points.pk}", sent)
        saved = client.post(edit, sent, follow=True)
        assert [kept in reply.content.decode() for reply in (shown, saved)] == [said, said]
    assert client.post(f"{reverse('preview')}?question=999", {"text": factories.POINTS}).status_code == 404


def test_the_editor_shows_the_number_that_a_question_has_now(
    signed_in: SignedIn, author: User, points: Question
) -> None:
    Question.objects.filter(pk=points.pk).update(number=9)
    page = signed_in(author).get(reverse("question_edit", args=[points.pk])).content.decode()
    assert "Question 9 (2 marks)" in page
    assert "are not changed here" not in page
