"""The rules of a zone have changed: what was agreed on the wall is another instant now."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.common.times import city_of

from ..emails.post import plan_emails
from ..models import Interview
from ..queries.clocks import is_out_of_step, out_of_step, rederived
from ..queries.openings import load_calendars
from .booking import hold_time
from .errors import Busy, TimeTaken
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record


def rederive_times(*, now: datetime) -> tuple[int, int]:
    """Bring every promise ahead into step with its wall time; answers how many moved and how many could not.

    Those that could not wait for another move to make room, and at last stay for a counselor.
    """
    waiting = _in_order(out_of_step(now=now))
    moved = 0
    while waiting:
        left = [interview for interview in waiting if not rederive_time(interview, now=now)]
        moved += len(waiting) - len(left)
        if len(left) == len(waiting):
            break
        waiting = left
    return moved, len(waiting)


def rederive_time(interview: Interview, *, now: datetime) -> bool:
    """Put one promise where its wall time is now and tell both; False where that time is promised already.

    Then nothing changes: no promise is broken for a rule, a person has to decide.
    """

    def move() -> bool:
        lock_people([interview.student_id, interview.mentor_id])
        promised = lock_interview(interview)
        if not is_out_of_step(promised, now=now):
            return True
        before = promised.starts_at
        starts_at = rederived(before, promised.starts_local, promised.zone)
        if starts_at <= now:
            return False
        calendars = load_calendars(
            [promised.mentor], booker=promised.student, now=now, without=promised
        )
        promised.ends_at = starts_at + promised.length
        promised.starts_at = starts_at
        _note(promised, now)
        promised.save()
        hold_time(promised, calendars)
        record(promised, Kind.MOVED, by=None, now=now, before=before, starts_at=starts_at)
        plan_emails(promised, now=now, why=_("The rules of the time zone changed."))
        return True

    try:
        return taking_turns(move)
    except (TimeTaken, Busy):
        return False


def _note(promised: Interview, now: datetime) -> None:
    """A booking is told anew; an ask keeps waiting, though never past its own time."""
    if not promised.is_upcoming:
        promised.expires_at = min(promised.expires_at, promised.starts_at)
        return
    promised.sequence += 1
    promised.moved_at = now
    promised.move_reason = _(
        "Clocks in %(place)s follow new rules. The time there stays as agreed; elsewhere it changes."
    ) % {"place": city_of(promised.zone)}


def _in_order(ids: list[int]) -> list[Interview]:
    """Whoever goes later moves from the back of the line, whoever goes earlier from its front."""
    later: list[Interview] = []
    earlier: list[Interview] = []
    for interview in Interview.objects.filter(pk__in=ids).order_by("starts_at"):
        time = interview.starts_at, interview.starts_local, interview.zone
        (later if rederived(*time) > interview.starts_at else earlier).append(interview)
    return [*reversed(later), *earlier]
