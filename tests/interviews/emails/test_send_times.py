"""When does each email of one conversation go out? Whole cadences as tables, quiet hours included."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerhub.common import clock
from careerhub.office import cadence as office_cadence
from careerhub.office.models import Policies
from careerhub.outbox.models import Email
from interviews.actions.cadence import change_step, follow_change
from interviews.emails.compose import CAN_WAIT
from interviews.emails.plan import Facts, after_quiet, is_quiet, owed
from interviews.emails.post import cadence_of, plan_emails
from tests.interviews.emails.conversations import MONDAY, NOON, make_conversation

NEW_YORK = ZoneInfo("America/New_York")
OURS = cadence_of(Policies(), office_cadence.defaults())


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


def table(starts, student, mentor, cadence=OURS, **more):
    """Each email of a conversation booked a week ahead, on its reader's wall clock."""
    facts = Facts(
        stage="booked",
        ending="",
        sequence=0,
        asked_at=at(starts) - timedelta(days=7),
        expires_at=at(starts) - timedelta(hours=2),
        starts_at=at(starts),
        ends_at=at(starts) + timedelta(minutes=30),
        mentor_zone=mentor,
        student_zone=student,
        booked_at=at(starts) - timedelta(days=7),
        **more,
    )
    lines = []
    for one in owed(facts, cadence):
        zone = facts.zone_of(one.reader)
        goes = after_quiet(one.send_at, zone, cadence) if one.kind in CAN_WAIT else one.send_at
        if one.kind != "booked":
            wall = goes.astimezone(zone).strftime("%a %b %d %H:%M %z")
            lines.append(f"{one.kind} {one.occurrence} {one.reader}: {wall}")
    return lines


def test_across_both_changes_of_clocks_with_the_alum_in_berlin():
    """New York's clocks change between booking and start, Berlin's between thanks and follow-up."""
    assert table("2026-03-09T14:00-04:00", "America/New_York", "Europe/Berlin") == [
        "prepare 0 student: Sat Mar 07 13:00 -0500",
        "reminder_day 0 mentor: Sun Mar 08 19:00 +0100",
        "reminder_day 0 student: Sun Mar 08 14:00 -0400",
        "reminder_hour 0 mentor: Mon Mar 09 18:00 +0100",
        "reminder_hour 0 student: Mon Mar 09 13:00 -0400",
        "did_it_happen 0 mentor: Mon Mar 09 19:30 +0100",
        "did_it_happen 0 student: Mon Mar 09 14:30 -0400",
        "thank_you 1 mentor: Tue Mar 10 09:00 +0100",
        "reflect 1 student: Wed Mar 11 10:00 -0400",
        "follow_up 1 mentor: Mon Mar 23 09:00 +0100",
        "follow_up 2 mentor: Tue Jun 09 09:00 +0200",
        "follow_up 3 mentor: Wed Sep 09 09:00 +0200",
    ]


def test_an_alum_in_kathmandu_and_a_student_whose_clocks_go_back():
    """Evening in New York is the next morning in Kathmandu, at a quarter to."""
    assert table("2026-11-01T20:00-05:00", "America/New_York", "Asia/Kathmandu") == [
        "prepare 0 student: Sat Oct 31 08:00 -0400",
        "reminder_day 0 mentor: Sun Nov 01 06:45 +0545",
        "reminder_day 0 student: Sat Oct 31 21:00 -0400",
        "reminder_hour 0 mentor: Mon Nov 02 05:45 +0545",
        "reminder_hour 0 student: Sun Nov 01 19:00 -0500",
        "did_it_happen 0 mentor: Mon Nov 02 08:00 +0545",
        "did_it_happen 0 student: Mon Nov 02 08:00 -0500",
        "thank_you 1 mentor: Tue Nov 03 07:15 +0545",
        "reflect 1 student: Tue Nov 03 10:00 -0500",
        "follow_up 1 mentor: Mon Nov 16 09:00 +0545",
        "follow_up 2 mentor: Tue Feb 02 09:00 +0545",
        "follow_up 3 mentor: Sun May 02 09:00 +0545",
    ]


OVER_MIDNIGHT = replace(OURS, quiet_from_local=time(22), quiet_until_local=time(2, 30))
UNTIL_HALF_PAST_ONE = replace(OURS, quiet_from_local=time(22), quiet_until_local=time(1, 30))


@pytest.mark.parametrize(
    ("cadence", "instant", "quiet", "goes"),
    [
        # the night that loses an hour: half past two does not exist, so rest ends at three
        (OVER_MIDNIGHT, "2026-03-08T02:59Z", False, "2026-03-08T02:59Z"),
        (OVER_MIDNIGHT, "2026-03-08T03:00Z", True, "2026-03-08T07:00Z"),
        (OVER_MIDNIGHT, "2026-03-08T06:59Z", True, "2026-03-08T07:00Z"),
        (OVER_MIDNIGHT, "2026-03-08T07:00Z", False, "2026-03-08T07:00Z"),
        # the night that has an hour twice: rest to half past one, and again in the second run
        (UNTIL_HALF_PAST_ONE, "2026-11-01T02:00Z", True, "2026-11-01T05:30Z"),
        (UNTIL_HALF_PAST_ONE, "2026-11-01T05:29Z", True, "2026-11-01T05:30Z"),
        (UNTIL_HALF_PAST_ONE, "2026-11-01T05:45Z", False, "2026-11-01T05:45Z"),
        (UNTIL_HALF_PAST_ONE, "2026-11-01T06:10Z", True, "2026-11-01T06:30Z"),
        (UNTIL_HALF_PAST_ONE, "2026-11-01T06:30Z", False, "2026-11-01T06:30Z"),
    ],
)
def test_quiet_hours_over_midnight_when_clocks_change(cadence, instant, quiet, goes):
    assert is_quiet(at(instant), NEW_YORK, cadence) == quiet
    assert after_quiet(at(instant), NEW_YORK, cadence) == at(goes)


def test_a_policy_changed_the_day_before(sam, mira, carol):
    """A reminder whose new time has passed is not sent late, and what is ahead moves."""
    interview = make_conversation(sam, mira)
    plan_emails(interview, now=MONDAY + timedelta(hours=1))
    day_before = NOON - timedelta(hours=23)

    def planned(kind):
        rows = Email.objects.filter(about=interview.about, kind=kind).order_by("reader_id")
        return [(row.state, row.send_at) for row in rows]

    assert planned("reminder_hour") == [("scheduled", NOON - timedelta(hours=1))] * 2
    with clock.standing_at(day_before):
        for kind, amount in (("reminder_hour", -120), ("thank_you", 2)):
            step = office_cadence.get(kind)
            step.amount, step.within_hours = amount, None
            change_step(step, by=carol, now=day_before)
        follow_change(now=day_before, limit=10)
    assert planned("reminder_hour") == [("scheduled", NOON - timedelta(hours=2))] * 2
    # two days on, at nine in Los Angeles
    assert planned("thank_you") == [("scheduled", datetime(2026, 3, 7, 17, 0, tzinfo=UTC))]
