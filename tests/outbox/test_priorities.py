from datetime import timedelta

import pytest
from django.db import connection

from careerhub.outbox import kinds, schedule
from careerhub.outbox.claim import claim, due
from careerhub.outbox.kinds import Kind
from careerhub.outbox.models import Email, Urgency
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user
from tests.outbox.kinds_for_tests import write

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def claimed(limit=10):
    return [parcel.email.pk for parcel in claim(now=NOON, limit=limit).parcels]


def test_an_email_is_as_urgent_as_its_kind():
    kinds.register(Kind(name="alarm", label="Alarm", prepare=write, urgency=Urgency.URGENT))
    reader = make_user()
    of = {}
    for kind in ("alarm", "note"):
        of[kind] = schedule.put(
            key=f"thing:1:{kind}", about="thing:1", kind=kind, reader=reader,
            send_at=NOON, expires_at=NOON + MINUTE, now=NOON,
        ).urgency  # fmt: skip
    assert of == {"alarm": Urgency.URGENT, "note": Urgency.NORMAL}


def test_a_cancellation_overtakes_whatever_is_older_and_less_urgent():
    digest = make_email(urgency=Urgency.BULK, send_at=NOON - 30 * MINUTE)
    note = make_email(send_at=NOON - 20 * MINUTE)
    cancellation = make_email(urgency=Urgency.URGENT)
    assert claimed(limit=2) == [cancellation.pk, note.pk]
    assert claimed(limit=2) == [digest.pk]


def test_within_one_urgency_who_has_rested_goes_before_who_is_new():
    new = make_email(send_at=NOON - 9 * MINUTE)
    rested = make_email()
    resting = make_email()
    with connection.cursor() as cursor:
        rest = "UPDATE outbox_email SET not_before = clock_timestamp() + %s WHERE id = %s"
        cursor.execute(rest, [-MINUTE, rested.pk])
        cursor.execute(rest, [MINUTE, resting.pk])
    assert claimed() == [rested.pk, new.pk]


def test_what_rested_but_was_moved_waits_for_its_new_time():
    make_email(send_at=NOON + MINUTE, not_before=NOON - timedelta(days=2000))
    assert claimed() == []


@pytest.mark.parametrize("first", Urgency)
def test_what_is_due_is_found_by_the_front_of_a_small_index(first):
    """However many emails there are: those that went and those whose time has not come cost nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_email (key, about, kind, urgency, reader_id, reason, send_at, "
            "expires_at, state, moved_by_hand, state_by_hand, letter, subject, text, "
            "attempts, refusals, sent_at, to_address, created_at) "
            "SELECT 'e' || n, 'a', 'note', abs(n) %% 3, %s, '', %s + n * interval '1 s', %s + interval "
            "'1 y', CASE WHEN n < 0 THEN 'sent' ELSE 'scheduled' END, false, false, '', '', '', "
            "0, 0, %s, '', %s FROM generate_series(-8000, 2000) AS n",
            [make_user().pk, NOON, NOON, NOON, NOON],
        )
        cursor.execute("REINDEX TABLE outbox_email")  # rid of what other tests have left behind
        cursor.execute("ANALYZE outbox_email")
        wanted = due_of(first).select_for_update(skip_locked=True, no_key=True)[:100]
        said = wanted.explain(analyze=True, buffers=True, format="text")
    assert "Index Scan using email_due" in said
    assert "Sort" not in said
    assert "Rows Removed" not in said


def due_of(urgency):
    return list(due(now=NOON))[urgency * 2 + 1]


def test_everything_due_goes_in_the_end():
    for urgency in (Urgency.BULK, Urgency.URGENT, Urgency.NORMAL):
        make_email(urgency=urgency)
    while claim(now=NOON, limit=1).decided:
        pass
    assert set(Email.objects.values_list("state", flat=True)) == {"claimed"}
