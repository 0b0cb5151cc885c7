"""Did it happen? What the two say of it, and what counts when they say nothing."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from careerhub.office import policies as office_policies
from careerhub.people.models import User

from ..access import (
    is_student_of,
    may_prepare,
    may_report_no_show,
    may_say_held,
    may_take_notes,
    takes_part,
)
from ..emails.plan import is_presumed_held
from ..emails.post import cadence_of, facts_of, plan_emails
from ..models import Ending, Evidence, Interview, Stage
from .errors import TooLate
from .locking import lock_interview, taking_turns
from .log import Kind, record
from .settling import close


def prepare_interview(
    interview: Interview, *, by: User, questions: str, now: datetime
) -> Interview:
    """The student has chosen the questions, one a line, and is ready."""

    def prepare() -> Interview:
        booked = lock_interview(interview)
        if not may_prepare(by, booked, now=now):
            raise TooLate(_("This conversation is over, so there is nothing left to prepare."))
        booked.questions = questions.strip()
        if booked.stage == Stage.BOOKED and booked.question_list:
            booked.stage = Stage.PREPARED
            record(booked, Kind.PREPARED, by=by, now=now, questions=len(booked.question_list))
        booked.save()
        plan_emails(booked, now=now, why=_("The student is prepared."))
        return booked

    return taking_turns(prepare)


def save_notes(interview: Interview, *, by: User, notes: str) -> Interview:
    """Keep the student's own notes; the thank-you draft is made from them and nothing else."""

    def save() -> Interview:
        noted = lock_interview(interview)
        if not may_take_notes(by, noted):
            raise TooLate(_("Notes open once the conversation is booked."))
        noted.notes = notes.strip()
        noted.save(update_fields=["notes"])
        return noted

    return taking_turns(save)


def say_held(interview: Interview, *, by: User, now: datetime) -> Interview:
    """One of the two says that it took place; this also answers the other's report that it did not."""

    def say() -> Interview:
        met = lock_interview(interview)
        if not may_say_held(by, met, now=now):
            if met.held_evidence and takes_part(by, met):
                return met
            raise TooLate(_("This is settled already, or the conversation has not begun yet."))
        _note_answer(met, by, held=True)
        if met.student_says_held and met.mentor_says_held:
            evidence = Evidence.BOTH
        else:
            evidence = Evidence.STUDENT if is_student_of(by, met) else Evidence.MENTOR
        _mark_held(met, evidence, by=by, now=now)
        return met

    return taking_turns(say)


def report_no_show(interview: Interview, *, by: User, now: datetime) -> Interview:
    """One of the two says that it did not take place.

    Letters are held until the other side answers or its time runs out. Where both say so, the
    interview closes at once.
    """

    def report() -> Interview:
        missed = lock_interview(interview)
        if not may_report_no_show(by, missed, office_policies.current(), now=now):
            raise TooLate(
                _("This can be reported from a few minutes after the start, until it is settled.")
            )
        _note_answer(missed, by, held=False)
        if missed.no_show_reported_at is not None:
            _close_as_no_show(missed, by=by, now=now)
            return missed
        missed.no_show_reported_at, missed.no_show_reported_by = now, by
        missed.held_evidence = ""
        if missed.stage == Stage.MET:
            missed.stage = Stage.BOOKED
        missed.save()
        record(missed, Kind.NO_SHOW_REPORTED, by=by, now=now)
        plan_emails(missed, now=now)
        return missed

    return taking_turns(report)


def settle_meeting(interview: Interview, *, now: datetime) -> bool:
    """Presume a silent meeting held, or close one whose no-show report nobody answered in time."""

    def settle() -> bool:
        ended = lock_interview(interview)
        office = office_policies.current()
        if is_presumed_held(facts_of(ended, office), cadence_of(office), now):
            _mark_held(ended, Evidence.PRESUMED, by=None, now=now)
            return True
        reported_at = ended.no_show_reported_at
        if (
            ended.is_upcoming
            and reported_at
            and now >= reported_at + timedelta(hours=office.no_show_answer_hours)
        ):
            _close_as_no_show(ended, by=None, now=now)
            return True
        return False

    return taking_turns(settle)


def _note_answer(interview: Interview, by: User, *, held: bool) -> None:
    if is_student_of(by, interview):
        interview.student_says_held = held
    else:
        interview.mentor_says_held = held


def _mark_held(interview: Interview, evidence: Evidence, *, by: User | None, now: datetime) -> None:
    interview.held_evidence = evidence
    if interview.is_upcoming:
        interview.stage = Stage.MET
    interview.save()
    record(interview, Kind.HELD, by=by, now=now, evidence=evidence)
    plan_emails(interview, now=now)


def _close_as_no_show(interview: Interview, *, by: User | None, now: datetime) -> None:
    close(interview, Ending.NO_SHOW, by=by, reason="", now=now)
    record(interview, Kind.NO_SHOW, by=by, now=now)
