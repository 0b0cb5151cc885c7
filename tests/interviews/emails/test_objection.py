from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from careerhub.outbox.verdicts import Hold, Postpone, Send, Withdraw
from interviews.emails.compose import LOOK_AGAIN, Case, objection, prepare
from interviews.emails.post import NO_LONGER_OWED, WAITS_FOR_ANSWER, plan_emails
from tests.interviews.emails.conversations import MONDAY, NOON, case_of, make_conversation

ENDS = NOON + timedelta(minutes=30)
HOUR = timedelta(hours=1)
FRIDAY_NINE = datetime(2026, 3, 6, 17, 0, tzinfo=UTC)


def claimed(interview, kind, reader, *, occurrence=0, moved_by_hand=False):
    """An email as the outbox hands it over; `now` is up to the test."""
    case = case_of(interview, kind, reader)
    side = "student" if reader.pk == interview.student_id else "mentor"
    case.email.key = f"{interview.about}:{kind}:{side}:{occurrence}"
    case.email.moved_by_hand = moved_by_hand
    return case


@pytest.fixture
def booked(sam, mira):
    return make_conversation(sam, mira)


@pytest.fixture
def met(sam, mira):
    return make_conversation(
        sam, mira, stage="met", held_evidence="student", student_says_held=True
    )


def test_a_confirmation_of_what_stands_may_go(booked, sam):
    assert objection(claimed(booked, "booked", sam), MONDAY + 2 * HOUR) is None


def test_a_reminder_of_an_earlier_time_is_withdrawn(booked, sam):
    booked.sequence, booked.moved_at = 1, MONDAY + 2 * HOUR
    stale = claimed(booked, "reminder_day", sam, occurrence=0)
    assert objection(stale, NOON - 24 * HOUR) == Withdraw(NO_LONGER_OWED)


@pytest.mark.parametrize("kind", ["booked", "reminder_day", "thank_you", "did_it_happen"])
def test_after_a_cancellation_only_the_news_of_it_may_go(booked, sam, kind):
    booked.stage, booked.ending, booked.sequence = "closed", "cancelled", 1
    booked.closed_at = MONDAY + 3 * HOUR
    assert objection(claimed(booked, kind, sam), NOON + 48 * HOUR) == Withdraw(NO_LONGER_OWED)
    news = claimed(booked, "cancelled", sam, occurrence=1)
    assert objection(news, MONDAY + 4 * HOUR) is None


def test_nothing_goes_to_a_reader_who_has_left(booked, sam):
    sam.is_active = False
    assert objection(claimed(booked, "booked", sam), MONDAY + 2 * HOUR) == Withdraw(
        "The reader has left."
    )


def test_an_email_before_its_time_waits_for_it(booked, sam):
    early = claimed(booked, "reminder_day", sam)
    assert objection(early, NOON - 30 * HOUR) == Postpone(NOON - 24 * HOUR, "Its time has moved.")


def test_a_time_that_the_student_chose_stands(met, mira):
    early = claimed(met, "thank_you", mira, occurrence=1, moved_by_hand=True)
    assert objection(early, ENDS + HOUR) is None


def test_a_thank_you_for_a_meeting_that_took_place_may_go(met, mira):
    assert objection(claimed(met, "thank_you", mira, occurrence=1), FRIDAY_NINE) is None


@pytest.mark.parametrize("kind", ["thank_you", "follow_up"])
def test_letters_are_held_while_a_report_waits_for_its_answer(booked, mira, kind):
    booked.no_show_reported_at = ENDS
    letter = claimed(booked, kind, mira, occurrence=1)
    assert objection(letter, FRIDAY_NINE + timedelta(days=14)) == Hold(WAITS_FOR_ANSWER)


def test_a_letter_waits_until_silence_counts_as_held(booked, mira):
    booked.office = None
    letter = claimed(booked, "thank_you", mira, occurrence=1)
    patient = replace(letter.cadence, presume_held_after=timedelta(hours=48))
    slow = Case(letter.email, letter.interview, letter.office, letter.facts, patient)
    verdict = objection(slow, FRIDAY_NINE)
    assert (type(verdict), verdict.until) == (Postpone, ENDS + timedelta(hours=48))
    assert objection(letter, FRIDAY_NINE) is None


def test_a_letter_sent_by_hand_before_that_looks_again_soon(booked, mira):
    letter = claimed(booked, "thank_you", mira, occurrence=1, moved_by_hand=True)
    now = ENDS + timedelta(minutes=5)
    assert objection(letter, now).until == now + LOOK_AGAIN


def test_what_can_wait_rests_during_the_readers_quiet_hours(sam, mira):
    # 6:00 pm in Los Angeles is 9:00 pm in New York.
    late = make_conversation(sam, mira, starts_at=datetime(2026, 3, 6, 1, 30, tzinfo=UTC))
    now = late.ends_at
    assert objection(claimed(late, "did_it_happen", mira), now) is None
    assert objection(claimed(late, "did_it_happen", sam), now) == Postpone(
        datetime(2026, 3, 6, 13, 0, tzinfo=UTC), "Rests during quiet hours."
    )


def test_what_people_must_know_does_not_rest(sam, mira):
    late = make_conversation(sam, mira, booked_at=datetime(2026, 3, 3, 5, 0, tzinfo=UTC))
    assert objection(claimed(late, "booked", sam), datetime(2026, 3, 3, 5, 1, tzinfo=UTC)) is None


def test_the_outbox_gets_the_finished_email(booked, sam):
    plan_emails(booked, now=MONDAY + HOUR)
    email = sam.emails.get(kind="booked")
    verdict = prepare(email, MONDAY + 2 * HOUR)
    assert isinstance(verdict, Send)
    assert (verdict.to, verdict.calendar_method) == ("sam@brightwater.example", "REQUEST")


def test_composing_asks_the_database_little(booked, sam, django_assert_max_num_queries):
    plan_emails(booked, now=MONDAY + HOUR)
    email = sam.emails.get(kind="booked")
    with django_assert_max_num_queries(4):
        prepare(email, MONDAY + 2 * HOUR)
