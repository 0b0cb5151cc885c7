"""How does a due email leave the house: claimed, marked as going out, sent, and the outcome kept?"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from . import kinds, ledger, outcomes, smtp
from .claim import Batch, Parcel, claim, is_due
from .ledger import Entry
from .models import Email, State
from .smtp import Line

logger = logging.getLogger(__name__)

# Where a process may die; tests kill it at each. `step` is told the name on the way.
STEPS = ("connected", "claimed", "sending", "content", "content sent", "answered", "recorded")


def walk_on(_step: str) -> None:
    """Nothing happens between two steps, except in tests."""


@dataclass(frozen=True)
class Report:
    """What came of one batch."""

    decided: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0
    uncertain: int = 0
    overtaken: int = 0  # withdrawn, moved or reclaimed between claim and send
    given_back: int = 0  # the connection broke before their turn
    reachable: bool = True

    @property
    def more_may_follow(self) -> bool:
        """Is another batch worth asking for at once?"""
        stuck = self.given_back and not self.sent
        return self.reachable and self.decided > 0 and not stuck


def send_due(*, now: datetime, limit: int = 100, step: Callable[[str], None] = walk_on) -> Report:
    """Send one batch of due emails over one connection; no connection where nothing is due."""
    return send_batch(now=now, limit=limit, step=step) if is_due(now=now) else Report()


def send_batch(*, now: datetime, limit: int = 100, step: Callable[[str], None] = walk_on) -> Report:
    """The same where surely something is due.

    The line is opened before anything is claimed: while the mail server is away, nothing is
    touched, and every email waits where it stands.
    """
    try:
        with smtp.open_line(step) as line:
            step("connected")
            batch = claim(now=now, limit=limit)
            step("claimed")
            return _send(line, batch, now=now, step=step)
    except smtp.Unreachable as trouble:
        logger.warning("emails wait: %s", trouble)
        return Report(reachable=False)


def _send(line: Line, batch: Batch, *, now: datetime, step: Callable[[str], None]) -> Report:
    """One commit an email: the outcome of the last together with `sending` of the next."""
    entries: list[Entry] = []
    last: tuple[Email, Entry] | None = None
    begun = 0
    for parcel in batch.parcels:
        if line.dead:
            break
        goes = _turn(last, parcel.email, now=now)
        begun, last = begun + 1, None
        if not goes:
            continue
        step("sending")
        answer = line.send(parcel.envelope)
        step("answered")
        last = (parcel.email, outcomes.entry(parcel.email, answer, now=now))
        entries.append(last[1])
    _turn(last, None, now=now)
    step("recorded")
    given_back = _give_back(batch.parcels[begun:], now=now)
    became = Counter(entry.state for entry in entries)
    return Report(
        decided=batch.decided,
        sent=became[State.SENT],
        later=became[State.SCHEDULED],
        failed=became[State.FAILED],
        uncertain=became[State.UNCERTAIN],
        overtaken=begun - len(entries),
        given_back=given_back,
    )


def _turn(last: tuple[Email, Entry] | None, following: Email | None, *, now: datetime) -> bool:
    """Record what became of `last` and mark the following email; False if that must not go."""
    begin = (following.pk, following.attempts) if following else None
    if last is None:
        written = ledger.turn([], now=now, begin=begin)
    else:
        email, entry = last
        after = kinds.get(email.kind).after_sent if entry.state == State.SENT else None
        with transaction.atomic() if after else nullcontext():
            written = ledger.turn([entry], now=now, begin=begin)
            if after and email.pk in written:
                email.state, email.sent_at = State.SENT, entry.sent_at
                outcomes.follow_through(email, after, now=now)
    return following is not None and following.pk in written


def _give_back(parcels: Sequence[Parcel], *, now: datetime) -> int:
    reason = _("The connection to the mail server broke before its turn.")
    entries = [
        Entry(
            id=parcel.email.pk,
            attempt=parcel.email.attempts,
            was=State.CLAIMED,
            state=State.SCHEDULED,
            reason=reason,
        )
        for parcel in parcels
    ]
    return len(ledger.turn(entries, now=now)) if entries else 0
