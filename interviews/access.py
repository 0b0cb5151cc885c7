"""Who may do what to an interview? Every permission is decided here and nowhere else.

`may_…` answers for one person and one interview at `now`; `get_interview_for` is the only way in
for views, and somebody else's interview does not exist for a stranger.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.http import Http404

from careerhub.office.models import Policies
from careerhub.people.models import User

from .models import AFTER, UNKNOWN_TO_MENTOR, Ending, Evidence, Interview, Side, Stage

# The student is told of a decline only after this; long enough to read a sentence and press Undo.
TIME_TO_UNDO = timedelta(seconds=15)
# Proposals go back and forth this often; after that, a conversation by email is kinder.
MOST_ROUNDS = 6


def takes_part(person: User, interview: Interview) -> bool:
    return person.pk in (interview.student_id, interview.mentor_id)


def is_student_of(person: User, interview: Interview) -> bool:
    return person.pk == interview.student_id


def is_mentor_of(person: User, interview: Interview) -> bool:
    return person.pk == interview.mentor_id


def get_interview_for(person: User, pk: int) -> Interview:
    """The interview if `person` takes part in it and knows of it, else 404; two joins, one query."""
    own = Q(student=person) | Q(mentor=person) & ~UNKNOWN_TO_MENTOR
    interview = (
        Interview.objects.select_related("student__student", "mentor__mentor")
        .filter(own, pk=pk)
        .first()
    )
    if interview is None:
        raise Http404
    return interview


def get_interview_for_counselor(person: User, pk: int) -> Interview:
    """The interview if `person` is a counselor, else 404. Show stages and times, no private text."""
    found = (
        Interview.objects.select_related("student__student", "mentor__mentor").filter(pk=pk).first()
    )
    if found is None or not person.is_counselor:
        raise Http404
    return found


def may_ask(student: User, mentor: User) -> bool:
    """A student may ask an alum who is here and shown in the directory."""
    is_there = mentor.is_mentor and mentor.is_active and mentor.mentor.is_listed
    return student.is_student and is_there and student.pk != mentor.pk


def may_answer(person: User, interview: Interview, *, now: datetime) -> bool:
    """Accept: the alum, while the ask stands and it is the alum's turn."""
    return may_decline(person, interview, now=now) and interview.waits_for == Side.MENTOR


def may_decline(person: User, interview: Interview, *, now: datetime) -> bool:
    """The alum, while the ask stands; also after proposing other times."""
    return (
        is_mentor_of(person, interview)
        and interview.stage == Stage.ASKED
        and now < interview.expires_at
        and not interview.is_offer
    )


def may_undo_decline(person: User, interview: Interview, *, now: datetime) -> bool:
    """The alum, for a moment: the student has not been told yet."""
    return (
        is_mentor_of(person, interview)
        and interview.ending == Ending.DECLINED
        and now < undo_ends(interview)
    )


def undo_ends(interview: Interview) -> datetime:
    """Until when a decline can be taken back."""
    closed_at = interview.closed_at or interview.expires_at
    return min(closed_at + TIME_TO_UNDO, interview.expires_at)


def may_take_offer(person: User, interview: Interview, *, now: datetime) -> bool:
    """The student whom a time from the waitlist is offered, while it is held."""
    return (
        is_student_of(person, interview)
        and interview.stage == Stage.ASKED
        and interview.is_offer
        and now < interview.expires_at
    )


def may_propose(person: User, interview: Interview, policies: Policies, *, now: datetime) -> bool:
    """Propose other times: whose turn it is, while asked; either of the two, while a move is left."""
    if not takes_part(person, interview) or interview.proposal_round >= MOST_ROUNDS:
        return False
    if interview.stage == Stage.ASKED:
        return now < interview.expires_at and is_turn_of(person, interview)
    return may_move(person, interview, policies, now=now)


def is_turn_of(person: User, interview: Interview) -> bool:
    """Whether an ask waits for this person; nobody proposes other times for an offer."""
    if is_mentor_of(person, interview):
        return interview.waits_for == Side.MENTOR
    return interview.waits_for == Side.STUDENT and not interview.is_offer


def may_answer_proposal(person: User, interview: Interview, *, now: datetime) -> bool:
    """Take one of the proposed times or none: the other of the two, while they stand."""
    if interview.proposed_at is None or interview.proposed_by_id == person.pk:
        return False
    until = interview.expires_at if interview.stage == Stage.ASKED else interview.starts_at
    is_open = interview.stage == Stage.ASKED or interview.is_upcoming
    return takes_part(person, interview) and is_open and now < until


def may_book_for(person: User, student: User, mentor: User) -> bool:
    """A counselor may ask in a student's name."""
    return person.is_counselor and may_ask(student, mentor)


def may_withdraw(person: User, interview: Interview) -> bool:
    return is_student_of(person, interview) and interview.stage == Stage.ASKED


def may_cancel(person: User, interview: Interview, *, now: datetime) -> bool:
    """Either of the two, until the meeting starts; inside the cut-off it needs a reason and counts."""
    return takes_part(person, interview) and interview.is_upcoming and now < interview.starts_at


def is_late_cancel(interview: Interview, policies: Policies, *, now: datetime) -> bool:
    return interview.starts_at - now < timedelta(hours=policies.cancel_cutoff_hours)


def may_move(person: User, interview: Interview, policies: Policies, *, now: datetime) -> bool:
    """Either of the two, until the start, as often as the office allows each."""
    return may_cancel(person, interview, now=now) and moves_left(person, interview, policies) > 0


def moves_left(person: User, interview: Interview, policies: Policies) -> int:
    used = (
        interview.moves_by_student
        if is_student_of(person, interview)
        else interview.moves_by_mentor
    )
    return max(0, policies.reschedule_limit - used)


def may_prepare(person: User, interview: Interview, *, now: datetime) -> bool:
    return is_student_of(person, interview) and interview.is_upcoming and now < interview.ends_at


def may_take_notes(person: User, interview: Interview) -> bool:
    """The notes are the student's alone, from the booking on."""
    return is_student_of(person, interview) and interview.booked_at is not None


def may_say_held(person: User, interview: Interview, *, now: datetime) -> bool:
    """Both, once the meeting has begun, as long as they have not said so before."""
    said = (
        interview.student_says_held
        if is_student_of(person, interview)
        else interview.mentor_says_held
    )
    is_open = interview.is_upcoming or interview.stage in AFTER
    return takes_part(person, interview) and now >= interview.starts_at and is_open and not said


def may_report_no_show(
    person: User, interview: Interview, policies: Policies, *, now: datetime
) -> bool:
    """Both, from some minutes after the start, until it is settled or the alum has been thanked."""
    opens = interview.starts_at + timedelta(minutes=policies.no_show_from_minutes)
    if not takes_part(person, interview) or now < opens or not _is_unsettled(interview):
        return False
    return interview.no_show_reported_by_id != person.pk


def _is_unsettled(interview: Interview) -> bool:
    """Booked, or only presumed held and not thanked yet."""
    presumed = interview.stage == Stage.MET and interview.held_evidence == Evidence.PRESUMED
    return interview.is_upcoming or presumed


def may_write_thank_you(person: User, interview: Interview) -> bool:
    """The student, from the booking until the thank-you is out."""
    stages = (Stage.BOOKED, Stage.PREPARED, Stage.MET)
    return (
        is_student_of(person, interview) and interview.stage in stages and not interview.thanked_at
    )


def may_write_follow_up(person: User, interview: Interview) -> bool:
    """The student, from the meeting on: there may be several."""
    return is_student_of(person, interview) and interview.stage in AFTER


def may_note_contact(person: User, interview: Interview) -> bool:
    """Either of the two, once they have met."""
    return takes_part(person, interview) and interview.stage in AFTER


def may_tell_read(person: User, interview: Interview) -> bool:
    """The alum, once they have met; also after the conversation is complete."""
    met = interview.stage in AFTER or interview.ending == Ending.COMPLETE
    return met and person.pk == interview.mentor_id


def may_see_contact(person: User, interview: Interview) -> bool:
    """How to reach the other: only from the booking on, and not after a cancellation."""
    ended_badly = interview.ending not in ("", Ending.COMPLETE)
    return takes_part(person, interview) and interview.booked_at is not None and not ended_badly
