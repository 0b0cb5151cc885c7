"""Which emails are in which drawer of the outbox, and how many? Reads only; whose they are is not known here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from . import kinds
from .models import IN_FLIGHT, Email, State

# The machinery sends within seconds; what is this late waits for more than its turn.
OVERDUE_AFTER = timedelta(minutes=15)
UNSENT = (State.SCHEDULED, *IN_FLIGHT)
TROUBLED = (State.UNCERTAIN, State.FAILED, State.HELD)
STOPPED = (State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED)
Narrow = Callable[[QuerySet[Email]], QuerySet[Email]]
# Counting further takes longer than anybody's interest in the exact number lasts.
MOST = 1_000
# A page shows neither what a letter says nor what went out, so it does not load them either.
WORDS = ("letter", "text")


class Drawer(StrEnum):
    LOOK = "look"
    SCHEDULED = "scheduled"
    SENT = "sent"
    HELD = "held"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    STOPPED = "stopped"


STATES: dict[Drawer, tuple[State, ...]] = {
    Drawer.SCHEDULED: UNSENT,
    Drawer.SENT: (State.SENT,),
    Drawer.HELD: (State.HELD,),
    Drawer.UNCERTAIN: (State.UNCERTAIN,),
    Drawer.FAILED: (State.FAILED,),
    Drawer.STOPPED: STOPPED,
}


def is_overdue(email: Email, *, now: datetime) -> bool:
    return email.state in UNSENT and email.send_at <= now - OVERDUE_AFTER


def overdue(*, now: datetime) -> Q:
    return Q(state__in=UNSENT, send_at__lte=now - OVERDUE_AFTER)


def needs_a_look(*, now: datetime) -> Q:
    """A person has to decide, or the machinery is late."""
    return Q(state__in=TROUBLED) | overdue(now=now)


class Found:
    """The emails of one drawer, what waits soonest first, the rest newest first; without their words.

    Read state by state, since each has its own stretch of one index: however many emails there are,
    a page reads no more than what stands before its end. Nobody turns more than MOST of them.
    """

    def __init__(
        self, drawer: Drawer, *, now: datetime, narrow: Narrow = lambda emails: emails
    ) -> None:
        ahead = drawer in (Drawer.LOOK, Drawer.SCHEDULED)
        self.order = ("send_at", "pk") if ahead else ("-send_at", "-pk")
        chosen = [Q(state=state) for state in STATES.get(drawer, TROUBLED)]
        if drawer == Drawer.LOOK:
            late = Q(send_at__lte=now - OVERDUE_AFTER)
            chosen += [Q(state=state) & late for state in UNSENT]
        self.parts = [narrow(Email.objects.filter(part)) for part in chosen]

    def count(self) -> int:
        # In order, since else the database may take the whole table for the shorter way.
        return min(MOST, self._first(MOST, self.order[0]).count())

    def __getitem__(self, wanted: slice) -> list[Email]:
        if not wanted.stop:
            return []
        firsts = self._first(wanted.stop, *self.order)
        pks = [pk for pk, _send_at in firsts[wanted]]
        rows = Email.objects.select_related("reader").defer(*WORDS).in_bulk(pks)
        return [rows[pk] for pk in pks if pk in rows]

    def _first(self, count: int, *order: str) -> QuerySet[Email, Any]:
        each = [part.order_by(*order).values_list("pk", "send_at")[:count] for part in self.parts]
        return each[0] if len(each) == 1 else each[0].union(*each[1:], all=True).order_by(*order)


COUNT = """
SELECT (SELECT count(*) FROM (
  SELECT FROM outbox_email AS email
  WHERE email.state = part.state AND email.send_at <= part.until
  ORDER BY email.send_at DESC LIMIT %s
) AS first) FROM unnest(%s::text[], %s::timestamptz[]) WITH ORDINALITY AS part (state, until, number)
ORDER BY number
"""
EVER = datetime.max.replace(tzinfo=UTC)


def counts(*, now: datetime) -> dict[Drawer, int]:
    """How many emails each drawer holds, MOST meaning that or more. One query."""
    late = now - OVERDUE_AFTER
    asked = [(state, EVER) for state in State] + [(state, late) for state in UNSENT]
    with connection.cursor() as cursor:
        states, untils = (
            [state.value for state, _until in asked],
            [until for _state, until in asked],
        )
        cursor.execute(COUNT, [MOST, states, untils])
        told = {one: count for one, (count,) in zip(asked, cursor.fetchall(), strict=True)}
    found = {
        drawer: sum(told[state, EVER] for state in states) for drawer, states in STATES.items()
    }
    overdue = sum(told[state, late] for state in UNSENT)
    found[Drawer.LOOK] = overdue + sum(told[state, EVER] for state in TROUBLED)
    return {drawer: min(found[drawer], MOST) for drawer in Drawer}


def label_of(kind: str) -> str:
    """What a person calls this kind of email; of a kind nobody knows here, its bare name in words."""
    try:
        return str(kinds.get(kind).label)
    except kinds.UnknownKind:
        return kind.replace("_", " ").capitalize()
