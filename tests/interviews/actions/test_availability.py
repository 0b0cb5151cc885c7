"""An alum's week, dates and time off as the actions keep them: refused, limited, brought back."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.actions.availability import (
    MOST_BLOCKS_A_DATE,
    MOST_STRETCHES,
    clear_exception,
    rest_until,
    save_schedule,
    schedule_of,
    set_exception,
    take_time_off,
)
from interviews.actions.errors import LimitReached, NotAllowed, TooLate
from interviews.actions.undoing import SETTINGS, bring_back, picture_of
from interviews.models import FreeWindow, HoursException, Schedule, TimeOff, WeeklyHours
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON
from tests.factories.people import make_user

WEDNESDAY = date(2026, 3, 4)
LUNCH = (time(12), time(13))


def openings_on(mentor, day):
    zone = ZoneInfo(mentor.zone)
    starts = openings_of(mentor, booker=None, now=NOON - timedelta(days=3))
    return [start for start in starts if start.astimezone(zone).date() == day]


def test_only_the_alum_may_change_anything(sam, mira):
    schedule = schedule_of(mira)
    for forbidden in (
        lambda: save_schedule(schedule, by=sam, hours=[], now=NOON),
        lambda: rest_until(schedule, by=sam, day=WEDNESDAY, now=NOON),
        lambda: set_exception(schedule, by=sam, day=WEDNESDAY, blocks=[], now=NOON),
        lambda: take_time_off(schedule, by=sam, first=WEDNESDAY, last=WEDNESDAY, now=NOON),
        lambda: bring_back(schedule, by=sam, before={}, after={}, now=NOON),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert WeeklyHours.objects.count() == 5


def test_a_closed_date_and_other_hours_change_the_openings(mira):
    schedule = schedule_of(mira)
    assert len(openings_on(mira, WEDNESDAY)) == 16
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[], now=NOON)
    assert openings_on(mira, WEDNESDAY) == []
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[LUNCH], now=NOON)
    assert len(openings_on(mira, WEDNESDAY)) == 2
    clear_exception(schedule, by=mira, day=WEDNESDAY, now=NOON)
    assert len(openings_on(mira, WEDNESDAY)) == 16


def test_the_free_windows_follow_in_the_same_step(mira):
    save_schedule(schedule_of(mira), by=mira, hours=[(2, *LUNCH)], now=NOON)
    windows = FreeWindow.objects.filter(mentor_id=mira.pk)
    assert windows.count() >= 3
    take_time_off(schedule_of(mira), by=mira, first=WEDNESDAY, last=date(2026, 5, 1), now=NOON)
    assert not windows.all().exists()


def test_one_date_has_one_answer(mira):
    schedule = schedule_of(mira)
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[], now=NOON)
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[], now=NOON)
    assert HoursException.objects.count() == 1


@pytest.mark.parametrize(
    "blocks",
    [
        [(time(13), time(12))],
        [(time(12), time(12))],
        [LUNCH, (time(12, 30), time(14))],
        [(time(20), time(0)), (time(23), time(23, 30))],
    ],
)
def test_impossible_hours_of_a_date_are_refused(blocks, mira):
    with pytest.raises(NotAllowed):
        set_exception(schedule_of(mira), by=mira, day=WEDNESDAY, blocks=blocks, now=NOON)
    assert not HoursException.objects.exists()


def test_too_many_blocks_and_stretches_are_refused(mira):
    schedule = schedule_of(mira)
    blocks = [(time(8, n), time(8, n + 1)) for n in range(MOST_BLOCKS_A_DATE + 1)]
    with pytest.raises(LimitReached):
        set_exception(schedule, by=mira, day=WEDNESDAY, blocks=blocks, now=NOON)
    TimeOff.objects.bulk_create(
        TimeOff(schedule=schedule, first_day=day, last_day=day)
        for day in (WEDNESDAY + timedelta(days=n) for n in range(MOST_STRETCHES))
    )
    with pytest.raises(LimitReached):
        take_time_off(schedule, by=mira, first=WEDNESDAY, last=date(2026, 6, 1), now=NOON)


def test_dates_long_gone_make_room(mira):
    schedule = schedule_of(mira)
    HoursException.objects.create(schedule=schedule, day=date(2026, 1, 1))
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[], now=NOON)
    assert list(HoursException.objects.values_list("day", flat=True)) == [WEDNESDAY]


def test_the_same_time_off_twice_is_one(mira):
    for _time in range(2):
        take_time_off(schedule_of(mira), by=mira, first=WEDNESDAY, last=WEDNESDAY, now=NOON)
    assert TimeOff.objects.count() == 1


def test_an_alum_without_a_schedule_begins_with_a_date(db):
    newcomer = make_user("New Comer")
    set_exception(schedule_of(newcomer), by=newcomer, day=WEDNESDAY, blocks=[LUNCH], now=NOON)
    assert Schedule.objects.get(mentor=newcomer).exceptions.count() == 1


def test_two_windows_may_both_begin(db):
    newcomer = make_user("New Comer")
    one, other = schedule_of(newcomer), schedule_of(newcomer)
    save_schedule(one, by=newcomer, hours=[(0, *LUNCH)], now=NOON)
    save_schedule(other, by=newcomer, hours=[(1, *LUNCH)], now=NOON)
    assert [hours.weekday for hours in WeeklyHours.objects.all()] == [1]


def test_everything_is_brought_back(mira):
    schedule = schedule_of(mira)
    schedule.week_cap, schedule.booker_not_before_local = 1, time(8, 30)
    save_schedule(schedule, by=mira, hours=[(0, time(9, 10), time(10))], now=NOON)
    set_exception(schedule, by=mira, day=WEDNESDAY, blocks=[LUNCH], now=NOON)
    take_time_off(schedule, by=mira, first=WEDNESDAY, last=WEDNESDAY, now=NOON)
    before = picture_of(mira)
    changed = schedule_of(mira)
    changed.week_cap = changed.booker_not_before_local = None
    save_schedule(changed, by=mira, hours=[], now=NOON)
    clear_exception(changed, by=mira, day=WEDNESDAY, now=NOON)
    bring_back(schedule_of(mira), by=mira, before=before, after=picture_of(mira), now=NOON)
    assert picture_of(mira) == before
    assert Schedule.objects.get(mentor=mira).booker_not_before_local == time(8, 30)


def test_nothing_is_brought_back_over_a_later_change(mira):
    before = picture_of(mira)
    save_schedule(schedule_of(mira), by=mira, hours=[], now=NOON)
    after = picture_of(mira)
    save_schedule(schedule_of(mira), by=mira, hours=[(0, *LUNCH)], now=NOON)
    with pytest.raises(TooLate):
        bring_back(schedule_of(mira), by=mira, before=before, after=after, now=NOON)
    assert WeeklyHours.objects.count() == 1


def test_the_picture_leaves_no_setting_out():
    own = {field.name for field in Schedule._meta.concrete_fields} - {"id", "mentor"}
    assert own == set(SETTINGS)
