"""What the engine is told about an alum: their own rules, the office's, and both people's calendars."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from careerhub.office.models import Holiday, Policies
from interviews.models import BusyTime, HoursException, OutsideCalendar, Schedule, TimeOff
from interviews.queries.openings import load_calendars, openings_of
from interviews.slots.openings import DayHours
from tests.factories.interviews import NOON
from tests.factories.people import make_mentor, make_student

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = date(2026, 3, 6)
# Friday at ten in Los Angeles
TEN = datetime(2026, 3, 6, 18, tzinfo=UTC)


def rules(mentor, **office):
    if office:
        Policies.objects.update_or_create(pk=1, defaults=office)
    return load_calendars([mentor], booker=None, now=NOON).of[mentor.pk].rules


def days_open(mentor, **office):
    if office:
        Policies.objects.update_or_create(pk=1, defaults=office)
    openings = openings_of(mentor, booker=None, now=NOON)
    return {start.astimezone(ZoneInfo(mentor.zone)).date() for start in openings}


def why(mentor, booker, start, now=NOON):
    reason = load_calendars([mentor], booker=booker, now=now).why_closed(mentor.pk, start)
    return reason and str(reason.code)


def read_elsewhere(person, start, *, read_at=NOON, state="good"):
    calendar = OutsideCalendar.objects.create(
        person=person,
        name="Work",
        address=f"https://calendar.example/{person.pk}.ics",
        state=state,
        added_at=NOON,
        read_at=read_at,
        next_try_at=NOON,
    )
    during = DateTimeTZRange(start, start + HOUR)
    BusyTime.objects.create(calendar=calendar, person=person, during=during)


@pytest.mark.parametrize(
    ("own", "office", "expected"),
    [
        ({}, {}, {"window_days": 28, "window_until": None, "day_cap": None}),
        ({"window_days": 10}, {}, {"window_days": 10}),
        ({"window_days": 90}, {}, {"window_days": 28}),
        ({}, {"mentor_day_cap": 3}, {"day_cap": 3}),
        ({"day_cap": 2}, {"mentor_day_cap": 3}, {"day_cap": 2}),
        ({"day_cap": 4}, {"mentor_day_cap": 3}, {"day_cap": 3}),
        ({"day_cap": 4}, {}, {"day_cap": 4}),
        ({"window_until": date(2026, 3, 20)}, {}, {"window_until": date(2026, 3, 20)}),
        (
            {"window_until": date(2026, 3, 20)},
            {"window_until": date(2026, 3, 18)},
            {"window_until": date(2026, 3, 18)},
        ),
        ({"week_cap": 9}, {"mentor_week_cap": 2}, {"week_cap": 2}),
        ({"booker_not_before_local": time(8)}, {}, {"booker_not_before": time(8)}),
        ({"buffer_before_minutes": 0}, {"buffer_before_minutes": 5}, {"buffer_before_minutes": 0}),
    ],
)
def test_own_settings_over_the_offices_and_the_stricter_limit(db, own, office, expected):
    found = rules(make_mentor("Nora", schedule=own), **office)
    assert {name: getattr(found, name) for name in expected} == expected


def test_a_mentor_without_a_schedule_follows_the_office(mira):
    Schedule.objects.all().delete()
    found = rules(mira, mentor_day_cap=3)
    assert (found.hours, found.length_minutes, found.day_cap) == ((), 30, 3)


def test_exceptions_of_a_date_are_one_and_a_block_beats_closed(mira):
    HoursException.objects.bulk_create(
        HoursException(schedule=mira.schedule, day=day, opens_local=opens, closes_local=closes)
        for day, opens, closes in [
            (FRIDAY, time(14), time(15)),
            (FRIDAY, None, None),
            (FRIDAY, time(9), time(10)),
            (FRIDAY + 3 * DAY, None, None),
            (FRIDAY + 60 * DAY, time(9), time(10)),  # far beyond the booking window
        ]
    )
    of = {one.day: one for one in rules(mira).exceptions}
    assert of == {
        FRIDAY: DayHours(FRIDAY, of[FRIDAY].blocks),
        FRIDAY + 3 * DAY: DayHours(FRIDAY + 3 * DAY),
    }
    assert sorted(of[FRIDAY].blocks) == [(time(9), time(10)), (time(14), time(15))]


def test_time_off_closes_its_days_also_when_it_began_long_ago(mira):
    TimeOff.objects.create(
        schedule=mira.schedule, first_day=FRIDAY - 90 * DAY, last_day=FRIDAY + 3 * DAY
    )
    assert min(days_open(mira)) == FRIDAY + 4 * DAY


def test_holidays_close_the_date_of_those_who_keep_them(mira):
    keen = make_mentor("Nora", schedule={"keeps_holidays": False})
    Holiday.objects.create(day=FRIDAY, name="Founders’ day")
    assert FRIDAY not in days_open(mira)
    assert FRIDAY in days_open(keen)
    assert why(mira, None, TEN) == "holiday"


def test_an_own_exception_opens_a_holiday(mira):
    Holiday.objects.create(day=FRIDAY, name="Founders’ day")
    HoursException.objects.create(
        schedule=mira.schedule, day=FRIDAY, opens_local=time(10), closes_local=time(11)
    )
    assert why(mira, None, TEN) is None


def test_calendars_elsewhere_of_both_are_in_the_way(mira, sam, otto):
    read_elsewhere(mira, TEN)
    read_elsewhere(sam, TEN + 2 * HOUR)
    assert why(mira, sam, TEN) == "outside_busy"
    assert why(mira, sam, TEN + 2 * HOUR) == "booker_outside_busy"
    assert why(mira, otto, TEN + 2 * HOUR) is None


@pytest.mark.parametrize(
    ("read_at", "state", "expected"),
    [
        (NOON, "good", "outside_busy"),
        (NOON, "partly", "outside_busy"),
        # the last good copy is used for a week
        (NOON - 7 * DAY, "failed", "outside_busy"),
        (NOON - 7 * DAY - timedelta(seconds=1), "failed", None),
        (None, "waiting", None),
    ],
)
def test_what_was_read_more_than_a_week_ago_is_not_believed(mira, read_at, state, expected):
    read_elsewhere(mira, TEN, read_at=read_at, state=state)
    assert why(mira, None, TEN) == expected


def test_the_morning_is_that_of_whoever_books(db):
    nora = make_mentor("Nora", zone="Europe/Berlin", schedule={"booker_not_before_local": time(8)})
    east, west = make_student("Ed"), make_student("Wes", zone="America/Los_Angeles")
    nine_in_new_york = datetime(2026, 3, 6, 14, tzinfo=UTC)
    assert why(nora, east, nine_in_new_york) is None
    assert why(nora, west, nine_in_new_york) == "too_early_for_booker"
    assert why(nora, None, nine_in_new_york) is None


def test_who_has_no_zone_yet_is_on_the_offices_clock(db):
    nora = make_mentor("Nora", zone="Europe/Berlin", schedule={"booker_not_before_local": time(8)})
    nobody_knows = make_student("Ann", zone="")
    assert why(nora, nobody_knows, datetime(2026, 3, 6, 12, 30, tzinfo=UTC)) == (
        "too_early_for_booker"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_mentors_four_queries(sam, count, django_assert_num_queries):
    mentors = [make_mentor(f"Mentor {n}") for n in range(count)]
    for mentor in mentors:
        read_elsewhere(mentor, TEN)
        TimeOff.objects.create(schedule=mentor.schedule, first_day=FRIDAY, last_day=FRIDAY)
        HoursException.objects.create(schedule=mentor.schedule, day=FRIDAY + 3 * DAY)
    with django_assert_num_queries(4):
        calendars = load_calendars(mentors, booker=sam, now=NOON)
        assert all(calendars.openings(mentor.pk) for mentor in mentors)
