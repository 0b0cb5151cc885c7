from datetime import timedelta

import pytest

from careerhub.office import cadence
from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Hold, Postpone, Withdraw
from interviews.actions.contact import note_contact, take_in_newer
from interviews.actions.errors import TooLate
from interviews.actions.letters import edit_letter, send_letter_now
from interviews.emails.compose import LOOK_AGAIN, prepare
from interviews.emails.post import WAITS_FOR_WORDS, letter_row, plan_emails
from interviews.models import Stage
from interviews.queries.due import met_again
from tests.factories.interviews import make_interview
from tests.interviews.emails.conversations import NOON, make_conversation

DAY = timedelta(days=1)


@pytest.fixture
def thanked(sam, mira):
    interview = make_interview(sam, mira, stage=Stage.MET)
    interview.stage, interview.thanked_at = Stage.THANKED, interview.ends_at + DAY
    interview.save()
    return interview


def follow_ups(interview):
    rows = Email.objects.filter(about=interview.about, kind="follow_up").order_by("key")
    return [(row.send_at.date() - interview.ends_at.date()).days for row in rows]


def test_contact_starts_the_clock_of_every_follow_up_again(thanked, sam):
    assert follow_ups(thanked)[0] == 14
    note_contact(thanked, by=sam, now=thanked.ends_at + 10 * DAY)
    first, second, third = follow_ups(thanked)
    assert first == 24
    assert (100 <= second <= 104, 190 <= third <= 196) == (True, True)


def test_a_follow_up_that_has_gone_stays_gone(thanked, sam):
    Email.objects.filter(key=f"{thanked.about}:follow_up:mentor:1").update(
        state=State.SENT, sent_at=thanked.ends_at + 14 * DAY
    )
    note_contact(thanked, by=sam, now=thanked.ends_at + 20 * DAY)
    assert follow_ups(thanked)[0] == 14
    assert letter_row(thanked, "follow_up").key.endswith(":2")


@pytest.mark.parametrize("name", ["otto", "carol"])
def test_nobody_else_says_so(request, thanked, name):
    with pytest.raises(TooLate):
        note_contact(thanked, by=request.getfixturevalue(name), now=thanked.ends_at + DAY)


def test_it_cannot_be_said_before_they_met(sam, mira):
    booked = make_interview(sam, mira)
    with pytest.raises(TooLate):
        note_contact(booked, by=sam, now=booked.ends_at)


def test_booking_again_is_contact_and_meeting_again_takes_over(thanked, sam, mira):
    later = thanked.ends_at + 8 * DAY
    again = make_conversation(
        sam, mira, booked_at=thanked.ends_at + 5 * DAY, starts_at=later, asked_at=later - 4 * DAY
    )
    assert list(met_again()) == [thanked]
    assert take_in_newer(thanked, now=later)
    assert follow_ups(thanked)[0] == 19
    assert list(met_again()) == []
    again.stage = Stage.MET
    again.save()
    assert list(met_again()) == [thanked]
    assert take_in_newer(thanked, now=later + DAY)
    rows = Email.objects.filter(about=thanked.about, kind="follow_up")
    assert {(row.state, row.reason) for row in rows} == {
        (State.WITHDRAWN, "The two have met again.")
    }
    assert list(met_again()) == []


def test_a_follow_up_due_at_that_moment_waits_for_the_news(thanked, sam, mira):
    row = letter_row(thanked, "follow_up")
    make_conversation(sam, mira, booked_at=row.send_at - DAY, starts_at=row.send_at + DAY)
    verdict = prepare(row, row.send_at)
    assert (type(verdict), verdict.until) == (Postpone, row.send_at + LOOK_AGAIN)


def set_untouched(rule, by):
    step = cadence.get("thank_you")
    step.untouched = rule
    cadence.save(step, by=by, now=NOON)


def test_an_untouched_letter_may_be_skipped_or_wait_for_words(sam, mira, carol):
    met = make_interview(sam, mira, stage=Stage.MET)
    row = letter_row(met, "thank_you")
    set_untouched("skip", carol)
    assert type(prepare(row, row.send_at)) is Withdraw
    set_untouched("hold", carol)
    assert prepare(row, row.send_at) == Hold(WAITS_FOR_WORDS)


def test_a_letter_that_waited_for_words_goes_once_it_has_them(sam, mira, carol):
    met = make_interview(sam, mira, stage=Stage.MET)
    set_untouched("hold", carol)
    plan_emails(met, now=met.ends_at)
    late = met.ends_at + DAY
    Email.objects.filter(kind="thank_you").update(state=State.HELD, reason=WAITS_FOR_WORDS)
    edited = edit_letter(met, kind="thank_you", by=sam, letter="Dear Mira", now=late)
    assert (edited.state, edited.reason) == (State.SCHEDULED, "")
    Email.objects.filter(kind="thank_you").update(state=State.HELD, reason=WAITS_FOR_WORDS)
    assert send_letter_now(met, kind="thank_you", by=sam, now=late).state == State.SCHEDULED
