"""Why can one start not be booked?"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Unpack
from zoneinfo import ZoneInfo

from .caps import Caps, caps_of
from .dates import open_again
from .facts import Facts
from .intervals import Interval
from .reasons import Code, Reason
from .rules import Rules
from .starts import against_booker, against_mentor, fitting, open_hours, too_early
from .zones import ceil_minute, floor_minute, instant_of, local_day


def why_closed(rules: Rules, starts_at: datetime, **facts: Unpack[Facts]) -> Reason | None:
    """Say the first reason why `starts_at` cannot be booked; None exactly for every opening."""
    return next(every_reason(rules, starts_at, **facts), None)


def every_reason(rules: Rules, starts_at: datetime, **facts: Unpack[Facts]) -> Iterator[Reason]:
    """Say every reason why `starts_at` cannot be booked, in the order of `Code`."""
    zone = ZoneInfo(rules.zone)
    start = floor_minute(starts_at)
    day = local_day(zone, start)
    yield from _too_soon_or_late(rules, zone, starts_at, day, facts["now"])
    yield from _off_hours(rules, zone, starts_at, day)
    if _is_in(start, too_early(rules, facts.get("booker_zone", ""), day, day)):
        yield Reason(Code.TOO_EARLY_FOR_BOOKER, _wall_minute(rules))
    for code, closed in (
        (Code.MENTOR_BUSY, against_mentor(rules, facts["busy"])),
        (Code.OUTSIDE_BUSY, against_mentor(rules, facts.get("outside", ()))),
        (Code.BOOKER_BUSY, against_booker(rules, facts["booker_busy"])),
        (Code.BOOKER_OUTSIDE_BUSY, against_booker(rules, facts.get("booker_outside", ()))),
    ):
        if _is_in(start, closed):
            yield Reason(code)
    yield from _over_caps(rules, caps_of(rules, zone, facts["taken"], facts["terms"]), day)


def _too_soon_or_late(
    rules: Rules, zone: ZoneInfo, starts_at: datetime, day: int, now: datetime
) -> Iterator[Reason]:
    if starts_at < now:
        yield Reason(Code.PAST)
    elif floor_minute(starts_at) < ceil_minute(now) + rules.notice_minutes:
        yield Reason(Code.NOTICE, rules.notice_minutes)
    if rules.window_until is not None and day > rules.window_until.toordinal():
        yield Reason(Code.BEYOND_WINDOW, until=rules.window_until)
    elif day > now.astimezone(zone).toordinal() + rules.window_days:
        yield Reason(Code.BEYOND_WINDOW, rules.window_days)
    if rules.paused_until is not None and day < rules.paused_until.toordinal():
        yield Reason(Code.PAUSED, until=rules.paused_until)


def _off_hours(rules: Rules, zone: ZoneInfo, starts_at: datetime, day: int) -> Iterator[Reason]:
    if closed := _closed_day(rules, day):
        yield closed
        return
    start = floor_minute(starts_at)
    hours = open_hours(rules, zone, day, day)
    if not _is_in(start, fitting(rules, hours)):
        yield Reason(Code.OUTSIDE_HOURS)
    elif starts_at != instant_of(start) or not any(start in stretch.starts for stretch in hours):
        yield Reason(Code.OFF_GRID)


def _closed_day(rules: Rules, day: int) -> Reason | None:
    if (until := open_again(rules.time_off, day)) is not None:
        return Reason(Code.TIME_OFF, until=until)
    on = date.fromordinal(day)
    exception = next((each for each in rules.exceptions if each.day == on), None)
    if exception is not None:
        return None if exception.blocks else Reason(Code.CLOSED_DATE)
    return Reason(Code.HOLIDAY) if on in rules.holidays else None


def _over_caps(rules: Rules, caps: Caps, day: int) -> Iterator[Reason]:
    if caps.day_is_full(day):
        yield Reason(Code.DAY_CAP, rules.day_cap or 0)
    if caps.week_is_full(day):
        yield Reason(Code.WEEK_CAP, rules.week_cap or 0)
    if caps.term_is_full(day):
        yield Reason(Code.TERM_CAP, rules.term_cap or 0)


def _wall_minute(rules: Rules) -> int:
    wall = rules.booker_not_before
    return wall.hour * 60 + wall.minute if wall else 0


def _is_in(start: int, closed: Iterable[Interval]) -> bool:
    return any(low <= start < high for low, high in closed)
