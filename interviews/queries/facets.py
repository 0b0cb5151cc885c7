"""By what can people be narrowed, how many would each further tick leave, and which one is in the way?

Ticks of one facet widen it, facets narrow each other.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from zlib import crc32

FIELD, STUDIED, WHERE = "field", "studied", "where"
LISTS = (FIELD, STUDIED, WHERE)
FREE_SOON_ENOUGH, FIRST_GENERATION, MY_MAJOR = "free_this_week", "first_generation", "my_major"
SWITCHES = (FREE_SOON_ENOUGH, FIRST_GENERATION, MY_MAJOR)
FACETS = (*LISTS, *SWITCHES)
WORDS, TIME = "words", "time"

WHO_STUDIED = "entry.mentor_id IN (SELECT mentor_id FROM interviews_directorywords WHERE {which})"
# What each facet asks of an entry; who is free this week, the reader's `Wish` says.
CONDITIONS = {
    FIELD: "entry.field = ANY(%(field)s)",
    STUDIED: WHO_STUDIED.format(which="majors && %(studied)s::text[]"),
    WHERE: "entry.city = ANY(%(where)s)",
    FIRST_GENERATION: "entry.first_generation",
    MY_MAJOR: WHO_STUDIED.format(
        which="majors_folded && ARRAY(SELECT lower(each) FROM unnest(%(my_majors)s::text[]) AS each)"
    ),
}
# The column of an entry that holds a list facet's values.
COLUMNS = {FIELD: "field", STUDIED: "majors", WHERE: "city"}


@dataclass(frozen=True)
class Filters:
    """What stands in the address: words, what is ticked, and the time that was asked for.

    `day` is "mon" to "sun" or a date, `since` and `until` are wall time in the reader's zone.
    """

    words: str = ""
    field: tuple[str, ...] = ()
    studied: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    free_this_week: bool = False
    first_generation: bool = False
    my_major: bool = False
    day: str = ""
    since: str = ""
    until: str = ""

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Each tick as (facet, value); a switch has the value "1"."""
        lists = [(name, value) for name in LISTS for value in getattr(self, name)]
        return [*lists, *((name, "1") for name in SWITCHES if getattr(self, name))]

    @property
    def ticked(self) -> list[str]:
        """The facets that narrow at all."""
        return [name for name in FACETS if getattr(self, name)]

    def without(self, name: str, value: str = "") -> "Filters":
        if name == WORDS:
            return replace(self, words="")
        if name == TIME:
            return replace(self, day="", since="", until="")
        if name in SWITCHES:
            off: Any = {name: False}
            return replace(self, **off)
        kept: Any = tuple(each for each in getattr(self, name) if each != value)
        return replace(self, **{name: kept})


@dataclass(frozen=True)
class Value:
    """One tick box of a facet."""

    name: str
    count: int
    is_on: bool

    @property
    def key(self) -> str:
        """For ids on the page, which take no spaces and must not change when counts do."""
        return f"{crc32(self.name.encode()):08x}"


@dataclass(frozen=True)
class Facets:
    lists: dict[str, list[Value]] = field(default_factory=dict)
    switches: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class WayOut:
    """Take `value` of `facet` off (the words, the time) and `count` people remain."""

    facet: str
    value: str
    count: int


# A university has some hundred majors, and each page meets all their pairs again.
@lru_cache(maxsize=8_192)
def split_majors(majors: str) -> tuple[str, ...]:
    """ "Biology, Public policy" → two majors; “and” may well be part of one."""
    return tuple(each.strip() for each in majors.replace(";", ",").split(",") if each.strip())


def shared_major(theirs: Iterable[str], majors: Sequence[str]) -> str:
    """The first of `theirs` that is also one of `majors`, as they write it; or ""."""
    mine = {major.casefold() for major in majors}
    return next((major for major in theirs if major.casefold() in mine), "")


def passes(filters: Filters, *, only: Sequence[str] = FACETS, apart_from: str = "") -> str:
    """The condition, over the columns `is_…`, that every ticked facet is passed; but one, if named."""
    wanted = [f"is_{name}" for name in filters.ticked if name in only and name != apart_from]
    return " AND ".join(wanted) or "TRUE"


def boxes(name: str, counts: Iterable[tuple[str, int]], filters: Filters) -> list[Value]:
    """The boxes of a list facet: those ticked first, then by how many each would leave.

    A box that is ticked and leaves nobody is still there to untick.
    """
    ticked = getattr(filters, name)
    counted: Counter[str] = Counter(dict.fromkeys(ticked, 0))
    for value, count in counts:
        for each in split_majors(value) if name == STUDIED else (value,) if value else ():
            counted[each] += count
    return sorted(
        (Value(value, count, value in ticked) for value, count in counted.items()),
        key=lambda value: (not value.is_on, -value.count, value.name),
    )
