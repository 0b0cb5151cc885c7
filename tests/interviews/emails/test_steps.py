"""When is each step due? The hard cases of calendars and clocks as a table."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.emails.steps import Step, add_months, due_at

NEW_YORK, LA, KATHMANDU, LORD_HOWE = (
    ZoneInfo(name)
    for name in ("America/New_York", "America/Los_Angeles", "Asia/Kathmandu", "Australia/Lord_Howe")
)


def step(amount, unit, local=None, within=None, anchor="ends"):
    limit = timedelta(hours=within) if within else None
    return Step("any", anchor, amount, unit, ("mentor",), local=local, within=limit)


@pytest.mark.parametrize(
    ("one", "anchor", "zone", "due"),
    [
        # 24 hours before noon after the clocks jumped is 11 on the wall: a span is a span
        (step(-24, "hours"), "2026-03-08T16:00Z", NEW_YORK, "2026-03-07T16:00Z"),
        (step(-48, "hours"), "2026-11-02T14:00Z", NEW_YORK, "2026-10-31T14:00Z"),
        # "next day at 9" keeps the wall's nine across both changes
        (step(1, "days", time(9)), "2026-03-07T20:00Z", NEW_YORK, "2026-03-08T13:00Z"),
        (step(1, "days", time(9)), "2026-10-31T20:00Z", NEW_YORK, "2026-11-01T14:00Z"),
        # half past two does not exist that night: the first instant after the gap
        (step(1, "days", time(2, 30)), "2026-03-07T20:00Z", NEW_YORK, "2026-03-08T07:00Z"),
        # half past one comes twice: the first of the two
        (step(1, "days", time(1, 30)), "2026-10-31T20:00Z", NEW_YORK, "2026-11-01T05:30Z"),
        # the reader's date, not the server's: late evening in New York is morning in Kathmandu
        (step(1, "days", time(9)), "2026-03-05T03:30Z", KATHMANDU, "2026-03-06T03:15Z"),
        # clocks that move by half an hour
        (step(1, "days", time(9)), "2026-04-04T03:00Z", LORD_HOWE, "2026-04-04T22:30Z"),
        # never later than 24 hours, whatever the morning says
        (step(1, "days", time(9), 24), "2026-03-05T15:00Z", NEW_YORK, "2026-03-06T14:00Z"),
        (step(1, "days", time(9), 24), "2026-03-05T13:00Z", NEW_YORK, "2026-03-06T13:00Z"),
        # three months from the last of November is the last of February
        (step(3, "months", time(9)), "2026-11-30T20:00Z", LA, "2027-02-28T17:00Z"),
        (step(6, "months", time(9)), "2026-01-15T20:00Z", LA, "2026-07-15T16:00Z"),
        (step(1, "months"), "2026-02-14T20:15Z", LA, "2026-03-14T19:15Z"),
        (step(0, "minutes"), "2026-02-14T20:15Z", LA, "2026-02-14T20:15Z"),
    ],
)
def test_due(one, anchor, zone, due):
    assert due_at(one, datetime.fromisoformat(anchor), zone) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 10, 31), 4, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day, months, then):
    assert add_months(day, months) == then


def test_an_instant_and_no_wall_time_keeps_its_zone():
    assert due_at(step(2, "days"), datetime(2026, 3, 7, 20, tzinfo=UTC), NEW_YORK) == datetime(
        2026, 3, 9, 20, tzinfo=UTC
    )
