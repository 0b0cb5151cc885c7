"""What is written in one statement, and in which order it takes hold of its emails."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction

from careerhub.outbox import ledger
from careerhub.outbox.ledger import Entry
from careerhub.outbox.models import Email, State
from careerhub.outbox.schedule import withdraw
from tests.factories.outbox import NOON, make_email

pytestmark = pytest.mark.django_db(transaction=True)


def claimed(state=State.CLAIMED):
    email = make_email()
    lease = NOON + timedelta(minutes=3)
    Email.objects.filter(pk=email.pk).update(state=state, attempts=1, lease_until=lease)
    email.refresh_from_db()
    return email


def sent(email):
    return Entry(id=email.pk, attempt=1, was=State.SENDING, state=State.SENT, sent_at=NOON)


def test_no_entries_ask_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ledger.turn([], now=NOON) == set()


def test_an_outcome_and_a_beginning_are_written_together():
    last, following = claimed(State.SENDING), claimed()

    assert ledger.turn([sent(last), ledger.begin(following)], now=NOON) == {last.pk, following.pk}
    last.refresh_from_db()
    following.refresh_from_db()
    assert (last.state, last.sent_at, last.lease_until) == (State.SENT, NOON, None)
    assert following.state == State.SENDING
    assert following.lease_until is not None
    assert [(t.state, t.at) for t in following.trail.all()] == [("sending", NOON)]


@pytest.mark.parametrize(
    "moved", [{"attempts": 2}, {"state": State.WITHDRAWN, "lease_until": None}]
)
def test_an_email_that_moved_on_is_left_alone_and_the_others_are_written(moved):
    last, following = claimed(State.SENDING), claimed()
    Email.objects.filter(pk=following.pk).update(**moved)

    assert ledger.turn([sent(last), ledger.begin(following)], now=NOON) == {last.pk}
    following.refresh_from_db()
    assert {name: getattr(following, name) for name in moved} == moved
    assert not following.trail.exists()


def waits_for_a_lock():
    """True once another connection stands before a row that ours holds."""
    ends = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            # what a transaction reads of pg_stat_activity stays as it was at first
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
            time.sleep(0.01)
    return False


def test_it_takes_hold_in_the_order_of_a_withdrawal_so_that_neither_waits_for_the_other():
    """A cancellation holds the lower number and comes for the higher, which is going out just now."""
    lower, higher = claimed(), claimed(State.SENDING)
    wrote, withdrawn = [], []

    def work():
        wrote.append(ledger.turn([sent(higher), ledger.begin(lower)], now=NOON))
        connection.close()

    thread = threading.Thread(target=work)
    with transaction.atomic():
        withdrawn.append(withdraw([lower.pk], reason="Cancelled.", now=NOON).count)
        thread.start()
        assert waits_for_a_lock()
        withdrawn.append(withdraw([higher.pk], reason="Cancelled.", now=NOON).count)
    thread.join(timeout=10)

    assert withdrawn == [1, 0]
    assert wrote == [{higher.pk}], "what was withdrawn does not go"
    assert Email.objects.get(pk=higher.pk).state == State.SENT


def test_what_holds_an_email_too_long_is_an_error_and_not_a_silent_loss():
    email = claimed(State.SENDING)
    errors = []

    def work():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            ledger.turn([sent(email)], now=NOON + timedelta(minutes=1))
        except OperationalError as error:
            errors.append(error)
        connection.close()

    thread = threading.Thread(target=work)
    with transaction.atomic():
        Email.objects.select_for_update().get(pk=email.pk)
        thread.start()
        thread.join(timeout=10)
    assert len(errors) == 1
    assert Email.objects.get(pk=email.pk).state == State.SENDING
