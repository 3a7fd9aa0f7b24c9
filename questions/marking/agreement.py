"""How well two markers agree: exact and adjacent shares, kappa, quadratic weighted kappa, confusion, reliability."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise


def exact(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Share of answers with the same mark, 0 to 1; 0 for no answers."""
    return sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(ours) if ours else 0.0


def adjacent(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Share of answers whose marks are at most 1 apart."""
    return sum(abs(a - b) <= 1 for a, b in zip(ours, theirs, strict=True)) / len(ours) if ours else 0.0


def kappa(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Cohen's kappa (1960): agreement beyond chance; 1 perfect, 0 chance.

    Where both give every answer the same mark, chance agrees too: 1.0 by convention.

    >>> kappa([0, 0, 1, 1], [0, 1, 1, 1])
    0.5
    """
    return _kappa(ours, theirs, lambda a, b: float(a != b))


def weighted_kappa(ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Cohen's kappa with quadratic weights (1968): two marks apart counts four times as much as one.

    >>> weighted_kappa([0, 1, 2, 3], [0, 1, 2, 2])
    0.875
    """
    return _kappa(ours, theirs, lambda a, b: float((a - b) ** 2))


def _kappa(ours: Sequence[int], theirs: Sequence[int], cost: Callable[[int, int], float]) -> float:
    count = len(ours)
    if not count:
        return 0.0
    observed = sum(cost(a, b) for a, b in zip(ours, theirs, strict=True)) / count
    mine, other = Counter(ours), Counter(theirs)
    expected = sum(cost(a, b) * mine[a] * other[b] for a in mine for b in other) / count**2
    return 1.0 if expected == 0 else 1.0 - observed / expected


def confusion(ours: Sequence[int], theirs: Sequence[int]) -> dict[tuple[int, int], int]:
    """Number of answers by (their mark, our mark)."""
    return dict(Counter(zip(theirs, ours, strict=True)))


def reliability(
    confidences: Sequence[float], right: Sequence[bool], edges: Sequence[float] = (0.5, 0.6, 0.7, 0.8, 0.9)
) -> list[tuple[float, float, int, float, float]]:
    """For each band of confidence: lower edge, upper edge, answers, mean confidence, share that was right."""
    bounds = [0.0, *edges, 1.0]
    rows = []
    for low, high in pairwise(bounds):
        inside = [i for i, c in enumerate(confidences) if low <= c < high or (high == 1.0 and c == 1.0)]
        if inside:
            mean = sum(confidences[i] for i in inside) / len(inside)
            rows.append((low, high, len(inside), mean, sum(right[i] for i in inside) / len(inside)))
    return rows
