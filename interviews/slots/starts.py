"""From when to when may a meeting start, as far as hours, promises and early mornings go?

Everything here is in intervals of minutes, each of them a start.
"""

from collections.abc import Iterable, Iterator
from datetime import time
from functools import lru_cache
from zoneinfo import ZoneInfo

from .intervals import Interval, merge
from .rules import Rules, Span
from .weekly import Stretch
from .zones import bounds_of_day, ceil_minute, floor_minute, minute_at


def fitting(rules: Rules, open_hours: Iterable[Stretch]) -> list[Interval]:
    """Starts from which a whole meeting fits into the hours, over midnight where they go on."""
    hours = merge((stretch.opens_at, stretch.closes_at) for stretch in open_hours)
    room = rules.length_minutes - 1
    return [(opens, closes - room) for opens, closes in hours if opens < closes - room]


def against_mentor(rules: Rules, spans: Iterable[Span]) -> Iterator[Interval]:
    """Starts of meetings that would not, with their own buffers, stay clear of the spans."""
    before, after = rules.buffer_before_minutes, rules.buffer_after_minutes
    return _against(spans, rules.length_minutes + after, before)


def against_booker(rules: Rules, spans: Iterable[Span]) -> Iterator[Interval]:
    """Starts of meetings that would overlap the spans themselves."""
    return _against(spans, rules.length_minutes, 0)


def _against(spans: Iterable[Span], reach: int, lead: int) -> Iterator[Interval]:
    """From too late before each span to its end."""
    for begins, ends in spans:
        if begins < ends:
            yield floor_minute(begins) - reach + 1, ceil_minute(ends) + lead


# A page of mentors asks for one booker again and again.
@lru_cache(maxsize=256)
def too_early(zone: ZoneInfo, not_before: time, first: int, last: int) -> tuple[Interval, ...]:
    """Each day from `first` to `last` (ordinals) until clocks in `zone` first show `not_before`."""
    wall = not_before.hour * 60 + not_before.minute
    return tuple(
        (bounds_of_day(zone, day)[0], minute_at(zone, day, wall)) for day in range(first, last + 1)
    )
