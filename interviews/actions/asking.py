"""A student asks an alum for half an hour."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careerhub.office import policies as office_policies
from careerhub.office.models import Policies
from careerhub.people.models import User

from ..access import may_ask
from ..emails.post import plan_emails
from ..models import UPCOMING, Interview, Side, Stage, Submission
from ..queries.openings import Calendars, nearest, openings_of
from .arranging import check_free_times, put_proposals
from .booking import check_opening, hold_time, is_promised, set_time
from .cascade import Further, check_choices, put_choices
from .errors import Busy, Conflict, LimitReached, NotAllowed
from .locking import lock_people, taking_turns
from .log import Kind, record
from .settling import book, expiry, needs_confirmation, passes_on_at
from .waitlist import leave_line, let_the_line_go_first


class UnderWay(NamedTuple):
    """One ask or booking, as far as limits count it."""

    student_id: int
    mentor_id: int
    stage: str
    waits_for: str

    @property
    def waits_for_mentor(self) -> bool:
        return self.stage == Stage.ASKED and self.waits_for == Side.MENTOR


def ask_for_interview(
    student: User,
    *,
    mentor: User,
    starts_at: datetime,
    message: str,
    questions: str,
    key: str,
    now: datetime,
    more_times: Sequence[datetime] = (),
    choices: Sequence[Further] = (),
) -> Interview:
    """Ask `mentor` for the opening at `starts_at`; booked at once where the alum allows it.

    Where no hours are published, `starts_at` and up to two `more_times` are proposed instead.
    `choices` are whom to ask next, in order, after a no or silence. `key` makes a double click
    harmless: the same words return the first interview, others are refused. Raises Refusal.
    """
    if not may_ask(student, mentor):
        raise NotAllowed(_("Only a student may ask, and only an alum who is listed."))
    check_choices(student, mentor, choices)
    body = hash_of(mentor.pk, starts_at, message, questions, more_times, choices)

    def look() -> Interview | Calendars:
        """What was sent before under this key, or the calendars in which the time is open."""
        if (earlier := earlier_submission(student, key, body)) is not None:
            return earlier
        check_limits(student, mentor, office_policies.current())
        return check_times(mentor, booker=student, starts=[starts_at, *more_times], now=now)

    def ask() -> Interview:
        # Who comes too late hears so without the locks, or a crowd of losers would hold them too long.
        if is_promised(mentor, starts_at) and isinstance(known := look(), Interview):
            return known
        lock_people([student.pk, mentor.pk])
        if isinstance(calendars := look(), Interview):
            return calendars
        words = {"message": message, "questions": questions}
        interview = Interview(student=student, mentor=mentor, asked_at=now, **words)
        let_the_line_go_first(student, mentor, now=now)
        place(interview, [starts_at, *more_times], calendars, choices_left=len(choices), now=now)
        put_choices(interview, choices)
        Submission.objects.create(person=student, key=key, body=body, interview=interview, at=now)
        return interview

    try:
        return taking_turns(ask)
    except Busy as busy:
        busy.openings = nearest(openings_of(mentor, booker=student, now=now), starts_at)
        raise


def check_times(
    mentor: User, *, booker: User, starts: Sequence[datetime], now: datetime
) -> Calendars:
    """One opening of an alum who publishes hours, or up to three times for one who does not."""
    if publishes_hours(mentor) and len(starts) == 1:
        return check_opening(mentor, booker=booker, starts_at=starts[0], now=now)
    return check_free_times(mentor, booker=booker, starts=starts, now=now)


def publishes_hours(mentor: User) -> bool:
    schedule = getattr(mentor, "schedule", None)
    return schedule is not None and (schedule.hours.exists() or schedule.exceptions.exists())


def place(
    interview: Interview,
    starts: Sequence[datetime],
    calendars: Calendars,
    *,
    choices_left: int = 0,
    now: datetime,
) -> None:
    """Save an ask with its time held, its log and its emails; booked at once where that is allowed."""
    office, starts_at = office_policies.current(), starts[0]
    rules = calendars.of[interview.mentor_id].rules
    interview.has_choice_of_times = len(starts) > 1
    set_time(interview, starts_at, rules.length_minutes, rules.zone)
    interview.waits_for = Side.MENTOR
    interview.expires_at = expiry(office, min(starts), now)
    at_once = (
        not interview.has_choice_of_times
        and publishes_hours(interview.mentor)  # nobody has agreed to any time otherwise
        and not needs_confirmation(interview.mentor, office, starts_at, now)
    )
    if at_once:
        book(interview, now=now)
    elif choices_left:
        interview.choices_left = choices_left
        interview.expires_at = min(interview.expires_at, passes_on_at(office, now))
    interview.save()
    hold_time(interview, calendars)
    if interview.has_choice_of_times:
        put_proposals(interview, starts, by=interview.student, now=now)
        interview.save()
    leave_line(interview.student, interview.mentor, now=now)
    record(interview, Kind.ASKED, by=interview.student, now=now, starts_at=starts_at)
    if at_once:
        record(interview, Kind.BOOKED, by=None, now=now, starts_at=starts_at)
    plan_emails(interview, now=now)


def check_limits(student: User, mentor: User, office: Policies) -> None:
    under_way = under_way_of(student, mentor)
    check_own_asks(under_way, student, office)
    check_their_asks(under_way, mentor, office)
    check_pair(under_way, student, mentor)


def under_way_of(student: User, mentor: User) -> list[UnderWay]:
    """All that either of the two has under way, with whomever; one query."""
    mine = Q(student=student) | Q(mentor=mentor)
    found = Interview.objects.filter(mine, stage__in=(Stage.ASKED, *UPCOMING)).order_by()
    rows = found.values_list("student_id", "mentor_id", "stage", "waits_for")
    return [UnderWay(*row) for row in rows]


def check_own_asks(under_way: Iterable[UnderWay], student: User, office: Policies) -> None:
    mine = sum(each.student_id == student.pk and each.waits_for_mentor for each in under_way)
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


def check_their_asks(under_way: Iterable[UnderWay], mentor: User, office: Policies) -> None:
    theirs = sum(each.mentor_id == mentor.pk and each.waits_for_mentor for each in under_way)
    if theirs >= office.mentor_open_asks:
        raise LimitReached(
            _(
                "%(name)s has as many open asks as one person can answer. Please try again in a few days."
            )
            % {"name": mentor.get_short_name()}
        )


def check_pair(under_way: Iterable[UnderWay], student: User, mentor: User) -> None:
    pair = (student.pk, mentor.pk)
    if any((each.student_id, each.mentor_id) == pair for each in under_way):
        raise LimitReached(
            _(
                "You already have a conversation with %(name)s under way. You will find it under Conversations."
            )
            % {"name": mentor.get_short_name()}
        )


def earlier_submission(student: User, key: str, body: str) -> Interview | None:
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


def hash_of(
    mentor_id: int,
    starts_at: datetime,
    message: str,
    questions: str,
    more_times: Sequence[datetime] = (),
    choices: Sequence[Further] = (),
) -> str:
    times = [start.timestamp() for start in (starts_at, *more_times)]
    further = [(choice.mentor.pk, choice.message) for choice in choices]
    body = json.dumps([mentor_id, times, message, questions, further])
    return hashlib.sha256(body.encode()).hexdigest()
