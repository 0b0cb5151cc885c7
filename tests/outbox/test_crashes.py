"""Real processes, killed with signal 9 at every named step: what did the server get, what do we say?"""

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models.functions import Now

from careerhub.outbox.dispatch import STEPS, send_due
from careerhub.outbox.leases import settle_leases
from careerhub.outbox.models import IN_FLIGHT, Email, State
from tests.factories.outbox import NOON, make_email
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_process(work):
    """Run `work` in a child; it ends with 0, or with 1 after an error. Returns its pid."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return pid


def how_it_ended(pid):
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def dispatch_and_die_at(name, *, time):
    seen = Counter()

    def step(passed):
        seen[passed] += 1
        if (passed, seen[passed]) == (name, time):
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: send_due(now=NOON, step=step)


def recover():
    """What the timetable does once the leases have run out."""
    past = Now() - timedelta(seconds=1)
    Email.objects.filter(state__in=IN_FLIGHT).update(lease_until=past)
    settle_leases(now=NOON)
    Email.objects.update(not_before=None)
    send_due(now=NOON)


def five_emails(kind):
    """The third one is the victim wherever the step comes once an email."""
    return [
        make_email(
            kind,
            reader=make_user(email=f"r{n}@alum.example"),
            send_at=NOON - timedelta(minutes=9 - n),
        )
        for n in range(5)
    ]


# For each step: the victim's state after recovery, and how many copies the server took of it.
NOTES = {
    "connected": (State.SENT, 1),
    "claimed": (State.SENT, 1),
    "sending": (State.UNCERTAIN, 0),
    "content": (State.UNCERTAIN, 0),
    "content sent": (State.UNCERTAIN, 1),
    "answered": (State.UNCERTAIN, 1),
    "recorded": (State.SENT, 1),
}
# A reminder goes again: a second copy at most where nobody could know, under the same Message-ID.
REMINDERS = {
    **dict.fromkeys(STEPS, (State.SENT, 1)),
    "content sent": (State.SENT, 2),
    "answered": (State.SENT, 2),
}


def test_every_step_has_its_line():
    assert list(NOTES) == list(STEPS)
    assert set(REMINDERS) == set(STEPS)


@pytest.mark.parametrize(
    ("kind", "step", "state", "copies"),
    [("note", step, *outcome) for step, outcome in NOTES.items()]
    + [("reminder", step, *outcome) for step, outcome in REMINDERS.items()],
)
def test_a_killed_worker_loses_nothing_and_doubts_only_what_it_must(
    mail_server, kind, step, state, copies
):
    emails = five_emails(kind)
    once = step in ("connected", "claimed", "recorded")

    child = in_a_process(dispatch_and_die_at(step, time=1 if once else 3))
    assert how_it_ended(child) == -signal.SIGKILL
    recover()

    states = list(Email.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.SENT, State.SENT, state, State.SENT, State.SENT]
    took = Counter(mail_server.recipients)
    assert [took[email.reader.email] for email in emails] == [1, 1, copies, 1, 1]
    assert len({message["Message-ID"] for _to, message in mail_server.accepted}) == len(took)


def test_two_workers_at_once_send_each_email_once(mail_server):
    for _ in range(40):
        make_email()

    def work():
        while send_due(now=NOON, limit=3).decided:
            pass

    children = [in_a_process(work), in_a_process(work)]
    assert [how_it_ended(child) for child in children] == [0, 0]

    assert set(Email.objects.values_list("state", "attempts")) == {(State.SENT, 1)}
    assert sorted(Counter(mail_server.recipients).values()) == [1] * 40
    assert mail_server.connections >= 14
