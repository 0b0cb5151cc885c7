"""When can a student meet an alum? Loads what the pure engine needs, for one mentor or for a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..models import LIVE, Commitment, Ending, Interview, Schedule
from ..slots.openings import Facts, Reason, Rules, every_reason, find_openings, why_closed
from .rules import load_published, rules_of

Span = tuple[datetime, datetime]

# What an outside calendar said longer ago than this is no longer believed.
BUSY_TIMES_KEEP = timedelta(days=7)
# No meeting with its buffers is as long.
LONGEST_PROMISE = timedelta(days=1)
# A meeting, its buffers and the dates of far zones reach beyond the booking window at either end.
MARGIN = timedelta(days=3)

# Rules that may close a whole window by themselves, each as if it had not been set.
NO_WISHES: dict[str, Any] = {
    "paused_until": None,
    "window_until": None,
    "time_off": (),
    "exceptions": (),
    "holidays": frozenset(),
    "booker_not_before": None,
    "day_cap": None,
    "week_cap": None,
    "term_cap": None,
}


# One statement for all of it: every booking asks, inside the locks. The first part is `promised_within`.
TAKEN = """
    SELECT 'promised', person_id, lower(during), upper(during) FROM interviews_commitment
        WHERE person_id = ANY(%(people)s) AND live AND interview_id <> %(without)s
            AND lower(during) >= %(low)s - %(longest)s AND lower(during) < %(high)s
            AND upper(during) > %(low)s
    UNION ALL SELECT 'outside', busy.person_id, lower(during), upper(during)
        FROM interviews_busytime AS busy
        JOIN interviews_outsidecalendar AS calendar ON calendar.id = busy.calendar_id
        WHERE busy.person_id = ANY(%(people)s) AND calendar.read_at >= %(believed_from)s
            AND lower(during) < %(high)s AND upper(during) > %(low)s
    UNION ALL SELECT 'counted', mentor_id, starts_at, ends_at FROM interviews_interview
        WHERE mentor_id = ANY(%(mentors)s) AND (stage = ANY(%(live)s) OR ending = %(complete)s)
            AND starts_at >= %(counted_from)s AND id <> %(without)s
"""


@dataclass
class Times:
    """What the engine wants to know of one mentor. Spans are half-open instants in UTC."""

    rules: Rules
    busy: list[Span] = field(default_factory=list)
    outside: list[Span] = field(default_factory=list)
    taken: list[datetime] = field(default_factory=list)


@dataclass
class Calendars:
    """Several mentors and one booker at one moment; ask it as often as you like, it does not query."""

    of: dict[int, Times]
    booker_busy: list[Span]
    terms: list[tuple[date, date]]
    now: datetime
    booker_outside: list[Span] = field(default_factory=list)
    booker_zone: str = ""

    def openings(self, mentor_id: int) -> list[datetime]:
        times = self.of[mentor_id]
        return find_openings(times.rules, **self._facts(times))

    def why_closed(self, mentor_id: int, starts_at: datetime) -> Reason | None:
        times = self.of[mentor_id]
        return why_closed(times.rules, starts_at, **self._facts(times))

    def every_reason(self, mentor_id: int, starts_at: datetime) -> list[Reason]:
        """All that stands against a start, for whoever may decide to book it all the same."""
        times = self.of[mentor_id]
        return list(every_reason(times.rules, starts_at, **self._facts(times)))

    def only_bound_by_others(self, mentor_id: int) -> list[datetime]:
        """What would be open in the usual hours, if the mentor had no wishes besides."""
        times = self.of[mentor_id]
        unbound = replace(times.rules, **NO_WISHES)
        return find_openings(unbound, **self._facts(times))

    def note(self, kind: str, person_id: int, span: Span, booker: User | None) -> None:
        """One row of TAKEN, told to whom it concerns; the booker may be one of the mentors."""
        times, outside = self.of.get(person_id), kind == "outside"
        if kind == "counted":
            self.of[person_id].taken.append(span[0])
            return
        if times:
            (times.outside if outside else times.busy).append(span)
        if booker and person_id == booker.pk:
            (self.booker_outside if outside else self.booker_busy).append(span)

    def _facts(self, times: Times) -> Facts:
        return {
            "busy": times.busy,
            "outside": times.outside,
            "booker_busy": self.booker_busy,
            "booker_outside": self.booker_outside,
            "booker_zone": self.booker_zone,
            "taken": times.taken,
            "terms": self.terms,
            "now": self.now,
        }


def load_calendars(
    mentors: Iterable[User], *, booker: User | None, now: datetime, without: Interview | None = None
) -> Calendars:
    """Four queries, however many mentors. `without` leaves out one interview: its own move is no conflict."""
    people = {mentor.pk: mentor for mentor in mentors}
    office = office_policies.current()
    during = DateTimeTZRange(now - MARGIN, now + timedelta(days=office.window_days) + MARGIN)
    schedules = {plan.mentor_id: plan for plan in Schedule.objects.filter(mentor__in=people)}
    published, terms = load_published(
        list(people), first=during.lower.date(), last=during.upper.date()
    )
    calendars = Calendars(
        of={
            pk: Times(rules_of(mentor, schedules.get(pk), office, published[pk]))
            for pk, mentor in people.items()
        },
        booker_busy=[],
        terms=terms,
        now=now,
        booker_zone=(booker.zone or office.zone) if booker else "",
    )
    _fill(calendars, booker, during, without=without)
    return calendars


def promised_within(people: Iterable[int], during: DateTimeTZRange) -> QuerySet[Commitment]:
    """Their live promises that reach into `during`, by the index on person and start."""
    return Commitment.objects.filter(
        person__in=people,
        live=True,
        during__startswith__gte=during.lower - LONGEST_PROMISE,
        during__startswith__lt=during.upper,
        during__endswith__gt=during.lower,
    )


def _fill(
    calendars: Calendars,
    booker: User | None,
    during: DateTimeTZRange,
    *,
    without: Interview | None,
) -> None:
    """Promises, busy times of outside calendars read well not long ago, and what counts against caps."""
    params = {
        "people": [*calendars.of, booker.pk] if booker else [*calendars.of],
        "mentors": [*calendars.of],
        "without": without.pk if without else 0,
        "low": during.lower,
        "high": during.upper,
        "longest": LONGEST_PROMISE,
        "believed_from": calendars.now - BUSY_TIMES_KEEP,
        "live": [*LIVE],
        "complete": Ending.COMPLETE,
        "counted_from": _counted_from(calendars),
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, params)
        for kind, person_id, low, high in cursor.fetchall():
            calendars.note(kind, person_id, (low, high), booker)


def _counted_from(calendars: Calendars) -> datetime:
    """Since when starts count against caps: this week's and those of the terms around the window."""
    today = calendars.now.date()
    under_way = [first for first, last in calendars.terms if last >= today - timedelta(days=1)]
    first_day = min([today - timedelta(days=8), *under_way])
    return datetime.combine(first_day - timedelta(days=1), time(), UTC)


def openings_of(
    mentor: User, *, booker: User | None, now: datetime, without: Interview | None = None
) -> list[datetime]:
    """Every start that `booker` may pick with `mentor`, sorted instants in UTC."""
    return load_calendars([mentor], booker=booker, now=now, without=without).openings(mentor.pk)


def next_openings(
    mentors: Iterable[User], *, booker: User | None, now: datetime, count: int = 3
) -> dict[int, list[datetime]]:
    """The next `count` starts of each mentor by id; a mentor without any has an empty list."""
    calendars = load_calendars(mentors, booker=booker, now=now)
    return {pk: calendars.openings(pk)[:count] for pk in calendars.of}


def nearest(openings: list[datetime], wanted: datetime, count: int = 3) -> list[datetime]:
    """The `count` openings closest to the time somebody wanted, in order of time."""
    return sorted(sorted(openings, key=lambda start: abs(start - wanted))[:count])
