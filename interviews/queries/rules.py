"""Which rules hold for one alum? The own settings over the office's policies, for the pure engine."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import connection

from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import Schedule
from ..slots.openings import Block, DayHours, Rules

Hours = tuple[date, time | None, time | None]  # a closed date has no times
Term = tuple[date, date]

# One statement for all of it: every booking asks, inside the locks.
PUBLISHED = """
    WITH plan AS (SELECT id, mentor_id FROM interviews_schedule WHERE mentor_id = ANY(%(mentors)s))
    SELECT 'hours', mentor_id, weekday::int, NULL::date, NULL::date, opens_local, closes_local
        FROM interviews_weeklyhours JOIN plan ON plan.id = schedule_id
    UNION ALL SELECT 'exception', mentor_id, NULL, day, day, opens_local, closes_local
        FROM interviews_hoursexception JOIN plan ON plan.id = schedule_id
        WHERE day BETWEEN %(first)s AND %(last)s
    UNION ALL SELECT 'time_off', mentor_id, NULL, first_day, last_day, NULL, NULL
        FROM interviews_timeoff JOIN plan ON plan.id = schedule_id
        WHERE first_day <= %(last)s AND last_day >= %(first)s
    UNION ALL SELECT 'holiday', NULL, NULL, day, day, NULL, NULL
        FROM office_holiday WHERE day BETWEEN %(first)s AND %(last)s
    UNION ALL SELECT 'term', NULL, NULL, starts_on, ends_on, NULL, NULL FROM office_term
    ORDER BY 3, 4, 5, 6
"""


@dataclass(frozen=True)
class Published:
    """An alum's week, the dates that differ from it, and the office's holidays."""

    hours: tuple[Block, ...] = ()
    exceptions: tuple[DayHours, ...] = ()
    time_off: tuple[tuple[date, date], ...] = ()
    holidays: frozenset[date] = frozenset()


def load_published(
    mentors: list[int], *, first: date, last: date
) -> tuple[dict[int, Published], list[Term]]:
    """What each alum publishes for these days, and the office's terms; one query."""
    rows: dict[str, dict[int | None, list[Any]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(PUBLISHED, {"mentors": mentors, "first": first, "last": last})
        for kind, mentor_id, weekday, low, high, opens, closes in cursor.fetchall():
            if kind == "hours":
                rows[kind][mentor_id].append(Block(weekday, opens, closes))
            elif kind == "exception":
                rows[kind][mentor_id].append((low, opens, closes))
            else:
                rows[kind][mentor_id].append((low, high))
    holidays = frozenset(day for day, _day in rows["holiday"][None])
    published = {
        pk: Published(
            hours=tuple(rows["hours"][pk]),
            exceptions=day_hours(rows["exception"][pk]),
            time_off=tuple(rows["time_off"][pk]),
            holidays=holidays,
        )
        for pk in mentors
    }
    return published, rows["term"][None]


def rules_of(
    mentor: User, schedule: Schedule | None, office: Policies, published: Published
) -> Rules:
    """The alum's own settings over the office's; of caps and ends of the window the stricter wins."""
    plan = schedule or Schedule()

    def own(name: str) -> int:
        value = getattr(plan, name)
        return getattr(office, name) if value is None else value

    return Rules(
        zone=mentor.zone or office.zone,
        hours=published.hours,
        length_minutes=own("length_minutes"),
        step_minutes=own("step_minutes"),
        notice_minutes=60 * own("notice_hours"),
        window_days=min(own("window_days"), office.window_days),
        window_until=_earlier(plan.window_until, office.window_until),
        buffer_before_minutes=own("buffer_before_minutes"),
        buffer_after_minutes=own("buffer_after_minutes"),
        day_cap=_lower(plan.day_cap, office.mentor_day_cap),
        week_cap=_lower(plan.week_cap, office.mentor_week_cap),
        term_cap=_lower(plan.term_cap, office.mentor_term_cap),
        paused_until=plan.paused_until,
        exceptions=published.exceptions,
        time_off=published.time_off,
        holidays=published.holidays if plan.keeps_holidays else frozenset(),
        booker_not_before=plan.booker_not_before_local,
    )


def day_hours(rows: Iterable[Hours]) -> tuple[DayHours, ...]:
    """All rows of a date as one; a block wins over the row that says it is closed."""
    days: dict[date, list[tuple[time, time]]] = {}
    for day, opens, closes in rows:
        blocks = days.setdefault(day, [])
        if opens is not None and closes is not None:
            blocks.append((opens, closes))
    return tuple(DayHours(day, tuple(blocks)) for day, blocks in days.items())


def _lower(own: int | None, offices: int | None) -> int | None:
    return min((cap for cap in (own, offices) if cap is not None), default=None)


def _earlier(own: date | None, offices: date | None) -> date | None:
    return min((day for day in (own, offices) if day is not None), default=None)
