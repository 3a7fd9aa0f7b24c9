"""What no essay may gain by: saying things again, talk, leaving out a link or a detail, the order of paragraphs; and
what a long one may cost. Texts are put together from the marked essays in ways that no examiner has read."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.marking import mark
from tests.marking.steps import steps
from tests.marking.test_levels_bank import NAMES, TALK, ended, essays_of, scheme_of

pytestmark = pytest.mark.marking


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A question and two to four paragraphs from different answers to it."""
    name = draw(st.sampled_from(NAMES))
    chosen = draw(st.lists(st.sampled_from(essays_of(name)), min_size=2, max_size=4, unique=True))
    return name, tuple(ended(draw(st.sampled_from(essay.answer.split("\n\n")))) for essay in chosen)


def marks_of(name: str, paragraphs: tuple[str, ...] | list[str]) -> int:
    return mark(scheme_of(name), "\n\n".join(paragraphs)).mark


@settings(max_examples=50, deadline=None)
@given(mixtures(), st.data())
def test_sentences_said_again_anywhere_raise_nothing(mixture: tuple[str, tuple[str, ...]], data: st.DataObject) -> None:
    name, paragraphs = mixture
    sentences = re.split(r"(?<=\.)\s+", " ".join(paragraphs))
    again = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=6))
    assert marks_of(name, [*paragraphs, " ".join(again)]) <= marks_of(name, paragraphs)


@settings(max_examples=50, deadline=None)
@given(mixtures(), st.lists(st.sampled_from(TALK), min_size=1, max_size=8), st.booleans())
def test_talk_before_or_after_raises_nothing(
    mixture: tuple[str, tuple[str, ...]], talk: list[str], before: bool
) -> None:
    name, paragraphs = mixture
    padded = [" ".join(talk), *paragraphs] if before else [*paragraphs, " ".join(talk)]
    assert marks_of(name, padded) <= marks_of(name, paragraphs)


@settings(max_examples=50, deadline=None)
@given(mixtures(), st.randoms(use_true_random=False))
def test_paragraphs_in_any_order_move_the_mark_by_one_at_most(
    mixture: tuple[str, tuple[str, ...]], chance: random.Random
) -> None:
    name, paragraphs = mixture
    turned = list(paragraphs)
    chance.shuffle(turned)
    assert abs(marks_of(name, turned) - marks_of(name, paragraphs)) <= 1


def test_leaving_out_the_only_link_or_detail_of_a_point_raises_a_mark_hardly_ever() -> None:
    """Never for a marked essay (test_levels_bank); of texts put together from them, in less than one of a hundred.

    A sentence without its link may be read as the lead to the next point, whose detail it then holds.
    """
    chance = random.Random(1914)
    tried, risen = 0, []
    while tried < 250:
        name = chance.choice(NAMES)
        parts = [ended(chance.choice(essay.answer.split("\n\n"))) for essay in chance.sample(essays_of(name), 3)]
        text = "\n\n".join(parts)
        whole = mark(scheme_of(name), text)
        for point in whole.points:
            for spans in (point.link, point.support):
                if len(spans) == 1:
                    tried += 1
                    start, end = spans[0]
                    if mark(scheme_of(name), text[:start] + text[end:]).mark > whole.mark:
                        risen.append(text[max(0, start - 60) : end + 60])
    assert len(risen) < tried / 100, risen


@pytest.mark.parametrize("name", ["hitler", "intervention"])
def test_steps_grow_in_step_with_length(name: str) -> None:
    """Twice the text takes about twice the steps, from a page up to all that is read."""
    paragraphs = [ended(essay.answer) for essay in essays_of(name) if essay.mark]
    quarter, half = paragraphs[: len(paragraphs) // 4], paragraphs[: len(paragraphs) // 2]
    texts = ["\n\n".join(part) for part in (quarter, half, paragraphs)]
    counts = [steps(scheme_of(name), text) / len(text) for text in texts]
    assert counts[1] < 1.1 * counts[0]
    assert counts[2] < 1.1 * counts[1]
