import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careerhub.outbox import kinds
from careerhub.outbox.claim import claim
from careerhub.outbox.kinds import Kind
from careerhub.outbox.models import Email, State
from careerhub.outbox.verdicts import Hold, Postpone, Suppress, Withdraw
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=12)


def a_kind(name, prepare):
    kinds.register(Kind(name=name, label=name, prepare=prepare))


def trail(email):
    return list(email.trail.values_list("state", "attempt", "note"))


@pytest.mark.parametrize(
    ("verdict", "state", "send_at"),
    [
        (Withdraw("The interview was cancelled."), State.WITHDRAWN, NOON),
        (Hold("The report is not answered yet."), State.HELD, NOON),
        (Suppress("Mira chose not to get these."), State.SUPPRESSED, NOON),
        (Postpone(LATER, "Quiet hours until 8 am."), State.SCHEDULED, LATER),
    ],
)
def test_each_verdict_is_recorded_with_its_reason(verdict, state, send_at):
    a_kind("letter", lambda email, now: verdict)
    email = make_email("letter")

    batch = claim(now=NOON, limit=10)

    assert (batch.decided, batch.parcels) == (1, [])
    email.refresh_from_db()
    assert (email.state, email.send_at, email.reason) == (state, send_at, verdict.reason)
    assert (email.attempts, email.lease_until) == (0, None)
    assert trail(email) == [(state, 0, verdict.reason)]


def test_a_claimed_email_is_leased_numbered_and_composed():
    email = make_email(
        reader=make_user("Mira Holm", email="mira@alum.example"), about="interview:7"
    )

    batch = claim(now=NOON, limit=10)

    assert [(p.email.pk, p.envelope.to) for p in batch.parcels] == [(email.pk, "mira@alum.example")]
    email.refresh_from_db()
    assert (email.state, email.attempts, email.dated_at) == (State.CLAIMED, 1, NOON)
    assert email.lease_until is not None
    assert (email.subject, email.text, email.to_address) == (
        "About interview:7",
        "Dear Mira,\n\nThank you for Tuesday.\n",
        "mira@alum.example",
    )
    assert claim(now=NOON, limit=10).decided == 0, "a claimed email is nobody else's"


def test_leases_follow_the_clock_of_the_database():
    make_email()
    claim(now=NOON + timedelta(days=3), limit=10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT lease_until - clock_timestamp() FROM outbox_email")
        (left,) = cursor.fetchone()
    assert timedelta(minutes=1, seconds=50) < left <= timedelta(minutes=2)


def test_an_email_past_its_time_expires_without_being_written():
    a_kind("letter", lambda email, now: pytest.fail("nobody should ask"))
    email = make_email("letter", expires_at=NOON, send_at=NOON - timedelta(days=1))

    assert claim(now=NOON, limit=10).decided == 1
    email.refresh_from_db()
    assert email.state == State.EXPIRED
    assert trail(email) == [("expired", 0, "Its time had passed before it could go out.")]


def test_an_expired_email_keeps_why_it_was_late():
    email = make_email(
        expires_at=NOON, send_at=NOON - timedelta(days=1), reason="451 greylisted", attempts=4
    )
    claim(now=NOON, limit=10)
    email.refresh_from_db()
    assert email.reason == "Its time had passed before it could go out. 451 greylisted"


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (lambda email, now: 1 / 0, "It could not be written: ZeroDivisionError division by zero"),
        (
            lambda email, now: Email.objects.raw("SELECT nothing FROM nowhere")[0],
            (
                'It could not be written: ProgrammingError relation "nowhere" does not exist'
                " LINE 1: SELECT nothing FROM nowhere ^"
            ),
        ),
        (
            lambda email, now: Postpone(now, "Wait."),
            "It could not be written: ValueError an email can only be postponed to a later time",
        ),
    ],
)
def test_an_email_that_cannot_be_written_fails_alone(trouble, reason, caplog):
    caplog.set_level(logging.ERROR)
    a_kind("broken", trouble)
    first, broken, last = make_email(), make_email("broken"), make_email()

    batch = claim(now=NOON, limit=10)

    assert [parcel.email.pk for parcel in batch.parcels] == [first.pk, last.pk]
    broken.refresh_from_db()
    assert (broken.state, broken.reason) == (State.FAILED, reason)
    assert trail(broken) == [("failed", 0, reason)]
    assert [r.getMessage() for r in caplog.records] == [f"email {broken.key} could not be written"]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@x.example", "zoë@x.example", "a@x.example\nBcc: b@x.example"]
)
def test_an_address_that_cannot_take_mail_fails_alone(address):
    bad, good = make_email(), make_email()
    type(bad.reader).objects.filter(pk=bad.reader_id).update(email=address)

    batch = claim(now=NOON, limit=10)

    assert [parcel.email.pk for parcel in batch.parcels] == [good.pk]
    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert bad.reason.startswith("It could not be written: Val")


def test_kinds_of_a_newer_version_are_left_for_workers_that_know_them():
    email = make_email("kind_of_tomorrow")
    assert claim(now=NOON, limit=10).decided == 0
    email.refresh_from_db()
    assert email.state == State.SCHEDULED


def test_the_limit_takes_the_oldest():
    emails = [make_email(send_at=NOON - timedelta(minutes=n)) for n in range(3)]
    batch = claim(now=NOON, limit=2)
    assert [parcel.email.pk for parcel in batch.parcels] == [emails[2].pk, emails[1].pk]


def test_hidden_characters_are_cut_to_what_the_row_can_hold():
    def prepare(email, now):
        said = write(email, now)
        return type(said)(**{**vars(said), "subject": "S" * 400, "text": "a\0b"})

    a_kind("letter", prepare)
    email = make_email("letter")
    claim(now=NOON, limit=1)
    email.refresh_from_db()
    assert (email.state, email.subject, email.text) == (State.CLAIMED, "S" * 300, "ab")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_claim_takes_the_same_queries_for_one_and_for_three(rows):
    for _ in range(rows):
        make_email()
    with CaptureQueriesContext(connection) as queries:
        assert claim(now=NOON, limit=10).decided == rows
    statements = [q["sql"].split()[0] for q in queries]
    # three urgencies, each with those that rested and those that come for the first time;
    # then the emails, and what their readers want
    assert statements == ["SAVEPOINT", *["SELECT"] * 9, "RELEASE"]
