"""How are many starts written down as few stretches, each right at any later moment?"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .zones import bounds_of_day, instant_of


class Window(NamedTuple):
    """Starts from `first` to `last`, both included, a step apart; they count from `shown_from` on."""

    first: datetime
    last: datetime
    shown_from: datetime


def windows_of(
    starts: Iterable[datetime],
    zone: ZoneInfo,
    *,
    step_minutes: int,
    window_days: int,
    longest: timedelta,
) -> list[Window]:
    """Join sorted starts that follow each other by the step on one day in `zone`.

    A day is shown from its own first instant `window_days` earlier, which is when it enters the
    booking window. No window is longer than `longest` from its first start to its last.
    """
    step = timedelta(minutes=step_minutes)
    windows: list[Window] = []
    first = last = None
    day = 0
    for start in starts:
        of_day = start.astimezone(zone).toordinal()
        if first is None or last is None:
            first = last = start
        elif start - last == step and of_day == day and start - first <= longest:
            last = start
        else:
            windows.append(Window(first, last, _enters(zone, day, window_days)))
            first = last = start
        day = of_day
    if first is not None and last is not None:
        windows.append(Window(first, last, _enters(zone, day, window_days)))
    return windows


def _enters(zone: ZoneInfo, day: int, window_days: int) -> datetime:
    return instant_of(bounds_of_day(zone, day - window_days)[0])


def first_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the day that it is at `now` in `zone`."""
    return instant_of(bounds_of_day(zone, now.astimezone(zone).toordinal())[0])
