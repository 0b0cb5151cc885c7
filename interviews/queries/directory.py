"""Who is in the directory for this student, whom do words, time and ticks leave, and in which order?

Everything is narrowed, counted, ordered and cut to a page in one statement, so that a page costs the
same few queries however many alumni there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from careerhub.people.models import User

from ..models import DirectoryEntry, Interview
from .facets import (
    COLUMNS,
    CONDITIONS,
    FIRST_GENERATION,
    FREE_SOON_ENOUGH,
    LISTS,
    MY_MAJOR,
    SWITCHES,
    TIME,
    WORDS,
    Facets,
    Filters,
    Value,
    WayOut,
    boxes,
    passes,
    split_majors,
)
from .reasons import ORDER, Asker, Candidate, order_params
from .windows import Wish, free_between
from .words import fitting, near, near_enough, tidy

PAGE = 24
EVERYBODY, LEFT, CLOSED = "everybody", "left_over", "closed"
Hits = tuple[str, dict[str, Any]]
# How well the words fit, beside the best fit.
RELEVANCE = "coalesce(round(1000000 * fit / (SELECT nullif(max(fit), 0) FROM people))::int, 0)"
IS_CLOSED = """(coalesce(entry.resting_until > %(today)s, FALSE) OR NOT entry.has_hours
    OR entry.in_term AND entry.given >= entry.term_cap)"""
BASE = """
    SELECT entry.mentor_id, entry.field, entry.city, entry.majors, entry.given,
        {fit} AS fit, {is_closed} AS is_closed, {flags}
    FROM interviews_directoryentry AS entry {source}
    WHERE entry.is_shown AND entry.mentor_id <> %(reader)s {when}
"""
# One pass for all lists: of each row of the answer just one column is not null.
COUNT_VALUES = """
    SELECT CASE {about} END, coalesce({columns}), CASE {counts} END, NULL::bigint[]
    FROM people WHERE {switches} GROUP BY GROUPING SETS ({sets})
"""
COUNT_REST = """
    SELECT told.about, NULL, told.n, NULL FROM (SELECT {counts} FROM people) AS counted,
        LATERAL (VALUES {rows}) AS told(about, n)
"""
THE_PAGE = """
    SELECT 'page', NULL, 0, ARRAY(
        SELECT mentor_id FROM people
        WHERE {all} ORDER BY {order} LIMIT %(size)s OFFSET %(offset)s)
"""
BEST = """
    SELECT mentor_id FROM people
    WHERE NOT is_closed AND mentor_id <> ALL(%(known)s::bigint[])
    ORDER BY {order} LIMIT %(size)s
"""


@dataclass(frozen=True)
class Look:
    """Who looks, what they want, and when."""

    asker: Asker
    filters: Filters
    wish: Wish

    @property
    def params(self) -> dict[str, Any]:
        ticked = {name: list(getattr(self.filters, name)) for name in LISTS}
        today = self.wish.now.date()
        return self.wish.params | order_params(self.asker) | ticked | {
            "reader": self.asker.pk, "today": today,
        }  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One page of people by id, and what was counted on the way.

    `only_alike`: nobody fits the words, these are spelled nearly like that.
    """

    ids: list[int] = field(default_factory=list)
    count: int = 0
    closed: int = 0
    facets: Facets = field(default_factory=Facets)
    only_alike: bool = False


def find(look: Look, *, page: int = 1) -> Found:
    """The page of those whom words, time and ticks leave; typos forgiven where nothing fits exactly."""
    words = tidy(look.filters.words)
    if not words:
        return _find(look, None, page) or _nobody(look.filters)
    found = _find(look, fitting(words), page)
    if found is not None:
        return found
    ever = Look(look.asker, Filters(), replace(look.wish, asked=None))
    if look.wish.asked is not None and _count(ever, fitting(words)):
        return _nobody(look.filters)  # the words fit somebody, only not at this time
    with near_enough():
        alike = _find(look, near(words), page) or _nobody(look.filters)
    return replace(alike, only_alike=True)


def _find(look: Look, hits: Hits | None, page: int) -> Found | None:
    """None where not even the words and the time alone leave anybody."""
    people, params = _people(look, hits)
    asked_for = THE_PAGE.format(
        all=passes(look.filters), order=ORDER.format(relevance=RELEVANCE if hits else 0)
    )
    parts = [_values(look.filters), _rest(look.filters), f"({asked_for})"]
    # To keep everybody aside costs more than to read them once more; to find a few again does not.
    once = "NOT MATERIALIZED" if hits is None and look.wish.asked is None else "MATERIALIZED"
    question = f"WITH people AS {once} ({people}) {' UNION ALL '.join(parts)}"
    params |= {"size": PAGE, "offset": PAGE * (page - 1)}
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        rows = cursor.fetchall()
    return _read(rows, look.filters)


def _people(
    look: Look, hits: Hits | None, switches: Sequence[str] = SWITCHES
) -> tuple[str, dict[str, Any]]:
    """The statement of everybody whom words and time leave, with a column `is_…` for each facet."""
    conditions = {**CONDITIONS, FREE_SOON_ENOUGH: look.wish.free_soon}
    params, source, when, fit = look.params, "", "", "0"
    if hits is not None:
        params |= hits[1]
        source, fit = f"JOIN ({hits[0]}) AS hit USING (mentor_id)", "hit.rank"
    if look.wish.asked is not None:
        free, more = free_between(look.wish.free)
        params |= more
        when = f"AND entry.mentor_id IN ({free})"
    shown = [*switches, *(name for name in LISTS if getattr(look.filters, name))]
    flags = ", ".join(f"{conditions[name]} AS is_{name}" for name in shown)
    base = BASE.format(fit=fit, is_closed=IS_CLOSED, flags=flags, source=source, when=when)
    return base, params


def _values(filters: Filters) -> str:
    """How many each value of the list facets would leave."""
    about, counts = [], []
    for name in LISTS:
        others = passes(filters, apart_from=name)
        is_own = f"WHEN grouping({COLUMNS[name]}) = 0 THEN"
        about.append(f"{is_own} '{name}'")
        counts.append(f"{is_own} count(*) FILTER (WHERE {others})")
    return COUNT_VALUES.format(
        about=" ".join(about),
        columns=", ".join(COLUMNS.values()),
        counts=" ".join(counts),
        switches=passes(filters, only=SWITCHES),
        sets=", ".join(f"({column})" for column in COLUMNS.values()),
    )


def _rest(filters: Filters) -> str:
    """How many there are, are left, are closed among them, and would be left by each switch."""
    wanted = {
        EVERYBODY: "TRUE",
        LEFT: passes(filters),
        CLOSED: f"is_closed AND {passes(filters)}",
        **{name: f"is_{name} AND {passes(filters, apart_from=name)}" for name in SWITCHES},
    }
    counts = ", ".join(f"count(*) FILTER (WHERE {sql}) AS {name}" for name, sql in wanted.items())
    return COUNT_REST.format(
        counts=counts, rows=", ".join(f"('{name}', counted.{name})" for name in wanted)
    )


def _read(
    rows: list[tuple[str, str | None, int, list[int] | None]], filters: Filters
) -> Found | None:
    values: dict[str, list[tuple[str, int]]] = defaultdict(list)
    numbers: dict[str, int] = {}
    ids: list[int] = []
    for about, value, count, page in rows:
        if value is not None:
            if count:
                values[about].append((value, count))
        elif page is not None:
            ids = page
        else:
            numbers[about] = count
    if not numbers[EVERYBODY]:
        return None
    return Found(ids, numbers[LEFT], numbers[CLOSED], _facets(filters, values, numbers))


def _facets(
    filters: Filters, values: dict[str, list[tuple[str, int]]], numbers: dict[str, int]
) -> Facets:
    return Facets(
        {name: boxes(name, values.get(name, []), filters) for name in LISTS},
        {
            name: Value(name, numbers.get(name, 0), bool(getattr(filters, name)))
            for name in SWITCHES
        },
    )


def _nobody(filters: Filters) -> Found:
    return Found(facets=_facets(filters, {}, {}))


def _count(look: Look, hits: Hits | None) -> int:
    people, params = _people(look, hits)
    question = f"WITH people AS ({people}) SELECT count(*) FROM people WHERE {passes(look.filters)}"
    with connection.cursor() as cursor:
        cursor.execute(question, params)
        return int(cursor.fetchone()[0])


def way_out(look: Look) -> WayOut | None:
    """Which one thing to take off when nobody is left; None where no single one helps."""
    filters, words = look.filters, tidy(look.filters.words)
    things = [*filters.ticks, *([(WORDS, words)] if words else [])]
    if look.wish.asked is not None:
        things.append((TIME, ""))
    ways = []
    for name, value in things:
        wish = replace(look.wish, asked=None) if name == TIME else look.wish
        without = Look(look.asker, filters.without(name, value), wish)
        hits = fitting(words) if words and name != WORDS else None
        ways.append(WayOut(name, value, _count(without, hits)))
    best = max(ways, key=lambda way: way.count, default=None)
    return best if best and best.count else None


def best_for(asker: Asker, wish: Wish, *, known: Iterable[int], count: int) -> list[int]:
    """The ids of the best people to ask who are not closed, without those known already."""
    people, params = _people(Look(asker, Filters(), wish), None, (FIRST_GENERATION, MY_MAJOR))
    best = BEST.format(order=ORDER.format(relevance=0))
    question = f"WITH people AS ({people}) {best}"
    with connection.cursor() as cursor:
        cursor.execute(question, params | {"known": list(known), "size": count})
        return [pk for (pk,) in cursor.fetchall()]


def asker_of(student: User) -> Asker:
    """What the reasons may rest on: the profile, and the fields of those asked before."""
    profile = student.student
    asked = Interview.objects.filter(student=student).order_by("asked_at")
    met = asked.values_list("mentor__mentor__industry", "mentor", "mentor__full_name")
    return Asker(
        pk=student.pk,
        majors=split_majors(profile.majors),
        first_generation=profile.first_generation,
        curious_about=profile.curious_about,
        fields_met={field: (pk, name) for field, pk, name in met if field},
    )


def load_people(ids: Sequence[int]) -> list[User]:
    """The people of one page with their profiles and entries, in the order given; one query."""
    found = User.objects.select_related("mentor", "directory_entry").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def get_listed(pk: int, *, reader: User) -> User | None:
    listed = _listed(reader).select_related("mentor", "schedule", "directory_entry")
    return listed.filter(pk=pk).first()


def candidate_of(person: User, *, now: datetime) -> Candidate:
    """An alum, loaded with profile and entry, as the reasons to ask them see them."""
    profile, entry = person.mentor, person.directory_entry
    return Candidate(
        pk=person.pk,
        name=person.full_name,
        industry=profile.industry,
        majors=split_majors(profile.majors),
        first_generation=profile.first_generation,
        topics=profile.topics,
        given=entry.given,
        is_closed=is_closed(entry, now.date()),
    )


def is_closed(entry: DirectoryEntry, today: date) -> bool:
    """Resting, without any hours, or full for the term."""
    if not entry.has_hours or (entry.resting_until and entry.resting_until > today):
        return True
    return entry.in_term and entry.term_cap is not None and entry.given >= entry.term_cap


def open_with(student: User) -> dict[int, Interview]:
    """The student's asks and bookings that are under way, by the alum's id."""
    under_way = Interview.objects.filter(student=student, stage__in=("asked", "booked", "prepared"))
    return {interview.mentor_id: interview for interview in under_way}


def _listed(reader: User) -> QuerySet[User]:
    return User.objects.filter(is_active=True, mentor__is_listed=True).exclude(pk=reader.pk)
