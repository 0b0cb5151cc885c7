"""Do emails leave on time? The age of the oldest due, unsent one; never whether a worker is up."""

from datetime import datetime, timedelta

from .models import IN_FLIGHT, Email, State

UNSENT = (State.SCHEDULED, *IN_FLIGHT)


def oldest_due(*, now: datetime) -> datetime | None:
    """When the email that waits longest should have gone out; None if nothing due is unsent.

    Counts what is due and undecided. Held, failed and uncertain emails wait for a person, not for
    the machinery.
    """
    due = Email.objects.filter(send_at__lte=now).order_by("send_at")
    # A branch a state: each reads one end of the index on state and time.
    first = [due.filter(state=state).values_list("send_at")[:1] for state in UNSENT]
    return min((send_at for (send_at,) in first[0].union(*first[1:])), default=None)


def lag(*, now: datetime) -> timedelta:
    """How late the oldest due email is; zero when nothing is late."""
    oldest = oldest_due(now=now)
    return now - oldest if oldest else timedelta(0)
