"""What does the weekly grid show? Half-hours by day, and who is booked in the next seven days.

Which cells are open stands in the rows of the list; the script reads it there, so that there is one truth.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from interviews.models import Interview, Weekday

from .wall import DAY, say_hours, say_wall, wall_time
from .week import Block

STEP = 30
EARLIEST, LATEST = 8 * 60, 18 * 60  # what is in sight unless the hours reach further
At = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    day: int
    at: int
    said: str
    booked: str = ""
    with_whom: str = ""


@dataclass(frozen=True)
class Line:
    at: int
    label: str
    is_half: bool
    in_sight: bool
    cells: tuple[Cell, ...]


def lines_of(
    interviews: Iterable[Interview], blocks: Iterable[Block], *, zone: str, hour_cycle: str
) -> list[Line]:
    booked = booked_cells(interviews, zone)
    busy = [at for _day, at in booked]
    blocks = list(blocks)
    first = min([EARLIEST, *busy, *(start for _d, start, _e in blocks)]) // 60 * 60
    last = max([LATEST, *(at + STEP for at in busy), *(end for _d, _s, end in blocks)])
    return [
        Line(
            at=at,
            label=say_wall(wall_time(at), hour_cycle).replace(":00 ", " "),
            is_half=at % 60 != 0,
            in_sight=first <= at < -(-last // 60) * 60,
            cells=tuple(_cell(day, at, booked, hour_cycle) for day in range(7)),
        )
        for at in range(0, DAY, STEP)
    ]


def booked_cells(interviews: Iterable[Interview], zone: str) -> dict[At, list[Interview]]:
    """Every half-hour of a weekday that an interview touches, on the alum's wall."""
    place, cells = ZoneInfo(zone), defaultdict(list)
    for interview in interviews:
        start, end = interview.starts_at.astimezone(place), interview.ends_at.astimezone(place)
        first = start.hour * 60 + start.minute
        length = (end.toordinal() - start.toordinal()) * DAY + end.hour * 60 + end.minute - first
        for at in range(first // STEP * STEP, first + max(length, 1), STEP):
            cells[((start.weekday() + at // DAY) % 7, at % DAY)].append(interview)
    return cells


def _cell(day: int, at: int, booked: dict[At, list[Interview]], hour_cycle: str) -> Cell:
    span = say_hours(wall_time(at), wall_time(at + STEP), hour_cycle)
    people = [interview.student for interview in booked.get((day, at), ())]
    return Cell(
        day=day,
        at=at,
        said=f"{Weekday(day).label} {span}",
        booked=", ".join(person.get_short_name() for person in people),
        with_whom=", ".join(person.get_full_name() for person in people),
    )
