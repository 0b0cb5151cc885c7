"""How does one conversation of the sample data unfold? Through the real actions, each at its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from careerhub.people.models import User
from interviews.actions.answering import accept_ask, decline_ask, expire_ask, withdraw_ask
from interviews.actions.asking import ask_for_interview
from interviews.actions.changing import cancel_interview
from interviews.actions.errors import Refusal
from interviews.actions.letters import record_sent_letter
from interviews.actions.meeting import (
    prepare_interview,
    report_no_show,
    save_notes,
    say_held,
    settle_meeting,
)
from interviews.models import Interview, Stage
from interviews.queries.openings import nearest, openings_of

from .past_mail import deliver_until

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
    outcome: str  # waiting declined expired withdrawn booked prepared cancelled met reported missed silent
    message: str
    notes: str = ""
    reason: str = ""
    key: str = ""


def unfold(story: Story, *, until: datetime) -> Interview | None:
    """Play the story up to `until`; None where nobody could have booked it."""
    openings = openings_of(story.mentor, booker=story.student, now=story.asked_at)
    near = nearest(openings, story.meets_at, count=1)
    if not near:
        return None
    try:
        interview = ask_for_interview(
            story.student,
            mentor=story.mentor,
            starts_at=near[0],
            message=story.message,
            questions=QUESTIONS.partition("\n")[0],
            key=story.key,
            now=story.asked_at,
        )
    except Refusal:
        return None
    _go_on(interview, story, until)
    deliver_until(interview, until=until)
    return interview


def _go_on(interview: Interview, story: Story, until: datetime) -> None:
    unanswered = story.outcome in ("declined", "withdrawn", "expired")
    if story.outcome == "waiting" or (unanswered and interview.stage != Stage.ASKED):
        return
    answered_at = min(interview.asked_at + 20 * HOUR, interview.expires_at - HOUR, until)
    deliver_until(interview, until=answered_at)
    if story.outcome == "declined":
        decline_ask(interview, by=interview.mentor, reason=story.reason, now=answered_at)
    elif story.outcome == "withdrawn":
        withdraw_ask(interview, by=interview.student, now=answered_at)
    elif story.outcome == "expired":
        expire_ask(interview, now=interview.expires_at)
    else:
        booked = accept_ask(interview, by=interview.mentor, now=answered_at)
        _meet(booked, story, until)


def _meet(interview: Interview, story: Story, until: datetime) -> None:
    """From the booking on: prepare, cancel, meet, report, thank."""
    student, mentor = interview.student, interview.mentor
    if story.outcome == "cancelled":
        at = min(interview.starts_at - 2 * DAY, until)
        deliver_until(interview, until=at)
        cancel_interview(
            interview, by=student, reason=story.reason, now=max(at, interview.booked_at)
        )
        return
    ready_at = interview.starts_at - 26 * HOUR
    if story.outcome != "booked" and interview.booked_at < ready_at < until:
        prepare_interview(interview, by=student, questions=QUESTIONS, now=ready_at)
    if story.outcome in ("booked", "prepared") or until < interview.ends_at:
        return
    deliver_until(interview, until=interview.ends_at)
    if story.outcome in ("reported", "missed"):
        report_no_show(interview, by=mentor, now=interview.starts_at + 20 * MINUTE)
        if story.outcome == "missed":
            settle_meeting(interview, now=interview.starts_at + 3 * DAY)
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
