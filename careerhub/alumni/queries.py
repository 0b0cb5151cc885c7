"""What waits for an alum, what comes up, and what have they given? Few queries, however many rows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Prefetch, Q, QuerySet

from careerhub.office import policies as office_policies
from careerhub.people.models import User
from interviews.models import UNKNOWN_TO_MENTOR, UPCOMING, Interview, Proposal, Side, Stage
from interviews.queries.facets import split_majors
from interviews.queries.openings import Calendars, load_calendars
from interviews.queries.reasons import MAJOR, TOPIC, Asker, Because
from interviews.slots.openings import Rules

from .goodwill import Goodwill

WEEK = timedelta(days=7)
OPEN_PROPOSALS = Prefetch(
    "proposals",
    queryset=Proposal.objects.filter(settled_at=None).order_by("starts_at"),
    to_attr="open_proposals",
)
WAITING, AHEAD, PAST = "waiting", "ahead", "past"


def given_by(mentor: User) -> QuerySet[Interview]:
    """Every conversation that the alum knows of."""
    known = Interview.objects.filter(mentor=mentor).exclude(UNKNOWN_TO_MENTOR)
    return known.select_related("student__student")


def waiting_for(side: Side, now: datetime) -> Q:
    return Q(stage=Stage.ASKED, waits_for=side, expires_at__gt=now)


def requests_waiting(mentor: User, *, now: datetime) -> list[Interview]:
    """Those that the alum can answer, the one with the least time first.

    A student's wish to move a booked conversation is a request, too.
    """
    moves = Q(
        stage__in=UPCOMING,
        proposed_at__isnull=False,
        proposed_by=F("student"),
        starts_at__gt=now,
    )
    asked = given_by(mentor).filter(waiting_for(Side.MENTOR, now) | moves)
    return list(asked.prefetch_related(OPEN_PROPOSALS).order_by("expires_at", "pk"))


def offered(mentor: User, *, now: datetime) -> list[Interview]:
    """Where the alum has proposed other times and the student has not chosen yet."""
    theirs = given_by(mentor).filter(waiting_for(Side.STUDENT, now))
    return list(theirs.prefetch_related(OPEN_PROPOSALS).order_by("expires_at", "pk"))


def open_proposals(interview: Interview) -> list[Proposal]:
    """The times that are proposed now, in order; fetched with the interview."""
    return list(getattr(interview, "open_proposals", ()))


def this_week(mentor: User, *, now: datetime) -> list[Interview]:
    """Booked and not over yet, in the next seven days."""
    ahead = given_by(mentor).filter(stage__in=UPCOMING, ends_at__gt=now, starts_at__lt=now + WEEK)
    return list(ahead.order_by("starts_at"))


def to_be_told(mentor: User, *, now: datetime) -> list[Interview]:
    """Over, and nobody has said yet whether it took place."""
    ended = given_by(mentor).filter(stage__in=UPCOMING, ends_at__lte=now, mentor_says_held=None)
    return list(ended.order_by("starts_at"))


def goodwill_of(mentor: User, calendars: Calendars) -> Goodwill | None:
    """What is promised or given in the term that holds today; None between terms or without a cap."""
    times = calendars.of[mentor.pk]
    zone = ZoneInfo(times.rules.zone)
    today = calendars.now.astimezone(zone).date()
    term = next((term for term in calendars.terms if term[0] <= today <= term[1]), None)
    cap = times.rules.term_cap
    if term is None or cap is None:
        return None
    days = [start.astimezone(zone).date() for start in times.taken]
    given = sum(term[0] <= day <= term[1] for day in days)
    rest = times.rules.paused_until
    allowed = office_policies.current().mentor_term_cap
    return Goodwill(given, cap, allowed, rest if rest is not None and rest > today else None)


def publishes_hours(rules: Rules) -> bool:
    return bool(rules.hours) or any(day.blocks for day in rules.exceptions)


def calendars_of(mentor: User, *, now: datetime) -> Calendars:
    return load_calendars([mentor], booker=None, now=now)


def listed(mentor: User, show: str, *, now: datetime) -> QuerySet[Interview]:
    """The alum's conversations: waiting, ahead, or past, in the order in which they matter."""
    every = given_by(mentor)
    waiting = waiting_for(Side.MENTOR, now) | waiting_for(Side.STUDENT, now)
    if show == WAITING:
        return every.filter(waiting).order_by("expires_at", "pk")
    if show == AHEAD:
        return every.filter(stage__in=UPCOMING).order_by("starts_at", "pk")
    return every.exclude(waiting).exclude(stage__in=UPCOMING).order_by("-starts_at", "-pk")


def why_you(mentor: User, student: User) -> Because | None:
    """The strongest thing that the two share, which the alum may know; None where nothing stands out."""
    theirs = {major.casefold() for major in split_majors(student.student.majors)}
    for major in split_majors(mentor.mentor.majors):
        if major.casefold() in theirs:
            return Because(MAJOR, major)
    words = Asker(student.pk, curious_about=student.student.curious_about).words
    for topic in mentor.mentor.topic_list:
        if words & Asker(mentor.pk, curious_about=topic).words:
            return Because(TOPIC, topic)
    return None
