"""A mentor with plain rules, and the shortest way to ask about her."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from interviews.slots.openings import Block, Rules, find_openings, why_closed

NOTHING = {"busy": [], "booker_busy": [], "taken": [], "terms": []}


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def span(text):
    """Read "2026-05-04 09:00/09:30" as a span on one day, in UTC."""
    start, end = text.split("/")
    return utc(start), utc(f"{start[:10]} {end}")


def block(weekday, opens, closes):
    return Block(weekday, time.fromisoformat(opens), time.fromisoformat(closes))


def make_rules(*hours, **fields):
    """Half hours on the half hour, no notice, two weeks ahead, no buffer and no cap."""
    plain = {
        "zone": "UTC",
        "length_minutes": 30,
        "step_minutes": 30,
        "notice_minutes": 0,
        "window_days": 14,
    }
    return Rules(hours=hours, **plain | fields)


def shown(rules, *, now, **facts):
    """The openings as a mentor would read them on her own wall, with the offset."""
    openings = find_openings(rules, **NOTHING | facts, now=utc(now))
    zone = ZoneInfo(rules.zone)
    return [f"{start.astimezone(zone):%m-%d %H:%M %z}" for start in openings]


def reason(rules, start, *, now, **facts):
    return why_closed(rules, utc(start), **NOTHING | facts, now=utc(now))
