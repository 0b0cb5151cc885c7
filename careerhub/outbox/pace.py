"""How many emails a minute may one recipient's domain get, and when does the next one have its turn?

A mail provider that is flooded blocks the office. The pace is kept in Postgres, so several workers
share it. It is even, with room for a burst; the less urgent an email is, the less of that room it
may fill, so that a flood of digests always leaves some to a cancellation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from .models import Urgency

MINUTE = timedelta(minutes=1)
ROOM = timedelta(seconds=20)  # so far ahead of an even pace may a domain be
SHARE = {Urgency.URGENT: 1.0, Urgency.NORMAL: 2 / 3, Urgency.BULK: 1 / 3}
FEWEST = 4  # below this, one email would not fit into the room
# Sorted, so that two workers never wait for each other in a circle.
MEET = """
INSERT INTO outbox_pace (domain, free_at, lines)
SELECT domain, 'epoch', '{epoch,epoch,epoch}' FROM unnest(%s::text[]) AS domain
ORDER BY domain ON CONFLICT DO NOTHING
"""
LOCK = """
SELECT domain, free_at, lines FROM outbox_pace WHERE domain = ANY(%s)
ORDER BY domain FOR NO KEY UPDATE
"""
KEEP = """
UPDATE outbox_pace AS pace SET free_at = new.free_at,
  lines = ARRAY[new.urgent, new.normal, new.bulk]
FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[])
  AS new (domain, free_at, urgent, normal, bulk)
WHERE pace.domain = new.domain
"""


@dataclass
class Gauge:
    """Where one domain stands: when it is even again, and the last turn given out an urgency."""

    free_at: datetime
    lines: list[datetime]

    def ask(self, urgency: int, *, every: timedelta, now: datetime) -> timedelta | None:
        """Take a place now (None), or the end of the line of one's own urgency: how long that is.

        A turn is a time to ask again, not a promise: who is more urgent may have come meanwhile.
        """
        room = max(ROOM * SHARE[Urgency(urgency)], every)
        after = max(self.free_at, now) + every
        if after <= now + room:
            self.free_at = after
            return None
        turn = max(after - room, self.lines[urgency] + every)
        self.lines[urgency] = turn
        return turn - now


def waits(asked: Sequence[tuple[str, int]]) -> list[timedelta | None]:
    """For each domain and urgency, in this order: None if it goes now, or how long it waits.

    Holds the domains until the caller's transaction ends, so it is the last thing before that.
    """
    most: int = settings.OUTBOX_DOMAIN_PACE
    if not most or not asked:
        return [None] * len(asked)
    # The room counts too: whichever minute one looks at, no more than `most` went in it.
    every = (MINUTE + ROOM) / max(most, FEWEST)
    domains = sorted({domain for domain, _urgency in asked})
    with connection.cursor() as cursor:
        cursor.execute(MEET, [domains])
        cursor.execute(LOCK, [domains])
        gauges = {domain: Gauge(free_at, lines) for domain, free_at, lines in cursor.fetchall()}
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        answers = [gauges[domain].ask(urgency, every=every, now=now) for domain, urgency in asked]
        free = [gauge.free_at for gauge in gauges.values()]
        lines = zip(*(gauge.lines for gauge in gauges.values()), strict=True)
        cursor.execute(KEEP, [list(gauges), free, *(list(line) for line in lines)])
    return answers
