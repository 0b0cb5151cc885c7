"""What does an invitation say, and is it still meant when it is about to go out?"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careerhub.office import policies, wordable
from careerhub.office.email_page import render_page, render_text
from careerhub.office.models import Policies
from careerhub.office.wordable import Example, Wordable
from careerhub.outbox.kinds import Kind, register
from careerhub.outbox.message import clean
from careerhub.outbox.models import Email
from careerhub.outbox.verdicts import Send, Verdict, Withdraw

from . import mail_links
from .joining import KIND, VALID_FOR, Standing, standing_of
from .models import CounselorProfile, Invitation, User

FIRST, REMINDER = "", "reminder"
OURS = {
    FIRST: wordable.page(
        subject=_("Half an hour for a {university} student?"),
        preview=_("They ask about your path, never for a job. You choose when."),
        headline=_("Half an hour, when it suits you"),
        greeting=_("Dear {name},"),
        lead=_(
            "Students at {university} learn a field by talking with people in it. Would you give one of "
            "them half an hour, now and then, when it suits you? They ask about your path, never for a "
            "job, and they come prepared."
        ),
        button=_("Join as an alum"),
        note=_(
            "Two minutes, no password. The link is yours alone and works until {until}. If you would "
            "rather not, you need not do anything."
        ),
        sign_off=_("With thanks,\n{inviter_line}"),
    )
}
OURS[REMINDER] = {
    **OURS[FIRST],
    "subject": _("Still glad to have you: half an hour for a {university} student"),
}
VARIABLES = (
    *("name", "address", "inviter_name", "inviter_full_name", "inviter_line"),
    *("until", "office", "university"),
)


def prepare(email: Email, now: datetime) -> Verdict:
    """The invitation as it is worded now; nothing once it was used, taken back or ran out."""
    number = email.about.partition(":")[2]
    invitation = Invitation.objects.select_related("invited_by").filter(pk=number).first()
    if invitation is None:
        return Withdraw(gettext("The invitation is gone."))
    standing = standing_of(invitation, now=now)
    if standing != Standing.WAITING:
        return Withdraw(str(standing.label))
    return compose(invitation, email, policies.current())


def compose(
    invitation: Invitation,
    email: Email,
    office: Policies,
    own: Mapping[str, str] | None = None,
) -> Send:
    """`own` stands for the office's own words where they are tried out."""
    case = FIRST if email.key.endswith(":1") else REMINDER
    said = wordable.say(KIND, case, _values(invitation, office), own)
    said["subject"] = " ".join(clean(said["subject"]).split())
    context: dict[str, object] = {
        **said,
        "office": office,
        "invitation": invitation,
        "inviter": invitation.invited_by.get_full_name(),
        "button_url": settings.SITE_URL + reverse("people:join", args=[invitation.key]),
        "choices_url": mail_links.choices_url(email),
    }
    return Send(
        to=invitation.email,
        to_name=invitation.full_name,
        from_name=office.name,
        from_address=office.email,
        subject=said["subject"],
        text=render_text("people/email/invitation_message.txt", context),
        html=render_page("people/email/invitation_message.html", context),
        unsubscribe=mail_links.unsubscribe_url(email),
    )


def _values(invitation: Invitation, office: Policies) -> dict[str, str]:
    inviter = invitation.invited_by
    counselor = getattr(inviter, "counselor", None)
    expires_at = invitation.expires_at.astimezone(ZoneInfo(office.zone))
    title = counselor.title if counselor else ""
    said = {
        "name": invitation.full_name or gettext("alum"),
        "address": invitation.email,
        "inviter_name": inviter.get_short_name(),
        "inviter_full_name": inviter.get_full_name(),
        "inviter_line": ", ".join(part for part in (inviter.get_full_name(), title) if part),
        "until": date_format(expires_at, "F j, Y"),
        "office": office.name,
        "university": office.university,
    }
    return {name: clean(text) for name, text in said.items()}


def example(
    case: str, *, office: Policies, now: datetime, own: Mapping[str, str] | None = None
) -> Example:
    """One from nobody to nobody."""
    inviter = User(pk=-3, email="carol@brightwater.example", full_name="Carol Park")
    inviter.counselor = CounselorProfile(title=gettext("Career counselor"))
    invitation = Invitation(
        pk=0,
        key=UUID(int=0),
        email="mira@alum.example",
        full_name="Mira Holm",
        invited_by=inviter,
        expires_at=now + VALID_FOR,
    )
    number = 1 if case == FIRST else 2
    reader = User(pk=0, email=invitation.email, full_name=invitation.full_name)
    email = Email(key=f"invitation:0:{number}", about="invitation:0", kind=KIND, reader=reader)
    return Example(
        sent=compose(invitation, email, office, own), variables=_values(invitation, office)
    )


def why(email: Email) -> str:
    number = email.about.partition(":")[2]
    invitation = Invitation.objects.select_related("invited_by").filter(pk=number).first()
    if invitation is None:
        return ""
    said = {"inviter": invitation.invited_by.get_full_name(), "address": invitation.email}
    return gettext("You get this because %(inviter)s invited %(address)s.") % said


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
    wordable.register(
        Wordable(
            kind=KIND,
            cases=OURS,
            variables=VARIABLES,
            example=example,
            labels={REMINDER: _("the second and third one")},
        )
    )
