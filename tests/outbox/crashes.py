"""A worker that dies on the way, in a process of its own, and what the timetable does afterwards."""

import os
import signal
from collections import Counter
from datetime import timedelta

from django.db import connections
from django.db.models.functions import Now

from careerhub.outbox.dispatch import send_due
from careerhub.outbox.leases import settle_leases
from careerhub.outbox.models import IN_FLIGHT, Email
from tests.factories.outbox import NOON

ENDINGS = {"exit": 77, "signal": -signal.SIGKILL}  # and what the parent hears of each


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


def dispatch_and_die_at(name, *, time, how):
    seen = Counter()

    def step(passed):
        seen[passed] += 1
        if (passed, seen[passed]) == (name, time):
            if how == "exit":
                os._exit(ENDINGS["exit"])
            os.kill(os.getpid(), signal.SIGKILL)

    return lambda: send_due(now=NOON, step=step)


def recover():
    """What the timetable does once the leases have run out."""
    past = Now() - timedelta(seconds=1)
    Email.objects.filter(state__in=IN_FLIGHT).update(lease_until=past)
    settle_leases(now=NOON)
    Email.objects.update(not_before=None)
    send_due(now=NOON)
