"""Make an interview for a test by doing what people do: the real actions, at chosen times."""

import uuid
from datetime import UTC, datetime, timedelta

from interviews.actions.answering import accept_ask
from interviews.actions.asking import ask_for_interview
from interviews.actions.meeting import say_held
from interviews.models import Stage
from interviews.queries.openings import openings_of

# A Monday at noon in New York; every test that needs no other moment stands here.
NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def make_ask(
    student, mentor, *, now=NOON, starts_at=None, message="How did you find your way?", **fields
):
    starts_at = starts_at or openings_of(mentor, booker=student, now=now)[0]
    fields = {"questions": "What surprised you?", "key": uuid.uuid4().hex, **fields}
    return ask_for_interview(
        student, mentor=mentor, starts_at=starts_at, message=message, now=now, **fields
    )


def make_interview(student, mentor, *, stage=Stage.BOOKED, now=NOON, **fields):
    """An interview that has come as far as `stage`: asked, booked or met."""
    interview = make_ask(student, mentor, now=now, **fields)
    if stage == Stage.ASKED:
        return interview
    interview = accept_ask(interview, by=mentor, now=now + timedelta(hours=1))
    if stage == Stage.MET:
        interview = say_held(interview, by=student, now=interview.ends_at + timedelta(minutes=1))
    return interview
