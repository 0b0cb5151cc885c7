"""Which due emails go out now, and does the world still agree?

Two clocks. `send_at` and `expires_at` are the product's time and are compared with `now`. Leases
and retry waits are the database's own time: somebody who moves the product's clock (the demo does)
must not make a live worker look dead, for its email would then go out twice.
"""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import BooleanField, Func, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from . import kinds, message, pace, statements, suppression
from .message import Envelope
from .models import Email, State, Urgency
from .suppression import Wishes
from .verdicts import Hold, Postpone, Send, Suppress, Withdraw

logger = logging.getLogger(__name__)

# Long enough for a batch whose server takes a second an email; one that lapses is only claimed again.
CLAIM_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Parcel:
    """A claimed email, ready for the wire."""

    email: Email
    envelope: Envelope


@dataclass(frozen=True)
class Batch:
    decided: int  # rows looked at, whatever became of them
    parcels: list[Parcel]


class _IsTrue(Func):
    """A condition for which Postgres takes no index: the one by kind would have to sort what is due."""

    template = "(%(expressions)s) IS TRUE"
    output_field = BooleanField()


def due(*, now: datetime) -> Iterator[QuerySet[Email]]:
    """Emails whose time has come, of the kinds that this process knows how to write.

    A question for each urgency, the most urgent first, and for those who have rested and those who
    come for the first time: each reads only the front of an index of its own.
    """
    known = Q(kind__in=[kind.name for kind in kinds.all_kinds()])
    waiting = Email.objects.filter(_IsTrue(known), state=State.SCHEDULED, send_at__lte=now)
    for urgency in Urgency:
        ours = waiting.filter(urgency=urgency)
        yield ours.filter(not_before__lte=Now()).order_by("not_before", "id")
        yield ours.filter(not_before=None).order_by("send_at", "id")


def is_due(*, now: datetime) -> bool:
    """Is there anything to claim?"""
    return any(rows.exists() for rows in due(now=now))


def claim(*, now: datetime, limit: int) -> Batch:
    """Take up to `limit` due emails, the most urgent and oldest first, and settle what becomes of each.

    Nobody waits for anybody: rows that another worker holds are skipped. An email that cannot be
    written fails by itself, with the reason, and the others go on.
    """
    try:
        return _claim(now=now, limit=limit, careful=False)
    except Exception:
        # One `prepare` broke the transaction, or nobody could read ahead for it. A savepoint an
        # email finds it, at a price that the usual batch need not pay.
        return _claim(now=now, limit=limit, careful=True)


def _claim(*, now: datetime, limit: int, careful: bool) -> Batch:
    parcels: list[Parcel] = []
    broken: list[tuple[Email, Exception]] = []
    with transaction.atomic(durable=True):
        emails = _take(now=now, limit=limit)
        wishes = suppression.wishes_of(emails)
        with nullcontext() if careful else kinds.read_ahead(emails):
            for email in emails:
                try:
                    with transaction.atomic() if careful else nullcontext():
                        envelope = _decide(email, wishes, now)
                except Exception as error:
                    if isinstance(error, DatabaseError) and not careful:
                        raise
                    broken.append((email, error))
                else:
                    if envelope:
                        parcels.append(Parcel(email, envelope))
        for email, cause in broken:
            email.state, email.reason = State.FAILED, _unwritten(cause)
        parcels, waits = _keep_pace(parcels)
        _write(emails, waits, now)
    for email, cause in broken:
        logger.error("email %s could not be written", email.key, exc_info=cause)
    return Batch(len(emails), parcels)


def _take(*, now: datetime, limit: int) -> list[Email]:
    """Lock the rows and load them with their readers; what another worker holds is passed over."""
    pks: list[int] = []
    for rows in due(now=now):
        free = rows.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
        pks += free[: limit - len(pks)]
        if len(pks) >= limit:
            break
    emails = Email.objects.select_related("reader").in_bulk(pks)
    return [emails[pk] for pk in pks]


def _keep_pace(parcels: list[Parcel]) -> tuple[list[Parcel], dict[int, timedelta]]:
    """Put back what its domain should not get yet: those that go, and how long the others wait."""
    asked = [(parcel.envelope.domain, parcel.email.urgency) for parcel in parcels]
    going: list[Parcel] = []
    waits: dict[int, timedelta] = {}
    for parcel, wait in zip(parcels, pace.waits(asked), strict=True):
        if wait is None:
            going.append(parcel)
            continue
        email, waits[parcel.email.pk] = parcel.email, wait
        email.state, email.attempts = State.SCHEDULED, email.attempts - 1
        email.dated_at = email.dated_at if email.attempts else None
        email.reason = _("Waits a moment: many emails go to this domain.")
    return going, waits


def _decide(email: Email, wishes: Wishes, now: datetime) -> Envelope | None:
    """Set the row's fields to what becomes of it; the envelope if it goes out."""
    if email.expires_at <= now:
        email.state = State.EXPIRED
        late = _("Its time had passed before it could go out.")
        email.reason = f"{late} {email.reason}".strip()[:300]
        return None
    verdict = kinds.get(email.kind).prepare(email, now)
    # Nobody is asked to decide about an email that its reader would not get anyway.
    if isinstance(verdict, Send | Hold):
        to = verdict.to if isinstance(verdict, Send) else email.reader.email
        verdict = Suppress(refusal) if (refusal := wishes.why_not(email, to=to)) else verdict
    match verdict:
        case Send():
            return _address(email, verdict, now)
        case Postpone(until=until) if until > now:
            email.send_at = until
        case Postpone():
            raise ValueError("an email can only be postponed to a later time")
        case Withdraw():
            email.state = State.WITHDRAWN
        case Hold():
            email.state = State.HELD
        case Suppress():
            email.state = State.SUPPRESSED
    email.reason = message.clean(verdict.reason)[:300]
    return None


def _address(email: Email, send: Send, now: datetime) -> Envelope:
    email.dated_at = email.dated_at or now
    envelope = message.build(email, send)
    email.subject = message.clean(send.subject)[:300]
    email.text = send.text.replace("\0", "")
    email.to_address = envelope.to
    email.state, email.attempts, email.reason = State.CLAIMED, email.attempts + 1, ""
    return envelope


def _unwritten(error: Exception) -> str:
    kind = type(error).__name__
    return message.clean(_("It could not be written: %(error)s") % {"error": f"{kind} {error}"})[
        :300
    ]


WRITTEN = (
    *("pk", "state", "reason", "send_at", "attempts"),
    *("dated_at", "to_address", "subject", "text"),
)
WRITE = """
WITH decided AS (
  UPDATE outbox_email AS email
  SET state = d.state, reason = d.reason, send_at = d.send_at, attempts = d.attempts,
      dated_at = d.dated_at, to_address = d.to_address, subject = d.subject, text = d.text,
      not_before = clock_timestamp() + d.wait,
      lease_until = CASE WHEN d.state = 'claimed' THEN clock_timestamp() + %s::interval END
  FROM unnest(
    %b::bigint[], %b::text[], %b::text[], %b::timestamptz[], %b::int[],
    %b::timestamptz[], %b::text[], %b::text[], %b::text[], %b::interval[]
  ) AS d (id, state, reason, send_at, attempts, dated_at, to_address, subject, text, wait)
  WHERE email.id = d.id
  RETURNING email.id, email.state, email.attempts, email.reason
)
INSERT INTO outbox_trace (email_id, at, state, attempt, note)
SELECT id, %s::timestamptz, state, attempts, reason FROM decided
"""


def _write(emails: list[Email], waits: dict[int, timedelta], now: datetime) -> None:
    """All decisions in one statement; the rows are locked, so nothing needs comparing."""
    if not emails:
        return
    columns = [[getattr(email, name) for email in emails] for name in WRITTEN]
    params: list[Any] = [CLAIM_LEASE, *columns, [waits.get(email.pk) for email in emails], now]
    statements.run(WRITE, params)
