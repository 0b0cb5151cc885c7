from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction

from careerhub.outbox.dispatch import send_due
from careerhub.outbox.models import Email, Pace, State, Urgency
from careerhub.outbox.pace import waits
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def sixty_a_minute(settings):
    settings.OUTBOX_DOMAIN_PACE = 60  # one in 4/3 s, and room for 15 at once, 5 of them bulk


def ask(count, urgency=Urgency.NORMAL, domain="alum.example"):
    with transaction.atomic():
        return waits([(domain, urgency)] * count)


def go(count, *about):
    return ask(count, *about).count(None)


def let_pass(seconds):
    """The domains stand as they would so much later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbox_pace SET free_at = free_at - %s, "
            "lines = ARRAY[lines[1] - %s, lines[2] - %s, lines[3] - %s]",
            [timedelta(seconds=seconds)] * 4,
        )


@pytest.mark.parametrize(
    ("urgency", "at_once"), [(Urgency.URGENT, 15), (Urgency.NORMAL, 10), (Urgency.BULK, 5)]
)
def test_a_burst_finds_as_much_room_as_it_is_urgent(urgency, at_once):
    assert go(100, urgency) == at_once


def test_in_no_minute_does_more_go_than_the_pace_allows():
    went = go(500, Urgency.URGENT)
    for _ in range(59):
        let_pass(1)
        went += go(500, Urgency.URGENT)
    assert 55 <= went <= 60


def test_a_flood_of_digests_leaves_room_for_a_cancellation():
    ask(10_000, Urgency.BULK)
    assert go(5, Urgency.URGENT) == 5
    assert go(1, Urgency.BULK) == 0


def test_other_domains_are_not_concerned():
    ask(100)
    assert go(1, Urgency.NORMAL, "other.example") == 1


def test_those_who_wait_are_told_turns_one_after_the_other_and_behind_earlier_ones():
    first, second = ask(20), ask(2)
    told, later = ([wait for wait in waits if wait is not None] for waits in (first, second))
    assert (len(told), len(later)) == (10, 2)
    steps = [after - before for waits in (told, later) for before, after in pairwise(waits)]
    assert all(abs(step - SECOND * 4 / 3) < SECOND / 100 for step in steps)
    # told from the moment of asking, and the second asked a little later
    assert timedelta(0) < later[0] - told[-1] <= SECOND * 4 / 3


def test_the_line_of_the_urgent_is_not_behind_that_of_the_others():
    ask(1000, Urgency.BULK)
    assert max(wait for wait in ask(20, Urgency.URGENT) if wait) < 20 * SECOND


def test_without_a_pace_nothing_is_kept(settings):
    settings.OUTBOX_DOMAIN_PACE = 0
    assert go(1000) == 1000
    assert not Pace.objects.exists()


def emails_to(domain, count, **fields):
    return [
        make_email(reader=make_user(email=f"r{n}.{fields.get('urgency', 1)}@{domain}"), **fields)
        for n in range(count)
    ]


def test_what_is_over_the_pace_waits_without_a_lease_and_never_fails(mail_server):
    emails_to("Alum.Example", 14)
    report = send_due(now=NOON)
    assert (report.decided, report.sent) == (14, 10)
    over = Email.objects.filter(state=State.SCHEDULED)
    assert set(over.values_list("attempts", "lease_until", "dated_at", "refusals", "reason")) == {
        (0, None, None, 0, "Waits a moment: many emails go to this domain.")
    }
    assert over.filter(not_before=None).count() == 0
    assert send_due(now=NOON).decided == 0, "until its turn"


def test_each_goes_once_when_its_turn_has_come(mail_server):
    emails_to("alum.example", 14)
    for _ in range(3):
        send_due(now=NOON)
        let_pass(20)
        Email.objects.filter(not_before__isnull=False).update(not_before=NOON - timedelta(days=999))
    assert set(Email.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
    assert len(set(mail_server.recipients)) == len(mail_server.recipients) == 14


def test_a_cancellation_goes_at_once_in_the_midst_of_a_flood(mail_server):
    emails_to("alum.example", 30, urgency=Urgency.BULK, send_at=NOON - timedelta(hours=1))
    send_due(now=NOON)
    emails_to("alum.example", 2, urgency=Urgency.URGENT)
    send_due(now=NOON)
    assert Email.objects.filter(urgency=Urgency.URGENT, state=State.SENT).count() == 2
    assert Email.objects.filter(urgency=Urgency.BULK, state=State.SENT).count() == 5


def test_a_retry_takes_a_place_too(mail_server):
    mail_server.misbehave("rcpt", "451 greylisted", times=1)
    emails_to("alum.example", 1)
    send_due(now=NOON)
    Email.objects.update(not_before=NOON - timedelta(days=999))
    ask(100)
    assert send_due(now=NOON).sent == 0
    assert Email.objects.get().attempts == 1
