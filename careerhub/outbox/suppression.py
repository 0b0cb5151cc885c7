"""Who gets which emails no more: by their own choice, or because their address sends them back?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from . import kinds, message
from .models import Declined, Email, State, Suppression, Trace


def normal(address: str) -> str:
    """An address as suppressions keep it: the domain in ASCII, all in lower case."""
    try:
        return message.address(address).lower()
    except (ValueError, ValidationError):
        return address.strip().lower()


@dataclass(frozen=True)
class Wishes:
    """What the readers of one batch do not want, and where emails to them would only come back."""

    declined: dict[tuple[int, str], str]
    asked: frozenset[str]
    suppressed: dict[str, str]

    def why_not(self, email: Email, *, to: str) -> str:
        """Why this email must not go to that address; "" where nothing is against it."""
        address = normal(to)
        known = self.suppressed if address in self.asked else _suppressed([address])
        if address in known:
            said = {"address": address, "reason": known[address]}
            return _("Emails to %(address)s come back: %(reason)s") % said
        how = self.declined.get((email.reader_id, kinds.get(email.kind).group))
        if how == Declined.How.COMPLAINT:
            return _("Its reader called an earlier email spam, so none of these go there.")
        return _("Its reader has chosen not to get these emails.") if how else ""


def wishes_of(emails: Iterable[Email]) -> Wishes:
    """Two queries for a whole batch, whose readers are loaded."""
    readers = {email.reader_id: email.reader for email in emails}
    declined = Declined.objects.filter(reader__in=readers)
    addresses = frozenset(normal(reader.email) for reader in readers.values())
    return Wishes(
        {(each.reader_id, each.group): each.how for each in declined},
        addresses,
        _suppressed(addresses),
    )


def _suppressed(addresses: Iterable[str]) -> dict[str, str]:
    live = Suppression.objects.filter(address__in=list(addresses), lifted_at=None)
    return dict(live.values_list("address", "reason"))


def why_suppressed(address: str) -> str:
    """What their mail server said, where emails to this address come back; else ""."""
    return _suppressed([normal(address)]).get(normal(address), "")


def declined_by(reader: AbstractBaseUser) -> set[str]:
    return set(Declined.objects.filter(reader_id=reader.pk).values_list("group", flat=True))


@transaction.atomic
def decline(
    reader: AbstractBaseUser,
    groups: Iterable[str],
    *,
    now: datetime,
    how: Declined.How = Declined.How.PAGE,
) -> None:
    """They get no more of these groups. What is claimed but not yet going out is called back.

    A waiting email is not decided here but when its turn comes: until then its reader may want it
    again.
    """
    wanted = set(groups)
    rows = [Declined(reader_id=reader.pk, group=g, at=now, how=how) for g in sorted(wanted)]
    Declined.objects.bulk_create(rows, ignore_conflicts=True)
    names = [kind.name for kind in kinds.all_kinds() if kind.group in wanted]
    mine = Email.objects.filter(
        reader_id=reader.pk, kind__in=names, state__in=(State.SCHEDULED, State.CLAIMED)
    )
    # The scheduled ones are locked too: a claim that is about to commit has just read the old wishes.
    claimed = [
        email
        for email in mine.order_by("pk").select_for_update(no_key=True)
        if email.state == State.CLAIMED
    ]
    _call_back(claimed, now)


def _call_back(emails: list[Email], now: datetime) -> None:
    pks = [email.pk for email in emails]
    Email.objects.filter(pk__in=pks).update(state=State.SCHEDULED, lease_until=None)
    note = _("Called back: its reader has just said what they do not want.")
    Trace.objects.bulk_create(
        Trace(email=email, at=now, state=State.SCHEDULED, attempt=email.attempts, note=note)
        for email in emails
    )


def want(reader: AbstractBaseUser, groups: Iterable[str]) -> None:
    """They get these groups again: what is not yet decided, and what is owed later."""
    Declined.objects.filter(reader_id=reader.pk, group__in=set(groups)).delete()


def suppress(address: str, *, reason: str, email: Email | None, now: datetime) -> bool:
    """Nothing goes to this address until somebody lifts that; False where that is so already."""
    row = Suppression(address=normal(address), reason=reason[:300], email=email, at=now)
    before = Suppression.objects.filter(address=row.address, lifted_at=None)
    if before.exists():
        return False
    Suppression.objects.bulk_create([row], ignore_conflicts=True)
    return True


def live() -> QuerySet[Suppression]:
    """Those that hold now, the latest first, each with the email that came back and its reader."""
    rows = Suppression.objects.filter(lifted_at=None).select_related("email__reader")
    return rows.order_by("-at", "-pk")


def keep_out(suppression: Suppression) -> bool:
    """Take back that it was lifted; False where nothing goes to the address anyway."""
    lifted = Suppression.objects.filter(pk=suppression.pk).exclude(lifted_at=None)
    try:
        with transaction.atomic():
            return bool(lifted.update(lifted_at=None, lifted_by=None))
    except IntegrityError:  # an email has come back since
        return False


def lift(suppression: Suppression, *, by: AbstractBaseUser, now: datetime) -> bool:
    """The address was put right; False where somebody has lifted it already."""
    live = Suppression.objects.filter(pk=suppression.pk, lifted_at=None)
    return bool(live.update(lifted_at=now, lifted_by_id=by.pk))
