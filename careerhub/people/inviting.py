"""Whom of a whole list may we invite, and why not the others? The rehearsal is the real thing, undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from . import joining
from .models import User
from .roster import Row


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row: invited, or left out because of `refusal`."""

    row: Row
    refusal: str = ""

    @property
    def is_invited(self) -> bool:
        return not self.refusal


def invite_all(rows: Iterable[Row], *, by: User, now: datetime) -> list[Outcome]:
    """Invite everybody who can be; one refusal never stops the others."""
    return [_invite(row, by, now) for row in rows]


def rehearse(rows: Iterable[Row], *, by: User, now: datetime) -> list[Outcome]:
    """What `invite_all` would do at this moment. Nothing is kept and nothing is sent."""
    with transaction.atomic():
        outcomes = invite_all(rows, by=by, now=now)
        transaction.set_rollback(True)
    return outcomes


def _invite(row: Row, by: User, now: datetime) -> Outcome:
    if row.problem:
        return Outcome(row, row.problem)
    try:
        joining.invite(row.email, row.full_name, details=row.details, by=by, now=now)
    except joining.Refused as refusal:
        return Outcome(row, refusal.sentence)
    return Outcome(row)
