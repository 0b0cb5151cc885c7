"""What do workers do for the outbox when beat wakes them?"""

from celery import shared_task

from careerhub.common import clock

from . import dispatch, leases

BATCH = 100  # emails over one connection; many servers close after a hundred or so
MOST_BATCHES = 100  # then the next tick goes on; a task that never ends could not be replaced


@shared_task(name="outbox.send_due")
def send_due() -> None:
    """Batch after batch. Behind a full one there surely is another."""
    send = dispatch.send_due
    for _batch in range(MOST_BATCHES):
        report = send(now=clock.now(), limit=BATCH)
        if not report.more_may_follow:
            break
        send = dispatch.send_batch if report.decided == BATCH else dispatch.send_due


@shared_task(name="outbox.settle_leases")
def settle_leases() -> None:
    leases.settle_leases(now=clock.now())
