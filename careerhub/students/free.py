"""“Free Tuesday 3 to 5, my time”: which stretches does that mean, and how do we say it?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from careerhub.common.times import say_time
from interviews.queries.facets import Filters
from interviews.queries.windows import Span
from interviews.slots.zones import at_local

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY = date(2024, 1, 1)  # any Monday, for the names of the days
MIDNIGHT, END_OF_DAY = time(0), "24:00"
# What students choose from; an address may ask for any other minute.
HALF_HOURS = tuple(f"{hour:02}:{minute:02}" for hour in range(7, 22) for minute in (0, 30))


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class AskedTime:
    """What the address asks for, as stretches of time, in words, and what is wrong with it."""

    spans: tuple[Span, ...] | None = None
    label: str = ""
    trouble: str = ""


def asked_time(
    filters: Filters, *, zone: ZoneInfo, hour_cycle: str, now: datetime, window_days: int
) -> AskedTime:
    """A weekday means each of its days in the booking window; without times, the whole day."""
    if not filters.day:
        wrong = _("Choose a day, too.") if filters.since or filters.until else ""
        return AskedTime(trouble=wrong)
    if filters.since and filters.until and filters.until <= filters.since:
        return AskedTime(trouble=_("The end comes before the start."))
    today = now.astimezone(zone).date()
    spans = tuple(_span(day, filters, zone) for day in _days(filters.day, today, window_days))
    return AskedTime(spans, _say(filters, hour_cycle))


def _days(day: str, today: date, window_days: int) -> list[date]:
    if day not in WEEKDAYS:
        return [date.fromisoformat(day)]
    window = (today + timedelta(days=ahead) for ahead in range(window_days + 1))
    return [each for each in window if each.weekday() == WEEKDAYS.index(day)]


def _span(day: date, filters: Filters, zone: ZoneInfo) -> Span:
    """Wall time of the reader's, each end by itself, so that a change of clocks in between counts."""
    low = at_local(day, _time(filters.since), zone)
    if filters.until in ("", END_OF_DAY):
        return low, at_local(day + timedelta(days=1), MIDNIGHT, zone)
    return low, at_local(day, _time(filters.until), zone)


def _time(text: str) -> time:
    return time.fromisoformat(text) if text else MIDNIGHT


def _say(filters: Filters, hour_cycle: str) -> str:
    day = say_day(filters.day, short=True)
    since, until = filters.since, "" if filters.until == END_OF_DAY else filters.until
    low, high = _say_time(since, hour_cycle), _say_time(until, hour_cycle)
    if since and until:
        said = {"day": day, "from": low, "to": high}
        return _("Free %(day)s, %(from)s to %(to)s") % said
    if since:
        return _("Free %(day)s from %(from)s") % {"day": day, "from": low}
    if until:
        return _("Free %(day)s until %(to)s") % {"day": day, "to": high}
    return _("Free %(day)s") % {"day": day}


def _say_time(text: str, hour_cycle: str) -> str:
    return say_time(datetime.combine(MONDAY, _time(text), UTC), UTC, hour_cycle)


def say_day(day: str, *, short: bool = False) -> str:
    if day in WEEKDAYS:
        name = dateformat.format(MONDAY + timedelta(days=WEEKDAYS.index(day)), "l")
        return name if short else pgettext("weekday", "Any %(day)s") % {"day": name}
    return dateformat.format(date.fromisoformat(day), "D, M j")


def day_options(
    filters: Filters, *, zone: ZoneInfo, now: datetime, window_days: int
) -> list[Option]:
    """The seven weekdays, then each date of the booking window; and the one asked for, if another."""
    today = now.astimezone(zone).date()
    dates = [str(today + timedelta(days=ahead)) for ahead in range(window_days + 1)]
    values = [*WEEKDAYS, *dates]
    if filters.day and filters.day not in values:
        values.append(filters.day)
    return [Option(value, say_day(value), value == filters.day) for value in values]


def time_options(chosen: str, hour_cycle: str, *, is_end: bool) -> list[Option]:
    """Every half hour, and the time asked for where it lies between."""
    values = {*HALF_HOURS, *([chosen] if chosen and chosen != END_OF_DAY else [])}
    options = [
        Option(value, _say_time(value, hour_cycle), value == chosen) for value in sorted(values)
    ]
    end = [Option(END_OF_DAY, _("midnight"), chosen == END_OF_DAY)] if is_end else []
    return [*options, *end]
