"""The few steps that every way to a booking, a new time or an end shares; inside the caller's locks."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.office.models import Confirmation, Holiday, Policies
from careerhub.people.models import User

from ..access import is_student_of
from ..emails.post import plan_emails
from ..models import Ending, Interview, Stage, Wait
from ..queries.openings import Calendars
from ..slots.workdays import workdays_after
from .booking import hold_time, release_time, set_time
from .log import Kind, record
from .windows import refresh_windows

# An answer needs this long to reach the student before the meeting, so an ask ends sooner than its time.
ANSWER_LEAD = timedelta(hours=2)


def needs_confirmation(mentor: User, office: Policies, starts_at: datetime, now: datetime) -> bool:
    """Whether the alum says yes to each booking at that start; the alum's own rule wins."""
    schedule = getattr(mentor, "schedule", None)
    rule = (schedule and schedule.confirmation) or office.confirmation
    if rule == Confirmation.NEAR:
        return starts_at - now <= timedelta(hours=office.confirmation_hours)
    return rule == Confirmation.ALWAYS


def expiry(office: Policies, starts_at: datetime, now: datetime) -> datetime:
    """After the office's days, and in any case before the time asked for."""
    expires_at = min(now + timedelta(days=office.ask_expires_days), starts_at - ANSWER_LEAD)
    return expires_at if expires_at > now else starts_at


def passes_on_at(office: Policies, now: datetime) -> datetime:
    """When a silent ask goes on to the student's next choice; working days of the office."""
    zone = ZoneInfo(office.zone)
    ahead = Holiday.objects.filter(day__gte=now.astimezone(zone).date())
    days_off = set(ahead.values_list("day", flat=True))
    return workdays_after(now, office.cascade_business_days, zone, days_off)


def book(interview: Interview, *, now: datetime) -> None:
    """Turn the ask into a booking (not saved): the one place where an interview becomes booked."""
    interview.stage = Stage.BOOKED
    interview.answered_at = interview.booked_at = now
    interview.where = interview.meeting_place
    interview.organizer = office_policies.current().email
    interview.choices_left = 0


def move_to(
    booked: Interview, starts_at: datetime, calendars: Calendars, *, by: User, now: datetime
) -> None:
    """Give a booked interview another time; the move is counted for `by`, who wanted it."""
    before = booked.starts_at
    zone = calendars.of[booked.mentor_id].rules.zone
    set_time(booked, starts_at, booked.length_minutes, zone)
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


def close(
    interview: Interview, ending: Ending, *, by: User | None, reason: str, now: datetime
) -> None:
    """End an interview: frees the time, plans the emails. The only way to the closed stage."""
    interview.stage, interview.ending = Stage.CLOSED, ending
    interview.closed_at, interview.closed_by, interview.reason = now, by, reason.strip()
    if interview.proposed_at is not None:
        interview.proposals.filter(settled_at=None).update(settled_at=now)
    interview.save()
    if ending not in (Ending.COMPLETE, Ending.NO_SHOW):
        release_time(interview)
    refresh_windows([interview.mentor_id, interview.student_id], now=now)
    if interview.is_offer:
        Wait.objects.filter(offer=interview, left_at=None).update(left_at=now)
    plan_emails(interview, now=now, why=str(ending.label))
