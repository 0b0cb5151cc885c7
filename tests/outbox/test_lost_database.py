"""The database goes away between what the mail server said and what we write down of it."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from careerhub.outbox import dispatch
from careerhub.outbox.dispatch import Report, send_due
from careerhub.outbox.models import Email, State
from tests.factories.outbox import NOON, make_emails
from tests.outbox.kinds_for_tests import FOLLOWED

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(dispatch, "PAUSES", (0.0, 0.0))


def states():
    return list(Email.objects.order_by("pk").values_list("state", flat=True))


def elsewhere(work):
    """By another connection, over when this returns."""

    def run():
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=10)


def hang_up(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def lose_it_at(name, time=1):
    """A step that ends our connection to the database when it is passed for that time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    passed = []

    def step(now_at):
        passed.append(now_at)
        if now_at == name and passed.count(name) == time:
            elsewhere(lambda: hang_up(pid))

    return step


@pytest.mark.parametrize("kind", ["note", "followed_note"])
def test_what_the_server_took_is_kept_and_the_rest_goes_at_the_next_tick(mail_server, kind):
    mine = make_emails(3, kind)
    with pytest.raises(DatabaseError):
        send_due(now=NOON, step=lose_it_at("answered"))

    assert states() == [State.SENT, State.SCHEDULED, State.SCHEDULED]
    assert send_due(now=NOON) == Report(decided=2, sent=2)
    assert mail_server.recipients == [email.reader.email for email in mine]
    followed = [email.trail.filter(note=FOLLOWED).count() for email in mine]
    assert followed == [1 if kind == "followed_note" else 0] * 3


def test_the_last_one_of_a_batch_is_kept_too(mail_server):
    make_emails(2)
    assert send_due(now=NOON, step=lose_it_at("answered", time=2)) == Report(decided=2, sent=2)
    assert states() == [State.SENT, State.SENT]


def test_what_cannot_begin_does_not_take_back_what_has_gone(mail_server):
    """The next email is held by somebody else for longer than we wait for a lock."""
    first, second = make_emails(2)
    held, go_on = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Email.objects.select_for_update(no_key=True).get(pk=second.pk)
            held.set()
            go_on.wait(10)
        connection.close()

    holder = threading.Thread(target=hold)

    def step(now_at):
        if now_at == "answered" and not held.is_set():
            holder.start()
            held.wait(10)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")

    try:
        with pytest.raises(DatabaseError):
            send_due(now=NOON, step=step)
    finally:
        go_on.set()
        holder.join()
        connection.close()
    first.refresh_from_db()
    assert first.state == State.SENT
    assert mail_server.recipients == [first.reader.email]
