"""A booked interview is moved or cancelled."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import is_late_cancel, is_student_of, may_cancel, moves_left
from ..emails.post import plan_emails
from ..models import Ending, Interview
from .answering import close
from .booking import check_opening, hold_time, set_time
from .errors import LimitReached, NotAllowed, TooLate
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record


def cancel_interview(interview: Interview, *, by: User, reason: str, now: datetime) -> Interview:
    """Call a booked interview off. The invitation takes itself out of both calendars.

    Inside the office's cut-off a reason is needed and the cancellation is counted. Every email that
    has not gone out is withdrawn in the same transaction.
    """

    def cancel() -> Interview:
        booked = lock_interview(interview)
        if booked.ending == Ending.CANCELLED and booked.closed_by_id == by.pk:
            return booked
        if not may_cancel(by, booked, now=now):
            raise TooLate(
                _(
                    "This conversation can no longer be cancelled: it has begun, or it was closed before."
                )
            )
        booked.late_cancel = is_late_cancel(booked, office_policies.current(), now=now)
        if booked.late_cancel and not reason.strip():
            raise NotAllowed(
                _("It is close to the time. Please add a sentence on why, so that the other knows.")
            )
        booked.sequence += 1
        close(booked, Ending.CANCELLED, by=by, reason=reason, now=now)
        record(booked, Kind.CANCELLED, by=by, now=now, late=booked.late_cancel)
        return booked

    return taking_turns(cancel)


def move_interview(
    interview: Interview, *, by: User, starts_at: datetime, now: datetime
) -> Interview:
    """Move a booked interview to another opening of the alum; both get the updated invitation.

    A move does not count against its own interview. Raises TimeTaken with the nearest openings.
    """

    def move() -> Interview:
        lock_people([interview.student_id, interview.mentor_id])
        booked = lock_interview(interview)
        if booked.is_upcoming and booked.starts_at == starts_at:
            return booked
        _check_movable(booked, by, now)
        calendars = check_opening(
            booked.mentor, booker=booked.student, starts_at=starts_at, now=now, without=booked
        )
        before = booked.starts_at
        set_time(
            booked, starts_at, booked.length_minutes, calendars.of[booked.mentor_id].rules.zone
        )
        if is_student_of(by, booked):
            booked.moves_by_student += 1
        else:
            booked.moves_by_mentor += 1
        booked.sequence += 1
        booked.moved_at = now
        booked.save()
        hold_time(booked, calendars)
        record(booked, Kind.MOVED, by=by, now=now, before=before, starts_at=starts_at)
        plan_emails(booked, now=now, why=_("The conversation was moved."))
        return booked

    return taking_turns(move)


def _check_movable(booked: Interview, by: User, now: datetime) -> None:
    if not may_cancel(by, booked, now=now):
        raise TooLate(
            _("This conversation can no longer be moved: it has begun, or it was closed before.")
        )
    office = office_policies.current()
    if moves_left(by, booked, office) == 0:
        raise LimitReached(
            _(
                "You have moved this conversation %(n)d times, which is as often as the office "
                "allows. You may still cancel it."
            )
            % {"n": office.reschedule_limit}
        )
