"""What does an invitation say, and is it still meant when it is about to go out?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from careerhub.office import policies
from careerhub.office.email_page import render_page
from careerhub.outbox.kinds import Kind, register
from careerhub.outbox.models import Email
from careerhub.outbox.verdicts import Send, Verdict, Withdraw

from . import mail_links
from .joining import KIND, Standing, standing_of
from .models import Invitation


def prepare(email: Email, now: datetime) -> Verdict:
    """The invitation as it is worded now; nothing once it was used, taken back or ran out."""
    number = email.about.partition(":")[2]
    invitation = Invitation.objects.select_related("invited_by").filter(pk=number).first()
    if invitation is None:
        return Withdraw(str(_("The invitation is gone.")))
    standing = standing_of(invitation, now=now)
    if standing != Standing.WAITING:
        return Withdraw(str(standing.label))
    return compose(invitation, email)


def compose(invitation: Invitation, email: Email) -> Send:
    office = policies.current()
    facts: dict[str, object] = {
        "invitation": invitation,
        "office": office,
        "inviter": invitation.invited_by,
        "is_reminder": not email.key.endswith(":1"),
        "expires_on": date_format(
            invitation.expires_at.astimezone(ZoneInfo(office.zone)), "F j, Y"
        ),
        "choices_url": mail_links.choices_url(email),
        "join_url": settings.SITE_URL + reverse("people:join", args=[invitation.key]),
    }
    subject = " ".join(render_to_string("people/email/invitation_subject.txt", facts).split())
    facts["subject"] = subject
    return Send(
        to=invitation.email,
        to_name=invitation.full_name,
        from_name=office.name,
        from_address=office.email,
        subject=subject,
        text=render_to_string("people/email/invitation_message.txt", facts),
        html=render_page("people/email/invitation_message.html", facts),
        unsubscribe=mail_links.unsubscribe_url(email),
    )


def why(email: Email) -> str:
    number = email.about.partition(":")[2]
    invitation = Invitation.objects.select_related("invited_by").filter(pk=number).first()
    if invitation is None:
        return ""
    said = {"inviter": invitation.invited_by.get_full_name(), "address": invitation.email}
    return str(_("You get this because %(inviter)s invited %(address)s.") % said)


INVITATION = Kind(
    name=KIND,
    label=_("Invitation to join"),
    prepare=prepare,
    on_uncertain="retry",
    can_wait=False,
    group="invitations",
    why=why,
)


def register_letters() -> None:
    register(INVITATION)
