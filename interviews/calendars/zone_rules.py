"""How do the clocks of a zone change around a meeting? Written out for calendars that do not know the zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# One move of the meeting stays inside what its calendar was told.
AROUND = timedelta(days=370)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def zone_rules(name: str, *, around: datetime) -> Timezone:
    """A VTIMEZONE with every change of the clocks within about a year of the instant `around`."""
    zone = ZoneInfo(name)
    first = around.astimezone(UTC).replace(second=0, microsecond=0) - AROUND
    rules = Timezone()
    rules.add("tzid", name)
    rules.add_component(_observance(zone, first, _offset(zone, first)))
    for change in _changes(zone, first, first + 2 * AROUND):
        rules.add_component(_observance(zone, change, _offset(zone, change - MINUTE)))
    return rules


def _observance(
    zone: ZoneInfo, onset: datetime, before: timedelta
) -> TimezoneDaylight | TimezoneStandard:
    """What holds from `onset` on. Its DTSTART is the wall time by the clocks as they stood `before`."""
    local = onset.astimezone(zone)
    rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
    rule.add("dtstart", (onset + before).replace(tzinfo=None))
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", _offset(zone, onset))
    rule.add("tzname", local.tzname())
    return rule


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Every instant at which the offset changes, to the minute."""
    day = first
    while day < last:
        if _offset(zone, day) != _offset(zone, day + DAY):
            yield _change_within(zone, day, day + DAY)
        day += DAY


def _change_within(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = _offset(zone, before)
    while after - before > MINUTE:
        middle = before + (after - before) // MINUTE // 2 * MINUTE
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None  # for the type checker: an aware instant in a zone has one
    return offset
