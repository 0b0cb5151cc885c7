"""How many conversations does somebody give in a week or a term, and is there room for one more?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

Term = tuple[date, date]


@dataclass(frozen=True)
class Caps:
    """Where there is no room. Days are ordinals; a term's two days are both part of it."""

    every_week_is_full: bool
    full_weeks: frozenset[int]
    full_terms: tuple[tuple[int, int], ...]

    def week_is_full(self, day: int) -> bool:
        return self.every_week_is_full or _week(day) in self.full_weeks

    def term_is_full(self, day: int) -> bool:
        """Where terms overlap, each must have room: the strictest wins."""
        return bool(self.full_terms) and any(
            first <= day <= last for first, last in self.full_terms
        )


def count_caps(
    zone: ZoneInfo,
    *,
    week_cap: int | None,
    term_cap: int | None,
    taken: Iterable[datetime],
    terms: Iterable[Term],
) -> Caps:
    """Count the starts in `taken` by week and by term, on the days they have in `zone`.

    Weeks begin on Monday. A cap of None is no limit, of 0 is no room at all.
    """
    days = [start.astimezone(zone).toordinal() for start in taken]
    full_weeks: frozenset[int] = frozenset()
    if week_cap:
        weeks = Counter(map(_week, days))
        full_weeks = frozenset(week for week, count in weeks.items() if count >= week_cap)
    spans = () if term_cap is None else [(a.toordinal(), b.toordinal()) for a, b in terms]
    full_terms = tuple(
        (first, last)
        for first, last in spans
        if len([day for day in days if first <= day <= last]) >= (term_cap or 0)
    )
    return Caps(week_cap == 0, full_weeks, full_terms)


def _week(day: int) -> int:
    return (day - 1) // 7  # 1 January of year 1, ordinal 1, was a Monday
