"""How is an outcome written, so that a worker that slept cannot overwrite a later one?

One statement in SQL, because an email's whole budget is about a millisecond and the ORM takes five.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from . import statements
from .models import State

# A worker in `sending` lives through four commands of EMAIL_TIMEOUT (20 s) each before it gives up.
SENDING_LEASE = timedelta(minutes=3)
LIMIT = 300  # the width of Email.reason


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The email `id`, in state `was` under attempt `attempt`, becomes `state`, and why."""

    id: int
    attempt: int
    was: State
    state: State
    reason: str = ""
    sent_at: datetime | None = None
    wait: timedelta | None = None  # on the database's clock, before the next attempt
    refusals: int = 0  # to be added


# Plain values, since lists cost the driver three times as much to write as a single row does.
ROW = "(%s::bigint, %s::int, %s::text, %s::text, %s::text, %s::timestamptz, %s::interval, %s::int)"
NOBODY = (None, None, "", "", "", None, None, 0)
# IS TRUE keeps Postgres from going through the index on `state`: it holds a dead entry for each
# email that was ever in that state since the last vacuum, and the primary key finds the row at once.
TURN = """
WITH entry (id, attempt, was, state, reason, sent_at, wait, refusals) AS (
  VALUES ROWS
), closed AS (
  UPDATE outbox_email AS email
  SET state = entry.state, reason = entry.reason, sent_at = entry.sent_at, lease_until = NULL,
      not_before = clock_timestamp() + entry.wait, refusals = email.refusals + entry.refusals
  FROM entry
  WHERE email.id = entry.id AND email.attempts = entry.attempt
    AND (email.state = entry.was) IS TRUE
  RETURNING email.id, email.state, email.attempts, email.reason
), begun AS (
  UPDATE outbox_email SET state = 'sending', lease_until = clock_timestamp() + %s::interval
  WHERE id = %s::bigint AND attempts = %s::int AND (state = 'claimed') IS TRUE
  RETURNING id, state, attempts, ''
)
INSERT INTO outbox_trace (email_id, at, state, attempt, note)
SELECT id, %s::timestamptz, state, attempts, reason
FROM (SELECT * FROM closed UNION ALL SELECT * FROM begun) AS line (id, state, attempts, reason)
RETURNING email_id
"""


def turn(
    entries: Sequence[Entry], *, now: datetime, begin: tuple[int, int] | None = None
) -> set[int]:
    """Close `entries` and mark `begin`, an id and its attempt, as going out: in one statement.

    Returns the ids that were written. One that is missing has moved on without us.
    """
    begin_id, begin_attempt = begin or (None, None)
    rows = [_row(entry) for entry in entries] or [NOBODY]
    params: list[Any] = [*chain(*rows), SENDING_LEASE, begin_id, begin_attempt, now]
    written = statements.run(TURN.replace("ROWS", ", ".join([ROW] * len(rows))), params)
    return {pk for (pk,) in written}


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        *(entry.id, entry.attempt, entry.was.value, entry.state.value, entry.reason[:LIMIT]),
        *(entry.sent_at, entry.wait, entry.refusals),
    )
