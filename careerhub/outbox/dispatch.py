"""How does a due email leave the house: claimed, marked as going out, sent, and the outcome kept?"""

import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from . import kinds, ledger, outcomes, smtp
from .claim import Batch, Parcel, claim, is_due
from .kinds import AfterSent
from .ledger import Entry
from .models import Email, State
from .smtp import Lines

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
        with smtp.open_lines(step) as lines:
            step("connected")
            batch = claim(now=now, limit=limit)
            step("claimed")
            lines.widen(len(batch.parcels))
            return _send(lines, batch, now=now, step=step)
    except smtp.Unreachable as trouble:
        logger.warning("emails wait: %s", trouble)
        return Report(reachable=False)


def _send(lines: Lines, batch: Batch, *, now: datetime, step: Callable[[str], None]) -> Report:
    """One commit for each email a line: the outcomes of the last ones together with `sending` of the next."""
    waiting = deque(batch.parcels)
    became: Counter[State] = Counter()
    last: list[tuple[Email, Entry]] = []
    overtaken = 0
    while waiting and (alive := lines.alive):
        parcels = [waiting.popleft() for _ in alive[: len(waiting)]]
        begun = _turn(last, [parcel.email for parcel in parcels], now=now)
        going = [parcel for parcel in parcels if parcel.email.pk in begun]
        overtaken += len(parcels) - len(going)
        step("sending")
        answers = lines.send([parcel.envelope for parcel in going])
        step("answered")
        emails = [parcel.email for parcel in going]
        last = [
            (email, outcomes.entry(email, answer, now=now))
            for email, answer in zip(emails, answers, strict=True)
        ]
        became.update(entry.state for _email, entry in last)
    _turn(last, [], now=now)
    step("recorded")
    return Report(
        decided=batch.decided,
        sent=became[State.SENT],
        later=became[State.SCHEDULED],
        failed=became[State.FAILED],
        uncertain=became[State.UNCERTAIN],
        overtaken=overtaken,
        given_back=_give_back(waiting, now=now),
    )


def _turn(
    last: Sequence[tuple[Email, Entry]], following: Sequence[Email], *, now: datetime
) -> set[int]:
    """Record what became of `last` and mark the following emails; the ids of all that was written."""
    entries = [*(entry for _email, entry in last), *map(ledger.begin, following)]
    after = [(email, entry, act) for email, entry in last if (act := _act_after(email, entry))]
    with transaction.atomic() if after else nullcontext():
        written = ledger.turn(entries, now=now)
        for email, entry, act in after:
            if email.pk in written:
                email.state, email.sent_at = State.SENT, entry.sent_at
                outcomes.follow_through(email, act, now=now)
    return written


def _act_after(email: Email, entry: Entry) -> AfterSent | None:
    return kinds.get(email.kind).after_sent if entry.state == State.SENT else None


def _give_back(parcels: Iterable[Parcel], *, now: datetime) -> int:
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
    return len(ledger.turn(entries, now=now))
