"""How many conversations does somebody give in a day, a week or a term, and is there room for one more?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .rules import Rules

Term = tuple[date, date]


class Caps(NamedTuple):
    """Where there is no room. Days are ordinals; a term's two days are both part of it."""

    full_days: frozenset[int]
    full_weeks: frozenset[int]
    full_terms: tuple[tuple[int, int], ...]
    every_day_is_full: bool = False
    every_week_is_full: bool = False

    def day_is_full(self, day: int) -> bool:
        return self.every_day_is_full or day in self.full_days

    def week_is_full(self, day: int) -> bool:
        return self.every_week_is_full or _week(day) in self.full_weeks

    def term_is_full(self, day: int) -> bool:
        """Where terms overlap, each must have room: the strictest wins."""
        return bool(self.full_terms) and any(
            first <= day <= last for first, last in self.full_terms
        )


def caps_of(rules: Rules, zone: ZoneInfo, taken: Iterable[datetime], terms: Iterable[Term]) -> Caps:
    """Count the starts in `taken` by day, by week and by term, on the days they have in `zone`.

    Weeks begin on Monday. A cap of None is no limit, of 0 is no room at all.
    """
    days = [start.astimezone(zone).toordinal() for start in taken]
    spans = () if rules.term_cap is None else [(a.toordinal(), b.toordinal()) for a, b in terms]
    full_terms = tuple(
        (first, last)
        for first, last in spans
        if len([day for day in days if first <= day <= last]) >= (rules.term_cap or 0)
    )
    return Caps(
        full_days=_full(days, rules.day_cap),
        full_weeks=_full(map(_week, days), rules.week_cap),
        full_terms=full_terms,
        every_day_is_full=rules.day_cap == 0,
        every_week_is_full=rules.week_cap == 0,
    )


def _full(taken: Iterable[int], cap: int | None) -> frozenset[int]:
    if not cap:
        return frozenset()
    return frozenset(each for each, count in Counter(taken).items() if count >= cap)


def _week(day: int) -> int:
    return (day - 1) // 7  # 1 January of year 1, ordinal 1, was a Monday
