"""The engine is right on every night on which the clocks of some zone change, and the days around."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings

from interviews.slots.openings import Block, DayHours, Rules, find_openings

from .nights import ZONES, nights
from .oracle import slow_openings

# Every one of them when somebody asks for a thorough look, else a few dozen of them.
SOME = 1 if settings.default.max_examples >= 20_000 else 61

RULES = Rules(
    zone="UTC",
    hours=tuple(Block(day, time(), time()) for day in range(7)),
    length_minutes=40,
    step_minutes=25,
    notice_minutes=0,
    window_days=2,
    buffer_before_minutes=5,
    buffer_after_minutes=10,
    booker_not_before=time(1, 30),
)
PROMISE = timedelta(hours=5), timedelta(hours=5, minutes=45)


def test_engine_and_oracle_agree_on_the_day_before_the_night_and_the_day_after():
    looked_at = nights()[::SOME]
    wrong = [place for number, place in enumerate(looked_at) if not agree(*place, number)]
    assert len(looked_at) > 40
    assert wrong == []


def agree(zone, day, number):
    """Two days around the clock and one with hours of its own; the booker somewhere else."""
    some_hours = DayHours(day + timedelta(days=1), ((time(0, 20), time(3)), (time(22), time())))
    rules = replace(RULES, zone=zone, exceptions=(some_hours,))
    before = datetime.combine(day - timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
    facts = {
        "busy": [
            (before + PROMISE[0] + timedelta(days=1), before + PROMISE[1] + timedelta(days=1))
        ],
        "outside": [(before + PROMISE[0], before + PROMISE[1])],
        "booker_busy": [],
        "booker_outside": [],
        "booker_zone": ZONES[number * 31 % len(ZONES)],
        "taken": [],
        "terms": [],
        "now": before,
    }
    openings = find_openings(rules, **facts)
    return openings != [] and openings == slow_openings(rules, **facts)
