"""How do the emails that an interview owes get into the outbox? In the same transaction as the change."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from careerhub.office import cadence as office_cadence
from careerhub.office import policies as office_policies
from careerhub.office.models import CadenceStep, Policies, Readers
from careerhub.outbox import schedule
from careerhub.outbox.models import WAITING, Email, State
from careerhub.people.models import User

from ..access import TIME_TO_UNDO
from ..models import Interview
from ..queries.letters import at_hand
from .plan import BOTH, MENTOR, STUDENT, Cadence, Facts, Owed, owed
from .steps import Step

NO_LONGER_OWED = "The interview has moved on."
WAITS_FOR_ANSWER = "Waits for an answer to the report that the meeting did not take place."

WAITS_FOR_WORDS = "Waits until the student has written it."


def cadence_of(office: Policies, steps: Sequence[CadenceStep] | None = None) -> Cadence:
    """The office's cadence as it stands, or as it would be with these `steps`."""
    kept = office_cadence.steps() if steps is None else steps
    return Cadence(
        steps=tuple(_step(step) for step in kept if step.is_on),
        presume_held_after=timedelta(hours=office.presume_held_hours),
        no_show_answer_within=timedelta(hours=office.no_show_answer_hours),
        quiet_from_local=office.quiet_from_local,
        quiet_until_local=office.quiet_until_local,
        undo_within=TIME_TO_UNDO,
    )


def _step(kept: CadenceStep) -> Step:
    return Step(
        kind=kept.kind,
        anchor=kept.anchor,
        amount=kept.amount,
        unit=kept.unit,
        readers=BOTH if kept.readers == Readers.BOTH else (kept.readers,),
        number=kept.number,
        local=kept.local_time,
        within=timedelta(hours=kept.within_hours) if kept.within_hours else None,
        untouched=kept.untouched,
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
        student_zone=interview.student.zone or office.zone,
        booked_at=interview.booked_at,
        moved_at=interview.moved_at,
        closed_at=interview.closed_at,
        said=_who_said(interview),
        waits_for_answer=interview.no_show_reported_at is not None and not interview.held_evidence,
        reported_at=interview.no_show_reported_at,
        reported_by=STUDENT if interview.no_show_reported_by_id == interview.student_id else MENTOR,
        thanked=interview.thanked_in_person,
        follow_up_skipped=interview.follow_up_skipped,
        reflected=bool(interview.notes.strip()),
        contact_at=interview.contact_at,
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
    rows = Email.objects.filter(about=interview.about, kind=kind)
    return at_hand(rows).get((interview.about, kind))
