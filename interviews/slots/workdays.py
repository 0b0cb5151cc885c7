"""When are so many working days over? Monday to Friday, without the office's holidays."""

from collections.abc import Collection
from datetime import date, datetime, timedelta, tzinfo


def is_workday(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < 5 and day not in holidays


def workdays_after(
    instant: datetime, count: int, zone: tzinfo, holidays: Collection[date] = ()
) -> datetime:
    """The same time of day on the wall in `zone`, `count` working days later; aware, in `zone`."""
    return _walk(instant, count, zone, holidays, step=timedelta(days=1))


def workdays_before(
    instant: datetime, count: int, zone: tzinfo, holidays: Collection[date] = ()
) -> datetime:
    """The same time of day on the wall in `zone`, `count` working days earlier; aware, in `zone`."""
    return _walk(instant, count, zone, holidays, step=timedelta(days=-1))


def _walk(
    instant: datetime, count: int, zone: tzinfo, holidays: Collection[date], *, step: timedelta
) -> datetime:
    day = instant.astimezone(zone)
    while count:
        day += step
        count -= is_workday(day.date(), holidays)
    return day
