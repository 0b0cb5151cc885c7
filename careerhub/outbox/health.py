"""Do emails leave on time? The age of the oldest due, unsent one; never whether a worker is up."""

from datetime import datetime, timedelta

from .models import IN_FLIGHT, Email, State


def oldest_due(*, now: datetime) -> datetime | None:
    """When the email that waits longest should have gone out; None if nothing due is unsent.

    Counts what is due and undecided. Held, failed and uncertain emails wait for a person, not for
    the machinery.
    """
    due = (
        Email.objects.filter(send_at__lte=now).order_by("send_at").values_list("send_at", flat=True)
    )
    # Two branches, because each has a partial index of its own.
    waiting = due.filter(state=State.SCHEDULED)[:1]
    flying = due.filter(state__in=IN_FLIGHT)[:1]
    return min(waiting.union(flying), default=None)


def lag(*, now: datetime) -> timedelta:
    """How late the oldest due email is; zero when nothing is late."""
    oldest = oldest_due(now=now)
    return now - oldest if oldest else timedelta(0)
