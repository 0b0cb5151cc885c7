"""What did the last two terms look like? Finished conversations, written in bulk.

The leads' scenes go through the real actions. These are history: hundreds of emails that went out
long ago, so their rows are made from the same plan of emails and stored in a few queries.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from careerhub.office import policies as office_policies
from careerhub.outbox.models import Email, State
from careerhub.people.models import User
from interviews.actions.booking import set_time
from interviews.actions.mailing import LABELS
from interviews.actions.settling import ANSWER_LEAD
from interviews.emails.plan import Owed, owed
from interviews.emails.post import cadence_of, facts_of, key_of
from interviews.models import Ending, Evidence, Interview, InterviewEvent, Stage

from .cast import ALUMNI, STUDENTS
from .past_mail import SENT_AFTER
from .scenes import NOTES, REASONS, message_for
from .story import DAY, HOUR, MINUTE

# Fixed, so that two people who look at the demo see the same past.
SEED = 20261
WEEKS = range(29, 3, -1)
A_WEEK = 5
OUTCOMES = (
    ("met",) * 9 + ("presumed",) * 5 + ("declined", "expired", "cancelled", "withdrawn", "no_show")
)
Kind = InterviewEvent.Kind


@dataclass
class Past:
    """One finished conversation: its row and what was noted of it."""

    interview: Interview
    events: list[tuple[Kind, User | None, datetime]] = field(default_factory=list)


def write_the_past(people: dict[str, User], *, now: datetime) -> int:
    """Store two terms of ordinary weeks before `now`; returns the number of conversations."""
    dice = random.Random(SEED)  # noqa: S311 - invented data, not a secret
    # Sam's conversations are the scenes, few enough to take in; Mira has given more than most.
    students = [people[one.name] for one in STUDENTS if one.name != "Sam Rivera"]
    mentors = [people[one.name] for one in (*ALUMNI, *[ALUMNI[0]] * 3)]
    pasts = []
    for week in WEEKS:
        for number in range(A_WEEK):
            asked_at = now - timedelta(weeks=week) + dice.uniform(0, 120) * HOUR
            pair = dice.choice(students), dice.choice(mentors)
            pasts.append(
                imagine(*pair, asked_at, dice.choice(OUTCOMES), number, dice.randint(9, 17))
            )
    Interview.objects.bulk_create(past.interview for past in pasts)
    InterviewEvent.objects.bulk_create(
        InterviewEvent(interview=past.interview, kind=kind, by=by, at=at)
        for past in pasts
        for kind, by, at in past.events
    )
    Email.objects.bulk_create(email for past in pasts for email in emails_of(past, now=now))
    return len(pasts)


def imagine(
    student: User, mentor: User, asked_at: datetime, outcome: str, number: int, hour: int
) -> Past:
    """A conversation that ended as `outcome` says, at a whole hour in the alum's zone."""
    zone = ZoneInfo(mentor.zone)
    day = (asked_at.astimezone(zone) + (4 + number) * DAY).date()
    starts_at = datetime.combine(day, time(hour), zone).astimezone(ZoneInfo("UTC"))
    interview = Interview(
        student=student,
        mentor=mentor,
        asked_at=asked_at,
        expires_at=min(asked_at + 5 * DAY, starts_at - ANSWER_LEAD),
        message=message_for(student, mentor, number),
        questions="What surprised you most?\nWho else should I talk to?",
    )
    set_time(interview, starts_at, 30, mentor.zone)
    past = Past(interview, [(Kind.ASKED, student, asked_at)])
    (_never_booked if outcome in ("declined", "expired", "withdrawn") else _booked)(past, outcome)
    return past


def _never_booked(past: Past, outcome: str) -> None:
    interview = past.interview
    by = {"declined": interview.mentor, "withdrawn": interview.student}.get(outcome)
    at = interview.expires_at if outcome == "expired" else interview.asked_at + 20 * HOUR
    interview.answered_at = at if outcome == "declined" else None
    _close(past, Ending(outcome), by, at, REASONS.get(outcome, ""))


def _booked(past: Past, outcome: str) -> None:
    interview = past.interview
    at = interview.asked_at + 9 * HOUR
    interview.stage, interview.booked_at, interview.answered_at = Stage.BOOKED, at, at
    interview.where = interview.mentor.mentor.meeting_link
    past.events.append((Kind.BOOKED, interview.mentor, at))
    if outcome == "cancelled":
        interview.sequence = 1
        _close(past, Ending.CANCELLED, interview.student, at + DAY, REASONS["cancelled"])
        return
    past.events.append((Kind.PREPARED, interview.student, interview.starts_at - 26 * HOUR))
    if outcome == "no_show":
        reported_at = interview.starts_at + 20 * MINUTE
        interview.no_show_reported_at, interview.no_show_reported_by = reported_at, interview.mentor
        interview.mentor_says_held = False
        past.events.append((Kind.NO_SHOW_REPORTED, interview.mentor, reported_at))
        _close(past, Ending.NO_SHOW, None, reported_at + 2 * DAY, "")
        return
    _held(past, Evidence.BOTH if outcome == "met" else Evidence.PRESUMED)


def _held(past: Past, evidence: Evidence) -> None:
    interview = past.interview
    interview.stage, interview.held_evidence = Stage.MET, evidence
    if evidence == Evidence.BOTH:
        interview.student_says_held = interview.mentor_says_held = True
        interview.notes = NOTES
    past.events.append((Kind.HELD, None, interview.ends_at + 2 * HOUR))


def _close(past: Past, ending: Ending, by: User | None, at: datetime, reason: str) -> None:
    interview = past.interview
    interview.stage, interview.ending = Stage.CLOSED, ending
    interview.closed_at, interview.closed_by, interview.reason = at, by, reason
    past.events.append((Kind(ending.value), by, at))


def emails_of(past: Past, *, now: datetime) -> list[Email]:
    """The rows that the plan owes for it: sent at their time, or scheduled if that lies ahead."""
    interview = past.interview
    office = office_policies.current()
    return [
        _email(interview, one, now) for one in owed(facts_of(interview, office), cadence_of(office))
    ]


def _email(interview: Interview, one: Owed, now: datetime) -> Email:
    reader = interview.student if one.reader == "student" else interview.mentor
    email = Email(
        key=key_of(interview, one),
        about=interview.about,
        kind=one.kind,
        reader=reader,
        send_at=one.send_at,
        expires_at=one.expires_at,
        created_at=interview.asked_at,
    )
    if one.send_at <= now:
        email.state, email.attempts = State.SENT, 1
        email.sent_at = email.dated_at = one.send_at + SENT_AFTER
        email.subject, email.to_address = str(LABELS[one.kind]), reader.email
    return email
