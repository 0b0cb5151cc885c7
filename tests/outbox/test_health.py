from datetime import timedelta

import pytest

from careerhub.outbox.claim import claim
from careerhub.outbox.health import lag, oldest_due
from careerhub.outbox.models import State
from tests.factories.outbox import NOON, make_email

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_nothing_due_is_healthy():
    make_email(send_at=NOON + HOUR)
    assert (oldest_due(now=NOON), lag(now=NOON)) == (None, timedelta(0))


def test_the_oldest_due_email_tells_how_late_we_are():
    make_email(send_at=NOON - HOUR)
    make_email(send_at=NOON - 2 * HOUR)
    assert (oldest_due(now=NOON), lag(now=NOON)) == (NOON - 2 * HOUR, 2 * HOUR)


def test_an_email_in_flight_is_still_unsent():
    make_email(send_at=NOON - HOUR)
    claim(now=NOON, limit=1)
    make_email(send_at=NOON)
    assert lag(now=NOON) == HOUR


def test_a_retry_wait_does_not_make_an_email_look_on_time(mail_server):
    make_email(send_at=NOON - HOUR, not_before=NOON + timedelta(days=400))
    assert lag(now=NOON) == HOUR


@pytest.mark.parametrize(
    "state", [State.HELD, State.WITHDRAWN, State.FAILED, State.UNCERTAIN, State.EXPIRED]
)
def test_what_waits_for_a_person_or_for_nothing_is_not_late(state):
    make_email(send_at=NOON - HOUR, state=state)
    assert oldest_due(now=NOON) is None
