"""What becomes of an email whose worker died, or slept too long, while it held it?"""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from . import ledger, outcomes
from .ledger import Entry
from .models import IN_FLIGHT, Email, State
from .smtp import Answer, Fate


@transaction.atomic
def settle_leases(*, now: datetime, limit: int = 500) -> int:
    """Settle up to `limit` emails whose lease ran out, by the database's clock; how many.

    Only claimed: nothing went out, so it is scheduled again. Already `sending`: nobody can know, so
    its kind decides between another try and a person.
    """
    lapsed = Email.objects.filter(state__in=IN_FLIGHT, lease_until__lt=Now()).order_by(
        "lease_until"
    )
    rows = lapsed.select_for_update(skip_locked=True, no_key=True)[:limit]
    entries = [_entry(email, now) for email in rows]
    return len(ledger.turn(entries, now=now))


def _entry(email: Email, now: datetime) -> Entry:
    if email.state == State.SENDING:
        unknown = _("The worker went away while the email was going out.")
        return outcomes.entry(email, Answer(Fate.UNKNOWN, unknown), now=now)
    return Entry(
        id=email.pk,
        attempt=email.attempts,
        was=State.CLAIMED,
        state=State.SCHEDULED,
        reason=_("The worker went away before the email went out."),
    )
