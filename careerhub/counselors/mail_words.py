"""How is an email said to a counselor: its state, who it goes to, and why it exists? Never what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careerhub.outbox.models import Email, State
from careerhub.outbox.search import is_overdue, label_of
from interviews.queries.outreach import Piece

from .stage_words import Mark

LOOKS: dict[str, tuple[str, str]] = {
    State.SCHEDULED: ("info", "clock"),
    State.CLAIMED: ("info", "paper-airplane"),
    State.SENDING: ("info", "paper-airplane"),
    State.SENT: ("good", "check-circle"),
    State.FAILED: ("bad", "x-circle"),
    State.UNCERTAIN: ("warn", "question-mark-circle"),
    State.HELD: ("warn", "hand-raised"),
    State.WITHDRAWN: ("", "x-circle"),
    State.SUPPRESSED: ("", "bell-slash"),
    State.EXPIRED: ("", "archive-box-x-mark"),
}
# Where the kind’s own label does not read well before “to Sam Rivera”.
SHORT: dict[str, str | Promise] = {
    "reminder_day": gettext_lazy("First reminder"),
    "reminder_hour": gettext_lazy("Last reminder"),
    "did_it_happen": gettext_lazy("“Did it happen?”"),
    "ask_declined": gettext_lazy("“Not this time”"),
    "ask_expired": gettext_lazy("“No answer in time”"),
}
WHY: dict[str, str | Promise] = {
    "ask_made": gettext_lazy("%(student)s asked"),
    "ask_declined": gettext_lazy("%(mentor)s said not this time"),
    "ask_expired": gettext_lazy("%(mentor)s did not answer in time"),
    "booked": gettext_lazy("Meets %(other)s"),
    "moved": gettext_lazy("Meets %(other)s at another time"),
    "cancelled": gettext_lazy("No longer meets %(other)s"),
    "reminder_day": gettext_lazy("Meets %(other)s soon"),
    "reminder_hour": gettext_lazy("Meets %(other)s very soon"),
    "did_it_happen": gettext_lazy("Was to meet %(other)s"),
    "thank_you": gettext_lazy("The morning after they meet"),
    "follow_up": gettext_lazy("A while after they have met"),
    "update_read": gettext_lazy("%(mentor)s has read the follow-up"),
    "digest": gettext_lazy("Every Monday, to every counselor"),
    "nudge": gettext_lazy("%(student)s waits for an answer"),
    "prepare": gettext_lazy("Meets %(other)s and has not prepared yet"),
    "reflect": gettext_lazy("Met %(other)s and has written nothing down yet"),
    "ask_withdrawn": gettext_lazy("%(student)s no longer asks"),
    "ask_released": gettext_lazy("%(student)s has asked somebody else"),
    "ask_passed_on": gettext_lazy("The next choice was asked"),
    "place_offered": gettext_lazy("A time with %(mentor)s came free"),
    "times_proposed": gettext_lazy("%(other)s proposes another time"),
    "proposal_refused": gettext_lazy("None of the proposed times suited %(other)s"),
    "no_show_reported": gettext_lazy("%(other)s says that they did not meet"),
    "invitation": gettext_lazy("The office asks this alum to join"),
}
# What is said after an act: of one, and of several.
DONE: dict[str, tuple[str, str]] = {
    "send-now": ("%(n)d email leaves within a minute.", "%(n)d emails leave within a minute."),
    "hold": ("%(n)d email is kept back.", "%(n)d emails are kept back."),
    "release": ("%(n)d email goes out at its time.", "%(n)d emails go out at their time."),
    "again": ("%(n)d email is sent again.", "%(n)d emails are sent again."),
    "arrived": ("%(n)d email counts as sent.", "%(n)d emails count as sent."),
    "stop": ("%(n)d email does not go out.", "%(n)d emails do not go out."),
}
UNCONFIRMED = gettext_lazy(
    "The mail server took this but never confirmed. We have not sent it again, so nobody gets it twice."
)


@dataclass(frozen=True)
class MailRow:
    """One row of the outbox. `at` is when it went or is to go."""

    piece: Piece
    mark: Mark
    title: str
    why: str
    at: datetime

    @property
    def email(self) -> Email:
        return self.piece.email


def mail_rows(pieces: Iterable[Piece], *, now: datetime) -> list[MailRow]:
    return [mail_row(piece, now=now) for piece in pieces]


def mail_row(piece: Piece, *, now: datetime) -> MailRow:
    email = piece.email
    return MailRow(
        piece=piece,
        mark=mark_of(email, now=now),
        title=title_of(piece),
        why=email.reason or email.bounce_reason or why_of(piece),
        at=email.sent_at or email.send_at,
    )


def mark_of(email: Email, *, now: datetime) -> Mark:
    if is_overdue(email, now=now):
        return Mark("bad", "exclamation-triangle", _("Late"))
    if email.bounced_at is not None:
        return Mark("bad", "arrow-uturn-left", _("Came back"))
    tone, icon = LOOKS[email.state]
    return Mark(tone, icon, email.get_state_display())


def title_of(piece: Piece) -> str:
    kind, reader = piece.email.kind, piece.email.reader.get_full_name()
    label = str(SHORT.get(kind) or label_of(kind))
    if piece.writer is None:
        return _("%(kind)s to %(reader)s") % {"kind": label, "reader": reader}
    named = {"kind": label, "writer": piece.writer.get_full_name(), "reader": reader}
    return _("%(kind)s, %(writer)s to %(reader)s") % named


def why_of(piece: Piece) -> str:
    """Why the email exists, in a few words."""
    sentence = str(WHY.get(piece.email.kind, ""))
    if piece.interview is None or piece.other is None:
        return sentence if "%(" not in sentence else ""
    return sentence % {
        "student": piece.interview.student.get_short_name(),
        "mentor": piece.interview.mentor.get_short_name(),
        "other": piece.other.get_full_name(),
    }


def reason_of(email: Email, *, now: datetime) -> tuple[Mark, str] | None:
    """Why the email is in this state, with a lead; None where nothing needs explaining."""
    reason = email.reason
    if is_overdue(email, now=now):
        said = reason or _("It is tried again by itself until it goes out or its time is over.")
        return Mark("bad", "exclamation-triangle", _("It should have gone out by now.")), said
    if email.bounced_at is not None:
        lead = _("It went out and came back.")
        return Mark("bad", "arrow-uturn-left", lead), email.bounce_reason
    tone, icon = LOOKS[email.state]
    leads = {
        State.HELD: (_("Why it is held."), reason or _("A person keeps it back.")),
        State.UNCERTAIN: (_("Why it is uncertain."), str(UNCONFIRMED)),
        State.FAILED: (_("Why it failed."), reason or _("The mail server refused it.")),
        State.WITHDRAWN: (_("Why it does not go out."), reason),
        State.SUPPRESSED: (_("Why it does not go out."), reason),
        State.EXPIRED: (_("Why it did not go out."), reason or _("Its time had passed.")),
        State.SCHEDULED: (_("Why it waits."), reason),
    }
    lead, said = leads.get(State(email.state), ("", ""))
    return (Mark(tone, icon, lead), said) if said else None
