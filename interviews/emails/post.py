"""How do the emails that an interview owes get into the outbox? In the same transaction as the change."""

from datetime import datetime, timedelta

from careerhub.office import policies as office_policies
from careerhub.office.models import Policies
from careerhub.outbox import schedule
from careerhub.outbox.models import WAITING, Email, State
from careerhub.people.models import User

from ..access import TIME_TO_UNDO
from ..models import Interview
from .plan import MENTOR, STUDENT, Cadence, Facts, Owed, owed

NO_LONGER_OWED = "The interview has moved on."
WAITS_FOR_ANSWER = "Waits for an answer to the report that the meeting did not take place."


def cadence_of(office: Policies) -> Cadence:
    return Cadence(
        reminder_before=timedelta(hours=office.reminder_hours),
        last_reminder_before=timedelta(minutes=office.last_reminder_minutes),
        presume_held_after=timedelta(hours=office.presume_held_hours),
        no_show_answer_within=timedelta(hours=office.no_show_answer_hours),
        thank_you_local=office.thank_you_local,
        thank_you_within=timedelta(hours=office.thank_you_within_hours),
        follow_up_after=timedelta(days=office.follow_up_days),
        quiet_from_local=office.quiet_from_local,
        quiet_until_local=office.quiet_until_local,
        undo_within=TIME_TO_UNDO,
    )


def facts_of(interview: Interview, office: Policies) -> Facts:
    return Facts(
        stage=interview.stage,
        ending=interview.ending,
        sequence=interview.sequence,
        asked_at=interview.asked_at,
        expires_at=interview.expires_at,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        mentor_zone=interview.mentor.zone or office.zone,
        booked_at=interview.booked_at,
        moved_at=interview.moved_at,
        closed_at=interview.closed_at,
        said=_who_said(interview),
        waits_for_answer=interview.no_show_reported_at is not None and not interview.held_evidence,
        reported_at=interview.no_show_reported_at,
        reported_by=STUDENT if interview.no_show_reported_by_id == interview.student_id else MENTOR,
        thanked=interview.thanked_in_person,
        follow_up_skipped=interview.follow_up_skipped,
        waits_for=interview.waits_for,
        proposed_at=interview.proposed_at,
        proposed_by=_side(interview, interview.proposed_by_id),
        proposal_round=interview.proposal_round,
        proposal_refused_at=interview.proposal_refused_at,
        choices_left=interview.choices_left,
        passed_on_at=interview.passed_on_at,
    )


def _side(interview: Interview, person_id: int | None) -> str:
    """Which of the two this is, "" where nobody is meant."""
    if person_id is None:
        return ""
    return STUDENT if person_id == interview.student_id else MENTOR


def _who_said(interview: Interview) -> frozenset[str]:
    said = {STUDENT: interview.student_says_held, MENTOR: interview.mentor_says_held}
    return frozenset(reader for reader, word in said.items() if word is not None)


def plan_emails(interview: Interview, *, now: datetime, why: str = "") -> schedule.Withdrawal:
    """Schedule what the interview owes and withdraw what it no longer does, with the reason `why`.

    Call it inside the transaction that changed the interview. Returns what was withdrawn and
    which emails were already going out.
    """
    _forget_overtaken_times(interview)
    office = office_policies.current()
    wanted = {
        key_of(interview, one): one for one in owed(facts_of(interview, office), cadence_of(office))
    }
    drafts = [
        schedule.Draft(
            key=key,
            about=interview.about,
            kind=one.kind,
            reader=reader_of(interview, one),
            send_at=one.send_at,
            expires_at=one.expires_at,
            state=State.HELD if one.held else State.SCHEDULED,
            reason=WAITS_FOR_ANSWER if one.held else "",
        )
        for key, one in wanted.items()
    ]
    schedule.put_all(drafts, now=now)
    stale = Email.objects.filter(about=interview.about).exclude(key__in=wanted)
    return schedule.withdraw(stale, reason=why or NO_LONGER_OWED, now=now)


def _forget_overtaken_times(interview: Interview) -> None:
    """A time that the student chose for a letter means nothing once the meeting has moved past it."""
    letters = Email.objects.filter(about=interview.about, moved_by_hand=True, state__in=WAITING)
    letters.filter(send_at__lt=interview.ends_at).update(moved_by_hand=False)


def key_of(interview: Interview, one: Owed) -> str:
    return f"{interview.about}:{one.kind}:{one.reader}:{one.occurrence}"


def reader_of(interview: Interview, one: Owed) -> User:
    return interview.student if one.reader == STUDENT else interview.mentor


def letter_row(interview: Interview, kind: str) -> Email | None:
    """The outbox row of a letter (`thank_you` or `follow_up`), if it was ever owed."""
    return Email.objects.filter(key=f"{interview.about}:{kind}:mentor:1").first()
