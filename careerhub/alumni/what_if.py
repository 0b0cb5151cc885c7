"""What would students see if this were saved? Computed from an unsaved form; nothing is written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import same_offset, say_day, say_time, say_zone
from careerhub.office import policies as office_policies
from careerhub.office.models import Holiday
from careerhub.people.models import User
from interviews.models import Schedule
from interviews.queries.openings import Calendars
from interviews.queries.rules import Published, rules_of
from interviews.slots.openings import Block as OpenBlock
from interviews.slots.openings import Rules

from .queries import calendars_of
from .wall import wall_time
from .week import Block
from .why_none import why_no_openings

DAYS_SHOWN, TIMES_SHOWN = 5, 5  # enough to recognize the pattern of a week


@dataclass(frozen=True)
class SeenDay:
    """A day as a student sees it; `own` is its first time on the alum's clock, where that differs."""

    label: str
    own: str
    times: list[tuple[datetime, str]]
    more: int = 0


@dataclass(frozen=True)
class Foresight:
    """How many openings there would be, the first days of them, and if none, why."""

    count: int
    count_said: str
    days: list[SeenDay]
    none_said: str
    length: int
    calendars: Calendars


def foresee(
    mentor: User, draft: Schedule, blocks: Iterable[Block], *, look_zone: str, now: datetime
) -> Foresight:
    calendars = calendars_of(mentor, now=now)
    stored = calendars.of[mentor.pk].rules
    rules = _rules(mentor, draft, list(blocks), stored)
    calendars.of[mentor.pk].rules = rules
    calendars.booker_zone = look_zone
    openings = calendars.openings(mentor.pk)
    return Foresight(
        count=len(openings),
        count_said=say_count(
            len(openings), days_ahead(rules, now), day_cap=rules.day_cap, week_cap=rules.week_cap
        ),
        days=_by_day(openings, look_zone, rules.zone, mentor.hour_cycle),
        none_said="" if openings else why_no_openings(calendars, mentor),
        length=rules.length_minutes,
        calendars=calendars,
    )


def _rules(mentor: User, draft: Schedule, blocks: list[Block], stored: Rules) -> Rules:
    """The draft's settings and hours, with the dates that are stored: those are saved one by one."""
    published = Published(
        hours=tuple(OpenBlock(day, wall_time(start), wall_time(end)) for day, start, end in blocks),
        exceptions=stored.exceptions,
        time_off=stored.time_off,
        holidays=frozenset(Holiday.objects.values_list("day", flat=True)),
    )
    return rules_of(mentor, draft, office_policies.current(), published)


def days_ahead(rules: Rules, now: datetime) -> int:
    today = now.astimezone(ZoneInfo(rules.zone)).date()
    days = rules.window_days
    if rules.window_until is not None:
        days = min(days, (rules.window_until - today).days)
    return max(days, 0)


def say_count(n: int, days: int, *, day_cap: int | None, week_cap: int | None) -> str:
    """ "This gives 11 open times in the next 4 weeks, of which at most 2 a week are booked." """
    if days and days % 7 == 0:
        weeks = days // 7
        span = ngettext("the next week", "the next %(weeks)d weeks", weeks) % {"weeks": weeks}
    else:
        span = ngettext("the next %(days)d day", "the next %(days)d days", days) % {"days": days}
    words = {"n": n, "span": span, "most": _say_caps(day_cap, week_cap)}
    if n < 2 or not words["most"]:
        said = ngettext(
            "This gives %(n)d open time in %(span)s.", "This gives %(n)d open times in %(span)s.", n
        )
        return said % words
    return (
        _("This gives %(n)d open times in %(span)s, of which at most %(most)s are booked.") % words
    )


def _say_caps(day_cap: int | None, week_cap: int | None) -> str:
    """ "1 a day and 2 a week"; a day's cap that the week's makes idle is left out."""
    said = []
    if day_cap is not None and (week_cap is None or day_cap < week_cap):
        said.append(_("%(n)d a day") % {"n": day_cap})
    if week_cap is not None:
        said.append(_("%(n)d a week") % {"n": week_cap})
    return _(" and ").join(said)


def _by_day(openings: list[datetime], look_zone: str, own_zone: str, cycle: str) -> list[SeenDay]:
    there, days = ZoneInfo(look_zone), defaultdict(list)
    for start in openings:
        days[start.astimezone(there).date()].append(start)
    return [
        SeenDay(
            label=say_day(starts[0], look_zone),
            own=""
            if same_offset(starts[0], look_zone, own_zone)
            else _own(starts[0], own_zone, cycle),
            times=[
                (start.astimezone(there), say_time(start, look_zone, cycle))
                for start in starts[:TIMES_SHOWN]
            ],
            more=max(0, len(starts) - TIMES_SHOWN),
        )
        for starts in list(days.values())[:DAYS_SHOWN]
    ]


def _own(start: datetime, own_zone: str, cycle: str) -> str:
    return f"{say_time(start, own_zone, cycle)} {say_zone(start, own_zone)}"
