"""A counselor asks in a student's name, within the rules, or past some of them with a reason."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import may_book_for
from ..models import Interview, Submission
from ..queries.openings import Calendars, load_calendars
from ..slots.openings import Code
from .asking import (
    check_own_asks,
    check_pair,
    check_their_asks,
    earlier_submission,
    hash_of,
    place,
    under_way_of,
)
from .errors import LimitReached, NotAllowed, Refusal, TimeTaken
from .locking import lock_people, taking_turns
from .log import Kind, record
from .sentences import why_not
from .waitlist import let_the_line_go_first

UNDER_WAY, OWN_ASKS, THEIR_ASKS, LINE = "under_way", "own_asks", "their_asks", "line"
# Nobody can set these aside: the time has gone, somebody has promised it, or the two talk already.
FIRM = frozenset({Code.PAST, Code.MENTOR_BUSY, Code.BOOKER_BUSY, UNDER_WAY})


@dataclass(frozen=True)
class Limit:
    """Something in the way of a booking: its code, the sentence, and whether the office may set it aside."""

    code: str
    sentence: str
    is_firm: bool = False


def limits_in_the_way(
    student: User, mentor: User, starts_at: datetime, *, now: datetime
) -> list[Limit]:
    """Everything that stands against this booking, in the counselor's words; [] where nothing does."""
    return _look(student, mentor, starts_at, now=now)[1]


def book_for_student(
    student: User,
    *,
    mentor: User,
    starts_at: datetime,
    message: str,
    questions: str = "",
    by: User,
    reason: str = "",
    seen: Collection[str] | None = None,
    key: str,
    now: datetime,
) -> Interview:
    """Ask `mentor` in the student's name. The alum's own rule decides who must say yes, as always.

    Limits are refused with their sentences unless `reason` says why they are set aside; the reason
    and the limits stand in the log. `seen` are the codes that the counselor has read, where a reason
    may set aside no others. The same `key` and words return the first interview.
    """
    if not may_book_for(by, student, mentor):
        raise NotAllowed(_("Choose a student, and an alum who is in the directory."))
    body = hash_of(mentor.pk, starts_at, message, f"{student.pk}\n{reason}\n{questions}")

    def ask() -> Interview:
        lock_people([student.pk, mentor.pk, by.pk])
        if (earlier := earlier_submission(by, key, body)) is not None:
            return earlier
        calendars, limits = _look(student, mentor, starts_at, now=now)
        _check(limits, reason, seen)
        interview = Interview(
            student=student,
            mentor=mentor,
            message=message,
            questions=questions,
            asked_at=now,
            asked_by=by,
        )
        place(interview, [starts_at], calendars, now=now)
        if limits:
            codes = [limit.code for limit in limits]
            record(interview, Kind.OVERRIDDEN, by=by, now=now, limits=codes, reason=reason.strip())
        Submission.objects.create(person=by, key=key, body=body, interview=interview, at=now)
        return interview

    return taking_turns(ask)


def _look(
    student: User, mentor: User, starts_at: datetime, *, now: datetime
) -> tuple[Calendars, list[Limit]]:
    calendars = load_calendars([mentor], booker=student, now=now)
    office, limits = office_policies.current(), list[Limit]()
    under_way = under_way_of(student, mentor)
    checks: list[tuple[str, Callable[[], None]]] = [
        (UNDER_WAY, lambda: check_pair(under_way, student, mentor)),
        (OWN_ASKS, lambda: check_own_asks(under_way, student, office)),
        (THEIR_ASKS, lambda: check_their_asks(under_way, mentor, office)),
        (LINE, lambda: let_the_line_go_first(student, mentor, now=now)),
    ]
    for code, check in checks:
        try:
            check()
        except Refusal as refusal:
            limits.append(Limit(code, refusal.sentence, is_firm=code in FIRM))
    limits += [
        Limit(
            str(reason.code),
            why_not(reason, mentor=mentor, booker=student, starts_at=starts_at),
            is_firm=reason.code in FIRM,
        )
        for reason in calendars.every_reason(mentor.pk, starts_at)
    ]
    return calendars, limits


def _check(limits: list[Limit], reason: str, seen: Collection[str] | None) -> None:
    firm = [limit.sentence for limit in limits if limit.is_firm]
    if firm:
        raise TimeTaken(" ".join(firm))
    if limits and not reason.strip():
        sentences = " ".join(limit.sentence for limit in limits)
        raise LimitReached(
            _("%(limits)s To book all the same, write down why.") % {"limits": sentences}
        )
    if seen is not None and any(limit.code not in seen for limit in limits):
        raise LimitReached(_("More stands in the way than was shown. Read it, then book again."))
