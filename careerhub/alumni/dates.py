"""Which dates differ from an alum's usual week, and how does a month of them look?"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import dateformat
from django.utils.translation import gettext as _

from careerhub.office.models import Holiday
from careerhub.people.models import User
from interviews.actions.sentences import zone_of
from interviews.models import UPCOMING, Interview, Schedule, Stage
from interviews.slots.zones import at_local

from .queries import given_by
from .wall import say_hours

CLOSED, OTHER, OFF, HOLIDAY = "closed", "other", "off", "holiday"
A_DAY = timedelta(days=1)
Span = tuple[time, time]


@dataclass(frozen=True)
class Special:
    """Why a date is not like its weekday; the strongest wins: time off, own choice, holiday."""

    kind: str
    said: str
    short: str


@dataclass(frozen=True)
class Cell:
    day: date
    in_month: bool
    is_past: bool
    is_today: bool
    is_usually_open: bool
    special: Special | None
    label: str


@dataclass(frozen=True)
class Ahead:
    """One line of the list: a date or a stretch, and what is different about it."""

    first: date
    last: date
    said: str
    kind: str

    @property
    def label(self) -> str:
        return say_stretch(self.first, self.last)


def say_date(day: date, *, today: date) -> str:
    """ "Wednesday, November 25"; with the year if it is another one."""
    return dateformat.format(day, "l, F j" if day.year == today.year else "l, F j, Y")


def say_stretch(first: date, last: date) -> str:
    """ "Nov 23 to 27", "Nov 30 to Dec 4", "Wed, Nov 25"."""
    if first == last:
        return dateformat.format(first, "D, M j")
    same = (first.year, first.month) == (last.year, last.month)
    end = dateformat.format(last, "j" if same else "M j" if first.year == last.year else "M j, Y")
    return _("%(first)s to %(last)s") % {"first": dateformat.format(first, "M j"), "last": end}


def blocks_on(schedule: Schedule, day: date) -> list[Span] | None:
    """The blocks set for that date, none if it is closed; None where the usual week holds."""
    return exceptions_of(schedule, day, day).get(day)


def exceptions_of(schedule: Schedule, first: date, last: date) -> dict[date, list[Span]]:
    days: dict[date, list[Span]] = {}
    if schedule.pk is None:
        return days
    for row in schedule.exceptions.filter(day__range=(first, last)).order_by("day", "opens_local"):
        blocks = days.setdefault(row.day, [])
        if row.opens_local is not None and row.closes_local is not None:
            blocks.append((row.opens_local, row.closes_local))
    return days


def stretches_of(schedule: Schedule, first: date, last: date) -> list[tuple[date, date]]:
    if schedule.pk is None:
        return []
    off = schedule.time_off.filter(first_day__lte=last, last_day__gte=first)
    return list(off.order_by("first_day", "last_day").values_list("first_day", "last_day"))


def specials(schedule: Schedule, first: date, last: date, cycle: str) -> dict[date, Special]:
    """What is different from `first` to `last`, by date."""
    found: dict[date, Special] = {}
    if schedule.keeps_holidays:
        for holiday in Holiday.objects.filter(day__range=(first, last)):
            said = _("%(name)s, closed unless you open it") % {"name": holiday.name}
            found[holiday.day] = Special(HOLIDAY, said, holiday.name)
    for day, blocks in exceptions_of(schedule, first, last).items():
        found[day] = _of_blocks(blocks, cycle)
    for start, end in stretches_of(schedule, first, last):
        for n in range((min(end, last) - max(start, first)).days + 1):
            found[max(start, first) + n * A_DAY] = Special(OFF, _("Time off"), _("Off"))
    return found


def _of_blocks(blocks: list[Span], cycle: str) -> Special:
    if not blocks:
        return Special(CLOSED, _("Closed"), _("Closed"))
    hours = ", ".join(say_hours(*block, cycle) for block in blocks)
    return Special(OTHER, _("Open %(hours)s, just this once") % {"hours": hours}, _("Other"))


def month_of(schedule: Schedule, first: date, *, today: date, cycle: str) -> list[list[Cell]]:
    """The weeks of the month that are not over, Monday first, with the days around it."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    weeks = [week for week in weeks if week[-1] >= today]
    special = specials(schedule, weeks[0][0], weeks[-1][-1], cycle)
    usual = usual_hours(schedule, cycle)
    return [
        [_cell(day, first.month, special.get(day), usual[day.weekday()], today) for day in week]
        for week in weeks
    ]


def usual_hours(schedule: Schedule, cycle: str) -> list[list[str]]:
    """The blocks of each weekday, in words."""
    days: list[list[str]] = [[] for _day in range(7)]
    for block in schedule.hours.all() if schedule.pk else ():
        days[block.weekday].append(say_hours(block.opens_local, block.closes_local, cycle))
    return days


def _cell(day: date, month: int, special: Special | None, usual: list[str], today: date) -> Cell:
    said = special.said if special else _as_usual(usual)
    label = f"{say_date(day, today=today)}: {said}"
    return Cell(day, day.month == month, day < today, day == today, bool(usual), special, label)


def _as_usual(usual: list[str]) -> str:
    hours = ", ".join(usual)
    return _("as usual, %(hours)s") % {"hours": hours} if usual else _("closed as usual")


def dates_ahead(schedule: Schedule, *, today: date, cycle: str, most: int = 0) -> list[Ahead]:
    """Single dates and time off from today on, in order; all of them, or the first `most`."""
    lines = [
        Ahead(day, day, _of_blocks(blocks, cycle).said, _of_blocks(blocks, cycle).kind)
        for day, blocks in exceptions_of(schedule, today, date.max).items()
    ]
    lines += [
        Ahead(first, last, _("Time off"), OFF)
        for first, last in stretches_of(schedule, today, date.max)
    ]
    lines.sort(key=lambda line: (line.first, line.last))
    return lines[:most] if most else lines


def interviews_between(mentor: User, first: date, last: date, *, now: datetime) -> list[Interview]:
    """Booked or asked for on these days of the alum's own calendar, and not over yet."""
    zone: ZoneInfo = zone_of(mentor)
    starts, ends = at_local(first, time(0), zone), at_local(last + A_DAY, time(0), zone)
    live = Q(stage__in=UPCOMING, ends_at__gt=now) | Q(stage=Stage.ASKED, expires_at__gt=now)
    found = given_by(mentor).filter(live, starts_at__gte=starts, starts_at__lt=ends)
    return list(found.order_by("starts_at"))


def month_named(text: str, *, today: date) -> date:
    """The first day of the month that an address names, "2026-11"; else of this month."""
    try:
        first = datetime.strptime(f"{text}-01", "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return today.replace(day=1)
    return min(max(first, today.replace(day=1)), (today + 730 * A_DAY).replace(day=1))


def months_around(first: date, *, today: date) -> tuple[date | None, date | None]:
    """The month before, unless it is past, and the month after, while it is within two years."""
    before = (first - A_DAY).replace(day=1)
    after = (first + 31 * A_DAY).replace(day=1)
    return (
        before if before >= today.replace(day=1) else None,
        after if after <= today + 730 * A_DAY else None,
    )


def holiday_on(day: date) -> str:
    names: Iterable[str] = Holiday.objects.filter(day=day).values_list("name", flat=True)
    return ", ".join(names)
