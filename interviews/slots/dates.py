"""Which dates are not like their weekday?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from .intervals import Interval, merge
from .weekly import wall_minutes

Days = tuple[date, date]
NONE: list[Interval] = []


@dataclass(frozen=True)
class DayHours:
    """What one date has in place of its weekly hours, holiday or not; no blocks: closed that date.

    A block is (opens, closes) on the wall; a `closes` of 00:00 is the end of the day.
    """

    day: date
    blocks: tuple[tuple[time, time], ...] = ()

    def __post_init__(self) -> None:
        for opens, closes in self.blocks:
            wall_minutes(opens, closes)

    @property
    def hours(self) -> list[Interval]:
        """Return the blocks in minutes on the wall, tidy."""
        return merge(wall_minutes(opens, closes) for opens, closes in self.blocks)


def special_hours(
    exceptions: Iterable[DayHours],
    time_off: Iterable[Days],
    holidays: Iterable[date],
    first: int,
    last: int,
) -> Mapping[int, list[Interval]]:
    """Return the hours of each date from `first` to `last` that differs, by its ordinal.

    Time off closes a date whatever else is said of it; an exception wins over a holiday.
    """
    special = {day.toordinal(): NONE for day in holidays}
    for exception in exceptions:
        if first <= (day := exception.day.toordinal()) <= last:
            special[day] = exception.hours
    for starts, ends in time_off:
        for day in range(max(first, starts.toordinal()), min(last, ends.toordinal()) + 1):
            special[day] = NONE
    return special


def open_again(time_off: Iterable[Days], day: int) -> date | None:
    """Return the first day after the time off that holds `day`; None where none does."""
    away = merge((starts.toordinal(), ends.toordinal() + 1) for starts, ends in time_off)
    ends = (end for start, end in away if start <= day < end)
    return next((date.fromordinal(min(end, date.max.toordinal())) for end in ends), None)
