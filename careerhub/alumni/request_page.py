"""What does the page of one request show to its alum, as things stand?"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby, islice

from django.utils import timezone

from careerhub.office import policies as office_policies
from interviews.access import (
    is_mentor_of,
    is_turn_of,
    may_answer_proposal,
    may_cancel,
    may_propose,
    may_undo_decline,
    undo_ends,
)
from interviews.emails import links
from interviews.models import Interview, Stage
from interviews.queries.openings import openings_of
from interviews.views import page
from interviews.views.choices import Day, choices_by_day
from interviews.views.lines import line_of

from .replies import NO, OFFER, Reply
from .words import how_it_stands, why_said

# Enough to choose from on a phone; any other time can be written beside them.
DAYS_SHOWN, TIMES_A_DAY = 5, 3
FOLDS = {"no": NO, "find": NO, "offer": OFFER}


def context_of(reply: Reply, *, wanted: str) -> dict[str, object]:
    interview, mentor, now = reply.interview, reply.mentor, reply.now
    office, student = office_policies.current(), interview.student
    may_offer = may_propose(mentor, interview, office, now=now)
    return {
        "interview": interview,
        "reader": mentor,
        "other": student,
        "line": line_of(student, as_mentor=False),
        "by_mentor": True,
        "because": why_said(mentor, student),
        "short_when": page.short_when(interview.starts_at, mentor),
        "may_answer": reply.may_say_yes,
        "may_offer": may_offer,
        "may_undo": may_undo_decline(mentor, interview, now=now),
        "undo_seconds": int((undo_ends(interview) - now).total_seconds()),
        "is_their_turn": _is_their_turn(interview, reply),
        "proposed": proposed_to(reply),
        "offered": offered_by(reply),
        "days": _own_openings(reply) if may_offer else [],
        "stands": how_it_stands(interview, now=now),
        "where": interview.meeting_place,
        "change_url": _change_path(reply),
        "reply": reply,
        "unsaved": reply.unsaved(),
        "open_fold": FOLDS.get(wanted, ""),
    }


def _is_their_turn(interview: Interview, reply: Reply) -> bool:
    """The alum has proposed other times, and the student has not answered yet."""
    asked = interview.stage == Stage.ASKED and reply.now < interview.expires_at
    return asked and not is_turn_of(reply.mentor, interview)


def proposed_to(reply: Reply) -> list[Day]:
    """The times that the student proposes and the alum may take."""
    if not may_answer_proposal(reply.mentor, reply.interview, now=reply.now):
        return []
    return as_choices(reply, open_times(reply.interview, reply.now))


def offered_by(reply: Reply) -> list[Day]:
    """The times that the alum has proposed and that still stand."""
    interview = reply.interview
    if interview.proposed_at is None or interview.proposed_by_id != reply.mentor.pk:
        return []
    return as_choices(reply, open_times(interview, reply.now))


def open_times(interview: Interview, now: datetime) -> list[datetime]:
    ahead = interview.proposals.filter(settled_at=None, starts_at__gt=now)
    return list(ahead.order_by("starts_at").values_list("starts_at", flat=True))


def as_choices(reply: Reply, starts: Iterable[datetime]) -> list[Day]:
    student = reply.interview.student
    zone = student.zone or office_policies.current().zone
    chosen = str(reply.take.data.get("starts_at", ""))
    return choices_by_day(starts, reader=reply.mentor, other_zone=zone, chosen=chosen)


def _own_openings(reply: Reply) -> list[Day]:
    """The first few openings of each of the next days, without the time that stands."""
    interview = reply.interview
    starts = openings_of(reply.mentor, booker=interview.student, now=reply.now, without=interview)
    zone = timezone.get_current_timezone()
    other = (start for start in starts if start != interview.starts_at)
    days = groupby(other, key=lambda start: start.astimezone(zone).date())
    few = [list(islice(group, TIMES_A_DAY)) for _day, group in islice(days, DAYS_SHOWN)]
    return as_choices(reply, [start for day in few for start in day])


def _change_path(reply: Reply) -> str:
    interview, mentor = reply.interview, reply.mentor
    if not is_mentor_of(mentor, interview) or not may_cancel(mentor, interview, now=reply.now):
        return ""
    return links.change_path(interview, mentor)
