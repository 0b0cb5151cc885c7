"""Interviews for the tests of emails: written down directly, at fixed instants, in two zones."""

from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

from careerhub.office.models import Policies
from careerhub.outbox.models import Email
from interviews.emails.compose import Case, compose
from interviews.emails.post import cadence_of, facts_of
from interviews.models import Interview

# Thursday, March 5, 2026, 12:00 pm in New York, 9:00 am in Los Angeles.
NOON = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
NBSP = "\N{NO-BREAK SPACE}"


def make_conversation(student, mentor, *, starts_at=NOON, stage="booked", **fields):
    zone = mentor.zone or "America/New_York"
    if stage != "asked":
        fields.setdefault("booked_at", MONDAY + timedelta(hours=1))
    fields = {
        "message": "I read your talk on river towns.\n\nHow did you find your way?",
        "questions": "What surprised you?\nWho else should I talk to?",
        "where": "https://meet.example/mira",
        "asked_at": MONDAY,
        "expires_at": min(MONDAY + timedelta(days=5), starts_at - timedelta(hours=2)),
        **fields,
    }
    wall = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC)
    return Interview.objects.create(
        student=student,
        mentor=mentor,
        stage=stage,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        starts_local=wall,
        zone=zone,
        **fields,
    )


def case_of(interview, kind, reader, *, letter="", **policies):
    """One email as the outbox would claim it; not stored."""
    office = Policies(pk=1, **policies)
    email = Email(
        key=f"{interview.about}:{kind}:mentor:1",
        about=interview.about,
        kind=kind,
        reader=reader,
        letter=letter,
    )
    return Case(email, interview, office, facts_of(interview, office), cadence_of(office))


def email_of(interview, kind, reader, **more):
    """What the reader, "student" or "mentor", gets."""
    person = interview.student if reader == "student" else interview.mentor
    return compose(case_of(interview, kind, person, **more))


def read(page):
    """The page as somebody reads it, who sees no difference between one space and another."""
    return unescape(page).replace(NBSP, " ")
