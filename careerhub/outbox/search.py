"""Which emails are in which drawer of the outbox, and how many? Reads only; whose they are is not known here."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from . import kinds
from .models import IN_FLIGHT, Email, State

# The machinery sends within seconds; what is this late waits for more than its turn.
OVERDUE_AFTER = timedelta(minutes=15)
UNSENT = (State.SCHEDULED, *IN_FLIGHT)
TROUBLED = (State.UNCERTAIN, State.FAILED, State.HELD)
STOPPED = (State.WITHDRAWN, State.SUPPRESSED, State.EXPIRED)
# A page shows neither what a letter says nor what went out, so it does not load them either.
WORDS = ("letter", "text", "html")


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


def in_drawer(drawer: Drawer, *, now: datetime) -> QuerySet[Email]:
    """The emails of one drawer without their words: what waits soonest first, the rest newest first."""
    emails = Email.objects.select_related("reader").defer(*WORDS)
    if drawer == Drawer.LOOK:
        return emails.filter(needs_a_look(now=now)).order_by("send_at", "pk")
    chosen = emails.filter(state__in=STATES[drawer])
    if drawer == Drawer.SCHEDULED:
        return chosen.order_by("send_at", "pk")
    return chosen.order_by("-send_at", "-pk")


def counts(*, now: datetime) -> dict[Drawer, int]:
    """How many emails each drawer holds. One query."""
    every = Email.objects.aggregate(
        look=Count("pk", filter=needs_a_look(now=now)),
        **{
            drawer.value: Count("pk", filter=Q(state__in=states))
            for drawer, states in STATES.items()
        },
    )
    return {drawer: every[drawer.value] for drawer in Drawer}


def label_of(kind: str) -> str:
    """What a person calls this kind of email; of a kind nobody knows here, its bare name in words."""
    try:
        return str(kinds.get(kind).label)
    except kinds.UnknownKind:
        return kind.replace("_", " ").capitalize()
