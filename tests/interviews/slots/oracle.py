"""The slow, obviously right answer: look at every minute, one by one, and ask of each rule."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def wall_of(zone, minute):
    """What a clock on the wall shows."""
    return (EPOCH + minute * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@cache
def day_on_the_wall(zone, day):
    """For every minute on the wall and the end of the day, when a clock first shows it or more."""
    noon = datetime.combine(day, time(12), UTC)
    minute = (noon - EPOCH) // MINUTE - 38 * 60
    first_shown = []
    for n in range(24 * 60 + 1):
        wall = datetime.combine(day, time()) + n * MINUTE
        while wall_of(zone, minute) < wall:
            minute += 1
        first_shown.append(minute)
    return first_shown


def open_on_the_wall(rules, weekday):
    """For every minute on the wall and the end of the day, whether the weekly hours cover it."""
    is_open = [False] * (24 * 60 + 1)
    for block in rules.hours:
        if block.weekday == weekday:
            closes = block.closes.hour * 60 + block.closes.minute or 24 * 60
            for minute in range(block.opens.hour * 60 + block.opens.minute, closes):
                is_open[minute] = True
    return is_open


def look_at_day(rules, day):
    """Return the open minutes of one local day, and the starts on its grid."""
    is_open, first_shown = open_on_the_wall(rules, day.weekday()), day_on_the_wall(rules.zone, day)
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


def is_allowed(rules, start, *, busy, booker_busy, taken, terms, now):
    """Every rule but hours and grid."""
    if start < now + rules.notice_minutes * MINUTE:
        return False
    end = start + rules.length_minutes * MINUTE
    day = start.astimezone(ZoneInfo(rules.zone)).date()
    today = now.astimezone(ZoneInfo(rules.zone)).date()
    promised = (
        start - rules.buffer_before_minutes * MINUTE,
        end + rules.buffer_after_minutes * MINUTE,
    )
    days_taken = [one.astimezone(ZoneInfo(rules.zone)).date() for one in taken]
    this_week = sum(monday(one) == monday(day) for one in days_taken)
    this_terms = [
        sum(first <= one <= last for one in days_taken)
        for first, last in terms
        if first <= day <= last
    ]
    return (
        day <= today + rules.window_days * DAY
        and (rules.paused_until is None or day >= rules.paused_until)
        and not any(overlaps(promised, span) for span in busy)
        and not any(overlaps((start, end), span) for span in booker_busy)
        and (rules.week_cap is None or this_week < rules.week_cap)
        and (rules.term_cap is None or all(count < rules.term_cap for count in this_terms))
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
        if is_allowed(rules, EPOCH + start * MINUTE, **facts)
        and all(start + n in open_minutes for n in range(rules.length_minutes))
    ]
