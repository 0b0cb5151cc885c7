from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.emails.plan import (
    BOTH,
    MENTOR,
    Cadence,
    Facts,
    Owed,
    after_quiet,
    is_presumed_held,
    is_quiet,
    owed,
)
from interviews.emails.steps import Step, due_at

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LA, NEW_YORK, KATHMANDU = (
    ZoneInfo(name) for name in ("America/Los_Angeles", "America/New_York", "Asia/Kathmandu")
)
THANK_YOU = Step("thank_you", "ends", 1, "days", (MENTOR,), local=time(9), within=24 * HOUR)
FOLLOW_UP = Step("follow_up", "contact", 14, "days", (MENTOR,), local=time(9))
CADENCE = Cadence(
    steps=(
        Step("reminder_day", "starts", -24, "hours", BOTH),
        Step("reminder_hour", "starts", -60, "minutes", BOTH),
        Step("did_it_happen", "ends", 0, "minutes", BOTH),
        THANK_YOU,
        FOLLOW_UP,
    ),
    presume_held_after=2 * HOUR,
    no_show_answer_within=48 * HOUR,
    quiet_from_local=time(20),
    quiet_until_local=time(8),
)
# Thursday, February 5, 2026, 11:00 to 11:30 am in Los Angeles; no clock changes before the follow-up.
STARTS = datetime(2026, 2, 5, 19, 0, tzinfo=UTC)
ENDS = STARTS + HOUR / 2
ASKED_AT = STARTS - 4 * DAY
BOOKED_AT = STARTS - 3 * DAY
NEXT_MORNING = datetime(2026, 2, 6, 17, 0, tzinfo=UTC)
TWO_WEEKS_ON = datetime(2026, 2, 19, 17, 0, tzinfo=UTC)
ASKED = Facts(
    stage="asked",
    ending="",
    sequence=0,
    asked_at=ASKED_AT,
    expires_at=STARTS - 2 * HOUR,
    starts_at=STARTS,
    ends_at=ENDS,
    mentor_zone="America/Los_Angeles",
    student_zone="America/New_York",
)
BOOKED = replace(ASKED, stage="booked", booked_at=BOOKED_AT)
CANCELLED = replace(
    BOOKED, stage="closed", ending="cancelled", sequence=1, closed_at=STARTS - 2 * DAY
)


def lines(facts, cadence=CADENCE):
    return [(one.kind, one.reader, one.occurrence, one.send_at) for one in owed(facts, cadence)]


def kinds(facts, cadence=CADENCE):
    return sorted({one.kind for one in owed(facts, cadence)})


def one_of(kind, facts, cadence=CADENCE, reader="mentor"):
    (found,) = [one for one in owed(facts, cadence) if (one.kind, one.reader) == (kind, reader)]
    return found


def test_an_ask_owes_the_alum_one_email_until_it_expires():
    assert lines(ASKED) == [("ask_made", "mentor", 1, ASKED_AT)]
    assert owed(ASKED, CADENCE)[0].expires_at == STARTS - 2 * HOUR


def test_a_booking_owes_everything_up_to_the_follow_up():
    assert lines(BOOKED) == [
        ("booked", "mentor", 0, BOOKED_AT),
        ("booked", "student", 0, BOOKED_AT),
        ("reminder_day", "mentor", 0, STARTS - DAY),
        ("reminder_day", "student", 0, STARTS - DAY),
        ("reminder_hour", "mentor", 0, STARTS - HOUR),
        ("reminder_hour", "student", 0, STARTS - HOUR),
        ("did_it_happen", "mentor", 0, ENDS),
        ("did_it_happen", "student", 0, ENDS),
        ("thank_you", "mentor", 1, NEXT_MORNING),
        ("follow_up", "mentor", 1, TWO_WEEKS_ON),
    ]


@pytest.mark.parametrize("stage", ["prepared", "met", "thanked", "following_up"])
def test_later_stages_owe_the_same_so_that_nothing_is_withdrawn_by_moving_on(stage):
    assert lines(replace(BOOKED, stage=stage)) == lines(BOOKED)


@pytest.mark.parametrize(
    ("kind", "expires_at"),
    [
        ("booked", STARTS),
        ("reminder_day", STARTS - HOUR),
        ("reminder_hour", STARTS),
        ("did_it_happen", ENDS + 2 * DAY),
        ("thank_you", NEXT_MORNING + 7 * DAY),
        ("follow_up", TWO_WEEKS_ON + 7 * DAY),
    ],
)
def test_every_email_stops_making_sense_some_time(kind, expires_at):
    assert one_of(kind, BOOKED).expires_at == expires_at


def test_a_booking_on_the_last_day_owes_only_the_reminder_that_is_still_ahead():
    late = replace(BOOKED, booked_at=STARTS - 23 * HOUR)
    assert "reminder_day" not in kinds(late)
    assert one_of("reminder_hour", late).send_at == STARTS - HOUR


def test_a_booking_in_the_last_hour_owes_no_reminder():
    late = replace(BOOKED, booked_at=STARTS - HOUR / 2)
    assert kinds(late) == ["booked", "did_it_happen", "follow_up", "thank_you"]


def test_a_first_reminder_set_later_than_the_last_one_still_lives_until_the_start():
    late = {"reminder_day": -2, "reminder_hour": -4}
    steps = [Step(kind, "starts", hours, "hours", BOTH) for kind, hours in late.items()]
    cadence = replace(CADENCE, steps=tuple(steps))
    first = one_of("reminder_day", BOOKED, cadence)
    assert (first.send_at, first.expires_at) == (STARTS - 2 * HOUR, STARTS)


def test_a_move_tells_of_the_new_time_instead_of_the_booking():
    moved = replace(
        BOOKED,
        sequence=1,
        moved_at=STARTS - 2 * DAY,
        starts_at=STARTS + 7 * DAY,
        ends_at=ENDS + 7 * DAY,
    )
    assert lines(moved) == [
        ("moved", "mentor", 1, STARTS - 2 * DAY),
        ("moved", "student", 1, STARTS - 2 * DAY),
        ("reminder_day", "mentor", 1, STARTS + 6 * DAY),
        ("reminder_day", "student", 1, STARTS + 6 * DAY),
        ("reminder_hour", "mentor", 1, STARTS + 7 * DAY - HOUR),
        ("reminder_hour", "student", 1, STARTS + 7 * DAY - HOUR),
        ("did_it_happen", "mentor", 1, ENDS + 7 * DAY),
        ("did_it_happen", "student", 1, ENDS + 7 * DAY),
        ("thank_you", "mentor", 1, NEXT_MORNING + 7 * DAY),
        ("follow_up", "mentor", 1, TWO_WEEKS_ON + 7 * DAY),
    ]


def test_a_cancelled_interview_owes_only_the_news_of_it():
    at = STARTS - 2 * DAY
    assert lines(CANCELLED) == [
        ("cancelled", "mentor", 1, at),
        ("cancelled", "student", 1, at),
    ]
    assert one_of("cancelled", CANCELLED).expires_at == STARTS + 2 * DAY


def test_a_cancellation_in_the_last_minute_is_told_for_two_days():
    late = replace(CANCELLED, closed_at=STARTS - timedelta(minutes=1))
    assert one_of("cancelled", late).expires_at == STARTS + 2 * DAY


@pytest.mark.parametrize("ending", ["declined", "expired"])
def test_an_ask_without_a_yes_is_told_to_the_student(ending):
    closed = replace(ASKED, stage="closed", ending=ending, closed_at=ASKED_AT + HOUR)
    assert lines(closed) == [(f"ask_{ending}", "student", 1, ASKED_AT + HOUR)]


def closed_ask(ending, **facts):
    return replace(ASKED, stage="closed", ending=ending, closed_at=ASKED_AT + HOUR, **facts)


def test_a_decline_is_told_only_when_it_can_no_longer_be_taken_back():
    cadence = replace(CADENCE, undo_within=timedelta(seconds=15))
    told = ASKED_AT + HOUR + timedelta(seconds=15)
    assert lines(closed_ask("declined"), cadence) == [("ask_declined", "student", 1, told)]
    assert lines(closed_ask("expired"), cadence) == [("ask_expired", "student", 1, ASKED_AT + HOUR)]


@pytest.mark.parametrize("ending", ["declined", "expired"])
def test_nobody_is_told_of_an_end_while_the_next_choice_is_looked_for(ending):
    assert owed(closed_ask(ending, choices_left=1), CADENCE) == []


def test_an_ask_that_went_on_is_told_once_to_each():
    at = ASKED_AT + 2 * HOUR
    assert lines(closed_ask("declined", passed_on_at=at)) == [("ask_passed_on", "student", 1, at)]
    assert lines(closed_ask("expired", passed_on_at=at)) == [
        ("ask_passed_on", "student", 1, at),
        ("ask_released", "mentor", 1, at),
    ]


def test_the_alum_hears_that_an_ask_was_taken_back():
    at = ASKED_AT + HOUR
    assert lines(closed_ask("withdrawn")) == [("ask_withdrawn", "mentor", 1, at)]


def test_an_offer_from_the_waitlist_is_between_the_student_and_us():
    offer = replace(ASKED, waits_for="student")
    assert lines(offer) == [("place_offered", "student", 1, ASKED_AT)]
    for ending, kinds_owed in (("withdrawn", []), ("expired", ["ask_expired"])):
        assert kinds(closed_ask(ending, waits_for="student")) == kinds_owed


def test_whoever_must_choose_a_proposed_time_is_told_once_a_round():
    at = ASKED_AT + HOUR
    by_mentor = replace(
        ASKED, waits_for="student", proposed_at=at, proposed_by="mentor", proposal_round=1
    )
    assert lines(by_mentor) == [("times_proposed", "student", 1, at)]
    back = replace(by_mentor, waits_for="mentor", proposed_by="student", proposal_round=2)
    assert lines(back) == [("times_proposed", "mentor", 2, at)]
    silent = closed_ask("expired", waits_for="student", proposed_by="mentor", proposal_round=1)
    assert kinds(silent) == ["ask_expired", "ask_withdrawn"]


def test_a_booked_time_stands_while_another_is_proposed():
    at = BOOKED_AT + HOUR
    proposed = replace(BOOKED, proposed_at=at, proposed_by="student", proposal_round=1)
    assert set(lines(proposed)) - set(lines(BOOKED)) == {("times_proposed", "mentor", 1, at)}
    refused = replace(proposed, proposed_at=None, proposal_refused_at=at + HOUR)
    news = ("proposal_refused", "student", 1, at + HOUR)
    assert set(lines(refused)) - set(lines(BOOKED)) == {news}


@pytest.mark.parametrize("ending", ["no_show", "complete"])
def test_other_endings_owe_nothing(ending):
    closed = replace(BOOKED, stage="closed", ending=ending, closed_at=ENDS)
    assert owed(closed, CADENCE) == []


def test_a_reported_no_show_holds_both_letters():
    reported = replace(BOOKED, waits_for_answer=True, said=frozenset({"mentor"}))
    assert [one.kind for one in owed(reported, CADENCE) if one.held] == ["thank_you", "follow_up"]


def test_nobody_is_asked_what_they_have_said_already():
    told = replace(BOOKED, said=frozenset({"student"}))
    asked = [one.reader for one in owed(told, CADENCE) if one.kind == "did_it_happen"]
    assert asked == ["mentor"]


def test_thanks_in_person_take_the_place_of_the_email():
    assert "thank_you" not in kinds(replace(BOOKED, thanked=True))
    assert "follow_up" in kinds(replace(BOOKED, thanked=True))


def test_a_skipped_follow_up_is_not_owed_and_the_thank_you_is():
    assert "follow_up" not in kinds(replace(BOOKED, follow_up_skipped=True))
    assert "thank_you" in kinds(replace(BOOKED, follow_up_skipped=True))


@pytest.mark.parametrize(
    ("ends_at", "zone", "goes_out"),
    [
        # 11:30 am in Los Angeles: the next morning at nine
        (datetime(2026, 2, 5, 19, 30, tzinfo=UTC), LA, datetime(2026, 2, 6, 17, 0, tzinfo=UTC)),
        # 8:30 am: nine the next morning would be 24.5 hours on, so 8:30
        (datetime(2026, 2, 5, 16, 30, tzinfo=UTC), LA, datetime(2026, 2, 6, 16, 30, tzinfo=UTC)),
        # 9:00 am exactly
        (datetime(2026, 2, 5, 17, 0, tzinfo=UTC), LA, datetime(2026, 2, 6, 17, 0, tzinfo=UTC)),
        # 4:30 pm the day before New York's clocks jump: nine by the new time
        (
            datetime(2026, 3, 7, 21, 30, tzinfo=UTC),
            NEW_YORK,
            datetime(2026, 3, 8, 13, 0, tzinfo=UTC),
        ),
        # 9:00 am the day before they fall back: 24 hours on is 8:00 am there
        (
            datetime(2026, 10, 31, 13, 0, tzinfo=UTC),
            NEW_YORK,
            datetime(2026, 11, 1, 13, 0, tzinfo=UTC),
        ),
        # half past eleven at night in Kathmandu
        (
            datetime(2026, 2, 5, 17, 45, tzinfo=UTC),
            KATHMANDU,
            datetime(2026, 2, 6, 3, 15, tzinfo=UTC),
        ),
    ],
)
def test_the_thank_you_goes_out_next_morning_and_never_later_than_a_day_after(
    ends_at, zone, goes_out
):
    assert due_at(THANK_YOU, ends_at, zone) == goes_out


def test_the_office_may_allow_a_later_thank_you():
    later = replace(THANK_YOU, within=48 * HOUR)
    early = datetime(2026, 2, 5, 16, 30, tzinfo=UTC)
    assert due_at(later, early, LA) == datetime(2026, 2, 6, 17, 0, tzinfo=UTC)


def test_the_follow_up_keeps_the_wall_time_across_a_clock_change():
    # Fourteen days after February 26 is March 12; the clocks jumped on March 8.
    ends_at = datetime(2026, 2, 26, 19, 30, tzinfo=UTC)
    assert due_at(FOLLOW_UP, ends_at, LA) == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "quiet"),
    [(19, False), (20, True), (23, True), (0, True), (7, True), (8, False), (12, False)],
)
def test_quiet_hours_pass_midnight(hour, quiet):
    instant = datetime(2026, 2, 5, hour, 0, tzinfo=LA)
    assert is_quiet(instant, LA, CADENCE) is quiet


@pytest.mark.parametrize(("hour", "quiet"), [(11, False), (12, True), (13, True), (14, False)])
def test_quiet_hours_may_lie_within_a_day(hour, quiet):
    cadence = replace(CADENCE, quiet_from_local=time(12), quiet_until_local=time(14))
    assert is_quiet(datetime(2026, 2, 5, hour, 0, tzinfo=LA), LA, cadence) is quiet


def test_equal_hours_mean_that_nobody_rests():
    cadence = replace(CADENCE, quiet_from_local=time(8), quiet_until_local=time(8))
    assert not any(is_quiet(datetime(2026, 2, 5, h, tzinfo=LA), LA, cadence) for h in range(24))


@pytest.mark.parametrize(
    ("instant", "until"),
    [
        (datetime(2026, 2, 5, 12, 0, tzinfo=LA), datetime(2026, 2, 5, 12, 0, tzinfo=LA)),
        (datetime(2026, 2, 5, 21, 0, tzinfo=LA), datetime(2026, 2, 6, 8, 0, tzinfo=LA)),
        (datetime(2026, 2, 6, 3, 0, tzinfo=LA), datetime(2026, 2, 6, 8, 0, tzinfo=LA)),
        # across the night on which the clocks jump
        (datetime(2026, 3, 7, 23, 0, tzinfo=LA), datetime(2026, 3, 8, 15, 0, tzinfo=UTC)),
    ],
)
def test_what_can_wait_goes_out_when_quiet_hours_end(instant, until):
    assert after_quiet(instant, LA, CADENCE) == until


def test_an_end_inside_the_hour_that_comes_twice_is_never_in_the_past():
    cadence = replace(CADENCE, quiet_until_local=time(1, 30))
    second_run = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)  # 1:15 am EST; 1:30 am EDT was before it
    assert after_quiet(second_run, NEW_YORK, cadence) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "hours", "presumed"),
    [
        (BOOKED, 1, False),
        (BOOKED, 2, True),
        (replace(BOOKED, stage="prepared"), 3, True),
        (replace(BOOKED, waits_for_answer=True), 3, False),
        (ASKED, 3, False),
        (replace(BOOKED, stage="met"), 3, False),
        (CANCELLED, 3, False),
    ],
)
def test_silence_after_the_end_counts_as_held(facts, hours, presumed):
    assert is_presumed_held(facts, CADENCE, ENDS + hours * HOUR) is presumed


@pytest.mark.parametrize(("by", "told"), [("student", "mentor"), ("mentor", "student")])
def test_whoever_did_not_report_hears_of_it_while_there_is_time_to_answer(by, told):
    reported = replace(BOOKED, waits_for_answer=True, reported_at=ENDS, reported_by=by)
    news = [one for one in owed(reported, CADENCE) if one.kind == "no_show_reported"]
    assert news == [Owed("no_show_reported", told, 0, ENDS, ENDS + 48 * HOUR)]
    answered = replace(reported, waits_for_answer=False)
    assert "no_show_reported" not in kinds(answered)
