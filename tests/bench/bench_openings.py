"""How long do one mentor's openings of 28 days take? Run me as a script: I print one line."""

import sys
import timeit
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from interviews.slots.openings import Block, Rules, find_openings

NOW = datetime(2026, 10, 20, 14, 0, 30, tzinfo=UTC)
HOURS = (
    Block(0, time(9), time(12)),
    Block(1, time(13), time(17)),
    Block(3, time(9), time(12)),
    Block(4, time(13), time(17)),
)
RULES = Rules(
    zone="America/Los_Angeles",
    hours=HOURS,
    length_minutes=30,
    step_minutes=30,
    notice_minutes=48 * 60,
    window_days=28,
    buffer_before_minutes=5,
    buffer_after_minutes=10,
    week_cap=5,
    term_cap=50,
    paused_until=date(2026, 10, 21),
)
TAKEN = [NOW.replace(second=0) + timedelta(days=2 * n + 2, hours=n % 5) for n in range(12)]
BUSY = [(start, start + timedelta(minutes=40)) for start in TAKEN]
TERMS = [(date(2026, 8, 24), date(2026, 12, 18)), (date(2027, 1, 11), date(2027, 5, 14))]


def find():
    return find_openings(RULES, busy=BUSY, booker_busy=BUSY[:3], taken=TAKEN, terms=TERMS, now=NOW)


def main():
    find()
    rounds = 2_000
    best = min(timeit.repeat(find, number=rounds, repeat=7)) / rounds
    print(
        f"openings of one mentor, 28 days, 12 promises: {best * 1000:.3f} ms, {len(find())} starts"
    )


if __name__ == "__main__":
    main()
