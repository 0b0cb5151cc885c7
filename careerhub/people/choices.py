"""Which emails may a person turn off, in which words, and which of them are on?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careerhub.outbox import kinds, suppression
from careerhub.outbox.models import Email, State

from .models import User


@dataclass(frozen=True)
class Group:
    """Kinds that are declined as one, in words: to anybody, or to a student and to an alum."""

    name: str
    label: str | Promise
    student: str | Promise = ""
    mentor: str | Promise = ""
    counselor: str | Promise = ""
    anybody: str | Promise = ""

    def text_for(self, reader: User) -> str:
        """What it is to them, in each of their roles; "" where it never concerns them."""
        roles = ("student", "mentor", "counselor")
        said = [getattr(self, role) for role in roles if getattr(reader, f"is_{role}")]
        return " ".join(str(text) for text in said if text)


GROUPS = (
    Group(
        "requests",
        _("Requests"),
        student=_(
            "What became of your requests: declined, expired, other times, the next choice, a place from a waitlist."
        ),
        mentor=_("A student asks you for a conversation, still waits for you, or takes it back."),
    ),
    Group(
        "reminders",
        _("Reminders"),
        student=_("To prepare, and shortly before you meet."),
        mentor=_("Shortly before you meet."),
    ),
    Group(
        "questions",
        _("Did you meet?"),
        student=_("Whether a conversation took place, asked when it is over."),
        mentor=_("Whether a conversation took place, asked when it is over."),
    ),
    Group(
        "letters",
        _("Thank-you and follow-up letters"),
        mentor=_("What students write to you after you have met."),
    ),
    Group(
        "news",
        _("News and reflections"),
        student=_("Questions that help you to look back, and that an alum has read your letter."),
    ),
    Group(
        "digests",
        _("Summaries for the office"),
        counselor=_("What waits for the office, in one email."),
    ),
    Group(
        "invitations",
        _("Invitations of the office"),
        anybody=_("The office asks you to join CareerHub as an alum."),
    ),
)


@dataclass(frozen=True)
class Choice:
    """One line of the page. `waiting` is how many emails of it are scheduled now."""

    group: Group
    text: str
    is_on: bool
    waiting: int

    @property
    def name(self) -> str:
        return self.group.name


def choices_of(reader: User, *, beside: str = "") -> list[Choice]:
    """What concerns them, what they have turned off, and the group `beside` that they came from."""
    off = suppression.declined_by(reader)
    waiting = _waiting(reader)
    known = {kind.group for kind in kinds.all_kinds()}
    lines = []
    for group in GROUPS:
        text = group.text_for(reader)
        concerns = bool(text) or group.name in off or group.name == beside
        if concerns and group.name in known:
            shown = text or str(group.anybody)
            is_on = group.name not in off
            lines.append(Choice(group, shown, is_on, waiting.get(group.name, 0)))
    return lines


def _waiting(reader: User) -> dict[str, int]:
    rows = Email.objects.filter(reader=reader, state=State.SCHEDULED).order_by().values("kind")
    found: dict[str, int] = {}
    for row in rows.annotate(count=Count("pk")):
        group = next((k.group for k in kinds.all_kinds() if k.name == row["kind"]), "")
        found[group] = found.get(group, 0) + row["count"]
    return found


@transaction.atomic
def choose(reader: User, *, wanted: Iterable[str], among: Iterable[str], now: datetime) -> set[str]:
    """Of the groups `among`, they get those `wanted`; returns what was on before."""
    shown, kept = set(among), set(wanted)
    before = shown - suppression.declined_by(reader)
    suppression.want(reader, shown & kept)
    if shown - kept:
        suppression.decline(reader, shown - kept, now=now)
    return before


def label_of(name: str) -> str:
    return next((str(group.label) for group in GROUPS if group.name == name), name)
