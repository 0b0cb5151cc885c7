"""From when to when may a meeting start, as far as hours, promises and early mornings go?

Everything here is in intervals of minutes, each of them a start.
"""

from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from zoneinfo import ZoneInfo

from .dates import special_hours
from .intervals import Interval, merge
from .rules import Rules, Span, find_zone
from .weekly import Stretch, stretches, week_of
from .zones import bounds_of_day, ceil_minute, floor_minute, minute_at

# A meeting may run past midnight into the next day's hours, and a zone may leave a day out between.
DAYS_A_MEETING_REACHES = 2

# Two zones may be more than a day apart: it is 22:30 in one when it is 0:30 two dates on elsewhere.
DATES_BETWEEN_ZONES = 2


def open_hours(rules: Rules, zone: ZoneInfo, first: int, last: int) -> list[Stretch]:
    """Hours in which a meeting that starts from day `first` to day `last` may take place."""
    ahead = last + DAYS_A_MEETING_REACHES
    special = special_hours(rules.exceptions, rules.time_off, rules.holidays, first, ahead)
    return list(stretches(zone, week_of(rules.hours), special, first, ahead, rules.step_minutes))


def fitting(rules: Rules, hours: Iterable[Stretch]) -> list[Interval]:
    """Starts from which a whole meeting fits into the hours, over midnight where they go on."""
    joined = merge((stretch.opens_at, stretch.closes_at) for stretch in hours)
    room = rules.length_minutes - 1
    return [(opens, closes - room) for opens, closes in joined if opens < closes - room]


def against_mentor(rules: Rules, spans: Iterable[Span]) -> list[Interval]:
    """Starts of meetings that would not, with their own buffers, stay clear of the spans."""
    before, after = rules.buffer_before_minutes, rules.buffer_after_minutes
    return _against(spans, rules.length_minutes + after, before)


def against_booker(rules: Rules, spans: Iterable[Span]) -> list[Interval]:
    """Starts of meetings that would overlap the spans themselves."""
    return _against(spans, rules.length_minutes, 0)


def _against(spans: Iterable[Span], reach: int, lead: int) -> list[Interval]:
    """From too late before each span to its end."""
    return [
        (floor_minute(begins) - reach + 1, ceil_minute(ends) + lead)
        for begins, ends in spans
        if begins < ends
    ]


def too_early(rules: Rules, booker_zone: str, first: int, last: int) -> tuple[Interval, ...]:
    """Starts before the mentor lets a booker get up, around days `first` to `last` (ordinals)."""
    if rules.booker_not_before is None or not booker_zone:
        return ()
    zone, around = find_zone(booker_zone), DATES_BETWEEN_ZONES
    return _mornings(zone, rules.booker_not_before, first - around, last + around)


# A page of mentors asks for one booker again and again.
@lru_cache(maxsize=256)
def _mornings(zone: ZoneInfo, until: time, first: int, last: int) -> tuple[Interval, ...]:
    """Each day from its first instant until clocks first show that time."""
    wall = until.hour * 60 + until.minute
    return tuple(
        (bounds_of_day(zone, day)[0], minute_at(zone, day, wall)) for day in range(first, last + 1)
    )
