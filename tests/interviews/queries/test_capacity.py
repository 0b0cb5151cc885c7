"""Room is said in kind words, and a page without times knows which rule closed them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from interviews.queries.capacity import Room, band_of, room_of, seats, why_none
from interviews.queries.openings import Calendars, Times
from interviews.slots.openings import Block, Code, DayHours, Rules

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
TERM = (date(2026, 1, 12), date(2026, 5, 8))
EVERY_DAY = [date(2026, 3, 2) + timedelta(days=n) for n in range(36)]
EVERY_DAY_CLOSED = tuple(DayHours(day) for day in EVERY_DAY)
WEEKDAYS = tuple(Block(day, time(9), time(17)) for day in range(5))


def calendars(*, taken=(), terms=(TERM,), **rules):
    settings = {
        "zone": "America/New_York",
        "hours": WEEKDAYS,
        "length_minutes": 30,
        "step_minutes": 30,
        "notice_minutes": 2880,
        "window_days": 28,
        "week_cap": 2,
        "term_cap": 4,
        **rules,
    }
    return Calendars({7: Times(Rules(**settings), taken=list(taken))}, [], list(terms), NOON)


@pytest.mark.parametrize(
    ("given", "cap", "band"),
    [
        (0, 8, "plenty"),
        (3, 8, "plenty"),
        (4, 8, "room"),
        (6, 8, "room"),
        (7, 8, "one"),
        (8, 8, "full"),
        (9, 8, "full"),
        (0, 1, "one"),
        (0, 2, "plenty"),
    ],
)
def test_bands(given, cap, band):
    assert band_of(given, cap) == band


@pytest.mark.parametrize(
    ("given", "cap", "shown"),
    [
        (0, 4, (False, False, False, False)),
        (1, 8, (True, False, False, False)),
        (7, 8, (True, True, True, True)),
        (1, 2, (True, False)),
        (0, 0, ()),
    ],
)
def test_circles_are_scaled_down(given, cap, shown):
    assert seats(given, cap) == shown


def test_only_this_terms_conversations_count():
    old = datetime(2025, 11, 3, 15, tzinfo=UTC)
    assert room_of(calendars(taken=[old, NOON]), 7) == Room(
        "plenty", 3, (True, False, False, False)
    )


def test_between_terms_there_is_no_limit_of_a_term():
    assert room_of(calendars(terms=[], taken=[NOON] * 9), 7) == Room("plenty")


def test_resting_is_said_with_its_end():
    until = date(2026, 3, 20)
    assert room_of(calendars(paused_until=until), 7) == Room("resting", until=until)


def test_a_rest_that_is_over_is_none():
    assert room_of(calendars(paused_until=date(2026, 3, 2)), 7).band == "plenty"


def test_no_hours():
    assert room_of(calendars(hours=()), 7) == Room("no_hours")
    assert why_none(calendars(hours=()), 7) is None


@pytest.mark.parametrize(
    ("rules", "taken", "code", "limit"),
    [
        ({"term_cap": 1}, [NOON], Code.TERM_CAP, 1),
        ({"paused_until": date(2026, 6, 1)}, [], Code.PAUSED, 0),
        ({"time_off": ((date(2026, 3, 2), date(2026, 4, 6)),)}, [], Code.TIME_OFF, 0),
        ({"window_until": date(2026, 3, 3)}, [], Code.BEYOND_WINDOW, 0),
        ({"exceptions": EVERY_DAY_CLOSED}, [], Code.CLOSED_DATE, 0),
        ({"holidays": frozenset(EVERY_DAY)}, [], Code.HOLIDAY, 0),
        ({"day_cap": 1}, [NOON + timedelta(days=n) for n in range(36)], Code.DAY_CAP, 1),
        (
            {"day_cap": 1, "week_cap": None, "term_cap": None},
            [NOON + timedelta(days=n) for n in range(36)],
            Code.DAY_CAP,
            1,
        ),
        ({"week_cap": 1}, [NOON + timedelta(days=7 * n) for n in range(6)], Code.WEEK_CAP, 1),
    ],
)
def test_why_there_is_no_time_at_all(rules, taken, code, limit):
    reason = why_none(calendars(taken=taken, **rules), 7)
    assert (reason.code, reason.limit) == (code, limit)


def test_of_several_rules_the_one_that_closes_most_is_told():
    fortnight_off = ((date(2026, 3, 2), date(2026, 3, 13)),)
    full_later = [NOON + timedelta(days=14 + 7 * n) for n in range(3)]
    mostly_full = calendars(week_cap=1, time_off=fortnight_off, taken=full_later, term_cap=None)
    assert why_none(mostly_full, 7).code == Code.WEEK_CAP
    mostly_away = calendars(
        week_cap=1,
        time_off=((date(2026, 3, 2), date(2026, 3, 22)),),
        taken=full_later[1:],
        term_cap=None,
    )
    assert why_none(mostly_away, 7).code == Code.TIME_OFF


def test_hours_on_single_dates_alone_are_hours():
    one_day = (DayHours(date(2026, 3, 6), ((time(9), time(10)),)),)
    assert room_of(calendars(hours=(), exceptions=one_day), 7).band == "plenty"
    assert room_of(calendars(hours=(), exceptions=EVERY_DAY_CLOSED), 7) == Room("no_hours")
