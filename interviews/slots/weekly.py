"""When is somebody open, week by week?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .intervals import Interval, merge
from .zones import DAY, bounds_of_day, minute_at

Week = tuple[list[Interval], ...]


def wall_minutes(opens: time, closes: time) -> Interval:
    """Return a block in minutes on the wall; ValueError where it ends before it starts."""
    low = opens.hour * 60 + opens.minute
    high = closes.hour * 60 + closes.minute or DAY
    if high <= low:
        raise ValueError(f"a block from {opens} cannot close at {closes}")
    return low, high


@dataclass(frozen=True)
class Block:
    """Open every `weekday` (0 is Monday) from `opens` up to `closes`, on the wall to the minute.

    `closes` 00:00 is the end of the day.
    """

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is not 0 (Monday) to 6 (Sunday)")
        wall_minutes(self.opens, self.closes)

    @property
    def wall_minutes(self) -> Interval:
        """Return (opens, closes) in minutes on the wall; the end of the day is 1440."""
        return wall_minutes(self.opens, self.closes)


class Stretch(NamedTuple):
    """One block on one day: the instants when it opens and closes, and where starts may fall."""

    day: int  # the ordinal of its date
    opens_at: int
    closes_at: int
    starts: Sequence[int]  # sorted


def week_of(blocks: Iterable[Block]) -> Week:
    """Sort blocks by weekday, each day tidy in minutes on the wall: touching blocks become one."""
    days: Week = ([], [], [], [], [], [], [])
    for block in blocks:
        days[block.weekday].append(block.wall_minutes)
    return tuple(merge(day) if len(day) > 1 else day for day in days)


def stretches(
    zone: ZoneInfo,
    week: Week,
    special: Mapping[int, list[Interval]],
    first: int,
    last: int,
    step: int,
) -> Iterator[Stretch]:
    """Yield the blocks of the days from `first` to `last` (ordinals, both included) in order.

    A date in `special` has those hours instead of its weekday's. Starts fall every `step` minutes
    on the wall, counted from the opening of the day's own block.
    """
    for day in range(first, last + 1):
        # 1 January of year 1, ordinal 1, was a Monday
        blocks = special.get(day, week[(day - 1) % 7])
        if not blocks:
            continue
        day_starts, day_ends = bounds_of_day(zone, day)
        for opens, closes in blocks:
            if day_ends - day_starts == DAY:
                opens_at, closes_at = day_starts + opens, day_starts + closes
                yield Stretch(day, opens_at, closes_at, range(opens_at, closes_at, step))
            elif day_starts < day_ends:
                yield _uneven(zone, day, opens, closes, step)


def _uneven(zone: ZoneInfo, day: int, opens: int, closes: int, step: int) -> Stretch:
    """Resolve every start by itself, on a day whose clocks change: the wall skips or repeats."""
    opens_at, closes_at = minute_at(zone, day, opens), minute_at(zone, day, closes)
    starts = {minute_at(zone, day, wall) for wall in range(opens, closes, step)}
    return Stretch(day, opens_at, closes_at, sorted(at for at in starts if at < closes_at))
