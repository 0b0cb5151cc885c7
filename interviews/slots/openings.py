"""Which starts can be booked?

Spans are half-open pairs of instants. Instants that come in are aware datetimes in any zone, those
that go out are in UTC. Nothing here reads a clock: `now` is an argument.
"""

from datetime import datetime
from typing import Unpack
from zoneinfo import ZoneInfo

from .caps import Caps, caps_of
from .dates import DayHours
from .facts import Facts
from .intervals import Interval, merge, subtract
from .reasons import Code, Reason
from .rules import Rules, Span
from .starts import against_booker, against_mentor, fitting, open_hours, too_early
from .weekly import Block, Stretch
from .why import every_reason, why_closed
from .zones import ceil_minute, instant_of, local_day

__all__ = [
    "Block",
    "Code",
    "DayHours",
    "Facts",
    "Reason",
    "Rules",
    "Span",
    "every_reason",
    "find_openings",
    "why_closed",
]

# No start is this late: it ends every list of intervals, so that a sweep need not look for the end.
AFTER_ALL = (2**63, 2**63)


def find_openings(rules: Rules, **facts: Unpack[Facts]) -> list[datetime]:
    """Return every start that can be booked, sorted, in UTC; `Facts` says what it is told."""
    zone = ZoneInfo(rules.zone)
    earliest = ceil_minute(facts["now"]) + rules.notice_minutes
    first, last = _days(rules, zone, earliest, facts["now"])
    hours = open_hours(rules, zone, first, last) if first <= last else []
    if not hours:
        return []
    closed = merge(
        [
            (0, earliest),
            *against_mentor(rules, facts["busy"]),
            *against_mentor(rules, facts.get("outside", ())),
            *against_booker(rules, facts["booker_busy"]),
            *against_booker(rules, facts.get("booker_outside", ())),
            *too_early(rules, facts.get("booker_zone", ""), first, last),
        ]
    )
    free = subtract(fitting(rules, hours), closed)
    return _on_grid(hours, free, caps_of(rules, zone, facts["taken"], facts["terms"]), last)


def _days(rules: Rules, zone: ZoneInfo, earliest: int, now: datetime) -> Interval:
    """First and last day, as ordinals, on which a meeting may start."""
    first = local_day(zone, earliest)
    if rules.paused_until is not None:
        first = max(first, rules.paused_until.toordinal())
    last = now.astimezone(zone).toordinal() + rules.window_days
    if rules.window_until is not None:
        last = min(last, rules.window_until.toordinal())
    return first, last


def _on_grid(hours: list[Stretch], free: list[Interval], caps: Caps, last: int) -> list[datetime]:
    minutes: list[int] = []
    pieces = iter([*free, AFTER_ALL])
    low, high = next(pieces)
    for day, _opens_at, _closes_at, starts in hours:
        if day > last:
            break
        if caps.day_is_full(day) or caps.week_is_full(day) or caps.term_is_full(day):
            continue
        for start in starts:
            while start >= high:
                low, high = next(pieces)
            if start >= low:
                minutes.append(start)
    return list(map(instant_of, minutes))
