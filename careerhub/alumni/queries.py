"""What waits for an alum, what comes up, and what have they given? Few queries, however many rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from careerhub.people.models import User
from interviews.models import AFTER, UPCOMING, Ending, Interview, Stage
from interviews.queries.capacity import seats
from interviews.queries.facets import split_majors
from interviews.queries.openings import Calendars, load_calendars
from interviews.queries.reasons import MAJOR, TOPIC, Asker, Because

WEEK = timedelta(days=7)
# More circles than two rows on a phone say nothing that the numbers do not.
MOST_CIRCLES = 16
WAITING, AHEAD, PAST = "waiting", "ahead", "past"


@dataclass(frozen=True)
class Goodwill:
    """How much of what an alum offers this term is given, and how we draw it."""

    given: int
    cap: int
    seats: tuple[bool, ...]
    resting_until: object = None

    @property
    def left(self) -> int:
        return max(0, self.cap - self.given)


def given_by(mentor: User) -> QuerySet[Interview]:
    return Interview.objects.filter(mentor=mentor).select_related("student__student")


def requests_waiting(mentor: User, *, now: datetime) -> list[Interview]:
    """Those that can still be answered, the one with the least time first."""
    asked = given_by(mentor).filter(stage=Stage.ASKED, expires_at__gt=now)
    return list(asked.order_by("expires_at", "pk"))


def this_week(mentor: User, *, now: datetime) -> list[Interview]:
    """Booked and not over yet, in the next seven days."""
    ahead = given_by(mentor).filter(stage__in=UPCOMING, ends_at__gt=now, starts_at__lt=now + WEEK)
    return list(ahead.order_by("starts_at"))


def to_be_told(mentor: User, *, now: datetime) -> list[Interview]:
    """Over, and nobody has said yet whether it took place."""
    ended = given_by(mentor).filter(stage__in=UPCOMING, ends_at__lte=now, mentor_says_held=None)
    return list(ended.order_by("starts_at"))


def students_met(mentor: User) -> int:
    held = Q(stage__in=AFTER) | Q(ending=Ending.COMPLETE)
    return given_by(mentor).filter(held).values("student").distinct().count()


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
    resting = rest if rest is not None and rest > today else None
    circles = tuple(n < given for n in range(cap)) if cap <= MOST_CIRCLES else seats(given, cap)
    return Goodwill(given, cap, circles, resting)


def calendars_of(mentor: User, *, now: datetime) -> Calendars:
    return load_calendars([mentor], booker=None, now=now)


def listed(mentor: User, show: str, *, now: datetime) -> QuerySet[Interview]:
    """The alum's conversations: waiting, ahead, or past, in the order in which they matter."""
    every = given_by(mentor)
    waiting = Q(stage=Stage.ASKED, expires_at__gt=now)
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
