"""What has one mentor settled, and can it be meant?"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .dates import DayHours, Days
from .weekly import Block
from .zones import DAY

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Rules:
    """What one mentor has settled, office policies filled in. `zone` is an IANA name.

    Hours and dates are on the wall in that zone: `paused_until` is the first day open again,
    `window_until` the last day open, `time_off` first and last days away. `booker_not_before` is
    on the wall of whoever books. A cap of None is no limit, of 0 is closed.
    """

    zone: str
    hours: tuple[Block, ...]
    length_minutes: int
    step_minutes: int
    notice_minutes: int
    window_days: int
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    day_cap: int | None = None
    week_cap: int | None = None
    term_cap: int | None = None
    paused_until: date | None = None
    window_until: date | None = None
    exceptions: tuple[DayHours, ...] = ()
    time_off: tuple[Days, ...] = ()
    holidays: frozenset[date] = frozenset()
    booker_not_before: time | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.length_minutes <= DAY or self.step_minutes < 1:
            raise ValueError(
                "a meeting lasts 1 minute to a day, and starts are 1 minute apart or more"
            )
        if min(self.notice_minutes, self.buffer_before_minutes, self.buffer_after_minutes) < 0:
            raise ValueError("notice and buffers cannot be negative")
        if self.window_days < 0:
            raise ValueError("a window cannot be a negative number of days")
        if min(self.day_cap or 0, self.week_cap or 0, self.term_cap or 0) < 0:
            raise ValueError("a cap cannot be negative")
        if any(last < first for first, last in self.time_off):
            raise ValueError("time off cannot end before it starts")
        if len({exception.day for exception in self.exceptions}) < len(self.exceptions):
            raise ValueError("all blocks of a date that differs belong together")
        find_zone(self.zone)


def find_zone(name: str) -> ZoneInfo:
    """Return the zone of that name; ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone called {name!r}") from error
