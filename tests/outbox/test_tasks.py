from datetime import timedelta

import pytest
from celery import current_app

from careerhub.common import clock
from careerhub.outbox import smtp, tasks
from careerhub.outbox.models import Email, State
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_timetable_finds_both_tasks():
    asked = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    assert {tasks.send_due.name, tasks.settle_leases.name} == {
        "outbox.send_due",
        "outbox.settle_leases",
    }
    assert {tasks.send_due.name, tasks.settle_leases.name} <= asked


def test_one_wake_up_sends_everything_that_is_due(mail_server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for _ in range(5):
        make_email()
    with clock.standing_at(NOON):
        tasks.send_due()
    assert list(Email.objects.values_list("state", flat=True)) == [State.SENT] * 5
    assert mail_server.connections == 1


def test_a_line_is_given_up_before_the_server_tires_of_it(mail_server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    monkeypatch.setattr(smtp, "ENOUGH", 4)
    for _ in range(9):
        make_email()
    with clock.standing_at(NOON):
        tasks.send_due()
    assert list(Email.objects.values_list("state", flat=True)) == [State.SENT] * 9
    assert (mail_server.connections, mail_server.most_connected) == (3, 1)


def test_a_line_that_broke_is_replaced_for_the_next_batch(mail_server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    mail_server.misbehave("content", "421 closing", to="busy@alum.example")
    make_email()
    busy = make_email(reader=make_user(email="busy@alum.example"))
    others = [make_email() for _ in range(3)]
    with clock.standing_at(NOON):
        tasks.send_due()
    states = dict(Email.objects.values_list("pk", "state"))
    assert states.pop(busy.pk) == State.SCHEDULED
    assert set(states.values()) == {State.SENT}
    assert set(states) >= {email.pk for email in others}
    assert mail_server.connections == 2


def test_a_full_batch_is_followed_without_asking_whether_more_is_due(mail_server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    asked = []
    is_due = tasks.is_due
    monkeypatch.setattr(tasks, "is_due", lambda **now: asked.append(now) or is_due(**now))
    for _ in range(5):
        make_email()
    with clock.standing_at(NOON):
        tasks.send_due()
    assert len(asked) == 1
    assert set(Email.objects.values_list("state", flat=True)) == {State.SENT}


def test_nothing_due_opens_no_connection(mail_server):
    make_email(send_at=NOON + timedelta(seconds=1))
    with clock.standing_at(NOON):
        tasks.send_due()
    assert mail_server.connections == 0


def test_a_server_that_breaks_every_line_is_not_hammered(mail_server):
    mail_server.misbehave("rcpt", "421 busy")
    for _ in range(4):
        make_email()
    with clock.standing_at(NOON):
        tasks.send_due()
    assert mail_server.connections == 1
    assert set(Email.objects.values_list("state", flat=True)) == {State.SCHEDULED}


def test_settling_runs_by_the_product_clock_and_the_database_lease():
    email = make_email()
    with clock.standing_at(NOON):
        tasks.settle_leases()
    email.refresh_from_db()
    assert email.state == State.SCHEDULED
