"""What has stopped moving: each rule at its edge, each thing once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerhub.office.models import Policies
from careerhub.outbox import schedule
from careerhub.outbox.models import Email, State
from interviews.actions.answering import accept_ask, decline_ask, withdraw_ask
from interviews.actions.meeting import report_no_show, say_held
from interviews.models import Interview
from interviews.queries.openings import openings_of
from interviews.queries.stuck import Why, interviews_to_look_at, stuck
from interviews.slots.workdays import workdays_before
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

ZONE = ZoneInfo("America/New_York")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def found(now):
    return stuck(Policies(), zone=ZONE, now=now)


def whys(now):
    return [thing.why for thing in found(now)]


def to_look_at(now):
    return set(Interview.objects.filter(interviews_to_look_at(zone=ZONE, now=now)))


def far_ask(student, mentor, *, now=NOON):
    """An ask that its own days end, not the time asked for."""
    Policies.objects.update_or_create(
        pk=1, defaults={"confirmation": "always", "ask_expires_days": 10, "student_open_asks": 9}
    )
    far = openings_of(mentor, booker=student, now=now)[-1]
    return make_ask(student, mentor, now=now, starts_at=far)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2026-03-05 12:00", "2026-03-02 12:00"),  # Thursday → Monday
        ("2026-03-04 12:00", "2026-02-27 12:00"),  # Wednesday → Friday
        ("2026-03-08 12:00", "2026-03-04 12:00"),  # Sunday → Wednesday
        ("2026-03-07 12:00", "2026-03-04 12:00"),  # Saturday → Wednesday
        ("2026-03-11 12:00", "2026-03-06 12:00"),  # across the night when clocks go forward
    ],
)
def test_business_days_keep_the_time_of_day(now, before):
    def local(said):
        return datetime.fromisoformat(said).replace(tzinfo=ZONE)

    assert workdays_before(local(now).astimezone(UTC), 3, ZONE) == local(before)


def test_an_ask_is_silent_after_three_business_days(sam, mira):
    ask = far_ask(sam, mira)
    assert whys(NOON + 3 * DAY - SECOND) == []
    (thing,) = found(NOON + 3 * DAY)
    assert (thing.why, thing.since, thing.due) == (Why.SILENT, NOON, ask.expires_at)
    assert to_look_at(NOON + 3 * DAY - SECOND) == set()
    assert to_look_at(NOON + 3 * DAY) == {ask}


def test_the_weekend_does_not_count(sam, mira):
    friday = NOON - 3 * DAY
    far_ask(sam, mira, now=friday)
    assert whys(friday + 3 * DAY) == []
    assert whys(friday + 5 * DAY) == [Why.SILENT]


def test_an_ask_that_ends_within_a_day_is_expiring_and_listed_once(sam, mira):
    ask = far_ask(sam, mira)
    assert whys(ask.expires_at - DAY - SECOND) == [Why.SILENT]
    (thing,) = found(ask.expires_at - DAY)
    assert (thing.why, thing.due) == (Why.EXPIRING, ask.expires_at)


def test_an_answered_ask_is_not_stuck(sam, otto, mira):
    accept_ask(far_ask(sam, mira), by=mira, now=NOON + HOUR)
    other = make_ask(otto, mira)
    decline_ask(other, by=mira, reason="", now=NOON + HOUR)
    assert whys(NOON + 6 * DAY) == []


def test_a_meeting_without_a_word_is_stuck_from_its_end(sam, mira):
    interview = make_interview(sam, mira)
    end = interview.ends_at
    assert whys(end - SECOND) == []
    (thing,) = found(end)
    assert (thing.why, thing.since, thing.due) == (Why.NO_WORD, end, end + 2 * HOUR)
    assert to_look_at(end) == {interview}
    say_held(interview, by=sam, now=end)
    assert whys(end) == []


def test_a_report_waits_for_the_other_side_and_its_letter_is_not_listed_again(sam, mira):
    interview = make_interview(sam, mira)
    at = interview.starts_at + HOUR
    report_no_show(interview, by=mira, now=at)
    (thing,) = found(at + DAY)
    assert (thing.why, thing.since, thing.due) == (Why.REPORTED, at, at + 48 * HOUR)
    assert to_look_at(at + DAY) == {interview}


def thank_you_of(interview):
    return Email.objects.get(about=interview.about, kind="thank_you")


@pytest.fixture
def met(sam, mira):
    interview = make_interview(sam, mira)
    return say_held(interview, by=sam, now=interview.ends_at)


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.FAILED, State.HELD])
def test_a_thank_you_in_trouble_is_stuck(met, state):
    row = thank_you_of(met)
    Email.objects.filter(pk=row.pk).update(state=state)
    (thing,) = found(met.ends_at + HOUR)
    assert (thing.why, thing.email, thing.interview) == (Why.LETTER, row, met)
    assert to_look_at(met.ends_at + HOUR) == {met}


def test_a_held_thank_you_counts_from_when_it_was_held(met):
    at = met.ends_at + 2 * HOUR
    schedule.hold(thank_you_of(met), reason="Wait.", now=at)
    (thing,) = found(at + HOUR)
    assert (thing.since, thing.due) == (at, thank_you_of(met).send_at)


def test_a_thank_you_is_overdue_after_a_quarter_of_an_hour(met):
    due = thank_you_of(met).send_at
    assert whys(due + timedelta(minutes=15) - SECOND) == []
    (thing,) = found(due + timedelta(minutes=15))
    assert (thing.why, thing.since) == (Why.LETTER, due)


def test_a_sent_thank_you_and_other_emails_in_trouble_are_not_listed(met):
    Email.objects.filter(kind="thank_you").update(state=State.SENT, sent_at=NOON)
    Email.objects.filter(kind="follow_up").update(state=State.FAILED)
    assert whys(met.ends_at + HOUR) == []


def test_three_asks_without_an_answer_are_one_thing(sam, otto):
    asks = [far_ask(sam, make_mentor(), now=NOON + n * HOUR) for n in range(3)]
    far_ask(otto, make_mentor())
    things = found(NOON + 4 * DAY)
    assert [thing.why for thing in things] == [Why.UNANSWERED, Why.SILENT]
    told = things[0]
    assert (told.student, told.count, told.since) == (sam, 3, NOON)
    assert asks[0].expires_at > NOON + 5 * DAY


def test_a_no_is_an_answer_and_a_withdrawn_ask_is_none(sam):
    asks = [far_ask(sam, make_mentor()) for _number in range(3)]
    assert whys(NOON + HOUR) == [Why.UNANSWERED]
    withdraw_ask(asks[0], by=sam, now=NOON + HOUR)
    assert whys(NOON + HOUR) == []
    far_ask(sam, make_mentor(), now=NOON + HOUR)
    assert whys(NOON + HOUR) == [Why.UNANSWERED]
    decline_ask(asks[1], by=asks[1].mentor, reason="", now=NOON + HOUR)
    assert whys(NOON + HOUR) == []


def test_asks_of_long_ago_say_nothing_about_now(sam):
    for _number in range(3):
        far_ask(sam, make_mentor())
    late = NOON + 60 * DAY
    assert Why.UNANSWERED in whys(late)
    assert Why.UNANSWERED not in whys(late + SECOND)


def test_what_runs_out_first_stands_first(sam, otto, mira):
    first = make_interview(sam, mira)
    silent = far_ask(otto, make_mentor(), now=NOON - 4 * DAY)
    expiring = far_ask(make_student(), make_mentor(), now=first.ends_at - 9 * DAY - HOUR)
    now = first.ends_at + HOUR
    assert [(thing.why, thing.interview) for thing in found(now)] == [
        (Why.EXPIRING, expiring),
        (Why.NO_WORD, first),
        (Why.SILENT, silent),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(count, db, django_assert_num_queries):
    for _number in range(count):
        unheard = make_student()
        for alum in (make_mentor(), make_mentor(), make_mentor()):
            far_ask(unheard, alum)
        met = make_interview(make_student(), make_mentor())
        say_held(met, by=met.student, now=met.ends_at)
        Email.objects.filter(about=met.about, kind="thank_you").update(state=State.FAILED)
    # students, their names, conversations, letters, whose letters
    with django_assert_num_queries(7):
        assert len(found(NOON + 4 * DAY)) == 2 * count
