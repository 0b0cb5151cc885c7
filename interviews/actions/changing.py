"""A booked interview is moved or cancelled."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import is_late_cancel, is_student_of, may_cancel, moves_left
from ..emails.post import plan_emails
from ..models import Ending, Interview
from .arranging import put_proposals, settle_proposals
from .booking import check_opening
from .errors import LimitReached, NotAllowed, TooLate
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record
from .settling import close, move_to, needs_confirmation


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
    interview: Interview, *, by: User, starts_at: datetime, reason: str = "", now: datetime
) -> Interview:
    """Move a booked interview to another opening of the alum; both get the updated invitation.

    A move does not count against its own interview. Where the alum says yes to each booking so
    close to its start, a student's move is proposed instead, and the booked time stands until the
    alum answers. Raises TimeTaken with the nearest openings.
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
        settle_proposals(booked, now=now)
        booked.move_reason = reason.strip()
        if move_needs_yes(booked, by=by, starts_at=starts_at, now=now):
            _propose(booked, starts_at, by=by, now=now)
        else:
            move_to(booked, starts_at, calendars, by=by, now=now)
        return booked

    return taking_turns(move)


def move_needs_yes(interview: Interview, *, by: User, starts_at: datetime, now: datetime) -> bool:
    """Whether the alum must agree to this new time before it counts; the alum's own moves count at once."""
    if not is_student_of(by, interview):
        return False
    return needs_confirmation(interview.mentor, office_policies.current(), starts_at, now)


def _propose(booked: Interview, starts_at: datetime, *, by: User, now: datetime) -> None:
    put_proposals(booked, [starts_at], by=by, now=now)
    booked.proposal_round += 1
    booked.save()
    record(booked, Kind.PROPOSED, by=by, now=now, times=1)
    plan_emails(booked, now=now, why=_("Another time was proposed."))


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
