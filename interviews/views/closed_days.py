"""Why has a day no opening, where one might have hoped for one? In a few words a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.common.times import say_day, say_time
from careerhub.office.models import Holiday

from ..queries.openings import Calendars
from ..slots.openings import Code, Reason, find_openings

# A day has many starts; a few of them tell which rule closes it.
STARTS_LOOKED_AT = 4


@dataclass(frozen=True)
class Stretch:
    """Days that are closed for one reason, as "Tue, Nov 24" or "Mon, Nov 30 to Fri, Dec 4"."""

    first: date
    last: date
    why: str


def why_closed(
    calendars: Calendars, mentor_id: int, *, zone: ZoneInfo, name: str, hour_cycle: str
) -> dict[date, str]:
    """A reason for each day of `zone` on which the alum's week has hours and nothing is open.

    `name` is the alum's, or "" where the alum reads this.
    """
    open_days = {at.astimezone(zone).date() for at in calendars.openings(mentor_id)}
    hoped_for: dict[date, list[datetime]] = defaultdict(list)
    for at in _ordinary_starts(calendars, mentor_id, zone):
        hoped_for[at.astimezone(zone).date()].append(at)
    found: dict[date, tuple[Reason, date]] = {}
    for day, starts in hoped_for.items():
        if day not in open_days and (told := _main_reason(calendars, mentor_id, starts)):
            found[day] = told
    holidays = _holiday_names(found.values())
    words = Words(name, hour_cycle, holidays)
    return {day: words.say(reason, on) for day, (reason, on) in found.items()}


def in_stretches(closed: Mapping[date, str]) -> list[Stretch]:
    """Days in a row with one reason become one line; days without hours between them do not part them."""
    stretches: list[Stretch] = []
    for day in sorted(closed):
        if stretches and stretches[-1].why == closed[day]:
            stretches[-1] = replace(stretches[-1], last=day)
        else:
            stretches.append(Stretch(day, day, closed[day]))
    return stretches


def _ordinary_starts(calendars: Calendars, mentor_id: int, zone: ZoneInfo) -> list[datetime]:
    """What the weekly hours alone would offer, from today's first minute to the window's end."""
    weekly = replace(
        calendars.of[mentor_id].rules,
        notice_minutes=0,
        day_cap=None,
        week_cap=None,
        term_cap=None,
        paused_until=None,
        exceptions=(),
        time_off=(),
        holidays=frozenset(),
        booker_not_before=None,
    )
    today = datetime.combine(calendars.now.astimezone(zone).date(), time(), zone)
    return find_openings(
        weekly, busy=(), booker_busy=(), taken=(), terms=(), now=today.astimezone(UTC)
    )


def _main_reason(
    calendars: Calendars, mentor_id: int, starts: list[datetime]
) -> tuple[Reason, date] | None:
    """The reason that closes most of the day, with the date on which the alum stands; None for the past."""
    step = max(1, len(starts) // STARTS_LOOKED_AT)
    zone = ZoneInfo(calendars.of[mentor_id].rules.zone)
    told = [
        (reason, at.astimezone(zone).date())
        for at in reversed(starts[::-1][::step])
        if (reason := calendars.why_closed(mentor_id, at)) and reason.code != Code.PAST
    ]
    if not told:
        return None
    ((reason, _count),) = Counter(reason for reason, _on in told).most_common(1)
    return reason, next(on for each, on in told if each == reason)


def _holiday_names(found: Iterable[tuple[Reason, date]]) -> dict[date, str]:
    days = [on for reason, on in found if reason.code == Code.HOLIDAY]
    if not days:
        return {}
    return {holiday.day: holiday.name for holiday in Holiday.objects.filter(day__in=days)}


@dataclass(frozen=True)
class Words:
    """Says a reason in a few words; `name` is empty for the alum, who reads about themself."""

    name: str
    hour_cycle: str
    holidays: Mapping[date, str]

    def say(self, reason: Reason, on: date) -> str:
        if reason.code == Code.HOLIDAY:
            return self.holidays.get(on, _("a holiday of the office"))
        if reason.code == Code.NOTICE:
            hours = reason.limit // 60
            return ngettext("inside %(n)d hour’s notice", "inside %(n)d hours’ notice", hours) % {
                "n": hours
            }
        if reason.code in (Code.DAY_CAP, Code.WEEK_CAP, Code.TERM_CAP):
            return self._cap(reason)
        if reason.code in (Code.PAUSED, Code.TIME_OFF) and reason.until:
            return _("resting until %(day)s") % {"day": _date(reason.until)}
        if reason.code == Code.TOO_EARLY_FOR_BOOKER:
            hour = datetime.combine(on, time(reason.limit // 60, reason.limit % 60), UTC)
            said = say_time(hour, "UTC", self.hour_cycle)
            return _("only hours before %(time)s your time") % {"time": said}
        return self._other(reason.code)

    def _cap(self, reason: Reason) -> str:
        said = {
            Code.DAY_CAP: _("%(name)s has reached %(n)d that day"),
            Code.WEEK_CAP: _("%(name)s has reached %(n)d that week"),
            Code.TERM_CAP: _("%(name)s has reached %(n)d this term"),
        }
        mine = {
            Code.DAY_CAP: _("you have reached %(n)d that day"),
            Code.WEEK_CAP: _("you have reached %(n)d that week"),
            Code.TERM_CAP: _("you have reached %(n)d this term"),
        }
        words = said if self.name else mine
        return words[reason.code] % {"name": self.name, "n": reason.limit}

    def _other(self, code: Code) -> str:
        if code in (Code.BOOKER_BUSY, Code.BOOKER_OUTSIDE_BUSY):
            return _("promised to something else") if not self.name else _("you are busy then")
        if code in (Code.CLOSED_DATE, Code.OUTSIDE_HOURS, Code.OFF_GRID):
            return _("other hours that day")
        if code == Code.BEYOND_WINDOW:
            return _("too far ahead")
        return _("every time is taken")


def _date(day: date) -> str:
    return say_day(datetime.combine(day, time(), UTC), "UTC")
