"""One answer against all phrases of a scheme at once: how well each stretch of the answer says each phrase.

A stretch is a clause, two clauses side by side, a sentence, two sentences, or the whole answer. For each
phrase and stretch there are a few features; a logistic function makes a probability of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import Compiled
from questions.marking.text import Reading, Word
from questions.marking.vectors import Floats

FEATURES = ("coverage", "likeness", "precision", "form", "rarest", "coverage_precision", "terms", "words")


@dataclass(frozen=True, slots=True)
class Match:
    """Everything there is to know of an answer beside a scheme.

    ``words`` are the content words of the answer; ``best`` terms x words their likeness; ``stretches`` the
    (first, last + 1) index into ``words`` of each stretch; ``features`` phrases x stretches x features.
    """

    reading: Reading
    words: tuple[Word, ...]
    weights: Floats
    best: Floats
    form: Floats
    stretches: tuple[tuple[int, int], ...]
    features: Floats


def stretches(words: tuple[Word, ...]) -> tuple[tuple[int, int], ...]:
    """Clauses, neighbouring clauses, sentences, neighbouring sentences, and all; each once, in that order."""
    clauses = _runs([word.clause for word in words])
    sentences = _runs([word.sentence for word in words])
    found = dict.fromkeys(clauses)
    found.update(dict.fromkeys((a[0], b[1]) for a, b in zip(clauses, clauses[1:], strict=False)))
    found.update(dict.fromkeys(sentences))
    found.update(dict.fromkeys((a[0], b[1]) for a, b in zip(sentences, sentences[1:], strict=False)))
    found[(0, len(words))] = None
    return tuple(found)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    starts = [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1]]
    return list(zip(starts, [*starts[1:], len(numbers)], strict=True))


def match(ready: Compiled, reading: Reading) -> Match:
    """Align the answer with every phrase. Time is linear in the answer's words and in the scheme's terms."""
    words = tuple(word for word in reading.words if word.is_content)
    if not words:
        words = reading.words
    if not words or not ready.sides:
        empty = np.zeros((len(ready.terms), 0), dtype=np.float32)
        return Match(
            reading, (), np.zeros(0, np.float32), empty, empty, (), np.zeros((len(ready.sides), 0, 8), np.float32)
        )
    columns = [ready.column(word) for word in words]
    best = np.stack([column[0] for column in columns], axis=1)
    form = np.stack([column[1] for column in columns], axis=1)
    weights = np.array([ready.weight(word) for word in words], dtype=np.float32)
    found = stretches(words)
    return Match(reading, words, weights, best, form, found, _features(ready, words, weights, best, form, found))


def _features(
    ready: Compiled,
    words: tuple[Word, ...],
    weights: Floats,
    best: Floats,
    form: Floats,
    found: tuple[tuple[int, int], ...],
) -> Floats:
    edges = np.array([edge for start, end in found for edge in (start, end)], dtype=np.intp)

    def most(values: Floats) -> Floats:
        """Greatest value inside each stretch."""
        padded = np.concatenate([values, np.zeros((len(values), 1), dtype=np.float32)], axis=1)
        return np.maximum.reduceat(padded, edges, axis=1)[:, ::2]

    inside = most(best)
    coverage = ready.share @ inside
    by_form = ready.share @ most(form)
    sums = np.concatenate([np.zeros(1, np.float32), np.cumsum(weights)])
    starts, ends = edges[::2], edges[1::2]
    weight = np.maximum(sums[ends] - sums[starts], 1e-6)
    aligned = np.maximum.reduceat(best, ready.side_starts, axis=0) * weights
    running = np.concatenate([np.zeros((len(aligned), 1), np.float32), np.cumsum(aligned, axis=1)], axis=1)
    precision = (running[:, ends] - running[:, starts]) / weight
    heaviest = np.maximum.reduceat(ready.share, ready.side_starts, axis=1).diagonal()
    is_heaviest = (ready.share >= 0.8 * heaviest[:, None]) & (ready.share > 0)
    rarest = (is_heaviest / is_heaviest.sum(axis=1, keepdims=True)).astype(np.float32) @ inside
    likeness = _likeness(ready, words, weights, starts, ends)
    if likeness is None:
        likeness = coverage
    terms = np.array([side.end - side.start for side in ready.sides], dtype=np.float32)
    size = (ends - starts).astype(np.float32)
    features = [
        coverage,
        likeness,
        precision,
        by_form,
        rarest,
        coverage * precision,
        np.broadcast_to(np.log(terms)[:, None], coverage.shape),
        np.broadcast_to(np.log(size)[None, :], coverage.shape),
    ]
    return np.stack(features, axis=2).astype(np.float32)


def _likeness(
    ready: Compiled, words: tuple[Word, ...], weights: Floats, starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> Floats | None:
    """Cosine of phrase and stretch, each the weighted sum of its words; None without a table."""
    if not ready.vectors.width:
        return None
    own = np.stack([ready.vectors.word(word.text)[0] for word in words]) * weights[:, None]
    running = np.concatenate([np.zeros((1, own.shape[1]), np.float32), np.cumsum(own, axis=0, dtype=np.float32)])
    total = running[ends] - running[starts]
    lengths = np.maximum(np.linalg.norm(total, axis=1), 1e-6)
    return np.asarray(ready.phrase_vectors @ (total / lengths[:, None]).T, dtype=np.float32)
