"""The whole story, as a school lives it: answer, mark, a teacher's correction, and a new question."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.actions import (
    expect_mark,
    expect_saved,
    follow,
    open_question,
    publish_with_reason,
    sign_in,
    submit,
    write,
)
from tests.browser.conftest import NewDevice

POSITION = (
    "China gained prestige in the communist world because it had stood up to the West and fought the Americans to a "
    "standstill. This meant that it was seen as a great power, for example at Geneva in 1954. However, the USA now "
    "treated China as an enemy. As a result there was a trade embargo, and the Seventh Fleet protected Taiwan, so "
    "China could not take the island. China was also kept out of the United Nations until 1971, which left it isolated."
)
NEW_QUESTION = """Topic: The Korean War and relations with the West after 1949

Question 41 (2 marks)
Name two leaders who met at Geneva in 1954.

Mark scheme:
1 mark for each valid leader (maximum 2 marks).
Acceptable answers include:
- _Zhou_ Enlai / Zhou
- _Eden_ / Anthony Eden
- _Molotov_ / Vyacheslav Molotov
"""
# Its own words: the teacher changes its mark, and from then on answers like it follow.
REASONS = "The UN army had come near the Yalu River. China wanted to support a communist ally."
MISTAKE = "REJECT: Dulles\n"
FIRST_POINT = "- _Zhou_"


def number_in(url: str) -> str:
    """The attempt's number in the address of its page."""
    found = re.search(r"/(\d+)/", url)
    assert found
    return found[1]


def test_the_whole_story(new_device: NewDevice, new_student: str) -> None:
    student, teacher, author = (new_device().new_page() for _ in range(3))

    sign_in(student, new_student)
    answer_points(student)
    attempt = number_in(student.url)
    answer_levels(student)

    sign_in(teacher, "teacher")
    override(teacher, attempt)
    student.goto(f"/attempts/{attempt}/")
    expect_mark(student, 1, 2)
    expect(student.locator("main")).to_contain_text("Marked by Ruth Okafor: Say which border")
    expect(student.locator("main")).to_contain_text(re.compile(r"replaces the automatic mark\s+2 / 2"))
    take_back(teacher)
    student.goto(f"/attempts/{attempt}/")
    expect_mark(student, 2, 2)

    sign_in(author, "author")
    publish(author)
    student.goto("/topics/")
    student.get_by_role("link", name="The Korean War").click()
    student.get_by_role("link", name="Name two leaders who met at Geneva").click()
    write(student, "Zhou Enlai and Anthony Eden")
    submit(student)
    expect_mark(student, 2, 2)


def answer_points(student: Page) -> None:
    """Question 1: two reasons, two marks, and ticks on the words that earned them."""
    open_question(student, 1)
    write(student, REASONS)
    expect_saved(student)
    submit(student)
    expect_mark(student, 2, 2)
    marked = student.get_by_role("group", name="Your marked answer")
    expect(marked.locator("mark").filter(has_text="Yalu").first).to_be_visible()
    expect(marked.locator(".tick")).to_have_count(2)
    expect(student.get_by_role("region", name="What earned marks").get_by_role("listitem")).to_have_count(2)


def answer_levels(student: Page) -> None:
    """Question 2, reached from the first result: placed in the top level, and the level says so."""
    follow(student.get_by_role("link", name="Next question", exact=True))
    expect(student.get_by_role("heading", level=1, name="Question 2")).to_be_visible()
    write(student, POSITION)
    submit(student)
    expect(student.get_by_role("heading", level=1)).to_contain_text(re.compile(r"your mark is [56] out of 6"))
    expect(student.locator(".rung--placed")).to_contain_text("Level 3")


def override(teacher: Page, attempt: str) -> None:
    """The teacher takes a point away, is asked for the reason, and gives it."""
    teacher.goto("/review/")
    follow(teacher.locator(f'a[href^="/review/{attempt}/"]'))
    teacher.locator('input[name="points"]:checked').first.uncheck()
    teacher.get_by_label("Reason").fill("Say which border")
    teacher.get_by_role("button", name="Save and stay").click()
    expect(teacher.locator(".award__why")).to_contain_text("Marked by Ruth Okafor: Say which border")
    history = teacher.get_by_role("region", name="All marks of this answer").get_by_role("row")
    expect(history).to_have_count(3)  # the heading, the teacher's mark, the marker's mark, which stays
    expect(history.filter(has_text="counts")).to_contain_text("Ruth Okafor")


def take_back(teacher: Page) -> None:
    """The teacher thinks again; and no other answer is marked by that ruling from now on."""
    teacher.locator('[form="withdraw"]').click()
    history = teacher.get_by_role("region", name="All marks of this answer").get_by_role("row")
    expect(history.filter(has_text="counts")).to_contain_text("marker")


def publish(author: Page) -> None:
    """The author pastes a scheme with a mistake, sees it named with its line, corrects and publishes it."""
    author.goto("/author/")
    author.get_by_role("link", name="New question").click()
    author.wait_for_url("**/author/new/")
    text = author.get_by_label("Questions and mark schemes")
    preview = author.locator("#preview")
    text.fill(NEW_QUESTION.replace(FIRST_POINT, MISTAKE + FIRST_POINT))
    expect(preview).to_contain_text("cannot be read")
    expect(preview).to_contain_text("Line 9")
    text.fill(NEW_QUESTION)
    expect(preview).to_contain_text("1 question, no errors")
    expect(preview.locator(".understood")).to_contain_text("Anthony Eden")
    publish_with_reason(author, "For the lesson on Geneva")
