"""The same question to three libraries: weekly hours minus promises, cut into starts on a grid.

They know no notice, caps, holidays or early mornings, so they do less than the engine does. What
can be built beforehand is: only the expansion of the hours and the arithmetic are measured.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import portion
import recurring_ical_events
from dateutil.rrule import WEEKLY, rrule


class Peer:
    def __init__(self, rules, busy, now):
        self.zone = ZoneInfo(rules.zone)
        self.length = timedelta(minutes=rules.length_minutes)
        self.step = timedelta(minutes=rules.step_minutes)
        before, after = rules.buffer_before_minutes, rules.buffer_after_minutes
        self.busy = sorted(
            (low - timedelta(minutes=after), high + timedelta(minutes=before)) for low, high in busy
        )
        self.earliest = now + timedelta(minutes=rules.notice_minutes)
        self.first = now.astimezone(self.zone).date()
        self.last = self.first + timedelta(days=rules.window_days)
        self.prepare(rules.hours)

    def starts(self):
        """Every start whose meeting is clear of what is promised."""
        found = []
        for opens, closes in sorted(self.blocks()):
            start = opens
            near = [span for span in self.busy if span[0] < closes and span[1] > opens]
            while start + self.length <= closes:
                end = start + self.length
                if start >= self.earliest and not any(a < end and start < b for a, b in near):
                    found.append(start)
                start += self.step
        return found

    def opens_on(self, block):
        """The first date from the first on that has the block's weekday."""
        return self.first + timedelta(days=(block.weekday - self.first.weekday()) % 7)


class ByDateutil(Peer):
    def prepare(self, hours):
        self.lasts = [
            datetime.combine(self.first, block.closes) - datetime.combine(self.first, block.opens)
            for block in hours
        ]
        until = datetime.combine(self.last, datetime.max.time())
        self.weekly = [
            rrule(WEEKLY, dtstart=datetime.combine(self.opens_on(block), block.opens), until=until)
            for block in hours
        ]

    def blocks(self):
        for weekly, lasts in zip(self.weekly, self.lasts, strict=True):
            for wall in weekly:
                yield (
                    wall.replace(tzinfo=self.zone).astimezone(UTC),
                    (wall + lasts).replace(tzinfo=self.zone).astimezone(UTC),
                )


class ByRecurringIcalEvents(Peer):
    def prepare(self, hours):
        self.calendar = icalendar.Calendar()
        for number, block in enumerate(hours):
            event = icalendar.Event()
            event.add("uid", f"block {number}")
            day = self.opens_on(block)
            event.add("dtstart", datetime.combine(day, block.opens, self.zone))
            event.add("dtend", datetime.combine(day, block.closes, self.zone))
            event.add("rrule", {"freq": "weekly"})
            self.calendar.add_component(event)

    def blocks(self):
        query = recurring_ical_events.of(self.calendar)
        for event in query.between(self.first, self.last + timedelta(days=1)):
            yield event.start.astimezone(UTC), event.end.astimezone(UTC)


class ByPortion(ByDateutil):
    """Sets of intervals in place of our own comparing; dateutil expands the hours."""

    def starts(self):
        hours = portion.Interval(*(portion.closedopen(a, b) for a, b in self.blocks()))
        promised = portion.Interval(*(portion.closedopen(a, b) for a, b in self.busy))
        notice = portion.closedopen(self.earliest, portion.inf)
        free = (hours & notice) - promised
        found = []
        for block in hours:
            start = block.lower
            while start + self.length <= block.upper:
                if portion.closedopen(start, start + self.length) in free:
                    found.append(start)
                start += self.step
        return found
