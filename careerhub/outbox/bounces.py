"""An email came back, or its reader called it spam: what follows from that?"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from . import kinds, message, suppression
from .models import Declined, Email, State, Trace
from .reports import Fate, Report


def take(report: Report, *, now: datetime, trusted: bool = False) -> str:
    """Act on one report and say in a sentence what was done.

    Anybody can write to a mailbox. So without our own Message-ID a report is only noted at the
    latest email to that address, unless it is `trusted`: a provider has signed it.
    """
    ours = message.email_of(report.message_id)
    email = ours or _latest_to(report.recipient)
    if email is None:
        return _("It is about none of our emails.")
    sure = trusted or ours is not None
    if report.fate is Fate.COMPLAINT:
        return (
            _complained(email, now=now) if sure else _("It is not certain whose complaint it is.")
        )
    if report.fate is Fate.DELAYED:
        return _delayed(email, report, now=now)
    return _came_back(email, report, for_good=report.is_for_good and sure, now=now)


def _latest_to(recipient: str) -> Email | None:
    """The email that most likely came back, where a report does not name it."""
    sent = Email.objects.filter(reader__email__iexact=recipient, state=State.SENT)
    return sent.select_related("reader").order_by("-sent_at").first() if recipient else None


@transaction.atomic
def _came_back(email: Email, report: Report, *, for_good: bool, now: datetime) -> str:
    """It was sent, and that stays so; now it is also known that it did not arrive."""
    address = email.to_address or email.reader.email
    said = message.clean(report.said)[:200] or _("no reason given")
    told = {"address": address, "said": said}
    fresh = Email.objects.filter(pk=email.pk, bounced_at=None)
    if not fresh.update(bounced_at=now, bounce_reason=said):
        return _("That the email to %(address)s came back is known already.") % told
    _trace(email, _("It came back: %(said)s") % told, now)
    if not for_good:
        return _("The email to %(address)s came back: %(said)s") % told
    suppression.suppress(address, reason=said, email=email, now=now)
    return _("%(address)s takes no emails, so none go there any more: %(said)s") % told


def _delayed(email: Email, report: Report, *, now: datetime) -> str:
    told = {"address": email.to_address or email.reader.email, "said": message.clean(report.said)}
    note = _("The reader’s mail server is still trying: %(said)s") % told
    if not email.trail.filter(note=note[:500]).exists():
        _trace(email, note, now)
    return _("The email to %(address)s is delayed: %(said)s") % told


@transaction.atomic
def _complained(email: Email, *, now: datetime) -> str:
    """Whoever calls one email spam gets only what nobody can decline."""
    told = {"name": email.reader.get_username()}
    note = _("Its reader called it spam.")
    if email.trail.filter(note=note).exists():
        return _("That %(name)s called this email spam is known already.") % told
    groups = {kind.group for kind in kinds.all_kinds() if kind.group}
    suppression.decline(email.reader, groups, now=now, how=Declined.How.COMPLAINT)
    _trace(email, note, now)
    return _("%(name)s called an email spam and gets only what must be known.") % told


def _trace(email: Email, note: str, now: datetime) -> None:
    Trace.objects.create(
        email=email, at=now, state=email.state, attempt=email.attempts, note=note[:500]
    )
