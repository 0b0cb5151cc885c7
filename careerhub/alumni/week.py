"""What stands in the rows of a week, and what becomes of them when a whole day or a preset changes them?

A row holds what the list editor shows: stored times, or text as it was typed. Rows that cannot be
read stay exactly as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _lazy

from interviews.models import Schedule
from interviews.slots.intervals import merge

from .wall import DAY, minutes, wall_time

MOST_ROWS = 60
PREFIX = "hours"
WEEK = 7 * DAY
NAMES = ("weekday", "opens", "closes")

Row = dict[str, object]
Block = tuple[
    int, int, int
]  # weekday, from, until: minutes on the wall, 1440 is the end of the day


@dataclass(frozen=True)
class Preset:
    name: str
    said: object
    blocks: tuple[Block, ...]

    @property
    def value(self) -> str:
        """What its button sends."""
        return f"preset-{self.name}"


PRESETS = (
    Preset("lunch", _lazy("Tuesday and Thursday lunch, 12 to 1"), ((1, 720, 780), (3, 720, 780))),
    Preset("evenings", _lazy("Weekday evenings, 6 to 8"), tuple((d, 1080, 1200) for d in range(5))),
    Preset("early", _lazy("Weekday mornings, 8 to 9"), tuple((d, 480, 540) for d in range(5))),
    Preset("saturday", _lazy("Saturday morning, 9 to 12"), ((5, 540, 720),)),
)


def stored_rows(schedule: Schedule, *, empty: int) -> list[Row]:
    """The blocks there are, then some empty rows to write in."""
    blocks = schedule.hours.order_by("weekday", "opens_local") if schedule.pk else []
    filled: list[Row] = [
        {"weekday": block.weekday, "opens": block.opens_local, "closes": block.closes_local}
        for block in blocks
    ]
    return filled + [{} for _row in range(empty)]


def typed_rows(data: QueryDict, prefix: str = PREFIX, *, with_removed: bool = False) -> list[Row]:
    """The rows as they were typed, right or wrong; those marked for removal stay away, or are empty."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(total), MOST_ROWS) if total.isdecimal() else 0
    rows: list[Row] = []
    for n in range(count):
        if f"{prefix}-{n}-DELETE" not in data:
            rows.append({name: data.get(f"{prefix}-{n}-{name}", "") for name in NAMES})
        elif with_removed:
            rows.append({})
    return rows


def block_of(row: Row) -> Block | None:
    """The row as minutes, or None where it cannot be read as one block of a day."""
    opens, closes = (_wall(row.get(name)) for name in ("opens", "closes"))
    weekday = str(row.get("weekday", ""))
    if opens is None or closes is None or weekday not in {"0", "1", "2", "3", "4", "5", "6"}:
        return None
    start, end = minutes(opens), minutes(closes) or DAY
    return (int(weekday), start, end) if start < end else None


def blocks_of(rows: Iterable[Row]) -> list[Block]:
    return [block for row in rows if (block := block_of(row)) is not None]


def add_blocks(rows: list[Row], more: Iterable[Block]) -> list[Row]:
    """Open these blocks too; they swallow what they overlap, and everything else stays untouched."""
    rows = [row for row in rows if any(row.values()) or row.get("weekday") == 0]
    for day, start, end in more:
        overlapped = []
        for row in rows:
            block = block_of(row)
            if block and block[0] == day and block[1] <= end and start <= block[2]:
                overlapped.append(row)
                start, end = min(start, block[1]), max(end, block[2])
        rows = [row for row in rows if row not in overlapped] + [_row((day, start, end))]
    return _in_order(rows)


def clear_day(rows: list[Row], day: int) -> list[Row]:
    return [row for row in rows if str(row.get("weekday", "")) != str(day)]


def copy_day(rows: list[Row], day: int, others: Iterable[int]) -> list[Row]:
    """Give the other days the hours of this one, in place of their own."""
    mine = [block for block in blocks_of(rows) if block[0] == day]
    for other in set(others) - {day}:
        rows = clear_day(rows, other) + [_row((other, start, end)) for _d, start, end in mine]
    return _in_order(rows)


def is_too_short(block: Block, blocks: Iterable[Block], length: int) -> bool:
    """Does no conversation of this length fit, even where the next block goes straight on?"""
    weeks = (0, WEEK, 2 * WEEK)  # Sunday night may go on into Monday
    spans = merge(
        (week + day * DAY + start, week + day * DAY + end)
        for week in weeks
        for day, start, end in blocks
    )
    here = WEEK + block[0] * DAY + block[1]
    return any(start <= here < end and end - start < length for start, end in spans)


def _row(block: Block) -> Row:
    day, start, end = block
    return {"weekday": day, "opens": wall_time(start), "closes": wall_time(end)}


def _in_order(rows: list[Row]) -> list[Row]:
    """By day and time; what cannot be read comes last, as it was typed."""
    last: Block = (7, 0, 0)
    return sorted(rows, key=lambda row: block_of(row) or last)


def _wall(value: object) -> time | None:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
