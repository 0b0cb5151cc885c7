"""When is a step of the office's cadence due? Pure: an anchor and a zone in, an instant out."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ..slots.zones import at_local

SPANS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


@dataclass(frozen=True)
class Step:
    """One email around a conversation: `amount` of `unit` from the anchor, at `local` if that is set.

    With `local` it is that many calendar days or months from the anchor's date in the reader's
    zone, at that wall time; without, an exact span. `within` is its latest distance from the anchor.
    """

    kind: str
    anchor: str  # "asked", "starts", "ends" or "contact"
    amount: int
    unit: str  # "minutes", "hours", "days" or "months"
    readers: tuple[str, ...]
    number: int = 1
    local: time | None = None
    within: timedelta | None = None
    untouched: str = "send"  # what becomes of an untouched letter: "send", "hold" or "skip"


def due_at(step: Step, anchor: datetime, zone: ZoneInfo) -> datetime:
    """When the step is due for a reader in `zone`, counted from the instant `anchor`."""
    day = anchor.astimezone(zone)
    if step.unit == "months":
        on = add_months(day.date(), step.amount)
        due = at_local(on, step.local or day.time(), zone)
    elif step.local is not None:
        due = at_local(day.date() + step.amount * SPANS[step.unit], step.local, zone)
    else:
        due = anchor + step.amount * SPANS[step.unit]
    return due if step.within is None else min(due, anchor + step.within)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
