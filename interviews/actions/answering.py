"""The alum answers an ask, the student takes it back, or nobody answers in time."""

from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..access import may_answer, may_decline, may_undo_decline, may_withdraw
from ..emails.post import plan_emails
from ..models import UPCOMING, Ending, Interview, Side, Stage
from ..queries.openings import load_calendars
from .arranging import settle_proposals
from .booking import hold_time
from .errors import NotAllowed, TooLate
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record
from .settling import book, close


def accept_ask(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The alum says yes: both get the invitation. Saying yes twice is the same as once."""

    def accept() -> Interview:
        asked = lock_interview(interview)
        if asked.is_upcoming and by.pk == asked.mentor_id:
            return asked
        _check_answerable(asked, may_answer(by, asked, now=now), now)
        settle_proposals(asked, now=now)
        book(asked, now=now)
        asked.save()
        record(asked, Kind.BOOKED, by=by, now=now, starts_at=asked.starts_at)
        plan_emails(asked, now=now)
        return asked

    return taking_turns(accept)


def decline_ask(
    interview: Interview, *, by: User, reason: str, now: datetime, suggested: User | None = None
) -> Interview:
    """The alum says not this time; the reason, if any, is passed on. The time is free again at once.

    `suggested` is another alum who may suit better. The student is told after a moment in which
    the alum may take it back.
    """

    def decline() -> Interview:
        asked = lock_interview(interview)
        if asked.ending == Ending.DECLINED and by.pk == asked.mentor_id:
            return asked
        _check_answerable(asked, may_decline(by, asked, now=now), now)
        _check_suggested(asked, suggested)
        asked.answered_at, asked.suggested = now, suggested
        close(asked, Ending.DECLINED, by=by, reason=reason, now=now)
        record(asked, Kind.DECLINED, by=by, now=now)
        return asked

    return taking_turns(decline)


def _check_suggested(asked: Interview, suggested: User | None) -> None:
    if suggested is None:
        return
    is_there = suggested.is_active and suggested.is_mentor and suggested.mentor.is_listed
    if not is_there or suggested.pk in (asked.student_id, asked.mentor_id):
        raise NotAllowed(_("Suggest another alum who is in the directory."))


def undo_decline(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The alum takes a decline back before the student has heard of it; the time is held again.

    Raises TimeTaken where somebody has taken the time meanwhile.
    """

    def undo() -> Interview:
        lock_people([interview.student_id, interview.mentor_id])
        declined = lock_interview(interview)
        if declined.stage == Stage.ASKED and by.pk == declined.mentor_id:
            return declined
        if not may_undo_decline(by, declined, now=now):
            raise TooLate(
                _("%(name)s has been told already, so this cannot be undone.")
                % {"name": declined.student.get_short_name()}
            )
        _check_not_asked_anew(declined)
        calendars = load_calendars(
            [declined.mentor], booker=declined.student, now=now, without=declined
        )
        declined.proposals.filter(settled_at=declined.closed_at).update(settled_at=None)
        declined.stage, declined.ending, declined.reason = Stage.ASKED, "", ""
        declined.closed_at = declined.closed_by = declined.answered_at = declined.suggested = None
        declined.save()
        hold_time(declined, calendars)
        record(declined, Kind.REOPENED, by=by, now=now)
        plan_emails(declined, now=now, why=_("The decline was taken back."))
        return declined

    return taking_turns(undo)


def _check_not_asked_anew(declined: Interview) -> None:
    pair = Interview.objects.filter(student=declined.student_id, mentor=declined.mentor_id)
    if pair.filter(stage__in=(Stage.ASKED, *UPCOMING)).exists():
        raise TooLate(
            _(
                "%(name)s has asked you anew meanwhile. You will find that request on your home page."
            )
            % {"name": declined.student.get_short_name()}
        )


def withdraw_ask(interview: Interview, *, by: User, now: datetime) -> Interview:
    """The student takes an unanswered ask back. An email to the alum that has not gone out never will."""

    def withdraw() -> Interview:
        asked = lock_interview(interview)
        if asked.ending == Ending.WITHDRAWN and by.pk == asked.student_id:
            return asked
        if not may_withdraw(by, asked):
            raise TooLate(_("This ask has already been answered, so it cannot be withdrawn."))
        asked.choices_left = 0
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
        if asked.waits_for == Side.STUDENT:
            asked.choices_left = 0  # the student was asked last and said nothing
        close(asked, Ending.EXPIRED, by=None, reason="", now=now)
        record(asked, Kind.EXPIRED, by=None, now=now)
        return True

    return taking_turns(expire)


def _check_answerable(asked: Interview, may: bool, now: datetime) -> None:
    if may:
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
