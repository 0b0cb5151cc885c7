"""How is an opening said to who chooses one: on which day, at what time, and what is it for the other?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from careerhub.common import times
from careerhub.people.models import User


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
    def date(self) -> date:
        return self.local.date()

    @property
    def day(self) -> str:
        """ "Thu Oct 22", where room is short."""
        return times.say_day(self.at, self.local.tzinfo or UTC).replace(",", "")

    @property
    def short(self) -> str:
        """ "Thu 1:00 pm", for the button."""
        return f"{self.day.partition(' ')[0]} {self.time}"

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
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def slot(
    at: datetime, *, reader: User, zone: ZoneInfo, other_zone: str, is_at_once: bool = False
) -> Slot:
    there, there_local = "", None
    if not times.same_offset(at, zone, other_zone):
        there_local = at.astimezone(times.as_zone(other_zone))
        said = times.say_time(at, other_zone, reader.hour_cycle)
        there = f"{said} {times.say_zone(at, other_zone)}"
        if there_local.date() != at.astimezone(zone).date():
            weekday = times.say_day(at, other_zone).partition(",")[0]
            there = f"{weekday} {there}"
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


def by_day(slots: Iterable[Slot]) -> dict[date, list[Slot]]:
    """The openings of each day on the reader's own wall, in order."""
    return {day: list(found) for day, found in groupby(slots, key=lambda each: each.date)}
