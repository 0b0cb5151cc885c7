"""How are stretches of time joined, cut and bounded?

An interval is `(low, high)`, half-open, in whole minutes since 1970-01-01 00:00 UTC. A list is
*tidy* when it is sorted, holds nothing empty, and no two intervals overlap or touch.
"""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]

BEFORE_ALL = -(2**63)


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Make any intervals tidy: the same minutes, joined where they overlap or touch."""
    tidy: list[Interval] = []
    end = BEFORE_ALL
    for low, high in sorted(intervals):
        if low > end:
            if low < high:
                tidy.append((low, high))
                end = high
        elif high > end:
            tidy[-1] = (tidy[-1][0], high)
            end = high
    return tidy


def subtract(intervals: Sequence[Interval], holes: Sequence[Interval]) -> list[Interval]:
    """Keep the minutes of `intervals` that no hole covers; both are tidy, so is the rest."""
    kept: list[Interval] = []
    passed, count = 0, len(holes)
    for low, high in intervals:
        while passed < count and holes[passed][1] <= low:
            passed += 1
        hole = passed
        while low < high and hole < count and holes[hole][0] < high:
            if holes[hole][0] > low:
                kept.append((low, holes[hole][0]))
            low = holes[hole][1]
            hole += 1
        if low < high:
            kept.append((low, high))
    return kept


def clip(intervals: Iterable[Interval], low: int, high: int) -> list[Interval]:
    """Keep the minutes from `low` up to, not including, `high`."""
    bounded = ((max(low, start), min(high, end)) for start, end in intervals)
    return [(start, end) for start, end in bounded if start < end]
