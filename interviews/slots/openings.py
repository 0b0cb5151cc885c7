"""Which starts can be booked, and if one cannot, why not?

Spans are half-open pairs of instants. Instants that come in are aware datetimes in any zone, those
that go out are in UTC. Nothing here reads a clock: `now` is an argument.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from .caps import Caps, Term, count_caps
from .dates import DayHours, open_again, special_hours
from .intervals import Interval, merge, subtract
from .reasons import Code, Reason
from .rules import Rules, Span, find_zone
from .starts import against_booker, against_mentor, fitting, too_early
from .weekly import Block, Stretch, stretches, week_of
from .zones import ceil_minute, floor_minute, instant_of, local_day

__all__ = ["Block", "Code", "DayHours", "Reason", "Rules", "Span", "find_openings", "why_closed"]

# A meeting may run past midnight into the next day's hours, and a zone may leave a day out between.
DAYS_A_MEETING_REACHES = 2

# Two zones may be more than a day apart: it is 22:30 in one when it is 0:30 two dates on elsewhere.
DATES_BETWEEN_ZONES = 2

# No start is this late: it ends every list of intervals, so that a sweep need not look for the end.
AFTER_ALL = (2**63, 2**63)


def find_openings(
    rules: Rules,
    *,
    busy: Iterable[Span],
    booker_busy: Iterable[Span],
    taken: Iterable[datetime],
    terms: Iterable[Term],
    now: datetime,
    outside: Iterable[Span] = (),
    booker_outside: Iterable[Span] = (),
    booker_zone: str = "",
) -> list[datetime]:
    """Return every start that can be booked, sorted, in UTC.

    `busy` are the mentor's promised spans, buffers of those meetings included; this meeting's own
    buffers must stay clear of them too, so buffers stack. They stay clear of `outside`, what else
    the mentor does, as well. `booker_busy` and `booker_outside` must stay clear of the meeting
    itself. `taken` are the starts of the mentor's live interviews and count against caps in the
    day, the week and the `terms` (first and last day) that hold the start's local date. Without a
    `booker_zone` nobody's morning is too early.
    """
    zone = ZoneInfo(rules.zone)
    earliest = ceil_minute(now) + rules.notice_minutes
    first, last = _days(rules, zone, earliest, now)
    if first > last:
        return []
    open_hours = _open_hours(rules, zone, first, last + DAYS_A_MEETING_REACHES)
    if not open_hours:
        return []
    closed = merge(
        [
            (0, earliest),
            *against_mentor(rules, busy),
            *against_mentor(rules, outside),
            *against_booker(rules, booker_busy),
            *against_booker(rules, booker_outside),
            *_too_early(rules, booker_zone, first, last),
        ]
    )
    free = subtract(fitting(rules, open_hours), closed)
    return _on_grid(open_hours, free, _caps(rules, zone, taken, terms), last)


def why_closed(
    rules: Rules,
    starts_at: datetime,
    *,
    busy: Iterable[Span],
    booker_busy: Iterable[Span],
    taken: Iterable[datetime],
    terms: Iterable[Term],
    now: datetime,
    outside: Iterable[Span] = (),
    booker_outside: Iterable[Span] = (),
    booker_zone: str = "",
) -> Reason | None:
    """Say the first reason why `starts_at` cannot be booked; None exactly for every opening."""
    zone = ZoneInfo(rules.zone)
    start = floor_minute(starts_at)
    day = local_day(zone, start)
    return (
        _too_soon_or_late(rules, zone, starts_at, day, now)
        or _closed_day(rules, day)
        or _off_hours(rules, zone, starts_at, day)
        or _early(rules, booker_zone, start, day)
        or _if_in(Code.MENTOR_BUSY, start, against_mentor(rules, busy))
        or _if_in(Code.OUTSIDE_BUSY, start, against_mentor(rules, outside))
        or _if_in(Code.BOOKER_BUSY, start, against_booker(rules, booker_busy))
        or _if_in(Code.BOOKER_OUTSIDE_BUSY, start, against_booker(rules, booker_outside))
        or _over_a_cap(rules, _caps(rules, zone, taken, terms), day)
    )


def _days(rules: Rules, zone: ZoneInfo, earliest: int, now: datetime) -> Interval:
    """First and last day, as ordinals, on which a meeting may start."""
    first = local_day(zone, earliest)
    if rules.paused_until is not None:
        first = max(first, rules.paused_until.toordinal())
    last = now.astimezone(zone).toordinal() + rules.window_days
    if rules.window_until is not None:
        last = min(last, rules.window_until.toordinal())
    return first, last


def _open_hours(rules: Rules, zone: ZoneInfo, first: int, last: int) -> list[Stretch]:
    special = special_hours(rules.exceptions, rules.time_off, rules.holidays, first, last)
    return list(stretches(zone, week_of(rules.hours), special, first, last, rules.step_minutes))


def _too_early(rules: Rules, booker_zone: str, first: int, last: int) -> tuple[Interval, ...]:
    if rules.booker_not_before is None or not booker_zone:
        return ()
    first, last = first - DATES_BETWEEN_ZONES, last + DATES_BETWEEN_ZONES
    return too_early(find_zone(booker_zone), rules.booker_not_before, first, last)


def _caps(rules: Rules, zone: ZoneInfo, taken: Iterable[datetime], terms: Iterable[Term]) -> Caps:
    return count_caps(
        zone,
        day_cap=rules.day_cap,
        week_cap=rules.week_cap,
        term_cap=rules.term_cap,
        taken=taken,
        terms=terms,
    )


def _on_grid(
    open_hours: list[Stretch], free: list[Interval], caps: Caps, last: int
) -> list[datetime]:
    openings: list[datetime] = []
    pieces = iter([*free, AFTER_ALL])
    low, high = next(pieces)
    for day, _opens_at, _closes_at, starts in open_hours:
        if day > last:
            break
        if caps.day_is_full(day) or caps.week_is_full(day) or caps.term_is_full(day):
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
    if rules.window_until is not None and day > rules.window_until.toordinal():
        return Reason(Code.BEYOND_WINDOW, until=rules.window_until)
    if day > now.astimezone(zone).toordinal() + rules.window_days:
        return Reason(Code.BEYOND_WINDOW, rules.window_days)
    if rules.paused_until is not None and day < rules.paused_until.toordinal():
        return Reason(Code.PAUSED, until=rules.paused_until)
    return None


def _closed_day(rules: Rules, day: int) -> Reason | None:
    if (until := open_again(rules.time_off, day)) is not None:
        return Reason(Code.TIME_OFF, until=until)
    on = date.fromordinal(day)
    exception = next((each for each in rules.exceptions if each.day == on), None)
    if exception is not None:
        return None if exception.blocks else Reason(Code.CLOSED_DATE)
    return Reason(Code.HOLIDAY) if on in rules.holidays else None


def _off_hours(rules: Rules, zone: ZoneInfo, starts_at: datetime, day: int) -> Reason | None:
    start = floor_minute(starts_at)
    open_hours = _open_hours(rules, zone, day, day + DAYS_A_MEETING_REACHES)
    if not any(low <= start < high for low, high in fitting(rules, open_hours)):
        return Reason(Code.OUTSIDE_HOURS)
    if starts_at != instant_of(start) or not any(start in hours.starts for hours in open_hours):
        return Reason(Code.OFF_GRID)
    return None


def _early(rules: Rules, booker_zone: str, start: int, day: int) -> Reason | None:
    wall = rules.booker_not_before
    if wall is None or not _is_in(start, _too_early(rules, booker_zone, day, day)):
        return None
    return Reason(Code.TOO_EARLY_FOR_BOOKER, wall.hour * 60 + wall.minute)


def _if_in(code: Code, start: int, closed: Iterable[Interval]) -> Reason | None:
    return Reason(code) if _is_in(start, closed) else None


def _is_in(start: int, closed: Iterable[Interval]) -> bool:
    return any(low <= start < high for low, high in closed)


def _over_a_cap(rules: Rules, caps: Caps, day: int) -> Reason | None:
    if caps.day_is_full(day):
        return Reason(Code.DAY_CAP, rules.day_cap or 0)
    if caps.week_is_full(day):
        return Reason(Code.WEEK_CAP, rules.week_cap or 0)
    if caps.term_is_full(day):
        return Reason(Code.TERM_CAP, rules.term_cap or 0)
    return None
