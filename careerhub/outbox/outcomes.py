"""What becomes of an email after the server's answer, and how long until another try?"""

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from . import kinds
from .kinds import AfterSent
from .ledger import Entry
from .models import Email, State, Trace
from .smtp import Answer, Fate

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


def entry(email: Email, answer: Answer, *, now: datetime) -> Entry:
    """The line in the ledger for an email in `sending`.

    There is no last try: an email that is put off again and again ends at its `expires_at`.
    """
    state = _state(email, answer.fate)
    again = state == State.SCHEDULED
    return Entry(
        id=email.pk,
        attempt=email.attempts,
        was=State.SENDING,
        state=state,
        reason="" if state == State.SENT else answer.said,
        sent_at=now if state == State.SENT else None,
        wait=wait(email.refusals) if again else None,
        refusals=1 if again else 0,
    )


def follow_through(email: Email, after: AfterSent, *, now: datetime) -> None:
    """Do what the kind wants after a sending; the email stays sent even if that goes wrong."""
    try:
        with transaction.atomic():
            after(email, now)
    except Exception:
        logger.exception("email %s went out, but what follows it failed", email.key)
        note = _("It went out, but what should follow could not be done.")
        Trace.objects.create(
            email=email, at=now, state=State.SENT, attempt=email.attempts, note=note
        )


def wait(refusals: int) -> timedelta:
    """Twice as long each time, up to an hour, and spread so that a crowd does not return at once."""
    longest: timedelta = min(FIRST_WAIT * 2 ** min(refusals, 16), LONGEST_WAIT)
    return longest * random.uniform(0.75, 1.25)  # noqa: S311 -- spreading, not a secret


def _state(email: Email, fate: Fate) -> State:
    if fate is Fate.ACCEPTED:
        return State.SENT
    if fate is Fate.REFUSED:
        return State.FAILED
    if fate is Fate.UNKNOWN and not kinds.is_retried(email.kind):
        return State.UNCERTAIN
    return State.SCHEDULED
