"""Which rules hold for one alum? The own settings over the office's policies, for the pure engine."""

from collections.abc import Iterable
from datetime import date

from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import HoursException, Schedule
from ..slots.openings import Block, DayHours, Rules

NO_DAYS: frozenset[date] = frozenset()


def rules_of(
    mentor: User, schedule: Schedule | None, office: Policies, holidays: frozenset[date] = NO_DAYS
) -> Rules:
    """The alum's own settings over the office's; of caps and ends of the window the stricter wins."""
    plan = schedule or Schedule()

    def own(name: str) -> int:
        value = getattr(plan, name)
        return getattr(office, name) if value is None else value

    return Rules(
        zone=mentor.zone or office.zone,
        hours=tuple(
            Block(hour.weekday, hour.opens_local, hour.closes_local)
            for hour in (schedule.hours.all() if schedule else ())
        ),
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
        exceptions=day_hours(schedule.exceptions.all()) if schedule else (),
        time_off=tuple(
            (off.first_day, off.last_day) for off in (schedule.time_off.all() if schedule else ())
        ),
        holidays=holidays if plan.keeps_holidays else NO_DAYS,
        booker_not_before=plan.booker_not_before_local,
    )


def day_hours(rows: Iterable[HoursException]) -> tuple[DayHours, ...]:
    """All rows of a date as one; a block wins over the row that says it is closed."""
    days: dict[date, list[HoursException]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return tuple(
        DayHours(
            day,
            tuple(
                (row.opens_local, row.closes_local)
                for row in rows
                if row.opens_local is not None and row.closes_local is not None
            ),
        )
        for day, rows in days.items()
    )


def _lower(own: int | None, offices: int | None) -> int | None:
    return min((cap for cap in (own, offices) if cap is not None), default=None)


def _earlier(own: date | None, offices: date | None) -> date | None:
    return min((day for day in (own, offices) if day is not None), default=None)
