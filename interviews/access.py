"""Who may do what to an interview? Every permission is decided here and nowhere else.

`may_…` answers for one person and one interview at `now`; `get_interview_for` is the only way in
for views, and somebody else's interview does not exist for a stranger.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.http import Http404

from careerhub.office.models import Policies
from careerhub.people.models import User

from .models import AFTER, Ending, Evidence, Interview, Stage


def takes_part(person: User, interview: Interview) -> bool:
    return person.pk in (interview.student_id, interview.mentor_id)


def is_student_of(person: User, interview: Interview) -> bool:
    return person.pk == interview.student_id


def is_mentor_of(person: User, interview: Interview) -> bool:
    return person.pk == interview.mentor_id


def get_interview_for(person: User, pk: int) -> Interview:
    """The interview if `person` takes part in it, else 404; two joins, one query."""
    own = Interview.objects.select_related("student__student", "mentor__mentor").filter(
        Q(student=person) | Q(mentor=person), pk=pk
    )
    interview = own.first()
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
    """Accept or decline: the alum, while the ask stands."""
    return (
        is_mentor_of(person, interview)
        and interview.stage == Stage.ASKED
        and now < interview.expires_at
    )


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
    stages = (Stage.MET, Stage.THANKED)
    return (
        is_student_of(person, interview)
        and interview.stage in stages
        and not interview.followed_up_at
    )


def may_see_contact(person: User, interview: Interview) -> bool:
    """How to reach the other: only from the booking on, and not after a cancellation."""
    ended_badly = interview.ending not in ("", Ending.COMPLETE)
    return takes_part(person, interview) and interview.booked_at is not None and not ended_badly
