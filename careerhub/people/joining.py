"""How does an alum come in? The office invites, an email carries a link, a POST behind it joins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerhub.outbox import schedule
from careerhub.outbox.models import Email

from . import profiles
from .models import Invitation, User
from .roles import roles_of

KIND = "invitation"
VALID_FOR = timedelta(days=30)
LETTERS = 3  # an alum is thanked, never chased: one invitation and two reminders at most
BETWEEN_LETTERS = timedelta(days=1)
A_DAY = 200  # invitations by one person in 24 hours; more than this is a slip or a stolen session


class Standing(TextChoices):
    WAITING = "waiting", gettext_lazy("Waiting")
    JOINED = "joined", gettext_lazy("Joined")
    EXPIRED = "expired", gettext_lazy("Expired")
    REVOKED = "revoked", gettext_lazy("Taken back")


class Refused(Exception):
    """An invitation cannot be made, sent again, taken back or used; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SignInFirst(Refused):
    """The address belongs to an account: its owner must sign in before the link is used."""


def standing_of(invitation: Invitation, *, now: datetime) -> Standing:
    if invitation.accepted_at:
        return Standing.JOINED
    if invitation.revoked_at:
        return Standing.REVOKED
    return Standing.EXPIRED if invitation.expires_at <= now else Standing.WAITING


def about(invitation: Invitation) -> str:
    return f"invitation:{invitation.pk}"


def letters_of(invitation: Invitation) -> QuerySet[Email]:
    return Email.objects.filter(about=about(invitation))


@dataclass(frozen=True)
class Row:
    """One line of the office's list."""

    invitation: Invitation
    standing: Standing
    letter: Email | None  # the latest
    may_send_again: bool


def overview(invitations: list[Invitation], *, now: datetime) -> list[Row]:
    """The invitations with what became of each and its latest email. One query for all."""
    letters: dict[str, list[Email]] = {}
    known = [about(invitation) for invitation in invitations]
    for letter in Email.objects.filter(about__in=known).order_by("created_at"):
        letters.setdefault(letter.about, []).append(letter)
    return [_row(each, letters.get(about(each), []), now) for each in invitations]


def _row(invitation: Invitation, letters: list[Email], now: datetime) -> Row:
    standing = standing_of(invitation, now=now)
    is_open = standing in (Standing.WAITING, Standing.EXPIRED)
    rested = not letters or now >= letters[-1].created_at + BETWEEN_LETTERS
    return Row(
        invitation=invitation,
        standing=standing,
        letter=letters[-1] if letters else None,
        may_send_again=is_open and rested and len(letters) < LETTERS,
    )


def invite(
    email: str,
    full_name: str,
    *,
    by: User,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> Invitation:
    """Ask an alum to join and put the email into the outbox.

    `details` are what the office knows of the alum by field of the profile (and `zone`, `called`),
    so that the alum need not type it.

    Raises Refused for an address that is no address, somebody who is an alum here already, a
    closed account, an invitation that is still open, and more than `A_DAY` by one person.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("“%s” is not an email address.") % email) from error
    try:
        with transaction.atomic():
            _refuse_too_many(by, now)
            reader = _reader(email, full_name)
            _make_room(email, now)
            invitation = Invitation.objects.create(
                email=email,
                full_name=full_name.strip(),
                details=details or {},
                invited_by=by,
                invited_at=now,
                expires_at=now + VALID_FOR,
            )
            _send(invitation, reader, now=now)
    except IntegrityError as error:  # somebody else invited the same person in this very moment
        raise Refused(_("%s has just been invited by somebody else.") % email) from error
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, now: datetime) -> Invitation:
    """One more email with the same link, which counts from today again."""
    invitation = _locked(invitation)
    if standing_of(invitation, now=now) not in (Standing.WAITING, Standing.EXPIRED):
        raise Refused(_("This invitation is no longer open."))
    letters = list(letters_of(invitation).order_by("created_at"))
    if len(letters) >= LETTERS:
        raise Refused(
            _("%(address)s has had %(count)d emails about this. Write to them yourself instead.")
            % {"address": invitation.email, "count": len(letters)}
        )
    if letters and now < letters[-1].created_at + BETWEEN_LETTERS:
        raise Refused(_("The last email is less than a day old. Give it a little time."))
    invitation.expires_at = now + VALID_FOR
    invitation.save(update_fields=["expires_at"])
    _send(invitation, _reader(invitation.email, invitation.full_name), now=now)
    return invitation


@transaction.atomic
def revoke(invitation: Invitation, *, now: datetime) -> Invitation:
    """Take the invitation back: the link stops working and an email that waits is not sent."""
    invitation = _locked(invitation)
    if invitation.accepted_at:
        raise Refused(_("%s has joined already.") % invitation.email)
    if not invitation.revoked_at:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        schedule.withdraw(
            letters_of(invitation), reason=_("The invitation was taken back."), now=now
        )
    return invitation


def why_closed(invitation: Invitation, *, now: datetime) -> str:
    """Why the link does not work any more, for the person who opened it; "" while it does."""
    return {
        Standing.WAITING: "",
        Standing.JOINED: _("This invitation has been used. Sign in with %s to go on.")
        % invitation.email,
        Standing.EXPIRED: _("This invitation was open until %s. Ask the office for a new one.")
        % date_format(timezone.localtime(invitation.expires_at), "F j, Y"),
        Standing.REVOKED: _(
            "The office has taken this invitation back. Write to it if that is a surprise."
        ),
    }[standing_of(invitation, now=now)]


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    signed_in: User | None,
    person: dict[str, Any],
    profile: dict[str, Any],
    now: datetime,
) -> User:
    """Join as an alum: `person` are fields of User, `profile` of MentorProfile.

    Whoever holds the link reads mail at the address, so a new account is theirs at once. Where
    the address already belongs to an account, only its owner, signed in, may use the link:
    raises SignInFirst. Raises Refused when the link is used, expired or taken back.
    """
    invitation = _locked(invitation)
    if closed := why_closed(invitation, now=now):
        raise Refused(closed)
    user = _joiner(invitation, signed_in)
    for name, value in person.items():
        setattr(user, name, value)
    if not user.is_active:
        user.is_active = True
        profiles.vouch_for_address(user)
    user.save()
    profiles.become_mentor(user, **profile)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    schedule.withdraw(letters_of(invitation), reason=_("The alum has joined."), now=now)
    return user


def owner_of(invitation: Invitation) -> User | None:
    """The account that the address belongs to already, if any; not the shell we made to write to."""
    user = _whose(invitation.email)
    return user if user and not _is_shell(user) else None


def _whose(email: str) -> User | None:
    """Whose address is it? A verified second address counts, and comes before a shell."""
    known = Q(email__iexact=email) | Q(
        emailaddress__email__iexact=email, emailaddress__verified=True
    )
    return User.objects.filter(known).order_by("-is_active", "pk").first()


def _joiner(invitation: Invitation, signed_in: User | None) -> User:
    user = User.objects.select_for_update().get(
        pk=_reader(invitation.email, invitation.full_name).pk
    )
    if signed_in and signed_in.pk != user.pk:
        raise SignInFirst(
            _("You are signed in as %(you)s, and this invitation is for %(them)s.")
            % {"you": signed_in.email, "them": invitation.email}
        )
    if not signed_in and not _is_shell(user):
        raise SignInFirst(_("%s has an account here. Sign in first.") % invitation.email)
    return user


def _is_shell(user: User) -> bool:
    """An account made only so that an invitation has a reader: it never was anybody's."""
    used = user.is_active or user.last_login or user.has_usable_password()
    return not used and not roles_of(user)


def _reader(email: str, full_name: str) -> User:
    """The account to write to: the person's own, or a shell that nobody can sign in to."""
    user = _whose(email)
    if user is None:
        return User.objects.create_user(email, None, full_name=full_name.strip(), is_active=False)
    if user.is_mentor:
        raise Refused(_("%s is here as an alum already.") % user.get_full_name())
    if not user.is_active and not _is_shell(user):
        raise Refused(
            _("The account of %s was closed. An administrator can open it again.") % email
        )
    return user


def _make_room(email: str, now: datetime) -> None:
    open_one = (
        Invitation.objects.select_for_update()
        .filter(email__iexact=email, accepted_at=None, revoked_at=None)
        .first()
    )
    if open_one and open_one.expires_at > now:
        raise Refused(_("%s has an open invitation. You can send it again from the list.") % email)
    if open_one:
        open_one.revoked_at = now
        open_one.save(update_fields=["revoked_at"])


def _refuse_too_many(by: User, now: datetime) -> None:
    recent = Invitation.objects.filter(invited_by=by, invited_at__gt=now - timedelta(days=1))
    if recent.count() >= A_DAY:
        raise Refused(_("You have invited %d people in a day. Go on tomorrow.") % A_DAY)


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _send(invitation: Invitation, reader: User, *, now: datetime) -> None:
    schedule.put(
        key=f"{about(invitation)}:{letters_of(invitation).count() + 1}",
        about=about(invitation),
        kind=KIND,
        reader=reader,
        send_at=now,
        expires_at=invitation.expires_at,
        now=now,
    )
