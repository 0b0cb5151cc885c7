"""The alum answers an ask, the student takes it back, or nobody answers in time."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..access import may_answer, may_withdraw
from ..emails.post import plan_emails
from ..models import Ending, Interview, Stage
from .asking import book
from .booking import release_time
from .errors import TooLate
from .locking import lock_interview, taking_turns
from .log import Kind, record


def accept_ask(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The alum says yes: both get the invitation. Saying yes twice is the same as once."""

    def accept() -> Interview:
        asked = lock_interview(interview)
        if asked.is_upcoming and by.pk == asked.mentor_id:
            return asked
        _check_answerable(asked, by, now)
        book(asked, now=now)
        asked.save()
        record(asked, Kind.BOOKED, by=by, now=now, starts_at=asked.starts_at)
        plan_emails(asked, now=now)
        return asked

    return taking_turns(accept)


def decline_ask(interview: Interview, *, by: User, reason: str, now: datetime) -> Interview:
    """The alum says not this time; the reason, if any, is passed on. The time is free again at once."""

    def decline() -> Interview:
        asked = lock_interview(interview)
        if asked.ending == Ending.DECLINED and by.pk == asked.mentor_id:
            return asked
        _check_answerable(asked, by, now)
        asked.answered_at = now
        close(asked, Ending.DECLINED, by=by, reason=reason, now=now)
        record(asked, Kind.DECLINED, by=by, now=now)
        return asked

    return taking_turns(decline)


def withdraw_ask(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The student takes an unanswered ask back. An email to the alum that has not gone out never will."""

    def withdraw() -> Interview:
        asked = lock_interview(interview)
        if asked.ending == Ending.WITHDRAWN and by.pk == asked.student_id:
            return asked
        if not may_withdraw(by, asked):
            raise TooLate(_("This ask has already been answered, so it cannot be withdrawn."))
        close(asked, Ending.WITHDRAWN, by=by, reason="", now=now)
        record(asked, Kind.WITHDRAWN, by=by, now=now)
        return asked

    return taking_turns(withdraw)


def expire_ask(interview: Interview, *, now: datetime) -> bool:
    """Close an ask that nobody answered in time; False where somebody was quicker."""

    def expire() -> bool:
        asked = lock_interview(interview)
        if asked.stage != Stage.ASKED or now < asked.expires_at:
            return False
        close(asked, Ending.EXPIRED, by=None, reason="", now=now)
        record(asked, Kind.EXPIRED, by=None, now=now)
        return True

    return taking_turns(expire)


def close(
    interview: Interview, ending: Ending, *, by: User | None, reason: str, now: datetime
) -> None:
    """End an interview: frees the time, plans the emails. The only way to the closed stage."""
    interview.stage, interview.ending = Stage.CLOSED, ending
    interview.closed_at, interview.closed_by, interview.reason = now, by, reason.strip()
    interview.save()
    if ending not in (Ending.COMPLETE, Ending.NO_SHOW):
        release_time(interview)
    plan_emails(interview, now=now, why=str(ending.label))


def _check_answerable(asked: Interview, by: User, now: datetime) -> None:
    if may_answer(by, asked, now=now):
        return
    name = {"name": asked.student.get_short_name()}
    sentences: dict[str, str] = {
        Ending.WITHDRAWN: _("%(name)s has withdrawn this ask. There is nothing left to answer.")
        % name,
        Ending.EXPIRED: _(
            "This ask has expired and its time is free again. %(name)s has been told."
        )
        % name,
        Ending.DECLINED: _("You have already declined this ask. %(name)s has been told.") % name,
        Ending.CANCELLED: _("This conversation was cancelled. There is nothing left to answer."),
    }
    is_overdue = asked.stage == Stage.ASKED and now >= asked.expires_at
    ending = Ending.EXPIRED if is_overdue else asked.ending
    raise TooLate(sentences.get(ending, _("This ask has already been answered.")))
