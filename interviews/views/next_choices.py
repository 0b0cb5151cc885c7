"""Whom does the student want to ask next, and what has become of each choice?"""

from dataclasses import dataclass

from django.db.models import Q

from careerhub.people.models import User

from ..models import Choice, Interview, Stage


@dataclass(frozen=True)
class NextChoice:
    """A second or third choice; `became` is the conversation it led to."""

    person: User
    became: Interview | None
    passed_over: str


def next_choices(interview: Interview) -> list[NextChoice]:
    """Everybody ranked after this conversation, in order; only until it is booked. One query."""
    if interview.stage not in (Stage.ASKED, Stage.CLOSED) or interview.booked_at is not None:
        return []
    same_list = Choice.objects.filter(became=interview).values("interview")
    rows = Choice.objects.filter(Q(interview=interview) | Q(interview__in=same_list))
    found = list(rows.select_related("mentor__mentor", "became__mentor").order_by("position"))
    here = next((row.position for row in found if row.became_id == interview.pk), 1)
    return [
        NextChoice(row.mentor, row.became, row.passed_over) for row in found if row.position > here
    ]
