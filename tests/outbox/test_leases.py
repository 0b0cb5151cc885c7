from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from careerhub.outbox import kinds
from careerhub.outbox.claim import claim
from careerhub.outbox.leases import settle_leases
from careerhub.outbox.models import Email, State
from tests.factories.outbox import NOON, make_email

pytestmark = pytest.mark.django_db


def abandon(email, state):
    Email.objects.filter(pk=email.pk).update(
        state=state, attempts=1, dated_at=NOON, lease_until=Now() - timedelta(seconds=1)
    )


@pytest.mark.parametrize(
    ("kind", "was", "becomes", "refusals", "reason"),
    [
        ("note", "claimed", "scheduled", 0, "The worker went away before the email went out."),
        ("note", "sending", "uncertain", 0, "The worker went away while the email was going out."),
        (
            "reminder",
            "sending",
            "scheduled",
            1,
            "The worker went away while the email was going out.",
        ),
        ("reminder", "claimed", "scheduled", 0, "The worker went away before the email went out."),
    ],
)
def test_what_a_dead_worker_held_is_settled_by_state_and_kind(kind, was, becomes, refusals, reason):
    email = make_email(kind)
    abandon(email, was)

    assert settle_leases(now=NOON) == 1

    email.refresh_from_db()
    assert (email.state, email.refusals, email.reason) == (becomes, refusals, reason)
    assert (email.lease_until, email.dated_at) == (None, NOON)
    assert list(email.trail.values_list("state", "attempt", "note")) == [(becomes, 1, reason)]
    assert settle_leases(now=NOON) == 0


def test_skipping_the_product_clock_does_not_take_a_live_worker_for_dead():
    email = make_email()
    claim(now=NOON, limit=1)
    assert settle_leases(now=NOON + timedelta(days=14)) == 0
    email.refresh_from_db()
    assert email.state == State.CLAIMED


def test_a_kind_that_nobody_knows_any_more_is_left_to_a_person():
    email = make_email("reminder")
    abandon(email, State.SENDING)
    kinds.unregister("reminder")
    assert settle_leases(now=NOON) == 1
    email.refresh_from_db()
    assert email.state == State.UNCERTAIN


@pytest.mark.parametrize("count", [1, 3])
def test_settling_takes_the_same_queries_for_one_and_for_three(count):
    for _ in range(count):
        abandon(make_email(), State.SENDING)
    with CaptureQueriesContext(connection) as queries:
        assert settle_leases(now=NOON) == count
    assert [q["sql"].split()[0] for q in queries] == ["SAVEPOINT", "SELECT", "RELEASE"]
