"""Why is a start closed?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Code(StrEnum):
    """Why a start is closed, in the order in which we say it when several are true."""

    PAST = "past"
    NOTICE = "notice"
    BEYOND_WINDOW = "beyond_window"
    PAUSED = "paused"
    TIME_OFF = "time_off"
    CLOSED_DATE = "closed_date"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside_hours"
    OFF_GRID = "off_grid"
    TOO_EARLY_FOR_BOOKER = "too_early_for_booker"
    MENTOR_BUSY = "mentor_busy"
    OUTSIDE_BUSY = "outside_busy"
    BOOKER_BUSY = "booker_busy"
    BOOKER_OUTSIDE_BUSY = "booker_outside_busy"
    DAY_CAP = "day_cap"
    WEEK_CAP = "week_cap"
    TERM_CAP = "term_cap"


@dataclass(frozen=True)
class Reason:
    """A reason and its fact.

    `limit` is minutes of notice, days of window, the cap, or the first minute of the booker's day.
    `until` is the first day open again after a pause or time off, or the last day of a window that
    ends on a date.
    """

    code: Code
    limit: int = 0
    until: date | None = None
