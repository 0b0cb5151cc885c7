"""What does a counselor hear on Monday morning: what is stuck, what went out, what failed?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careerhub.common.times import say_day
from careerhub.office import policies as office_policies
from careerhub.office import wordable
from careerhub.office.email_page import render_page, render_text
from careerhub.office.models import Policies
from careerhub.office.wordable import Example, Wordable
from careerhub.outbox.kinds import Kind, register
from careerhub.outbox.models import Email, State, Urgency
from careerhub.outbox.verdicts import Send, Verdict, Withdraw
from careerhub.people import mail_links
from careerhub.people.models import User
from interviews.queries.stuck import stuck

from .stuck_words import stuck_rows

KIND = "digest"
SHOWN = 8
LAST_WEEK = timedelta(days=7)

OURS = wordable.page(
    subject=gettext_lazy("{date}: {stuck}, {sent}"),
    preview=gettext_lazy("{failed}. {waiting}."),
    headline=gettext_lazy("Where things stand on {date}"),
    lead=gettext_lazy("{name}, this is how things stand: {stuck}. In the last seven days {sent}."),
    button=gettext_lazy("See what is stuck"),
    note=gettext_lazy("{failed}. {waiting}."),
)
VARIABLES = ("name", "office", "university", "date", "stuck", "sent", "failed", "waiting")


@dataclass(frozen=True)
class Figures:
    """How many things are stuck, and what became of emails."""

    stuck: int
    sent: int
    failed: int
    waiting: int  # until somebody decides


@dataclass(frozen=True)
class Line:
    mark: str
    title: str
    url: str


def prepare(email: Email, now: datetime) -> Verdict:
    """The week as it is now, for whoever is still a counselor."""
    reader = User.objects.filter(pk=email.reader_id).select_related("counselor").first()
    if reader is None or not reader.is_active or not reader.is_counselor:
        return Withdraw(_("The reader is no longer a counselor."))
    office = office_policies.current()
    things = stuck(office, zone=ZoneInfo(office.zone), now=now)
    lines = [
        Line(str(row.mark.text), row.title, settings.SITE_URL + row.url)
        for row in stuck_rows(things[:SHOWN], now=now)
    ]
    return compose(email, reader, office, figures(len(things), now=now), lines, now=now)


def figures(stuck_now: int, *, now: datetime) -> Figures:
    week = Q(sent_at__gt=now - LAST_WEEK, sent_at__lte=now)
    found = Email.objects.aggregate(
        sent=Count("pk", filter=Q(state=State.SENT) & week),
        failed=Count("pk", filter=Q(state=State.FAILED, send_at__gt=now - LAST_WEEK)),
        waiting=Count("pk", filter=Q(state__in=(State.HELD, State.UNCERTAIN))),
    )
    return Figures(stuck_now, found["sent"], found["failed"], found["waiting"])


def compose(
    email: Email,
    reader: User,
    office: Policies,
    counted: Figures,
    lines: list[Line],
    *,
    now: datetime,
    own: Mapping[str, str] | None = None,
) -> Send:
    with translation.override("en"):
        said = wordable.say(KIND, "", _values(reader, office, counted, now), own)
        context: dict[str, object] = {
            **said,
            "office": office,
            "lines": lines,
            "more": max(0, counted.stuck - len(lines)),
            "button_url": settings.SITE_URL + reverse("counselors:overview"),
            "outbox_url": settings.SITE_URL + reverse("counselors:email_list"),
            "choices_url": mail_links.choices_url(email),
        }
        text = render_text("counselors/email/digest_message.txt", context)
        html = render_page("counselors/email/digest_message.html", context)
    return Send(
        to=reader.email,
        to_name=reader.get_full_name(),
        from_name=office.name,
        from_address=office.email,
        subject=said["subject"],
        text=text,
        html=html,
        unsubscribe=mail_links.unsubscribe_url(email),
    )


def _values(reader: User, office: Policies, counted: Figures, now: datetime) -> dict[str, str]:
    said = {
        "stuck": ngettext("%(n)d thing is stuck", "%(n)d things are stuck", counted.stuck),
        "sent": ngettext("%(n)d email went out", "%(n)d emails went out", counted.sent),
        "failed": ngettext("%(n)d email failed", "%(n)d emails failed", counted.failed),
        "waiting": ngettext(
            "%(n)d email waits for a decision", "%(n)d emails wait for a decision", counted.waiting
        ),
    }
    return {
        **{name: text % {"n": getattr(counted, name)} for name, text in said.items()},
        "name": reader.get_short_name(),
        "office": office.name,
        "university": office.university,
        "date": say_day(now, office.zone, long=True),
    }


def example(
    _case: str, *, office: Policies, now: datetime, own: Mapping[str, str] | None = None
) -> Example:
    """One with invented figures, for nobody."""
    reader = User(pk=-3, email="carol@brightwater.example", full_name="Carol Park")
    lines = [
        Line(
            _("Quiet for 4 days"),
            _("Sam Rivera waits for Mira Holm"),
            settings.SITE_URL + reverse("counselors:overview"),
        ),
        Line(
            _("No word yet"),
            _("Did Otto Lind and Ana Ruiz meet?"),
            settings.SITE_URL + reverse("counselors:overview"),
        ),
    ]
    email = Email(key="office:digest:0:-3", about="office:digest:0", kind=KIND, reader=reader)
    counted = Figures(2, 41, 0, 1)
    return Example(
        sent=compose(email, reader, office, counted, lines, now=now, own=own),
        variables=_values(reader, office, counted, now),
    )


def why(_email: Email) -> str:
    return _("You get this every Monday because you are a counselor of the office.")


def register_digest() -> None:
    wordable.register(Wordable(kind=KIND, cases={"": OURS}, variables=VARIABLES, example=example))
    register(
        Kind(
            name=KIND,
            label=gettext_lazy("Week for counselors"),
            prepare=prepare,
            on_uncertain="retry",
            can_wait=True,
            group="digests",
            why=why,
            urgency=Urgency.BULK,
        )
    )
