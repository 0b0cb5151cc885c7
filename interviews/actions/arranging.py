"""The two look for another time: one proposes up to three, the other takes one or none."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from careerhub.common.times import say_moment
from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import is_mentor_of, is_student_of, may_answer_proposal, may_propose
from ..emails.post import plan_emails
from ..models import Commitment, Ending, Interview, Proposal, Side, Stage
from ..queries.openings import Calendars, load_calendars
from ..slots.openings import Block, Rules
from .booking import hold_time, refusal_for, set_time
from .errors import NotAllowed, TimeTaken, TooLate
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record
from .sentences import time_gone, zone_of
from .settling import ANSWER_LEAD, book, close, expiry, move_to

MOST_TIMES = 3
# A proposal further ahead than this is a plan for another term.
FURTHEST = timedelta(days=180)
AROUND_THE_CLOCK = tuple(Block(day, time(), time()) for day in range(7))
# What an <input type="time"> offers; the alum's own grid belongs to hours, and here there are none.
STEP_MINUTES = 5


def propose_times(
    interview: Interview, *, by: User, starts: Iterable[datetime], reason: str = "", now: datetime
) -> Interview:
    """Propose up to three other times to the other of the two.

    An ask holds the first of them for both until it is answered. A booked interview keeps its time
    until one is taken. Raises TimeTaken where either of the two has promised a time already.
    """

    def propose() -> Interview:
        lock_people([interview.student_id, interview.mentor_id])
        held = lock_interview(interview)
        if not may_propose(by, held, office_policies.current(), now=now):
            raise TooLate(
                _("Other times can no longer be proposed here. The conversation has moved on.")
            )
        wanted = _wanted(held, starts, by=by, now=now)
        put_proposals(held, wanted, by=by, now=now)
        held.proposal_round += 1
        held.move_reason = reason.strip()
        if held.stage == Stage.ASKED:
            _hold_first(held, wanted[0], by=by, now=now)
        held.save()
        record(held, Kind.PROPOSED, by=by, now=now, times=len(wanted))
        plan_emails(held, now=now, why=_("Other times were proposed."))
        return held

    return taking_turns(propose)


def _hold_first(held: Interview, start: datetime, *, by: User, now: datetime) -> None:
    """Turn the ask over to the other side, with the first proposed time in place of the old one."""
    calendars = load_calendars([held.mentor], booker=held.student, now=now, without=held)
    set_time(held, start, held.length_minutes, calendars.of[held.mentor_id].rules.zone)
    held.expires_at = expiry(office_policies.current(), start, now)
    held.waits_for = Side.STUDENT if is_mentor_of(by, held) else Side.MENTOR
    held.save()  # the free windows that follow the time count it where it is now
    hold_time(held, calendars)


def accept_proposal(
    interview: Interview, *, by: User, starts_at: datetime, now: datetime
) -> Interview:
    """Take one of the proposed times: books an ask, moves a booked interview. Twice is the same as once."""

    def accept() -> Interview:
        lock_people([interview.student_id, interview.mentor_id])
        held = lock_interview(interview)
        if held.is_upcoming and held.proposed_at is None and held.starts_at == starts_at:
            return held
        _check_proposed(held, by, starts_at, now)
        calendars = load_calendars([held.mentor], booker=held.student, now=now, without=held)
        proposer = held.other(by)
        settle_proposals(held, now=now)
        if held.is_upcoming:
            move_to(held, starts_at, calendars, by=proposer, now=now)
        else:
            set_time(held, starts_at, held.length_minutes, calendars.of[held.mentor_id].rules.zone)
            book(held, now=now)
            held.save()
            hold_time(held, calendars)
            record(held, Kind.BOOKED, by=by, now=now, starts_at=starts_at)
            plan_emails(held, now=now)
        return held

    return taking_turns(accept)


def _check_proposed(held: Interview, by: User, starts_at: datetime, now: datetime) -> None:
    if not may_answer_proposal(by, held, now=now):
        raise TooLate(_("These times are no longer proposed. The conversation has moved on."))
    if not held.proposals.filter(settled_at=None, starts_at=starts_at).exists():
        raise TooLate(_("That time is not among the proposed ones. Please choose one of them."))
    if starts_at <= now:
        raise TimeTaken(time_gone(starts_at, by))


def refuse_proposals(
    interview: Interview, *, by: User, reason: str = "", now: datetime
) -> Interview:
    """None of the proposed times suits. An ask ends with that; a booked interview keeps its time."""

    def refuse() -> Interview:
        held = lock_interview(interview)
        if not may_answer_proposal(by, held, now=now):
            raise TooLate(_("These times are no longer proposed. The conversation has moved on."))
        record(held, Kind.PROPOSAL_REFUSED, by=by, now=now)
        if held.stage == Stage.ASKED:
            ending = Ending.WITHDRAWN if is_student_of(by, held) else Ending.DECLINED
            held.choices_left = 0 if ending == Ending.WITHDRAWN else held.choices_left
            close(held, ending, by=by, reason=reason, now=now)
            return held
        settle_proposals(held, now=now)
        held.proposal_refused_at = now
        held.save()
        plan_emails(held, now=now, why=_("None of the proposed times suited."))
        return held

    return taking_turns(refuse)


def put_proposals(held: Interview, starts: Sequence[datetime], *, by: User, now: datetime) -> None:
    """Write the times down in place of any that were proposed before (the interview is not saved)."""
    settle_proposals(held, now=now)
    Proposal.objects.bulk_create(
        Proposal(interview=held, by=by, starts_at=start, made_at=now) for start in starts
    )
    held.proposed_at, held.proposed_by, held.proposal_refused_at = now, by, None


def settle_proposals(held: Interview, *, now: datetime) -> None:
    """Nothing is proposed any longer (the interview is not saved)."""
    held.proposals.filter(settled_at=None).update(settled_at=now)
    held.proposed_at = None


def _wanted(
    held: Interview, starts: Iterable[datetime], *, by: User, now: datetime
) -> list[datetime]:
    """The times in order, each once; refused where they are too many, too soon or promised."""
    wanted = sorted(set(starts))
    if not 1 <= len(wanted) <= MOST_TIMES:
        raise NotAllowed(_("Propose one to three times."))
    if wanted[0] < now + ANSWER_LEAD:
        raise NotAllowed(
            _("Every time must be at least two hours ahead, so that there is time to answer.")
        )
    if wanted[-1] > now + FURTHEST:
        raise NotAllowed(_("Please propose times within the next six months."))
    if held.starts_at in wanted:
        raise NotAllowed(_("One of these is the time that stands already. Please choose others."))
    for start in wanted:
        if _is_promised(held, start):
            raise TimeTaken(
                _("One of you has promised %(when)s to another conversation.")
                % {"when": _said(start, by)}
            )
    return wanted


def _is_promised(held: Interview, start: datetime) -> bool:
    during = DateTimeTZRange(start, start + held.length)
    people = [held.student_id, held.mentor_id]
    promised = Commitment.objects.filter(person__in=people, live=True, during__overlap=during)
    return promised.exclude(interview=held).exists()


def _said(start: datetime, reader: User) -> str:
    return say_moment(start, zone_of(reader), reader.hour_cycle)


def publishes_no_hours(rules: Rules) -> bool:
    return not rules.hours and not rules.exceptions


def check_free_times(
    mentor: User, *, booker: User, starts: Sequence[datetime], now: datetime
) -> Calendars:
    """Refuse times that break another rule than the hours of an alum who publishes none.

    Raises NotAllowed for an alum who does publish hours: those are what to choose from.
    """
    calendars = load_calendars([mentor], booker=booker, now=now)
    rules = calendars.of[mentor.pk].rules
    if not publishes_no_hours(rules):
        raise NotAllowed(
            _("%(name)s publishes hours. Please choose one of the open times.")
            % {"name": mentor.get_short_name()}
        )
    if len(set(starts)) > MOST_TIMES:
        raise NotAllowed(_("Propose one to three times."))
    calendars.of[mentor.pk].rules = replace(
        rules, hours=AROUND_THE_CLOCK, step_minutes=STEP_MINUTES
    )
    for start in starts:
        reason = calendars.why_closed(mentor.pk, start)
        if reason is not None:
            refusal = refusal_for(reason, calendars, mentor, booker, start)
            refusal.openings = []  # any time of any day is no help
            raise refusal
    return calendars
