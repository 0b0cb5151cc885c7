"""Who is free in a stretch of time, and what are somebody's next openings? From the table of free windows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Count, Q

from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import LIVE, LONGEST_WINDOW_HOURS, BusyTime, Ending, Interview
from ..slots.intervals import Interval, merge, subtract
from ..slots.zones import ceil_minute, floor_minute, instant_of
from .openings import BUSY_TIMES_KEEP, promised_within

Span = tuple[datetime, datetime]

# Between terms, "this term" means the last months.
SINCE_NO_TERM = timedelta(days=120)
# "This week" is the seven days ahead: on a Friday the rest of the calendar's week is inside notice.
WEEK = timedelta(days=7)
LONGEST = timedelta(hours=LONGEST_WINDOW_HOURS)
LONGEST_MEETING = timedelta(minutes=max(minutes for minutes, _label in Policies.LENGTHS))
# No booking window reaches farther.
FARTHEST = timedelta(days=190)

STEP = "make_interval(mins => free.step_minutes)"
LENGTH = "make_interval(mins => free.length_minutes)"
NOT_BEFORE = """(free.booker_not_before IS NULL
    OR (start AT TIME ZONE %(zone)s)::time >= free.booker_not_before)"""
# Every start of a window that the reader may take now, in `{within}`, a multirange.
STARTS = f"""
    interviews_freewindow AS free,
    generate_series(free.first_start_at, free.last_start_at, {STEP}) AS start
    WHERE free.mentor_id = {{mentor}}
        AND free.first_start_at >= {{first}} - %(longest)s AND free.first_start_at < {{last}}
        AND free.shown_from <= %(now)s
        AND start >= %(now)s + make_interval(mins => free.notice_minutes)
        AND {{within}} @> tstzrange(start, start + {LENGTH})
        AND {NOT_BEFORE}
"""
# The first start of a window at or after both the stretch and the notice, on the window's own grid.
ON_GRID = f"""date_bin({STEP},
    greatest(free.first_start_at, {{low}}, %(now)s + make_interval(mins => free.notice_minutes))
    + {STEP} - interval '1 microsecond', free.first_start_at)"""
FREE_BETWEEN = f"""
    SELECT free.mentor_id FROM interviews_freewindow AS free
    WHERE free.first_start_at >= {{low}} - %(longest)s AND free.first_start_at < {{high}}
        AND free.shown_from <= %(now)s
        AND CASE WHEN free.booker_not_before IS NULL
            THEN {ON_GRID} <= least(free.last_start_at, {{high}} - {LENGTH})
            ELSE (SELECT TRUE FROM generate_series(free.first_start_at, free.last_start_at, {STEP})
                AS start
                WHERE start >= {{low}} AND start + {LENGTH} <= {{high}}
                    AND start >= %(now)s + make_interval(mins => free.notice_minutes)
                    AND {NOT_BEFORE} LIMIT 1) IS NOT NULL
            END
"""
# Mostly the entry's own window decides, of which some start is still outside notice: any that it may
# have suits. Where one might not, all windows do.
FREE_SOON = f"""CASE
    WHEN entry.soonest_at IS NULL OR entry.soonest_at >= %(week_ends)s THEN FALSE
    WHEN entry.soonest_until >= %(now)s AND entry.soonest_from <= %(now)s
        AND entry.soonest_at < %(week_nearly_ends)s
        AND entry.booker_not_before IS NULL AND {{apart}} THEN TRUE
    ELSE (SELECT TRUE FROM {
    STARTS.format(
        mentor="entry.mentor_id",
        first="%(now)s",
        last="%(week_ends)s",
        within="%(week)s::tstzmultirange",
    )
} LIMIT 1) IS NOT NULL
END"""
# A window so far from a promise of the reader's cannot run into it.
APART = "(entry.soonest_at >= %(after_{0})s OR entry.soonest_at <= %(before_{0})s)"
NEXT_OPENINGS = f"""
    SELECT wanted.mentor_id, opening.start
    FROM unnest(%(mentors)s::bigint[]) AS wanted(mentor_id) CROSS JOIN LATERAL (
        SELECT start FROM {
    STARTS.format(
        mentor="wanted.mentor_id",
        first="%(first)s",
        last="%(last)s",
        within="%(within)s::tstzmultirange",
    )
}
        ORDER BY free.first_start_at, start LIMIT %(count)s
    ) AS opening
"""


@dataclass(frozen=True)
class Wish:
    """When the reader could meet: in the stretches asked for (none: at any time), when not promised.

    `zone` is the reader's: some alumni meet nobody before a time on the clock of whoever asks.
    """

    now: datetime
    zone: str
    busy: tuple[Span, ...] = ()
    asked: tuple[Span, ...] | None = None

    def free_within(self, spans: Iterable[Span]) -> list[Span]:
        holes = merge(_minutes(self.busy))
        left = subtract(merge(_minutes(spans)), holes)
        return [(instant_of(low), instant_of(high)) for low, high in left]

    @property
    def free(self) -> list[Span]:
        ever = [(self.now, self.now + FARTHEST)]
        return self.free_within(ever if self.asked is None else self.asked)

    @property
    def params(self) -> dict[str, Any]:
        """What the questions above are asked with."""
        ahead = (self.now, self.now + WEEK + LONGEST_MEETING)
        params = {
            "now": self.now,
            "zone": self.zone,
            "longest": LONGEST,
            "week_ends": self.now + WEEK,
            "week_nearly_ends": self.now + WEEK - LONGEST,
            "week": multirange(self.free_within([ahead])),
        }
        for number, (low, high) in enumerate(self._busy_this_week()):
            before = low - LONGEST_MEETING - LONGEST
            params |= {f"before_{number}": before, f"after_{number}": high}
        return params

    @property
    def free_soon(self) -> str:
        """The condition on an entry that it has an opening within a week that suits."""
        apart = [APART.format(number) for number in range(len(self._busy_this_week()))]
        return FREE_SOON.format(apart=" AND ".join(apart) or "TRUE")

    def _busy_this_week(self) -> list[Span]:
        return [span for span in self.busy if span[0] < self.now + WEEK and span[1] > self.now]


def busy_of(reader: User, *, now: datetime) -> tuple[Span, ...]:
    """What the reader has promised or has in calendars elsewhere; two queries."""
    during = DateTimeTZRange(now - timedelta(days=1), now + FARTHEST)
    promised = promised_within([reader.pk], during)
    elsewhere = BusyTime.objects.filter(
        person=reader, during__overlap=during, calendar__read_at__gte=now - BUSY_TIMES_KEEP
    )
    times = [
        *promised.values_list("during", flat=True),
        *elsewhere.values_list("during", flat=True),
    ]
    return tuple((time.lower, time.upper) for time in times)


def free_between(spans: Sequence[Span]) -> tuple[str, dict[str, Any]]:
    """The question who has an opening inside one of these stretches, with its parameters."""
    params: dict[str, Any] = {}
    parts = []
    for number, (low, high) in enumerate(spans):
        params |= {f"low_{number}": low, f"high_{number}": high}
        parts.append(FREE_BETWEEN.format(low=f"%(low_{number})s", high=f"%(high_{number})s"))
    return " UNION ALL ".join(parts) or "SELECT 0::bigint WHERE FALSE", params


def next_openings(
    mentor_ids: Sequence[int], wish: Wish, *, count: int = 3
) -> dict[int, list[datetime]]:
    """The next `count` starts of each that suit the wish, by the alum's id; one query."""
    found: dict[int, list[datetime]] = {pk: [] for pk in mentor_ids}
    free = wish.free
    if not mentor_ids or not free:
        return found
    params = {
        **wish.params,
        "mentors": list(mentor_ids),
        "first": free[0][0],
        "last": free[-1][1],
        "within": multirange(free),
        "count": count,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT_OPENINGS, params)
        for mentor, start in cursor.fetchall():
            found[mentor].append(start)
    return found


def given_since(mentor_ids: Iterable[int], *, now: datetime) -> dict[int, int]:
    """Conversations promised or held in the last months, by the alum's id; for between terms."""
    counted = Interview.objects.filter(
        Q(stage__in=LIVE) | Q(ending=Ending.COMPLETE),
        mentor__in=list(mentor_ids),
        starts_at__gte=now - SINCE_NO_TERM,
    )
    return dict(counted.values_list("mentor").annotate(n=Count("pk")))


def multirange(spans: Iterable[Span]) -> str:
    """Half-open stretches as Postgres reads them."""
    inside = ",".join(f"[{low.isoformat()},{high.isoformat()})" for low, high in spans)
    return f"{{{inside}}}"


def _minutes(spans: Iterable[Span]) -> list[Interval]:
    return [(floor_minute(low), ceil_minute(high)) for low, high in spans]
