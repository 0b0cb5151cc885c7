"""A person gives us a calendar they keep elsewhere and takes it back; a worker reads it for its busy times.

A full reading replaces what was known. One in part only adds to it, since what it lacks may still
hold. What was read stays for a week of failures, then nobody is kept from a time by it.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..calendars.busy import Reading, Span, read_busy
from ..calendars.errors import CannotRead
from ..calendars.fetch import clean_address, fetch_calendar
from ..calendars.invitation import own_domain
from ..models import BusyTime, OutsideCalendar
from ..queries.openings import BUSY_TIMES_KEEP
from ..slots.intervals import merge
from .errors import LimitReached, NotAllowed, Refusal, TooLate
from .locking import lock_people, taking_turns
from .windows import refresh_windows

logger = logging.getLogger(__name__)

MOST = 5
NAME_LIMIT = 100
EVERY = timedelta(minutes=25)
JITTER = 10 * 60  # seconds; what was added in one hour must not be read in one minute for ever
LONGEST_REST = timedelta(hours=12)
# As long as a reading can take, and more: the worker that began it is dead by then.
LEASE = timedelta(minutes=2)
AGAIN_AFTER = timedelta(minutes=1)
BEFORE, BEYOND = timedelta(days=1), timedelta(days=2)  # around the booking window
MOST_FAILURES = 1_000

Fetch = Callable[[str], bytes]
State = OutsideCalendar.State


class BadAddress(Refusal):
    """The address is not one that we can read; the sentence belongs to its field."""


def add_calendar(person: User, *, name: str, address: str, now: datetime) -> OutsideCalendar:
    """Keep a calendar to be read as soon as a worker is free. Looks nothing up itself."""
    try:
        clean = clean_address(address)
    except CannotRead as trouble:
        raise BadAddress(trouble.sentence) from None
    called = " ".join(name.split())[:NAME_LIMIT] or clean.split("/")[2]

    def add() -> OutsideCalendar:
        lock_people([person.pk])
        mine = list(OutsideCalendar.objects.filter(person=person))
        same = next((one for one in mine if one.address == clean), None)
        if same is not None:
            raise BadAddress(_("You have given us this one already: %(name)s.") % {"name": same})
        if len(mine) >= MOST:
            raise LimitReached(
                _(
                    "You have given us %(n)d calendars, which is as many as we read. Remove one first."
                )
                % {"n": MOST}
            )
        return OutsideCalendar.objects.create(
            person=person, name=called, address=clean, added_at=now, next_try_at=now
        )

    return taking_turns(add)


def remove_calendar(calendar: OutsideCalendar, *, by: User, now: datetime) -> None:
    """Forget the calendar and everything read from it, at once."""
    _check_own(calendar, by)

    def remove() -> None:
        lock_people([by.pk])
        OutsideCalendar.objects.filter(pk=calendar.pk).delete()
        refresh_windows([by.pk], now=now)

    taking_turns(remove)


def read_again(calendar: OutsideCalendar, *, by: User, now: datetime) -> None:
    """Put it first in the line of the workers, unless one has it in hand or has only just read it."""
    _check_own(calendar, by)
    if is_being_read(calendar, now=now):
        return
    if calendar.tried_at is not None and calendar.tried_at > now - AGAIN_AFTER:
        raise TooLate(_("It was read less than a minute ago. Try again in a moment."))
    OutsideCalendar.objects.filter(pk=calendar.pk).update(next_try_at=now)


def is_being_read(calendar: OutsideCalendar, *, now: datetime) -> bool:
    """Waits for a worker or is in one’s hands: what was claimed is due again only after its lease."""
    return calendar.next_try_at <= now + LEASE


def claim_calendar(*, now: datetime) -> OutsideCalendar | None:
    """The calendar that has waited longest, for this worker alone; None where none is due."""
    with transaction.atomic():
        due = OutsideCalendar.objects.filter(next_try_at__lte=now, person__is_active=True)
        rows = due.select_for_update(skip_locked=True, of=("self",), no_key=True)
        calendar = rows.select_related("person").order_by("next_try_at", "pk").first()
        if calendar is not None:
            calendar.next_try_at = now + LEASE
            calendar.save(update_fields=["next_try_at"])
    return calendar


def read_calendar(
    calendar: OutsideCalendar, *, now: datetime, fetch: Fetch = fetch_calendar
) -> OutsideCalendar | None:
    """Fetch it, work it out and keep what was found; None where it was removed in the meantime."""
    try:
        reading = _reading(calendar, now, fetch)
    except CannotRead as trouble:
        return _note(calendar, _failure(trouble.sentence, now), now)
    except Exception as error:  # its words may hold the address, so only its kind is told
        logger.error("calendar %s was not read: %s", calendar.pk, type(error).__name__)
        return _note(calendar, _failure(CannotRead().sentence, now), now)
    return _note(calendar, _success(reading, now), now)


def _reading(calendar: OutsideCalendar, now: datetime, fetch: Fetch) -> Reading:
    office = office_policies.current()
    return read_busy(
        fetch(calendar.address),
        zone=calendar.person.zone or office.zone,
        since=now.replace(microsecond=0) - BEFORE,
        until=now.replace(microsecond=0) + timedelta(days=office.window_days) + BEYOND,
        own=own_domain(),
    )


Change = Callable[[OutsideCalendar], list[Span]]


def _note(calendar: OutsideCalendar, change: Change, now: datetime) -> OutsideCalendar | None:
    """Write down what the reading came to, with the busy times it leaves, as one."""

    def note() -> OutsideCalendar | None:
        lock_people([calendar.person_id])
        found = OutsideCalendar.objects.select_for_update(no_key=True).filter(pk=calendar.pk)
        kept = found.first()
        if kept is None:
            return None
        spans = change(kept)
        kept.tried_at = now
        kept.save()
        if _replace(kept, spans):
            refresh_windows([kept.person_id], now=now)
        return kept

    return taking_turns(note)


def _success(reading: Reading, now: datetime) -> Change:
    def change(kept: OutsideCalendar) -> list[Span]:
        adds_only = bool(reading.missing) and _is_fresh(kept, now)
        known = [span for span in _spans(kept) if span[1] > now] if adds_only else []
        if not adds_only:
            kept.read_at = now
        kept.state = State.PARTLY if reading.missing else State.GOOD
        kept.trouble, kept.failures = reading.missing, 0
        kept.next_try_at = now + _rest(0)
        return _merged([*known, *reading.busy])

    return change


def _failure(sentence: str, now: datetime) -> Change:
    def change(kept: OutsideCalendar) -> list[Span]:
        kept.state, kept.trouble = State.FAILED, sentence
        kept.failures = min(kept.failures + 1, MOST_FAILURES)
        kept.next_try_at = now + _rest(kept.failures)
        return _spans(kept) if _is_fresh(kept, now) else []

    return change


def _is_fresh(calendar: OutsideCalendar, now: datetime) -> bool:
    return calendar.read_at is not None and calendar.read_at > now - BUSY_TIMES_KEEP


def _rest(failures: int) -> timedelta:
    """Until the next try: about half an hour, twice as long after each failure, half a day at most."""
    rest = EVERY * 2 ** min(max(failures - 1, 0), 10)
    return min(rest, LONGEST_REST) + timedelta(seconds=secrets.randbelow(JITTER))


def _spans(calendar: OutsideCalendar) -> list[Span]:
    during = calendar.busy.values_list("during", flat=True)
    return sorted((span.lower, span.upper) for span in during)


def _merged(spans: Iterable[Span]) -> list[Span]:
    seconds = merge((int(low.timestamp()), int(high.timestamp())) for low, high in spans)
    return [
        (datetime.fromtimestamp(low, UTC), datetime.fromtimestamp(high, UTC))
        for low, high in seconds
    ]


def _replace(calendar: OutsideCalendar, spans: list[Span]) -> bool:
    """Whether anything differs from what was known."""
    if _spans(calendar) == spans:
        return False
    calendar.busy.all().delete()
    BusyTime.objects.bulk_create(
        BusyTime(calendar=calendar, person_id=calendar.person_id, during=DateTimeTZRange(*span))
        for span in spans
    )
    return True


def _check_own(calendar: OutsideCalendar, by: User) -> None:
    if calendar.person_id != by.pk:
        raise NotAllowed(_("Only the person who gave us this calendar may change it."))
