"""Mentors, promises and moments at random, most of them near a night when the clocks change."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from interviews.slots.openings import Block, DayHours, Rules

from .nights import ZONES, famous_nights, nights

MINUTE = timedelta(minutes=1)


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


def exception(day, opened):
    """A block a piece, cut where the last one ends, or closed where there is none."""
    blocks = []
    for opens, length in sorted(opened):
        if not blocks or opens >= (blocks[-1][1].hour * 60 + blocks[-1][1].minute or 24 * 60):
            blocks.append((wall(opens), wall(min(opens + length, 24 * 60))))
    return DayHours(day, tuple(blocks))


# Everything below is drawn relative to the night, and moved there by `question`.
blocks = st.builds(
    block, st.integers(0, 6), often_quarters(0, 24 * 60 - 1), often_quarters(1, 24 * 60)
)
weekly_hours = st.lists(blocks, max_size=6).map(tuple)
around_the_clock = st.just(tuple(Block(day, time(), time()) for day in range(7)))
pieces = st.tuples(often_quarters(0, 24 * 60 - 1), often_quarters(1, 12 * 60))
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
        "day_cap": st.sampled_from([None, None, None, 3, 2, 1, 0]),
        "week_cap": st.sampled_from([None, None, None, 5, 3, 2, 1, 0]),
        "term_cap": st.sampled_from([None, None, None, 5, 3, 2, 1, 0]),
        "paused_until": st.one_of(st.none(), st.none(), days),
        "window_until": st.one_of(st.none(), st.none(), days),
        "exceptions": st.dictionaries(days, st.lists(pieces, max_size=3), max_size=3),
        "time_off": st.lists(st.tuples(days, days), max_size=1),
        "holidays": st.lists(days, max_size=2),
        "booker_not_before": st.one_of(st.none(), often_quarters(0, 24 * 60 - 1).map(wall)),
    }
)
facts = st.fixed_dictionaries(
    {
        "busy": st.lists(spans, max_size=8),
        "outside": st.lists(spans, max_size=4),
        "booker_busy": st.lists(spans, max_size=8),
        "booker_outside": st.lists(spans, max_size=4),
        "booker_zone": st.one_of(st.just(""), st.sampled_from(ZONES)),
        "taken": st.lists(any_moment, max_size=5),
        "terms": st.lists(st.tuples(days, days), max_size=2),
        "now": moments(-3, 1),
    }
)


def question(place, rules, facts):
    """Return the rules and the facts of one question to the engine."""
    zone, night = place
    midnight = datetime.combine(night, time(), UTC)
    moved = {
        kind: [(midnight + at, midnight + at + n * MINUTE) for at, n in facts[kind]]
        for kind in ("busy", "outside", "booker_busy", "booker_outside")
    } | {
        "booker_zone": facts["booker_zone"],
        "taken": [midnight + at for at in facts["taken"]],
        "terms": [(night + min(two), night + max(two)) for two in facts["terms"]],
        "now": midnight + facts["now"],
    }
    return Rules(zone=zone, **rules | dates_of(rules, night)), moved


def dates_of(rules, night):
    """Days since the night as dates."""
    paused, until = rules["paused_until"], rules["window_until"]
    return {
        "paused_until": None if paused is None else night + paused,
        "window_until": None if until is None else night + until,
        "exceptions": tuple(exception(night + n, of) for n, of in rules["exceptions"].items()),
        "time_off": tuple((night + min(two), night + max(two)) for two in rules["time_off"]),
        "holidays": frozenset(night + n for n in rules["holidays"]),
    }


def any_night():
    return st.one_of(st.sampled_from(famous_nights), st.sampled_from(nights()))


places = st.deferred(any_night)
questions = st.builds(question, places, rules, facts)
since_now = moments(-1, 6)
