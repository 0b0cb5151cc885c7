"""When do clocks change, in every zone there is, from 2025 to 2030?"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

ZONES = sorted(available_timezones())
FIRST, LAST = date(2025, 1, 1), date(2030, 12, 31)
A_DAY = 24 * 60 * 60
A_QUIET_DAY = date(2026, 5, 1)

# Midnights that are missing or come twice, half hours, a whole day left out, and zones that stay.
famous_nights = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Atlantic/Azores", date(2026, 3, 29)),
    ("America/Havana", date(2025, 11, 2)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 5, 1)),
    ("America/Phoenix", date(2026, 11, 1)),
]


@cache
def nights():
    """Every zone with the local date of each of its changes; a day in May where there is none."""
    return [(name, day) for name in ZONES for day in changes(ZoneInfo(name)) or [A_QUIET_DAY]]


def changes(zone):
    """The dates on which the clocks of a zone change: the offset is another a day later."""
    midnights = range(midnight_of(FIRST), midnight_of(LAST) + A_DAY, A_DAY)
    offsets = [datetime.fromtimestamp(second, zone).utcoffset() for second in midnights]
    return [
        date_of_change(zone, late, after)
        for before, after, late in zip(offsets, offsets[1:], midnights[1:], strict=False)
        if before != after
    ]


def midnight_of(day):
    return int(datetime.combine(day, time(), UTC).timestamp())


def date_of_change(zone, late, after):
    """The local date of the first second with the new offset, in the day before `late`."""
    seconds = range(late - A_DAY, late + 1)
    first = bisect_left(
        seconds, True, key=lambda at: datetime.fromtimestamp(at, zone).utcoffset() == after
    )
    return datetime.fromtimestamp(seconds[first], zone).date()
