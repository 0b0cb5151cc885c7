from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from interviews.slots.zones import (
    at_local,
    bounds_of_day,
    ceil_minute,
    floor_minute,
    instant_of,
    local_day,
)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("America/New_York", "2026-03-07 02:30", "2026-03-07 07:30"),
        # spring: 2:00 to 2:59 do not exist and all mean 3:00
        ("America/New_York", "2026-03-08 01:59", "2026-03-08 06:59"),
        ("America/New_York", "2026-03-08 02:00", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 02:59", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 03:00", "2026-03-08 07:00"),
        ("America/New_York", "2026-03-08 09:00", "2026-03-08 13:00"),
        # autumn: 1:00 to 1:59 come twice, the first time in daylight time
        ("America/New_York", "2026-11-01 00:30", "2026-11-01 04:30"),
        ("America/New_York", "2026-11-01 01:00", "2026-11-01 05:00"),
        ("America/New_York", "2026-11-01 01:59", "2026-11-01 05:59"),
        ("America/New_York", "2026-11-01 02:00", "2026-11-01 07:00"),
        ("Europe/London", "2026-03-29 01:15", "2026-03-29 01:00"),
        ("Europe/London", "2026-10-25 01:30", "2026-10-25 00:30"),
        ("Europe/London", "2026-10-25 02:00", "2026-10-25 02:00"),
        ("Asia/Kathmandu", "2026-05-01 09:00", "2026-05-01 03:15"),
        # midnight itself is skipped
        ("Africa/Cairo", "2026-04-24 00:00", "2026-04-23 22:00"),
        ("Africa/Cairo", "2026-04-24 00:45", "2026-04-23 22:00"),
        ("Africa/Cairo", "2026-04-24 01:00", "2026-04-23 22:00"),
        # 23:00 to 23:59 come twice, and midnight once
        ("Africa/Cairo", "2026-10-29 23:30", "2026-10-29 20:30"),
        ("Africa/Cairo", "2026-10-30 00:00", "2026-10-29 22:00"),
        # half an hour is skipped, half an hour comes twice
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03 15:30"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45"),
        ("Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04 15:30"),
        # the day that Samoa left out
        ("Pacific/Apia", "2011-12-29 23:59", "2011-12-30 09:59"),
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
        ("Pacific/Apia", "2011-12-31 00:00", "2011-12-30 10:00"),
    ],
)
def test_a_wall_time_is_its_first_instant_or_the_first_after_the_gap(zone, wall, instant):
    shown = datetime.fromisoformat(wall)
    assert at_local(shown.date(), shown.time(), ZoneInfo(zone)) == utc(instant)


@pytest.mark.parametrize(
    ("zone", "day", "first", "hours"),
    [
        ("America/New_York", "2026-03-08", "2026-03-08 05:00", 23),
        ("America/New_York", "2026-11-01", "2026-11-01 04:00", 25),
        ("America/New_York", "2026-11-02", "2026-11-02 05:00", 24),
        ("Africa/Cairo", "2026-04-24", "2026-04-23 22:00", 23),
        ("Africa/Cairo", "2026-10-29", "2026-10-28 21:00", 25),
        ("America/Santiago", "2026-09-06", "2026-09-06 04:00", 23),
        ("Atlantic/Azores", "2026-03-29", "2026-03-29 01:00", 23),
        ("America/Havana", "2025-11-02", "2025-11-02 04:00", 25),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-03 13:30", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04 13:00", 24.5),
        ("Pacific/Apia", "2011-12-30", "2011-12-30 10:00", 0),
    ],
)
def test_a_day_begins_at_its_first_instant_and_ends_where_the_next_begins(zone, day, first, hours):
    starts, ends = bounds_of_day(ZoneInfo(zone), date.fromisoformat(day).toordinal())
    assert (instant_of(starts), ends - starts) == (utc(first), hours * 60)


def test_the_local_day_is_the_one_on_the_calendar_there():
    minute = floor_minute(utc("2026-05-01 03:30"))
    assert local_day(ZoneInfo("America/New_York"), minute) == date(2026, 4, 30).toordinal()
    assert local_day(ZoneInfo("Asia/Kathmandu"), minute) == date(2026, 5, 1).toordinal()


def test_minutes_round_down_and_up_also_before_1970():
    tick = timedelta(microseconds=1)
    assert (floor_minute(instant_of(7)), ceil_minute(instant_of(7))) == (7, 7)
    assert (floor_minute(instant_of(7) + tick), ceil_minute(instant_of(7) + tick)) == (7, 8)
    assert (floor_minute(instant_of(-7) - tick), ceil_minute(instant_of(-7) - tick)) == (-8, -7)


def test_minutes_are_counted_in_utc_whatever_the_zone_of_the_datetime():
    there = datetime(2026, 5, 1, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    assert instant_of(floor_minute(there)) == utc("2026-05-01 03:15")


def test_a_naive_datetime_is_refused():
    with pytest.raises(TypeError):
        floor_minute(datetime.combine(date(2026, 5, 1), time(9)))
