"""How is one email's state said beside a conversation?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careerhub.outbox import kinds
from careerhub.outbox.models import Email, State

# state → tone, icon, words; the words stand alone or before a time
SAID: dict[str, tuple[str, str, str | Promise]] = {
    State.SCHEDULED: ("info", "clock", ""),
    State.HELD: ("warn", "pause-circle", _("Held")),
    State.CLAIMED: ("info", "paper-airplane", _("Going out")),
    State.SENDING: ("info", "paper-airplane", _("Going out")),
    State.SENT: ("good", "check-circle", _("Sent")),
    State.FAILED: ("bad", "exclamation-triangle", _("Not delivered")),
    State.UNCERTAIN: ("warn", "question-mark-circle", _("Uncertain")),
    State.WITHDRAWN: ("", "x-circle", _("Will not go out")),
    State.SUPPRESSED: ("", "x-circle", _("Not wanted")),
    State.EXPIRED: ("", "x-circle", _("Too late, not sent")),
}


@dataclass(frozen=True)
class MailLine:
    label: str
    tone: str
    icon: str
    said: str
    at: datetime | None  # a day for what was sent, a time for what will be
    is_sent: bool


def mail_lines(rows: Iterable[Email]) -> list[MailLine]:
    return [_line(row) for row in rows]


def _line(row: Email) -> MailLine:
    tone, icon, said = SAID[row.state]
    at = {State.SCHEDULED: row.send_at, State.SENT: row.sent_at}.get(State(row.state))
    return MailLine(label_of(row.kind), tone, icon, str(said), at, row.state == State.SENT)


def label_of(kind: str) -> str:
    try:
        return str(kinds.get(kind).label)
    except kinds.UnknownKind:
        return kind.replace("_", " ").capitalize()
