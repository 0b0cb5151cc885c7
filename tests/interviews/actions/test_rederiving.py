"""New zone rules: the wall time stays as agreed, the instant follows, and no promise is broken for it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerhub.common import clock
from careerhub.outbox.models import Email, State
from interviews.actions.changing import cancel_interview
from interviews.actions.rederiving import rederive_times
from interviews.models import Commitment, InterviewEvent, Stage
from interviews.queries.clocks import is_out_of_step, out_of_step, rederived
from interviews.tasks import rederive as task
from tests.factories.interviews import NOON, make_interview
from tests.factories.people import make_mentor, make_student
from tests.interviews.zone_file import new_rules

VANCOUVER = "America/Vancouver"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A Tuesday at ten in Vancouver, still on standard time.
TEN = datetime(2026, 3, 3, 18, tzinfo=UTC) + 3 * DAY


@pytest.fixture
def ada(db):
    return make_mentor("Ada Park", zone=VANCOUVER, schedule={"buffer_after_minutes": 0})


@pytest.fixture
def later(tmp_path):
    """From now on clocks in Vancouver stand an hour nearer to UTC, at -7, all year."""
    with new_rules(tmp_path, VANCOUVER, -7, "PST"):
        yield


def test_the_file_is_read(later):
    assert datetime(2026, 12, 1, 20, tzinfo=UTC).astimezone(ZoneInfo(VANCOUVER)).hour == 13


def test_nothing_moves_as_long_as_the_rules_stand(sam, ada):
    make_interview(sam, ada, starts_at=TEN)
    assert out_of_step(now=NOON) == []
    assert rederive_times(now=NOON) == (0, 0)


def test_a_booking_keeps_its_wall_time_and_both_are_told(sam, ada, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    wall, now = booked.starts_local, NOON + 2 * HOUR
    with new_rules(tmp_path, VANCOUVER, -7):
        assert out_of_step(now=now) == [booked.pk]
        assert rederive_times(now=now) == (1, 0)
        assert out_of_step(now=now) == []
        assert rederive_times(now=now + DAY) == (0, 0)
    booked.refresh_from_db()
    assert (booked.starts_at, booked.ends_at) == (TEN - HOUR, TEN - HOUR / 2)
    assert (booked.starts_local, booked.zone) == (wall, VANCOUVER)
    assert (booked.sequence, booked.moved_at) == (1, now)
    assert (booked.moves_by_student, booked.moves_by_mentor) == (0, 0)
    assert booked.move_reason == (
        "Clocks in Vancouver follow new rules. The time there stays as agreed; elsewhere it changes."
    )


def test_the_promises_of_both_move_with_it(sam, ada, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    with new_rules(tmp_path, VANCOUVER, -7):
        rederive_times(now=NOON + 2 * HOUR)
    live = Commitment.objects.filter(interview=booked, live=True)
    spans = {row.person_id: (row.during.lower, row.during.upper) for row in live}
    moved = (TEN - HOUR, TEN - HOUR / 2)
    assert spans == {sam.pk: moved, ada.pk: moved}
    assert Commitment.objects.filter(interview=booked, live=False).count() == 2


def test_the_log_and_the_emails_follow(sam, ada, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    reminders = Email.objects.filter(
        about=booked.about, kind="reminder_hour", reader=sam, state=State.SCHEDULED
    )
    assert [each.send_at for each in reminders] == [TEN - HOUR]
    with new_rules(tmp_path, VANCOUVER, -7):
        rederive_times(now=NOON + 2 * HOUR)
    told = Email.objects.filter(about=booked.about, kind="moved", state=State.SCHEDULED)
    assert set(told.values_list("reader", flat=True)) == {sam.pk, ada.pk}
    assert [each.send_at for each in reminders.all()] == [TEN - 2 * HOUR]
    event = booked.events.get(kind=InterviewEvent.Kind.MOVED)
    assert event.by is None
    assert event.facts == {
        "before": TEN.isoformat(),
        "starts_at": (TEN - HOUR).isoformat(),
    }


def test_an_ask_moves_quietly_and_ends_before_its_time(sam, ada, tmp_path):
    start = datetime(2026, 3, 4, 22, tzinfo=UTC)
    ask = make_interview(sam, ada, stage=Stage.ASKED, starts_at=start)
    assert ask.expires_at == start - 2 * HOUR
    with new_rules(tmp_path, VANCOUVER, -5):
        assert rederive_times(now=NOON + HOUR) == (1, 0)
    ask.refresh_from_db()
    assert (ask.starts_at, ask.expires_at) == (start - 3 * HOUR, start - 3 * HOUR)
    assert (ask.stage, ask.sequence, ask.moved_at) == (Stage.ASKED, 0, None)
    assert list(Email.objects.filter(about=ask.about).values_list("kind", flat=True)) == [
        "ask_made"
    ]


@pytest.mark.parametrize("offset", [-7, -9])
def test_meetings_back_to_back_make_room_for_each_other(ada, tmp_path, offset):
    starts = [TEN + n * HOUR / 2 for n in range(2)]
    booked = [
        make_interview(make_student(f"Student {n}"), ada, starts_at=start)
        for n, start in enumerate(starts)
    ]
    with new_rules(tmp_path, VANCOUVER, offset):
        assert rederive_times(now=NOON + 2 * HOUR) == (2, 0)
    for interview, start in zip(booked, starts, strict=True):
        interview.refresh_from_db()
        assert interview.starts_at == start - (offset + 8) * HOUR


def test_a_time_that_is_promised_already_stays_for_a_counselor(sam, ada, mira, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    other = make_interview(sam, mira, starts_at=TEN - HOUR)
    with new_rules(tmp_path, VANCOUVER, -7):
        assert rederive_times(now=NOON + 2 * HOUR) == (0, 1)
        booked.refresh_from_db()
        assert is_out_of_step(booked, now=NOON + 2 * HOUR)
    assert (booked.starts_at, booked.sequence, booked.moved_at) == (TEN, 0, None)
    other.refresh_from_db()
    assert other.starts_at == TEN - HOUR
    held = Commitment.objects.filter(interview=booked, live=True)
    assert {row.during.lower for row in held} == {TEN}
    assert not booked.events.filter(kind=InterviewEvent.Kind.MOVED).exists()
    assert not Email.objects.filter(about=booked.about, kind="moved").exists()


def test_it_moves_as_soon_as_the_other_promise_is_gone(sam, ada, mira, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    other = make_interview(sam, mira, starts_at=TEN - HOUR)
    with new_rules(tmp_path, VANCOUVER, -7):
        assert rederive_times(now=NOON + 2 * HOUR) == (0, 1)
        cancel_interview(other, by=sam, reason="A class was moved.", now=NOON + 3 * HOUR)
        assert rederive_times(now=NOON + DAY) == (1, 0)
    booked.refresh_from_db()
    assert booked.starts_at == TEN - HOUR


def test_what_would_be_over_already_is_left_alone(sam, ada, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    with new_rules(tmp_path, VANCOUVER, -7):
        assert rederive_times(now=TEN - HOUR / 2) == (0, 1)
    booked.refresh_from_db()
    assert booked.starts_at == TEN


def test_what_has_begun_is_never_looked_at(sam, ada, tmp_path):
    make_interview(sam, ada, starts_at=TEN)
    with new_rules(tmp_path, VANCOUVER, -7):
        assert out_of_step(now=TEN) == []


def test_a_time_agreed_to_the_second_time_round_is_in_step():
    second = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)  # 1:30 for the second time
    wall = datetime(2026, 11, 1, 1, 30, tzinfo=UTC)
    assert rederived(second, wall, "America/Los_Angeles") == second


def test_the_task_answers_how_many_moved(sam, ada, tmp_path):
    booked = make_interview(sam, ada, starts_at=TEN)
    with new_rules(tmp_path, VANCOUVER, -7), clock.standing_at(NOON + 2 * HOUR):
        assert task() == 1
    booked.refresh_from_db()
    assert booked.starts_at == TEN - HOUR
