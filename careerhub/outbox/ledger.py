"""How is an outcome written, so that a worker that slept cannot overwrite a later one?

One statement in SQL, because an email's whole budget is about a millisecond and the ORM takes five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from . import statements
from .models import Email, State

# Longer than smtp.PATIENCE, after which a worker has given up by itself.
SENDING_LEASE = timedelta(minutes=3)
LIMIT = 300  # the width of Email.reason


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The email `id`, in state `was` under attempt `attempt`, becomes `state`, and why.

    `lease` and `wait` (before the next attempt) run on the database's clock from now on.
    """

    id: int
    attempt: int
    was: State
    state: State
    reason: str = ""
    sent_at: datetime | None = None
    lease: timedelta | None = None
    wait: timedelta | None = None
    refusals: int = 0  # to be added


# `mine` locks in the order of everybody who locks several emails, so that nobody waits in a circle.
# IS TRUE keeps Postgres from going through the index on `state`: it holds a dead entry for each
# email that was ever in that state since the last vacuum, and the primary key finds the row at once.
TURN = """
WITH entry AS (
  SELECT * FROM unnest(
    %b::bigint[], %b::int[], %b::text[], %b::text[], %b::text[],
    %b::timestamptz[], %b::interval[], %b::interval[], %b::int[]
  ) AS given (id, attempt, was, state, reason, sent_at, lease, wait, refusals)
), mine AS (
  SELECT id FROM outbox_email WHERE id IN (SELECT id FROM entry) ORDER BY id FOR NO KEY UPDATE
), written AS (
  UPDATE outbox_email AS email
  SET state = entry.state, reason = entry.reason, sent_at = entry.sent_at,
      lease_until = clock_timestamp() + entry.lease, not_before = clock_timestamp() + entry.wait,
      refusals = email.refusals + entry.refusals
  FROM mine JOIN entry USING (id)
  WHERE email.id = mine.id AND email.attempts = entry.attempt
    AND (email.state = entry.was) IS TRUE
  RETURNING email.id, email.state, email.attempts, email.reason
)
INSERT INTO outbox_trace (email_id, at, state, attempt, note)
SELECT id, %s::timestamptz, state, attempts, reason FROM written
RETURNING email_id
"""


def turn(entries: Sequence[Entry], *, now: datetime) -> set[int]:
    """Write `entries`, outcomes as well as beginnings, in one statement.

    Returns the ids that were written. One that is missing has moved on without us.
    """
    if not entries:
        return set()
    columns = [list(column) for column in zip(*map(_row, entries), strict=True)]
    return {pk for (pk,) in statements.run(TURN, [*columns, now])}


def begin(email: Email) -> Entry:
    """The line for an email whose content is about to reach the mail server."""
    return Entry(
        id=email.pk,
        attempt=email.attempts,
        was=State.CLAIMED,
        state=State.SENDING,
        lease=SENDING_LEASE,
    )


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        *(entry.id, entry.attempt, entry.was.value, entry.state.value, entry.reason[:LIMIT]),
        *(entry.sent_at, entry.lease, entry.wait, entry.refusals),
    )
