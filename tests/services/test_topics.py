"""Topics: saved whole, never over somebody else's work, and the same after a way through a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.models import Role, Topic
from questions.services.authoring import NotYourTopic
from questions.services.topics import (
    TextTooLong,
    TitleTaken,
    TopicChanged,
    TopicText,
    add_topic,
    edit_topic,
    printed,
    read,
    seen,
    text_of,
    tidied,
)
from tests import factories

LINES = st.sampled_from(["# Rivers", "**Specification focus.** x", "**Specification focus.**", "", "## Floods", "- a"])
TEXT = st.lists(LINES | st.text(max_size=6), max_size=8).map("\n".join)


@given(st.builds(TopicText, st.text(min_size=1, max_size=8).filter(str.split), st.text(max_size=12), TEXT).map(tidied))
def test_a_topics_text_is_the_same_after_a_way_through_a_file(text: TopicText) -> None:
    assert read(printed(text)) == text
    assert printed(read(printed(text))) == printed(text)


def test_a_file_without_title_and_focus_is_all_notes() -> None:
    assert read("\n\n## Floods\n\n- rain  \n\n\n") == TopicText("", "", "## Floods\n\n- rain  ")
    assert read("# Rivers\n\n**Specification focus.** Why rivers\nflood.\n\n## Floods") == TopicText(
        "Rivers", "Why rivers flood.", "## Floods"
    )


@pytest.mark.django_db
def test_a_new_topic_is_the_last_and_has_a_name_for_addresses() -> None:
    factories.bank(topic="Rivers")
    topic = add_topic(
        text=TopicText(" The  Lakes ", "Why", "\r\n## Ice\r\n\r\n"), author=factories.user("a", Role.AUTHOR)
    )
    assert (topic.title, topic.slug, topic.focus, topic.notes) == ("The Lakes", "the-lakes", "Why", "## Ice")
    assert [other.title for other in Topic.objects.all()] == ["Rivers", "The Lakes"]


@pytest.mark.django_db
def test_a_title_is_given_once() -> None:
    rivers = factories.bank(topic="Rivers")[0].topic
    lakes = factories.bank(topic="Lakes")[0].topic
    with pytest.raises(TitleTaken):
        add_topic(text=TopicText("rivers"), author=None)
    with pytest.raises(TitleTaken):
        edit_topic(topic=lakes, text=TopicText("RIVERS"), author=None)
    assert edit_topic(topic=rivers, text=TopicText("Rivers and streams"), author=None).slug == "rivers"


@pytest.mark.django_db
def test_what_somebody_else_saved_is_not_overwritten_unseen() -> None:
    topic = factories.bank(topic="Rivers")[0].topic
    base = seen(topic)
    edit_topic(topic=topic, text=TopicText("Rivers", notes="first"), author=None, base=base)
    with pytest.raises(TopicChanged) as refusal:
        edit_topic(topic=topic, text=TopicText("Rivers", notes="second"), author=None, base=base)
    assert refusal.value.topic.notes == "first"
    edit_topic(topic=topic, text=TopicText("Rivers", notes="second"), author=None, base=seen(refusal.value.topic))
    topic.refresh_from_db()
    assert text_of(topic) == TopicText("Rivers", "", "second")


@pytest.mark.django_db
def test_others_may_not_write_in_a_closed_topic() -> None:
    topic = factories.bank(topic="Rivers")[0].topic
    owner, other = factories.user("owner", Role.TEACHER), factories.user("other", Role.TEACHER)
    edit_topic(topic=topic, text=TopicText("Rivers"), author=None, authors=[owner])
    with pytest.raises(NotYourTopic):
        edit_topic(topic=topic, text=TopicText("Mine"), author=other)
    assert edit_topic(topic=topic, text=TopicText("Ours"), author=owner).title == "Ours"


@pytest.mark.django_db
def test_notes_that_no_page_could_edit_are_refused() -> None:
    topic = factories.bank(topic="Rivers")[0].topic
    with pytest.raises(TextTooLong, match="20,000 characters; these have 20,001"):
        edit_topic(topic=topic, text=TopicText("Rivers", notes="x" * 20_001), author=None)
    with pytest.raises(TextTooLong, match="focus"):
        edit_topic(topic=topic, text=TopicText("Rivers", focus="x" * 2_001), author=None)
