"""The calendar of openings: which month, which day, and why other days are closed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from careerhub.office.models import Holiday
from interviews.models import HoursException, TimeOff
from interviews.queries.openings import load_calendars
from interviews.views.booking_calendar import Look, lay_out
from interviews.views.closed_days import in_stretches, why_closed
from interviews.views.offered import slot
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor, make_student, make_user

HALF_AN_HOUR = (time(9), time(9, 30))
NEW_YORK = ZoneInfo("America/New_York")
MONDAY, LAST = date(2026, 3, 2), date(2026, 4, 10)


def openings(*days, hours=(12, 13)):
    reader = make_user("Reader")
    return [
        slot(
            datetime(2026, month, day, hour, tzinfo=NEW_YORK).astimezone(UTC),
            reader=reader,
            zone=NEW_YORK,
            other_zone="America/Los_Angeles",
        )
        for month, day in days
        for hour in hours
    ]


def laid_out(slots, *, chosen=None, closed=None, remembered="", **query):
    return lay_out(
        slots,
        look=Look.read(query),
        chosen=chosen,
        near=[],
        closed=closed or {},
        today=MONDAY,
        last=LAST,
        remembered=remembered,
    )


@pytest.fixture
def slots(db):
    return openings((3, 4), (3, 5), (3, 31), (4, 2))


def test_without_a_wish_the_first_open_day_is_looked_at(slots):
    shown = laid_out(slots)
    assert (shown.first, shown.picked) == (date(2026, 3, 1), date(2026, 3, 4))
    assert [each.time for each in shown.slots] == ["12:00 pm", "1:00 pm"]
    assert (shown.before, shown.after) == ("", "2026-04")


def test_a_cell_says_its_day_and_how_many(slots):
    cells = [cell for week in laid_out(slots).weeks for cell in week if cell.is_in_month]
    assert len(cells) == 31
    assert cells[3].label == "Wednesday, March 4, 2 openings"
    assert [cell.day.day for cell in cells if cell.count] == [4, 5, 31]
    assert [cell.day.day for cell in cells if cell.is_today] == [2]
    assert [cell.day.day for cell in cells if cell.is_picked] == [4]


def test_one_opening_is_one(db):
    cells = [cell for week in laid_out(openings((3, 4), hours=(9,))).weeks for cell in week]
    assert "Wednesday, March 4, 1 opening" in [cell.label for cell in cells]


@pytest.mark.parametrize(
    ("query", "first", "picked"),
    [
        ({"day": "2026-03-05"}, date(2026, 3, 1), date(2026, 3, 5)),
        ({"month": "2026-04"}, date(2026, 4, 1), date(2026, 4, 2)),
        ({"month": "2031-01"}, date(2026, 4, 1), date(2026, 4, 2)),
        ({"month": "1999-01"}, date(2026, 3, 1), date(2026, 3, 4)),
        ({"day": "junk", "month": "2026-13"}, date(2026, 3, 1), date(2026, 3, 4)),
        ({"day": "2026-02-30"}, date(2026, 3, 1), date(2026, 3, 4)),
        ({"day": "9999-12-31"}, date(2026, 4, 1), date(2026, 4, 2)),
    ],
)
def test_the_address_says_what_is_looked_at(slots, query, first, picked):
    shown = laid_out(slots, **query)
    assert (shown.first, shown.picked) == (first, picked)


def test_a_chosen_time_opens_its_day_and_its_month(slots):
    shown = laid_out(slots, chosen=slots[-1])
    assert (shown.first, shown.picked) == (date(2026, 4, 1), date(2026, 4, 2))
    assert (shown.before, shown.after) == ("2026-03", "")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-03-01", "that day has passed"),
        ("2026-03-03", "inside 48 hours’ notice"),
        ("2026-03-08", "no hours on that day of the week"),
        ("2026-04-20", "times do not open that far ahead"),
    ],
)
def test_a_day_without_openings_says_why(slots, day, why):
    shown = laid_out(slots, day=day, closed={date(2026, 3, 3): "inside 48 hours’ notice"})
    assert (shown.slots, shown.why) == ([], why)
    assert shown.said.endswith(f"nothing open: {why}")


def test_the_first_opening_of_three_days_is_a_quick_pick(slots):
    assert [each.short for each in laid_out(slots).quick] == [
        "Wed 12:00 pm",
        "Thu 12:00 pm",
        "Tue 12:00 pm",
    ]


@pytest.mark.parametrize(
    ("remembered", "query", "is_list"),
    [
        ("", {}, False),
        ("list", {}, True),
        ("list", {"view": "month"}, False),
        ("", {"view": "list"}, True),
        ("junk", {"view": "junk"}, False),
    ],
)
def test_the_address_wins_over_what_is_remembered(slots, remembered, query, is_list):
    assert laid_out(slots, remembered=remembered, **query).is_list is is_list


def test_days_with_one_reason_make_one_line():
    closed = {date(2026, 3, 6): "full", date(2026, 3, 9): "full", date(2026, 3, 10): "a holiday"}
    told = [(each.first.day, each.last.day, each.why) for each in in_stretches(closed)]
    assert told == [(6, 9, "full"), (10, 10, "a holiday")]


def reasons(mentor, student, *, name="Mira"):
    calendars = load_calendars([mentor], booker=student, now=NOON)
    return why_closed(calendars, mentor.pk, zone=NEW_YORK, name=name, hour_cycle="12")


def test_the_notice_closes_the_first_days(sam, mira):
    assert reasons(mira, sam) == {
        date(2026, 3, 2): "inside 48 hours’ notice",
        date(2026, 3, 3): "inside 48 hours’ notice",
    }


def test_a_full_week_a_holiday_and_time_off(sam, mira):
    mira.schedule.week_cap = 1
    mira.schedule.save()
    starts = datetime(2026, 3, 11, 17, tzinfo=UTC)
    make_interview(make_student("Someone"), mira, starts_at=starts)
    Holiday.objects.create(day=date(2026, 3, 20), name="Founders’ Day")
    TimeOff.objects.create(
        schedule=mira.schedule, first_day=date(2026, 3, 24), last_day=date(2026, 3, 26)
    )
    HoursException.objects.create(schedule=mira.schedule, day=date(2026, 3, 27))
    told = reasons(mira, sam)
    assert told[date(2026, 3, 9)] == told[date(2026, 3, 13)] == "Mira has reached 1 that week"
    assert told[date(2026, 3, 20)] == "Founders’ Day"
    assert told[date(2026, 3, 25)] == "resting until Fri, Mar 27"
    assert told[date(2026, 3, 27)] == "other hours that day"
    assert date(2026, 3, 16) not in told
    assert date(2026, 3, 14) not in told  # a Saturday makes nobody wonder


def test_the_alum_reads_of_themself(sam, mira):
    mira.schedule.week_cap = 1
    mira.schedule.save()
    make_interview(make_student("Someone"), mira, starts_at=datetime(2026, 3, 11, 17, tzinfo=UTC))
    assert reasons(mira, sam, name="")[date(2026, 3, 9)] == "you have reached 1 that week"


def test_a_day_on_which_the_student_is_promised(sam):
    short = make_mentor("Early Bird", hours=((2, *HALF_AN_HOUR),))
    other = make_mentor("Other", hours=((2, *HALF_AN_HOUR),))
    make_interview(sam, other, starts_at=datetime(2026, 3, 11, 13, tzinfo=UTC))
    assert reasons(short, sam)[date(2026, 3, 11)] == "you are busy then"
