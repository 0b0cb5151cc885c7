"""Two libraries that nobody here wrote expand the hours as we do, wherever they know the same rules."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from interviews.slots.openings import Block, DayHours, Rules, find_openings

from .nights import ZONES, nights
from .peers import by_dateutil, by_ical, cut
from .strategies import wall

DAY = timedelta(days=1)
NOTHING = {"busy": [], "booker_busy": [], "taken": [], "terms": []}

often = settings(
    max_examples=max(250, settings.default.max_examples // 4),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

# Blocks of a day that do not touch, none of which reaches midnight, as (opens, closes) in minutes.
edges = st.lists(st.integers(0, 95).map(lambda quarter: quarter * 15), max_size=6, unique=True).map(
    sorted
)
blocks_of_a_day = edges.map(
    lambda at: [(wall(a), wall(b)) for a, b in zip(at[::2], at[1::2], strict=False)]
)
days = st.integers(-3, 4).map(timedelta)


@st.composite
def hours(draw):
    zone, night = draw(st.deferred(lambda: st.sampled_from(nights())))
    weekly = [(day, draw(blocks_of_a_day)) for day in range(7)]
    exceptions = draw(st.dictionaries(days, blocks_of_a_day, max_size=3))
    off = draw(st.lists(st.tuples(days, days), max_size=1))
    return night, Rules(
        zone=zone,
        hours=tuple(Block(day, *block) for day, blocks in weekly for block in blocks),
        length_minutes=draw(st.sampled_from([15, 20, 30, 45, 60])),
        step_minutes=draw(st.sampled_from([10, 15, 30, 60])),
        notice_minutes=0,
        window_days=6,
        exceptions=tuple(DayHours(night + n, tuple(of)) for n, of in exceptions.items()),
        time_off=tuple((night + min(two), night + max(two)) for two in off),
        holidays=frozenset(night + n for n in draw(st.lists(days, max_size=2))),
    )


@pytest.mark.parametrize("expand", [by_dateutil, by_ical])
@often
@given(hours())
def test_the_starts_are_those_of_a_library_on_every_day_without_a_change_in_a_block(
    expand, question
):
    night, rules = question
    zone = ZoneInfo(rules.zone)
    first = night - 3 * DAY
    now = datetime.combine(first, time(), zone).astimezone(UTC)
    today = now.astimezone(zone).date()
    theirs, unsure = cut(rules, expand(rules, first, first + 6 * DAY))
    ours = find_openings(rules, **NOTHING, now=now)
    event("some" if ours else "none")
    last = today + 5 * DAY  # what one of them calls the last day, the other may call the sixth
    assert sure(ours, zone, unsure, today, last) == sure(sorted(theirs), zone, unsure, today, last)


def sure(starts, zone, unsure, first, last):
    days = [(start, start.astimezone(zone).date()) for start in starts]
    return [start for start, day in days if first <= day <= last and day not in unsure]


def test_they_are_asked_about_every_zone():
    assert {zone for zone, night in nights()} == set(ZONES)
