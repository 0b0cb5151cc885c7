"""What happened to an interview, in order? The only writer of the event log."""

from datetime import datetime
from typing import Any

from careerhub.people.models import User

from ..models import InterviewEvent

Kind = InterviewEvent.Kind


def record(interview: Any, kind: Kind, *, by: User | None, now: datetime, **facts: Any) -> None:
    """One line. `facts` holds instants and counts, never anybody's words."""
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
    InterviewEvent.objects.create(interview=interview, kind=kind, by=by, at=now, facts=told)
