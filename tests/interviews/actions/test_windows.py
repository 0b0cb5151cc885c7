"""The table of free windows says what the engine says, after any mix of changes and at any later moment."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.office.models import Holiday, Term
from careerhub.people.models import User
from interviews.actions import availability
from interviews.actions.answering import accept_ask, decline_ask, withdraw_ask
from interviews.actions.arranging import propose_times
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.errors import Refusal
from interviews.actions.windows import refresh_due_windows, refresh_windows
from interviews.models import (
    BusyTime,
    DirectoryEntry,
    FreeWindow,
    Interview,
    OutsideCalendar,
    Schedule,
    Stage,
)
from interviews.queries.openings import openings_of
from interviews.queries.windows import Wish, next_openings
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

EVERY = 10_000
numbers = count()


@pytest.fixture(autouse=True)
def _at_noon():
    with clock.standing_at(NOON):
        yield


def told(mentor, *, now=NOON, zone="America/New_York", busy=()):
    """Every opening, as the windows have it."""
    wish = Wish(now=now, zone=zone, busy=tuple(busy))
    return next_openings([mentor.pk], wish, count=EVERY)[mentor.pk]


def is_due(mentor):
    return DirectoryEntry.objects.get(mentor=mentor).due_at < NOON


def test_the_windows_of_a_new_alum_are_the_openings(mira):
    assert told(mira) == openings_of(mira, booker=None, now=NOON)
    assert len(told(mira)) > 100


def test_a_promise_takes_its_windows_in_the_same_transaction(sam, mira):
    asked = make_ask(sam, mira)
    assert asked.starts_at not in told(mira)
    assert told(mira) == openings_of(mira, booker=None, now=NOON)
    withdraw_ask(asked, by=sam, now=NOON)
    assert told(mira)[0] == asked.starts_at
    assert not is_due(mira)


def test_an_alum_who_asks_as_a_student_has_less_time_too(mira):
    both = make_mentor("Bo Both")
    from careerhub.people.profiles import become_student

    become_student(both)
    asked = make_ask(both, mira)
    assert asked.starts_at not in told(both)
    assert told(both) == openings_of(both, booker=None, now=NOON)


@pytest.mark.parametrize("later", [1, 24, 47, 24 * 3, 24 * 9], ids="after {} h".format)
def test_the_windows_stay_right_while_time_passes(mira, later):
    """What comes inside notice goes, by itself; what enters the booking window comes with the worker."""
    now = NOON + timedelta(hours=later)
    refresh_due_windows(now=now, batches=1)
    assert told(mira, now=now) == openings_of(mira, booker=None, now=now)


def test_a_day_ahead_nothing_needs_the_worker(mira):
    now = NOON + timedelta(hours=20)
    assert told(mira, now=now) == openings_of(mira, booker=None, now=now)


def test_a_window_is_no_longer_than_a_look_back(mira):
    spans = FreeWindow.objects.filter(mentor=mira.pk).values_list("first_start_at", "last_start_at")
    assert max(last - first for first, last in spans) == timedelta(hours=4)


def test_only_rows_that_differ_are_written(sam, mira):
    before = set(FreeWindow.objects.filter(mentor=mira.pk).values_list("pk", "last_start_at"))
    make_ask(sam, mira)
    after = set(FreeWindow.objects.filter(mentor=mira.pk).values_list("pk", "last_start_at"))
    # the day of the ask has two windows, cut anew from its first start on
    assert len(before - after) == len(after - before) == 2
    assert len(before & after) == len(before) - 2


def test_whoever_changes_the_rules_elsewhere_leaves_it_to_the_worker(mira):
    plan = mira.schedule
    plan.length_minutes = 60
    plan.save()
    assert is_due(mira)
    assert refresh_due_windows(now=NOON, batches=1) == 1
    assert told(mira) == openings_of(mira, booker=None, now=NOON)
    assert not is_due(mira)


def test_a_new_zone_a_policy_a_term_and_a_holiday_make_everybody_due(mira, carol):
    mira.zone = "Asia/Tokyo"
    mira.save()
    assert is_due(mira)
    for change in (_set_policy, _set_term, _set_holiday):
        refresh_due_windows(now=NOON, batches=1)
        assert not is_due(mira)
        change(carol)
        assert is_due(mira), change
    refresh_due_windows(now=NOON, batches=1)
    assert told(mira) == openings_of(User.objects.get(pk=mira.pk), booker=None, now=NOON)


def _set_policy(carol):
    office = office_policies.current()
    office.notice_hours = 12
    office_policies.save(office, by=carol, now=NOON)


def _set_term(_carol):
    Term.objects.create(name="Spring", starts_on=date(2026, 1, 12), ends_on=date(2026, 5, 8))


def _set_holiday(_carol):
    Holiday.objects.create(day=date(2026, 3, 10), name="Founders’ Day")


def test_the_job_goes_on_where_it_was_stopped(db):
    for number in range(45):
        make_mentor(f"Alum {number}", hours=())
    DirectoryEntry.objects.update(due_at=NOON - timedelta(days=1))
    assert refresh_due_windows(now=NOON, batches=1) == 20
    assert DirectoryEntry.objects.filter(due_at__lt=NOON).count() == 25
    assert refresh_due_windows(now=NOON, batches=9) == 25
    assert refresh_due_windows(now=NOON, batches=9) == 0


def test_a_proposed_time_counts_in_the_week_where_it_is_now(sam, mira):
    """Two a week is the office’s limit: the second week is full when the ask has moved there."""
    otto, ida = make_student("Otto"), make_student("Ida")
    asked = make_ask(sam, mira)
    later = [start for start in openings_of(mira, booker=None, now=NOON) if start.day == 11]
    make_ask(otto, mira, starts_at=later[0])
    propose_times(asked, by=mira, starts=[later[-1]], reason="", now=NOON)
    assert told(mira) == openings_of(mira, booker=None, now=NOON)
    assert not [start for start in told(mira) if 9 <= start.day <= 13 and start.month == 3]
    assert make_ask(ida, mira).starts_at.day == 4


def test_people_who_are_no_alumni_are_passed_over(sam):
    assert refresh_windows([sam.pk], now=NOON) == 0


# Any mix of changes.

ZONES = ("America/New_York", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe")
moves = st.tuples(
    st.sampled_from(
        [
            "ask",
            "accept",
            "decline",
            "cancel",
            "move",
            "propose",
            "hours",
            "date",
            "off",
            "rest",
            "busy",
        ]
    ),
    st.integers(0, 10**6),
)


@settings(
    max_examples=20,  # each makes people and promises in the database
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(zone=st.sampled_from(ZONES), start=st.integers(0, 300), steps=st.lists(moves, max_size=8))
def test_after_any_mix_of_changes_the_windows_are_the_openings(db, zone, start, steps):
    now = datetime(2026, 1, 5, 15, 20, tzinfo=UTC) + timedelta(days=start)
    with clock.standing_at(now):
        mentor = make_mentor(zone=zone, schedule={"booker_not_before_local": time(8)})
        students = [make_student() for _ in range(2)]
        for kind, pick in steps:
            try:
                CHANGES[kind](mentor, students[pick % 2], pick, now)
            except Refusal:
                continue
        mentor = User.objects.get(pk=mentor.pk)
        assert told(mentor, now=now, zone="UTC") == [
            start for start in openings_of(mentor, booker=None, now=now) if start.hour >= 8
        ]
        later = now + timedelta(hours=9)
        assert told(mentor, now=later, zone="UTC") == [
            start for start in openings_of(mentor, booker=None, now=later) if start.hour >= 8
        ]


def _ask(mentor, student, pick, now):
    starts = openings_of(mentor, booker=student, now=now)
    if starts:
        make_ask(student, mentor, now=now, starts_at=starts[pick % len(starts)])


def _answered(how):
    def answer(mentor, _student, _pick, now):
        for asked in Interview.objects.filter(mentor=mentor, stage=Stage.ASKED)[:1]:
            how(asked, mentor, now)

    return answer


def _booked(how):
    def change(mentor, _student, pick, now):
        for booked in Interview.objects.filter(mentor=mentor, stage=Stage.BOOKED)[:1]:
            how(booked, mentor, pick, now)

    return change


def _move(booked, mentor, pick, now):
    starts = openings_of(mentor, booker=booked.student, now=now, without=booked)
    move_interview(booked, by=mentor, starts_at=starts[pick % len(starts)], now=now)


def _propose(mentor, _student, pick, now):
    for asked in Interview.objects.filter(mentor=mentor, stage=Stage.ASKED)[:1]:
        starts = openings_of(mentor, booker=asked.student, now=now, without=asked)
        start = starts[pick % len(starts)]
        propose_times(asked, by=mentor, starts=[start], reason="", now=now)


def _hours(mentor, _student, pick, now):
    plan = Schedule.objects.get(mentor=mentor)
    blocks = [(pick % 7, time(pick % 20), time(pick % 20 + 3)), ((pick + 3) % 7, time(0), time(0))]
    availability.save_schedule(plan, by=mentor, hours=blocks, now=now)


def _date(mentor, _student, pick, now):
    plan, day = Schedule.objects.get(mentor=mentor), now.date() + timedelta(days=pick % 30 + 2)
    blocks = [(time(9), time(10, 45))] if pick % 2 else []
    availability.set_exception(plan, by=mentor, day=day, blocks=blocks, now=now)


def _off(mentor, _student, pick, now):
    first = now.date() + timedelta(days=pick % 20 + 2)
    plan = Schedule.objects.get(mentor=mentor)
    last = first + timedelta(days=pick % 9)
    availability.take_time_off(plan, by=mentor, first=first, last=last, now=now)


def _rest(mentor, _student, pick, now):
    plan = Schedule.objects.get(mentor=mentor)
    availability.rest_until(plan, by=mentor, day=now.date() + timedelta(days=pick % 15), now=now)


def _busy(mentor, _student, pick, now):
    calendar = OutsideCalendar.objects.create(
        person=mentor,
        name="Elsewhere",
        address=f"https://cal.example/{next(numbers)}",
        added_at=now,
        read_at=now,
        next_try_at=now,
    )
    begins = now + timedelta(hours=pick % 600)
    during = (begins, begins + timedelta(minutes=pick % 300 + 5))
    BusyTime.objects.create(calendar=calendar, person=mentor, during=during)
    assert is_due_at(mentor, now)
    refresh_due_windows(now=now, batches=1)


def is_due_at(mentor, now):
    return DirectoryEntry.objects.get(mentor=mentor).due_at < now


CHANGES = {
    "ask": _ask,
    "accept": _answered(lambda asked, mentor, now: accept_ask(asked, by=mentor, now=now)),
    "decline": _answered(
        lambda asked, mentor, now: decline_ask(asked, by=mentor, reason="", now=now)
    ),
    "cancel": _booked(
        lambda booked, mentor, _pick, now: cancel_interview(
            booked, by=mentor, reason="A trip.", now=now
        )
    ),
    "move": _booked(_move),
    "propose": _propose,
    "hours": _hours,
    "date": _date,
    "off": _off,
    "rest": _rest,
    "busy": _busy,
}


def test_a_meeting_that_did_not_take_place_frees_the_term(sam, mira):
    booked = make_interview(sam, mira)
    assert DirectoryEntry.objects.get(mentor=mira).given == 1
    cancel_interview(booked, by=mira, reason="", now=NOON)
    assert DirectoryEntry.objects.get(mentor=mira).given == 0
