"""Exceptions, time off, holidays and the end of a window, as a mentor sees them on her wall."""

from datetime import date, time

import pytest

from interviews.slots.openings import Code, DayHours, Reason

from .cases import block, make_rules, reason, shown

NOW = "2026-05-03 00:00"  # a Sunday
MONDAYS = block(0, "09:00", "10:00")
FIRST, SECOND = date(2026, 5, 4), date(2026, 5, 11)
BOTH = ["05-04 09:00 +0000", "05-04 09:30 +0000", "05-11 09:00 +0000", "05-11 09:30 +0000"]


def day_hours(day, *blocks):
    """Read "09:00-10:00" as a block."""
    walls = [[time.fromisoformat(wall) for wall in text.split("-")] for text in blocks]
    return DayHours(day, tuple((opens, closes) for opens, closes in walls))


@pytest.mark.parametrize(
    ("fields", "starts"),
    [
        ({}, BOTH),
        ({"exceptions": (day_hours(FIRST),)}, BOTH[2:]),
        ({"exceptions": (day_hours(FIRST, "14:00-14:30"),)}, ["05-04 14:00 +0000", *BOTH[2:]]),
        # an exception opens a date that no week would
        (
            {"exceptions": (day_hours(date(2026, 5, 5), "08:00-08:30", "12:00-12:30"),)},
            [*BOTH[:2], "05-05 08:00 +0000", "05-05 12:00 +0000", *BOTH[2:]],
        ),
        # blocks that touch or overlap are one, with the grid of the first
        (
            {"exceptions": (day_hours(FIRST, "09:10-09:30", "09:30-10:40", "09:20-09:40"),)},
            ["05-04 09:10 +0000", "05-04 09:40 +0000", "05-04 10:10 +0000", *BOTH[2:]],
        ),
        ({"holidays": frozenset([FIRST])}, BOTH[2:]),
        ({"time_off": ((FIRST, FIRST),)}, BOTH[2:]),
        ({"time_off": ((date(2026, 4, 1), date(2026, 5, 10)),)}, BOTH[2:]),
        ({"time_off": ((FIRST, SECOND),)}, []),
        # an exception opens a holiday, and time off closes it again
        (
            {"holidays": frozenset([FIRST]), "exceptions": (day_hours(FIRST, "14:00-14:30"),)},
            ["05-04 14:00 +0000", *BOTH[2:]],
        ),
        (
            {
                "holidays": frozenset([FIRST]),
                "exceptions": (day_hours(FIRST, "14:00-14:30"),),
                "time_off": ((FIRST, FIRST),),
            },
            BOTH[2:],
        ),
    ],
)
def test_time_off_before_an_exception_before_a_holiday_before_the_week(fields, starts):
    assert shown(make_rules(MONDAYS, **fields), now=NOW) == starts


def test_a_date_is_the_mentors_own():
    rules = make_rules(MONDAYS, zone="Pacific/Auckland", holidays=frozenset([FIRST]))
    assert shown(rules, now="2026-05-02 00:00") == ["05-11 09:00 +1200", "05-11 09:30 +1200"]


def test_an_exception_goes_on_over_midnight_into_the_usual_hours():
    late = day_hours(date(2026, 5, 10), "23:30-00:00")
    rules = make_rules(
        block(0, "00:00", "00:30"), exceptions=(late,), length_minutes=60, step_minutes=60
    )
    assert shown(rules, now="2026-05-10 12:00") == ["05-10 23:30 +0000"]
    closed = make_rules(
        block(0, "00:00", "00:30"),
        exceptions=(late,),
        holidays=frozenset([SECOND]),
        length_minutes=60,
        step_minutes=60,
        window_days=3,
    )
    assert shown(closed, now="2026-05-10 12:00") == []


def test_an_exception_on_a_night_of_change_is_on_the_wall():
    night = day_hours(date(2026, 3, 8), "01:30-03:30")
    rules = make_rules(exceptions=(night,), zone="America/New_York", window_days=3)
    assert shown(rules, now="2026-03-07 12:00") == ["03-08 01:30 -0500", "03-08 03:00 -0400"]


@pytest.mark.parametrize(
    ("days", "until", "starts"),
    [
        (14, None, BOTH),
        (14, SECOND, BOTH),
        (14, date(2026, 5, 10), BOTH[:2]),
        (7, SECOND, BOTH[:2]),
        (14, date(2026, 5, 1), []),
    ],
)
def test_a_window_ends_after_some_days_or_on_a_date_whichever_is_earlier(days, until, starts):
    rules = make_rules(MONDAYS, window_days=days, window_until=until)
    assert shown(rules, now=NOW) == starts


def test_ten_thousand_exceptions_are_read():
    every_day = [date.fromordinal(FIRST.toordinal() + n) for n in range(10_000)]
    rules = make_rules(exceptions=tuple(day_hours(day, "09:00-09:30") for day in every_day))
    assert len(shown(rules, now=NOW)) == 14


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"time_off": ((FIRST, FIRST),)}, Reason(Code.TIME_OFF, until=date(2026, 5, 5))),
        # what follows on is one absence
        (
            {"time_off": ((date(2026, 5, 5), SECOND), (FIRST, FIRST))},
            Reason(Code.TIME_OFF, until=date(2026, 5, 12)),
        ),
        ({"time_off": ((FIRST, date.max),)}, Reason(Code.TIME_OFF, until=date.max)),
        ({"exceptions": (day_hours(FIRST),)}, Reason(Code.CLOSED_DATE)),
        ({"exceptions": (day_hours(FIRST, "14:00-15:00"),)}, Reason(Code.OUTSIDE_HOURS)),
        ({"holidays": frozenset([FIRST])}, Reason(Code.HOLIDAY)),
        (
            {"holidays": frozenset([FIRST]), "exceptions": (day_hours(FIRST, "09:00-10:00"),)},
            None,
        ),
        ({"window_until": date(2026, 5, 3)}, Reason(Code.BEYOND_WINDOW, until=date(2026, 5, 3))),
        # the date tells more than the number of days
        (
            {"window_days": 0, "window_until": date(2026, 5, 3)},
            Reason(Code.BEYOND_WINDOW, until=date(2026, 5, 3)),
        ),
    ],
)
def test_why_a_date_is_closed(fields, expected):
    assert reason(make_rules(MONDAYS, **fields), "2026-05-04 09:00", now=NOW) == expected


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, "there is no time zone called 'Mars/Olympus'"),
        ({"zone": "../../etc/passwd"}, "there is no time zone called '../../etc/passwd'"),
        ({"zone": ""}, "there is no time zone called ''"),
        ({"window_days": -1}, "a window cannot be a negative number of days"),
        ({"day_cap": -1}, "a cap cannot be negative"),
        ({"week_cap": -1}, "a cap cannot be negative"),
        ({"term_cap": -1}, "a cap cannot be negative"),
        ({"time_off": ((SECOND, FIRST),)}, "time off cannot end before it starts"),
        (
            {"exceptions": (DayHours(FIRST), DayHours(FIRST))},
            "all blocks of a date that differs belong together",
        ),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(fields, sentence):
    with pytest.raises(ValueError) as refusal:
        make_rules(MONDAYS, **fields)
    assert str(refusal.value) == sentence


def test_a_block_of_a_date_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError) as refusal:
        day_hours(FIRST, "10:00-09:00")
    assert str(refusal.value) == "a block from 10:00:00 cannot close at 09:00:00"
