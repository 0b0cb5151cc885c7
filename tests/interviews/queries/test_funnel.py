"""How many conversations came how far, and where most of them end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerhub.office.models import Term
from interviews.actions.answering import decline_ask, expire_ask, withdraw_ask
from interviews.actions.changing import cancel_interview
from interviews.actions.letters import record_sent_letter
from interviews.models import Ending, Stage
from interviews.queries.funnel import Loss, Step, biggest_loss, bounds_of, funnel, percent, week_of
from tests.factories.interviews import NOON, make_ask, make_interview
from tests.factories.people import make_mentor, make_student

HOUR = timedelta(hours=1)
SINCE, UNTIL = NOON - timedelta(days=30), NOON + timedelta(days=30)
SPRING = Term(name="Spring", starts_on=date(2026, 1, 19), ends_on=date(2026, 5, 15))


def test_a_term_has_both_its_days_in_the_office_s_zone():
    assert bounds_of(SPRING, ZoneInfo("America/New_York")) == (
        datetime(2026, 1, 19, 5, tzinfo=UTC),
        datetime(2026, 5, 16, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 1, 18), None),
        (date(2026, 1, 19), 1),
        (date(2026, 1, 25), 1),
        (date(2026, 1, 26), 2),
        (date(2026, 5, 15), 17),
        (date(2026, 5, 16), None),
    ],
)
def test_weeks_count_from_the_first_day(day, week):
    assert week_of(SPRING, day) == week


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 0, None), (0, 4, 0), (1, 3, 33), (2, 3, 67)]
)
def test_percent(part, whole, share):
    assert percent(part, whole) == share


def test_every_step_counts_those_who_came_at_least_as_far(sam, otto, mira):
    make_ask(sam, mira)
    make_interview(otto, mira, stage=Stage.BOOKED)
    met = make_interview(make_student(), make_mentor(), stage=Stage.MET)
    thanked = make_interview(make_student(), make_mentor(), stage=Stage.MET)
    record_sent_letter(thanked, kind="thank_you", sent_at=thanked.ends_at + HOUR)
    assert funnel(SINCE, UNTIL) == [
        Step("active", 4),
        Step("asked", 4, 100, 100),
        Step("booked", 3, 75, 75),
        Step("met", 2, 67, 50),
        Step("thanked", 1, 50, 25),
        Step("following_up", 0, 0, 0),
    ]
    # a follow-up whose thank-you never went out counts as thanked too
    record_sent_letter(met, kind="follow_up", sent_at=met.ends_at + HOUR)
    assert [step.count for step in funnel(SINCE, UNTIL)] == [4, 4, 3, 2, 2, 1]


def test_only_what_was_asked_in_the_stretch_counts(sam, otto, mira):
    make_ask(sam, mira)
    assert [step.count for step in funnel(NOON, NOON + HOUR)] == [1, 1, 0, 0, 0, 0]
    assert [step.count for step in funnel(NOON - HOUR, NOON)] == [0, 0, 0, 0, 0, 0]


def test_a_student_who_was_only_seen_is_active_too(sam, otto, mira, carol):
    make_ask(sam, mira)
    for person in (otto, carol):
        person.last_login = NOON
        person.save()
    assert funnel(SINCE, UNTIL)[:2] == [Step("active", 2), Step("asked", 1, 50, 100)]


def test_nothing_lost_is_no_loss(sam, mira):
    assert biggest_loss(SINCE, UNTIL) is None
    make_ask(sam, mira)
    assert biggest_loss(SINCE, UNTIL) is None


def test_the_biggest_loss_names_its_commonest_ending(sam, mira):
    asks = [make_ask(make_student(), make_mentor()) for _number in range(5)]
    for ask in asks[:2]:
        expire_ask(ask, now=ask.expires_at)
    decline_ask(asks[2], by=asks[2].mentor, reason="", now=NOON + HOUR)
    withdraw_ask(asks[3], by=asks[3].student, now=NOON + HOUR)
    cancelled = make_interview(sam, mira)
    cancel_interview(cancelled, by=mira, reason="", now=NOON + 2 * HOUR)
    assert biggest_loss(SINCE, UNTIL) == Loss(
        "asked",
        "booked",
        ((Ending.DECLINED, 1), (Ending.WITHDRAWN, 1), (Ending.EXPIRED, 2)),
        1,
    )


def test_conversations_called_off_are_lost_before_the_meeting(sam, otto, mira):
    for student in (sam, otto):
        interview = make_interview(student, mira)
        if student == sam:
            cancel_interview(interview, by=mira, reason="", now=NOON + 2 * HOUR)
    assert biggest_loss(SINCE, UNTIL) == Loss("booked", "met", ((Ending.CANCELLED, 1),), 1)
