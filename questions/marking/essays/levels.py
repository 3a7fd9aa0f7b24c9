"""From stages to a level and a mark: a best fit, not a count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questions.marking.essays.stages import IDENTIFIED, SUPPORTED, Stage
from questions.marking.scheme import Level, Needs


def counts(found: Iterable[Stage]) -> Needs:
    """How many points reach each stage."""
    order = [stage.stage for stage in found]
    return Needs(len(order), sum(s != IDENTIFIED for s in order), sum(s == SUPPORTED for s in order))


def level_of(levels: Sequence[Level], mark: int) -> int:
    """The number of the level that a mark lies in, 0 for no marks."""
    return next((level.number for level in levels if level.low <= mark <= level.high), 0)


def default_needs(levels: Sequence[Level]) -> list[tuple[Needs, ...]]:
    """For each level, rising, the alternatives of what it needs; one of them is enough.

    Where the scheme does not say: the bottom level takes anything creditable; the top of three two points
    explained, one of them with support; the middle one explained, or three identified. With more levels each
    step up takes one explained point more; of two, the bottom and the top.
    """
    count = len(levels)
    result: list[tuple[Needs, ...]] = []
    for i, level in enumerate(levels):
        if level.needs is not None:
            result.append((level.needs,))
        elif i == 0:
            result.append((Needs(identified=1),))
        elif i == count - 1:
            explained = max(2, count - 1)
            result.append((Needs(explained, explained, max(1, count - 2)),))
        else:
            result.append((Needs(identified=i, explained=i), Needs(identified=2 + i, explained=i - 1)))
    return result


def meets(have: Needs, need: Needs) -> bool:
    """Whether the counts reach the demand."""
    return have.identified >= need.identified and have.explained >= need.explained and have.supported >= need.supported


def place(levels: Sequence[Level], have: Needs, *, rich: bool = True) -> tuple[Level | None, int]:
    """The level, and the mark inside it: a higher one where its demands are met with something to spare.

    ``rich`` says that the support of a second point is more than a single detail. (None, 0) where nothing counts.
    """
    needs = default_needs(levels)
    reached = [i for i, options in enumerate(needs) if any(meets(have, need) for need in options)]
    if not reached or not have.identified:
        return None, 0
    i = reached[-1]
    need = next((option for option in needs[i] if meets(have, option)), needs[i][0])
    if i == len(levels) - 1 and i > 0:
        spare = max(0, have.supported - max(1, need.supported)) if rich else 0
        spare += max(0, have.explained - need.explained) if spare else 0
    elif i == 0 and not need.explained and not need.supported:
        spare = have.identified - max(1, need.identified)
    elif have.explained:
        more = max(0, have.explained - max(1, need.explained))
        backed = have.supported > need.supported and have.identified > have.explained
        spare = more + backed
    else:
        spare = 0
    return levels[i], min(levels[i].high, levels[i].low + spare)
