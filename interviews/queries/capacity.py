"""How much room has an alum left this term, and why is there no time at all? Pure, over loaded calendars."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ..models import DirectoryEntry
from ..slots.openings import Reason
from .openings import Calendars

# More circles than this cannot be taken in at a glance, and leave the words no room.
MOST_SEATS = 4


class Band(StrEnum):
    """What we say instead of a number of requests."""

    PLENTY = "plenty"
    ROOM = "room"
    ONE = "one"
    FULL = "full"
    RESTING = "resting"
    NO_HOURS = "no_hours"


@dataclass(frozen=True)
class Room:
    band: Band
    left: int = 0
    seats: tuple[bool, ...] = ()  # one circle a conversation, filled where given; decoration
    until: date | None = None


def room_of(calendars: Calendars, mentor_id: int) -> Room:
    """The band of one alum in the term that holds today; between terms there is no term's limit."""
    times = calendars.of[mentor_id]
    rules, zone = times.rules, ZoneInfo(times.rules.zone)
    today = calendars.now.astimezone(zone).date()
    has_hours = bool(rules.hours) or any(exception.blocks for exception in rules.exceptions)
    term = next((term for term in calendars.terms if term[0] <= today <= term[1]), None)
    if term is None or rules.term_cap is None:
        return _room(has_hours, rules.paused_until, today)
    days = (start.astimezone(zone).date() for start in times.taken)
    given = sum(term[0] <= day <= term[1] for day in days)
    return _room(has_hours, rules.paused_until, today, given, rules.term_cap)


def room_in(entry: DirectoryEntry, zone: ZoneInfo, *, now: datetime) -> Room:
    """The same from the directory's entry, without a calendar."""
    today = now.astimezone(zone).date()
    if not entry.in_term or entry.term_cap is None:
        return _room(entry.has_hours, entry.resting_until, today)
    return _room(entry.has_hours, entry.resting_until, today, entry.given, entry.term_cap)


def _room(
    has_hours: bool, rests_until: date | None, today: date, given: int = 0, cap: int | None = None
) -> Room:
    if not has_hours:
        return Room(Band.NO_HOURS)
    if rests_until is not None and rests_until > today:
        return Room(Band.RESTING, until=rests_until)
    if cap is None:
        return Room(Band.PLENTY)
    return Room(band_of(given, cap), cap - given, seats(given, cap))


def band_of(given: int, cap: int) -> Band:
    left = cap - given
    if left <= 0:
        return Band.FULL
    if left == 1:
        return Band.ONE
    return Band.PLENTY if 2 * left > cap else Band.ROOM


def seats(given: int, cap: int) -> tuple[bool, ...]:
    """Circles, scaled down where the cap is higher than one can see at a glance."""
    shown = min(cap, MOST_SEATS)
    filled = min(shown, -(-given * shown // cap)) if cap else 0
    return tuple(seat < filled for seat in range(shown))


def why_none(calendars: Calendars, mentor_id: int) -> Reason | None:
    """Which rule closes most of the time there is; None where all is simply taken or none is published."""
    starts = calendars.only_bound_by_others(mentor_id)
    reasons = Counter(filter(None, (calendars.why_closed(mentor_id, start) for start in starts)))
    return reasons.most_common(1)[0][0] if reasons else None
