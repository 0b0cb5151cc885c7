"""When does an ask that came to nothing go on to the student's next choice?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies

from ..access import TIME_TO_UNDO
from ..emails.post import plan_emails
from ..models import Choice, Ending, Interview, Stage
from ..queries.openings import nearest, openings_of
from .asking import check_limits, place
from .booking import check_opening
from .cascade import choices_ahead
from .errors import Refusal, TimeTaken
from .locking import lock_interview, lock_people, taking_turns
from .log import Kind, record
from .waitlist import let_the_line_go_first

REASON_LENGTH = 200


def pass_on(interview: Interview, *, now: datetime) -> Interview | None:
    """Ask the next choice after a no or no answer; None where nobody could be asked.

    The nearest opening to the time wanted first is asked for. Whoever cannot be asked is passed
    over, with the reason kept for the student.
    """
    people = {interview.student_id, *(choice.mentor_id for choice in choices_ahead(interview))}

    def ask_next() -> Interview | None:
        lock_people(people)
        closed = lock_interview(interview)
        if not is_to_be_passed_on(closed, now=now):
            return None
        ahead = choices_ahead(closed)
        asked = _first_who_can(closed, ahead, now=now)
        closed.choices_left = 0
        if asked is not None:
            closed.passed_on_at = now
            record(closed, Kind.PASSED_ON, by=None, now=now)
        closed.save()
        plan_emails(closed, now=now)
        return asked

    return taking_turns(ask_next)


def is_to_be_passed_on(interview: Interview, *, now: datetime) -> bool:
    """Closed without a conversation, with somebody left to ask, and no longer open to an undo."""
    if interview.stage != Stage.CLOSED or not interview.choices_left or not interview.closed_at:
        return False
    if interview.ending == Ending.DECLINED:
        return now >= interview.closed_at + TIME_TO_UNDO
    return interview.ending == Ending.EXPIRED


def _first_who_can(closed: Interview, ahead: list[Choice], *, now: datetime) -> Interview | None:
    for number, choice in enumerate(ahead, start=1):
        try:
            with transaction.atomic():
                asked = _ask(closed, choice, left=len(ahead) - number, now=now)
        except Refusal as refusal:
            choice.passed_over = refusal.sentence[:REASON_LENGTH]
            choice.save(update_fields=["passed_over"])
        else:
            choice.became = asked
            choice.save(update_fields=["became"])
            return asked
    return None


def _ask(closed: Interview, choice: Choice, *, left: int, now: datetime) -> Interview:
    student, mentor = closed.student, choice.mentor
    near = nearest(openings_of(mentor, booker=student, now=now), closed.starts_at, 1)
    if not near:
        raise TimeTaken(
            _("%(name)s had no time open when your ask went on.")
            % {"name": mentor.get_short_name()}
        )
    check_limits(student, mentor, office_policies.current())
    calendars = check_opening(mentor, booker=student, starts_at=near[0], now=now)
    let_the_line_go_first(student, mentor, now=now)
    asked = Interview(
        student=student,
        mentor=mentor,
        message=choice.message,
        questions=closed.questions,
        asked_at=now,
    )
    place(asked, near, calendars, choices_left=left, now=now)
    return asked
