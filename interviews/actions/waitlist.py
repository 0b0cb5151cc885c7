"""A line for an alum who has no time open: who waits, to whom is a time offered, and who takes it?"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import may_ask, may_take_offer
from ..emails.post import plan_emails
from ..models import Interview, Side, Wait
from ..queries.openings import load_calendars, openings_of
from .arranging import publishes_no_hours
from .booking import check_opening, hold_time, set_time
from .errors import LimitReached, NotAllowed, OthersFirst, TooLate
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record
from .settling import ANSWER_LEAD, book, expiry, needs_confirmation

MOST_WAITS = 3
# Further back than this nobody is reached before the term ends; the line says so instead.
LONGEST_LINE = 20


def join_waitlist(
    student: User, *, mentor: User, message: str, questions: str, now: datetime
) -> Wait:
    """Wait for the next time that an alum has; joining twice keeps the place and the newer words."""
    if not may_ask(student, mentor):
        raise NotAllowed(_("Only a student may ask, and only an alum who is listed."))

    def join() -> Wait:
        lock_people([student.pk, mentor.pk])
        mine = Wait.objects.filter(student=student, mentor=mentor, left_at=None).first()
        if mine is None:
            _check_line(student, mentor, now=now)
            mine = Wait(student=student, mentor=mentor, since=now)
        mine.message, mine.questions = message, questions
        mine.save()
        return mine

    return taking_turns(join)


def _check_line(student: User, mentor: User, *, now: datetime) -> None:
    name = {"name": mentor.get_short_name()}
    calendars = load_calendars([mentor], booker=student, now=now)
    if publishes_no_hours(calendars.of[mentor.pk].rules):
        raise NotAllowed(
            _("%(name)s publishes no hours, so there is no line. Propose a time.") % name
        )
    if calendars.openings(mentor.pk) and not line_of(mentor):
        raise NotAllowed(_("A time with %(name)s is open now. Choose it and ask.") % name)
    if len(line_of(mentor)) >= LONGEST_LINE:
        raise LimitReached(_("Many students wait for %(name)s already. Please ask another.") % name)
    if Wait.objects.filter(student=student, left_at=None).count() >= MOST_WAITS:
        raise LimitReached(
            _("You wait for %(n)d people already. Leave one line to join another.")
            % {"n": MOST_WAITS}
        )
    pair = Interview.objects.filter(student=student, mentor=mentor)
    if pair.filter(stage__in=["asked", "booked", "prepared"]).exists():
        raise LimitReached(_("You already have a conversation with %(name)s under way.") % name)


def leave_waitlist(wait: Wait, *, by: User, now: datetime) -> Wait:
    """Give up a place in the line. A time that is offered already is answered on its own page."""
    if wait.student_id != by.pk:
        raise NotAllowed(_("Only the student who waits may leave this line."))
    if wait.offer_id is not None and wait.left_at is None:
        raise TooLate(_("A time is held for you already. Take it or let it go."))
    Wait.objects.filter(pk=wait.pk, left_at=None).update(left_at=now)
    wait.refresh_from_db()
    return wait


def leave_line(student: User, mentor: User, *, now: datetime) -> None:
    """Whoever has asked waits no longer."""
    Wait.objects.filter(student=student, mentor=mentor, left_at=None).update(left_at=now)


def line_of(mentor: User) -> list[Wait]:
    """Who waits and has no offer yet, the longest first."""
    line = Wait.objects.filter(mentor=mentor, left_at=None, offer=None)
    return list(line.select_related("student").order_by("since", "pk"))


def first_in_line(mentor: User, *, now: datetime) -> tuple[Wait, datetime] | None:
    """The one who waits longest and could come at some time that is open, with the first such time."""
    for wait in line_of(mentor):
        if not may_ask(wait.student, mentor):
            continue
        earliest = now + 2 * ANSWER_LEAD
        openings = openings_of(mentor, booker=wait.student, now=now)
        start = next((start for start in openings if start > earliest), None)
        if start is not None:
            return wait, start
    return None


def let_the_line_go_first(student: User, mentor: User, *, now: datetime) -> None:
    """Refuse an ask while an open time belongs to somebody who has waited for it."""
    first = first_in_line(mentor, now=now)
    if first is not None and first[0].student_id != student.pk:
        raise OthersFirst(
            _(
                "Other students wait for a time with %(name)s, and this one is offered to them first. "
                "Join the waitlist, and you are told when it is your turn."
            )
            % {"name": mentor.get_short_name()}
        )


def offer_place(mentor: User, *, now: datetime) -> Interview | None:
    """Hold the first open time for whoever waits longest; None where nobody or nothing is left."""
    first = first_in_line(mentor, now=now)
    if first is None:
        return None
    student = first[0].student

    def offer() -> Interview | None:
        lock_people([student.pk, mentor.pk])
        again = first_in_line(mentor, now=now)
        if again is None or again[0].student_id != student.pk:
            return None  # the line has moved on; the next look takes it from there
        return _offer(*again, now=now)

    return taking_turns(offer)


def _offer(wait: Wait, start: datetime, *, now: datetime) -> Interview:
    calendars = check_opening(wait.mentor, booker=wait.student, starts_at=start, now=now)
    rules = calendars.of[wait.mentor_id].rules
    held_for = timedelta(hours=office_policies.current().waitlist_offer_hours)
    offered = Interview(
        student=wait.student,
        mentor=wait.mentor,
        message=wait.message,
        questions=wait.questions,
        asked_at=now,
        waits_for=Side.STUDENT,
        expires_at=min(now + held_for, start - ANSWER_LEAD),
    )
    set_time(offered, start, rules.length_minutes, rules.zone)
    offered.save()
    hold_time(offered, calendars)
    wait.offer = offered
    wait.save(update_fields=["offer"])
    record(offered, Kind.OFFERED, by=None, now=now, starts_at=start)
    plan_emails(offered, now=now)
    return offered


def take_offer(
    interview: Interview, *, by: User, now: datetime, starts_at: datetime | None = None
) -> Interview:
    """The student takes the time that was held, or another that is open; the alum is asked only now.

    Booked at once where the alum allows it. Taking it twice is the same as once.
    """

    def take() -> Interview:
        lock_people([interview.student_id, interview.mentor_id])
        offered = lock_interview(interview)
        if not offered.is_offer and offered.student_id == by.pk and not offered.ending:
            return offered
        if not may_take_offer(by, offered, now=now):
            raise TooLate(_("This time is no longer held for you. Join the waitlist again."))
        _ask_for_real(offered, starts_at or offered.starts_at, now=now)
        return offered

    return taking_turns(take)


def _ask_for_real(offered: Interview, start: datetime, *, now: datetime) -> None:
    office, mentor = office_policies.current(), offered.mentor
    if start == offered.starts_at:
        calendars = load_calendars([mentor], booker=offered.student, now=now, without=offered)
    else:
        calendars = check_opening(
            mentor, booker=offered.student, starts_at=start, now=now, without=offered
        )
        set_time(offered, start, offered.length_minutes, calendars.of[mentor.pk].rules.zone)
    offered.waits_for, offered.asked_at = Side.MENTOR, now
    offered.expires_at = expiry(office, start, now)
    at_once = not needs_confirmation(mentor, office, start, now)
    if at_once:
        book(offered, now=now)
    offered.save()
    hold_time(offered, calendars)
    leave_line(offered.student, mentor, now=now)
    record(offered, Kind.ASKED, by=offered.student, now=now, starts_at=start)
    if at_once:
        record(offered, Kind.BOOKED, by=None, now=now, starts_at=start)
    plan_emails(offered, now=now)


def mentors_with_a_line() -> list[User]:
    """Everybody for whom somebody waits without an offer."""
    waiting = Wait.objects.filter(left_at=None, offer=None)
    return list(
        User.objects.filter(pk__in=waiting.values("mentor"), is_active=True)
        .select_related("mentor")
        .order_by("pk")
    )
