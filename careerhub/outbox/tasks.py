"""What do workers do for the outbox when beat wakes them?"""

from celery import shared_task

from careerhub.common import clock

from . import dispatch, leases, smtp
from .claim import is_due

BATCH = 100  # emails in the hands of one worker: if it dies, they wait for their lease to run out
MOST_BATCHES = 100  # then the next tick goes on; a task that never ends could not be replaced


@shared_task(name="outbox.send_due")
def send_due() -> None:
    """Batch after batch over the same connections. Behind a full one there surely is another."""
    if not is_due(now=clock.now()):
        return
    with smtp.room_for_lines(dispatch.walk_on) as lines:
        for _batch in range(MOST_BATCHES):
            report = dispatch.send_batch(lines, now=clock.now(), limit=BATCH)
            if report.decided < BATCH or not report.more_may_follow:
                break


@shared_task(name="outbox.settle_leases")
def settle_leases() -> None:
    leases.settle_leases(now=clock.now())
