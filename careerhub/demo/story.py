"""How does one conversation of the sample data unfold? Through the real actions, each at its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from careerhub.people.models import User
from interviews.actions.answering import accept_ask
from interviews.actions.asking import ask_for_interview
from interviews.actions.letters import record_sent_letter
from interviews.actions.meeting import (
    prepare_interview,
    report_no_show,
    save_notes,
    say_held,
    settle_meeting,
)
from interviews.models import Interview
from interviews.queries.openings import nearest, openings_of

from .past_mail import deliver_until

DAYTIME = range(7, 21)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUESTIONS = (
    "How did you choose your first job?\n"
    "What does a week look like when it goes well?\n"
    "What did you have to unlearn?\n"
    "What should I read before I decide?\n"
    "Who else should I talk to?"
)


@dataclass(frozen=True)
class Story:
    """Who talks with whom, from when on, and how far it comes. Instants are aware."""

    student: User
    mentor: User
    asked_at: datetime
    meets_at: datetime  # the nearest opening is taken
    outcome: str  # waiting, booked, prepared, met, silent (presumed held), reported (as not held)
    message: str
    notes: str = ""
    key: str = ""


def unfold(story: Story, *, until: datetime) -> Interview:
    """Play the story up to `until`."""
    openings = [
        start
        for start in openings_of(story.mentor, booker=story.student, now=story.asked_at)
        if is_daytime(start, story.student) and is_daytime(start, story.mentor)
    ]
    interview = ask_for_interview(
        story.student,
        mentor=story.mentor,
        starts_at=nearest(openings, story.meets_at, count=1)[0],
        message=story.message,
        questions=QUESTIONS.partition("\n")[0],
        key=story.key,
        now=story.asked_at,
    )
    _go_on(interview, story, until)
    deliver_until(interview, until=until)
    return interview


def is_daytime(start: datetime, person: User) -> bool:
    """Would this person pick up the phone then?"""
    return start.astimezone(ZoneInfo(person.zone)).hour in DAYTIME


def _go_on(interview: Interview, story: Story, until: datetime) -> None:
    if story.outcome == "waiting":
        return
    answered_at = min(interview.asked_at + 20 * HOUR, interview.expires_at - HOUR, until)
    deliver_until(interview, until=answered_at)
    _meet(accept_ask(interview, by=interview.mentor, now=answered_at), story, until)


def _meet(interview: Interview, story: Story, until: datetime) -> None:
    """From the booking on: prepare, cancel, meet, report, thank."""
    student, mentor = interview.student, interview.mentor
    ready_at = interview.starts_at - 26 * HOUR
    if story.outcome != "booked" and ready_at < until and (interview.booked_at or until) < ready_at:
        prepare_interview(interview, by=student, questions=QUESTIONS, now=ready_at)
    if story.outcome in ("booked", "prepared") or until < interview.ends_at:
        return
    deliver_until(interview, until=interview.ends_at)
    if story.outcome == "reported":
        report_no_show(interview, by=mentor, now=interview.starts_at + 20 * MINUTE)
        return
    if story.notes:
        save_notes(interview, by=student, notes=story.notes)
    if story.outcome == "silent":
        settle_meeting(interview, now=interview.ends_at + 3 * HOUR)
    else:
        say_held(interview, by=student, now=interview.ends_at + 5 * MINUTE)
        say_held(interview, by=mentor, now=interview.ends_at + 40 * MINUTE)
    for kind, sent_at in deliver_until(interview, until=until):
        if kind in ("thank_you", "follow_up"):
            record_sent_letter(interview, kind=kind, sent_at=sent_at)
