from datetime import timedelta

import pytest

from careerhub.outbox.models import Email, State
from interviews.actions.arranging import accept_proposal
from interviews.actions.changing import cancel_interview, move_interview
from interviews.actions.errors import LimitReached, NotAllowed, TimeTaken, TooLate
from interviews.models import Commitment, Ending, Stage
from interviews.queries.openings import openings_of
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_student

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def waiting(interview):
    rows = Email.objects.filter(about=interview.about, state=State.SCHEDULED).order_by(
        "kind", "reader_id"
    )
    return [row.key.split(":", 2)[2] for row in rows]


def test_a_cancellation_withdraws_everything_and_tells_both(sam, mira):
    booked = make_interview(sam, mira)
    cancelled = cancel_interview(booked, by=sam, reason="An exam was moved.", now=LATER)
    assert (cancelled.ending, cancelled.reason, cancelled.late_cancel) == (
        Ending.CANCELLED,
        "An exam was moved.",
        False,
    )
    assert (cancelled.sequence, cancelled.closed_by) == (1, sam)
    assert sorted(waiting(cancelled)) == ["cancelled:mentor:1", "cancelled:student:1"]
    assert not Commitment.objects.filter(live=True).exists()


def test_close_to_the_start_a_reason_is_needed_and_counted(sam, mira):
    booked = make_interview(sam, mira)
    near = booked.starts_at - timedelta(hours=23)
    with pytest.raises(NotAllowed, match="add a sentence on why"):
        cancel_interview(booked, by=mira, reason="  ", now=near)
    assert cancel_interview(booked, by=mira, reason="I am ill.", now=near).late_cancel is True


def test_what_has_begun_or_ended_cannot_be_cancelled(sam, mira):
    booked = make_interview(sam, mira)
    with pytest.raises(TooLate):
        cancel_interview(booked, by=sam, reason="x", now=booked.starts_at)
    cancel_interview(booked, by=sam, reason="x", now=LATER)
    with pytest.raises(TooLate):
        cancel_interview(booked, by=mira, reason="y", now=LATER)


def test_a_second_click_on_cancel_changes_nothing(sam, mira):
    booked = make_interview(sam, mira)
    cancel_interview(booked, by=sam, reason="", now=LATER)
    again = cancel_interview(booked, by=sam, reason="", now=LATER + timedelta(hours=1))
    assert (again.sequence, again.closed_at) == (1, LATER)


def test_strangers_change_nothing(sam, mira, otto, carol):
    booked = make_interview(sam, mira)
    free = openings_of(mira, booker=sam, now=LATER, without=booked)[-1]
    for person in (otto, carol):
        with pytest.raises(TooLate):
            cancel_interview(booked, by=person, reason="x", now=LATER)
        with pytest.raises(TooLate):
            move_interview(booked, by=person, starts_at=free, now=LATER)


def test_a_move_takes_time_invitation_and_emails_along(sam, mira):
    booked = make_interview(sam, mira)
    target = booked.starts_at + timedelta(days=7)
    moved = move_interview(booked, by=sam, starts_at=target, now=LATER)
    assert (moved.starts_at, moved.length_minutes, moved.sequence) == (target, 30, 1)
    assert (moved.moves_by_student, moved.moves_by_mentor, moved.moved_at) == (1, 0, LATER)
    assert moved.wall_start() == target
    assert sorted(waiting(moved)) == [
        "did_it_happen:mentor:1",
        "did_it_happen:student:1",
        *(f"follow_up:mentor:{number}" for number in (1, 2, 3)),
        "moved:mentor:1",
        "moved:student:1",
        "prepare:student:1",
        "reflect:student:1",
        "reminder_day:mentor:1",
        "reminder_day:student:1",
        "reminder_hour:mentor:1",
        "reminder_hour:student:1",
        "thank_you:mentor:1",
    ]
    live = Commitment.objects.filter(live=True)
    assert {row.during.lower for row in live} == {target}
    letter = Email.objects.get(key=f"{moved.about}:thank_you:mentor:1")
    assert timedelta() < letter.send_at - moved.ends_at <= timedelta(hours=24)


def test_a_move_may_overlap_its_own_old_time(sam, mira):
    booked = make_interview(sam, mira)
    target = booked.starts_at + timedelta(minutes=30)
    assert move_interview(booked, by=mira, starts_at=target, now=NOON).starts_at == target


def test_a_students_move_close_to_the_start_waits_for_the_alums_yes(sam, mira):
    booked = make_interview(sam, mira)
    before, target = booked.starts_at, booked.starts_at + timedelta(minutes=30)
    asked = move_interview(booked, by=sam, starts_at=target, reason="An exam moved.", now=NOON)
    assert (asked.starts_at, asked.moves_by_student, asked.sequence) == (before, 0, 0)
    assert [each.starts_at for each in asked.proposals.filter(settled_at=None)] == [target]
    moved = accept_proposal(asked, by=mira, starts_at=target, now=NOON)
    assert (moved.starts_at, moved.moves_by_student, moved.sequence) == (target, 1, 1)
    assert moved.move_reason == "An exam moved."


def test_a_taken_time_is_refused_and_the_old_one_stands(sam, mira, otto):
    booked = make_interview(sam, mira)
    other = make_interview(otto, mira, starts_at=booked.starts_at + timedelta(days=7))
    with pytest.raises(TimeTaken) as refused:
        move_interview(booked, by=sam, starts_at=other.starts_at, now=LATER)
    assert len(refused.value.openings) == 3
    booked.refresh_from_db()
    assert (booked.sequence, booked.stage) == (0, Stage.BOOKED)
    assert Commitment.objects.filter(live=True, interview=booked).count() == 2


def test_each_side_moves_twice_at_most(sam, mira):
    booked = make_interview(sam, mira)
    for _week in (1, 2):
        booked = move_interview(
            booked, by=sam, starts_at=booked.starts_at + timedelta(days=7), now=LATER
        )
    with pytest.raises(LimitReached, match="2 times"):
        move_interview(booked, by=sam, starts_at=booked.starts_at + timedelta(days=1), now=LATER)
    assert move_interview(
        booked, by=mira, starts_at=booked.starts_at + timedelta(days=1), now=LATER
    )


def test_the_alums_week_cap_does_not_count_the_interview_itself(mira):
    make_interview(make_student(), mira)
    second = make_interview(make_student(), mira)
    moved = move_interview(
        second, by=mira, starts_at=second.starts_at + timedelta(hours=2), now=NOON
    )
    assert moved.sequence == 1


def test_moving_to_the_same_time_is_nothing(sam, mira):
    booked = make_interview(sam, mira)
    assert move_interview(booked, by=sam, starts_at=booked.starts_at, now=LATER).sequence == 0
