from datetime import UTC, datetime, timedelta

import pytest

from careerhub.office import cadence
from careerhub.outbox import schedule
from careerhub.outbox.models import Email, State
from interviews.emails.post import NO_LONGER_OWED, WAITS_FOR_ANSWER, letter_row, plan_emails
from tests.interviews.emails.conversations import MONDAY, NOON, make_conversation

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENDS = NOON + timedelta(minutes=30)
BOOKED_AT = MONDAY + HOUR
FRIDAY_NINE = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)


@pytest.fixture
def booked(sam, mira):
    interview = make_conversation(sam, mira)
    plan_emails(interview, now=BOOKED_AT)
    return interview


def rows(interview, *states):
    found = Email.objects.filter(about=interview.about, state__in=states or State.values)
    return {email.key.partition(":")[2].partition(":")[2]: email for email in found}


def cancel(interview, now):
    interview.stage, interview.ending, interview.sequence = "closed", "cancelled", 1
    interview.closed_at = now
    interview.save()
    return plan_emails(interview, now=now, why="Cancelled")


def move(interview, now, by):
    interview.starts_at += by
    interview.ends_at += by
    interview.sequence, interview.moved_at = interview.sequence + 1, now
    interview.save()
    return plan_emails(interview, now=now, why="The conversation was moved.")


def test_a_booking_fills_the_outbox(booked):
    assert {key: email.send_at for key, email in rows(booked, State.SCHEDULED).items()} == {
        "booked:student:0": BOOKED_AT,
        "booked:mentor:0": BOOKED_AT,
        "reminder_day:student:0": NOON - DAY,
        "reminder_day:mentor:0": NOON - DAY,
        "reminder_hour:student:0": NOON - HOUR,
        "reminder_hour:mentor:0": NOON - HOUR,
        "did_it_happen:student:0": ENDS,
        "did_it_happen:mentor:0": ENDS,
        "thank_you:mentor:1": FRIDAY_NINE,
        # two weeks on, past the change of the clocks
        "follow_up:mentor:1": datetime(2026, 3, 19, 16, 0, tzinfo=UTC),
        "follow_up:mentor:2": datetime(2026, 6, 5, 16, 0, tzinfo=UTC),
        "follow_up:mentor:3": datetime(2026, 9, 5, 16, 0, tzinfo=UTC),
        "prepare:student:0": NOON - 2 * DAY,
        "reflect:student:1": datetime(2026, 3, 7, 15, 0, tzinfo=UTC),
    }


def test_each_email_has_its_reader(booked, sam, mira):
    readers = {key: email.reader_id for key, email in rows(booked).items()}
    assert readers["booked:student:0"] == sam.pk
    assert readers["thank_you:mentor:1"] == mira.pk


def test_planning_twice_changes_nothing(booked):
    before = list(Email.objects.order_by("pk").values())
    trail = sum(email.trail.count() for email in Email.objects.all())
    plan_emails(booked, now=BOOKED_AT + HOUR)
    assert list(Email.objects.order_by("pk").values()) == before
    assert sum(email.trail.count() for email in Email.objects.all()) == trail


def test_another_interview_is_left_alone(booked, otto, mira):
    other = make_conversation(otto, mira, starts_at=NOON + DAY)
    plan_emails(other, now=BOOKED_AT)
    cancel(booked, MONDAY + 2 * HOUR)
    assert len(rows(other, State.SCHEDULED)) == 14


def test_a_cancellation_withdraws_everything_that_waits_and_tells_both(booked):
    withdrawal = cancel(booked, MONDAY + 2 * HOUR)
    assert withdrawal.count == 14
    assert withdrawal.going_out == ()
    assert {email.reason for email in rows(booked, State.WITHDRAWN).values()} == {"Cancelled"}
    assert sorted(rows(booked, State.SCHEDULED)) == ["cancelled:mentor:1", "cancelled:student:1"]


def test_a_cancellation_reports_what_is_going_out_at_this_moment(booked):
    Email.objects.filter(about=booked.about, kind="reminder_day").update(
        state=State.SENDING, lease_until=NOON
    )
    withdrawal = cancel(booked, NOON - DAY)
    assert withdrawal.count == 12
    assert {email.kind for email in withdrawal.going_out} == {"reminder_day"}


@pytest.mark.parametrize(
    "state", [State.SENT, State.FAILED, State.UNCERTAIN, State.EXPIRED, State.SUPPRESSED]
)
def test_what_is_decided_stays_decided(booked, state):
    Email.objects.filter(about=booked.about).update(
        state=state, reason="As it was", sent_at=BOOKED_AT
    )
    plan_emails(booked, now=BOOKED_AT + HOUR)
    cancel(booked, MONDAY + 2 * HOUR)
    assert len(rows(booked, state)) == 14
    assert {email.reason for email in rows(booked, state).values()} == {"As it was"}


def test_a_move_takes_back_the_old_times_and_plans_the_new_ones(booked):
    Email.objects.filter(kind="booked").update(state=State.SENT, sent_at=BOOKED_AT)
    move(booked, MONDAY + 2 * HOUR, DAY)
    assert {key: email.send_at for key, email in rows(booked, State.SCHEDULED).items()} == {
        "moved:student:1": MONDAY + 2 * HOUR,
        "moved:mentor:1": MONDAY + 2 * HOUR,
        "reminder_day:student:1": NOON,
        "reminder_day:mentor:1": NOON,
        "reminder_hour:student:1": NOON + 23 * HOUR,
        "reminder_hour:mentor:1": NOON + 23 * HOUR,
        "did_it_happen:student:1": ENDS + DAY,
        "did_it_happen:mentor:1": ENDS + DAY,
        "thank_you:mentor:1": FRIDAY_NINE + DAY,
        "follow_up:mentor:1": datetime(2026, 3, 20, 16, 0, tzinfo=UTC),
        "follow_up:mentor:2": datetime(2026, 6, 6, 16, 0, tzinfo=UTC),
        "follow_up:mentor:3": datetime(2026, 9, 6, 16, 0, tzinfo=UTC),
        "prepare:student:1": NOON - DAY,
        "reflect:student:1": datetime(2026, 3, 8, 14, 0, tzinfo=UTC),
    }
    assert len(rows(booked, State.SENT)) == 2
    assert sorted(rows(booked, State.WITHDRAWN)) == [
        "did_it_happen:mentor:0",
        "did_it_happen:student:0",
        "prepare:student:0",
        "reminder_day:mentor:0",
        "reminder_day:student:0",
        "reminder_hour:mentor:0",
        "reminder_hour:student:0",
    ]


def test_a_letter_keeps_its_words_when_the_meeting_moves(booked):
    schedule.edit_letter(letter_row(booked, "thank_you"), letter="Dear Mira", now=BOOKED_AT)
    move(booked, MONDAY + 2 * HOUR, DAY)
    letter = letter_row(booked, "thank_you")
    assert (letter.letter, letter.send_at) == ("Dear Mira", FRIDAY_NINE + DAY)


def test_a_time_chosen_for_a_letter_survives_a_new_plan(booked):
    evening = ENDS + 6 * HOUR
    schedule.move(letter_row(booked, "thank_you"), send_at=evening, now=BOOKED_AT)
    plan_emails(booked, now=BOOKED_AT + HOUR)
    assert letter_row(booked, "thank_you").send_at == evening


def test_a_time_chosen_before_the_meeting_moved_past_it_is_forgotten(booked):
    schedule.move(letter_row(booked, "thank_you"), send_at=ENDS + 6 * HOUR, now=BOOKED_AT)
    move(booked, MONDAY + 2 * HOUR, 7 * DAY)
    letter = letter_row(booked, "thank_you")
    # The clocks jump on March 8, so the next nine in the morning comes an hour sooner.
    assert letter.send_at == datetime(2026, 3, 13, 16, 0, tzinfo=UTC)
    assert letter.expires_at == letter.send_at + 7 * DAY


def test_a_change_of_the_cadence_moves_what_waits(booked, carol):
    for kind, amount in (("reminder_day", -48), ("follow_up", 7)):
        step = cadence.get(kind)
        step.amount = amount
        cadence.save(step, by=carol, now=BOOKED_AT)
    plan_emails(booked, now=BOOKED_AT + HOUR)
    waiting = rows(booked, State.SCHEDULED)
    assert waiting["reminder_day:student:0"].send_at == NOON - 2 * DAY
    assert waiting["follow_up:mentor:1"].send_at == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


def test_a_reported_no_show_holds_the_letters_and_an_answer_releases_them(booked):
    booked.no_show_reported_at, booked.mentor_says_held = ENDS, False
    plan_emails(booked, now=ENDS)
    held = rows(booked, State.HELD)
    assert sorted(held) == [
        *(f"follow_up:mentor:{number}" for number in (1, 2, 3)),
        "reflect:student:1",
        "thank_you:mentor:1",
    ]
    assert {email.reason for email in held.values()} == {WAITS_FOR_ANSWER}
    booked.stage, booked.held_evidence, booked.student_says_held = "met", "student", True
    plan_emails(booked, now=ENDS + HOUR)
    assert rows(booked, State.HELD) == {}
    assert letter_row(booked, "thank_you").state == State.SCHEDULED
    assert letter_row(booked, "thank_you").reason == ""


def test_a_letter_that_a_counselor_holds_stays_held(booked):
    schedule.hold(letter_row(booked, "thank_you"), reason="Carol is asking", now=BOOKED_AT)
    plan_emails(booked, now=BOOKED_AT + HOUR)
    letter = letter_row(booked, "thank_you")
    assert (letter.state, letter.reason) == (State.HELD, "Carol is asking")


def test_a_meeting_that_did_not_take_place_is_never_thanked_for(booked):
    booked.no_show_reported_at, booked.mentor_says_held = ENDS, False
    plan_emails(booked, now=ENDS)
    booked.stage, booked.ending, booked.closed_at = "closed", "no_show", ENDS + 2 * DAY
    plan_emails(booked, now=ENDS + 2 * DAY, why="Did not take place")
    assert letter_row(booked, "thank_you").state == State.WITHDRAWN
    assert letter_row(booked, "follow_up").reason == "Did not take place"


def test_thanks_in_person_withdraw_the_email(booked):
    booked.stage, booked.thanked_in_person = "thanked", True
    plan_emails(booked, now=ENDS + HOUR, why="Thanked in person.")
    letter = letter_row(booked, "thank_you")
    assert (letter.state, letter.reason) == (State.WITHDRAWN, "Thanked in person.")


def test_a_skipped_follow_up_comes_back_when_it_is_kept(booked):
    booked.follow_up_skipped = True
    plan_emails(booked, now=ENDS + HOUR)
    assert letter_row(booked, "follow_up").state == State.WITHDRAWN
    assert letter_row(booked, "follow_up").reason == NO_LONGER_OWED
    booked.follow_up_skipped = False
    plan_emails(booked, now=ENDS + 2 * HOUR)
    assert letter_row(booked, "follow_up").state == State.SCHEDULED


def test_who_has_said_whether_they_met_is_not_asked(booked):
    booked.student_says_held, booked.held_evidence, booked.stage = True, "student", "met"
    plan_emails(booked, now=NOON + timedelta(minutes=20))
    assert rows(booked)["did_it_happen:student:0"].state == State.WITHDRAWN
    assert rows(booked)["did_it_happen:mentor:0"].state == State.SCHEDULED


def test_an_ask_that_was_never_owed_a_letter_has_none(sam, mira):
    asked = make_conversation(sam, mira, stage="asked")
    plan_emails(asked, now=MONDAY)
    assert sorted(rows(asked)) == ["ask_made:mentor:1"]
    assert letter_row(asked, "thank_you") is None


def test_a_decline_withdraws_an_unsent_request_and_tells_the_student(sam, mira):
    asked = make_conversation(sam, mira, stage="asked")
    plan_emails(asked, now=MONDAY)
    asked.stage, asked.ending, asked.closed_at = "closed", "declined", MONDAY + HOUR
    plan_emails(asked, now=MONDAY + HOUR, why="Declined")
    assert rows(asked)["ask_made:mentor:1"].state == State.WITHDRAWN
    assert rows(asked)["ask_declined:student:1"].state == State.SCHEDULED
