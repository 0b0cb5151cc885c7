"""Which starts can be booked, and if one cannot, why not?

Spans are half-open pairs of instants. Instants that come in are aware datetimes in any zone, those
that go out are in UTC. Nothing here reads a clock: `now` is an argument.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from .caps import Caps, Term, count_caps
from .intervals import Interval, merge, subtract
from .weekly import Block, Stretch, stretches, week_of
from .zones import DAY, ceil_minute, floor_minute, instant_of, local_day

__all__ = ["Block", "Code", "Reason", "Rules", "Span", "find_openings", "why_closed"]

Span = tuple[datetime, datetime]

# A meeting may run past midnight into the next day's hours, and a zone may leave a day out between.
DAYS_A_MEETING_REACHES = 2

# No start is this late: it ends every list of intervals, so that a sweep need not look for the end.
AFTER_ALL = (2**63, 2**63)


@dataclass(frozen=True)
class Rules:
    """What one mentor has settled, office policies filled in. `zone` is an IANA name.

    `hours` and `paused_until` (the first day open again) are on the wall in that zone. A cap of
    None is no limit, of 0 is closed.
    """

    zone: str
    hours: tuple[Block, ...]
    length_minutes: int
    step_minutes: int
    notice_minutes: int
    window_days: int
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    week_cap: int | None = None
    term_cap: int | None = None
    paused_until: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.length_minutes <= DAY or self.step_minutes < 1:
            raise ValueError(
                "a meeting lasts 1 minute to a day, and starts are 1 minute apart or more"
            )
        if min(self.notice_minutes, self.buffer_before_minutes, self.buffer_after_minutes) < 0:
            raise ValueError("notice and buffers cannot be negative")


class Code(StrEnum):
    """Why a start is closed, in the order in which we say it when several are true."""

    PAST = "past"
    NOTICE = "notice"
    BEYOND_WINDOW = "beyond_window"
    PAUSED = "paused"
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"
    MENTOR_BUSY = "mentor_busy"
    BOOKER_BUSY = "booker_busy"
    WEEK_CAP = "week_cap"
    TERM_CAP = "term_cap"


@dataclass(frozen=True)
class Reason:
    """A reason and its fact: minutes of notice, days of window or the cap; a pause has its end."""

    code: Code
    limit: int = 0
    until: date | None = None


def find_openings(
    rules: Rules,
    *,
    busy: Iterable[Span],
    booker_busy: Iterable[Span],
    taken: Iterable[datetime],
    terms: Iterable[Term],
    now: datetime,
) -> list[datetime]:
    """Return every start that can be booked, sorted, in UTC.

    `busy` are the mentor's promised spans, buffers of those meetings included; this meeting's own
    buffers must stay clear of them too, so buffers stack. `booker_busy` must stay clear of the
    meeting itself. `taken` are the starts of the mentor's live interviews and count against caps
    in the week and the `terms` (first and last day) that hold the start's local date.
    """
    zone = ZoneInfo(rules.zone)
    earliest = ceil_minute(now) + rules.notice_minutes
    first, last = _days(rules, zone, earliest, now)
    week = week_of(rules.hours)
    ahead = last + DAYS_A_MEETING_REACHES
    open_hours = (
        list(stretches(zone, week, first, ahead, rules.step_minutes)) if first <= last else []
    )
    if not open_hours:
        return []
    closed = merge([(0, earliest), *_closed_starts(rules, busy, booker_busy)])
    free = subtract(_fitting_starts(rules, open_hours), closed)
    caps = _caps(rules, zone, taken, terms)
    return _on_grid(open_hours, free, caps, last)


def why_closed(
    rules: Rules,
    starts_at: datetime,
    *,
    busy: Iterable[Span],
    booker_busy: Iterable[Span],
    taken: Iterable[datetime],
    terms: Iterable[Term],
    now: datetime,
) -> Reason | None:
    """Say the first reason why `starts_at` cannot be booked; None exactly for every opening."""
    zone = ZoneInfo(rules.zone)
    start = floor_minute(starts_at)
    day = local_day(zone, start)
    return (
        _too_soon_or_late(rules, zone, starts_at, day, now)
        or _outside(rules, zone, starts_at, day)
        or _in_the_way(rules, start, busy, booker_busy)
        or _over_a_cap(rules, _caps(rules, zone, taken, terms), day)
    )


def _days(rules: Rules, zone: ZoneInfo, earliest: int, now: datetime) -> Interval:
    """First and last day, as ordinals, on which a meeting may start."""
    first = local_day(zone, earliest)
    if rules.paused_until is not None:
        first = max(first, rules.paused_until.toordinal())
    return first, now.astimezone(zone).toordinal() + rules.window_days


def _caps(rules: Rules, zone: ZoneInfo, taken: Iterable[datetime], terms: Iterable[Term]) -> Caps:
    return count_caps(
        zone, week_cap=rules.week_cap, term_cap=rules.term_cap, taken=taken, terms=terms
    )


def _fitting_starts(rules: Rules, open_hours: Iterable[Stretch]) -> list[Interval]:
    """Starts from which a whole meeting fits into the hours, over midnight where they go on."""
    hours = merge((stretch.opens_at, stretch.closes_at) for stretch in open_hours)
    room = rules.length_minutes - 1
    return [(opens, closes - room) for opens, closes in hours if opens < closes - room]


def _closed_starts(
    rules: Rules, busy: Iterable[Span], booker_busy: Iterable[Span]
) -> Iterator[Interval]:
    """Starts that would run into a promise of either person: from too late before it to its end."""
    before, after = rules.buffer_before_minutes, rules.buffer_after_minutes
    for spans, lead, trail in ((busy, before, after), (booker_busy, 0, 0)):
        reach = rules.length_minutes + trail - 1
        for begins, ends in spans:
            if begins < ends:
                yield floor_minute(begins) - reach, ceil_minute(ends) + lead


def _on_grid(
    open_hours: list[Stretch], free: list[Interval], caps: Caps, last: int
) -> list[datetime]:
    openings: list[datetime] = []
    pieces = iter([*free, AFTER_ALL])
    low, high = next(pieces)
    for day, _opens_at, _closes_at, starts in open_hours:
        if day > last:
            break
        if caps.week_is_full(day) or caps.term_is_full(day):
            continue
        for start in starts:
            while start >= high:
                low, high = next(pieces)
            if start >= low:
                openings.append(instant_of(start))
    return openings


def _too_soon_or_late(
    rules: Rules, zone: ZoneInfo, starts_at: datetime, day: int, now: datetime
) -> Reason | None:
    if starts_at < now:
        return Reason(Code.PAST)
    if floor_minute(starts_at) < ceil_minute(now) + rules.notice_minutes:
        return Reason(Code.NOTICE, rules.notice_minutes)
    if day > now.astimezone(zone).toordinal() + rules.window_days:
        return Reason(Code.BEYOND_WINDOW, rules.window_days)
    if rules.paused_until is not None and day < rules.paused_until.toordinal():
        return Reason(Code.PAUSED, until=rules.paused_until)
    return None


def _outside(rules: Rules, zone: ZoneInfo, starts_at: datetime, day: int) -> Reason | None:
    start, ahead = floor_minute(starts_at), day + DAYS_A_MEETING_REACHES
    open_hours = list(stretches(zone, week_of(rules.hours), day, ahead, rules.step_minutes))
    if not any(low <= start < high for low, high in _fitting_starts(rules, open_hours)):
        return Reason(Code.OUTSIDE_HOURS)
    if starts_at != instant_of(start) or not any(start in hours.starts for hours in open_hours):
        return Reason(Code.OFF_GRID)
    return None


def _in_the_way(
    rules: Rules, start: int, busy: Iterable[Span], booker_busy: Iterable[Span]
) -> Reason | None:
    if any(low <= start < high for low, high in _closed_starts(rules, busy, ())):
        return Reason(Code.MENTOR_BUSY)
    if any(low <= start < high for low, high in _closed_starts(rules, (), booker_busy)):
        return Reason(Code.BOOKER_BUSY)
    return None


def _over_a_cap(rules: Rules, caps: Caps, day: int) -> Reason | None:
    if caps.week_is_full(day):
        return Reason(Code.WEEK_CAP, rules.week_cap or 0)
    if caps.term_is_full(day):
        return Reason(Code.TERM_CAP, rules.term_cap or 0)
    return None
