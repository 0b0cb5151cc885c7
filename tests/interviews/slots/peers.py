"""Hours and the dates that differ, expanded by two libraries that know nothing of ours.

Each answers with blocks of wall times; `ordinary` ones have no change of clocks in or at them.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import WEEKLY, rrule, rruleset

DAY = timedelta(days=1)


def by_dateutil(rules, first, last):
    """Blocks by wall time, from `first` to `last` included."""
    bounds = datetime.combine(first, datetime.min.time()), datetime.combine(last, end_of_day())
    for block in rules.hours:
        weekly = rruleset()
        dtstart = datetime.combine(first, block.opens)
        weekly.rrule(rrule(WEEKLY, byweekday=block.weekday, dtstart=dtstart, until=bounds[1]))
        for day in differing(rules, first, last):
            weekly.exdate(datetime.combine(day, block.opens))
        for opens in weekly:
            yield opens, datetime.combine(opens.date(), block.closes)
    for day, opens, closes in in_place(rules):
        once = rruleset()
        once.rdate(datetime.combine(day, opens))
        for start in once.between(*bounds, inc=True):
            yield start, datetime.combine(day, closes)


def by_ical(rules, first, last):
    """The same, from events that repeat in a calendar; their wall times stand in the mentor's zone."""
    zone, calendar = ZoneInfo(rules.zone), icalendar.Calendar()
    for number, block in enumerate(rules.hours):
        day = first + (block.weekday - first.weekday()) % 7 * DAY
        event = event_of(f"block {number}", day, block.opens, block.closes, zone)
        event.add("rrule", {"freq": "weekly"})
        for away in differing(rules, first, last):
            event.add("exdate", datetime.combine(away, block.opens, zone))
        calendar.add_component(event)
    for number, (day, opens, closes) in enumerate(in_place(rules)):
        calendar.add_component(event_of(f"exception {number}", day, opens, closes, zone))
    found = recurring_ical_events.of(calendar).between(first, last + DAY)
    for event in found:
        yield event.start.replace(tzinfo=None), event.end.replace(tzinfo=None)


def event_of(uid, day, opens, closes, zone):
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstart", datetime.combine(day, opens, zone))
    event.add("dtend", datetime.combine(day, closes, zone))
    return event


def end_of_day():
    return datetime.max.time()


def away(rules, day):
    return any(first <= day <= last for first, last in rules.time_off)


def differing(rules, first, last):
    """Dates on which the weekly hours do not count."""
    days = [first + n * DAY for n in range((last - first).days + 1)]
    exceptions = {exception.day for exception in rules.exceptions}
    return [day for day in days if away(rules, day) or day in exceptions or day in rules.holidays]


def in_place(rules):
    return [
        (exception.day, opens, closes)
        for exception in rules.exceptions
        if not away(rules, exception.day)
        for opens, closes in exception.blocks
    ]


def cut(rules, blocks):
    """The starts of a block a step apart, in UTC, and the dates on which clocks are in the way."""
    zone = ZoneInfo(rules.zone)
    length, step = (timedelta(minutes=n) for n in (rules.length_minutes, rules.step_minutes))
    starts, unsure = set(), set()
    for opens, closes in blocks:
        start, end = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in (opens, closes))
        if end - start != closes - opens or not (ordinary(opens, zone) and ordinary(closes, zone)):
            # A block that closes at a time the wall skips runs into the next date (Nuuk, March 2025).
            unsure |= {opens.date(), end.astimezone(zone).date()}
        while start + length <= end:
            starts.add(start)
            start += step
    return starts, unsure


def ordinary(wall, zone):
    """Does the wall show this time, and only once?"""
    instants = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return len(instants) == 1
