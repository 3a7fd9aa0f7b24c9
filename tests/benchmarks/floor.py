"""The floor that times are held against, since machines differ and are busy: cutting the same texts into words."""

from __future__ import annotations

from collections.abc import Collection
from time import perf_counter

from questions.marking.language.text import WORD

A_WORD = 0.004e-3 / 20
"""Seconds that cutting took for each word where the goals were set."""


def cutting(texts: Collection[str]) -> float:
    """Seconds that cutting the texts into words takes here: the mean of a few rounds, as busy as the rest is."""
    rounds = 5
    started = perf_counter()
    for _ in range(rounds):
        for text in texts:
            WORD.findall(text)
    return (perf_counter() - started) / rounds


def as_ratios(seconds: float, goal: float, texts: Collection[str], cut: float) -> dict[str, float]:
    """``seconds`` and the ``goal`` in seconds, each as a multiple of the floor of its own machine: ``cut`` here."""
    words = sum(len(WORD.findall(text)) for text in texts)
    return {"times cutting": round(seconds / cut, 1), "goal, times cutting": round(goal / (words * A_WORD), 1)}
