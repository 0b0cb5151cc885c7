"""The slow, obviously right answer: look at every minute, one by one, and ask of each rule."""

from array import array
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EASTERNMOST = 15 * 60  # no clock is further ahead of UTC, in minutes


def wall_of(zone, minute):
    """What a clock on the wall shows."""
    return datetime.fromtimestamp(minute * 60, zone).replace(tzinfo=None)


@lru_cache(maxsize=2_000)
def day_on_the_wall(name, day):
    """For every minute on the wall and the end of the day, when a clock first shows it or more."""
    zone = ZoneInfo(name)
    midnight = (datetime.combine(day, time(), UTC) - EPOCH) // MINUTE
    minute = midnight - EASTERNMOST
    first_shown = array("q")
    for n in range(24 * 60 + 1):
        wall = datetime.combine(day, time()) + n * MINUTE
        while wall_of(zone, minute) < wall:
            minute += 1
        first_shown.append(minute)
    return first_shown


def on_the_wall(clock):
    return clock.hour * 60 + clock.minute


def blocks_of(rules, day):
    """Time off before an exception before a holiday before the weekday's hours."""
    if any(first <= day <= last for first, last in rules.time_off):
        return []
    for exception in rules.exceptions:
        if exception.day == day:
            return exception.blocks
    if day in rules.holidays:
        return []
    return [(hour.opens, hour.closes) for hour in rules.hours if hour.weekday == day.weekday()]


def open_on_the_wall(rules, day):
    """For every minute on the wall and the end of the day, whether some block covers it."""
    is_open = [False] * (24 * 60 + 1)
    for opens, closes in blocks_of(rules, day):
        for minute in range(on_the_wall(opens), on_the_wall(closes) or 24 * 60):
            is_open[minute] = True
    return is_open


def look_at_day(rules, day):
    """Return the open minutes of one local day, and the starts on its grid."""
    is_open, first_shown = open_on_the_wall(rules, day), day_on_the_wall(rules.zone, day)
    open_minutes, starts = set(), set()
    opened = None
    for n in range(len(is_open)):
        if is_open[n] and opened is None:
            opened = n
        if not is_open[n] and opened is not None:
            closes = first_shown[n]
            open_minutes.update(range(first_shown[opened], closes))
            grid = [first_shown[at] for at in range(opened, n, rules.step_minutes)]
            starts.update(start for start in grid if start < closes)
            opened = None
    return open_minutes, starts


def overlaps(one, other):
    return one[0] < one[1] and other[0] < other[1] and one[0] < other[1] and other[0] < one[1]


def monday(day):
    return day - timedelta(days=day.weekday())


def is_too_early(rules, start, booker_zone):
    """Has the booker's day begun, and no clock there shown the hour from which a start is fine?"""
    if rules.booker_not_before is None or not booker_zone:
        return False
    minute = (start - EPOCH) // MINUTE
    today = start.astimezone(ZoneInfo(booker_zone)).date()
    return any(
        shown[0] <= minute < shown[on_the_wall(rules.booker_not_before)]
        for shown in (day_on_the_wall(booker_zone, today + n * DAY) for n in (0, 1))
    )


def is_allowed(
    rules, start, *, busy, outside, booker_busy, booker_outside, booker_zone, taken, terms, now
):
    """Every rule but hours and grid."""
    if start < now + rules.notice_minutes * MINUTE:
        return False
    end = start + rules.length_minutes * MINUTE
    day = start.astimezone(ZoneInfo(rules.zone)).date()
    today = now.astimezone(ZoneInfo(rules.zone)).date()
    with_buffers = (
        start - rules.buffer_before_minutes * MINUTE,
        end + rules.buffer_after_minutes * MINUTE,
    )
    days_taken = [one.astimezone(ZoneInfo(rules.zone)).date() for one in taken]
    this_day = sum(one == day for one in days_taken)
    this_week = sum(monday(one) == monday(day) for one in days_taken)
    this_terms = [
        sum(first <= one <= last for one in days_taken)
        for first, last in terms
        if first <= day <= last
    ]
    return (
        day <= today + rules.window_days * DAY
        and (rules.window_until is None or day <= rules.window_until)
        and (rules.paused_until is None or day >= rules.paused_until)
        and not any(overlaps(with_buffers, span) for span in [*busy, *outside])
        and not any(overlaps((start, end), span) for span in [*booker_busy, *booker_outside])
        and (rules.day_cap is None or this_day < rules.day_cap)
        and (rules.week_cap is None or this_week < rules.week_cap)
        and (rules.term_cap is None or all(count < rules.term_cap for count in this_terms))
        and not is_too_early(rules, start, booker_zone)
    )


def slow_openings(rules, **facts):
    """Every start that can be booked, found the long way round."""
    today = facts["now"].astimezone(ZoneInfo(rules.zone)).date()
    open_minutes, starts = set(), set()
    for n in range(-1, rules.window_days + 4):
        day_minutes, day_starts = look_at_day(rules, today + n * DAY)
        open_minutes |= day_minutes
        starts |= day_starts
    return [
        EPOCH + start * MINUTE
        for start in sorted(starts)
        if all(start + n in open_minutes for n in range(rules.length_minutes))
        and is_allowed(rules, EPOCH + start * MINUTE, **facts)
    ]
