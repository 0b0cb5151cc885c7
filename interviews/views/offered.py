"""How is an opening said to who chooses one: on which day, at what time, and what is it for the other?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from careerhub.common import times
from careerhub.people.models import User


@dataclass(frozen=True)
class Slot:
    """One opening in words, `there` in the other's zone. `value` is what forms and addresses carry.

    A month has hundreds and a page shows a dozen: what costs is worked out when it is asked for.
    """

    at: datetime
    local: datetime
    hour_cycle: str
    other_zone: ZoneInfo
    is_at_once: bool = False

    @property
    def value(self) -> str:
        return value_of(self.at)

    @property
    def time(self) -> str:
        return times.say_time(self.local, _zone_of(self.local), self.hour_cycle)

    @property
    def zone(self) -> str:
        return times.say_zone(self.local, _zone_of(self.local))

    @cached_property
    def there_local(self) -> datetime | None:
        """None where both clocks show the same."""
        there = self.at.astimezone(self.other_zone)
        return there if there.utcoffset() != self.local.utcoffset() else None

    @cached_property
    def there(self) -> str:
        if self.there_local is None:
            return ""
        said = times.say_time(self.at, self.other_zone, self.hour_cycle)
        there = f"{said} {times.say_zone(self.at, self.other_zone)}"
        if self.there_local.date() == self.local.date():
            return there
        weekday = times.say_day(self.at, self.other_zone).partition(",")[0]
        return f"{weekday} {there}"

    @property
    def date(self) -> date:
        return self.local.date()

    @property
    def day(self) -> str:
        """ "Thu Oct 22", where room is short."""
        return times.say_day(self.at, _zone_of(self.local)).replace(",", "")

    @property
    def short(self) -> str:
        """ "Thu 1:00 pm", for the button."""
        return f"{self.day.partition(' ')[0]} {self.time}"

    @property
    def long_day(self) -> str:
        return times.say_day(self.at, _zone_of(self.local), long=True)


@dataclass(frozen=True)
class Day:
    slots: list[Slot]
    is_open: bool = False

    @property
    def label(self) -> str:
        return self.slots[0].long_day


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
    other = ZoneInfo(other_zone)
    return Slot(at, at.astimezone(zone), reader.hour_cycle, other, is_at_once)


def _zone_of(local: datetime) -> tzinfo:
    return local.tzinfo or UTC


def by_day(slots: Iterable[Slot]) -> dict[date, list[Slot]]:
    """The openings of each day on the reader's own wall, in order."""
    return {day: list(found) for day, found in groupby(slots, key=lambda each: each.date)}
