"""What is called untrue, and what only sounds like it: on questions with one acceptable answer."""

from __future__ import annotations

import pytest

from questions import marking


def mark_of(line: str, answer: str) -> int:
    scheme = f"Mark scheme:\n1 mark for a valid point.\nAcceptable answers include:\n- {line}\n"
    text = f"Question 1 (1 mark)\nGive one point about it.\n\n{scheme}"
    return marking.mark(marking.parse(text).schemes[0], answer).mark


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Women could not stand for Parliament", "Women were not able to stand for Parliament"),
        ("Children worked long hours in the mills", "Children worked long hours in the mills. This was not right."),
        ("Children worked long hours in the mills", "Children worked long hours in the mills and it was wrong"),
        ("Children worked long hours in the mills", "Children worked long hours in the mills, which is wrong"),
        ("Women were not allowed to vote", "Women were not allowed to vote. This was wrong."),
        ("Slaves were whipped by their owners", "Slaves were whipped by their owners. It was wrong but it made money."),
        ("Louis XVI spent too much money on wars", "Louis XVI spent too much money on wars. He was wrong."),
        ("Hitler remilitarised the Rhineland", "Hitler remilitarised the Rhineland. They were wrong to let him."),
        (
            "People believed that God sent the plague as a punishment",
            "People believed that God sent the plague as a punishment. They were wrong.",
        ),
        (
            "People believed that God sent the plague as a punishment",
            "People believed that God sent the plague as a punishment but it wasn't true",
        ),
        (
            "Americans feared that communism would spread to Asia",
            "Many Americans feared that communism would spread to Asia. It did not.",
        ),
        ("Women were not allowed to vote", "All men but not women were allowed to vote"),
        ("Women were not allowed to vote", "Were women allowed to vote? No."),
        ("Germany failed to pay reparations", "Did Germany pay the reparations? No."),
        ("Germany failed to pay reparations", "Historians do not agree but most say that Germany failed to pay"),
        ("he needed a male heir", "He had no male heir"),
        ("The government did nothing", "The government did nothing"),
        ("The government did nothing", "nothing was done by the government"),
        ("he needed a male heir", "Henry lacked a male heir"),
        (
            "MacArthur was dismissed by Truman (April 1951)",
            "MacArthur was sacked by Truman and the armistice was signed in July 1953",
        ),
        ("Jews were not allowed to marry Germans", "Germans could marry anyone except Jews"),
        ("The priests were not allowed to marry", "It was not true that priests were allowed to marry"),
        ("Henry wanted a male heir", "I do not think that religion mattered, Henry wanted a male heir"),
        ("Henry wanted a male heir", "I don't think it was about faith because Henry wanted a male heir"),
        ("Henry wanted a male heir", "It was not because of religion, Henry wanted a male heir"),
        ("Henry wanted a male heir", "It had nothing to do with religion, Henry wanted a male heir"),
        ("Spanish ships were slower than English ships", "Spanish ships were slower than the English ones"),
        ("French soldiers and German soldiers fought at Verdun", "French soldiers fought the Germans at Verdun"),
        (
            "The League imposed sanctions on Italy",
            "The League imposed some sanctions on Italy. They made no difference.",
        ),
        (
            "League members stopped trading with Italy",
            "Most League members stopped trading with Italy but this had no effect",
        ),
        (
            "Kennedy ordered a naval blockade of Cuba",
            "Kennedy ordered naval blockade around Cuba stop Soviet ships delivering missiles",
        ),
        (
            "Stalin wanted a buffer zone to protect the USSR from invasion",
            "Stalin wanted buffer zone protect USSR future invasion Eastern Europe Germany",
        ),
        ("Nobody believed that Hitler would keep his promises", "Nobody believed that Hitler would keep his promises"),
    ],
)
def test_a_point_with_a_verdict_on_it_or_a_denial_of_something_else_is_credited(line: str, answer: str) -> None:
    assert mark_of(line, answer) == 1


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Peasants could not afford bread", "Peasants could afford bread"),
        ("Women could not stand for Parliament", "Women could stand for Parliament"),
        ("Catholics did not tolerate Protestant worship", "Catholics tolerated Protestant worship"),
        ("Henry wanted a male heir", "People say that Henry wanted a male heir. They are wrong."),
        ("Henry wanted a male heir", "I do not think that Henry wanted a male heir"),
        ("Henry wanted a male heir", "Henry wanted a male heir? No, he had one."),
        ("he needed a male heir", "He did not need a male heir"),
        ("Stalin lent China money", "Stalin lent China nothing"),
        ("MacArthur was dismissed by Truman (April 1951)", "MacArthur was sacked by Truman in 1953"),
    ],
)
def test_the_opposite_and_what_is_called_untrue_are_not(line: str, answer: str) -> None:
    assert mark_of(line, answer) == 0


WHY = """Question 1 (1 mark)
{}

Mark scheme:
1 mark for a valid reason.
Acceptable answers include:
- {}
"""


@pytest.mark.parametrize(
    ("question", "line", "answer", "mark"),
    [
        ("Why did the boycott succeed?", "passengers shared cars", "It succeeded because they shared cars", 1),
        ("Why did the boycott succeed?", "passengers shared cars", "It did not succeed because of shared cars", 0),
        (
            "Why did the boycott succeed?",
            "passengers shared cars",
            "It did not succeed just because they shared cars",
            1,
        ),
        ("Why do the magnets not touch?", "they repel each other", "They do not touch because they repel", 1),
    ],
)
def test_what_is_said_not_to_be_the_reason_is_none(question: str, line: str, answer: str, mark: int) -> None:
    scheme = marking.parse(WHY.format(question, line)).schemes[0]
    assert marking.mark(scheme, answer).mark == mark
