"""Mentors, promises and moments at random, most of them near a night when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from interviews.slots.openings import Block, Rules

# (zone, a day whose clocks change there or the day before); the last two never change.
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
    ("America/Havana", date(2026, 11, 1)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Kathmandu", date(2026, 5, 1)),
    ("America/Vancouver", date(2026, 11, 1)),
]


@st.composite
def blocks(draw):
    opens = draw(st.integers(0, 24 * 60 - 1))
    closes = draw(st.one_of(st.just(24 * 60), st.integers(opens + 1, 24 * 60)))
    return Block(draw(st.integers(0, 6)), wall(opens), wall(closes % (24 * 60)))


def wall(minutes):
    return time(minutes // 60, minutes % 60)


around_the_clock = st.just(tuple(Block(day, time(), time()) for day in range(7)))
weekly_hours = st.one_of(st.lists(blocks(), max_size=8).map(tuple), around_the_clock)


@st.composite
def rules(draw, zone, night):
    return Rules(
        zone=zone,
        hours=draw(weekly_hours),
        length_minutes=draw(st.one_of(st.sampled_from([15, 30, 45, 60]), st.integers(1, 400))),
        step_minutes=draw(st.one_of(st.sampled_from([15, 30, 60]), st.integers(5, 200))),
        notice_minutes=draw(st.one_of(st.just(0), st.integers(0, 2 * 24 * 60))),
        window_days=draw(st.integers(0, 5)),
        buffer_before_minutes=draw(st.integers(0, 90)),
        buffer_after_minutes=draw(st.integers(0, 90)),
        week_cap=draw(st.sampled_from([None, None, None, 2, 1, 3, 0])),
        term_cap=draw(st.sampled_from([None, None, None, 2, 1, 4, 0])),
        paused_until=draw(st.one_of(st.none(), st.none(), near(night))),
    )


def near(night):
    return st.integers(-4, 6).map(lambda n: night + timedelta(days=n))


def instants(night, first=-4, last=6):
    """Aware instants, some between two minutes, from four days before the night to six after it."""
    base = datetime.combine(night, time(), UTC)
    return st.builds(
        lambda minutes, seconds: base + timedelta(minutes=minutes, seconds=seconds),
        st.integers(first * 24 * 60, last * 24 * 60),
        st.sampled_from([0, 0, 0, 1, 30, 59]),
    )


def spans(night):
    lengths = st.one_of(st.sampled_from([0, 1800, 2400]), st.integers(0, 6 * 3600))
    one = st.builds(lambda at, n: (at, at + timedelta(seconds=n)), instants(night), lengths)
    return st.lists(one, max_size=6)


def terms(night):
    pair = st.builds(lambda a, b: (min(a, b), max(a, b)), near(night), near(night))
    return st.lists(pair, max_size=2)


@st.composite
def questions(draw):
    """Return the rules and the facts of one question to the engine."""
    zone, night = draw(st.sampled_from(NIGHTS))
    return draw(rules(zone, night)), draw(facts(night))


@st.composite
def facts(draw, night):
    return {
        "busy": draw(spans(night)),
        "booker_busy": draw(spans(night)),
        "taken": draw(st.lists(instants(night), max_size=6)),
        "terms": draw(terms(night)),
        "now": draw(instants(night, -3, 1)),
    }
