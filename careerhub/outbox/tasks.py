"""What do workers do for the outbox when beat wakes them?"""

from concurrent.futures import ThreadPoolExecutor

from celery import shared_task
from django.conf import settings
from django.db import connection

from careerhub.common import clock

from . import dispatch, leases

BATCH = 100  # emails over one connection; many servers close after a hundred or so
MOST_BATCHES = 20  # then the next tick goes on; a task that never ends could not be replaced


@shared_task(name="outbox.send_due")
def send_due() -> None:
    """One line to the mail server for the usual batch; several at once where a crowd waits."""
    first = dispatch.send_due(now=clock.now(), limit=BATCH)
    if not first.more_may_follow:
        return
    if first.decided < BATCH or settings.OUTBOX_LINES == 1:
        send_on()
        return
    with ThreadPoolExecutor(settings.OUTBOX_LINES) as lines:
        for line in [lines.submit(_send_on_beside) for _ in range(settings.OUTBOX_LINES)]:
            line.result()


def send_on() -> None:
    """Batch after batch, a line each. Behind a full one there surely is another."""
    send = dispatch.send_due
    for _batch in range(1, MOST_BATCHES):
        report = send(now=clock.now(), limit=BATCH)
        if not report.more_may_follow:
            break
        send = dispatch.send_batch if report.decided == BATCH else dispatch.send_due


def _send_on_beside() -> None:
    """The same in a thread, which has a database connection of its own."""
    try:
        send_on()
    finally:
        connection.close()


@shared_task(name="outbox.settle_leases")
def settle_leases() -> None:
    leases.settle_leases(now=clock.now())
