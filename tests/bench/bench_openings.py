"""How long do one mentor's openings of 28 days take, beside three libraries? I print a line each."""

import sys
import timeit
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from interviews.slots.openings import Block, DayHours, Rules, find_openings
from tests.bench.opening_peers import ByDateutil, ByPortion, ByRecurringIcalEvents

NOW = datetime(2026, 10, 20, 14, 0, tzinfo=UTC)
PLAIN = Rules(
    zone="America/Los_Angeles",
    hours=(
        Block(0, time(9), time(12)),
        Block(1, time(13), time(17)),
        Block(3, time(9), time(12)),
        Block(4, time(13), time(17)),
    ),
    length_minutes=30,
    step_minutes=30,
    notice_minutes=48 * 60,
    window_days=28,
    buffer_before_minutes=5,
    buffer_after_minutes=10,
)
EVERYTHING = replace(
    PLAIN,
    day_cap=3,
    week_cap=5,
    term_cap=50,
    paused_until=date(2026, 10, 21),
    window_until=date(2026, 12, 18),
    exceptions=(
        DayHours(date(2026, 10, 29)),
        DayHours(date(2026, 11, 4), ((time(8), time(9)), (time(13), time(15)))),
    ),
    time_off=((date(2026, 11, 9), date(2026, 11, 9)),),
    holidays=frozenset([date(2026, 11, 11), date(2026, 11, 26), date(2026, 12, 25)]),
    booker_not_before=time(8),
)
TAKEN = [NOW + timedelta(days=2 * n + 2, hours=n % 5) for n in range(12)]
BUSY = [(start, start + timedelta(minutes=40)) for start in TAKEN]
ELSEWHERE = [(start + timedelta(days=1), end + timedelta(days=1)) for start, end in BUSY]
TERMS = [(date(2026, 8, 24), date(2026, 12, 18)), (date(2027, 1, 11), date(2027, 5, 14))]
# what the engine must at least be: times as fast as this library in the same run
AT_LEAST = {"portion": None, "recurring-ical-events": 8.0, "dateutil": 1.5}
MOST_MILLISECONDS = 0.15


def plain():
    return find_openings(PLAIN, busy=BUSY, booker_busy=(), taken=(), terms=(), now=NOW)


def everything():
    return find_openings(
        EVERYTHING,
        busy=BUSY,
        outside=ELSEWHERE,
        booker_busy=BUSY[:3],
        booker_outside=ELSEWHERE[:3],
        booker_zone="America/New_York",
        taken=TAKEN,
        terms=TERMS,
        now=NOW,
    )


def peers():
    kinds = {
        "portion": ByPortion,
        "recurring-ical-events": ByRecurringIcalEvents,
        "dateutil": ByDateutil,
    }
    return {name: kind(PLAIN, BUSY, NOW) for name, kind in kinds.items()}


def milliseconds(functions, rounds=3, repeats=200):
    """The best of many short turns, one after the other, so that a busy moment is everybody's."""
    best = dict.fromkeys(functions, float("inf"))
    for _repeat in range(repeats):
        for name, function in functions.items():
            took = timeit.timeit(function, number=rounds) / rounds * 1000
            best[name] = min(best[name], took)
    return best


def main():
    others = peers()
    for name, peer in others.items():
        assert peer.starts() == plain(), f"{name} finds other starts than the engine"
    took = milliseconds({"ours": everything} | {name: one.starts for name, one in others.items()})
    ours = took.pop("ours")
    print(
        f"openings of one mentor, 28 days, 12 promises, every rule on: {ours:.3f} ms"
        f" (at most {MOST_MILLISECONDS}), {len(everything())} starts"
    )
    for name, theirs in took.items():
        floor = f" (at least {AT_LEAST[name]:g})" if AT_LEAST[name] else ""
        print(f"  {name}: {theirs:.3f} ms, {theirs / ours:.1f} times ours{floor}")


if __name__ == "__main__":
    main()
