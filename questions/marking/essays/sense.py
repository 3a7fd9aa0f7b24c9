"""Whether what a writer ties to a point has to do with the matter: "because it was Tuesday" explains nothing.

A cause or a consequence speaks of what scheme and question speak of, or of somebody named before ("they", "him"). What
does neither, and is far from both in the table of words, is no explanation. How far is learnt from essays and from
nonsense: ``python -m scripts.fit_sense`` prints the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from questions.marking.compiled import Compiled
from questions.marking.language.text import Word
from questions.marking.language.vectors import Floats
from questions.marking.logistic import logistic

WEIGHTS: Mapping[str, float] = {"nearest": 3.38, "near": 3.64, "centre": 6.93, "constant": -5.20}
"""Weights of ``features``, in their order, and the constant."""

UNLIKELY = 0.05
"""Probability below which what is said has nothing to do with the matter: hardly an explanation is lost, and a fifth of
the nonsense is found."""

NEAREST = 0.6
"""Likeness beyond which a word tells no more."""

REFERRING = frozenset("they he him them their his himself themselves she her this these those".split())
"""Words that go on about what was named before."""

IMPERSONAL = frozenset("was is had".split())
"""Words behind an "it" that may stand for nothing: "it was Tuesday"."""


@dataclass(slots=True)
class Matter:
    """What scheme and question speak of: a vector of length 1 for each word, and of all together. ``known`` holds for
    words of answers how near the nearest of them is, and the word's vector by its weight."""

    ready: Compiled
    rows: Floats
    centre: Floats
    known: dict[str, tuple[float, Floats]] = field(default_factory=dict)


def matter_of(ready: Compiled) -> Matter:
    """The matter of a scheme."""
    asked = [ready.vectors.word(word.text)[0] for word in ready.question.words if word.is_content]
    rows = np.concatenate([ready.row_vectors, np.stack(asked)]) if asked else ready.row_vectors
    centre = rows.mean(axis=0)
    return Matter(ready, rows, np.asarray(centre / max(float(np.sqrt(centre @ centre)), 1e-6), dtype=np.float32))


def features(matter: Matter, words: Sequence[Word]) -> tuple[float, ...]:
    """How near the words are to the matter: the nearest of them, all on average, and as a whole. Words of content are
    meant, and of the scheme's question none."""
    nearest, total = [], np.zeros_like(matter.centre)
    for word in words:
        near, vector = matter.known.get(word.text) or _looked_up(matter, word.text)
        nearest.append(near)
        total += vector
    length = max(float(np.sqrt(total @ total)), 1e-6)
    return (min(max(nearest), NEAREST), sum(nearest) / len(nearest), float(total @ matter.centre) / length)


def _looked_up(matter: Matter, text: str) -> tuple[float, Floats]:
    vectors = matter.ready.vectors
    vector, _ = vectors.word(vectors.meant(text) or text)
    found = matter.known[text] = float((matter.rows @ vector).max()), vector * np.float32(vectors.word(text)[1])
    return found


def telling(ready: Compiled, words: Sequence[Word]) -> list[Word]:
    """The words by which it is judged; none where it goes on about somebody or something named before."""
    texts = [word.text for word in words]
    if not REFERRING.isdisjoint(texts) or any(
        text == "it" and after not in IMPERSONAL for text, after in zip(texts, [*texts[1:], ""], strict=False)
    ):
        return []
    return [word for word in words if word.is_content and word.number is None and word.stem not in ready.question_stems]


def is_beside_the_matter(matter: Matter, words: Sequence[Word]) -> bool:
    """Whether what is said has nothing to do with scheme and question; never without a table of words."""
    told = telling(matter.ready, words) if matter.ready.vectors.width else []
    return bool(told) and logistic(tuple(WEIGHTS.values()), features(matter, told)) < UNLIKELY
