"""How far do conversations get, and where do they end? Counts for a stretch of time, never who said what."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import Count, Q, QuerySet

from careerhub.office.models import Term
from careerhub.people.models import User

from ..models import UNKNOWN_TO_MENTOR, UPCOMING, Ending, Interview, Stage

# What a conversation that ended this way had reached, and what it never did.
LOST_BETWEEN: dict[str, tuple[str, str]] = {
    Ending.DECLINED: ("asked", "booked"),
    Ending.EXPIRED: ("asked", "booked"),
    Ending.WITHDRAWN: ("asked", "booked"),
    Ending.CANCELLED: ("booked", "met"),
    Ending.NO_SHOW: ("booked", "met"),
}


@dataclass(frozen=True)
class Step:
    """Conversations that came at least this far.

    `share` is of the step before, `reach` of all that were asked, both in percent. The first step
    counts students who took part, and the share of the second is of those students.
    """

    name: str
    count: int
    share: int | None = None
    reach: int = 0


@dataclass(frozen=True)
class Loss:
    """Between two steps: how conversations ended there, the commonest last, and how many still go on."""

    before: str
    after: str
    endings: tuple[tuple[str, int], ...]
    under_way: int


def bounds_of(term: Term, zone: tzinfo) -> tuple[datetime, datetime]:
    """The term as a half-open stretch of instants, in the office's zone."""
    first = datetime.combine(term.starts_on, time(), zone)
    after = datetime.combine(term.ends_on + timedelta(days=1), time(), zone)
    return first, after


def week_of(term: Term, day: date) -> int | None:
    """Which week of the term `day` lies in, from 1; None outside of it."""
    if not term.starts_on <= day <= term.ends_on:
        return None
    return (day - term.starts_on).days // 7 + 1


def funnel(since: datetime, until: datetime) -> list[Step]:
    """Of the conversations asked for in [since, until): how many came how far. Two queries."""
    came = _asked_in(since, until).aggregate(
        askers=Count("student", distinct=True),
        asked=Count("pk"),
        booked=Count("pk", filter=Q(booked_at__isnull=False)),
        met=Count("pk", filter=~Q(held_evidence="")),
        # A follow-up may go out where the thank-you could not: that one came further all the same.
        thanked=Count("pk", filter=Q(thanked_at__isnull=False) | Q(followed_up_at__isnull=False)),
        following_up=Count("pk", filter=Q(followed_up_at__isnull=False)),
    )
    askers = came.pop("askers")
    active = _active_in(since, until)
    steps = [Step("active", active), Step("asked", came["asked"], percent(askers, active), 100)]
    for name in ("booked", "met", "thanked", "following_up"):
        share, reach = percent(came[name], steps[-1].count), percent(came[name], came["asked"])
        steps.append(Step(name, came[name], share, reach or 0))
    return steps


def _asked_in(since: datetime, until: datetime) -> QuerySet[Interview]:
    """A time from the waitlist that nobody took was never asked for."""
    return Interview.objects.filter(asked_at__gte=since, asked_at__lt=until).exclude(
        UNKNOWN_TO_MENTOR
    )


def _active_in(since: datetime, until: datetime) -> int:
    """Students who asked somebody, or were last seen, in this stretch."""
    seen = Q(last_login__gte=since, last_login__lt=until)
    asked = Q(pk__in=_asked_in(since, until).values("student"))
    return User.objects.filter(seen | asked, student__isnull=False).count()


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def biggest_loss(since: datetime, until: datetime) -> Loss | None:
    """Where most of the conversations asked for in [since, until) ended; None if none did. One query."""
    rows = _asked_in(since, until).values_list("stage", "ending").annotate(count=Count("pk"))
    by_step: dict[tuple[str, str], dict[str, int]] = {}
    going = {"asked": 0, "booked": 0}
    for stage, ending, count in rows:
        if ending in LOST_BETWEEN:
            by_step.setdefault(LOST_BETWEEN[ending], {})[ending] = count
        elif stage == Stage.ASKED:
            going["asked"] += count
        elif stage in UPCOMING:
            going["booked"] += count
    if not by_step:
        return None
    (before, after), endings = max(by_step.items(), key=lambda item: sum(item[1].values()))
    rising = sorted(endings.items(), key=lambda item: (item[1], item[0]))
    return Loss(before, after, tuple(rising), going[before])
