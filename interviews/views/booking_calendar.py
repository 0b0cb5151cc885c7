"""What does the calendar of openings show: which month, which day's times, and why have other days none?"""

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import say_day

from .closed_days import Stretch, in_stretches
from .offered import Day, Slot, by_day, read_value

QUICK_PICKS = 3
DAYS_IN_SIGHT = 3  # of the list, before “Show more days”
MONTH, LIST = "month", "list"
# Buttons that only look at another day, month, time or view; they change nothing.
LOOKING = ("day", "month", "pick", "view")
COOKIE = "openings"  # which of the two somebody likes better
WEEK = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Look:
    """What the address asks to see."""

    at: datetime | None = None
    day: date | None = None
    month: date | None = None
    view: str = ""  # as the address has it, "" where it says nothing

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Look":
        view = query.get("view", "")
        return cls(
            at=read_value(query.get("pick", "") or query.get("at", "")),
            day=_read_day(query.get("day", "")),
            month=_read_day(f"{query.get('month', '')}-01"),
            view=view if view in (MONTH, LIST) else "",
        )


@dataclass(frozen=True)
class Cell:
    """One day of the month; `why` where it has no opening and one might wonder."""

    day: date
    is_in_month: bool
    count: int = 0
    is_today: bool = False
    is_picked: bool = False
    why: str = ""

    @property
    def label(self) -> str:
        """ "Thursday, October 22, 4 openings"."""
        openings = ngettext("%(n)d opening", "%(n)d openings", self.count) % {"n": self.count}
        return _("%(day)s, %(openings)s") % {"day": long_day(self.day), "openings": openings}

    @property
    def value(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True)
class BookingCalendar:
    first: date  # of the month that is shown
    weeks: list[list[Cell]]
    before: str  # the neighboring months, as the address has them; "" where there is nothing to see
    after: str
    picked: date | None
    slots: list[Slot]  # of the picked day
    why: str  # why it has none
    closed: list[Stretch]
    last: date  # the last day on which anything can be open
    is_list: bool
    days: list[Day]
    more: list[Day]
    chosen: Slot | None = None
    quick: list[Slot] = field(default_factory=list)
    near: list[Slot] = field(default_factory=list)

    @property
    def has_openings(self) -> bool:
        return bool(self.days)

    @property
    def is_cut(self) -> bool:
        """Whether what is shown goes on after the last day that can be open."""
        return self.is_list or (self.last.year, self.last.month) == (
            self.first.year,
            self.first.month,
        )

    @property
    def label(self) -> str:
        return long_day(self.picked) if self.picked else ""

    @property
    def zones_differ(self) -> bool:
        shown = [*self.slots, *(slot for day in self.days for slot in day.slots)]
        return any(slot.there for slot in shown)

    @property
    def said(self) -> str:
        """What a screen reader hears once another day is there."""
        if not self.picked:
            return _("Nothing is open in this month.")
        if self.why:
            return _("%(day)s, nothing open: %(why)s") % {"day": self.label, "why": self.why}
        return Cell(self.picked, is_in_month=True, count=len(self.slots)).label


def lay_out(
    slots: list[Slot],
    *,
    look: Look,
    chosen: Slot | None,
    near: list[Slot],
    closed: Mapping[date, str],
    today: date,
    last: date,
    remembered: str = "",
) -> BookingCalendar:
    """The month of what is looked at, else of the chosen time, else of the first opening."""
    open_days = by_day(slots)
    last = max([last, today, *open_days])
    month = _month(look, chosen, open_days, today, last)
    picked = _picked(look, chosen, open_days, month)
    in_sight, more = _days(open_days, picked)
    is_list = (look.view or remembered) == LIST
    return BookingCalendar(
        first=month,
        weeks=_weeks(month, open_days, closed, picked, today),
        before=_neighbor(month - timedelta(days=1)) if month > today.replace(day=1) else "",
        after=_neighbor(_next(month)) if _next(month) <= last else "",
        picked=picked,
        slots=open_days.get(picked, []) if picked else [],
        why=_why(picked, open_days, closed, today, last),
        closed=in_stretches(
            {day: why for day, why in closed.items() if is_list or _is_in(day, month)}
        ),
        last=last,
        is_list=is_list,
        days=in_sight,
        more=more,
        chosen=chosen,
        quick=[] if near else [found[0] for found in open_days.values()][:QUICK_PICKS],
        near=near,
    )


def long_day(day: date) -> str:
    return say_day(datetime.combine(day, time(), UTC), "UTC", long=True)


def _month(
    look: Look, chosen: Slot | None, open_days: Mapping[date, list[Slot]], today: date, last: date
) -> date:
    first_open = next(iter(open_days), today)
    wanted = look.month or look.day or (chosen.date if chosen else first_open)
    return min(max(wanted, today), last).replace(day=1)


def _picked(
    look: Look, chosen: Slot | None, open_days: Mapping[date, list[Slot]], month: date
) -> date | None:
    if look.day and _is_in(look.day, month):
        return look.day
    if chosen and _is_in(chosen.date, month):
        return chosen.date
    return next((day for day in open_days if _is_in(day, month)), None)


def _weeks(
    month: date,
    open_days: Mapping[date, list[Slot]],
    closed: Mapping[date, str],
    picked: date | None,
    today: date,
) -> list[list[Cell]]:
    def cell(day: date) -> Cell:
        if not _is_in(day, month):
            return Cell(day, is_in_month=False)
        return Cell(
            day,
            is_in_month=True,
            count=len(open_days.get(day, [])),
            is_today=day == today,
            is_picked=day == picked,
            why=closed.get(day, ""),
        )

    weeks = WEEK.monthdatescalendar(month.year, month.month)
    return [[cell(day) for day in week] for week in weeks]


def _days(open_days: Mapping[date, list[Slot]], picked: date | None) -> tuple[list[Day], list[Day]]:
    """The days of the list in sight, and those behind “Show more days”; the picked one is open."""
    first = list(open_days)[:DAYS_IN_SIGHT]
    if picked is not None and picked in open_days and picked not in first:
        first = [*first[:-1], picked]
    made = {day: Day(found, is_open=day == picked) for day, found in open_days.items()}
    return [made[day] for day in first], [made[day] for day in made if day not in first]


def _why(
    picked: date | None,
    open_days: Mapping[date, list[Slot]],
    closed: Mapping[date, str],
    today: date,
    last: date,
) -> str:
    if picked is None or picked in open_days:
        return ""
    if picked < today:
        return _("that day has passed")
    if picked > last:
        return _("times do not open that far ahead")
    return closed.get(picked, "") or _("no hours on that day of the week")


def _is_in(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _neighbor(day: date) -> str:
    return f"{day:%Y-%m}"


def _read_day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
