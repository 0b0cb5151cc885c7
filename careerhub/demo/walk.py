"""How does the demo get from now to then? On foot: it stops wherever something falls due.

A clock that jumped two weeks would find the thank-you of tomorrow long expired. So the clock stops
at each due moment and the Celery workers do what is due there, before it goes on.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings

from careerhub.common import clock
from careerhub.office import policies as office_policies
from careerhub.outbox import health
from careerhub.outbox.models import Email, State
from interviews.models import UPCOMING, Interview, Stage
from interviews.queries.due import asks_to_expire, letters_to_record, meetings_to_settle

from . import time_machine

# What the timetable asks for, in the order in which one thing leads to the next.
ROUND = (
    "interviews.expire_asks",
    "interviews.settle_meetings",
    "outbox.send_due",
    "interviews.record_sent_letters",
)
# A round takes milliseconds; where no worker answers, the visitor should not wait for ever.
LOOK_EVERY = 0.05
A_ROUND_TAKES = 0.3
AT_MOST = timedelta(seconds=45)


def go_to(target: datetime) -> None:
    """Move the demo's clock ahead to `target`, with a stop at every due moment on the way."""
    gives_up = time.monotonic() + AT_MOST.total_seconds()
    while settings.DEMO_PATIENCE and time.monotonic() < gives_up:
        moment = min(due_moments(clock.now(), target), default=None)
        if moment is None:
            break
        _stand_at(moment)
        _let_workers_work()
    _stand_at(target)


def due_moments(after: datetime, until: datetime) -> Iterator[datetime]:
    """When something falls due in (after, until]: emails, asks that expire, meetings to settle."""
    office = office_policies.current()
    stretch = (after, until)
    emails = Email.objects.filter(state=State.SCHEDULED, send_at__gt=after, send_at__lte=until)
    yield from emails.order_by("send_at").values_list("send_at", flat=True)[:1]
    asks = Interview.objects.filter(stage=Stage.ASKED, expires_at__gt=after, expires_at__lte=until)
    yield from asks.order_by("expires_at").values_list("expires_at", flat=True)[:1]
    silence = timedelta(hours=office.presume_held_hours)
    answer = timedelta(hours=office.no_show_answer_hours)
    open_ones = Interview.objects.filter(stage__in=UPCOMING)
    for ends_at, reported_at in open_ones.values_list("ends_at", "no_show_reported_at"):
        moment = reported_at + answer if reported_at else ends_at + silence
        if stretch[0] < moment <= stretch[1]:
            yield moment


def _stand_at(moment: datetime) -> None:
    ahead = moment - clock.now()
    if ahead > timedelta():
        time_machine.skip(ahead)


def _let_workers_work() -> None:
    """Rounds of the timetable until nothing is due or patience ends: one thing leads to the next."""
    gives_up = time.monotonic() + settings.DEMO_PATIENCE
    while _is_something_due() and time.monotonic() < gives_up:
        for name in ROUND:
            current_app.send_task(name)
        ask_again = time.monotonic() + A_ROUND_TAKES
        while _is_something_due() and time.monotonic() < ask_again:
            time.sleep(LOOK_EVERY)


def _is_something_due() -> bool:
    now, office = clock.now(), office_policies.current()
    return bool(
        health.oldest_due(now=now)
        or asks_to_expire(now=now).exists()
        or meetings_to_settle(office, now=now).exists()
        or letters_to_record()
    )
