"""Which times does the alum confirm first, and which count at once?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from careerhub.office.models import Confirmation, Policies
from careerhub.people.models import User


@dataclass(frozen=True)
class Terms:
    """The alum's own rule, else the office's; with “near”, times `before` need a yes."""

    rule: str
    before: datetime | None = None

    @property
    def is_always(self) -> bool:
        return self.rule == Confirmation.ALWAYS

    @property
    def is_never(self) -> bool:
        return self.rule == Confirmation.NEVER


def terms_of(mentor: User, office: Policies, now: datetime) -> Terms:
    schedule = getattr(mentor, "schedule", None)
    rule = (schedule and schedule.confirmation) or office.confirmation
    if rule != Confirmation.NEAR:
        return Terms(rule)
    return Terms(rule, now + timedelta(hours=office.confirmation_hours))
