"""Which instant is meant by a time on the wall, and which day is it there?

Instants are whole minutes since 1970-01-01 00:00 UTC, days are ordinals (`date.toordinal`). A wall
time that the clocks skip means the first instant after the gap; one that comes twice means the
first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .intervals import Interval

DAY = 24 * 60
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def floor_minute(instant: datetime) -> int:
    """Return the last whole minute at or before an aware datetime."""
    since = instant - EPOCH
    return since.days * DAY + since.seconds // 60


def ceil_minute(instant: datetime) -> int:
    """Return the first whole minute at or after an aware datetime."""
    until = EPOCH - instant
    return -(until.days * DAY + until.seconds // 60)


# Starts fall on the same half hours for everybody, and making a datetime is what costs most.
@lru_cache(maxsize=16_384)
def instant_of(minute: int) -> datetime:
    """Return the minute as an aware datetime in UTC."""
    return EPOCH + timedelta(minutes=minute)


def at_local(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, when clocks in `zone` show `wall`, to the minute, on `day`."""
    return instant_of(minute_at(zone, day.toordinal(), wall.hour * 60 + wall.minute))


def local_day(zone: ZoneInfo, minute: int) -> int:
    """Return the ordinal of the date on the calendar in `zone` at that minute."""
    return datetime.fromtimestamp(minute * 60, zone).toordinal()


# Every mentor of a zone asks for the same days: this is room for forty zones a year ahead.
@lru_cache(maxsize=16_384)
def bounds_of_day(zone: ZoneInfo, day: int) -> Interval:
    """Return the day from its first instant to the next day's first, though 00:00 may not exist.

    Empty for a day that a zone left out (Apia, 30 December 2011).
    """
    return _first_instant(zone, day, 0), _first_instant(zone, day + 1, 0)


def minute_at(zone: ZoneInfo, day: int, wall_minute: int) -> int:
    """Return the instant of a wall time given in minutes, 0 to 1440; 1440 is the end of the day."""
    starts, ends = bounds_of_day(zone, day)
    if wall_minute == DAY:
        return ends
    if ends - starts == DAY:  # no clock changes here, so the wall keeps step with the instants
        return starts + wall_minute
    return _first_instant(zone, day, wall_minute)


@lru_cache(maxsize=4_096)
def _first_instant(zone: ZoneInfo, day: int, wall_minute: int) -> int:
    wall = datetime.combine(date.fromordinal(day), time(*divmod(wall_minute, 60)), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return floor_minute(instant)
    return _end_of_gap(zone, wall)


def _end_of_gap(zone: ZoneInfo, wall: datetime) -> int:
    """Find the instant at which the clocks jump over `wall`.

    In a gap fold=1 reads the wall by the later rule and lands before the jump; fold=0 lands on
    or after it. The jump is the first minute between them that has the later offset.
    """
    before = floor_minute(wall.replace(fold=1).astimezone(UTC))
    after = floor_minute(wall.replace(fold=0).astimezone(UTC))
    old_offset = wall.replace(fold=0).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if instant_of(middle).astimezone(zone).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after
