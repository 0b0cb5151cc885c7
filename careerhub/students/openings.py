"""How is an opening said to this student: on which day, at what time, and what is it for the alum?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from careerhub.common import times
from careerhub.people.models import User

# Days whose times are in sight before “More days”.
DAYS_IN_SIGHT = 3


@dataclass(frozen=True)
class Slot:
    """One opening in words. `value` is what forms and addresses carry."""

    at: datetime
    value: str
    local: datetime
    time: str
    zone: str
    there: str = ""
    there_local: datetime | None = None
    is_at_once: bool = False

    @property
    def day(self) -> str:
        """ "Thu Oct 22", where room is short."""
        return times.say_day(self.at, self.local.tzinfo or UTC).replace(",", "")

    @property
    def short(self) -> str:
        """ "Thu 1:00 pm", for the button."""
        return f"{self.local:%a} {self.time}"

    @property
    def long_day(self) -> str:
        return times.say_day(self.at, self.local.tzinfo or UTC, long=True)


@dataclass(frozen=True)
class Day:
    label: str
    slots: list[Slot]
    is_open: bool = False


def value_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def read_value(text: str) -> datetime | None:
    """The instant that a form or an address means; None for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def slot(
    at: datetime, *, reader: User, zone: ZoneInfo, other_zone: str, is_at_once: bool = False
) -> Slot:
    there, there_local = "", None
    if not times.same_offset(at, zone, other_zone):
        there_local = at.astimezone(times.as_zone(other_zone))
        said = times.say_time(at, other_zone, reader.hour_cycle)
        there = f"{said} {times.say_zone(at, other_zone)}"
        if there_local.date() != at.astimezone(zone).date():
            there = f"{there_local:%a} {there}"
    return Slot(
        at=at,
        value=value_of(at),
        local=at.astimezone(zone),
        time=times.say_time(at, zone, reader.hour_cycle),
        zone=times.say_zone(at, zone),
        there=there,
        there_local=there_local,
        is_at_once=is_at_once,
    )


def days(slots: list[Slot], *, chosen: datetime | None) -> tuple[list[Day], list[Day]]:
    """The days in sight, and those behind “More days”. The chosen time's day is open and in sight."""
    every = [list(group) for _day, group in groupby(slots, key=lambda each: each.local.date())]
    if not every:
        return [], []
    picked = next((day for day in every if any(each.at == chosen for each in day)), every[0])
    first = every[:DAYS_IN_SIGHT]
    if picked not in first:
        first = [*first[:-1], picked]
    in_sight = [Day(day[0].long_day, day, is_open=day is picked) for day in first]
    return in_sight, [Day(day[0].long_day, day) for day in every if day not in first]


def say_difference(at: datetime, *, mine: ZoneInfo, theirs: str) -> tuple[str, bool, str] | None:
    """How far the alum's clock is from the student's, whether it is ahead, and its letters."""
    if times.same_offset(at, mine, theirs):
        return None
    there = at.astimezone(times.as_zone(theirs)).utcoffset()
    here = at.astimezone(mine).utcoffset()
    if there is None or here is None:
        return None
    return times.say_span(there - here), there > here, times.say_zone(at, theirs)
