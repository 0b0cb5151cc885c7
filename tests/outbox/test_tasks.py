import pytest
from celery import current_app

from careerhub.common import clock
from careerhub.outbox import dispatch, tasks
from careerhub.outbox.models import Email, State
from tests.factories.outbox import NOON, make_email

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
    assert mail_server.connections == 3


def test_a_full_batch_is_followed_without_asking_whether_more_is_due(mail_server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    asked = []
    is_due = dispatch.is_due
    monkeypatch.setattr(dispatch, "is_due", lambda **now: asked.append(now) or is_due(**now))
    for _ in range(5):
        make_email()
    with clock.standing_at(NOON):
        tasks.send_due()
    # before the first batch, and after the last, which was not full
    assert len(asked) == 2
    assert mail_server.connections == 3


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
