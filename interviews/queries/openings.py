"""When can a student meet an alum? Loads what the pure engine needs, for one mentor or for a page of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Prefetch, Q

from careerhub.office import policies as office_policies
from careerhub.office import terms as office_terms
from careerhub.office.models import Policies
from careerhub.people.models import User

from ..models import LIVE, Commitment, Ending, Interview, Schedule, WeeklyHours
from ..slots.openings import Block, Reason, Rules, find_openings, why_closed

Span = tuple[datetime, datetime]


@dataclass
class Times:
    """What the engine wants to know of one mentor. Spans are half-open instants in UTC."""

    rules: Rules
    busy: list[Span] = field(default_factory=list)
    taken: list[datetime] = field(default_factory=list)


@dataclass
class Calendars:
    """Several mentors and one booker at one moment; ask it as often as you like, it does not query."""

    of: dict[int, Times]
    booker_busy: list[Span]
    terms: list[tuple[date, date]]
    now: datetime

    def openings(self, mentor_id: int) -> list[datetime]:
        times = self.of[mentor_id]
        return find_openings(
            times.rules,
            busy=times.busy,
            booker_busy=self.booker_busy,
            taken=times.taken,
            terms=self.terms,
            now=self.now,
        )

    def why_closed(self, mentor_id: int, starts_at: datetime) -> Reason | None:
        times = self.of[mentor_id]
        return why_closed(
            times.rules,
            starts_at,
            busy=times.busy,
            booker_busy=self.booker_busy,
            taken=times.taken,
            terms=self.terms,
            now=self.now,
        )


def rules_of(mentor: User, schedule: Schedule | None, office: Policies) -> Rules:
    """The alum's own settings over the office's policies; the stricter cap wins."""

    def own(name: str) -> int:
        value = getattr(schedule, name, None)
        return getattr(office, name) if value is None else value

    def cap(mine: int | None, offices: int) -> int:
        return offices if mine is None else min(mine, offices)

    hours = schedule.hours.all() if schedule else []
    return Rules(
        zone=mentor.zone or office.zone,
        hours=tuple(Block(hour.weekday, hour.opens_local, hour.closes_local) for hour in hours),
        length_minutes=own("length_minutes"),
        step_minutes=own("step_minutes"),
        notice_minutes=60 * own("notice_hours"),
        window_days=office.window_days,
        buffer_before_minutes=own("buffer_before_minutes"),
        buffer_after_minutes=own("buffer_after_minutes"),
        week_cap=cap(schedule.week_cap if schedule else None, office.mentor_week_cap),
        term_cap=cap(schedule.term_cap if schedule else None, office.mentor_term_cap),
        paused_until=schedule.paused_until if schedule else None,
    )


def load_calendars(
    mentors: Iterable[User], *, booker: User | None, now: datetime, without: Interview | None = None
) -> Calendars:
    """Six queries, however many mentors. `without` leaves out one interview: its own move is no conflict."""
    people = {mentor.pk: mentor for mentor in mentors}
    office = office_policies.current()
    terms = [(term.starts_on, term.ends_on) for term in office_terms.all_terms()]
    schedules = {
        schedule.mentor_id: schedule
        for schedule in Schedule.objects.filter(mentor__in=people).prefetch_related(
            Prefetch("hours", WeeklyHours.objects.order_by("weekday", "opens_local"))
        )
    }
    of = {pk: Times(rules_of(mentor, schedules.get(pk), office)) for pk, mentor in people.items()}
    booker_busy = _fill_busy(
        of, booker, now=now, until=now + timedelta(days=office.window_days + 2), without=without
    )
    _fill_taken(of, terms, now=now, without=without)
    return Calendars(of, booker_busy, terms, now)


def _fill_busy(
    of: dict[int, Times],
    booker: User | None,
    *,
    now: datetime,
    until: datetime,
    without: Interview | None,
) -> list[Span]:
    ids = [*of, booker.pk] if booker else [*of]
    promised = Commitment.objects.filter(
        person__in=ids, live=True, during__overlap=DateTimeTZRange(now - timedelta(days=1), until)
    )
    if without is not None:
        promised = promised.exclude(interview=without)
    booker_busy: list[Span] = []
    for person_id, during in promised.values_list("person_id", "during"):
        span = (during.lower, during.upper)
        if person_id in of:
            of[person_id].busy.append(span)
        if booker and person_id == booker.pk:
            booker_busy.append(span)
    return booker_busy


def _fill_taken(
    of: dict[int, Times],
    terms: list[tuple[date, date]],
    *,
    now: datetime,
    without: Interview | None,
) -> None:
    """Starts that count against caps: this week's and those of the terms around the booking window."""
    today = now.date()
    first_day = min(
        [
            today - timedelta(days=8),
            *(first for first, last in terms if last >= today - timedelta(days=1)),
        ]
    )
    counted = Interview.objects.filter(
        Q(stage__in=LIVE) | Q(ending=Ending.COMPLETE),
        mentor__in=of,
        starts_at__date__gte=first_day - timedelta(days=1),
    )
    if without is not None:
        counted = counted.exclude(pk=without.pk)
    starts: dict[int, list[datetime]] = defaultdict(list)
    for mentor_id, starts_at in counted.values_list("mentor_id", "starts_at"):
        starts[mentor_id].append(starts_at)
    for mentor_id, times in of.items():
        times.taken = starts[mentor_id]


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
