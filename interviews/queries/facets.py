"""Whom do the ticked filters leave, how many would each further tick leave, and which one is in the way?

Pure: people in, people and counts out. Ticks of one facet widen it, facets narrow each other.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zlib import crc32

FIELD, STUDIED, WHERE = "field", "studied", "where"
LISTS = (FIELD, STUDIED, WHERE)
FIRST_GENERATION, MY_MAJOR = "first_generation", "my_major"
SWITCHES = (FIRST_GENERATION, MY_MAJOR)
WORDS = "words"


@dataclass(frozen=True)
class Candidate:
    """What the directory needs to know of everybody in order to show a few."""

    pk: int
    name: str
    industry: str = ""
    majors: tuple[str, ...] = ()
    city: str = ""
    first_generation: bool = False
    topics: str = ""
    relevance: float = 0.0  # 0 to 1: how well the words fit, beside the best fit
    given: int = 0  # conversations promised or held this term
    resting_until: date | None = None
    is_closed: bool = False  # resting, full for the term, or without any hours


@dataclass(frozen=True)
class Filters:
    """What stands in the address: words, and what is ticked."""

    words: str = ""
    field: tuple[str, ...] = ()
    studied: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    first_generation: bool = False
    my_major: bool = False

    @property
    def ticks(self) -> list[tuple[str, str]]:
        """Each tick as (facet, value); a switch has the value "1"."""
        lists = [(name, value) for name in LISTS for value in getattr(self, name)]
        return [*lists, *((name, "1") for name in SWITCHES if getattr(self, name))]

    def without(self, name: str, value: str = "") -> "Filters":
        if name == WORDS:
            return replace(self, words="")
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
    """Take `value` of `facet` off (the words, where `facet` is "words") and `count` people remain."""

    facet: str
    value: str
    count: int


def split_majors(majors: str) -> tuple[str, ...]:
    """ "Biology, Public policy" → two majors; “and” may well be part of one."""
    return tuple(each.strip() for each in majors.replace(";", ",").split(",") if each.strip())


def narrow(
    people: Iterable[Candidate],
    filters: Filters,
    *,
    my_majors: Sequence[str] = (),
    apart_from: str = "",
) -> list[Candidate]:
    """Those who pass every facet, one of them left out where `apart_from` names it."""
    return [
        person
        for person in people
        if all(
            name == apart_from or _passes(person, name, filters, my_majors)
            for name in (*LISTS, *SWITCHES)
        )
    ]


def count_facets(
    people: Sequence[Candidate], filters: Filters, *, my_majors: Sequence[str] = ()
) -> Facets:
    """How many each box would leave. A facet's own ticks do not count against its other boxes."""
    lists, switches = {}, {}
    for name in LISTS:
        left = narrow(people, filters, my_majors=my_majors, apart_from=name)
        counts = Counter(value for person in left for value in values_of(person, name))
        ticked = getattr(filters, name)
        counts.update(dict.fromkeys(set(ticked) - set(counts), 0))
        lists[name] = sorted(
            (Value(value, count, value in ticked) for value, count in counts.items()),
            key=lambda value: (not value.is_on, -value.count, value.name),
        )
    for name in SWITCHES:
        left = narrow(people, filters, my_majors=my_majors, apart_from=name)
        count = sum(_has(person, name, my_majors) for person in left)
        switches[name] = Value(name, count, getattr(filters, name))
    return Facets(lists, switches)


def way_out(
    people: Sequence[Candidate],
    filters: Filters,
    *,
    my_majors: Sequence[str] = (),
    without_words: Sequence[Candidate] = (),
) -> WayOut | None:
    """Which one thing to take off when nobody is left; None where no single one helps."""
    ways = [
        WayOut(name, value, len(narrow(people, filters.without(name, value), my_majors=my_majors)))
        for name, value in filters.ticks
    ]
    if filters.words:
        ways.append(
            WayOut(WORDS, filters.words, len(narrow(without_words, filters, my_majors=my_majors)))
        )
    best = max(ways, key=lambda way: way.count, default=None)
    return best if best and best.count else None


def values_of(person: Candidate, name: str) -> tuple[str, ...]:
    if name == STUDIED:
        return person.majors
    value = person.industry if name == FIELD else person.city
    return (value,) if value else ()


def shared_major(person: Candidate, majors: Sequence[str]) -> str:
    """The first major of the person that is also one of `majors`, as the person writes it; or ""."""
    mine = {major.casefold() for major in majors}
    return next((major for major in person.majors if major.casefold() in mine), "")


def _passes(person: Candidate, name: str, filters: Filters, my_majors: Sequence[str]) -> bool:
    wanted = getattr(filters, name)
    if not wanted:
        return True
    if name in SWITCHES:
        return _has(person, name, my_majors)
    return any(value in wanted for value in values_of(person, name))


def _has(person: Candidate, switch: str, my_majors: Sequence[str]) -> bool:
    if switch == FIRST_GENERATION:
        return person.first_generation
    return bool(shared_major(person, my_majors))
