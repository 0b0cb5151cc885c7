"""Mentors, promises and moments at random, most of them near a night when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from interviews.slots.openings import Block, Rules

MINUTE = timedelta(minutes=1)

# A zone and a day around whose first hours its clocks change; Kathmandu and Phoenix never do.
NIGHTS = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Atlantic/Azores", date(2026, 3, 29)),
    ("America/Havana", date(2025, 11, 2)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 5, 1)),
    ("America/Phoenix", date(2026, 11, 1)),
]


def wall(minutes):
    return time(minutes // 60 % 24, minutes % 60)


def block(weekday, opens, length):
    return Block(weekday, wall(opens), wall(min(opens + length, 24 * 60)))


def often_quarters(low, high):
    """Minutes on the quarter hour, where edges meet, or a little off it, where they just do not."""
    return st.builds(
        lambda quarter, off: min(max(quarter * 15 + off, low), high),
        st.integers(low // 15, high // 15),
        st.sampled_from([0, 0, 0, 0, 1, -1, 7]),
    )


def moments(first, last):
    """Times since a night began, some of them between two minutes."""
    return st.builds(
        lambda minutes, seconds: timedelta(minutes=minutes, seconds=seconds),
        often_quarters(first * 24 * 60, last * 24 * 60),
        st.sampled_from([0, 0, 0, 1, 30, 59]),
    )


# Everything below is drawn relative to the night, and moved there by `question`.
blocks = st.builds(
    block, st.integers(0, 6), often_quarters(0, 24 * 60 - 1), often_quarters(1, 24 * 60)
)
weekly_hours = st.lists(blocks, max_size=6).map(tuple)
around_the_clock = st.just(tuple(Block(day, time(), time()) for day in range(7)))
days = st.integers(-4, 6).map(timedelta)
any_moment = moments(-4, 6)
spans = st.tuples(moments(-1, 3), st.sampled_from([30, 60, 0, 0.5, 40, 100, 360]))
rules = st.fixed_dictionaries(
    {
        "hours": st.one_of(weekly_hours, around_the_clock),
        "length_minutes": often_quarters(1, 120),
        "step_minutes": often_quarters(5, 120),
        "notice_minutes": st.one_of(st.just(0), often_quarters(0, 24 * 60)),
        "window_days": st.integers(1, 5),
        "buffer_before_minutes": often_quarters(0, 90),
        "buffer_after_minutes": often_quarters(0, 90),
        "week_cap": st.sampled_from([None, None, None, 5, 3, 2, 1, 0]),
        "term_cap": st.sampled_from([None, None, None, 5, 3, 2, 1, 0]),
        "paused_until": st.one_of(st.none(), st.none(), days),
    }
)
facts = st.fixed_dictionaries(
    {
        "busy": st.lists(spans, max_size=8),
        "booker_busy": st.lists(spans, max_size=8),
        "taken": st.lists(any_moment, max_size=5),
        "terms": st.lists(st.tuples(days, days), max_size=2),
        "now": moments(-3, 1),
    }
)


def question(place, rules, facts):
    """Return the rules and the facts of one question to the engine."""
    zone, night = place
    midnight = datetime.combine(night, time(), UTC)
    paused = rules["paused_until"]
    moved = {
        "busy": [(midnight + at, midnight + at + n * MINUTE) for at, n in facts["busy"]],
        "booker_busy": [
            (midnight + at, midnight + at + n * MINUTE) for at, n in facts["booker_busy"]
        ],
        "taken": [midnight + at for at in facts["taken"]],
        "terms": [(night + min(two), night + max(two)) for two in facts["terms"]],
        "now": midnight + facts["now"],
    }
    rules = rules | {"paused_until": None if paused is None else night + paused}
    return Rules(zone=zone, **rules), moved


questions = st.builds(question, st.sampled_from(NIGHTS), rules, facts)
since_now = moments(-1, 6)
