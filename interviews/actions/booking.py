"""How is time promised? Every ask, acceptance and move comes through `hold_time`, inside the people's locks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from careerhub.people.models import User

from ..models import Commitment, Interview
from ..queries.openings import Calendars, load_calendars, nearest, promised_within
from ..slots.openings import Reason
from .errors import LimitReached, Refusal, TimeTaken
from .locking import sqlstate
from .sentences import time_gone, why_not
from .windows import refresh_windows

EXCLUSION_VIOLATION = "23P01"
CAPS = ("day_cap", "week_cap", "term_cap")


def check_opening(
    mentor: User,
    *,
    booker: User,
    starts_at: datetime,
    now: datetime,
    without: Interview | None = None,
) -> Calendars:
    """Refuse a start that is not open at this moment; call it with both people locked."""
    calendars = load_calendars([mentor], booker=booker, now=now, without=without)
    reason = calendars.why_closed(mentor.pk, starts_at)
    if reason is not None:
        raise refusal_for(reason, calendars, mentor, booker, starts_at)
    return calendars


def is_promised(person: User, instant: datetime) -> bool:
    """A quick look, without anybody’s locks: true where a meeting or its buffers hold the instant."""
    moment = DateTimeTZRange(instant, instant + timedelta(minutes=1))
    return promised_within([person.pk], moment).exists()


def refusal_for(
    reason: Reason, calendars: Calendars, mentor: User, booker: User, starts_at: datetime
) -> Refusal:
    near = nearest(calendars.openings(mentor.pk), starts_at)
    kind = LimitReached if reason.code in CAPS else TimeTaken
    return kind(why_not(reason, mentor=mentor, booker=booker, starts_at=starts_at), openings=near)


def set_time(interview: Interview, starts_at: datetime, length_minutes: int, zone: str) -> None:
    """Write the instant and the wall time that the alum agreed to (not saved)."""
    interview.starts_at = starts_at
    interview.ends_at = starts_at + timedelta(minutes=length_minutes)
    interview.zone = zone
    wall = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    interview.starts_local = wall.replace(tzinfo=ZoneInfo("UTC"))


def hold_time(interview: Interview, calendars: Calendars) -> None:
    """Promise both people's time to this interview, in place of any time it held before.

    The alum's row carries the alum's buffers, the student's row none. The exclusion constraint has
    the last word: TimeTaken if anybody is promised already.
    """
    rules = calendars.of[interview.mentor_id].rules
    before = timedelta(minutes=rules.buffer_before_minutes)
    after = timedelta(minutes=rules.buffer_after_minutes)
    release_time(interview)
    rows = [
        Commitment(
            person_id=interview.mentor_id,
            interview=interview,
            during=DateTimeTZRange(interview.starts_at - before, interview.ends_at + after),
        ),
        Commitment(
            person_id=interview.student_id,
            interview=interview,
            during=DateTimeTZRange(interview.starts_at, interview.ends_at),
        ),
    ]
    try:
        with transaction.atomic():
            Commitment.objects.bulk_create(rows)
    except IntegrityError as error:
        if sqlstate(error) != EXCLUSION_VIOLATION:
            raise
        near = nearest(calendars.openings(interview.mentor_id), interview.starts_at)
        raise TimeTaken(time_gone(interview.starts_at, interview.student), openings=near) from error
    refresh_windows([interview.mentor_id, interview.student_id], now=calendars.now)


def release_time(interview: Interview) -> None:
    """Nobody is promised to this interview any longer. The rows stay as history."""
    interview.commitments.filter(live=True).update(live=False)
