from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careerhub.outbox import kinds, schedule
from careerhub.outbox.claim import claim
from careerhub.outbox.errors import AlreadyDecided, BadTime
from careerhub.outbox.kinds import Kind, UnknownKind
from careerhub.outbox.models import Email, State
from careerhub.outbox.schedule import Draft, Withdrawal
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
KEY = "interview:42:note:mentor:1"


def put(reader, **changes):
    plan = {
        "key": KEY,
        "about": "interview:42",
        "kind": "note",
        "reader": reader,
        "send_at": NOON + DAY,
        "expires_at": NOON + 3 * DAY,
        "now": NOON,
        **changes,
    }
    return schedule.put(**plan)


def stands(email):
    email.refresh_from_db()
    return email.state, email.send_at, email.expires_at, email.letter


def trail(email):
    return list(email.trail.values_list("state", "note"))


def flying(email, state=State.SENDING):
    claim(now=email.send_at, limit=10)
    Email.objects.filter(pk=email.pk).update(state=state)


def decided(email, state, **fields):
    Email.objects.filter(pk=email.pk).update(
        state=state, lease_until=None, sent_at=NOON, reason="so it was", **fields
    )


def test_what_is_owed_is_scheduled_once(mira):
    email = put(mira, letter="Dear Mira")
    again = put(mira, letter="Dear Mira", now=NOON + HOUR)

    assert again.pk == email.pk
    assert stands(email) == (State.SCHEDULED, NOON + DAY, NOON + 3 * DAY, "Dear Mira")
    assert (email.created_at, email.attempts, email.about) == (NOON, 0, "interview:42")
    assert trail(email) == [("scheduled", "Planned.")]


def test_a_waiting_email_follows_a_new_plan(mira):
    email = put(mira, letter="Draft")
    put(mira, letter="Better draft", send_at=NOON + 2 * DAY, expires_at=NOON + 5 * DAY)

    assert stands(email) == (State.SCHEDULED, NOON + 2 * DAY, NOON + 5 * DAY, "Better draft")
    assert trail(email) == [("scheduled", "Planned.")] * 2


def test_a_plan_keeps_the_time_and_the_words_a_person_chose(mira):
    email = put(mira, letter="Draft")
    schedule.move(email, send_at=NOON + HOUR, now=NOON)
    schedule.edit_letter(email, letter="In my own words", now=NOON)
    put(mira, letter="Better draft", send_at=NOON + 2 * DAY, expires_at=NOON + 5 * DAY)

    assert stands(email) == (State.SCHEDULED, NOON + HOUR, NOON + 3 * DAY, "In my own words")


def test_a_plan_holds_and_lets_go(mira):
    email = put(mira, state=State.HELD)
    assert stands(email)[0] == State.HELD
    put(mira)
    assert stands(email)[0] == State.SCHEDULED
    put(mira, state=State.HELD)
    assert stands(email)[0] == State.HELD


def test_a_plan_does_not_lift_a_hold_that_a_person_set(mira):
    email = schedule.hold(put(mira), reason="Carol looks at it first.", now=NOON)
    put(mira, send_at=NOON + 2 * DAY)
    assert stands(email)[:2] == (State.HELD, NOON + 2 * DAY)
    assert email.reason == "Carol looks at it first."


def test_what_was_no_longer_owed_comes_back_when_it_is_owed_again(mira):
    email = put(mira)
    schedule.move(email, send_at=NOON + HOUR, now=NOON)
    schedule.withdraw([email.pk], reason="The interview has moved on.", now=NOON)
    put(mira, send_at=NOON + 2 * DAY)
    assert stands(email)[:2] == (State.SCHEDULED, NOON + 2 * DAY)
    assert email.reason == ""
    assert trail(email)[2:] == [
        ("withdrawn", "The interview has moved on."),
        ("scheduled", "Planned."),
    ]


def test_what_a_person_withdrew_stays_withdrawn(mira):
    email = put(mira)
    schedule.withdraw([email.pk], reason="Thanked in person.", now=NOON, by_hand=True)
    put(mira, send_at=NOON + 2 * DAY)
    assert stands(email)[:2] == (State.WITHDRAWN, NOON + DAY)


@pytest.mark.parametrize(
    "state", [State.SENT, State.FAILED, State.UNCERTAIN, State.SUPPRESSED, State.EXPIRED]
)
def test_a_plan_never_touches_what_is_decided(mira, state):
    email = put(mira)
    decided(email, state)
    put(mira, send_at=NOON + 2 * DAY, letter="New")
    assert stands(email) == (state, NOON + DAY, NOON + 3 * DAY, "")
    assert email.reason == "so it was"


def test_a_changed_plan_calls_back_what_was_about_to_go(mira):
    email = put(mira, send_at=NOON)
    claim(now=NOON, limit=1)
    put(mira, send_at=NOON)
    assert stands(email)[0] == State.CLAIMED, "the plan agrees"
    put(mira, send_at=NOON + DAY)
    assert stands(email)[:2] == (State.SCHEDULED, NOON + DAY)
    assert (email.lease_until, email.dated_at) == (None, None)


def test_what_is_going_out_is_not_called_back(mira):
    email = put(mira, send_at=NOON)
    flying(email)
    put(mira, send_at=NOON + DAY)
    assert stands(email)[:2] == (State.SENDING, NOON)


@pytest.mark.parametrize(
    ("changes", "error"),
    [({"kind": "nonsense"}, UnknownKind), ({"state": State.SENT}, ValueError)],
)
def test_a_plan_that_makes_no_sense_is_a_mistake_of_ours(mira, changes, error):
    with pytest.raises(error):
        put(mira, **changes)
    assert Email.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_a_whole_plan_takes_a_fixed_number_of_queries(mira, count):
    drafts = [
        Draft(
            key=f"{KEY}:{n}",
            about="interview:42",
            kind="note",
            reader=mira,
            send_at=NOON,
            expires_at=NOON + DAY,
        )
        for n in range(count)
    ]
    with CaptureQueriesContext(connection) as fresh:
        emails = schedule.put_all(reversed(drafts), now=NOON)
    with CaptureQueriesContext(connection) as unchanged:
        schedule.put_all(drafts, now=NOON)
    assert [email.key for email in emails] == [draft.key for draft in drafts]
    assert [q["sql"].split()[0] for q in fresh] == [
        *("SAVEPOINT", "SELECT", "SAVEPOINT", "INSERT", "RELEASE", "INSERT", "RELEASE")
    ]
    assert [q["sql"].split()[0] for q in unchanged] == ["SAVEPOINT", "SELECT", "RELEASE"]


def test_a_withdrawal_stops_what_waits_and_names_what_is_going_out():
    waits, held, claimed = make_email(), make_email(state=State.HELD), make_email()
    going, sent = make_email(), make_email()
    flying(claimed, State.CLAIMED)
    flying(going)
    Email.objects.filter(pk=waits.pk).update(state=State.SCHEDULED, lease_until=None)
    decided(sent, State.SENT)

    told = schedule.withdraw(Email.objects.all(), reason="The meeting is off.", now=NOON)

    assert told == Withdrawal(3, (going,))
    kept = Email.objects.order_by("pk").values_list("pk", "state", "reason", "lease_until")
    off = ("withdrawn", "The meeting is off.", None)
    assert [row[1:] for row in kept[:3]] == [off] * 3
    assert [row[1] for row in kept[3:]] == ["sending", "sent"]
    assert trail(held) == [("withdrawn", "The meeting is off.")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_withdrawal_takes_a_fixed_number_of_queries(count):
    ids = [make_email().pk for _ in range(count)]
    with CaptureQueriesContext(connection) as queries:
        assert schedule.withdraw(ids, reason="Off.", now=NOON) == Withdrawal(count)
    assert [q["sql"].split()[0] for q in queries] == [
        *("SAVEPOINT", "SELECT", "UPDATE", "INSERT", "RELEASE")
    ]


def test_a_person_moves_an_email_and_it_is_dated_anew():
    email = make_email(dated_at=NOON - DAY, not_before=NOON + 9 * DAY)
    moved = schedule.move(email, send_at=NOON + HOUR, now=NOON)
    assert (moved.send_at, moved.moved_by_hand) == (NOON + HOUR, True)
    assert (moved.dated_at, moved.not_before) == (None, None)
    assert trail(email) == [("scheduled", "Moved to another time.")]


@pytest.mark.parametrize(
    ("send_at", "sentence"),
    [
        (NOON - HOUR, "That time has passed. Choose a later one."),
        (NOON + 7 * DAY, "By then this email would come too late. Choose an earlier time."),
    ],
)
def test_an_email_cannot_move_where_it_makes_no_sense(send_at, sentence):
    email = make_email()
    with pytest.raises(BadTime) as refused:
        schedule.move(email, send_at=send_at, now=NOON)
    assert refused.value.sentence == sentence
    assert stands(email)[1] == NOON


def test_words_changed_at_the_last_moment_are_the_ones_that_go(mail_server):
    email = make_email(letter="Draft")
    claim(now=NOON, limit=1)
    schedule.edit_letter(email, letter="In my own words", now=NOON)
    (parcel,) = claim(now=NOON, limit=1).parcels
    assert b"In my own words" in parcel.envelope.payload
    assert parcel.email.attempts == 2


def test_sending_now_ends_a_hold():
    email = make_email(send_at=NOON + DAY, state=State.HELD, state_by_hand=True, reason="Wait.")
    sent = schedule.send_now(email, now=NOON)
    assert (sent.state, sent.send_at, sent.state_by_hand, sent.reason) == (
        *(State.SCHEDULED, NOON, False, ""),
    )


def test_holding_and_releasing():
    email = make_email()
    held = schedule.hold(email, reason="Carol looks at it first.", now=NOON)
    assert (held.state, held.reason) == (State.HELD, "Carol looks at it first.")
    assert claim(now=NOON, limit=1).decided == 0
    assert schedule.release(email, now=NOON).state == State.SCHEDULED
    assert trail(email) == [("held", "Carol looks at it first."), ("scheduled", "Released.")]


TOO_LATE = {
    State.SENDING: "This email is going out right now.",
    State.SENT: "This email has already gone out.",
    State.UNCERTAIN: "This email may have gone out. Settle that first.",
    State.FAILED: "This email could not be sent. Try it again first.",
    State.WITHDRAWN: "This email was withdrawn.",
    State.SUPPRESSED: "This email was not sent, because its reader does not get such emails.",
    State.EXPIRED: "The time for this email has passed.",
}


@pytest.mark.parametrize(("state", "sentence"), TOO_LATE.items())
@pytest.mark.parametrize(
    "change",
    [
        lambda email: schedule.move(email, send_at=NOON + HOUR, now=NOON),
        lambda email: schedule.edit_letter(email, letter="Late", now=NOON),
        lambda email: schedule.send_now(email, now=NOON),
        lambda email: schedule.hold(email, reason="Late", now=NOON),
        lambda email: schedule.release(email, now=NOON),
    ],
)
def test_too_late_is_said_politely(change, state, sentence):
    email = make_email()
    flying(email)
    if state != State.SENDING:
        decided(email, state)
    before = Email.objects.values().get(pk=email.pk)
    with pytest.raises(AlreadyDecided) as refused:
        change(email)
    assert refused.value.sentence == sentence
    assert Email.objects.values().get(pk=email.pk) == before


def test_a_person_settles_that_an_uncertain_email_arrived():
    after = []
    kinds.register(
        Kind(
            name="letter",
            label="Letter",
            prepare=write,
            after_sent=lambda email, now: after.append((email.pk, email.state)),
        )
    )
    email = make_email("letter")
    flying(email)
    Email.objects.update(state=State.UNCERTAIN, lease_until=None)
    settled = schedule.settle(email, outcome="sent", now=NOON + HOUR)
    assert (settled.state, settled.sent_at) == (State.SENT, NOON)
    assert after == [(email.pk, State.SENT)]
    assert trail(email)[-1] == ("sent", "Settled by hand: it arrived.")


@pytest.mark.parametrize("state", [State.UNCERTAIN, State.FAILED])
def test_a_person_sends_it_again_under_the_same_date(state):
    email = make_email()
    flying(email)
    Email.objects.update(state=state, lease_until=None)
    again = schedule.settle(email, outcome="again", now=NOON + HOUR)
    assert (again.state, again.dated_at, again.send_at) == (State.SCHEDULED, NOON, NOON)


@pytest.mark.parametrize(
    ("state", "outcome", "error", "sentence"),
    [
        (State.FAILED, "sent", AlreadyDecided, TOO_LATE[State.FAILED]),
        (State.SENT, "again", AlreadyDecided, TOO_LATE[State.SENT]),
        (
            *(State.HELD, "again", AlreadyDecided),
            "Nothing is left to settle about this email.",
        ),
        (State.UNCERTAIN, "again", BadTime, "The time for this email has passed."),
    ],
)
def test_what_cannot_be_settled_is_said(state, outcome, error, sentence):
    email = make_email()
    decided(email, state)
    with pytest.raises(error) as refused:
        schedule.settle(email, outcome=outcome, now=NOON + 7 * DAY)
    assert refused.value.sentence == sentence


def test_sending_now_after_its_time_is_refused():
    email = make_email(reader=make_user())
    with pytest.raises(BadTime) as refused:
        schedule.send_now(email, now=NOON + 7 * DAY)
    assert refused.value.sentence == "The time for this email has passed."
