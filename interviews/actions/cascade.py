"""Whom does a student want to ask next, if the first says no or nothing?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from careerhub.people.models import User

from ..access import may_ask
from ..models import Choice, Interview
from .errors import NotAllowed

MOST_CHOICES = 2
FIRST_POSITION = 2


@dataclass(frozen=True)
class Further:
    """A second or third choice and what the student writes to them."""

    mentor: User
    message: str


def check_choices(student: User, mentor: User, choices: Sequence[Further]) -> None:
    """Refuse too many, nobody in particular, somebody twice, and an empty message."""
    people = [mentor.pk, *(choice.mentor.pk for choice in choices)]
    if len(choices) > MOST_CHOICES:
        raise NotAllowed(_("Name at most two people to ask next."))
    if len(set(people)) < len(people):
        raise NotAllowed(_("Name each person once."))
    for choice in choices:
        name = {"name": choice.mentor.get_short_name()}
        if not may_ask(student, choice.mentor):
            raise NotAllowed(_("%(name)s cannot be asked at the moment.") % name)
        if not choice.message.strip():
            raise NotAllowed(_("Write a sentence to %(name)s too, on why you ask.") % name)


def put_choices(interview: Interview, choices: Sequence[Further]) -> None:
    """Keep them, unless the interview was booked at once and nobody else need be asked."""
    if not interview.choices_left:
        return
    Choice.objects.bulk_create(
        Choice(interview=interview, mentor=choice.mentor, position=position, message=choice.message)
        for position, choice in enumerate(choices, start=FIRST_POSITION)
    )


def choices_ahead(interview: Interview) -> list[Choice]:
    """Who is still to be asked after this one, in order; the first ask of the row keeps the list."""
    came_from = Choice.objects.filter(became=interview).select_related("interview").first()
    first = came_from.interview if came_from else interview
    ahead = first.choices.filter(became=None, passed_over="").select_related("mentor__mentor")
    return list(ahead.order_by("position"))
