"""Which other times may a conversation be moved to, as one of the two reads them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

from careerhub.common.times import same_offset, say_day, say_moment, say_time, say_zone
from careerhub.people.models import User


@dataclass(frozen=True)
class Choice:
    """One start: `said` in the reader's zone, `there` for the other where the clocks differ."""

    iso: str
    local: datetime
    said: str
    there: str
    is_chosen: bool


Day = tuple[datetime, list[Choice]]


def choices_by_day(
    starts: Iterable[datetime], *, reader: User, other_zone: str, chosen: str
) -> list[Day]:
    """Grouped by the day on the reader's calendar; `chosen` is the one to be marked, as it was sent."""
    made = [_choice(start, reader, other_zone, chosen) for start in starts]
    days = groupby(made, key=lambda choice: choice.local.date())
    return [(group[0].local, group) for group in (list(found) for _day, found in days)]


def _choice(start: datetime, reader: User, other_zone: str, chosen: str) -> Choice:
    zone, cycle = timezone.get_current_timezone(), reader.hour_cycle
    there = ""
    if not same_offset(start, zone, other_zone):
        there = f"{say_time(start, other_zone, cycle)} {say_zone(start, other_zone)}"
        if say_day(start, zone) != say_day(start, other_zone):
            there = say_moment(start, other_zone, cycle)
    iso = start.isoformat()
    said = f"{say_time(start, zone, cycle)} {say_zone(start, zone)}"
    return Choice(iso, start.astimezone(zone), said, there, iso == chosen)
