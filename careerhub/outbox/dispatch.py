"""How does a due email leave the house: claimed, marked as going out, sent, and the outcome kept?"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from . import kinds, ledger, outcomes, smtp
from .claim import Batch, Parcel, claim, is_due
from .connecting import Unreachable
from .kinds import AfterSent
from .ledger import Entry
from .models import Email, State
from .smtp import Lines

logger = logging.getLogger(__name__)

# Seconds before the database is asked once more; one that is started anew needs a few.
PAUSES = (0.0, 1.0, 2.0, 4.0, 8.0)

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
    """Send one batch of due emails; no connection where nothing is due."""
    if not is_due(now=now):
        return Report()
    with smtp.room_for_lines(step) as lines:
        return send_batch(lines, now=now, limit=limit, step=step)


def send_batch(
    lines: Lines, *, now: datetime, limit: int, step: Callable[[str], None] = walk_on
) -> Report:
    """The same over lines that other batches use, too.

    A line is open before anything is claimed: while the mail server is away, nothing is touched, and
    every email waits where it stands.
    """
    try:
        lines.renew()
    except Unreachable as trouble:
        logger.warning("emails wait: %s", trouble)
        return Report(reachable=False)
    step("connected")
    batch = claim(now=now, limit=limit)
    step("claimed")
    lines.widen(len(batch.parcels))
    return _send(lines, batch, now=now, step=step)


def _send(lines: Lines, batch: Batch, *, now: datetime, step: Callable[[str], None]) -> Report:
    """One commit for each email a line: the outcomes of the last ones together with `sending` of the next."""
    waiting = deque(batch.parcels)
    became: Counter[State] = Counter()
    last: list[tuple[Email, Entry]] = []
    overtaken = 0
    while waiting and (alive := lines.alive):
        parcels = [waiting.popleft() for _ in alive[: len(waiting)]]
        until = time.monotonic() + smtp.PATIENCE  # from before the lease, so that it is over sooner
        try:
            begun = _turn(last, [parcel.email for parcel in parcels], now=now)
        except DatabaseError:
            _finish(last, [*parcels, *waiting], now=now)
            raise
        going = [parcel for parcel in parcels if parcel.email.pk in begun]
        overtaken += len(parcels) - len(going)
        step("sending")
        answers = lines.send([parcel.envelope for parcel in going], until=until)
        step("answered")
        emails = [parcel.email for parcel in going]
        last = [
            (email, outcomes.entry(email, answer, now=now))
            for email, answer in zip(emails, answers, strict=True)
        ]
        became.update(entry.state for _email, entry in last)
    _finish(last, waiting, now=now)
    step("recorded")
    return Report(
        decided=batch.decided,
        sent=became[State.SENT],
        later=became[State.SCHEDULED],
        failed=became[State.FAILED],
        uncertain=became[State.UNCERTAIN],
        overtaken=overtaken,
        given_back=len(waiting),
    )


def _finish(
    last: Sequence[tuple[Email, Entry]], unsent: Iterable[Parcel], *, now: datetime
) -> None:
    """Keep what the server answered and give back what had no turn, as soon as the database can.

    An answer that was heard must not be forgotten because one connection was lost meanwhile.
    """
    for pause in PAUSES:
        try:
            _turn(last, [], now=now)
            _give_back(unsent, now=now)
            return
        except DatabaseError:
            logger.warning("what became of emails could not be kept yet", exc_info=True)
            time.sleep(pause)
            connection.close_if_unusable_or_obsolete()
    _turn(last, [], now=now)
    _give_back(unsent, now=now)


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


def _give_back(parcels: Iterable[Parcel], *, now: datetime) -> None:
    """Nothing of these was said to any server, even where they were marked as going out."""
    for was in (State.CLAIMED, State.SENDING):
        entries = [
            Entry(
                id=parcel.email.pk,
                attempt=parcel.email.attempts,
                was=was,
                state=State.SCHEDULED,
                reason=_("The connection to the mail server broke before its turn."),
            )
            for parcel in parcels
        ]
        ledger.turn(entries, now=now)
