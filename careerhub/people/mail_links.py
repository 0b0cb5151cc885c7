"""Whom does the link at the foot of an email let choose, without signing in, and about which email was it?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from careerhub.outbox import kinds
from careerhub.outbox.models import Email

from .models import User

SIGNER = Signer(salt="people.mail_links")
# Somebody tidies a mailbox of last year and unsubscribes on the way; older links ask to sign in.
GOOD_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Ticket:
    """What a link says. The email itself may be gone by then; its kind is still known."""

    reader: User
    kind: str
    dated: date
    email: Email | None

    def is_old(self, *, now: datetime) -> bool:
        return now.date() - self.dated > GOOD_FOR

    @property
    def group(self) -> str:
        """What the one click declines; "" for what cannot be declined."""
        try:
            return kinds.get(self.kind).group
        except kinds.UnknownKind:
            return ""


def token_of(email: Email) -> str:
    """The same on every attempt: it holds the day on which the email is due, not the time of signing."""
    day = email.send_at.toordinal() if email.send_at else 1  # an example of an email has no time
    said = {"p": email.reader_id, "e": email.pk, "k": email.kind, "d": day}
    return SIGNER.sign_object(said)


def choices_url(email: Email) -> str:
    """Where its reader chooses what to get; also the address for one click (RFC 8058)."""
    return settings.SITE_URL + reverse("people:choices_by_link", args=[token_of(email)])


def unsubscribe_url(email: Email) -> str:
    """For the header of an email that can be declined; "" for the others."""
    return "" if kinds.get(email.kind).essential else choices_url(email)


def read(token: str) -> Ticket | None:
    """None where the token was tampered with or names nobody."""
    try:
        told: dict[str, Any] = SIGNER.unsign_object(token)
    except (BadSignature, ValueError):  # ValueError: no base64, no JSON
        return None
    reader = User.objects.filter(pk=told["p"]).first()
    if reader is None:
        return None
    email = Email.objects.filter(pk=told["e"], reader=reader).first()
    return Ticket(reader, told["k"], date.fromordinal(told["d"]), email)
