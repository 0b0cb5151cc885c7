"""A student asks an alum for half an hour."""

import hashlib
import json
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.office import policies as office_policies
from careerhub.office.models import Confirmation, Policies
from careerhub.people.models import User

from ..access import may_ask
from ..emails.post import plan_emails
from ..models import Interview, Stage, Submission
from ..queries.openings import Calendars, nearest, openings_of
from .booking import check_opening, hold_time, set_time
from .errors import Busy, Conflict, LimitReached, NotAllowed
from .locking import lock_people, taking_turns
from .log import Kind, record

# An answer needs this long to reach the student before the meeting, so an ask ends sooner than its time.
ANSWER_LEAD = timedelta(hours=2)


def ask_for_interview(
    student: User,
    *,
    mentor: User,
    starts_at: datetime,
    message: str,
    questions: str,
    key: str,
    now: datetime,
) -> Interview:
    """Ask `mentor` for the opening at `starts_at`; booked at once where the alum allows it.

    `key` makes a double click harmless: the same key and words return the first interview, the
    same key with other words is refused. Raises a Refusal with the sentence for the student.
    """
    if not may_ask(student, mentor):
        raise NotAllowed(_("Only a student may ask, and only an alum who is listed."))
    body = _hash_of(mentor.pk, starts_at, message, questions)

    def look() -> Interview | Calendars:
        """What was sent before under this key, or the calendars in which the time is open."""
        earlier = _sent_before(student, key, body)
        if earlier is not None:
            return earlier
        check_limits(student, mentor, office_policies.current())
        return check_opening(mentor, booker=student, starts_at=starts_at, now=now)

    def ask() -> Interview:
        # Who comes too late hears so without the locks: a crowd of losers would hold them past the
        # patience of the others.
        if isinstance(known := look(), Interview):
            return known
        lock_people([student.pk, mentor.pk])
        if isinstance(calendars := look(), Interview):
            return calendars
        interview = Interview(
            student=student, mentor=mentor, message=message, questions=questions, asked_at=now
        )
        _place(interview, starts_at, calendars, now=now)
        Submission.objects.create(person=student, key=key, body=body, interview=interview, at=now)
        return interview

    try:
        return taking_turns(ask)
    except Busy as busy:
        busy.openings = nearest(openings_of(mentor, booker=student, now=now), starts_at)
        raise


def _place(
    interview: Interview, starts_at: datetime, calendars: Calendars, *, now: datetime
) -> None:
    """Save the new ask with its time held, its log and its emails."""
    office = office_policies.current()
    rules = calendars.of[interview.mentor_id].rules
    set_time(interview, starts_at, rules.length_minutes, rules.zone)
    interview.expires_at = _expiry(office, starts_at, now)
    at_once = not needs_confirmation(interview.mentor, office, starts_at, now)
    if at_once:
        book(interview, now=now)
    interview.save()
    hold_time(interview, calendars)
    record(interview, Kind.ASKED, by=interview.student, now=now, starts_at=starts_at)
    if at_once:
        record(interview, Kind.BOOKED, by=None, now=now, starts_at=starts_at)
    plan_emails(interview, now=now)


def _expiry(office: Policies, starts_at: datetime, now: datetime) -> datetime:
    """After the office's days, and in any case before the time asked for."""
    expires_at = min(now + timedelta(days=office.ask_expires_days), starts_at - ANSWER_LEAD)
    return expires_at if expires_at > now else starts_at


def book(interview: Interview, *, now: datetime) -> None:
    """Turn the ask into a booking (not saved): the one place where an interview becomes booked."""
    interview.stage = Stage.BOOKED
    interview.answered_at = interview.booked_at = now
    interview.where = interview.meeting_place


def needs_confirmation(mentor: User, office: Policies, starts_at: datetime, now: datetime) -> bool:
    schedule = getattr(mentor, "schedule", None)
    rule = (schedule and schedule.confirmation) or office.confirmation
    if rule == Confirmation.NEAR:
        return starts_at - now <= timedelta(hours=office.confirmation_hours)
    return rule == Confirmation.ALWAYS


def check_limits(student: User, mentor: User, office: Policies) -> None:
    mine = Interview.objects.filter(student=student, stage=Stage.ASKED).count()
    if mine >= office.student_open_asks:
        raise LimitReached(
            ngettext(
                "You have %(n)d ask waiting for an answer, which is as many as the office allows. "
                "Withdraw it, or wait for the answer.",
                "You have %(n)d asks waiting for an answer, which is as many as the office allows. "
                "Withdraw one, or wait for an answer.",
                mine,
            )
            % {"n": mine}
        )
    if (
        Interview.objects.filter(mentor=mentor, stage=Stage.ASKED).count()
        >= office.mentor_open_asks
    ):
        raise LimitReached(
            _(
                "%(name)s has as many open asks as one person can answer. Please try again in a few days."
            )
            % {"name": mentor.get_short_name()}
        )
    if Interview.objects.filter(
        student=student, mentor=mentor, stage__in=["asked", "booked", "prepared"]
    ).exists():
        raise LimitReached(
            _(
                "You already have a conversation with %(name)s under way. You will find it under Conversations."
            )
            % {"name": mentor.get_short_name()}
        )


def _sent_before(student: User, key: str, body: str) -> Interview | None:
    earlier = Submission.objects.filter(person=student, key=key).select_related("interview").first()
    if earlier is None:
        return None
    if earlier.body != body:
        raise Conflict(
            _(
                "This form was already sent once, with other words. Your first ask stands; open it under Conversations."
            )
        )
    return earlier.interview


def _hash_of(mentor_id: int, starts_at: datetime, message: str, questions: str) -> str:
    body = json.dumps([mentor_id, starts_at.timestamp(), message, questions])
    return hashlib.sha256(body.encode()).hexdigest()
