"""Whether a sentence of an essay makes a point, where its words alone leave that in doubt: the reader of sentences.

A sentence that is about as near to a point as others that make it and others that do not is read beside the point's
nearest wording (``language.entailment``), and what the reader says moves its scores. Only few are read: a reading
takes longer than all else that is done for an essay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from questions.marking.entailing import Calibration, question_of
from questions.marking.essays.themes import Theme, Themed
from questions.marking.language.text import Word
from questions.marking.matching import Match

LOW, HIGH = 0.2, 0.6
"""Scores between which it is in doubt whether a sentence makes a point."""

MOST = 2
"""Sentences that are read for each point: those nearest to it."""

COUNTS = Calibration(words=1.0, whole=0.3, constant=0.3)
SUREST = 3.0
"""Log odds of the reader beyond which it is taken to be no surer."""


def read_sentences(
    theme: Theme,
    found: Match,
    near: Themed,
    columns_of: Mapping[int, list[int]],
    words_of: Mapping[int, Sequence[Word]],
    credit: float,
) -> None:
    """Move the scores of the points that are in doubt in the sentences ``columns_of`` (stretches by sentence).

    A sentence that makes one point plainly (``credit``) is not asked whether it makes another too.
    """
    reader = theme.ready.vectors.reader
    if reader is None or not columns_of:
        return
    question = question_of(theme.ready.scheme)
    numbers = list(columns_of)
    highest = np.array([near.scores[:, columns_of[sentence]].max(axis=1) for sentence in numbers])
    plainest = highest.max(axis=1)
    for point, sides in enumerate(theme.sides):
        for k in np.argsort(-highest[:, point], kind="stable")[:MOST].tolist():
            score = float(highest[k, point])
            if not LOW < score < HIGH or (score < credit <= plainest[k]):
                continue
            columns, words = columns_of[numbers[k]], words_of[numbers[k]]
            nearest = columns[int(near.scores[point, columns].argmax())]
            side = theme.ready.sides[sides[int(near.coverage[sides, nearest].argmax())]]
            text = found.reading.text[words[0].start : words[-1].end]
            odds = float(np.clip(reader.log_odds(question, [(text, side.reading.text)])[0], -SUREST, SUREST))
            near.scores[point, columns] = COUNTS.moved(near.scores[point, columns], odds)
