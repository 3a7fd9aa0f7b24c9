"""Agreement of two markers, against values worked out by hand."""

from __future__ import annotations

import pytest

from questions.marking import agreement


def test_exact_and_adjacent() -> None:
    assert agreement.exact([0, 1, 2], [0, 2, 0]) == pytest.approx(1 / 3)
    assert agreement.adjacent([0, 1, 2], [0, 2, 0]) == pytest.approx(2 / 3)


def test_kappa_takes_chance_off() -> None:
    assert agreement.kappa([0, 0, 1, 1], [0, 1, 1, 1]) == pytest.approx(0.5)
    assert agreement.kappa([0, 1, 0, 1], [0, 0, 1, 1]) == pytest.approx(0.0)
    assert agreement.kappa([1, 1], [1, 1]) == 1.0


def test_weighted_kappa_minds_distance() -> None:
    near = agreement.weighted_kappa([0, 1, 2, 3], [0, 1, 2, 2])
    far = agreement.weighted_kappa([0, 1, 2, 3], [0, 1, 2, 0])
    assert near == pytest.approx(1 - 0.25 / 2)
    assert far < near


def test_confusion_counts_theirs_then_ours() -> None:
    assert agreement.confusion([0, 1, 1], [0, 0, 1]) == {(0, 0): 1, (0, 1): 1, (1, 1): 1}


def test_reliability_compares_confidence_with_being_right() -> None:
    rows = agreement.reliability([0.95, 0.97, 0.55, 1.0], [True, True, False, True])
    assert [(low, count, right) for low, _, count, _, right in rows] == [(0.5, 1, 0.0), (0.9, 3, 1.0)]


@pytest.mark.parametrize("measure", [agreement.exact, agreement.adjacent, agreement.kappa, agreement.weighted_kappa])
def test_no_answers_agree_on_nothing(measure) -> None:
    assert measure([], []) == 0.0
