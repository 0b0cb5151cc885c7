"""How does each calendar that somebody gave us stand, in the words of its owner’s page?"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..actions.outside import AGAIN_AFTER, is_being_read
from ..models import OutsideCalendar
from ..queries.openings import BUSY_TIMES_KEEP

State = OutsideCalendar.State
READING = ("info", "arrow-path", _("Being read"))
STAMPS: dict[str, tuple[str, str, str | Promise]] = {
    State.WAITING: READING,
    State.GOOD: ("good", "check-circle", _("Read")),
    State.PARTLY: ("warn", "exclamation-triangle", _("Read in part")),
    State.FAILED: ("bad", "x-circle", _("Could not be read")),
}


@dataclass(frozen=True)
class CalendarRow:
    """`count` says how many stretches it keeps free of conversations.

    `used_until` is when the last good reading stops to count, where the last try went wrong.
    """

    calendar: OutsideCalendar
    place: str
    stamp: tuple[str, str, str | Promise]
    count: int
    is_being_read: bool
    may_read: bool
    used_until: datetime | None
    closes_nothing: bool


def calendar_row(calendar: OutsideCalendar, *, count: int, now: datetime) -> CalendarRow:
    being_read = is_being_read(calendar, now=now)
    failed = calendar.state == State.FAILED
    ends = calendar.read_at + BUSY_TIMES_KEEP if calendar.read_at else None
    is_used = ends is not None and ends > now
    return CalendarRow(
        calendar=calendar,
        place=masked(calendar.address),
        stamp=READING if being_read else STAMPS[calendar.state],
        count=count if is_used else 0,
        is_being_read=being_read,
        may_read=not being_read and _has_rested(calendar, now),
        used_until=ends if failed and is_used else None,
        closes_nothing=failed and not is_used,
    )


def masked(address: str) -> str:
    """The server alone: the rest of the address opens the calendar."""
    return _("%(host)s/…") % {"host": urlsplit(address).hostname or ""}


def _has_rested(calendar: OutsideCalendar, now: datetime) -> bool:
    return calendar.tried_at is None or calendar.tried_at <= now - AGAIN_AFTER
