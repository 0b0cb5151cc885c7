"""When can a student meet an alum? Loads what the pure engine needs, for one mentor or for a page of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Prefetch, Q, QuerySet

from careerhub.office import policies as office_policies
from careerhub.office import terms as office_terms
from careerhub.office.models import Holiday
from careerhub.people.models import User

from ..models import (
    LIVE,
    BusyTime,
    Commitment,
    Ending,
    HoursException,
    Interview,
    Schedule,
    TimeOff,
    WeeklyHours,
)
from ..slots.openings import Facts, Reason, Rules, every_reason, find_openings, why_closed
from .rules import rules_of

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
    """Ten queries, however many mentors. `without` leaves out one interview: its own move is no conflict."""
    people = {mentor.pk: mentor for mentor in mentors}
    office = office_policies.current()
    terms = [(term.starts_on, term.ends_on) for term in office_terms.all_terms()]
    during = DateTimeTZRange(now - MARGIN, now + timedelta(days=office.window_days) + MARGIN)
    schedules = _schedules(people, during)
    days = Holiday.objects.filter(day__range=(during.lower.date(), during.upper.date()))
    holidays = frozenset(days.values_list("day", flat=True))
    calendars = Calendars(
        of={
            pk: Times(rules_of(mentor, schedules.get(pk), office, holidays))
            for pk, mentor in people.items()
        },
        booker_busy=[],
        terms=terms,
        now=now,
        booker_zone=(booker.zone or office.zone) if booker else "",
    )
    _fill_busy(calendars, booker, during, without=without)
    _fill_outside(calendars, booker, during)
    _fill_taken(calendars, without=without)
    return calendars


def _schedules(people: dict[int, User], during: DateTimeTZRange) -> dict[int, Schedule]:
    """Schedules by mentor, with only those dates that lie in the booking window."""
    first, last = during.lower.date(), during.upper.date()
    return {
        schedule.mentor_id: schedule
        for schedule in Schedule.objects.filter(mentor__in=people).prefetch_related(
            Prefetch("hours", WeeklyHours.objects.order_by("weekday", "opens_local")),
            Prefetch("exceptions", HoursException.objects.filter(day__range=(first, last))),
            Prefetch("time_off", TimeOff.objects.filter(first_day__lte=last, last_day__gte=first)),
        )
    }


def promised_within(people: Iterable[int], during: DateTimeTZRange) -> QuerySet[Commitment]:
    """Their live promises that reach into `during`, by the index on person and start."""
    return Commitment.objects.filter(
        person__in=people,
        live=True,
        during__startswith__gte=during.lower - LONGEST_PROMISE,
        during__startswith__lt=during.upper,
        during__endswith__gt=during.lower,
    )


def _fill_busy(
    calendars: Calendars,
    booker: User | None,
    during: DateTimeTZRange,
    *,
    without: Interview | None,
) -> None:
    promised = promised_within(_ids(calendars, booker), during)
    if without is not None:
        promised = promised.exclude(interview=without)
    for person_id, promise in promised.values_list("person_id", "during"):
        span = (promise.lower, promise.upper)
        if person_id in calendars.of:
            calendars.of[person_id].busy.append(span)
        if booker and person_id == booker.pk:
            calendars.booker_busy.append(span)


def _fill_outside(calendars: Calendars, booker: User | None, during: DateTimeTZRange) -> None:
    """Busy times of outside calendars that were read well not too long ago."""
    elsewhere = BusyTime.objects.filter(
        person__in=_ids(calendars, booker),
        calendar__read_at__gte=calendars.now - BUSY_TIMES_KEEP,
        during__startswith__lt=during.upper,
        during__endswith__gt=during.lower,
    )
    for person_id, time in elsewhere.values_list("person_id", "during"):
        span = (time.lower, time.upper)
        if person_id in calendars.of:
            calendars.of[person_id].outside.append(span)
        if booker and person_id == booker.pk:
            calendars.booker_outside.append(span)


def _ids(calendars: Calendars, booker: User | None) -> list[int]:
    return [*calendars.of, booker.pk] if booker else [*calendars.of]


def _fill_taken(calendars: Calendars, *, without: Interview | None) -> None:
    """Starts that count against caps: this week's and those of the terms around the booking window."""
    today = calendars.now.date()
    first_day = min(
        [
            today - timedelta(days=8),
            *(first for first, last in calendars.terms if last >= today - timedelta(days=1)),
        ]
    )
    counted = Interview.objects.filter(
        Q(stage__in=LIVE) | Q(ending=Ending.COMPLETE),
        mentor__in=calendars.of,
        starts_at__date__gte=first_day - timedelta(days=1),
    )
    if without is not None:
        counted = counted.exclude(pk=without.pk)
    for mentor_id, starts_at in counted.values_list("mentor_id", "starts_at"):
        calendars.of[mentor_id].taken.append(starts_at)


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
